"""看单: a slip as people read it: who has it since when, who is next, how long it lay where.

`slips_of` reads in five statements whatever the number of slips, stages and parts; everything else is computed from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shuniu.clock.calendar import Calendar
from shuniu.clock.office_calendar import calendar_for
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import DivisionKind
from shuniu.org.models import Person
from shuniu.routing.choices import (
    Mode,
    Origin,
    Purpose,
    SlipOutcome,
    StageOutcome,
    StageState,
    Verdict,
)
from shuniu.routing.models import Part, Slip, Stage

_OWN = (DivisionKind.OFFICE, DivisionKind.LEADERSHIP)


@dataclass
class Hand:
    """一份: one person's share of a stage, with what was said and how long it lay there."""

    part: Part
    who: str
    state: (
        str  # planned, waiting, held (said, may still be taken back), spoken, retracted, passed_on, released
    )
    word: str = ""
    minutes: int = 0
    lay: str = ""
    note: str = ""
    is_mine: bool = False
    asides: list[Drawn] = field(default_factory=list)

    @property
    def since(self) -> datetime | None:
        return self.part.opened_at


@dataclass
class Stop:
    """一环: a stage with its hands."""

    stage: Stage
    hands: list[Hand]
    state: str
    how: str = ""  # 会签 2/3, 或签, 票签 2/3
    note: str = ""  # where the stage came from, or why it was dropped
    minutes: int = 0
    lay: str = ""

    @property
    def waiting(self) -> list[Hand]:
        return [hand for hand in self.hands if hand.state == "waiting"]

    @property
    def names(self) -> str:
        return _("、").join(
            h.who for h in self.hands if h.state not in ("passed_on", "released", "retracted")
        )


@dataclass
class Piece:
    """时间花在谁手上: one piece of the bar; `left` and `width` in hundredths of the whole."""

    who: str
    minutes: int
    lay: str
    left: float = 0.0
    width: float = 0.0
    is_now: bool = False


@dataclass
class Drawn:
    """一张单, drawn."""

    slip: Slip
    stops: list[Stop]
    bar: list[Piece]

    @property
    def now(self) -> Stop | None:
        """The stage that the paper is at; what only circulates holds nothing up."""
        return next((s for s in self.stops if s.state == StageState.OPEN and s.stage.is_main), None)

    @property
    def with_whom(self) -> list[Hand]:
        """In whose hands it is; what was asked aside is in the hands of the one asked."""
        now = self.now
        return [last for hand in (now.waiting if now else []) for last in _innermost(hand)]

    @property
    def readers(self) -> list[Hand]:
        """Who has a copy to read."""
        return [
            hand
            for stop in self.stops
            if stop.state == StageState.OPEN and not stop.stage.is_main
            for hand in stop.waiting
        ]

    @property
    def next(self) -> Stop | None:
        return next((s for s in self.stops if s.state == StageState.PLANNED and s.stage.is_main), None)

    @property
    def mine(self) -> list[Hand]:
        """My open shares: those to say something on before those to read."""
        own = [
            hand
            for stop in self.stops
            if stop.state == StageState.OPEN
            for hand in stop.hands
            if hand.is_mine and hand.state == "waiting"
        ]
        return sorted(own, key=lambda hand: not hand.part.stage.is_main)

    @property
    def my_words(self) -> list[Hand]:
        """What I said on the main line, newest first: it may still be taken back, or the rule says why not."""
        said = [
            hand
            for stop in self.stops
            if stop.stage.is_main
            for hand in stop.hands
            if hand.is_mine and hand.state in ("spoken", "held")
        ]
        return sorted(said, key=lambda hand: hand.part.decided_at or hand.part.opened_at, reverse=True)  # type: ignore[arg-type, return-value]

    @property
    def where(self) -> str:
        """流转到哪: in a few words."""
        slip = self.slip
        if slip.ended_at is None and slip.suspended is not None:
            return _("挂起:%s") % slip.suspended.reason
        if slip.ended_at is None:
            return self.now.stage.title if self.now else _("没有人在办")
        if slip.outcome == SlipOutcome.REVOKED:
            return _("已撤销:%s") % slip.reason
        if self.readers:
            read = sum(h.state == "spoken" for s in self.stops if not s.stage.is_main for h in s.hands)
            return _("传阅中 %(read)d/%(all)d") % {"read": read, "all": read + len(self._to_read)}
        return _("传阅完了") if slip.purpose == Purpose.CIRCULATE else _("走完了")

    @property
    def _to_read(self) -> list[Hand]:
        return [
            h for s in self.stops if not s.stage.is_main for h in s.hands if h.state in ("waiting", "planned")
        ]

    @property
    def is_moving(self) -> bool:
        return self.slip.ended_at is None or bool(self.readers)


def with_everything(slips) -> list[Slip]:
    """The slips of a queryset with all that is drawn of them: five statements."""
    parts = Part.objects.select_related(
        "holder__division", "standing_in_for", "decided_by", "acting_for", "for_division"
    )
    found = slips.select_related("started_by", "matter__unit", "matter__holder").prefetch_related(
        "suspensions",
        Prefetch("stages", Stage.objects.select_related("added_by")),
        Prefetch("stages__parts", parts),
        "stages__parts__asides",
    )
    return list(found)


def slips_of(matter, *, actor: Actor) -> list[Drawn]:
    """这件事的单: those of the matter itself, the ones under way first; what was asked aside stands inside its part."""
    slips = with_everything(matter.slips.all())
    for slip in slips:
        slip.matter = matter
    drawn = drawn_all(slips, actor=actor)
    return sorted(drawn, key=lambda one: (not one.is_moving, -one.slip.started_at.timestamp()))


def drawn_all(slips: Iterable[Slip], *, actor: Actor) -> list[Drawn]:
    """Each slip drawn; a slip inside a part that is among them stands inside it."""
    slips = list(slips)
    now, calendar = moment.now(), calendar_for(actor.unit)
    found = {slip.pk: drawn(slip, actor=actor, now=now, calendar=calendar) for slip in slips}
    inside = set()
    hands = {hand.part.pk: hand for one in found.values() for stop in one.stops for hand in stop.hands}
    for slip in slips:
        if slip.within_id in hands:
            hands[slip.within_id].asides.append(found[slip.pk])
            inside.add(slip.pk)
    return [one for pk, one in found.items() if pk not in inside]


def drawn(slip: Slip, *, actor: Actor, now: datetime, calendar: Calendar) -> Drawn:
    """看单: stages with their hands; asks nothing when the slip came `with_everything`."""
    stops = [_stop(stage, actor, now, calendar) for stage in slip.stages.all()]
    return Drawn(slip, stops, _bar(stops))


def _stop(stage: Stage, actor: Actor, now: datetime, calendar: Calendar) -> Stop:
    hands = [_hand(part, actor, now, calendar) for part in stage.parts.all()]
    live = [h for h in hands if h.state not in ("passed_on", "released", "retracted")]
    minutes = 0
    if stage.opened_at:
        minutes = worked(
            stage.opened_at, stage.closed_at or now, calendar, pauses=stage.slip.suspensions.all()
        )
    return Stop(
        stage,
        hands,
        stage.state,
        how=_how(stage, live),
        note=_note(stage),
        minutes=minutes,
        lay=spell(minutes, calendar, now),
    )


def _hand(part: Part, actor: Actor, now: datetime, calendar: Calendar) -> Hand:
    state = _state(part, now)
    minutes = 0
    if part.opened_at:
        minutes = worked(
            part.opened_at,
            part.decided_at or part.stage.closed_at or now,
            calendar,
            pauses=part.stage.slip.suspensions.all(),
        )
    me = actor.person.pk if actor.person else None
    own = (part.holder_id, part.standing_in_for_id, part.decided_by_id)
    return Hand(
        part,
        part.signature if part.decided_by_id else name_of(part.holder, part.standing_in_for),
        state,
        word=str(Verdict(part.verdict).label) if part.verdict else "",
        minutes=minutes,
        lay=spell(minutes, calendar, now),
        note=part.why,
        is_mine=me is not None and me in own,
    )


def _state(part: Part, now: datetime) -> str:
    if part.retracted_at is not None:
        return "retracted"
    if part.verdict == Verdict.PASSED_ON:
        return "passed_on"
    if part.verdict == Verdict.RELEASED:
        return "released"
    if part.verdict:
        held = part.settles_at is not None and part.settles_at > now
        return "held" if held else "spoken"
    open_now = part.opened_at is not None and part.stage.state == StageState.OPEN
    return "waiting" if open_now else "planned"


def _how(stage: Stage, live: list[Hand]) -> str:
    """How several count, said only where there are several."""
    spoken = sum(hand.state in ("spoken", "held") for hand in live)
    if not stage.is_main:
        return _("传阅 %(read)d/%(all)d") % {"read": spoken, "all": len(live)}
    if len(live) < 2:
        return ""
    if stage.mode == Mode.ANY:
        return _("或签,一人即可")
    if stage.mode == Mode.SHARE:
        agreed = sum(hand.part.verdict == Verdict.AGREE for hand in live)
        return _("票签,要%(need)d票,已%(agreed)d票") % {"need": stage.need or 1, "agreed": agreed}
    return _("会签 %(said)d/%(all)d") % {"said": spoken, "all": len(live)}


def _note(stage: Stage) -> str:
    said = []
    if stage.origin not in (Origin.PLANNED, Origin.TALKS):
        by = f" {stage.added_by.name}" if stage.added_by_id and stage.added_by else ""
        came = _("退回来再办") if stage.origin == Origin.RETURNED else str(Origin(stage.origin).label)
        said.append(f"{came}{by}")
    if stage.reason:
        said.append(stage.reason)
    elif stage.outcome and stage.outcome != StageOutcome.PASSED:
        said.append(str(StageOutcome(stage.outcome).label))
    return " · ".join(said)


def _innermost(hand: Hand) -> list[Hand]:
    """Whoever is asked aside has it; without one, the hand itself."""
    asked = [one for aside in hand.asides if aside.slip.is_open for one in aside.with_whom]
    return asked or [hand]


def name_of(holder: Person, standing_in_for: Person | None = None) -> str:
    """A person of the office by name, others with their body; a stand-in says for whom."""
    division = holder.division
    name = (
        f"{division.name} {holder.name}"
        if division is not None and division.kind not in _OWN
        else holder.name
    )
    if standing_in_for is not None:
        return _("%(name)s(代%(whom)s)") % {"name": name, "whom": standing_in_for.name}
    return name


def _bar(stops: list[Stop]) -> list[Piece]:
    """One piece a stage of the main line that has begun, named by its body, or the person inside the office."""
    pieces: list[Piece] = []
    for stop in stops:
        if not stop.stage.is_main or stop.stage.opened_at is None:
            continue
        who = _piece_name(stop)
        if pieces and pieces[-1].who == who:
            pieces[-1].minutes += stop.minutes
            pieces[-1].is_now = stop.state == StageState.OPEN
            pieces[-1].lay = ""
        else:
            pieces.append(Piece(who, stop.minutes, stop.lay, is_now=stop.state == StageState.OPEN))
    return laid_out(pieces)


def laid_out(pieces: list[Piece]) -> list[Piece]:
    """The pieces side by side, each as wide as its minutes; none where nothing took any time."""
    total = sum(piece.minutes for piece in pieces)
    if not total:
        return []
    left = 0.0
    for piece in pieces:
        piece.width = round(100 * piece.minutes / total, 2)
        piece.left = round(left, 2)
        left += 100 * piece.minutes / total
    return pieces


def _piece_name(stop: Stop) -> str:
    hands = [h for h in stop.hands if h.state not in ("released", "passed_on")] or stop.hands
    bodies = []
    for hand in hands:
        holder = hand.part.acting_for or hand.part.standing_in_for or hand.part.holder
        division = hand.part.holder.division
        outside = division is not None and division.kind not in _OWN
        bodies.append(division.name if outside and division else holder.name)
    bodies = list(dict.fromkeys(bodies))
    if not bodies:
        return stop.stage.title
    return bodies[0] if len(bodies) == 1 else stop.stage.title


def worked(since: datetime, until: datetime, calendar: Calendar, *, pauses=()) -> int:
    """Minutes of office hours between two moments, the suspended ones not counted."""
    start, end = moment.local(since), moment.local(until)
    minutes = calendar.working_minutes_between(start, end)
    for pause in pauses:
        begin = max(start, moment.local(pause.since))
        stop = min(end, moment.local(pause.ended)) if pause.ended else end
        if stop > begin:
            minutes -= calendar.working_minutes_between(begin, stop)
    return max(minutes, 0)


def spell(minutes: int, calendar: Calendar, now: datetime) -> str:
    """How long, as people say it: 40分钟, 3小时, 2个工作日."""
    if minutes < 60:
        return ngettext("{n}分钟", "{n}分钟", minutes).format(n=minutes) if minutes else _("刚到")
    a_day = _minutes_of_a_day(calendar)
    if minutes < a_day:
        hours = round(minutes / 60)
        return ngettext("{n}小时", "{n}小时", hours).format(n=hours)
    days = round(minutes / a_day)
    return ngettext("{n}个工作日", "{n}个工作日", days).format(n=days)


def _minutes_of_a_day(calendar: Calendar) -> int:
    spans = calendar.hours
    return sum((b.hour * 60 + b.minute) - (a.hour * 60 + a.minute) for a, b in spans)
