"""不丢不重: what people were told, held against the journal, the words on the slips and the slips themselves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q

from shuniu.bench.crowd import Told
from shuniu.journal.models import Line
from shuniu.journal.verification import verify
from shuniu.org.models import Unit
from shuniu.routing.choices import Mode, StageState
from shuniu.routing.models import Part, Slip

# What a press is called in the journal.
VERBS = {
    "decision": "slip.decided",
    "reading": "slip.read",
    "return": "slip.returned",
    "reassignment": "slip.reassigned",
    "signers": "slip.signer_added",
}
SHOWN = 5


@dataclass(frozen=True)
class Stand:
    """The office before the people began."""

    last_line: int
    deadlocks: int


def stand(unit: Unit) -> Stand:
    last = Line.objects.filter(unit=unit).order_by("-pk").values_list("pk", flat=True).first()
    return Stand(last or 0, _deadlocks())


def prove(unit: Unit, told: Told, before: Stand) -> dict:
    """As many lines of each kind as presses were acknowledged; each word of an acknowledged press once, of a refused one
    nowhere; every slip at one stage or ended; the chains whole. `faults` is empty when all of it holds.

    Where no answer came (the connection broke, nobody waited any longer) the act may be done or not, but never twice;
    that it came to this is a fault of its own.
    """
    faults: list[str] = []
    lines = Line.objects.filter(unit=unit, pk__gt=before.last_line)
    written = Counter(lines.filter(verb__in=VERBS.values()).values_list("verb", flat=True))
    acknowledged = Counter(VERBS[one.what] for one in told.acknowledged())
    unknown = Counter(VERBS[one.what] for one in told.unanswered())
    for verb in VERBS.values():
        if not acknowledged[verb] <= written[verb] <= acknowledged[verb] + unknown[verb]:
            faults.append(f"{verb}: {acknowledged[verb]} acknowledged, {written[verb]} lines")
    faults += _words(told, lines)
    errors = told.errors()
    if errors:
        statuses = dict(Counter(one.status for one in errors))
        faults.append(f"{len(errors)} requests failed: {statuses}")
    faults += _astray(unit)
    deadlocks = _deadlocks() - before.deadlocks
    if deadlocks:
        faults.append(f"{deadlocks} deadlocks")
    chains = verify(unit)
    if not chains.clean:
        faults.append(chains.broken)
    pressed = Counter(one.word for one in told.acts() if one.word)
    return {
        "acknowledged": sum(acknowledged.values()),
        "lines": sum(written.values()),
        "by_verb": dict(written),
        "words": len({one.word for one in told.acknowledged() if one.word}),
        "unanswered": sum(unknown.values()),
        "refused": sum(one.status in (404, 409, 422) for one in told.acts()),
        "twice": sum(count > 1 for count in pressed.values()),
        "deadlocks": deadlocks,
        "chains": chains.chains,
        "faults": faults,
    }


def _words(told: Told, lines) -> list[str]:
    said = Counter(one.word for one in told.acknowledged() if one.word)
    unknown = {one.word for one in told.unanswered() if one.word}
    on_parts = Counter(Part.objects.filter(opinion__startswith="意见").values_list("opinion", flat=True))
    in_lines = Counter(
        told_["opinion"]
        for told_ in lines.filter(verb__in=("slip.decided", "slip.returned")).values_list(
            "particulars", flat=True
        )
        if told_.get("opinion", "").startswith("意见")
    )
    faults = []
    for name, found in (("slips", on_parts), ("journal", in_lines)):
        wrong = [
            word
            for word in {*said, *found}
            if (said[word], found[word]) != (1, 1)
            and not (word in unknown and found[word] <= 1 and not said[word])
        ]
        if wrong:
            faults.append(
                f"{len(wrong)} words are not once on the {name}: {', '.join(sorted(wrong)[:SHOWN])}"
            )
    return faults


def _astray(unit: Unit) -> list[str]:
    at = Count("stages", filter=Q(stages__state=StageState.OPEN) & ~Q(stages__mode=Mode.INFORM))
    slips = Slip.objects.filter(matter__unit=unit).annotate(at=at)
    astray = slips.filter(ended_at=None).exclude(at=1) | slips.filter(ended_at__isnull=False).exclude(at=0)
    faults = []
    if lost := astray.count():
        faults.append(f"{lost} slips are neither at one stage nor ended")
    if nobody := Part.objects.without_one_active_holder().count():
        faults.append(f"{nobody} open parts have no active holder")
    return faults


def _deadlocks() -> int:
    """How often PostgreSQL had to break one in this database."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])
