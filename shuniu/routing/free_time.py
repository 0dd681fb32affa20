"""空当: when a leader can next look at a paper, worked out from what stands on the day; nobody is pressed (product §3.3 C)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from shuniu.clock.office_calendar import calendar_for
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.models import Person
from shuniu.routing.choices import Box
from shuniu.routing.models import Part
from shuniu.routing.planned import Planned

LEAST = timedelta(minutes=20)  # less is no time to read
BREATH = timedelta(minutes=5)  # after one thing, before the next
USUAL = timedelta(hours=2)  # of what says no end


@dataclass(frozen=True)
class Slot:
    """空当 of one leader today; `busy_until` says why not at once; `starts` is None when the day has none left."""

    leader: Person
    busy_until: datetime | None
    starts: datetime | None
    ends: datetime | None
    papers: int


def slots_for(stages: Iterable[Planned], *, actor: Actor) -> list[Slot]:
    """For each leader whom these stages ask for a word: the next time today. Three statements whatever their number."""
    asked = [stage for stage in stages if stage.box in (Box.INSTRUCT, Box.SIGN)]
    people = {one.pk: one for stage in asked for one in stage.holders if isinstance(one, Person)}
    if not people:
        return []
    now = moment.local(moment.now())
    last = calendar_for(actor.unit).end_of_work(now.date())
    leaders = Person.objects.filter(pk__in=people).with_role(Role.LEADER).order_by("rank", "pk").distinct()
    events = _events(people, now, last, actor=actor)
    waiting = dict(
        Part.objects.waiting()
        .filter(holder__in=people)
        .order_by()
        .values_list("holder")
        .annotate(Count("pk"))
    )
    return [_slot(one, now, last, events.get(one.pk, []), waiting.get(one.pk, 0)) for one in leaders]


def _events(
    people, now: datetime, last: datetime, *, actor: Actor
) -> dict[int, list[tuple[datetime, datetime]]]:
    """What stands on their day, as far as the asker may know of it."""
    rows = (
        Matter.objects.visible_to(actor)
        .filter(Q(leader__in=people) | Q(holder__in=people), is_open=True)
        .filter(starts__gte=moment.aware(now - timedelta(hours=12)), starts__lt=moment.aware(last))
        .order_by("starts", "pk")
        .values_list("leader", "holder", "starts", "ends")
    )
    found: dict[int, list[tuple[datetime, datetime]]] = {}
    for leader, holder, starts, ends in rows:
        begun = moment.local(starts)
        for pk in {leader, holder} & people.keys():
            found.setdefault(pk, []).append((begun, moment.local(ends) if ends else begun + USUAL))
    return found


def _slot(
    leader: Person, now: datetime, last: datetime, events: list[tuple[datetime, datetime]], papers: int
) -> Slot:
    free, busy = now, None
    for starts, ends in events:
        if ends <= free:
            continue
        if starts - free >= LEAST:
            return Slot(leader, busy, free, min(starts, last), papers)
        busy, free = ends, ends + BREATH
    if last - free >= LEAST:
        return Slot(leader, busy, free, last, papers)
    return Slot(leader, busy, None, None, papers)
