"""当时: how every followed matter stood at a moment that is past, worked out again from its dated facts.

Dates are those in force then, reports, disputes, difficulties and shelvings those open then. Lead and leader are taken
as they are now; who held it in between is in the journal. The same light as always is then drawn of the facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, Max, Min, Q

from shuniu.clock.office_calendar import calendar_for
from shuniu.journal.models import Line
from shuniu.matters.choices import State, Visibility
from shuniu.matters.models import Difficulty, Dispute, DueChange, Feedback, Matter, Shelving
from shuniu.matters.queries import MatterQuerySet
from shuniu.matters.ranking.chase import CHASE
from shuniu.matters.ranking.facts import AnswerAbove, Chased, Facts, Part
from shuniu.matters.ranking.facts import Difficulty as DifficultyFact
from shuniu.matters.ranking.lights import Light, light
from shuniu.matters.readings import DAY_OF_WORK, weights_of
from shuniu.org import moment
from shuniu.org.models import Unit
from shuniu.supervision.given_out import followed, without_inspections
from shuniu.supervision.models import Chase, Item
from shuniu.supervision.standing import report_missing

# To be looked at, asked after or chased is no movement of the matter.
NO_MOVEMENT = ("matter.opened", "matter.asked", "chase.sent", "chase.proposed", "chase.dropped")
_READ = (
    "pk", "title", "parent_id", "received", "due", "first_due", "hard", "state", "held_since", "planned", "next_step",
    "size_minutes", "safety", "from_above", "kind", "reported_at", "completed", "verified_by_id", "starts", "moved",
    "lead_id", "lead__kind", "leader_id", "source_type",
)  # fmt: skip


@dataclass(frozen=True)
class Then:
    """一件当时的样子."""

    pk: int
    lead_id: int | None
    lead_kind: str
    leader_id: int | None
    source: str
    from_above: bool
    received: datetime
    light: Light


def followed_at(matters: MatterQuerySet, at: datetime) -> MatterQuerySet:
    """The matters of a set that were given out and not settled at that moment."""
    still = Q(completed=None) | Q(completed__gt=at)
    ended_without_day = Q(completed=None, state__in=[State.MERGED, State.RETURNED])
    return without_inspections(followed(matters)).filter(still, received__lte=at).exclude(ended_without_day)


def stood(unit: Unit, matters: MatterQuerySet, at: datetime, *, most: int = 5000) -> list[Then]:
    """当时的灯 of the matters of a set at a moment. Ten statements whatever the number of rows."""
    rows = [
        dict(zip(_READ, row, strict=True))
        for row in followed_at(matters, at).order_by("pk").values_list(*_READ)[:most]
    ]
    if not rows:
        return []
    ids = [row["pk"] for row in rows]
    dues = _dues(ids, at)
    shelved = dict(
        _open_at(Shelving.objects.filter(matter__in=ids), "since", "ended", at).values_list(
            "matter_id", "look_again"
        )
    )
    disputed = set(
        _open_at(Dispute.objects.filter(matter__in=ids), "opened", "ruled_at", at).values_list(
            "matter_id", flat=True
        )
    )
    stuck = dict(
        _open_at(Difficulty.objects.filter(matter__in=ids), "raised", "answered", at)
        .order_by("-raised")
        .values_list("matter_id", "raised")
    )
    chased, owed = _chased(ids, at), _reports_owed(ids, at)
    moved = _moved(ids, at)
    now = moment.local(at)
    calendar, weights = calendar_for(unit), weights_of(unit)
    steps = _steps(rows, dues)
    found = []
    for row in rows:
        pk = row["pk"]
        facts = _facts(row, at, dues.get(pk, row["due"]), moved.get(pk), steps.get(pk, ()))
        facts = replace(
            facts,
            shelved_until=shelved.get(pk),
            disputed=pk in disputed,
            difficulty=DifficultyFact(moment.local(stuck[pk])) if pk in stuck else None,
            chased=chased.get(pk),
            report_owed=owed.get(pk),
        )
        lit = light(facts, now=now, calendar=calendar, weights=weights)
        found.append(
            Then(
                pk,
                row["lead_id"],
                row["lead__kind"] or "",
                row["leader_id"],
                row["source_type"],
                row["from_above"],
                row["received"],
                lit,
            )
        )
    return found


def unrestricted(unit: Unit) -> MatterQuerySet:
    """What may be counted on a board that many see."""
    return Matter.objects.filter(unit=unit).exclude(visibility=Visibility.RESTRICTED)


def _open_at(rows, begins: str, ends: str, at: datetime):
    return rows.filter(Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gt": at}), **{f"{begins}__lte": at})


def _dues(ids: list[int], at: datetime) -> dict[int, datetime]:
    """The date in force then, where it was moved afterwards."""
    later = DueChange.objects.filter(matter__in=ids, granted=True, decided_at__gt=at).order_by("-decided_at")
    return dict(later.values_list("matter_id", "was"))


def _chased(ids: list[int], at: datetime) -> dict[int, Chased]:
    """Words to the holder that stood without an answer then."""
    asked = Chase.objects.filter(matter__in=ids, by__isnull=False, step__gte=CHASE)
    rows = _open_at(asked, "sent_at", "answered_at", at).order_by().values_list("matter_id")
    told = rows.annotate(times=Count("pk"), since=Min("sent_at"))
    return {pk: Chased(times, moment.local(since)) for pk, times, since in told}


def _reports_owed(ids: list[int], at: datetime) -> dict[int, date | None]:
    """Regular reports that had not come then."""
    items = Item.objects.filter(matter__in=ids, registered_at__lte=at).exclude(frequency="")
    known = {
        pk: (often, since)
        for pk, often, since in items.values_list("matter_id", "frequency", "registered_at")
    }
    if not known:
        return {}
    said = Feedback.objects.filter(matter__in=known, at__lte=at).order_by().values_list("matter_id")
    last = dict(said.annotate(last=Max("at")))
    today = moment.local(at).date()
    return {
        pk: report_missing(
            often,
            since=moment.local(since),
            last=moment.local(last[pk]) if pk in last else None,
            today=today,
        )
        for pk, (often, since) in known.items()
        if since is not None
    }


def _moved(ids: list[int], at: datetime) -> dict[int, datetime]:
    lines = Line.objects.filter(subject_kind="matter", subject_id__in=ids, at__lte=at)
    return dict(
        lines.exclude(verb__in=NO_MOVEMENT).order_by().values_list("subject_id").annotate(last=Max("at"))
    )


def _steps(rows: Iterable[dict], dues: dict[int, datetime]) -> dict[int, tuple[Part, ...]]:
    """The dates of the tasks that were open then, by the matter they belong to."""
    found: dict[int, list[Part]] = {}
    for row in rows:
        due = dues.get(row["pk"], row["due"])
        if row["parent_id"] and due:
            found.setdefault(row["parent_id"], []).append(Part(moment.local(due)))
    return {pk: tuple(parts) for pk, parts in found.items()}


def _facts(row: dict, at: datetime, due: datetime | None, moved: datetime | None, steps: tuple) -> Facts:
    local = moment.local
    reported = row["reported_at"] is not None and row["reported_at"] <= at
    held = row["held_since"] if row["held_since"] and row["held_since"] <= at else None
    due_at = local(due) if due else None
    return Facts(
        id=row["pk"],
        arrived=local(row["received"]),
        due=due_at,
        hard=bool(row["hard"]),
        first_due=local(row["first_due"]) if row["first_due"] else None,
        safety=bool(row["safety"]),
        from_above=bool(row["from_above"]),
        last_event=local(moved) if moved else local(row["received"]),
        begun=row["state"] != State.GIVEN,
        start=row["planned"],
        assigned=local(held) if held and row["state"] == State.IN_HAND else None,
        has_plan=bool(row["planned"] or row["next_step"] or steps or row["starts"]),
        work_left_days=0 if reported else (row["size_minutes"] or 0) / DAY_OF_WORK,
        steps=steps,
        emergency=row["kind"] == "incident" and not reported,
        answer_above=AnswerAbove(due_at, reported) if row["from_above"] and due_at else None,
        reported_done=reported,
        # Whoever verified did it when it was settled, and that is later than this moment.
        verified_by_other=False,
    )
