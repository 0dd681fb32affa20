"""日: one day expression as read, and what all readers of days share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from shuniu.clock.calendar import Calendar

WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6}


@dataclass(frozen=True, slots=True)
class Day:
    """One day expression. `days`: the reading first, other readings after it; () with `past` if only `chips` are left.

    `last` closes a span (下周 = Monday to Sunday's last working day); `by`: the words themselves say "at the latest";
    `moment` is an exact point (2小时内); `after_event` / `before_event` count from a day said elsewhere in the line.
    """

    start: int
    end: int
    days: tuple[date, ...] = ()
    last: date | None = None
    by: bool = False
    past: bool = False
    chips: tuple[date, ...] = ()
    moment: datetime | None = None
    from_event: int | None = None
    in_working_days: bool = True
    rolled: bool = False


@dataclass(frozen=True, slots=True)
class Today:
    """What a day expression is relative to."""

    now: datetime
    calendar: Calendar
    earlier: list[Day] = field(default_factory=list)

    @property
    def day(self) -> date:
        return self.now.date()

    @property
    def monday(self) -> date:
        return self.day - timedelta(self.day.weekday())


def day_of(match: re.Match[str], *days: date, **more) -> Day:
    return Day(match.start(), match.end(), tuple(days), **more)


def date_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def next_numbered(today: date, number_of_day: int, *, after: bool = False) -> date | None:
    """The next month-day with this number, today included unless `after`."""
    for i in range(13):
        month = today.replace(day=1) + relativedelta(months=i)
        day = date_of(month.year, month.month, number_of_day)
        if day and (day > today or (day == today and not after)):
            return day
    return None


def month_of(which: str, today: Today) -> date:
    ahead = (
        2
        if which.startswith("下下")
        else 1
        if which.startswith("下")
        else -1
        if which.startswith("上")
        else 0
    )
    return today.day.replace(day=1) + relativedelta(months=ahead)
