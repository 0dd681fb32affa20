"""Every kind of paper gives its words, and every word its place."""

import shutil
import subprocess

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from openpyxl.chart import BarChart

from shuniu.files.arrivals import Stopped, open_arrival, plain_name
from shuniu.files.choices import MediaKind, Stage, TextSource
from shuniu.files.pages import Boxes, Page, Rectangle, locate
from shuniu.files.readers.numbering import numeral
from shuniu.files.recognition import recognise
from shuniu.files.tests import papers
from shuniu.files.tests.compound import compound, outlook, outlook_tree, word97
from shuniu.files.tests.papers import LINES, NOTICE

WRITTEN = {
    "通知.pdf": lambda: papers.pdf(NOTICE),
    "通知.docx": lambda: papers.word(),
    "通知.txt": lambda: NOTICE.encode(),
    "通知 国标.txt": lambda: NOTICE.encode("gb18030"),
    "通知 宽字节.txt": lambda: NOTICE.encode("utf-16"),
    "通知 宽字节无头.txt": lambda: NOTICE.encode("utf-16-le"),
    "通知.rtf": lambda: papers.rich_text(),
    "通知.ofd": lambda: papers.version_pages(NOTICE),
    "通知.html": lambda: f"<html><body>{''.join(f'<p>{line}</p>' for line in LINES)}</body></html>".encode(),
    "通知 国标.html": lambda: (
        f"<html><meta charset=gb2312><body>{''.join(f'<p>{line}</p>' for line in LINES)}</body></html>".encode(
            "gbk"
        )
    ),
    "通知.eml": lambda: papers.mail("汛前排查", NOTICE),
    "通知.msg": lambda: outlook("汛前排查", NOTICE),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_the_words_of_a_written_paper_come_out_line_by_line(name):
    assert open_arrival(WRITTEN[name](), name).text.strip().split("\n") == LINES


@pytest.mark.parametrize("name", ["通知.pdf", "通知.ofd"])
def test_a_passage_of_a_page_has_its_place(name):
    arrival = open_arrival(WRITTEN[name](), name)
    start = arrival.text.index("6月20日")
    [(number, place)] = arrival.rectangles(start, start + 5)
    [(_number, whole)] = arrival.rectangles(arrival.text.index("请于"), arrival.text.index("。"))
    assert number == 1
    assert whole.left < place.left < whole.left + whole.width
    assert whole.top <= place.top < place.top + place.height <= whole.top + whole.height + 1e-5


def test_places_are_the_same_fractions_on_a_page_that_lies_on_its_side():
    upright, turned = (
        open_arrival(papers.pdf(NOTICE), "a.pdf"),
        open_arrival(papers.pdf(NOTICE, turned=90), "a.pdf"),
    )
    [first], [second] = locate(upright.pages[0], 0, 1), locate(turned.pages[0], 0, 1)
    assert (round(second.top, 3), round(second.height, 3)) == (round(first.left, 3), round(first.width, 3))


def test_a_passage_over_two_pages_has_a_place_on_each():
    arrival = open_arrival(papers.pdf("第一页末尾", "第二页开头"), "a.pdf")
    assert [number for number, _place in arrival.rectangles(0, len(arrival.text))] == [1, 2]


def test_a_passage_outside_the_text_has_no_place():
    page = open_arrival(papers.pdf("一行"), "a.pdf").pages[0]
    assert (locate(page, 50, 60), locate(page, -5, 0)) == ([], [])


def test_places_survive_the_way_to_the_database_and_back():
    boxes = Boxes.of([(0.1, 0.2, 0.3, 0.4), None])
    assert (Boxes.unpack(boxes.pack()), len(boxes), Boxes.unpack(b"")) == (boxes, 2, Boxes())


def test_two_lines_make_two_rectangles():
    page = open_arrival(papers.pdf("第一行\n第二行"), "a.pdf").pages[0]
    assert [type(place) for place in locate(page, 0, len(page.text))] == [Rectangle, Rectangle]


def test_tables_are_rows_between_bars():
    table = [["序号", "任务", "牵头单位"], ["1", "排查隐患", "水利局"]]
    rows = "序号 | 任务 | 牵头单位\n1 | 排查隐患 | 水利局"
    assert open_arrival(papers.word("", table=table), "a.docx").text.strip() == rows
    assert open_arrival(papers.sheet(table), "a.xlsx").text == rows
    assert open_arrival(papers.old_sheet(table), "a.xls").text == rows
    assert open_arrival("\n".join(",".join(row) for row in table).encode("gbk"), "a.csv").text == rows


def test_cells_read_as_the_sheet_shows_them():
    from datetime import date, datetime

    rows = [[3, 4.5, date(2026, 6, 20), datetime(2026, 6, 20, 9, 30), True, None, "两\n行"]]
    assert (
        open_arrival(papers.sheet(rows), "a.xlsx").text
        == "3 | 4.5 | 2026-06-20 | 2026-06-20 09:30 | 是 |  | 两 行"
    )


def test_numbers_that_word_only_shows_are_written_out():
    paper = docx.Document()
    levels = {"0": ("chineseCounting", "%1、"), "1": ("chineseCounting", "（%2）"), "2": ("decimal", "%3.")}
    numbering = paper.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for level, (form, text) in levels.items():
        node = OxmlElement("w:lvl")
        node.set(qn("w:ilvl"), level)
        for name, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text)):
            child = OxmlElement(name)
            child.set(qn("w:val"), value)
            node.append(child)
        abstract.append(node)
    numbering.insert(0, abstract)
    numbering.add_num(77)
    number = numbering.num_lst[-1].numId
    for level, text in [
        (0, "总体要求"),
        (1, "排查"),
        (2, "水库"),
        (2, "河道"),
        (1, "整改"),
        (0, "工作安排"),
        (1, "部署"),
    ]:
        properties = paper.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number
    assert open_arrival(papers._saved(paper), "a.docx").text.split("\n") == [
        "一、总体要求", "（一）排查", "1.水库", "2.河道", "（二）整改", "二、工作安排", "（一）部署",
    ]  # fmt: skip


def test_chinese_numerals_count_as_word_counts():
    assert [numeral(n, "chineseCounting") for n in (1, 10, 11, 20, 21, 105, 110, 112)] == [
        "一", "十", "十一", "二十", "二十一", "一百零五", "一百一十", "一百一十二",
    ]  # fmt: skip
    assert [numeral(4, form) for form in ("upperRoman", "lowerLetter", "decimalEnclosedCircle")] == [
        "IV",
        "d",
        "④",
    ]


def test_a_mail_brings_its_facts_and_everything_attached():
    data = papers.mail(
        "汛前排查",
        NOTICE,
        {"附件1.docx": papers.word("附件一"), "照片包.zip": papers.packed({"说明.txt": "说明".encode()})},
    )
    arrival = open_arrival(data, "来信.eml")
    assert arrival.facts == {
        "subject": "汛前排查",
        "sender": "王珂 <wangke@shuiliju.example>",
        "recipients": "青岚县人民政府办公室 <bgs@qinglan.example>",
        "sent": "2026-06-11 08:30",
    }
    assert [(part.name, part.kind, part.depth) for part in arrival.walk()] == [
        ("来信.eml", MediaKind.EML, 0),
        ("附件1.docx", MediaKind.DOCX, 1),
        ("照片包.zip", MediaKind.ZIP, 1),
        ("说明.txt", MediaKind.TEXT, 2),
    ]


def test_a_mail_written_by_an_old_program_is_read():
    data = (
        b"From: =?gb2312?B?" + __import__("base64").b64encode("王珂".encode("gbk")) + b"?= <w@a.example>\r\n"
        b"Subject: " + "汛前排查".encode("gbk") + b"\r\nDate: Thu, 11 Jun 2026 08:30:00 +0800\r\n"
        b"Content-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + NOTICE.encode("gbk")
    )
    arrival = open_arrival(data, "a.eml")
    assert (arrival.facts["subject"], arrival.facts["sender"]) == ("汛前排查", "王珂 <w@a.example>")
    assert arrival.text.split("\n") == LINES


def test_a_mail_that_is_only_a_page_is_stripped_to_its_words():
    data = papers.mail(
        "汛前排查", "请用新版程序查看", page=f"<style>p{{}}</style><p>{'<p>'.join(LINES)}<script>x()</script>"
    )
    assert open_arrival(data, "a.eml").text.split("\n") == LINES


def test_an_outlook_mail_inside_an_outlook_mail_is_read():
    data = outlook(
        "转：汛前排查",
        "请阅",
        attachments={
            "原信.msg": outlook_tree("汛前排查", NOTICE, inner=True),
            "表.xlsx": papers.sheet([["一"]]),
        },
    )
    arrival = open_arrival(data, "a.msg")
    assert arrival.facts["sent"] == "2026-06-09 18:13"
    assert [(part.kind, part.text) for part in arrival.parts] == [
        (MediaKind.MSG, NOTICE),
        (MediaKind.XLSX, "一"),
    ]


def test_names_in_an_archive_are_read_in_the_encoding_of_the_sender():
    for encoding in ("utf-8", "gbk"):
        data = papers.packed({"材料/汛前排查通知.txt": NOTICE.encode(), "材料/": b""}, encoding=encoding)
        assert [part.name for part in open_arrival(data, "a.zip").parts] == ["汛前排查通知.txt"]


def test_what_is_attached_to_a_pdf_comes_along():
    arrival = open_arrival(papers.pdf(NOTICE, attached={"附表.xlsx": papers.sheet([["甲", "乙"]])}), "a.pdf")
    assert [(part.name, part.text) for part in arrival.parts] == [("附表.xlsx", "甲 | 乙")]


def test_a_wrong_name_is_said_and_not_trusted():
    arrival = open_arrival(papers.pdf(NOTICE), "通知.docx")
    assert (arrival.kind, arrival.notes) == (
        MediaKind.PDF,
        ("名字写的是 .docx，内容其实是PDF 文件，按内容读了。",),
    )


def test_kinds_are_told_by_content():
    assert {
        recognise(papers.pdf("一")): MediaKind.PDF,
        recognise(papers.word("一")): MediaKind.DOCX,
        recognise(papers.sheet([["一"]])): MediaKind.XLSX,
        recognise(papers.old_sheet([["一"]])): MediaKind.XLS,
        recognise(outlook("一", "二")): MediaKind.MSG,
        recognise(word97("一")): MediaKind.DOC,
        recognise(papers.version_pages("一")): MediaKind.OFD,
        recognise(papers.packed({"a": b"b"})): MediaKind.ZIP,
        recognise(papers.mail("一", "二")): MediaKind.EML,
        recognise(papers.rich_text()): MediaKind.RTF,
        recognise(compound({"EncryptedPackage": b"1"})): MediaKind.ENCRYPTED_OFFICE,
        recognise(compound({"PowerPoint Document": b"1"})): MediaKind.OTHER_OFFICE,
        recognise(bytes(range(256)) * 20): MediaKind.UNKNOWN,
    } == {kind: kind for kind in MediaKind if kind not in _NOT_IN_THIS_LIST}


_NOT_IN_THIS_LIST = {
    MediaKind.PNG, MediaKind.JPEG, MediaKind.TIFF, MediaKind.WEBP, MediaKind.BMP, MediaKind.GIF, MediaKind.PPTX,
    MediaKind.HTML, MediaKind.CSV, MediaKind.TEXT, MediaKind.RAR, MediaKind.SEVEN_ZIP, MediaKind.GZIP,
}  # fmt: skip


def test_a_name_is_only_a_name():
    assert [plain_name(name) for name in ("../../etc/passwd", "C:\\材料\\通知.docx", "a\x00b<>.txt", "", "..", "字" * 300 + ".pdf")] == [
        "passwd", "通知.docx", "ab.txt", "未命名", "未命名", "字" * 196 + ".pdf",
    ]  # fmt: skip


def test_progress_is_told_in_small_steps_and_can_be_stopped():
    told = []
    open_arrival(papers.pdf("一页", "二页"), "a.pdf", on_progress=lambda *step: told.append(step))
    assert told == [
        (Stage.TAKE_IN, 0, 1), (Stage.RECOGNISE, 0, 1), (Stage.READ_TEXT, 0, 1), (Stage.READ_TEXT, 1, 2), (Stage.READ_TEXT, 2, 2),
    ]  # fmt: skip

    def stop(stage, done, total):
        if done == 1:
            raise Stopped

    with pytest.raises(Stopped):
        open_arrival(papers.packed({"a.pdf": papers.pdf("一页", "二页")}), "a.zip", on_progress=stop)


@pytest.mark.converter
def test_an_old_word_paper_is_converted_where_the_converter_is():
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    from shuniu.files.readers.legacy import convert

    assert (
        open_arrival(convert(papers.rich_text(), "rtf", seconds=60), "a.docx").text.strip().split("\n")
        == LINES
    )
    arrival = open_arrival(word97(NOTICE), "通知.wps")
    assert (arrival.kind, arrival.text.split("\n")) == (MediaKind.DOC, LINES)


def test_a_written_page_says_where_its_words_come_from():
    assert [open_arrival(WRITTEN[name](), name).pages[0].source for name in ("通知.pdf", "通知.docx", "通知.ofd")] == [
        TextSource.LAYER, TextSource.BODY, TextSource.LAYER,
    ]  # fmt: skip


def test_words_in_a_text_box_are_read_before_their_paragraph():
    paper = docx.Document()
    paper.add_paragraph(NOTICE)
    box = "<w:txbxContent><w:p><w:r><w:t>青岚县水利局文件</w:t></w:r></w:p></w:txbxContent>"
    paper.paragraphs[0]._p.append(
        parse_xml(
            '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
            f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>'
        )
    )
    assert open_arrival(papers._saved(paper), "a.docx").text.split("\n") == ["青岚县水利局文件", *LINES]


def test_a_word_paper_of_the_strict_dialect_or_with_an_odd_inner_name_is_read():
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    members = papers.unpacked(papers.word())
    strict = {
        name: data.replace(usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        for name, data in members.items()
    }
    odd = {
        name.replace("word/document.xml", "word/document2.xml"): data.replace(
            b"document.xml", b"document2.xml"
        )
        for name, data in members.items()
    }
    assert [open_arrival(papers.packed(paper), "a.docx").text.split("\n") for paper in (strict, odd)] == [
        LINES,
        LINES,
    ]


def test_hidden_sheets_are_read_and_sheets_of_plots_are_no_hindrance():
    book = openpyxl.Workbook()
    book.active.append(["甲", 1])
    book.create_chartsheet("图").add_chart(BarChart())
    hidden = book.create_sheet("备用")
    hidden.append(["乙", 2])
    hidden.sheet_state = "hidden"
    arrival = open_arrival(papers._saved(book), "a.xlsx")
    assert [(page.title, page.text) for page in arrival.pages] == [("Sheet", "甲 | 1"), ("备用", "乙 | 2")]


def test_slides_are_pages():
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    slides = {
        f"ppt/slides/slide{n}.xml": f"<s {space}><a:p><a:r><a:t>第{n}张</a:t></a:r></a:p></s>".encode()
        for n in (10, 2, 1)
    }
    arrival = open_arrival(
        papers.packed({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>", **slides}), "a.pptx"
    )
    assert (arrival.kind, [page.text for page in arrival.pages]) == (
        MediaKind.PPTX,
        ["第1张", "第2张", "第10张"],
    )


def test_characters_no_database_takes_are_replaced_one_by_one():
    page = Page(1, "甲\x00乙\ud800丙", TextSource.LAYER)
    assert page.text == "甲\ufffd乙\ufffd丙"


@pytest.mark.converter
def test_a_pdf_made_by_an_office_program_has_no_spaces_nobody_wrote(tmp_path):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "a.docx").write_bytes(papers.word())
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run(
        [*command, "--outdir", tmp_path, tmp_path / "a.docx"], check=True, capture_output=True, timeout=90
    )
    assert open_arrival((tmp_path / "a.pdf").read_bytes(), "a.pdf").text.split("\n") == LINES
