"""识别: the words in a picture, by models that ship in a package and run on this machine.

Needs the extra [ocr]; without it `available()` is False and everything else works. One page at a time: the
recogniser takes about a gigabyte, and two of them would not be faster on two cores (stack.md §7).
"""

from __future__ import annotations

import importlib.util
import math
import statistics
import threading
import unicodedata
from dataclasses import dataclass, field, replace

from PIL import Image

from shuniu.files.pages import Boxes

LONGEST_SIDE = 2400
_DOUBTFUL_BELOW = 0.80
_NOISE_BELOW = 0.5
_UPSIDE_DOWN_BELOW = 0.8
_ONE_AT_A_TIME = threading.Lock()
_engine = None


@dataclass(frozen=True)
class Recognised:
    """What was read in one picture: text, one place per character, and the passages it is unsure of.

    `faint` is what was too unsure to be text at all; only the secrecy guard looks at it.
    """

    text: str = field(repr=False)
    boxes: Boxes = field(repr=False)
    doubtful: tuple[tuple[int, int], ...] = ()
    faint: str = field(default="", repr=False)


@dataclass
class _Strip:
    """One stretch of text found by the recogniser: four corners in pixels, text, certainty."""

    corners: list[tuple[float, float]]
    text: str
    score: float
    x: float = 0.0
    y: float = 0.0

    @property
    def height(self) -> float:
        (x0, y0), _right, _low, (x3, y3) = self.corners
        return math.hypot(x3 - x0, y3 - y0)

    @property
    def width(self) -> float:
        (x0, y0), (x1, y1), _low, _left = self.corners
        return math.hypot(x1 - x0, y1 - y0)


def available() -> bool:
    """Is the recogniser installed?"""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2"))


def recognise_text(image: Image.Image) -> Recognised:
    """The text of a picture in reading order. Takes 2 to 6 s for an A4 page on two cores."""
    image = image.convert("RGB")
    longest = max(image.size)
    if longest > LONGEST_SIDE:
        image = image.resize(
            (max(1, image.width * LONGEST_SIDE // longest), max(1, image.height * LONGEST_SIDE // longest)),
            Image.Resampling.LANCZOS,
        )
    strips = _strips(image)
    if _lies_on_its_side(strips):
        strips = _turned_upright(image, strips)
    elif strips and _certainty(strips) < _UPSIDE_DOWN_BELOW:
        turned = _read_turned(image, Image.Transpose.ROTATE_180)
        strips = turned if _certainty(turned) > _certainty(strips) else strips
    faint = "\n".join(strip.text for strip in strips if strip.score < _NOISE_BELOW)
    strips = [strip for strip in strips if strip.score >= _NOISE_BELOW]
    return replace(_compose(strips, image.width, image.height), faint=faint)


def _strips(image: Image.Image) -> list[_Strip]:
    import numpy

    with _ONE_AT_A_TIME:
        # Lines are not turned one by one: a whole page that stands on its head must show by its low certainty.
        result = _recogniser()(numpy.asarray(image)[:, :, ::-1], use_cls=False, text_score=0.0)
    if result.boxes is None or result.txts is None:
        return []
    return [
        _Strip([(float(x), float(y)) for x, y in corners], unicodedata.normalize("NFC", text), float(score))
        for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
        if text
    ]


def _recogniser():
    global _engine
    if _engine is None:
        from rapidocr import RapidOCR

        _engine = RapidOCR(params={"Global.log_level": "critical"})
    return _engine


def _lies_on_its_side(strips: list[_Strip]) -> bool:
    tall = [strip for strip in strips if _upright_size(strip)[1] > 1.5 * _upright_size(strip)[0]]
    return len(tall) > 2 and len(tall) > len(strips) / 2


def _upright_size(strip: _Strip) -> tuple[float, float]:
    xs, ys = [x for x, _y in strip.corners], [y for _x, y in strip.corners]
    return max(xs) - min(xs), max(ys) - min(ys)


def _turned_upright(image: Image.Image, strips: list[_Strip]) -> list[_Strip]:
    """A page that lies on its side, read from the side it should be read from.

    The recogniser sets upright strips level by a quarter turn to the left; whether it could read them says which way
    the page lies. Columns of characters that stand upright are read as well as before, and stay as they are.
    """
    turn = Image.Transpose.ROTATE_90 if _certainty(strips) > 0.7 else Image.Transpose.ROTATE_270
    turned = _read_turned(image, turn)
    return turned if _certainty(turned) > 0.9 * _certainty(strips) else strips


def _read_turned(image: Image.Image, turn: Image.Transpose) -> list[_Strip]:
    """Strips of the turned picture in its order, their corners turned back to the page as it lies."""
    back = {
        Image.Transpose.ROTATE_270: lambda x, y: (y, image.height - x),
        Image.Transpose.ROTATE_90: lambda x, y: (image.width - y, x),
        Image.Transpose.ROTATE_180: lambda x, y: (image.width - x, image.height - y),
    }[turn]
    strips = _strips(image.transpose(turn))
    for strip in strips:
        strip.x, strip.y = (sum(values) / 4 for values in zip(*strip.corners, strict=True))
        strip.corners = [back(x, y) for x, y in strip.corners]
    return strips


def _certainty(strips: list[_Strip]) -> float:
    """Of an average character, from 0 to 1."""
    characters = sum(len(strip.text) for strip in strips)
    return sum(strip.score * len(strip.text) for strip in strips) / characters if characters else 0.0


def _compose(strips: list[_Strip], width: int, height: int) -> Recognised:
    text: list[str] = []
    places: list[tuple[float, float, float, float] | None] = []
    doubtful: list[tuple[int, int]] = []
    for row in _rows(strips):
        if text:
            text.append("\n")
            places.append(None)
        for number, strip in enumerate(row):
            if number:
                text.append(" ")
                places.append(None)
            start = len(text)
            text.extend(strip.text)
            places.extend(_character_places(strip, width, height))
            if strip.score < _DOUBTFUL_BELOW:
                doubtful.append((start, len(text)))
    return Recognised("".join(text), Boxes.of(places), tuple(doubtful))


def _rows(strips: list[_Strip]) -> list[list[_Strip]]:
    """Strips side by side make one row, though the page may lie a little askew."""
    if not strips:
        return []
    slopes = [
        math.atan2(s.corners[1][1] - s.corners[0][1], s.corners[1][0] - s.corners[0][0]) for s in strips if s.width > 3 * s.height
    ]
    slope = statistics.median(slopes) if slopes else 0.0
    straight = abs(slope) < math.pi / 8
    for strip in strips:
        if strip.x or strip.y:
            continue
        x, y = (sum(values) / 4 for values in zip(*strip.corners, strict=True))
        strip.x, strip.y = x, (y - math.tan(slope) * x if straight else y)
    rows: list[list[_Strip]] = []
    for strip in sorted(strips, key=lambda s: s.y):
        if rows and abs(strip.y - statistics.mean(s.y for s in rows[-1])) < 0.5 * min(strip.height, rows[-1][0].height):
            rows[-1].append(strip)
        else:
            rows.append([strip])
    return [sorted(row, key=lambda s: s.x) for row in rows]


def _character_places(strip: _Strip, width: int, height: int) -> list[tuple[float, float, float, float]]:
    """Characters share the strip by their usual width: a Latin letter takes a little more than half a Han one."""
    weights = [1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.55 for char in strip.text]
    total = sum(weights)
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = strip.corners
    places = []
    done = 0.0
    for weight in weights:
        a, b = done / total, (done + weight) / total
        xs = [x0 + (x1 - x0) * a, x0 + (x1 - x0) * b, x3 + (x2 - x3) * b, x3 + (x2 - x3) * a]
        ys = [y0 + (y1 - y0) * a, y0 + (y1 - y0) * b, y3 + (y2 - y3) * b, y3 + (y2 - y3) * a]
        places.append((min(xs) / width, min(ys) / height, max(xs) / width, max(ys) / height))
        done += weight
    return places
