"""先后与催办: what counts how much in the order of work, and after how many days somebody hears of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from shuniu.journal.recording import record
from shuniu.matters import rules
from shuniu.matters.ranking import DEFAULT, STANDARD
from shuniu.matters.ranking.labels import RUNGS, WEIGHTS
from shuniu.matters.readings import ladder_of, weights_of
from shuniu.org.actor import Actor
from shuniu.org.models import Unit
from shuniu.org.refusals import Refused, require


def set_order(*, weights: Mapping[str, Any], rungs: Mapping[str, int], by: Actor) -> Unit:
    """定先后与催办: the whole of both; what equals the standard is not kept, so that two empty mappings go back to it.

    `weights` as fields of `ranking.Weights`, `rungs` as fields of `ranking.Ladder`. Raises Refused for values that do
    not go together, and when nothing is different. Every page counts with them from the next request on.
    """
    require(rules.may_set_order(by))
    try:
        new, steps = DEFAULT.changed(weights), STANDARD.changed(rungs)
    except (ValueError, TypeError) as wrong:
        raise Refused(_("催办的日子要一阶比一阶晚,分值不能小于零"), "value") from wrong
    with record("order.set", by=by, subject=by.unit) as line:
        unit = Unit.objects.select_for_update(no_key=True).get(pk=by.unit.pk)
        before = {**asdict(weights_of(unit)), **asdict(ladder_of(unit))}
        after = {**asdict(new), **asdict(steps)}
        changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
        if not changed:
            raise Refused(_("和现在一样,没有要改的"), "same")
        own = {name: value for name, value in asdict(new).items() if value != getattr(DEFAULT, name)}
        days = {name: value for name, value in asdict(steps).items() if value != getattr(STANDARD, name)}
        unit.settings = {**unit.settings, "weights": own, "ladder": days}
        unit.save(update_fields=["settings"])
        line["what"] = "、".join(_told(name, was, now) for name, (was, now) in changed.items())
        line["changed"] = changed
    return unit


def _told(name: str, was: Any, now: Any) -> str:
    """One change in words: 安全 20→30; of the distances only those that differ."""
    if name == "distances":
        pairs = zip(was, now, strict=True)
        return "、".join(_told(f"distance_{days}", a, b) for (days, a), (_days, b) in pairs if a != b)
    return f"{(WEIGHTS | RUNGS)[name]} {was:g}→{now:g}"
