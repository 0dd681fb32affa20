"""时点: numbers, days and the moments a Chinese text names, made into dates.

Pure: `today` is the day the text counts from, `plan_year` the year its plan is for. A moment stands for its last day:
6月 is 30 June, 上旬 the 10th, 一季度 31 March, 上半年 30 June, 年内 31 December (supervision.md §5).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shuniu.clock.calendar import HOLIDAY_NAMES, Calendar

DIGITS = "〇零一二三四五六七八九"
AfterWorkingDays = Callable[[date, int], date]
NUMBER = r"(?:\d{1,3}|[〇零一二两三四五六七八九十廿卅百]{1,5})"


def chinese_number(words: str) -> int | None:
    """十二, 二十, 〇八, 两, 廿三, 12 as an integer; None if it is none. Up to 999."""
    if words.isdigit() and words.isascii():
        return int(words)
    words = words.replace("两", "二").replace("廿", "二十").replace("卅", "三十")
    if not words or not set(words) <= set(DIGITS + "十百"):
        return None
    if not set(words) & set("十百"):
        return int("".join(str(_digit(c)) for c in words))
    total, current = 0, 0
    for c in words:
        if c == "百":
            total, current = total + (current or 1) * 100, 0
        elif c == "十":
            total, current = total + (current or 1) * 10, 0
        else:
            current = _digit(c)
    return total + current


def _digit(character: str) -> int:
    return max(DIGITS.index(character) - 1, 0)


def year_number(words: str) -> int | None:
    """2026, 二〇二六, 二零二六 as a year; two digits (26年) as this century."""
    if words.isdigit() and words.isascii():
        number = int(words)
        return number if number > 99 else 2000 + number
    if set(words) <= set(DIGITS):
        return int("".join(str(_digit(c)) for c in words))
    return None


def last_day_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def last_day_of_quarter(year: int, quarter: int) -> date:
    return last_day_of_month(year, quarter * 3)


def safe_date(year: int, month: int, day: int) -> date | None:
    """A date, or None where the calendar has no such day (damaged numbers)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def months_later(day: date, months: int) -> date | None:
    """The same day `months` later; the last of the month where that day is missing."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# ------------------------------------------------------------------ points in time

_YEAR = r"(?:(?P<{0}year>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{{3}})年(?:度)?|(?P<{0}rel>今年|本年度?|当年|明年|次年|翌年|后年))?"
_CLOCK = r"(?:\s?(?:上午|下午|中午|晚上?|早上|凌晨|傍晚)?\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?(?:[时点](?:\d{1,2}分|半|整)?|[：:]\d\d)|\s?(?:上午|下午|中午|晚上?|下班)(?=[前之以]))?"
_TENTH = r"(?:上旬|中旬|下旬|月?初|月?[底末]|中(?=[前完]))"
_POINT = re.compile(
    "|".join(
        (
            # 2026年6月30日17时, 今年6月30日
            _YEAR.format("d") + rf"(?P<month>{NUMBER})\s?月\s?份?(?P<day>{NUMBER})\s?[日号]" + _CLOCK,
            # 2026-06-30, 2026.6.30, 2026/6/30
            r"(?P<iyear>(?:19|20)\d\d)[-./](?P<imonth>\d{1,2})[-./](?P<iday>\d{1,2})(?!\d)(?:\s?\d{1,2}:\d\d)?",
            # 2026年630日: the sign of the month is lost, the day is not
            r"(?P<zyear>(?:19|20)\d\d)年(?P<zmonth>1[0-2]|[1-9])(?P<zday>[0-3]\d)日",
            # 2026.06, 2026-6
            r"(?P<jyear>(?:19|20)\d\d)[-./](?P<jmonth>0?[1-9]|1[0-2])(?![\d.\-/年%])",
            # 2026年6月底, 6月上旬, 6月份, 6月
            _YEAR.format("m")
            + rf"(?:(?P<from>{NUMBER})\s?月?\s?[-—–－~～至到]+\s?)?(?P<mmonth>{NUMBER})\s?月(?!\d|[内后起个])(?:份)?(?P<tenth>{_TENTH})?",
            # 2026年第三季度, 一季度末
            _YEAR.format("q") + r"第?(?P<quarter>[一二三四1-4])季度?(?:[底末])?",
            # 2026年上半年
            _YEAR.format("h") + r"(?P<half>[上下])半年(?:[底末])?",
            # 2026年底, 今年年内, 年底, 年内, 全年, 2026年全年
            _YEAR.format("e") + r"(?P<end>年[底末终内]|(?<=年)[底末内终]|(?<=年度)[底末内]|全年|岁末|年度内)",
            # 2026年内, 2026年底 without a second 年; 2026年前, 到2026年
            r"(?P<yyear>(?:19|20)\d\d)年(?:度)?(?P<ytail>[底末内终])?(?!\d|[一二三四五六七八九十]{1,2}月)",
            r"(?P<yrel>今年|明年|本年度)(?P<yrtail>[底末内])?",
            # 今天18时, 明日
            r"(?P<near>今[天日晚早晨]|当[天日]|明[天日晚早晨]|后天)" + _CLOCK,
            # 18点前, 下午4点半以前, of a day that is not said
            r"(?<![\d月日号天晚早晨午上内周一二三四五六末])(?P<hour>(?:上午|下午|中午|晚上?|傍晚|早上)?\s?\d{1,2}(?:[时点](?:\d{1,2}分|半)?|[：:]\d\d)|中午|(?<!每)下班)(?=之?前(?!后)|以前)",
            # 6/18 as all there is; 6/18前, 6.14前
            r"(?:(?<![\s\S])(?=[\d/]+\s*$)|(?<![\d./])(?=[\d./]+\s?(?:之?前|以前|下班)))(?P<smonth>1[0-2]|0?[1-9])[./](?P<sday>[12]\d|3[01]|0?[1-9])(?![\d./])",
            # 22日17时 (the month is understood)
            rf"(?<![\d月起前后第])(?P<bareday>{NUMBER})[日号](?![起内均前]?[至内])" + _CLOCK,
            # 本月15日, 次月10日前
            rf"(?P<relmonth>本月|当月|下个?月|次月)(?P<relday>{NUMBER})[日号]" + _CLOCK,
            # 本周五, 下周三前, 周五前, 本周内, 周末前
            r"(?<![每至到—\-－、）])(?P<weeks>本|这|下下|下)?(?:个)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末内])"
            r"(?![至到—\-－、])" + _CLOCK,
            # 月底, 本月底, 下月中旬, 本月内
            r"(?P<thismonth>本月|当月|下个?月|次月)(?P<mtenth>上旬|中旬|下旬|[初底末内])?|(?P<monthend>(?<![\d一二三四五六七八九十])月[底末])",
            # 国庆节前, 五一前: the day before
            r"(?P<feast>元旦|六一|五一|七一|八一|教师节|国庆|建党节|建军节|劳动节|春节|清明|端午|中秋)”?(?:国际)?(?:劳动|儿童)?节?(?:假期|长假)?”?(?=之?前|以前)",
            # 30日内, 五个工作日内, 3个月内, 两年内, 24小时内
            rf"(?P<count>{NUMBER})\s?个?\s?(?P<measure>工作日|自然日|日历日|日|天|月|年|周|星期|小时)(?:之|以)?内",
        )
    )
)
_NEXT_YEAR = {"明年", "次年", "翌年"}
_FEASTS = {
    "元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "六一": (6, 1), "七一": (7, 1), "建党节": (7, 1), "八一": (8, 1),
    "建军节": (8, 1), "教师节": (9, 10), "国庆": (10, 1),
}  # fmt: skip
_OF_A_THING = re.compile(
    r"(?:度)?(?:全年)?(?:重点)?(?:工作|预算|决算|计划|考核|要点|谋划|招生|报告|总结|政府|部门|绩效|信息公开|届|级|版|思路|打算|任务|目标|项目)"
)
_LUNAR = {"春节", "清明", "端午", "中秋"}
_NEAR = {"今": 0, "当": 0, "明": 1, "后": 2}
_TENTHS = {"上旬": 10, "中旬": 20, "初": 10, "月初": 10, "中": 20}


@dataclass(frozen=True)
class Point:
    """A moment named in a text; `date` is its last day, None if it cannot be told."""

    text: str
    start: int
    end: int
    date: date | None
    form: str
    year_said: bool


def points(
    text: str,
    *,
    today: date | None,
    plan_year: int | None = None,
    after_working_days: AfterWorkingDays | None = None,
    calendar: Calendar | None = None,
    met: date | None = None,
) -> list[Point]:
    """Every moment named in `text`, in order. A year said once holds for the bare months after it; the year of a thing
    (2027年工作谋划) only for those that would be over without it.

    `calendar` tells working days and the days off (5个工作日内, 春节前); without it those have no date, but for feasts
    of a fixed day. `met` is the day of the meeting from which 会后 counts; else it counts from `today`.
    """
    if calendar is not None and after_working_days is None:
        after_working_days = calendar.add_working_days
    found: list[Point] = []
    year = plan_year or (today.year if today else None)
    named: int | None = None  # the year of a thing spoken of
    for match in _POINT.finditer(text):
        g = match.groupdict()
        said = next(
            (
                y
                for y in (
                    g["dyear"],
                    g["iyear"],
                    g["zyear"],
                    g["jyear"],
                    g["myear"],
                    g["qyear"],
                    g["hyear"],
                    g["eyear"],
                    g["yyear"],
                )
                if y
            ),
            None,
        )
        relative = next(
            (r for r in (g["drel"], g["mrel"], g["qrel"], g["hrel"], g["erel"], g["yrel"]) if r), None
        )
        before = year
        if said:
            year = year_number(said)
        elif relative in _NEXT_YEAR:
            base = year if relative in ("次年", "翌年") else (today.year if today else year)
            year = base + 1 if base else None
        elif relative == "后年":
            year = today.year + 2 if today else None
        elif relative and today:
            year = today.year
        year = year if year and 1 <= year <= 9999 else None
        since = plan_year
        if found and found[-1].form == "year" and text[found[-1].end : match.start()] in ("起", "起，"):
            since = year  # 自2026年起5年内
        counted_from = (
            met
            if met and re.search(r"会议?(?:结束)?后$", text[max(0, match.start() - 6) : match.start()])
            else today
        )
        if g["feast"]:
            form, day = "day", _before_feast(g["feast"], year, bool(said or relative), today, calendar)
        else:
            form, day = _day_of(g, year, counted_from, since, after_working_days)
        if form == "none":
            continue
        if not (said or relative) and named and day and today and day < today and form in ("day", "month"):
            form, day = _day_of(g, named, counted_from, since, after_working_days)
        if (
            not (said or relative or plan_year)
            and form in ("day", "month")
            and day
            and today
            and found
            and found[-1].date
            and day < today <= found[-1].date
            and found[-1].date.year == day.year
        ):
            year = day.year + 1  # 12月20日、1月10日前: the year has turned
            day = safe_date(year, day.month, day.day) or day
        if form == "year" and (said or relative) and _OF_A_THING.match(text, match.end()):
            named, year = year, before
        point = Point(match.group(), match.start(), match.end(), day, form, bool(said or relative))
        if found and found[-1].form == "year" and found[-1].end == point.start:
            year_only = found.pop()
            point = Point(year_only.text + point.text, year_only.start, point.end, day, form, True)
        found.append(point)
    return found


def _day_of(
    g: dict[str, Any],
    year: int | None,
    today: date | None,
    plan_year: int | None,
    after_working_days: AfterWorkingDays | None,
) -> tuple[str, date | None]:
    """(the form of the moment, its last day) from the named parts of the pattern; form "none" if it is no date."""
    if g["day"]:
        month, day = chinese_number(g["month"]), chinese_number(g["day"])
        if not month or not day or month > 12 or day > 31:
            return "none", None
        return "day", safe_date(year, month, day) if year else None
    if g["iyear"]:
        return "day", safe_date(int(g["iyear"]), int(g["imonth"]), int(g["iday"]))
    if g["zyear"]:
        return "day", safe_date(int(g["zyear"]), int(g["zmonth"]), int(g["zday"]))
    if g["jyear"]:
        return "month", last_day_of_month(int(g["jyear"]), int(g["jmonth"]))
    if g["mmonth"]:
        month = chinese_number(g["mmonth"])
        if not month or month > 12:
            return "none", None
        if not year:
            return "month", None
        tenth = _TENTHS.get(g["tenth"] or "")
        return "month", date(year, month, tenth) if tenth else last_day_of_month(year, month)
    if g["quarter"]:
        quarter = chinese_number(g["quarter"])
        return "quarter", last_day_of_quarter(year, quarter) if year and quarter else None
    if g["half"]:
        return "half", (date(year, 6, 30) if g["half"] == "上" else date(year, 12, 31)) if year else None
    if g["end"]:
        return ("whole" if g["end"] == "全年" else "year end"), date(year, 12, 31) if year else None
    if g["yyear"] or g["yrel"]:
        ended = g["ytail"] or g["yrtail"]
        return ("year end" if ended else "year"), date(year, 12, 31) if year else None
    if g["hour"]:
        return "hour", today
    if g["smonth"]:
        return "day", safe_date(year, int(g["smonth"]), int(g["sday"])) if year else None
    if g["near"]:
        return "day", _days_later(today, _NEAR[g["near"][0]]) if today else None
    if g["bareday"]:
        day = chinese_number(g["bareday"])
        if not day or day > 31:
            return "none", None
        return "day", _coming(day, today) if today else None
    if g["thismonth"] or g["monthend"]:
        if not today:
            return "month", None
        later = 1 if (g["thismonth"] or "")[:1] in "下次" and g["thismonth"] else 0
        first = months_later(today.replace(day=1), later) or today
        tenth = _TENTHS.get(g["mtenth"] or "")
        return "month", first.replace(day=tenth) if tenth else last_day_of_month(first.year, first.month)
    if g["relmonth"]:
        day = chinese_number(g["relday"])
        of = months_later(today.replace(day=1), 1 if g["relmonth"][0] in "下次" else 0) if today else None
        return "day", safe_date(of.year, of.month, day) if of and day else None
    if g["weekday"]:
        return "day", _day_of_week(g["weeks"] or "", g["weekday"], today) if today else None
    count = chinese_number(g["count"] or "")
    if not count or not g["measure"]:
        return "none", None
    return "within", _within(count, g["measure"], today, plan_year, after_working_days)


def _before_feast(
    feast: str, year: int | None, said: bool, today: date | None, calendar: Calendar | None
) -> date | None:
    """国庆节前, 春节前: by the calendar the last working day before the days off, of the year said or of the coming
    ones; without a calendar the day before a feast of a fixed day."""
    if calendar is not None and year:
        named = HOLIDAY_NAMES.get(feast, feast)
        for holiday in calendar.holidays:
            if named not in holiday.names or holiday.day.year < year:
                continue
            eve = calendar.last_working_day_before(holiday)
            if said or today is None or eve >= today or feast not in ("元旦", "春节"):
                return eve
    return None if feast in _LUNAR else _eve_of(feast, year, today)


def _eve_of(feast: str, year: int | None, today: date | None) -> date | None:
    """国庆节前: the last day before it; a New Year's Day that is over means the next one."""
    if not year:
        return None
    eve = _days_later(date(year, *_FEASTS[feast]), -1)
    if eve is None:
        return None
    if today and eve < today and feast == "元旦":
        return safe_date(eve.year + 1, 12, 31)
    return eve


def _coming(day: int, today: date) -> date | None:
    """A bare 22日: of the month of `today`, of the next one if that day is over."""
    this = safe_date(today.year, today.month, day)
    if this and this >= today:
        return this
    first = months_later(today.replace(day=1), 1)
    return (safe_date(first.year, first.month, day) if first else None) or this


def _within(
    count: int,
    measure: str,
    today: date | None,
    plan_year: int | None,
    after_working_days: AfterWorkingDays | None,
) -> date | None:
    """First day excluded, last included. Years count from the start of the programme, both included."""
    if measure == "年":
        start = plan_year or (today.year if today else None)
        return date(start + count - 1, 12, 31) if start and start + count <= 9999 else None
    if not today:
        return None
    if measure == "月":
        return months_later(today, count)
    if measure == "工作日":
        return after_working_days(today, count) if after_working_days else None
    days = {"周": 7 * count, "星期": 7 * count, "小时": -(-count // 24)}.get(measure, count)
    return _days_later(today, days)


def _day_of_week(which: str, name: str, today: date) -> date | None:
    """本周五 of the week of `today`, 下周五 of the next; a bare 周五 is the coming one; 内 and 末 are its Friday."""
    weekday = 4 if name in "末内" else "一二三四五六日天".index(name.replace("天", "日"))
    weeks = {"下": 1, "下下": 2}.get(which, 0)
    day = _days_later(today, weekday - today.weekday() + 7 * weeks)
    return _days_later(day, 7) if day and not which and day < today else day


def _days_later(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
