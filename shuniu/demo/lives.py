"""一生: what happens to one matter between arrival and end, as rows and journal lines of the verbs that would have done it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from shuniu.demo.drafts import Draft
from shuniu.matters import kinds
from shuniu.matters.choices import OPEN_STATES, SourceType, State, Visibility
from shuniu.matters.models import Matter
from shuniu.matters.operations.changing import attname, plain
from shuniu.org.models import Division, Person


@dataclass
class Life:
    """一件事的一生: fields as they stand, and what was told; rows that hang on it are kept by model name."""

    pk: int
    year: int
    serial: int
    draft: Draft
    part: int = 0
    parent: Life | None = None
    fields: dict = field(default_factory=dict)
    told: list[tuple[str, datetime, int | None, dict]] = field(default_factory=list)
    rows: dict[str, list[dict]] = field(default_factory=dict)
    tasks: list[Life] = field(default_factory=list)
    ends_by: int = 0  # the working minute at which it is to be done
    quiet: bool = False

    @property
    def number(self) -> str:
        return f"№{self.serial}" + (f"-{self.part}" if self.part else "")

    @property
    def is_open(self) -> bool:
        return self.fields["state"] in OPEN_STATES

    @property
    def last(self) -> datetime:
        return max(at for _verb, at, _by, _said in self.told)

    def in_order(self) -> list[tuple[str, datetime, int | None, dict]]:
        """经过 in the order of time: an extension is planned ahead of the reports that come before it."""
        return sorted(self.told, key=lambda one: one[1])

    def tell(self, verb: str, at: datetime, by: Person | None, changes: dict | None = None, **said) -> None:
        """One verb: the changed fields keep what they were before, as the verbs themselves write it."""
        if changes is not None:
            said["was"] = {name: plain(self.fields.get(attname(name))) for name in changes}
            self.fields.update({attname(name): self._stored(value) for name, value in changes.items()})
        self.fields["moved"] = max(at, self.fields["moved"])
        self.told.append((f"matter.{verb}", at, by.pk if by else None, said))

    def row(self, model: str, **values) -> dict:
        """A row that hangs on the matter."""
        self.rows.setdefault(model, []).append(values)
        return values

    @staticmethod
    def _stored(value):
        return value.pk if isinstance(value, Person | Division | Matter) else value

    def arrive(self, at: datetime, by: Person, holder: Person, **more) -> None:
        """收件."""
        draft = self.draft
        known = kinds.of(draft.kind)
        restricted = known.restricted
        self.fields = {
            "title": draft.title, "kind": draft.kind, "source_type": str(draft.source_type),
            "source_body": draft.source_body, "source_person": draft.source_person, "created_by_id": by.pk,
            "received": at, "state": str(State.PENDING), "due": None, "first_due": None, "hard": draft.hard,
            "urgency": int(draft.urgency), "safety": draft.safety or known.safety, "focus": draft.focus,
            "visibility": str(Visibility.RESTRICTED if restricted else Visibility.NORMAL),
            "must_ask_first": known.must_ask_first, "from_above": draft.from_above, "place": draft.place,
            "holder_id": holder.pk, "held_since": at, "moved": at,
        }  # fmt: skip
        self.fields.update(more)
        self.told.append(
            (
                "matter.captured", at, by.pk,
                {
                    "title": draft.title, "number": self.number, "source": str(SourceType(draft.source_type).label),
                    "source_body": draft.source_body, "source_person": draft.source_person, "holder": holder.name,
                },
            )
        )  # fmt: skip

    def born(
        self, at: datetime, by: Person, title: str, lead: Division, leader: int | None, holder: Person, due
    ) -> None:
        """加一步: a task of its parent."""
        up = self.parent.fields
        self.fields = {
            "title": title, "kind": "task", "source_type": up["source_type"], "source_body": up["source_body"],
            "source_person": up["source_person"], "created_by_id": by.pk, "received": at,
            "state": str(State.IN_HAND if holder.pk == by.pk else State.GIVEN), "lead_id": lead.pk, "leader_id": leader,
            "due": due, "first_due": due, "hard": up["hard"] if due else None, "urgency": up["urgency"],
            "safety": up["safety"], "from_above": up["from_above"], "focus": up["focus"],
            "visibility": up["visibility"], "holder_id": holder.pk, "held_since": at, "moved": at,
        }  # fmt: skip
        self.told.append(
            (
                "matter.part_given", at, by.pk,
                {"title": title, "number": self.number, "lead": lead.name, "holder": holder.name},
            )
        )  # fmt: skip

    def matter(self, unit_id: int) -> Matter:
        return Matter(
            pk=self.pk, unit_id=unit_id, year=self.year, serial=self.serial, part=self.part,
            parent_id=self.parent.pk if self.parent else None, **self.fields,
        )  # fmt: skip


def day_of(at: datetime) -> date:
    return at.date()
