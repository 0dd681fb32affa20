"""归档章: 45 × 16 mm, six equal cells in two rows, on a copy of the first page; the filed bytes stay as they are (§5)."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import pypdfium2

from shuniu.archives.choices import Period
from shuniu.archives.models import ArchiveItem
from shuniu.files.typesetting import set_type
from shuniu.org import moment

TEMPLATE = Path(__file__).parent / "typeset" / "stamp.typ"
WIDTH, HEIGHT = 45.0, 16.0  # millimetres
_POINTS = 72 / 25.4
TOP = 6.0  # millimetres from the upper edge: above the head of an official document


def cells_of(item: ArchiveItem) -> list[list[str]]:
    """上排全宗号、年度、件号,下排机构(问题)、保管期限、页数."""
    return [
        [item.fonds_code, str(item.year), str(item.number)],
        [item.org_code, str(Period(item.period).label), str(item.pages)],
    ]


def stamped_pdf(pdf: bytes, item: ArchiveItem, *, at: datetime | None = None) -> bytes:
    """A copy with the stamp in the upper middle of the first page. Raises CannotSet."""
    stamp = set_type(TEMPLATE, {"cells": cells_of(item)}, at=at or moment.now()).pdf
    with pypdfium2.PdfDocument(pdf) as document, pypdfium2.PdfDocument(stamp) as mark:
        page = document[0]
        form = mark.page_as_xobject(0, document)
        drawn = form.as_pageobject()
        left, _bottom, right, top = page.get_mediabox()
        across = (left + right) / 2 - WIDTH * _POINTS / 2
        down = top - (TOP + HEIGHT) * _POINTS
        drawn.set_matrix(pypdfium2.PdfMatrix().translate(across, down))
        page.insert_obj(drawn)
        page.gen_content()
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()
