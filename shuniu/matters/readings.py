"""先后、灯、阶梯 of real matters: from rows to the facts of the ranking core, in two statements whatever the number of rows.

Nothing here is stored: what is shown is worked out from dated facts at the moment of asking. One statement reads the
facts; a second reads the focuses of the period when one of the matters has any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import connection

from shuniu.clock.office_calendar import calendar_for
from shuniu.matters.choices import State
from shuniu.matters.models import Focus, Matter
from shuniu.matters.ranking.chase import STANDARD, Ladder, Step, ladder
from shuniu.matters.ranking.facts import (
    HEAD,
    IN_CHARGE,
    AnswerAbove,
    Difficulty,
    Facts,
    Instruction,
    Part,
    Peak,
    WorkingDays,
)
from shuniu.matters.ranking.facts import Focus as FocusFact
from shuniu.matters.ranking.lights import Light, light
from shuniu.matters.ranking.ordering import Placed, first_five, order
from shuniu.matters.ranking.points import Row, Score, is_hard_spot, is_hot_spot, points
from shuniu.matters.ranking.weights import DEFAULT, Weights
from shuniu.org import moment
from shuniu.org.models import Person, Unit

# 该备了: a matter linked with this word prepares another that begins on a day; a county meeting takes fifteen working
# days (product §16.4). The word stands in the statement below too.
PREPARES = "prepares"
PREPARATION = 15
# Shanghai has had no summer time since 1991: an addition is right, and a tenth of the cost of asking the zone.
_FROM_WORLD_TIME = timedelta(hours=8)
DAY_OF_WORK = 8 * 60  # minutes of `size_minutes` in one working day

# One statement, written out: the same question put together from models each time costs more than asking it. The head
# (主要负责人) is the first in rank of the leaders; a task inherits the words given on the matter it belongs to.
# Moments come as text: on PostgreSQL the driver's reading of them was a quarter of a page.
_FACTS_SQL = """
WITH head AS (
  SELECT p.id FROM org_person p JOIN org_rolegrant g ON g.person_id = p.id
  WHERE p.unit_id = {unit} AND p.left_on IS NULL
    AND g.role = 'leader' AND g.until IS NULL
  ORDER BY p.rank, p.id LIMIT 1)
SELECT m.id, m.title, CAST(m.received AS text), CAST(m.due AS text), CAST(m.first_due AS text), m.hard, m.state,
       CAST(m.moved AS text), CAST(m.held_since AS text), m.planned, m.look_again, m.next_step, m.size_minutes,
       m.safety, m.from_above, m.focus, m.kind, m.reported_by_id, m.verified_by_id, CAST(m.starts AS text),
  (SELECT max(i.at) FROM matters_instruction i WHERE i.matter_id IN (m.id, m.parent_id) AND i.denied_at IS NULL
     AND i.leader_id = head.id),
  (SELECT max(i.at) FROM matters_instruction i WHERE i.matter_id IN (m.id, m.parent_id) AND i.denied_at IS NULL
     AND (head.id IS NULL OR i.leader_id <> head.id)),
  (SELECT count(*) FROM matters_question q WHERE q.matter_id = m.id),
  (SELECT count(*) FROM matters_duechange c WHERE c.matter_id = m.id AND c.granted),
  (SELECT count(*) FROM matters_waiting w WHERE w.matter_id = m.id AND w.for_me AND w.ended IS NULL),
  (SELECT count(*) FROM matters_feedback f WHERE f.matter_id = m.id AND f.untrue),
  (SELECT min(d.raised) FROM matters_difficulty d WHERE d.matter_id = m.id AND d.answered IS NULL),
  (SELECT min(t.due) FROM matters_matter t WHERE t.parent_id = m.id AND t.is_open),
  (SELECT count(*) FROM matters_matter t WHERE t.parent_id = m.id),
  (SELECT max(p.until) FROM matters_pin p WHERE p.matter_id = m.id AND p.person_id = {me}),
  (SELECT min(o.starts) FROM matters_link l JOIN matters_matter o ON o.id = l.other_id
     WHERE l.matter_id = m.id AND l.why = 'prepares' AND o.is_open){also}{more}
FROM matters_matter m LEFT JOIN head ON true{joins}
WHERE {which}
"""
_COLUMNS = 31  # of it
Read = Callable[[Any], dict[str, Any]]
_ALSO: list[tuple[str, Read]] = []


def also_known(subselect: str, read: Read) -> None:
    """也是事实: what a higher app keeps about a matter and the light or the ladder rests on, without this app knowing it.

    `subselect` gives one value for the matter `m`, NULL where there is nothing to say; `read` makes facts of the value.
    Called while apps start.
    """
    _ALSO.append((subselect, read))


def facts_sql(*, unit: str, me: str, which: str, more: str = "", joins: str = "") -> str:
    """The statement of the facts. What a reader asks for besides (`more`) stands after `facts_width()` columns."""
    also = "".join(f",\n  ({subselect})" for subselect, _read in _ALSO)
    return _FACTS_SQL.format(unit=unit, me=me, which=which, also=also, more=more, joins=joins)


def facts_width() -> int:
    return _COLUMNS + len(_ALSO)


def facts_of(ids: Iterable[int], *, person: Person | None = None) -> dict[int, Facts]:
    """事实: id → facts, for matters the caller may already see. `person` brings their pins. One statement."""
    wanted = [int(one) for one in ids]
    if not wanted:
        return {}
    # Values apart from the words: the same words again need not be understood again by the database.
    sql = facts_sql(
        unit="(SELECT unit_id FROM matters_matter WHERE id = %s)",
        me="%s",
        which=f"m.id IN ({', '.join(['%s'] * len(wanted))})",
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [wanted[0], person.pk if person else 0, *wanted])
        return {row[0]: facts_in(row) for row in cursor.fetchall()}


def facts_in(row: Sequence) -> Facts:
    """事实 of one row of `facts_sql()`."""
    (
        pk, title, received, due, first_due, hard, state, moved, held_since, planned, look_again, next_step,
        size_minutes, safety, from_above, focus, kind, _reported_by, verified_by, starts, head_at, charge_at,
        asked, postponed, waiting, untrue, raised, step_due, tasks, pinned, peak_at, *also,
    ) = row  # fmt: skip
    due_at, held_at, moved_at, raised_at = at_of(due), at_of(held_since), at_of(moved), at_of(raised)
    planned_on, peak = day_of(planned), at_of(peak_at)
    reported = state in (State.REPORTED, State.DONE)
    # Of small things of the office nobody else need check the end; they are as settled as a verified one.
    checked = verified_by is not None or state == State.DONE
    given = tuple(
        Instruction(by, at)
        for by, at in ((HEAD, at_of(head_at)), (IN_CHARGE, at_of(charge_at)))
        if at is not None
    )
    return Facts(
        id=pk,
        title=title,
        arrived=at_of(received),
        due=due_at,
        hard=bool(hard),
        first_due=due_at if first_due == due else at_of(first_due),
        instructions=given,
        asked=asked,
        postponed=postponed,
        waiting=waiting,
        disputed=state == State.DISPUTED,
        safety=bool(safety),
        focus=(focus,) if focus else (),
        from_above=bool(from_above),
        peak=Peak(peak.date(), PREPARATION) if peak else None,
        last_event=moved_at,
        moved=moved_at is not None and held_at is not None and moved_at > held_at,
        begun=state not in (State.PENDING, State.GIVEN),
        start=planned_on,
        shelved_until=day_of(look_again) if state == State.SHELVED else None,
        assigned=held_at if state == State.IN_HAND else None,
        # What begins at an hour has its plan in that hour.
        has_plan=bool(planned_on or next_step or tasks or starts),
        work_left_days=0 if reported else (size_minutes or 0) / DAY_OF_WORK,
        steps=(Part(at_of(step_due)),) if step_due else (),
        difficulty=Difficulty(raised_at) if raised_at else None,
        emergency=kind == "incident" and not checked,
        answer_above=AnswerAbove(due_at, reported) if from_above and due_at else None,
        reported_done=reported,
        verified_by_other=checked,
        untrue_reports=untrue,
        pinned_until=day_of(pinned),
        **_also_in(also),
    )


def _also_in(values: Sequence) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for (_subselect, read), value in zip(_ALSO, values, strict=True):
        if value is not None:
            found |= read(value)
    return found


def at_of(value: datetime | str | None) -> datetime | None:
    """时刻: naive office time of what a database gives: text in world time, or aware."""
    if value is None:
        return None
    return _at_of_text(value) if isinstance(value, str) else moment.local(value)


@lru_cache(maxsize=100_000)
def _at_of_text(text: str) -> datetime:
    """The same moments of the same matters are read at every look at a list."""
    value = datetime.fromisoformat(text.removesuffix("+00"))
    return value + _FROM_WORLD_TIME if value.tzinfo is None else moment.local(value)


def day_of(value: date | str | None) -> date | None:
    """日子 of what a database gives."""
    return date.fromisoformat(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Situation:
    """眼下: the moment, the calendar, the focuses and the weights that one page is worked out with."""

    now: datetime
    calendar: WorkingDays
    focus: tuple[FocusFact, ...] = ()
    weights: Weights = DEFAULT
    rungs: Ladder = STANDARD

    def light(self, facts: Facts) -> Light:
        return light(facts, now=self.now, calendar=self.calendar, weights=self.weights)

    def score(self, facts: Facts) -> Score:
        return points(facts, now=self.now, focus=self.focus, calendar=self.calendar, weights=self.weights)

    def step(self, facts: Facts) -> Step:
        return ladder(facts, now=self.now, calendar=self.calendar, rungs=self.rungs)

    def in_order(self, many: Iterable[Facts]) -> list[Placed]:
        return order(many, now=self.now, focus=self.focus, calendar=self.calendar, weights=self.weights)

    def first_five(
        self, ordered: Sequence[Placed], *, hours_left: float, hours: dict[object, float]
    ) -> list[Placed]:
        return first_five(ordered, now=self.now, hours_left=hours_left, hours=hours)


def situation_of(unit: Unit, many: Iterable[Facts] = ()) -> Situation:
    """眼下 of a unit; the focuses are only asked for when one of the facts has a tag."""
    now = moment.local(moment.now())
    focus: tuple[FocusFact, ...] = ()
    if any(facts.focus for facts in many):
        rows = Focus.objects.filter(unit=unit, until__gte=now.date()).values_list("tag", "until")
        focus = tuple(FocusFact(tag, until) for tag, until in rows)
    return Situation(now, calendar_for(unit), focus, weights_of(unit), ladder_of(unit))


def weights_of(unit: Unit) -> Weights:
    """分值: the office's own where it changed them; a value that no longer fits is left at the default."""
    own = (unit.settings or {}).get("weights") or {}
    try:
        return DEFAULT.changed(own) if own else DEFAULT
    except (ValueError, TypeError):
        return DEFAULT


def ladder_of(unit: Unit) -> Ladder:
    """催办的日子: the office's own where it changed them, else the standard."""
    own = (unit.settings or {}).get("ladder") or {}
    try:
        return STANDARD.changed(own) if own else STANDARD
    except (ValueError, TypeError):
        return STANDARD


@dataclass(frozen=True, slots=True)
class Why:
    """为什么: the sum and its rows, the light with its causes, the step of the ladder; for one matter."""

    rows: tuple[Row, ...]
    total: int
    light: Light
    step: Step
    hot: bool
    hard: bool


def lights_of(matters: Sequence[Matter]) -> list[Light]:
    """灯 of a list of one unit, in its order: one statement, or two."""
    if not matters:
        return []
    known = facts_of(matter.pk for matter in matters)
    situation = Situation(moment.local(moment.now()), calendar_for_id(matters[0]))
    return [situation.light(known[matter.pk]) for matter in matters]


def calendar_for_id(matter: Matter) -> WorkingDays:
    """The calendar without reading the unit of the matter; a light needs neither focus nor weights of the unit."""
    return calendar_for(Unit(pk=matter.unit_id))


def light_of(matter: Matter) -> Light:
    return lights_of([matter])[0]


def why_of(matter: Matter, *, person: Person | None = None) -> Why:
    """为什么这样排, 为什么这个灯: everything one matter's page opens."""
    facts = facts_of([matter.pk], person=person)[matter.pk]
    situation = situation_of(matter.unit, [facts])
    score = situation.score(facts)
    return Why(
        rows=score.rows,
        total=score.shown,
        light=situation.light(facts),
        step=situation.step(facts),
        hot=is_hot_spot(facts, now=situation.now, weights=situation.weights),
        hard=is_hard_spot(facts, now=situation.now, calendar=situation.calendar, weights=situation.weights),
    )
