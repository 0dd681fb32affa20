"""时点: the moments a sentence names, with the 前 or 内 that makes them terms; ranges, repeats and damaged days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from shuniu.clock.calendar import chinese_calendar_seed
from shuniu.clock.time_words import Point, points, safe_date
from shuniu.matters.reading.registration.days import number, split_day

_BEFORE = re.compile(
    r"\s*(?:（[^（）]{1,16}）)?\s*(?:[（]?(?:星期|周)[一二三四五六日天][）]?)?\s*(?:上午|下午|中午|晚上?)?\s*(?:\d{1,2}\s*(?:[：:]\s*\d{2}|[时点](?:\d{1,2}分|半|整)?))?\s*(?:下班)?\s*(?:之前|以前|前|之内|以内|内|截止|为止|止)"
)
_RANGE = re.compile(
    r"\s*(?:[（][^（）]{1,10}[）])?\s*(?:上午|下午)?\s*(?:\d{1,2}[：:]\d{2})?\s*起?\s*(?:至|到|—+|–|-+|~|～)\s*$"
)
_EVERY = re.compile(
    r"每(?:个)?(?:季度?|半年|学期|学年|年度?|月|周|星期|旬|日|天|晚|早)(?:的)?(?:末月|末|首月|第一个?月|最后一个?月|次月|终了后|结束后|底|初|后)?(?:的)?"
    r"(?:最后一?个?(?:工作)?[日天]|第?[一二三四五六七八九十\d]{1,3}\s*(?:个工作)?(?:[日号月]|季度)(?:底|末|\d{1,2}[日号])?|[底末初]|年[底末终]|月[底末初]|季[末底]|[一二三四五六日天](?![个年月])|\d{1,2}[：:时点]\d{0,2}分?)?"
    r"(?:上午|下午|中午|晚)?(?:\d{1,2}\s*(?:[：:]\d{2}|[时点]))?(?:下班)?(?:之前|以前|前|之内|以内|内)?"
    r"|(?:(?<![\u4e00-\u9fff])|(?<=[于在应须]))(?:季度?|月度?|半?年度?)(?:后|末|终了后)\d{1,2}(?:个工作)?[日天](?:之前|以前|前|之内|以内|内)"
    r"|(?:\d{1,2}月?[、，和及]){1,}\d{1,2}月(?:份)?(?:的|各)\d{1,2}[日号](?:之前|以前|前)?"
    r"|(?:次月|次年|次季度|下(?:个)?月)(?:初|\d{1,2}[日号]|\d{1,2}月\d{1,2}日)(?:之前|以前|前)?"
)
# 按月报送, 每半年上报一次: a round is a term by itself where handing in follows at once.
_ROUND = re.compile(
    r"(?:(?:按|逐)(?:季度?|半?年度?|月度?|周|旬|日)|每(?:季度?|半年|学期|年度?|[两二三六]?个?月|[两二]?周|旬|[日天]))(?:至少)?(?=(?:向[我本][局委办厅部校院县市区][^，。；]{0,6})?(?:将[^，。；]{2,16})?(?:汇总|书面|统一)?(?:报送|上报|报告|反馈|填报|报(?!名|道|到|警|销|酬|考|刊|纸|价|废)))"
)
_DAMAGED = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d{2})年)?(?P<rest>\d{3,4})日|(?<!\d)(?P<month>1[0-2]|[1-9])月(?P<day>3[01]|[12]\d|[1-9])(?=\s*(?:之?前|以前|止))|(?<![\d.])(?P<m>1[0-2]|0?[1-9])\.(?P<d>3[01]|[12]\d|0?[1-9])(?:日)?(?=\s*(?:之?前|以前))"
)
_WEEKDAY = re.compile(
    r"(?P<week>本|这|下)(?:周|星期)(?P<day>[一二三四五六日天末]|内)|(?<=[于在至])(?:周|星期)(?P<day2>[一二三四五六日天])(?=之?前|以前)"
)
_THIS_MONTH = re.compile(r"(?P<which>本|当|下个?)月\s?(?P<day>\d{1,2})[日号]")
_FIRST_MONTH = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})年)?元月(?P<day>[一二三四五六七八九十]{1,3}|\d{1,2})[日号]"
)
_WEEKDAYS = {name: at for at, name in enumerate("一二三四五六日")} | {"天": 6, "内": 4, "末": 4}
# 2024年以来的项目, 《关于2027年…的通知》: a year that dates a matter or a paper, not the days that follow.
_YEARS_IN_PASSING = re.compile(
    r"(?:19|20)\d{2}年(?!\s*(?:\d|[底末内前初终年]|元月|[一二三四五六七八九十]{1,2}月|第?[一二三四]季度|[上下]半年))|(?<=关于)(?:19|20)\d{2}年"
)
_COUNTED = re.compile(
    r"(?:自|从|在)?(?:(?:收到|接到)本?[^，。；\d日]{1,6}$|(?:收到|接到|接|印发|发布|发文|文件印发|公布|公告|本[^，。；]{1,8}|通知)[^，。；]{0,14}(?:之日|之时|后|起)(?:起|算起)?(?:的|之)?(?:，?(?:请|务必)?[于在])?$)"
)


@dataclass(frozen=True)
class Moment:
    start: int
    end: int
    day: date | None
    repeats: bool = False
    sure: bool = True
    year_said: bool = True
    spans: bool = False
    rounds: bool = False


def next_year(day: date) -> date:
    return safe_date(day.year + 1, day.month, day.day) or date(day.year + 1, 2, 28)


def moments_in(text: str, issued: date | None) -> list[Moment]:
    """Every moment in a sentence with its 前 or 内; ranges become their last day; damaged days are restored."""
    found: list[Moment] = []
    for match in _EVERY.finditer(text):
        if len(match.group()) > 1 and not _is_round(text, match):
            found.append(Moment(match.start(), match.end(), None, repeats=True))
    for match in _ROUND.finditer(text):
        if not _taken(found, match.start(), match.end()):
            found.append(Moment(match.start(), match.end(), None, repeats=True, rounds=True))
    for match in _THIS_MONTH.finditer(text):
        found.append(Moment(match.start(), _tail(text, match.end()), _in_month(match, issued)))
    for match in _FIRST_MONTH.finditer(text):
        year = int(match["year"]) if match["year"] else issued.year if issued else None
        day = safe_date(year, 1, number(match["day"]) or 0) if year else None
        found.append(Moment(match.start(), _tail(text, match.end()), day, year_said=bool(match["year"])))
    for point in points(
        _YEARS_IN_PASSING.sub(lambda said: "Y" * 4 + said.group()[4:], text),
        today=issued,
        plan_year=issued.year if issued else None,
        after_working_days=_working_days_on,
    ):
        if _taken(found, point.start, point.end):
            continue
        if point.form != "hour":  # 每日9时、16时前: an hour without a day belongs to the term before it
            found.append(_from_point(text, point))
    for match in _WEEKDAY.finditer(text):
        if not _taken(found, match.start(), match.end()):
            found.append(Moment(match.start(), _tail(text, match.end()), _weekday(match, issued)))
    for match in _DAMAGED.finditer(text):
        if _taken(
            [it for it in found if it.end - it.start >= match.end() - match.start() and it.day],
            match.start(),
            match.end(),
        ):
            continue
        day = _restored(match, found, issued)
        if not day:
            continue
        found = [it for it in found if it.end <= match.start() or it.start >= match.end()]
        found.append(
            Moment(match.start(), _tail(text, match.end()), day, sure=False, year_said=bool(match["year"]))
        )
    found.sort(key=lambda it: it.start)
    return _ranges(text, found)


def _is_round(text: str, match: re.Match[str]) -> bool:
    """每半年 before 报送, with no day of its own."""
    found = _ROUND.match(text, match.start())
    return found is not None and found.end() >= match.end()


def _working_days_on(day: date, count: int) -> date:
    """The last of `count` working days after `day`, make-up days counted."""
    return chinese_calendar_seed().add_working_days(day, count)


def _in_month(match: re.Match[str], issued: date | None) -> date | None:
    if issued is None:
        return None
    month = issued.month + (match["which"] != "本" and match["which"] != "当")
    return safe_date(issued.year + month // 13, (month - 1) % 12 + 1, int(match["day"]))


def _weekday(match: re.Match[str], issued: date | None) -> date | None:
    """本周五 lies in the week of the issue, 下周一 in the one after, a bare 周五 is the next one."""
    if issued is None:
        return None
    said = match["day"] or match["day2"]
    wanted = _WEEKDAYS[said]
    monday = issued - timedelta(days=issued.weekday())
    if match["week"] == "下":
        return monday + timedelta(days=7 + wanted)
    day = monday + timedelta(days=wanted)
    return day if match["week"] or day >= issued else day + timedelta(days=7)


def _taken(found: list[Moment], start: int, end: int) -> bool:
    return any(it.start < end and start < it.end for it in found)


def _from_point(text: str, point: Point) -> Moment:
    start = point.start
    if point.form == "within":
        counted = _COUNTED.search(text[max(0, start - 30) : start])
        if counted:
            start -= len(counted.group())
            received = bool(re.search("收到|接到|接", counted.group())) or not re.search(
                "印发|发布|发文|公布|公告", counted.group()
            )
            return Moment(start, point.end, None if received else point.date, sure=not received)
        if re.search(r"(?:后|起)的?$", text[max(0, point.start - 4) : point.start]):
            return Moment(point.start, point.end, None, sure=False)  # 会后3日内 waits for the meeting
    return Moment(start, _tail(text, point.end), point.date, year_said=point.year_said)


def _tail(text: str, end: int) -> int:
    match = _BEFORE.match(text, end)
    return match.end() if match else end


def _restored(match: re.Match[str], found: list[Moment], issued: date | None) -> date | None:
    said = next((it.day.year for it in reversed(found) if it.day and it.end <= match.start()), None)
    year = int(match["year"]) if match["year"] else said or (issued.year if issued else None)
    if not year:
        return None
    if match["rest"]:
        days = split_day(year, match["rest"])
        return days[-1] if days else None
    month, day = match["month"] or match["m"], match["day"] or match["d"]
    return safe_date(year, int(month), int(day))


def _second_of_range(words: str, moment: Moment, first: Moment) -> date | None:
    """5月6日至10日: the second day borrows the month of the first; 12月28日至1月5日 goes over the year's end."""
    bare = re.match(r"(\d{1,2})\s*[日号]", words)
    if bare and first.day:
        return safe_date(first.day.year, first.day.month, int(bare[1]))
    if moment.day and first.day and moment.day < first.day and not moment.year_said:
        return next_year(moment.day)
    return moment.day


def _ranges(text: str, moments: list[Moment]) -> list[Moment]:
    joined: list[Moment] = []
    for moment in moments:
        last = joined[-1] if joined else None
        if (
            last
            and not last.repeats
            and not moment.repeats
            and _RANGE.fullmatch(text[last.end : moment.start])
        ):
            day = _second_of_range(text[moment.start : moment.end], moment, last)
            joined[-1] = Moment(
                last.start,
                moment.end,
                day,
                sure=moment.sure,
                year_said=moment.year_said or last.year_said,
                spans=True,
            )
            continue
        joined.append(moment)
    return joined
