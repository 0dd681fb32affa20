"""表格: tables of tasks, kept as pipe rows, as tabs and spaces, or flattened to one cell a line.

The header tells the columns; their order is free. Cells are laid on columns by what they look like (a number, a text,
a list of units, a time), so that missing, empty and broken cells do no harm. A row is one task; two texts under one
merged owner cell are two tasks with that owner; a row name in its own cell is the last heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from shuniu.clock.time_words import points, repeats
from shuniu.matters.reading.labels import Role, role_of
from shuniu.matters.reading.text import Passage
from shuniu.matters.reading.units import looks_like_unit, split_units, surely_unit


class Column(Enum):
    """What a column holds."""

    NUMBER = "序号"
    NAME = "名称"
    TEXT = "任务"
    LEAD = "牵头单位"
    DUTY = "责任单位"
    SUPPORT = "配合单位"
    PERSON = "责任人"
    TIME = "完成时限"
    OTHER = "备注"


OWNER_COLUMNS = (Column.LEAD, Column.DUTY, Column.SUPPORT)
_BY_ROLE = {
    Role.LEAD: Column.LEAD, Role.DUTY: Column.DUTY, Role.SUPPORT: Column.SUPPORT, Role.PERSON: Column.PERSON,
    Role.TIME: Column.TIME, Role.TASK: Column.TEXT, Role.OTHER: Column.TEXT,
}  # fmt: skip


@dataclass
class Row:
    """One row: the passages of each column, in order."""

    cells: dict[int, list[Passage]] = field(default_factory=dict)
    named: list[str] = field(default_factory=list)
    inherited: set[int] = field(default_factory=set)

    def of(self, column: int) -> str:
        return "".join(p.tight().text for p in self.cells.get(column, []))

    def names_of(self, column: int) -> str:
        """A cell of names: what stands on lines or with spaces of its own is a name of its own."""
        cells = [p.text.split() for p in self.cells.get(column, [])]
        return "、".join(("" if all(len(w) == 1 for w in words) else "、").join(words) for words in cells)


@dataclass(frozen=True)
class Table:
    """A table found: its columns, its rows, and the lines (from, to) of the page it covers."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    first_line: int
    end_line: int


def column_of(words: str) -> Column | None:
    """The column a heading cell names, None if it is no heading cell."""
    words = re.sub(r"\s", "", words)
    if re.fullmatch(r"序号?|编号|号|项次|No\.?|NO\.?|#", words):
        return Column.NUMBER
    if re.fullmatch(r"备注|说明|备考|文件依据|来源|任务来源|完成情况|进展情况|落实情况|分值|权重", words):
        return Column.OTHER
    if re.fullmatch(r"类别|分类|项目类别|领域|板块|一级指标|一级任务|任务类别|类型|专题|方面", words):
        return Column.NAME
    role = role_of(words)
    if role:
        return _BY_ROLE[role]
    if re.fullmatch(r"[\u4e00-\u9fff]{1,6}(?:内容|问题|任务|事项|项目|措施|目标|举措|隐患|名称)", words):
        return Column.TEXT
    return None


# ------------------------------------------------------------------ finding tables


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
    columns = [column_of(w) or Column.TEXT for w in words]
    texts = [i for i, c in enumerate(columns) if c is Column.TEXT]
    if len(texts) > 1 and any(columns[i] in OWNER_COLUMNS for i in range(texts[-1] + 1, len(columns))):
        pass
    return columns


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
    return bool(re.fullmatch(r"[\s|:+\-—=]+", line)) and "-" in line


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
    while end < len(lines):
        line = lines[end]
        if is_rule(line.text):
            end += 1
            continue
        if closed and "|" in line.text and not line.text.endswith("|"):
            line, end = _whole_row(lines, end)
        cells = pipe_cells(line)
        if cells is None:
            if rows and end + 1 < len(lines) and "|" in lines[end + 1].text and not line.text.startswith(("一", "二", "三", "附")):
                # a cell broken over lines
                end += 1
                continue
            break
        if [column_of(cell.text) for cell in cells] == columns_seen:
            end += 1
            continue
        row = _pipe_row(cells, columns)
        if row:
            rows.append(row)
        elif len(cells) == 1 or all(not c for c in cells[1:]):
            rows.append(Row(named=[cells[0].text]))
        end += 1
    return Table(tuple(columns), tuple(_merged(rows, columns)), at, end)


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
    if len(grid[0]) == width and _unit_likeness(grid[0][owner].text) < 0.5:
        grid = grid[1:]
    rows = [row for cells in grid if (row := _pipe_row(cells, columns))]
    return Table(tuple(columns), tuple(_merged(rows, columns)), at, end)


def _guessed(cells: list[str]) -> Column:
    """The column that fits all these cells best."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return Column.OTHER
    candidates = (Column.NUMBER, Column.DUTY, Column.TIME, Column.TEXT)
    return max(candidates, key=lambda c: sum(_fit(cell, c) for cell in filled))


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
    rows = [[line.text for line in lines[a + 1 : b]] for a, b in zip(numbers, [*numbers[1:], end], strict=True)]
    owned = sum(any(_unit_likeness(cell) >= 0.9 and not _BEGINS_WORK.match(cell) for cell in row[1:]) for row in rows)
    if owned * 3 < len(rows) * 2:
        return None
    columns = [Column.NUMBER, Column.TEXT, Column.DUTY, Column.TIME]
    return Table(tuple(columns), tuple(_merged(_rows_of(list(lines[at:end]), columns), columns)), at, end)


def _pipe_row(cells: list[Passage], columns: list[Column]) -> Row | None:
    filled = [c for c in cells if c]
    if len(filled) < 2:
        return None
    if len(cells) == len(columns):
        return Row({i: [cell] for i, cell in enumerate(cells) if cell})
    return _laid_out([c for c in cells if c], columns, one_row=True)[0]


def _spaced_table(lines: Sequence[Passage], at: int) -> Table | None:
    """A header whose words stand in one line with tabs or spaces between them; rows likewise, or all on that line."""
    separator = re.compile(r"\s*\t\s*|\s{2,}") if re.search(r"\t|\s{2,}", lines[at].text) else re.compile(r"\s+")
    words = lines[at].split(separator)
    if len(words) < 3:
        return None
    header = 0
    while header < len(words) and column_of(words[header].text):
        header += 1
    first = 0
    if header < 3:
        # a title before the header
        first = next((i for i, w in enumerate(words) if column_of(w.text)), len(words))
        header = first
        while header < len(words) and column_of(words[header].text):
            header += 1
    names = [w.text for w in words[first:header]]
    if len(words) <= 12 and all(len(w) <= 10 and not _NUMBER.match(w.text) for w in words) and _is_table([column_of(w.text) for w in words]):
        first, header = 0, len(words)
        names = [w.text for w in words]
    if not _is_table([column_of(n) for n in names]) or len(names) < 3:
        return None
    columns = _columns(names)
    tokens = [w for w in words[header:] if w]
    rows: list[Row] = _rows_of(tokens, columns)
    end = at + 1
    while end < len(lines):
        pieces = [w for w in lines[end].split(separator) if w]
        if [p.text for p in pieces] == names:
            end += 1
            continue
        if _ends_table(lines[end].text) and len(pieces) < 2:
            break
        if len(pieces) == 1 and not rows:
            break
        if len(pieces) == len(columns) and (columns[0] is not Column.NUMBER or _NUMBER.match(pieces[0].text)):
            rows.append(Row({i: [piece] for i, piece in enumerate(pieces)}))
        elif len(pieces) >= 2:
            rows.extend(_laid_out(pieces, columns, one_row=len(pieces) <= len(columns)))
        elif rows:
            rows.append(_continued(rows.pop(), pieces[0], columns))
        end += 1
    return Table(tuple(columns), tuple(_merged(rows, columns)), at, end)


def _continued(row: Row, piece: Passage, columns: list[Column]) -> Row:
    best = max(range(len(columns)), key=lambda i: _fit(piece.text, columns[i]))
    row.cells.setdefault(best, []).append(piece)
    return row


def _flattened_table(lines: Sequence[Passage], at: int) -> Table | None:
    """One cell a line: a run of heading words, then the cells of row after row. One or two headings may be words of
    the place (民生实事, 品名) if those around them are known."""
    if column_of(lines[at].text) is None:
        return None
    header = at
    last_known = at
    while header < len(lines) and header - at < 10:
        text = lines[header].tight().text
        if column_of(text):
            last_known = header
        elif not 2 <= len(text) <= 10 or re.search(r"[。；，：、\d]", text) or header - last_known > 2:
            break
        header += 1
    header = last_known + 1
    names = [line.tight().text for line in lines[at:header]]
    strange = [name for name in names if column_of(name) is None]
    if len(strange) > 1 or any(surely_unit(name) for name in strange):
        return None
    if len(names) < 2 or not _is_table([column_of(n) for n in names]):
        return None
    columns = _columns(names)
    if Column.TEXT not in columns and Column.NAME not in columns:
        if not at or len(lines[at - 1]) > 10:
            return None
        columns = [Column.TEXT, *columns]
    end = header
    while end < len(lines) and not _ends_table(lines[end].text):
        end += 1
    return Table(tuple(columns), tuple(_merged(_rows_of(list(lines[header:end]), columns), columns)), at, end)


def _ends_table(text: str) -> bool:
    return bool(re.match(r"附件\s?\d?|（?此件|注：|抄送|主办：|[一二三四五六七八九十]+、.{4,}[。]$|打印|关闭|上一篇|分享到|\d{4}年\d{1,2}月\d{1,2}日$|备注：", text))


# ------------------------------------------------------------------ laying cells on columns

_NUMBER = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[①-⑳])[)）、.．]?$")


def _fit(text: str, column: Column) -> float:
    """How well a cell suits a column; the differences matter, not the values."""
    text = re.sub(r"\s", "", text)
    number = bool(_NUMBER.match(text))
    if column is Column.NUMBER:
        return 4 if number else -6
    if number:
        return -3 if column is not Column.OTHER else -1
    units = _unit_likeness(text)
    timely = _time_likeness(text)
    sentence = len(text) > 14 or bool(re.search(r"[。；：]", text))
    if column in OWNER_COLUMNS:
        return 3 * units - (2 if sentence and units < 0.5 else 0) - 2 * timely
    if column is Column.TIME:
        return 3 * timely - 2 * units - (1.5 if not timely else 0)
    if column is Column.PERSON:
        return (2 if re.fullmatch(r"[\u4e00-\u9fff×xX*＊]{2,4}(?:[、，\s][\u4e00-\u9fff×xX*＊]{2,4})*", text) and not units else -1.5) - timely
    if column is Column.NAME:
        return 1.0 - (1.5 if sentence else 0) - 2 * units - timely
    if column is Column.TEXT:
        return 1.2 + (1 if sentence else 0) - 2.5 * units - 2 * timely
    return -0.5


_BEGINS_WORK = re.compile(
    r"启动|建成|新建|完成|开工|迁建|推进|加快|加强|实施|建设|改造|开展|制定|落实|推动|做好|完善|深化|提升|打造|举办|筹建|修[建缮补]|扩建|编制|出台|整治|"
    r"启用|引进|争取|培育|优化|健全|强化|支持|抓好|确保|升级|购置|采购|设立|搭建|论证|成立|组建|安装|更换|维修|清理|拓宽|增设|续建|力争|继续|全面|进一步"
)


@lru_cache(maxsize=4096)
def _unit_likeness(text: str) -> float:
    if len(text) > 160 or re.search(r"[。！？]", text) or (_BEGINS_WORK.match(text) and len(text) > 6):
        return 0.0
    plain = re.sub(r"(?:牵头|主办|配合|协办|负责|：)", "、", text)
    names = split_units(plain)
    if not names:
        return 0.0
    score = sum(1.0 if surely_unit(n) else 0.5 if looks_like_unit(n) else 0.0 for n in names)
    return score / len(names)


@lru_cache(maxsize=4096)
def _time_likeness(text: str) -> float:
    if len(text) > 80:
        return 0.0
    if repeats(text) and len(text) <= 14:
        return 1.0
    moments = points(text, today=None)
    if not moments:
        return 0.6 if re.fullmatch(r".{1,6}(?:前|内|底)", text) else 0.0
    covered = sum(p.end - p.start for p in moments) / max(len(text), 1)
    return 1.0 if covered > 0.4 or text.endswith(("前", "底", "内", "完成")) and len(text) < 24 else 0.5 if covered > 0.15 else 0.0


def _laid_out(cells: list[Passage], columns: list[Column], *, one_row: bool = False) -> list[Row]:
    """Rows out of a stream of cells: the best path over columns, where a new row begins by going back to the left."""
    if not cells:
        return [] if not one_row else [Row()]
    width = len(columns)
    scores = [[_fit(cell.text, column) for column in columns] for cell in cells]
    best = [[0.0] * width for _ in cells]
    back: list[list[tuple[int, bool]]] = [[(-1, True)] * width for _ in cells]
    for i in range(len(cells)):
        for j in range(width):
            if i == 0:
                best[i][j], back[i][j] = scores[i][j] - 0.3 * j, (-1, True)
                continue
            options = [
                (best[i - 1][k] + cost, k, new)
                for k in range(width)
                for cost, new in (_step(k, j, columns, cells[i - 1].text, cells[i].text, one_row),)
                if cost > -50
            ]
            value, k, new = max(options, default=(-999.0, 0, True))
            best[i][j], back[i][j] = value + scores[i][j], (k, new)
    j = max(range(width), key=lambda c: best[-1][c] - 0.3 * (width - 1 - c))
    path: list[tuple[int, bool]] = []
    for i in range(len(cells) - 1, -1, -1):
        k, new = back[i][j]
        path.append((j, new))
        j = k
    rows: list[Row] = []
    for cell, (column, new) in zip(cells, reversed(path), strict=True):
        if new or not rows:
            rows.append(Row())
        rows[-1].cells.setdefault(column, []).append(cell)
    return rows


_GROUP = re.compile(r"(?:[一二三四五六七八九十]{1,3}[、.．]|（[一二三四五六七八九十]{1,3}）)\s*([^。；]{2,30})$")


def _rows_of(cells: list[Passage], columns: list[Column]) -> list[Row]:
    """Rows out of a stream of cells, with the lines between them that name a group (二、城乡建设)."""
    rows: list[Row] = []
    held: list[Passage] = []
    names: list[str] = []
    for cell in cells:
        match = _GROUP.match(cell.text)
        if match is None or _unit_likeness(match.group(1)) > 0.6:
            held.append(cell)
            continue
        if held:
            rows.extend(_laid_out(held, columns))
        held = []
        names = [*names[:1], match.group(1)] if cell.text.startswith("（") else [match.group(1)]
        rows.append(Row(named=list(names)))
    if held:
        rows.extend(_laid_out(held, columns))
    return rows


def _step(k: int, j: int, columns: list[Column], before: str, after: str, one_row: bool) -> tuple[float, bool]:
    """(cost of going from column k to column j, whether a new row begins)."""
    if j > k:
        return -0.35 * (j - k - 1), False
    if j == k:
        if columns[j] is Column.NUMBER:
            return -99, True
        if columns[j] in OWNER_COLUMNS and not one_row:
            going_on = before.endswith(("、", "，")) or after.startswith(("、", "（"))
            # one body leads, several may help
            usual = {Column.LEAD: -1.3, Column.DUTY: -0.9, Column.SUPPORT: -0.6}[columns[j]]
            return (-0.4 if going_on else usual), False
        if columns[j] in (Column.TEXT, Column.NAME):
            # a text in several lines, or a new row under merged cells: see _merged
            return (-0.6, False)
        return -1.2, False
    if one_row:
        return -99, True
    skipped_front = sum(1 for c in columns[:j] if c is not Column.NUMBER) * 0.35
    has_number = Column.NUMBER in columns and columns.index(Column.NUMBER) < j
    skipped_end = 0.35 * (len(columns) - 1 - k)
    return -0.2 - skipped_front - skipped_end - (1.5 if has_number else 0), True


def _merged(rows: list[Row], columns: list[Column]) -> list[Row]:
    """Merged cells: an owner or a row name that is not repeated holds for the rows below it."""
    owners = [i for i, c in enumerate(columns) if c in OWNER_COLUMNS or c is Column.PERSON]
    times = [i for i, c in enumerate(columns) if c is Column.TIME]
    texts = [i for i, c in enumerate(columns) if c in (Column.TEXT, Column.NAME)]
    done: list[Row] = []
    names: list[str] = []
    previous: Row | None = None
    for row in rows:
        if row.named:
            names = row.named
            continue
        filled = [i for i in row.cells if columns[i] is not Column.NUMBER]
        if not filled:
            continue
        row.named = list(names)
        if previous is not None:
            if not any(i in row.cells for i in owners):
                for i in owners + times:
                    if i in previous.cells and i not in row.cells:
                        row.cells[i] = previous.cells[i]
                        row.inherited.add(i)
            first = texts[:-1] if len(texts) > 1 else []
            for i in first:
                if i not in row.cells and i in previous.cells and texts[-1] in row.cells:
                    row.cells[i] = previous.cells[i]
                    row.inherited.add(i)
        if any(i in row.cells for i in texts):
            done.append(row)
            previous = row
    return done
