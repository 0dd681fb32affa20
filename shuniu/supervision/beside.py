"""旁边的: what supervision reads beside the lines of a list, for all of them at once: words sent, reports owed, who leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shuniu.matters.models import Matter
from shuniu.matters.queries import MatterQuerySet
from shuniu.matters.ranking.chase import Step
from shuniu.matters.ranking.lights import Light
from shuniu.matters.todo import Item as Line
from shuniu.matters.todo import lines_by
from shuniu.org.actor import Actor
from shuniu.supervision.chasing import Said, said_before
from shuniu.supervision.given_out import key_of


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
    def unanswered(self) -> int:
        """催过几次没回音."""
        facts = self.line.facts
        return facts.chased.times if facts and facts.chased else 0

    @property
    def first_due(self) -> datetime | None:
        """原定: where the date in force is another than the first one."""
        facts = self.line.facts
        first = facts.first_due if facts else None
        return first if first and first != self.line.due else None

    @property
    def has_difficulty(self) -> bool:
        facts = self.line.facts
        return facts is not None and facts.difficulty is not None


def read(matters: MatterQuerySet, *, actor: Actor, most: int) -> list[Followed]:
    """The matters of the set, in its order, with all that stands beside them. Three statements, four with a focus."""
    rows = {
        row["pk"]: row
        for row in matters.values(
            "pk", "source_type", "leader__name", "supervised__registered_at", "supervised__why"
        )[:most]
    }
    lines = lines_by(rows, actor=actor)
    before = said_before(rows)
    found = []
    for line in lines:
        row = rows[line.pk]
        assert line.situation is not None and line.facts is not None
        found.append(
            Followed(
                line,
                row["source_type"],
                row["leader__name"] or "",
                before.get(line.pk, Said()),
                line.light,
                line.situation.step(line.facts),
                row["supervised__registered_at"],
                row["supervised__why"] or "",
            )
        )
    return found


def of_matters(matters: Sequence[Matter], *, actor: Actor) -> dict[int, Followed]:
    """The same of matters at hand, by their id."""
    chosen = Matter.objects.filter(pk__in=[matter.pk for matter in matters])
    return {one.pk: one for one in read(chosen, actor=actor, most=len(matters))}
