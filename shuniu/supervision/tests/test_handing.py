"""交给别的单位: receipt, hash, and two lists that never meet."""

from __future__ import annotations

import pytest

from shuniu.conftest import acting
from shuniu.matters import operations as matters
from shuniu.matters.models import Matter
from shuniu.org.refusals import Refused
from shuniu.supervision import operations
from shuniu.supervision.models import Reply
from shuniu.supervision.operations.handing import hash_of
from shuniu.supervision.tests.conftest import day


def test_a_task_arrives_over_there_and_its_result_comes_back(office, other_office, give):
    matter = give("两县共管河段清漂", to=office.lu, due=day(20))
    parcel = operations.hand_to_unit(
        matter, to=other_office.unit, words="请清理你县一侧,20日前回复", by=acting(office.chen)
    )
    assert parcel.sha256 == hash_of(parcel.content)
    arrived = Matter.objects.get(pk=parcel.arrived_id)
    assert (arrived.unit, arrived.state, arrived.due, arrived.source_body) == (
        other_office.unit, "pending", day(20), office.unit.name,
    )  # fmt: skip
    theirs = acting(other_office.li)
    arrived = matters.place(arrived, lead=other_office.city, holder=other_office.lu, by=theirs)
    arrived = matters.acknowledge(arrived, by=acting(other_office.lu))
    matters.feed_back(arrived, words="已清三公里", by=acting(other_office.lu))
    arrived = matters.report_done(arrived, result="清完", by=acting(other_office.lu))
    matters.verify(arrived, by=acting(other_office.chen))
    assert [r.kind for r in parcel.replies.all()] == ["received", "progress", "result"]
    assert parcel.replies.get(kind="progress").words == "已清三公里"
    assert len({r.sha256 for r in Reply.objects.all()}) == 3
    # Neither sees the other's list.
    assert matter not in Matter.objects.visible_to(theirs)
    assert arrived not in Matter.objects.visible_to(acting(office.chen))


def test_only_the_director_hands_out_and_never_what_is_restricted(office, other_office, give):
    matter = give("交出去的", due=day(20))
    with pytest.raises(Refused, match="主任"):
        operations.hand_to_unit(matter, to=other_office.unit, words="请办", by=acting(office.li))
    with pytest.raises(Refused, match="本单位"):
        operations.hand_to_unit(matter, to=office.unit, words="请办", by=acting(office.chen))
    secret = give("信访的", due=day(20), visibility="restricted")
    with pytest.raises(Refused, match="限定"):
        operations.hand_to_unit(secret, to=other_office.unit, words="请办", by=acting(office.chen))
    assert not Matter.objects.filter(unit=other_office.unit).exists()
