"""表头: the heading of a table read into columns, though it stands on two lines, breaks its words or names the place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shuniu.matters.reading.cells import OWNER_COLUMNS, ROW_NUMBER, Column, Row, column_of
from shuniu.matters.reading.text import Passage
from shuniu.matters.reading.units import surely_unit


def heading_words(words: list[str]) -> tuple[int, int]:
    """(from, to) of the first run of heading words; one of them may be a word of the place (民生实事)."""
    first = 0
    while first < len(words):
        if column_of(words[first]) is None:
            first += 1
            continue
        last, strange, i = first, 0, first + 1
        while i < len(words) and i - last <= 2:
            if column_of(words[i]):
                last = i
            elif not 2 <= len(words[i]) <= 8 or surely_unit(words[i]):
                break
            i += 1
        strange = sum(column_of(w) is None for w in words[first : last + 1])
        if last - first >= 2 and strange <= 1:
            return first, last + 1
        first = last + 1
    return 0, 0


def stacked_heading(lines: Sequence[Passage], at: int) -> tuple[list[str], int]:
    """(the heading words from line `at` on, the line behind them). A heading cell broken over two lines (完成 / 时限)
    is one word; up to two words of the place may stand between known ones."""
    names: list[str] = []
    known, line, end = 0, at, at
    while line < len(lines) and line - at < 14:
        text = lines[line].tight().text
        below = lines[line + 1].tight().text if line + 1 < len(lines) else ""
        owner_broken = column_of(text) in OWNER_COLUMNS and below in ("单位", "部门", "科室", "处室")
        if (
            (column_of(text) is None or owner_broken)
            and 0 < len(below) <= 4
            and len(text) <= 4
            and column_of(text + below)
        ):
            text, line = text + below, line + 1
        if column_of(text):
            known, end = len(names) + 1, line + 1
        elif not 2 <= len(text) <= 10 or re.search(r"[。；，：、\d]", text) or len(names) - known >= 2:
            break
        names.append(text)
        line += 1
    return names[:known], end


def spread(second: list[Passage], columns: list[Column]) -> list[Column]:
    """The columns where one heading (责任单位) stands over two of the second line (牵头单位 | 配合单位) and takes only
    one cell: empty cells of the second line take the other headings in their order."""
    others = [column for column in columns if column not in OWNER_COLUMNS]
    return [
        column_of(cell.text) or (others.pop(0) if others else Column.OTHER)
        if cell or others
        else Column.OTHER
        for cell in second
    ]


def undivided(columns: list[Column]) -> list[Column]:
    """序号 任务 责任单位 完成时限 牵头单位 配合单位: where the words of a two-line heading stand in a row, 牵头 and 配合
    are the two halves of the heading 责任单位."""
    pair = [Column.LEAD, Column.SUPPORT]
    if Column.DUTY not in columns or columns.count(Column.LEAD) != 1 or columns.count(Column.SUPPORT) != 1:
        return columns
    over, lead = columns.index(Column.DUTY), columns.index(Column.LEAD)
    if columns[lead : lead + 2] != pair or not (lead == over + 1 or lead + 2 == len(columns)) or over > lead:
        return columns
    rest = columns[:lead] + columns[lead + 2 :]
    return rest[:over] + pair + rest[over + 1 :]


def counted(rows: list[Row], columns: list[Column]) -> list[Column]:
    """A first column that holds nothing but numbers counts the rows, whatever its heading says (项目: 一, 二, 三)."""
    firsts = [row.of(0) for row in rows if 0 in row.cells]
    if columns[0] in (Column.TEXT, Column.NAME) and len(firsts) >= 2 and all(map(ROW_NUMBER.match, firsts)):
        return [Column.NUMBER, *columns[1:]]
    return columns


def divides(cells: list[Passage]) -> bool:
    """A second line of the header that divides columns of the first (责任单位: 牵头 | 配合)."""
    named = [cell for cell in cells if cell]
    return (
        bool(named)
        and all(column_of(cell.text) for cell in named)
        and any(column_of(cell.text) in OWNER_COLUMNS for cell in named)
    )
