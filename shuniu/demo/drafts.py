"""稿: what one arrival says before anybody has touched it; the shapes that the phrase grammar fills."""

from __future__ import annotations

from dataclasses import dataclass, field

from shuniu.matters.choices import SourceType, Urgency


@dataclass
class Want:
    """一项要求: whose, what, how many working days it gets (None: no date of its own), and where the text says so."""

    what: str
    lead: str
    days: int | None = None
    due_text: str = ""
    start: int = 0
    end: int = 0


@dataclass
class Draft:
    """一件来的东西: kind, words and origin; `lead` is the body whose field it is ("" stays in the office)."""

    kind: str
    title: str
    source_type: str = SourceType.PAPER
    source_body: str = ""
    source_person: str = ""
    text: str = ""
    lead: str = ""
    helpers: tuple[str, ...] = ()
    wants: list[Want] = field(default_factory=list)
    fields: dict[str, dict] = field(default_factory=dict)
    doc_number: str = ""
    urgency: int = Urgency.ORDINARY
    hard: bool | None = None
    from_above: bool = False
    safety: bool = False
    focus: str = ""
    place: str = ""
    days: int | None = None
    leader: str = ""
    words: str = ""
    own: str = ""  # whose desk in the office it lands on
