"""花名册 from rows: what the reader of sentences needs to know of a unit's bodies and people (six statements)."""

from __future__ import annotations

from collections import defaultdict

from shuniu.org import moment
from shuniu.org.choices import ChargeKind, DivisionKind, Role
from shuniu.org.models import Alias, Appointment, Charge, Division, Person, RoleGrant, Unit
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
    """People from plain values: a unit may have a thousand, and a line is waiting to be understood."""
    roles: dict[int, set[str]] = defaultdict(set)
    for pk, role in RoleGrant.objects.filter(person__unit=unit, until=None).values_list("person_id", "role"):
        roles[pk].add(role)
    posts: dict[int, str] = {}
    held = Appointment.objects.filter(person__unit=unit, until=None).order_by("post__order", "id")
    for pk, post in held.values_list("person_id", "post__name"):
        posts.setdefault(pk, post.split("、")[0])
    people = Person.objects.active().filter(unit=unit).order_by("rank", "id")
    members, seen = [], set()
    for rank, (pk, name, body) in enumerate(people.values_list("pk", "name", "division__name"), start=1):
        if name in seen:
            continue  # two people of one name cannot be told apart by it
        seen.add(name)
        leader = Role.LEADER in roles[pk]
        members.append(
            Member(
                name,
                posts.get(pk, ""),
                body or "",
                leader,
                rank if leader else 0,
                tuple(charges[pk]),
                directs_office=bool(roles[pk] & {Role.DIRECTOR, Role.DEPUTY}),
            )
        )
    return members
