"""电子表格: each sheet a page, each row a pipe row."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import python_calamine
from django.utils.translation import gettext as _

from shuniu.files.arrivals import Arrival, Reading
from shuniu.files.choices import Stage, TextSource
from shuniu.files.limits import Limits
from shuniu.files.pages import Page
from shuniu.files.readers.packages import opened
from shuniu.files.readers.texts import pipe_row
from shuniu.files.readers.word import all_text, guard_package, with_pictures
from shuniu.files.refusals import CannotTake, Why, locked

_CELLS = 4_000_000
_ADDRESS = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_HEADER_FOOTER = re.compile(rb"<(\w+:)?headerFooter\b.*?</(\w+:)?headerFooter>", re.S)


def read(arrival: Arrival, reading: Reading) -> Arrival:
    with opened(arrival.data, arrival.kind, reading.budget) as package:
        if package.named(start="xl/worksheets/", end=".bin"):
            raise CannotTake(Why.UNKNOWN, _("二进制的 xlsb 表格读不了，没有收，也没有留底。请另存为 xlsx 再送。"))
        facts = guard_package(package, reading)
        _guard_margins(package, reading)
        check_extents((extent(package.read(name)) for name in package.named(start="xl/worksheets/")), reading.limits)
        pages = _sheets(arrival, reading)
        everything = "".join(page.text for page in pages)
        pages, problem = with_pictures(package, "xl/media/", pages, everything, reading)
    return replace(arrival, pages=pages, facts=facts, problem=problem)


def _sheets(arrival: Arrival, reading: Reading) -> tuple[Page, ...]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(arrival.data))
    except python_calamine.PasswordError:
        raise locked(arrival.kind.label) from None
    names = book.sheet_names
    return pages_of(((name, book.get_sheet_by_name(name).to_python(skip_empty_area=True)) for name in names), len(names), reading)


def pages_of(sheets: Iterable[tuple[str, Iterable[list]]], count: int, reading: Reading) -> tuple[Page, ...]:
    """Each sheet that has words as a page, seen by the guard before the next is read."""
    reading.budget.spend_pages(count)
    pages: list[Page] = []
    for number, (name, rows) in enumerate(sheets, start=1):
        reading.guard_name(name)
        text = "\n".join(line for row in rows if (line := _row(row)))
        reading.guard_text(text, place=_("表格“{number}”").format(number=number))
        if text or count == 1:
            pages.append(Page(number, text, TextSource.CELLS, title=name))
        reading.progress(Stage.READ_TEXT, number, count)
    return tuple(pages)


def check_extents(extents: Iterable[tuple[int, int]], limits: Limits) -> None:
    """Refuse before reading: the reader keeps every cell between the first and the last, filled or not."""
    sizes = list(extents)
    if sum(rows for rows, _columns in sizes) > limits.rows or sum(rows * columns for rows, columns in sizes) > _CELLS:
        raise CannotTake(
            Why.TOO_LARGE,
            _("表格超过 {limit} 行，或者末尾有很远的单元格，没有收，也没有留底。请只送要用的部分。").format(limit=limits.rows),
        )


def extent(sheet: bytes) -> tuple[int, int]:
    """(rows, columns) of an XLSX sheet, by the addresses of its cells."""
    rows = columns = 0
    for letters, number in _ADDRESS.findall(sheet):
        rows = max(rows, int(number))
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        columns = max(columns, column)
    return rows, columns


def _guard_margins(package, reading: Reading) -> None:
    """Page headers, remarks and text boxes of sheets: places where marks are put and cells do not show them."""
    place = _("表格的页眉、批注或文本框")
    for name in package.named(start="xl/worksheets/"):
        if found := _HEADER_FOOTER.search(package.read(name, limit=reading.limits.xml_part)):
            words = html.unescape(re.sub(r"<[^>]*>", "\n", found[0].decode("utf-8", "replace")))
            # "&L机密&C青岚县": the letter after each sign says where the words stand.
            reading.guard_text("\n".join(section[1:] for section in re.split(r"&|\n", words)), place=place)
    for folder in ("xl/comments", "xl/drawings/drawing", "xl/threadedComments/"):
        for name in package.named(start=folder):
            root = package.xml(name)
            remarks = ["".join(node.itertext()) for node in root.iter("{*}text")]
            reading.guard_text("\n".join([all_text(root), *remarks]), place=place)


def _row(cells: list) -> str:
    words = [cell_text(cell) for cell in cells]
    while words and not words[-1]:
        words.pop()
    return pipe_row(words) if words else ""


def cell_text(value: object) -> str:
    """A cell the way the sheet shows it: whole numbers without a point, days without midnight."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d") if value.time() == time() else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value)
