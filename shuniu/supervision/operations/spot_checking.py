"""抽查: lots are drawn from what was reported done, two people look, and what was untrue goes back to be done again."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, When
from django.utils.translation import gettext as _

from shuniu.journal.recording import Entry, record
from shuniu.matters.choices import State
from shuniu.matters.models import DueChange, Feedback, Instruction, Matter
from shuniu.matters.operations.changing import change, hand_to, locked
from shuniu.matters.operations.handling import mark_untrue
from shuniu.matters.proposing.likeness import grams, likeness
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Person, Unit
from shuniu.org.refusals import Refused, require
from shuniu.supervision import rules
from shuniu.supervision.choices import Found
from shuniu.supervision.drawing import Lot, drawn
from shuniu.supervision.given_out import followed
from shuniu.supervision.history import unrestricted
from shuniu.supervision.models import Draw, Item, SpotCheck

SHARE = 0.15  # of a quarter, where nobody says how many
FEWEST, MOST = 1, 60
MOST_LOTS = 2000
COPIED = 0.85  # two reports this alike are looked at
SHORT = 8  # words in common of very short reports say nothing


def quarter_of(day: date) -> tuple[date, date]:
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    return first, (first + timedelta(days=95)).replace(day=1) - timedelta(days=1)


def lots_of(unit: Unit, first: date, last: date) -> list[Lot]:
    """签筒: what was reported done or settled in these days, not yet checked by lot, with the reasons for its weight."""
    since = moment.aware(datetime.combine(first, time()))
    until = moment.aware(datetime.combine(last, time(23, 59, 59)))
    found = (
        followed(unrestricted(unit))
        .filter(state__in=[State.DONE, State.REPORTED], reported_at__gte=since, reported_at__lte=until)
        .exclude(Exists(SpotCheck.objects.filter(matter=OuterRef("pk"))))
        .exclude(Exists(Item.objects.filter(matter=OuterRef("pk"), cancelled_at__isnull=False)))
        .annotate(
            told=Exists(Instruction.objects.filter(matter=OuterRef("pk"), denied_at=None)),
            extended=Exists(DueChange.objects.filter(matter=OuterRef("pk"), granted=True)),
            doubtful=Exists(Feedback.objects.filter(matter=OuterRef("pk"), untrue=True)),
            unchecked=Case(When(state=State.REPORTED, then=True), default=False, output_field=BooleanField()),
        )
        .order_by("pk")
        .values_list(
            "pk", "lead_id", "due", "reported_at", "from_above", "told", "extended", "doubtful", "unchecked"
        )[:MOST_LOTS]
    )
    rows = list(found)
    untrue = Counter(
        Feedback.objects.filter(matter__unit=unit, untrue=True).values_list("matter__lead_id", flat=True)
    )
    copied = _copied([row[0] for row in rows])
    lots = []
    for pk, lead, due, reported, above, told, extended, doubtful, unchecked in rows:
        reasons = [
            name
            for name, holds in (
                ("late", due is not None and reported > due),
                ("from_above", above),
                ("instructed", told),
                ("extended", extended),
                ("untrue_before", bool(lead and untrue[lead])),
                ("copied", pk in copied),
                ("doubtful", doubtful and unchecked),
            )
            if holds
        ]
        lots.append(Lot(pk, tuple(reasons)))
    return lots


def _copied(ids: list[int]) -> set[int]:
    """雷同: a later report of one matter that says what an earlier one of it said."""
    said: dict[int, list[frozenset[str]]] = defaultdict(list)
    found = set()
    rows = (
        Feedback.objects.filter(matter__in=ids)
        .order_by("matter_id", "at", "id")
        .values_list("matter_id", "words")
    )
    for pk, words in rows:
        now = grams(words[:300])
        if len(now) >= SHORT and any(likeness(now, before) > COPIED for before in said[pk]):
            found.add(pk)
        said[pk].append(now)
    return found


def draw(
    *, by: Actor, seed: int, wanted: int | None = None, first: date | None = None, last: date | None = None
) -> Draw:
    """抽签: the seed, the lots and their weights are kept, so that anybody can draw them again and get the same."""
    require(rules.may_draw(by))
    begins, ends = quarter_of(moment.today())
    first, last = first or begins, last or ends
    with record("draw.made", by=by) as line:
        lots = lots_of(by.unit, first, last)
        if not lots:
            raise Refused(_("这段日子没有报结的,没有可抽的"), "empty")
        if wanted is None:
            wanted = round(len(lots) * SHARE)
        wanted = min(max(wanted, FEWEST), MOST)
        made = Draw.objects.create(
            unit=by.unit,
            seed=seed,
            first=first,
            last=last,
            population=[[lot.pk, lot.weight, list(lot.reasons)] for lot in lots],
            wanted=wanted,
            drawn_at=moment.now(),
            drawn_by=by.somebody,
        )
        chosen = drawn(lots, seed=seed, wanted=wanted)
        SpotCheck.objects.bulk_create(
            SpotCheck(
                draw=made, matter_id=lot.pk, weight=lot.weight, reasons=list(lot.reasons), certain=lot.certain
            )
            for lot in chosen
        )
        line.subject = made
        line.update(seed=seed, lots=len(lots), drawn=len(chosen))
    return made


def drawn_again(made: Draw) -> list[int]:
    """复抽: the matters that the kept seed draws from the kept lots."""
    lots = [Lot(pk, tuple(reasons)) for pk, _weight, reasons in made.population]
    return [lot.pk for lot in drawn(lots, seed=made.seed, wanted=made.wanted)]


def name_checkers(
    check: SpotCheck, *, people: tuple[Person, Person], by: Actor, unannounced: bool = False
) -> SpotCheck:
    """定两位核查人."""
    with record("check.given", by=by, subject=check.matter) as line:
        locked(check.matter)
        check = _locked(check)
        require(rules.may_name_checkers(by, check, people))
        SpotCheck.objects.filter(pk=check.pk).update(
            first_checker=people[0], second_checker=people[1], unannounced=unannounced
        )
        line.update(check=check.pk, first=people[0].name, second=people[1].name)
    check.refresh_from_db()
    return check


def record_check(check: SpotCheck, *, outcome: str, words: str, by: Actor) -> SpotCheck:
    """记抽查结果: true stays; weak or untrue is done again, and what was untrue is marked so for good."""
    if outcome not in Found.values:
        raise Refused(_("写明属实、不到位还是不实"), "outcome", "outcome")
    if not words.strip():
        raise Refused(_("写一句看到了什么"), "words", "words")
    with transaction.atomic():
        matter = locked(check.matter)
        check = _locked(check)
        require(rules.may_record(by, check))
        with record("check.made", by=by, subject=matter) as line:
            SpotCheck.objects.filter(pk=check.pk).update(
                outcome=outcome, words=words, checked_at=moment.now(), checked_by=by.person
            )
            line.update(outcome=str(Found(outcome).label), words=words, check=check.pk)
            if outcome == Found.UNTRUE:
                mark_untrue(matter)
            if outcome != Found.TRUE and matter.state in (State.DONE, State.REPORTED):
                _done_again(line, matter)
    check.refresh_from_db()
    return check


def _done_again(line: Entry, matter: Matter) -> None:
    """退回重办: what was settled or reported is in hand again; the two who looked need no other power for it."""
    holder = matter.standing_in_for or matter.holder
    hand = hand_to(holder) if holder is not None else {}
    change(
        line,
        matter,
        state=State.IN_HAND,
        completed=None,
        verified_by=None,
        reported_at=None,
        reported_by=None,
        **hand,
    )


def _locked(check: SpotCheck) -> SpotCheck:
    return SpotCheck.objects.select_for_update(of=("self",)).select_related("matter", "draw").get(pk=check.pk)


def waiting(unit: Unit):
    """抽中待核."""
    return SpotCheck.objects.filter(draw__unit=unit, checked_at=None)


def checks_of(person: Person):
    return SpotCheck.objects.filter(Q(first_checker=person) | Q(second_checker=person), checked_at=None)
