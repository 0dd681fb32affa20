"""Word 与演示文稿: paragraphs with their automatic numbers, tables as pipe rows; headers and text boxes for the guard."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from lxml import etree
from PIL import Image, UnidentifiedImageError

from shuniu.files import ocr, secrecy
from shuniu.files.arrivals import Arrival, Reading
from shuniu.files.choices import Stage, TextSource
from shuniu.files.pages import Page
from shuniu.files.readers.numbering import Numbering
from shuniu.files.readers.packages import Package, opened
from shuniu.files.readers.pictures import pictures, recogniser_missing, scanned_page
from shuniu.files.readers.texts import pipe_row

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHORT = 30  # fewer characters than this beside pictures: the paper is in the pictures
_PICTURE_SIDE = 160
_MOST_PICTURES = 20


def read(arrival: Arrival, reading: Reading) -> Arrival:
    with opened(arrival.data, arrival.kind, reading.budget) as package:
        facts = guard_package(package, reading)
        numbering = Numbering(package.xml("word/numbering.xml") if "word/numbering.xml" in package.names else None)
        styles = package.xml("word/styles.xml") if "word/styles.xml" in package.names else None
        numbering.learn_styles(styles)
        main = package.main_part("word/document.xml")
        body = package.xml(main).find(f"{W}body")
        lines = list(_lines(body, numbering)) if body is not None else []
        reading.progress(Stage.READ_TEXT, 1, 2)
        text = "\n".join(lines)
        reading.guard_text(text, place=_("正文"))
        for name in sorted(n for n in package.names if n.startswith("word/") and n.endswith(".xml") and n.count("/") == 1):
            if name not in ("word/styles.xml", "word/settings.xml", "word/fontTable.xml", "word/numbering.xml"):
                reading.guard_text(all_text(package.xml(name)), place=_("页眉、页脚或文本框"))
        reading.budget.spend_pages()
        pages: tuple[Page, ...] = (Page(1, text, TextSource.BODY),)
        pages, problem = with_pictures(package, "word/media/", pages, text, reading)
    return replace(arrival, pages=pages, facts=facts, problem=problem)


def read_slides(arrival: Arrival, reading: Reading) -> Arrival:
    with opened(arrival.data, arrival.kind, reading.budget) as package:
        facts = guard_package(package, reading)
        names = package.named(start="ppt/slides/slide")
        reading.budget.spend_pages(len(names))
        pages = []
        for number, name in enumerate(names, start=1):
            text = all_text(package.xml(name))
            reading.guard_text(text, place=_("第 {number} 页").format(number=number))
            pages.append(Page(number, text, TextSource.BODY))
            reading.progress(Stage.READ_TEXT, number, len(names))
        for name in package.named(start="ppt/notesSlides/"):
            reading.guard_text(all_text(package.xml(name)), place=_("备注"))
        everything = "".join(page.text for page in pages)
        found, problem = with_pictures(package, "ppt/media/", tuple(pages), everything, reading)
    return replace(arrival, pages=found, facts=facts, problem=problem)


def guard_package(package: Package, reading: Reading) -> dict[str, str]:
    """The properties of an Office document: seen by the guard, and the few that are worth showing."""
    place = _("文档属性")
    facts: dict[str, str] = {}
    for name in ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"):
        if name not in package.names:
            continue
        for node in package.xml(name).iter():
            if not isinstance(node.tag, str):
                continue
            label = node.get("name") or etree.QName(node).localname
            value = "".join(node.itertext()).strip() if node.get("name") else (node.text or "").strip()
            if not value:
                continue
            if label in ("title", "creator", "subject"):
                facts[{"creator": "author"}.get(label, label)] = value[:200]
            reading.guard_text(f"{label}：{value}\n{value}", place=place)
            if label in ("title", "subject", "keywords", "category", "contentStatus"):
                secrecy.check_title(value, place=place)
    return facts


def with_pictures(
    package: Package, folder: str, pages: tuple[Page, ...], text: str, reading: Reading
) -> tuple[tuple[Page, ...], str]:
    """Pictures inside a document: the guard reads them; when the paper is nothing but pictures they are its pages."""
    names = [
        name
        for name in package.named(start=folder, end="")
        if name.lower().endswith((".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".gif", ".webp"))
    ]
    only_pictures = len("".join(text.split())) < _SHORT
    scanned: list[Page] = []
    for count, name in enumerate(names[:_MOST_PICTURES]):
        data = package.read(name)
        if not _can_hold_words(data):
            continue
        if not ocr.available():
            # Beside a written text a picture is taken for an illustration; alone it is a scan nobody can check.
            return pages, reading.unsure(recogniser_missing()) if only_pictures else ""
        reading.progress(Stage.OCR, count, min(len(names), _MOST_PICTURES))
        for image in pictures(data, reading.budget):
            scanned.append(scanned_page(image, len(scanned) + 1, reading))
    return (tuple(scanned) if only_pictures and scanned else pages), ""


def all_text(root: etree._Element) -> str:
    """Every word in a part, one line per paragraph, wherever it stands: text boxes, notes, deleted passages too."""
    lines = []
    for paragraph in root.iter(f"{W}p", f"{A}p"):
        words = [node.text or "" for node in paragraph.iter(f"{W}t", f"{W}delText", f"{A}t")]
        if line := "".join(words).strip():
            lines.append(line)
    return "\n".join(lines)


def _lines(parent: etree._Element, numbering: Numbering) -> Iterator[str]:
    for node in parent:
        if node.tag == f"{W}p":
            for box in node.iter(f"{W}txbxContent"):  # heads of papers often stand in text boxes
                if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
                    yield from _lines(box, numbering)
            yield from _paragraph(node, numbering).split("\n")
        elif node.tag == f"{W}tbl":
            for row in node.iter(f"{W}tr"):
                if next(row.iterancestors(f"{W}tbl")) is node:
                    yield pipe_row([_cell(cell, numbering) for cell in row.iter(f"{W}tc") if _row_of(cell) is row])
        elif node.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag", f"{W}ins"):
            yield from _lines(node, numbering)


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(f"{W}tr"), None)


def _cell(cell: etree._Element, numbering: Numbering) -> str:
    return "\n".join(_paragraph(paragraph, numbering) for paragraph in cell.iter(f"{W}p"))


_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ASIDE = (f"{W}txbxContent", f"{W}del", f"{W}moveFrom", _FALLBACK)


def _paragraph(paragraph: etree._Element, numbering: Numbering) -> str:
    words = [numbering.label_of(paragraph)]
    stack = [iter(paragraph)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif node.tag == f"{W}t":
            words.append(node.text or "")
        elif node.tag in _BREAKS and node.getparent().tag == f"{W}r":
            words.append(_BREAKS[node.tag])
        elif node.tag == f"{W}sym":
            words.append(_symbol(node))
        elif node.tag not in _ASIDE:
            stack.append(iter(node))
    return "".join(words).rstrip()


def _symbol(node: etree._Element) -> str:
    """Ticks and stars are often characters of a picture font."""
    code = node.get(f"{W}char", "")
    known = {"F0AB": "★", "F0FE": "☑", "F0A8": "□", "F06F": "□", "F0FC": "✓", "F052": "☑", "F0A3": "□"}
    return known.get(code.upper(), "")


def _can_hold_words(data: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(data)) as image:
            return min(image.size) >= 24 and max(image.size) >= _PICTURE_SIDE
    except (UnidentifiedImageError, OSError, ValueError):
        return False
