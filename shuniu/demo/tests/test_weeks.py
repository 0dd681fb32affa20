"""挪周: the demo told in another week keeps its weekday, its journal, and what its papers say agrees with its dates."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from shuniu.clock.calendar import chinese_calendar_seed
from shuniu.demo import scenes
from shuniu.demo.generator import fill
from shuniu.demo.scenes import wipe
from shuniu.demo.weeks import in_words, moved, shifted_by, weeks_to
from shuniu.journal.models import Line
from shuniu.journal.verification import verify
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.models import Unit

WEEKS = 31  # into January: the year changes on the way


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("6月11日至13日强降雨", "11月19日至21日强降雨"),
        ("落实11—13日24小时值守", "落实19—21日24小时值守"),
        ("要11到13日强降雨值守安排", "要19到21日强降雨值守安排"),
        ("6月19日至30日", "11月27日至12月8日"),
        ("2026年6月10日", "2026年11月18日"),
        ("岚文旅函〔2026〕15号", "岚文旅函〔2026〕15号"),
        ("6月底前支付", "12月8日前支付"),
        ("860万元,1204户,18时前", "860万元,1204户,18时前"),
        ("6月11日夜间至13日,全市", "11月19日夜间至21日,全市"),
    ],
)
def test_what_a_paper_says_moves_with_it(said, told):
    with shifted_by(23):
        assert in_words(said) == told
    assert in_words(said) == said


@pytest.mark.parametrize(
    ("today", "story_day"),
    [
        (date(2026, 6, 9), date(2026, 6, 11)),
        (date(2026, 11, 20), date(2026, 11, 19)),
        (date(2026, 11, 22), date(2026, 11, 19)),
        (date(2026, 10, 1), date(2026, 9, 24)),  # 国庆: the Thursday before
        (date(2026, 1, 2), date(2025, 12, 25)),  # 元旦
    ],
)
def test_the_day_of_the_story_is_this_weeks_and_a_working_day(today, story_day):
    with shifted_by(weeks_to(today, chinese_calendar_seed())):
        assert moved(date(2026, 6, 11)) == story_day
    assert story_day.weekday() == 3


@pytest.fixture(scope="module")
def later(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        wipe()
        unit = fill("county", scale=0.05, weeks=WEEKS)
        yield unit
        wipe()


@pytest.mark.django_db
def test_a_moved_office_is_whole_and_lies_in_its_own_time(later):
    now = moment.aware(datetime(2026, 6, 11, 16, 5) + timedelta(weeks=WEEKS))
    assert verify(later).clean
    assert later.settings["demo"]["moment"] == "2027-01-14T16:05:00"
    assert Line.objects.filter(unit=later, at__gt=now).count() == 0
    assert Line.objects.filter(unit=later, at__gt=now - timedelta(hours=2)).exists()
    assert Matter.objects.without_one_active_holder().count() == 0
    arrivals = Matter.objects.filter(part=0)
    assert arrivals.filter(received__gt=now).count() == 0
    calendar = chinese_calendar_seed()
    days = {moment.local(at).date() for at in arrivals.filter(year=2026).values_list("received", flat=True)}
    lived = {day for day in days if day < date(2026, 12, 1)}
    assert lived
    # The year is lived in the working days of its own time; a beat of the story falls where the weeks take it.
    assert {day for day in lived if not calendar.is_working(day)} <= {date(2026, 10, 1)}


@pytest.mark.django_db
def test_the_papers_of_the_day_are_known_by_their_numbers_and_read_with_their_dates(later):
    rain = Matter.objects.get(part=0, serial=1176, title__contains="强降雨")
    assert rain.title == "关于做好1月14日至16日强降雨期间值守工作的通知"
    assert moment.local(rain.received).date() == date(2027, 1, 14)
    request = Matter.objects.get(part=0, serial=1187, year=2027)
    assert request.title == "关于拨付旧小区改造首期资金的请示"


@pytest.mark.django_db
def test_a_scene_stays_in_the_week_and_zero_brings_it_back(later):
    assert scenes.play("D") == datetime(2026, 6, 11, 11, 15) + timedelta(weeks=WEEKS)
    assert Matter.objects.get(serial=1183, part=0, year=2027).state == "disputed"
    assert scenes.shift(0) == datetime(2026, 6, 11, 11, 15)
    assert Unit.objects.get().settings["demo"]["weeks"] == 0
    assert verify().clean
