"""工作日历: which days are worked, and the arithmetic of days and office hours.

Days off and make-up days (调休) are data: a `Calendar` is built from rows, whoever keeps them. Everything here is
pure and naive-local. Sources of the counting rules: supervision.md §5, contracts.md §1 "Dates" and §5 rows 1 to 3.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

OFF = "off"
WORK = "work"

MORNING = (time(8, 0), time(12, 0))
AFTERNOON = (time(13, 30), time(17, 30))


def gettext_noop(words: str) -> str:
    """Marks words for the catalog and leaves them as they are; the framework's own asks for settings, and a paper is
    read by a script that has none."""
    return words


# The seven as the pages name them, for the English catalog.
FESTIVALS = (
    gettext_noop("元旦"), gettext_noop("春节"), gettext_noop("清明"), gettext_noop("劳动节"), gettext_noop("端午"),
    gettext_noop("中秋"), gettext_noop("国庆"),
)  # fmt: skip

# What people call the seven days off. The long form is the name used in the data.
HOLIDAY_NAMES = {
    "元旦": "元旦", "新年": "元旦",
    "春节": "春节", "过年": "春节", "除夕": "春节", "年三十": "春节",
    "清明节": "清明", "清明": "清明",
    "劳动节": "劳动节", "五一": "劳动节", "五一节": "劳动节",
    "端午节": "端午", "端午": "端午",
    "中秋节": "中秋", "中秋": "中秋",
    "国庆节": "国庆", "国庆": "国庆", "十一": "国庆",
}  # fmt: skip

# No pause between two working days has ever been longer; a search that goes on is an error in the data.
_LONGEST_SEARCH = 400
# Lists ask for the same distances from today over and over; so many are remembered.
_MOST_COUNTED = 20_000


@dataclass(frozen=True, slots=True)
class Override:
    """调休: one day that differs from its weekday. `kind` is OFF or WORK; `source` names the notice it rests on."""

    day: date
    kind: str
    source: str = ""

    def __post_init__(self) -> None:
        if self.kind not in (OFF, WORK):
            raise ValueError(f"kind of {self.day} must be {OFF!r} or {WORK!r}, not {self.kind!r}")


@dataclass(frozen=True, slots=True)
class NamedHoliday:
    """节假日: a run of days off with its names, first and last day included; `day` is the festival itself."""

    names: tuple[str, ...]
    first: date
    last: date
    day: date
    forecast: bool = False


@dataclass(frozen=True)
class Calendar:
    """工作日历: overrides and named days off; Saturday and Sunday are off unless an override says otherwise.

    `announced_through` is the last year whose arrangement has been published; later days are forecasts.
    """

    overrides: tuple[Override, ...] = ()
    holidays: tuple[NamedHoliday, ...] = ()
    announced_through: int = 9999
    hours: tuple[tuple[time, time], ...] = (MORNING, AFTERNOON)
    _kinds: dict[date, str] = field(init=False, repr=False, compare=False, hash=False)
    _taken: tuple[date, ...] = field(init=False, repr=False, compare=False, hash=False)
    _given: tuple[date, ...] = field(init=False, repr=False, compare=False, hash=False)
    _counted: dict[tuple[date, date], int] = field(
        default_factory=dict, init=False, repr=False, compare=False, hash=False
    )

    _before: dict[date, date] = field(default_factory=dict, init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "overrides", tuple(sorted(self.overrides, key=lambda o: o.day)))
        object.__setattr__(self, "holidays", tuple(sorted(self.holidays, key=lambda h: h.first)))
        kinds = {o.day: o.kind for o in self.overrides}
        object.__setattr__(self, "_kinds", kinds)
        object.__setattr__(self, "_taken", tuple(d for d, k in kinds.items() if k == OFF and d.weekday() < 5))
        object.__setattr__(
            self, "_given", tuple(d for d, k in kinds.items() if k == WORK and d.weekday() >= 5)
        )

    # Single days

    def is_working(self, day: date) -> bool:
        """工作日: worked, make-up Saturdays and Sundays included."""
        kind = self._kinds.get(_as_date(day))
        return kind == WORK if kind else day.weekday() < 5

    def is_forecast(self, day: date) -> bool:
        """预估: the arrangement of that year is not yet published."""
        return day.year > self.announced_through

    def source_of(self, day: date) -> str:
        """The notice an override of this day rests on, or ""."""
        return next((o.source for o in self.overrides if o.day == _as_date(day)), "")

    def holiday_on(self, day: date) -> NamedHoliday | None:
        """The named days off this day belongs to, if any."""
        day = _as_date(day)
        return next((h for h in self.holidays if h.first <= day <= h.last), None)

    # Working days

    def working_day_on_or_before(self, day: date) -> date:
        """The day itself if worked, else the working day before."""
        known = self._before.get(day)
        if known is None:
            if len(self._before) > _MOST_COUNTED:
                self._before.clear()
            known = next(d for d in _walk(_as_date(day), -1) if self.is_working(d))
            self._before[day] = known
        return known

    def working_day_on_or_after(self, day: date) -> date:
        """The day itself if worked, else the working day after."""
        return next(d for d in _walk(_as_date(day), 1) if self.is_working(d))

    def add_working_days(self, day: date, n: int) -> date:
        """第n个工作日: the n-th working day after `day`, which is not counted; negative n counts back; 0 is the day."""
        day = _as_date(day)
        step = 1 if n > 0 else -1
        for _ in range(abs(n)):
            day = next(d for d in _walk(day + timedelta(step), step) if self.is_working(d))
        return day

    def working_days_between(self, after: date, upto: date) -> int:
        """Working days after `after` up to and including `upto`; negative when `upto` is earlier."""
        known = self._counted.get((after, upto))
        if known is None:
            if len(self._counted) > _MOST_COUNTED:
                self._counted.clear()
            known = self._counted[after, upto] = self._between(_as_date(after), _as_date(upto))
        return known

    def _between(self, after: date, upto: date) -> int:
        if upto < after:
            return -self.working_days_between(upto, after)
        # Counted, not walked: every line of every list asks this.
        weekdays = _weekdays_through(upto) - _weekdays_through(after)
        taken = bisect_right(self._taken, upto) - bisect_right(self._taken, after)
        given = bisect_right(self._given, upto) - bisect_right(self._given, after)
        return weekdays - taken + given

    def working_days(self, first: date, last: date) -> list[date]:
        """All working days from `first` to `last`, both included."""
        first, last = _as_date(first), _as_date(last)
        days = (first + timedelta(i) for i in range((last - first).days + 1))
        return [d for d in days if self.is_working(d)]

    def last_working_day_of_week(self, day: date) -> date:
        """本周内: the last working day of the Monday-to-Sunday week, make-up days included (contracts.md §5 row 2).

        In a week wholly off it is the working day before that week.
        """
        day = _as_date(day)
        return self.working_day_on_or_before(day + timedelta(6 - day.weekday()))

    def last_working_day_of_month(self, day: date) -> date:
        """月底 on a day off: the last working day of the month, make-up days included (contracts.md §5 row 2)."""
        return self.working_day_on_or_before(last_day_of_month(day))

    # Days off by name

    def next_holiday(self, day: date, name: str | None = None) -> NamedHoliday | None:
        """The days off one can still do something before: their last working day lies after `day`.

        Said on that last working day itself, 节前 means the next days off (contracts.md §5 row 3).
        """
        for holiday in self._called(name):
            if self.last_working_day_before(holiday) > _as_date(day):
                return holiday
        return None

    def coming_end_of_holiday(self, day: date, name: str | None = None) -> NamedHoliday | None:
        """The days off whose first working day afterwards lies after `day`: what 节后 speaks of."""
        for holiday in self._called(name):
            if self.first_working_day_after(holiday) > _as_date(day):
                return holiday
        return None

    def last_working_day_before(self, holiday: NamedHoliday) -> date:
        """节前: the last working day before the days off."""
        return self.working_day_on_or_before(holiday.first - timedelta(1))

    def first_working_day_after(self, holiday: NamedHoliday) -> date:
        """节后: the first working day after the days off."""
        return self.working_day_on_or_after(holiday.last + timedelta(1))

    def _called(self, name: str | None) -> Iterator[NamedHoliday]:
        known = HOLIDAY_NAMES.get(name, name) if name else None
        return (h for h in self.holidays if known is None or known in h.names)

    # Office hours

    def office_hours(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """办公时间: spans of a day, morning and afternoon; empty on a day off."""
        if not self.is_working(day):
            return ()
        day = _as_date(day)
        return tuple((datetime.combine(day, a), datetime.combine(day, b)) for a, b in self.hours)

    def start_of_work(self, day: date) -> datetime:
        """上班: the first minute of office hours, also on a day off."""
        return datetime.combine(_as_date(day), self.hours[0][0])

    def end_of_work(self, day: date) -> datetime:
        """下班前: the last minute of office hours, also on a day off."""
        return datetime.combine(_as_date(day), self.hours[-1][1])

    def add_working_hours(self, moment: datetime, hours: float) -> datetime:
        """N个工作小时后: only office hours count; outside them the clock starts at the next opening.

        Raises ValueError for negative hours.
        """
        if hours < 0:
            raise ValueError("hours must not be negative")
        left = timedelta(hours=hours)
        for day in _walk(moment.date(), 1):
            for opens, closes in self.office_hours(day):
                begin = max(moment, opens)
                if begin > closes or (begin == closes and left):
                    continue
                if begin + left <= closes:
                    return begin + left
                left -= closes - begin
        raise AssertionError("unreachable")

    def working_minutes_between(self, start: datetime, end: datetime) -> int:
        """Minutes of office hours from `start` to `end`; 0 when `end` is earlier."""
        total = timedelta()
        for i in range((end.date() - start.date()).days + 1):
            for opens, closes in self.office_hours(start.date() + timedelta(i)):
                total += max(timedelta(), min(end, closes) - max(start, opens))
        return int(total.total_seconds() // 60)


def last_day_of_month(day: date) -> date:
    """月底: the last calendar day of the month of `day`."""
    return (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)


def _weekdays_through(day: date) -> int:
    """Mondays to Fridays from the first day of the calendar, itself a Monday, to `day`."""
    weeks, rest = divmod(day.toordinal(), 7)
    return 5 * weeks + min(rest, 5)


def _as_date(day: date) -> date:
    return day.date() if isinstance(day, datetime) else day


def _walk(day: date, step: int) -> Iterator[date]:
    for i in range(_LONGEST_SEARCH):
        yield day + timedelta(i * step)
    raise ValueError(f"no working day within {_LONGEST_SEARCH} days of {day}")


@lru_cache(maxsize=1)
def chinese_calendar_seed() -> Calendar:
    """法定节假日: the published arrangements from 2024 on, and the statutory days of two more years as forecast."""
    import chinese_calendar
    import holidays

    published = {d: n for d, n in chinese_calendar.holidays.items() if d.year >= 2024}
    makeup = [d for d in chinese_calendar.workdays if d.year >= 2024]
    last = max(d.year for d in published)
    ahead = [last + 1, last + 2]

    overrides = [Override(d, OFF, f"{d.year}年节假日安排") for d in published if d.weekday() < 5]
    overrides += [Override(d, WORK, f"{d.year}年节假日安排") for d in makeup]
    forecast = holidays.country_holidays("CN", years=ahead, language="zh_CN")
    overrides += [Override(d, OFF, "法定节假日预估") for d in sorted(forecast) if d.weekday() < 5]

    statutory = holidays.country_holidays("CN", years=range(2024, last + 3), language="zh_CN")
    calendar = Calendar(tuple(overrides), announced_through=last)
    return Calendar(tuple(overrides), tuple(_named_runs(calendar, statutory)), announced_through=last)


def _named_runs(calendar: Calendar, statutory: dict[date, str]) -> Iterable[NamedHoliday]:
    """Statutory days joined with the days off around them; one run may bear two names (国庆 with 中秋)."""
    runs: dict[tuple[date, date], dict[str, date]] = {}
    for day in sorted(statutory):
        for said in statutory[day].split("; "):
            name = HOLIDAY_NAMES.get(said.removeprefix("农历").split("（")[0])
            if name is None or calendar.is_working(day):
                continue
            first = last = day
            while not calendar.is_working(first - timedelta(1)):
                first -= timedelta(1)
            while not calendar.is_working(last + timedelta(1)):
                last += timedelta(1)
            if name != "春节" or "除夕" not in said:
                runs.setdefault((first, last), {}).setdefault(name, day)
    for (first, last), days in runs.items():
        yield NamedHoliday(tuple(days), first, last, min(days.values()), calendar.is_forecast(first))
