"""日子: every way of saying a day, as candidate dates (contracts.md §1 "Dates", §5 rows 1 to 3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from shuniu.clock.calendar import HOLIDAY_NAMES, Calendar, last_day_of_month

from .words import NUM, number

WEEKDAYS = (
    {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6, "7": 6} | {str(i + 1): i for i in range(6)}
)


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


def find_days(text: str, now: datetime, calendar: Calendar) -> list[Day]:
    """All day expressions of a normalised text, left to right."""
    today, found, at = Today(now, calendar), [], 0
    while at < len(text):
        for pattern, read in _READERS:
            match = pattern.match(text, at)
            day = read(match, today) if match else None
            if day is not None:
                found.append(day)
                today.earlier.append(day)
                at = day.end
                break
        else:
            at += 1
    return found


def _day(match: re.Match[str], *days: date, **more) -> Day:
    return Day(match.start(), match.end(), tuple(days), **more)


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _next_numbered(today: date, number_of_day: int, *, after: bool = False) -> date | None:
    """The next month-day with this number, today included unless `after`."""
    for i in range(13):
        month = today.replace(day=1) + relativedelta(months=i)
        day = _make(month.year, month.month, number_of_day)
        if day and (day > today or (day == today and not after)):
            return day
    return None


# Dates in figures

_WEEKDAY_AFTER = r"\s*[(]?\s*(?:周|星期|礼拜)(?P<wd>[一二三四五六日天])\s*[)]?"
_YEAR = r"(?:(?P<y>\d{4}|今|明|后|去)年)?"


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


def _date(match: re.Match[str], today: Today) -> Day | None:
    month, number_of_day = number(match["m"]), number(match["d"])
    if not month or not number_of_day or month > 12 or number_of_day > 31:
        return None
    year = _year(match["y"], today)
    day = _make(year or today.day.year, month, number_of_day)
    if day is None:
        return None
    if (
        year is None
        and day < today.day
        and (today.day.year - day.year) * 12 + today.day.month - day.month > 6
    ):
        day = _make(day.year + 1, month, number_of_day) or day
    return _with_weekday(_not_past(match, day, today), match)


def _not_past(match: re.Match[str], day: date, today: Today) -> Day:
    """Explicit date already past: nothing, and next month's as an offer."""
    if day >= today.day:
        return _day(match, day)
    offer = _next_numbered(today.day, day.day, after=True)
    return _day(match, past=True, chips=(offer,) if offer else ())


def _date_range(match: re.Match[str], today: Today) -> Day | None:
    month, first, last = number(match["m"]), number(match["d"]), number(match["d2"])
    to_month = number(match["m2"]) if match["m2"] else month
    if not month or not first or not last or not to_month:
        return None
    year = _year(match["y"], today) or today.day.year
    begin, close = _make(year, month, first), _make(year, to_month, last)
    if not begin or not close or close < begin or close < today.day:
        return None
    return _day(match, begin, last=close)


def _numbered_range(match: re.Match[str], today: Today) -> Day | None:
    first, last = number(match["d"]), number(match["d2"])
    if not first or not last or not 1 <= first < last <= 31:
        return None
    begin = _next_numbered(today.day, first)
    if match["which"]:
        month = _month(match["which"], today)
        begin = _make(month.year, month.month, first)
    close = _make(begin.year, begin.month, last) if begin else None
    return _day(match, begin, last=close) if begin and close else None


def _iso(match: re.Match[str], today: Today) -> Day | None:
    day = _make(int(match["y"]), int(match["m"]), int(match["d"]))
    return _with_weekday(_not_past(match, day, today), match) if day else None


def _month(which: str, today: Today) -> date:
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


def _month_day(match: re.Match[str], today: Today) -> Day | None:
    month = _month(match["which"], today)
    day = _make(month.year, month.month, number(match["d"]) or 0)
    if day is None:
        return None
    return _with_weekday(_not_past(match, day, today), match)


def _bare_number(match: re.Match[str], today: Today) -> Day | None:
    value = number(match["d"])
    if not value or value > 31:
        return None
    earlier = next((d.days[0] for d in reversed(today.earlier) if d.days), None)
    if earlier and value > earlier.day and (day := _make(earlier.year, earlier.month, value)):
        return _with_weekday(_day(match, day), match)
    coming = _next_numbered(today.day, value, after=True)
    if coming is None:
        return None
    if value == today.day.day:
        readings = (today.day, coming) if today.now.hour < 12 else (coming, today.day)
        return _with_weekday(_day(match, *readings), match)
    return _with_weekday(_day(match, coming), match)


# Days by name

_NEAR = {"今": 0, "明": 1, "后": 2, "大后": 3, "昨": -1, "前": -2}


def _near(match: re.Match[str], today: Today) -> Day | None:
    said = match["near"]
    offset = _NEAR[said.removesuffix("天").removesuffix("日").removesuffix("儿")]
    if offset < 0:
        return _day(match, past=True)
    return _day(match, today.day + timedelta(offset))


def _two_near(match: re.Match[str], today: Today) -> Day:
    first = today.day + timedelta(0 if match[0].startswith("今") else 1)
    if "两" in match[0]:
        return _day(match, first, last=first + timedelta(1))
    return _day(match, first, first + timedelta(1))


def _weeks(which: str | None) -> int | None:
    if not which:
        return None
    return {"本": 0, "这": 0, "当": 0, "下": 1, "下下": 2, "上": -1}[which.removesuffix("个")]


def _weekday(match: re.Match[str], today: Today) -> Day | None:
    weekday, weeks = WEEKDAYS[match["wd"]], _weeks(match["which"])
    if weeks is not None:
        day = today.monday + timedelta(weeks * 7 + weekday)
        if weeks < 0 or (day < today.day and weeks == 0):
            chips = (day + timedelta(7),) if weeks == 0 else ()
            return _day(match, past=True, chips=chips)
        return _day(match, day)
    if _joined_to_weekday(match, today):
        base = today.earlier[-1].last or today.earlier[-1].days[0]
        return _day(match, base + timedelta((weekday - base.weekday()) % 7 or 7))
    day = today.day + timedelta((weekday - today.day.weekday()) % 7)
    if day == today.day:
        later = day + timedelta(7)
        return _day(match, *((day, later) if today.now.hour < 12 else (later, day)))
    return _day(match, day)


def _joined_to_weekday(match: re.Match[str], today: Today) -> bool:
    """下周三到周五, 下周三、周四: the second weekday belongs to the week of the first."""
    if not today.earlier or not today.earlier[-1].days:
        return False
    between = match.string[today.earlier[-1].end : match.start()]
    return bool(re.fullmatch(r"[^\s。;!?]{0,8}?(?:到|至|-|、|和|或|或者|还是|,|/)\s*", between))


def _week(match: re.Match[str], today: Today) -> Day | None:
    weeks = _weeks(match["which"])
    if weeks is None or weeks < 0:
        return _day(match, past=True) if weeks is not None else None
    monday = today.monday + timedelta(weeks * 7)
    last = today.calendar.last_working_day_of_week(monday)
    if match["by"]:
        return _day(match, last, by=True)
    return _day(match, max(monday, today.day), last=last)


def _weekend(match: re.Match[str], today: Today) -> Day | None:
    monday = today.monday + timedelta((_weeks(match["which"]) or 0) * 7)
    if match["by"]:
        return _day(match, today.calendar.last_working_day_of_week(monday), by=True)
    return _day(match, monday + timedelta(5), last=monday + timedelta(6))


# Parts of months, quarters, years


def _end_of(match: re.Match[str], today: Today, day: date, **more) -> Day:
    """月底 on a day off: the last working day before it."""
    return _day(match, today.calendar.working_day_on_or_before(day), rolled=True, **more)


def _said_month(match: re.Match[str], today: Today) -> date | None:
    which = match["which"]
    if not which:
        return today.day.replace(day=1)
    if which[0] in "本这当下上":
        return _month(which, today)
    month = number(re.sub(r"月.*", "", which))
    if not month or month > 12:
        return None
    year = today.day.year + (month < today.day.month)
    return date(year, month, 1)


def _month_part(match: re.Match[str], today: Today) -> Day | None:
    month = _said_month(match, today)
    if month is None:
        return None
    part = match["part"]
    if part in ("上旬", "中旬"):
        day = month.replace(day=10 if part == "上旬" else 20)
        if day < today.day:
            return _day(match, past=True, chips=(day + relativedelta(months=1),))
        return _day(match, day)
    return _end_of(match, today, last_day_of_month(month))


def _quarter(match: re.Match[str], today: Today) -> Day | None:
    current = (today.day.month - 1) // 3
    said = (match["which"] or "").removeprefix("第").removesuffix("个")
    quarter = current + (said == "下") if said in ("", "本", "这", "下", "当") else (number(said) or 1) - 1
    year = today.day.year
    if quarter < current:
        return None
    day = last_day_of_month(date(year + quarter // 4, quarter % 4 * 3 + 3, 1))
    return _end_of(match, today, day, by="内" in match[0] or "前" in match[0])


def _year_end(match: re.Match[str], today: Today) -> Day:
    year = today.day.year + match[0].startswith("明年")
    return _end_of(match, today, date(year, 12, 31), by="内" in match[0])


def _half_year(match: re.Match[str], today: Today) -> Day | None:
    day = date(
        today.day.year, 6 if match[0].startswith("上") else 12, 30 if match[0].startswith("上") else 31
    )
    return _end_of(match, today, day, by=True) if day >= today.day else None


# Terms


def _working_days(match: re.Match[str], today: Today) -> Day | None:
    count = number(match["n"])
    if not count:
        return None
    back = (match["lead"] or "").startswith("提前") or "前" in (match["lead"] or "")
    if match["lead"]:
        return _day(match, by=True, from_event=-count if back else count)
    return _day(
        match,
        today.calendar.add_working_days(today.day, count),
        by=match["tail"] not in ("后", "之后", "以后"),
    )


def _spelled_term(match: re.Match[str], today: Today) -> Day | None:
    """N天内, 一周内, 半个月内: calendar days, today not counted; two numbers give two readings (两三天内)."""
    counts = [
        c for c in (number(match["n"]) if match["n"] != "半" else 0, number(match["n2"])) if c is not None
    ]
    unit = match["unit"]
    days = []
    for count in counts:
        if match["n"] == "半":
            day = today.day + {"个月": timedelta(15), "月": timedelta(15), "年": relativedelta(months=6)}.get(
                unit, timedelta(1)
            )
        elif unit in ("天", "日"):
            day = today.day + timedelta(count)
        elif unit in ("周", "星期", "个星期", "礼拜", "个礼拜", "个周"):
            day = today.day + timedelta(count * 7)
        elif unit in ("个月", "月"):
            day = today.day + relativedelta(months=count)
        else:
            day = today.day + relativedelta(years=count)
        days.append(day)
    if match["lead"] and unit in ("天", "日") and counts:
        count = counts[0]
        sign = -1 if match["lead"].startswith("提前") or "前" in match["lead"] else 1
        return _day(match, by=True, from_event=sign * count, in_working_days=False)
    return _day(match, *days, by="内" in match["tail"]) if days else None


def _hours_term(match: re.Match[str], today: Today) -> Day | None:
    amount = 0.5 if match["n"] == "半" else number(match["n"])
    if not amount:
        return None
    step = timedelta(minutes=amount) if match["unit"] == "分钟" else timedelta(hours=amount)
    moment = today.now.replace(second=0, microsecond=0) + step
    return _day(match, moment.date(), moment=moment, by=match["tail"] not in ("后", "之后", "以后"))


# Days off by name


def _holiday(match: re.Match[str], today: Today) -> Day | None:
    calendar = today.calendar
    name = match["name"] if match["name"] in HOLIDAY_NAMES else None
    count = number(match["n"])
    if match["side"] == "前":
        holiday = calendar.next_holiday(today.day, name)
        if holiday is None:
            return None
        day = calendar.last_working_day_before(holiday)
        if count:
            days_off = holiday.first
            working = match["unit"] == "个工作日"
            day = calendar.add_working_days(days_off, -count) if working else days_off - timedelta(count)
        return _day(match, day, by=True)
    holiday = calendar.coming_end_of_holiday(today.day, name)
    if holiday is None:
        return None
    if count:
        working = match["unit"] == "个工作日"
        day = calendar.add_working_days(holiday.last, count) if working else holiday.last + timedelta(count)
        return _day(match, day, by=True)
    return _day(match, calendar.first_working_day_after(holiday))


_SEP = r"\s*(?:到|至|-)\s*"
_UNITS = "天|日|个星期|星期|个礼拜|礼拜|个?周|个月|月|年"
_IN = r"(?P<tail>之内|以内|内|之后|以后|后)"
_EVENT = r"(?P<lead>会议?结束后|散会后|会议?后|提前|会前|会议前)?"
_NAMES = "|".join(sorted(HOLIDAY_NAMES, key=len, reverse=True))
_NOT_A_DAY = r"(?!楼|线|院|车|文件|令|门|机|公告|台风|病房|桌|厅|仓|库|井|泵|房|会议室|码|单元|柜|窗口|领导|首长|地块|通知)"

_TABLE: list[tuple[str, Callable[[re.Match[str], Today], Day | None]]] = [
    (rf"{_YEAR}(?P<m>{NUM})月(?P<d>{NUM})[日号]?{_SEP}(?:(?P<m2>{NUM})月)?(?P<d2>{NUM})[日号]", _date_range),
    (r"(?<!\d)(?P<y>20\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)" + rf"(?:{_WEEKDAY_AFTER})?", _iso),
    (rf"{_YEAR}(?P<m>{NUM})月(?:份)?(?P<d>{NUM})[日号](?:{_WEEKDAY_AFTER})?", _date),
    (rf"(?P<which>(?:本|这|这个|下下个?|下个?|上个?|当)月)(?P<d>{NUM})[日号](?:{_WEEKDAY_AFTER})?", _month_day),
    (rf"(?P<which>(?:本|这|这个|下下个?|下个?)月)?(?<![\d第])(?P<d>{NUM})[日号]?{_SEP}(?P<d2>{NUM})[日号]{_NOT_A_DAY}", _numbered_range),
    (rf"{_EVENT}\s*(?P<n>{NUM})个?工作日(?P<tail>之内|以内|内|之后|以后|后)?", _working_days),
    (rf"(?P<n>半|{NUM})个?半?(?P<unit>小时|钟头|分钟)(?P<tail>之内|以内|内|之后|以后|后)", _hours_term),
    (rf"(?P<lead>会议?结束后|散会后|会议?后|提前)\s*(?P<n>{NUM})(?P<n2>(?!))?(?P<unit>天|日)(?P<tail>之内|以内|内)?", _spelled_term),
    (rf"(?P<lead>(?!))?(?P<n>[一两二三四五六七八])(?P<n2>[二两三四五六七八九十])(?P<unit>{_UNITS})(?:时间)?{_IN}", _spelled_term),
    (rf"(?P<lead>(?!))?(?P<n2>(?!))?(?P<n>半|{NUM})(?P<unit>个?半?月|{_UNITS})(?:时间)?{_IN}", _spelled_term),
    (rf"(?P<name>{_NAMES}|(?<![环季情细章过])节|假期|放假|小?长假)(?:之|以)?(?P<side>前|后)(?:第一天|第一个工作日|上班)?(?:(?P<n>{NUM})(?P<unit>个工作日|天)(?:内|之内|以内)?)?", _holiday),
    (rf"(?<![\d第〕号年])(?P<d>{NUM})[日号]{_NOT_A_DAY}(?:{_WEEKDAY_AFTER})?", _bare_number),
    (r"今明两天|明后两天|明后天|明天后天", _two_near),
    (r"(?P<near>大后天|后天|今天|今日|今儿|明天|明日|明儿|昨天|昨日|昨|前天|今(?=早|晚|晨|夜|上午|下午|中午)|明(?=早|晚|晨|上午|下午|中午))", _near),
    (r"(?P<which>本|这个?|下下个?|下个?|上个?)?(?:周|星期|礼拜)(?:末|底)(?P<by>之前|以前|前)?", _weekend),
    (r"(?P<which>本|这个?|下下个?|下个?|上个?)?(?<!每)(?<!一)(?:周|星期|礼拜)(?P<wd>[一二三四五六日天])(?!般|致|定|切|些|个|起来)", _weekday),
    (r"(?P<which>本|这个?|下下个?|下个?|上个?)(?:周|星期|礼拜)(?P<by>之内|以内|内|之前|以前|前)?(?!报|转|边|围|期|年)", _week),
    (rf"(?P<which>本月|这个?月|下下?个?月|当月|{NUM}月份?)?(?P<part>上旬|中旬|下旬)", _month_part),
    (rf"(?P<which>本月?|这个?月?|下下?个?月?|当月?|{NUM}月份?)(?P<part>底|末)(?!层|下|数|线|座|细)", _month_part),
    (r"(?P<which>)(?P<part>月底|月末|月内)", _month_part),
    (rf"(?P<which>本月|这个?月|下个?月|{NUM}月份?)(?P<part>之?内)", _month_part),
    (r"(?P<which>本|这个?|下个?|当|第?[一二三四1-4])?季度?(?:末|底|内|结束前)", _quarter),
    (r"(?:今年|明年|本年)?年[底末]|(?:今|明|本)年[底末]|(?:今年|本年|年)内", _year_end),
    (r"[上下]半年(?=前|内|底|末|之内|结束前)(?:底|末|内)?", _half_year),
]  # fmt: skip
_READERS = [(re.compile(pattern), read) for pattern, read in _TABLE]
