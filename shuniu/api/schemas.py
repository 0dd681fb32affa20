"""Shapes of the HTTP interface. Names are those of the glossary; times are ISO 8601 with zone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Field, Schema

from shuniu.matters.choices import SourceType


class Reason(Schema):
    """拒绝: why not, in the words the page shows."""

    reason: str
    code: str = ""
    field: str = ""


class PersonOut(Schema):
    id: int
    name: str
    division: str | None = None
    initials: str = ""


class MatterRow(Schema):
    """One line of a list."""

    number: str
    slug: str
    title: str
    kind: str
    state: str
    holder: str | None
    lead: str | None
    due: datetime | None
    received: datetime
    moved: datetime


class MatterPage(Schema):
    """A page of a list; `after` opens the next one, null on the last."""

    items: list[MatterRow]
    after: str | None


class InstructionOut(Schema):
    leader: str
    words: str
    at: datetime
    form: str
    image_sha256: str
    confirmed: bool


class FeedbackOut(Schema):
    """反馈: self-reported (自报) until `verified_by` names somebody other than who said it."""

    by: str
    at: datetime
    words: str
    standing: str
    verified_by: str | None


class LineOut(Schema):
    """One line of the journal, as a sentence and as data."""

    seq: int
    at: datetime
    verb: str
    words: str
    actor: str | None
    hash: str


class MatterOut(MatterRow):
    parent: str | None
    source_type: str
    source_body: str
    source_person: str
    leader: str | None
    first_due: datetime | None
    hard: bool | None
    next_step: str
    visibility: str
    result: str
    reported_by: str | None
    verified_by: str | None
    instructions: list[InstructionOut]
    feedbacks: list[FeedbackOut]
    tasks: list[MatterRow]
    journal: list[LineOut]


class MatterIn(Schema):
    """收件."""

    title: str = Field(min_length=1, max_length=200)
    text: str = Field("", max_length=1_000_000)
    source_type: SourceType = SourceType.FOUND
    source_body: str = Field("", max_length=200)
    source_person: str = Field("", max_length=60)
    kind: str = Field("", max_length=20)
    due: datetime | None = None
    hard: bool | None = None


class ActIn(Schema):
    """The fields of a verb's form, by name; names of people and bodies as on the page."""

    data: dict[str, Any] = {}


class SentenceIn(Schema):
    text: str = Field(min_length=1, max_length=2000)


class FoundOut(Schema):
    items: list[MatterRow]
    count: int
    more: bool


class CountOut(Schema):
    """How many matters of one state a division leads."""

    lead: str | None
    state: str
    count: int
