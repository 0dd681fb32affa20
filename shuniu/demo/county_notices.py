"""通知 of the story: who is on duty, who keeps an hour free, and the three quiet moments of every day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial

from shuniu.clock.models import Errand
from shuniu.demo.world import Beat, World
from shuniu.notices import digests, looking_ahead, operations, telling
from shuniu.notices.choices import DIGEST_HOURS
from shuniu.org import moment

NOTICES: list[Beat] = []
FIRST, LAST = date(2026, 6, 1), date(2026, 6, 12)
# 带班 leads by night and day, 值班 sits at the telephone; (who, from, to, at the desk)
SHIFTS = (
    ("沈知行", "2026-06-11 08:00", "2026-06-13 18:00", False),
    ("吴安澜", "2026-06-11 08:00", "2026-06-13 18:00", False),
    ("石磊", "2026-06-11 08:00", "2026-06-11 18:00", True),
    ("田野", "2026-06-11 18:00", "2026-06-12 08:00", True),
    ("程刚", "2026-06-12 08:00", "2026-06-12 18:00", True),
)


def _at(day: date, hour: time, do) -> None:
    NOTICES.append(Beat(moment.aware(datetime.combine(day, hour)), do))


def _shifts_are_set(w: World) -> None:
    for name, starts, ends, at_desk in SHIFTS:
        operations.put_on_duty(
            w.who(name), starts=w.at(starts), ends=w.at(ends), at_desk=at_desk, by=w.act("吴安澜")
        )


def _an_hour_and_a_half_is_kept_free(w: World) -> None:
    director = w.act("周谨言")
    operations.choose(director.somebody, by=director, rest_from=time(8, 30), rest_until=time(10, 0))


def _digest(hour: time, w: World) -> None:
    digests.write(w.office.unit, hour)


def _morning(w: World) -> None:
    """What had to wait for the end of the night is said now."""
    now = moment.now()
    for row in Errand.objects.filter(unit=w.office.unit, name=telling.BREAK_IN, done=None, due__lte=now):
        telling.break_in(row)
        Errand.objects.filter(pk=row.pk).update(done=now)


def _look(w: World) -> None:
    looking_ahead.look(w.office.unit)
    _morning(w)


_at(date(2026, 6, 10), time(16, 50), _shifts_are_set)
_at(FIRST, time(8, 10), _an_hour_and_a_half_is_kept_free)
for _days in range((LAST - FIRST).days + 1):
    _day = FIRST + timedelta(days=_days)
    _at(_day, time(7, 30, 1), _morning)
    for _hour in DIGEST_HOURS:
        _at(_day, _hour, partial(_digest, _hour))
for _minutes in range(8 * 60 + 5, 18 * 60 + 30, 15):
    _at(date(2026, 6, 11), time(_minutes // 60, _minutes % 60, 30), _look)
