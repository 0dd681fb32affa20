"""By which words people pick a person or a body: characters, alias, pinyin, initials."""

from __future__ import annotations

from django.db.models import Q

from shuniu.org.models import Alias, Division, Person, Unit


def people_called(text: str, unit: Unit) -> list[Person]:
    """Active people of the unit that the words may mean, best first: 顾青禾, guqinghe, gqh, 顾."""
    text = text.strip()
    if not text:
        return []
    people = Person.objects.active().filter(unit=unit).select_related("division")
    exact = list(people.filter(name=text))
    if exact:
        return exact
    low = text.lower()
    exact = list(people.filter(Q(pinyin=low) | Q(initials=low)))
    return exact or list(people.filter(Q(name__icontains=text) | Q(pinyin__startswith=low)).in_order()[:9])


def divisions_called(text: str, unit: Unit) -> list[Division]:
    """Bodies of the unit that the words may mean: full name, alias or former name, then part of a name."""
    text = text.strip()
    if not text:
        return []
    bodies = Division.objects.current().filter(unit=unit).select_related("liaison", "head", "upper")
    exact = list(bodies.filter(name=text))
    if exact:
        return exact
    alias = Alias.objects.filter(unit=unit, name=text).first()
    if alias:
        return list(bodies.filter(pk=alias.division_id))
    return list(bodies.filter(name__icontains=text)[:9])
