"""退回, 撤回, 撤销, 跳转, 调整, 挂起, 催办: what happened stays, the way on is written anew."""

from datetime import timedelta

import pytest

from shuniu.clock import errands
from shuniu.conftest import NOW, acting
from shuniu.matters.models import Instruction
from shuniu.org import moment
from shuniu.org.refusals import Refused
from shuniu.routing import operations as slips
from shuniu.routing.choices import Mode
from shuniu.routing.models import Part
from shuniu.routing.planned import Planned
from shuniu.routing.tests.conftest import at, mine, way


def test_a_returned_slip_comes_straight_back_to_the_one_who_returned_it(office, slip, says):
    says(slip, office.wang)
    says(slip, office.chen)
    slips.return_to(
        mine(slip, office.du), to=slip.stages.get(title="拟办"), opinion="数据不符", by=acting(office.du)
    )
    assert at(slip) == ("拟办", ["王芳"])
    says(slip, office.wang, opinion="已改")
    assert at(slip) == ("承办", ["杜衡"])


def test_step_by_step_everybody_between_sees_it_again(office, slip, says):
    says(slip, office.wang)
    says(slip, office.chen)
    slips.return_to(
        mine(slip, office.du),
        to=slip.stages.get(title="拟办"),
        opinion="数据不符",
        by=acting(office.du),
        straight_back=False,
    )
    assert way(slip) == ["拟办", "批示", "承办", "拟办", "批示", "承办"]
    says(slip, office.wang)
    assert at(slip) == ("批示", ["陈敬之"])


def test_back_to_the_drafter_who_had_no_stage(office, slip):
    slips.return_to(mine(slip, office.wang), opinion="附件没有", by=acting(office.wang))
    assert at(slip) == ("退回补正", ["李明"])


def test_one_returner_settles_what_happens_to_the_others(office, begin, says):
    slip = begin(Planned("会签", (office.wang, office.du, office.lu)), Planned("汇总", (office.chen,)))
    says(slip, office.wang)
    slips.return_to(mine(slip, office.du), opinion="面积不对", by=acting(office.du))
    assert at(slip) == ("退回补正", ["李明"])
    assert {
        p.holder.name: p.verdict for p in Part.objects.filter(stage__title="会签", stage__state="closed")
    } == {
        "王芳": "agree",
        "杜衡": "returned",
        "鲁山": "released",
    }
    says(slip, office.li)
    assert at(slip) == ("会签", ["杜衡", "鲁山"])


def test_after_a_return_in_a_vote_everybody_votes_again(office, begin, says):
    slip = begin(Planned("表决", (office.wang, office.du, office.lu), Mode.SHARE, need=3))
    says(slip, office.wang)
    slips.return_to(mine(slip, office.du), opinion="面积不对", by=acting(office.du))
    says(slip, office.li)
    assert at(slip) == ("表决", ["杜衡", "鲁山", "王芳"])


def test_a_return_needs_a_reason_and_an_earlier_hand(office, slip):
    part = mine(slip, office.wang)
    with pytest.raises(Refused, match="差在哪里"):
        slips.return_to(part, opinion=" ", by=acting(office.wang))
    with pytest.raises(Refused, match="前面已经办过"):
        slips.return_to(part, to=slip.stages.get(title="承办"), opinion="不对", by=acting(office.wang))


def test_my_word_is_taken_back_while_nobody_after_me_has_spoken(office, slip, says):
    said = says(slip, office.wang, opinion="拟请城管局办")
    slips.withdraw(said, by=acting(office.wang), reason="写错了单位")
    assert at(slip) == ("拟办", ["王芳"])
    said.refresh_from_db()
    assert (said.opinion, said.retracted_at is not None) == ("拟请城管局办", True)
    says(slip, office.wang, opinion="拟请住建局办")
    assert at(slip) == ("批示", ["陈敬之"])


def test_once_somebody_has_spoken_the_refusal_names_them(office, slip, says):
    said = says(slip, office.wang)
    says(slip, office.chen)
    with pytest.raises(Refused, match="陈敬之已经在“批示”表过态"):
        slips.withdraw(said, by=acting(office.wang), reason="写错了")


def test_copies_already_sent_stay_sent(office, begin, says):
    slip = begin(
        Planned("拟办", (office.wang,)),
        Planned("传阅", (office.bai,), Mode.INFORM),
        Planned("批示", (office.chen,)),
    )
    said = says(slip, office.wang)
    slips.withdraw(said, by=acting(office.wang), reason="写错了")
    assert at(slip) == ("拟办", ["王芳"])
    assert Part.objects.waiting().filter(holder=office.bai).count() == 1


def test_a_withdrawn_return_brings_the_paper_back(office, slip, says):
    says(slip, office.wang)
    part = mine(slip, office.chen)
    slips.return_to(part, opinion="再核", by=acting(office.chen))
    part.refresh_from_db()
    slips.withdraw(part, by=acting(office.chen), reason="看清了")
    assert at(slip) == ("批示", ["陈敬之"])
    says(slip, office.chen)
    assert at(slip) == ("承办", ["杜衡"])


def test_beside_others_my_word_is_taken_back_alone(office, begin, says):
    slip = begin(Planned("会签", (office.wang, office.du)))
    said = says(slip, office.wang)
    slips.withdraw(said, by=acting(office.wang), reason="再想想")
    assert sorted(at(slip)[1]) == ["杜衡", "王芳"]


def test_a_slip_is_revoked_with_its_words_kept(office, slip, says):
    says(slip, office.wang, opinion="拟办意见")
    slips.revoke(slip, reason="来文单位撤回了", by=acting(office.li))
    assert at(slip) is None
    assert (slip.outcome, slip.reason) == ("revoked", "来文单位撤回了")
    assert Part.objects.get(stage__title="拟办").opinion == "拟办意见"
    assert Part.objects.get(stage__title="批示").verdict == "released"


def test_jumping_needs_a_reason_and_passes_no_mandatory_stage(office, begin):
    slip = begin(
        Planned("拟办", (office.wang,)),
        Planned("财务", (office.bai,), mandatory="10万元以上要财务会签"),
        Planned("批示", (office.chen,)),
    )
    with pytest.raises(Refused, match="10万元以上要财务会签"):
        slips.jump(slip, to=slip.stages.get(title="批示"), reason="特事特办", by=acting(office.chen))
    slips.jump(slip, to=slip.stages.get(title="财务"), reason="特事特办", by=acting(office.chen))
    assert at(slip) == ("财务", ["白露"])


def test_a_stuck_slip_is_put_into_other_hands_and_every_word_stays(office, slip, says):
    says(slip, office.wang, opinion="拟办意见")
    with pytest.raises(Refused, match="办公室主任或系统管理员"):
        slips.relocate(slip, holders=[office.bai], reason="卡住了", by=acting(office.li))
    slips.relocate(slip, holders=[office.bai], reason="主任住院", by=acting(office.zeng))
    assert at(slip) == ("批示", ["白露"])
    assert Part.objects.get(stage__title="拟办").opinion == "拟办意见"


def test_the_clock_stands_while_a_slip_is_suspended(office, slip, says):
    part = mine(slip, office.wang)
    with moment.standing_at(NOW + timedelta(hours=1)):
        slips.suspend(slip, reason="等省里批复", by=acting(office.li))
        with pytest.raises(Refused, match="等省里批复"):
            says(slip, office.wang)
    with moment.standing_at(NOW + timedelta(hours=25)):
        slips.resume(slip, by=acting(office.li))
    with moment.standing_at(NOW + timedelta(hours=26)):
        said = says(slip, office.wang)
        assert part.pk == said.pk
        assert said.lay(moment.now()) == timedelta(hours=2)


def test_a_chase_goes_to_who_has_it_and_not_twice_in_two_hours(office, slip):
    part = mine(slip, office.wang)
    slips.chase(part, by=acting(office.li), words="请今天签")
    with pytest.raises(Refused, match="刚催过"):
        slips.chase(part, by=acting(office.chen))
    with pytest.raises(Refused, match="自己手上"):
        slips.chase(part, by=acting(office.wang))


def test_a_signature_is_held_for_sixty_seconds_and_only_then_goes_on(office, slip, says):
    says(slip, office.wang)
    said = says(slip, office.chen, opinion="同意,月底前见效", hold=timedelta(seconds=60))
    assert at(slip) == ("批示", [])
    assert not Instruction.objects.exists()
    with moment.standing_at(NOW + timedelta(seconds=61)):
        errands.drain()
        assert at(slip) == ("承办", ["杜衡"])
    words = Instruction.objects.get()
    assert (words.words, words.leader, words.part) == ("同意,月底前见效", office.chen, said)


def test_within_the_seconds_it_is_taken_back_as_if_nothing_had_gone_on(office, slip, says):
    says(slip, office.wang)
    said = says(slip, office.chen, opinion="同意", hold=timedelta(seconds=60))
    with moment.standing_at(NOW + timedelta(seconds=30)):
        slips.withdraw(said, by=acting(office.chen), reason="再想想")
    with moment.standing_at(NOW + timedelta(seconds=61)):
        errands.drain()
    assert at(slip) == ("批示", ["陈敬之"])
    assert not Instruction.objects.exists()
