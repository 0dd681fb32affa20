"""数字: Chinese numerals and dates as they are written, rightly or wrongly."""

from __future__ import annotations

import re
from datetime import date

from shuniu.clock.moments import chinese_number, safe_date

CHINESE_DIGITS = "〇○零一二三四五六七八九"
_ORDINARY = "零一二三四五六七八九"
_UNITS = {"万": 10_000, "亿": 100_000_000}

# A date in any spelling somebody might give it at the foot of a paper.
ANY_DATE = re.compile(
    rf"(?P<y>(?:19|20)?\d\d|[{CHINESE_DIGITS}]{{2,4}})\s*(?P<s>[年./\-－—])\s*"
    rf"(?P<m>\d{{1,2}}|[一二三四五六七八九十元正]{{1,2}})\s*[月./\-－—]\s*(?P<d>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*[日号]?"
)
RIGHT_DATE = re.compile(r"(?:19|20)\d{2}年(?:[1-9]|1[0-2])月(?:[1-9]|[12]\d|3[01])日")


def date_said(words: str) -> date | None:
    """The day a signature names, in whatever spelling; None if the calendar has no such day."""
    found = ANY_DATE.search(words.translate(HALF_WIDTH))
    if not found:
        return None
    year, month, day = (_number(found[name]) for name in ("y", "m", "d"))
    if year is None or month is None or day is None:
        return None
    return safe_date(year + 2000 if year < 100 else year, month, day)


def _number(words: str) -> int | None:
    words = words.replace("○", "〇").replace("元", "一").replace("正", "一")
    return chinese_number(words)


def value_of(words: str) -> float | None:
    """三百二十, 两万三千, 12.5, 1,264 as a number; None if it is none."""
    plain = words.replace(",", "").replace("，", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return float(plain)
    total, rest = 0, words.replace("○", "〇").replace("两", "二").replace("〇", "零")
    for unit, worth in (("亿", _UNITS["亿"]), ("万", _UNITS["万"])):
        before, found, after = rest.partition(unit)
        if found:
            part = _below_ten_thousand(before)
            if part is None:
                return None
            total, rest = total + part * worth, after
    if rest:
        part = _below_ten_thousand(rest)
        return None if part is None else float(total + part)
    return float(total)


def value_in(digits: str) -> float:
    """1,264.5 as a number."""
    return float(digits.replace(",", ""))


def _below_ten_thousand(words: str) -> int | None:
    if not words:
        return None
    if not set(words) <= set(_ORDINARY + "十百千"):
        return None
    if not set(words) & set("十百千"):
        return int("".join(str(_ORDINARY.index(c)) for c in words))
    total, current = 0, 0
    for character in words:
        if character in _ORDINARY:
            current = _ORDINARY.index(character)
        else:
            total, current = total + (current or 1) * {"十": 10, "百": 100, "千": 1000}[character], 0
    return total + current


def chinese_of(number: int) -> str:
    """12 → 十二, 20 → 二十, 105 → 一百零五; below a thousand."""
    if number >= 1000:
        return str(number)
    if number < 10:
        return _ORDINARY[number]
    if number < 20:
        return "十" + (_ORDINARY[number - 10] if number > 10 else "")
    if number < 100:
        return _ORDINARY[number // 10] + "十" + (_ORDINARY[number % 10] if number % 10 else "")
    rest = number % 100
    tail = (
        ""
        if not rest
        else ("零" + _ORDINARY[rest] if rest < 10 else ("一" if rest < 20 else "") + chinese_of(rest))
    )
    return _ORDINARY[number // 100] + "百" + tail


def arabic_of(number: float) -> str:
    """A number as digits, without a needless fraction."""
    return f"{number:.4f}".rstrip("0").rstrip(".")


HALF_WIDTH = str.maketrans(
    {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
)
