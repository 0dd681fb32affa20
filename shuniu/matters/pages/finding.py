"""How an address becomes a matter: only what the actor may see exists."""

from __future__ import annotations

import re

from django.db.models import F
from django.http import Http404

from shuniu.matters.models import Matter
from shuniu.matters.prepared import Question
from shuniu.org.models import Division, Person

_SLUG = re.compile(r"(\d{4})-(\d{1,9})(?:-(\d{1,4}))?")

_FIELDS = tuple(field.attname for field in Matter._meta.concrete_fields)
_HOLDER = ("id", "unit_id", "name", "division_id")
_LEAD = ("id", "unit_id", "name", "kind", "liaison_id", "head_id")
_PERSON = ("id", "name")
# What stands beside a matter on its page: related name → (model, its fields that are read).
_BESIDE = {
    "holder": (Person, _HOLDER),
    "holder__division": (Division, ("id", "name", "kind")),
    "lead": (Division, _LEAD),
    "leader": (Person, _PERSON),
    "standing_in_for": (Person, _PERSON),
    "parent": (Matter, ("id", "year", "serial", "part", "title")),
}


def _key(name: str, field: str) -> str:
    """holder__division, kind → the_holder_division_kind: no field of a matter is called so."""
    return f"the_{name}_{field}".replace("__", "_")


_NAMES = {
    _key(name, field): F(f"{name}__{field}")
    for name, (_model, fields) in _BESIDE.items()
    for field in fields
}


def _by_number(actor, year, serial, part, *, shape):
    found = Matter.objects.visible_to(actor).filter(unit=actor.unit, year=year, serial=serial, part=part)
    more = {}
    if shape:
        found = found.with_flags()
        more = {"text": F("reading__text"), "doc_number": F("reading__doc_number")}
    return found.values(*_FIELDS, *(["flags"] if shape else []), **_NAMES, **more)


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


def _matter(row: dict, actor) -> Matter:
    """The record with those beside it; of them only what pages show, the rest is read when somebody asks."""
    matter = Matter.from_db("default", _FIELDS, [row[name] for name in _FIELDS])
    beside = {}
    for name, (model, fields) in _BESIDE.items():
        values = [row[_key(name, field)] for field in fields]
        beside[name] = model.from_db("default", fields, values) if values[0] is not None else None
    matter.unit = actor.unit
    for name in ("holder", "lead", "leader", "standing_in_for", "parent"):
        setattr(matter, name, beside[name])
    if matter.holder is not None:
        matter.holder.division = beside["holder__division"]
        matter.holder.unit = actor.unit
    if matter.lead is not None:
        matter.lead.unit = actor.unit
    if "flags" in row:
        matter.flags, matter.text, matter.doc_number = row["flags"], row["text"] or "", row["doc_number"] or ""
    return matter
