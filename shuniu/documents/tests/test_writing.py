"""写: what two people type at once is all kept; a text from elsewhere becomes a version; findings are mended or excused."""

from __future__ import annotations

import io
import string

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuniu.conftest import acting
from shuniu.documents import checking, operations
from shuniu.documents.choices import DocumentKind
from shuniu.documents.deciding import decide
from shuniu.documents.differences import compare
from shuniu.documents.merging import merge
from shuniu.documents.models import Document
from shuniu.documents.precedents import days_left, moved
from shuniu.documents.tests.conftest import TEXT, fresh, wording
from shuniu.documents.word import from_word, known, to_word
from shuniu.documents.wording import Paragraph, Wording, keyed, paragraphs_of
from shuniu.files.refusals import LooksSecret
from shuniu.org import moment
from shuniu.org.refusals import Refused

BASE = wording("甲", "乙", "丙")


def changed(**texts: str) -> Wording:
    made = BASE
    for key, text in texts.items():
        made = made.with_text(key, text)
    return made


def test_two_people_change_different_paragraphs_and_both_changes_stand():
    merged = merge(BASE, changed(p1="甲一"), changed(p3="丙三", title="新题"))
    assert [p.text for p in merged.wording.paragraphs] == ["甲一", "乙", "丙三"]
    assert (merged.wording.title, merged.conflicts) == ("新题", ())


def test_of_a_paragraph_that_both_changed_both_texts_are_shown():
    [conflict] = merge(BASE, changed(p2="乙甲"), changed(p2="乙乙")).conflicts
    assert (conflict.key, conflict.theirs, conflict.mine) == ("p2", "乙甲", "乙乙")


def test_what_one_takes_out_while_the_other_changes_it_is_not_lost():
    without = Wording(**{**BASE.__dict__, "paragraphs": BASE.paragraphs[:1]})
    theirs = changed(p2="乙改过")
    assert [p.text for p in merge(BASE, theirs, without).wording.paragraphs] == ["甲", "乙改过"]
    assert [c.mine for c in merge(BASE, without, theirs).conflicts] == ["乙改过"]


texts = st.dictionaries(
    st.sampled_from(["p1", "p2", "p3", "n1", "n2"]), st.text(string.ascii_lowercase, min_size=1, max_size=4)
)


@given(texts, texts)
@settings(max_examples=60, deadline=None)
def test_whatever_two_people_do_no_word_of_either_is_lost(mine, theirs):
    def made(texts: dict[str, str], new: str) -> Wording:
        body = [Paragraph(p.key, texts.get(p.key, p.text)) for p in BASE.paragraphs]
        body += [Paragraph(new + key, text) for key, text in sorted(texts.items()) if key.startswith("n")]
        return Wording(title=BASE.title, recipients=BASE.recipients, paragraphs=tuple(body))

    a, b = made(theirs, "a"), made(mine, "b")
    merged = merge(BASE, a, b)
    said = {p.text for p in merged.wording.paragraphs} | {c.mine for c in merged.conflicts}
    assert {p.text for p in (*a.paragraphs, *b.paragraphs) if p.text != BASE.text(p.key)} <= said


def test_two_clerks_save_at_once_through_the_verb(office, draft):
    before = draft.wording
    operations.keep_writing(
        draft, wording=before.with_text("p2", "一、加强值守。"), base=before, by=acting(office.li)
    )
    _document, merged = operations.keep_writing(
        fresh(draft), wording=before.with_text("p3", "二、报名单。"), base=before, by=acting(office.bai)
    )
    document = fresh(draft)
    assert (document.wording.text("p2"), document.wording.text("p3"), merged.conflicts) == (
        "一、加强值守。",
        "二、报名单。",
        (),
    )
    assert (document.authors["p2"], document.authors["p3"]) == ("李明", "白露")


def test_a_text_with_a_secrecy_mark_is_not_kept(office, draft):
    marked = draft.wording.with_text("p1", "机密★1年\n端午假期安排")
    with pytest.raises(LooksSecret):
        operations.keep_writing(draft, wording=marked, base=draft.wording, by=acting(office.li))
    assert fresh(draft).wording == draft.wording


def test_a_word_file_comes_back_as_a_new_version_and_keeps_the_paragraphs_it_kept(office, draft):
    file = docx.Document()
    for text in (
        draft.wording.title,
        draft.wording.recipients + "：",
        TEXT[0],
        TEXT[1],
        "二、按时报送名单。6月16日下班前报县政府办公室。",
        TEXT[3],
    ):
        file.add_paragraph(text)
    data = io.BytesIO()
    file.save(data)
    brought = from_word(data.getvalue(), "通知.docx", draft)
    version = operations.bring_in(draft, wording=brought, source="通知.docx", by=acting(office.bai))
    assert (version.number, [p.key for p in version.wording.paragraphs]) == (2, ["p1", "p2", "p3", "p4"])
    [one] = [
        c
        for c in compare(draft.versions.get(number=1).wording, version.wording, version.authors)
        if c.is_changed
    ]
    assert (one.key, one.by) == ("p3", "白露")


def test_a_draft_that_went_out_as_word_comes_back_the_same(office, draft):
    back = from_word(to_word(draft), "稿.docx", draft)
    assert (back.title, back.recipients, back.paragraphs) == (
        draft.wording.title,
        draft.wording.recipients,
        draft.wording.paragraphs,
    )


def test_paragraphs_pasted_together_are_parted_and_a_table_stays_one():
    assert paragraphs_of("一、甲\r\n\r\n  二、乙\n单位\t电话\n城建局\t1\n三、丙") == [
        "一、甲",
        "二、乙",
        "单位\t电话\n城建局\t1",
        "三、丙",
    ]
    assert keyed(["甲", "", "乙"], taken=["p7"]) == (Paragraph("p8", "甲"), Paragraph("p9", "乙"))
    assert [p.key for p in known(("乙", "丁"), BASE)] == ["p2", "p5"]


def test_last_years_text_moves_by_a_year():
    old = wording(
        "根据《通知》（岚政办发〔2025〕12号），2025年6月1日起执行。", title="关于2025年端午节放假的通知"
    )
    new = moved(old, years=1, today=moment.today())
    assert (new.title, new.paragraphs[0].text) == (
        "关于2026年端午节放假的通知",
        "根据《通知》（岚政办发〔2025〕12号），2026年6月1日起执行。",
    )
    assert [said for _key, said in days_left(new, old)] == ["岚政办发〔2025〕12号", "2026年6月1日"]


@pytest.mark.parametrize(
    ("recipient", "wants_answer", "kind"),
    [
        ("云泽市人民政府", True, DocumentKind.REQUEST), ("云泽市人民政府", False, DocumentKind.REPORT),
        ("邻县人民政府", True, DocumentKind.LETTER), ("城市管理局", False, DocumentKind.NOTICE),
        ("各乡镇人民政府", False, DocumentKind.NOTICE),
    ],
)  # fmt: skip
def test_the_kind_follows_from_who_it_goes_to_and_whether_an_answer_is_needed(
    office, recipient, wants_answer, kind
):
    assert decide(office.unit, recipient, wants_answer=wants_answer).kind == kind


def test_five_planted_errors_are_stopped_each_with_a_press_or_an_excuse(office):
    """A-19: a wrong weekday, an attachment not listed, an unwritten piece, no disclosure, a request in a report."""
    bad = operations.start_draft(
        by=acting(office.li), kind="report", recipients="云泽市人民政府", about="x",
        wording=wording(
            "现将防汛准备情况报告如下：", "一、物资情况。详见附件。6月18日（星期五）前完成清点。", "二、下一步……", "请予批准。",
            title="关于防汛准备情况的报告", recipients="云泽市人民政府",
        ),
    )  # fmt: skip
    errors = checking.open_errors(bad)
    rules = {one.rule for one in errors}
    assert {"weekday", "unwritten", "disclosure"} <= rules
    assert len(errors) >= 5
    with pytest.raises(Refused) as refused:
        operations.send_for_review(bad, by=acting(office.li))
    assert refused.value.code == "errors"
    weekday = next(one for one in errors if one.rule == "weekday")
    operations.mend(bad, weekday, by=acting(office.li))
    assert "weekday" not in {one.rule for one in checking.open_errors(fresh(bad))}
    rest = checking.open_errors(fresh(bad))
    operations.excuse(fresh(bad), rest[0], words="领导口头定的", by=acting(office.li))
    assert rest[0].mark not in {one.mark for one in checking.open_errors(fresh(bad))}
    assert all(one.why for one in errors)


def test_a_clean_notice_has_nothing_to_settle(office, draft):
    assert [(one.rule, one.why) for one in checking.open_errors(Document.objects.get(pk=draft.pk))] == []


def test_who_was_sent_it_last_time_is_asked_about(office, draft):
    Document.objects.filter(pk=draft.pk).update(state="issued")
    second = operations.start_draft(by=acting(office.li), precedent=fresh(draft), about="端午值班")
    fewer = second.wording.with_text("recipients", "各乡镇人民政府")
    operations.keep_writing(second, wording=fewer, base=second.wording, by=acting(office.li))
    asked = [one for one in checking.findings_of(fresh(second)) if one.rule == "recipient_of_last_time"]
    assert [one.quote for one in asked] == ["住房城乡建设局", "城市管理局"]
    operations.mend(fresh(second), asked[0], by=acting(office.li))
    assert fresh(second).wording.copies == "住房城乡建设局"
