"""看得见: whoever has or had a part of a slip may know of its matter."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from shuniu.matters.sight import also_seen_by
from shuniu.routing.models import Part


def on_its_slip(person_id: int) -> Q:
    """By holder or in whose name; a part whose turn has not come shows nothing yet."""
    parts = Part.objects.filter(stage__slip__matter=OuterRef("pk"), opened_at__isnull=False)
    return Q(Exists(parts.filter(Q(holder=person_id) | Q(standing_in_for=person_id))))


also_seen_by(on_its_slip)
