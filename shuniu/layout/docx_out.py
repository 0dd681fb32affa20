"""导出 Word: the same text as a DOCX that Word and WPS open with the measures of the standard.

The PDF is the paper; this is the form that goes on being written elsewhere. What a word processor decides by itself
(where pages end, whether a page has room for the record block) is left to it.
"""

from __future__ import annotations

import io
import math
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn

from shuniu.layout import word
from shuniu.layout.docx_tail import write_record, write_signature
from shuniu.layout.setting import Head, date_in_head, head_of, shown_mark
from shuniu.layout.text import (
    Attachment,
    Block,
    Layout,
    OfficialText,
    Paragraph,
    Side,
    Table,
    date_words,
    plain_words,
)
from shuniu.layout.titles import title_lines
from shuniu.layout.word import LINE_PITCH, TEXT_WIDTH, face_of, shape, write

_LEVEL_FACES = ("fangsong", "hei", "kai", "fangsong", "fangsong")
_SIDES = {Side.INDENTED: "both", Side.FLUSH: "both", Side.CENTRED: "center", Side.RIGHT: "right"}
TITLE_STYLE = "Title"


def to_docx(text: OfficialText) -> bytes:
    """导出 Word (.docx): styles for the title and the four levels, so that its outline shows in a word processor."""
    document = docx.Document()
    _prepare(document, text)
    names = [*text.mark, *(issuer.name for issuer in text.issuers)]
    lines = title_lines(text.title, names)
    _head(document, text, head_of(text, len(lines)))
    if lines:
        _title(document, lines)
    if text.recipients and not text.recipients_in_record:
        write(shape(document.add_paragraph()), text.recipients + "：")
    write_blocks(document, text.body)
    _attachment_note(document, text.attachments)
    write_signature(document, text)
    for index, listed in enumerate(text.attendance):
        if index == 0:
            _empty(document)
        one = shape(document.add_paragraph(), left=5, hanging=3)
        write(one, listed.label + "：", "hei")
        write(one, listed.names)
    for index, attachment in enumerate(text.attachments):
        if attachment.blocks:
            _attachment(document, text.label_of(index), attachment, names)
    write_record(document, text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def write_blocks(document: Any, blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        if isinstance(block, Paragraph):
            _paragraph(document, block)
        elif block.landscape:
            _new_section(document, landscape=True)
            _table(document, block, 13_889)
            _new_section(document, landscape=False)
        else:
            _table(document, block, TEXT_WIDTH)


def _prepare(document: Any, text: OfficialText) -> None:
    for paragraph in list(document.paragraphs):
        paragraph._p.getparent().remove(paragraph._p)
    normal = document.styles["Normal"]
    face_of(normal.element.get_or_add_rPr(), "fangsong", 32)
    for level, face in enumerate(_LEVEL_FACES[1:], 1):
        face_of(document.styles[f"Heading {level}"].element.get_or_add_rPr(), face, 32)
    title = document.styles[TITLE_STYLE].element
    face_of(title.get_or_add_rPr(), "title", 44)
    for border in title.iter(qn("w:pBdr")):
        border.getparent().remove(border)
    document.settings.odd_and_even_pages_header_footer = True
    document.core_properties.title = plain_words(text.one_line_title)[:255]
    document.core_properties.author = plain_words(text.issuers[0].name)[:255] if text.issuers else ""
    document.core_properties.comments = ""
    section = document.sections[0]
    word.set_page(section)
    word.page_number(shape(section.footer.paragraphs[0], side="right", right=1, line=360, unit=280))
    word.page_number(shape(section.even_page_footer.paragraphs[0], side="left", left=1, line=360, unit=280))
    if text.layout == Layout.LETTER:
        section.different_first_page_header_footer = True
        shape(
            section.first_page_footer.paragraphs[0], line=20, before=120,
            border={"bottom": {"val": "thinThickSmallGap", "sz": 24, "space": 0, "color": word.RED}},
        )  # fmt: skip
        _reach_out(section.first_page_footer.paragraphs[0])


def _reach_out(paragraph: Any) -> None:
    """The lines of a letter are 170 mm wide, 8 mm out of the text on the left and 6 on the right."""
    indent = paragraph._p.pPr.find(qn("w:ind"))
    for key in list(indent.attrib):
        del indent.attrib[key]
    indent.set(qn("w:left"), "-454")
    indent.set(qn("w:right"), "-340")


def _empty(document: Any, lines: int = 1) -> None:
    for _ in range(lines):
        shape(document.add_paragraph())


def _head(document: Any, text: OfficialText, head: Head) -> None:
    letter = text.layout == Layout.LETTER
    corner = [
        (face, words) for face, words in (("fangsong", text.copy_number), ("hei", text.urgency)) if words
    ]
    if not letter:
        for face, words in corner:
            write(shape(document.add_paragraph()), words, face)
    _mark(document, text, head, used=0 if letter else len(corner))
    if letter:
        first = corner[0][1] if corner else ""
        one = shape(document.add_paragraph(), before=278)
        word.tab_at(one, TEXT_WIDTH, "right")
        write(one, f"{first}\t{text.number}")
        for face, words in corner[1:]:
            write(shape(document.add_paragraph()), words, face)
        _empty(document, 2)
        return
    if not text.number and not text.signers:
        _empty(document, 2 if text.mark else 0)
        return
    if text.mark:
        _empty(document, 2)
    _number(document, text)
    if date_in_head(text):
        one = shape(document.add_paragraph(), left=1, right=1, side="left")
        word.tab_at(one, TEXT_WIDTH - 320, "right")
        write(one, f"{text.issuers[0].name if text.issuers else ''}\t{date_words(text.doc_date)}")
    if text.layout != Layout.ORDER:
        # The red line, 4 mm under the number.
        shape(
            document.add_paragraph(), before=227, line=20,
            border={"top": {"val": "single", "sz": 9, "space": 0, "color": word.RED}},
        )  # fmt: skip
    _empty(document, 2)


def _number(document: Any, text: OfficialText) -> None:
    if not text.signers:
        write(shape(document.add_paragraph(), side="center"), text.number)
        return
    rows = math.ceil(len(text.signers) / 2)
    for row in range(rows):
        one = shape(document.add_paragraph(), left=1, right=1, side="left")
        word.tab_at(one, TEXT_WIDTH - 320 - (7 if len(text.signers) > 1 else 3) * 320, "left")
        last = row == rows - 1
        write(one, (text.number if last else "") + "\t")
        if row == 0:
            word.tab_at(one, TEXT_WIDTH - 320 - (11 if len(text.signers) > 1 else 7) * 320, "left")
            one.runs[-1].text = (text.number if last else "") + "\t"
            write(one, "签发人：")
        write(one, "　".join(text.signers[2 * row : 2 * row + 2]), "kai")


def _mark(document: Any, text: OfficialText, head: Head, used: int) -> None:
    names = shown_mark(text)
    if not names:
        return
    letter = text.layout == Layout.LETTER
    top = round(head.mark_top_mm * 56.693) - 2098
    before = max(top - used * LINE_PITCH, 0)
    ending = "" if letter else text.mark_ending
    longest = max(len(name) for name in names)
    if len(names) == 1:
        whole = names[0] + ending
        size = max(24, min(head.mark_height_pt * 1.05, 1.6 * 442 / len(whole)))
        narrow = min(100, round(100 * 440 / (len(whole) * size)))
        one = shape(
            document.add_paragraph(), side="center", before=before, line=round(head.mark_height_pt * 20)
        )
        run = write(one, whole, "title", round(size) * 2, red=True, closer=False)
        _scale(run, narrow)
        if letter:
            # In a frame, because it begins above the text area; as wide as its double line.
            shape(
                one, side="center", line=round(head.mark_height_pt * 20),
                border={"bottom": {"val": "thickThinSmallGap", "sz": 24, "space": 11, "color": word.RED}},
                frame={"w": 9638, "wrap": "notBeside", "vAnchor": "page", "hAnchor": "page", "xAlign": "center", "y": 1701},
            )  # fmt: skip
        return
    if before:
        shape(document.add_paragraph(), line=before)
    each = head.mark_height_pt / len(names)
    table = document.add_table(rows=len(names), cols=2)
    word.cells(table, [6744, 2100])
    word.borders(table)
    word.ordered(table)
    size = round(min(each * 0.76, 330 / longest))
    for row, name in zip(table.rows, names, strict=True):
        one = shape(row.cells[0].paragraphs[0], side="distribute", line=round(each * 20))
        write(one, name, "title", size * 2, red=True, closer=False)
    beside = table.cell(0, 1).merge(table.cell(len(names) - 1, 1))
    beside.vertical_alignment = 1
    one = shape(beside.paragraphs[0], side="center", line=round(min(each * 1.6, 46) * 20))
    write(one, ending, "title", round(min(each * 1.4, 42)) * 2, red=True, closer=False)


def _scale(run: Any, percent: int) -> None:
    if percent < 100:
        run._r.rPr.find(qn("w:kern")).addprevious(word.element("w:w", val=percent))


def _title(document: Any, lines: tuple[str, ...]) -> None:
    one = document.add_paragraph(style=TITLE_STYLE)
    shape(one, side="center", keep_next=True)
    # The title stays one paragraph: its line ends are soft.
    write(one, "\n".join(lines), "title", 44, closer=False)
    _empty(document)


def _paragraph(document: Any, block: Paragraph) -> None:
    own_line = bool(block.heading) and not block.words
    one = document.add_paragraph(style=f"Heading {block.level}" if block.level and block.heading else None)
    shape(
        one, first=2 if block.side == Side.INDENTED else 0, side=_SIDES[block.side], keep_next=own_line,
    )  # fmt: skip
    if block.heading:
        write(one, block.heading, _LEVEL_FACES[block.level])
    if block.words:
        write(one, block.words)


def _table(document: Any, block: Table, width: int) -> None:
    columns = max(len(row) for row in block.rows) if block.rows else 1
    if block.caption:
        write(
            shape(document.add_paragraph(), side="center", keep_next=True),
            block.caption,
            "hei",
            28,
            closer=False,
        )
    if block.unit:
        write(
            shape(document.add_paragraph(), side="right", keep_next=True, line=400),
            f"单位：{block.unit}",
            "fangsong",
            24,
            closer=False,
        )
    table = document.add_table(rows=len(block.rows), cols=columns)
    shares = block.widths if len(block.widths) == columns else (1.0,) * columns
    word.cells(table, [round(width * share / sum(shares)) for share in shares])
    word.borders(table, top=4, left=4, bottom=4, right=4, insideH=4, insideV=4)
    word.ordered(table)
    for index, (row, said) in enumerate(zip(table.rows, block.rows, strict=True)):
        properties = row._tr.get_or_add_trPr()
        properties.append(word.element("w:cantSplit"))
        if index < block.header_rows:
            properties.append(word.element("w:tblHeader"))
        for cell, words in zip(row.cells, said, strict=False):
            one = shape(cell.paragraphs[0], side="center", line=400)
            write(one, words, "hei" if index < block.header_rows else "fangsong", 24, closer=False)
    if block.source:
        write(
            shape(document.add_paragraph(), side="left", line=400),
            f"来源：{block.source}",
            "fangsong",
            24,
            closer=False,
        )


def _new_section(document: Any, *, landscape: bool) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    word.set_page(section, landscape=landscape)


def _attachment_note(document: Any, attachments: tuple[Attachment, ...]) -> None:
    if not attachments:
        return
    _empty(document)
    several = len(attachments) > 1
    for index, attachment in enumerate(attachments):
        label = "附件：" if index == 0 else ""
        number = f"{index + 1}." if several else ""
        hanging = len(label) + (1 if several else 0)
        write(
            shape(document.add_paragraph(), left=6 if several else 5, hanging=hanging),
            f"{label}{number}{attachment.title}",
        )


def _attachment(document: Any, label: str, attachment: Attachment, names: list[str]) -> None:
    write(shape(document.add_paragraph(), page_break=True), label, "hei")
    _empty(document)
    one = shape(document.add_paragraph(), side="center", keep_next=True)
    write(one, "\n".join(title_lines(attachment.title, names)), "title", 44, closer=False)
    _empty(document)
    write_blocks(document, attachment.blocks)
