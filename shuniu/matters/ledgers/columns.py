"""列: which column of somebody's ledger says what, guessed from its heads and corrected by a person.

Nothing is taken from what a cell merely looks like: a head that nobody recognises is left for the person to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shuniu.matters.choices import SourceType

OPEN, DONE, VOID = "open", "done", "void"
# 办结 in the words of ledgers; what is not among them is asked about, never guessed.
STATES = {
    **dict.fromkeys(
        ("办结", "已办结", "办毕", "已办毕", "完成", "已完成", "结", "已结", "已办", "是", "√", "✓", "已回复", "已答复",
         "已归档", "销号", "已销号", "done", "closed", "yes"), DONE,
    ),
    **dict.fromkeys(
        ("在办", "办理中", "正在办理", "未办结", "未完成", "未办", "待办", "进行中", "推进中", "正在推进", "否", "×", "正常推进",
         "序时推进", "持续推进", "长期坚持", "缓办", "open", "no", "in progress"), OPEN,
    ),
    **dict.fromkeys(("作废", "取消", "已取消", "撤销", "撤回", "退回", "已退回", "不办", "void", "cancelled"), VOID),
}  # fmt: skip

_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_DAYS = range(36526, 73051)  # 2000 to 2099, as a date column without a date format gives them
_DAY = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:[-./]|年)(?P<month>\d{1,2})(?:[-./]|月)(?P<day>\d{1,2})日?(?:[ T]\d{1,2}:\d\d(?::\d\d)?)?"
)
_CLOSE = re.compile(r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)")


def day_in(said: str) -> date | None:
    """A whole day with its year as a cell gives it: 2025-03-04, 2025.3.4, 2025年3月4日, 20250304, 45720; else None."""
    said = said.strip()
    match = _DAY.fullmatch(said.replace(" ", "", 1) if "年" in said else said) or _CLOSE.fullmatch(said)
    if match:
        try:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            return None
    if said.isdigit() and len(said) == 5 and int(said) in _EXCEL_DAYS:
        return _EXCEL_ZERO + timedelta(days=int(said))
    return None


def state_in(said: str) -> str | None:
    """OPEN, DONE or VOID; an empty cell is open; None for a word that is none of them."""
    return STATES.get(said.strip(" 。.").lower()) if said.strip() else OPEN


@dataclass(frozen=True)
class Field:
    """What a ledger may say of a matter: its word, the heads people give it, and which values fit."""

    label: str | Promise
    heads: tuple[str, ...]
    fits: Callable[[str], bool] = bool


def _is_day(said: str) -> bool:
    return day_in(said) is not None


FIELDS: dict[str, Field] = {
    "title": Field(
        _("标题"),
        ("标题", "文件标题", "来文标题", "公文标题", "文件名称", "文件题名", "题名", "事项", "事项名称", "督办事项", "议定事项", "交办事项",
         "工作任务", "任务", "重点任务", "事由", "主要内容", "内容摘要", "反映内容", "内容", "诉求内容", "title", "subject", "matter"),
    ),
    "source_body": Field(
        _("来文单位"),
        ("来文单位", "来文机关", "发文单位", "发文机关", "来源单位", "来源", "交办单位", "报送单位", "交办机关", "from", "sender"),
    ),
    "source_person": Field(
        _("来源人"), ("来文人", "来电人", "来访人", "反映人", "批示领导", "交办领导", "交办人", "批示人", "来源人", "联系人", "by whom")
    ),
    "received": Field(
        _("收到日期"),
        ("收文日期", "收文时间", "收到日期", "来文日期", "来文时间", "登记日期", "登记时间", "交办日期", "交办时间", "批示日期", "批示时间",
         "会议日期", "会议时间", "来电时间", "来访时间", "日期", "时间", "received", "date"),
        _is_day,
    ),
    "due": Field(
        _("时限"),
        ("时限", "办结时限", "完成时限", "办理时限", "要求完成时间", "要求办结时间", "截止日期", "截止时间", "办理期限", "完成期限", "期限",
         "due", "deadline"),
        _is_day,
    ),
    "lead": Field(
        _("牵头"),
        ("牵头单位", "承办单位", "主办单位", "责任单位", "牵头部门", "承办部门", "责任部门", "办理单位", "牵头", "承办", "主办", "lead"),
    ),
    "support": Field(_("配合"), ("配合单位", "协办单位", "配合部门", "协办部门", "配合", "协办", "support")),
    "holder": Field(_("在谁手上"), ("承办人", "经办人", "办理人", "责任人", "具体承办人", "holder", "handled by")),
    "state": Field(
        _("状态"),
        ("状态", "办理状态", "是否办结", "办结情况", "完成状态", "是否完成", "办理进度", "进度", "完成情况", "办理情况", "state", "status"),
        lambda said: state_in(said) is not None,
    ),
    "completed": Field(
        _("办结日期"), ("办结日期", "办结时间", "完成日期", "完成时间", "销号时间", "回复日期", "答复日期", "completed", "closed on"), _is_day
    ),
    "result": Field(_("结果"), ("办理结果", "处理结果", "落实情况", "进展情况", "办结结果", "结果", "回复内容", "result")),
}  # fmt: skip


@dataclass(frozen=True)
class Sort:
    """哪种台账: how its matters reached the office, and their kind; a kind of 限定 keeps them so."""

    label: str | Promise
    source: str
    kind: str = ""
    words: tuple[str, ...] = ()


# The first whose word stands in the name of the file, the sheet or a head.
SORTS: dict[str, Sort] = {
    "petition": Sort(_("信访、来访(限定)"), SourceType.VISIT, "petition", ("信访", "来访", "上访")),
    "hotline": Sort(_("热线"), SourceType.HOTLINE, "hotline", ("热线", "12345", "工单")),
    "decided": Sort(_("会议议定"), SourceType.MEETING, "minute_item", ("议定", "会议")),
    "instructions": Sort(_("督办、批示、交办"), SourceType.INSTRUCTION, "", ("督办", "批示", "督查", "交办")),
    "papers": Sort(_("收文"), SourceType.PAPER, "", ("收文", "来文")),
    "plan": Sort(_("别的"), SourceType.PLAN),
}


def sort_of(said: str) -> str:
    """哪种台账, by the words on it; 收文 when nothing says otherwise."""
    return next((code for code, sort in SORTS.items() if any(word in said for word in sort.words)), "papers")


def head_of(rows: Sequence[Sequence[str]]) -> int:
    """Which of the first rows is the head: the one with most known words; a title may stand above it."""
    first = rows[:10]
    known = {head for field in FIELDS.values() for head in field.heads}
    counts = [sum(bare(cell) in known for cell in row) for row in first]
    return counts.index(max(counts)) if counts else 0


def guessed(head: Sequence[str]) -> dict[str, int]:
    """认列: field → place, by heads alone; the head that is the word itself before the one that contains it."""
    places: dict[str, int] = {}
    spelt = [bare(cell) for cell in head]
    for exact in (True, False):
        for name, field in FIELDS.items():
            if name in places:
                continue
            for known in field.heads:
                place = _place(spelt, known, exact, places)
                if place is not None:
                    places[name] = place
                    break
    return places


def _place(spelt: list[str], known: str, exact: bool, taken: dict[str, int]) -> int | None:
    for place, cell in enumerate(spelt):
        if place not in taken.values() and (cell == known if exact else len(known) > 2 and known in cell):
            return place
    return None


def bare(cell: str) -> str:
    """A head without what is added to it: 承办单位（盖章） and *承办单位: are 承办单位."""
    return (
        re.sub(r"[（(][^）)]*[）)]|[\s*::]", "", cell).lower()
        if not cell.isascii()
        else cell.strip(" *:").lower()
    )
