"""授权委托、代办: what a delegate and a stand-in may say for another, how far, and that both names stay."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuniu.conftest import NOW, acting, make_person
from shuniu.desk.leader.waiting import waiting_for
from shuniu.desk.today import today_of
from shuniu.journal.models import Line
from shuniu.matters import operations as matters
from shuniu.matters.choices import Visibility, Weight
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org import operations as people
from shuniu.org.choices import Role
from shuniu.org.models import Division
from shuniu.org.refusals import Refused
from shuniu.routing import operations as slips
from shuniu.routing import powers, rules
from shuniu.routing.choices import Box, Mode, Purpose
from shuniu.routing.models import Part
from shuniu.routing.moving import moving
from shuniu.routing.planned import Planned
from shuniu.routing.tests.conftest import mine

TODAY = date(2026, 6, 11)


@pytest.fixture
def give(office):
    """`give(office.zhao, office.bai, …)`: a delegation for this week, whole unless something is named."""

    def given(giver, receiver, *, since=TODAY, until=date(2026, 6, 15), **what):
        whole = not (what.get("divisions") or what.get("papers"))
        return people.delegate(
            giver, receiver=receiver, since=since, until=until, basis="青政办委〔2026〕2号", by=acting(giver),
            whole=whole, **what,
        )  # fmt: skip

    return given


@pytest.fixture
def paper(office):
    """`paper(title)`: it waits for 赵局 in 批示; gives the part."""

    def waits(
        title="关于拨付首期资金3万元的请示",
        *,
        holder=None,
        lead=None,
        purpose=Purpose.REQUEST,
        box=Box.INSTRUCT,
        **more,
    ):
        by = acting(office.li)
        arrived = matters.capture(title=title, source_type="paper", kind="request", by=by, **more)
        matter = matters.place(arrived, lead=lead or office.housing, holder=office.li, by=by)
        slip = slips.start(
            matter, stages=[Planned("批示", (holder or office.zhao,), box=box, key="leader"), Planned("承办", (office.du,))],
            purpose=purpose, by=by,
        )  # fmt: skip
        return slip.stages.get(position=0).parts.get()

    return waits


def why(actor, part) -> str:
    return rules.may_decide(actor, Part.objects.select_related("stage__slip__matter").get(pk=part.pk)).reason


def test_the_whole_power_is_used_in_the_givers_name_and_both_names_and_the_basis_are_kept(
    office, give, paper
):
    give(office.zhao, office.bai)
    part = slips.decide(paper(), by=acting(office.bai), opinion="同意")
    assert (part.signature, part.decided_by, part.acting_for) == ("白露(代赵启山)", office.bai, office.zhao)
    line = Line.objects.filter(verb="slip.decided").get()
    assert (line.actor, line.acting_for, line.particulars["basis"]) == (
        office.bai, office.zhao, "青政办委〔2026〕2号",
    )  # fmt: skip


def test_the_giver_may_still_speak_himself(office, give, paper):
    give(office.zhao, office.bai)
    part = slips.decide(paper(), by=acting(office.zhao))
    assert part.signature == "赵启山"


def test_outside_what_it_names_the_reason_says_what_it_is_for_and_who_decides(office, give, paper):
    give(office.zhao, office.bai, divisions=[office.city], papers=[("purpose", "request")])
    assert why(acting(office.bai), paper()) == (
        "赵启山委托的是:城市管理局;请示呈批(青政办委〔2026〕2号);这一件不在里面,由赵启山本人办"
    )
    assert why(acting(office.bai), paper(lead=office.city, purpose=Purpose.RECEIPT)) != ""
    assert why(acting(office.bai), paper(lead=office.city)) == ""


def test_items_of_one_sort_widen_and_a_section_belongs_to_the_body_above_it(office, give, paper):
    section = Division.objects.create(unit=office.unit, name="质安站", upper=office.housing, order=12)
    give(office.zhao, office.bai, divisions=[office.city, office.housing])
    assert why(acting(office.bai), paper(lead=section)) == ""


def test_a_sum_over_the_limit_is_the_givers_own_and_the_limit_itself_is_not_over_it(office, give, paper):
    give(office.zhao, office.bai, money_limit=Decimal(50_000))
    assert why(acting(office.bai), paper("关于拨付首期资金12万元的请示")) == (
        "超出授权额度5万元(青政办委〔2026〕2号):这件12万元,由赵启山本人办"
    )
    slips.decide(paper("关于拨付首期资金5万元的请示"), by=acting(office.bai))


def test_the_wider_of_two_delegations_counts(office, give, paper):
    give(office.zhao, office.bai, money_limit=Decimal(50_000))
    give(office.zhao, office.bai, papers=[("kind", "request")], money_limit=Decimal(200_000))
    assert why(acting(office.bai), paper("关于拨付首期资金12万元的请示")) == ""


def test_it_begins_on_its_day_ends_by_itself_and_is_taken_back_at_once(office, give, paper):
    given = give(office.zhao, office.bai, since=date(2026, 6, 12))
    part, bai = paper(), acting(office.bai)
    assert why(bai, part) == "这一份在赵启山手上"
    with moment.standing_at(NOW + timedelta(days=1)):
        assert why(bai, part) == ""
    with moment.standing_at(NOW + timedelta(days=5)):
        assert why(bai, part) == "这一份在赵启山手上"
    with moment.standing_at(NOW + timedelta(days=1)):
        people.revoke_delegation(given, by=acting(office.chen))
        with pytest.raises(Refused, match="赵启山手上"):
            slips.decide(part, by=bai)


def test_what_was_delegated_is_never_passed_on(office, give, paper):
    give(office.zhao, office.wang)
    give(office.wang, office.bai)
    part = paper()
    assert why(acting(office.bai), part) == "这一份在赵启山手上"
    with pytest.raises(Refused, match="不能再转"):
        slips.reassign(part, to=office.li, reason="忙", by=acting(office.wang))


def test_nobody_approves_their_own(office, give, paper):
    give(office.zhao, office.li)
    assert why(acting(office.li), paper()).startswith("这张单是您自己起的")
    give(office.zhao, office.wang)
    by = acting(office.bai)
    arrived = matters.capture(title="请示", source_type="paper", by=by)
    slip = slips.start(
        arrived,
        stages=[Planned("拟办", (office.wang,)), Planned("批示", (office.zhao,), box=Box.INSTRUCT)],
        by=by,
    )
    slips.decide(mine(slip, office.wang), by=acting(office.wang), opinion="拟同意")
    assert "您已经表过态" in why(acting(office.wang), mine(slip, office.zhao))


def test_what_is_restricted_and_what_is_only_read_is_not_delegated(office, give, paper):
    give(office.zhao, office.chen)
    chen = acting(office.chen)
    assert why(chen, paper(visibility=Visibility.RESTRICTED)) == "限定的事不在委托之内,由赵启山本人办"
    slip = paper().stage.slip
    stage = slips.circulate(slip, holders=[office.zhao], by=acting(office.li))
    assert stage.mode == Mode.INFORM
    assert rules.may_decide(chen, stage.parts.get(), "read").reason == "传阅的由赵启山本人看"


def test_while_the_giver_is_away_his_delegate_and_his_stand_in_may_both_act(office, give, paper):
    part = paper()
    people.set_stand_in(office.zhao, stand_in=office.chen, by=acting(office.chen))
    give(office.zhao, office.bai)
    now = moment.now()
    people.announce(office.zhao, starts=now, ends=now + timedelta(days=1), by=acting(office.zhao))
    part.refresh_from_db()
    assert (part.holder, part.standing_in_for) == (office.chen, office.zhao)
    assert (why(acting(office.chen), part), why(acting(office.bai), part)) == ("", "")
    assert slips.decide(part, by=acting(office.bai)).signature == "白露(代赵启山)"


@pytest.fixture
def stood_in(office, paper):
    """赵局 is away and 陈主任 stands in: `stood_in(title)` gives the part as it lies with him."""
    people.set_stand_in(office.zhao, stand_in=office.chen, by=acting(office.chen), mutual=False)
    now = moment.now()
    people.announce(office.zhao, starts=now, ends=now + timedelta(days=2), by=acting(office.zhao))
    return paper


def test_a_stand_in_decides_what_is_ordinary(office, stood_in):
    assert slips.decide(stood_in(), by=acting(office.chen)).signature == "陈敬之(代赵启山)"


def test_what_is_major_waits_until_the_absent_one_or_the_head_was_asked(office, stood_in):
    head = make_person(office.unit, "陆县长", office.leaders, Role.LEADER, Role.HEAD, rank=1)
    part, chen = stood_in("关于拨付首期资金80万元的请示", purpose=Purpose.RECEIPT), acting(office.chen)
    with pytest.raises(Refused) as refused:
        slips.decide(part, by=chen)
    assert (refused.value.code, refused.value.reason) == (
        "consult",
        "这件80万元,50万元以上的代办人不能自己定。赵启山不在,先请示赵启山或陆县长,把答复记下来再批",
    )
    with pytest.raises(Refused, match="不是王芳"):
        slips.consult(part, whom=office.wang, words="同意", by=chen)
    with pytest.raises(Refused, match="怎么答的"):
        slips.consult(part, whom=office.zhao, words=" ", by=chen)
    slips.consult(part, whom=head, words="先拨一半", by=chen)
    line = Line.objects.get(verb="slip.consulted")
    assert (line.actor, line.acting_for, line.particulars["whom"]) == (office.chen, office.zhao, "陆县长")
    assert slips.decide(part, by=chen, opinion="先拨一半").signature == "陈敬之(代赵启山)"


def test_a_major_matter_may_be_returned_without_asking_and_its_owner_needs_nobody(office, stood_in):
    part = stood_in()
    Matter.objects.update(importance=Weight.HEAVY)
    assert why(acting(office.chen), part).startswith("这是重大事项。")
    assert why(acting(office.zhao), part) == ""
    slips.return_to(part, opinion="缺附件", by=acting(office.chen))


def test_whoever_holds_a_delegation_for_it_asks_nobody(office, give, stood_in):
    part = stood_in("关于拨付首期资金80万元的请示")
    give(office.zhao, office.chen)
    assert why(acting(office.chen), part) == ""


def test_only_who_has_it_for_somebody_asks(office, paper):
    with pytest.raises(Refused, match="只有代不在的人"):
        slips.consult(paper(), whom=office.chen, words="同意", by=acting(office.zhao))


# the lists ------------------------------------------------------------------------------------------------------


def lists(person) -> tuple[list, list, list]:
    """Where a delegate finds it: 今日, 流转中·在我手上, the leader's page; each as (title, whose)."""
    actor = acting(person)
    role, page = today_of(actor)
    today = [(one.title, one.whose) for one in page.to_say] if role != "leader" else []
    rows = [(row.drawn.slip.matter.title, row.whose) for row in moving(actor, view="mine")[0]]
    return today, rows, [(one.title, one.whose) for one in waiting_for(actor)]


def test_what_is_delegated_stands_in_the_delegates_lists_with_the_name(office, give, paper):
    paper("甲3万元"), paper("乙12万元"), paper("丙", lead=office.city)
    give(office.zhao, office.bai, divisions=[office.housing], money_limit=Decimal(50_000))
    own = [("甲3万元", "赵启山")]
    assert lists(office.bai) == (own, own, [("甲3万元", "代赵启山")])
    assert lists(office.wang) == ([], [], [])


def test_the_lists_say_what_the_rule_says(office, give, paper):
    wen = make_person(office.unit, "温县长", office.leaders, Role.LEADER, rank=5)
    give(office.zhao, wen, papers=[("purpose", "request"), ("kind", "letter")])
    give(office.zhao, wen, divisions=[office.city], papers=[("kind", "request")], money_limit=Decimal(50_000))
    give(office.zhao, office.bai, since=date(2026, 6, 12))
    give(office.zhao, office.wang, money_limit=Decimal("0.01"))
    for lead in (office.housing, office.city):
        for purpose in (Purpose.REQUEST, Purpose.RECEIPT):
            for title in ("3万元", "12万元", "无"):
                paper(f"{lead.name}{purpose}{title}", lead=lead, purpose=purpose)
    paper("限定", lead=office.city, visibility=Visibility.RESTRICTED)
    wanting = {}
    for person in (wen, office.bai, office.wang, office.li, office.chen):
        actor = acting(person)
        parts = Part.objects.waiting().filter(holder=office.zhao).select_related("stage__slip__matter")
        wanting[person.name] = {p.stage.slip.matter.title for p in parts if powers.power(actor, p).whose}
        _today, rows, leaders = lists(person)
        assert {title for title, _whose in rows} == wanting[person.name]
        assert {title for title, _whose in leaders} == wanting[person.name]
    assert {name: len(found) for name, found in wanting.items()} == {
        "温县长": 4, "白露": 0, "王芳": 4, "李明": 0, "陈敬之": 0,
    }  # fmt: skip


def test_a_delegate_outside_the_office_may_know_of_it_while_it_is_his_to_say_and_after_he_has(
    office, give, paper
):
    part = paper("甲3万元", lead=office.city)
    paper("乙3万元")
    matter = part.stage.slip.matter
    seen = lambda: Matter.objects.visible_to(acting(office.du)).filter(pk=matter.pk).exists()  # noqa: E731
    assert not seen()
    given = give(office.zhao, office.du, divisions=[office.city])
    assert seen()
    with moment.standing_at(NOW + timedelta(days=5)):
        assert not seen()
    slips.decide(part, by=acting(office.du))
    people.revoke_delegation(given, by=acting(office.zhao))
    assert seen()


def test_one_or_three_delegated_papers_cost_the_same_statements(office, give, paper):
    give(office.zhao, office.bai, divisions=[office.housing], money_limit=Decimal(50_000))
    paper("甲3万元")

    def spent():
        with CaptureQueriesContext(connection) as asked:
            lists(office.bai)
        return len(asked)

    spent()
    once = spent()
    paper("乙4万元"), paper("丙2万元")
    assert spent() == once
    assert len(lists(office.bai)[1]) == 3
