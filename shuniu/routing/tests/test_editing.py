"""加签, 减签, 转办, 认领, 委托: the list is edited by those who walk it."""

from datetime import date, timedelta

import pytest

from shuniu.conftest import acting
from shuniu.org import moment
from shuniu.org import operations as people
from shuniu.org.actor import Actor
from shuniu.org.models import Delegation
from shuniu.org.refusals import Refused
from shuniu.routing import operations as slips
from shuniu.routing.choices import Mode
from shuniu.routing.models import Part
from shuniu.routing.planned import Planned
from shuniu.routing.tests.conftest import at, mine, way


def test_someone_first_and_then_back_to_me(office, slip, says):
    slips.add_before(
        mine(slip, office.wang), holders=[office.bai], title="请白露先看", by=acting(office.wang)
    )
    assert at(slip) == ("请白露先看", ["白露"])
    says(slip, office.bai)
    assert at(slip) == ("拟办", ["王芳"])


def test_beside_others_only_my_own_part_waits_for_whom_i_asked(office, begin, says):
    slip = begin(Planned("会签", (office.wang, office.du)), Planned("汇总", (office.li,)))
    slips.add_before(mine(slip, office.wang), holders=[office.bai], by=acting(office.wang))
    with pytest.raises(Refused, match="还没有答"):
        says(slip, office.wang)
    says(slip, office.du)
    aside = mine(slip, office.wang).asides.get()
    says(aside, office.bai, opinion="可以")
    says(slip, office.wang)
    assert at(slip) == ("汇总", ["李明"])


def test_more_hands_at_the_same_stage(office, slip, says):
    slips.add_beside(mine(slip, office.wang), holders=[office.bai, office.wang], by=acting(office.wang))
    assert at(slip) == ("拟办", ["王芳", "白露"])
    says(slip, office.wang)
    assert at(slip) == ("拟办", ["白露"])


def test_one_more_right_after_me(office, slip, says):
    part = mine(slip, office.wang)
    slips.add_after(slip, holders=[office.bai], title="会务核时间", by=acting(office.wang), part=part)
    assert way(slip) == ["拟办", "会务核时间", "批示", "承办"]
    says(slip, office.wang)
    assert at(slip) == ("会务核时间", ["白露"])


def test_a_planned_stage_is_dropped_with_a_reason(office, slip, says):
    slips.drop_stage(slip.stages.get(title="批示"), reason="主任已口头同意", by=acting(office.li))
    says(slip, office.wang)
    assert at(slip) == ("承办", ["杜衡"])


def test_what_a_rule_asks_for_cannot_be_dropped_and_says_why(office, begin):
    slip = begin(
        Planned("拟办", (office.wang,)), Planned("财务", (office.bai,), mandatory="10万元以上要财务会签")
    )
    with pytest.raises(Refused, match="10万元以上要财务会签"):
        slips.drop_stage(slip.stages.get(title="财务"), reason="赶时间", by=acting(office.chen))


def test_who_has_begun_is_not_dropped(office, slip):
    with pytest.raises(Refused, match="不能减"):
        slips.drop_stage(slip.stages.get(title="拟办"), reason="不用了", by=acting(office.chen))


def test_one_hand_less_where_others_remain(office, begin, says):
    slip = begin(Planned("会签", (office.wang, office.du)), Planned("汇总", (office.li,)))
    says(slip, office.wang)
    slips.drop_part(mine(slip, office.du), reason="与他无关", by=acting(office.li))
    assert at(slip) == ("汇总", ["李明"])
    with pytest.raises(Refused, match="只有他一个人"):
        slips.drop_part(mine(slip, office.li), reason="不用了", by=acting(office.chen))


def test_a_part_is_passed_on_and_both_names_stay(office, slip):
    slips.reassign(mine(slip, office.wang), to=office.bai, reason="她在管", by=acting(office.wang))
    assert at(slip) == ("拟办", ["白露"])
    assert [(p.holder.name, p.verdict) for p in Part.objects.filter(stage__title="拟办").order_by("id")] == [
        ("王芳", "passed_on"),
        ("白露", ""),
    ]


def test_a_part_of_a_body_belongs_to_who_takes_it_first(office, begin):
    slip = begin(Planned("会签", (office.housing,)))
    part = mine(slip, office.du)
    with pytest.raises(Refused, match="住房城乡建设局的人"):
        slips.claim(part, by=acting(office.lu))
    slips.claim(part, by=acting(office.lv))
    assert at(slip) == ("会签", ["吕工"])
    with pytest.raises(Refused, match="吕工已经认领"):
        slips.claim(part, by=acting(office.du))


def test_a_delegate_speaks_and_both_names_are_kept_and_it_is_never_passed_on(office, slip):
    today = date(2026, 6, 11)
    Delegation.objects.create(
        giver=office.wang, receiver=office.bai, whole=True, since=today, until=today, basis="授权书"
    )
    part = mine(slip, office.wang)
    with pytest.raises(Refused, match="不能再转"):
        slips.reassign(part, to=office.li, reason="忙", by=acting(office.bai))
    said = slips.decide(part, by=acting(office.bai), opinion="同意")
    assert said.signature == "白露(代王芳)"


def test_a_delegation_that_has_run_out_does_not_sign(office, slip):
    Delegation.objects.create(
        giver=office.wang, receiver=office.bai, whole=True, since=date(2026, 5, 1), until=date(2026, 6, 10),
        basis="授权书",
    )  # fmt: skip
    with pytest.raises(Refused, match="王芳手上"):
        slips.decide(mine(slip, office.wang), by=acting(office.bai))


def test_an_absence_lends_the_open_part_and_gives_it_back(office, begin, says):
    slip = begin(Planned("会签", (office.du,)), Planned("再签", (office.du,)))
    now = moment.now()
    absence = people.announce(office.du, starts=now, ends=now + timedelta(days=1), by=acting(office.du))
    assert at(slip) == ("会签", ["吕工"])
    said = says(slip, office.lv, opinion="无意见")
    assert said.signature == "吕工(代杜衡)"
    assert at(slip) == ("再签", ["吕工"])
    people.end(absence, by=Actor.clock(office.unit))
    assert at(slip) == ("再签", ["杜衡"])


def test_a_leaver_hands_over_open_parts_before_leaving(office, slip):
    chen = acting(office.chen)
    with pytest.raises(Refused):
        people.leave(office.wang, by=chen)
    part = mine(slip, office.wang)
    slips.hand_over(office.wang, to={part.pk: office.bai}, by=chen)
    assert at(slip) == ("拟办", ["白露"])


def test_what_is_planned_for_a_leaver_comes_to_the_directors_office(office, begin, says):
    slip = begin(Planned("拟办", (office.wang,)), Planned("会务", (office.bai,)))
    people.leave(office.bai, by=acting(office.chen))
    says(slip, office.wang)
    assert at(slip) == ("会务", ["陈敬之"])


def test_a_vote_keeps_enough_hands(office, begin):
    slip = begin(Planned("表决", (office.wang, office.bai), Mode.SHARE, need=2))
    with pytest.raises(Refused, match="凑不够 2 票"):
        slips.drop_part(mine(slip, office.bai), reason="出差", by=acting(office.li))
