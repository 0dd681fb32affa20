"""Word 版式，从附件到版记: layout rules a DOCX can show, L-21 to L-40 (gbt9704-layout.md §8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.proofing.book import Found
from shuniu.proofing.draft import Line, Part
from shuniu.proofing.layout.book import WORD, on
from shuniu.proofing.layout.word_file import Paragraph, WordFile
from shuniu.proofing.layout.word_head import at_line, differs, is_letter, number_in
from shuniu.proofing.sources import W

_SLACK = 57  # twips: one millimetre
_FANG, _HEI, _KAI, _TITLE = r"仿宋|Fang", r"黑体|Hei", r"楷|Kai", r"小标宋|XiaoBiaoSong|XBS"


@on(WORD, "L-21")
def attachment_pages(file: WordFile) -> Iterator[Found]:
    for line, paragraph, index in file.of(Part.ATTACHMENT_LABEL):
        before = file.paragraphs[index - 1] if index else None
        broken = file.says(paragraph, "pageBreakBefore") or any(
            br.get(f"{W}type") == "page" for br in paragraph.xml.iter(f"{W}br")
        )
        parted = before is not None and (
            before.xml.find(f"{W}pPr/{W}sectPr") is not None
            or any(br.get(f"{W}type") == "page" for br in before.xml.iter(f"{W}br"))
        )
        if not broken and not parted:
            yield at_line(line)
    for line, paragraph, index in file.of(Part.ATTACHMENT_TITLE):
        if paragraph.table is None and (
            abs(file.empty_before(index) - 1) > 0.3 or file.align(paragraph) != "center"
        ):
            yield at_line(line)


def _signed_by_stamp(around: list[Paragraph]) -> bool:
    return any(re.search(r"(?:长|主任|书记|总指挥)[\s\u3000]*$", one.words) for one in around)


@on(WORD, "L-22")
def date_place(file: WordFile) -> Iterator[Found]:
    if len(file.draft.of(Part.ISSUER)) > 1:
        return
    for line, paragraph, _index in file.of(Part.DATE):
        if paragraph.table is not None:
            continue
        right = file.indent(paragraph, "right")
        # 4 when sealed; 2 when the date is the longer one without a seal; less where it stands under a long name.
        if file.align(paragraph) == "right" and right > 0.2 or paragraph.words[:1] == "\u3000":
            continue
        if file.align(paragraph) != "right" or not file.draft.of(Part.ISSUER):
            yield at_line(line)


@on(WORD, "L-24")
def seal_place(file: WordFile) -> Iterator[Found]:
    for line, paragraph, index in file.of(Part.DATE):
        around = file.paragraphs[max(0, index - 3) : index + 1]
        inline = [
            node
            for one in around
            for node in one.xml.iter()
            if isinstance(node.tag, str) and node.tag.endswith("}inline")
        ]
        if inline and not _signed_by_stamp(around) and paragraph.table is None:
            yield at_line(line)


def _record(file: WordFile) -> list[tuple[Line, Paragraph, int]]:
    return [
        one
        for one in file.of(Part.COPIES, Part.PRINT)
        if one[0].part is Part.PRINT or one[1].table is not None
    ]


@on(WORD, "L-27")
def record_place(file: WordFile) -> Iterator[Found]:
    for line, paragraph, _index in _record(file)[-1:]:
        if paragraph.table is None:
            yield at_line(line)
            return
        floating = paragraph.table.find(f"{W}tblPr/{W}tblpPr")
        if floating is None or floating.get(f"{W}tblpYSpec") != "bottom":
            yield at_line(line)


@on(WORD, "L-28")
def record_lines(file: WordFile) -> Iterator[Found]:
    for line, paragraph, _index in _record(file)[-1:]:
        if paragraph.table is None or line.part is not Part.PRINT:
            return
        edges = paragraph.table.find(f"{W}tblPr/{W}tblBorders")
        for side in ("top", "bottom"):
            edge = edges.find(f"{W}{side}") if edges is not None else None
            if edge is None or edge.get(f"{W}val") in ("nil", "none") or number_in(edge, "sz") != 8:
                yield at_line(line)
                return
        inner = [e for e in paragraph.table.iter(f"{W}tcBorders") for e in e if e.get(f"{W}val") == "single"]
        if any(number_in(edge, "sz") not in (6, 8) for edge in inner):
            yield at_line(line)


@on(WORD, "L-29")
def record_face(file: WordFile) -> Iterator[Found]:
    for line, paragraph, _index in _record(file):
        edge = abs(file.indent(paragraph, "left") + min(file.indent(paragraph, "firstLine"), 0))
        if differs(file, paragraph, _FANG, 14) or (line.part is Part.COPIES and not line.text.endswith("。")):
            yield at_line(line)
        elif line.part is Part.PRINT and abs(edge - 1) > 0.2:
            yield at_line(line)


@on(WORD, "L-30")
def no_line_between(file: WordFile) -> Iterator[Found]:
    for line, paragraph, _index in _record(file):
        if (
            not line.text.startswith("抄送")
            or paragraph.table is None
            or "主送：" not in "".join(paragraph.table.itertext())
        ):
            continue
        cell = paragraph.xml.getparent()
        own = cell.find(f"{W}tcPr/{W}tcBorders/{W}top")
        whole = paragraph.table.find(f"{W}tblPr/{W}tblBorders/{W}insideH")
        if any(edge is not None and edge.get(f"{W}val") not in ("nil", "none") for edge in (own, whole)):
            yield at_line(line)


@on(WORD, "L-31")
def page_numbers(file: WordFile) -> Iterator[Found]:
    if not file.footers:
        if len(file.draft.text) > 700:
            yield Found(None, None)
        return
    numbered = [
        f
        for f in file.footers.values()
        if "PAGE" in "".join(f.itertext()) or f.find(f".//{W}fldSimple") is not None
    ]
    both = file.settings is not None and file.settings.find(f"{W}evenAndOddHeaders") is not None
    dashed = all("—" in "".join(f.itertext()) for f in numbered)
    if not numbered or not both or not dashed:
        yield Found(None, None)


@on(WORD, "L-32")
def letter_first_page(file: WordFile) -> Iterator[Found]:
    if is_letter(file) and file.sections and file.sections[0].find(f"{W}titlePg") is None:
        yield Found(None, None)


@on(WORD, "L-33")
def one_count(file: WordFile) -> Iterator[Found]:
    for section in file.sections[1:]:
        numbering = section.find(f"{W}pgNumType")
        if numbering is not None and numbering.get(f"{W}start") is not None:
            yield Found(None, None)
            return


@on(WORD, "L-34")
def double_lines(file: WordFile) -> Iterator[Found]:
    if not is_letter(file):
        return
    everywhere = [file.document, *file.footers.values()]
    double = [
        e
        for root in everywhere
        for e in root.iter(f"{W}top", f"{W}bottom")
        if "hin" in (e.get(f"{W}val") or "").lower() or "double" in (e.get(f"{W}val") or "")
    ]
    drawn = [
        n
        for root in everywhere
        for n in root.iter()
        if isinstance(n.tag, str) and n.tag.endswith(("}line", "}wsp"))
    ]
    if len(double) + len(drawn) < 2:
        yield Found(None, None)


@on(WORD, "L-35")
def no_empty_page(file: WordFile) -> Iterator[Found]:
    for found in re.finditer(r"[（(]?此页无正文[）)]?", file.draft.text):
        yield Found(found.start(), found.end())


@on(WORD, "L-37")
def line_ends(file: WordFile) -> Iterator[Found]:
    for line, paragraph, _index in file.of(Part.BODY):
        node = file.of_paragraph(paragraph, "kinsoku")
        if node is not None and node.get(f"{W}val") in ("0", "false", "off"):
            yield at_line(line)
            return


@on(WORD, "L-39")
def words_are_words(file: WordFile) -> Iterator[Found]:
    pictures = [n for n in file.document.iter() if isinstance(n.tag, str) and n.tag.endswith("}blip")]
    if pictures and len(re.sub(r"\s", "", file.draft.text)) < 30:
        yield Found(None, None)


@on(WORD, "L-40")
def kept_together(file: WordFile) -> Iterator[Found]:
    for line, paragraph, index in file.of(Part.BODY):
        after = file.paragraphs[index + 1] if index + 1 < len(file.paragraphs) else None
        alone = line.level in (1, 2) and len(line.text) <= 26 and not re.search(r"[。；]", line.text)
        if alone and after is not None and not after.empty and paragraph.table is None:
            if not file.says(paragraph, "keepNext"):
                yield at_line(line)
