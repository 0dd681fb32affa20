"""事实: all that the order, the light and the ladder of one matter rest on (contracts.md §3).

Times are naive local. What is absent takes the value that says "nothing of the kind". Distances are counted in
working days after today up to the day; a deadline on a day off is measured by the working day before it (§5 row 12).
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

HEAD = "head"
IN_CHARGE = "in_charge"

# Nothing in the office distinguishes distances beyond this; counting further days one by one is waste.
_FAR = 800
# The third word without an answer weighs as much as a date that has passed (supervision.md §8).
MOST_UNANSWERED = 3


class WorkingDays(Protocol):
    """工作日: the part of the calendar needed here."""

    def working_day_on_or_before(self, day: date) -> date: ...
    def working_days_between(self, after: date, upto: date) -> int: ...


@dataclass(frozen=True, slots=True)
class Instruction:
    """批示: who gave it, HEAD or IN_CHARGE, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Focus:
    """阶段重点: a tag that counts up to and including its last day."""

    tag: str
    until: date


@dataclass(frozen=True, slots=True)
class Peak:
    """高峰: a known event and the working days its preparation takes."""

    day: date
    workdays: int


@dataclass(frozen=True, slots=True)
class Part:
    """步骤: one step of the plan with its date."""

    due: datetime
    done: bool = False


@dataclass(frozen=True, slots=True)
class Difficulty:
    """我有困难: raised when, and whether it has been answered."""

    raised: datetime
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Chased:
    """催了没有回音: how many words sent to the holder stand without an answer, and since when the first of them."""

    times: int
    since: datetime


@dataclass(frozen=True, slots=True)
class AnswerAbove:
    """上级要答复: by when, and whether it has been sent."""

    due: datetime
    sent: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """一件事的事实。`work_left_days` in working days; counts are whole numbers; see contracts.md §3 for each field.

    `report_owed` is the day on which a regular report was owed that has not come.
    """

    id: Hashable
    title: str = ""
    arrived: datetime | None = None
    due: datetime | None = None
    hard: bool = False
    first_due: datetime | None = None
    instructions: tuple[Instruction, ...] = ()
    asked: int = 0
    postponed: int = 0
    returned: int = 0
    waiting: int = 0
    disputed: bool = False
    safety: bool = False
    focus: tuple[str, ...] = ()
    from_above: bool = False
    peak: Peak | None = None
    last_event: datetime | None = None
    moved: bool = True
    begun: bool = True
    start: date | None = None
    shelved_until: date | None = None
    assigned: datetime | None = None
    has_plan: bool = True
    work_left_days: float = 0
    steps: tuple[Part, ...] = ()
    figures_differ: bool = False
    difficulty: Difficulty | None = None
    emergency: bool = False
    answer_above: AnswerAbove | None = None
    reported_done: bool = False
    verified_by_other: bool = False
    untrue_reports: int = 0
    harm: bool = False
    chased: Chased | None = None
    report_owed: date | None = None
    pinned_until: date | None = None

    def is_past(self, now: datetime) -> bool:
        """逾期: from the minute after the one agreed, also on the day itself (§5 row 7)."""
        return self.due is not None and self.due < now

    def is_settled(self) -> bool:
        """办结: reported done, and seen by somebody other than the doer."""
        return self.reported_done and self.verified_by_other

    def is_shelved(self, now: datetime) -> bool:
        """缓办: set aside until a day; on that day it comes back by itself."""
        return self.shelved_until is not None and now.date() < self.shelved_until

    def is_pinned(self, now: datetime) -> bool:
        """置顶: up to and including its last day."""
        return self.pinned_until is not None and now.date() <= self.pinned_until

    def awaits_check(self) -> bool:
        """待核: reported done, not yet checked; the office is the holder (§5 row 22)."""
        return self.reported_done and not self.verified_by_other

    def is_unheard(self) -> bool:
        """催了三次没有回音; what is reported done has answered."""
        return self.chased is not None and self.chased.times >= MOST_UNANSWERED and not self.reported_done

    def days_left(self, now: datetime, calendar: WorkingDays) -> int | None:
        """Working days after today up to the deadline; negative once it has passed; None without a deadline."""
        if self.due is None:
            return None
        days = working_days(now.date(), calendar.working_day_on_or_before(self.due.date()), calendar)
        # A date on a day off has a working day before it that may lie behind us while the date does not.
        return days if self.due.date() < now.date() else max(days, 0)


def working_days(after: date, upto: date, calendar: WorkingDays) -> int:
    """Working days after `after` up to and including `upto`, negative backwards; roughly so beyond two years."""
    span = (upto - after).days
    if abs(span) > _FAR:
        return span * 5 // 7
    return calendar.working_days_between(after, upto)
