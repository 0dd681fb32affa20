"""灯: red, amber, green or none, and always the reason (product.md §5.2; contracts.md §5 rows 13 to 18, 21).

A word sent to the holder is a step with a date: unanswered on the next working day it is amber, and the third one is red
(supervision.md §8). A regular report that has not come is amber (§6). Neither is asked of what is reported done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from shuniu.matters.ranking.facts import Facts, WorkingDays, working_days
from shuniu.matters.ranking.points import plain, silent_days
from shuniu.matters.ranking.weights import DEFAULT, Weights

RED = "red"
AMBER = "amber"
GREEN = "green"
NONE = "none"

NOON = time(12, 0)
DAYS_WITHOUT_PLAN = 2
DAYS_WITHOUT_ANSWER = 1


@dataclass(frozen=True, slots=True)
class Cause:
    """原因: a name and what its sentence speaks of (see `wording.cause`)."""

    name: str
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Light:
    """灯. `filled` is solid, hollow means only reported by the doer; `was_due` is the first date of an agreed new one."""

    colour: str
    causes: tuple[Cause, ...]
    filled: bool = True
    was_due: datetime | None = None


def light(facts: Facts, *, now: datetime, calendar: WorkingDays, weights: Weights = DEFAULT) -> Light:
    """亮灯: the worst that holds, with every reason for red and amber; 缓办 has no light, whatever holds (row 14)."""
    filled = not facts.awaits_check()
    if facts.is_settled():
        return Light(GREEN, (Cause("checked"),))
    if facts.is_shelved(now):
        return Light(NONE, (Cause("shelved", {"until": facts.shelved_until}),), filled)
    red = tuple(_red(facts, now))
    amber = tuple(_amber(facts, now, calendar, weights))
    if red or amber:
        return Light(RED if red else AMBER, red + amber, filled)
    if none := tuple(_none(facts)):
        return Light(NONE, none, filled)
    moved = facts.first_due is not None and facts.due is not None and facts.first_due < facts.due
    return Light(GREEN, (Cause("on_plan", {"due": facts.due}),), filled, facts.first_due if moved else None)


def _red(facts: Facts, now: datetime) -> Iterator[Cause]:
    if facts.hard and facts.is_past(now):
        yield Cause("hard_passed", {"due": facts.due, "now": now})
    owed = facts.answer_above
    if owed and not owed.sent and owed.due < now:
        yield Cause("answer_above_passed", {"due": owed.due, "now": now})
    if facts.emergency:
        yield Cause("emergency")
    if facts.chased and facts.is_unheard():
        yield Cause("unanswered", {"times": facts.chased.times})


def _amber(facts: Facts, now: datetime, calendar: WorkingDays, weights: Weights) -> Iterator[Cause]:
    left = facts.days_left(now, calendar)
    if left is not None:
        # Today itself is half a day, and only before noon (row 17).
        time_left = max(left, 0) + (0.5 if now.time() < NOON else 0)
        if facts.work_left_days > time_left:
            yield Cause("work_gt_time", {"needs": plain(facts.work_left_days), "left": plain(time_left)})
    steps = [step.due for step in facts.steps if not step.done and step.due < now]
    if steps:
        yield Cause("step_late", {"due": min(steps), "count": len(steps)})
    silent = silent_days(facts, now, calendar)
    if silent >= weights.silent_days:
        yield Cause("silent5", {"days": silent})
    if facts.assigned and not facts.has_plan:
        days = working_days(facts.assigned.date(), now.date(), calendar)
        if days >= DAYS_WITHOUT_PLAN:
            yield Cause("no_plan", {"days": days})
    if facts.figures_differ:
        yield Cause("figures_differ")
    if facts.difficulty and not facts.difficulty.answered:
        days = working_days(facts.difficulty.raised.date(), now.date(), calendar)
        if days >= DAYS_WITHOUT_ANSWER:
            yield Cause("difficulty", {"days": days})
    if facts.chased and not facts.is_unheard() and not facts.reported_done:
        if working_days(facts.chased.since.date(), now.date(), calendar) >= DAYS_WITHOUT_ANSWER:
            yield Cause("unanswered", {"times": facts.chased.times})
    if facts.report_owed and not facts.reported_done:
        late = working_days(facts.report_owed, now.date(), calendar)
        if late > 0:
            yield Cause("report_late", {"days": late})
    if facts.disputed:
        yield Cause("disputed")
    if not facts.hard and facts.is_past(now):
        yield Cause("soft_passed", {"due": facts.due, "now": now})


def _none(facts: Facts) -> Iterator[Cause]:
    if not facts.begun:
        yield Cause("not_begun", {"start": facts.start})
    if facts.due is None:
        yield Cause("no_date")
