"""The working calendar: make-up days, days off by name, office hours."""

from datetime import date, datetime, timedelta

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuniu.clock.calendar import Calendar, Override, chinese_calendar_seed, last_day_of_month

days = st.dates(date(2024, 1, 2), date(2027, 12, 31))


@pytest.fixture(scope="module")
def cal() -> Calendar:
    return chinese_calendar_seed()


def test_the_seed_agrees_with_the_first_source_on_every_day_of_three_years(cal):
    day, wrong = date(2024, 1, 1), []
    while day.year < 2027:
        if cal.is_working(day) != chinese_calendar.is_workday(day):
            wrong.append(day)
        day = date.fromordinal(day.toordinal() + 1)
    assert wrong == []


def test_the_two_sources_agree_with_each_other_on_every_day_of_three_years(cal):
    other = holidays.country_holidays("CN", years=[2024, 2025, 2026])
    day, wrong = date(2024, 1, 1), []
    while day.year < 2027:
        if cal.is_working(day) != other.is_working_day(day):
            wrong.append(day)
        day = date.fromordinal(day.toordinal() + 1)
    assert wrong == []


def test_dragon_boat_2026_is_three_days_and_the_days_around_are_worked(cal):
    assert [cal.is_working(date(2026, 6, d)) for d in (18, 19, 20, 21, 22)] == [
        True,
        False,
        False,
        False,
        True,
    ]


def test_a_make_up_sunday_is_worked_and_names_its_notice(cal):
    assert cal.is_working(date(2026, 9, 20))
    assert cal.source_of(date(2026, 9, 20)) == "2026年节假日安排"


def test_2027_is_a_forecast_and_2026_is_not(cal):
    assert cal.is_forecast(date(2027, 6, 9)) and not cal.is_working(date(2027, 6, 9))
    assert not cal.is_forecast(date(2026, 12, 31))


def test_three_working_days_from_the_demo_thursday_end_on_tuesday(cal):
    assert cal.add_working_days(date(2026, 6, 11), 3) == date(2026, 6, 16)


def test_working_days_jump_over_the_holiday_and_count_the_make_up_day(cal):
    assert cal.add_working_days(date(2026, 6, 17), 2) == date(2026, 6, 22)
    assert cal.add_working_days(date(2026, 9, 18), 1) == date(2026, 9, 20)


def test_counting_back_and_nothing(cal):
    assert cal.add_working_days(date(2026, 6, 22), -1) == date(2026, 6, 18)
    assert cal.add_working_days(date(2026, 6, 20), 0) == date(2026, 6, 20)


def test_distance_counts_after_today_up_to_the_day(cal):
    assert cal.working_days_between(date(2026, 6, 11), date(2026, 6, 15)) == 2
    assert cal.working_days_between(date(2026, 6, 11), date(2026, 6, 11)) == 0
    assert cal.working_days_between(date(2026, 6, 15), date(2026, 6, 11)) == -2


def test_the_last_working_day_of_a_week_with_a_make_up_day_is_that_day(cal):
    assert cal.last_working_day_of_week(date(2026, 5, 6)) == date(2026, 5, 9)
    assert cal.last_working_day_of_week(date(2026, 6, 15)) == date(2026, 6, 18)


def test_the_last_working_day_of_a_month(cal):
    assert cal.last_working_day_of_month(date(2026, 5, 3)) == date(2026, 5, 29)
    assert cal.last_working_day_of_month(date(2026, 2, 3)) == date(2026, 2, 28)


def test_a_week_wholly_off_ends_before_it_begins(cal):
    assert cal.last_working_day_of_week(date(2026, 2, 18)) == date(2026, 2, 14)


@pytest.mark.parametrize(
    ("today", "name", "before"),
    [
        (date(2026, 6, 11), "端午", date(2026, 6, 18)),
        (date(2026, 6, 11), None, date(2026, 6, 18)),
        (date(2026, 6, 18), None, date(2026, 9, 24)),
        (date(2026, 6, 20), None, date(2026, 9, 24)),
        (date(2026, 6, 11), "国庆节", date(2026, 9, 30)),
        (date(2026, 6, 11), "五一", date(2027, 4, 30)),
        (date(2026, 1, 5), "春节", date(2026, 2, 14)),
        (date(2026, 1, 5), "过年", date(2026, 2, 14)),
    ],
)
def test_before_the_holiday_is_the_last_working_day_before_it(cal, today, name, before):
    assert cal.last_working_day_before(cal.next_holiday(today, name)) == before


@pytest.mark.parametrize(
    ("today", "name", "after"),
    [
        (date(2026, 6, 11), "端午", date(2026, 6, 22)),
        (date(2026, 6, 18), None, date(2026, 6, 22)),
        (date(2026, 6, 20), None, date(2026, 6, 22)),
        (date(2026, 6, 22), None, date(2026, 9, 28)),
        (date(2026, 6, 11), "十一", date(2026, 10, 8)),
        (date(2026, 1, 5), "春节", date(2026, 2, 24)),
    ],
)
def test_after_the_holiday_is_the_first_working_day_after_it(cal, today, name, after):
    assert cal.first_working_day_after(cal.coming_end_of_holiday(today, name)) == after


def test_one_run_of_days_off_may_bear_two_names(cal):
    run = cal.holiday_on(date(2025, 10, 6))
    assert run.names == ("国庆", "中秋")
    assert (run.first, run.last) == (date(2025, 10, 1), date(2025, 10, 8))


def test_spring_festival_is_one_run_named_for_the_first_of_the_year(cal):
    run = cal.holiday_on(date(2026, 2, 16))
    assert (run.names, run.first, run.last, run.day) == (
        ("春节",), date(2026, 2, 15), date(2026, 2, 23), date(2026, 2, 17),
    )  # fmt: skip


def test_office_hours_are_two_spans_and_none_on_a_day_off(cal):
    assert cal.office_hours(date(2026, 6, 11)) == (
        (datetime(2026, 6, 11, 8), datetime(2026, 6, 11, 12)),
        (datetime(2026, 6, 11, 13, 30), datetime(2026, 6, 11, 17, 30)),
    )
    assert cal.office_hours(date(2026, 6, 20)) == ()
    assert cal.end_of_work(date(2026, 6, 20)) == datetime(2026, 6, 20, 17, 30)


@pytest.mark.parametrize(
    ("moment", "hours", "then"),
    [
        (datetime(2026, 6, 11, 9), 2, datetime(2026, 6, 11, 11)),
        (datetime(2026, 6, 11, 11), 2, datetime(2026, 6, 11, 14, 30)),
        (datetime(2026, 6, 11, 12, 30), 1, datetime(2026, 6, 11, 14, 30)),
        (datetime(2026, 6, 18, 17), 4, datetime(2026, 6, 22, 11, 30)),
        (datetime(2026, 6, 11, 8), 4, datetime(2026, 6, 11, 12)),
        (datetime(2026, 6, 20, 9), 0, datetime(2026, 6, 22, 8)),
        (datetime(2026, 6, 11, 16), 1.5, datetime(2026, 6, 11, 17, 30)),
    ],
)
def test_working_hours_pass_only_in_office_hours(cal, moment, hours, then):
    assert cal.add_working_hours(moment, hours) == then


def test_minutes_of_work_between_two_moments(cal):
    assert cal.working_minutes_between(datetime(2026, 6, 18, 17), datetime(2026, 6, 22, 9)) == 90
    assert cal.working_minutes_between(datetime(2026, 6, 22, 9), datetime(2026, 6, 18, 17)) == 0


def test_an_office_may_add_a_day_off_of_its_own():
    own = Calendar((Override(date(2026, 6, 11), "off", "停电检修"),))
    assert not own.is_working(date(2026, 6, 11))
    assert own.working_day_on_or_after(date(2026, 6, 11)) == date(2026, 6, 12)


def test_an_override_is_either_off_or_work():
    with pytest.raises(ValueError):
        Override(date(2026, 6, 11), "half")


def test_the_end_of_february(cal):
    assert [last_day_of_month(date(y, 2, 5)).day for y in (2026, 2028)] == [28, 29]


@given(days, st.integers(-60, 60).filter(bool))
def test_adding_working_days_is_the_inverse_of_counting_them(day, n):
    cal = chinese_calendar_seed()
    there = cal.add_working_days(day, n)
    assert cal.is_working(there)
    if n > 0 or cal.is_working(day):
        assert cal.working_days_between(day, there) == n


@given(days)
def test_a_working_day_is_its_own_neighbour(day):
    cal = chinese_calendar_seed()
    before, after = cal.working_day_on_or_before(day), cal.working_day_on_or_after(day)
    assert before <= day <= after
    assert (before == after) == cal.is_working(day)


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.integers(0, 900))
def test_working_days_counted_are_those_walked(first, span):
    calendar = chinese_calendar_seed()
    last = first + timedelta(span)
    walked = sum(calendar.is_working(first + timedelta(i)) for i in range(1, span + 1))
    assert calendar.working_days_between(first, last) == walked
    assert calendar.working_days_between(last, first) == -walked
