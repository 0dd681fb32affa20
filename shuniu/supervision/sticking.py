"""卡在哪里: how many days things lie at each stage, as a median by body, from the journal and the slips of ninety days."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from statistics import median

from django.utils.translation import gettext as _

from shuniu.journal.models import Line
from shuniu.matters.choices import Visibility
from shuniu.matters.models import Matter
from shuniu.org.models import Unit
from shuniu.routing.models import Stage
from shuniu.supervision.choices import Axis
from shuniu.supervision.given_out import key_of

LOOKS_BACK = timedelta(days=90)
FEWEST = 2  # one case is no median
MOST_LINES = 60_000
RECEIPT, HANDLING, CHECK = "receipt", "handling", "check"
# verb → (stage it ends, stage it begins)
_TURNS = {
    "matter.placed": ("", RECEIPT),
    "matter.part_given": ("", RECEIPT),
    "matter.assigned": ("", RECEIPT),
    "matter.ruled": ("", RECEIPT),
    "matter.acknowledged": (RECEIPT, HANDLING),
    "matter.reported": (HANDLING, CHECK),
    "matter.sent_back": (CHECK, HANDLING),
    "matter.verified": (CHECK, ""),
    "matter.completed": (HANDLING, ""),
}
DAY = 24 * 3600


def words(stuck: dict) -> str:
    """卡在 会签(中位4.1天)."""
    if not stuck:
        return ""
    names = {RECEIPT: _("签收"), HANDLING: _("承办"), CHECK: _("核实")}
    return _("卡在 %(stage)s(中位%(days)s天)") % {
        "stage": names.get(stuck["stage"], stuck["stage"]),
        "days": f"{stuck['days']:g}",
    }


def medians(unit: Unit, *, until: datetime) -> dict[str, dict]:
    """body → {"stage", "days", "n"}: the stage at which its things lay longest, by the median. Three statements."""
    since = until - LOOKS_BACK
    spans = _from_journal(unit, since, until)
    for key, title, days in _from_slips(unit, since, until):
        spans[key][title].append(days)
    found = {}
    for key, by_stage in spans.items():
        known = {stage: days for stage, days in by_stage.items() if len(days) >= FEWEST}
        if known:
            stage = max(known, key=lambda s: (median(known[s]), s))
            found[key] = {
                "stage": stage,
                "days": round(median(known[stage]), 1),
                "n": len(known[stage]),
            }
    return found


def _from_journal(unit: Unit, since: datetime, until: datetime) -> dict[str, dict[str, list[float]]]:
    lines = (
        Line.objects.filter(
            unit=unit, subject_kind="matter", verb__in=list(_TURNS), at__gte=since, at__lte=until
        )
        .order_by("at", "id")
        .values_list("subject_id", "verb", "at")[:MOST_LINES]
    )
    began: dict[int, tuple[str, datetime]] = {}
    spans: dict[int, list[tuple[str, float]]] = defaultdict(list)
    for pk, verb, at in lines:
        ends, begins = _TURNS[verb]
        stage, start = began.pop(pk, ("", at))
        if ends and stage == ends:
            spans[pk].append((stage, (at - start).total_seconds() / DAY))
        if begins:
            began[pk] = (begins, at)
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for pk, key in _keys(unit, since).items():
        for stage, days in spans.get(pk, ()):
            found[key][stage].append(days)
    return found


def _keys(unit: Unit, since: datetime) -> dict[int, str]:
    """Which body led what moved in these days."""
    rows = (
        Matter.objects.filter(unit=unit, moved__gte=since)
        .exclude(visibility=Visibility.RESTRICTED)
        .values_list("pk", "lead_id", "lead__kind")
    )
    return {pk: _body(lead, kind) for pk, lead, kind in rows}


def _from_slips(unit: Unit, since: datetime, until: datetime):
    """Stages of slips that ended in these days, under the body that leads the matter."""
    rows = (
        Stage.objects.filter(
            slip__matter__unit=unit, closed_at__gte=since, closed_at__lte=until, opened_at__isnull=False
        )
        .exclude(slip__matter__visibility=Visibility.RESTRICTED)
        .values_list("title", "opened_at", "closed_at", "slip__matter__lead_id", "slip__matter__lead__kind")
    )
    for title, opened, closed, lead, kind in rows:
        assert opened is not None and closed is not None
        yield _body(lead, kind), title, (closed - opened).total_seconds() / DAY


def _body(lead: int | None, kind: str | None) -> str:
    return key_of(Axis.BODY, lead_id=lead, lead_kind=kind or "", leader_id=None, source="", from_above=False)
