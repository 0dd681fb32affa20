"""工时尺: office time as one running number of working minutes, so that lives are planned by adding."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime, time, timedelta

from shuniu.clock.calendar import Calendar
from shuniu.org import moment

MINUTES = 480  # 8:00–12:00 and 13:30–17:30
_MORNING, _NOON = 8 * 60, 240


class Hours:
    """工时尺 from a first day to a last one, with holidays and make-up days of the calendar."""

    def __init__(self, calendar: Calendar, first: date, last: date) -> None:
        self.calendar = calendar
        self.days = calendar.working_days(first, last)

    def moment(self, minute: float) -> datetime:
        """The aware moment of a working minute."""
        day, rest = divmod(int(minute), MINUTES)
        day = min(day, len(self.days) - 1)
        start = _MORNING + rest + (90 if rest >= _NOON else 0)
        second = int(minute * 60) % 60
        return datetime.combine(
            self.days[day], time(start // 60, start % 60, second), tzinfo=moment.OFFICE_ZONE
        )

    def first_of(self, day: date) -> int:
        """The first working minute on or after a day."""
        return bisect_left(self.days, day) * MINUTES

    def minute(self, at: datetime) -> int:
        """The working minute of a moment; outside office hours the next one."""
        local = moment.local(at)
        start = self.first_of(local.date())
        if start // MINUTES >= len(self.days) or self.days[start // MINUTES] != local.date():
            return start
        said = local.hour * 60 + local.minute - _MORNING
        if said > _NOON:
            said = max(_NOON, said - 90)
        return start + min(max(said, 0), MINUTES - 1)

    def end_of(self, day: date) -> datetime:
        """17:30 of a day: when a date without an hour is over."""
        return datetime.combine(day, time(17, 30), tzinfo=moment.OFFICE_ZONE)

    def due(self, at: datetime, term: tuple[str, int]) -> datetime:
        """时限 of a kind: ("hours" | "working" | "calendar" | "months", n) from a moment."""
        how, n = term
        day = moment.local(at).date()
        if how == "hours":
            return self.moment(self.minute(at) + n * 60)
        if how == "working":
            return self.end_of(self.calendar.add_working_days(day, n))
        return self.end_of(day + timedelta(days=n * 30 if how == "months" else n))
