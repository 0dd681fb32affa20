"""页: the text of one page, and where on the page each character stands."""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

from shuniu.files.choices import TextSource

_SCALE = 65_535
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The text without zero characters and half characters; as long as before."""
    return _NOT_STORABLE.sub("\ufffd", text)


@dataclass(frozen=True)
class Rectangle:
    """A place on a page in fractions (0 to 1) of its width and height, from the top left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Boxes:
    """One rectangle per character, packed into four 16-bit numbers each: left, top, right, bottom.

    A character without a place (a line end, a space the reader added) has four zeros.
    """

    numbers: array = field(default_factory=lambda: array("H"), repr=False)

    @classmethod
    def of(cls, corners: Iterable[tuple[float, float, float, float] | None]) -> Boxes:
        """From (left, top, right, bottom) fractions; None for a character without a place."""
        numbers = array("H")
        for box in corners:
            if box is None:
                numbers.extend((0, 0, 0, 0))
            else:
                numbers.extend(min(_SCALE, max(0, round(side * _SCALE))) for side in box)
        return cls(numbers)

    @classmethod
    def unpack(cls, packed: bytes) -> Boxes:
        numbers = array("H")
        if packed:
            numbers.frombytes(zlib.decompress(packed))
        return cls(numbers)

    def pack(self) -> bytes:
        """For the database; empty when there are no places. Little-endian on every machine we run on."""
        return zlib.compress(self.numbers.tobytes(), 6) if self.numbers else b""

    def __len__(self) -> int:
        return len(self.numbers) // 4

    def __getitem__(self, index: int) -> tuple[float, float, float, float] | None:
        left, top, right, bottom = self.numbers[4 * index : 4 * index + 4]
        if not (right or bottom):
            return None
        return left / _SCALE, top / _SCALE, right / _SCALE, bottom / _SCALE


@dataclass(frozen=True)
class Page:
    """一页: its number (from 1), its text, where the text came from, and the places of its characters.

    `boxes` is empty, or has exactly one entry per character of `text`. `doubtful` are the (start, end) passages
    that the recognition of a scan was unsure of (product.md §9.3, "看不清"). `title` is the name of a sheet.
    """

    number: int
    text: str = field(repr=False)
    source: TextSource
    boxes: Boxes = field(default_factory=Boxes, repr=False)
    doubtful: tuple[tuple[int, int], ...] = ()
    title: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        # Damaged files bring characters that no database takes; each is replaced by one, so that places still fit.
        object.__setattr__(self, "text", storable(self.text))
        object.__setattr__(self, "title", storable(self.title))


def locate(page: Page, start: int, end: int) -> list[Rectangle]:
    """Where text[start:end] stands on its page: one rectangle per line, in reading order.

    Empty when the page has no places (a Word text, a table) or the passage is outside the page.
    """
    lines: list[list[float]] = []
    for index in range(max(0, start), min(end, len(page.boxes))):
        box = page.boxes[index]
        if box is None:
            continue
        left, top, right, bottom = box
        if lines and _same_line(lines[-1], box):
            line = lines[-1]
            lines[-1] = [min(line[0], left), min(line[1], top), max(line[2], right), max(line[3], bottom)]
        else:
            lines.append([left, top, right, bottom])
    return [
        Rectangle(round(left, 5), round(top, 5), round(right - left, 5), round(bottom - top, 5))
        for left, top, right, bottom in lines
    ]


def _same_line(line: list[float], box: tuple[float, float, float, float]) -> bool:
    """Half of the lower of the two overlaps in height, and the text has not jumped back to the left."""
    overlap = min(line[3], box[3]) - max(line[1], box[1])
    lower = min(line[3] - line[1], box[3] - box[1])
    return overlap > lower / 2 and box[0] >= line[0] - 0.02
