"""计数: totals by lead and state, read from the counters, never from the history; and the nightly recount."""

from __future__ import annotations

from collections import Counter

from django.db import transaction
from django.db.models import Count, F, Q, Sum

from shuniu.matters.choices import Visibility
from shuniu.matters.models import Matter, Tally
from shuniu.org.choices import Role
from shuniu.org.models import Unit


def totals(actor) -> list[dict]:
    """[{"pk", "lead": name or None, "state", "count"}] of what the actor's role may count.

    The director counts everything; the office everything but 限定; a liaison the own body. Others count nothing here,
    since a number about what one may not see is a leak too.
    """
    if not actor or actor.person is None or not actor.reads_matters:
        return []
    tallies = Tally.objects.filter(unit=actor.unit)
    if actor.has(Role.DIRECTOR):
        pass
    elif actor.in_office:
        tallies = tallies.filter(restricted=False)
    elif actor.has(Role.LIAISON) and actor.person.division_id:
        tallies = tallies.filter(restricted=False, lead=actor.person.division_id)
    else:
        return []
    rows = (
        tallies.values("state", "lead_id", name=F("lead__name"), order=F("lead__order"))
        .annotate(total=Sum("count"))
        .filter(~Q(total=0))
        .order_by("order", "name", "state")
    )
    return [{"pk": row["lead_id"], "lead": row["name"], "state": row["state"], "count": row["total"]} for row in rows]


def recount(unit: Unit) -> dict[tuple, tuple[int, int]]:
    """Count again from the matters and put the counters right; returns what had drifted: key → (kept, found)."""
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=unit.pk)
        kept: Counter = Counter()
        for lead, state, restricted, count in Tally.objects.filter(unit=unit).values_list(
            "lead_id", "state", "restricted", "count"
        ):
            kept[lead, state, restricted] += count
        found: Counter = Counter()
        rows = Matter.objects.filter(unit=unit).values("lead_id", "state").annotate(
            hidden=Count("pk", filter=Q(visibility=Visibility.RESTRICTED)), total=Count("pk")
        )
        for row in rows:
            found[row["lead_id"], row["state"], True] = row["hidden"]
            found[row["lead_id"], row["state"], False] = row["total"] - row["hidden"]
        drift = {key: (kept[key], found[key]) for key in set(kept) | set(found) if kept[key] != found[key]}
        for (lead, state, restricted), (was, now) in drift.items():
            tally, _new = Tally.objects.get_or_create(
                unit=unit, lead_id=lead, state=state, restricted=restricted, shard=0
            )
            Tally.objects.filter(pk=tally.pk).update(count=F("count") + (now - was))
    return drift
