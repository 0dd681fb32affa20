"""The rows of the board, drawn by hand: forty rows of fourteen marks through the template engine cost more than the page.

{% board_rows board shapes %}     one <tr> for each row of the board
{% ladder_word step %}     第2步 催办 (`step` is ranking.chase.Step)
{% step_word 3 %}          督办·蓝
{% step_why step %}        过时限1个工作日
{% cell value %}           a value of the ledger: text, number or a day
"""

from __future__ import annotations

from datetime import datetime
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
def board_rows(board: Board, shapes: str) -> SafeString:
    """督的行; `shapes` is the address of the drawn lights ({% sprite %})."""
    words = {"red": _("红"), "amber": _("黄"), "green": _("绿"), "none": _("无灯")}
    return mark_safe("".join(_row(row, board, shapes, words) for row in board.rows))


def _row(row: Row, board: Board, shapes: str, words: dict[str, str]) -> str:
    marks = "".join(_mark(mark, row, board, shapes, words) for mark in row.marks)
    name: str = escape(row.name)
    if row.key.isdigit() and board.axis == "body":
        name = f'<a href="/divisions/{row.key}/">{name}</a>'
    return f'<tr{" data-own" if row.is_own else ""}><th scope="row">{name}</th>{marks}<td class="board__now">{_now(row, shapes, words)}</td></tr>'


def _mark(mark: Mark, row: Row, board: Board, shapes: str, words: dict[str, str]) -> str:
    said = _("%(month)d月%(day)d日起的一周:%(light)s") % {
        "month": mark.monday.month, "day": mark.monday.day, "light": words[mark.colour] if mark.known else _("没有记"),
    }  # fmt: skip
    for colour in ("red", "amber"):
        if count := mark.count(colour):
            said += f" {words[colour]} {count}"
    if not mark.known:
        return f'<td class="board__mark"><span title="{escape(said)}">·</span></td>'
    where = urlencode({"by": board.axis, "of": row.key})
    # The title is the name of the link: forty rows of fourteen marks are said once each, not twice.
    return (
        f'<td class="board__mark"><a href="/supervise/weeks/{mark.monday}/?{where}" title="{escape(said)}">'
        f'<svg class="light" data-colour="{mark.colour}" aria-hidden="true"><use href="{shapes}#light-{mark.shape}"></use>'
        f"</svg></a></td>"
    )


def _now(row: Row, shapes: str, words: dict[str, str]) -> str:
    """现在: in hand, reds and ambers, the longest, where it sticks; nothing is said where nothing is the matter."""
    pieces: list[str] = [escape(_("在办 %(n)d") % {"n": len(row.items)})]
    for colour, count in (("red", row.red), ("amber", row.amber)):
        if count:
            pieces.append(
                f'<span class="nowrap"><svg class="light" data-colour="{colour}" role="img" aria-label="{words[colour]}">'
                f'<use href="{shapes}#light-{colour}"></use></svg>{count}</span>'
            )
    if row.items and row.longest > 1:
        pieces.append(escape(ngettext("最久 %(n)d 天", "最久 %(n)d 天", row.longest) % {"n": row.longest}))
    if row.hard_spots:
        pieces.append(escape(_("有困难 %(n)d") % {"n": row.hard_spots}))
    urgent = row.urgent
    if urgent is not None:
        title = urgent.line.title
        short = title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"
        pieces.append(
            f'<a href="{urgent.line.address}" data-panel title="{escape(title)}">{escape(short)}</a>'
        )
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
    return " ".join(f"<span>{piece}</span>" for piece in pieces)
