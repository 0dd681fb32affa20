"""Reads that join several tables: who answers for a body now, who stands in for whom, which leader is in charge."""

from __future__ import annotations

from datetime import date, datetime

from shuniu.org.choices import ChargeKind, Role
from shuniu.org.models import ABPair, Absence, Charge, Division, Person, Unit


def director_of(unit: Unit) -> Person:
    """办公室主任: who holds whatever nobody else holds. A unit without a director cannot take in work."""
    director = (
        Person.objects.active().filter(unit=unit).with_role(Role.DIRECTOR).order_by("rank", "id").first()
    )
    if director is None:
        director = (
            Person.objects.active().filter(unit=unit).with_role(Role.DEPUTY).order_by("rank", "id").first()
        )
    if director is None:
        raise Person.DoesNotExist(f"{unit} has no active director")
    return director


def absence_of(person: Person, at: datetime) -> Absence | None:
    return Absence.objects.at(at).filter(person=person).order_by("-ends").first()


def stand_in_of(person: Person, at: datetime) -> Person | None:
    """B角 of a person at a moment: the one named for this absence, else the filed pair; must be in office."""
    absence = absence_of(person, at)
    candidates = [absence.stand_in] if absence and absence.stand_in else []
    pair = ABPair.objects.filter(person=person).on(at.date()).select_related("stand_in").first()
    if pair:
        candidates.append(pair.stand_in)
    for candidate in candidates:
        if candidate.is_active and absence_of(candidate, at) is None:
            return candidate
    return None


def present(person: Person, at: datetime) -> tuple[Person, Person | None]:
    """(who holds it now, for whom): the person, or while away the B; both away, the director holds it (D-02)."""
    if not person.is_active:
        return director_of(person.unit), None
    if absence_of(person, at) is None:
        return person, None
    stand_in = stand_in_of(person, at)
    if stand_in is None:
        director = director_of(person.unit)
        stand_in = director if director.pk != person.pk else person
    return (stand_in, person) if stand_in.pk != person.pk else (person, None)


def answers_for(division: Division) -> Person:
    """A body's holder is its liaison until it names somebody; without one its head, else the director's office."""
    for person in (division.liaison, division.head):
        if person is not None and person.is_active:
            return person
    if division.upper is not None:
        return answers_for(division.upper)
    return director_of(division.unit)


def in_charge_of(person: Person, on: date) -> list[Division]:
    """分管的部门 on that day, which are this person's to delegate; the head has charge of all."""
    bodies = Division.objects.current().filter(unit=person.unit_id)
    if not person.grants.filter(role=Role.HEAD, until=None).exists():
        charges = Charge.objects.filter(leader=person, kind=ChargeKind.IN_CHARGE, division__isnull=False).on(
            on
        )
        bodies = bodies.filter(pk__in=charges.values("division"))
    return list(bodies)


def leader_for(division: Division, on: date) -> Person | None:
    """分管领导: by the division of work in force on that day; a section answers through the body above it."""
    charge = (
        Charge.objects.filter(division=division, kind=ChargeKind.IN_CHARGE)
        .on(on)
        .select_related("leader")
        .order_by("-since")
        .first()
    )
    if charge:
        return charge.leader
    return leader_for(division.upper, on) if division.upper else None
