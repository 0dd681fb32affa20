"""给您挡下: what the office settled in the field of a leader without asking for a word, in the last thirty days."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet

from shuniu.matters.choices import State
from shuniu.matters.models import Instruction, Matter
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.routing.models import Part

SINCE = timedelta(days=30)
MOST = 999  # nobody reads a larger number


def settled(actor: Actor) -> QuerySet[Matter]:
    """Done in the own field since then; neither a word nor a part of the leader was needed for it."""
    said = Instruction.objects.filter(matter=OuterRef("pk"), leader=actor.person)
    asked = Part.objects.filter(stage__slip__matter=OuterRef("pk"), holder=actor.person)
    done = Matter.objects.visible_to(actor).filter(
        leader=actor.person, part=0, state=State.DONE, completed__gte=moment.now() - SINCE
    )
    return done.exclude(Exists(said)).exclude(Exists(asked)).order_by("-completed", "-pk")


def how_many(actor: Actor) -> int:
    if actor.person is None:
        return 0
    return settled(actor).order_by()[:MOST].count()
