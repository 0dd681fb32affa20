"""How an address becomes a matter: only what the actor may see exists."""

from __future__ import annotations

import re

from django.http import Http404

from shuniu.matters.models import Matter

_SLUG = re.compile(r"(\d{4})-(\d{1,9})(?:-(\d{1,4}))?")


def matter_of(request, slug: str, *, flags: bool = False) -> Matter:
    """The matter of an address within what the actor may see; a missing and a hidden one are equally not there."""
    match = _SLUG.fullmatch(slug)
    if not match:
        raise Http404
    year, serial, part = (int(group or 0) for group in match.groups())
    unit = request.actor.unit
    found = Matter.objects.visible_to(request.actor).with_names().select_related("reading", "parent")
    found = found.defer("reading__pages", "reading__fields", "reading__proposal")
    if flags:
        found = found.with_flags()
    matter = found.filter(unit=unit, year=year, serial=serial, part=part).first()
    if matter is None:
        raise Http404
    matter.unit = unit
    return matter
