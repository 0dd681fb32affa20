"""纸上的手迹: where on a scanned sheet the pen was to write, found by the black squares that were printed around it.

The code says which way up the page lies and how large a millimetre is; the squares say where the space is. What is cut
out is turned by right angles only, so that every point is the point that was scanned. Nothing is guessed: a page
without a code or without its squares gives nothing, and the scan lies with the matter all the same.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageFilter

from shuniu.files import codes
from shuniu.files.limits import Budget, Limits
from shuniu.sheets.printing import CODE_MILLIMETRES
from shuniu.sheets.sheet import PEN_MARK

DPI = 300
_QUIET = 2  # modules of white around the code as it is printed
_MODULES = 21  # of a code that holds a number
_LEAST_INK = 0.0006  # of the points of a space; less is dust
_NARROWEST, _LOWEST = 60.0, 15.0  # millimetres: no space for the pen is smaller


@dataclass(frozen=True)
class Cut:
    """裁下来的: one space for the pen on one page, as PNG."""

    page: int
    place: int
    picture: bytes


def cuts_of(data: bytes) -> list[Cut]:
    """手迹 on the pages of a scan, from the top; spaces in which nothing was written are left out."""
    if not codes.available():
        return []
    found = []
    for number, picture in codes.page_pictures(data, Budget(Limits()), dpi=DPI):
        for place, space in enumerate(spaces_of(picture), start=1):
            if _has_ink(space):
                found.append(Cut(number, place, _png(space)))
    return found


def spaces_of(picture: Image.Image) -> list[Image.Image]:
    """The spaces for the pen on one page, upright, each cut along the outer edges of its squares."""
    code = codes.find_code(picture)
    if code is None:
        return []
    quarter, _millimetre = _lies(code)
    upright = picture.rotate(90 * quarter, expand=True) if quarter else picture
    return [upright.crop(box) for box in places_of(upright, None if quarter else code)]


def places_of(upright: Image.Image, code: codes.Code | None = None) -> list[tuple[int, int, int, int]]:
    """Where the spaces for the pen are on a page that lies upright: (left, top, right, bottom), from the top."""
    code = code or codes.find_code(upright)
    if code is None:
        return []
    _quarter, millimetre = _lies(code)
    return _frames(list(_squares(upright, millimetre, away_from=code)), millimetre)


def _lies(code: codes.Code) -> tuple[int, float]:
    """(quarter turns counter-clockwise that set the page upright, points of a millimetre)."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = code.corners
    side = (math.dist((ax, ay), (bx, by)) + math.dist((bx, by), (cx, cy)) + math.dist((cx, cy), (dx, dy))) / 3
    printed = CODE_MILLIMETRES * _MODULES / (_MODULES + 2 * _QUIET)
    angle = math.degrees(math.atan2(by - ay, bx - ax))  # of the upper edge; 0 when upright, y grows downwards
    return round(angle / 90) % 4, side / printed


@dataclass(frozen=True)
class _Square:
    x: float
    y: float
    left: int
    top: int
    right: int
    bottom: int


def _squares(page: Image.Image, millimetre: float, *, away_from: codes.Code) -> Iterator[_Square]:
    """Solid black squares of the printed size; the three large ones of the code are not among them."""
    import cv2
    import numpy

    grey = cv2.GaussianBlur(numpy.asarray(page.convert("L")), (3, 3), 0)
    _level, black = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    side = PEN_MARK * millimetre
    # What is thinner than half a square goes: strokes of the pen that touch it, lines of the form.
    half = max(3, int(side / 2) | 1)
    solid = cv2.morphologyEx(black, cv2.MORPH_OPEN, numpy.ones((half, half), numpy.uint8))
    contours, _tree = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    xs = [x for x, _y in away_from.corners]
    ys = [y for _x, y in away_from.corners]
    for contour in contours:
        (x, y), (wide, tall), _angle = cv2.minAreaRect(contour)
        if not (0.7 * side <= min(wide, tall) and max(wide, tall) <= 1.4 * side):
            continue
        if cv2.contourArea(contour) < 0.7 * wide * tall:
            continue
        if min(xs) - side <= x <= max(xs) + side and min(ys) - side <= y <= max(ys) + side:
            continue
        left, top, across, down = cv2.boundingRect(contour)
        yield _Square(x, y, left, top, left + across, top + down)


def _frames(squares: list[_Square], millimetre: float) -> list[tuple[int, int, int, int]]:
    """Four squares at the corners of a rectangle are a space for the pen: (left, top, right, bottom), from the top."""
    found = []
    for first in squares:
        for across in squares:
            wide = across.x - first.x
            if wide < _NARROWEST * millimetre or abs(across.y - first.y) > 0.06 * wide:
                continue
            lean = (across.y - first.y) / wide  # how crooked the page lies
            below = [
                s
                for s in squares
                if s.y - first.y > _LOWEST * millimetre
                and abs(s.x - first.x + (s.y - first.y) * lean) < 2 * millimetre
            ]
            for third in sorted(below, key=lambda s: s.y)[:1]:
                x, y = across.x + third.x - first.x, across.y + third.y - first.y
                fourth = next((s for s in squares if math.dist((s.x, s.y), (x, y)) < 2 * millimetre), None)
                if fourth is not None:
                    four = (first, across, third, fourth)
                    found.append(
                        (
                            min(s.left for s in four), min(s.top for s in four), max(s.right for s in four),
                            max(s.bottom for s in four),
                        )
                    )  # fmt: skip
    return sorted(set(found), key=lambda box: box[1])


def _has_ink(space: Image.Image) -> bool:
    """Is anything written between the squares? Dust and the grain of a scan do not count."""
    margin = round(space.width * 0.03), round(space.height * 0.02)
    across = round(space.width * 0.05)
    inner = space.convert("L").crop((across, margin[1], space.width - across, space.height - margin[1]))
    inner = inner.filter(ImageFilter.MedianFilter(5))
    histogram = inner.histogram()
    total = inner.width * inner.height
    paper = _median(histogram, total)
    dark = sum(histogram[: max(0, paper - 60)])
    return dark > _LEAST_INK * total


def _median(histogram: list[int], total: int) -> int:
    seen = 0
    for level, count in enumerate(histogram):
        seen += count
        if seen * 2 >= total:
            return level
    return 255


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
