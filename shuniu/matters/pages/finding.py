"""How an address becomes a matter: only what the actor may see exists."""

from __future__ import annotations

import re

from django.db.models import F, Model, OuterRef, Subquery
from django.http import Http404

from shuniu.matters.models import Matter, Reading
from shuniu.matters.prepared import Question
from shuniu.org.models import Division, Person

_SLUG = re.compile(r"(\d{4})-(\d{1,9})(?:-(\d{1,4}))?")

_FIELDS = tuple(field.attname for field in Matter._meta.concrete_fields)
# What stands beside a matter on its page: related name → (model, its fields that are read).
_JOINED = {
    "holder": (Person, ("id", "unit_id", "name", "division_id")),
    "holder__division": (Division, ("id", "name", "kind")),
    "lead": (Division, ("id", "unit_id", "name", "kind", "liaison_id", "head_id")),
}
# Asked value by value: with eight tables to join, finding the order of joining took longer than the answer.
_ASKED: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "leader": (Person, ("name",)),
    "standing_in_for": (Person, ("name",)),
    "parent": (Matter, ("year", "serial", "part", "title")),
}


def _key(name: str, field: str) -> str:
    """holder__division, kind → the_holder_division_kind: no field of a matter is called so."""
    return f"the_{name}_{field}".replace("__", "_")


def _value(model: type[Model], at: str, field: str) -> Subquery:
    return Subquery(model._default_manager.filter(pk=OuterRef(at)).values(field)[:1])


_NAMES = {
    _key(name, field): F(f"{name}__{field}") for name, (_model, fields) in _JOINED.items() for field in fields
} | {
    _key(name, field): _value(model, name, field)
    for name, (model, fields) in _ASKED.items()
    for field in fields
}
_READ = {name: _value(Reading, "pk", name) for name in ("text", "doc_number")}


def _by_number(actor, year, serial, part, *, shape):
    found = Matter.objects.visible_to(actor).filter(unit=actor.unit, year=year, serial=serial, part=part)
    if shape:
        return found.with_flags().values(*_FIELDS, "flags", **_NAMES, **_READ)
    return found.values(*_FIELDS, **_NAMES)


_one = Question(_by_number)


def matter_of(request, slug: str, *, flags: bool = False) -> Matter:
    """The matter of an address within what the actor may see; a missing and a hidden one are equally not there.

    `flags` also brings its small facts and what was read of it, as `matter.text` and `matter.doc_number`.
    """
    match = _SLUG.fullmatch(slug)
    actor = request.actor
    if not match or not actor or actor.person is None or not actor.reads_matters:
        raise Http404
    year, serial, part = (int(group or 0) for group in match.groups())
    rows = _one.ask(actor, year, serial, part, shape=flags)
    if not rows:
        raise Http404
    return _matter(rows[0], actor)


def matter_beside(request, record) -> Matter:
    """The matter of a record that an address names by its number, within what the actor may see.

    Two units number their matters alike: it must be this very one, not one that bears the same number here.
    """
    found = matter_of(request, record.matter.slug)
    if found.pk != record.matter_id:
        raise Http404
    return found


def _matter(row: dict, actor) -> Matter:
    """The record with those beside it; of them only what pages show, the rest is read when somebody asks."""
    matter = Matter.from_db("default", _FIELDS, [row[name] for name in _FIELDS])
    beside = {}
    for name, (model, fields) in _JOINED.items():
        values = [row[_key(name, field)] for field in fields]
        beside[name] = model.from_db("default", fields, values) if values[0] is not None else None
    for name, (model, fields) in _ASKED.items():
        pk = row[f"{name}_id"]
        values = [pk, *(row[_key(name, field)] for field in fields)]
        beside[name] = model.from_db("default", ("id", *fields), values) if pk is not None else None
    matter.unit = actor.unit
    for name in ("holder", "lead", "leader", "standing_in_for", "parent"):
        setattr(matter, name, beside[name])
    if matter.holder is not None:
        matter.holder.division = beside["holder__division"]
        matter.holder.unit = actor.unit
    if matter.lead is not None:
        matter.lead.unit = actor.unit
    if "flags" in row:
        matter.flags, matter.text, matter.doc_number = (
            row["flags"],
            row["text"] or "",
            row["doc_number"] or "",
        )
    return matter
