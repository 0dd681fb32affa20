"""纸面版式，从纸张到正文: layout rules a PDF can show, L-01 to L-17 (gbt9704-layout.md §8; 1 mm, 0.5 pt)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.calendar import gettext_noop as _
from shuniu.layout.geometry import CELL_MM, LEFT_MM, MARK_TOP_MM, PAGE_MM, PITCH_MM, TALL_MM, TOP_MM
from shuniu.layout.glyphs import Mark
from shuniu.proofing.book import Found
from shuniu.proofing.draft import Line, Part
from shuniu.proofing.findings import Severity
from shuniu.proofing.layout.book import PAPER, on
from shuniu.proofing.layout.paper_file import RIGHT_MM, PaperFile, Row

MM, POINT = 1.0, 0.5
_BOTTOM = TOP_MM + TALL_MM
_MIDDLE = (LEFT_MM + RIGHT_MM) / 2
_CLOSING, _OPENING = "，。、；：！？）》”’〉】〕", "（《“‘〈【〔"


def at_line(line: Line) -> Found:
    return Found(line.start, line.end)


def is_upright(file: PaperFile, page: int) -> bool:
    return file.pages[page].height > file.pages[page].width


def body_of(file: PaperFile) -> list[tuple[Line, list[Row]]]:
    """Running paragraphs; what is smaller than body type is a table."""
    return [
        (line, rows)
        for line, rows in file.of(Part.BODY, Part.ATTACHMENT)
        if is_upright(file, rows[0].page) and rows[0].size > 14.5
    ]


@on(PAPER, "L-01")
def paper_size(file: PaperFile) -> Iterator[Found]:
    for page in file.pages:
        short, long = sorted((page.width, page.height))
        if abs(short - PAGE_MM[0]) > MM or abs(long - PAGE_MM[1]) > MM:
            yield Found(None, None)
            return


@on(PAPER, "L-02")
def margins(file: PaperFile) -> Iterator[Found]:
    rows = [row for _l, rows in body_of(file) for row in rows]
    if not rows:
        return
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    tops = {row.page: row for row in reversed(rows)}
    high = min((row.glyphs[0].y for page, row in tops.items()), default=TOP_MM)
    low = max(row.glyphs[0].y + row.size * 0.3528 for row in rows)
    if left < LEFT_MM - MM or right > RIGHT_MM + MM + 0.5 or high < TOP_MM - MM or low > _BOTTOM + MM:
        yield Found(None, None)


def _pitches(file: PaperFile) -> list[float]:
    found = []
    for _l, rows in body_of(file):
        found += [b.y - a.y for a, b in zip(rows, rows[1:], strict=False) if a.page == b.page]
    return sorted(found)


@on(PAPER, "L-03")
def lines_of_page(file: PaperFile) -> Iterator[Found]:
    pitches = _pitches(file)
    if len(pitches) >= 3 and abs(pitches[len(pitches) // 2] - PITCH_MM) > 0.25:
        yield Found(None, None)


@on(PAPER, "L-04")
def characters_of_line(file: PaperFile) -> Iterator[Found]:
    full = [
        row
        for _l, rows in body_of(file)
        for row in rows[:-1]
        if all(ord(g.char) > 0x2E80 for g in row.glyphs)
    ]
    pitches = sorted(
        (row.glyphs[-1].x - row.glyphs[0].x) / (len(row.glyphs) - 1) for row in full if len(row.glyphs) > 20
    )
    if len(pitches) >= 2 and abs(pitches[len(pitches) // 2] - CELL_MM) > 0.06:
        yield Found(None, None)


_WRONG_FACE = {
    Part.BODY: re.compile(r"hei|sans|gothic|kai|song(?!fang)|serif|arial|yahei|xbs", re.I),
    Part.TITLE: re.compile(r"hei|sans|gothic|kai|fang|arial|yahei", re.I),
}


# Free faces that stand in where the office has none of its own.
_STAND_IN = re.compile(r"noto|source ?han|droid|wenquanyi|wqy", re.I)


@on(PAPER, "L-05")
def body_face(file: PaperFile) -> Iterator[Found]:
    stand_in = next((rows[0].face for _l, rows in file.of(Part.BODY) if _STAND_IN.search(rows[0].face)), "")
    if stand_in:
        yield Found(
            None, None, None, _("没有仿宋，用了替代字体 {face}"), (("face", stand_in),), Severity.HINT
        )
    for line, rows in body_of(file):
        if line.level in (1, 2) or line.part is not Part.BODY:
            continue
        if any(abs(row.size - 16) > POINT for row in rows) or _wrong(Part.BODY, rows[0]):
            yield at_line(line)


def _wrong(part: Part, row: Row) -> bool:
    return bool(_WRONG_FACE[part].search(row.face)) and not _STAND_IN.search(row.face)


@on(PAPER, "L-06")
def title_face(file: PaperFile) -> Iterator[Found]:
    for line, rows in file.of(Part.TITLE):
        off = any(abs(row.size - 22) > POINT or abs(row.centre - _MIDDLE) > MM + 0.5 for row in rows)
        if off or _wrong(Part.TITLE, rows[0]):
            yield at_line(line)


def form_of(file: PaperFile) -> str:
    marks = file.draft.of(Part.MARK)
    if not marks:
        return ""
    if re.search(r"纪要$", marks[-1].text):
        return "minutes"
    if re.search(r"令$", marks[-1].text):
        return "order"
    return "ordinary" if any(line.text.endswith("文件") for line in marks) else "letter"


def _red_rules(file: PaperFile) -> list[Mark]:
    return (
        [mark for mark in file.pages[0].marks if mark.kind == "rule" and mark.red and mark.width > 100]
        if file.pages
        else []
    )


@on(PAPER, "L-07")
def mark_place(file: PaperFile) -> Iterator[Found]:
    form = form_of(file)
    red = [row for row in file.rows if row.page == 0 and row.red]
    if not form or not red:
        return
    top = min(glyph.top for row in red for glyph in row.glyphs if ord(glyph.char) > 0x2E80)
    # The ink of a character keeps a little off its square.
    if not -MM <= top - MARK_TOP_MM[form] <= 3.0:
        yield at_line(file.draft.of(Part.MARK)[0])


@on(PAPER, "L-08")
def red_mark(file: PaperFile) -> Iterator[Found]:
    for line, rows in file.of(Part.MARK):
        if not all(row.red for row in rows):
            yield at_line(line)


@on(PAPER, "L-09")
def below_mark(file: PaperFile) -> Iterator[Found]:
    if form_of(file) not in ("ordinary",):
        return
    marks = [row for row in file.rows if row.page == 0 and row.red]
    first = next((rows[0] for _l, rows in file.of(Part.SIGNERS, Part.NUMBER)), None)
    if marks and first:
        bottom = max(glyph.bottom for row in marks for glyph in row.glyphs)
        gap = first.glyphs[0].y - bottom
        if abs(gap - 2 * PITCH_MM) > 5.0:
            yield Found(None, None)


@on(PAPER, "L-10")
def number_place(file: PaperFile) -> Iterator[Found]:
    if form_of(file) != "ordinary":
        return
    upward = "签发人" in "".join(line.text for line in file.draft.of(Part.SIGNERS, Part.NUMBER))
    for line, rows in file.of(Part.NUMBER):
        if upward and abs(rows[0].left - LEFT_MM - CELL_MM) > MM:
            yield at_line(line)
        if not upward and abs(rows[0].centre - _MIDDLE) > MM + 0.5:
            yield at_line(line)


@on(PAPER, "L-11")
def signers(file: PaperFile) -> Iterator[Found]:
    from shuniu.proofing.standing import document_kind

    for line, _r in file.of(Part.SIGNERS, Part.NUMBER):
        if "签发人" in line.text and document_kind(file.draft) not in ("请示", "报告", "意见", ""):
            yield at_line(line)


@on(PAPER, "L-12")
def red_line(file: PaperFile) -> Iterator[Found]:
    if form_of(file) != "ordinary":
        return
    last = [rows[-1] for _l, rows in file.of(Part.NUMBER, Part.SIGNERS)]
    rules = _red_rules(file)
    if not last:
        return
    foot = max(row.glyphs[0].y + row.size * 0.3528 for row in last)
    good = any(abs(rule.width - 156) <= MM and abs(rule.top - foot - 4) <= 2.0 for rule in rules)
    if not good:
        yield Found(None, None)


@on(PAPER, "L-13")
def above_title(file: PaperFile) -> Iterator[Found]:
    rules, title = _red_rules(file), next((rows for _l, rows in file.of(Part.TITLE)), None)
    if rules and title and form_of(file) == "ordinary":
        gap = title[0].glyphs[0].y - max(rule.bottom for rule in rules)
        if abs(gap - 2 * PITCH_MM) > 4.5:
            yield Found(None, None)


@on(PAPER, "L-14")
def recipients_flush(file: PaperFile) -> Iterator[Found]:
    for line, rows in file.of(Part.RECIPIENTS):
        if any(abs(row.left - LEFT_MM) > MM for row in rows):
            yield at_line(line)


@on(PAPER, "L-15")
def body_on_first_page(file: PaperFile) -> Iterator[Found]:
    body = [rows[0].page for line, rows in file.of(Part.BODY)]
    if body and file.draft.of(Part.TITLE) and min(body) > 0:
        yield Found(None, None)


@on(PAPER, "L-16")
def first_lines(file: PaperFile) -> Iterator[Found]:
    for line, rows in body_of(file):
        short = len(rows) == 1 and rows[0].left > LEFT_MM + 3 * CELL_MM  # centred or to the right
        if (
            not short
            and line.part is Part.BODY
            and abs(rows[0].left - LEFT_MM - 2 * CELL_MM) > MM
            and rows[0].glyphs[0].char not in _OPENING
        ):
            yield at_line(line)


@on(PAPER, "L-17")
def heading_faces(file: PaperFile) -> Iterator[Found]:
    wrong = {
        1: re.compile(r"fang|kai|song|serif", re.I),
        2: re.compile(r"fang(?!song.*kai)|hei|sans|serif", re.I),
    }
    for line, rows in body_of(file):
        font = rows[0].glyphs[0].font
        if line.level in wrong and wrong[line.level].search(font) and not _STAND_IN.search(font):
            yield at_line(line)
