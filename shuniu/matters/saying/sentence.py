"""一句话: what a line was understood to mean, and the chips the page shows for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


def gettext_noop(message: str) -> str:
    """Marks a label for translation; the page translates it."""
    return message


LABELS = {
    "intent": gettext_noop("意图"),
    "source": gettext_noop("来源"),
    "person": gettext_noop("谁"),
    "body": gettext_noop("单位"),
    "lead": gettext_noop("牵头"),
    "helper": gettext_noop("配合"),
    "invited": gettext_noop("参加"),
    "due": gettext_noop("时限"),
    "start": gettext_noop("时间"),
    "end": gettext_noop("结束"),
    "again": gettext_noop("再看"),
    "place": gettext_noop("地点"),
    "people": gettext_noop("人数"),
    "hard": gettext_noop("硬时限"),
    "soft": gettext_noop("软时限"),
    "restricted": gettext_noop("限定"),
    "instruction": gettext_noop("谁的话"),
    "recurrence": gettext_noop("周期"),
    "other": gettext_noop("或者"),
    "leader": gettext_noop("分管领导"),
    "kit": gettext_noop("办法包"),
    "part_of": gettext_noop("可能是"),
    "note": gettext_noop("提醒"),
    "urgent": gettext_noop("急"),
    "key_work": gettext_noop("挂靠重点"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing understood. `span` points into the line as typed, None where it was worked out."""

    key: str
    value: str
    span: tuple[int, int] | None = None

    @property
    def label(self) -> str:
        """The Chinese label, to be translated by the page."""
        return LABELS[self.key]


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """在办事项 as the reader needs it, to say what a line is likely part of."""

    number: str
    title: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """一句话 understood. Times are naive local; unknown is None or ()."""

    text: str
    intent: str
    source_type: str | None = None
    source_person: str | None = None
    source_body: str | None = None
    lead: str | None = None
    helpers: tuple[str, ...] = ()
    due: datetime | None = None
    start: datetime | None = None
    end: datetime | None = None
    place: str | None = None
    people_count: int | None = None
    hard: bool | None = None
    visibility: str | None = None
    instruction_by: str | None = None
    recurrence: str | None = None
    ambiguous: tuple[datetime, ...] = ()
    # For the page, beyond the contract.
    title: str = ""
    kit: str | None = None
    leader_in_charge: str | None = None
    urgent: bool = False
    key_work: str | None = None
    likely: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    chips: tuple[Chip, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Exactly the keys of contracts.md §1, times as YYYY-MM-DDTHH:MM."""
        return {
            "intent": self.intent,
            "source_type": self.source_type,
            "source_person": self.source_person,
            "source_body": self.source_body,
            "lead": self.lead,
            "helpers": list(self.helpers),
            "due": _stamp(self.due),
            "start": _stamp(self.start),
            "end": _stamp(self.end),
            "place": self.place,
            "people_count": self.people_count,
            "hard": self.hard,
            "visibility": self.visibility,
            "instruction_by": self.instruction_by,
            "recurrence": self.recurrence,
            "ambiguous": _stamps(self.ambiguous),
        }


def _stamp(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M") if moment else None


def _stamps(moments: Sequence[datetime]) -> list[str]:
    return [moment.strftime("%Y-%m-%dT%H:%M") for moment in moments]
