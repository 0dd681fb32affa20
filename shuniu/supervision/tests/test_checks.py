"""S-01 to S-12 of supervision.md §11, each by its id; and what the states of §3 ask for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shuniu.clock.office_calendar import calendar_for
from shuniu.conftest import acting, make_person
from shuniu.journal.models import Line
from shuniu.matters import operations as matters
from shuniu.matters import proposing
from shuniu.matters.models import Matter
from shuniu.matters.ranking import Facts, light
from shuniu.org import departures, moment
from shuniu.org.choices import Role
from shuniu.org.models import RoleGrant
from shuniu.org.refusals import Refused
from shuniu.supervision import operations, rules
from shuniu.supervision.choices import Frequency, Scope
from shuniu.supervision.given_out import open_ones
from shuniu.supervision.models import Item
from shuniu.supervision.standing import report_missing
from shuniu.supervision.tests.conftest import day


@pytest.fixture
def leaf(office):
    return operations.Leaf(
        "补盖23处", office.city, "23处全部补齐", "验收单", 40, due=day(20), helpers=(office.housing,)
    )


@pytest.fixture
def whole(office, give):
    return give("井盖整治", to=office.lu, due=day(25), source_type="meeting")


def refused(office, matter, *leaves) -> str:
    lines = Line.objects.count()
    with pytest.raises(Refused) as caught:
        operations.break_down(matter, leaves=leaves, by=acting(office.chen))
    assert (matter.tasks.count(), Line.objects.count()) == (0, lines)
    return caught.value.code


def test_a_breaking_down_makes_tasks_with_a_holder_each(office, whole, leaf):
    other = replace(leaf, title="底数", lead=office.housing, helpers=(), weight=60, due=None, continuous=True)
    tasks = operations.break_down(whole, leaves=(leaf, other), by=acting(office.chen))
    assert [(t.holder, t.supervised.weight, t.supervised.frequency) for t in tasks] == [
        (office.lu, 40, ""), (office.du, 60, Frequency.QUARTERLY),
    ]  # fmt: skip
    assert {t.pk for t in tasks} < set(open_ones(acting(office.chen)).values_list("pk", flat=True))


def test_s01_exactly_one_lead_per_leaf(office, whole, leaf):
    assert refused(office, whole, replace(leaf, lead=None, weight=100)) == "S-01"
    assert refused(office, whole, replace(leaf, helpers=(office.city,), weight=100)) == "S-01"


def test_s02_a_leaf_says_how_one_sees_that_it_is_done_what_is_handed_in_and_by_when(office, whole, leaf):
    assert refused(office, whole, replace(leaf, finish_test=" ", weight=100)) == "S-02"
    assert refused(office, whole, replace(leaf, deliverable="", weight=100)) == "S-02"
    assert refused(office, whole, replace(leaf, due=None, weight=100)) == "S-02"


def test_s03_no_leaf_is_due_after_the_whole(office, whole, leaf):
    assert refused(office, whole, replace(leaf, due=day(26), weight=100)) == "S-03"


def test_s04_weights_sum_to_a_hundred(office, whole, leaf):
    assert refused(office, whole, leaf, leaf) == "S-04"


def test_s05_another_date_is_asked_for_before_the_old_one_and_decided_by_who_gave_it(office, give):
    late = give("过了的", due=day(11, 9))
    with pytest.raises(Refused, match="已经过了"):
        matters.ask_extension(late, wanted=day(20), reason="没办完", by=acting(office.du))
    told = give("领导批的", due=day(15))
    matters.instruct(told, leader=office.zhao, words="15日前办好", by=acting(office.zhao))
    asked = matters.ask_extension(told, wanted=day(20), reason="等管材", by=acting(office.du))
    for person in (office.du, office.chen):
        with pytest.raises(Refused):
            matters.decide_extension(asked, granted=True, by=acting(person))
    matters.decide_extension(asked, granted=True, by=acting(office.zhao))
    told.refresh_from_db()
    assert (told.due, told.first_due) == (day(20), day(15))


def test_s06_who_reported_does_not_check_and_who_does_it_does_not_end_its_stage(office, give):
    matter = give("自己办的", to=office.bai, due=day(15), source_type="meeting")
    operations.register(matter, by=acting(office.chen))
    with pytest.raises(Refused, match="不能自己定"):
        operations.end_stage(matter, words="第一步好了", by=acting(office.bai))
    matter = matters.report_done(matter, result="好了", by=acting(office.bai))
    with pytest.raises(Refused, match="不能自己核实"):
        matters.verify(matter, by=acting(office.bai))


@pytest.mark.parametrize(
    ("frequency", "last", "late"),
    [
        (Frequency.WEEKLY, None, 4),  # owed on Friday 5 June, today is Thursday
        (Frequency.WEEKLY, 4, 0),
        (Frequency.MONTHLY, None, 4),
        (Frequency.MONTHLY, 3, 0),
        (Frequency.QUARTERLY, None, 46),
        (Frequency.NONE, None, 0),
    ],
)
def test_s07_a_report_not_given_when_owed_counts_its_working_days(office, frequency, last, late):
    now = moment.local(moment.now())
    said = moment.local(day(last)) if last else None
    since = moment.local(day(1, month=3))
    owed = report_missing(frequency, since=since, last=said, today=now.date())
    lit = light(
        Facts(1, due=moment.local(day(30)), report_owed=owed), now=now, calendar=calendar_for(office.unit)
    )
    assert (lit.colour, lit.causes[0].detail.get("days", 0)) == ("amber" if late else "green", late)


def test_s08_one_task_by_three_roads_is_put_to_a_person_who_makes_one_of_it(office):
    clerk = acting(office.li)
    first, second, third = (
        matters.capture(
            title=f"关于报送6月15日前城区井盖排查情况的{kind}",
            source_type="paper",
            source_body=body,
            by=clerk,
        )
        for kind, body in (("通知", "市住建局"), ("函", "市城管局"), ("通知", "市安委办"))
    )
    for matter in (first, second, third):
        proposing.prepare(matter)
    third = Matter.objects.select_related("reading").get(pk=third.pk)
    assert {one["pk"] for one in third.reading.proposal["same"]} == {first.pk, second.pk}
    assert third.state == "pending"  # nothing is merged by itself
    for other in (first, second):
        matters.merge(other, into=third, by=clerk)
    assert set(third.absorbed.all()) == {first, second}


def test_s09_another_holder_keeps_the_clock(office, give):
    matter = give("换人办", due=day(15))
    matter = matters.assign(matter, to=office.lu, lead=office.city, reason="分工调整", by=acting(office.chen))
    assert (matter.due, matter.first_due) == (day(15), day(15))


@pytest.fixture
def head(office):
    RoleGrant.objects.create(person=office.zhao, role=Role.HEAD, since=date(2026, 1, 1))
    return office.zhao


def inspect(office, matter, **more):
    facts = {"object": "各乡镇", "plan": "看三个镇,不打招呼", "approved_by": office.zhao, **more}
    return operations.register(matter, scope=Scope.INSPECTION, by=acting(office.chen), **facts)


@pytest.mark.parametrize("missing", [{"approved_by": None}, {"plan": " "}, {"object": ""}])
def test_s10_an_inspection_needs_the_heads_approval_a_plan_and_an_object(office, give, head, missing):
    with pytest.raises(Refused) as caught:
        inspect(office, give("防汛督查", due=day(25)), **missing)
    assert caught.value.code == "S-10"
    assert not Item.objects.exists()


def test_s10_the_same_object_is_not_inspected_twice_for_the_same(office, give, head):
    inspect(office, give("防汛准备情况督查", due=day(25)))
    with pytest.raises(Refused, match="不重复督查"):
        inspect(office, give("防汛准备工作情况督查", due=day(26)))
    inspect(office, give("高考保障督查", due=day(26)))


def test_s10_an_inspection_ends_with_a_conclusion_and_thirty_and_thirty_days(office, give, head):
    matter = give("防汛准备情况督查", due=day(25))
    inspect(office, matter)
    assert matter not in open_ones(acting(office.chen))
    assert list(open_ones(acting(office.chen), scope=Scope.INSPECTION)) == [matter]
    matter = matters.report_done(matter, result="看完了", by=acting(office.du))
    matter = matters.verify(matter, by=acting(office.chen))
    chen = acting(office.chen)
    with pytest.raises(Refused, match="先作出结论"):
        operations.write_off(matter, by=chen)
    operations.conclude(matter, conclusion="两个镇沙袋不足", by=chen)
    with pytest.raises(Refused, match="三十天"):
        operations.write_off(matter, by=chen)
    with moment.standing_at(day(11, 9, month=7)):
        review = operations.ask_review(matter, words="沙袋在库房", by=acting(office.li))
        assert moment.local(review.decide_by).date() == date(2026, 8, 10)
        with pytest.raises(Refused, match="回避"):
            operations.decide_review(review, outcome="upheld", answer="看过库房", by=chen)
    with moment.standing_at(day(13, month=7)):
        with pytest.raises(Refused, match="过三十天"):
            operations.ask_review(matter, words="晚了", by=acting(office.li))
        with pytest.raises(Refused, match="申请了复核"):
            operations.write_off(matter, by=chen)
        operations.decide_review(review, outcome="upheld", answer="看过库房,仍然不足", by=acting(office.wang))
        assert operations.write_off(matter, by=chen).written_off_at is not None


@pytest.mark.parametrize("kind", sorted(rules.FORBIDDEN_SCORES))
def test_s11_what_may_not_be_scored_is_refused_without_a_legal_basis(kind):
    assert rules.may_score(kind, "").code == "S-11"
    assert rules.may_score(kind, "某条例第三条")
    assert rules.may_score("on_time", "")


def test_s12_nobody_leaves_with_a_check_to_make(office, give):
    matter = reported(office, give("抽查的", due=day(15)))
    drawing = operations.draw(seed=1, wanted=1, by=acting(office.chen))
    operations.name_checkers(drawing.checks.get(), people=(office.bai, office.wang), by=acting(office.chen))
    assert [int(count) for count, _name in departures.still_held(office.bai)] == [1]
    assert matter.spot_checks.count() == 1


def reported(office, matter, words="全部完成"):
    matter = matters.report_done(matter, result=words, by=acting(office.du))
    return matters.verify(matter, by=acting(office.chen))


# 立项、销号、撤销


def test_only_the_director_registers_and_what_is_only_read_is_none(office, give):
    matter = give("要办的", due=day(15))
    with pytest.raises(Refused, match="主任"):
        operations.register(matter, by=acting(office.li))
    item = operations.register(matter, finish_test="见到清单", by=acting(office.chen))
    assert (item.registered_by, item.scope) == (office.chen, Scope.INTERNAL)
    read = give("看看的", due=None, kind="reading")
    with pytest.raises(Refused, match="不立项"):
        operations.register(read, by=acting(office.chen))


def test_done_and_off_the_list_are_two_times(office, give):
    matter = give("要办的", due=day(15))
    operations.register(matter, by=acting(office.chen))
    with pytest.raises(Refused, match="还没有办结"):
        operations.write_off(matter, by=acting(office.chen))
    matter = reported(office, matter)
    with moment.standing_at(day(12)):
        item = operations.write_off(matter, by=acting(office.chen))
    assert (matter.completed, item.written_off_at) == (day(11, 10, 0), day(12))


def test_what_a_leader_gave_the_leader_takes_off_the_list(office, give):
    matter = give("领导要的", due=day(15))
    matters.instruct(matter, leader=office.zhao, words="办好", by=acting(office.zhao))
    operations.register(matter, by=acting(office.chen))
    matter = reported(office, matter)
    with pytest.raises(Refused, match="批示的领导"):
        operations.write_off(matter, by=acting(office.chen))
    assert operations.write_off(matter, by=acting(office.zhao)).written_off_by == office.zhao


def test_a_stage_that_is_done_keeps_running(office, give):
    matter = give("分两步的", due=day(25))
    operations.register(matter, by=acting(office.chen))
    matter = matters.report_done(matter, result="第一步好了", by=acting(office.du))
    operations.end_stage(matter, words="方案定了", by=acting(office.chen))
    matter.refresh_from_db()
    assert (matter.state, matter.is_open, matter.supervised.stage_words) == ("in_hand", True, "方案定了")


def test_only_what_goes_on_for_ever_becomes_routine(office, give):
    matter = give("长期的", due=None)
    operations.register(matter, continuous=True, by=acting(office.chen))
    item = operations.make_routine(matter, by=acting(office.chen))
    assert (item.frequency, item.routine_at is not None) == (Frequency.QUARTERLY, True)
    other = give("有期的", due=day(15))
    operations.register(other, by=acting(office.chen))
    with pytest.raises(Refused, match="不能转为常态"):
        operations.make_routine(other, by=acting(office.chen))


def test_only_who_gave_it_calls_it_off_and_never_who_has_it(office, give):
    matter = give("不办了的", due=day(11, 9))
    for person in (office.du, office.bai):
        with pytest.raises(Refused):
            operations.cancel(matter, reason="不办了", by=acting(person))
    operations.cancel(matter, reason="上级取消了", by=acting(office.li))
    matter.refresh_from_db()
    assert (matter.is_open, matter.result, matter.supervised.cancel_reason) == (
        False,
        "撤销交办:上级取消了",
        "上级取消了",
    )
    own = give("自己的", to=office.li, due=day(11, 9), source_type="meeting", taken=False)
    with pytest.raises(Refused, match="谁不能撤销"):
        operations.cancel(own, reason="不想办", by=acting(office.li))


def test_the_night_proposes_what_leaders_and_meetings_gave(office, give):
    give("会上定的", due=day(15), source_type="meeting")
    told = give("领导批的", due=day(16))
    matters.instruct(told, leader=office.zhao, words="快办", by=acting(office.zhao))
    give("一般的", due=day(16))
    give("阅知的", due=None, source_type="meeting", kind="reading")
    assert (operations.propose_items(office.unit), operations.propose_items(office.unit)) == (2, 0)
    assert {(i.matter.title, i.is_proposed) for i in Item.objects.all()} == {
        ("会上定的", True),
        ("领导批的", True),
    }
    operations.decline(told, reason="日常跟着就行", by=acting(office.chen))
    assert (operations.propose_items(office.unit), told in open_ones(acting(office.chen))) == (0, True)


def test_nobody_registers_twice_what_was_given_out(office, give):
    """A split is followed by itself: n tasks with n holders on the board, without a second form (A 12)."""
    matter = give("分三家的", due=day(25))
    people = [office.du, office.lu, make_person(office.unit, "王珂", office.city, Role.LIAISON)]
    for person in people:
        matters.give_part(
            matter,
            part=matters.Part(f"{person.name}的一份", person.division, person, day(20)),
            by=acting(office.li),
        )
    seen = open_ones(acting(office.chen)).filter(parent=matter)
    assert {(t.holder, hasattr(t, "supervised")) for t in seen} == {(p, False) for p in people}
