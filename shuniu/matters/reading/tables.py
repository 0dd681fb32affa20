"""表格: tables of tasks, kept as pipe rows, as tabs and spaces, or flattened to one cell a line.

The header tells the columns; their order is free. Where it is missing or in words of the place, the cells do. A row
name in its own cell is the last heading of its task.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shuniu.matters.reading.cells import (
    BEGINS_WORK,
    OWNER_COLUMNS,
    ROW_NUMBER,
    Column,
    Row,
    column_of,
    fit,
    laid_out,
    merged,
    rows_of,
    time_likeness,
    unit_likeness,
)
from shuniu.matters.reading.headings import (
    counted,
    divides,
    heading_words,
    spread,
    stacked_heading,
    undivided,
)
from shuniu.matters.reading.outline import marker_at
from shuniu.matters.reading.text import Passage
from shuniu.matters.reading.units import surely_unit


@dataclass(frozen=True)
class Table:
    """A table found: its columns, its rows, and the lines (from, to) of the page it covers."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    first_line: int
    end_line: int


def tables_in(lines: Sequence[Passage]) -> list[Table]:
    """Every table of tasks among the lines."""
    found: list[Table] = []
    at = 0
    while at < len(lines):
        table = (
            _pipe_table(lines, at)
            or _spaced_table(lines, at)
            or _flattened_table(lines, at)
            or _pipes_without_header(lines, at)
            or _numbered_cells(lines, at)
        )
        if table and table.rows:
            found.append(table)
            at = max(table.end_line, at + 1)
        else:
            at += 1
    return found


def _is_table(columns: Sequence[Column | None]) -> bool:
    known = [c for c in columns if c]
    return (
        len(known) >= 2 and len(known) * 2 >= len(columns)
        and any(c in OWNER_COLUMNS or c is Column.PERSON for c in known)
        and any(c in (Column.TEXT, Column.NAME, Column.NUMBER) for c in known)
    )  # fmt: skip


def _columns(words: Sequence[str]) -> list[Column]:
    return [column_of(w) or Column.TEXT for w in words]


def pipe_cells(line: Passage) -> list[Passage] | None:
    """The cells of a line like | a | b |; None if the line is no row."""
    if line.text.count("|") < 1 or not re.search(r"\|", line.text):
        return None
    cells = [cell.stripped() for cell in line.split(re.compile(r"\|"))]
    if cells and not cells[0]:
        cells = cells[1:]
    if cells and not cells[-1]:
        cells = cells[:-1]
    return cells or None


def is_rule(line: str) -> bool:
    return bool(re.fullmatch(r"[\s|:：+\-—=]+", line)) and "-" in line


def _pipe_table(lines: Sequence[Passage], at: int) -> Table | None:
    cells = pipe_cells(lines[at])
    if not cells or len(cells) < 2 or lines[at].text.count("|") < 2:
        return None
    columns_seen = [column_of(cell.text) for cell in cells]
    if not _is_table(columns_seen):
        return None
    columns = _columns([cell.text for cell in cells])
    closed = lines[at].text.endswith("|")
    rows: list[Row] = []
    end = at + 1
    second = pipe_cells(lines[end]) if end < len(lines) else None
    if second and len(second) == len(columns) and divides(second):
        columns = [column_of(cell.text) or column for cell, column in zip(second, columns, strict=True)]
        end += 1
    elif second and len(second) > len(columns) and divides(second):
        columns = spread(second, columns)
        end += 1
    while end < len(lines):
        line = lines[end]
        if is_rule(line.text):
            end += 1
            continue
        if closed and "|" in line.text and not line.text.endswith("|"):
            line, end = _whole_row(lines, end)
        cells = pipe_cells(line)
        if cells is None:
            if (
                rows
                and end + 1 < len(lines)
                and "|" in lines[end + 1].text
                and not line.text.startswith(("一", "二", "三", "附"))
            ):
                # a cell broken over lines
                end += 1
                continue
            break
        if [column_of(cell.text) for cell in cells] == columns_seen:
            end += 1
            continue
        if name := _group_row(cells, columns, lines[at + 1 : end]):
            rows.append(Row(named=[name]))
            end += 1
            continue
        row = _pipe_row(cells, columns)
        if row:
            rows.append(row)
        elif len(cells) == 1 or all(not c for c in cells[1:]):
            rows.append(Row(named=[cells[0].text]))
        end += 1
    columns = counted(rows, columns)
    return Table(tuple(columns), tuple(merged(rows, columns)), at, end)


def _group_row(cells: list[Passage], columns: list[Column], above: Sequence[Passage]) -> str:
    """一 | 宣传教育 | | |: a row that holds only a name with a Chinese number, or only a name beside an empty number
    in a table whose rows are counted, names the group of rows below it. "" if it is a row of its own."""
    filled = [cell for cell in cells if cell]
    if not filled or len(filled) > 2 or len(cells) < 3 or columns[0] is not Column.NUMBER:
        return ""
    name = filled[-1].text
    if len(name) > 24 or re.search(r"[。；]", name):
        return ""
    if (
        len(filled) == 2
        and cells[0]
        and re.fullmatch(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?", cells[0].text)
    ):
        return (
            name if not any(re.match(r"\|?\s?十?一\s?\|[^|]*\|[^|\s]", line.text) for line in above) else ""
        )
    if len(filled) == 1 and (match := marker_at(name)):
        return name[match[1] :]
    return ""


def _whole_row(lines: Sequence[Passage], at: int) -> tuple[Passage, int]:
    """A row whose cells hold line ends, put together; and the number of its last line."""
    parts = [lines[at]]
    end = at
    while end + 1 < len(lines) and end - at < 12 and not lines[end].text.endswith("|"):
        end += 1
        if lines[end].text.startswith("|"):
            return lines[at], at
        parts += [Passage("\n", (parts[-1].places[-1] + 1,)), lines[end]]
    return (Passage.joined(parts), end) if lines[end].text.endswith("|") else (lines[at], at)


def _pipes_without_header(lines: Sequence[Passage], at: int) -> Table | None:
    """Pipe rows whose heading is missing or in words of the place: the columns are known by what they hold."""
    grid: list[list[Passage]] = []
    end = at
    while end < len(lines) and (cells := pipe_cells(lines[end])) and len(cells) >= 2:
        if not is_rule(lines[end].text):
            grid.append(cells)
        end += 1
    width = max((len(cells) for cells in grid), default=0)
    whole = [cells for cells in grid if len(cells) == width]
    if len(whole) < 2 or not 2 <= width <= 10:
        return None
    columns = [_guessed([cells[i].text for cells in whole]) for i in range(width)]
    if Column.DUTY not in columns or Column.TEXT not in columns:
        return None
    owner = columns.index(Column.DUTY)
    if len(grid[0]) == width and unit_likeness(grid[0][owner].text) < 0.5:
        grid = grid[1:]
    rows = [row for cells in grid if (row := _pipe_row(cells, columns))]
    return Table(tuple(columns), tuple(merged(rows, columns)), at, end)


def _guessed(cells: list[str]) -> Column:
    """The column that fits all these cells best."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return Column.OTHER
    candidates = (Column.NUMBER, Column.DUTY, Column.TIME, Column.TEXT)
    return max(candidates, key=lambda c: sum(fit(cell, c) for cell in filled))


def _numbered_cells(lines: Sequence[Passage], at: int) -> Table | None:
    """Cells on lines of their own without any heading: 1, a task, its owners, its time, 2, the next task …"""
    if not re.fullmatch(r"1[.、]?", lines[at].text):
        return None
    numbers = [at]
    for i in range(at + 1, len(lines)):
        if re.fullmatch(rf"{len(numbers) + 1}[.、]?", lines[i].text):
            numbers.append(i)
        elif i - numbers[-1] > 12:
            break
    if len(numbers) < 2:
        return None
    end = numbers[-1] + 1
    while end < len(lines) and end - numbers[-1] <= 8 and not _ends_table(lines[end].text):
        end += 1
    rows = [
        [line.text for line in lines[a + 1 : b]] for a, b in zip(numbers, [*numbers[1:], end], strict=True)
    ]
    owned = sum(
        any(unit_likeness(cell) >= 0.9 and not BEGINS_WORK.match(cell) for cell in row[1:]) for row in rows
    )
    if owned * 3 < len(rows) * 2:
        return None
    columns = [Column.NUMBER, Column.TEXT, Column.DUTY, Column.TIME]
    return Table(tuple(columns), tuple(merged(rows_of(list(lines[at:end]), columns), columns)), at, end)


def _pipe_row(cells: list[Passage], columns: list[Column]) -> Row | None:
    filled = [c for c in cells if c]
    if len(filled) < 2:
        return None
    if len(cells) == len(columns):
        return Row({i: [cell] for i, cell in enumerate(cells) if cell})
    return laid_out([c for c in cells if c], columns, one_row=True)[0]


def _spaced_table(lines: Sequence[Passage], at: int) -> Table | None:
    """A header whose words stand in one line with tabs or spaces between them; rows likewise, or all on that line."""
    tabs = lines[at].text.count("\t") >= 2
    separator = re.compile(
        r" *\t *" if tabs else r"\s{2,}" if re.search(r"\s{2,}", lines[at].text) else r"\s+"
    )
    words = lines[at].split(separator)
    if len(words) < 3:
        return None
    first, header = heading_words([w.text for w in words])
    names = [w.text for w in words[first:header]]
    if (
        len(words) <= 12
        and all(len(w) <= 10 and not ROW_NUMBER.match(w.text) for w in words)
        and _is_table([column_of(w.text) for w in words])
    ):
        first, header = 0, len(words)
        names = [w.text for w in words]
    if not _is_table([column_of(n) for n in names]) or len(names) < 3:
        return None
    columns = undivided(_columns(names))
    tokens = [w for w in words[header:] if w]
    rows: list[Row] = rows_of(tokens, columns)
    end = at + 1
    while end < len(lines):
        cells = lines[end].split(separator)
        pieces = [w for w in cells if w]
        if [p.text for p in pieces] == names:
            end += 1
            continue
        if tabs and len(cells) == len(columns) != len(pieces):
            rows.append(Row({i: [cell] for i, cell in enumerate(cells) if cell}))
            end += 1
            continue
        if _ends_table(lines[end].text) and len(pieces) < 2:
            break
        if len(pieces) == 1 and not rows:
            break
        if len(pieces) == len(columns) and (
            columns[0] is not Column.NUMBER or ROW_NUMBER.match(pieces[0].text)
        ):
            rows.append(Row({i: [piece] for i, piece in enumerate(pieces)}))
        elif len(pieces) >= 2:
            rows.extend(laid_out(pieces, columns, one_row=len(pieces) <= len(columns)))
        elif rows:
            rows.append(_continued(rows.pop(), pieces[0], columns))
        end += 1
    return Table(tuple(columns), tuple(merged(rows, columns)), at, end)


def _continued(row: Row, piece: Passage, columns: list[Column]) -> Row:
    best = max(range(len(columns)), key=lambda i: fit(piece.text, columns[i]))
    row.cells.setdefault(best, []).append(piece)
    return row


def _is_row_text(lines: Sequence[Passage], at: int) -> bool:
    """一、加大投入。 with an owner cell below it is the text of a row, not the next section of the paper."""
    return (
        at + 1 < len(lines)
        and bool(re.match(r"[一二三四五六七八九十]+、", lines[at].text))
        and unit_likeness(lines[at + 1].text) >= 0.9
    )


def _flattened_table(lines: Sequence[Passage], at: int) -> Table | None:
    """One cell a line: a run of heading words, then the cells of row after row. One or two headings may be words of
    the place (民生实事, 品名) if those around them are known."""
    if column_of(lines[at].text) is None:
        return None
    names, header = stacked_heading(lines, at)
    strange = [name for name in names if column_of(name) is None]
    if len(strange) > 1 or any(surely_unit(name) for name in strange):
        return None
    columns = undivided(_columns(names))
    if len(names) < 2:
        return None
    if Column.TEXT not in columns and Column.NAME not in columns:
        # the heading of the texts is a word of the place (审议意见) on the line before
        if not at or len(lines[at - 1]) > 10 or re.search(r"[。；，：、\d]", lines[at - 1].text):
            return None
        columns = [Column.TEXT, *columns]
    if not _is_table(columns):
        return None
    end = header
    while end < len(lines) and (not _ends_table(lines[end].text) or _is_row_text(lines, end)):
        end += 1
    cells = _rejoined(lines[header:end])
    if Column.TIME not in columns and _times_under_owners(cells):
        columns = [*columns, Column.TIME]
    return Table(tuple(columns), tuple(merged(rows_of(cells, columns), columns)), at, end)


_END_OF_LIMIT = re.compile(r"(?:[月季年]?[底末])?(?:之?前|以前|之?内)?(?:完成|建成|办结|投用)?$")


def _rejoined(cells: Sequence[Passage]) -> list[Passage]:
    """The cells, those put together that a narrow column broke behind a date (2026年9月底 / 前)."""
    done: list[Passage] = []
    for cell in cells:
        if done and len(cell) <= 5 and _END_OF_LIMIT.match(cell.text) and time_likeness(done[-1].text) >= 0.9:
            done[-1] = done[-1] + cell
        else:
            done.append(cell)
    return done


def _times_under_owners(cells: Sequence[Passage]) -> bool:
    """Whether a time limit without a heading of its own stands below most owners."""
    below = [
        time_likeness(after.text)
        for before, after in zip(cells, cells[1:], strict=False)
        if unit_likeness(before.text) >= 0.9 and unit_likeness(after.text) < 0.5
    ]
    return bool(below) and sum(likeness >= 0.9 for likeness in below) * 2 > len(below)


def _ends_table(text: str) -> bool:
    return bool(
        re.match(
            r"联系(?:人|电话|方式)：|附件\s?\d?|（?此件|注：|抄送|主办：|[一二三四五六七八九十]+、.{4,}[。]$|打印|关闭|上一篇|分享到|\d{4}年\d{1,2}月\d{1,2}日$|备注：",
            text,
        )
    )
