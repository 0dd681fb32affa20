"""发文办理: a paper from the draft to the receipts; and every way in which it must not go."""

from __future__ import annotations

from datetime import datetime

import pytest

from shuniu.conftest import acting
from shuniu.documents import operations, proposing, rules
from shuniu.documents.choices import NumberState, State
from shuniu.documents.models import Addressee, Document, Number, SealUse
from shuniu.documents.official import official
from shuniu.documents.tests.conftest import fresh, numbered, passed, signed, waiting, wording
from shuniu.journal.models import Line
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.refusals import Refused
from shuniu.routing import operations as slips
from shuniu.routing.choices import Purpose
from shuniu.routing.planned import Planned


def refusal(function, *arguments, **named) -> str:
    with pytest.raises(Refused) as refused:
        function(*arguments, **named)
    return refused.value.code


def test_a_paper_goes_from_the_draft_to_the_receipts(office, other_office, draft):
    operations.keep_writing(
        draft, wording=wording(copies=other_office.unit.name), base=draft.wording, by=acting(office.li)
    )
    operations.send_for_review(fresh(draft), by=acting(office.li))
    way = []
    while not fresh(draft).is_signed:
        way.append((fresh(draft).state, waiting(draft).holder.name))
        passed(draft)
    assert way == [("division_review", "王芳"), ("office_review", "陈敬之"), ("awaiting_sign", "陆怀远")]
    operations.recheck(fresh(draft), by=acting(office.wang))
    number = operations.register_number(fresh(draft), by=acting(office.wang))
    assert str(number) == "青政办发〔2026〕1号"
    operations.print_document(fresh(draft), by=acting(office.wang))
    use = operations.seal(fresh(draft), by=acting(office.wang))
    assert (use.serial, use.doc_number, use.approver.name) == (1, "青政办发〔2026〕1号", "陆怀远")
    sent = operations.issue(fresh(draft), by=acting(office.wang))
    assert [(one.name, one.role, one.way) for one in sent] == [
        ("青石镇人民政府", "main", "here"),
        ("住房城乡建设局", "main", "here"),
        ("城市管理局", "main", "here"),
        (other_office.unit.name, "copy", "unit"),
    ]
    assert fresh(draft).state == State.ISSUED
    arrived = Matter.objects.get(unit=other_office.unit)
    assert (arrived.title, arrived.source_body) == ("关于做好端午假期值班工作的通知", "青岚县人民政府办公室")
    du = sent[1].part
    slips.decide(du, by=acting(office.du), verdict="read")
    assert list(Addressee.objects.filter(received_at__isnull=False).values_list("name", "received_by")) == [
        ("住房城乡建设局", "杜衡")
    ]


def test_the_author_cannot_be_the_checker(office, draft):
    operations.send_for_review(draft, by=acting(office.li))
    part = waiting(draft)
    slips.reassign(part, to=office.li, reason="你看", by=acting(office.wang))
    mine = waiting(draft)
    assert refusal(slips.decide, mine, by=acting(office.li)) == "author"
    assert fresh(draft).state == State.DIVISION_REVIEW


def test_no_leader_sees_a_draft_before_the_office_has_passed_it(office, draft):
    operations.send_for_review(draft, by=acting(office.li))
    slip = waiting(draft).stage.slip
    assert (
        refusal(slips.add_before, waiting(draft), title="先看", holders=[office.zhao], by=acting(office.wang))
        == "office_review"
    )
    assert [stage.title for stage in slip.stages.all()] == ["部门核稿", "办公室审核", "签发"]
    assert (
        refusal(
            slips.start, Matter.objects.get(pk=draft.pk), purpose=Purpose.DISPATCH, by=acting(office.chen),
            stages=[Planned("签发", (office.head,), key="sign", box="sign")],
        )
        == "under_way"
    )  # fmt: skip


def test_a_slip_of_a_draft_without_the_office_does_not_start(office, draft):
    stages = [Planned("签发", (office.head,), key="sign", box="sign")]
    for missing, planned in (("office_review", stages), ("sign", [Planned("看", (office.chen,))])):
        assert (
            refusal(
                slips.start, draft.matter, purpose=Purpose.DISPATCH, by=acting(office.chen), stages=planned
            )
            == missing
        )
    assert fresh(draft).state == State.DRAFT


def test_what_is_signed_is_not_edited(office, draft):
    document = signed(draft)
    before = document.signed_version.sha256
    changed = document.wording.with_text("p1", "改一改")
    assert (
        refusal(
            operations.keep_writing, document, wording=changed, base=document.wording, by=acting(office.li)
        )
        == "signed"
    )
    assert refusal(operations.save_version, document, why="改", by=acting(office.chen)) == "signed"
    assert (
        refusal(operations.bring_in, document, wording=changed, source="x.docx", by=acting(office.li))
        == "signed"
    )
    assert fresh(draft).wording.sha256 == before


def test_what_changes_after_the_signature_is_signed_again_by_the_same_hand(office, draft):
    document = signed(draft)
    operations.send_back(document, reason="报送日期改到16日", by=acting(office.wang))
    document = fresh(draft)
    assert (document.state, document.signed_version) == (State.DRAFT, None)
    changed = document.wording.with_text("p3", "二、按时报送名单。6月16日下班前报县政府办公室。")
    operations.keep_writing(document, wording=changed, base=document.wording, by=acting(office.li))
    operations.send_for_review(fresh(draft), by=acting(office.li))
    assert [s.title for s in waiting(draft).stage.slip.stages.all()] == ["办公室审核", "签发"]
    passed(draft)
    assert waiting(draft).holder == office.head
    passed(draft)
    document = fresh(draft)
    assert document.signed_version.wording.text("p3").startswith("二、按时报送名单。6月16日")
    assert document.signatures.count() == 2


@pytest.mark.parametrize(
    ("verb", "more"),
    [
        (operations.register_number, {}), (operations.print_document, {}), (operations.seal, {}), (operations.issue, {}),
        (operations.recheck, {}),
    ],
)  # fmt: skip
def test_nothing_is_numbered_printed_sealed_or_sent_before_it_is_signed(office, draft, verb, more):
    lines = Line.objects.count()
    assert refusal(verb, draft, by=acting(office.wang), **more) == "state"
    assert (Line.objects.count(), Number.objects.count(), SealUse.objects.count()) == (lines, 0, 0)


def test_an_upward_paper_is_signed_by_the_head_only(office):
    up = operations.start_draft(
        by=acting(office.li), kind="request", recipients="云泽市人民政府", disclosure="on_request", about="x",
        wording=wording("因汛期临近，拟对北沟排水渠清淤。", "妥否，请批示。", title="关于北沟排水渠清淤的请示", recipients="云泽市人民政府"),
    )  # fmt: skip
    assert (up.direction, up.signer) == ("up", office.head)
    assert refusal(operations.set_head, up, signer=office.zhao, by=acting(office.li)) == "power"
    operations.send_for_review(up, by=acting(office.li))
    passed(up)
    passed(up)
    slips.reassign(waiting(up), to=office.zhao, reason="请代签", by=acting(office.head))
    assert refusal(slips.decide, waiting(up), by=acting(office.zhao)) == "power"


def test_a_comment_of_a_countersigner_is_answered_before_the_office_passes_the_draft(office, draft):
    way = rules_way(draft, office.housing)
    operations.send_for_review(draft, by=acting(office.li), way=way)
    passed(draft)
    passed(draft, words="第二条太硬，换个说法")
    assert refusal(slips.decide, waiting(draft), by=acting(office.chen)) == "remarks"
    [said] = draft.remarks.all()
    assert refusal(operations.answer, said, words="", adopted=False, by=acting(office.li)) == "words"
    operations.answer(said, words="已改，见第3稿", adopted=True, by=acting(office.li))
    passed(draft)
    assert fresh(draft).state == State.AWAITING_SIGN


def rules_way(draft, *bodies):
    return proposing.way_for(draft, countersigners=bodies)


def test_a_returned_draft_is_written_again_and_comes_straight_back(office, draft):
    operations.send_for_review(draft, by=acting(office.li))
    passed(draft)
    slips.return_to(waiting(draft), opinion="日期不对", by=acting(office.chen))
    assert (fresh(draft).state, bool(rules.may_write(acting(office.li), fresh(draft)))) == (State.DRAFT, True)
    changed = fresh(draft).wording.with_text("p3", "二、按时报送名单。6月16日前报县政府办公室。")
    operations.keep_writing(fresh(draft), wording=changed, base=draft.wording, by=acting(office.li))
    operations.send_for_review(fresh(draft), by=acting(office.li))
    assert (fresh(draft).state, waiting(draft).holder) == (State.OFFICE_REVIEW, office.chen)
    assert [v.number for v in draft.versions.all()] == [1, 2]


def test_a_void_number_keeps_its_reason_and_is_never_given_again(office, draft):
    document = numbered(office, draft)
    operations.void(document, reason="不发了，电话通知", by=acting(office.chen))
    second = operations.start_draft(by=acting(office.li), about="y", wording=wording(), disclosure="active")
    number = numbered(office, second).number
    assert [(str(n), n.state, n.void_reason) for n in Number.objects.order_by("n")] == [
        ("青政办发〔2026〕1号", NumberState.VOID, "不发了，电话通知"),
        ("青政办发〔2026〕2号", NumberState.GIVEN, ""),
    ]
    assert number.n == 2
    assert fresh(draft).state == State.VOID


def test_a_reserved_number_is_given_to_what_it_was_kept_for(office, draft):
    [kept] = operations.reserve(draft.series, reason="防汛通知", by=acting(office.li))
    document = signed(draft)
    operations.recheck(document, by=acting(office.wang))
    assert operations.register_number(document, by=acting(office.wang), reserved=kept).n == 1
    assert refusal(operations.void_number, Number.objects.get(), reason="错", by=acting(office.li)) == "given"


def test_what_is_in_force_is_revoked_or_repealed_never_void(office, draft):
    document = numbered(office, draft)
    operations.print_document(document, by=acting(office.wang))
    operations.seal(fresh(draft), by=acting(office.wang))
    operations.issue(fresh(draft), by=acting(office.wang))
    assert refusal(operations.void, fresh(draft), reason="错", by=acting(office.chen)) == "issued"
    operations.repeal(fresh(draft), decided_by="县政府常务会", reason="假期已过", by=acting(office.chen))
    assert fresh(draft).state == State.REPEALED


def test_nothing_goes_out_of_a_matter_marked_to_be_asked_first_without_a_leaders_consent(office):
    matter = Matter.objects.get(pk=_captured(office).pk)
    Matter.objects.filter(pk=matter.pk).update(must_ask_first=True)
    matter.refresh_from_db()
    document = operations.start_draft(
        by=acting(office.li), basis=matter, wording=wording(), disclosure="active"
    )
    assert document.matter.must_ask_first or Matter.objects.get(pk=document.pk).must_ask_first
    Document.objects.filter(pk=document.pk).update(state=State.SEALED)
    assert refusal(operations.issue, fresh(document), by=acting(office.wang)) == "ask_first"


def _captured(office):
    from shuniu.matters import operations as matters

    return matters.capture(title="媒体问井盖的事", kind="media", by=acting(office.li))


def test_the_same_refusals_leave_no_line(office, draft):
    lines = Line.objects.count()
    for verb, more in ((operations.void, {"reason": ""}), (operations.send_back, {"reason": "x"})):
        refusal(verb, draft, by=acting(office.li), **more)
    assert Line.objects.count() == lines


def test_a_joint_paper_is_signed_by_all_dated_by_the_last_and_numbered_by_the_lead(office, draft):
    operations.set_head(draft, joint_issuers=["青岚县应急管理局"], by=acting(office.li))
    way = proposing.Way(office.wang, office.chen, (office.zhao, office.head))
    operations.send_for_review(fresh(draft), way=way, by=acting(office.li))
    passed(draft)
    passed(draft)
    passed(draft)
    assert fresh(draft).state == State.AWAITING_SIGN
    with moment.standing_at(datetime(2026, 6, 12, 9, 0)):
        passed(draft)
    document = fresh(draft)
    assert (document.state, document.dated.isoformat()) == (State.SIGNED, "2026-06-12")
    assert [s.signer.name for s in document.signatures.order_by("at")] == ["赵启山", "陆怀远"]
    assert official(document).mark == ("青岚县人民政府办公室", "青岚县应急管理局")


def test_a_letter_to_a_body_outside_is_sent_by_a_person_and_its_receipt_written_down(office):
    letter = operations.start_draft(
        by=acting(office.li), kind="letter", about="x", recipients="丙县人民政府办公室", disclosure="on_request",
        wording=wording("为做好界河巡查，现就有关事项函商如下：", "请予支持为盼。", title="关于商请共同巡查界河的函", recipients="丙县人民政府办公室"),
    )  # fmt: skip
    assert (letter.direction, letter.series.code) == ("level", "青政办函")
    document = numbered(office, letter)
    operations.print_document(document, by=acting(office.wang))
    operations.seal(fresh(letter), by=acting(office.wang))
    [row] = operations.issue(fresh(letter), by=acting(office.wang))
    assert (row.way, row.sent_at) == ("package", None)
    operations.note_sent(row, by=acting(office.li))
    assert refusal(operations.note_sent, row, by=acting(office.li)) == "sent"
    assert operations.note_receipt(row, name="收发室老王", by=acting(office.li)).received_by == "收发室老王"


def test_a_leader_above_whose_power_it_is_cannot_lend_the_signature_to_a_clerk(office, draft):
    operations.send_for_review(draft, by=acting(office.li))
    passed(draft)
    passed(draft)
    part = waiting(draft)
    slips.reassign(part, to=office.bai, reason="你签", by=acting(part.holder))
    assert refusal(slips.decide, waiting(draft), by=acting(office.bai)) == "power"
    assert fresh(draft).state == State.AWAITING_SIGN
