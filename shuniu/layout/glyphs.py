"""读回字位: every glyph, rule and picture of a PDF with its place in millimetres from the top left of the page.

What the check of a PDF, the OFD writer and the tests of the typesetter see is the paper itself, not what was meant.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import pypdfium2.raw as raw

from shuniu.files.readers import pdf as reader

MM = 25.4 / 72
# Of the square of a character, what is above its baseline.
ABOVE = 0.88


@dataclass(frozen=True)
class Glyph:
    """一个字: the corner of its square (`x`, `y`), its baseline, its ink, its size in points, font and colour."""

    char: str
    x: float
    baseline: float
    size: float
    font: str
    colour: tuple[int, int, int]
    left: float
    top: float
    right: float
    bottom: float
    narrow: float = 1.0  # how much of its own width it has
    turned: bool = False  # a quarter, clockwise

    @property
    def y(self) -> float:
        return self.baseline - ABOVE * self.size * MM

    @property
    def red(self) -> bool:
        return self.colour[0] > 180 and max(self.colour[1:]) < 80


@dataclass(frozen=True)
class Mark:
    """线、图: a drawn rule or a picture by its box; `colour` of a rule is its fill or stroke."""

    kind: str  # rule, picture
    left: float
    top: float
    right: float
    bottom: float
    colour: tuple[int, int, int] = (0, 0, 0)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def red(self) -> bool:
        return self.colour[0] > 180 and max(self.colour[1:]) < 80


@dataclass(frozen=True)
class Page:
    """一面: its size in millimetres and what stands on it, glyphs in the order of the file."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    marks: tuple[Mark, ...]

    def rows(self, slack: float = 0.4) -> list[tuple[Glyph, ...]]:
        """行: glyphs with one baseline (to `slack` millimetres), from the top; in each from the left."""
        found: list[list[Glyph]] = []
        for glyph in sorted((g for g in self.glyphs if g.char.strip()), key=lambda g: (g.baseline, g.x)):
            if found and abs(found[-1][0].baseline - glyph.baseline) <= slack:
                found[-1].append(glyph)
            else:
                found.append([glyph])
        return [tuple(sorted(row, key=lambda g: g.x)) for row in found]

    @property
    def words(self) -> str:
        return "\n".join("".join(g.char for g in row) for row in self.rows())


def pages_of(pdf: bytes) -> tuple[Page, ...]:
    """字位: all pages of a PDF. Raises CannotTake where it is damaged."""
    with reader.opened(pdf) as document, reader.LOCK:
        return tuple(_page(document[index]) for index in range(len(document)))


def _page(page) -> Page:
    width, height = page.get_size()
    text = page.get_textpage()
    glyphs = []
    for index in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (0, 10, 13) or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        glyphs.append(_glyph(text, index, chr(code), height))
    marks = []
    for thing in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)):
        left, bottom, right, top = thing.get_bounds()
        kind = "picture" if thing.type == raw.FPDF_PAGEOBJ_IMAGE else "rule"
        marks.append(
            Mark(
                kind, left * MM, (height - top) * MM, right * MM, (height - bottom) * MM, _path_colour(thing)
            )
        )
    return Page(width * MM, height * MM, tuple(glyphs), tuple(marks))


def _glyph(text, index: int, char: str, height: float) -> Glyph:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFText_GetFillColor(text, index, red, green, blue, alpha)
    return Glyph(
        char=char,
        x=x.value * MM,
        baseline=(height - y.value) * MM,
        size=raw.FPDFText_GetFontSize(text, index),
        font=_font(text, index),
        colour=(red.value, green.value, blue.value),
        left=left.value * MM,
        top=(height - top.value) * MM,
        right=right.value * MM,
        bottom=(height - bottom.value) * MM,
        narrow=abs(matrix.a / matrix.d) if abs(matrix.d) > 1e-6 else 1.0,
        turned=abs(matrix.b) > abs(matrix.a),
    )


def _font(text, index: int) -> str:
    name = ctypes.create_string_buffer(120)
    raw.FPDFText_GetFontInfo(text, index, name, len(name), ctypes.c_int())
    return name.value.decode("utf-8", "replace").split("+")[-1]


def _path_colour(thing) -> tuple[int, int, int]:
    if thing.type != raw.FPDF_PAGEOBJ_PATH:
        return (0, 0, 0)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha)
    return (red.value, green.value, blue.value)
