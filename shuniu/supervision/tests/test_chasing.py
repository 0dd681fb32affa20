"""催办: one ladder for everybody, a word only to who is late, slips with the word of who may decide."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from shuniu.conftest import acting, make_person
from shuniu.journal.models import Line
from shuniu.journal.verbs import verb_of
from shuniu.matters import operations as matters
from shuniu.org import moment
from shuniu.org.choices import DivisionKind, Role
from shuniu.org.models import Division, RoleGrant
from shuniu.org.refusals import Refused
from shuniu.supervision import chasing, operations
from shuniu.supervision.models import Chase, Escalation
from shuniu.supervision.tests.conftest import day


def told(verb="chase.sent"):
    return [person.name for line in Line.objects.filter(verb=verb) for person in verb_of(verb).tells(line)]


def test_of_thirty_six_units_three_are_late_and_three_messages_go_out(office, give):
    holders = []
    for number in range(36):
        body = Division.objects.create(
            unit=office.unit, name=f"第{number}局", kind=DivisionKind.DEPARTMENT, order=100 + number
        )
        person = make_person(office.unit, f"联络{number}", body, Role.LIAISON)
        Division.objects.filter(pk=body.pk).update(liaison=person)
        body.refresh_from_db()
        give(f"第{number}件材料", to=person, due=day(11, 9) if number in (3, 17, 30) else day(25))
        holders.append(person.name)
    due = chasing.due_for(acting(office.li))
    assert sorted(one.to.name for one in due) == sorted([holders[3], holders[17], holders[30]])
    due.sort(key=lambda one: one.matter.pk)
    sent = operations.chase_all(by=acting(office.li), ids=[one.matter.pk for one in due])
    assert {(chase.to.name, chase.step) for chase in sent} == {(holders[n], 2) for n in (3, 17, 30)}
    assert sorted(told()) == sorted([holders[3], holders[17], holders[30]])
    assert chasing.due_for(acting(office.li)) == []  # nobody hears twice on one day
    assert operations.chase_all(by=acting(office.li), ids=[one.matter.pk for one in due]) == []


def test_who_is_on_time_never_hears_anything(office, give):
    matter = give("还早", due=day(25))
    assert (
        operations.chase(matter, by=acting(office.li)).step == 0
    )  # a person may still ask whether help is needed
    assert chasing.due_for(acting(office.chen)) == []


@pytest.mark.parametrize(("due", "step"), [(11, 2), (10, 3), (8, 4), (4, 5)])
def test_the_step_follows_the_days_and_the_office_itself_stands_on_the_same(office, give, due, step):
    theirs = give("给局里的", due=day(due, 9))
    ours = give("自己的", to=office.bai, due=day(due, 9), source_type="meeting")
    found = {one.matter.pk: one.step.number for one in chasing.due_for(acting(office.chen))}
    assert found == {theirs.pk: step, ours.pk: step}


def test_a_soft_date_is_asked_after_and_never_put_on_a_slip(office, give):
    give("软的", due=day(2), hard=False)
    assert [one.step.number for one in chasing.due_for(acting(office.chen))] == [2]


def test_who_said_in_time_that_it_is_hard_is_left_alone_until_answered(office, give):
    matter = give("等批复的", due=day(9))
    with moment.standing_at(day(8, 10)):
        raised = matters.raise_difficulty(matter, stuck="等省里批复", by=acting(office.du))
    assert chasing.due_for(acting(office.chen)) == []
    with pytest.raises(Refused, match="先答复"):
        operations.chase(matter, by=acting(office.chen))
    matters.answer_difficulty(raised, answer="我来催省里", by=acting(office.chen))
    assert [one.step.number for one in chasing.due_for(acting(office.chen))] == [3]


def test_a_slip_waits_for_the_director(office, give):
    matter = give("过了一天的", due=day(10))
    chase = operations.chase(matter, by=acting(office.li))
    assert (chase.step, chase.way, chase.sent_at, told()) == (3, "slip", None, [])
    assert told("chase.proposed") == ["陈敬之"]
    with pytest.raises(Refused, match="主任"):
        operations.confirm(chase, by=acting(office.wang))
    chase = operations.confirm(chase, by=acting(office.chen))
    assert (chase.confirmed_by, chase.sent_at is not None, told()) == (office.chen, True, ["杜衡"])
    assert "蓝色督办单" in chase.wording


def test_a_yellow_slip_goes_to_the_head_and_the_leader_hears(office, give):
    head = make_person(office.unit, "周局长", office.housing, Role.LIAISON)
    Division.objects.filter(pk=office.housing.pk).update(head=head)
    matter = give("过了三天的", due=day(8, 9))
    chase = operations.chase(matter, by=acting(office.chen))
    assert (chase.step, chase.to, [p.name for p in chase.informed.all()]) == (4, head, ["赵启山", "杜衡"])
    assert chase.sent_at is not None


def test_a_red_slip_is_the_leaders_to_decide(office, give):
    RoleGrant.objects.create(person=office.zhao, role=Role.HEAD, since=date(2026, 1, 1))
    matter = give("过了五天的", due=day(4, 9))
    chase = operations.chase(matter, by=acting(office.chen))
    assert (chase.step, chase.sent_at, chase.confirmed_by) == (5, None, office.chen)
    with pytest.raises(Refused, match="等领导定"):
        operations.confirm(chase, by=acting(office.chen))
    asked = operations.escalate(matter, what="红色督办单发不发", by=acting(office.chen))
    assert [one["does"] for one in asked.answers] == ["", "red", "wait"]
    with pytest.raises(Refused, match="本人"):
        operations.answer(asked, choice=1, by=acting(office.chen))
    operations.answer(asked, choice=1, by=acting(office.zhao))
    chase.refresh_from_db()
    assert chase.sent_at is not None
    assert matter.instructions.get().words == asked.answers[1]["words"]
    assert told("escalation.answered") == ["陈敬之"]


def test_another_answer_leaves_the_red_slip_unsent(office, give):
    matter = give("过了五天的", due=day(4, 9))
    chase = operations.chase(matter, by=acting(office.chen))
    asked = operations.escalate(matter, what="请定", by=acting(office.chen))
    operations.answer(asked, words="  我去一趟。\n", by=acting(office.zhao))
    chase.refresh_from_db()
    assert (chase.sent_at, chase.dropped_by) == (None, office.zhao)
    assert matter.instructions.get().words == "  我去一趟。\n"  # not a letter is changed
    assert Escalation.objects.get().instruction == matter.instructions.get()


def test_three_words_without_an_answer_are_red(office, give):
    matter = give("软的没有回音", due=day(8, 9), hard=False)
    for number in (9, 10, 11):
        with moment.standing_at(day(number, 9, 30)):
            operations.chase(matter, by=acting(office.li))
    with moment.standing_at(day(12, 9)):
        [one] = chasing.due_for(acting(office.chen))
        assert (one.step.number, one.step.reason, one.unanswered) == (5, "unanswered", 3)
        matters.feed_back(matter, words="正在办,后天交", by=acting(office.du))
        assert [one.step.number for one in chasing.due_for(acting(office.chen))] == [2]
    assert {chase.answer for chase in Chase.objects.all()} == {"正在办,后天交"}


def test_two_untrue_reports_are_yellow_before_the_date(office, give):
    matter = give("报了两次", due=day(25))
    for _time in range(2):
        matters.feed_back(matter, words="已经全部完成", by=acting(office.du))
        matter = matters.report_done(matter, result="完成", by=acting(office.du))
        matter = matters.send_back(matter, reason="现场没有", untrue=True, by=acting(office.chen))
    assert [(one.step.number, one.step.reason) for one in chasing.due_for(acting(office.chen))] == [
        (4, "untrue_reports")
    ]


def test_the_clock_reminds_once_of_what_has_not_moved(office, give):
    matter = give("后天到期", due=day(15), taken=False)
    matters.feed_back(give("动了的", due=day(15)), words="一半了", by=acting(office.du))
    assert operations.remind(office.unit) == 1
    assert operations.remind(office.unit) == 0
    chase = Chase.objects.get()
    assert (chase.matter, chase.step, chase.to, chase.by) == (matter, 1, office.du, None)


def test_chasing_is_no_movement_and_a_refusal_leaves_no_line(office, give):
    matter = give("逾期的", due=day(11, 9))
    moved = matter.moved
    operations.chase(matter, by=acting(office.li))
    matter.refresh_from_db()
    lines = Line.objects.count()
    with pytest.raises(Refused):
        operations.chase(matter, by=acting(office.lu))
    assert (matter.moved, Line.objects.count()) == (moved, lines)


def test_the_words_are_said_in_the_language_of_the_office(office, give):
    give("逾期的", due=day(11, 9))
    with translation.override("en"):
        [one] = chasing.due_for(acting(office.chen))
        assert one.wording == "№1 “逾期的”已到时限(6月11日),请今天17时前反馈进展。"
