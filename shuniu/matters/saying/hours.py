"""钟点: parts of the day and hours of the clock (contracts.md §1: 上午 08:00–12:00 … whole day 08:00–17:30)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from .words import NUM, number

MORNING, NOON, AFTERNOON, EVENING, WHOLE, NIGHT = "上午", "中午", "下午", "晚上", "全天", "凌晨"

SPANS = {
    MORNING: (time(8, 0), time(12, 0)),
    NOON: (time(12, 0), time(13, 30)),
    AFTERNOON: (time(13, 30), time(17, 30)),
    EVENING: (time(18, 30), time(21, 30)),
    WHOLE: (time(8, 0), time(17, 30)),
    NIGHT: (time(0, 0), time(6, 0)),
}
# By when: the last minute of the part said.
DUE = {
    MORNING: time(12, 0), NOON: time(12, 0), AFTERNOON: time(17, 30), EVENING: time(21, 30), WHOLE: time(17, 30),
    NIGHT: time(6, 0),
}  # fmt: skip
WINDOW = (time(7, 0), time(21, 0))

_PART_OF = {
    "上午": MORNING, "早上": MORNING, "早晨": MORNING, "清早": MORNING, "一早": MORNING, "清晨": MORNING, "早": MORNING,
    "大早": MORNING, "晨": MORNING, "凌晨": NIGHT, "中午": NOON, "正午": NOON, "午间": NOON, "下午": AFTERNOON,
    "午后": AFTERNOON, "傍晚": EVENING, "晚上": EVENING, "夜里": EVENING, "晚间": EVENING, "夜间": EVENING, "半夜": EVENING, "深夜": EVENING,
    "午夜": EVENING,
    "晚": EVENING, "夜": EVENING, "全天": WHOLE, "一整天": WHOLE, "整天": WHOLE, "一天": WHOLE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour or a part of the day. `clocks` are (hour, minute) as said, first reading first; () if only a part."""

    start: int
    end: int
    part: str = ""
    clocks: tuple[tuple[int, int], ...] = ()
    by: bool = False


_PARTS = r"上午|早上|早晨|清早|一大早|一早|清晨|凌晨|中午|正午|午间|下午|午后|傍晚|晚上|夜里|晚间|夜间|半夜|深夜|午夜"
_LEAD = rf"(?:(?P<part>{_PARTS}|(?<![一两几每])[早晚](?=\s*[\d一二两三四五六七八九十]))\s*的?\s*)?"
_NOT_AN_HOUR = r"(?!意见|建议|要求|说明|想法|体会|问题|工作|名|评|子|位|赞|心)"
_POINT = rf"(?:点{_NOT_AN_HOUR}|时(?!间|候|限|事|常|节|代|期|段|效|评|政))"
_CN_PAIRS = "一二|两三|二三|三四|四五|五六|六七|七八|八九|九十"
_MINUTE = (
    rf"(?:(?P<half>半)|(?P<quarter>[一三13])刻钟?|(?P<minute>{NUM})分|(?P<bare>[0-5]\d|"
    r"[一二三四五]?十[一二三四五六七八九]?)(?![\d个人名位月日号]))?"
)

_READERS = [
    re.compile(rf"{_LEAD}(?<![\d第:])(?P<hour>\d{{1,2}}):(?P<colon>[0-5]\d)(?!\d)"),
    re.compile(rf"{_LEAD}(?P<pair>十一二|{_CN_PAIRS})点{_NOT_AN_HOUR}钟?"),
    re.compile(rf"{_LEAD}(?<![\d第])(?P<hour>\d{{1,2}})\s*[、或/]\s*(?P<other>\d{{1,2}})点{_NOT_AN_HOUR}钟?"),
    re.compile(rf"{_LEAD}(?<![\d第])(?P<hour>\d{{1,2}})\s*-\s*(?=\d{{1,2}}点)"),
    re.compile(
        rf"{_LEAD}(?<![\d第几有提讲谈])(?P<hour>\d{{1,2}}|[零一二两三四五六七八九十]{{1,3}}){_POINT}(?:钟|"
        rf"整)?{_MINUTE}"
    ),
]
_WORDS = [
    (re.compile(r"(?:下班|收工)(?:之|以)?前"), (17, 30), True),
    (re.compile(r"下午上班(?:之|以)?前"), (13, 30), True),
    (re.compile(r"下午(?:一上班|上班时|刚上班|上班后?)"), (13, 30), False),
    (re.compile(r"上班(?:之|以)?前"), (8, 0), True),
    (re.compile(r"一上班|上班时|刚上班|上班后"), (8, 0), False),
    (re.compile(r"下班后"), (17, 30), False),
    (re.compile(r"(?:午饭|午餐|吃午饭)(?:之|以)?前|午前"), (12, 0), True),
]
_BARE_PART = re.compile(rf"(?P<part>{_PARTS}|全天|一整天|整天|(?!))")


# 细一点, 快一点: a bit, no hour.
_A_BIT = re.compile(
    r"(?<=[细快好多大小慢准实短长高低严紧松远近深全轻重楚真早晚少简单易白活心些了])一点(?![钟半整前到左\d一二三四五])"
)


def find_hours(text: str) -> list[Hour]:
    """All hours and parts of the day in a normalised text, left to right."""
    found, at = [], 0
    while at < len(text):
        hour = _read(text, at)
        if hour is None:
            at += 1
        else:
            found.append(hour)
            at = hour.end
    return found


def _read(text: str, at: int) -> Hour | None:
    if _A_BIT.match(text, at):
        return None
    for pattern in _READERS:
        match = pattern.match(text, at)
        if match and (clocks := _clocks(match.groupdict())):
            return Hour(
                at, match.end(), _PART_OF.get((match["part"] or "").replace("一大早", "一早"), ""), clocks
            )
    for pattern, clock, by in _WORDS:
        match = pattern.match(text, at)
        if match:
            return Hour(at, match.end(), MORNING if clock == (8, 0) else "", (clock,), by)
    match = _BARE_PART.match(text, at)
    if match:
        return Hour(at, match.end(), _PART_OF[match["part"].replace("一大早", "一早")])
    return None


def _clocks(said: dict[str, str | None]) -> tuple[tuple[int, int], ...]:
    pair = said.get("pair")
    if pair:
        hours = [11, 12] if pair == "十一二" else [number(pair[0]), number(pair[1])]
    else:
        hours = [number(said.get("hour")), number(said.get("other"))]
    minute = 0
    if said.get("colon") or said.get("minute") or said.get("bare"):
        minute = number(said.get("colon") or said.get("minute") or said.get("bare")) or 0
    elif said.get("half"):
        minute = 30
    elif said.get("quarter"):
        minute = 15 * (number(said["quarter"]) or 1)
    if minute > 59:
        return ()
    return tuple((hour, minute) for hour in hours if hour is not None and hour <= 24)


def readings(clock: tuple[int, int], part: str) -> list[tuple[int, int]]:
    """The hours of a day this may be, 24 standing for midnight; two where morning and evening are both possible."""
    hour, minute = clock
    if hour > 12 or (hour == 0 and not part):
        return [clock]
    if part in (AFTERNOON, EVENING) and hour < 12:
        return [(hour + 12, minute)] if part == AFTERNOON or hour >= 5 else [(hour + 24, minute)]
    if part == EVENING and hour == 12:
        return [(24, minute)]
    if part == NOON and hour < 10:
        return [(hour + 12, minute)]
    if part and not (part == MORNING and hour < 5):
        return [clock]
    both = [(hour, minute), (hour + 12, minute)] if hour < 12 else [clock]
    inside = [c for c in both if WINDOW[0] <= time(c[0], c[1]) <= WINDOW[1]]
    return inside or [clock]
