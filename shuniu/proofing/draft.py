"""稿子: a plain text taken apart into the parts an official document has, each line with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto

from shuniu.proofing.numerals import CHINESE_DIGITS, date_said


class Part(Enum):
    """公文要素, as far as a plain text shows them (contracts.md §2, in this order)."""

    COPY_NUMBER = auto()
    URGENCY = auto()
    MARK = auto()
    NUMBER = auto()
    SIGNERS = auto()
    TITLE = auto()
    RECIPIENTS = auto()
    BODY = auto()
    NOTE_OF_ATTACHMENTS = auto()
    ISSUER = auto()
    DATE = auto()
    REMARK = auto()
    ATTACHMENT_LABEL = auto()
    ATTACHMENT_TITLE = auto()
    ATTACHMENT = auto()
    ATTENDANCE = auto()
    COPIES = auto()
    PRINT = auto()


PROSE = frozenset({Part.BODY, Part.ATTACHMENT})


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: `start` is where its first visible character stands; levels 1–4 are 一、 （一） 1. （1）, 0 is none."""

    text: str
    start: int
    part: Part
    level: int = 0
    ordinal: int = 0
    table_row: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Attached:
    """附件: its label line, and its title line if there is one."""

    label: Line
    title: Line | None


@dataclass(frozen=True)
class Draft:
    """稿子: the whole text and its lines; the questions rules ask of it."""

    text: str
    lines: tuple[Line, ...] = ()
    attached: tuple[Attached, ...] = field(default=())

    def of(self, *parts: Part) -> list[Line]:
        return [line for line in self.lines if line.part in parts]

    def first(self, part: Part) -> Line | None:
        return next((line for line in self.lines if line.part is part), None)

    @property
    def title(self) -> Line | None:
        """标题."""
        return self.first(Part.TITLE)

    @property
    def recipients(self) -> Line | None:
        """主送."""
        return self.first(Part.RECIPIENTS)

    @property
    def fragment(self) -> bool:
        """片段: neither title nor signature, so that nothing can be missing."""
        return not self.of(Part.TITLE, Part.DATE, Part.ISSUER, Part.NUMBER, Part.MARK)

    @property
    def dated(self) -> date | None:
        """成文日期, if it is a day of the calendar."""
        line = self.first(Part.DATE)
        return date_said(line.text) if line else None

    @property
    def body(self) -> list[Line]:
        return self.of(Part.BODY)

    def prose(self) -> Iterator[Line]:
        """Running text: body and attachments, tables excepted."""
        return (line for line in self.lines if line.part in PROSE and not line.table_row)

    def year(self, otherwise: int) -> int:
        """The year a date without one belongs to: of the signature, of the number, of the first full date."""
        if self.dated:
            return self.dated.year
        for part in (Part.NUMBER, Part.PRINT):
            line = self.first(part)
            if line and (found := re.search(r"(?:19|20)\d\d", line.text)):
                return int(found[0])
        if found := re.search(rf"((?:19|20)\d\d)年\d{{1,2}}月[\d{CHINESE_DIGITS}]", self.text):
            return int(found[1])
        return otherwise
