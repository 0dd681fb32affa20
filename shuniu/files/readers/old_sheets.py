"""旧版电子表格 (.xls, .et): by a reader in plain Python, because a faster one could be led to take all the memory.

The container is opened by another library than the sheet, which knows chains of sectors that bite their own tail.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import replace

import olefile
import xlrd
from django.utils.translation import gettext as _

from shuniu.files import secrecy
from shuniu.files.arrivals import Arrival, Reading
from shuniu.files.encodings import decode
from shuniu.files.limits import MEGABYTE
from shuniu.files.readers.sheets import check_extents, pages_of
from shuniu.files.refusals import CannotTake, Why, locked

_LIMIT = 24 * MEGABYTE
_BEGIN = (0x0009, 0x0209, 0x0409, 0x0809)
_LOCKED = 0x002F
_CELL_RECORDS = frozenset((0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E))


def read(arrival: Arrival, reading: Reading) -> Arrival:
    if arrival.size > _LIMIT:
        raise CannotTake(Why.TOO_LARGE, _("这份旧版表格太大，没有收，也没有留底。请另存为 xlsx 再送。"))
    with olefile.OleFileIO(io.BytesIO(arrival.data)) as ole:
        stream = ole.openstream("Workbook" if ole.exists("Workbook") else "Book").read()
        about = ole.get_metadata()
    for words in (about.title, about.subject, about.keywords, about.category):
        secrecy.check_title(decode(words) or "" if isinstance(words, bytes) else "", place=_("文档属性"))
    # Page headers, remarks and text boxes, which the reader of cells does not give.
    secrecy.check_bytes(stream, place=_("表格的页眉、批注或文本框"))
    check_extents(_extents(stream, arrival), reading.limits)
    book = _book(stream)
    sheets = ((name, _rows(book, book.sheet_by_name(name))) for name in book.sheet_names())
    return replace(arrival, pages=pages_of(sheets, book.nsheets, reading))


def cells(data: bytes) -> Iterator[tuple[str, Iterator[list]]]:
    """Each sheet with its rows, of a file that has been read above."""
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        book = _book(ole.openstream("Workbook" if ole.exists("Workbook") else "Book").read())
    return ((name, _rows(book, book.sheet_by_name(name))) for name in book.sheet_names())


def _book(stream: bytes) -> xlrd.Book:
    return xlrd.open_workbook(file_contents=stream, on_demand=True, ragged_rows=True, logfile=io.StringIO())


def _rows(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Iterator[list]:
    for number in range(sheet.nrows):
        yield [_value(cell, book.datemode) for cell in sheet.row(number)]


def _value(cell: xlrd.sheet.Cell, datemode: int) -> object:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError):
            return cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return None if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR) else cell.value


def _extents(stream: bytes, arrival: Arrival) -> list[tuple[int, int]]:
    """(rows, columns) of each sheet by its cell records (MS-XLS §2.5.13); a locked book is said."""
    sizes = [[0, 0]]
    position = 0
    while position + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, position)
        if record == _LOCKED:
            raise locked(arrival.kind.label)
        if record in _BEGIN:
            sizes.append([0, 0])
        elif record in _CELL_RECORDS and length >= 4 and position + 8 <= len(stream):
            row, column = struct.unpack_from("<HH", stream, position + 4)
            sizes[-1] = [max(sizes[-1][0], row + 1), max(sizes[-1][1], column + 1)]
        position += 4 + length
    return [(rows, columns) for rows, columns in sizes]
