"""纸上的码: the small code in the corner of a printed sheet. It holds the number of the matter and nothing else.

A scanned sheet finds its way home by it (product.md §12). Writing needs nothing more; reading needs opencv, which
comes with the extra [ocr].
"""

from __future__ import annotations

import importlib.util
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import segno
from PIL import Image

from shuniu.files.choices import MediaKind
from shuniu.files.limits import Budget, Limits
from shuniu.files.readers import pdf
from shuniu.files.readers.pictures import pictures
from shuniu.files.recognition import recognise

NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,31}")
_CORNER = 0.45


@dataclass(frozen=True)
class Code:
    """码: the number, and the four corners of its squares on the page (x, y in points of the picture), clockwise from the
    corner that was the upper left one when it was printed."""

    number: str
    corners: tuple[tuple[float, float], ...]


def write_code(number: str, *, millimetres: float = 14) -> str:
    """The code as an SVG, black on white, quiet zone included; `number` like "2026-118".

    Raises ValueError when it is anything but a number: no title, no address, no name may ride on the paper.
    """
    code = _code(number)
    across = code.symbol_size(border=2)[0]
    out = io.BytesIO()
    code.save(
        out,
        kind="svg",
        border=2,
        xmldecl=False,
        svgns=True,
        unit="mm",
        scale=millimetres / across,
        light="white",
    )
    return out.getvalue().decode().strip()


def code_picture(number: str, *, points: int = 8) -> Image.Image:
    """The code as a picture, `points` for each of its squares."""
    out = io.BytesIO()
    _code(number).save(out, kind="png", border=2, scale=points)
    return Image.open(out).convert("RGB")


def available() -> bool:
    """Can codes be read on this machine?"""
    return importlib.util.find_spec("cv2") is not None


def read_codes(data: bytes, *, limits: Limits | None = None) -> dict[int, str]:
    """The number on each page that bears one: {page: number}. Codes that hold anything else are not ours.

    Empty when reading is not available, and for kinds without pages. Raises CannotTake like any reader of files.
    """
    if not available():
        return {}
    found = {}
    for number, image in page_pictures(data, Budget(limits or Limits())):
        if words := read_code(image):
            found[number] = words
    return found


def read_code(image: Image.Image) -> str:
    """The number on one page, or an empty string. Looks at the whole page, then closely at each corner."""
    found = find_code(image)
    return found.number if found else ""


def find_code(image: Image.Image) -> Code | None:
    """The code on one page with its place; None where there is none, or one that holds anything but a number."""
    import cv2
    import numpy

    detector = cv2.QRCodeDetector()
    for view, left, top, scale in _views(image.convert("L")):
        try:
            words, corners, _straight = detector.detectAndDecode(numpy.asarray(view))
        except cv2.error:  # a pattern that looks like a code and cannot be one
            continue
        if words and NUMBER.fullmatch(words) and corners is not None:
            return Code(words, tuple((left + x / scale, top + y / scale) for x, y in corners[0].tolist()))
    return None


def _code(number: str) -> segno.QRCode:
    if not NUMBER.fullmatch(number):
        raise ValueError("a code holds a number and nothing else")
    return segno.make_qr(number, error="q")


def _views(page: Image.Image) -> Iterator[tuple[Image.Image, int, int, int]]:
    """Ways of looking: (picture, where it begins on the page, how many times larger)."""
    yield page, 0, 0, 1
    across, down = int(page.width * _CORNER), int(page.height * _CORNER)
    for left in (page.width - across, 0):
        for top in (0, page.height - down):
            corner = page.crop((left, top, left + across, top + down))
            yield corner, left, top, 1
            yield corner.resize((corner.width * 2, corner.height * 2), Image.Resampling.LANCZOS), left, top, 2


def page_pictures(
    data: bytes, budget: Budget, *, dpi: int = 200, scanned_only: bool = False
) -> Iterator[tuple[int, Image.Image]]:
    """The pages of a PDF or a picture as (number, picture); nothing for kinds without pages.

    `scanned_only` leaves out pages that no scanner made: drawing them only to look for a code is half a second each.
    """
    kind = recognise(data)
    if kind is MediaKind.PDF:
        with pdf.opened(data) as document:
            with pdf.LOCK:
                count = len(document)
            budget.spend_pages(count)
            for number in range(1, count + 1):
                if not scanned_only or pdf.is_scanned(document, number):
                    yield number, pdf.render(document, number, dpi=dpi)
    elif kind.is_image:
        yield from enumerate(pictures(data, budget), start=1)
