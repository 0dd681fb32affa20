"""时间归位: which moment is the deadline, which the beginning and the end, and what is offered as another reading."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from shuniu.clock.calendar import Calendar

from . import cues, intents
from .hours import DUE, SPANS, WHOLE
from .moments import ALTERNATIVE, AND, BY, END, MOVED, START, TO, Moment, find_moments, length_said
from .words import BLANK, NUM, blanked

_EVENTS = {intents.MEETING, intents.CAR, intents.ROOM, intents.ABSENCE}
# A day that only names a paper or a meeting held says nothing of when.
_ONLY_NAMES = re.compile(
    rf"^[\s{BLANK}]*(?:的|那个|这个)?[^\s,。;把将{BLANK}]{{0,10}}?(?:会议?|会商|例会)(?:上|后|的(?!时候)|用的|谁|哪|几|的?席卡|的?桌签|的?座签|的?纪要|的?材料|"
    r"的?讲话|的?议题|的?议程|的?方案|的?通知|的?会务|的?座次|的?主持词|的?汇报|的?发言|议定|定的|"
    rf"要求|明确)|^[\s]*(?:全县|全市|城区|县城|老城|局部|可能|预计|将|会|要|还|有)*(?:停水|停电|断水|断电|暴雨|大雨|下雨|降温|大风|降雪|下雪|寒潮|高温)|^[\s]*[^\s,。]{{0,12}}(?:有人|到[^,。]{{1,4}}上访|落水|着火|起火|火灾|车祸|塌方|"
    r"溺水)|^[\s]*(?:召开|开始施行|举行|发生|进场|进驻|入场|到位|报到|[^\s,。把请]{0,6}(?:说|讲|交代|"
    r"强调|来电)(?=[\s,:])|完(?=[\s,。]|$)|开会|要用|完工|竣工|停水|停电|断水|断电|爆管|"
    r"有?[大暴中小]?到?[大暴中]?[雨雪]|有雨|降温|开学|放假|放学|高考|中考|施工|通车|到货|开放|开工|"
    r"竣工|启用|的|收到|来的|给的|要的|拿的|发的|交的|报的|送的|说的|定的|来文|印发的)"
)
_LEAVES = re.compile(r"走$|离开$")
_ROUND_TRIP = re.compile(r"当天(?:来回|往返|回|去当天回)|当日(?:往返|来回|回)")
_DEFAULT_SHELF = 10


@dataclass(frozen=True, slots=True)
class Times:
    """The fields of a sentence that are times, with the moments they rest on."""

    due: datetime | None = None
    start: datetime | None = None
    end: datetime | None = None
    ambiguous: tuple[datetime, ...] = ()
    due_span: tuple[int, int] | None = None
    start_span: tuple[int, int] | None = None
    end_span: tuple[int, int] | None = None


def place_times(
    intent: str,
    moments: tuple[Moment, ...],
    text: str,
    *,
    is_visit: bool,
    is_loan: bool,
    now: datetime,
    calendar: Calendar,
) -> Times:
    """Fills due, start and end of an intent from the moments of the line."""
    moments = _counted_from_event(moments, calendar)
    if intent in (intents.SEARCH, intents.THANKS):
        return Times()
    if intent == intents.SHELVE:
        return _look_again(moments, now, calendar)
    if intent in _EVENTS or is_visit or is_loan:
        return _event(intent, moments, text, calendar, is_visit=is_visit)
    return _deadline(moments, text, calendar) if moments else _term_alone(text, now, calendar)


def _counted_from_event(moments: tuple[Moment, ...], calendar: Calendar) -> tuple[Moment, ...]:
    """会后N个工作日 from the day after, 提前N个工作日 back from the day before the event said in the line."""
    said = [m for m in moments if m.day and m.day.from_event is None and m.on]
    anchor = next((m.on for m in (*(s for s in said if s.sort != BY), *said)), None)
    counted = []
    for moment in moments:
        day = moment.day
        steps = day.from_event if day else None
        if day is None or steps is None:
            counted.append(moment)
        elif anchor is None:
            counted.append(replace(moment, on=None, other_dates=()))
        else:
            far = (
                calendar.add_working_days(anchor, steps) if day.in_working_days else anchor + timedelta(steps)
            )
            counted.append(replace(moment, on=far, other_dates=()))
    return tuple(counted)


def _look_again(moments: tuple[Moment, ...], now: datetime, calendar: Calendar) -> Times:
    """缓办: 再看 at the day said, else in ten working days."""
    said = next((m for m in moments if m.is_known), None)
    if said is None:
        day = calendar.add_working_days(now.date(), _DEFAULT_SHELF)
        return Times(start=datetime.combine(day, time(8, 0)))
    start = said.day.moment if said.day and said.day.moment else said.starts()
    return Times(start=start, ambiguous=tuple(said.other_starts()), start_span=(said.start, said.end))


def _deadline(moments: tuple[Moment, ...], text: str, calendar: Calendar) -> Times:
    candidates = [m for m in moments if m.sort not in (ALTERNATIVE, AND) and not _is_bygone(m)]
    counted = [m for m in candidates if m.day and m.day.from_event is not None and m.on]
    bygone = [m for m in moments if _is_bygone(m)]
    candidates = [m for m in candidates if not (m.sort == TO and any(b.end == m.start for b in bygone))]
    spans = zip(moments, moments[1:], strict=False)
    named = {
        id(a) for a, b in spans if b.sort == TO and a.end == b.start and _ONLY_NAMES.match(text[b.end :])
    }
    candidates = [m for m in candidates if id(m) not in named]
    chosen = next((m for m in (*counted, *candidates) if m.sort == BY), None)
    if chosen is None:
        plain = [
            m
            for m in candidates
            if m.sort != START and not _ONLY_NAMES.match(text[m.end :]) and not _is_meanwhile(m, text)
        ]
        chosen = _last_of_span(plain)
    if chosen is None:
        return Times()
    others = list(_alternatives(chosen, moments, starts=False))
    due = chosen.due()
    if due and _offers_neighbours(chosen) and not calendar.is_working(due.date()):
        before = calendar.working_day_on_or_before(due.date())
        after = calendar.working_day_on_or_after(due.date())
        others += [datetime.combine(before, due.time()), datetime.combine(after, due.time())]
    return Times(due=due, ambiguous=tuple(dict.fromkeys(others)), due_span=(chosen.start, chosen.end))


_TERM_ALONE = re.compile(rf"(?<=[\s,。])(?P<term>{NUM}(?:天|个?工作日|个?星期|周|个月))[\s。!]*$")


def _term_alone(text: str, now: datetime, calendar: Calendar) -> Times:
    """退回重做 一周: a length by itself at the end of a task is its term."""
    match = _TERM_ALONE.search(text)
    if match is None:
        return Times()
    moments = tuple(find_moments(match["term"] + "内", now, calendar))
    times = _deadline(moments, match["term"] + "内", calendar)
    return replace(times, due_span=match.span("term"))


def _last_of_span(moments: list[Moment]) -> Moment | None:
    """周三到周五报 is due on Friday; otherwise the first day said."""
    if not moments:
        return None
    if len(moments) > 1 and moments[1].sort == TO:
        return moments[1]
    return moments[0]


def _is_meanwhile(moment: Moment, text: str) -> bool:
    """端午期间: while something goes on, no deadline."""
    return text[: moment.end].endswith("期间")


def _is_bygone(moment: Moment) -> bool:
    """昨天, 上周: named, past, and nothing to offer."""
    return moment.on is None and not moment.other_dates and moment.sort != BY


def _offers_neighbours(moment: Moment) -> bool:
    day = moment.day
    return not (day and (day.moment or day.rolled or (day.last and day.by)))


def _alternatives(chosen: Moment, moments: tuple[Moment, ...], *, starts: bool) -> list[datetime]:
    others = chosen.other_starts() if starts else chosen.other_dues()
    index = moments.index(chosen)
    for moment in moments[index + 1 :]:
        if moment.sort not in (ALTERNATIVE, AND):
            break
        other = moment.starts() if starts else moment.due()
        if other:
            others.append(other)
    return others


def _event(
    intent: str, moments: tuple[Moment, ...], text: str, calendar: Calendar, *, is_visit: bool
) -> Times:
    ends = [m for m in moments if m.sort in (TO, END)]
    begins = [m for m in moments if m.sort not in (TO, END, BY, ALTERNATIVE, AND) and not _is_bygone(m)]
    if intent in (intents.CAR, intents.ABSENCE):
        begins, ends = _departing(begins, ends, text)
    by = next((m for m in moments if m.sort == BY), None)
    first = next((m for m in moments if m.sort == MOVED), begins[0] if begins else None)
    if intent == intents.ABSENCE:
        first = next((m for m in begins if m.sort == START and m.day and m.on), first)
        said = [m for m in begins[1:] if cues.ABSENCE.match(text, m.end)]
        first = (
            said[0]
            if said
            and first is begins[0]
            and first.sort != END
            and not cues.ABSENCE.search(text[: said[0].start])
            else first
        )
    start = first.starts() if first else None
    ambiguous = _alternatives(first, moments, starts=True) if first else []
    last = ends[0] if ends else None
    end, end_span = None, None
    if last is None and intent in (intents.ABSENCE, intents.SUPPLIES):
        last = next(
            (m for m in reversed(moments) if m.sort == AND),
            next((m for m in begins[1:] if m is not first), None),
        )
        if last is not None and last.sort == AND:
            ambiguous = first.other_starts() if first else []
    if last is not None and last.on is not None:
        end = _closing(last, start)
        end_span = (last.start, last.end)
    elif (
        first is not None
        and start is not None
        and (length := length_said(blanked(text, [(m.start, m.end) for m in moments]), 0))
        and not is_visit
    ):
        end = _after(start, length[0], first)
        end_span = (length[1], length[2])
    elif first is not None and (first.sort != START or first.clocks):
        end = first.ends()
        if intent == intents.ABSENCE and (both := _both_days(first)):
            end, ambiguous = both, []
    due, due_span = None, None
    if by is not None and (start is not None or intent not in _EVENTS):
        due, due_span = by.due(), (by.start, by.end)
        if start is None:
            ambiguous = by.other_dues()
    elif by is not None and start is None:
        due, due_span = by.due(), (by.start, by.end)
    if end is not None and start is not None and end <= start:
        end = None
    return Times(
        due,
        start,
        end,
        tuple(dict.fromkeys(ambiguous)),
        due_span,
        (first.start, first.end) if first else None,
        end_span,
    )


def _departing(begins: list[Moment], ends: list[Moment], text: str) -> tuple[list[Moment], list[Moment]]:
    """早上6点走 is the beginning of a trip, though the end of a visit."""
    leaving = [m for m in ends if m.sort == END and _LEAVES.search(text[m.start : m.end])]
    if not leaving:
        setting_out = [m for m in begins[1:] if m.sort == START and m.clocks and m.on == begins[0].on]
        if setting_out and not begins[0].clocks:
            return [*setting_out, begins[0]], ends
        return begins, ends
    rest = [m for m in ends if m not in leaving]
    if not begins or (not begins[0].clocks and begins[0].on == leaving[0].on):
        return [leaving[0], *begins], rest
    return begins, rest


def _both_days(first: Moment) -> datetime | None:
    """明后天 of an absence is both days."""
    if len(first.other_dates) == 1 and first.on and first.other_dates[0] - first.on == timedelta(1):
        return datetime.combine(first.other_dates[0], DUE[first.part or WHOLE])
    return None


def _closing(moment: Moment, start: datetime | None) -> datetime | None:
    """中午走, 下午回, 到周五: the last minute of what was said."""
    if moment.clocks:
        return moment.starts()
    day = moment.day.last if moment.day and moment.day.last else moment.on
    if moment.day is None and start is not None:
        day = start.date()
    return datetime.combine(day, DUE[moment.part or WHOLE]) if day else None


def _after(start: datetime, length: timedelta, first: Moment) -> datetime:
    """两个小时 after an hour; 三天 from a day on ends with work on the third."""
    if length >= timedelta(days=1):
        return datetime.combine(start.date() + length - timedelta(1), SPANS[WHOLE][1])
    if first.clocks:
        return start + length
    if length == timedelta(hours=12):
        part = first.part or ("上午" if start.time() < time(12) else "下午")
        return datetime.combine(start.date(), SPANS[part][1])
    return start + length


def days_off_within(times: Times, calendar: Calendar) -> list[date]:
    """Days off a deadline or event touches, for a note on the page."""
    found = []
    for moment in (times.due, times.start, times.end):
        if moment and not calendar.is_working(moment.date()) and moment.date() not in found:
            found.append(moment.date())
    return found
