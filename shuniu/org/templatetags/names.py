"""Names that a picker offers, only on pages that have one."""

from __future__ import annotations

from django import template

from shuniu.org.models import Division, Person

register = template.Library()


@register.simple_tag(takes_context=True)
def office_names(context) -> dict:
    """People and bodies of the unit for the lists behind name fields: two statements, on forms only."""
    actor = context["actor"]
    people = Person.objects.active().filter(unit=actor.unit).in_order()
    return {
        "people": list(people.values("name", "initials", "division__name")[:500]),
        "divisions": list(Division.objects.current().filter(unit=actor.unit).values_list("name", flat=True)[:300]),
    }
