"""待办: a set of matters as slim lines in the order of work, each with its facts, light and reasons.

Lines are read as plain values, not as objects: a page of fifty costs two statements and no look-up per row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db import connection
from django.db.models import F

from shuniu.matters import kinds
from shuniu.matters.choices import State, Visibility
from shuniu.matters.queries import MatterQuerySet
from shuniu.matters.ranking.facts import Facts
from shuniu.matters.ranking.lights import AMBER, RED, Light
from shuniu.matters.ranking.ordering import Placed
from shuniu.matters.ranking.points import Row, Score
from shuniu.matters.readings import (
    Situation,
    at_of,
    day_of,
    facts_in,
    facts_of,
    facts_sql,
    facts_width,
    situation_of,
)
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import DivisionKind

# Nobody works through more lines than this; the most urgent are read, and the count says that there are more.
MOST = 400

_COLUMNS = (
    "pk", "year", "serial", "part", "title", "state", "kind", "due", "hard", "planned", "starts", "ends", "place",
    "size_minutes", "look_again", "received", "next_step", "from_above", "reported_by_id", "holder_id",
    "holder__name", "holder__division__name", "holder__division__kind", "standing_in_for__name", "lead_id",
    "lead__name", "lead__kind", "leader_id",
)  # fmt: skip


@dataclass
class Item:
    """一件: one line of a list. Times are naive office time."""

    pk: int
    year: int
    serial: int
    part: int
    title: str
    state: str
    kind: str
    due: datetime | None
    hard: bool | None
    planned: date | None
    starts: datetime | None
    ends: datetime | None
    place: str
    size_minutes: int | None
    look_again: date | None
    received: datetime
    next_step: str
    from_above: bool
    reported_by_id: int | None
    holder_id: int | None
    holder_name: str
    holder_body: str
    holder_body_kind: str
    stands_in_for: str
    lead_id: int | None
    lead_name: str
    lead_kind: str
    leader_id: int | None
    parent_id: int | None = None
    restricted: bool = False
    waits: bool = False  # 等别人: its holder waits for somebody
    situation: Situation | None = field(default=None, repr=False)
    facts: Facts | None = field(default=None, repr=False)
    placed: Placed | None = field(default=None, repr=False)  # once it has been put in order

    @property
    def number(self) -> str:
        return f"№{self.serial}" + (f"-{self.part}" if self.part else "")

    @property
    def slug(self) -> str:
        return f"{self.year}-{self.serial}" + (f"-{self.part}" if self.part else "")

    @property
    def address(self) -> str:
        return f"/matters/{self.slug}/"

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)

    @property
    def kind_label(self) -> str:
        return str(kinds.of(self.kind).label) if self.kind else ""

    @property
    def from_outside(self) -> bool:
        """The holder belongs to another body than the office or the leadership: lists then name the body too."""
        return bool(self.holder_body) and self.holder_body_kind not in (
            DivisionKind.OFFICE,
            DivisionKind.LEADERSHIP,
        )

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.situation is not None and self.due < self.situation.now

    @cached_property
    def light(self) -> Light:
        assert self.situation is not None and self.facts is not None
        return self.situation.light(self.facts)

    @cached_property
    def score(self) -> Score:
        if self.placed is not None:
            return self.placed.score
        assert self.situation is not None and self.facts is not None
        return self.situation.score(self.facts)

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.score.rows

    @property
    def is_small(self) -> bool:
        """顺手办: under ten minutes."""
        return self.size_minutes is not None and self.size_minutes <= 10

    @property
    def hours(self) -> float:
        return self.size_minutes / 60 if self.size_minutes else 1.0


def lines_of(matters: MatterQuerySet, *, actor: Actor, most: int = MOST) -> list[Item]:
    """清单: the matters of the set as lines, in the order in which the set comes, with their facts. Two statements,
    three when one has the tag of a focus."""
    rows = [_item(row) for row in matters.values_list(*_COLUMNS)[:most]]
    return with_facts(rows, actor=actor)


def with_facts(rows: list[Item], *, actor: Actor) -> list[Item]:
    known = facts_of((row.pk for row in rows), person=actor.person)
    situation = situation_of(actor.unit, known.values())
    for row in rows:
        row.facts, row.situation = known[row.pk], situation
    return rows


def in_order(items: Iterable[Item]) -> list[Item]:
    """先后: pins, points, date, arrival; shelved and settled ones are not in it."""
    items = list(items)
    # Lists are joined that were read apart; the focuses of the period were only asked for where a tag occurred.
    known = max((i.situation for i in items if i.situation), key=lambda s: len(s.focus), default=None)
    if known is None:
        return items
    by_pk = {item.pk: item for item in items}
    ordered = []
    for placed in known.in_order(i.facts for i in items if i.facts):
        item = by_pk[placed.facts.id]
        item.placed = placed
        ordered.append(item)
    return ordered


def most_urgent_first(matters: MatterQuerySet) -> MatterQuerySet:
    """What is cut off at the end of a very long list is what has no date and has not moved for longest."""
    return matters.order_by(F("due").asc(nulls_last=True), "-moved", "-pk")


# The lines of today, written out like the statement of the facts that they are an extension of: one statement for
# facts, names and whom one waits for.
_BESIDE = """, m.year, m.serial, m.part, CAST(m.ends AS text), m.place, m.holder_id, h.name, hd.name, hd.kind, s.name, m.lead_id,
  l.name, l.kind, m.leader_id, m.parent_id, m.visibility,
  EXISTS (SELECT 1 FROM matters_waiting o WHERE o.matter_id = m.id AND NOT o.for_me AND o.ended IS NULL)"""
_NAMES = """
  LEFT JOIN org_person h ON h.id = m.holder_id LEFT JOIN org_division hd ON hd.id = h.division_id
  LEFT JOIN org_person s ON s.id = m.standing_in_for_id LEFT JOIN org_division l ON l.id = m.lead_id"""


def lines_by(ids: Iterable[int], *, actor: Actor) -> list[Item]:
    """清单 of matters the caller may already see, in the order of the ids. One statement, two with a focus."""
    wanted = [int(one) for one in ids]
    if not wanted:
        return []
    found = {item.pk: item for item in _lines(f"m.id IN ({','.join(map(str, wanted))})", (), actor)}
    return [found[pk] for pk in wanted if pk in found]


def _lines(which: str, values: tuple, actor: Actor) -> list[Item]:
    assert actor.person is not None
    # The same words for everybody: the database keeps what it has read of them.
    sql = facts_sql(unit="%s", me="%s", which=which, more=_BESIDE, joins=_NAMES)
    with connection.cursor() as cursor:
        cursor.execute(sql, (actor.unit.pk, actor.person.pk, *values))
        items = [_line(row) for row in cursor.fetchall()]
    situation = situation_of(actor.unit, (item.facts for item in items if item.facts))
    for item in items:
        item.situation = situation
    return items


def _line(row: Sequence) -> Item:
    width = facts_width()
    facts = facts_in(row[:width])
    (
        year, serial, part, ends, place, holder_id, holder, body, body_kind, whose, lead_id, lead, lead_kind, leader_id,
        parent_id, visibility, waits,
    ) = row[width:]  # fmt: skip
    return Item(
        row[0], year, serial, part, row[1], row[6], row[16], facts.due, row[5], facts.start, at_of(row[19]),
        at_of(ends), place, row[12], day_of(row[10]), facts.arrived, row[11], bool(row[14]), row[17], holder_id,
        holder or "", body or "", body_kind or "", whose or "", lead_id, lead or "", lead_kind or "", leader_id,
        parent_id, visibility == Visibility.RESTRICTED, bool(waits), None, facts,
    )  # fmt: skip


def in_hand(actor: Actor) -> list[Item]:
    """在我手上: everything open that this person holds, in the order of work; shelved ones at the end."""
    if actor.person is None:
        return []
    # What is cut off at the end of a very long list is what has no date and has not moved for longest.
    held = f"m.holder_id = %s AND m.is_open ORDER BY m.due NULLS LAST, m.moved DESC, m.id DESC LIMIT {MOST}"
    items = _lines(held, (actor.person.pk,), actor)
    ordered = in_order(items)
    shown = {item.pk for item in ordered}
    return ordered + [item for item in items if item.pk not in shown]


def first_that_fit(
    items: Sequence[Item],
    *,
    hours_left: float,
    most: int = 5,
    hours_of: Callable[[Item], float] = lambda item: item.hours,
) -> list[Item]:
    """先办这几件: the first five of an ordered list that fit into the hours left today, hard dates of today always in."""
    live = [item for item in items if item.placed and item.state not in (State.SHELVED, State.REPORTED)]
    if not live:
        return []
    situation = live[0].situation
    assert situation is not None
    hours = {item.pk: hours_of(item) for item in live}
    chosen = situation.first_five([i.placed for i in live if i.placed], hours_left=hours_left, hours=hours)
    by_pk = {item.pk: item for item in live}
    return [by_pk[one.facts.id] for one in chosen][:most]


def reds_and_ambers(items: Iterable[Item]) -> tuple[list[Item], list[Item]]:
    reds, ambers = [], []
    for item in items:
        if item.light.colour == RED:
            reds.append(item)
        elif item.light.colour == AMBER:
            ambers.append(item)
    return reds, ambers


def _item(row: tuple) -> Item:
    values = list(row)
    for place in (7, 10, 11, 15):  # due, starts, ends, received
        if values[place] is not None:
            values[place] = moment.local(values[place])
    for place in (20, 21, 22, 23, 25, 26):
        values[place] = values[place] or ""
    return Item(*values)
