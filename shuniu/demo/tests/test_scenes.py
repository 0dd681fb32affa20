"""Facts about the scenes: each begins at its moment with what the story needs in its place (product §3.3)."""

from __future__ import annotations

from datetime import datetime

import pytest

from shuniu.demo.generator import fill
from shuniu.demo.scenes import play, wipe
from shuniu.journal.verification import verify
from shuniu.matters.models import Matter
from shuniu.org.models import Account, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        wipe()
        fill("county", scale=0.02)
        yield
        wipe()


def test_the_telegram_of_1720_is_read_and_two_of_its_demands_are_met_already(demo):
    assert play("B") == datetime(2026, 6, 11, 17, 20, 5)
    tray = Matter.objects.pending().order_by("received")
    assert [m.serial for m in tray] == [1198, 1199, 1200, 1201, 1202, 1203, 1204]
    proposal = tray.get(serial=1204).reading.proposal
    met = {d["order"]: d["covered"]["number"] for d in proposal["demands"] if d["outcome"] == "covered"}
    assert met == {1: "№1179", 3: "№1181"}
    assert "№1176" in [same["number"] for same in proposal["same"]]


def test_going_back_in_time_makes_the_office_anew_for_the_same_people(demo):
    before = dict(Account.objects.values_list("username", "pk"))
    assert play("D") == datetime(2026, 6, 11, 11, 15)
    assert dict(Account.objects.values_list("username", "pk")) == before
    manholes = Matter.objects.get(year=2026, serial=1183, part=0)
    assert (manholes.state, manholes.holder.name) == ("disputed", "周谨言")
    assert verify().clean


def test_a_real_office_is_never_made_anew(db):
    Unit.objects.all().exists()
    unit = Unit.objects.create(name="某办公室", code="real")
    Unit.objects.exclude(pk=unit.pk).update(settings={})
    with pytest.raises(ValueError, match="never made anew"):
        play("A")
