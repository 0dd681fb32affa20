"""催办阶梯: how far a matter has come to be chased, 0 to 5, the same for every unit, the office included.

Sources: product.md §5.3; contracts.md §5 rows 7, 12, 13, 18 to 22. The step says what is due, it sends nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shuniu.matters.ranking.facts import Facts, WorkingDays

CARE, REMIND, CHASE, BLUE, YELLOW, RED = range(6)

# A soft date is asked after, never put on a slip (row 13).
SOFT_MOST = CHASE
UNTRUE_REPORTS = 2


@dataclass(frozen=True, slots=True)
class Step:
    """阶: 0 看护 1 提醒 2 催办 3 蓝 4 黄 5 红, and the code of the reason (see `wording.step`)."""

    number: int
    reason: str
    days: int | None = None


def ladder(facts: Facts, *, now: datetime, calendar: WorkingDays) -> Step:
    """该催到第几阶. `days` are working days left, negative after the date."""
    days = facts.days_left(now, calendar)
    if rest := _rests(facts, now):
        return Step(CARE, rest, days)
    if facts.harm:
        return Step(RED, "harm", days)
    dated = _by_date(facts, days)
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


def _by_date(facts: Facts, days: int | None) -> Step:
    if days is None:
        return Step(CARE, "no_date")
    if days > 0:
        if days <= 2 and not facts.moved:
            return Step(REMIND, "not_moved", days)
        return Step(CARE, "not_due", days)
    if not facts.hard:
        return Step(SOFT_MOST, "due_today" if days == 0 else "soft_passed", days)
    late = -days
    if late >= 5:
        return Step(RED, "late", days)
    if late >= 3:
        return Step(YELLOW, "late", days)
    return Step(BLUE, "late", days) if late >= 1 else Step(CHASE, "due_today", days)
