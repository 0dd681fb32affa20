"""期限: parts of months, terms counted from today, days off by name: 月底, 三个工作日内, 端午前."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from shuniu.clock.calendar import HOLIDAY_NAMES, last_day_of_month

from .day import Day, Today, day_of, month_of
from .words import number

# Parts of months, quarters, years


def _end_of(match: re.Match[str], today: Today, day: date, **more) -> Day:
    """月底 on a day off: the last working day before it."""
    return day_of(match, today.calendar.working_day_on_or_before(day), rolled=True, **more)


def _said_month(match: re.Match[str], today: Today) -> date | None:
    which = match["which"]
    if not which:
        return today.day.replace(day=1)
    if which[0] in "本这当下上":
        return month_of(which, today)
    month = number(re.sub(r"月.*", "", which))
    if not month or month > 12:
        return None
    year = today.day.year + (month < today.day.month)
    return date(year, month, 1)


def read_month_part(match: re.Match[str], today: Today) -> Day | None:
    month = _said_month(match, today)
    if month is None:
        return None
    part = match["part"]
    if part in ("上旬", "中旬"):
        day = month.replace(day=10 if part == "上旬" else 20)
        if day < today.day:
            return day_of(match, past=True, chips=(day + relativedelta(months=1),))
        return day_of(match, day)
    return _end_of(match, today, last_day_of_month(month))


def read_quarter(match: re.Match[str], today: Today) -> Day | None:
    current = (today.day.month - 1) // 3
    said = (match["which"] or "").removeprefix("第").removesuffix("个")
    quarter = current + (said == "下") if said in ("", "本", "这", "下", "当") else (number(said) or 1) - 1
    year = today.day.year
    if quarter < current:
        return day_of(match, past=True)
    day = last_day_of_month(date(year + quarter // 4, quarter % 4 * 3 + 3, 1))
    return _end_of(match, today, day, by="内" in match[0] or "前" in match[0])


def read_year_end(match: re.Match[str], today: Today) -> Day:
    year = today.day.year + match[0].startswith("明年")
    return _end_of(match, today, date(year, 12, 31), by="内" in match[0])


def read_half_year(match: re.Match[str], today: Today) -> Day | None:
    day = date(
        today.day.year, 6 if match[0].startswith("上") else 12, 30 if match[0].startswith("上") else 31
    )
    return _end_of(match, today, day, by=True) if day >= today.day else day_of(match, past=True)


# Terms


def read_working_days(match: re.Match[str], today: Today) -> Day | None:
    count = number(match["n"])
    if not count:
        return None
    back = (match["lead"] or "").startswith("提前") or "前" in (match["lead"] or "")
    if match["lead"]:
        return day_of(match, by=True, from_event=-count if back else count)
    return day_of(
        match,
        today.calendar.add_working_days(today.day, count),
        by=match["tail"] not in ("后", "之后", "以后"),
    )


def read_spelled_term(match: re.Match[str], today: Today) -> Day | None:
    """N天内, 一周内, 半个月内: calendar days, today not counted; two numbers give two readings (两三天内)."""
    counts = [
        c for c in (number(match["n"]) if match["n"] != "半" else 0, number(match["n2"])) if c is not None
    ]
    unit = match["unit"]
    days = []
    for count in counts:
        if match["n"] == "半":
            half_month = timedelta(15 if unit in ("个月", "月") else int(today.now.hour >= 12))
            day = today.day + (relativedelta(months=6) if unit == "年" else half_month)
        elif unit in ("天", "日"):
            day = today.day + timedelta(count)
        elif unit in ("周", "星期", "个星期", "礼拜", "个礼拜", "个周"):
            day = today.day + timedelta(count * 7)
        elif unit in ("个月", "月"):
            day = today.day + relativedelta(months=count)
        else:
            day = today.day + relativedelta(years=count)
        days.append(day)
    if match["lead"] and counts:
        count = counts[0] * (1 if unit in ("天", "日") else 7)
        sign = -1 if match["lead"].startswith("提前") or "前" in match["lead"] else 1
        return day_of(match, by=True, from_event=sign * count, in_working_days=False)
    by = match["tail"] is None or "内" in match["tail"] or match["tail"] == "时间"
    return day_of(match, *days, by=by) if days else None


def read_hours_term(match: re.Match[str], today: Today) -> Day | None:
    amount = 0.5 if match["n"] == "半" else number(match["n"])
    if not amount:
        return None
    step = timedelta(minutes=amount) if match["unit"] == "分钟" else timedelta(hours=amount)
    moment = today.now.replace(second=0, microsecond=0) + step
    return day_of(match, moment.date(), moment=moment, by=match["tail"] not in ("后", "之后", "以后"))


# Days off by name


def _unless_upon_us(name: str | None, today: Today) -> str | None:
    """端午前 said on the last working day before it or during it: the next days off (contracts.md §5 row 3)."""
    calendar = today.calendar
    for holiday in calendar.holidays:
        if name and HOLIDAY_NAMES[name] in holiday.names:
            if (
                calendar.last_working_day_before(holiday)
                <= today.day
                <= calendar.first_working_day_after(holiday)
            ):
                return None
    return name


def read_festival(match: re.Match[str], today: Today) -> Day | None:
    """中秋那天: the festival itself."""
    holiday = today.calendar.next_holiday(today.day, match["name"])
    return day_of(match, holiday.day) if holiday else None


def read_holiday_span(match: re.Match[str], today: Today) -> Day | None:
    """端午期间: from the first day off to the last."""
    name = match["name"] if match["name"] in HOLIDAY_NAMES else None
    holiday = today.calendar.next_holiday(today.day, name) or today.calendar.coming_end_of_holiday(
        today.day, name
    )
    return day_of(match, holiday.first, last=holiday.last) if holiday else None


def read_holiday(match: re.Match[str], today: Today) -> Day | None:
    calendar = today.calendar
    name = match["name"] if match["name"] in HOLIDAY_NAMES else None
    count = number(match["n"])
    if match["side"] == "前":
        holiday = calendar.next_holiday(today.day, _unless_upon_us(name, today))
        if holiday is None:
            return None
        day = calendar.last_working_day_before(holiday)
        if count:
            days_off = holiday.first
            working = match["unit"] == "个工作日"
            day = calendar.add_working_days(days_off, -count) if working else days_off - timedelta(count)
        return day_of(match, day, by=True)
    holiday = calendar.coming_end_of_holiday(today.day, name)
    if holiday is None:
        return None
    if count:
        working = match["unit"] == "个工作日"
        day = calendar.add_working_days(holiday.last, count) if working else holiday.last + timedelta(count)
        return day_of(match, day, by=True)
    return day_of(match, calendar.first_working_day_after(holiday))
