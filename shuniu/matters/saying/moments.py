"""时刻: days and hours joined to the moments a sentence speaks of, each with its chosen reading and the others."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from shuniu.clock.calendar import Calendar

from .day import Day
from .days import find_days
from .hours import DUE, SPANS, WHOLE, WINDOW, Hour, find_hours, readings
from .words import NUM, blanked, number

# How a moment is meant, by the words around it.
BY, START, END, ALTERNATIVE, TO, MOVED, AND = (
    "by",
    "start",
    "end",
    "alternative",
    "to",
    "moved",
    "and",
)


@dataclass(frozen=True, slots=True)
class Moment:
    """One day with its hour or part. `sort` is "", BY (at the latest), START (from), END (of the event), TO, ALTERNATIVE."""

    start: int
    end: int
    day: Day | None
    hour: Hour | None
    part: str = ""
    sort: str = ""
    on: date | None = None
    other_dates: tuple[date, ...] = ()
    clocks: tuple[tuple[int, int], ...] = ()

    @property
    def is_known(self) -> bool:
        """False when the words name a day that is past."""
        return self.on is not None

    @property
    def clocks_said(self) -> bool:
        """True where an hour was said, not only a part of the day."""
        return bool(self.hour and self.hour.clocks)

    def starts(self) -> datetime | None:
        """When it begins: the hour, or the first minute of the part or of the day."""
        if self.day and self.day.moment:
            return self.day.moment
        return self._at(SPANS[self.part or WHOLE][0], self.on)

    def ends(self) -> datetime | None:
        """When it is over by its own words: only of a part, a day, or a span of days."""
        if self.clocks or (self.day and self.day.moment):
            return None
        return self._at(
            SPANS[self.part or WHOLE][1], self.day.last if self.day and self.day.last else self.on
        )

    def due(self) -> datetime | None:
        """By when: the hour, or the last minute of the part or day."""
        if self.day and self.day.moment:
            return self.day.moment
        return self._at(DUE[self.part or WHOLE], self.day.last if self.day and self.day.last else self.on)

    def other_starts(self) -> list[datetime]:
        """The readings not chosen, as beginnings."""
        return self._others(SPANS[self.part or WHOLE][0])

    def other_dues(self) -> list[datetime]:
        """The readings not chosen, as deadlines."""
        return self._others(DUE[self.part or WHOLE])

    def _at(self, otherwise: time, day: date | None, clock: tuple[int, int] | None = None) -> datetime | None:
        if day is None:
            return None
        clock = clock or (self.clocks[0] if self.clocks else (otherwise.hour, otherwise.minute))
        return datetime.combine(day, time(0)) + timedelta(hours=clock[0], minutes=clock[1])

    def _others(self, otherwise: time) -> list[datetime]:
        hours = [self._at(otherwise, self.on, clock) for clock in self.clocks[1:]]
        days = [self._at(otherwise, day) for day in self.other_dates]
        return [moment for moment in (*hours, *days) if moment]


_JOIN = re.compile(r"[\s的从]*(?:大概|大约|约)?\s*")
_ROUND = re.compile(r"[\s]*(?:左右|前后|许|整|钟|准时|准点)?")
_BY_AFTER = re.compile(
    r"\s*(?:左右)?\s*(?:(?:之|以)?前(?!往|来|去|后|期|台|景|段)|(?:之|以)?内|止|为止|截止|到期|(?:开会|会议|会)(?:之|以)?前)"
)
_BY_BEFORE = re.compile(
    r"(?:最迟|最晚|不晚于|不迟于|不得晚于|截止到?|截至|赶在|务必于|限|期限|时限|限期)[::]?\s*$"
)
_END_AFTER = re.compile(
    r"\s*(?:左右|前后)?\s*(?:再|就|才|能|要)?\s*(?:[送接拉]?返?回(?!复|答|访|应|收|报|执)来?|返程|返回|返(?=$|[\s,。])|走(?!访|"
    r"一|完|流)|离开|结束|散会|归还|还(?!有|没|是|要|得|差|款|需|会|在|不)|用完|完事)"
)
_FROM_AFTER = re.compile(r"\s*(?:起|开始|出发)(?!草)")
_FROM_BEFORE = re.compile(r"(?:从|自)\s*$")
_TO = re.compile(r"[\s(]*(?:(?<![已未收])到|至|-|直到|开到|用到|一直到|待到|持续到)\s*$")
_MOVED_BEFORE = re.compile(
    r"(?<![整修更])改\s*$|(?:改|推迟|提前|(?<!借)调整?|挪|延期?|移|顺延|改期|变更)(?:到|至|为|在)\s*$"
)
_MEAL = re.compile(
    r"[\s在]*[^\s,。]{0,5}?(?:工作餐|自助餐|用餐|就餐|吃饭|吃个?饭|便饭|便餐|留饭|管饭|吃食堂|吃盒饭)"
)
_OR = re.compile(r"\s*(?:或者?|还是|要么|/)\s*$")
_AND = re.compile(r"\s*[、,和及]?\s*$")
_LENGTH = re.compile(
    rf"(?P<n>{NUM}|半)(?P<half>个半)?个?(?P<unit>小时|钟头|天|分钟|周|星期)(?!之?以?[内后前])(?P<plus>半)?"
)


def find_moments(text: str, now: datetime, calendar: Calendar) -> list[Moment]:
    """All moments of a normalised text, left to right."""
    days = find_days(text, now, calendar)
    hours = find_hours(blanked(text, [(d.start, d.end) for d in days]))
    hours = _with_short_parts(text, days, hours)
    moments = [_sorted(text, m) for m in _paired(text, days, hours)]
    moments = _shared_hour(_linked(text, moments))
    return _dated(text, moments, now)


def _with_short_parts(text: str, days: list[Day], hours: list[Hour]) -> list[Hour]:
    """明早, 周五晚: one character right behind a day is its part."""
    ends = {d.end for d in days}
    known = {h.start for h in hours}
    extra = []
    for end in ends:
        if end < len(text) and text[end] in "早晚夜晨" and end not in known:
            if re.match(
                r"[早晚](?:会|报|饭|餐|班|点名|到(?=[\d一二两三四五六七八九十半]+(?:个?半?小时|个?钟头|分钟|会))|退|走|些|一?点(?![钟半\d整]))",
                text[end:],
            ):
                continue
            behind = next(
                (h for h in hours if h.start >= end + 1 and not text[end + 1 : h.start].strip()), None
            )
            part = "上午" if text[end] in "早晨" else "晚上"
            if behind and behind.clocks and not behind.part:
                extra.append(replace(behind, start=end, part=part))
                hours = [h for h in hours if h is not behind]
            else:
                extra.append(Hour(end, end + 1, part))
    return sorted(hours + extra, key=lambda h: h.start)


def _paired(text: str, days: list[Day], hours: list[Hour]) -> list[Moment]:
    moments, free = [], list(hours)
    for day in days:
        nearest = next(
            (h for h in free if h.start >= day.end and _JOIN.fullmatch(text[day.end : h.start])), None
        )
        if nearest is None:
            moments.append(Moment(day.start, day.end, day, None))
            continue
        free.remove(nearest)
        # 下午 and 3点 may stand apart: 明天下午 大概3点.
        if not nearest.clocks:
            clock = next(
                (h for h in free if h.start >= nearest.end and not text[nearest.end : h.start].strip()), None
            )
            if clock and clock.clocks and not clock.part:
                free.remove(clock)
                nearest = replace(clock, start=nearest.start, part=nearest.part)
        moments.append(Moment(day.start, nearest.end, day, nearest))
    # 夜间施工, 凌晨开工: a kind of hour, not a time, unless a day or a clock stands by it.
    free = [
        h
        for h in free
        if h.clocks
        or text[h.start : h.end]
        not in ("夜间", "夜里", "凌晨", "半夜", "深夜", "午夜", "清晨", "早晨", "晚间")
    ]
    # 中午工作餐, 晚上吃食堂: what the guests eat, not when they come.
    free = [h for h in free if h.clocks or not _MEAL.match(text[h.end :])]
    moments += [Moment(h.start, h.end, None, h) for h in free]
    return sorted(moments, key=lambda m: m.start)


def _sorted(text: str, moment: Moment) -> Moment:
    """What the words around a moment make of it."""
    day, hour = moment.day, moment.hour
    before, after = text[: moment.start], text[moment.end :]
    if (day and day.by) or (hour and hour.by):
        match = _BY_AFTER.match(after)
        return replace(moment, sort=BY, end=moment.end + (match.end() if match else 0))
    match = _BY_AFTER.match(after)
    if match and (back := _END_AFTER.match(after[match.end() :])):
        return replace(moment, sort=END, end=moment.end + match.end() + back.end())
    if match or _BY_BEFORE.search(before):
        return replace(moment, sort=BY, end=moment.end + (match.end() if match else 0))
    if _MOVED_BEFORE.search(before):
        return replace(moment, sort=MOVED)
    if towards := _TO.search(before):
        match = _END_AFTER.match(after)
        return replace(moment, sort=TO, start=towards.start(), end=moment.end + (match.end() if match else 0))
    match = _END_AFTER.match(after)
    if match:
        return replace(moment, sort=END, end=moment.end + match.end())
    match = _FROM_AFTER.match(after)
    since = _FROM_BEFORE.search(before)
    if match or since:
        return replace(
            moment,
            sort=START,
            start=since.start() if since else moment.start,
            end=moment.end + (match.end() if match else 0),
        )
    return moment


def _linked(text: str, moments: list[Moment]) -> list[Moment]:
    """或 makes an alternative of a moment; 到 needs a moment before it."""
    linked: list[Moment] = []
    for moment in moments:
        between = text[linked[-1].end : moment.start] if linked else None
        if between is not None and _OR.fullmatch(between):
            moment = replace(moment, sort=ALTERNATIVE)
        elif (
            between is not None
            and moment.day
            and linked[-1].day
            and moment.sort == ""
            and _AND.fullmatch(between)
        ):
            moment = replace(moment, sort=AND if linked[-1].sort in ("", AND) else "")
        elif moment.sort == TO and (between is None or len(between) > 12):
            moment = replace(moment, sort=END)
        linked.append(moment)
    return linked


def _shared_hour(moments: list[Moment]) -> list[Moment]:
    """下周一或下周二开会 下午3点: an hour said once, after the days, belongs to them all."""
    late = next((m for m in moments[1:] if m.day is None and m.hour and m.sort in ("", START)), None)
    if late is None:
        late = next((m for m in moments if m.sort == ALTERNATIVE and m.hour and m.day), None)
    if late is None:
        return moments
    if (refined := _refined(moments, late)) is not None:
        return refined
    before = moments[: moments.index(late)]
    if not before or any(m.hour or m.sort not in ("", ALTERNATIVE) or not m.day for m in before):
        return moments
    shared = [replace(m, hour=late.hour) for m in before]
    return shared + [m for m in moments[len(before) :] if m is not late or m.day]


def _refined(moments: list[Moment], late: Moment) -> list[Moment] | None:
    """下周四上午 … 9点到11点半: an hour said after the part of a day is that day's hour."""
    at = moments.index(late)
    if at != 1 or not late.clocks_said or late.day is not None:
        return None
    first = moments[0]
    if not first.hour or first.hour.clocks or first.sort or late.hour is None:
        return None
    if late.hour.part not in ("", first.hour.part):
        return None
    merged = replace(first, hour=replace(late.hour, part=first.hour.part))
    return [merged, *moments[2:]]


def _dated(text: str, moments: list[Moment], now: datetime) -> list[Moment]:
    dated: list[Moment] = []
    part, previous = "", None
    for index, moment in enumerate(moments):
        hour = moment.hour
        said_part = hour.part if hour else ""
        used_part = said_part or (part if hour and hour.clocks else "")
        day = moment.day
        if day is None and previous is None:
            later = next((m for m in moments[index + 1 :] if m.day and not m.hour and not m.sort), None)
            if later is not None and not re.search(r"[把将]", text[moment.end : later.start]):
                day = later.day
        clocks: tuple[tuple[int, int], ...] = ()
        dates: tuple[date, ...] = ()
        if hour and hour.clocks:
            options = [readings(clock, used_part) for clock in hour.clocks]
        else:
            options = []
        if day is not None:
            dates = day.days
        elif previous is not None:
            dates = (previous,)
        else:
            dates = (_nearest_day(options, said_part, now),)
        if dates and options:
            clocks = tuple(_choose(option, dates[0], now) for option in options)
        others = (*dates[1:], *(day.chips if day else ()))
        moment = replace(
            moment,
            part="" if clocks else said_part,
            on=dates[0] if dates else None,
            other_dates=others,
            clocks=clocks,
        )
        if not dates and options:
            moment = replace(moment, clocks=tuple(option[0] for option in options))
        if dated and (moment.sort == TO or (moment.sort == END and said_part)):
            dated[-1], moment = _in_order(dated[-1], moment, now)
        dated.append(moment)
        part = said_part or part
        previous = moment.on or previous
    return dated


def _in_order(first: Moment, last: Moment, now: datetime) -> tuple[Moment, Moment]:
    """9点到11点: a span ends after it begins, so both hours are read together."""
    if not (first.clocks and last.clocks and first.on and first.on == last.on):
        return first, last
    if last.clocks[0] > first.clocks[0]:
        return first, last
    hour, minute = last.clocks[0]
    if hour < 12 and (hour + 12, minute) > first.clocks[0] and hour + 12 <= WINDOW[1].hour:
        return first, replace(last, clocks=((hour + 12, minute), *last.clocks[1:]))
    early = readings(first.hour.clocks[0], "")[0] if first.hour else first.clocks[0]
    if first.hour and not first.hour.part and early >= last.clocks[0]:
        early = first.hour.clocks[0]
    if early < last.clocks[0]:
        day = first.on
        if first.day is None and datetime.combine(day, time(early[0] % 24, early[1])) < now:
            day += timedelta(1)
        return (
            replace(first, clocks=(early, *first.clocks[1:]), on=day),
            replace(last, on=day),
        )
    return first, last


def _choose(option: list[tuple[int, int]], day: date, now: datetime) -> tuple[int, int]:
    """The next one: of two readings of an hour, the first that is not yet past."""
    for clock in option:
        if datetime.combine(day, time(0)) + timedelta(hours=clock[0], minutes=clock[1]) >= now:
            return clock
    return option[-1] if day == now.date() and len(option) == 1 else option[0]


def _nearest_day(options: list[list[tuple[int, int]]], part: str, now: datetime) -> date:
    """No day said: today, or tomorrow if that hour or part is over."""
    today = now.date()
    if options:
        midnight = datetime.combine(today, time(0))
        left = any(midnight + timedelta(hours=h, minutes=m) >= now for h, m in options[0])
    else:
        left = now.time() < SPANS[part or WHOLE][1]
    return today if left else today + timedelta(1)


def length_said(text: str, after: int = 0) -> tuple[timedelta, int, int] | None:
    """两个小时, 三天, 半天: how long something lasts, with its span; days are whole days (三天 ends two days later)."""
    match = _LENGTH.search(text, after)
    if match is None:
        return None
    value = 0.5 if match["n"] == "半" else number(match["n"])
    if not value:
        return None
    value += 0.5 if match["half"] or match["plus"] else 0
    unit = {
        "小时": "hours",
        "钟头": "hours",
        "分钟": "minutes",
        "天": "days",
        "周": "weeks",
        "星期": "weeks",
    }[match["unit"]]
    return timedelta(**{unit: value}), match.start(), match.end()
