"""单元格: what a column of a task table holds, what a cell looks like, and which cell belongs to which column.

Cells are laid on columns by what they look like (a number, a text, a list of units, a time), so that missing, empty
and broken cells do no harm. Rules: a row is one task; two texts under one merged owner cell are two tasks with it.
"""

from __future__ import annotations

import re
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


def column_of(words: str) -> Column | None:
    """The column a heading cell names, None if it is no heading cell."""
    words = re.sub(r"\s", "", words)
    if re.fullmatch(
        r"序号?|[\u4e00-\u9fff]{0,6}(?:编号|序号)|(?:提案|建议|议案|案|件|文|工单|条目|清单)?号|项次|条款|条目|No\.?|NO\.?|#",
        words,
    ):
        return Column.NUMBER
    if re.fullmatch(r"备注|说明|备考|文件依据|来源|任务来源|完成情况|进展情况|落实情况|分值|权重", words):
        return Column.OTHER
    if re.fullmatch(r"类别|分类|项目类别|领域|板块|一级指标|一级任务|任务类别|类型|专题|方面", words):
        return Column.NAME
    role = role_of(words)
    if role:
        return _BY_ROLE[role]
    if re.fullmatch(r"(?:姓名[/、])?(?:科室|部门|处室|站所|股室|单位|科室\（单位）)", words):
        return Column.DUTY
    if re.fullmatch(r"截止日?期?", words):
        return Column.TIME
    if match := re.fullmatch(
        r"(牵头|主办|责任|承办|配合|协办|协助|参与)[\u4e00-\u9fff]{1,4}(?<![书状制人员])", words
    ):
        return {"牵头": Column.LEAD, "主办": Column.LEAD, "责任": Column.DUTY, "承办": Column.DUTY}.get(
            match.group(1), Column.SUPPORT
        )
    if re.fullmatch(r"[\u4e00-\u9fff/]{2,8}(?:时间|时限|日期|节点)", words):
        return Column.TIME
    if re.fullmatch(
        r"[\u4e00-\u9fff]{1,6}(?:内容|规模|问题|任务|事项|项目|措施|目标|举措|隐患|名称|建议|诉求|要求)|案由|事由|标题|题目",
        words,
    ):
        return Column.TEXT
    return None


ROW_NUMBER = re.compile(
    r"[（(]?(?:第?\d{1,4}号?|\d{1,2}(?:\.\d{1,2}){1,3}|[A-Z]{1,4}[-—]?\d{1,10}|[一二三四五六七八九十]{1,3}|[①-⑳])[)）、.．]?$"
)


def fit(text: str, column: Column) -> float:
    """How well a cell suits a column; the differences matter, not the values."""
    text = re.sub(r"\s", "", text)
    number = bool(ROW_NUMBER.match(text))
    if column is Column.NUMBER:
        return 4 if number else -6
    if number:
        return -3 if column is not Column.OTHER else -1
    units = unit_likeness(text)
    timely = time_likeness(text)
    sentence = len(text) > 14 or bool(re.search(r"[。；：]", text))
    if column in OWNER_COLUMNS:
        # between two columns that would do, somebody is responsible before anybody helps
        helps = 0.05 if column is Column.SUPPORT else 0
        return 3 * units - helps - (2 if sentence and units < 0.5 else 0) - 2 * timely
    if column is Column.TIME:
        return 3 * timely - 2 * units - (1.5 if not timely else 0)
    if column is Column.PERSON:
        return (
            2
            if re.fullmatch(r"[\u4e00-\u9fff×xX*＊]{2,4}(?:[、，\s][\u4e00-\u9fff×xX*＊]{2,4})*", text)
            and not units
            else -1.5
        ) - timely
    if column is Column.NAME:
        return 1.0 - (1.5 if sentence else 0) - 2 * units - timely
    if column is Column.TEXT:
        return 1.2 + (1 if sentence else 0) - 2.5 * units - 2 * timely
    return -0.5


BEGINS_WORK = re.compile(
    r"启动|建成|新建|完成|开工|迁建|推进|加快|加强|实施|建设|改造|开展|制定|落实|推动|做好|完善|深化|提升|打造|举办|筹建|修[建缮补]|扩建|编制|出台|整治|"
    r"启用|引进|争取|培育|优化|健全|强化|支持|抓好|确保|升级|购置|采购|设立|搭建|论证|成立|组建|安装|更换|维修|清理|拓宽|增设|续建|力争|继续|全面|进一步"
)


@lru_cache(maxsize=4096)
def unit_likeness(text: str) -> float:
    if len(text) > 160 or re.search(r"[。！？]", text) or (BEGINS_WORK.match(text) and len(text) > 6):
        return 0.0
    plain = re.sub(r"(?:牵头|主办|配合|协办|负责|：)", "、", text)
    names = split_units(plain)
    if not names:
        return 0.0
    score = sum(1.0 if surely_unit(n) else 0.5 if looks_like_unit(n) else 0.0 for n in names)
    return score / len(names)


# 兑现2023年度人才政策资金: a year in the midst of what is to be done limits nothing.
_WORK_OF_A_YEAR = re.compile(
    r"^[\u4e00-\u9fff]{2,}20\d\d年度?(?!\d|[上下]半年|[第]?[一二三四]季度|[年底末前内])[\u4e00-\u9fff]{2}"
)


@lru_cache(maxsize=4096)
def time_likeness(text: str) -> float:
    if len(text) > 80:
        return 0.0
    if repeats(text) and len(text) <= 14:
        # 每半年开展一次专题研判 may be the work itself
        return 0.3 if len(text) > 8 and re.search(r"开展|组织|召开|举办|进行|检查|研判", text) else 1.0
    if len(text) <= 8 and re.match(
        r"立即|立行立改|立知立改|即知即改|尽快|即时|实时|随时|及时|同步|限期|视情", text
    ):
        return 0.8
    moments = points(text, today=None)
    if not moments:
        return 0.6 if re.fullmatch(r".{1,6}(?:前|内|底|期间|期末)", text) else 0.0
    if _WORK_OF_A_YEAR.search(text):
        return 0.0
    covered = sum(p.end - p.start for p in moments) / max(len(text), 1)
    return (
        1.0
        if covered > 0.4 or text.endswith(("前", "底", "内", "完成")) and len(text) < 24
        else 0.5
        if covered > 0.15
        else 0.0
    )


def laid_out(cells: list[Passage], columns: list[Column], *, one_row: bool = False) -> list[Row]:
    """Rows out of a stream of cells: the best path over columns, where a new row begins by going back to the left."""
    if not cells:
        return [] if not one_row else [Row()]
    width = len(columns)
    scores = [[fit(cell.text, column) for column in columns] for cell in cells]
    returns = [[_way_back(k, j, columns) for j in range(width)] for k in range(width)]
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
                for cost, new in (_step(k, j, columns, cells[i - 1].text, cells[i].text, one_row, returns),)
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


_GROUP = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|（[一二三四五六七八九十]{1,3}）)\s*([^。；]{2,30})$"
)


def rows_of(cells: list[Passage], columns: list[Column]) -> list[Row]:
    """Rows out of a stream of cells, with the lines between them that name a group (二、城乡建设)."""
    rows: list[Row] = []
    held: list[Passage] = []
    names: list[str] = []
    for cell in cells:
        match = _GROUP.match(cell.text)
        if match is None or unit_likeness(match.group(1)) > 0.6:
            held.append(cell)
            continue
        if held:
            rows.extend(laid_out(held, columns))
        held = []
        names = [*names[:1], match.group(1)] if cell.text.startswith("（") else [match.group(1)]
        rows.append(Row(named=list(names)))
    if held:
        rows.extend(laid_out(held, columns))
    return rows


def _way_back(k: int, j: int, columns: list[Column]) -> float:
    """The cost of beginning a new row at column j after column k."""
    skipped_front = sum(1 for c in columns[:j] if c is not Column.NUMBER) * 0.35
    has_number = Column.NUMBER in columns and columns.index(Column.NUMBER) < j
    skipped_end = 0.35 * (len(columns) - 1 - k)
    return -0.2 - skipped_front - skipped_end - (1.5 if has_number else 0)


def _step(
    k: int,
    j: int,
    columns: list[Column],
    before: str,
    after: str,
    one_row: bool,
    back: list[list[float]],
) -> tuple[float, bool]:
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
            # a text in several lines, or a new row under merged cells: see merged
            return (-0.6, False)
        return -1.2, False
    return (-99, True) if one_row else (back[k][j], True)


def merged(rows: list[Row], columns: list[Column]) -> list[Row]:
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
