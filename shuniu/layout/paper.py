"""成文: an official text as PDF/A, and one page of it as a picture while it is written (红头样)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from shuniu.files import previews, typesetting
from shuniu.layout.geometry import LINES
from shuniu.layout.setting import data_of
from shuniu.layout.text import OfficialText, Picture, Signing
from shuniu.layout.titles import MOST_LINES
from shuniu.org.refusals import Refused

TEMPLATE = Path(__file__).parent / "typeset" / "official.typ"


# For filing: everything the paper needs is in the file, and it may be looked at in fifty years.
FILING = "a-2b"
_NO_FACE = re.compile(r'text `?"(?:\\u\{([0-9a-f]+)\}|(.))')
# A picture tells no time.
_ANY = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Typeset:
    """排好的公文: PDF/A-2b, the faces that are seen on it, and what the reader should be told about it."""

    pdf: bytes
    fonts_used: tuple[str, ...]
    warnings: tuple[str, ...]
    for_filing: bool = True  # PDF/A; not where a character has no face


def to_pdf(text: OfficialText, *, at: datetime, both_sides: bool = True) -> Typeset:
    """排成 PDF/A: the same text at the same moment gives the same bytes. Raises CannotSet.

    Printed on both sides the record block stands on an even page, with blank ones before it where needed.
    """
    faces = typesetting.faces()
    data, drawings = _material(text, faces, both_sides)
    told = _warnings(text, data, faces)
    try:
        done = typesetting.set_type(TEMPLATE, data, at=at, drawings=drawings, standard=FILING)
    except RuntimeError as error:
        missing = _NO_FACE.search(str(error))
        if missing is None:
            raise
        # The paper is wanted all the same; it only cannot be filed as it is.
        done = typesetting.set_type(TEMPLATE, data, at=at, drawings=drawings)
        char = chr(int(missing[1], 16)) if missing[1] else missing[2]
        told = (*told, _("“%s”没有字体能显示，这一份还不能归档。换一个字，或装上有这个字的字体再排。") % char)
        return Typeset(done.pdf, faces.shown, told, for_filing=False)
    return Typeset(done.pdf, faces.shown, told)


def preview(text: OfficialText, page: int = 1, *, width: int = 794, both_sides: bool = True) -> bytes:
    """红头样: one page (from 1) as a PNG of so many pixels across, while the text is written; the last where there are
    fewer. Only that page is drawn. Raises CannotSet.
    """
    data, drawings = _material(text, typesetting.faces(), both_sides)
    pdf = typesetting.set_type(TEMPLATE, data, at=_ANY, drawings=drawings).pdf
    return previews.render_page(pdf, min(max(page, 1), previews.page_count(pdf)), width)


def _material(
    text: OfficialText, faces: typesetting.Faces, both_sides: bool
) -> tuple[dict[str, Any], dict[str, str]]:
    data, pictures = data_of(text, both_sides=both_sides)
    # 小标宋 is heavy by itself; a Song that stands in for it is set bold.
    data["title_weight"] = "regular" if faces.title[0] in typesetting.TITLE else "bold"
    return data, {name: _drawing(picture) for name, picture in pictures.items()}


def _drawing(picture: Picture) -> str:
    try:
        return typesetting.drawing_of(picture.image)
    except (OSError, ValueError) as error:
        raise Refused(
            _("印章或签名章的图样打不开，公文没有排。请换一张 PNG 或 JPEG，或先不放图样，印好再盖。"),
            code="seal_picture",
        ) from error


def _warnings(text: OfficialText, data: dict[str, Any], faces: typesetting.Faces) -> tuple[str, ...]:
    found = []
    if not faces.has_fangsong:
        found.append(faces.said)
    if len(data["title_lines"]) > MOST_LINES:
        found.append(_("标题排成了 %d 行；最好不超过 4 行。") % len(data["title_lines"]))
    if data["body_line"] >= LINES:
        found.append(_("首页排不下正文：机关、签发人、标题太多。可以只用主办机关的名称，或把主送移到版记。"))
    if text.signing == Signing.SEALED and any(not issuer.seal for issuer in text.issuers):
        found.append(_("没有印章的图样：留出了盖章的位置。"))
    return tuple(found)
