"""空当: the time between two things of a leader's day is proposed; what one may not know of is no reason."""

from __future__ import annotations

from datetime import datetime

import pytest

from shuniu.conftest import acting
from shuniu.matters import operations as matters
from shuniu.matters.choices import Visibility
from shuniu.org import moment
from shuniu.routing.choices import Box
from shuniu.routing.free_time import slots_for
from shuniu.routing.planned import Planned


@pytest.fixture
def busy(office):
    """`busy("09:30", "12:00")`: something of 赵启山's day."""

    def entered(starts: str, ends: str, **more):
        clerk = acting(office.chen)
        hours = {
            name: moment.aware(datetime.fromisoformat(f"2026-06-11 {at}"))
            for name, at in (("starts", starts), ("ends", ends))
        }
        event = matters.capture(title="商谈", source_type="plan", by=clerk, **hours, **more)
        return matters.place(event, lead=office.office, holder=office.chen, leader=office.zhao, by=clerk)

    return entered


def free(office, person, box=Box.INSTRUCT) -> list[tuple]:
    asked = [Planned("拟办", (office.chen,), box=Box.PROPOSAL), Planned("批示", (office.zhao,), box=box)]
    said = lambda at: f"{at:%H:%M}" if at else None  # noqa: E731
    return [
        (said(s.busy_until), said(s.starts), said(s.ends)) for s in slots_for(asked, actor=acting(person))
    ]


def test_the_time_between_two_things_is_proposed_and_not_what_is_too_short_to_read_in(office, busy):
    assert free(office, office.li) == [(None, "10:00", "17:30")]
    busy("09:30", "12:00")
    busy("12:30", "13:30")
    assert free(office, office.li) == [("12:00", "12:05", "12:30")]
    busy("12:20", "12:30")
    assert free(office, office.li) == [("13:30", "13:35", "17:30")]
    busy("13:40", "17:20")
    assert free(office, office.li) == [("17:20", None, None)]


def test_only_whoever_is_asked_for_a_word_is_looked_at_and_only_what_one_may_know(office, busy):
    busy("09:30", "12:00", visibility=Visibility.RESTRICTED)
    assert free(office, office.chen) == [("12:00", "12:05", "17:30")]
    assert free(office, office.bai) == [(None, "10:00", "17:30")]
    assert free(office, office.chen, box=Box.READ) == []


def test_a_page_asks_the_same_for_one_leader_and_for_none_busy(office, busy, django_assert_num_queries):
    busy("09:30", "12:00")
    busy("12:30", "13:30")
    actor, asked = acting(office.li), [Planned("批示", (office.zhao,), box=Box.SIGN)]
    slots_for(asked, actor=actor)
    with django_assert_num_queries(3):
        slots_for(asked, actor=actor)
