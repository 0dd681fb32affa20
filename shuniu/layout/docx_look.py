"""Word 里一段的样子: size, side, colour, style and face of every paragraph, for telling parts apart by form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from shuniu.layout.text import Table

_RECORD = re.compile(r"^(主送|抄送)[：:](.*?)。?$")


@dataclass(frozen=True)
class Row:
    """A paragraph with what its look tells, or a table."""

    words: str
    size: float = 16.0
    centred: bool = False
    red: bool = False
    level: int = 0
    in_heading: str = ""  # words set in the face of a heading at the beginning
    table: Table | None = None


def rows_of(document: Any) -> Iterator[Row]:
    """段落和表, in the order of the file; tables that only place words are given as their words."""
    for child in document.element.body:
        if child.tag == qn("w:p"):
            yield _row(WordParagraph(child, document))
        elif child.tag == qn("w:tbl"):
            yield from _table_rows(WordTable(child, document))


def _table_rows(table: WordTable) -> Iterator[Row]:
    rows = [[cell.text.strip() for cell in _unmerged(row)] for row in table.rows]
    flat = [words for row in rows for words in row if words]
    framed = any(_RECORD.match(words) or "印发" in words[-4:] for words in flat)
    red = any(
        _is_red(run) for row in table.rows for cell in row.cells for p in cell.paragraphs for run in p.runs
    )
    if framed:
        yield from (Row(words.replace("\t", "　")) for row in table.rows for words in _lines(row))
    elif red:
        names = [words for row in rows for words in row if words and words != "文件"]
        yield from (Row(words, red=True) for words in dict.fromkeys(names))
        if "文件" in flat:
            yield Row("文件", red=True)
    elif not _has_lines(table):
        # Signatures side by side stand in a table without lines.
        yield from (Row(words) for row in table.rows for words in _lines(row))
    else:
        heads = sum(
            1
            for row in table.rows
            if row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None
        )
        yield Row("", table=Table(tuple(tuple(row) for row in rows), header_rows=heads or 1))


def _has_lines(table: WordTable) -> bool:
    drawn = table._tbl.tblPr.find(qn("w:tblBorders"))
    if drawn is None:
        return True
    return any(edge.get(qn("w:val")) not in ("nil", "none") for edge in drawn)


def _lines(row: Any) -> list[str]:
    return [p.text.strip() for cell in _unmerged(row) for p in cell.paragraphs if p.text.strip()]


def _unmerged(row: Any) -> list[Any]:
    seen: list[Any] = []
    for cell in row.cells:
        if all(cell._tc is not other._tc for other in seen):
            seen.append(cell)
    return seen


def _row(paragraph: WordParagraph) -> Row:
    words = paragraph.text.strip(" \u3000\r\n")
    runs = [run for run in paragraph.runs if run.text.strip()]
    style = paragraph.style.name if paragraph.style is not None else ""
    level = int(style[-1]) if re.fullmatch(r"Heading [1-4]", style) else 0
    size = runs[0].font.size.pt if runs and runs[0].font.size else 22.0 if style == "Title" else 16.0
    faces = [_face(run) for run in runs]
    own = faces[0] if faces else ""
    heading = ""
    if len(set(faces)) > 1 and own in ("黑体", "楷体_GB2312", "楷体", "KaiTi", "SimHei"):
        heading = "".join(run.text for run, face in zip(runs, faces, strict=True) if face == own)
        if not words.startswith(heading):
            heading = ""
    return Row(
        words,
        size=size,
        centred=_centred(paragraph),
        red=bool(runs) and all(_is_red(run) for run in runs),
        level=level,
        in_heading=heading.strip(),
    )


def _centred(paragraph: WordParagraph) -> bool:
    return paragraph.alignment is not None and int(paragraph.alignment) == 1


def _face(run: Any) -> str:
    properties = run._r.rPr
    fonts = properties.find(qn("w:rFonts")) if properties is not None else None
    return str(fonts.get(qn("w:eastAsia")) or "") if fonts is not None else ""


def _is_red(run: Any) -> bool:
    colour = run.font.color.rgb if run.font.color is not None else None
    return colour is not None and colour[0] > 180 and max(colour[1], colour[2]) < 80
