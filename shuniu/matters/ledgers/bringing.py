"""导入与撤回: rows become matters through the verbs that any arrival goes through, some at a time; a batch is one in the
journal of the unit, and one press takes back all of it that nobody has touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from shuniu.journal.models import Line
from shuniu.journal.recording import record
from shuniu.matters import proposing, rules
from shuniu.matters.choices import State
from shuniu.matters.ledgers.columns import SORTS
from shuniu.matters.ledgers.rows import Row
from shuniu.matters.models import Matter
from shuniu.matters.operations import answer_at_once, assign, capture, learn, place, return_to_sender, undo
from shuniu.org.actor import Actor
from shuniu.org.models import Unit
from shuniu.org.refusals import Refused, require

AT_A_TIME = 50  # rows in one transaction: others write in between, and a bar moves
BROUGHT, TAKEN_BACK = "ledger.brought", "ledger.taken_back"


@dataclass
class Brought:
    """导入的一批, from the lines it left: the file, how many came in, and how many were taken back since."""

    key: str
    name: str
    at: datetime
    by_pk: int | None
    by_name: str
    matters: dict[int, int] = field(default_factory=dict)  # matter → its last line when it came in
    taken_back: int = 0
    kept: int = 0

    @property
    def left(self) -> int:
        return len(self.matters) - self.taken_back - self.kept


def bring(rows: Sequence[Row], *, name: str, sort: str, key: str, by: Actor) -> list[Matter]:
    """导入: the rows that have no problem, each by the verbs of its arrival; a row that is refused stays outside and says
    so in its `problem`. All of one call is one transaction and one line of the unit."""
    require(rules.may_bring_ledger(by))
    matters = []
    with transaction.atomic():
        for row in rows:
            if row.problem:
                continue
            try:
                with transaction.atomic():
                    matters.append(_bring(row, sort, by))
            except Refused as refused:
                row.problem = str(refused.reason)
        if matters:
            last = dict(
                Line.objects.about_any("matter", [m.pk for m in matters]).values_list("subject_id", "seq")
            )
            with record(BROUGHT, by=by, subject=by.unit) as line:
                _queue_at(by.unit)
                line.update(
                    name=name, rows=len(matters), key=key, matters=[[m.pk, last[m.pk]] for m in matters]
                )
    return matters


def _bring(row: Row, sort: str, by: Actor) -> Matter:
    known = SORTS[sort]
    matter = capture(
        title=row.title,
        by=by,
        source_type=known.source,
        source_body=row.source_body,
        source_person=row.source_person,
        kind=known.kind,
        text=row.text,
        received=row.received,
        due=row.due,
    )
    if row.goes == "done":
        if row.lead is not None and row.holder is not None:
            matter = assign(matter, to=row.holder, lead=row.lead, by=by, reason=_("台账上写的"))
            learn(by=by, sender=row.source_body, field="lead", value=row.lead.name)
        return answer_at_once(matter, answer=row.result or _("台账上已办结"), completed=row.completed, by=by)
    if row.lead is not None:
        return place(matter, lead=row.lead, holder=row.holder, helpers=tuple(row.helpers), by=by)
    proposing.prepare(matter)
    return matter


def batches(unit: Unit, *, most: int = 10) -> list[Brought]:
    """导入过的台账, the newest first."""
    found: dict[str, Brought] = {}
    lines = Line.objects.filter(
        unit=unit, subject_kind="unit", subject_id=unit.pk, verb__in=(BROUGHT, TAKEN_BACK)
    )
    for line in lines.select_related("actor").order_by("seq"):
        said = line.particulars
        key = said.get("key", "")
        if line.verb == BROUGHT:
            one = found.setdefault(
                key,
                Brought(
                    key, said.get("name", ""), line.at, line.actor_id, line.actor.name if line.actor else ""
                ),
            )
            one.matters.update(dict(said.get("matters", ())))
        elif key in found:
            found[key].taken_back += said.get("rows", 0)
            found[key].kept += said.get("kept", 0)
    return sorted(found.values(), key=lambda one: one.at, reverse=True)[:most]


def take_back(batch: Brought, *, by: Actor, after: int = 0) -> tuple[int, int, int]:
    """撤回整批, some at a time: (taken back, left because somebody has touched them, where to go on or 0 at the end).

    What came in goes back as 退回; numbers are not given again, and the same ledger may be brought in anew.
    """
    require(rules.may_take_back_ledger(by, batch.by_pk))
    pks = [pk for pk in sorted(batch.matters) if pk > after][:AT_A_TIME]
    back = kept = 0
    with transaction.atomic():
        known = {m.pk: m for m in Matter.objects.filter(unit=by.unit, pk__in=pks)}
        lines: dict[int, list[Line]] = {pk: [] for pk in pks}
        for line in Line.objects.about_any("matter", pks).exclude(verb="matter.opened"):
            lines[line.subject_id].append(line)
        for pk in pks:
            matter, last = known.get(pk), lines[pk][-1] if lines[pk] else None
            if matter is None or matter.state == State.RETURNED or last is None:
                continue
            if last.seq != batch.matters[pk]:
                kept += 1
                continue
            try:
                with transaction.atomic():
                    _take_back(matter, last, by)
                back += 1
            except Refused:
                kept += 1
        if back or kept:
            with record(TAKEN_BACK, by=by, subject=by.unit) as entry:
                _queue_at(by.unit)
                entry.update(name=batch.name, rows=back, kept=kept, key=batch.key)
    return back, kept, pks[-1] if len(pks) == AT_A_TIME else 0


def _take_back(matter: Matter, last: Line, by: Actor) -> None:
    if matter.state != State.PENDING:
        matter = undo(matter, line=last, by=by)
    return_to_sender(matter, reason=_("撤回导入的台账"), by=by)


def _queue_at(unit: Unit) -> None:
    """Two writers of the unit's own chain wait for each other here; those who only name the unit do not."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
