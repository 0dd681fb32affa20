"""How a paper walks: in order, side by side, by one, by votes, and copies that hold nothing up."""

import pytest

from shuniu.conftest import acting
from shuniu.journal.models import Line
from shuniu.matters.models import Matter
from shuniu.org.refusals import Refused
from shuniu.routing import operations as slips
from shuniu.routing.choices import Mode, Purpose
from shuniu.routing.models import Part
from shuniu.routing.planned import Planned
from shuniu.routing.tests.conftest import at, mine, way


def test_one_after_the_other_and_then_it_has_ended(office, slip, says):
    assert at(slip) == ("拟办", ["王芳"])
    says(slip, office.wang, opinion="拟请城建局办理")
    assert at(slip) == ("批示", ["陈敬之"])
    says(slip, office.chen)
    says(slip, office.du)
    assert at(slip) is None
    assert slip.outcome == "completed"


def test_side_by_side_everybody_speaks_before_it_goes_on(office, begin, says):
    slip = begin(Planned("会签", (office.wang, office.du, office.lu)), Planned("汇总", (office.li,)))
    says(slip, office.lu)
    says(slip, office.wang)
    assert at(slip) == ("会签", ["杜衡"])
    says(slip, office.du)
    assert at(slip) == ("汇总", ["李明"])


def test_one_of_several_is_enough_and_the_others_are_released(office, begin, says):
    slip = begin(Planned("值班长", (office.wang, office.bai), Mode.ANY), Planned("汇总", (office.li,)))
    says(slip, office.bai)
    assert at(slip) == ("汇总", ["李明"])
    assert Part.objects.get(stage__slip=slip, holder=office.wang).verdict == "released"


def test_a_vote_passes_as_soon_as_enough_agree(office, begin, says):
    slip = begin(
        Planned("表决", (office.wang, office.bai, office.du), Mode.SHARE, need=2),
        Planned("汇总", (office.li,)),
    )
    says(slip, office.wang)
    says(slip, office.bai, "disagree", "太急")
    assert at(slip) == ("表决", ["杜衡"])
    says(slip, office.du)
    assert at(slip) == ("汇总", ["李明"])
    assert slip.stages.get(title="表决").outcome == "passed"


def test_a_vote_that_cannot_pass_any_more_goes_to_who_started_it(office, begin, says):
    slip = begin(
        Planned("表决", (office.wang, office.bai, office.du), Mode.SHARE, need=3),
        Planned("汇总", (office.chen,)),
    )
    says(slip, office.wang, "disagree", "太急")
    assert at(slip) == ("协调不同意见", ["李明"])
    assert Part.objects.get(stage__slip=slip, holder=office.bai).verdict == "released"


def test_a_dissent_does_not_travel_on_in_silence(office, slip, says):
    says(slip, office.wang, "disagree", "资金来源没有落实")
    assert at(slip) == ("协调不同意见", ["李明"])
    says(slip, office.li, opinion="财政局已确认来源")
    assert at(slip) == ("批示", ["陈敬之"])


def test_a_dissent_without_a_reason_is_refused(office, slip, says):
    with pytest.raises(Refused, match="为什么"):
        says(slip, office.wang, "disagree")


def test_copies_go_out_and_the_main_line_does_not_wait(office, begin, says):
    slip = begin(
        Planned("拟办", (office.wang,)),
        Planned("传阅", (office.bai, office.du), Mode.INFORM),
        Planned("批示", (office.chen,)),
    )
    says(slip, office.wang)
    assert at(slip) == ("批示", ["陈敬之"])
    says(slip, office.chen)
    assert at(slip) is None
    says(slip, office.du, "read")
    assert [p.verdict for p in Part.objects.filter(stage__title="传阅").order_by("order")] == ["", "read"]


def test_one_sheet_goes_from_reader_to_reader_through_the_registry(office, slip):
    stage = slips.circulate(slip, holders=[office.bai, office.du], by=acting(office.li), in_turn=True)
    assert [bool(p.opened_at) for p in stage.parts.all()] == [True, False]
    slips.decide(stage.parts.first(), by=acting(office.bai), verdict="read")
    assert [bool(p.opened_at) for p in stage.parts.all()] == [True, True]


def test_a_reader_does_not_hand_on_to_another_reader(office, slip):
    stage = slips.circulate(slip, holders=[office.bai], by=acting(office.li))
    part = stage.parts.get()
    with pytest.raises(Refused, match="横传"):
        slips.reassign(part, to=office.wang, by=acting(office.bai), reason="给你看看")
    with pytest.raises(Refused, match="横传"):
        slips.add_beside(part, holders=[office.wang], by=acting(office.bai))


def test_an_action_item_is_never_closed_by_reading(office, slip, says):
    with pytest.raises(Refused, match="一阅了之"):
        says(slip, office.wang, "read")


def test_only_who_has_it_speaks_and_the_refusal_says_who_that_is(office, slip):
    with pytest.raises(Refused, match="王芳手上"):
        slips.decide(mine(slip, office.wang), by=acting(office.bai))


def test_nobody_speaks_twice(office, slip, says):
    part = mine(slip, office.wang)
    says(slip, office.wang)
    with pytest.raises(Refused, match="已经表过态"):
        slips.decide(part, by=acting(office.wang))


def test_each_act_is_one_line_and_a_refusal_leaves_none(office, slip, says):
    lines = Line.objects.count()
    says(slip, office.wang)
    assert Line.objects.count() == lines + 1
    with pytest.raises(Refused):
        slips.revoke(slip, reason="", by=acting(office.li))
    assert Line.objects.count() == lines + 1


def test_two_slips_of_one_purpose_do_not_run_side_by_side(office, slip, matter):
    with pytest.raises(Refused, match="还没走完"):
        slips.start(
            matter, stages=[Planned("拟办", (office.wang,))], by=acting(office.li), purpose=Purpose.RECEIPT
        )


def test_a_stage_with_nobody_and_a_vote_of_too_many_are_refused(office, matter):
    li = acting(office.li)
    with pytest.raises(Refused, match="“会签”还没有人"):
        slips.start(matter, stages=[Planned("会签")], by=li)
    with pytest.raises(Refused, match="1 到 2"):
        slips.start(matter, stages=[Planned("表决", (office.wang, office.bai), Mode.SHARE, need=3)], by=li)


def test_whoever_is_on_the_slip_sees_the_matter_and_nobody_before_their_turn(office, slip, says):
    matter = slip.matter
    Matter.objects.filter(pk=matter.pk).update(lead=office.city)
    assert list(Matter.objects.visible_to(acting(office.du))) == []
    says(slip, office.wang)
    says(slip, office.chen)
    assert list(Matter.objects.visible_to(acting(office.du))) == [matter]
    assert list(Matter.objects.visible_to(acting(office.lv))) == []


def test_another_unit_learns_nothing_of_a_slip(office, other_office, slip):
    from shuniu.routing.models import Slip

    assert list(Slip.objects.visible_to(acting(other_office.chen))) == []
    assert list(Part.objects.visible_to(acting(other_office.chen))) == []
    with pytest.raises(Refused):
        slips.decide(mine(slip, office.wang), by=acting(other_office.wang))


def test_whoever_is_asked_about_a_restricted_matter_may_read_it(office, slip, says):
    Matter.objects.filter(pk=slip.matter_id).update(visibility="restricted")
    says(slip, office.wang)
    says(slip, office.chen)
    assert [m.pk for m in Matter.objects.visible_to(acting(office.du))] == [slip.matter_id]


def test_the_slip_reads_like_the_paper_one(office, slip):
    assert way(slip) == ["拟办", "批示", "承办"]
