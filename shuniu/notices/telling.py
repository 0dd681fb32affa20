"""告诉: a line of the journal becomes one notice for each person told, in the transaction of the act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from shuniu.clock import errands
from shuniu.clock.models import Errand
from shuniu.journal.models import Line
from shuniu.journal.recording import listen_all
from shuniu.journal.verbs import verb_of
from shuniu.matters.choices import State, Urgency
from shuniu.matters.models import Instruction, Matter
from shuniu.notices import quiet
from shuniu.notices.choices import EMERGENCIES, INTERRUPTING, Reason
from shuniu.notices.models import Notice
from shuniu.notices.sending import say_at_once
from shuniu.org import moment
from shuniu.org.choices import Role
from shuniu.org.models import Absence, Person, Unit
from shuniu.org.readings import present
from shuniu.routing.choices import Box
from shuniu.routing.models import Part

ARRIVALS = ("matter.captured", "matter.read")
WORDS_ON_A_SLIP = ("slip.decided", "slip.settled")
BREAK_IN = "notices.break_in"


@dataclass(frozen=True)
class Told:
    """One person to be told, for whom they stand in, and what it is to them."""

    person: Person
    instead_of: Person | None
    reason: str
    in_hand: bool


@listen_all
def hear(line: Line) -> None:
    """Every line passes here; most tell nobody and cost nothing."""
    if line.verb in ("absence.began", "absence.ended"):
        tell_of_an_absence(line)
        return
    verb = verb_of(line.verb)
    people = {person.pk: person for person in verb.tells(line)} if verb.tells else {}
    arrival = line.verb in ARRIVALS
    word = _leaders_word(line)
    if not (people or arrival or word):
        return
    matter = _matter_of(line)
    if arrival:
        people.update((person.pk, person) for person in _who_answers_for_an_arrival(matter, line))
    if word and matter is not None and matter.holder is not None:
        people.setdefault(matter.holder.pk, matter.holder)
    people.pop(line.actor_id or 0, None)
    if people:
        tell(people.values(), matter, line, word=word, once=verb.once or arrival)


def tell(
    people: Iterable[Person],
    matter: Matter | None,
    line: Line | None,
    *,
    word: bool = False,
    once: bool = False,
    reason: str = "",
) -> list[Notice]:
    """One notice for each of them, or for the B of whoever is away; `once`: not again while the last one stands."""
    unit, at, after = _where_it_stands(matter, line)
    hands = hands_of(matter)
    told = [
        Told(person, instead_of, reason or _reason(matter, person, hands, line, word), person.pk in hands)
        for person, instead_of in _reachable(people, matter, at)
    ]
    told = _not_again(told, matter, unit, at, once=once)
    if not told:
        return []
    duty, choices = set(), {}
    if any(one.reason in INTERRUPTING for one in told):
        duty = {shift.person_id for shift in quiet.on_duty(unit, at)}
        choices = quiet.choices_of(one.person for one in told)
    notices = []
    for one in told:
        notice = Notice(
            unit=unit, person=one.person, instead_of=one.instead_of, matter=matter, line=line, after=after,
            reason=one.reason, in_hand=one.in_hand, at=at,
        )  # fmt: skip
        notices.append(notice)
    Notice.objects.bulk_create(notices)
    for notice in notices:
        if notice.reason in INTERRUPTING:
            due = quiet.when_to_tell(
                notice.person, notice.reason, at, duty=duty, choice=choices.get(notice.person_id)
            )
            if due <= at:
                say_at_once(notice)
            else:
                errands.ask(BREAK_IN, unit=unit, key=f"{BREAK_IN}:{notice.pk}", due=due, notice=notice.pk)
    return notices


def tell_of_an_absence(line: Line) -> None:
    """外出: whoever goes and whoever takes over are told once, not matter by matter (product §4.3)."""
    absence = (
        Absence.objects.filter(pk=line.particulars.get("absence"))
        .select_related("person__unit", "stand_in")
        .first()
    )
    if absence is None:
        return
    both = [person for person in (absence.person, absence.stand_in) if person is not None]
    Notice.objects.bulk_create(
        Notice(unit=absence.person.unit, person=person, line=line, at=line.at)
        for person in both
        if person.pk != line.actor_id
    )


def hands_of(matter: Matter | None) -> set[int]:
    """In whose hand it is: the holder, whoever has a part of its slips, the leader whose word waits for the tap."""
    if matter is None:
        return set()
    hands = {matter.holder_id} if matter.is_open and matter.holder_id else set()
    hands |= set(
        Part.objects.waiting().filter(stage__slip__matter=matter).values_list("holder_id", flat=True)
    )
    words = Instruction.objects.filter(matter=matter, confirmed_at=None, denied_at=None)
    return hands | set(words.values_list("leader_id", flat=True))


def _leaders_word(line: Line) -> bool:
    """Is this a leader's fresh instruction?"""
    if line.verb == "matter.instructed":
        return True
    if line.verb not in WORDS_ON_A_SLIP:
        return False
    return Part.objects.filter(pk=line.particulars.get("part"), instruction__isnull=False).exists()


def _matter_of(line: Line) -> Matter | None:
    """The matter that a line is about: its subject, or the one its subject belongs to."""
    if isinstance(line.born, Matter):
        return line.born
    pk: int | None = line.subject_id
    if line.subject_kind != "matter":
        model = _model_with_a_matter(line.subject_kind)
        if model is None:
            return None
        pk = model._base_manager.filter(pk=line.subject_id).values_list("matter_id", flat=True).first()
    if pk is None:
        return None
    return Matter.objects.select_related("unit", "holder", "leader").filter(pk=pk).first()


@cache
def _model_with_a_matter(kind: str):
    for model in apps.get_models():
        if model._meta.model_name == kind and model.__module__.startswith("shuniu."):
            try:
                field = model._meta.get_field("matter")
            except FieldDoesNotExist:
                continue
            if field.is_relation and field.related_model is Matter:
                return model
    return None


def _where_it_stands(matter: Matter | None, line: Line | None):
    """Unit, hour and the last line of the matter's chain; for what time itself finds there is no new line."""
    if matter is not None and (line is None or line.subject_kind != "matter"):
        after = Line.objects.about(matter).order_by("-seq").values_list("seq", flat=True).first() or 0
    else:
        after = line.seq if line is not None else 0
    if line is not None:
        return matter.unit if matter is not None else Unit.objects.get(pk=line.unit_id), line.at, after
    assert matter is not None, "a notice is about a line or about a matter"
    return matter.unit, moment.now(), after


def _who_answers_for_an_arrival(matter: Matter | None, line: Line) -> list[Person]:
    """特急 or an emergency has come in: who is on duty, the director, its leader and whoever registers it."""
    if matter is None or matter.state != State.PENDING or not _is_pressing(matter):
        return []
    on_duty = [shift.person for shift in quiet.on_duty(matter.unit, line.at)]
    directors = Person.objects.active().filter(unit=matter.unit).with_role(Role.DIRECTOR).in_order()[:1]
    found = [*on_duty, *directors, matter.holder, matter.leader]
    return [person for person in found if person is not None]


def _is_pressing(matter: Matter) -> bool:
    return matter.urgency == Urgency.EXTRA or matter.kind in EMERGENCIES


def _reason(matter: Matter | None, person: Person, hands: set[int], line: Line | None, word: bool) -> str:
    """One of the four reasons, or it waits (product §9.4)."""
    if matter is None:
        return Reason.LATER
    answers = person.pk in hands or (line is not None and line.verb in ARRIVALS)
    if answers and matter.kind in EMERGENCIES:
        return Reason.EMERGENCY
    if answers and matter.urgency == Urgency.EXTRA:
        return Reason.EXTRA
    if word and _has_to_do_it(matter, person):
        return Reason.LEADERS_WORD
    return Reason.LATER


def _has_to_do_it(matter: Matter, person: Person) -> bool:
    """A leader's word goes to its holder; who only has to speak next on the slip waits like everybody."""
    if matter.is_open and matter.holder_id == person.pk:
        return True
    parts = Part.objects.waiting().filter(stage__slip__matter=matter, holder=person)
    return parts.filter(stage__box=Box.HANDLE).exists()


def _reachable(people: Iterable[Person], matter: Matter | None, at) -> list[tuple[Person, Person | None]]:
    """Each person, or the B of one who is away; nobody twice. A leader's own tap cannot be given by another."""
    people = list(people)
    away = set(
        Absence.objects.at(at).filter(person__in=[p.pk for p in people]).values_list("person_id", flat=True)
    )
    only_mine: set[int] = set()
    if away and matter is not None:
        words = Instruction.objects.filter(matter=matter, leader__in=away, confirmed_at=None, denied_at=None)
        only_mine = set(words.values_list("leader_id", flat=True))
    found: dict[int, tuple[Person, Person | None]] = {}
    for person in people:
        if not person.is_active:
            continue
        reached = present(person, at) if person.pk in away - only_mine else (person, None)
        found.setdefault(reached[0].pk, reached)
    return list(found.values())


def _not_again(told: list[Told], matter: Matter | None, unit, at, *, once: bool) -> list[Told]:
    """Nobody is interrupted twice for one paper and one reason; `once` leaves out who knows already."""
    interrupts = any(one.reason in INTERRUPTING for one in told)
    if matter is None or not told or not (once or interrupts):
        return told
    family = [matter.pk, *([matter.parent_id] if matter.parent_id else [])]
    rows = Notice.objects.filter(person__in=[one.person.pk for one in told])
    beside = Matter.objects.filter(parent_id=matter.parent_id) if matter.parent_id else Matter.objects.none()
    rows = rows.filter(matter__in=family) | rows.filter(matter__in=beside.values("pk"))
    said = list(rows.standing(unit, at).values_list("person_id", "matter_id", "reason"))
    kept = []
    for one in told:
        own = [reason for person, pk, reason in said if person == one.person.pk and pk == matter.pk]
        if once and (one.reason in own or (own and one.reason == Reason.LATER)):
            continue
        knocked = any(person == one.person.pk and reason == one.reason for person, _pk, reason in said)
        if one.reason in INTERRUPTING and knocked and one.reason != Reason.LEADERS_WORD:
            one = Told(one.person, one.instead_of, Reason.LATER, one.in_hand)
        kept.append(one)
    return kept


@errands.errand(BREAK_IN)
def break_in(errand: Errand) -> None:
    """到点再说: what had to wait for the end of the night or of a rest, if it still stands."""
    found = Notice.objects.filter(pk=errand.payload["notice"], told_at=None)
    notice = found.standing(errand.unit, moment.now()).select_related("unit", "person__unit").first()
    if notice is not None:
        say_at_once(notice)
