"""原话 → 任务: what a leader's words and the demands of a paper give to whom by when; proposed to the office, never done.

The words themselves are only read. Several instructions on one paper are all kept; where two leaders name another lead
or another date, both stand side by side until somebody who may has said which holds (appendix A 37).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.translation import gettext as _

from shuniu.clock.office_calendar import calendar_for
from shuniu.journal.models import Line
from shuniu.matters.choices import DemandOutcome
from shuniu.matters.models import Demand, Instruction, Matter
from shuniu.matters.proposing.lexicon import Lexicon
from shuniu.matters.saying.moments import BY, find_moments
from shuniu.matters.saying.words import normalised
from shuniu.matters.telling import hour_told
from shuniu.org import moment
from shuniu.org.choices import DivisionKind
from shuniu.org.models import Division, Person

LEAD, DUE = "lead", "due"
TITLE = 80
MOST = 30

_SENTENCES = re.compile(r"[。;；!！\n]+")
_CLAUSES = re.compile(r"[,，]+")
# No work is given by these: they agree, or they were only read (supervision §7, read-only).
_GIVES_NOTHING = re.compile(
    r"(?:拟?同意(?:拟办|办公室意见|以上意见|所拟|上述意见|改期|延期|上会|列入议题|报送|印发|签发|变更)?|已?阅|圈阅|阅知|知悉|可以?|好|行|按拟办意见办理?|照办)"
)
_ADOPTS = re.compile(r"同意(?:拟办|办公室意见|以上意见|所拟|上述意见)|按拟办意见|照办")
_LEADS = re.compile(r"牵头|负责|主办|为主|抓总")
_HELPS = re.compile(r"配合|协助|协同|参加|参与")
_TOGETHER = re.compile(r"会同|商|联合")
_EACH = re.compile(r"分别|各自|各司其职|各按")
# Somebody to whom, from whom or about whom, not somebody who does it.
_TOWARDS = re.compile(r"(?:[到向从报送抄给找对跟和与同将把]|征求|征询|报告|根据|按照)$")
_COMRADE = re.compile(r"([\u4e00-\u9fff]{1,3})同志")
# The office itself is in every letter to it, so only at the head of a clause is it told to do something.
_OFFICE = re.compile(
    r"^(?:请|由|让|责成)?(?:[县市区]?政府|[县市区]府)?(?:办公室|政府办|府办)(?!意见|主任|拟办|的)"
)
_OPENING = re.compile(r"^(?:请|由|让|责成|要求|并|同时|另|也|再|、|和|,|，|\s)+")
_ENDING = re.compile(r"^(?:牵头|负责|主办|配合|协助|要|立即|[,，、\s])*")

_ADOPTED: list[Callable[[Matter], Iterable[tuple[int, str]]]] = []


def adopts(function: Callable[[Matter], Iterable[tuple[int, str]]]):
    """Register: (matter) → (id of an instruction, the proposal that it agreed to), from apps that know of slips."""
    _ADOPTED.append(function)
    return function


@dataclass(frozen=True)
class Proposed:
    """一项: what, whose, with whom, by when; `source` says from which words, `said` repeats them."""

    title: str
    lead: Division | None
    helpers: tuple[Division, ...] = ()
    holder: Person | None = None
    due: datetime | None = None
    said: str = ""
    who: str = ""
    instruction: int | None = None
    demand: Demand | None = None
    note: str = ""
    lead_said: bool = False


@dataclass(frozen=True)
class Option:
    """One leader's side of a difference."""

    instruction: int
    leader: str
    words: str
    value: str  # as people read it
    lead: Division | None = None
    due: datetime | None = None


@dataclass(frozen=True)
class Difference:
    """不一样: `about` the lead or the date, with every side."""

    about: str
    options: tuple[Option, ...]

    @property
    def label(self) -> str:
        return _("牵头") if self.about == LEAD else _("时限")


@dataclass(frozen=True)
class Split:
    """拆法: the parts as they would be given out, and what somebody must settle first."""

    parts: tuple[Proposed, ...]
    differences: tuple[Difference, ...]
    instructions: tuple[Instruction, ...] = field(default=())


def propose(matter: Matter, *, chosen: Mapping[str, int] | None = None) -> Split:
    """拆法 of what was said and asked on a matter and has not been given out yet.

    `chosen` {"lead" or "due": id of the instruction that holds} is applied to the parts of the others.
    """
    lexicon = Lexicon(matter.unit)
    reader = Reader(matter, lexicon)
    done = already_split(matter)
    standing = [said for said in standing_words(matter) if said.pk not in done]
    adopted: dict[int, list[str]] = {}
    for function in _ADOPTED:
        for pk, words in function(matter):
            adopted.setdefault(pk, []).append(words)
    by_words = {said.pk: reader.of(said, adopted.get(said.pk, [])) for said in standing}
    differences = _differences(standing, by_words)
    for difference in differences:
        pick = next(
            (o for o in difference.options if o.instruction == (chosen or {}).get(difference.about)), None
        )
        if pick is not None:
            by_words = _settled(by_words, difference, pick)
    parts = [part for found in by_words.values() for part in found]
    parts += [reader.of_demand(one) for one in matter.demands.filter(outcome=DemandOutcome.OPEN, task=None)]
    return Split(tuple(_once(parts)[:MOST]), tuple(differences), tuple(standing))


def standing_words(matter: Matter) -> list[Instruction]:
    """Words that hold: confirmed, or still waiting for the leader's tap; not those that were denied or taken back."""
    return list(matter.instructions.filter(denied_at=None).select_related("leader").order_by("at", "pk"))


def already_split(matter: Matter) -> set[int]:
    """Which words were given out before: the journal says so."""
    lines = Line.objects.about(matter).filter(verb="matter.split").values_list("particulars", flat=True)
    return {pk for told in lines for pk in told.get("instructions", ())}


class Reader:
    """Reads words of one unit: its bodies, its people, its calendar."""

    def __init__(self, matter: Matter, lexicon: Lexicon) -> None:
        self.matter, self.lexicon = matter, lexicon
        self.calendar = calendar_for(matter.unit)
        self._people: dict[str, list[Person]] | None = None

    def of(self, said: Instruction, adopted: Iterable[str] = ()) -> list[Proposed]:
        """The parts of one instruction; where it only agrees, those of the proposal it agreed to."""
        texts = [said.words, *(adopted if _ADOPTS.search(said.words) or _only_agrees(said.words) else ())]
        return [
            part
            for text in texts
            for sentence in _SENTENCES.split(text)
            for part in self._sentence(sentence, said)
        ]

    def of_demand(self, demand: Demand) -> Proposed:
        """A demand of the paper with the lead and the date that the paper gives it."""
        known = self.lexicon.find(demand.lead_text) if demand.lead is None and demand.lead_text else None
        lead = demand.lead or (known.division if known else None)
        helpers = [self.lexicon.find(name) for name in re.split(r"[、,，\s]+", demand.support_text) if name]
        text = " ".join(demand.text.split())
        return Proposed(
            text[:TITLE],
            lead or self.matter.lead,
            tuple(dict.fromkeys(known.division for known in helpers if known and known.division != lead)),
            due=demand.due,
            said=text,
            who=_("来文第%d项") % demand.order,
            demand=demand,
            lead_said=lead is not None,
        )

    def _sentence(self, sentence: str, said: Instruction) -> list[Proposed]:
        sentence = sentence.strip()
        if not sentence or _only_agrees(sentence):
            return []
        parts: list[Proposed] = []
        before = ""  # clauses in which nobody was named yet
        together = 0  # where the parts begin that the next words belong to
        for clause in filter(None, (one.strip() for one in _CLAUSES.split(sentence))):
            if _only_agrees(clause):
                continue
            bodies = self._doers(clause)
            if not bodies:
                person = self._comrade(clause)
                if person is not None and person.division is not None and not _is_leader(person):
                    together = len(parts)
                    parts.append(self._part(clause, said, person.division, (), holder=person))
                elif parts:
                    parts[together:] = [
                        replace(one, title=f"{one.title},{clause}", said=f"{one.said},{clause}")
                        for one in parts[together:]
                    ]
                else:
                    before = f"{before},{clause}" if before else clause
                continue
            if _HELPS.search(clause) and not _LEADS.search(clause) and parts:
                last = parts[-1]
                helpers = tuple(dict.fromkeys([*last.helpers, *(b for b in bodies if b != last.lead)]))
                parts[-1] = replace(last, helpers=helpers, said=f"{last.said},{clause}")
                continue
            lead, helpers = self._roles(clause, bodies)
            together = len(parts)
            if _EACH.search(clause):
                parts += [self._part(clause, said, body, ()) for body in bodies]
            else:
                parts.append(self._part(clause, said, lead, helpers))
        if not parts:
            whole = self._part(sentence, said, None, ())
            person = self._comrade(sentence)
            note = _("原话点了%s") % person.name if person is not None else ""
            parts = [replace(whole, note=note)]
        elif before:
            parts[0] = replace(parts[0], said=f"{before},{parts[0].said}")
        parts = [replace(part, title=self._title(part.title)) for part in parts]
        return self._dated(parts, sentence)

    def _part(self, text: str, said: Instruction, lead: Division | None, helpers, *, holder=None) -> Proposed:
        return Proposed(
            text,  # shortened to what is to be done once all of it is read
            lead or self.matter.lead,
            tuple(helpers),
            holder=holder,
            said=text,
            who=said.leader.name,
            instruction=said.pk,
            lead_said=lead is not None,
        )

    def _title(self, text: str) -> str:
        """Its own part in words: without who does it, where that stands at the head."""
        rest = _OPENING.sub("", _OFFICE.sub("", text))
        while True:
            named = next((place for place in self.lexicon.places(rest) if place[0] == 0), None)
            if named is None:
                break
            rest = _OPENING.sub("", rest[named[1] :])
        rest = _ENDING.sub("", rest)
        return (rest if len(rest) >= 2 else text)[:TITLE]

    def _doers(self, clause: str) -> list[Division]:
        """Bodies of this clause that shall do something, in their order."""
        found = [
            body for start, _end, body in self.lexicon.places(clause) if not _TOWARDS.search(clause[:start])
        ]
        if not found and self.lexicon.office is not None and _OFFICE.match(clause):
            found = [self.lexicon.office]
        return list(dict.fromkeys(found))

    def _roles(self, clause: str, bodies: list[Division]) -> tuple[Division, tuple[Division, ...]]:
        """Who leads: whoever stands before 牵头; without that the first named. All others help."""
        lead = bodies[0]
        said = _LEADS.search(clause)
        if said:
            before = [
                body
                for start, _e, body in self.lexicon.places(clause)
                if start < said.start() and body in bodies
            ]
            lead = before[0] if before else lead
        return lead, tuple(body for body in bodies if body != lead)

    def _dated(self, parts: list[Proposed], sentence: str) -> list[Proposed]:
        """Each part its own date; one without has that of the sentence."""
        whole = self._due(sentence)
        return [replace(part, due=self._due(part.said) or whole) for part in parts]

    def _due(self, text: str) -> datetime | None:
        now = moment.local(moment.now())
        known = [one for one in find_moments(normalised(text), now, self.calendar) if one.is_known]
        # A date said with 前 binds more than one that is only named; of several the first, what follows explains.
        bound = [one for one in known if one.sort == BY] or known[-1:]
        due = bound[0].due() if bound else None
        return moment.aware(due) if due is not None else None

    def _comrade(self, text: str) -> Person | None:
        """知行同志: somebody of the unit by name or given name; two who share it are nobody."""
        for match in _COMRADE.finditer(text):
            for length in range(len(match[1]), 0, -1):
                people = self._called(match[1][-length:])
                if len(people) == 1:
                    return people[0]
        return None

    def _called(self, name: str) -> list[Person]:
        if self._people is None:
            self._people = {}
            active = Person.objects.active().filter(unit=self.matter.unit).select_related("division", "unit")
            for person in active:
                for called in {person.name, person.name[1:]} - {""}:
                    self._people.setdefault(called, []).append(person)
        return self._people.get(name, [])


def _only_agrees(text: str) -> bool:
    return _GIVES_NOTHING.fullmatch(text.strip().rstrip("。.!！")) is not None


def _is_leader(person: Person) -> bool:
    return person.division is not None and person.division.kind == DivisionKind.LEADERSHIP


def _once(parts: list[Proposed]) -> list[Proposed]:
    """The same thing said twice is one task: same lead, same words."""
    found: dict[tuple, Proposed] = {}
    for part in parts:
        found.setdefault((part.lead.pk if part.lead else None, part.title, part.due), part)
    return list(found.values())


def _differences(standing: list[Instruction], by_words: Mapping[int, list[Proposed]]) -> list[Difference]:
    """Where different leaders name another lead, or another date; one leader's later words only add to the earlier."""
    found = []
    for about in (LEAD, DUE):
        options: dict[int, Option] = {}
        for said in standing:
            parts = by_words[said.pk]
            if about == LEAD:
                lead = next((part.lead for part in parts if part.lead_said), None)
                if lead is not None:
                    options[said.leader_id] = Option(
                        said.pk, said.leader.name, said.words, lead.name, lead=lead
                    )
            else:
                due = next((part.due for part in parts if part.due), None)
                if due is not None:
                    options[said.leader_id] = Option(
                        said.pk, said.leader.name, said.words, _day(due), due=due
                    )
        if len({(o.lead.pk if o.lead else None, o.due) for o in options.values()}) > 1:
            found.append(Difference(about, tuple(options.values())))
    return found


def _settled(
    by_words: Mapping[int, list[Proposed]], difference: Difference, pick: Option
) -> dict[int, list[Proposed]]:
    """The parts with one side's lead or date in place of the others'; who does not lead any more helps."""
    losing = {o.instruction: o for o in difference.options if o.instruction != pick.instruction}
    found = {}
    for pk, parts in by_words.items():
        other = losing.get(pk)
        found[pk] = [_with(part, difference.about, other, pick) if other else part for part in parts]
    return found


def _with(part: Proposed, about: str, other: Option, pick: Option) -> Proposed:
    if about == LEAD and part.lead == other.lead and pick.lead is not None and part.lead is not None:
        helpers = dict.fromkeys([*part.helpers, part.lead])
        return replace(part, lead=pick.lead, helpers=tuple(h for h in helpers if h != pick.lead), holder=None)
    if about == DUE and part.due == other.due:
        return replace(part, due=pick.due)
    return part


def _day(due: datetime) -> str:
    return hour_told(moment.local(due))
