"""What the verbs do and refuse: each fact of §4.2, §4.3 and §5 on real records."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from shuniu.conftest import NOW, acting
from shuniu.journal.models import Line
from shuniu.journal.sentences import read
from shuniu.journal.verbs import verbs
from shuniu.matters import operations, rules
from shuniu.matters.choices import DemandOutcome, State, Visibility
from shuniu.matters.models import Demand, Matter
from shuniu.matters.operations import Part
from shuniu.org import moment
from shuniu.org.refusals import Refused


@pytest.fixture
def given(office):
    matter = operations.capture(title="沿河路井盖缺失", by=acting(office.li))
    return operations.place(
        matter, lead=office.housing, by=acting(office.li), due=moment.aware(datetime(2026, 6, 17, 17, 30)), hard=True
    )


def in_hand(office, matter):
    return operations.acknowledge(matter, by=acting(office.du))


def test_the_doer_alone_does_not_make_a_late_matter_green(office, given):
    matter = in_hand(office, given)
    with moment.standing_at(datetime(2026, 6, 18, 9, 0)):
        matter = operations.report_done(matter, result="补了23处", by=acting(office.du))
        assert matter.state == State.REPORTED
        with pytest.raises(Refused):
            operations.verify(matter, by=acting(office.du))
        matter = operations.verify(matter, by=acting(office.chen))
    assert (matter.state, matter.verified_by) == (State.DONE, office.chen)


def test_who_reported_cannot_verify_even_as_director(office):
    matter = operations.capture(title="通报稿", by=acting(office.chen))
    matter = operations.place(matter, lead=office.office, by=acting(office.chen), holder=office.chen)
    matter = operations.report_done(matter, result="写好了", by=acting(office.chen))
    assert rules.may_verify(acting(office.chen), matter).reason == "报结的人不能自己核实,请另一位来核"


def test_the_database_itself_refuses_a_self_verified_matter(office, given):
    with pytest.raises(IntegrityError), transaction.atomic():
        Matter.objects.filter(pk=given.pk).update(reported_by=office.du, verified_by=office.du)


@pytest.mark.parametrize(
    "fields",
    [
        {"holder": None},
        {"state": State.MERGED},
        {"state": State.DONE},
        {"first_due": None},
        {"part": 1},
    ],
)
def test_the_database_holds_the_law_whoever_writes(office, given, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Matter.objects.filter(pk=given.pk).update(**fields)


def test_two_extensions_later_the_first_date_is_still_there(office, given):
    first = given.due
    for days in (2, 4):
        asked = operations.ask_extension(
            given, wanted=first + timedelta(days=days), reason="下雨", by=acting(office.du)
        )
        operations.decide_extension(asked, granted=True, by=acting(office.chen))
        given = Matter.objects.get(pk=given.pk)
    assert (given.first_due, given.due) == (first, first + timedelta(days=4))
    assert [c.reason for c in given.due_changes.all()] == ["下雨", "下雨"]


def test_an_extension_is_asked_before_the_date(office, given):
    with moment.standing_at(datetime(2026, 6, 18, 9, 0)), pytest.raises(Refused) as refused:
        operations.ask_extension(given, wanted=given.due + timedelta(days=9), reason="忘了", by=acting(office.du))
    assert refused.value.code == "late"


def test_who_asks_for_an_extension_does_not_grant_it(office, given):
    asked = operations.ask_extension(given, wanted=given.due + timedelta(days=2), reason="下雨", by=acting(office.chen))
    with pytest.raises(Refused):
        operations.decide_extension(asked, granted=True, by=acting(office.chen))
    assert operations.decide_extension(asked, granted=False, by=acting(office.zhao)).granted is False
    assert Matter.objects.get(pk=given.pk).due == given.due


def test_a_hard_date_of_a_leader_is_moved_by_that_leader_only(office, given):
    operations.instruct(given, leader=office.zhao, words="月底前见效", form="oral", by=acting(office.chen))
    asked = operations.ask_extension(given, wanted=given.due + timedelta(days=2), reason="下雨", by=acting(office.du))
    assert not rules.may_decide_extension(acting(office.chen), asked)
    assert rules.may_decide_extension(acting(office.zhao), asked)


def test_a_leaders_words_are_the_same_after_everything(office, given):
    words = "先堵上,再说账。\n  —— 月底前要见到"
    said = operations.instruct(given, leader=office.zhao, words=words, form="oral", by=acting(office.chen))
    operations.confirm_words(said, by=acting(office.zhao))
    matter = operations.refuse(given, reason="不归", by=acting(office.du))
    operations.rule(matter, lead=office.city, ruling="城管先办", by=acting(office.chen))
    assert given.instructions.get().words == words


def test_denied_words_stay_and_the_correction_stands_beside_them(office, given):
    said = operations.instruct(given, leader=office.zhao, words="今天办完", form="oral", by=acting(office.chen))
    operations.deny_words(said, correction="本周办完", by=acting(office.zhao))
    assert [(i.words, i.denied_at is None) for i in given.instructions.order_by("pk")] == [
        ("今天办完", False),
        ("本周办完", True),
    ]


def test_nobody_else_confirms_a_leaders_words(office, given):
    said = operations.instruct(given, leader=office.zhao, words="今天办完", form="oral", by=acting(office.chen))
    with pytest.raises(Refused):
        operations.confirm_words(said, by=acting(office.chen))


def test_one_press_makes_as_many_tasks_as_there_are_parts(office):
    matter = operations.capture(title="强降雨防范", by=acting(office.li))
    parts = (Part("夜里围挡", office.city), Part("管网底数", office.housing))
    matter = operations.place(matter, lead=office.city, by=acting(office.li), parts=parts)
    assert [(t.number, t.holder, t.state) for t in matter.tasks.order_by("part")] == [
        ("№1-1", office.lu, State.GIVEN),
        ("№1-2", office.du, State.GIVEN),
    ]


def test_a_task_is_not_due_after_its_matter(office, given):
    late = Part("补盖", office.city, due=given.due + timedelta(days=1))
    with pytest.raises(Refused) as refused:
        operations.give_part(given, part=late, by=acting(office.li))
    assert refused.value.field == "due"


def test_undoing_a_placing_takes_its_untouched_tasks_along(office):
    matter = operations.capture(title="强降雨防范", by=acting(office.li))
    matter = operations.place(
        matter, lead=office.city, by=acting(office.li), parts=(Part("围挡", office.city), Part("底数", office.housing))
    )
    matter = operations.undo(matter, line=Line.objects.about(matter).last(), by=acting(office.li))
    assert (matter.state, matter.holder, matter.lead) == (State.PENDING, office.li, None)
    assert list(matter.tasks.values_list("state", flat=True)) == [State.MERGED, State.MERGED]


def test_a_placing_whose_task_was_taken_up_stays(office):
    matter = operations.capture(title="强降雨防范", by=acting(office.li))
    matter = operations.place(matter, lead=office.city, by=acting(office.li), parts=(Part("围挡", office.city),))
    operations.acknowledge(matter.tasks.get(), by=acting(office.lu))
    with pytest.raises(Refused):
        operations.undo(matter, line=Line.objects.about(matter).last(), by=acting(office.li))
    assert Matter.objects.get(pk=matter.pk).state == State.GIVEN


def test_what_somebody_else_moved_on_is_not_undone(office, given):
    line = Line.objects.about(given).last()
    in_hand(office, given)
    with pytest.raises(Refused) as refused:
        operations.undo(given, line=line, by=acting(office.li))
    assert refused.value.code == "moved_on"


def test_a_shelved_matter_comes_back_to_the_tray(office):
    matter = operations.capture(title="等省里文件", by=acting(office.li))
    matter = operations.shelve(matter, reason="等省里文件", waits_for="省里文件", by=acting(office.li))
    assert (matter.state, matter.look_again.isoformat()) == (State.SHELVED, "2026-06-26")
    matter = operations.resume(matter, by=acting(office.li))
    assert (matter.state, matter.holder) == (State.PENDING, office.li)


def test_a_hard_task_from_above_is_not_shelved(office):
    due = moment.aware(NOW + timedelta(days=1))
    matter = operations.capture(title="报值守安排", by=acting(office.li), due=due, hard=True, from_above=True)
    with pytest.raises(Refused) as refused:
        operations.shelve(matter, reason="忙", by=acting(office.li))
    assert refused.value.code == "from_above"


def test_a_merged_matter_points_to_the_one_that_stays(office):
    first = operations.capture(title="省厅传真", by=acting(office.li))
    second = operations.capture(title="市里电报", by=acting(office.li))
    third = operations.capture(title="县委来电", by=acting(office.li))
    operations.merge(third, into=second, by=acting(office.li))
    operations.merge(second, into=first, by=acting(office.li))
    assert set(first.absorbed.all()) == {second, third}


def test_a_restricted_visitor_is_not_merged_into_what_everybody_sees(office):
    petition = operations.capture(title="张某来访", kind="petition", by=acting(office.li))
    other = operations.capture(title="征地补偿", by=acting(office.li))
    assert petition.visibility == Visibility.RESTRICTED
    with pytest.raises(Refused):
        operations.merge(petition, into=other, by=acting(office.li))


def test_a_paper_with_an_open_demand_is_not_completed(office):
    matter = operations.capture(title="通知", by=acting(office.li))
    demand = Demand.objects.create(matter=matter, order=1, text="请报值班表")
    matter = operations.place(matter, lead=office.office, holder=office.li, by=acting(office.li))
    with pytest.raises(Refused) as refused:
        operations.complete(matter, result="好了", by=acting(office.li))
    assert refused.value.code == "demands"
    operations.settle_demand(demand, outcome=DemandOutcome.DROPPED, reason="已电话说明", by=acting(office.li))
    assert operations.complete(matter, result="好了", by=acting(office.li)).state == State.DONE


def test_a_demand_is_not_dropped_without_a_reason(office):
    matter = operations.capture(title="通知", by=acting(office.li))
    demand = Demand.objects.create(matter=matter, order=1, text="请报值班表")
    with pytest.raises(Refused):
        operations.settle_demand(demand, outcome=DemandOutcome.DROPPED, by=acting(office.li))


def test_a_difficulty_is_answered_by_the_end_of_the_next_working_day(office, given):
    raised = operations.raise_difficulty(given, stuck="缺资金", by=acting(office.du))
    assert moment.local(raised.answer_due) == datetime(2026, 6, 12, 17, 30)
    with pytest.raises(Refused):
        operations.answer_difficulty(raised, answer="自己想办法", by=acting(office.li))
    assert operations.answer_difficulty(raised, answer="我来协调", by=acting(office.chen)).answered_by == office.chen


def test_a_number_is_never_given_again(office):
    first = operations.capture(title="一", by=acting(office.li))
    operations.return_to_sender(first, reason="不全", by=acting(office.li))
    second = operations.capture(title="二", by=acting(office.li))
    assert (first.number, second.number) == ("№1", "№2")


def test_the_years_count_apart(office):
    operations.capture(title="今年", by=acting(office.li))
    with moment.standing_at(datetime(2027, 1, 4, 9, 0)):
        assert operations.capture(title="明年", by=acting(office.li)).slug == "2027-1"


def test_every_success_writes_one_line_and_it_reads(office, given):
    matter = in_hand(office, given)
    operations.feed_back(matter, words="已围挡23处", by=acting(office.du))
    operations.ask(matter, words="怎么样了", by=acting(office.chen))
    assert [read(line) for line in Line.objects.about(given)] == [
        "李明收到:沿河路井盖缺失(自发现 )",
        "李明分办:住房城乡建设局牵头,在杜衡手上",
        "杜衡签收",
        "杜衡反馈:已围挡23处",
        "陈敬之问:怎么样了",
    ]


def test_every_verb_has_a_sentence_a_function_and_a_chinese_term():
    from importlib import import_module

    for verb in verbs():
        module, _dot, name = verb.operation.rpartition(".")
        function = getattr(import_module(module), name)
        assert function.__doc__, verb.name
        assert verb.term, verb.name


def test_an_administrator_takes_nothing_in(office):
    with pytest.raises(Refused):
        operations.capture(title="试试", by=acting(office.zeng))


def test_an_empty_title_is_refused_at_its_field(office):
    with pytest.raises(Refused) as refused:
        operations.capture(title="  ", by=acting(office.li))
    assert refused.value.field == "title"


def test_a_task_has_no_tasks_of_its_own_and_the_button_says_so(office, given):
    task = operations.give_part(given, part=Part("补盖", office.city), by=acting(office.li))
    with pytest.raises(Refused) as refused:
        operations.give_part(task, part=Part("再分", office.city), by=acting(office.li))
    assert refused.value.reason == rules.may_give_part(acting(office.li), task).reason
