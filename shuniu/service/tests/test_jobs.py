"""What comes again by itself: once a day and unit, or again and again on one standing row."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest

from shuniu.clock import errands
from shuniu.clock.models import Errand
from shuniu.conftest import make_office
from shuniu.org import moment
from shuniu.service import jobs


@dataclass
class Round:
    name: str
    when: time | timedelta
    fails: int = 0

    def __post_init__(self):
        self.done = []

    def do(self, unit):
        if self.fails:
            self.fails -= 1
            raise OSError("the mail server is away")
        self.done.append((unit.code, moment.today()))


@pytest.fixture
def rounds(monkeypatch):
    """Only the rounds of the test run, and nothing is remembered from others."""
    for name in ("_LOADED", "_ARMED"):
        monkeypatch.setattr(jobs, name, {})
    monkeypatch.setattr(jobs, "_ASKED", set())
    monkeypatch.setattr(errands, "_DOERS", dict(errands._DOERS))

    def make(when, fails=0):
        one = Round("test.round", when, fails)
        jobs._register(one)
        return one

    return make


@pytest.fixture
def two_units(db):
    with moment.standing_at(datetime(2026, 6, 11, 10, 0)):
        make_office("east", "东岸县政府办公室")
        make_office("west", "西山县政府办公室")


def at(text):
    return moment.standing_at(datetime.fromisoformat(text))


def test_a_daily_round_is_made_once_a_day_and_unit_from_its_hour_on(two_units, rounds):
    one = rounds(time(6, 30))
    with at("2026-06-11T06:29"):
        jobs.work_once()
    assert one.done == []
    with at("2026-06-11T06:30"):
        jobs.work_once()
        jobs.work_once()
    with at("2026-06-11T23:00"):
        jobs.work_once()
    assert sorted(one.done) == [("east", date(2026, 6, 11)), ("west", date(2026, 6, 11))]
    with at("2026-06-12T08:00"):
        jobs.work_once()
    assert sorted(one.done)[1::2] == [("east", date(2026, 6, 12)), ("west", date(2026, 6, 12))]


def test_another_process_does_not_make_a_daily_round_again(two_units, rounds):
    one = rounds(time(6, 30))
    with at("2026-06-11T08:00"):
        jobs.work_once()
        jobs._ASKED.clear()
        jobs.work_once()
    assert len(one.done) == 2


def test_a_recurring_round_keeps_one_row_for_each_unit(two_units, rounds):
    one = rounds(timedelta(0))
    with at("2026-06-11T08:00"):
        for _ in range(5):
            jobs.work_once()
    assert len(one.done) == 10
    assert Errand.objects.filter(name="test.round").count() == 2


def test_a_recurring_round_rests_as_long_as_it_says(two_units, rounds):
    one = rounds(timedelta(hours=1))
    with at("2026-06-11T08:00"):
        jobs.work_once()
        jobs.work_once()
    assert len(one.done) == 2


def test_a_round_that_failed_is_tried_again_and_does_not_hold_up_the_others(two_units, rounds):
    one = rounds(timedelta(0), fails=1)
    with at("2026-06-11T08:00"):
        jobs.work_once()
        assert [code for code, _day in one.done] == ["west"]
        jobs.work_once()
    assert sorted(code for code, _day in one.done) == ["east", "west", "west"]
    assert set(Errand.objects.values_list("problem", flat=True)) == {""}
