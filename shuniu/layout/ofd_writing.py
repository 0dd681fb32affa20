"""写 OFD (试行): the glyphs, rules and pictures of a typeset PDF as GB/T 33190 objects, with subset fonts inside."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw
from fontTools import subset
from fontTools.ttLib import TTFont
from lxml import etree

from shuniu.files import typesetting
from shuniu.files.readers import pdf as reader
from shuniu.layout.glyphs import MM, Glyph, Mark, Page, pages_of
from shuniu.layout.ofd import NAMESPACE

_NAME = f"{{{NAMESPACE}}}"
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def to_ofd(pdf: bytes, *, title: str, at: datetime) -> bytes:
    """PDF 转 OFD: the same characters at the same places; the same PDF at the same moment gives the same bytes."""
    pages = pages_of(pdf)
    return _Package(pages, _pictures(pdf), title, at).written()


class _Package:
    def __init__(
        self, pages: tuple[Page, ...], pictures: list[list[bytes]], title: str, at: datetime
    ) -> None:
        self.pages, self.pictures, self.title, self.at = pages, pictures, title, at
        self.last = 0
        self.parts: dict[str, bytes] = {}
        self.fonts = {
            name: self.number()
            for name in sorted({g.font for page in pages for g in page.glyphs if g.char.strip()})
        }
        self.images: dict[bytes, int] = {}

    def number(self) -> int:
        self.last += 1
        return self.last

    def written(self) -> bytes:
        self._fonts()
        for index, page in enumerate(self.pages):
            self._page(index, page)
        self._images()
        self._document()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(zipfile.ZipInfo(name, _ZIP_DAY), data, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _document(self) -> None:
        root = _element("OFD", Version="1.0", DocType="OFD")
        body = _under(root, "DocBody")
        told = _under(body, "DocInfo")
        _under(told, "DocID", uuid.uuid5(uuid.NAMESPACE_OID, f"{self.title}{self.at.isoformat()}").hex)
        _under(told, "Title", self.title)
        _under(told, "CreationDate", self.at.date().isoformat())
        _under(told, "Creator", "Shuniu")
        _under(body, "DocRoot", "Doc_0/Document.xml")
        document = _element("Document")
        common = _under(document, "CommonData")
        most = _under(common, "MaxUnitID")
        _under(_under(common, "PageArea"), "PhysicalBox", "0 0 210 297")
        _under(common, "PublicRes", "PublicRes.xml")
        _under(common, "DocumentRes", "DocumentRes.xml")
        places = _under(document, "Pages")
        for index in range(len(self.pages)):
            _under(places, "Page", ID=self.number(), BaseLoc=f"Pages/Page_{index}/Content.xml")
        most.text = str(self.last)
        self.parts = {"OFD.xml": _bytes(root), "Doc_0/Document.xml": _bytes(document), **self.parts}

    def _fonts(self) -> None:
        resources = _element("Res", BaseLoc="Res")
        held = _under(resources, "Fonts")
        for name, number in self.fonts.items():
            used = {g.char for page in self.pages for g in page.glyphs if g.font == name}
            font = _under(held, "Font", ID=number, FontName=name, FamilyName=name)
            data = _subset(name, "".join(sorted(used)))
            if data:
                _under(font, "FontFile", f"font_{number}.otf")
                self.parts[f"Doc_0/Res/font_{number}.otf"] = data
        self.parts["Doc_0/PublicRes.xml"] = _bytes(resources)

    def _images(self) -> None:
        resources = _element("Res", BaseLoc="Res")
        held = _under(resources, "MultiMedias")
        for data, number in self.images.items():
            media = _under(held, "MultiMedia", ID=number, Type="Image", Format="PNG")
            _under(media, "MediaFile", f"image_{number}.png")
            self.parts[f"Doc_0/Res/image_{number}.png"] = data
        self.parts["Doc_0/DocumentRes.xml"] = _bytes(resources)

    def _page(self, index: int, page: Page) -> None:
        root = _element("Page")
        _under(_under(root, "Area"), "PhysicalBox", f"0 0 {page.width:.2f} {page.height:.2f}")
        layer = _under(_under(root, "Content"), "Layer", ID=self.number(), Type="Body")
        for mark in page.marks:
            if mark.kind == "rule":
                self._rule(layer, mark)
        for run in _runs(page.glyphs):
            self._run(layer, run)
        placed = [mark for mark in page.marks if mark.kind == "picture"]
        for mark, data in zip(placed, self.pictures[index], strict=True):
            number = self.images.setdefault(data, 0) or self.number()
            self.images[data] = number
            _under(
                layer, "ImageObject", ID=self.number(), ResourceID=number, Boundary=_box(mark),
                CTM=f"{mark.width:.3f} 0 0 {mark.height:.3f} 0 0",
            )  # fmt: skip
        self.parts[f"Doc_0/Pages/Page_{index}/Content.xml"] = _bytes(root)

    def _rule(self, layer: etree._Element, mark: Mark) -> None:
        path = _under(layer, "PathObject", ID=self.number(), Boundary=_box(mark), Fill="true", Stroke="false")
        _under(path, "FillColor", Value="{} {} {}".format(*mark.colour))
        width, height = f"{mark.width:.3f}", f"{mark.height:.3f}"
        _under(path, "AbbreviatedData", f"M 0 0 L {width} 0 L {width} {height} L 0 {height} C")

    def _run(self, layer: etree._Element, run: list[Glyph]) -> None:
        first, last = run[0], run[-1]
        size = first.size * MM
        boundary = f"{first.x:.3f} {first.y:.3f} {last.x - first.x + size:.3f} {size * 1.12:.3f}"
        more: dict[str, Any] = {}
        if first.turned:
            boundary = f"{first.x - size:.3f} {first.baseline - size:.3f} {2 * size:.3f} {2 * size:.3f}"
            more["CTM"] = f"0 1 -1 0 {size:.3f} {size:.3f}"
        elif abs(first.narrow - 1) > 0.01:
            more["HScale"] = f"{first.narrow:.3f}"
        text = _under(
            layer,
            "TextObject",
            ID=self.number(),
            Boundary=boundary,
            Font=self.fonts[first.font],
            Size=f"{size:.4f}",
            **more,
        )
        _under(text, "FillColor", Value="{} {} {}".format(*first.colour))
        code = _under(
            text,
            "TextCode",
            "".join(g.char for g in run),
            X=0,
            Y=0 if first.turned else f"{first.baseline - first.y:.3f}",
        )
        if len(run) > 1:
            code.set("DeltaX", " ".join(f"{b.x - a.x:.3f}" for a, b in pairwise(run)))


def _runs(glyphs: tuple[Glyph, ...]) -> Iterator[list[Glyph]]:
    """Neighbours that one object can say: same line, face, size and colour, from left to right."""
    run: list[Glyph] = []
    for glyph in (g for g in glyphs if g.char.strip()):
        last = run[-1] if run else None
        joins = (
            last is not None
            and not glyph.turned
            and abs(glyph.baseline - last.baseline) < 0.05
            and (glyph.font, glyph.size, glyph.colour) == (last.font, last.size, last.colour)
            and 0 < glyph.x - last.x < 4 * glyph.size * MM
        )
        if not joins and run:
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _pictures(pdf: bytes) -> list[list[bytes]]:
    """The pictures of each page as PNG, in the order of the file, with what is clear in them."""
    found = []
    with reader.opened(pdf) as document, reader.LOCK:
        for page in document:
            own = []
            for thing in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,)):
                out = io.BytesIO()
                thing.get_bitmap(render=True).to_pil().save(out, "PNG")
                own.append(out.getvalue())
            found.append(own)
    return found


@lru_cache(maxsize=1)
def _files() -> dict[str, tuple[str, int]]:
    """Where each face lies, by the name that it has inside a PDF."""
    known = {}
    for path, index in typesetting.font_files():
        try:
            with TTFont(path, fontNumber=index, lazy=True) as font:
                known[str(font["name"].getDebugName(6))] = (str(path), index)
        except Exception:  # a font file that cannot be read serves no face
            continue
    return known


def _subset(name: str, characters: str) -> bytes:
    """The face with only these characters; empty where its file is not found, then the reader takes its own."""
    place = _files().get(name)
    if place is None:
        return b""
    options = subset.Options(layout_features=[], name_IDs=[1, 2, 4, 6], notdef_outline=True, hinting=False)
    with TTFont(place[0], fontNumber=place[1], lazy=True, recalcTimestamp=False) as font:
        worker = subset.Subsetter(options)
        worker.populate(text=characters)
        worker.subset(font)
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()


def _element(name: str, **attributes: Any) -> etree._Element:
    made = etree.Element(_NAME + name, nsmap={"ofd": NAMESPACE})
    for key, value in attributes.items():
        made.set(key, str(value))
    return made


def _under(parent: etree._Element, name: str, words: str = "", **attributes: Any) -> etree._Element:
    made = etree.SubElement(parent, _NAME + name)
    for key, value in attributes.items():
        made.set(key, str(value))
    if words:
        made.text = words
    return made


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _box(mark: Mark) -> str:
    return f"{mark.left:.3f} {mark.top:.3f} {mark.width:.3f} {mark.height:.3f}"
