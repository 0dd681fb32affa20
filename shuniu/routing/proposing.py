"""拟流程: a usual route with its slots filled, plus what the conditions ask for; a person looks at it before it starts."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shuniu.matters.choices import SourceType
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.choices import Role
from shuniu.org.models import Person
from shuniu.org.readings import answers_for, director_of, leader_for
from shuniu.routing import conditions
from shuniu.routing.choices import Purpose, Slot
from shuniu.routing.models import Route, Stop
from shuniu.routing.planned import Planned


def routes_for(matter: Matter, purpose: str | None = None) -> list[Route]:
    """All usual routes: those made for just this kind first, then the one a received paper takes, then the rest."""
    routes = Route.objects.filter(unit=matter.unit, retired_at=None).prefetch_related("stops__people")
    if purpose:
        routes = routes.filter(purpose=purpose)
    usual = Purpose.RECEIPT if matter.source_type == SourceType.PAPER else Purpose.CONSULT

    def fits(route: Route) -> tuple:
        if matter.kind and matter.kind in route.kinds:
            return (0, route.name)
        return (1 if route.purpose == usual else 2 if not route.kinds else 3, route.name)

    return sorted(routes, key=fits)


def propose(matter: Matter, route: Route, *, starter: Person) -> list[Planned]:
    """The stops of a route as stages for this matter. A slot that nobody fills leaves the stage empty, to be filled.

    What a condition demands stands in the place of the stop with the same key, or else before the last stop that signs.
    """
    planned = [_stage(stop, matter, starter) for stop in route.stops.all()]
    planned = [stage for place, stage in enumerate(planned) if not _said_twice(planned, place)]
    for wanted in conditions.proposed(matter, route.purpose):
        there = next((n for n, stage in enumerate(planned) if stage.key == wanted.key), None)
        if there is not None:
            planned[there] = wanted
        else:
            planned.insert(_place(planned, wanted), wanted)
    return planned


def demanded(matter: Matter, purpose: str) -> list[Planned]:
    """Without a usual route: only what the conditions ask for."""
    return conditions.proposed(matter, purpose)


def _stage(stop: Stop, matter: Matter, starter: Person) -> Planned:
    people = tuple(dict.fromkeys(filled(stop.slot, matter, starter, stop)))
    need = min(stop.need, len(people)) if stop.need and people else stop.need
    return Planned(
        stop.title, people, stop.mode, need, box=stop.box,
        key=stop.key,
        mandatory=stop.mandatory, why=_why(stop, matter, people),
    )  # fmt: skip


def _why(stop: Stop, matter: Matter, people: tuple) -> str:
    """为什么是他: by which rule a slot was filled, or what is missing to fill it."""
    lead = matter.lead.name if matter.lead else ""
    if not people:
        missing = {
            Slot.LEADER: _("%s还没有分管领导") % lead if lead else _("还没有定牵头单位,分管领导填不出来"),
            Slot.LEAD: _("还没有定牵头单位"),
            Slot.HELPERS: _("没有配合单位;不用就减掉"),
            Slot.HEAD: _("名册里没有主要负责人"),
        }
        return missing.get(Slot(stop.slot), _("还没有人,请填上"))
    said = {
        Slot.STARTER: _("起单的人"),
        Slot.SECTION_HEAD: _("您的科长"),
        Slot.DIRECTOR: _("办公室主任"),
        Slot.LEADER: _("分管%s") % lead if lead else _("分管领导"),
        Slot.HEAD: _("主要负责人"),
        Slot.LEAD: _("%s的联络员") % lead if lead else _("牵头单位"),
        Slot.HELPERS: _("配合单位,由那里的人认领"),
        Slot.LEADERS: _("领导班子全体"),
        Slot.PERSON: _("常用流程里写明的"),
    }
    return said[Slot(stop.slot)]


def filled(slot: str, matter: Matter, starter: Person, stop: Stop | None = None) -> list:
    """Who a slot means today, for this matter."""
    unit, today = matter.unit, moment.today()
    if slot == Slot.STARTER:
        return [starter]
    if slot == Slot.SECTION_HEAD:
        division = starter.division
        head = division.head if division else None
        return [head if head and head.is_active else director_of(unit)]
    if slot == Slot.DIRECTOR:
        return [director_of(unit)]
    if slot == Slot.LEADER:
        leader = leader_for(matter.lead, today) if matter.lead else None
        leader = leader or matter.leader
        return [leader] if leader else []
    if slot == Slot.HEAD:
        head = conditions.head_of(matter)
        return [head] if head else []
    if slot == Slot.LEAD:
        return [answers_for(matter.lead)] if matter.lead else []
    if slot == Slot.HELPERS:
        return [help_.division for help_ in matter.helps.select_related("division")]
    if slot == Slot.LEADERS:
        return list(Person.objects.active().filter(unit=unit).with_role(Role.LEADER).order_by("rank", "id"))
    return list(stop.people.all()) if stop else []


def _said_twice(planned: list[Planned], place: int) -> bool:
    """The head in charge of a field is asked once, not as leader in charge and again as head."""
    mine = planned[place]
    return (
        place > 0 and bool(mine.holders) and mine.holders == planned[place - 1].holders and not mine.mandatory
    )


def _place(planned: list[Planned], wanted: Planned) -> int:
    """The deputy before the head; the head before whoever handles it afterwards."""
    if wanted.key == "leader":
        head = next((n for n, stage in enumerate(planned) if stage.key == "head"), None)
        if head is not None:
            return head
    for n, stage in enumerate(planned):
        if stage.box in ("handle", "read"):
            return n
    return len(planned)
