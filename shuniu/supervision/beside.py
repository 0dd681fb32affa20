"""旁边的: what supervision reads beside the lines of a list, for all of them at once: words sent, reports owed, who leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, OuterRef, Subquery

from shuniu.clock.office_calendar import calendar_for
from shuniu.matters.models import Feedback, Matter
from shuniu.matters.queries import MatterQuerySet
from shuniu.matters.ranking.chase import Step
from shuniu.matters.ranking.lights import Light
from shuniu.matters.todo import Item as Line
from shuniu.matters.todo import lines_by
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.supervision.chasing import Said, said_before
from shuniu.supervision.given_out import key_of
from shuniu.supervision.standing import light_of, report_late, step_of


@dataclass
class Followed:
    """一件在督的: its line with the light, the step and the dates that supervision shows."""

    line: Line
    source: str
    leader_name: str
    said: Said
    light: Light
    step: Step
    registered: datetime | None
    why: str

    @property
    def pk(self) -> int:
        return self.line.pk

    def key(self, axis: str) -> str:
        line = self.line
        return key_of(
            axis,
            lead_id=line.lead_id,
            lead_kind=line.lead_kind,
            leader_id=line.leader_id,
            source=self.source,
            from_above=line.from_above,
        )

    @property
    def first_due(self) -> datetime | None:
        """原定: where the date in force is another than the first one."""
        facts = self.line.facts
        first = facts.first_due if facts else None
        return first if first and first != self.line.due else None

    @property
    def days_held(self) -> int:
        return (moment.today() - self.line.received.date()).days

    @property
    def has_difficulty(self) -> bool:
        facts = self.line.facts
        return facts is not None and facts.difficulty is not None


def read(matters: MatterQuerySet, *, actor: Actor, most: int) -> list[Followed]:
    """The matters of the set, in its order, with all that stands beside them. Four statements, five with a focus."""
    last = (
        Feedback.objects.filter(matter=OuterRef("pk"))
        .order_by()
        .values("matter")
        .annotate(m=Max("at"))
        .values("m")
    )
    rows = {
        row["pk"]: row
        for row in matters.annotate(said=Subquery(last)).values(
            "pk", "source_type", "leader__name", "said", "supervised__frequency", "supervised__registered_at",
            "supervised__why",
        )[:most]
    }  # fmt: skip
    lines = lines_by(rows, actor=actor)
    before = said_before(rows)
    calendar, now = calendar_for(actor.unit), moment.local(moment.now())
    found = []
    for line in lines:
        row, said = rows[line.pk], before.get(line.pk, Said())
        assert line.situation is not None and line.facts is not None
        since = row["supervised__registered_at"]
        late = 0
        if since is not None and row["supervised__frequency"]:
            late = report_late(
                row["supervised__frequency"],
                since=moment.local(since),
                last=moment.local(row["said"]) if row["said"] else None,
                now=now,
                calendar=calendar,
            )
        found.append(
            Followed(
                line,
                row["source_type"],
                row["leader__name"] or "",
                said,
                light_of(line.light, unanswered=said.unanswered, report_late=late),
                step_of(line.situation.step(line.facts), unanswered=said.unanswered),
                since,
                row["supervised__why"] or "",
            )
        )
    return found


def of_matters(matters: Sequence[Matter], *, actor: Actor) -> dict[int, Followed]:
    """The same of matters at hand, by their id."""
    chosen = Matter.objects.filter(pk__in=[matter.pk for matter in matters])
    return {one.pk: one for one in read(chosen, actor=actor, most=len(matters))}
