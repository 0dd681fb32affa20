"""The peak day of the story: how often each was disturbed, and that nobody was who had no reason to be (product §9.4)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from shuniu.demo.generator import fill
from shuniu.demo.scenes import wipe
from shuniu.notices import measures
from shuniu.notices.choices import INTERRUPTING
from shuniu.notices.models import Digest, Notice
from shuniu.org.models import Unit

pytestmark = pytest.mark.django_db
PEAK = date(2026, 6, 11)


@pytest.fixture(scope="module")
def peak(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        wipe()
        fill("county", scale=0.02, until=datetime(2026, 6, 11, 23, 30))
        yield
        wipe()


def knocks() -> list[tuple[str, str, str, str]]:
    """(hour, who, reason, number) of every interruption of the day."""
    rows = Notice.objects.interrupting().filter(told_at__date=PEAK).order_by("told_at", "pk")
    return [
        (f"{row.told_at.astimezone().strftime('%H:%M')}", row.person.name, row.reason, row.matter.number)
        for row in rows.select_related("person", "matter")
    ]


def test_nobody_is_above_the_budget_on_the_peak_day(peak):
    unit = Unit.objects.get()
    days = measures.day_of(unit, PEAK)
    assert [one for one in days if one.is_above] == []
    assert measures.above(unit, PEAK) == []


def test_the_telegram_of_1720_rings_for_the_leader_on_duty_the_director_and_the_deputy(peak):
    assert {who for hour, who, reason, _n in knocks() if reason == "extra"} == {"沈知行", "周谨言", "吴安澜"}


def test_every_interruption_has_one_of_the_reasons_and_is_of_the_person_s_own_matter(peak):
    for row in Notice.objects.interrupting().select_related("matter"):
        assert row.reason in INTERRUPTING
        assert row.in_hand or row.reason in ("extra", "emergency", "ring")


def test_nobody_without_a_matter_heard_anything(peak):
    told = set(Notice.objects.filter(told_at__date=PEAK).values_list("person__name", flat=True))
    for name in ("孙师傅", "高建", "彭涛", "夏禾"):
        assert name not in told


def test_no_digest_has_nothing_in_it(peak):
    assert not Digest.objects.filter(notices=None).exists()
