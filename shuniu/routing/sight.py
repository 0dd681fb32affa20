"""看得见: whoever has or had a part of a slip, or may speak on one for another, may know of its matter."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from shuniu.matters.sight import also_seen_by
from shuniu.routing.delegated import delegated_to
from shuniu.routing.models import Part


def on_its_slip(person_id: int) -> Q:
    """By holder, in whose name, or who spoke; a part whose turn has not come shows nothing yet."""
    parts = Part.objects.filter(stage__slip__matter=OuterRef("pk"), opened_at__isnull=False)
    mine = Q(holder=person_id) | Q(standing_in_for=person_id) | Q(decided_by=person_id)
    return Q(Exists(parts.filter(mine)))


def delegated(person_id: int) -> Q:
    """授权委托: what waits for a word that one may say for another today."""
    return Q(pk__in=delegated_to(person_id, "m.id"))


also_seen_by(on_its_slip)
also_seen_by(delegated)
