"""花名册 from rows: what the reader of sentences needs to know of a unit's bodies and people (four statements)."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Prefetch

from shuniu.org import moment
from shuniu.org.choices import ChargeKind, DivisionKind, Role
from shuniu.org.models import Alias, Appointment, Charge, Division, Person, Unit
from shuniu.org.roster import DEPARTMENT, DUAL_LEADERSHIP, SECTION, TOWNSHIP, Body, Member, Roster

_KINDS = {
    DivisionKind.OFFICE: SECTION,
    DivisionKind.LEADERSHIP: SECTION,
    DivisionKind.TOWNSHIP: TOWNSHIP,
    DivisionKind.DUAL: DUAL_LEADERSHIP,
}
_BODY_ENDS = tuple("局委办厅室镇乡部队站院会科处")


def roster_of(unit: Unit) -> Roster:
    """The unit's own bodies and people, as they are today. Short forms that are ordinary words (财政) are kept apart."""
    today = moment.today()
    aliases: dict[int, list[str]] = defaultdict(list)
    for name, pk in Alias.objects.filter(unit=unit).values_list("name", "division_id"):
        aliases[pk].append(name)
    charges: dict[int, list[str]] = defaultdict(list)
    in_charge = Charge.objects.filter(unit=unit, kind=ChargeKind.IN_CHARGE).on(today)
    for leader, function, division in in_charge.values_list("leader_id", "function", "division__name"):
        charges[leader].append(function or division)
    divisions = list(Division.objects.current().filter(unit=unit).select_related("liaison"))
    taken: set[str] = set()
    bodies = []
    for division in divisions:
        names = [n for n in aliases[division.pk] if n != division.name and n not in taken]
        taken.update(names, [division.name])
        bare = tuple(n for n in names if len(n) == 2 and not n.endswith(_BODY_ENDS))
        bodies.append(
            Body(
                division.name,
                _KINDS.get(DivisionKind(division.kind), DEPARTMENT),
                tuple(n for n in names if n not in bare),
                bare,
                liaison=division.liaison.name if division.liaison else "",
                field=division.name,
            )
        )
    return Roster(unit.name, tuple(bodies), tuple(_members(unit, charges)), place=unit.place)


def _members(unit: Unit, charges: dict[int, list[str]]) -> list[Member]:
    held = Prefetch("appointments", Appointment.objects.filter(until=None).select_related("post"))
    people = (
        Person.objects.active()
        .filter(unit=unit)
        .select_related("division")
        .prefetch_related("grants", held)
        .order_by("rank", "id")
    )
    members, seen = [], set()
    for rank, person in enumerate(people, start=1):
        if person.name in seen:
            continue  # two people of one name cannot be told apart by it
        seen.add(person.name)
        roles = person.role_names()
        leader = Role.LEADER in roles
        members.append(
            Member(
                person.name,
                person.post_name.split("、")[0],
                person.division.name if person.division else "",
                leader,
                rank if leader else 0,
                tuple(charges[person.pk]),
                directs_office=Role.DIRECTOR in roles or Role.DEPUTY in roles,
            )
        )
    return members
