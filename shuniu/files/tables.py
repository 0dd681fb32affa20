"""表格: the cells of a spreadsheet as rows, once the guard has looked at all of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import python_calamine
from django.utils.translation import gettext as _

from shuniu.files.arrivals import Arrival, open_arrival
from shuniu.files.choices import MediaKind
from shuniu.files.encodings import decode
from shuniu.files.readers import old_sheets
from shuniu.files.readers.sheets import cell_text
from shuniu.org.refusals import Refused


@dataclass(frozen=True)
class Table:
    """一张表: its name and its rows, every cell as the sheet shows it; rows without a word are left out."""

    name: str
    rows: list[list[str]]
    numbers: list[int]  # of each row, as the sheet counts it


def tables_in(data: bytes, name: str) -> list[Table]:
    """表格里的行: every sheet that has words. Raises CannotTake (LooksSecret for a secrecy mark, and nothing of the
    file is kept) or Refused for what is no table."""
    arrival = open_arrival(data, name)
    found = [table for title, rows in _sheets(arrival) if (table := _table(title, rows)).rows]
    if not found:
        raise Refused(_("这张表是空的,没有内容可导。看看是不是选错了文件"), "empty", "file")
    return found


def _sheets(arrival: Arrival) -> Iterator[tuple[str, Iterable[list]]]:
    match arrival.kind:
        case MediaKind.XLSX:
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(arrival.data))
            for name in book.sheet_names:
                yield name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        case MediaKind.XLS:
            yield from old_sheets.cells(arrival.data)
        case MediaKind.CSV | MediaKind.TEXT:
            text = decode(arrival.data) or ""
            separator = "\t" if text.count("\t") > text.count(",") else ","
            yield "", csv.reader(io.StringIO(text), delimiter=separator)
        case _:
            raise Refused(_("这不是表格。要 Excel(.xlsx、.xls)、WPS 表格(.et)或 CSV"), "kind", "file")


def _table(name: str, rows: Iterable[list]) -> Table:
    kept, numbers = [], []
    try:
        for number, row in enumerate(rows, start=1):
            cells = [" ".join(cell_text(cell).replace("\x00", "").split()) for cell in row]
            if any(cells):
                kept.append(cells)
                numbers.append(number)
    except csv.Error as problem:
        raise Refused(_("这份 CSV 读不下去。请在 Excel 里另存为 .xlsx 再试"), "broken", "file") from problem
    return Table(name, kept, numbers)
