"""协调: a case that two bodies dispute, on one page: what each side says, what is common, who decides (product §7.11)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Max, Q

from shuniu.desk.liaison.sheet import similar_done
from shuniu.matters import rules
from shuniu.matters.choices import State, Urgency
from shuniu.matters.models import Dispute, Matter, Refusal
from shuniu.matters.operations import lead_due
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Division, Duty, Person
from shuniu.org.readings import leader_for

MOST_FACTS = 3
MOST_UNSIGNED = 200


@dataclass(slots=True)
class Contact:
    """打给谁: a name with a number."""

    name: str
    phone: str


@dataclass
class Side:
    """一方: what a body says, on what it rests, what it wants, whom one rings, whether it agrees to the principle."""

    division: Division
    refusal: Refusal
    contacts: list[Contact] = field(default_factory=list)
    agrees: bool = False


class Case:
    """一件争议 as its page shows it."""

    def __init__(self, actor: Actor, matter: Matter):
        self.actor, self.matter = actor, matter
        self.refusals = list(matter.refusals.select_related("division__liaison", "division__head", "by"))
        found = Dispute.objects.filter(matter=matter).select_related(
            "provisional", "provisional_by", "put_to", "put_lead", "ruled_by", "ruled_for", "duty"
        )
        self.disputes = list(found.order_by("opened", "pk"))

    @property
    def exists(self) -> bool:
        return bool(self.disputes and self.refusals)

    @property
    def dispute(self) -> Dispute:
        """The open one, else the last."""
        return self.disputes[-1]

    @property
    def is_open(self) -> bool:
        """Not ruled: also of a matter that is done, whose cost is settled afterwards."""
        return self.dispute.ruled_at is None

    @property
    def since(self) -> datetime:
        return self.refusals[0].at

    @property
    def used(self) -> tuple[int, int]:
        """已用: hours and minutes from the first refusal to the ruling, or to now."""
        until = self.dispute.ruled_at or moment.now()
        minutes = max(int((until - self.since).total_seconds() // 60), 0)
        return divmod(minutes, 60)

    @cached_property
    def lead_due(self) -> datetime:
        """临时牵头 is owed by then (A-38)."""
        return lead_due(self.actor.unit, self.dispute.opened)

    @property
    def lead_is_late(self) -> bool:
        owed = self.is_open and self.matter.is_open and self.dispute.provisional_id is None
        return owed and self.lead_due < moment.now()

    @cached_property
    def sides(self) -> list[Side]:
        """Both reasons side by side; of several refusals of one body the last."""
        agreed = {
            one.division_id
            for one in self.dispute.assents.all()
            if one.principle == self.dispute.principle and self.dispute.principle
        }
        sides: dict[int, Side] = {}
        for one in self.refusals:
            if one.division is not None:
                side = Side(one.division, one, _contacts(one.division, one.by), one.division.pk in agreed)
                sides[one.division.pk] = side
        return list(sides.values())

    @property
    def is_late(self) -> bool:
        return self.matter.is_open and self.matter.due is not None and self.matter.due < moment.now()

    @property
    def others(self) -> list[Side]:
        return [side for side in self.sides if side.division.pk != self.dispute.put_lead_id]

    @cached_property
    def duties(self) -> list[Duty]:
        """职责清单 lines in force that speak of this: one of their ways of saying it stands in the title or the text."""
        text = self.matter.title + self.words
        lines = Duty.objects.filter(unit=self.actor.unit, until=None).select_related("division")
        return [line for line in lines if any(word and word in text for word in line.keywords)][:MOST_FACTS]

    @cached_property
    def words(self) -> str:
        """What came in, as it was said."""
        reading = getattr(self.matter, "reading", None)
        return reading.text if reading is not None else ""

    @cached_property
    def precedents(self) -> list[dict]:
        """先例: similar finished matters, and who did them."""
        return similar_done(self.actor, self.matter)

    @cached_property
    def leader(self) -> Person | None:
        """谁定: whom it was put to, else who is in charge of the first side today."""
        if self.dispute.put_to is not None:
            return self.dispute.put_to
        for side in self.sides:
            if leader := leader_for(side.division, moment.today()):
                return leader
        return self.matter.leader

    @property
    def proposed_lead(self) -> Division | None:
        """先提谁: the provisional lead, else who did it last time, else the first side."""
        if self.dispute.provisional is not None:
            return self.dispute.provisional
        did = [one["matter"].lead_id for one in self.precedents]
        for side in self.sides:
            if side.division.pk in did:
                return side.division
        return self.sides[0].division if self.sides else None

    @property
    def may_settle(self):
        return rules.may_settle_dispute(self.actor, self.matter)

    @property
    def may_offer(self):
        return rules.may_offer(self.actor, self.matter)

    @property
    def may_rule(self):
        return rules.may_rule(self.actor, self.matter)

    @property
    def is_for_me(self) -> bool:
        """The leader's one screen: put to me, and I am no member of the office."""
        person = self.actor.person
        return (
            self.is_open
            and person is not None
            and self.dispute.put_to_id == person.pk
            and not self.actor.in_office
        )

    @property
    def may_take_duty(self):
        return rules.may_set_duty_line(self.actor, self.dispute)

    @property
    def duty_line(self) -> dict:
        """拟加入职责清单: the line that would have spared this dispute; a line that says too little is written anew."""
        last = Duty.objects.filter(unit=self.actor.unit).aggregate(last=Max("number"))["last"] or 0
        number = self.duties[0].number if self.duties else last + 1
        what = f"{self.duties[0].what if self.duties else self.matter.title}:{self.dispute.ruling}"
        basis = "、".join(dict.fromkeys(one.clause for one in self.refusals if one.clause))
        return {
            "number": number,
            "what": what[:200],
            "division": self.dispute.ruled_for,
            "basis": basis[:200],
        }

    def phone_of(self, division: Division) -> list[Contact]:
        return next((side.contacts for side in self.sides if side.division.pk == division.pk), [])


def _contacts(division: Division, by: Person) -> list[Contact]:
    """Who said it, the liaison, the head: each once; the body's own number last."""
    people = {p.pk: p for p in (by, division.liaison, division.head) if p is not None and p.is_active}
    found = [Contact(p.name, p.phone) for p in people.values()]
    if division.phone:
        found.append(Contact(division.name, division.phone))
    return found


@dataclass(slots=True)
class Unsigned:
    """还没签收的一件, and whom to ring about it."""

    matter: Matter
    contacts: list[Contact]


def unsigned_in(actor: Actor, whole: Matter | None = None) -> list[Unsigned]:
    """谁还没签收: of one split, or of everything urgent in the office; names and numbers in one list (scene B)."""
    given = Matter.objects.visible_to(actor).filter(state=State.GIVEN)
    if whole is not None:
        given = given.filter(Q(parent=whole.pk) | Q(pk=whole.pk))
    else:
        given = given.filter(Q(urgency__gte=Urgency.URGENT) | Q(hard=True, due__lte=_tonight()))
    rows = given.select_related("holder", "lead__liaison", "lead__head").order_by("held_since", "pk")
    return [
        Unsigned(
            one, _contacts(one.lead, one.holder) if one.lead else [Contact(one.holder.name, one.holder.phone)]
        )
        for one in rows[:MOST_UNSIGNED]
        if one.holder is not None
    ]


def _tonight() -> datetime:
    return moment.now().replace(hour=23, minute=59, second=59)
