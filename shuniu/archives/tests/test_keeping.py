"""移交、借阅、鉴定、销毁、不许动: two people where two are needed, and nothing lost on the way (A-05, A-06, A-08)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from shuniu.archives import operations as archive
from shuniu.archives.choices import Fate, HoldReason, Outcome
from shuniu.archives.models import AppraisalLine, ArchiveItem, Destruction, ItemPart, Loan, TestRun
from shuniu.archives.status import standing_of
from shuniu.archives.tests.conftest import closed
from shuniu.conftest import acting, make_person
from shuniu.files.models import PageText
from shuniu.files.store import Missing, store
from shuniu.journal.models import Line
from shuniu.journal.verification import verify
from shuniu.matters.models import Matter, Reading
from shuniu.notices.models import Notice
from shuniu.org import departures, moment
from shuniu.org.choices import Role
from shuniu.org.refusals import Refused


@pytest.fixture
def items(filing, close):
    """Three items of 2025, one with a file of its own."""
    close("关于拨付资金的请示", text="请拨付。", file="请拨付资金。".encode())
    close("关于修路的请示", text="请批。", at=datetime(2025, 9, 4, 10))
    close("关于修桥的请示", text="请批。", at=datetime(2025, 9, 5, 10))
    return list(archive.file_year(2025, by=acting(filing.li)).items)


# 移交


def test_a_list_is_tested_and_signed_by_two(filing, items):
    made = archive.make_list(2025, by=acting(filing.li))
    with pytest.raises(Refused, match="四性检测"):
        archive.hand_over(made, by=acting(filing.li))
    run = archive.test(made, by=acting(filing.li))
    assert (run.outcome, run.items) == (Outcome.PASS, 3), run.checks
    archive.hand_over(made, by=acting(filing.li))
    with pytest.raises(Refused, match="两个人"):
        archive.receive(made, by=acting(filing.li))
    assert archive.receive(made, by=acting(filing.bai)).received_by == filing.bai
    standing = standing_of(acting(filing.li), 2025)
    assert (standing.undecided, standing.filed, standing.received, standing.finished) == (0, 3, 3, True)


def test_a_fault_blocks_the_hand_over_until_the_item_goes_back_with_a_reason(filing, items):
    made = archive.make_list(2025, by=acting(filing.li))
    part = ItemPart.objects.get(file__isnull=False)
    store().remove([part.sha256])
    run = archive.test(made, by=acting(filing.li))
    assert run.outcome == Outcome.FAIL
    [wrong] = [check for check in run.checks if check["outcome"] == "fail"]
    assert wrong["code"] == "1-1" and str(part.item.code) in wrong["found"][0]
    with pytest.raises(Refused) as refused:
        archive.hand_over(made, by=acting(filing.li))
    assert refused.value.code == "A-05"
    row = made.rows.get(item=part.item)
    with pytest.raises(Refused, match="为什么退回"):
        archive.send_back(row, reason=" ", by=acting(filing.li))
    archive.send_back(row, reason="原件找不到", by=acting(filing.li))
    with pytest.raises(Refused, match="先做四性检测"):
        archive.hand_over(made, by=acting(filing.li))  # the list has changed since it was tested
    archive.test(made, by=acting(filing.li))
    archive.hand_over(made, by=acting(filing.li))
    again = archive.make_list(2025, by=acting(filing.li))
    assert [one.item for one in again.rows.all()] == [part.item]


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (lambda item: ArchiveItem.objects.filter(pk=item.pk).update(title=" "), "1-3"),
        (
            lambda item: ItemPart.objects.filter(item=item, role="slip").update(record={"result": "改过"}),
            "1-1",
        ),
        (lambda item: ItemPart.objects.filter(item=item, role="slip").update(size=1), "1-4"),
        (lambda item: ArchiveItem.objects.filter(pk=item.pk).update(number=9), "2-2"),
        (lambda item: ItemPart.objects.filter(item=item, role="slip").update(role="proof"), "2-3"),
        (lambda item: ArchiveItem.objects.filter(pk=item.pk).update(content="0" * 64), "1-2"),
        (lambda item: Line.objects.filter(subject_id=item.matter_id, seq=1).update(device="改过"), "1-2"),
        (lambda item: ArchiveItem.objects.filter(pk=item.pk).update(title="机密★10年 名单"), "4-1"),
    ],
)
def test_each_check_of_the_four_properties_can_fail(filing, items, harm, code):
    harm(items[1])
    made = archive.make_list(2025, by=acting(filing.li))
    run = archive.test(made, by=acting(filing.li))
    assert code in {check["code"] for check in run.checks if check["outcome"] == "fail"}


def test_the_keeper_and_the_director_hear_how_far_it_is_on_three_days(filing, items):
    said = []
    for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 6, 1), date(2026, 6, 30)):
        with moment.standing_at(datetime(day.year, day.month, day.day, 8, 30)):
            said.append(archive.report_standing(filing.unit))
            archive.report_standing(filing.unit)
    assert said == [0, 1, 1, 1]
    assert Line.objects.filter(verb="archive.standing_reported").count() == 3
    people = Notice.objects.filter(line__verb="archive.standing_reported").values_list(
        "person__name", flat=True
    )
    assert set(people) == {"陈敬之", "白露"}


# 借阅


def lent(filing, item, *, due=date(2026, 6, 20), to=None):
    loan = archive.ask_loan(item, purpose="核对旧批复", due_on=due, by=acting(to or filing.du))
    return archive.decide_loan(loan, granted=True, by=acting(filing.li))


def test_a_loan_is_asked_agreed_by_another_and_looked_through_by_another(filing, items):
    with pytest.raises(Refused, match="最多借"):
        archive.ask_loan(items[0], purpose="看", due_on=date(2026, 7, 12), by=acting(filing.li))
    loan = archive.ask_loan(items[0], purpose="看", due_on=date(2026, 6, 20), by=acting(filing.li))
    with pytest.raises(Refused, match="已经借着"):
        archive.ask_loan(items[0], purpose="再看", due_on=date(2026, 6, 20), by=acting(filing.li))
    with pytest.raises(Refused, match="别人来批"):
        archive.decide_loan(loan, granted=True, by=acting(filing.li))
    with pytest.raises(Refused, match="为什么不借"):
        archive.decide_loan(loan, granted=False, by=acting(filing.bai))
    loan = archive.decide_loan(loan, granted=True, by=acting(filing.bai))
    with pytest.raises(Refused, match="另一个人"):
        archive.take_back(loan, state="完好", by=acting(filing.li))
    assert not archive.take_back(loan, state="完好,18页", by=acting(filing.bai)).is_out


def test_only_the_borrower_is_chased_at_minus_three_zero_and_plus_three(filing, items):
    loan = lent(filing, items[0], to=filing.wang)
    chased = []
    for day in range(15, 26):
        with moment.standing_at(datetime(2026, 6, day, 8, 5)):
            if archive.chase_loans(filing.unit):
                chased.append(day)
            assert archive.chase_loans(filing.unit) == 0  # once, however often the clock looks
    assert chased == [17, 20, 23]
    told = Notice.objects.filter(line__verb="archive.loan_chased").values_list("person__name", flat=True)
    assert set(told) == {"王芳"}
    assert (1, "件借阅的档案没还") in departures.still_held(filing.wang)
    archive.take_back(loan, state="完好", by=acting(filing.bai))
    assert not departures.still_held(filing.wang)


def test_a_body_borrows_what_it_may_know_of_and_nothing_else(filing, close):
    own = close("关于城建的请示", text="请批。")
    from shuniu.matters.models import Matter

    Matter.objects.filter(pk=own.pk).update(lead=filing.housing)
    item = archive.decide(Matter.objects.get(pk=own.pk), by=acting(filing.li)).item
    assert item in ArchiveItem.objects.visible_to(acting(filing.du))
    assert item not in ArchiveItem.objects.visible_to(acting(filing.lu))


def test_what_lies_inside_is_read_by_the_office_and_by_whom_it_is_lent_to(filing, close, as_):
    matter = close("关于城建的请示", text="请批。")
    Matter.objects.filter(pk=matter.pk).update(lead=filing.housing)
    item = archive.decide(Matter.objects.get(pk=matter.pk), by=acting(filing.li)).item
    address, desk = f"/archive/items/{item.pk}/parts/1/", as_(filing.du)
    assert as_(filing.bai).get(address).status_code == 200
    assert desk.get(f"/archive/items/{item.pk}/").status_code == 200
    assert desk.get(address).status_code == 409
    loan = lent(filing, item, to=filing.du)
    assert desk.get(address).status_code == 200
    archive.take_back(loan, state="完好", by=acting(filing.bai))
    assert desk.get(address).status_code == 409


# 鉴定与销毁


@pytest.fixture
def head(filing):
    return make_person(filing.unit, "陆怀远", filing.leaders, Role.LEADER, Role.HEAD, post="县长", rank=1)


@pytest.fixture
def old(filing, items):
    """The three items, past their period since January."""
    ArchiveItem.objects.update(keep_until=date(2026, 1, 1))
    return list(ArchiveItem.objects.in_order())


def appraised(filing, old, *, fate=Fate.DESTROY, years=None):
    lines = [archive.Fated(item, fate, "没有查考价值", years) for item in old]
    made = archive.open_appraisal(lines, group=[filing.wang, filing.bai], by=acting(filing.li))
    return archive.conclude(made, report="小组看过,同意。", by=acting(filing.wang))


def test_what_is_not_past_its_period_is_not_appraised(filing, items):
    with pytest.raises(Refused, match="还没有到期"):
        archive.open_appraisal(
            [archive.Fated(items[0], Fate.DESTROY, "占地方")],
            group=[filing.wang, filing.bai],
            by=acting(filing.li),
        )


def test_an_appraisal_takes_a_group_and_two_people(filing, old):
    lines = [archive.Fated(old[0], Fate.EXTEND, "还要用", 10)]
    with pytest.raises(Refused, match="至少再写两个人"):
        archive.open_appraisal(lines, group=[filing.li, filing.wang], by=acting(filing.li))
    made = archive.open_appraisal(lines, group=[filing.wang, filing.bai], by=acting(filing.li))
    for person, why in ((filing.li, "两个人"), (filing.chen, "小组的人")):
        with pytest.raises(Refused, match=why):
            archive.conclude(made, report="好", by=acting(person))
    archive.conclude(made, report="好", by=acting(filing.bai))
    old[0].refresh_from_db()
    assert old[0].expires() == date(2036, 6, 11)


def test_destruction_needs_a_list_the_head_two_witnesses_and_no_hold(filing, old, head):
    held = archive.hold([old[0]], why=HoldReason.SUIT, basis="(2026)岚行初12号", by=acting(filing.li))
    made = archive.list_for_destruction(appraised(filing, old), by=acting(filing.li))
    steps = [
        ("还没有批准", lambda: archive.destroy(made, by=acting(filing.chen))),
        ("还没有批准", lambda: archive.witness(made, by=acting(filing.bai))),
        ("单位负责人", lambda: archive.approve_destruction(made, by=acting(filing.bai))),
        ("", lambda: archive.approve_destruction(made, by=acting(head))),
        ("两人监销", lambda: archive.destroy(made, by=acting(filing.chen))),
        ("", lambda: archive.witness(made, by=acting(filing.bai))),
        ("已经签过", lambda: archive.witness(made, by=acting(filing.bai))),
        ("现在签了1人", lambda: archive.destroy(made, by=acting(filing.chen))),
        ("", lambda: archive.witness(made, by=acting(filing.wang))),
        ("又是监销", lambda: archive.destroy(made, by=acting(filing.wang))),
        ("不许动", lambda: archive.destroy(made, by=acting(filing.chen))),
        ("主任", lambda: archive.release(held, reason="判决生效", by=acting(filing.li))),
        ("", lambda: archive.release(held, reason="判决生效", by=acting(filing.chen))),
        ("", lambda: archive.destroy(made, by=acting(filing.chen))),
    ]
    for why, step in steps:
        if why:
            with pytest.raises(Refused, match=why):
                step()
            assert Destruction.objects.get().done_at is None
        else:
            step()
    assert Destruction.objects.get().done_by == filing.chen


def test_what_is_destroyed_leaves_only_its_stub(filing, old, head):
    part = ItemPart.objects.get(file__isnull=False)
    made = archive.list_for_destruction(appraised(filing, old), by=acting(filing.li))
    archive.approve_destruction(made, by=acting(head))
    for person in (filing.bai, filing.wang):
        archive.witness(made, by=acting(person))
    archive.destroy(made, by=acting(filing.chen))
    with pytest.raises(Missing):
        store().read(part.sha256)
    assert not PageText.objects.filter(file=part.file).exists()
    assert not Reading.objects.exclude(text="").exists()
    assert not ItemPart.objects.exclude(record=None).exists()
    stub = Destruction.objects.get().stubs[0]
    assert stub["code"] == str(old[0].code) and stub["title"] and stub["parts"][0][1]
    assert ArchiveItem.objects.count() == 3  # numbers stay given
    assert verify(filing.unit).clean
    assert (
        archive.pack_year(2025, by=acting(filing.li)).items == 3
    )  # as stubs; the package still proves itself


def test_bytes_that_another_matter_holds_stay_for_that_one(filing, old, head, close):
    part = ItemPart.objects.get(file__isnull=False)
    close("同一份文件另来一次", text="请批。", file="请拨付资金。".encode())
    made = archive.list_for_destruction(appraised(filing, old), by=acting(filing.li))
    archive.approve_destruction(made, by=acting(head))
    for person in (filing.bai, filing.wang):
        archive.witness(made, by=acting(person))
    archive.destroy(made, by=acting(filing.chen))
    assert store().read(part.sha256) == "请拨付资金。".encode()


def test_everything_that_was_done_is_in_the_journal_once(filing, items):
    made = archive.make_list(2025, by=acting(filing.li))
    archive.test(made, by=acting(filing.li))
    verbs = list(Line.objects.about(made).values_list("verb", flat=True))
    assert verbs == ["archive.listed", "archive.tested"]
    assert TestRun.objects.count() == 1 and not Loan.objects.exists() and not AppraisalLine.objects.exists()


def test_another_unit_sees_nothing(filing, items, other_office):
    assert not ArchiveItem.objects.visible_to(acting(other_office.chen)).exists()
    with pytest.raises(Refused):
        archive.make_list(2025, by=acting(other_office.li))
    assert closed(other_office, "邻县的", text="x").unit_id == other_office.unit.pk
