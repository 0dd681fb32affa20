"""同意拟办: the proposal that a leader agreed to is what the words give out; slips know it, matters do not."""

from __future__ import annotations

from collections.abc import Iterable

from shuniu.matters.models import Matter
from shuniu.matters.proposing.instructed import adopts
from shuniu.routing.choices import SPOKEN, Box
from shuniu.routing.models import Part


@adopts
def proposals_agreed_to(matter: Matter) -> Iterable[tuple[int, str]]:
    """Of each instruction that came from a slip, the newest proposal said on the same slip before it."""
    agreed = Part.objects.filter(stage__slip__matter=matter, instruction__isnull=False)
    for slip, pk, at in agreed.values_list("stage__slip", "instruction", "decided_at"):
        said = Part.objects.filter(
            stage__slip=slip,
            stage__box=Box.PROPOSAL,
            verdict__in=SPOKEN,
            retracted_at=None,
            decided_at__lte=at,
        ).exclude(opinion="")
        newest = said.order_by("-decided_at", "-pk").values_list("opinion", flat=True).first()
        if newest:
            yield pk, newest
