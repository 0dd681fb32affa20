"""今天的几件: each item of a liaison as one card: what is wanted, whose words, a sample, what was given before."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from shuniu.desk.liaison.beside import Near, beside
from shuniu.desk.liaison.given import Given, given_before, last_figures
from shuniu.desk.today.outside import LiaisonToday
from shuniu.matters.choices import FieldKind, State
from shuniu.matters.todo import Item

MOST_WORDS = 3  # of several leaders on one paper each is kept; more are on the page of the matter
INPUTS = {
    FieldKind.DATE: "date"
}  # figures are typed as text: a phone's number field eats what it does not like
MODES = {FieldKind.NUMBER: "decimal", FieldKind.SAME: "decimal"}


@dataclass(slots=True)
class Asked:
    """一栏: what is asked, and the last answer of this body, already filled in."""

    pk: int
    name: str
    kind: str
    value: str = ""
    before: datetime | None = None

    @property
    def input(self) -> str:
        return INPUTS.get(FieldKind(self.kind), "text")

    @property
    def mode(self) -> str:
        return MODES.get(FieldKind(self.kind), "text")


@dataclass
class Card:
    """One item as the liaison's page shows it."""

    item: Item
    words: list[Near] = field(default_factory=list)
    wanted: str = ""
    fields: list[Asked] = field(default_factory=list)
    samples: list[Near] = field(default_factory=list)
    model: Near | None = None
    moved: list[Near] = field(default_factory=list)
    asked_later: Near | None = None
    said: Near | None = None
    stuck: Near | None = None
    given: Given | None = None
    photos: list[Near] = field(default_factory=list)
    typed: str = ""
    problem: str = ""

    @property
    def is_new(self) -> bool:
        return self.item.state == State.GIVEN

    @property
    def in_hand(self) -> bool:
        return self.item.state == State.IN_HAND

    @property
    def is_reported(self) -> bool:
        return self.item.state == State.REPORTED

    @property
    def takes_words(self) -> bool:
        """A line may be said before signing where there is a form to fill."""
        return self.in_hand or (self.is_new and bool(self.fields))


class LiaisonPage(LiaisonToday):
    """今日 of a liaison: the page of 7.14."""

    @cached_property
    def near(self) -> dict[str, list[Near]]:
        first = self.in_full
        return beside(
            self.actor,
            (item.pk for item in first),
            (item.parent_id for item in first if item.parent_id),
            (item.pk for item in self.items),
        )

    @cached_property
    def colleagues(self) -> list[Near]:
        """转给谁: people of the own body."""
        return self.near["colleague"]

    @cached_property
    def waiters(self) -> list[Near]:
        """别人在等您."""
        return self.near["waiting"]

    @cached_property
    def cards(self) -> list[Card]:
        return [self._card(item) for item in self.in_full]

    def _of(self, sort: str, *ids: int | None) -> list[Near]:
        return [row for row in self.near[sort] if row.matter_id in ids]

    def _card(self, item: Item) -> Card:
        own, parent = item.pk, item.parent_id
        demand = self._of("demand", own)
        fields = self._of("field", own) or self._of("field", parent)
        moved, said, stuck = self._of("moved", own), self._of("said", own), self._of("stuck", own)
        words = self._of("words", own) or self._of("words", parent)
        models = self._of("model", own) or self._of("model", parent)
        wanted = demand[-1].words if demand else item.next_step
        card = Card(
            item,
            words=words[-MOST_WORDS:],
            wanted=wanted,
            samples=self._of("sample", own, parent),
            model=models[-1] if models else None,
            moved=[row for row in moved if row.flag == 1],
            asked_later=next((row for row in moved if row.flag == 0), None),
            said=said[-1] if said else None,
            stuck=stuck[-1] if stuck else None,
            photos=[row for row in self.near["photo"] if item.slug in json.loads(row.words)],
        )
        known = last_figures((row.name for row in fields), self.near["figure"])
        for row in fields:
            last = known.get(row.name)
            card.fields.append(
                Asked(row.pk, row.name, row.words, last.words if last else "", last.at if last else None)
            )
        if not card.is_reported:
            question = " ".join([item.title, wanted, *(row.name for row in fields)])
            card.given = given_before(question, self.near["earlier"], besides=own)
        return card
