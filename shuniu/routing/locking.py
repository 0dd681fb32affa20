"""Locked in a fixed order: the matter, then its slip. Whoever comes second reads what the first has done."""

from __future__ import annotations

from shuniu.matters.operations.changing import locked
from shuniu.routing.models import Part, Slip, Stage


def locked_slip(slip: Slip) -> Slip:
    matter = locked(slip.matter)
    now = Slip.objects.select_for_update(of=("self",)).select_related("started_by").get(pk=slip.pk)
    now.matter = matter
    return now


def locked_part(part: Part) -> Part:
    slip = locked_slip(part.stage.slip)
    now = Part.objects.select_related(
        "stage", "holder__unit", "standing_in_for", "decided_by", "for_division"
    ).get(pk=part.pk)
    now.stage.slip = slip
    return now


def locked_stage(stage: Stage) -> Stage:
    slip = locked_slip(stage.slip)
    now = Stage.objects.get(pk=stage.pk)
    now.slip = slip
    return now
