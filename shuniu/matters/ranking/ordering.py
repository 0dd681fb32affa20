"""排序: the whole list, most pressing first (product.md §5.1 ties; contracts.md §3 and §5 rows 23 and 24)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shuniu.matters.ranking.facts import Facts, Focus, WorkingDays
from shuniu.matters.ranking.points import Score, points
from shuniu.matters.ranking.weights import DEFAULT, Weights


@dataclass(frozen=True, slots=True)
class Placed:
    """排定的一件: a matter's facts with its score."""

    facts: Facts
    score: Score


def order(
    many: Iterable[Facts],
    *,
    now: datetime,
    focus: Iterable[Focus] = (),
    calendar: WorkingDays,
    weights: Weights = DEFAULT,
) -> list[Placed]:
    """排序: pins first, then points, then the earlier deadline to the minute, then the earlier arrival.

    No date goes last among equals. What is shelved or settled is not in the list. What is equal in everything stays
    as it came.
    """
    focus = tuple(focus)
    placed = [
        Placed(facts, points(facts, now=now, focus=focus, calendar=calendar, weights=weights))
        for facts in many
        if not facts.is_shelved(now) and not facts.is_settled()
    ]
    return sorted(placed, key=lambda p: _key(p, now))


def first_five(
    ordered: Sequence[Placed], *, now: datetime, hours_left: float, hours: Mapping[object, float]
) -> list[Placed]:
    """先办这几件: the first five that fit into the hours left today; hard dates of today and before are always in.

    `hours` gives the size of a matter by id; one hour where it is not known.
    """
    chosen: list[Placed] = []
    for placed in ordered:
        facts = placed.facts
        must = facts.hard and facts.due is not None and facts.due.date() <= now.date()
        size = hours.get(facts.id, 1.0)
        if must or size <= hours_left:
            chosen.append(placed)
            hours_left -= size
        if len(chosen) == 5:
            break
    return chosen


def _key(placed: Placed, now: datetime) -> tuple[bool, float, datetime, datetime]:
    facts = placed.facts
    return (
        not facts.is_pinned(now),
        -placed.score.total,
        facts.due or datetime.max,
        facts.arrived or datetime.max,
    )
