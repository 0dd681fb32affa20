"""What a reading of a document consists of: registration fields and tasks, each with its place in the original.

Pure values: nothing here knows the database. Offsets count code points of the text exactly as it was given to
`read`, end exclusive, so that a page can mark the passage a value was read from. `sure` is the machine's own
opinion: True is shown as 确定, False as 请核对 (product.md §8.3, "nothing is ever registered by guess").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")

TEXT_START_LENGTH = 20


@dataclass(frozen=True)
class Span:
    """A place in the original text: `start` inclusive, `end` exclusive, in code points."""

    start: int
    end: int


@dataclass(frozen=True)
class Found(Generic[Value]):
    """One value read, the place it was read from, and whether it may be taken without a look (确定 / 请核对)."""

    value: Value
    span: Span | None = None
    sure: bool = True


@dataclass(frozen=True)
class ReplyDeadline:
    """报送期限: a day by which the recipients must answer or report; a repeating one has no day."""

    text: str
    iso: date | None = None
    recurring: bool = False


@dataclass(frozen=True)
class Milestone:
    """阶段节点: one of several dates set for one task."""

    text: str
    iso: date | None = None


@dataclass(frozen=True)
class Registration:
    """来文登记: the fields of an incoming document; None or () where the document does not say."""

    issuer: tuple[Found[str], ...] = ()
    doc_number: Found[str] | None = None
    title: Found[str] | None = None
    kind: Found[str] | None = None
    recipients: Found[str] | None = None
    date: Found[date] | None = None
    cc: tuple[Found[str], ...] = ()
    urgency: Found[str] | None = None
    secrecy: Found[str] | None = None
    attachments: tuple[Found[str], ...] = ()
    reply_deadlines: tuple[Found[ReplyDeadline], ...] = ()
    contact_person_present: Found[bool] = field(default=Found(False))
    contact_phone_present: Found[bool] = field(default=Found(False))


@dataclass(frozen=True)
class TaskRead:
    """任务: the smallest piece of a document somebody can be chased for (supervision.md §5).

    `lead` and `support` are units as printed; `deadline_text` is the wording, `deadline` its last day;
    `recurring` says the timing repeats or has no end. `span` covers number, text and owner annotation.
    `lead_spans` and `support_spans` tell for each unit where in the original it is named, `deadline_span` where the
    wording of the limit stands; None where the words are not printed in one piece.
    """

    heading_path: tuple[str, ...]
    text: str
    text_start: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    deadline_text: str | None = None
    deadline: date | None = None
    recurring: bool = False
    milestones: tuple[Milestone, ...] = ()
    span: Span | None = None
    sure: bool = True
    lead_spans: tuple[Span | None, ...] = ()
    support_spans: tuple[Span | None, ...] = ()
    deadline_span: Span | None = None


@dataclass(frozen=True)
class Reading:
    """What one document says: who sent it, and what it asks of whom by when."""

    registration: Registration = Registration()
    tasks: tuple[TaskRead, ...] = ()

    def as_prediction(self) -> dict[str, Any]:
        """The JSON object of `shuniu read`: every key of both schemas, null, [] or false where unknown."""
        it = self.registration
        return {
            "tasks": [_task(task) for task in self.tasks],
            "issuer": [found.value for found in it.issuer],
            "doc_number": _value(it.doc_number),
            "title": _value(it.title),
            "kind": _value(it.kind),
            "recipients": _value(it.recipients),
            "date": _iso(_value(it.date)),
            "cc": [found.value for found in it.cc],
            "urgency": _value(it.urgency),
            "secrecy": _value(it.secrecy),
            "attachments": [found.value for found in it.attachments],
            "reply_deadlines": [
                {"text": found.value.text, "iso": _iso(found.value.iso), "recurring": found.value.recurring}
                for found in it.reply_deadlines
            ],
            "contact_person_present": bool(it.contact_person_present.value),
            "contact_phone_present": bool(it.contact_phone_present.value),
        }


def _value(found: Found[Any] | None) -> Any:
    return found.value if found is not None else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _task(task: TaskRead) -> dict[str, Any]:
    return {
        "heading_path": list(task.heading_path),
        "text_start": task.text_start,
        "lead": list(task.lead),
        "support": list(task.support),
        "deadline_text": task.deadline_text,
        "deadline_iso": _iso(task.deadline),
        "recurring": task.recurring,
        "milestones": [{"text": stone.text, "iso": _iso(stone.iso)} for stone in task.milestones],
    }
