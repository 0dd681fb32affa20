"""看原件: pages as pictures, to stand beside the text with the places marked."""

from __future__ import annotations

import io

from django.utils.translation import gettext as _
from PIL import Image

from shuniu.files.choices import MediaKind
from shuniu.files.limits import Budget, Limits
from shuniu.files.readers import pdf
from shuniu.files.readers.pictures import frame_count, pictures
from shuniu.files.recognition import recognise
from shuniu.files.refusals import CannotTake, Why, broken

WIDEST = 2000


def can_render(kind: MediaKind) -> bool:
    """Kinds whose pages can be shown as they look; others are shown as text."""
    return kind is MediaKind.PDF or kind.is_image


def page_count(data: bytes) -> int:
    """How many pages can be shown; 0 for kinds that are shown as text."""
    kind = recognise(data)
    if kind is MediaKind.PDF:
        with pdf.opened(data) as document, pdf.LOCK:
            return len(document)
    return frame_count(data, Budget(Limits())) if kind.is_image else 0


def render_page(data: bytes, number: int, width: int) -> bytes:
    """Page `number` (from 1) as a PNG, `width` points wide (at most 2000).

    Rectangles of `locate` are fractions of this picture. Raises CannotTake when there is no such page, when the
    kind has no look of its own, or when the file cannot be drawn.
    """
    width = max(16, min(width, WIDEST))
    kind = recognise(data)
    if not can_render(kind):
        raise _no_page()
    try:
        image = _pdf_page(data, number, width) if kind is MediaKind.PDF else _frame(data, number, width)
    except CannotTake:
        raise
    except Exception:  # a page that a parser stumbles over is a damaged page, not an error of ours
        raise broken(kind.label) from None
    out = io.BytesIO()
    image.save(out, "PNG", optimize=False, compress_level=6)
    return out.getvalue()


def _pdf_page(data: bytes, number: int, width: int) -> Image.Image:
    with pdf.opened(data) as document:
        with pdf.LOCK:
            if not 1 <= number <= len(document):
                raise _no_page()
        image = pdf.render(document, number, width=width)
    if image.width != width:  # the renderer rounds up
        image = image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)
    return _few_colours(image)


def _frame(data: bytes, number: int, width: int) -> Image.Image:
    if not 1 <= number <= frame_count(data, Budget(Limits())):
        raise _no_page()
    image = next(pictures(data, Budget(Limits()), start=number - 1))
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _few_colours(image: Image.Image) -> Image.Image:
    """Grey pages as grey: a third of the bytes for the line of an old phone."""
    colours = image.getcolors(256)
    grey = colours is not None and all(isinstance(c, tuple) and c[0] == c[1] == c[2] for _count, c in colours)
    return image.convert("L") if grey else image


def _no_page() -> CannotTake:
    return CannotTake(Why.UNKNOWN, _("没有这一页。原件没有变，可以下载下来看。"))


