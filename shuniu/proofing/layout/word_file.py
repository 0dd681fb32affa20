"""Word 文件的版面: what a DOCX says of its pages and paragraphs, with styles and defaults worked in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from shuniu.files.readers.numbering import Numbering
from shuniu.proofing.draft import Draft, Line, Part
from shuniu.proofing.sources import W, part_of, words_of
from shuniu.proofing.taking_apart import taken_apart

MM = 56.693  # twips
_CHARACTER = 320  # twips of a size-3 character, where a file gives no characters


@dataclass(frozen=True)
class Paragraph:
    """一段: its words (with the number Word adds), its XML, and whether it stands in a table."""

    words: str
    xml: Any
    table: Any = None

    @property
    def empty(self) -> bool:
        return not self.words.strip()


@dataclass
class WordFile:
    """A DOCX taken apart for its layout; `draft` is the plain text of it with its parts."""

    data: bytes
    paragraphs: list[Paragraph] = field(default_factory=list)
    draft: Draft = field(default_factory=lambda: Draft(""))

    def __post_init__(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.data)) as package:
            self.names = set(package.namelist())
            self.document = part_of(package, "word/document.xml")
            self.styles_xml = part_of(package, "word/styles.xml") if "word/styles.xml" in self.names else None
            self.settings = (
                part_of(package, "word/settings.xml") if "word/settings.xml" in self.names else None
            )
            numbered = part_of(package, "word/numbering.xml") if "word/numbering.xml" in self.names else None
            self.footers = {n: part_of(package, n) for n in self.names if n.startswith("word/footer")}
            rels = "word/_rels/document.xml.rels"
            self.relations = (
                {node.get("Id"): node.get("Target") for node in part_of(package, rels)}
                if rels in self.names
                else {}
            )
        numbering = Numbering(numbered)
        numbering.learn_styles(self.styles_xml)
        body = self.document.find(f"{W}body")
        self.paragraphs = list(_paragraphs(body, numbering)) if body is not None else []
        text, self._starts = "", {}
        for index, one in enumerate(self.paragraphs):
            if not one.empty:
                self._starts[len(text) + len(one.words) - len(one.words.lstrip())] = index
                text += one.words + "\n"
        self.draft = taken_apart(text.rstrip("\n"))

    # Parts

    def of(self, *parts: Part) -> Iterator[tuple[Line, Paragraph, int]]:
        """Lines of these parts with their paragraphs and their places in the file."""
        for line in self.draft.of(*parts):
            index = self._starts.get(line.start)
            if index is not None:
                yield line, self.paragraphs[index], index

    def empty_before(self, index: int) -> float:
        """空行: empty lines between this paragraph and the one before it, space before counted in lines."""
        lines, at = 0.0, index - 1
        while at >= 0 and self.paragraphs[at].empty and not self.is_rule(self.paragraphs[at]):
            lines += 1
            at -= 1
        spacing = self.paragraphs[index].xml.find(f"{W}pPr/{W}spacing")
        before = int(spacing.get(f"{W}before") or 0) if spacing is not None else 0
        return lines + before / 580

    def is_rule(self, paragraph: Paragraph) -> bool:
        """A paragraph that is only a line across the page."""
        return paragraph.empty and paragraph.xml.find(f"{W}pPr/{W}pBdr") is not None

    # Sections

    @cached_property
    def sections(self) -> list[Any]:
        return list(self.document.iter(f"{W}sectPr"))

    # Properties

    @cached_property
    def _styles(self) -> dict[str, Any]:
        if self.styles_xml is None:
            return {}
        return {node.get(f"{W}styleId"): node for node in self.styles_xml.iter(f"{W}style")}

    @cached_property
    def _default_style(self) -> str:
        return next(
            (
                i
                for i, s in self._styles.items()
                if s.get(f"{W}type") == "paragraph" and s.get(f"{W}default") == "1"
            ),
            "",
        )

    def _style_chain(self, paragraph: Any) -> Iterator[Any]:
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        at = named.get(f"{W}val") if named is not None else self._default_style
        for _step in range(12):
            style = self._styles.get(at or "")
            if style is None:
                return
            yield style
            based = style.find(f"{W}basedOn")
            at = based.get(f"{W}val") if based is not None else ""

    def of_paragraph(self, paragraph: Paragraph, name: str) -> Any:
        """A paragraph property (w:jc, w:ind …), from the paragraph, its styles or the defaults."""
        own = paragraph.xml.find(f"{W}pPr/{W}{name}")
        if own is not None:
            return own
        for style in self._style_chain(paragraph.xml):
            if (found := style.find(f"{W}pPr/{W}{name}")) is not None:
                return found
        return (
            self.styles_xml.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}{name}")
            if self.styles_xml is not None
            else None
        )

    def says(self, paragraph: Paragraph, name: str) -> bool:
        """Whether a property that is on or off (w:keepNext, w:pageBreakBefore) is on."""
        node = self.of_paragraph(paragraph, name)
        return node is not None and node.get(f"{W}val") not in ("0", "false", "off")

    def indent(self, paragraph: Paragraph, side: str) -> float:
        """缩进 in characters: left, right, firstLine; a hanging one is negative."""
        node = self.of_paragraph(paragraph, "ind")
        if node is None:
            return 0.0
        if node.get(f"{W}{side}Chars") not in (None, "0"):
            return int(node.get(f"{W}{side}Chars")) / 100
        if node.get(f"{W}{side}") is not None:
            return int(float(node.get(f"{W}{side}"))) / _CHARACTER
        if side == "firstLine" and node.get(f"{W}hanging") is not None:
            return -int(node.get(f"{W}hanging")) / _CHARACTER
        return 0.0

    def align(self, paragraph: Paragraph) -> str:
        node = self.of_paragraph(paragraph, "jc")
        return node.get(f"{W}val") if node is not None else "both"

    def runs(self, paragraph: Paragraph) -> list[Any]:
        """Runs with words in them."""
        return [
            run
            for run in paragraph.xml.iter(f"{W}r")
            if any((t.text or "").strip() for t in run.iter(f"{W}t"))
        ]

    def of_run(self, paragraph: Paragraph, run: Any, name: str) -> Any:
        own = run.find(f"{W}rPr/{W}{name}")
        if own is not None:
            return own
        character = run.find(f"{W}rPr/{W}rStyle")
        chain = [self._styles.get(character.get(f"{W}val"))] if character is not None else []
        for style in [*chain, *self._style_chain(paragraph.xml)]:
            if style is not None and (found := style.find(f"{W}rPr/{W}{name}")) is not None:
                return found
        return (
            self.styles_xml.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}{name}")
            if self.styles_xml is not None
            else None
        )

    def size(self, paragraph: Paragraph, run: Any) -> float:
        """字号 in points."""
        node = self.of_run(paragraph, run, "sz")
        return int(node.get(f"{W}val")) / 2 if node is not None else 10.0

    def face(self, paragraph: Paragraph, run: Any) -> str:
        """中文字体 of a run; "" if the file leaves it to a theme."""
        node = self.of_run(paragraph, run, "rFonts")
        return (node.get(f"{W}eastAsia") or "") if node is not None else ""

    def colour(self, paragraph: Paragraph, run: Any) -> str:
        node = self.of_run(paragraph, run, "color")
        return (node.get(f"{W}val") or "auto").upper() if node is not None else "AUTO"


def _paragraphs(parent: Any, numbering: Numbering, table: Any = None) -> Iterator[Paragraph]:
    for node in parent:
        if node.tag == f"{W}p":
            yield Paragraph(numbering.label_of(node) + words_of(node), node, table)
        elif node.tag == f"{W}tbl":
            for cell in node.iter(f"{W}tc"):
                yield from _paragraphs(cell, numbering, node)
        elif isinstance(node.tag, str) and etree.QName(node).localname in (
            "sdt",
            "sdtContent",
            "customXml",
            "smartTag",
            "ins",
        ):
            yield from _paragraphs(node, numbering, table)
