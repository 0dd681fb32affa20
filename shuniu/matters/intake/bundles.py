"""一件还是几件: how the pieces of one arrival become papers of matters, as an office would lay them out on the desk.

A mail is one matter with its attachments. An archive of papers is one matter for each; the pictures in an archive are
the pages of one paper. Pure: nothing is kept here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from shuniu.files.arrivals import PAGE_BREAK, Arrival
from shuniu.files.choices import MediaKind
from shuniu.matters.reading import read

MAILS = (MediaKind.EML, MediaKind.MSG)
_DIGITS = re.compile(r"(\d+)")
LONGEST_WEIGHED = 60_000  # attachments longer than this are annexes, not the paper itself


@dataclass(frozen=True)
class Bundle:
    """一件: its pieces with the one that is read first; `mail` when the outer piece is a letter by mail."""

    pieces: tuple[Arrival, ...]
    mail: Arrival | None = None

    @property
    def problem(self) -> str:
        return next((piece.problem for piece in self.pieces if piece.problem), "")

    @property
    def text(self) -> str:
        return PAGE_BREAK.join(piece.text for piece in self.readable())

    def readable(self) -> list[Arrival]:
        """Pieces with words, the paper itself first."""
        return [piece for piece in self.pieces if piece.text.strip()]


@dataclass
class Counted:
    """Page marks over the joined text: [{"number", "start", "end", "source", "file"}]."""

    marks: list[dict] = field(default_factory=list)
    at: int = 0

    def add(self, piece: Arrival, file: int | None) -> None:
        for page in piece.pages:
            end = self.at + len(page.text)
            self.marks.append(
                {"number": page.number, "start": self.at, "end": end, "source": str(page.source), "file": file}
            )
            self.at = end + len(PAGE_BREAK)


def bundles_of(arrival: Arrival) -> list[Bundle]:
    """The matters one arrival makes, in its own order."""
    if arrival.kind is MediaKind.ZIP:
        return list(_of_archive(arrival))
    if arrival.kind in MAILS:
        return [_of_mail(arrival)]
    return [Bundle(tuple(arrival.walk()))]


def _of_archive(arrival: Arrival) -> Iterator[Bundle]:
    pictures = sorted((p for p in arrival.parts if p.kind.is_image), key=lambda p: _natural(p.name))
    if len(pictures) == 1:
        pictures = []
    if pictures:
        yield Bundle(tuple(pictures))
    for part in arrival.parts:
        if part not in pictures and part.data:
            yield from bundles_of(part)


def _of_mail(mail: Arrival) -> Bundle:
    """The letter and what is attached; the piece that looks like the paper itself comes first."""
    pieces = [piece for piece in mail.walk() if piece.kind is not MediaKind.ZIP]
    first = max(pieces, key=lambda piece: (_is_paper(piece), piece is mail))
    return Bundle((first, *(piece for piece in pieces if piece is not first)), mail=mail)


def _is_paper(piece: Arrival) -> int:
    """How much a piece has the form of an official paper."""
    text = piece.text
    if not text.strip() or len(text) > LONGEST_WEIGHED:
        return 0
    it = read(text)
    head = it.registration
    return 3 * bool(head.doc_number) + 2 * bool(head.title and head.title.sure) + bool(head.issuer) + bool(head.recipients)


def _natural(name: str) -> list:
    """2.png before 10.png."""
    return [int(part) if part.isdigit() else part for part in _DIGITS.split(name)]
