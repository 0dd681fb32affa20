"""OFD 版式文件 (GB/T 33190-2016): the text of one, page by page; and, as a trial, one made from the typeset paper.

The writer puts every character where it stands on the PDF, with the fonts inside. It signs nothing and no validator
could be run here, so the PDF/A stays the file of record.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from lxml import etree

from shuniu.org.refusals import Refused

NAMESPACE = "http://www.ofdspec.org/2016"
_MOST_BYTES = 64 * 1024 * 1024  # of one part, unpacked
_MOST_PAGES = 2000


@dataclass(frozen=True)
class OfdPage:
    """一面: its size in millimetres and its lines from the top."""

    width: float
    height: float
    lines: tuple[str, ...]


def read_ofd(data: bytes) -> tuple[OfdPage, ...]:
    """读 OFD: the text of every page in reading order. Raises Refused where it is damaged or no OFD."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive)
    except Refused:
        raise
    except Exception as error:  # a parser of a stranger's file may stumble in any way
        raise _damaged() from error


def _damaged() -> Refused:
    return Refused(
        _("这个文件不是能读的 OFD，或者坏了。没有存下任何东西；请让来文单位重发，或改用 PDF。"), code="ofd"
    )


def _read(archive: zipfile.ZipFile) -> tuple[OfdPage, ...]:
    root = _part(archive, "OFD.xml")
    where = _text(root, ".//{*}DocRoot").lstrip("/")
    document = _part(archive, where)
    base = posixpath.dirname(where)
    whole = _box(_text(document, ".//{*}PageArea/{*}PhysicalBox") or "0 0 210 297")
    places = [page.get("BaseLoc", "") for page in document.iterfind(".//{*}Pages/{*}Page")]
    if not places or len(places) > _MOST_PAGES:
        raise _damaged()
    return tuple(_page(_part(archive, _beside(base, place)), whole) for place in places)


def _beside(base: str, place: str) -> str:
    return place.lstrip("/") if place.startswith("/") else posixpath.normpath(posixpath.join(base, place))


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    if archive.getinfo(name).file_size > _MOST_BYTES:
        raise _damaged()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(archive.read(name), parser)


def _text(element: etree._Element, path: str) -> str:
    return (element.findtext(path) or "").strip()


def _box(words: str) -> tuple[float, float, float, float]:
    x, y, width, height = (float(part) for part in words.split()[:4])
    return x, y, width, height


def _page(page: etree._Element, whole: tuple[float, float, float, float]) -> OfdPage:
    own = _text(page, "./{*}Area/{*}PhysicalBox")
    _x, _y, width, height = _box(own) if own else whole
    placed: list[tuple[float, float, str]] = []
    for thing in page.iterfind(".//{*}TextObject"):
        left, top, *_rest = _box(thing.get("Boundary") or "0 0 0 0")
        for code in thing.iterfind("./{*}TextCode"):
            words = code.text or ""
            if words.strip():
                x, y = float(code.get("X") or 0), float(code.get("Y") or 0)
                placed.append((round(top + y, 1), left + x, words))
    placed.sort()
    lines = ["".join(words for _y, _x, words in row) for _key, row in groupby(placed, key=lambda one: one[0])]
    return OfdPage(width, height, tuple(lines))
