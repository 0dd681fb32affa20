"""先后: points for each fact, added up (product.md §5.1; contracts.md §5 rows 6 to 12).

Half points stay; only the screen rounds (row 6). A row counts once, whatever the number of reasons in it (row 10).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from shuniu.matters.ranking.facts import HEAD, IN_CHARGE, Facts, Focus, Instruction, WorkingDays, working_days
from shuniu.matters.ranking.weights import DEFAULT, Weights


@dataclass(frozen=True, slots=True)
class Row:
    """理由: one fact, its points, the code of its chip (see `wording.chip`) and what the chip speaks of.

    A row of 0 points is a fact worth showing that another one already covers.
    """

    fact: str
    points: float
    chip: str
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Score:
    """得分: the sum, with half points kept, and the rows it is the sum of, in the order of the table."""

    total: float
    rows: tuple[Row, ...]

    @property
    def shown(self) -> int:
        """The whole number on the screen: halves go up."""
        return int(self.total + 0.5)


def points(
    facts: Facts,
    *,
    now: datetime,
    focus: Iterable[Focus] = (),
    calendar: WorkingDays,
    weights: Weights = DEFAULT,
) -> Score:
    """得分: what this matter weighs at `now`. A matter that is settled and checked weighs nothing (§5 row 23)."""
    if facts.is_settled():
        return Score(0, ())
    rows = tuple(_rows(facts, now, tuple(focus), calendar, weights))
    return Score(plain(sum(row.points for row in rows)), rows)


def is_hot_spot(facts: Facts, *, now: datetime, weights: Weights = DEFAULT) -> bool:
    """热点: the head or the leader in charge instructed or asked in the last 30 days."""
    return bool(_recent(facts, now, weights)) or facts.asked > 0


def is_hard_spot(facts: Facts, *, now: datetime, calendar: WorkingDays, weights: Weights = DEFAULT) -> bool:
    """难点: postponed, disputed, returned twice, or silent."""
    return bool(
        facts.postponed
        or facts.disputed
        or facts.returned >= 2
        or silent_days(facts, now, calendar) >= weights.silent_days
    )


def silent_days(facts: Facts, now: datetime, calendar: WorkingDays) -> int:
    """无动静: working days after the last event, today counted (§5 row 16); 0 where no event is known."""
    if facts.last_event is None:
        return 0
    return max(0, working_days(facts.last_event.date(), now.date(), calendar))


def plain(number: float) -> float:
    """12 for 12.0, and 17.5 as it is: halves are printed, whole numbers look whole."""
    return int(number) if float(number).is_integer() else number


def _rows(
    facts: Facts, now: datetime, focus: tuple[Focus, ...], calendar: WorkingDays, weights: Weights
) -> Iterator[Row]:
    yield from _deadline(facts, now, calendar, weights)
    yield from _instructions(facts, now, weights)
    if facts.asked:
        yield Row(
            "asked", min(facts.asked * weights.asked, weights.asked_most), "asked", {"times": facts.asked}
        )
    if facts.postponed:
        most = min(facts.postponed * weights.postponed, weights.postponed_most)
        yield Row("postponed", most, "postponed", {"times": facts.postponed})
    if facts.disputed:
        yield Row("disputed", weights.disputed, "disputed")
    silent = silent_days(facts, now, calendar)
    if silent >= weights.silent_days:
        yield Row("silent", weights.silent, "silent", {"days": silent, "since": facts.last_event})
    if facts.waiting:
        most = min(facts.waiting * weights.waiting, weights.waiting_most)
        yield Row("waiting", most, "waiting", {"count": facts.waiting})
    if facts.safety:
        yield Row("safety", weights.safety, "safety")
    tags = [f.tag for f in focus if f.tag in facts.focus and now.date() <= f.until]
    if tags:
        yield Row("focus", weights.focus, "focus", {"tags": tuple(dict.fromkeys(tags))})
    if facts.from_above:
        yield Row("from_above", weights.from_above, "from_above")
    if facts.peak and window_is_open(facts, now, calendar):
        yield Row("peak", weights.peak, "peak", {"day": facts.peak.day, "workdays": facts.peak.workdays})


def _deadline(facts: Facts, now: datetime, calendar: WorkingDays, weights: Weights) -> Iterator[Row]:
    left = facts.days_left(now, calendar)
    if facts.due is None or left is None:
        return
    full = weights.overdue if facts.is_past(now) else weights.of_distance(left)
    if full:
        share = 1 if facts.hard else weights.soft_share
        chip = "hard_date" if facts.hard else "soft_date"
        yield Row("deadline", plain(full * share), chip, {"due": facts.due, "days_left": left, "now": now})


def _instructions(facts: Facts, now: datetime, weights: Weights) -> Iterator[Row]:
    """The higher one counts, once; the other is only shown (§5 row 8)."""
    if not facts.instructions:
        return
    recent = _recent(facts, now, weights)
    worth = {HEAD: weights.head, IN_CHARGE: weights.in_charge}
    counted = False
    for by in (HEAD, IN_CHARGE):
        if by in recent:
            yield Row("instruction", 0 if counted else worth[by], by, {"at": recent[by].at})
            counted = True


def _recent(facts: Facts, now: datetime, weights: Weights) -> dict[str, Instruction]:
    """The newest instruction of each leader within 30 calendar days, the 30th included (§5 row 9)."""
    newest: dict[str, Instruction] = {}
    for given in sorted(facts.instructions, key=lambda i: i.at):
        if given.at <= now and (now.date() - given.at.date()).days <= weights.instruction_days:
            newest[given.by] = given
    return newest


def window_is_open(facts: Facts, now: datetime, calendar: WorkingDays) -> bool:
    """该备了: from the n-th working day back, the peak not counted, to the peak itself (contracts.md §3, §5 row 11)."""
    peak, today = facts.peak, now.date()
    if peak is None or today >= peak.day:
        return peak is not None and today == peak.day
    yesterday = today - timedelta(1)
    left = working_days(yesterday, peak.day - timedelta(1), calendar)
    # On a day off just before the first of the n working days the window is still closed.
    return left < peak.workdays or (left == peak.workdays and working_days(yesterday, today, calendar) == 1)
