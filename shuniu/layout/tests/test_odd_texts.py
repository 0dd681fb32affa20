"""不齐全的、古怪的公文: half-written texts are set as far as they go, and nothing a person pastes stops the paper."""

from dataclasses import replace

import pytest

from shuniu.layout.docx_in import from_docx
from shuniu.layout.docx_out import to_docx
from shuniu.layout.paper import preview, to_pdf
from shuniu.layout.tests.texts import AT, NOTICE, pages, paper, seal, words
from shuniu.layout.text import (
    Attachment,
    Issuer,
    Layout,
    OfficialText,
    Paragraph,
    Picture,
    Signing,
    Table,
    from_json,
    to_json,
)
from shuniu.org.refusals import Refused

pytest.importorskip("typst")
ODD = {
    "nothing yet": OfficialText(title=""),
    "a title": OfficialText(title="关于值班的通知"),
    "no number": replace(NOTICE, number=""),
    "no red name": replace(NOTICE, mark=(), mark_ending=""),
    "no day": replace(NOTICE, doc_date=None, print_date=None),
    "no body": replace(NOTICE, body=()),
    "an empty table": replace(NOTICE, body=(Table(()),)),
    "rows of different length": replace(NOTICE, body=(Table((("一",), ("二", "三", "四"), ())),)),
    "more head than table": replace(NOTICE, body=(Table((("一", "二"),), header_rows=5),)),
    "attachments by name only": replace(NOTICE, attachments=(Attachment("清单"), Attachment("表"))),
    "a landscape table in the body": replace(
        NOTICE, body=(Table((("一", "二"),), landscape=True), Paragraph("完。"))
    ),
    "signed by nobody": replace(NOTICE, issuers=(), signing=Signing.SEALED),
    "an order with a title": replace(NOTICE, layout=Layout.ORDER, mark_ending="令", signing=Signing.STAMPED),
    "twelve bodies": replace(
        NOTICE,
        mark=tuple(f"青岚县第{i}局" for i in range(12)),
        issuers=tuple(Issuer(f"青岚县第{i}局") for i in range(12)),
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_a_text_that_is_not_whole_is_set_and_exported_as_far_as_it_goes(name):
    text = ODD[name]
    assert len(pages(text)) >= 1
    assert from_docx(to_docx(text)).layout in Layout
    assert from_json(to_json(text)) == text


def test_so_many_seals_that_no_page_holds_them_go_on_to_the_next():
    text = replace(
        NOTICE, attachments=(), issuers=tuple(Issuer(f"青岚县第{i}工作局办公室", seal()) for i in range(12))
    )
    seals = [m for page in pages(text) for m in page.marks if m.kind == "picture"]
    assert len(seals) == 12
    assert max(seal.bottom for seal in seals) <= 262
    assert "2026年6月11日" in "".join(page.words for page in pages(text))


def test_a_list_of_attachments_longer_than_a_page_loses_nothing():
    text = replace(NOTICE, attachments=tuple(Attachment(f"第{i}号防汛物资储备清单") for i in range(1, 31)))
    whole = "".join(page.words for page in pages(text))
    assert all(one.title in whole for one in text.attachments)
    for page in pages(text):
        assert max((row[-1].bottom for row in page.rows()), default=0) <= 272


def test_words_are_words_and_no_command_of_the_typesetter_or_of_word():
    said = '#read("/etc/passwd") *粗* $x$ <w:p/> &amp; \\ //注 `码` @谁 = 标题 + 一 ​末'
    text = replace(NOTICE, body=(Paragraph(said),), attachments=())
    whole = "".join(page.words for page in pages(text)).replace("\n", "")
    for part in ("#read(", "*粗*", "$x$", "<w:p/>", "&amp;", "`码`", "@谁"):
        assert part in whole.replace(" ", "")
    assert from_docx(to_docx(text)).body[0].words == said


def test_what_a_paste_brings_along_stops_neither_pdf_nor_word():
    text = replace(NOTICE, body=(Paragraph("甲\x00乙\x0b丙\x1f丁。"),), attachments=())
    assert "丁" in pages(text)[0].words
    assert from_docx(to_docx(text)).body[0].words == "甲乙丙丁。"


def test_a_character_that_no_font_has_is_said_and_the_paper_is_set_but_not_for_filing():
    text = replace(NOTICE, body=(Paragraph("甲\u0378乙，各单位抓好落实。"),), attachments=())
    done = paper(text)
    assert not done.for_filing
    assert any("\u0378" in told and "不能归档" in told for told in done.warnings)
    assert "各单位抓好落实" in pages(text)[0].words
    assert paper(NOTICE).for_filing


def test_an_address_without_a_place_to_break_does_not_run_off_the_paper():
    text = replace(
        NOTICE,
        body=(Paragraph("见https://qinglan.example/" + "duty-roster-of-the-county" * 6 + "。"),),
        attachments=(),
    )
    for row in pages(text)[0].rows():
        assert max(g.right for g in row) <= 184.6, words(row)


def test_a_seal_that_is_no_picture_is_refused_with_what_to_do():
    text = replace(NOTICE, issuers=(Issuer("青岚县人民政府", Picture(b"no picture")),))
    for way in (lambda: to_pdf(text, at=AT), lambda: preview(text)):
        with pytest.raises(Refused) as refused:
            way()
        assert refused.value.code == "seal_picture"
