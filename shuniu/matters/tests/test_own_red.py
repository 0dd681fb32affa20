"""A-17: the doer alone cannot turn a red one green, by whatever press."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from shuniu.conftest import acting
from shuniu.journal.models import Line
from shuniu.matters import operations
from shuniu.matters.acts import ACTS
from shuniu.matters.models import Matter
from shuniu.matters.readings import light_of
from shuniu.org import moment
from shuniu.org.refusals import Refused

LATER = datetime(2026, 6, 16, 10, 0)
DATA = {
    "words": "办完了", "result": "办完了", "answer": "办完了", "reason": "没办法", "clause": "", "wants": "", "remark": "",
    "waits_for": "", "look_again": None, "basis": "", "day": None, "step": "", "granted": True, "title": "别的", "holder": None,
    "due": None, "hard": None, "next_step": "", "untrue": False, "ruling": "归我", "stuck": "卡住", "tried": "", "needed": "",
    "form": "oral",
}  # fmt: skip


def at(day: int) -> datetime:
    return moment.aware(datetime(2026, 6, day, 17, 30))


def red_in(office, who, **facts) -> Matter:
    """A hard date that passed in the hand of one person."""
    li = acting(office.wang)
    matter = operations.capture(title="报值守安排", source_type="call", by=li, due=at(12), hard=True, **facts)
    matter = operations.place(matter, lead=who.division, holder=who, by=li)
    if who.pk != office.wang.pk:
        matter = operations.acknowledge(matter, by=acting(who))
    return matter


@pytest.mark.parametrize("who", ["li", "wang", "chen", "du"])
@pytest.mark.parametrize("noun", sorted(ACTS))
def test_no_press_of_the_doer_makes_red_green(office, who, noun):
    doer = getattr(office, who)
    matter = red_in(office, doer)
    other = operations.capture(title="另一件", source_type="call", by=acting(office.li))
    with moment.standing_at(LATER):
        assert light_of(matter).colour == "red"
        person = acting(doer)
        data = DATA | {
            "lead": doer.division, "to": office.bai, "into": other, "leader": office.zhao, "person": office.bai,
            "wanted": at(19), "due": at(19),
        }  # fmt: skip
        try:
            ACTS[noun].do(matter, data, person)
        except Refused:
            pass
        matter.refresh_from_db()
        assert light_of(matter).colour == "red"


def test_reported_red_stays_red_and_hollow_until_another_has_looked(office):
    matter = red_in(office, office.du)
    with moment.standing_at(LATER):
        operations.report_done(matter, result="办完了", by=acting(office.du))
        matter.refresh_from_db()
        lit = light_of(matter)
        assert (lit.colour, lit.filled) == ("red", False)
        operations.verify(matter, by=acting(office.chen))
        matter.refresh_from_db()
        lit = light_of(matter)
        assert (lit.colour, lit.filled) == ("green", True)


def test_an_emergency_reported_by_its_doer_is_still_red(office):
    li = acting(office.li)
    matter = operations.capture(title="岚河大桥下有人落水", source_type="call", by=li, kind="incident")
    matter = operations.place(matter, lead=office.housing, holder=office.du, by=li)
    operations.report_done(matter, result="人已上岸", by=acting(office.du))
    matter.refresh_from_db()
    lit = light_of(matter)
    assert (lit.colour, lit.filled) == ("red", False)
    operations.verify(matter, by=acting(office.chen))
    matter.refresh_from_db()
    assert light_of(matter).colour == "green"


def test_a_date_one_set_oneself_cannot_be_taken_back_once_it_has_passed(office):
    li = acting(office.li)
    matter = operations.capture(title="采购", source_type="call", by=li)
    matter = operations.place(matter, lead=office.office, holder=office.li, by=li)
    operations.set_due(matter, due=at(12), hard=True, by=li)
    with moment.standing_at(LATER):
        line = Line.objects.about(matter).last()
        with pytest.raises(Refused, match="红灯"):
            operations.undo(matter, line=line, by=li)


def test_the_doer_does_not_grant_the_own_extension(office):
    matter = red_in(office, office.wang)
    asked = operations.ask_extension(matter, wanted=at(19), reason="等材料", by=acting(office.wang))
    with pytest.raises(Refused, match="自己"):
        operations.decide_extension(asked, granted=True, by=acting(office.wang))
    with moment.standing_at(LATER + timedelta(days=1)):
        matter.refresh_from_db()
        assert light_of(matter).colour == "red"
