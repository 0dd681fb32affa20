"""日期: the ways officials write a day, with numerals of both kinds and the damage of web copies."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_ZEROS = "〇○零OoО0◯Ο"
_DIGITS = dict.fromkeys(_ZEROS, 0) | {c: n for n, c in enumerate("一二三四五六七八九", start=1)}
_DIGITS |= {str(n): n for n in range(10)} | {"两": 2}
_HAN = "一二三四五六七八九十廿卅"

HAN_YEAR = rf"[一二三四五六七八九{_ZEROS}]{{4}}"
YEAR = rf"(?:(?:19|20)\d{{2}}|{HAN_YEAR})"
_MONTH = rf"(?:1[0-2]|0?[1-9]|[{_HAN}元]{{1,3}})"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9]|[{_HAN}]{{1,4}})"

# A whole day as it stands under a signature. The mark of the day is often lost, the mark of the month seldom.
_DASHED = "|".join(rf"{dash}\s*{_MONTH}\s*{dash}" for dash in ("-", r"\.", "/", "—"))
FULL_DAY = rf"{YEAR}\s*年\s*{_MONTH}\s*月\s*{_DAY}(?:\s*[日号]|(?!\d))|(?:19|20)\d{{2}}\s*(?:{_DASHED})\s*{_DAY}(?!\d)"
DAMAGED_DAY = (
    r"(?:19|20)\d{2}年\d{2,4}[日号]|(?:19|20)\d{2}(?:1[0-2]|0?[1-9])月(?:3[01]|[12]\d|0?[1-9])[日号]"
)
DAY = rf"(?:{FULL_DAY}|{DAMAGED_DAY})"
_FULL = re.compile(
    rf"(?P<year>{YEAR})\s*年\s*(?P<month>{_MONTH})\s*月\s*(?P<day>{_DAY})|"
    rf"(?P<year2>(?:19|20)\d{{2}})\s*[-./—]\s*(?P<month2>{_MONTH})\s*[-./—]\s*(?P<day2>{_DAY})"
)
_DAMAGED = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?:年(?P<rest>\d{2,4})[日号]|(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])[日号])"
)


@dataclass(frozen=True)
class Day:
    """A day read from text; `sure` is False where it had to be restored."""

    day: date
    sure: bool = True


def number(text: str) -> int | None:
    """十二, 廿三, 2〇, 07 as a number below one hundred; None if it is none."""
    text = text.strip()
    if text.isdigit() and text.isascii():
        return int(text)
    if text == "元":
        return 1
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not text or any(c not in _DIGITS and c != "十" for c in text) or text.count("十") > 1:
        return None
    if "十" not in text:
        return int("".join(str(_DIGITS[c]) for c in text))
    tens, ones = text.split("十")
    if len(tens) > 1 or len(ones) > 1:
        return None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def year_of(text: str) -> int | None:
    """二〇二六, 2026 as a year."""
    if len(text) != 4 or any(c not in _DIGITS for c in text):
        return None
    year = int("".join(str(_DIGITS[c]) for c in text))
    return year if 1900 <= year <= 2100 else None


def day_of(year: int | None, month: int | None, day: int | None) -> date | None:
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date | None:
    if not 1 <= month <= 12:
        return None
    return date(year, month, calendar.monthrange(year, month)[1])


def full_day(text: str) -> Day | None:
    """The first whole day in `text`, restored where digits ran together (2026年0615日)."""
    for match in _FULL.finditer(text):
        year = year_of(match["year"] or match["year2"])
        day = day_of(year, number(match["month"] or match["month2"]), number(match["day"] or match["day2"]))
        if day:
            return Day(day)
    for match in _DAMAGED.finditer(text):
        year = int(match["year"])
        days = split_day(year, match["rest"] or match["month"] + match["day"].zfill(2))
        if days:
            return Day(days[-1], sure=False)
    return None


def split_day(year: int, digits: str) -> list[date]:
    """Month and day whose mark between them was lost: 1230 is 12-30; 112 may be two days, the likelier last."""
    halves = [(digits[:2], digits[2:]), (digits[:1], digits[1:])]
    days = [day_of(year, int(m), int(d)) for m, d in halves if d and not (len(d) > 2)]
    return [day for day in days if day]
