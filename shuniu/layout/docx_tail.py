"""导出 Word 的落款和版记: the signature in its three cases with the seals, and the framed record block."""

from __future__ import annotations

import io
from typing import Any

from docx.shared import Mm

from shuniu.layout import word
from shuniu.layout.geometry import CELL_MM, PITCH_MM
from shuniu.layout.text import Issuer, Layout, OfficialText, Picture, Signing, date_words
from shuniu.layout.titles import width_of
from shuniu.layout.word import LINE_PITCH, TEXT_WIDTH, shape, write


def write_signature(document: Any, text: OfficialText) -> None:
    """落款: cases A, A′, B, B′ and C, then the note."""
    day = date_words(text.doc_date)
    if text.signing == Signing.SEALED and text.issuers:
        if len(text.issuers) == 1:
            _sealed(document, text.issuers[0], day)
        else:
            _sealed_together(document, text.issuers, day)
    elif text.signing == Signing.UNSEALED and text.issuers:
        _unsealed(document, text.issuers, day)
    elif text.signing == Signing.STAMPED and text.issuers:
        _stamped(document, text.issuers, day)
    elif day and text.layout != Layout.MINUTES:
        shape(document.add_paragraph())
        write(shape(document.add_paragraph(), side="right", right=4), day)
    if text.note:
        write(shape(document.add_paragraph(), first=2), f"（{text.note}）")


def _sealed(document: Any, issuer: Issuer, day: str) -> None:
    middle = 4 + width_of(day) / 2  # from the right, in characters
    half = width_of(issuer.name) / 2
    over = max(0.0, half - middle)
    for _ in range(2):
        shape(document.add_paragraph())
    write(shape(document.add_paragraph(), side="right", right=max(middle - half, 0)), issuer.name)
    one = shape(document.add_paragraph(), side="right", right=4 + over)
    write(one, day)
    if issuer.seal and issuer.seal.image:
        centre = (28 - middle - over) * CELL_MM
        # Name and date lie a little below the middle of the seal.
        _stamp_over(one, issuer.seal, centre, -0.3 * PITCH_MM)


def _stamp_over(paragraph: Any, seal: Picture, centre_mm: float, middle_mm: float) -> None:
    """`middle_mm` is from the top of the paragraph; pictures are taken to be as high as wide."""
    word.float_over(
        paragraph.add_run(),
        io.BytesIO(seal.image),
        Mm(seal.width_mm),
        right=Mm(centre_mm - seal.width_mm / 2),
        above=Mm(middle_mm - seal.width_mm / 2),
    )


def _sealed_together(document: Any, issuers: tuple[Issuer, ...], day: str) -> None:
    shape(document.add_paragraph())
    columns = min(3, len(issuers)) if max(width_of(i.name) for i in issuers) <= 8 else min(2, len(issuers))
    rows = -(-len(issuers) // columns)
    table = document.add_table(rows=rows, cols=columns)
    width = TEXT_WIDTH // columns
    word.cells(table, [width] * columns)
    word.borders(table)
    word.without_padding(table)
    word.ordered(table)
    empty = rows * columns - len(issuers)
    for index, issuer in enumerate(issuers):
        # A last row that is not full stands to the right, over the date.
        place = index + (empty if index // columns == rows - 1 else 0)
        cell = table.cell(place // columns, place % columns)
        shape(cell.paragraphs[0])
        one = shape(cell.add_paragraph(), side="center")
        write(one, issuer.name)
        if index == len(issuers) - 1:
            write(shape(cell.add_paragraph(), side="center"), day)
        shape(cell.add_paragraph())
        shape(cell.add_paragraph())
        if issuer.seal and issuer.seal.image:
            run = one.add_run()
            word.float_over(
                run, io.BytesIO(issuer.seal.image), Mm(issuer.seal.width_mm),
                right=Mm(78 / columns - issuer.seal.width_mm / 2),
                above=Mm(PITCH_MM / 2 - issuer.seal.width_mm / 2),
            )  # fmt: skip


def _unsealed(document: Any, issuers: tuple[Issuer, ...], day: str) -> None:
    shape(document.add_paragraph())
    name_width = max(width_of(issuer.name) for issuer in issuers)
    day_width = width_of(day)
    name_right, day_right = 2.0, name_width - day_width
    if day_width > name_width:
        day_right, name_right = 2.0, 4 + day_width - name_width
    for issuer in issuers:
        write(shape(document.add_paragraph(), side="right", right=name_right), issuer.name)
    write(shape(document.add_paragraph(), side="right", right=max(day_right, 0)), day)


def _stamped(document: Any, issuers: tuple[Issuer, ...], day: str) -> None:
    for _ in range(2):
        shape(document.add_paragraph())
    for issuer in issuers:
        width = issuer.stamp.width_mm if issuer.stamp else 0
        one = shape(
            document.add_paragraph(), side="right", right=4 + width / CELL_MM + 2, before=LINE_PITCH // 2
        )
        write(one, issuer.post or issuer.name)
        if issuer.stamp and issuer.stamp.image:
            _stamp_over(one, issuer.stamp, 24 * CELL_MM - width / 2, PITCH_MM / 2)
        shape(document.add_paragraph(), line=LINE_PITCH // 2)
    shape(document.add_paragraph())
    write(shape(document.add_paragraph(), side="right", right=4), day)


def write_record(document: Any, text: OfficialText) -> None:
    """版记: a table at the foot of the page the text ends on; a letter has only its copies, without lines."""
    letter = text.layout == Layout.LETTER
    rows = []
    if text.recipients and text.recipients_in_record:
        rows.append(f"主送：{text.recipients}。")
    if text.copies_to:
        rows.append(f"抄送：{text.copies_to}。")
    printed = not letter and bool(text.printer or text.print_date)
    if not rows and not printed:
        return
    table = document.add_table(rows=len(rows) + printed, cols=1)
    word.cells(table, [TEXT_WIDTH])
    word.borders(table, **({} if letter else {"top": 8, "bottom": 8}))
    for row, words in zip(table.rows, rows, strict=False):
        one = shape(row.cells[0].paragraphs[0], left=4, right=1, hanging=3, line=440, unit=280)
        write(one, words, "fangsong", 28, closer=False)
    if printed:
        one = shape(table.rows[-1].cells[0].paragraphs[0], left=1, right=1, side="left", line=440, unit=280)
        word.tab_at(one, TEXT_WIDTH - 280 - 216, "right")
        day = f"{date_words(text.print_date)}印发" if text.print_date else ""
        write(one, f"{text.printer}\t{day}", "fangsong", 28, closer=False)
        if rows:
            edge = word.element("w:tcBorders")
            edge.append(word.element("w:top", val="single", sz=6, space=0, color="000000"))
            table.rows[-1].cells[0]._tc.get_or_add_tcPr().append(edge)
    word.at_the_foot(table)
    # A document may not end with a table.
    shape(document.add_paragraph(), line=20)
