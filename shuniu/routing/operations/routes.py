"""常用流程: written down by the office, copied by each slip; changing one changes no slip that is under way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from shuniu.journal.recording import record
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Person
from shuniu.org.refusals import Refused, require
from shuniu.routing import rules
from shuniu.routing.choices import Box, Mode, Slot
from shuniu.routing.models import Route, Stop


@dataclass(frozen=True)
class StopDraft:
    """One stop as typed."""

    title: str
    slot: str
    people: tuple[Person, ...] = field(default=())
    mode: str = Mode.ALL
    need: int | None = None
    box: str = Box.OTHER
    mandatory: str = ""


def save_route(
    *,
    name: str,
    purpose: str,
    stops: Sequence[StopDraft],
    by: Actor,
    kinds: Sequence[str] = (),
    route: Route | None = None,
) -> Route:
    """改常用流程: a new one, or a new wording of an old one; slips under way keep their own list."""
    require(rules.may_keep_routes(by))
    if not name.strip():
        raise Refused(_("流程要有个名称"), "name", "name")
    if not stops:
        raise Refused(_("流程至少要有一站"), "stops", "stops")
    for stop in stops:
        if stop.slot == Slot.PERSON and not stop.people:
            raise Refused(_("“%s”要写明是谁") % stop.title, "people", "stops")
        if stop.mode == Mode.SHARE and not stop.need:
            raise Refused(_("“%s”要写明几票同意") % stop.title, "need", "stops")
    taken = Route.objects.filter(unit=by.unit, name=name.strip(), retired_at=None)
    if taken.exclude(pk=route.pk if route else 0).exists():
        raise Refused(_("已经有叫“%s”的流程") % name.strip(), "name", "name")
    created = route is None
    with record("route.saved", by=by, subject=route) as line:
        if route is None:
            route = Route.objects.create(unit=by.unit, name=name.strip(), purpose=purpose, kinds=list(kinds))
            line.subject = route
        else:
            route = Route.objects.select_for_update().get(pk=route.pk, unit=by.unit)
            Route.objects.filter(pk=route.pk).update(name=name.strip(), purpose=purpose, kinds=list(kinds))
            route.stops.all().delete()
        for position, draft in enumerate(stops):
            written = Stop.objects.create(
                route=route, position=position, title=draft.title[:40], slot=draft.slot, mode=draft.mode,
                need=draft.need, box=draft.box, mandatory=draft.mandatory[:120],
            )  # fmt: skip
            if draft.people:
                written.people.set(draft.people)
        line.update(name=name.strip(), stops="→".join(draft.title for draft in stops), new=created)
    route.refresh_from_db()
    return route


def retire_route(route: Route, *, by: Actor) -> Route:
    """停用常用流程: no new slip copies it; it stays on record."""
    with record("route.retired", by=by, subject=route) as line:
        route = Route.objects.select_for_update().get(pk=route.pk, unit=by.unit)
        require(rules.may_keep_routes(by))
        Route.objects.filter(pk=route.pk).update(retired_at=moment.now())
        line["name"] = route.name
    route.refresh_from_db()
    return route
