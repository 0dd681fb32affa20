"""该谁办: at most three bodies, each with one reason for and one against. Never a score on the screen (product §5.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Max

from shuniu.matters.models import Habit, Matter, Refusal
from shuniu.matters.proposing.lexicon import COUNTERPART, Known, Lexicon
from shuniu.matters.proposing.likeness import covering, grams
from shuniu.matters.telling import told as _
from shuniu.org import moment
from shuniu.org.models import Absence, Division, Duty, Person
from shuniu.org.readings import answers_for

MOST = 3
WHOLE_HIT = 6  # characters of keywords hit, from which a line of the register counts in full
IN_HAND = 7  # ordinary matters in one hand; more is said as a reason against (product §5.1)

# What speaks for a body, strongest first. The numbers only order; nobody ever sees them.
PRINTED, COUNTERPART_PRINTED, DUTY, LEARNT, CALLED, LAST_TIME, NAMED = 100, 60, 40, 34, 30, 26, 6


@dataclass
class Candidate:
    """A body that may lead: who would hold it, what speaks for it and what against."""

    division: Division
    weight: float = 0
    reasons: list[tuple[float, str]] = field(default_factory=list)
    against: str = ""
    holder: Person | None = None
    load: int = 0
    others: int = 0  # demands of the same paper that are another body's

    @property
    def why(self) -> str:
        return max(self.reasons, key=lambda pair: pair[0])[1] if self.reasons else ""


class Field:
    """谁管什么 of one unit, read once for a proposal: names, duties, habits, load, absences."""

    def __init__(self, lexicon: Lexicon, *, sender: str) -> None:
        self.lexicon = lexicon
        self.unit = lexicon.unit
        today = moment.today()
        self._duties = [
            (duty, grams(duty.what), [k for k in duty.keywords or [] if len(k) >= 2])
            for duty in Duty.objects.filter(unit=self.unit).on(today).select_related("person")
        ]
        self._habits: dict[str, Counter[str]] = {}
        if sender:
            for habit in Habit.objects.filter(unit=self.unit, sender=sender[:200]):
                self._habits.setdefault(habit.field, Counter())[habit.value] = habit.count
        self._loads: dict[int, int] | None = None
        self._away: dict[int, Absence] | None = None
        self._holders: dict[int, Person] = {}

    def habit(self, name: str) -> tuple[str, int] | None:
        """What people made of this sender's papers before: the value seen at least twice and twice as often."""
        seen = self._habits.get(name)
        if not seen:
            return None
        (value, count), *rest = seen.most_common(2)
        return (value, count) if count >= 2 and (not rest or count >= 2 * rest[0][1]) else None

    def duties_for(self, text: str, title: str = "") -> list[tuple[float, Duty]]:
        """Lines of the duty register that speak of this text, the best first; a title says more than a body."""
        words = grams(text)
        found = []
        for duty, what, keywords in self._duties:
            hits = [k for k in keywords if k in text]
            strength = sum(len(k) * (3 if k in title else 1) for k in hits) + 6 * (len(what & words) >= 4 and covering(what, words) >= 0.6)
            if strength:
                found.append((strength, duty))
        return sorted(found, key=lambda pair: (-pair[0], pair[1].number))

    def candidates(
        self,
        text: str,
        *,
        title: str = "",
        printed: Sequence[Known] = (),
        precedents: Iterable[Matter] = (),
        caller: Known | None = None,
    ) -> list[Candidate]:
        """Whose it is, the likeliest first; empty when nothing speaks for anybody."""
        found: dict[int, Candidate] = {}

        def speak(division: Division, weight: float, why: str) -> None:
            candidate = found.setdefault(division.pk, Candidate(self.lexicon.divisions.get(division.pk, division)))
            candidate.weight += weight
            candidate.reasons.append((weight, why))

        for order, known in enumerate(printed):
            if known.how == COUNTERPART:
                speak(known.division, COUNTERPART_PRINTED - order, _("原文写%s,本级对口") % known.said)
            else:
                speak(known.division, PRINTED - order, _("原文写明%s") % known.said)
        if caller is not None and caller.how != COUNTERPART:
            speak(caller.division, CALLED, _("是它打来的电话"))
        duties = self.duties_for(text, title)
        for strength, duty in duties[:4]:
            full = min(1.0, strength / max(duties[0][0], WHOLE_HIT))
            speak(
                duty.division, DUTY * full, _("职责清单第%(n)d条:%(what)s") % {"n": duty.number, "what": duty.what[:24]}
            )
        learnt = self.habit("lead")
        if learnt:
            division = next((d for d in self.lexicon.divisions.values() if d.name == learnt[0]), None)
            if division:
                speak(division, LEARNT, _("这家的来文前%d次都给了它") % learnt[1])
        for order, matter in enumerate(precedents):
            if matter.lead_id in self.lexicon.divisions and order < 3:
                speak(matter.lead, LAST_TIME / (order + 1), _("上次类似的由它办(%s)") % name_of(matter))
        for pk, count in self.lexicon.mentions(text).most_common(6):  # the weakest: being named is not leading
            weight = NAMED * min(count, 3) / (1 if count > 1 else 1.5)
            speak(self.lexicon.divisions[pk], weight, _("正文提到%d次") % count)
        return sorted(found.values(), key=lambda c: (-c.weight, c.division.order, c.division.pk))

    def weighed(self, candidates: list[Candidate], *, refused_in: Iterable[Matter] = ()) -> list[Candidate]:
        """The first three with the hand each would fall into, its load, and what speaks against."""
        first = candidates[:MOST]
        if not first:
            return []
        refused = self._refused(first, refused_in)
        for candidate in first:
            candidate.holder = self.holder_of(candidate.division)
            candidate.load = self.load(candidate.holder)
            away = self.away(candidate.holder)
            strongest = max((w for w, _why in candidate.reasons), default=0)
            if candidate.division.pk in refused:
                candidate.against = _("类似的上次说过不归它(%s)") % name_of(refused[candidate.division.pk])
            elif away:
                candidate.against = _("%(name)s外出到%(day)s") % {
                    "name": candidate.holder.name,
                    "day": moment.local(away.ends).strftime("%-m/%-d"),
                }
            elif candidate.load >= IN_HAND:
                candidate.against = _("%(name)s手上已有%(n)d件") % {"name": candidate.holder.name, "n": candidate.load}
            elif candidate.others:
                candidate.against = _("另外%d项归别家") % candidate.others
            elif strongest < PRINTED - 20 and not any(DUTY / 2 <= w <= DUTY for w, _why in candidate.reasons):
                candidate.against = _("原文和职责清单都没写明是它")
            elif strongest < PRINTED - 20:
                candidate.against = _("原文没有点名")
            else:
                candidate.against = _("手上%d件") % candidate.load if candidate.load else _("没看到不合适的")
        return first

    def holder_of(self, division: Division) -> Person:
        if division.pk not in self._holders:
            self._holders[division.pk] = answers_for(division)
        return self._holders[division.pk]

    def load(self, person: Person) -> int:
        """Open items in a person's hand; all liaisons of the unit are counted in one statement."""
        if self._loads is None:
            people = {d.liaison_id or d.head_id for d in self.lexicon.divisions.values()} - {None}
            self._loads = dict.fromkeys(people, 0)
            rows = Matter.objects.filter(holder__in=people, is_open=True).values_list("holder").annotate(n=Count("id"))
            self._loads.update(dict(rows))
        if person.pk not in self._loads:
            self._loads[person.pk] = Matter.objects.filter(holder=person, is_open=True).count()
        return self._loads[person.pk]

    def away(self, person: Person) -> Absence | None:
        if self._away is None:
            rows = Absence.objects.at(moment.now()).filter(person__unit=self.unit)
            self._away = {row.person_id: row for row in rows}
        return self._away.get(person.pk)

    def _refused(self, candidates: list[Candidate], matters: Iterable[Matter]) -> dict[int, Matter]:
        known = {m.pk: m for m in matters}
        if not known:
            return {}
        rows = (
            Refusal.objects.filter(matter__in=known, division__in=[c.division.pk for c in candidates])
            .values_list("division_id")
            .annotate(last=Max("matter_id"))
        )
        return {division: known[last] for division, last in rows}


def is_clear(candidates: Sequence[Candidate]) -> bool:
    """确定: printed in the paper, or well ahead of the second; otherwise somebody must look."""
    if not candidates:
        return False
    first = candidates[0].weight
    second = candidates[1].weight if len(candidates) > 1 else 0
    return first >= PRINTED - 5 or (first >= DUTY and first >= 2 * second)


def name_of(matter: Matter) -> str:
    """№0873, with its year when that is not this one."""
    return matter.number if matter.year == moment.today().year else f"{matter.year} {matter.number}"
