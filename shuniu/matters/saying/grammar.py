"""读一句话: one line in, one Sentence out (product §8.2, contracts.md §1). Nothing is stored; the same line reads the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from shuniu.clock.calendar import Calendar
from shuniu.org.roster import CITY, PROVINCE, STATE, TOWNSHIP, Roster

from . import intents, marks, people, places, proposals
from .chips import chips_for
from .clauses import in_clauses, spans_as_typed
from .clues import Clues
from .hours import find_hours
from .moments import END, START, TO, Moment, find_moments
from .names import PERSON, find_names
from .recurrence import Recurrence, find_recurrence, next_time
from .roles import assign, settled
from .sentence import OpenMatter, Sentence
from .times import Times, days_off_within, place_times
from .words import BLANK, blanked, normalised

_LONGEST = 600
_PEOPLE_MATTER = {
    intents.MATTER, intents.MEETING, intents.CAR, intents.ROOM, intents.ABSENCE, intents.RECURRING, intents.SUPPLIES,
}  # fmt: skip
_URGENT = re.compile(r"(?:^|\s)!+(?:\s|$)|^!+|(?<![\u4e00-\u9fff])!(?=[\u4e00-\u9fff])")
_KEY_WORK = re.compile(r"#(?P<work>[^\s#@,。;!]{2,20})")


@dataclass(frozen=True, slots=True)
class _Line:
    """The line in its readings: `quiet` has times blank, `plain` names too."""

    text: str
    quiet: str
    plain: str


def understand(
    text: str, *, now: datetime, roster: Roster, calendar: Calendar, open_matters: Iterable[OpenMatter] = ()
) -> Sentence:
    """一句话 → what it means, before anybody presses Enter. Never raises on any text; what is unknown stays None.

    `now` is naive local; `open_matters` are looked at only to say what the line is likely part of.
    """
    spoken = in_clauses(normalised(text[:_LONGEST]), roster)
    line = spoken.text
    recurrence = find_recurrence(line, now, calendar)
    without_rule = blanked(line, [(recurrence.start, recurrence.end)]) if recurrence else line
    moments = tuple(find_moments(without_rule, now, calendar))
    quiet = blanked(without_rule, [(m.start, m.end) for m in moments])
    # An hour given to a day elsewhere in the line is no word of it any more.
    quiet = blanked(quiet, [(h.start, h.end) for h in find_hours(quiet) if h.clocks])
    names = settled(find_names(quiet, roster), quiet)
    plain = blanked(quiet, [(n.start, n.end) for n in names])
    roles = assign(names, quiet)
    clues = Clues(line, quiet, plain, moments, recurrence, tuple(names), roles, roster)
    intent = intents.decide(clues)
    is_visit = intent == intents.MATTER and intents.is_visit(clues)
    is_petition = intent == intents.MATTER and marks.says_visit(quiet) and not is_visit

    rule = None
    who = people.place_names(intent, clues, is_visit=is_visit)
    if intent == intents.RECURRING and recurrence:
        rule, due = _bounded(recurrence, moments, line, now, calendar)
        times = Times(due=due, due_span=(recurrence.start, recurrence.end))
    else:
        is_loan = intent == intents.SUPPLIES and (
            "借" in quiet or any(m.sort == TO or _is_span(m, line) for m in moments)
        )
        times = place_times(
            intent,
            moments,
            line,
            is_visit=is_visit or _visit_happens(clues, is_petition),
            is_loan=is_loan,
            now=now,
            calendar=calendar,
        )
    spot = _place(intent, clues, is_visit=is_visit)
    if spot and intent in (intents.CAR, intents.MEETING):
        who = people.without_place(who, (spot[1], spot[2]))
    counted = _people(intent, clues)
    guests = [
        n
        for n in roles.visitors
        if not re.match(r"[\s\x00]*(?:的)?(?:客商|企业家?|记者|校友|投资商|老板)", quiet[n.end :])
    ]
    above = any(n.is_above for n in guests) or any(n.upper in (CITY, PROVINCE, STATE) for n in roles.sources)
    hard = marks.hard(line) if intent not in (intents.SEARCH, intents.THANKS) else None
    if hard is None and is_visit and (above or _visitors_above(quiet)):
        hard = True
    private = [n for n in names if people.is_private(n)]
    work = _KEY_WORK.search(line)
    lead_body = roster.body(who.lead or "")
    leader = roster.leader_for(lead_body)
    sentence = Sentence(
        text=text,
        intent=intent,
        source_type=who.source_type,
        source_person=who.source_person,
        source_body=who.source_body,
        lead=who.lead,
        helpers=who.helpers,
        due=times.due,
        start=times.start,
        end=times.end,
        place=spot[0] if spot else None,
        people_count=counted[0] if counted else None,
        hard=hard,
        visibility=marks.visibility(clues.bodyless, bool(private)) if _may_restrict(intent, clues) else None,
        instruction_by=who.instruction_by,
        recurrence=rule,
        ambiguous=times.ambiguous,
        title=proposals.title_for(text, quiet, who.hidden),
        kit=proposals.kit_for(
            intent, line, is_visit=is_visit, visitor_is_above=above or _visitors_above(quiet), lead=who.lead
        ),
        leader_in_charge=leader.name if leader else None,
        urgent=bool(_URGENT.search(line)) or "特急" in line,
        key_work=work["work"] if work else None,
        likely=proposals.likely_part_of(plain, who.lead, open_matters)
        if intent not in (intents.SEARCH,)
        else (),
        notes=_notes(times, calendar),
    )
    return spans_as_typed(chips_for(sentence, times, who, spot, counted, marks.hard_span(line)), spoken)


def _is_span(moment: Moment, line: str) -> bool:
    """15号到17号, not 下周: both ends are said."""
    last = moment.day.last if moment.day else None
    return bool(last and last != moment.on and not re.search(r"周$|星期$", line[moment.start : moment.end]))


def _bounded(
    recurrence: Recurrence, moments: tuple[Moment, ...], line: str, now: datetime, calendar: Calendar
) -> tuple[str, datetime | None]:
    """从下月起, 直到20日: where a recurrence begins and ends; the next time lies not before the beginning."""
    begin = next((m.on for m in moments if m.sort == START and m.on and m.on > now.date()), None)
    last = next(
        (m.on for m in moments if m.on and (m.sort in (TO, END) or line[m.start : m.end].endswith("为止"))),
        None,
    )
    due = recurrence.due
    if begin is not None:
        due = next_time(recurrence.rule, recurrence.clock, now, calendar, begin=begin)
    return recurrence.rule + (f";UNTIL={last:%Y%m%d}" if last else ""), due


def _visit_happens(clues: Clues, is_petition: bool) -> bool:
    """A visitor announced for an hour is an event; a petition to be answered by a day is not."""
    return is_petition and bool(
        re.search(rf"约|接访|要来|会来|将来|{BLANK}\s*(?:来访|上访|到访|来反映)", clues.quiet)
    )


def _may_restrict(intent: str, clues: Clues) -> bool:
    return intent in (intents.MATTER, intents.CHASE, intents.SHELVE)


def _visitors_above(quiet: str) -> bool:
    return bool(
        re.search(
            (
                r"(?:省|市|国家|中央|部|上级)[^\s\x00,。]{0,8}(?:专家|检查组|督导组|调研组|巡察组|巡视组|验收组|"
                r"考核组|领导)|(?<!县)(?:市长|省长|市委书记|省委书记|厅长)"
            ),
            quiet,
        )
    )


def _place(intent: str, clues: Clues, *, is_visit: bool) -> tuple[str, int, int] | None:
    quiet, roster = clues.quiet, clues.roster
    impersonal = blanked(quiet, [(n.start, n.end) for n in clues.names if n.sort == PERSON])
    named = [(n.start, n.end) for n in clues.names if n.sort != PERSON]
    destination = places.within_name(places.destination(quiet), named, quiet)
    if is_visit:
        return (
            places.seen(quiet)
            or places.room_said(quiet, roster)
            or places.venue(quiet)
            or places.site_before(quiet)
            or places.site_said(clues.plain)
        )
    if intent == intents.CAR:
        return (
            destination
            or places.from_where(quiet)
            or places.station(quiet)
            or places.site_alone(impersonal)
            or places.town_alone(quiet)
        )
    if intent in (intents.MEETING, intents.ROOM):
        persons = [(n.start, n.end) for n in clues.names if n.sort == PERSON]
        return (
            places.office_of(quiet, persons)
            or places.with_house(places.room_said(quiet, roster), quiet)
            or places.venue(quiet)
            or places.with_house(places.hall(quiet), quiet)
            or places.seen(quiet)
            or places.site_alone(quiet)
            or destination
        )
    if intent == intents.ABSENCE:
        return destination or places.venue(quiet) or places.school(quiet)
    if intent == intents.SUPPLIES:
        return places.room_said(quiet, roster) or places.delivered(clues.plain)
    if intent == intents.REPAIR:
        owned = [n for n in clues.names if n.sort == PERSON and not quiet.startswith("办公室", n.end)]
        return places.room_said(blanked(quiet, [(n.start, n.end) for n in owned]), roster, offices=True)
    if intent == intents.RECURRING:
        return places.room_said(quiet, roster)
    if intent == intents.MATTER:
        return (
            _with_township(places.address(clues.plain), clues)
            or places.address(quiet)
            or places.room_said(quiet, roster)
            or places.site_in(quiet)
            or (
                marks.source_type(quiet) == marks.HOTLINE
                and _with_township(places.site_said(clues.plain), clues)
            )
            or None
        )
    return None


def _with_township(spot: tuple[str, int, int] | None, clues: Clues) -> tuple[str, int, int] | None:
    """望川镇老街: the township written right before an address belongs to it."""
    before = next((n for n in clues.names if spot and n.end == spot[1] and n.body), None)
    if spot is None or before is None or before.body is None or before.body.kind != TOWNSHIP:
        return spot
    return clues.quiet[before.start : spot[2]], before.start, spot[2]


def _people(intent: str, clues: Clues) -> tuple[int, int, int] | None:
    counted = places.people(clues.quiet) if intent in _PEOPLE_MATTER else None
    if counted is None or intent != intents.CAR:
        return counted
    # 林主任和两个同事: who is named rides too
    party = next(
        (
            p
            for p in clues.roles.parties
            if p.names[0].sort == PERSON and re.fullmatch(r"[和与跟及]", clues.quiet[p.end : counted[1]])
        ),
        None,
    )
    return (counted[0] + len(party.names), party.start, counted[2]) if party else counted


def _notes(times: Times, calendar: Calendar) -> tuple[str, ...]:
    notes = []
    for day in days_off_within(times, calendar):
        holiday = calendar.holiday_on(day)
        why = "、".join(holiday.names) if holiday else "周末"
        notes.append(f"{day.month}月{day.day}日放假({why})" if holiday else f"{day.month}月{day.day}日是周末")
    if times.due and calendar.is_forecast(times.due.date()):
        notes.append(f"{times.due.year}年放假安排尚未公布,按法定节假日预估")
    return tuple(notes)
