"""The rows of the board, drawn by hand: forty rows of fourteen marks through the template engine cost more than the page.

{% board_rows board %}     one <tr> for each row of the board
{% ladder_word step %}     第2步 催办 (`step` is ranking.chase.Step)
{% step_word 3 %}          督办·蓝
{% step_why step %}        过时限1个工作日
{% cell value %}           a value of the ledger: text, number or a day
"""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import urlencode

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shuniu.matters.ranking import wording
from shuniu.matters.ranking.chase import Step
from shuniu.org import moment
from shuniu.supervision.board import Board, Row
from shuniu.supervision.choices import Axis
from shuniu.supervision.weeks import Mark

register = template.Library()
LONGEST_TITLE = 14


@register.simple_tag
def ladder_word(step: Step) -> str:
    return _("第%(number)d步 %(word)s") % {"number": step.number, "word": wording.step(step)}


@register.simple_tag
def step_word(number: int) -> str:
    return wording.step(Step(number, ""))


@register.simple_tag
def step_why(step: Step) -> str:
    return wording.why(step)


@register.simple_tag
def cell(value) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}"
    return "" if value is None else str(value)


@register.simple_tag
def board_rows(board: Board) -> SafeString:
    """督的行. The marks are drawn by the style (supervise.css), so that each is an address and a few words."""
    words = {"red": _("红"), "amber": _("黄"), "green": _("绿"), "none": _("无灯")}
    weeks = [_week(monday) for monday in board.weeks]
    by = "" if board.axis == Axis.BODY else urlencode({"by": board.axis}) + "&"
    return mark_safe("".join(_row(row, weeks, by, words, is_body=not by) for row in board.rows))


def _week(monday: date) -> tuple[str, str]:
    """Address and name of a week, worked out once for all the rows."""
    name = _("%(month)d月%(day)d日起:%(light)s") % {"month": monday.month, "day": monday.day, "light": ""}
    return f"weeks/{monday}/", escape(name)


def _row(row: Row, weeks: list[tuple[str, str]], by: str, words: dict[str, str], *, is_body: bool) -> str:
    where = escape(f"?{by}{urlencode({'of': row.key})}")
    marks = "".join(_mark(mark, week, where, words) for mark, week in zip(row.marks, weeks, strict=True))
    name: str = escape(row.name)
    if row.key.isdigit() and is_body:
        name = f'<a href="/divisions/{row.key}/">{name}</a>'
    return f'<tr{" data-own" if row.is_own else ""}><th scope="row">{name}</th>{marks}<td class="board__now">{_now(row, words)}</td></tr>'


def _mark(mark: Mark, week: tuple[str, str], where: str, words: dict[str, str]) -> str:
    address, name = week
    if not mark.known:
        unknown = _("没有记")
        return f'<td><span title="{name}{unknown}">·</span></td>'
    # Red before amber; the word alone where there is nothing to count.
    counted = [
        f"{words[colour]} {n}" for colour, n in reversed(mark.counts) if n and colour in ("red", "amber")
    ]
    said = " ".join(counted) or words[mark.colour]
    # The title is the name of the link: forty rows of fourteen marks are said once each, not twice.
    return f'<td><a data-light="{mark.shape}" href="{address}{where}" title="{name}{said}"></a></td>'


def _now(row: Row, words: dict[str, str]) -> str:
    """现在: in hand, reds and ambers, the longest, where it sticks; nothing is said where nothing is the matter."""
    held = escape(_("在办 %(n)d") % {"n": len(row.items)})
    drawn = [f"<span>{held}</span>"]
    drawn += [
        f'<span data-light="{colour}"><span class="visually-hidden">{words[colour]}</span>{count}</span>'
        for colour, count in (("red", row.red), ("amber", row.amber))
        if count
    ]
    pieces: list[str] = []
    if row.items and row.longest > 1:
        pieces.append(escape(ngettext("最久 %(n)d 天", "最久 %(n)d 天", row.longest) % {"n": row.longest}))
    if row.hard_spots:
        pieces.append(escape(_("有困难 %(n)d") % {"n": row.hard_spots}))
    urgent = row.urgent
    if urgent is not None:
        title = urgent.line.title
        short, whole = title, ""
        if len(title) > LONGEST_TITLE:
            short, whole = title[: LONGEST_TITLE - 1] + "…", f' title="{escape(title)}"'
        pieces.append(f'<a href="{urgent.line.address}" data-panel{whole}>{escape(short)}</a>')
        if row.stuck:
            pieces.append(escape(row.stuck))
    elif row.items:
        pieces.append(escape(_("没有逾期的")))
    if row.checked:
        pieces.append(escape(_("已核 %(n)d") % {"n": row.checked}))
    if row.requests:
        said = _("本周向它要了%(n)d次材料") % {"n": row.requests}
        where = urlencode({"by": "body", "of": row.key})
        pieces.append(f'<a href="/supervise/weeks/{moment.today()}/?{where}">{escape(said)}</a>')
    return " ".join([*drawn, *(f"<span>{piece}</span>" for piece in pieces)])
