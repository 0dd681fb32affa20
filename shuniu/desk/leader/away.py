"""不在时: after an absence, what was decided in one's name, by whom and why, and what is still one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import Q

from shuniu.journal.models import Line
from shuniu.journal.sentences import read
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Absence, Person
from shuniu.org.readings import stand_in_of
from shuniu.routing.models import Part

SHOWN_FOR = timedelta(days=7)
MOST = 100


@dataclass(frozen=True, slots=True)
class Decided:
    """一行: when, on which matter, what was done, by whom."""

    at: datetime
    address: str
    number: str
    title: str
    words: str
    who: str


class Away:
    """One absence as the one who was away reads it."""

    def __init__(self, actor: Actor, absence: Absence) -> None:
        self.actor, self.absence = actor, absence

    @property
    def until(self) -> datetime:
        return self.absence.ended_at or self.absence.ends

    @property
    def is_over(self) -> bool:
        return self.until <= moment.now()

    @cached_property
    def stand_in(self) -> Person | None:
        """由谁代: named for this absence, else the filed pair as it was when it began."""
        return self.absence.stand_in or stand_in_of(self.absence.person, self.absence.starts)

    @cached_property
    def decided(self) -> list[Decided]:
        """由谁定的: every line of the journal written in this person's name meanwhile (D-10)."""
        lines = (
            Line.objects.filter(
                unit=self.actor.unit,
                acting_for=self.absence.person,
                subject_kind="matter",
                at__gte=self.absence.starts,
                at__lte=min(self.until, moment.now()),
            )
            .select_related("actor", "acting_for")
            .order_by("-at", "-id")[:MOST]
        )
        found = list(lines)
        known = {
            matter.pk: matter
            for matter in Matter.objects.visible_to(self.actor).filter(
                pk__in={line.subject_id for line in found}
            )
        }
        return [
            Decided(
                line.at,
                f"/matters/{known[line.subject_id].slug}/",
                known[line.subject_id].number,
                known[line.subject_id].title,
                read(line),
                line.actor.name if line.actor else "",
            )
            for line in found
            if line.subject_id in known
        ]

    @cached_property
    def still_mine(self) -> list[Part]:
        """还等着的: nobody has spoken yet, in one's own hand or still lent."""
        me = self.absence.person
        parts = Part.objects.waiting().filter(Q(holder=me) | Q(standing_in_for=me))
        found = list(parts.select_related("stage__slip__matter", "holder").order_by("opened_at", "pk")[:MOST])
        about = {part.stage.slip.matter_id for part in found}
        seen = set(Matter.objects.visible_to(self.actor).filter(pk__in=about).values_list("pk", flat=True))
        return [part for part in found if part.stage.slip.matter_id in seen]

    @property
    def count(self) -> int:
        return len(self.decided) + len(self.still_mine)


def last(actor: Actor) -> Away | None:
    """The absence that is under way or ended within a week; None when one was here all the time."""
    if actor.person is None:
        return None
    now = moment.now()
    absence = (
        Absence.objects.filter(
            person=actor.person, cancelled_at=None, starts__lte=now, ends__gte=now - SHOWN_FOR
        )
        .filter(Q(ended_at=None) | Q(ended_at__gte=now - SHOWN_FOR))
        .select_related("person__unit", "stand_in")
        .order_by("-starts")
        .first()
    )
    return Away(actor, absence) if absence else None
