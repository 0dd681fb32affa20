"""Word 出和进: what a word processor is told is what the standard says, and what comes back is what went out."""

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from shuniu.layout.docx_in import from_docx
from shuniu.layout.docx_out import to_docx
from shuniu.layout.tests.texts import (
    BODY,
    LETTER,
    MINUTES,
    NOTICE,
    OFFICE,
    ORDER,
    REQUEST,
    WORDS,
    seal,
    wide_table,
)
from shuniu.layout.text import Attachment, Issuer, Layout, Paragraph, Signing, plain_text
from shuniu.org.refusals import Refused

ALL = {"notice": NOTICE, "letter": LETTER, "order": ORDER, "minutes": MINUTES, "request": REQUEST}
JOINT = replace(
    NOTICE,
    mark=("青岚县财政局", "青岚县水利局", "青岚县农业农村局"),
    issuers=tuple(Issuer(name, seal()) for name in ("青岚县财政局", "青岚县水利局", "青岚县农业农村局")),
)


def opened(text):
    return docx.Document(io.BytesIO(to_docx(text)))


def paragraph(document, beginning):
    return next(p for p in document.paragraphs if p.text.startswith(beginning))


def indent(one, name):
    return one._p.pPr.find(qn("w:ind")).get(qn(f"w:{name}"))


def face(run):
    return run._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")), run.font.size.pt


def test_page_margins_and_grid_are_those_of_the_standard():
    section = opened(NOTICE).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    edges = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(edge.mm) for edge in edges] == [37, 28, 26, 35]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert 575 <= int(grid.get(qn("w:linePitch"))) <= 585
    assert -860 <= int(grid.get(qn("w:charSpace"))) <= -830


def test_every_element_has_its_face_size_and_indent_in_characters():
    document = opened(NOTICE)
    body = paragraph(document, "为做好2026")
    assert face(body.runs[0]) == ("仿宋_GB2312", 16)
    assert indent(body, "firstLineChars") == "200"
    assert body._p.pPr.find(qn("w:spacing")).get(qn("w:lineRule")) == "exact"
    title = next(p for p in document.paragraphs if p.style.name == "Title")
    assert face(title.runs[0]) == ("方正小标宋简体", 22)
    assert title.alignment == 1
    assert title.text.replace("\n", "") == NOTICE.title
    assert face(paragraph(document, "一、落实").runs[0]) == ("黑体", 16)
    assert [face(run)[0] for run in paragraph(document, "（一）").runs] == ["楷体_GB2312", "仿宋_GB2312"]
    assert [p.style.name for p in document.paragraphs if p.style.name.startswith("Heading")] == [
        "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Heading 1",
    ]  # fmt: skip
    assert indent(paragraph(document, "2026年6月11日"), "rightChars") == "400"
    mark = paragraph(document, OFFICE + "文件")
    assert str(mark.runs[0].font.color.rgb) == "FF0000"


def test_page_numbers_stand_on_the_outer_side_and_the_first_page_of_a_letter_has_none():
    document = opened(NOTICE)
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    assert section.footer.paragraphs[0].text.startswith("— ")
    assert indent(section.footer.paragraphs[0], "rightChars") == "100"
    assert indent(section.even_page_footer.paragraphs[0], "leftChars") == "100"
    letter = opened(LETTER).sections[0]
    assert letter.different_first_page_header_footer
    assert letter.first_page_footer.paragraphs[0].text == ""
    frame = opened(LETTER).paragraphs[0]._p.pPr.find(qn("w:framePr"))
    assert (frame.get(qn("w:vAnchor")), round(int(frame.get(qn("w:y"))) / 56.7)) == ("page", 30)


def test_the_record_block_is_a_framed_table_at_the_foot_with_its_three_lines():
    table = opened(NOTICE).tables[-1]
    place = table._tbl.tblPr.find(qn("w:tblpPr"))
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    edges = table._tbl.tblPr.find(qn("w:tblBorders"))
    assert edges.find(qn("w:top")).get(qn("w:sz")) == edges.find(qn("w:bottom")).get(qn("w:sz")) == "8"
    assert table.rows[-1].cells[0]._tc.tcPr.find(qn("w:tcBorders")).find(qn("w:top")).get(qn("w:sz")) == "6"
    assert face(table.rows[0].cells[0].paragraphs[0].runs[0]) == ("仿宋_GB2312", 14)


def test_a_landscape_table_has_a_section_of_its_own_and_the_text_goes_on_upright():
    text = replace(NOTICE, attachments=(Attachment("任务分解表", (wide_table(5), Paragraph(WORDS))),))
    document = opened(text)
    assert [section.page_width > section.page_height for section in document.sections] == [False, True, False]
    heads = [t.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for t in document.tables[:1]]
    assert heads == [True]


@pytest.mark.parametrize(
    "text", [*ALL.values(), JOINT, replace(REQUEST, signing=Signing.UNSEALED)], ids=range(7)
)
def test_properties_stand_in_the_order_of_the_schema(text):
    """Word refuses to open what LibreOffice forgives."""
    order = [
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "framePr",
        "widowControl",
        "pBdr",
        "tabs",
        "kinsoku",
        "overflowPunct",
        "autoSpaceDE",
        "autoSpaceDN",
        "snapToGrid",
        "spacing",
        "ind",
        "jc",
        "sectPr",
    ]
    runs = ["rStyle", "rFonts", "b", "color", "spacing", "w", "kern", "sz", "szCs"]
    root = opened(text).element
    for name, wanted in (("w:pPr", order), ("w:rPr", runs)):
        for properties in root.iter(qn(name)):
            found = [etree.QName(child).localname for child in properties if child.tag != qn("w:rPr")]
            assert found == sorted(found, key=wanted.index), found


@pytest.mark.parametrize("name", ALL)
def test_what_went_out_comes_back_the_same(name):
    text = ALL[name]
    back = from_docx(to_docx(text))
    if name == "letter":
        text = replace(text, printer="", print_date=None)
    assert plain_text(back) == plain_text(text)
    assert back.layout == text.layout
    assert [(b.level, b.heading) for b in back.body] == [(b.level, b.heading) for b in text.body]
    assert back.copy_number == text.copy_number


def test_names_signed_together_and_tables_come_back():
    text = replace(JOINT, body=(*BODY, wide_table(3, landscape=False)), attachments=())
    back = from_docx(to_docx(text))
    assert back.mark == text.mark
    assert [issuer.name for issuer in back.issuers] == [issuer.name for issuer in text.issuers]
    assert back.body[-1].rows == text.body[-1].rows


def test_a_text_that_knows_no_styles_is_taken_apart_by_its_form():
    document = docx.Document()
    for words in (
        "青岚县人民政府办公室关于开展安全检查的通知", "各乡镇人民政府：", "现就有关事项通知如下。", "一、检查范围", "（一）在建工地。全面检查。",
        "1.检查时间为2026年6月", "附件：检查表", "青岚县人民政府办公室", "2026年6月11日", "（此件公开发布）",
    ):  # fmt: skip
        document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    text = from_docx(out.getvalue())
    assert (text.title, text.recipients) == ("青岚县人民政府办公室关于开展安全检查的通知", "各乡镇人民政府")
    assert [(b.level, b.heading, b.words) for b in text.body] == [
        (0, "", "现就有关事项通知如下。"),
        (1, "一、检查范围", ""),
        (2, "（一）在建工地。", "全面检查。"),
        (3, "1.检查时间为2026年6月", ""),
    ]
    assert [one.title for one in text.attachments] == ["检查表"]
    assert ([i.name for i in text.issuers], str(text.doc_date), text.note) == (
        [OFFICE],
        "2026-06-11",
        "此件公开发布",
    )


def test_words_without_any_form_are_kept_as_the_body():
    document = docx.Document()
    document.add_paragraph("今天上午看了三处工地，下午接着看。")
    document.add_paragraph("2026年13月41日")
    out = io.BytesIO()
    document.save(out)
    text = from_docx(out.getvalue())
    assert [b.words for b in text.body] == ["今天上午看了三处工地，下午接着看。", "2026年13月41日"]
    assert text.layout == Layout.ORDINARY


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"{\\rtf1 hello}"])
def test_what_is_no_word_file_is_refused_with_what_to_do(data):
    with pytest.raises(Refused) as refused:
        from_docx(data)
    assert "另存为 .docx" in refused.value.reason


@pytest.mark.parametrize(
    ("text", "seals"), [(NOTICE, 1), (JOINT, 3), (ORDER, 1)], ids=["one", "three", "stamp"]
)
def test_seals_float_over_their_names_and_push_no_line_away(text, seals):
    anchors = list(opened(text).element.iter(qn("wp:anchor")))
    assert len(anchors) == seals
    for anchor in anchors:
        parts = [etree.QName(child).localname for child in anchor]
        assert parts[:6] == ["simplePos", "positionH", "positionV", "extent", "wrapNone", "docPr"]
        assert [anchor[1].get("relativeFrom"), anchor[2].get("relativeFrom")] == ["column", "paragraph"]
        assert anchor.get("behindDoc") == "0"


def test_properties_of_tables_stand_in_the_order_of_the_schema():
    order = [
        "tblStyle",
        "tblpPr",
        "tblOverlap",
        "tblW",
        "jc",
        "tblInd",
        "tblBorders",
        "tblLayout",
        "tblCellMar",
        "tblLook",
    ]
    text = replace(JOINT, body=(*BODY, wide_table(3, landscape=False)))
    for properties in opened(text).element.iter(qn("w:tblPr")):
        found = [etree.QName(child).localname for child in properties]
        assert found == sorted(found, key=order.index)
