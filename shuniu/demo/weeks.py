"""挪周: the whole demo told some weeks later, so that its day is in the present week and keeps its weekday (product §16).

Nothing that was written is changed: the office is made anew with every moment of the story moved as it is told, so that
its journal is chained as on the day itself. The year before is lived in the real working days of its own time. The days
of the story are moved as they are; what its papers say moves with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from shuniu.clock.calendar import Calendar, last_day_of_month

STORY_DAY = date(2026, 6, 11)
_weeks: ContextVar[int] = ContextVar("weeks", default=0)
Day = TypeVar("Day", date, datetime)

_DAYS = re.compile(
    r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?P<night>夜间)?"
    r"(?:(?P<to>[至到—])(?:(?P<month2>\d{1,2})月)?(?P<day2>\d{1,2})日)?"
    r"|(?<![\d月])(?P<from3>\d{1,2})日?(?P<to3>[至到—])(?P<day3>\d{1,2})日"
    r"|(?<!\d)(?P<end>\d{1,2})月底"
)
_NUMBER = re.compile(r"〔2026〕")


@contextmanager
def shifted_by(weeks: int) -> Iterator[None]:
    """Inside the block the story happens so many weeks later."""
    token = _weeks.set(weeks)
    try:
        yield
    finally:
        _weeks.reset(token)


def weeks() -> int:
    return _weeks.get()


def moved(value: Day) -> Day:
    """The same weekday and hour, as many weeks on as the story is told."""
    return value + timedelta(weeks=_weeks.get())


def weeks_to(today: date, calendar: Calendar) -> int:
    """挪几周: into the week of `today`; a week before where the day of the story would be a holiday."""
    count = (_monday(today) - _monday(STORY_DAY)).days // 7
    while not calendar.is_working(STORY_DAY + timedelta(weeks=count)):
        count -= 1
    return count


def in_words(said: str) -> str:
    """A text of the story with its days moved: 6月11日至13日, 11到13日, 2026年6月10日, 6月底, 〔2026〕17号."""
    if not _weeks.get():
        return said
    return _DAYS.sub(_moved, _NUMBER.sub(f"〔{moved(STORY_DAY).year}〕", said))


def retold(values: dict[str, Any]) -> dict[str, Any]:
    """Everything that is said with one verb, with the days in it moved."""
    return {name: in_words(value) if isinstance(value, str) else value for name, value in values.items()}


def _moved(match: re.Match[str]) -> str:
    if match["end"]:
        last = moved(last_day_of_month(date(STORY_DAY.year, int(match["end"]), 1)))
        return f"{last.month}月{last.day}日"
    if match["from3"]:
        first, last = (moved(STORY_DAY.replace(day=int(match[name]))) for name in ("from3", "day3"))
        begin = str(first.day) if first.month == last.month else f"{first.month}月{first.day}日"
        end = f"{last.day}日" if first.month == last.month else f"{last.month}月{last.day}日"
        return f"{begin}{match['to3']}{end}"
    year = int(match["year"] or STORY_DAY.year)
    first = moved(date(year, int(match["month"]), int(match["day"])))
    text = f"{first.year}年" if match["year"] else ""
    text += f"{first.month}月{first.day}日{match['night'] or ''}"
    if match["to"]:
        last = moved(date(year, int(match["month2"] or match["month"]), int(match["day2"])))
        text += match["to"] + (f"{last.month}月" if last.month != first.month else "") + f"{last.day}日"
    return text


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
