"""表格行: a row of a task table made into a task.

A short cell before the longest text names the row and is its last heading; what stands left of the number is the
group of the row.
"""

from __future__ import annotations

from shuniu.matters.reading.cells import OWNER_COLUMNS, Column, Row
from shuniu.matters.reading.drafts import Draft
from shuniu.matters.reading.form import heading_title
from shuniu.matters.reading.outline import marker_at
from shuniu.matters.reading.owners import Owners, read_owners
from shuniu.matters.reading.shapes import TEXT_START_LENGTH
from shuniu.matters.reading.text import Passage


def row_draft(row: Row, columns: tuple[Column, ...], path: tuple[str, ...]) -> Draft | None:
    """One row as a task: its texts, its owners and its time; None if it holds no text of its own."""
    texts = [i for i, c in enumerate(columns) if c in (Column.TEXT, Column.NAME) and i in row.cells]
    # what stands left of the number is the group the row belongs to, not its first words
    number = columns.index(Column.NUMBER) if Column.NUMBER in columns else -1
    inner = [i for i in texts if i > number] or texts
    own_texts = [i for i in inner if i not in row.inherited]
    # so is a column of kinds (类别, 领域), unless nothing else is said
    own_texts = [i for i in own_texts if columns[i] is not Column.NAME] or own_texts
    if not own_texts:
        return None
    names, body = _names_and_body(row, columns, texts)
    owners = Owners()
    for i, column in enumerate(columns):
        if i not in row.cells:
            continue
        value = (
            row.names_of(i) if column in OWNER_COLUMNS else "；".join(p.tight().text for p in row.cells[i])
        )
        if column in OWNER_COLUMNS:
            role = {Column.LEAD: "牵头单位", Column.DUTY: "责任单位", Column.SUPPORT: "配合单位"}[column]
            said = read_owners(f"{role}：{value}")
            if said:
                owners = owners.joined(said)
        elif column is Column.TIME:
            owners = owners.joined(Owners(times=(value,)))
    own = [p for i in sorted(row.cells) if i not in row.inherited for p in row.cells[i]]
    start = _without_number(row.cells[own_texts[0]][0])
    words = [p for i in own_texts for p in row.cells[i]]
    shown = "|".join(p.tight().text for p in [start, *words[1:]])[:TEXT_START_LENGTH]
    draft = Draft(start, own[0], (*path, *row.named, *names), owners=owners, numbered=True, marked=True)
    for i in body:
        for passage in row.cells[i]:
            draft.add(passage)
    draft.last = max(own, key=lambda p: p.places[-1])
    draft.shown = shown
    for i, column in enumerate(columns):
        if i in row.cells and (column in OWNER_COLUMNS or column is Column.TIME):
            draft.sources.extend(row.cells[i])
    return draft


def _without_number(cell: Passage) -> Passage:
    found = marker_at(cell.text)
    return cell[found[1] :] if found else cell


def _names_and_body(
    row: Row, columns: tuple[Column, ...], texts: list[int]
) -> tuple[tuple[str, ...], list[int]]:
    """A short cell before the longest text names the row and is its last heading."""
    longest = max(texts, key=lambda i: len(row.of(i)))
    names = [i for i in texts if i < longest and (columns[i] is Column.NAME or len(row.of(i)) <= 20)]
    return tuple(heading_title(row.of(i)) for i in names), [i for i in texts if i not in names]
