"""纸面版式，从附件到页码: layout rules a PDF can show, L-21 to L-40 (gbt9704-layout.md §8; 1 mm, 0.5 pt)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.layout.geometry import CELL_MM, LEFT_MM, TALL_MM, TOP_MM
from shuniu.layout.glyphs import Mark
from shuniu.proofing.book import Found
from shuniu.proofing.draft import Line, Part
from shuniu.proofing.layout.book import PAPER, on
from shuniu.proofing.layout.paper_file import RIGHT_MM, PaperFile, Row
from shuniu.proofing.layout.paper_head import at_line, body_of, form_of, is_upright

MM, POINT = 1.0, 0.5
_BOTTOM = TOP_MM + TALL_MM
_MIDDLE = (LEFT_MM + RIGHT_MM) / 2
_CLOSING, _OPENING = "，。、；：！？）》”’〉】〕", "（《“‘〈【〔"


@on(PAPER, "L-21")
def attachment_pages(file: PaperFile) -> Iterator[Found]:
    for line, rows in file.of(Part.ATTACHMENT_LABEL):
        above = [row for row in file.rows if row.page == rows[0].page and row.y < rows[0].y - 1]
        if above:
            yield at_line(line)


@on(PAPER, "L-22")
def date_place(file: PaperFile) -> Iterator[Found]:
    if len(file.draft.of(Part.ISSUER)) != 1:
        return
    sealed = any(mark.kind == "picture" for page in file.pages for mark in page.marks)
    for line, rows in file.of(Part.DATE):
        issuer = next(rows for _l, rows in file.of(Part.ISSUER))
        long_name = issuer[0].right > RIGHT_MM - MM
        if sealed and not long_name and abs(rows[0].right - (RIGHT_MM - 4 * CELL_MM)) > MM + 0.5:
            yield at_line(line)


@on(PAPER, "L-23")
def name_over_date(file: PaperFile) -> Iterator[Found]:
    issuers, dates = list(file.of(Part.ISSUER)), list(file.of(Part.DATE))
    sealed = any(mark.kind == "picture" for page in file.pages for mark in page.marks)
    if sealed and len(issuers) == 1 and dates and "长" not in issuers[0][0].text[:4]:
        if abs(issuers[0][1][0].centre - dates[0][1][0].centre) > MM + 0.5:
            yield at_line(issuers[0][0])


@on(PAPER, "L-24")
def seal_place(file: PaperFile) -> Iterator[Found]:
    dates, issuers = list(file.of(Part.DATE)), file.draft.of(Part.ISSUER)
    if not dates or len(issuers) != 1 or re.match(r".{0,6}(?:长|主任|书记)", issuers[0].text):
        return
    row = dates[0][1][0]
    pictures = [mark for mark in file.pages[row.page].marks if mark.kind == "picture" and mark.width > 30]
    if pictures and not any(m.left <= row.centre <= m.right and m.top <= row.y <= m.bottom for m in pictures):
        yield at_line(dates[0][0])


def _record(file: PaperFile) -> list[tuple[Line, list[Row]]]:
    return list(file.of(Part.COPIES, Part.PRINT))


def _black_rules(file: PaperFile) -> list[Mark]:
    return [
        m
        for m in file.pages[-1].marks
        if m.kind == "rule" and not m.red and m.width > 100 and m.height < 1.2 and m.top > 150
    ]


@on(PAPER, "L-27")
def record_place(file: PaperFile) -> Iterator[Found]:
    record, rules = _record(file), _black_rules(file)
    if not record or record[-1][0].part is not Part.PRINT:
        return
    line, rows = record[-1]
    low = max((rule.bottom for rule in rules), default=0.0)
    if rows[0].page != len(file.pages) - 1 or abs(low - _BOTTOM) > MM + 0.3:
        yield at_line(line)


@on(PAPER, "L-28")
def record_lines(file: PaperFile) -> Iterator[Found]:
    record, rules = _record(file), sorted(_black_rules(file), key=lambda rule: rule.top)
    if not record or record[-1][0].part is not Part.PRINT:
        return
    wide = [rule for rule in rules if abs(rule.width - 156) <= MM]
    if len(wide) < 2 or any(abs(rule.height - 0.35) > 0.08 for rule in (wide[0], wide[-1])):
        yield at_line(record[-1][0])
    elif any(abs(rule.height - 0.25) > 0.08 for rule in wide[1:-1]):
        yield at_line(record[-1][0])


@on(PAPER, "L-29")
def record_face(file: PaperFile) -> Iterator[Found]:
    for line, rows in _record(file):
        if any(abs(row.size - 14) > POINT for row in rows) or (
            line.part is Part.COPIES and not line.text.endswith("。")
        ):
            yield at_line(line)


@on(PAPER, "L-31")
def page_numbers(file: PaperFile) -> Iterator[Found]:
    for row in file.folios:
        if not is_upright(file, row.page):
            continue
        odd = (row.page + 1) % 2 == 1
        right_side = row.centre > _MIDDLE
        dashed = row.words.strip().startswith("—") and row.words.strip().endswith("—")
        if odd != right_side or not dashed or abs(row.size - 14) > POINT:
            yield Found(None, None)
            return
    if len(file.pages) > 1 and not file.folios:
        yield Found(None, None)


@on(PAPER, "L-32")
def letter_first_page(file: PaperFile) -> Iterator[Found]:
    if form_of(file) == "letter" and any(row.page == 0 for row in file.folios):
        yield Found(None, None)


@on(PAPER, "L-33")
def one_count(file: PaperFile) -> Iterator[Found]:
    numbers = [(row.page, int(found[0])) for row in file.folios if (found := re.search(r"\d+", row.words))]
    if any(b[1] - a[1] != b[0] - a[0] for a, b in zip(numbers, numbers[1:], strict=False)):
        yield Found(None, None)


@on(PAPER, "L-34")
def double_lines(file: PaperFile) -> Iterator[Found]:
    if form_of(file) == "letter" and file.pages:
        lines = [m for m in file.pages[0].marks if m.kind == "rule" and m.red and abs(m.width - 170) <= MM]
        if len(lines) < 4 and not (lines and len({round(m.top / 20) for m in lines}) >= 2):
            yield Found(None, None)


@on(PAPER, "L-35")
def no_empty_page(file: PaperFile) -> Iterator[Found]:
    for found in re.finditer(r"[（(]?此页无正文[）)]?", file.draft.text):
        yield Found(found.start(), found.end())


@on(PAPER, "L-36")
def page_of_seal(file: PaperFile) -> Iterator[Found]:
    for line, rows in file.of(Part.DATE):
        page = rows[0].page
        shared = any(
            row.page == page for _l, body in file.of(Part.BODY, Part.NOTE_OF_ATTACHMENTS) for row in body
        )
        if not shared and page > 0:
            yield at_line(line)


@on(PAPER, "L-37")
def line_ends(file: PaperFile) -> Iterator[Found]:
    for line, rows in body_of(file):
        if any(row.glyphs[0].char in _CLOSING for row in rows[1:]) or any(
            row.glyphs[-1].char in _OPENING for row in rows[:-1]
        ):
            yield at_line(line)


@on(PAPER, "L-38")
def whole_glyphs(file: PaperFile) -> Iterator[Found]:
    if any(
        glyph.char in "\ufffd\u25a1" or "\ue000" <= glyph.char <= "\uf8ff"
        for page in file.pages
        for glyph in page.glyphs
    ):
        yield Found(None, None)


@on(PAPER, "L-39")
def words_are_words(file: PaperFile) -> Iterator[Found]:
    for page in file.pages:
        covered = any(
            mark.kind == "picture" and mark.width > 120 and mark.height > 150 for mark in page.marks
        )
        if covered and len(page.glyphs) < 20:
            yield Found(None, None)
            return


@on(PAPER, "L-40")
def heading_not_last(file: PaperFile) -> Iterator[Found]:
    body = body_of(file)
    for (line, rows), (_n, after) in zip(body, body[1:], strict=False):
        alone = line.level in (1, 2) and len(line.text) <= 26 and not re.search(r"[。；]", line.text)
        if alone and after[0].page != rows[-1].page:
            yield at_line(line)
