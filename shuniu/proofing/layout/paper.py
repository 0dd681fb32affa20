"""纸面版式: layout rules a PDF can show (gbt9704-layout.md §8, column PDF; 1 mm, 0.5 pt)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.calendar import gettext_noop as _
from shuniu.layout.geometry import CELL_MM, LEFT_MM, MARK_TOP_MM, PAGE_MM, PITCH_MM, TALL_MM, TOP_MM
from shuniu.layout.glyphs import Mark
from shuniu.proofing.book import Found
from shuniu.proofing.draft import Line, Part
from shuniu.proofing.findings import Finding, Severity
from shuniu.proofing.layout.book import PAPER, findings, on
from shuniu.proofing.layout.paper_file import RIGHT_MM, PaperFile, Row

MM, POINT = 1.0, 0.5
_BOTTOM = TOP_MM + TALL_MM
_MIDDLE = (LEFT_MM + RIGHT_MM) / 2
_CLOSING, _OPENING = "，。、；：！？）》”’〉】〕", "（《“‘〈【〔"


def laid_out(data: bytes) -> list[Finding]:
    """版式检查 of a PDF: what stands on the paper, measured."""
    file = PaperFile(data)
    return findings(PAPER, file, file.draft.text)


def _at(line: Line) -> Found:
    return Found(line.start, line.end)


def _upright(file: PaperFile, page: int) -> bool:
    return file.pages[page].height > file.pages[page].width


def _body(file: PaperFile) -> list[tuple[Line, list[Row]]]:
    """Running paragraphs; what is smaller than body type is a table."""
    return [
        (line, rows)
        for line, rows in file.of(Part.BODY, Part.ATTACHMENT)
        if _upright(file, rows[0].page) and rows[0].size > 14.5
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
    rows = [row for _l, rows in _body(file) for row in rows]
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
    for _l, rows in _body(file):
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
        row for _l, rows in _body(file) for row in rows[:-1] if all(ord(g.char) > 0x2E80 for g in row.glyphs)
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
    for line, rows in _body(file):
        if line.level in (1, 2) or line.part is not Part.BODY:
            continue
        if any(abs(row.size - 16) > POINT for row in rows) or _wrong(Part.BODY, rows[0]):
            yield _at(line)


def _wrong(part: Part, row: Row) -> bool:
    return bool(_WRONG_FACE[part].search(row.face)) and not _STAND_IN.search(row.face)


@on(PAPER, "L-06")
def title_face(file: PaperFile) -> Iterator[Found]:
    for line, rows in file.of(Part.TITLE):
        off = any(abs(row.size - 22) > POINT or abs(row.centre - _MIDDLE) > MM + 0.5 for row in rows)
        if off or _wrong(Part.TITLE, rows[0]):
            yield _at(line)


def _form(file: PaperFile) -> str:
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
    form = _form(file)
    red = [row for row in file.rows if row.page == 0 and row.red]
    if not form or not red:
        return
    top = min(glyph.top for row in red for glyph in row.glyphs if ord(glyph.char) > 0x2E80)
    # The ink of a character keeps a little off its square.
    if not -MM <= top - MARK_TOP_MM[form] <= 3.0:
        yield _at(file.draft.of(Part.MARK)[0])


@on(PAPER, "L-08")
def red_mark(file: PaperFile) -> Iterator[Found]:
    for line, rows in file.of(Part.MARK):
        if not all(row.red for row in rows):
            yield _at(line)


@on(PAPER, "L-09")
def below_mark(file: PaperFile) -> Iterator[Found]:
    if _form(file) not in ("ordinary",):
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
    if _form(file) != "ordinary":
        return
    upward = "签发人" in "".join(line.text for line in file.draft.of(Part.SIGNERS, Part.NUMBER))
    for line, rows in file.of(Part.NUMBER):
        if upward and abs(rows[0].left - LEFT_MM - CELL_MM) > MM:
            yield _at(line)
        if not upward and abs(rows[0].centre - _MIDDLE) > MM + 0.5:
            yield _at(line)


@on(PAPER, "L-11")
def signers(file: PaperFile) -> Iterator[Found]:
    from shuniu.proofing.standing import document_kind

    for line, _r in file.of(Part.SIGNERS, Part.NUMBER):
        if "签发人" in line.text and document_kind(file.draft) not in ("请示", "报告", "意见", ""):
            yield _at(line)


@on(PAPER, "L-12")
def red_line(file: PaperFile) -> Iterator[Found]:
    if _form(file) != "ordinary":
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
    if rules and title and _form(file) == "ordinary":
        gap = title[0].glyphs[0].y - max(rule.bottom for rule in rules)
        if abs(gap - 2 * PITCH_MM) > 4.5:
            yield Found(None, None)


@on(PAPER, "L-14")
def recipients_flush(file: PaperFile) -> Iterator[Found]:
    for line, rows in file.of(Part.RECIPIENTS):
        if any(abs(row.left - LEFT_MM) > MM for row in rows):
            yield _at(line)


@on(PAPER, "L-15")
def body_on_first_page(file: PaperFile) -> Iterator[Found]:
    body = [rows[0].page for line, rows in file.of(Part.BODY)]
    if body and file.draft.of(Part.TITLE) and min(body) > 0:
        yield Found(None, None)


@on(PAPER, "L-16")
def first_lines(file: PaperFile) -> Iterator[Found]:
    for line, rows in _body(file):
        short = len(rows) == 1 and rows[0].left > LEFT_MM + 3 * CELL_MM  # centred or to the right
        if (
            not short
            and line.part is Part.BODY
            and abs(rows[0].left - LEFT_MM - 2 * CELL_MM) > MM
            and rows[0].glyphs[0].char not in _OPENING
        ):
            yield _at(line)


@on(PAPER, "L-17")
def heading_faces(file: PaperFile) -> Iterator[Found]:
    wrong = {
        1: re.compile(r"fang|kai|song|serif", re.I),
        2: re.compile(r"fang(?!song.*kai)|hei|sans|serif", re.I),
    }
    for line, rows in _body(file):
        font = rows[0].glyphs[0].font
        if line.level in wrong and wrong[line.level].search(font) and not _STAND_IN.search(font):
            yield _at(line)


@on(PAPER, "L-21")
def attachment_pages(file: PaperFile) -> Iterator[Found]:
    for line, rows in file.of(Part.ATTACHMENT_LABEL):
        above = [row for row in file.rows if row.page == rows[0].page and row.y < rows[0].y - 1]
        if above:
            yield _at(line)


@on(PAPER, "L-22")
def date_place(file: PaperFile) -> Iterator[Found]:
    if len(file.draft.of(Part.ISSUER)) != 1:
        return
    sealed = any(mark.kind == "picture" for page in file.pages for mark in page.marks)
    for line, rows in file.of(Part.DATE):
        issuer = next(rows for _l, rows in file.of(Part.ISSUER))
        long_name = issuer[0].right > RIGHT_MM - MM
        if sealed and not long_name and abs(rows[0].right - (RIGHT_MM - 4 * CELL_MM)) > MM + 0.5:
            yield _at(line)


@on(PAPER, "L-23")
def name_over_date(file: PaperFile) -> Iterator[Found]:
    issuers, dates = list(file.of(Part.ISSUER)), list(file.of(Part.DATE))
    sealed = any(mark.kind == "picture" for page in file.pages for mark in page.marks)
    if sealed and len(issuers) == 1 and dates and "长" not in issuers[0][0].text[:4]:
        if abs(issuers[0][1][0].centre - dates[0][1][0].centre) > MM + 0.5:
            yield _at(issuers[0][0])


@on(PAPER, "L-24")
def seal_place(file: PaperFile) -> Iterator[Found]:
    dates, issuers = list(file.of(Part.DATE)), file.draft.of(Part.ISSUER)
    if not dates or len(issuers) != 1 or re.match(r".{0,6}(?:长|主任|书记)", issuers[0].text):
        return
    row = dates[0][1][0]
    pictures = [mark for mark in file.pages[row.page].marks if mark.kind == "picture" and mark.width > 30]
    if pictures and not any(m.left <= row.centre <= m.right and m.top <= row.y <= m.bottom for m in pictures):
        yield _at(dates[0][0])


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
        yield _at(line)


@on(PAPER, "L-28")
def record_lines(file: PaperFile) -> Iterator[Found]:
    record, rules = _record(file), sorted(_black_rules(file), key=lambda rule: rule.top)
    if not record or record[-1][0].part is not Part.PRINT:
        return
    wide = [rule for rule in rules if abs(rule.width - 156) <= MM]
    if len(wide) < 2 or any(abs(rule.height - 0.35) > 0.08 for rule in (wide[0], wide[-1])):
        yield _at(record[-1][0])
    elif any(abs(rule.height - 0.25) > 0.08 for rule in wide[1:-1]):
        yield _at(record[-1][0])


@on(PAPER, "L-29")
def record_face(file: PaperFile) -> Iterator[Found]:
    for line, rows in _record(file):
        if any(abs(row.size - 14) > POINT for row in rows) or (
            line.part is Part.COPIES and not line.text.endswith("。")
        ):
            yield _at(line)


@on(PAPER, "L-31")
def page_numbers(file: PaperFile) -> Iterator[Found]:
    for row in file.folios:
        if not _upright(file, row.page):
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
    if _form(file) == "letter" and any(row.page == 0 for row in file.folios):
        yield Found(None, None)


@on(PAPER, "L-33")
def one_count(file: PaperFile) -> Iterator[Found]:
    numbers = [(row.page, int(found[0])) for row in file.folios if (found := re.search(r"\d+", row.words))]
    if any(b[1] - a[1] != b[0] - a[0] for a, b in zip(numbers, numbers[1:], strict=False)):
        yield Found(None, None)


@on(PAPER, "L-34")
def double_lines(file: PaperFile) -> Iterator[Found]:
    if _form(file) == "letter" and file.pages:
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
            yield _at(line)


@on(PAPER, "L-37")
def line_ends(file: PaperFile) -> Iterator[Found]:
    for line, rows in _body(file):
        if any(row.glyphs[0].char in _CLOSING for row in rows[1:]) or any(
            row.glyphs[-1].char in _OPENING for row in rows[:-1]
        ):
            yield _at(line)


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
    body = _body(file)
    for (line, rows), (_n, after) in zip(body, body[1:], strict=False):
        alone = line.level in (1, 2) and len(line.text) <= 26 and not re.search(r"[。；]", line.text)
        if alone and after[0].page != rows[-1].page:
            yield _at(line)
