"""OFD 版式文件 (GB/T 33190): the words of each page with their places; pictures of a scanned OFD are recognised."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from lxml import etree
from PIL import Image, UnidentifiedImageError

from shuniu.files import ocr, secrecy
from shuniu.files.arrivals import Arrival, Reading
from shuniu.files.choices import Stage, TextSource
from shuniu.files.pages import Boxes, Page
from shuniu.files.readers.packages import Package, opened
from shuniu.files.readers.pictures import page_place, pictures, recogniser_missing, scanned_page
from shuniu.files.refusals import broken

_SHORT = 8
_PAPER = (0.0, 0.0, 210.0, 297.0)


@dataclass(frozen=True)
class _Run:
    """A stretch of characters on one base line: where each begins, in millimetres."""

    y: float
    size: float
    xs: tuple[float, ...]
    text: str


def read(arrival: Arrival, reading: Reading) -> Arrival:
    with opened(arrival.data, arrival.kind, reading.budget) as package:
        root = package.xml("OFD.xml")
        facts = _guard_facts(root, reading)
        pages: list[Page] = []
        problem = ""
        for document_at in _texts(root, "DocRoot"):
            document_name = document_at.lstrip("/")
            document = package.xml(document_name)
            media = _media(package, document, document_name)
            paper = _box(next(iter(_texts(document, "PhysicalBox")), "")) or _PAPER
            _guard_margins(package, document, document_name, reading)
            names = [
                _resolve(document_name, node.get("BaseLoc", ""))
                for holder in document.iter("{*}Pages")
                for node in holder.iter("{*}Page")
            ]
            reading.budget.spend_pages(len(names))
            for count, name in enumerate(names, start=1):
                page, trouble = _read_page(package, name, paper, media, len(pages) + 1, reading)
                pages.append(page)
                problem = problem or trouble
                reading.progress(Stage.READ_TEXT, count, len(names))
    if not pages:
        raise broken(arrival.kind.label)
    return replace(arrival, pages=tuple(pages), facts=facts, problem=problem)


def _read_page(
    package: Package, name: str, paper: tuple[float, ...], media: dict[str, str], number: int, reading: Reading
) -> tuple[Page, str]:
    content = package.xml(name)
    paper = _box(next(iter(_texts(content, "PhysicalBox")), "")) or paper
    text, boxes = _compose(list(_runs(content)), paper)
    reading.guard_text(text, place=page_place(number))
    page = Page(number, text, TextSource.LAYER, boxes)
    scans = [media[node.get("ResourceID", "")] for node in content.iter("{*}ImageObject") if node.get("ResourceID") in media]
    scans = [name for name in scans if name in package.names]
    if len("".join(text.split())) >= _SHORT or not scans:
        for scan in scans[:3]:
            if ocr.available() and (image := _picture(package, scan, reading)) is not None:
                scanned_page(image, number, reading)  # a stamp put on as a picture: only for the guard
        return page, ""
    if not ocr.available():
        return page, reading.unsure(recogniser_missing())
    for scan in scans:
        if (image := _picture(package, scan, reading)) is not None:
            return scanned_page(image, number, reading), ""
    return page, ""


def _picture(package: Package, name: str, reading: Reading) -> Image.Image | None:
    try:
        image = next(iter(pictures(package.read(name), reading.budget)))
    except (UnidentifiedImageError, OSError):
        return None
    return image if min(image.size) >= 24 and max(image.size) >= 160 else None


def _guard_facts(root: etree._Element, reading: Reading) -> dict[str, str]:
    place = _("文档属性")
    facts = {}
    for info in root.iter("{*}DocInfo"):
        for node in info.iter():
            value = (node.text or "").strip() if isinstance(node.tag, str) else ""
            if not value:
                continue
            label = node.get("Name") or etree.QName(node).localname
            reading.guard_text(f"{label}：{value}\n{value}", place=place)
            if label in ("Title", "Subject", "Keyword"):
                secrecy.check_title(value, place=place)
            if label in ("Title", "Author"):
                facts[label.lower()] = value[:200]
    return facts


def _guard_margins(package: Package, document: etree._Element, document_name: str, reading: Reading) -> None:
    """Templates, remarks and names of attachments: drawn with the pages, or carried along."""
    names = [_resolve(document_name, node.get("BaseLoc", "")) for node in document.iter("{*}TemplatePage")]
    names += [name for name in package.names if "/Annots/" in name and name.endswith(".xml")]
    for name in names:
        if name in package.names:
            text, _boxes = _compose(list(_runs(package.xml(name))), _PAPER)
            reading.guard_text(text, place=_("页眉、页脚或文本框"))
    for name in package.names:
        if "/Attach" in name:
            reading.guard_name(name.rpartition("/")[2])
            if name.endswith(".xml"):
                for node in package.xml(name).iter("{*}Attachment"):
                    reading.guard_name(node.get("Name", ""))


def _media(package: Package, document: etree._Element, document_name: str) -> dict[str, str]:
    """Names of picture members by their number."""
    found = {}
    for kind in ("PublicRes", "DocumentRes"):
        for at in _texts(document, kind):
            name = _resolve(document_name, at)
            if name not in package.names:
                continue
            root = package.xml(name)
            base = root.get("BaseLoc", "")
            for node in root.iter("{*}MultiMedia"):
                for file in _texts(node, "MediaFile"):
                    found[node.get("ID", "")] = _resolve(name, posixpath.join(base, file))
    return found


def _runs(content: etree._Element) -> Iterator[_Run]:
    for thing in content.iter("{*}TextObject"):
        left, top, _width, _height = _box(thing.get("Boundary", "")) or (0.0, 0.0, 0.0, 0.0)
        size = _number(thing.get("Size", ""), 4.2)
        a, b, c, d, e, f = _numbers(thing.get("CTM", ""), 6) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        x = y = 0.0
        for code in thing.iter("{*}TextCode"):
            x, y = _number(code.get("X", ""), x), _number(code.get("Y", ""), y)
            text = (code.text or "").strip("\r\n")
            if not text:
                continue
            steps = _deltas(code.get("DeltaX", ""), len(text))
            downs = _deltas(code.get("DeltaY", ""), len(text))
            starts = [x]
            for index in range(1, len(text)):
                starts.append(starts[-1] + (steps[index - 1] if index - 1 < len(steps) else 0.0 if downs else size))
            if downs and not steps:  # set downwards: one run per character
                depth = y
                for index, char in enumerate(text):
                    yield _Run(top + b * x + d * depth + f, size * abs(d or 1), (left + a * x + c * depth + e,), char)
                    depth += downs[index] if index < len(downs) else size
                continue
            yield _Run(top + b * x + d * y + f, size * abs(d or 1), tuple(left + a * s + c * y + e for s in starts), text)


def _compose(runs: list[_Run], paper: tuple[float, ...]) -> tuple[str, Boxes]:
    """Runs on one base line make a line, from left to right; a gap wider than half a character is a space."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda r: (r.y, r.xs[0])):
        if rows and abs(run.y - rows[-1][0].y) < 0.4 * min(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    text: list[str] = []
    places: list[tuple[float, float, float, float] | None] = []
    _x, _y, across, down = paper
    for row in rows:
        if text:
            text.append("\n")
            places.append(None)
        end = None
        for run in sorted(row, key=lambda r: r.xs[0]):
            if end is not None and run.xs[0] - end > 0.5 * run.size:
                text.append(" ")
                places.append(None)
            for index, char in enumerate(run.text):
                wide = run.size if ord(char) > 0x2E7F else run.size * 0.55
                right = run.xs[index + 1] if index + 1 < len(run.xs) else run.xs[index] + wide
                right = max(min(right, run.xs[index] + 1.2 * wide), run.xs[index])
                text.append(char)
                places.append(
                    (run.xs[index] / across, (run.y - 0.88 * run.size) / down, right / across, (run.y + 0.12 * run.size) / down)
                )
                end = right
    return "".join(text), Boxes.of(places)


def _resolve(base: str, path: str) -> str:
    """Paths in an OFD are relative to the file they stand in, or absolute within the package."""
    joined = path if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
    return posixpath.normpath(joined).lstrip("/")


def _texts(node: etree._Element, name: str) -> list[str]:
    return [found.text.strip() for found in node.iter(f"{{*}}{name}") if found.text]


def _box(value: str) -> tuple[float, ...] | None:
    box = _numbers(value, 4)
    return box if box and box[2] > 0 and box[3] > 0 else None


def _numbers(value: str, count: int) -> tuple[float, ...] | None:
    try:
        numbers = tuple(float(word) for word in value.split())
    except ValueError:
        return None
    return numbers if len(numbers) == count else None


def _number(value: str, default: float) -> float:
    try:
        return float(value) if value else default
    except ValueError:
        return default


def _deltas(value: str, most: int) -> list[float]:
    """Steps between characters; "g 5 3.5" stands for five steps of 3.5."""
    words = value.split()
    out: list[float] = []
    index = 0
    while index < len(words) and len(out) < most:
        if words[index] == "g" and index + 2 < len(words):
            out.extend([_number(words[index + 2], 0.0)] * min(int(_number(words[index + 1], 0)), most))
            index += 3
        else:
            out.append(_number(words[index], 0.0))
            index += 1
    return out[:most]
