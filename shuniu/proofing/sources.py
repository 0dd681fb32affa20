"""来稿: the plain text of a file somebody wants checked: txt, md, docx, pdf."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from shuniu.clock.calendar import gettext_noop as _
from shuniu.files.encodings import decode
from shuniu.files.readers.numbering import Numbering

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ASIDE = (f"{W}txbxContent", f"{W}del", f"{W}moveFrom", _FALLBACK)
_HOLDERS = (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag", f"{W}ins")
_LARGEST_PART = 60_000_000


class Unreadable(ValueError):
    """The bytes are no text this can read; the message is a catalog entry."""


@dataclass(frozen=True)
class Source:
    """来稿: its plain text, where each character of it stands in the file, and the bytes when the file has a layout.

    `places` is None when the text is the file's own; offsets of a DOCX or PDF count in the text read from it.
    """

    text: str
    kind: str = "txt"
    data: bytes = b""
    places: tuple[int, ...] | None = None

    def place(self, offset: int | None) -> int | None:
        """An offset of the text as an offset of the file."""
        if offset is None or self.places is None:
            return offset
        return self.places[min(offset, len(self.places) - 1)]


def opened(data: bytes, name: str) -> Source:
    """The file as a source; raises `Unreadable`."""
    if data.startswith(b"PK\x03\x04") or name.lower().endswith(".docx"):
        return Source(text_of_docx(data), "docx", data)
    if data.startswith(b"%PDF") or name.lower().endswith(".pdf"):
        return Source(text_of_pdf(data), "pdf", data)
    text = decode(data)
    if text is None or "\x00" in text:
        raise Unreadable(_("不是能读的文字"))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if name.lower().endswith((".md", ".markdown")):
        return _without_markdown(text)
    return Source(text)


def text_of_pdf(data: bytes) -> str:
    """The paragraphs that can be read off the pages, page numbers left out."""
    from shuniu.files.refusals import CannotTake
    from shuniu.proofing.layout.paper_file import PaperFile

    try:
        return PaperFile(data).draft.text
    except CannotTake as problem:
        raise Unreadable(_("不是能读的 PDF 文件")) from problem


def _without_markdown(text: str) -> Source:
    """Signs of Markdown (#, **, `) are no characters of the document; every other one keeps its place."""
    keep: list[int] = []
    at = 0
    for found in re.finditer(r"^[ \t]*#{1,6}[ \t]+|^[ \t]*>[ \t]?|\*\*|__|`+", text, re.M):
        keep += range(at, found.start())
        at = found.end()
    keep += range(at, len(text))
    return Source("".join(text[i] for i in keep), "md", places=(*keep, len(text)))


def text_of_docx(data: bytes) -> str:
    """Body, text boxes and tables of a Word file, a line for each paragraph and for each row."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            body = part_of(package, "word/document.xml").find(f"{W}body")
            numbering = Numbering(
                part_of(package, "word/numbering.xml") if "word/numbering.xml" in names else None
            )
            if "word/styles.xml" in names:
                numbering.learn_styles(part_of(package, "word/styles.xml"))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, ValueError, OSError) as problem:
        raise Unreadable(_("不是能读的 Word 文件")) from problem
    return "\n".join(line for line in _lines(body, numbering) if line.strip()) if body is not None else ""


def part_of(package: zipfile.ZipFile, name: str) -> Any:
    if package.getinfo(name).file_size > _LARGEST_PART:
        raise ValueError(name)
    return etree.fromstring(
        package.read(name), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    )


def _lines(parent: Any, numbering: Numbering) -> Iterator[str]:
    for node in parent:
        if node.tag == f"{W}p":
            for box in node.iter(f"{W}txbxContent"):
                if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                    yield from _lines(box, numbering)
            yield numbering.label_of(node) + words_of(node)
        elif node.tag == f"{W}tbl":
            yield from _rows(node, numbering)
        elif node.tag in _HOLDERS:
            yield from _lines(node, numbering)


def _rows(table: Any, numbering: Numbering) -> Iterator[str]:
    for row in table.iter(f"{W}tr"):
        cells = ["".join(words_of(p) for p in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc")]
        # The record block is a table of single lines; printer and date stand apart as on paper.
        record = any(re.match(r"抄送|主送|.*印发$", cell) for cell in cells)
        yield ("\u3000" if record else " | ").join(cells)


def words_of(paragraph: Any) -> str:
    """The words of one paragraph; soft line ends and what was deleted leave no trace."""
    words = []
    stack = [iter(paragraph)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif node.tag == f"{W}t":
            words.append(node.text or "")
        elif node.tag == f"{W}tab" and node.getparent().tag == f"{W}r":
            words.append("\u3000")
        elif node.tag not in _ASIDE:
            stack.append(iter(node))
    return "".join(words).rstrip()
