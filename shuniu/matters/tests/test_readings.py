"""From rows to the order and the light of real matters."""

from datetime import date, datetime, timedelta

import pytest

from shuniu.clock.office_calendar import calendar_for
from shuniu.conftest import acting
from shuniu.matters import operations
from shuniu.matters.models import Focus, Pin
from shuniu.matters.ranking import lights
from shuniu.matters.readings import facts_of, light_of, lights_of, situation_of, why_of
from shuniu.org import moment

THURSDAY = datetime(2026, 6, 11, 10, 0)


def at(day: int, hour: int = 17, minute: int = 30) -> datetime:
    return moment.aware(datetime(2026, 6, day, hour, minute))


@pytest.fixture
def covers(office):
    """沿河路井盖: urgent, hard, today."""
    return operations.capture(
        title="沿河路井盖缺失",
        source_type="hotline",
        by=acting(office.li),
        due=at(11, 17, 0),
        hard=True,
        safety=True,
    )


def test_what_is_hard_today_and_about_safety_weighs_fifty_five(covers):
    why = why_of(covers)
    assert (why.total, [(row.fact, row.points) for row in why.rows]) == (
        55,
        [("deadline", 35), ("safety", 20)],
    )


def test_a_spoken_word_of_the_head_counts_until_it_is_denied(office, covers):
    given = operations.instruct(
        covers, leader=office.zhao, words="先堵上,再说账。", form="oral", by=acting(office.chen)
    )
    assert [row.points for row in why_of(covers).rows] == [35, 25, 20]
    operations.deny_words(given, by=acting(office.zhao))
    assert [row.points for row in why_of(covers).rows] == [35, 20]


def test_a_hard_date_that_has_passed_is_red_until_somebody_else_has_checked(office, covers):
    operations.place(covers, lead=office.city, by=acting(office.li))
    with moment.standing_at(datetime(2026, 6, 12, 9, 0)):
        assert light_of(covers).colour == lights.RED
        operations.acknowledge(covers, by=acting(office.lu))
        operations.report_done(covers, result="已围挡", by=acting(office.lu))
        reported = light_of(covers)
        assert (reported.colour, reported.filled) == (lights.RED, False)
        operations.verify(covers, by=acting(office.wang))
        assert light_of(covers).colour == lights.GREEN


def test_a_focus_counts_to_its_last_day_and_not_after(office):
    Focus.objects.create(unit=office.unit, tag="防汛", until=date(2026, 6, 11))
    matter = operations.capture(title="值守安排", source_type="paper", by=acting(office.li), focus="防汛")
    assert [row.fact for row in why_of(matter).rows] == ["focus"]
    with moment.standing_at(THURSDAY + timedelta(days=1)):
        assert why_of(matter).rows == ()


def test_a_pin_is_the_pinners_own(office, covers):
    Pin.objects.create(person=office.li, matter=covers, why="盯着", until=date(2026, 6, 12))
    assert facts_of([covers.pk], person=office.li)[covers.pk].pinned_until == date(2026, 6, 12)
    assert facts_of([covers.pk], person=office.wang)[covers.pk].pinned_until is None


@pytest.mark.parametrize("rows", [1, 3])
def test_lights_of_a_list_are_read_in_one_statement(office, rows, django_assert_num_queries):
    matters = [
        operations.capture(title=f"第{n}件", source_type="call", by=acting(office.li), due=at(12))
        for n in range(rows)
    ]
    calendar_for(office.unit)
    with django_assert_num_queries(1):
        assert [shown.colour for shown in lights_of(matters)] == [lights.NONE] * rows


def test_facts_of_nothing_ask_nothing(office, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert facts_of([]) == {}
        assert lights_of([]) == []


def test_equal_points_are_ordered_by_the_earlier_date(office):
    late, early = (
        operations.capture(title=title, source_type="call", by=acting(office.li), due=due)
        for title, due in (("晚的", at(25)), ("早的", at(24)))
    )
    known = facts_of([late.pk, early.pk])
    placed = situation_of(office.unit, known.values()).in_order(known.values())
    assert [one.facts.id for one in placed] == [early.pk, late.pk]
