"""PDF: the text layer with the place of every character; pages without one go to the recogniser."""

from __future__ import annotations

import ctypes
import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium
from django.utils.translation import gettext as _
from PIL import Image

from shuniu.files import ocr, secrecy
from shuniu.files.arrivals import Arrival, Reading
from shuniu.files.choices import MediaKind, Stage, TextSource
from shuniu.files.pages import Boxes, Page
from shuniu.files.readers.pictures import page_place, recogniser_missing, scanned_page
from shuniu.files.refusals import broken, locked

# PDFium is not safe to be called from two threads, whatever the document. Held for one page at a time.
LOCK = threading.RLock()
OCR_DPI = 200
_MOST_POINTS = 14_000_000
_FINE = 1_000_000
_SCAN_COVERS = 0.5
_STAMP_COVERS = 0.01
_PICTURES_LOOKED_AT = 6


@dataclass(frozen=True)
class _Layer:
    """What the text layer of a page gives, and how much of the page is covered by pictures."""

    text: str
    boxes: Boxes
    pictures: tuple[tuple[float, float, float, float], ...]
    drawn: bool
    remarks: str

    @property
    def readable(self) -> bool:
        visible = [char for char in self.text if not char.isspace()]
        odd = sum(1 for char in visible if char == "\ufffd" or "\ue000" <= char <= "\uf8ff")
        return len(visible) >= 8 and odd * 3 < len(visible)


def read(arrival: Arrival, reading: Reading) -> Arrival:
    with opened(arrival.data) as document:
        with LOCK:
            count = len(document)
            facts = {key: value for key, value in document.get_metadata_dict(skip_empty=True).items() if value}
            headings = [mark.get_title() or "" for mark in itertools.islice(document.get_toc(max_depth=4), 500)]
        if not count:
            raise broken(MediaKind.PDF.label)
        reading.budget.spend_pages(count)
        _guard_facts(facts, reading)
        reading.guard_text("\n".join(headings), place=_("书签"))
        pages, notes = [], list(arrival.notes)
        looked_at = 0
        for number in range(1, count + 1):
            page, blank, looked = _read_page(document, number, count, reading, looked_at)
            looked_at += looked
            pages.append(page)
            if blank:
                notes.append(_("第 {number} 页是空白。").format(number=number))
            reading.progress(Stage.READ_TEXT, number, count)
        parts = tuple(reading.open_part(data, name) for data, name in _attachments(document))
    problem = reading_problem(pages, reading)
    return replace(arrival, pages=tuple(pages), parts=parts, facts=_known(facts), notes=tuple(notes), problem=problem)


def reading_problem(pages: list[Page], reading: Reading) -> str:
    """Pages that stayed unread because the recogniser is missing and the unit lets them in."""
    unread = any(page.source is TextSource.OCR and not page.text for page in pages) and not ocr.available()
    return recogniser_missing().reason if unread else ""


def _read_page(
    document: pypdfium2.PdfDocument, number: int, count: int, reading: Reading, looked_at: int
) -> tuple[Page, bool, int]:
    """The page, whether it is blank, and how many crops of pictures the recogniser looked at."""
    layer = _layer(document, number)
    place = page_place(number)
    reading.guard_text(layer.remarks, place=place)
    if layer.readable or (layer.text.strip() and not layer.pictures):
        reading.guard_text(layer.text, place=place)
        looked = 0
        if looked_at < _PICTURES_LOOKED_AT:
            looked = _look_at_pictures(document, number, layer, reading)
        return Page(number, layer.text, TextSource.LAYER, layer.boxes), False, looked
    if not layer.drawn:
        return Page(number, "", TextSource.LAYER), True, 0
    if not ocr.available():
        reading.unsure(recogniser_missing())
        return Page(number, "", TextSource.OCR), False, 0
    reading.progress(Stage.OCR, number - 1, count)
    page = scanned_page(render(document, number, dpi=OCR_DPI), number, reading)
    return page, not page.text.strip(), 0


def _look_at_pictures(document: pypdfium2.PdfDocument, number: int, layer: _Layer, reading: Reading) -> int:
    """A stamp put on as a picture is not in the text layer; the guard reads the pictures of such pages too.

    A page that is one large picture under a layer came from a scanner: its head is read, where marks stand.
    """
    boxes = layer.pictures
    if not boxes or not ocr.available():
        return 0
    image = render(document, number, dpi=150)
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    if (right - left) * (bottom - top) >= _SCAN_COVERS:
        bottom = min(bottom, top + 0.35)
    margin = 0.01
    crop = image.crop(
        (
            int(max(0.0, left - margin) * image.width),
            int(max(0.0, top - margin) * image.height),
            int(min(1.0, right + margin) * image.width),
            int(min(1.0, bottom + margin) * image.height),
        )
    )
    reading.budget.spend_scanned_page()
    found = ocr.recognise_text(crop)
    reading.guard_text(f"{found.text}\n{found.faint}", place=page_place(number), scanned=True)
    return 1


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed at the end; a password or a damaged file is said in words."""
    with LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
                raise locked(MediaKind.PDF.label) from None
            raise broken(MediaKind.PDF.label) from None
    try:
        yield document
    finally:
        with LOCK:
            document.close()


def render(document: pypdfium2.PdfDocument, number: int, *, dpi: float = 0, width: int = 0) -> Image.Image:
    """Page `number` as a picture, by resolution or by width in points; never more than 14 million points."""
    with LOCK:
        page = document[number - 1]
        try:
            across, down = page.get_size()
            scale = dpi / 72 if dpi else width / max(across, 1)
            scale = min(scale, (_MOST_POINTS / max(across * down, 1)) ** 0.5)
            bitmap = page.render(scale=max(scale, 0.01))
            try:
                return bitmap.to_pil().convert("RGB")
            finally:
                bitmap.close()
        finally:
            page.close()


def is_scanned(document: pypdfium2.PdfDocument, number: int) -> bool:
    """Is the page what a scanner gives: mostly picture, with or without words laid over it?"""
    with LOCK:
        page = document[number - 1]
        try:
            across, down = page.get_size()
            covered = 0.0
            for one in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
                left, bottom, right, top = one.get_bounds()
                covered += max(0.0, right - left) * max(0.0, top - bottom)
            return covered >= _SCAN_COVERS * across * down
        finally:
            page.close()


def _layer(document: pypdfium2.PdfDocument, number: int) -> _Layer:
    with LOCK:
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError:
            raise broken(MediaKind.PDF.label) from None
        try:
            to_fractions = _to_fractions(page)
            pictures, drawn = _pictures(page, to_fractions)
            textpage = page.get_textpage()
            try:
                text, boxes = _characters(textpage, to_fractions)
            finally:
                textpage.close()
            remarks = _remarks(page)
        finally:
            page.close()
    return _Layer(text, boxes, pictures, drawn or bool(text.strip()) or bool(remarks), remarks)


def _to_fractions(page: pypdfium2.PdfPage):
    """From the page's own space (points, origin low on the left, perhaps turned) to fractions from the top left."""

    def device(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, across, down)
        return across.value / _FINE, down.value / _FINE

    (ox, oy), (xx, xy), (yx, yy) = device(0, 0), device(100, 0), device(0, 100)
    ax, ay, bx, by = (xx - ox) / 100, (xy - oy) / 100, (yx - ox) / 100, (yy - oy) / 100

    def convert(left: float, low: float, right: float, high: float) -> tuple[float, float, float, float]:
        xs = sorted((ox + ax * left + bx * low, ox + ax * right + bx * high))
        ys = sorted((oy + ay * left + by * low, oy + ay * right + by * high))
        return xs[0], ys[0], xs[1], ys[1]

    return convert


def _characters(textpage: pypdfium2.PdfTextPage, to_fractions) -> tuple[str, Boxes]:
    text: list[str] = []
    places: list[tuple[float, float, float, float] | None] = []
    guessed: list[bool] = []
    rectangle = pdfium.FS_RECTF()
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if code in (0, 0x0D, 0xFFFE) or code > 0x10FFFF:
            continue
        text.append(chr(code))
        guessed.append(code == 0x20 and pdfium.FPDFText_IsGenerated(textpage, index) == 1)
        if text[-1].isspace() or not pdfium.FPDFText_GetLooseCharBox(textpage, index, rectangle):
            places.append(None)
        else:
            places.append((rectangle.left, rectangle.bottom, rectangle.right, rectangle.top))
    kept = [index for index in range(len(text)) if not (guessed[index] and _only_air(text, places, index))]
    boxes = Boxes.of(None if (box := places[index]) is None else to_fractions(*box) for index in kept)
    return "".join(text[index] for index in kept), boxes


def _only_air(text: list[str], places: list[tuple[float, float, float, float] | None], index: int) -> bool:
    """A space the reader guessed between 于 and 6: typesetters leave a little air there, nobody wrote a space."""
    if not 0 < index < len(text) - 1 or max(text[index - 1], text[index + 1]) < "\u2e80":
        return False
    before, after = places[index - 1], places[index + 1]
    return bool(before and after and -1 < after[0] - before[2] < 0.6 * (before[3] - before[1]))


def _pictures(page: pypdfium2.PdfPage, to_fractions) -> tuple[tuple[tuple[float, float, float, float], ...], bool]:
    """The places of pictures large enough to hold words, and whether anything at all is drawn on the page."""
    found = []
    drawn = False
    for number, thing in enumerate(page.get_objects(max_depth=4)):
        if number > 3000:
            break
        drawn = True
        if thing.type != pdfium.FPDF_PAGEOBJ_IMAGE:
            continue
        try:
            left, top, right, bottom = to_fractions(*thing.get_bounds())
        except (pypdfium2.PdfiumError, AttributeError):
            continue
        left, top, right, bottom = max(left, 0.0), max(top, 0.0), min(right, 1.0), min(bottom, 1.0)
        if right > left and bottom > top and (right - left) * (bottom - top) >= _STAMP_COVERS:
            found.append((left, top, right, bottom))
    return tuple(found), drawn


def _remarks(page: pypdfium2.PdfPage) -> str:
    """The words of remarks and stamps laid over the page, which the text layer does not contain."""
    lines = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), 200)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            lines += [_words_of(annotation, key) for key in (b"Contents", b"V")]  # a remark; what was filled into a form
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return "\n".join(line for line in lines if line)


def _words_of(annotation, key: bytes) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < length < 20_000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


def _attachments(document: pypdfium2.PdfDocument) -> list[tuple[bytes, str]]:
    found = []
    with LOCK:
        for index in range(min(document.count_attachments(), 500)):
            attachment = document.get_attachment(index)
            try:
                found.append((bytes(attachment.get_data()), attachment.get_name() or ""))
            except pypdfium2.PdfiumError:
                continue
    return found


def _guard_facts(facts: dict[str, str], reading: Reading) -> None:
    place = _("文档属性")
    secrecy.check_text("\n".join(facts.values()), place=place)
    secrecy.check_title(facts.get("Title", ""), place=place)


def _known(facts: dict[str, str]) -> dict[str, str]:
    names = {"Title": "title", "Author": "author", "Subject": "subject", "CreationDate": "created"}
    return {names[key]: value for key, value in facts.items() if key in names}
