"""催办阶梯: how far a matter has come to be chased, 0 to 5, the same for every unit, the office included.

Sources: product.md §5.3; contracts.md §5 rows 7, 12, 13, 18 to 22. The step says what is due, it sends nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from shuniu.matters.ranking.facts import Facts, WorkingDays

CARE, REMIND, CHASE, BLUE, YELLOW, RED = range(6)

# A soft date is asked after, never put on a slip (row 13).
SOFT_MOST = CHASE
UNTRUE_REPORTS = 2


@dataclass(frozen=True, slots=True)
class Ladder:
    """阶梯的日子: working days before the date for 提醒, and after it for 蓝, 黄, 红; the director may change them."""

    remind: int = 2
    blue: int = 1
    yellow: int = 3
    red: int = 5
    source: str = "product.md §5.3"

    def changed(self, values: Mapping[str, Any]) -> Ladder:
        """These days with some replaced. Raises ValueError where a later step would come no later than the one before."""
        if set(values) - {f.name for f in fields(self)}:
            raise ValueError(f"没有这一阶：{'、'.join(sorted(set(values) - {f.name for f in fields(self)}))}")
        new = replace(self, **values)
        if not (new.remind >= 0 and 1 <= new.blue < new.yellow < new.red):
            raise ValueError("后一阶要比前一阶晚：提醒不小于 0，蓝、黄、红依次更晚")
        return new


STANDARD = Ladder()


@dataclass(frozen=True, slots=True)
class Step:
    """阶: 0 看护 1 提醒 2 催办 3 蓝 4 黄 5 红, and the code of the reason (see `wording.step`)."""

    number: int
    reason: str
    days: int | None = None


def ladder(facts: Facts, *, now: datetime, calendar: WorkingDays, rungs: Ladder = STANDARD) -> Step:
    """该催到第几阶. `days` are working days left, negative after the date."""
    days = facts.days_left(now, calendar)
    if rest := _rests(facts, now):
        return Step(CARE, rest, days)
    if facts.harm:
        return Step(RED, "harm", days)
    dated = _by_date(facts, days, rungs)
    if facts.is_unheard() and dated.number < RED:
        return Step(RED, "unanswered", days)
    if facts.untrue_reports >= UNTRUE_REPORTS and dated.number < YELLOW:
        return Step(YELLOW, "untrue_reports", days)
    return dated


def _rests(facts: Facts, now: datetime) -> str:
    """Why nobody is to be chased, or ""."""
    if facts.is_settled():
        return "settled"
    if facts.is_shelved(now):
        return "shelved"
    if facts.emergency:
        return "emergency"
    if facts.disputed:
        return "disputed"
    if facts.awaits_check():
        return "awaits_check"
    said = facts.difficulty
    # Said in time means before the date; whoever says so afterwards does not stop what has begun.
    if said and not said.answered and said.raised <= now and (facts.due is None or said.raised <= facts.due):
        return "difficulty"
    return ""


def _by_date(facts: Facts, days: int | None, rungs: Ladder) -> Step:
    if days is None:
        return Step(CARE, "no_date")
    if days > 0:
        if days <= rungs.remind and not facts.moved:
            return Step(REMIND, "not_moved", days)
        return Step(CARE, "not_due", days)
    if not facts.hard:
        return Step(SOFT_MOST, "due_today" if days == 0 else "soft_passed", days)
    late = -days
    if late >= rungs.red:
        return Step(RED, "late", days)
    if late >= rungs.yellow:
        return Step(YELLOW, "late", days)
    if late >= rungs.blue:
        return Step(BLUE, "late", days)
    return Step(CHASE, "late" if late else "due_today", days)
