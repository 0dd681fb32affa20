"""来文登记: the registration fields of an incoming document."""

from __future__ import annotations

from datetime import date

from shuniu.matters.reading.shapes import Registration
from shuniu.matters.reading.text import Page


def read_registration(page: Page, *, doc_date: date | None = None) -> Registration:
    """The fields a register wants, each with its place in the original."""
    return Registration()
