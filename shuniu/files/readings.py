"""Reads that join the store with what was read: originals, pages as pictures, places of a passage."""

from __future__ import annotations

from shuniu.files import previews
from shuniu.files.models import StoredFile
from shuniu.files.pages import Rectangle, locate
from shuniu.files.store import store


def original(file: StoredFile) -> bytes:
    """The bytes as they came, proved against their hash. Raises Missing."""
    return store().read(file.sha256)


def page_picture(file: StoredFile, number: int, width: int) -> bytes:
    """Page `number` as a PNG of `width` points; CannotTake for kinds that are shown as text."""
    return previews.render_page(original(file), number, width)


def places(file: StoredFile, number: int, start: int, end: int) -> list[Rectangle]:
    """Where text[start:end] of a page stands on its picture; empty when the page has no places."""
    page = file.pages.filter(number=number).first()
    return locate(page.page, start, end) if page else []
