"""扫描件与照片: pictures, each frame a page, read by the recogniser."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from shuniu.files import ocr
from shuniu.files.arrivals import Arrival, Reading
from shuniu.files.choices import Stage, TextSource
from shuniu.files.limits import Budget
from shuniu.files.pages import Page
from shuniu.files.refusals import CannotRead

_ORNAMENT_SIDE = 48  # icons and rules in mails; no mark fits into them
Image.MAX_IMAGE_PIXELS = None  # `Budget.check_picture` decides, with a sentence instead of a warning


def read(arrival: Arrival, reading: Reading) -> Arrival:
    frames = frame_count(arrival.data, reading.budget)
    reading.budget.spend_pages(frames)
    if reading.depth and _is_ornament(arrival.data):
        return arrival
    if not ocr.available():
        return replace(arrival, problem=reading.unsure(recogniser_missing()))
    pages = []
    for number, image in enumerate(pictures(arrival.data, reading.budget), start=1):
        reading.progress(Stage.OCR, number - 1, frames)
        pages.append(scanned_page(image, number, reading))
    reading.progress(Stage.OCR, frames, frames)
    return replace(arrival, pages=tuple(pages))


def scanned_page(image: Image.Image, number: int, reading: Reading) -> Page:
    """One picture as a page, seen by the guard before the next one is looked at."""
    reading.budget.spend_scanned_page()
    found = ocr.recognise_text(image)
    reading.guard_text(f"{found.text}\n{found.faint}", place=page_place(number), scanned=True)
    return Page(number, found.text, TextSource.OCR, found.boxes, found.doubtful)


def page_place(number: int) -> str:
    return _("首页") if number == 1 else _("第 {number} 页").format(number=number)


def recogniser_missing() -> CannotRead:
    return CannotRead(
        _(
            "这是扫描件或图片，要先识别文字才能查密级、读内容，但识别组件没有装，所以没有收，也没有留底。"
            "请送带文字的电子件，或请管理员装上识别组件（pip install 'shuniu[ocr]'）后再送。"
        )
    )


def frame_count(data: bytes, budget: Budget) -> int:
    """How many pictures are in the file; their size is checked before any point is unpacked."""
    with _open(data) as image:
        budget.check_picture(*image.size)
        return min(getattr(image, "n_frames", 1), budget.limits.pages + 1)


def pictures(data: bytes, budget: Budget, *, start: int = 0) -> Iterator[Image.Image]:
    """Each frame upright, in RGB on white, one at a time from frame `start` on; very large ones near reading size."""
    with _open(data) as image:
        for number in range(start, getattr(image, "n_frames", 1)):
            image.seek(number)
            budget.check_picture(*image.size)
            image.draft("RGB", (ocr.LONGEST_SIDE, ocr.LONGEST_SIDE))  # a large JPEG is unpacked at half or quarter size
            yield ImageOps.exif_transpose(_on_white(_near_reading_size(image)))


def _near_reading_size(image: Image.Image) -> Image.Image:
    """A third of the memory for a 600 dpi scan: points are averaged before colours are spread out."""
    if image.mode.startswith("I"):  # sixteen bits of grey
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    factor = max(image.size) // ocr.LONGEST_SIDE
    if factor < 2:
        return image
    if image.mode not in ("L", "RGB", "RGBA", "LA", "CMYK"):
        image = image.convert("L" if image.mode == "1" else "RGBA" if "transparency" in image.info else "RGB")
    return image.reduce(factor)


def _on_white(image: Image.Image) -> Image.Image:
    """What is transparent is paper, not ink."""
    if image.mode not in ("RGBA", "LA", "PA") and "transparency" not in image.info:
        return image.convert("RGB") if image.mode != "RGB" else image
    shown = image.convert("RGBA")
    white = Image.new("RGB", shown.size, "white")
    white.paste(shown, mask=shown.getchannel("A"))
    return white


def _open(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "WEBP", "BMP", "DIB", "GIF"))


def _is_ornament(data: bytes) -> bool:
    with _open(data) as image:
        return min(image.size) < _ORNAMENT_SIDE
