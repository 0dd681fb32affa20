"""纸面: a PDF as rows of glyphs in millimetres, and the plain text that can be read off them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from shuniu.layout.geometry import CELL_MM, LEFT_MM, PITCH_MM, WIDE_MM
from shuniu.layout.glyphs import Glyph, Page, pages_of
from shuniu.proofing.draft import Draft, Line, Part
from shuniu.proofing.forms import is_label, level_of
from shuniu.proofing.taking_apart import taken_apart

RIGHT_MM = LEFT_MM + WIDE_MM
_FOLIO = re.compile(r"[—–\-－]?\s*\d{1,3}\s*[—–\-－]?")


@dataclass(frozen=True)
class Row:
    """一行: its words, and where it stands."""

    page: int
    glyphs: tuple[Glyph, ...]

    @property
    def words(self) -> str:
        return "".join(glyph.char for glyph in self.glyphs)

    @property
    def size(self) -> float:
        sizes = sorted(glyph.size for glyph in self.glyphs)
        return sizes[len(sizes) // 2]

    @property
    def left(self) -> float:
        return self.glyphs[0].x

    @property
    def right(self) -> float:
        last = self.glyphs[-1]
        full = last.size * 25.4 / 72
        # A Chinese mark may be drawn in half of its square; its square counts.
        return last.x + (full if ord(last.char) > 0x2E80 or last.char in "—“”‘’…" else last.right - last.x)

    @property
    def y(self) -> float:
        return self.glyphs[0].baseline

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def red(self) -> bool:
        return sum(glyph.red for glyph in self.glyphs) * 2 > len(self.glyphs)

    @property
    def face(self) -> str:
        fonts = [glyph.font for glyph in self.glyphs if ord(glyph.char) > 0x2E80]
        return max(set(fonts), key=fonts.count) if fonts else ""


@dataclass
class PaperFile:
    """A PDF taken apart for its layout; `draft` is the plain text read off the paper with its parts."""

    data: bytes
    pages: tuple[Page, ...] = ()
    draft: Draft = field(default_factory=lambda: Draft(""))

    def __post_init__(self) -> None:
        self.pages = pages_of(self.data)
        self._starts: dict[int, list[Row]] = {}
        text = ""
        for rows in _paragraphs(self.rows):
            words = _joined(rows)
            lead = len(words) - len(words.lstrip())
            self._starts[len(text) + lead] = rows
            text += words + "\n"
        self.draft = taken_apart(text.rstrip("\n"))

    @cached_property
    def rows(self) -> list[Row]:
        """All rows but the page numbers."""
        return [row for row in self._all if not self.is_folio(row)]

    @cached_property
    def _all(self) -> list[Row]:
        return [
            Row(number, glyphs) for number, page in enumerate(self.pages) for glyphs in page.rows() if glyphs
        ]

    @cached_property
    def folios(self) -> list[Row]:
        """页码."""
        return [row for row in self._all if self.is_folio(row)]

    def is_folio(self, row: Row) -> bool:
        page = self.pages[row.page]
        low = row.y > (262.5 if page.height > page.width else 180)
        beside = row.left < 24 or row.left > page.width - 24
        return (low or beside) and bool(_FOLIO.fullmatch(row.words.strip()))

    def of(self, *parts: Part) -> Iterator[tuple[Line, list[Row]]]:
        """Lines of these parts with their rows."""
        for line in self.draft.of(*parts):
            rows = self._starts.get(line.start)
            if rows:
                yield line, rows


def _paragraphs(rows: list[Row]) -> Iterator[list[Row]]:
    """Rows of one paragraph: a row at the left edge goes on with the full row above it."""
    held: list[Row] = []
    for row in rows:
        if held and _goes_on(held, row):
            held.append(row)
            continue
        if held:
            yield held
        held = [row]
    if held:
        yield held


def _goes_on(held: list[Row], row: Row) -> bool:
    before = held[-1]
    if abs(before.size - row.size) > 0.6 or before.red != row.red:
        return False
    near = row.page != before.page or row.y - before.y < PITCH_MM * 1.35
    if 20.5 < row.size < 23.5:  # a title in lines
        return near and not before.red
    full = before.right > RIGHT_MM - 2.2 * CELL_MM
    if is_label(row.words.strip()) or re.match(r"(?:出席|列席|请假|抄送|附件)[：:]", row.words):
        return False
    if not near or not full:
        return False
    if abs(row.left - LEFT_MM) < 1.5:
        return True
    hanging = (
        row.left > LEFT_MM + 2.5 * CELL_MM
        and abs(row.left - held[0].left) > 1
        and not re.match(r"\d{1,2}\.", row.words)
    )
    label = re.match(r"(?:出席|列席|请假|抄送|主送|附件)[：:]|\d{1,2}\.", held[0].words.strip())
    return hanging and bool(label) and level_of(row.words)[0] == 0


def _joined(rows: list[Row]) -> str:
    words = ""
    for row in rows:
        before = None
        for glyph in row.glyphs:
            # A wide gap inside a row parts a name from a date.
            if before is not None and glyph.x - before.right > 1.6 * CELL_MM:
                words += "\u3000"
            words += glyph.char
            before = glyph
    return words.replace("\u00a0", " ")
