"""日期: how days are written, and whether day, weekday and the dates of one paper agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from shuniu.clock.calendar import gettext_noop as _
from shuniu.clock.moments import safe_date
from shuniu.proofing.book import Found, rule
from shuniu.proofing.draft import Draft, Part
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House
from shuniu.proofing.numerals import CHINESE_DIGITS, RIGHT_DATE, date_said

_SHORT_YEAR = re.compile(
    r"(?<![\d.．〔\[（(])['’‘]?(?P<y>\d{2})年(?:(?P<m>\d{1,2}月)(?!份?以?(?:大|龄))"
    r"|(?=(?:底|年底|上半年|下半年|度|第?[一二三四1-4]季度|末|春|夏|秋|冬)|初(?=[，。；、至到前起以]|$)|以来|之前))"
)
_ZERO = re.compile(r"(?:(?P<y>\d{2,4})年)?(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?")
_CHINESE = re.compile(
    rf"[{CHINESE_DIGITS}]{{4}}年[元正一二三四五六七八九十]{{1,3}}月[一二三四五六七八九十]{{1,3}}日"
)
_DOTTED = re.compile(
    r"(?<![\d./\-A-Za-z－—])(?P<y>(?:19|20)\d\d)(?P<s>[./．\-－／])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>0?[1-9]|[12]\d|3[01])[日号]?(?![\d/]|[.\-－][\dA-Za-z])"
)
_DOTTED_MONTH = re.compile(
    r"(?<![\d./\-A-Za-z])(?P<y>(?:19|20)\d\d)[./．](?P<m>0?[1-9]|1[0-2])(?=月|(?:底|前|起|以来|以前)[^\d])月?"
)
_WEEK = "一二三四五六日天"
_DAY = r"(?:(?P<y{0}>\d{{4}})年)?(?:(?P<m{0}>\d{{1,2}})月)?(?P<d{0}>\d{{1,2}})[日号]"
_SAID_DAY = re.compile(
    r"(?:(?P<rel>今年|本年|去年|上年|明年)|(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]"
    r"|(?<=[至到、和及—～~\-－])(?P<d2>\d{1,2})[日号]"
)
_WEEKDAY = re.compile(
    rf"(?P<gap>(?:上午|下午|晚上?|中午|全天)?(?:\d{{1,2}}[:：时]\d{{0,2}}分?)?)(?P<open>[（(，,]?)(?P<which>[本下上]?)(?P<word>星期|周|礼拜)(?P<n>[{_WEEK}1-7])(?![一二三四五六七八九十\d]?[年次个期]|末)"
    rf"(?P<more>(?:[、，和至到—\-～](?:星期|周)?[{_WEEK}])*)"
)
_YEARS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "明年": 1}


@rule("P-04", _("年份写全四位"), Severity.ERROR, "GB/T 15835-2011", fragment=True)
def full_years(draft: Draft, house: House) -> Iterator[Found]:
    for found in _SHORT_YEAR.finditer(draft.text):
        if found["m"] is None and int(found["y"]) not in range(10, 40):
            continue
        start = found.start("y")
        if re.search(r"\d{4}年?[—\-－–~～至]$", draft.text[max(0, found.start() - 6) : found.start()]):
            continue  # 2024—26年 is told below
        before = draft.text[max(0, found.start() - 4) : found.start()]
        if (
            not found["m"]
            and re.match(r"以来|之前", draft.text[start + 3 :])
            and not re.search(r"[自从]$", before)
        ):
            continue
        if re.search(r"[满近约历时长共第余多达]$|以来$|连续$|已有$|过去$|未来$|今后$|期限$|为期$", before):
            continue
        yield Found(found.start(), start + 3, f"20{found['y']}年")
    for found in re.finditer(r"(?<!\d)(?P<a>(?:19|20)\d\d)年?[—\-－–~～至](?P<b>\d\d)年(?!限)", draft.text):
        yield Found(found.start("b"), found.end(), f"20{found['b']}年")


@rule("P-05", _("日期里的月、日不补0"), Severity.ERROR, "GB/T 15835-2011", fragment=True)
def no_zeros(draft: Draft, house: House) -> Iterator[Found]:
    for found in _ZERO.finditer(draft.text):
        month, day = found["m"], found["d"]
        if not (month.startswith("0") or (day or "").startswith("0")) or month == "00" or day == "00":
            continue
        year = f"{found['y']}年" if found["y"] else ""
        yield Found(found.start(), found.end(), f"{year}{int(month)}月" + (f"{int(day)}日" if day else ""))
    for found in re.finditer(r"(?<=[至到、—－\-～])0(?P<d>[1-9])日", draft.text):
        yield Found(found.start(), found.end(), f"{found['d']}日")


@rule("P-06", _("成文日期用阿拉伯数字"), Severity.ERROR, "GB/T 9704-2012 7.3.5.5", fragment=True)
def arabic_dates(draft: Draft, house: House) -> Iterator[Found]:
    for found in _CHINESE.finditer(draft.text):
        day = date_said(found[0])
        yield Found(found.start(), found.end(), _written(day) if day else None)


@rule(
    "P-07", _("行文里的日期写年月日，不用点、斜线和横线"), Severity.WARNING, "GB/T 15835-2011", fragment=True
)
def dotted_dates(draft: Draft, house: House) -> Iterator[Found]:
    for found in _DOTTED.finditer(draft.text):
        day = safe_date(int(found["y"]), int(found["m"]), int(found["d"]))
        yield Found(found.start(), found.end(), _written(day) if day else None)
    for found in _DOTTED_MONTH.finditer(draft.text):
        yield Found(found.start(), found.end(), f"{found['y']}年{int(found['m'])}月")


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@rule("L-25", _("成文日期写全年、月、日，用真有的日子"), Severity.ERROR, "GB/T 9704-2012 7.3.5.5")
def signed_date(draft: Draft, house: House) -> Iterator[Found]:
    for line in draft.of(Part.DATE):
        day = date_said(line.text)
        if RIGHT_DATE.fullmatch(line.text) and day:
            continue
        if _CHINESE.fullmatch(line.text) and day:
            continue  # P-06 says it
        yield Found(line.start, line.end, _written(day) if day else None)


@rule("date", _("成文日期不晚于印发日期"), Severity.ERROR, "GB/T 9704-2012 7.4.3")
def printed_after(draft: Draft, house: House) -> Iterator[Found]:
    line, signed = draft.first(Part.PRINT), draft.dated
    printed = date_said(line.text) if line else None
    if line and signed and printed and signed > printed:
        found = re.search(r"\d{4}年\d{1,2}月\d{1,2}日", line.text)
        start = line.start + (found.start() if found else 0)
        yield Found(start, line.start + found.end() if found else line.end, None)


@rule("weekday", _("日期和星期要对得上"), Severity.ERROR, "2012 Reg. art. 20", fragment=True)
def weekdays(draft: Draft, house: House) -> Iterator[Found]:
    usual = draft.year(house.year)
    for line in draft.lines:
        yield from _weekdays_in(line.text, line.start, usual, draft.dated)
        yield from _weekday_before(line.text, line.start, usual, draft.dated)


_NAMED_FIRST = re.compile(
    rf"(?P<word>星期|周|礼拜)(?P<n>[{_WEEK}])[（(](?:(?P<y>\d{{4}})年)?(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})[日号]"
)


def _weekday_before(text: str, offset: int, usual: int, signed: date | None) -> Iterator[Found]:
    """下周二（6月16日）."""
    for found in _NAMED_FIRST.finditer(text):
        year = int(found["y"]) if found["y"] else 0
        days = _candidates(year, int(found["m"]), int(found["d"]), usual, signed)
        if days and not any(_is(day, found["n"]) for day in days):
            right = found["word"] + _name(days[0], found["n"])
            yield Found(offset + found.start(), offset + found.end("n"), right)


def _weekdays_in(text: str, offset: int, usual: int, signed: date | None) -> Iterator[Found]:
    run: list[
        tuple[int, int, list[date]]
    ] = []  # days named one after the other, each with the years it may be of
    month = year = 0
    for said in _SAID_DAY.finditer(text):
        if said["m"]:
            month = int(said["m"])
            year = int(said["y"]) if said["y"] else usual + _YEARS[said["rel"]] if said["rel"] else 0
            if not said["y"] and not said["rel"]:
                year = _year_before(text, said.start())
        elif not month:
            continue
        days = _candidates(year, month, int(said["d"] or said["d2"]), usual, signed)
        joined = run and re.fullmatch(r"[至到、和及—～~\-－]", text[run[-1][1] : said.start()])
        run = [*run, (said.start(), said.end(), days)] if joined else [(said.start(), said.end(), days)]
        tail = _WEEKDAY.match(text, said.end())
        if not tail or (tail["open"] in ("", "，", ",") and tail["which"]):
            continue
        yield from _disagreeing(text, offset, run, tail)


def _year_before(text: str, start: int) -> int:
    """A year said earlier in the same sentence holds for the days after it."""
    sentence = re.split(r"[。；]", text[:start])[-1]
    years = re.findall(r"((?:19|20)\d\d)年(?=\d{1,2}月)", sentence)
    return int(years[-1]) if years else 0


def _candidates(year: int, month: int, day: int, usual: int, signed: date | None) -> list[date]:
    if year:
        years = [year]
    else:
        years = [usual]
        if signed and signed.month >= 9 and month <= 4:
            years.append(usual + 1)
        if signed and signed.month <= 3 and month >= 10:
            years.append(usual - 1)
    return [found for y in years if y and (found := safe_date(y, month, day))]


def _disagreeing(
    text: str, offset: int, run: list[tuple[int, int, list[date]]], tail: re.Match[str]
) -> Iterator[Found]:
    named = [tail["n"], *re.findall(rf"[{_WEEK}]", tail["more"].replace("星期", "").replace("周", ""))]
    days = run[-len(named) :] if len(named) > 1 else run[-1:]
    if len(days) != len(named):
        return
    right = []
    wrong = False
    for (_start, _end, candidates), name in zip(days, named, strict=True):
        if not candidates:
            return
        if any(_is(day, name) for day in candidates):
            right.append("天" if name == "天" else _name(next(d for d in candidates if _is(d, name)), name))
        else:
            wrong = True
            right.append(_name(candidates[0], name))
    if not wrong:
        return
    if len(named) == 1:
        head = text[days[-1][0] : tail.start("n")]
        close = (
            text[tail.end("n")]
            if tail["open"] in ("（", "(") and text[tail.end("n") : tail.end("n") + 1] in ("）", ")")
            else ""
        )
        yield Found(offset + days[-1][0], offset + tail.end("n") + len(close), head + right[0] + close)
        return
    words = text[tail.start("n") : tail.end("more")]
    for name, better in zip(named, right, strict=True):
        words = words.replace(name, "\0" + better, 1) if "\0" not in words else _next(words, name, better)
    yield Found(offset + tail.start("n"), offset + tail.end("more"), words.replace("\0", ""))


def _next(words: str, name: str, better: str) -> str:
    """Replaces the first `name` after the last place already changed."""
    done = words.rindex("\0") + 2
    return words[:done] + words[done:].replace(name, "\0" + better, 1)


def _is(day: date, name: str) -> bool:
    index = int(name) - 1 if name.isdigit() else min(_WEEK.index(name), 6)
    return day.weekday() == index


def _name(day: date, like: str) -> str:
    return str(day.weekday() + 1) if like.isdigit() else _WEEK[day.weekday()]
