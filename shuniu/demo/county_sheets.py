"""纸: a slip that a leader wrote on with the pen and the scanner brought back, through the real verbs; and another one
as a file, to be dropped by whoever looks at the demo.

On a machine without a Chinese font or the reader of codes the story goes on without them.
"""

from __future__ import annotations

import io
import random
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from shuniu.demo.world import Beat, World, beat
from shuniu.files import codes, typesetting
from shuniu.files.arrivals import Arrival
from shuniu.files.choices import Channel, MediaKind, TextSource
from shuniu.files.pages import Page
from shuniu.matters.intake.receiving import receive_arrival
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.models import Unit
from shuniu.routing.choices import Box
from shuniu.routing.models import Part
from shuniu.sheets import operations, returning
from shuniu.sheets.making.handling import handling_sheet
from shuniu.sheets.printing import as_pdf

SHEETS: list[Beat] = []
DPI = 200
WORDS = ("请按程序抓紧办,", "办完告我一声。")
SAMPLE = "处理笺_领导批过_扫描.pdf"


def possible() -> bool:
    """Can sheets be set and read on this machine?"""
    try:
        typesetting.faces()
    except typesetting.CannotSet:
        return False
    return codes.available()


def waiting_for_a_word(unit: Unit) -> list[Matter]:
    """Papers that lie with a leader for their word, the lowest number first."""
    parts = Part.objects.waiting().filter(stage__box=Box.INSTRUCT, stage__slip__matter__unit=unit)
    ids = parts.values_list("stage__slip__matter_id", flat=True)
    return list(
        Matter.objects.filter(pk__in=set(ids))
        .select_related("unit", "holder", "lead")
        .order_by("serial", "part")
    )


def a_slip_came_back(w: World) -> None:
    """梁静 prints a slip in the morning, the leader writes on it, the scanner brings it back."""
    found = waiting_for_a_word(w.office.unit)
    if not possible() or not found:
        return
    by = w.act("梁静")
    printed = operations.print_of_matter(found[0], "handling", by=by).typeset.pdf
    data = written_on(printed, seed=w.seed)
    arrival = Arrival("扫描0611001.pdf", MediaKind.PDF, data, pages=(Page(1, "", TextSource.OCR),))
    receive_arrival(arrival, by=by, channel=Channel.FOLDER)


SHEETS.append(beat("2026-06-11 15:40")(a_slip_came_back))


def sample(folder: Path) -> Path | None:
    """样件: a scanned slip of a matter that is in this demo office; without one, or without fonts, none."""
    unit = Unit.objects.order_by("pk").first()
    found = waiting_for_a_word(unit) if unit is not None and possible() else []
    if not found:
        return None
    matter = found[-1]
    pdf = as_pdf(handling_sheet(matter, at=moment.now()), at=moment.now()).pdf
    path = folder / SAMPLE
    path.write_bytes(written_on(pdf, seed=matter.serial))
    return path


def written_on(pdf: bytes, *, seed: int) -> bytes:
    """A printed sheet with ink between its squares, as the copier gives it back: crooked, grey and grainy."""
    dice = random.Random(seed)
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].render(scale=DPI / 72).to_pil().convert("RGB")
    for left, top, right, bottom in returning.places_of(page):
        _write(page, left, top, right, bottom, dice)
    page = page.rotate(dice.uniform(-1.2, 1.2), resample=Image.Resampling.BICUBIC, fillcolor=(248, 248, 248))
    noise = Image.frombytes("L", page.size, dice.randbytes(page.width * page.height)).convert("RGB")
    page = Image.blend(page, noise, 0.03).filter(ImageFilter.GaussianBlur(0.4))
    out = io.BytesIO()
    page.save(out, "PDF", resolution=DPI, quality=75)
    return out.getvalue()


def _write(page: Image.Image, left: int, top: int, right: int, bottom: int, dice: random.Random) -> None:
    """Two lines by hand: each character a little off its place, with a pen of dark blue."""
    path, index = typesetting.file_of(typesetting.faces().kai[0])
    tall = min((bottom - top) // 4, (right - left) // 13)
    pen = ImageFont.truetype(path, tall, index=index)
    draw = ImageDraw.Draw(page)
    for line, words in enumerate(WORDS):
        across = left + (right - left) * 0.12
        for word in words:
            at = (across, top + tall * (0.7 + 1.25 * line) + dice.uniform(-0.08, 0.08) * tall)
            draw.text(at, word, font=pen, fill=(25, 30, 95))
            across += tall * dice.uniform(0.9, 1.02)
