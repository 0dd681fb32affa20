"""印: a sheet as an A4 PDF, or as the page that a browser prints; both show the same data."""

from __future__ import annotations

import base64
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import override

from shuniu.files.codes import write_code
from shuniu.files.recognition import recognise
from shuniu.files.typesetting import Typeset, drawing_of, set_type
from shuniu.sheets.sheet import Sheet

TEMPLATE = Path(__file__).parent / "typeset" / "sheet.typ"
CODE_MILLIMETRES = 17


def in_the_offices_language():
    """Paper speaks the language of the office, whatever the language of the one who prints it."""
    return override(settings.LANGUAGE_CODE)


def as_pdf(sheet: Sheet, *, at: datetime) -> Typeset:
    """PDF: print-ready A4. Raises CannotSet where the machine has no typesetter or no Chinese font."""
    drawings = {name: drawing_of(picture) for name, picture in sheet.inks.items()}
    if sheet.code:
        drawings["code.svg"] = write_code(sheet.code, millimetres=CODE_MILLIMETRES)
    return set_type(TEMPLATE, sheet.as_data(), at=at, drawings=drawings)


def as_page(sheet: Sheet) -> dict[str, Any]:
    """What the page for the browser's own printing shows: the same data, its pictures in it."""
    inks = {name: _address(recognise(p).media_type, p) for name, p in sheet.inks.items()}
    code = ""
    if sheet.code:
        code = _address("image/svg+xml", write_code(sheet.code, millimetres=CODE_MILLIMETRES).encode())
    blocks = [
        {**block, "opinions": [{**one, "ink": inks.get(one["ink"], "")} for one in block["opinions"]]}
        if block["kind"] == "box"
        else block
        for block in sheet.as_data()["blocks"]
    ]
    return {"sheet": sheet, "blocks": blocks, "code": code}


def _address(media_type: str, data: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"
