"""回来的纸: a scanned sheet that bears the number of a matter goes back to it, and makes no new one (product §12).

Nothing is guessed: without a code that can be read, or with a number that no matter of this unit has, the paper is
taken in like any other. Pages without a code belong to the sheet that lies before them in the stack, since the
original follows its slip; pages before the first code are a paper of their own.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2
from PIL import Image

from shuniu.files import codes
from shuniu.files.arrivals import Arrival
from shuniu.files.choices import MediaKind
from shuniu.files.limits import Budget, Limits
from shuniu.files.readers import pdf
from shuniu.files.refusals import CannotTake
from shuniu.matters.intake.bundles import Bundle
from shuniu.matters.models import Matter
from shuniu.org.models import Unit

_NUMBER = re.compile(r"(\d{4})-(\d{1,9})(?:-(\d{1,4}))?")


@dataclass(frozen=True)
class Run:
    """一叠里的一份: pages that lie together; `matter` is None for those that are no sheet of ours."""

    piece: Arrival
    matter: Matter | None


def runs_of(bundle: Bundle, unit: Unit) -> list[Run]:
    """一份一份: the sheets of one paper that was dropped, or that a letter brought; [] when no sheet of ours is there."""
    if not codes.available():
        return []
    scans = [piece for piece in bundle.pieces if piece.kind is MediaKind.PDF or piece.kind.is_image]
    if bundle.mail is None and len(scans) < len(bundle.pieces):
        return []
    runs = [run for piece in scans for run in _runs(piece, unit)]
    return runs if any(run.matter for run in runs) else []


def letter_without(bundle: Bundle, runs: list[Run]) -> list[Bundle]:
    """信里剩下的: a letter whose sheets went home, with its words and what else it brought; [] for a mere envelope.

    The letter as it was sent is not kept: the sheets are inside it, and who reads the letter may not know their matters.
    """
    assert bundle.mail is not None
    scanned = {piece.sha256 for piece in bundle.pieces if piece.kind is MediaKind.PDF or piece.kind.is_image}
    others = [run.piece for run in runs if run.matter is None]
    for piece in bundle.pieces:
        if piece.sha256 in scanned:
            continue
        inside = {part.sha256 for part in piece.walk()}
        others.append(replace(piece, data=b"", parts=()) if inside & scanned else piece)
    if not any(piece.text.strip() or piece.data for piece in others):
        return []
    return [Bundle(tuple(others), mail=replace(bundle.mail, data=b"", parts=()))]


def _runs(piece: Arrival, unit: Unit) -> list[Run]:
    seen = _numbers(piece)
    homes = {number: _matter_of(number, unit) for number in set(seen.values())}
    groups: list[tuple[Matter | None, list[int]]] = []
    last = max([len(piece.pages), *seen])
    for page in range(1, last + 1):
        home = homes.get(seen.get(page, ""))
        if not groups or (home is not None and home != groups[-1][0]):
            groups.append((home, []))
        groups[-1][1].append(page)
    if len(groups) <= 1:
        return [Run(piece, groups[0][0] if groups else None)]
    return [Run(_part(piece, pages), home) for home, pages in groups]


def _numbers(piece: Arrival) -> dict[int, str]:
    """The number on each page that a scanner made; {} where there is none."""
    try:
        seen = codes.page_pictures(piece.data, Budget(Limits()), scanned_only=True)
        return {number: words for number, picture in seen if (words := codes.read_code(picture))}
    except CannotTake:  # it came in already; that its pages cannot be drawn makes it no sheet of ours
        return {}


def _matter_of(number: str, unit: Unit) -> Matter | None:
    parts = _NUMBER.fullmatch(number)
    if parts is None:
        return None
    year, serial, part = parts.groups(default="0")
    found = (
        Matter.objects.filter(unit=unit, year=int(year), serial=int(serial), part=int(part))
        .select_related("merged_into", "unit")
        .first()
    )
    return (found.merged_into or found) if found else None


def _part(piece: Arrival, pages: list[int]) -> Arrival:
    """Some pages as a file of their own, their pictures untouched: nobody is shown another matter's sheet."""
    data = _pdf_part(piece.data, pages) if piece.kind is MediaKind.PDF else _frames(piece.data, pages)
    kept = [page for page in piece.pages if page.number in pages]
    return replace(
        piece,
        data=data,
        pages=tuple(replace(page, number=n) for n, page in enumerate(kept, start=1)),
        parts=(),
    )


def _pdf_part(data: bytes, pages: list[int]) -> bytes:
    out = io.BytesIO()
    with pdf.opened(data) as whole, pdf.LOCK:
        fresh = pypdfium2.PdfDocument.new()
        try:
            fresh.import_pages(whole, [page - 1 for page in pages])
            fresh.save(out)
        finally:
            fresh.close()
    return out.getvalue()


def _frames(data: bytes, pages: list[int]) -> bytes:
    """Frames of a picture of many, without loss."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as whole:
        first, *rest = list(_chosen(whole, pages))
    first.save(out, "TIFF", save_all=True, append_images=rest, compression="tiff_lzw")
    return out.getvalue()


def _chosen(whole: Image.Image, pages: list[int]) -> Iterator[Image.Image]:
    for page in pages:
        whole.seek(page - 1)
        yield whole.copy()
