"""周灯: one light for each row of the board and each week, kept every night, worked out again at will."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from shuniu.matters.ranking.lights import AMBER, GREEN, NONE, RED
from shuniu.org import moment
from shuniu.org.models import Unit
from shuniu.supervision import sticking
from shuniu.supervision.choices import Axis
from shuniu.supervision.given_out import key_of
from shuniu.supervision.history import Then, stood, unrestricted
from shuniu.supervision.models import WeekLight

WEEKS = 14  # a quarter, and the week in which the next begins
WORST_FIRST = (RED, AMBER, GREEN, NONE)
_LAST_MINUTE = time(23, 59)


@dataclass(frozen=True)
class Mark:
    """一格: how a row stood at the end of a week."""

    monday: date
    colour: str
    filled: bool = True
    counts: tuple[tuple[str, int], ...] = ()
    known: bool = True  # False: no night has written this week down

    @property
    def shape(self) -> str:
        return self.colour if self.filled else f"{self.colour}-hollow"

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    def count(self, colour: str) -> int:
        return dict(self.counts).get(colour, 0)

    @property
    def red(self) -> int:
        return self.count(RED)

    @property
    def amber(self) -> int:
        return self.count(AMBER)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def mondays(until: date, count: int = WEEKS) -> list[date]:
    """The weeks of the board, the oldest first, the week of `until` last."""
    last = monday_of(until)
    return [last - timedelta(weeks=n) for n in range(count - 1, -1, -1)]


def end_of_week(monday: date) -> datetime:
    """The end of Sunday, or now while the week lasts."""
    return min(moment.now(), moment.aware(datetime.combine(monday + timedelta(days=6), _LAST_MINUTE)))


def worst(lights: Iterable) -> tuple[str, bool]:
    """(colour, filled): the worst of them; green is hollow while one of the greens is only self-reported."""
    lights = list(lights)
    colour = next((c for c in WORST_FIRST if any(one.colour == c for one in lights)), NONE)
    return colour, colour != GREEN or all(one.filled for one in lights if one.colour == GREEN)


def snapshot(unit: Unit, monday: date | None = None) -> int:
    """记一周: every row of every axis at the end of that week (or now). Doing it again replaces what was written."""
    monday = monday or monday_of(moment.today())
    at = end_of_week(monday)
    then = stood(unit, unrestricted(unit), at)
    stuck = sticking.medians(unit, until=at)
    rows = []
    for axis in Axis.values:
        grouped: dict[str, list[Then]] = defaultdict(list)
        for one in then:
            grouped[_key(axis, one)].append(one)
        for key, many in grouped.items():
            colour, filled = worst(one.light for one in many)
            causes = Counter(
                cause.name for one in many if one.light.colour in (RED, AMBER) for cause in one.light.causes
            )
            rows.append(
                WeekLight(
                    unit=unit,
                    axis=axis,
                    key=key,
                    monday=monday,
                    colour=colour,
                    filled=filled,
                    open=len(many),
                    counts=dict(Counter(one.light.colour for one in many)),
                    causes=dict(causes),
                    stuck=stuck.get(key, {}) if axis == Axis.BODY else {},
                    made_at=moment.now(),
                )
            )
    with transaction.atomic():
        WeekLight.objects.filter(unit=unit, monday=monday).delete()
        WeekLight.objects.bulk_create(rows)
    return len(rows)


def rebuild(unit: Unit, *, until: date | None = None, count: int = WEEKS) -> int:
    """重算 every week of a quarter from the dated facts."""
    return sum(snapshot(unit, monday) for monday in mondays(until or moment.today(), count))


@dataclass(frozen=True, slots=True)
class Kept:
    """What the board reads of a kept week."""

    colour: str
    filled: bool
    counts: dict
    stuck: dict


def marks(unit: Unit, axis: str, weeks: list[date]) -> dict[str, dict[date, Kept]]:
    """The kept lights of the weeks: row → week → light. One statement."""
    found: dict[str, dict[date, Kept]] = defaultdict(dict)
    rows = WeekLight.objects.filter(unit=unit, axis=axis, monday__in=weeks)
    for key, monday, *rest in rows.values_list("key", "monday", "colour", "filled", "counts", "stuck"):
        found[key][monday] = Kept(*rest)
    return found


def mark_of(kept: Kept | None, monday: date) -> Mark:
    if kept is None:
        return Mark(monday, NONE, known=False)
    return Mark(monday, kept.colour, kept.filled, tuple(sorted(kept.counts.items())))


def _key(axis: str, one: Then) -> str:
    return key_of(
        axis,
        lead_id=one.lead_id,
        lead_kind=one.lead_kind,
        leader_id=one.leader_id,
        source=one.source,
        from_above=one.from_above,
    )
