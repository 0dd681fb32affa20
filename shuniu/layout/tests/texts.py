"""样文: texts of the invented county 青岚县 for the tests of the layout, and their pages as they came out."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from functools import lru_cache

from PIL import Image, ImageDraw

from shuniu.layout.glyphs import Glyph, Page, pages_of
from shuniu.layout.paper import Typeset, to_pdf
from shuniu.layout.text import (
    Attachment,
    Attendance,
    Issuer,
    Layout,
    OfficialText,
    Paragraph,
    Picture,
    Signing,
    Table,
)

AT = datetime(2026, 6, 12, 1, 0, tzinfo=UTC)
CELL, PITCH = 156 / 28, 225 / 22
OFFICE = "青岚县人民政府办公室"
WORDS = (
    "各单位要把汛期值守摆在突出位置，严格执行领导带班和专人值守制度，带班领导保持通信畅通，值守人员熟悉预案，"
    "遇有险情第一时间核实、第一时间报告、第一时间处置，坚决防止迟报、漏报、瞒报。"
)


def seal(across: float = 42.0, kind: str = "PNG") -> Picture:
    """A ring with a dot: enough of a seal to be found on the page."""
    image = Image.new("RGBA", (120, 120), (255, 255, 255, 0))
    ImageDraw.Draw(image).ellipse((2, 2, 117, 117), outline=(220, 0, 0, 255), width=4)
    out = io.BytesIO()
    image.save(out, kind)
    return Picture(out.getvalue(), across)


BODY = (
    Paragraph("为做好2026年汛期值守工作，现将有关事项通知如下："),
    Paragraph("", 1, "一、落实值守责任"),
    Paragraph(WORDS),
    Paragraph(WORDS, 2, "（一）主要负责人带班。"),
    Paragraph(WORDS, 3, "1.专人值守。"),
    Paragraph(WORDS, 4, "（1）交接清楚。"),
    Paragraph("", 1, "二、加强巡查检查"),
    Paragraph(WORDS),
)
NOTICE = OfficialText(
    title="青岚县人民政府办公室关于做好2026年汛期值守和应急管理工作的通知",
    document_kind="notice",
    mark=(OFFICE,),
    number="岚政办发〔2026〕31号",
    copy_number="000012",
    urgency="加急",
    recipients="各乡镇人民政府，县政府各部门、各直属机构",
    body=BODY,
    attachments=(
        Attachment("汛期值守电话表", (Paragraph(WORDS),)),
        Attachment("各乡镇防汛物资储备任务分解表", (Paragraph(WORDS), Paragraph(WORDS))),
    ),
    issuers=(Issuer(OFFICE, seal()),),
    doc_date=date(2026, 6, 11),
    note="此件公开发布",
    copies_to="县委办公室，县人大常委会办公室，县政协办公室，县监察委员会，县人民法院，县人民检察院",
    printer=OFFICE,
    print_date=date(2026, 6, 12),
)
LETTER = OfficialText(
    title="青岚县人民政府办公室关于商请支持城北水厂取水口防护工程建设的函",
    layout=Layout.LETTER,
    document_kind="letter",
    mark=(OFFICE,),
    mark_ending="",
    number="岚政办函〔2026〕8号",
    copy_number="000003",
    recipients="临川市水利局",
    body=(Paragraph(WORDS), Paragraph(WORDS), Paragraph(WORDS), Paragraph(WORDS)),
    issuers=(Issuer(OFFICE, seal()),),
    doc_date=date(2026, 6, 11),
    copies_to="县水利局",
)
ORDER = OfficialText(
    title="",
    layout=Layout.ORDER,
    document_kind="order",
    mark=("青岚县人民政府",),
    mark_ending="令",
    number="第5号",
    body=(
        Paragraph(
            "《青岚县城市绿化管理办法》已经2026年5月20日县人民政府第九次常务会议通过，现予公布，自2026年7月1日起施行。"
        ),
    ),
    signing=Signing.STAMPED,
    issuers=(Issuer("青岚县人民政府", post="青岚县人民政府县长", stamp=seal(30)),),
    doc_date=date(2026, 6, 11),
    printer=OFFICE,
    print_date=date(2026, 6, 12),
)
MINUTES = OfficialText(
    title="关于研究防汛抗旱准备工作的会议纪要",
    layout=Layout.MINUTES,
    document_kind="minutes",
    mark=("青岚县人民政府常务会议",),
    mark_ending="纪要",
    number="〔2026〕12号",
    body=BODY,
    signing=Signing.NONE,
    issuers=(Issuer(OFFICE),),
    doc_date=date(2026, 6, 11),
    attendance=(
        Attendance(
            "出席", "沈知行、林致远、周谨言、顾青禾、陆怀远、何文静、方一鸣、裴子衡、秦砚、马骁、林晚"
        ),
        Attendance("请假", "何文静"),
        Attendance("列席", "县水利局负责同志"),
    ),
    copies_to="县委办公室",
    printer=OFFICE,
    print_date=date(2026, 6, 12),
)
REQUEST = OfficialText(
    title="青岚县人民政府关于解决城北水厂取水口防护工程建设资金的请示",
    document_kind="request",
    mark=("青岚县人民政府",),
    number="岚政〔2026〕9号",
    signers=("陆怀远", "顾青禾", "沈行"),
    recipients="临川市人民政府",
    body=(Paragraph(WORDS), Paragraph(WORDS), Paragraph("妥否，请批示。")),
    issuers=(Issuer("青岚县人民政府", seal(45)),),
    doc_date=date(2026, 6, 11),
    note="联系人：方一鸣，电话：3301",
    printer="青岚县人民政府办公室",
    print_date=date(2026, 6, 12),
)


def wide_table(rows: int = 40, landscape: bool = True) -> Table:
    return Table(
        (
            ("序号", "任务", "牵头单位", "完成时限"),
            *((str(i), "取水口防护工程", "县水利局", "2026年6月") for i in range(1, rows + 1)),
        ),
        caption="任务分解表",
        unit="万元",
        landscape=landscape,
    )


@lru_cache(maxsize=64)
def paper(text: OfficialText, both_sides: bool = True) -> Typeset:
    return to_pdf(text, at=AT, both_sides=both_sides)


@lru_cache(maxsize=64)
def pages(text: OfficialText, both_sides: bool = True) -> tuple[Page, ...]:
    return pages_of(paper(text, both_sides).pdf)


def line(page: Page, beginning: str) -> tuple[Glyph, ...]:
    """The row that begins with these words; red names stand in rows of their own."""
    for row in page.rows():
        if "".join(g.char for g in row).startswith(beginning):
            return row
    raise AssertionError(f"no line begins with {beginning}: {page.words}")


def run(page: Page, words: str) -> tuple[Glyph, ...]:
    """These words wherever they stand in a row, as glyphs."""
    for row in page.rows():
        at = "".join(g.char for g in row).find(words)
        if at >= 0:
            return row[at : at + len(words)]
    raise AssertionError(f"not on the page: {words}: {page.words}")


def words(row: tuple[Glyph, ...]) -> str:
    return "".join(g.char for g in row)


def middle(row: tuple[Glyph, ...]) -> float:
    """Of the squares from the first to the last."""
    return (row[0].x + end(row)) / 2


def end(row: tuple[Glyph, ...]) -> float:
    """Where the square of the last character ends; half-width ones are half as wide."""
    last = row[-1]
    wide = last.size * 25.4 / 72
    return last.x + (wide if ord(last.char) > 0x2000 else last.right - last.x)


def at_line(k: int) -> float:
    """The top of line k of the text area, from the top of the paper."""
    return 37 + k * PITCH
