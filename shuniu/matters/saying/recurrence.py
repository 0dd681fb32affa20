"""周期: 每月5号前, 每周一, 每季度末 as an iCalendar RRULE and the next time (contracts.md §1 recurrence)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from shuniu.clock.calendar import Calendar

from .day import WEEKDAYS
from .hours import DUE, WHOLE, find_hours, readings
from .words import BLANK, NUM, number

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WORKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`rule` without DTSTART; `due` the next time, None where no day was said; the span covers the words."""

    start: int
    end: int
    rule: str
    due: datetime | None
    clock: time | None = None


_WD = r"[一二三四五六日天]"
_DAY_LIST = rf"(?P<wds>{_WD}(?:\s*[、,和及与]?\s*(?:周|星期|礼拜)?{_WD})*)"
_NTH = r"第?(?P<nth>最后一|倒数第[一二三]|[一二三四五])个?"
_MONTH_TAIL = (
    rf"的?(?:(?P<days>(?:{NUM}[日号]?\s*[、,和及与]\s*)*{NUM}[日号])|(?P<part>底|末|月底|月末|上旬|中旬|"
    r"下旬|最后一天)"
    rf"|{_NTH}(?:(?:周|星期|礼拜)(?P<nwd>{_WD})|(?P<nwork>工作日)))?"
)
_PATTERNS: list[tuple[str, re.Pattern[str]]] = [
    (
        "workdays",
        re.compile(
            r"每个?工作日(?:每天)?|工作日(?:里|期间)?每[天日]|(?:(?<![下本这上个])周一[到至-]周五|每周一[到至-](?:周|"
            r"星期)?五)(?:每天)?"
        ),
    ),
    ("weekday", re.compile(rf"每?逢(?:周|星期|礼拜){_DAY_LIST}")),
    ("hours", re.compile(rf"每(?P<gap>隔)?(?P<n>{NUM})?个?(?:小时|钟头)")),
    ("days", re.compile(rf"每(?P<gap>隔)?(?P<n>{NUM})?(?:天|日(?!报))|天天|隔[天日]|每(?=[晚早])")),
    (
        "week",
        re.compile(
            rf"(?:每(?P<gap>隔)?(?P<n>{NUM})?个?(?:周|星期|礼拜)|(?P<double>隔一?个?(?:周|星期)|每?双周))的?(?:(?:周|星期|"
            rf"礼拜)?{_DAY_LIST}|(?P<weekend>末|内))?"
        ),
    ),
    (
        "quarter",
        re.compile(
            rf"每个?季度?的?(?:(?P<which>首月|第[一二三]个月|末月|最后一个月|[末底](?=的?{NUM}[日号]))的?(?P<d>{NUM})[日号]|(?P<end>末|"
            rf"底|最后一天|结束前)|后(?P<after>{NUM})[日天]内)?"
        ),
    ),
    (
        "every",
        re.compile(
            rf"(?<![第\d〔])(?P<n>{NUM})个?(?P<unit>周|星期|天|月)(?=[^\s,。]{{0,6}}[一1](?:次|回|期|趟|报))"
        ),
    ),
    ("half", re.compile(r"每半年(?:末|底)?")),
    (
        "year",
        re.compile(
            rf"每年的?(?:(?P<m>{NUM})月份?(?P<ms>(?:[、和,]{NUM}月份?)+)?的?(?:(?P<d>{NUM})[日号]"
            rf"(?P<same>(?:[、和,]{NUM}月(?P=d)[日号])+)?|(?P<part>底|末|上旬|中旬|下旬))?|"
            r"(?P<end>年?[底末]))?"
        ),
    ),
    ("month", re.compile(rf"每(?P<gap>隔)?(?P<n>{NUM})?个?月(?:份|初(?=的?{NUM}[日号]))?{_MONTH_TAIL}")),
]


def find_recurrence(text: str, now: datetime, calendar: Calendar) -> Recurrence | None:
    """The first recurrence of a normalised text, or None."""
    for at in range(len(text)):
        if text[at] not in "每工周逢天隔双一两二三四五六七八九十123456789":
            continue
        for name, pattern in _PATTERNS:
            match = pattern.match(text, at)
            if match is None:
                continue
            if name == "days" and re.match(rf"{NUM}(?:班|趟|个?人|名)", text[match.end() :]):
                # 每天两班: how it is shared out, not a task that comes again.
                continue
            rule = _rule(name, match)
            if rule:
                rule = _with_later_day(rule, text[match.end() :])
                end, clock, said = _clock(text, match.end())
                if not said:
                    clock = _later_clock(text, end)
                return Recurrence(at, end, rule, next_time(rule, clock, now, calendar), clock)
    return None


def _rule(name: str, match: re.Match[str]) -> str | None:
    said = match.groupdict()
    if name == "days" and match[0] in ("隔天", "隔日"):
        return "FREQ=DAILY;INTERVAL=2"
    if name == "every":
        every = number(said["n"]) or 1
        frequency = {"天": "DAILY", "月": "MONTHLY"}.get(said["unit"] or "", "WEEKLY")
        return f"FREQ={frequency}" + (f";INTERVAL={every}" if every > 1 else "")
    step = (number(said.get("n")) or 1) + (1 if said.get("gap") else 0)
    interval = f";INTERVAL={step}" if step > 1 else ""
    if name == "workdays":
        return _WORKDAYS
    if name == "hours":
        return f"FREQ=HOURLY{interval}"
    if name == "days":
        return f"FREQ=DAILY{interval}"
    if name in ("week", "weekday"):
        interval = ";INTERVAL=2" if said.get("double") else interval
        if said.get("weekend"):
            return f"FREQ=WEEKLY{interval};BYDAY=FR"
        days = ",".join(_weekdays(said["wds"])) if said.get("wds") else ""
        return f"FREQ=WEEKLY{interval}" + (f";BYDAY={days}" if days else "")
    if name == "quarter":
        return _quarter_rule(said)
    if name == "half":
        return (
            "FREQ=MONTHLY;BYMONTH=6,12;BYMONTHDAY=-1" if match[0][-1] in "末底" else "FREQ=MONTHLY;INTERVAL=6"
        )
    if name == "year":
        return _year_rule(said)
    return _month_rule(said, interval)


def _with_later_day(rule: str, rest: str) -> str:
    """每周报一次 周五前: the day of a weekly or monthly rule may stand behind it."""
    if re.fullmatch(r"FREQ=WEEKLY(?:;INTERVAL=\d+)?", rule):
        day = re.search(rf"(?<![下本这上每个])(?:周|星期|礼拜)({_WD})(?![到至-])", rest)
        return f"{rule};BYDAY={_CODES[WEEKDAYS[day[1]]]}" if day else rule
    if re.fullmatch(r"FREQ=MONTHLY(?:;INTERVAL=\d+)?", rule):
        day = re.search(rf"(?<![月年\d])({NUM})[日号](?:之?前|内|报|交|上午|下午|$|[\s,。])", rest)
        return f"{rule};BYMONTHDAY={number(day[1])}" if day else rule
    return rule


def _weekdays(said: str) -> list[str]:
    marks = sorted({WEEKDAYS[c] for c in said if c in WEEKDAYS})
    return [_CODES[i] for i in marks]


def _quarter_rule(said: dict[str, str | None]) -> str:
    if said["which"]:
        first = {"首": 1, "一": 1, "二": 2, "三": 3, "末": 3, "底": 3, "最": 3}[
            said["which"].removeprefix("第")[0]
        ]
        months = ",".join(str(first + 3 * i) for i in range(4))
        return f"FREQ=MONTHLY;BYMONTH={months};BYMONTHDAY={number(said['d'])}"
    if said["after"]:
        return f"FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY={number(said['after'])}"
    if said["end"]:
        return "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
    return "FREQ=MONTHLY;INTERVAL=3"


_PART_DAYS = {"上旬": 10, "中旬": 20, "下旬": -1, "底": -1, "末": -1, "月底": -1, "月末": -1, "最后一天": -1}


def _year_rule(said: dict[str, str | None]) -> str | None:
    if said["end"]:
        return "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"
    month = number(said["m"]) if said["m"] else None
    if month is None or not 1 <= month <= 12:
        return "FREQ=YEARLY" if not said["m"] else None
    day = number(said["d"]) if said["d"] else _PART_DAYS.get(said["part"] or "")
    months = [
        month,
        *(number(m) for m in re.findall(rf"({NUM})月", (said["ms"] or "") + (said["same"] or ""))),
    ]
    if any(m is None or not 1 <= m <= 12 for m in months):
        return None
    return f"FREQ=YEARLY;BYMONTH={','.join(str(m) for m in months)}" + (f";BYMONTHDAY={day}" if day else "")


def _month_rule(said: dict[str, str | None], interval: str) -> str:
    rule = f"FREQ=MONTHLY{interval}"
    if said["days"]:
        numbers = [number(d) for d in re.findall(NUM, said["days"])]
        return f"{rule};BYMONTHDAY={','.join(str(n) for n in numbers if n and n <= 31)}"
    if said["part"]:
        return f"{rule};BYMONTHDAY={_PART_DAYS[said['part']]}"
    if said["nth"]:
        nth = number(said["nth"][-1]) or 1
        nth = -nth if said["nth"][0] in "最倒" else nth
        if said["nwork"]:
            return f"{rule};BYDAY=MO,TU,WE,TH,FR;BYSETPOS={nth}"
        return f"{rule};BYDAY={nth}{_CODES[WEEKDAYS[said['nwd'] or '一']]}"
    return rule


def _clock(text: str, end: int) -> tuple[int, time | None, bool]:
    """The hour right behind the words, as a deadline; 前 belongs to the words."""
    skip = len(text[end:]) - len(text[end:].lstrip(" 的,"))
    ahead = BLANK * end + text[end : end + skip + 14]
    hour = next((h for h in find_hours(ahead) if h.start == end + skip), None)
    clock = None
    if hour is None and (short := re.match(r"[早晚]", text[end:])):
        later = next((h for h in find_hours(ahead) if h.start == end + 1 and h.clocks), None)
        part = "上午" if short[0] == "早" else "晚上"
        option = readings(later.clocks[0], part)[0] if later else None
        clock = time(option[0] % 24, option[1]) if option else DUE[part]
        end = later.end if later else end + 1
    elif hour is not None:
        if hour.clocks:
            option = readings(hour.clocks[0], hour.part)[0]
            clock = time(option[0] % 24, option[1])
        else:
            clock = DUE[hour.part or WHOLE]
        end = hour.end
    tail = re.match(r"\s*(?:(?:之|以)?前|内|止)", text[end:])
    return end + (tail.end() if tail else 0), clock, clock is not None


def _later_clock(text: str, end: int) -> time | None:
    """每日零报告 17点前: the hour may stand at the end of the line."""
    for hour in find_hours(BLANK * end + text[end:]):
        if hour.start >= end and hour.clocks:
            option = readings(hour.clocks[0], hour.part)[0]
            return time(option[0] % 24, option[1])
    part = next((h.part for h in find_hours(BLANK * end + text[end:]) if h.part), None)
    return DUE[part] if part else None


def next_time(
    rule: str, clock: time | None, now: datetime, calendar: Calendar, *, begin: date | None = None
) -> datetime | None:
    """The next time; a day off gives way to the working day before, except where every day counts."""
    if rule.startswith("FREQ=HOURLY"):
        return None
    daily = rule.startswith("FREQ=DAILY")
    if not daily and "BYDAY" not in rule and "BYMONTHDAY" not in rule:
        return None
    clock = clock or time(17, 30)
    if "INTERVAL" in rule and "BYDAY" in rule:
        # Which of the two weeks was not said: the coming one begins the count.
        rule = re.sub(r";INTERVAL=\d+", "", rule)
    back = timedelta(0 if "INTERVAL" in rule or daily or begin else 31)
    midnight = datetime.combine(begin or now.date(), time(0))
    try:
        occurrences = rrulestr(rule, dtstart=midnight - back)
        for i, occurrence in enumerate(occurrences):
            day = occurrence.date() if daily else calendar.working_day_on_or_before(occurrence.date())
            if datetime.combine(day, clock) >= now:
                return datetime.combine(day, clock)
            if i > 400:
                break
    except ValueError:
        return None
    return None
