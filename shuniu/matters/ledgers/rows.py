"""一行一行看: what each row of a ledger would become, or why it stays outside; nothing is written by looking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from shuniu.clock.office_calendar import calendar_for
from shuniu.files.choices import Channel
from shuniu.files.operations import note_secrecy_refusal
from shuniu.files.refusals import LooksSecret
from shuniu.files.tables import tables_in
from shuniu.matters import rules
from shuniu.matters.choices import State
from shuniu.matters.ledgers.columns import (
    DONE,
    FIELDS,
    OPEN,
    VOID,
    day_in,
    guessed,
    head_of,
    sort_of,
    state_in,
)
from shuniu.matters.models import Reading
from shuniu.matters.operations.arriving import TITLE_LENGTH, text_hash
from shuniu.matters.proposing import Lexicon
from shuniu.matters.proposing.lexicon import COUNTERPART
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Division, Person
from shuniu.org.readings import answers_for
from shuniu.org.refusals import Refused, require

MOST_ROWS = 3000
MOST_COLUMNS = 60
_BETWEEN = "、,,;;/ "


@dataclass(frozen=True)
class Ledger:
    """一本台账 as it was dropped: head, rows with their numbers in the sheet, and what it seems to be."""

    name: str
    sheet: str
    head: list[str]
    rows: list[list[str]]
    numbers: list[int]
    sort: str
    other_sheets: list[str] = field(default_factory=list)


@dataclass
class Row:
    """One row as understood. `problem` says why it stays outside; `remarks` what came in otherwise than it stands there."""

    number: int
    text: str
    title: str = ""
    source_body: str = ""
    source_person: str = ""
    received: datetime | None = None
    due: datetime | None = None
    lead: Division | None = None
    helpers: list[Division] = field(default_factory=list)
    holder: Person | None = None
    state: str = OPEN
    completed: datetime | None = None
    result: str = ""
    problem: str = ""
    remarks: list[str] = field(default_factory=list)

    @property
    def goes(self) -> str:
        """去哪里: settled, to its lead, or into the tray for somebody to place."""
        if self.problem:
            return ""
        if self.state == DONE:
            return "done"
        return "placed" if self.lead is not None else "tray"


def open_ledger(data: bytes, name: str, *, by: Actor) -> Ledger:
    """打开台账: guarded like every arrival; of several sheets the longest whose head is known. Raises CannotTake, Refused."""
    require(rules.may_bring_ledger(by))
    try:
        tables = tables_in(data, name)
    except LooksSecret:
        note_secrecy_refusal(channel=Channel.DROPPED, by=by)
        raise
    table = max(tables[:5], key=lambda one: len(one.rows) if head_known(one.rows) else 0)
    at = head_of(table.rows)
    width = min(max(len(row) for row in table.rows), MOST_COLUMNS)
    head = [*table.rows[at], *[""] * width][:width]
    rows, numbers = table.rows[at + 1 :], table.numbers[at + 1 :]
    if not rows:
        raise Refused(_("只有一行表头,下面没有内容"), "empty", "file")
    if len(rows) > MOST_ROWS:
        raise Refused(
            _("这张表有 %(n)d 行,一次最多 %(most)d 行。什么都没有导,请按年份分成几份")
            % {"n": len(rows), "most": MOST_ROWS},
            "large",
            "file",
        )
    said = " ".join((name, table.name, *(cell for row in table.rows[: at + 1] for cell in row)))
    others = [one.name for one in tables if one is not table]
    return Ledger(name, table.name, head, [row[:width] for row in rows], numbers, sort_of(said), others)


def head_known(rows: Sequence[Sequence[str]]) -> bool:
    return "title" in guessed(rows[head_of(rows)])


def look_at(ledger: Ledger, places: Mapping[str, int], *, by: Actor, rows: slice = slice(None)) -> list[Row]:
    """看一遍: every row with what would become of it. A handful of statements, whatever the number of rows."""
    if "title" not in places:
        raise Refused(_("还没指出哪一列是标题。在“标题”那一格选一列"), "title", "title")
    eyes = _Eyes(by, ledger, places)
    seen: dict[str, int] = {}
    found = []
    for number, cells in zip(ledger.numbers[rows], ledger.rows[rows], strict=True):
        row = eyes.read(number, cells)
        mark = text_hash(row.text)
        if not row.problem and mark in eyes.here:
            row.problem = _("和已经在这里的 %s 一字不差,不再导") % eyes.here[mark]
        elif not row.problem and mark in seen:
            row.problem = _("和第 %d 行一字不差,只导一次") % seen[mark]
        seen.setdefault(mark, number)
        found.append(row)
    return found


class _Eyes:
    """Who and what the unit knows, read once for all rows."""

    def __init__(self, by: Actor, ledger: Ledger, places: Mapping[str, int]) -> None:
        self.places = {
            name: place for name, place in places.items() if name in FIELDS and 0 <= place < len(ledger.head)
        }
        self.head = ledger.head
        self.now = moment.now()
        self.calendar = calendar_for(by.unit)
        self.lexicon = Lexicon(by.unit)
        people = (
            Person.objects.active()
            .filter(unit=by.unit)
            .select_related("division", "unit")
            .prefetch_related("grants")
        )
        self.people: dict[str, list[Person]] = {}
        for person in people:
            self.people.setdefault(person.name, []).append(person)
        self.answering: dict[int, Person] = {}
        self.here = _already_here({text_hash(self.whole(cells)) for cells in ledger.rows}, by)

    def whole(self, cells: Sequence[str]) -> str:
        """The row as it stands in the ledger, each cell with its head: kept with the matter, and found by search."""
        return "\n".join(
            f"{head}:{cell}" if head else cell for head, cell in zip(self.head, cells, strict=False) if cell
        )

    def read(self, number: int, cells: Sequence[str]) -> Row:
        said = {name: cells[place] if place < len(cells) else "" for name, place in self.places.items()}
        row = Row(number, self.whole(cells), title=said["title"])
        row.source_body = said.get("source_body", "")[:200]
        row.source_person = said.get("source_person", "")[:60]
        row.result = said.get("result", "")
        if not row.title:
            row.problem = _("没有标题。补上再导")
            return row
        if len(row.title) > TITLE_LENGTH:
            row.remarks.append(_("标题太长,只留前 %d 字,全文在内容里") % TITLE_LENGTH)
        self._state(row, said)
        self._days(row, said)
        if not row.problem:
            self._whose(row, said)
        return row

    def _state(self, row: Row, said: dict[str, str]) -> None:
        word = said.get("state", "")
        state = state_in(word)
        if state is None:
            row.problem = _("不认识状态“%s”。写成 办结 或 在办,或者不用这一列") % word[:20]
        elif state == VOID:
            row.problem = _("“%s”的不导,留在您的表里") % word
        else:
            row.state = DONE if "state" not in said and said.get("completed") else state

    def _days(self, row: Row, said: dict[str, str]) -> None:
        received, completed = self._day(row, said, "received"), self._day(row, said, "completed")
        if row.problem:
            return
        row.received = moment.aware(self.calendar.start_of_work(received)) if received else self.now
        if not received and "received" in said:
            row.remarks.append(_("没写收到日期,按今天记"))
        if said.get("due"):
            due = day_in(said["due"])
            if due is not None:
                row.due = moment.aware(self.calendar.end_of_work(due))
            else:
                row.remarks.append(_("时限“%s”没有年月日,先不定时限,原话在内容里") % said["due"][:30])
        if row.state == DONE:
            if completed:
                row.completed = max(moment.aware(self.calendar.end_of_work(completed)), row.received)
                row.completed = min(row.completed, self.now)
            else:
                row.completed = self.now
                row.remarks.append(_("没写哪天办结,按导入这天记"))

    def _day(self, row: Row, said: dict[str, str], name: str) -> date | None:
        words = said.get(name, "")
        if not words or row.problem:
            return None
        day, label = day_in(words), FIELDS[name].label
        if day is None:
            row.problem = _("%(what)s“%(words)s”看不懂。写成 2025-3-4 再导") % {
                "what": label,
                "words": words[:20],
            }
        elif day > moment.local(self.now).date():
            row.problem = _("%(what)s“%(words)s”还没到,查对了再导") % {"what": label, "words": words[:20]}
        return day

    def _whose(self, row: Row, said: dict[str, str]) -> None:
        """A body by its own name or short form, a person by a name only one bears; else the tray, with the reason."""
        names = _split(said.get("lead", ""))
        if len(names) > 1:
            row.remarks.append(self._unled(row, _("牵头写了 %d 家,没写谁先谁后") % len(names)))
        elif names:
            known = self.lexicon.find(names[0])
            if known is not None and known.how != COUNTERPART:
                row.lead = known.division
            else:
                row.remarks.append(
                    self._unled(row, _("没认出“%s”(加上它或加个简称,再导就认得)") % names[0][:20])
                )
        person = self.people.get(said.get("holder", ""), [])
        if len(person) == 1:
            row.holder = person[0]
            if row.lead is None and not names and row.holder.division_id:
                row.lead = self.lexicon.divisions.get(row.holder.division_id)
        elif said.get("holder"):
            row.remarks.append(_("没认出“%s”,由牵头的联络员接") % said["holder"][:20])
        for name in _split(said.get("support", "")):
            known = self.lexicon.find(name)
            if known is not None and known.how != COUNTERPART:
                row.helpers.append(known.division)
        if row.lead is not None and row.holder is None:
            if row.lead.pk not in self.answering:
                self.answering[row.lead.pk] = answers_for(row.lead)
            row.holder = self.answering[row.lead.pk]

    @staticmethod
    def _unled(row: Row, why: str) -> str:
        """What is finished needs no lead any more; what is open waits in the tray for one."""
        if row.state == DONE:
            return _("%s,牵头空着") % why
        return _("%s,先进收件") % why


def _split(said: str) -> list[str]:
    for mark in _BETWEEN:
        said = said.replace(mark, "\n")
    return [name.strip() for name in said.split("\n") if name.strip()]


def _already_here(marks: set[str], by: Actor) -> dict[str, str]:
    """The matters that came in with the very same words; what was sent back may come again."""
    found: dict[str, str] = {}
    wanted = sorted(marks)
    for start in range(0, len(wanted), 500):
        rows = Reading.objects.filter(matter__unit=by.unit, text_hash__in=wanted[start : start + 500])
        for reading in rows.exclude(matter__state=State.RETURNED).select_related("matter"):
            found[reading.text_hash] = reading.matter.number
    return found
