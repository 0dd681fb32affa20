"""The calendar of a unit: the shipped holiday tables, with the rows an administrator has added on top."""

from __future__ import annotations

import time
from functools import lru_cache

from django.db.models import Q

from shuniu.clock.calendar import Calendar, Override, chinese_calendar_seed
from shuniu.clock.models import WorkdayOverride
from shuniu.org.models import Unit

# Pages ask for the calendar many times a second and it changes once a year: read again after this many seconds.
KEPT_SECONDS = 30


def calendar_for(unit: Unit) -> Calendar:
    """工作日历 of a unit, at most half a minute old."""
    return _read(unit.pk, int(time.monotonic() // KEPT_SECONDS))


def forget() -> None:
    """Read the rows again at the next question (after an administrator changed them)."""
    _read.cache_clear()


@lru_cache(maxsize=64)
def _read(unit_id: int, _age: int) -> Calendar:
    seed = chinese_calendar_seed()
    rows = list(
        WorkdayOverride.objects.filter(Q(unit=None) | Q(unit_id=unit_id)).order_by("unit_id", "day")
    )
    if not rows:
        return seed
    overrides = {override.day: override for override in seed.overrides}
    overrides.update({row.day: Override(row.day, row.kind, row.source) for row in rows})
    announced = max([seed.announced_through, *(row.day.year for row in rows if not row.forecast)])
    return Calendar(tuple(overrides.values()), seed.holidays, announced)
