"""版面: a paper divided into head, addressees, body, signature and what follows (official-documents.md §3)."""

from __future__ import annotations

import re
from dataclasses import replace

from shuniu.matters.reading.registration import furniture
from shuniu.matters.reading.registration.addressees import (
    is_addressee,
    is_collective,
    is_person,
    may_be_addressee,
)
from shuniu.matters.reading.registration.bodies import names
from shuniu.matters.reading.registration.days import DAY
from shuniu.matters.reading.registration.kinds import ends_in_kind
from shuniu.matters.reading.registration.mending import mended
from shuniu.matters.reading.registration.numbers import numbers_in, plain_number
from shuniu.matters.reading.registration.parts import Paper, Row, is_text
from shuniu.matters.reading.registration.seams import parted
from shuniu.matters.reading.registration.signature import find_signature
from shuniu.matters.reading.registration.unfolding import unfolded
from shuniu.matters.reading.text import Page, Passage

_SHORT = 24  # lines: with more, a paper has line ends of its own


def lay_out(page: Page) -> Paper:
    """Divide a cleaned page into the parts of a paper."""
    lines = mended(page)
    pieces: list[Passage] = []
    celled: set[int] = set()
    own = len(lines)
    if own < _SHORT:  # a menu and a foot around it do not part a paper
        own = sum(not furniture.surrounds(line) for line in lines)
    for line in lines:
        cells = _cells(_with_gaps(page, line))
        if len(cells) > 1:
            celled.update(cell.places[0] for cell in cells)
        for cell in cells:
            for part in furniture.cut_labels(cell.stripped("#*` ")):
                for piece in parted(part):
                    apart = unfolded(piece, lines=own)
                    pieces += apart if len(apart) == 1 else [it for one in apart for it in parted(one)]
    rows, particulars = _mark_furniture(pieces)
    if celled:
        rows = [replace(row, cell=row.passage.places[0] in celled) for row in rows]
    footer = furniture.footer_start(row.passage for row in rows)
    paper = Paper(page, rows, particulars, end=footer if footer is not None else len(rows))
    _find_head(paper)
    find_signature(paper)
    return paper


# ------------------------------------------------------------------ lines


def _with_gaps(page: Page, line: Passage) -> Passage:
    """The line with the gap behind a label's colon restored: 来源：  各位代表： is an empty source, not its name."""
    parts: list[Passage] = []
    start = 0
    for at in range(len(line) - 1):
        behind = line.places[at] + 1
        if line.text[at] == "：" and line.places[at + 1] > behind and page.original[behind].isspace():
            parts += [line[start : at + 1], Passage(" ", (behind,))]
            start = at + 1
    return Passage.joined([*parts, line[start:]]) if parts else line


def _cells(line: Passage) -> list[Passage]:
    if "|" not in line.text:
        return [line]
    return [cell for cell in (piece.stripped() for piece in line.split(re.compile(r"\|"))) if cell]


_GAP = re.compile(r"\s+")


def _mark_furniture(pieces: list[Passage]) -> tuple[list[Row], dict[str, Passage]]:
    rows: list[Row] = []
    particulars: dict[str, Passage] = {}
    wanted: str | None = None
    text_begun = False
    for piece in pieces:
        labelled = furniture.label_of(piece) if len(piece) < 400 else None
        alone = furniture.is_label(piece)
        if labelled:
            kind, value = labelled
            if text_begun and not furniture.is_behind(piece):
                rows.append(Row(piece))
                continue
            if value and kind != furniture.OTHER:
                particulars.setdefault(kind, value)
            wanted = None if value else kind
            rows.append(Row(piece, furniture=True))
            continue
        if alone and (not text_begun or len(piece) > 3):
            wanted = alone
            rows.append(Row(piece, furniture=True))
            continue
        if wanted and _fits(wanted, piece):
            if wanted != furniture.OTHER:
                particulars.setdefault(wanted, piece)
            rows.append(Row(piece, furniture=wanted != furniture.TITLE))
            wanted = None
            continue
        wanted = None
        is_web = furniture.is_furniture(piece, below=text_begun)
        rows.append(Row(piece, furniture=is_web))
        if not is_web and ("。" in piece.text or len(piece) > 80):
            text_begun = True
    return rows, particulars


def _fits(kind: str, value: Passage) -> bool:
    text = _GAP.sub("", value.text)
    if kind == furniture.NUMBER:
        return bool(numbers_in(value, alone=True) or plain_number(value)) and len(text) < 30
    if kind == furniture.DATE:
        return bool(re.search(DAY, text)) and len(text) < 24
    if kind == furniture.ISSUER:
        return bool(names(value))
    if kind == furniture.TITLE:
        return bool(ends_in_kind(text)) and len(text) < 150
    if kind in (furniture.OTHER, furniture.WHEN):
        return (
            len(text) < 24
            and not ends_in_kind(text)
            and "。" not in text
            and not is_addressee(text.rstrip("："))
            and not numbers_in(value)
        )
    return False


# ------------------------------------------------------------------ head and addressees


def _find_head(paper: Paper) -> None:
    rows = paper.rows[: paper.end]
    first_text = next((i for i, row in enumerate(rows) if not row.furniture and is_text(row.text)), len(rows))
    paper.head_end = paper.body_start = first_text
    for at in range(min(first_text + 1, len(rows))):
        row = rows[at]
        if row.furniture:
            continue
        colon = _colon(row.text)
        if colon is not None and _addresses(row.text[:colon], rows, at, colon):
            start = _first_of_addressees(rows, at)
            parts = [rows[i].passage for i in range(start, at) if not rows[i].furniture]
            paper.addressees = Passage.joined([*parts, row.passage[:colon]])
            paper.head_end = start
            rest = row.passage[colon + 1 :].stripped()
            if rest:
                paper.rows[at : at + 1] = [Row(row.passage[: colon + 1]), Row(rest)]
                paper.end += 1
            paper.body_start = at + 1
            return
    for at in range(min(first_text, len(rows))):
        if rows[at].furniture:
            continue
        behind = next((row for row in rows[at + 1 :] if not row.furniture), None)
        if behind and is_text(behind.text) and _bare_addressees(rows, at):
            paper.addressees, paper.addressees_sure = rows[at].passage.stripped("，：、 "), False
            paper.head_end, paper.body_start = at, at + 1
            return


def _colon(text: str) -> int | None:
    places = [at for at in (text.find("："), text.find(":")) if at >= 0]
    return min(places) if places else None


def _addresses(prefix: str, rows: list[Row], at: int, colon: int) -> bool:
    if furniture.is_label(rows[at].passage[:colon]):
        return False
    if is_addressee(prefix):
        return True
    behind = next((row for row in rows[at + 1 :] if not row.furniture), None)
    ends = colon == len(rows[at].text) - 1
    if not ends or behind is None or not is_text(behind.text):
        return False
    if is_person(prefix):
        return True
    above = next((row for row in reversed(rows[:at]) if not row.furniture), None)
    headed = above is not None and (bool(ends_in_kind(above.text)) or _has_number(above))
    return (headed or bool(re.match("各|全[体县市区镇校院]", prefix))) and may_be_addressee(prefix)


def _first_of_addressees(rows: list[Row], at: int) -> int:
    """Addressees over several lines: the lines before that end in a comma or stand inside open brackets."""
    below = rows[at].text[: _colon(rows[at].text)]
    start = at
    while start and at - start < 12:
        above = rows[start - 1].text.rstrip()
        if rows[start - 1].furniture or not above:
            break
        open_end = above[-1] in "，、；" or (
            len(above) > 20 and above.startswith(("各", "有关")) and not ends_in_kind(above)
        )
        open_end = open_end or _goes_on_below(rows[start - 1])
        if not open_end or "。" in above or not is_addressee(above + below):
            break
        below = above + below
        start -= 1
    return start


def _goes_on_below(row: Row) -> bool:
    """A line of a list of addressees that the setter broke within a name (…、金川省（区）/ 人民政府，…)."""
    text = row.text
    listed = re.search("[、，]", text) and not re.search("关于|[《》]", text)
    return bool(listed) and not ends_in_kind(text) and not _has_number(row)


def _bare_addressees(rows: list[Row], at: int) -> bool:
    text = rows[at].text.strip("，：、 ")
    if ends_in_kind(text):
        return False
    if is_collective(text):
        return True
    titled = any(ends_in_kind(row.text) for row in rows[:at] if not row.furniture)
    return (
        titled
        and bool(names(rows[at].passage))
        and bool(ends_in_kind(rows[at - 1].text) or _has_number(rows[at - 1]))
    )


def _has_number(row: Row) -> bool:
    return bool(numbers_in(row.passage, alone=True) or plain_number(row.passage))
