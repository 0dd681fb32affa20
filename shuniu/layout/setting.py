"""排版: which line of the first page each element stands on, and everything the template needs, as plain data.

All elements stand on one grid of 22 lines a page, so that the two sides of a sheet register. The red name is as high
as it must be for the line after two empty ones to be a line of the grid.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from shuniu.layout.geometry import (
    CELLS,
    LINES,
    MARK_TOP_MM,
    PITCH_PT,
    POINTS_PER_MM,
    TALL_MM,
    TOP_MM,
    WIDE_MM,
)
from shuniu.layout.text import (
    Attachment,
    Block,
    Issuer,
    Layout,
    OfficialText,
    Paragraph,
    Picture,
    Table,
    date_words,
    plain_words,
)
from shuniu.layout.titles import title_lines, width_of

# Lines of the grid that the red name takes, by the number of names in it; 6 for one more than five.
_LINES_TO_MARK_END = {1: 5, 2: 6, 3: 7, 4: 8, 5: 9}
_MOST_SEALS_IN_A_ROW = 3
_A_SENTENCE = 14  # characters
_PADDING = 1.0  # characters on the two sides of a cell together
_TABLE_SIZES = (14.0, 12.0, 10.5)


@dataclass(frozen=True)
class Head:
    """版头 and title: lines of the first page, counted from 0 at the top of the text area; -1 is not there."""

    mark_top_mm: float
    mark_height_pt: float
    number_line: int
    rule_line: int
    title_line: int
    flow_line: int  # where the recipients begin
    body_line: int


def head_of(text: OfficialText, lines_of_title: int) -> Head:
    """首页各要素在第几行 (clauses 7.2, 7.3.1 and 10)."""
    top = MARK_TOP_MM[text.layout]
    under_top = (top - TOP_MM) * POINTS_PER_MM
    titled = lines_of_title + 1 if lines_of_title else 0
    recipients = _lines_of_recipients(text)
    if text.layout == Layout.LETTER:
        # The double line ends 7/8 of a character above the number, which stands on line 2.
        rows = max(_letter_rows(text), 1)
        ends = 2 * PITCH_PT - 14.0 - (1 + 0.45 + 0.35 + 4) * POINTS_PER_MM
        title = 2 + rows - 1 + 3
        return Head(top, ends - under_top, 2, -1, title, title + titled, title + titled + recipients)
    if text.layout == Layout.ORDER:
        height = 4 * PITCH_PT - under_top
        title = 9 if text.number else 6
        return Head(top, height, 6, -1, title, title + titled, title + titled + recipients)
    end = _LINES_TO_MARK_END.get(len(text.mark), 10) if text.mark else 0
    rows = max(1, math.ceil(len(text.signers) / 2))
    own_date = 1 if date_in_head(text) else 0

    def lines(end: int) -> tuple[int, int, int]:
        number = end + 2 + rows - 1
        rule = number + own_date
        return number, rule, rule + 3

    # Many bodies shrink their names so that the first page still shows the body.
    while end > 6 and lines(end)[2] + titled + recipients > LINES - 2:
        end -= 1
    number, rule, title = lines(end) if end else (0, 0 if text.number else -1, 3 if text.number else 0)
    return Head(
        top,
        max(end * PITCH_PT - under_top, 0),
        number,
        rule,
        title,
        title + titled,
        title + titled + recipients,
    )


def data_of(text: OfficialText, *, both_sides: bool = True) -> tuple[dict[str, Any], dict[str, Picture]]:
    """交给模板的数据 and the pictures by the name they have in it."""
    names = [*text.mark, *(issuer.name for issuer in text.issuers)]
    lines = title_lines(text.title, names)
    head = head_of(text, len(lines))
    pictures: dict[str, Picture] = {}
    issuers = [_issuer(issuer, index, pictures) for index, issuer in enumerate(text.issuers)]
    attached = [(i, one) for i, one in enumerate(text.attachments) if one.blocks]
    return _cleaned(
        {
            "layout": text.layout.value,
            "title": text.one_line_title,
            "title_lines": lines,
            "title_line": head.title_line,
            "flow_line": head.flow_line,
            "body_line": head.body_line,
            "mark": shown_mark(text),
            "mark_ending": text.mark_ending if text.layout != Layout.LETTER else "",
            "mark_top_mm": head.mark_top_mm,
            "mark_height_pt": head.mark_height_pt,
            "corner": _corner(text),
            "number": text.number,
            "number_line": head.number_line,
            "rule_line": head.rule_line,
            "under_number": [text.issuers[0].name if text.issuers else "", date_words(text.doc_date)]
            if date_in_head(text)
            else [],
            "signers": text.signers,
            "recipients": "" if text.recipients_in_record else text.recipients,
            "body": _blocks(text.body),
            "tail_follows_words": bool(text.body) and isinstance(text.body[-1], Paragraph),
            "attachment_names": [one.title for one in text.attachments],
            "signing": text.signing.value,
            "issuers": issuers,
            "per_row": _per_row(text.issuers),
            "date": date_words(text.doc_date) or ("　　　　年　月　日" if text.issuers else ""),
            "note": text.note,
            "attendance": [{"label": one.label, "names": one.names} for one in text.attendance],
            "attachments": [_attachment(text, i, one, attached[-1][0], names) for i, one in attached],
            "ends_landscape": bool(attached) and _ends_landscape(attached[-1][1].blocks),
            "record_rows": _record_rows(text),
            "printer": text.printer if text.layout != Layout.LETTER else "",
            "print_date": f"{date_words(text.print_date)}印发"
            if text.print_date and text.layout != Layout.LETTER
            else "",
            "both_sides": both_sides,
        }
    ), pictures


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return plain_words(value)
    if isinstance(value, dict):
        return {key: _cleaned(one) for key, one in value.items()}
    return [_cleaned(one) for one in value] if isinstance(value, list | tuple) else value


def _lines_of_recipients(text: OfficialText) -> int:
    if not text.recipients or text.recipients_in_record:
        return 0
    return math.ceil(width_of(text.recipients + "：") / CELLS)


def _letter_rows(text: OfficialText) -> int:
    return max(bool(text.copy_number) + bool(text.urgency), bool(text.number))


def shown_mark(text: OfficialText) -> tuple[str, ...]:
    """标志上的机关: all names, the lead first; a joint letter shows only the lead's."""
    return text.mark[:1] if text.layout == Layout.LETTER else text.mark


def date_in_head(text: OfficialText) -> bool:
    """纪要的编印单位和日期: a minutes carries who made it and when between its number and the red line (practice)."""
    return text.layout == Layout.MINUTES and bool(text.mark) and bool(text.issuers or text.doc_date)


def _corner(text: OfficialText) -> list[dict[str, Any]]:
    """份号、紧急程度: flush left from the first line; in a letter beside and under the number."""
    first = 2 if text.layout == Layout.LETTER else 0
    rows = [("fangsong", text.copy_number), ("hei", text.urgency)]
    shown = [(face, words) for face, words in rows if words]
    return [{"line": first + i, "face": face, "words": words} for i, (face, words) in enumerate(shown)]


def _issuer(issuer: Issuer, index: int, pictures: dict[str, Picture]) -> dict[str, Any]:
    def drawn(picture: Picture | None, name: str) -> dict[str, Any]:
        if picture is None or not picture.image:
            return {"image": "", "width_mm": picture.width_mm if picture else 42.0}
        pictures[name] = picture
        return {"image": name, "width_mm": picture.width_mm}

    return {
        "name": issuer.name,
        "seal": drawn(issuer.seal, f"seal{index}.svg"),
        "post": issuer.post or issuer.name,
        "stamp": drawn(issuer.stamp, f"stamp{index}.svg"),
    }


def _per_row(issuers: tuple[Issuer, ...]) -> int:
    """How many seals stand side by side: three, fewer where the names or the seals are too wide."""
    if len(issuers) < 2:
        return 1
    widest_name = max(width_of(issuer.name) for issuer in issuers)
    widest_seal = max(issuer.seal.width_mm if issuer.seal else 42.0 for issuer in issuers)
    if widest_name <= 8 and widest_seal <= 45:
        return min(_MOST_SEALS_IN_A_ROW, len(issuers))
    return min(2, len(issuers)) if widest_name <= 13 else 1


def _attachment(
    text: OfficialText, index: int, one: Attachment, last: int, names: Iterable[str]
) -> dict[str, Any]:
    return {
        "label": text.label_of(index),
        "lines": title_lines(one.title, names),
        "blocks": _blocks(one.blocks),
        "last": index == last,
        "landscape": isinstance(one.blocks[0], Table) and one.blocks[0].landscape,
    }


def _ends_landscape(blocks: tuple[Block, ...]) -> bool:
    return isinstance(blocks[-1], Table) and blocks[-1].landscape


def _blocks(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    return [_paragraph(block) if isinstance(block, Paragraph) else _table(block) for block in blocks]


def _paragraph(block: Paragraph) -> dict[str, Any]:
    return {
        "kind": "paragraph",
        "level": block.level,
        "heading": block.heading,
        "words": block.words,
        "side": block.side.value,
    }


def _table(block: Table) -> dict[str, Any]:
    columns = max((len(row) for row in block.rows), default=1)
    rows = [[*row, *[""] * (columns - len(row))] for row in block.rows]
    longest = _longest(rows, columns)
    across = TALL_MM if block.landscape else WIDE_MM
    wanted = sum(min(length, _A_SENTENCE) + _PADDING for length in longest)
    size = next(
        (size for size in _TABLE_SIZES if wanted <= across / (size / POINTS_PER_MM)), _TABLE_SIZES[-1]
    )
    return {
        "kind": "table",
        "rows": rows,
        "header_rows": min(block.header_rows, len(rows)),
        "caption": block.caption,
        "unit": block.unit,
        "source": block.source,
        "landscape": block.landscape,
        "columns": _columns(block, longest, across / (size / POINTS_PER_MM), size),
        # Sentences are read from the left, words stand in the middle.
        "long": [length > _A_SENTENCE for length in longest],
        "size": size,
    }


def _longest(rows: list[list[str]], columns: int) -> list[float]:
    """The longest line of each column, in characters."""
    return [
        max((width_of(line) for row in rows for line in row[c].split("\n")), default=0.0)
        for c in range(columns)
    ]


def _columns(block: Table, longest: list[float], room: float, size: float) -> list[dict[str, float]]:
    """Widths: short columns take what their words need, sentences share what is left; or the shares a person set."""
    if len(block.widths) == len(longest):
        return [{"points": 0.0, "share": share} for share in block.widths]
    needed = [max(length, 2.0) + _PADDING for length in longest]
    short = sum(need for need, length in zip(needed, longest, strict=True) if length <= _A_SENTENCE)
    if short == sum(needed) or short > room - 4 * len(longest):
        return [{"points": 0.0, "share": min(need, 18.0)} for need in needed]
    return [
        {"points": need * size, "share": 0.0} if length <= _A_SENTENCE else {"points": 0.0, "share": need}
        for need, length in zip(needed, longest, strict=True)
    ]


def _record_rows(text: OfficialText) -> list[dict[str, str]]:
    rows = []
    if text.recipients and text.recipients_in_record:
        rows.append({"label": "主送", "words": text.recipients})
    if text.copies_to:
        rows.append({"label": "抄送", "words": text.copies_to})
    return rows
