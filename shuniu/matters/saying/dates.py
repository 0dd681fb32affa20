"""日期: dates in figures and days by name: 6月15日, 8号, 明天, 下周三, 周末."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from .day import WEEKDAYS, Day, Today, date_of, day_of, month_of, next_numbered
from .words import NUM, number

# Dates in figures

WEEKDAY_AFTER = r"\s*[(]?\s*(?:周|星期|礼拜)(?P<wd>[一二三四五六日天])\s*[)]?"
YEAR = r"(?:(?P<y>\d{4}|今|明|后|去)年)?"


def _year(said: str | None, today: Today) -> int | None:
    if not said:
        return None
    return today.day.year + {"今": 0, "明": 1, "后": 2, "去": -1}[said] if not said.isdigit() else int(said)


def _with_weekday(day: Day, match: re.Match[str]) -> Day:
    """Date and weekday disagree: the date stands, the nearest such weekday is offered."""
    said = match.groupdict().get("wd")
    base = day.days[0] if day.days else (day.chips[0] if day.chips else None)
    if not said or base is None or base.weekday() == WEEKDAYS[said]:
        return day
    ahead = (WEEKDAYS[said] - base.weekday()) % 7
    nearest = base + timedelta(ahead if ahead <= 3 else ahead - 7)
    return replace(day, chips=(*day.chips, nearest))


def read_date(match: re.Match[str], today: Today) -> Day | None:
    month, number_of_day = number(match["m"]), number(match["d"])
    if not month or not number_of_day or month > 12 or number_of_day > 31:
        return None
    year = _year(match["y"], today)
    day = date_of(year or today.day.year, month, number_of_day)
    if day is None:
        return None
    if (
        year is None
        and day < today.day
        and (today.day.year - day.year) * 12 + today.day.month - day.month > 6
    ):
        day = date_of(day.year + 1, month, number_of_day) or day
    return _with_weekday(_not_past(match, day, today), match)


def _not_past(match: re.Match[str], day: date, today: Today) -> Day:
    """Explicit date already past: nothing, and next month's as an offer."""
    if day >= today.day:
        return day_of(match, day)
    offer = next_numbered(today.day, day.day, after=True)
    return day_of(match, past=True, chips=(offer,) if offer else ())


def read_date_range(match: re.Match[str], today: Today) -> Day | None:
    month, first, last = number(match["m"]), number(match["d"]), number(match["d2"])
    to_month = number(match["m2"]) if match["m2"] else month
    if not month or not first or not last or not to_month:
        return None
    year = _year(match["y"], today) or today.day.year
    begin, close = date_of(year, month, first), date_of(year, to_month, last)
    if not begin or not close or close < begin or close < today.day:
        return None
    return day_of(match, begin, last=close)


def read_numbered_range(match: re.Match[str], today: Today) -> Day | None:
    first, last = number(match["d"]), number(match["d2"])
    if not first or not last or not 1 <= first < last <= 31:
        return None
    begin = next_numbered(today.day, first)
    if match["which"]:
        month = month_of(match["which"], today)
        begin = date_of(month.year, month.month, first)
    close = date_of(begin.year, begin.month, last) if begin else None
    return day_of(match, begin, last=close) if begin and close else None


def read_numbered_list(match: re.Match[str], today: Today) -> Day | None:
    """15、16、17号: days in a row are a span, others the first and the rest as readings."""
    numbers = [number(said) for said in re.findall(NUM, match[0])]
    first = numbers[0]
    if not first or not all(n and first <= n <= 31 for n in numbers):
        return None
    begin = next_numbered(today.day, first)
    days = [date_of(begin.year, begin.month, n or 0) for n in numbers] if begin else []
    known = [day for day in days if day]
    if len(known) < len(numbers):
        return None
    in_a_row = all(b == a + timedelta(1) for a, b in zip(known, known[1:], strict=False))
    return day_of(match, known[0], last=known[-1]) if in_a_row else day_of(match, *known)


def read_next_day(match: re.Match[str], today: Today) -> Day | None:
    """第二天, 次日: the day after one said before."""
    before = next((d for d in reversed(today.earlier) if d.days), None)
    return day_of(match, before.days[0] + timedelta(1)) if before else None


def read_iso(match: re.Match[str], today: Today) -> Day | None:
    day = date_of(int(match["y"]), int(match["m"]), int(match["d"]))
    return _with_weekday(_not_past(match, day, today), match) if day else None


def read_month_day(match: re.Match[str], today: Today) -> Day | None:
    month = month_of(match["which"], today)
    day = date_of(month.year, month.month, number(match["d"]) or 0)
    if day is None:
        return None
    return _with_weekday(_not_past(match, day, today), match)


def read_bare_number(match: re.Match[str], today: Today) -> Day | None:
    value = number(match["d"])
    if not value or value > 31:
        return None
    earlier = next((d.days[0] for d in reversed(today.earlier) if d.days), None)
    if earlier and value > earlier.day and (day := date_of(earlier.year, earlier.month, value)):
        return _with_weekday(day_of(match, day), match)
    coming = next_numbered(today.day, value, after=True)
    if coming is None:
        return None
    if value == today.day.day:
        readings = (today.day, coming) if today.now.hour < 12 else (coming, today.day)
        return _with_weekday(day_of(match, *readings), match)
    return _with_weekday(day_of(match, coming), match)


# Days by name

_NEAR = {"今": 0, "明": 1, "后": 2, "大后": 3, "昨": -1, "前": -2}


def read_near(match: re.Match[str], today: Today) -> Day | None:
    said = match["near"]
    offset = _NEAR[said.removesuffix("天").removesuffix("日").removesuffix("儿")]
    if offset < 0:
        return day_of(match, past=True)
    return day_of(match, today.day + timedelta(offset))


def read_now(match: re.Match[str], today: Today) -> Day:
    """现在到12点: this minute."""
    return day_of(match, today.day, moment=today.now.replace(second=0, microsecond=0))


def read_two_near(match: re.Match[str], today: Today) -> Day:
    first = today.day + timedelta(0 if match[0][0] in "今这" else 1)
    if "两" in match[0]:
        return day_of(match, first, last=first + timedelta(1))
    return day_of(match, first, first + timedelta(1))


def _weeks(which: str | None) -> int | None:
    if not which:
        return None
    return {"本": 0, "这": 0, "当": 0, "下": 1, "下下": 2, "上": -1}[which.removesuffix("个")]


def read_weekday(match: re.Match[str], today: Today) -> Day | None:
    weekday, weeks = WEEKDAYS[match["wd"]], _weeks(match["which"])
    if weeks is not None:
        day = today.monday + timedelta(weeks * 7 + weekday)
        if weeks < 0 or (day < today.day and weeks == 0):
            chips = (day + timedelta(7),) if weeks == 0 else ()
            return day_of(match, past=True, chips=chips)
        return day_of(match, day)
    if _joined_to_weekday(match, today):
        base = today.earlier[-1].last or today.earlier[-1].days[0]
        return day_of(match, base + timedelta((weekday - base.weekday()) % 7 or 7))
    day = today.day + timedelta((weekday - today.day.weekday()) % 7)
    begun = today.earlier[-1].days[0] if today.earlier and today.earlier[-1].days else day
    if day < begun and re.match(r"\s*(?:还|归还|回来?|返回|结束|再?还|用完)", match.string[match.end() :]):
        # 下周二用 周五还: nothing ends before it begins.
        return day_of(match, begun + timedelta((weekday - begun.weekday()) % 7 or 7))
    if day == today.day:
        later = day + timedelta(7)
        return day_of(match, *((day, later) if today.now.hour < 12 else (later, day)))
    return day_of(match, day)


def _joined_to_weekday(match: re.Match[str], today: Today) -> bool:
    """下周三到周五, 下周三、周四: the second weekday belongs to the week of the first."""
    if not today.earlier or not today.earlier[-1].days:
        return False
    between = match.string[today.earlier[-1].end : match.start()]
    return bool(re.fullmatch(r"[^\s。;!?]{0,8}?(?:到|至|-|、|和|或|或者|还是|,|/)\s*", between))


def read_week(match: re.Match[str], today: Today) -> Day | None:
    weeks = _weeks(match["which"])
    if weeks is None or weeks < 0:
        return day_of(match, past=True) if weeks is not None else None
    monday = today.monday + timedelta(weeks * 7)
    last = today.calendar.last_working_day_of_week(monday)
    if match["by"]:
        return day_of(match, last, by=True)
    return day_of(match, max(monday, today.day), last=last)


def read_weekend(match: re.Match[str], today: Today) -> Day | None:
    monday = today.monday + timedelta((_weeks(match["which"]) or 0) * 7)
    if match["by"]:
        return day_of(match, today.calendar.last_working_day_of_week(monday), by=True)
    return day_of(match, monday + timedelta(5), last=monday + timedelta(6))


def read_month_start(match: re.Match[str], today: Today) -> Day | None:
    """下月起, 7月开始: the first of the month."""
    which = match["which"] or match["which2"]
    said = number(re.sub(r"月.*", "", which))
    if said is None:
        return day_of(match, month_of(which, today))
    if not 1 <= said <= 12:
        return None
    return day_of(match, date(today.day.year + (said < today.day.month), said, 1))
