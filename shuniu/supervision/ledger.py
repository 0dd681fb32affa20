"""督办台账: rows with chosen columns, for a table on screen, a spreadsheet, or paper (`ledger_rows` serves them all)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import xlsxwriter
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shuniu.matters.choices import SourceType, State
from shuniu.matters.models import Matter
from shuniu.matters.ranking import wording
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.supervision.beside import Followed, read
from shuniu.supervision.choices import Axis, Scope
from shuniu.supervision.given_out import followed, inspections, of_row, of_source, without_inspections

MOST_ROWS = 3000
SHAPES = {"red": "■", "amber": "▲", "green": "●", "none": "○"}
HOLLOW = {"green": "◌"}


@dataclass(frozen=True)
class Filters:
    """What goes into the ledger: of which row, source, colour and state; by default everything open that is followed."""

    axis: str = Axis.BODY
    key: str = ""
    source: str = ""
    colour: str = ""
    state: str = "open"  # open | done | all
    scope: str = Scope.INTERNAL
    since: date | None = None  # settled since, for done and all


@dataclass(frozen=True)
class Column:
    """一栏: its head, how wide in characters, and the value of one item (text, number or a naive moment)."""

    code: str
    head: str | Promise
    width: int
    value: Callable[[Followed], object]


def _light(one: Followed) -> str:
    colour = one.light.colour
    return (SHAPES[colour] if one.light.filled else HOLLOW.get(colour, SHAPES[colour])) + (
        "" if one.light.filled else _("自报")
    )


def _cause(one: Followed) -> str:
    return wording.sentence(one.light, moment.local(moment.now()))


def _told(one: Followed) -> str:
    """自报还是已核."""
    facts = one.line.facts
    if facts is None or not facts.reported_done:
        return ""
    return _("已核") if facts.is_settled() else _("自报")


def _first(one: Followed) -> datetime | None:
    return one.line.facts.first_due if one.line.facts else None


COLUMNS: tuple[Column, ...] = (
    Column("number", gettext_lazy("号"), 9, lambda one: one.line.number),
    Column("title", gettext_lazy("事项"), 36, lambda one: one.line.title),
    Column("source", gettext_lazy("来源"), 8, lambda one: str(SourceType(one.source).label)),
    Column("lead", gettext_lazy("牵头"), 16, lambda one: one.line.lead_name),
    Column("leader", gettext_lazy("分管领导"), 10, lambda one: one.leader_name),
    Column("holder", gettext_lazy("在谁手上"), 16, lambda one: f"{one.line.holder_body} {one.line.holder_name}".strip()),
    Column("state", gettext_lazy("状态"), 8, lambda one: one.line.state_label),
    Column("light", gettext_lazy("灯"), 7, _light),
    Column("cause", gettext_lazy("原因"), 30, _cause),
    Column("first_due", gettext_lazy("最初时限"), 12, _first),
    Column("due", gettext_lazy("现在的时限"), 12, lambda one: one.line.due),
    Column("step", gettext_lazy("催办"), 12, lambda one: f"{one.step.number} {wording.step(one.step)}"),
    Column("chased", gettext_lazy("催到第几步"), 10, lambda one: one.said.last_step if one.said.last_step is not None else ""),
    Column("told", gettext_lazy("自报/已核"), 9, _told),
    Column("next_step", gettext_lazy("下一步"), 24, lambda one: one.line.next_step),
    Column("registered", gettext_lazy("立项"), 12, lambda one: moment.local(one.registered) if one.registered else None),
)  # fmt: skip
USUAL = ("number", "title", "lead", "leader", "holder", "light", "cause", "first_due", "due", "told")


def columns_of(codes: Iterable[str]) -> list[Column]:
    """The columns asked for in the order of the ledger; the usual ones where none of them exists."""
    wanted = set(codes)
    return [c for c in COLUMNS if c.code in wanted] or [c for c in COLUMNS if c.code in USUAL]


def ledger_items(actor: Actor, filters: Filters | None = None) -> list[Followed]:
    """台账的件: what this person may see of what is followed, by date."""
    filters = filters or Filters()
    seen = followed(of_source(Matter.objects.visible_to(actor), filters.source))
    seen = inspections(seen) if filters.scope == Scope.INSPECTION else without_inspections(seen)
    if filters.key:
        seen = of_row(seen, filters.axis, filters.key)
    if filters.state == "open":
        seen = seen.open()
    else:
        since = datetime.combine(filters.since or moment.today().replace(month=1, day=1), datetime.min.time())
        done = Q(state=State.DONE, completed__gte=moment.aware(since))
        seen = seen.filter(done if filters.state == "done" else done | Q(is_open=True))
    found = read(seen.order_by(F("due").asc(nulls_last=True), "pk"), actor=actor, most=MOST_ROWS)
    return [one for one in found if not filters.colour or one.light.colour == filters.colour]


def ledger_rows(
    actor: Actor, filters: Filters | None = None, columns: Sequence[str] = ()
) -> tuple[list[Column], list[dict]]:
    """督办台账 as (columns, rows): each row a dictionary from column code to text, number or naive moment."""
    chosen = columns_of(columns)
    rows = [{c.code: c.value(one) for c in chosen} for one in ledger_items(actor, filters)]
    return chosen, rows


def workbook(columns: Sequence[Column], rows: Sequence[dict], *, title: str, at: datetime) -> bytes:
    """台账 as a spreadsheet: head frozen and repeated on paper, A4 landscape, dates as dates; nothing is a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    # When it was made is the office's moment, so that the same ledger is the same file.
    book.set_properties({"title": title, "created": at.astimezone(UTC).replace(tzinfo=None)})
    sheet = book.add_worksheet(_("督办台账")[:31])
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    text = book.add_format({"text_wrap": True, "valign": "top", "bottom": 4})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "bottom": 4, "align": "left"})
    big = book.add_format({"bold": True, "font_size": 14})
    sheet.write_string(0, 0, title, big)
    sheet.write_string(1, 0, _("数截至 %s · 灯:■红 ▲黄 ●绿 ○无;◌自报未核") % f"{at:%Y-%m-%d %H:%M}")
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(2, place, str(column.head), head)
    for number, row in enumerate(rows, start=3):
        for place, column in enumerate(columns):
            value = row[column.code]
            if isinstance(value, datetime):
                sheet.write_datetime(number, place, value.replace(tzinfo=None), day)
            elif isinstance(value, int):
                sheet.write_number(number, place, value, text)
            else:
                sheet.write_string(number, place, str(value or ""), text)
    sheet.freeze_panes(3, 2)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P/&N")
    book.close()
    return buffer.getvalue()
