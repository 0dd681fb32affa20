"""Word 版式: layout rules a DOCX can show (gbt9704-layout.md §8, column DOCX)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from shuniu.proofing.book import Found
from shuniu.proofing.draft import Line, Part
from shuniu.proofing.findings import Finding, Severity
from shuniu.proofing.layout.book import WORD, findings, on
from shuniu.proofing.layout.word_file import MM, Paragraph, WordFile
from shuniu.proofing.sources import W
from shuniu.proofing.standing import document_kind

_SLACK = 57  # twips: one millimetre
_FANG, _HEI, _KAI, _TITLE = r"仿宋|Fang", r"黑体|Hei", r"楷|Kai", r"小标宋|XiaoBiaoSong|XBS"


def laid_out(data: bytes) -> list[Finding]:
    """版式检查 of a Word file; a draft without red head is not asked for one."""
    file = WordFile(data)
    return findings(WORD, file, file.draft.text)


def _at(line: Line) -> Found:
    return Found(line.start, line.end)


def _number(node: Any, name: str) -> int:
    try:
        return int(float(node.get(f"{W}{name}") or 0))
    except ValueError:
        return 0


def _landscape(section: Any) -> bool:
    size = section.find(f"{W}pgSz")
    return size is not None and _number(size, "w") > _number(size, "h")


@on(WORD, "L-01")
def paper_size(file: WordFile) -> Iterator[Found]:
    for section in file.sections:
        size = section.find(f"{W}pgSz")
        if size is None:
            continue
        short, long = sorted((_number(size, "w"), _number(size, "h")))
        if abs(short - 11906) > _SLACK or abs(long - 16838) > _SLACK:
            yield Found(None, None)
            return


@on(WORD, "L-02")
def margins(file: WordFile) -> Iterator[Found]:
    wanted = {"top": 37, "left": 28, "right": 26, "bottom": 35}
    for section in file.sections:
        margin = section.find(f"{W}pgMar")
        if margin is None or _landscape(section):
            continue
        gutter = _number(margin, "gutter")
        for side, mm in wanted.items():
            given = _number(margin, side) + (gutter if side == "left" else 0)
            if abs(given - mm * MM) > _SLACK + 1:
                yield Found(None, None)
                return


@on(WORD, "L-03")
def lines_of_page(file: WordFile) -> Iterator[Found]:
    body = [paragraph for _line, paragraph, _i in file.of(Part.BODY) if paragraph.table is None]
    exact = [
        node
        for one in body
        if (node := file.of_paragraph(one, "spacing")) is not None and node.get(f"{W}lineRule") == "exact"
    ]
    grid = file.sections[-1].find(f"{W}docGrid") if file.sections else None
    if exact and len(exact) * 2 > len(body):
        usual = sorted(_number(node, "line") for node in exact)[len(exact) // 2]
        if not 570 <= usual <= 584:
            yield Found(None, None, severity=Severity.HINT if 560 <= usual < 570 else None)
        return
    pitch = (
        _number(grid, "linePitch")
        if grid is not None and grid.get(f"{W}type") in ("lines", "linesAndChars", "snapToChars")
        else 0
    )
    if body and not 575 <= pitch <= 585:
        yield Found(None, None)


@on(WORD, "L-04")
def characters_of_line(file: WordFile) -> Iterator[Found]:
    body = [
        (paragraph, run)
        for _l, paragraph, _i in file.of(Part.BODY)
        if paragraph.table is None
        for run in file.runs(paragraph)
    ]
    if not body:
        return
    closer = [
        node
        for paragraph, run in body
        if (node := file.of_run(paragraph, run, "spacing")) is not None and -8 <= _number(node, "val") <= -3
    ]
    grid = file.sections[-1].find(f"{W}docGrid") if file.sections else None
    on_grid = (
        grid is not None
        and grid.get(f"{W}type") in ("linesAndChars", "snapToChars")
        and -870 <= _number(grid, "charSpace") <= -820
    )
    if not on_grid and len(closer) * 2 < len(body):
        yield Found(None, None)


def _differs(file: WordFile, paragraph: Paragraph, face: str, size: float) -> bool:
    for run in file.runs(paragraph):
        if abs(file.size(paragraph, run) - size) > 0.25:
            return True
        said = file.face(paragraph, run)
        if (
            said
            and not re.search(face, said, re.I)
            and re.search(r"[\u4e00-\u9fff]", "".join(run.itertext()))
        ):
            return True
    return False


@on(WORD, "L-05")
def body_face(file: WordFile) -> Iterator[Found]:
    for line, paragraph, _index in file.of(
        Part.BODY, Part.RECIPIENTS, Part.ISSUER, Part.DATE, Part.NOTE_OF_ATTACHMENTS, Part.REMARK
    ):
        if paragraph.table is not None and line.part is Part.BODY:
            continue
        if line.level in (1, 2) and line.part is Part.BODY:
            continue  # L-17 says it
        if _differs(file, paragraph, _FANG, 16):
            yield _at(line)


@on(WORD, "L-06")
def title_face(file: WordFile) -> Iterator[Found]:
    for line, paragraph, _index in file.of(Part.TITLE):
        if file.align(paragraph) != "center" or _differs(file, paragraph, _TITLE, 22):
            yield _at(line)


@on(WORD, "L-08")
def red_mark(file: WordFile) -> Iterator[Found]:
    for line, paragraph, _index in file.of(Part.MARK):
        if any(file.colour(paragraph, run) != "FF0000" for run in file.runs(paragraph)):
            yield _at(line)


def _letter(file: WordFile) -> bool:
    """信函: the mark is a bare name, and its lines are double."""
    marks = file.draft.of(Part.MARK)
    return bool(marks) and not any(re.search(r"文件$|纪要$|令$", line.text) for line in marks)


@on(WORD, "L-09")
def below_mark(file: WordFile) -> Iterator[Found]:
    if _letter(file) or not file.draft.of(Part.MARK):
        return
    for line, paragraph, index in file.of(Part.SIGNERS, Part.NUMBER):
        if paragraph.table is None and index and abs(file.empty_before(index) - 2) > 0.3:
            yield _at(line)
        return


@on(WORD, "L-10")
def number_place(file: WordFile) -> Iterator[Found]:
    marks = file.draft.of(Part.MARK)
    if _letter(file) or not marks or re.search(r"纪要$|令$", marks[-1].text):
        return
    upward = bool(file.draft.of(Part.SIGNERS)) or any(
        "签发人" in line.text for line in file.draft.of(Part.NUMBER)
    )
    for line, paragraph, _index in file.of(Part.NUMBER):
        if upward and abs(file.indent(paragraph, "left") - 1) > 0.15:
            yield _at(line)
        if not upward and file.align(paragraph) != "center":
            yield _at(line)


@on(WORD, "L-11")
def signers(file: WordFile) -> Iterator[Found]:
    kind = document_kind(file.draft)
    for line, paragraph, _index in file.of(Part.SIGNERS, Part.NUMBER):
        if "签发人" not in line.text:
            continue
        upward = kind in ("请示", "报告", "意见", "")
        if not upward or (
            file.align(paragraph) != "right" and abs(file.indent(paragraph, "right") - 1) > 0.15
        ):
            yield _at(line)


@on(WORD, "L-12")
def red_line(file: WordFile) -> Iterator[Found]:
    marks = list(file.of(Part.MARK))
    if not marks or _letter(file) or re.search(r"令$|纪要$", marks[-1][0].text):
        return
    title = next(iter(file.of(Part.TITLE)), None)
    upto = title[2] if title else len(file.paragraphs)
    drawn = [
        edge for one in file.paragraphs[:upto] for edge in one.xml.iter(f"{W}top", f"{W}bottom")
        if (edge.get(f"{W}color") or "").upper() == "FF0000"
    ]  # fmt: skip
    shapes = [
        node
        for one in file.paragraphs[:upto]
        for node in one.xml.iter()
        if isinstance(node.tag, str) and node.tag.endswith(("}anchor", "}pict", "}line", "}wsp"))
    ]
    if not drawn and not shapes:
        yield _at(marks[-1][0])


@on(WORD, "L-13")
def above_title(file: WordFile) -> Iterator[Found]:
    if not file.draft.of(Part.NUMBER, Part.MARK):
        return
    for line, paragraph, index in file.of(Part.TITLE):
        if index and paragraph.table is None and abs(file.empty_before(index) - 2) > 0.3:
            yield _at(line)


@on(WORD, "L-14")
def recipients_flush(file: WordFile) -> Iterator[Found]:
    for line, paragraph, index in file.of(Part.RECIPIENTS):
        indented = abs(file.indent(paragraph, "firstLine")) > 0.1 or abs(file.indent(paragraph, "left")) > 0.1
        if indented or paragraph.words[:1].isspace() or abs(file.empty_before(index) - 1) > 0.3:
            yield _at(line)


@on(WORD, "L-16")
def first_lines(file: WordFile) -> Iterator[Found]:
    for line, paragraph, _index in file.of(Part.BODY, Part.ATTACHMENT, Part.REMARK):
        if paragraph.table is not None or file.align(paragraph) in ("center", "right") or line.table_row:
            continue
        by_hand = len(paragraph.words) - len(paragraph.words.lstrip("\u3000"))
        if abs(file.indent(paragraph, "firstLine") + file.indent(paragraph, "left") + by_hand - 2) > 0.15:
            yield _at(line)


@on(WORD, "L-17")
def heading_faces(file: WordFile) -> Iterator[Found]:
    for line, paragraph, _index in file.of(Part.BODY, Part.ATTACHMENT):
        if line.level not in (1, 2) or paragraph.table is not None:
            continue
        first = next(iter(file.runs(paragraph)), None)
        said = file.face(paragraph, first) if first is not None else ""
        if said and not re.search(_HEI if line.level == 1 else _KAI, said, re.I):
            yield _at(line)


@on(WORD, "L-21")
def attachment_pages(file: WordFile) -> Iterator[Found]:
    for line, paragraph, index in file.of(Part.ATTACHMENT_LABEL):
        before = file.paragraphs[index - 1] if index else None
        broken = file.of_paragraph(paragraph, "pageBreakBefore") is not None or any(
            br.get(f"{W}type") == "page" for br in paragraph.xml.iter(f"{W}br")
        )
        parted = before is not None and (
            before.xml.find(f"{W}pPr/{W}sectPr") is not None
            or any(br.get(f"{W}type") == "page" for br in before.xml.iter(f"{W}br"))
        )
        if not broken and not parted:
            yield _at(line)
    for line, paragraph, index in file.of(Part.ATTACHMENT_TITLE):
        if paragraph.table is None and (
            abs(file.empty_before(index) - 1) > 0.3 or file.align(paragraph) != "center"
        ):
            yield _at(line)


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
            yield _at(line)


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
            yield _at(line)


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
            yield _at(line)
            return
        floating = paragraph.table.find(f"{W}tblPr/{W}tblpPr")
        if floating is None or floating.get(f"{W}tblpYSpec") != "bottom":
            yield _at(line)


@on(WORD, "L-28")
def record_lines(file: WordFile) -> Iterator[Found]:
    for line, paragraph, _index in _record(file)[-1:]:
        if paragraph.table is None or line.part is not Part.PRINT:
            return
        edges = paragraph.table.find(f"{W}tblPr/{W}tblBorders")
        for side in ("top", "bottom"):
            edge = edges.find(f"{W}{side}") if edges is not None else None
            if edge is None or edge.get(f"{W}val") in ("nil", "none") or _number(edge, "sz") != 8:
                yield _at(line)
                return
        inner = [e for e in paragraph.table.iter(f"{W}tcBorders") for e in e if e.get(f"{W}val") == "single"]
        if any(_number(edge, "sz") not in (6, 8) for edge in inner):
            yield _at(line)


@on(WORD, "L-29")
def record_face(file: WordFile) -> Iterator[Found]:
    for line, paragraph, _index in _record(file):
        edge = abs(file.indent(paragraph, "left") + min(file.indent(paragraph, "firstLine"), 0))
        if _differs(file, paragraph, _FANG, 14) or (
            line.part is Part.COPIES and not line.text.endswith("。")
        ):
            yield _at(line)
        elif line.part is Part.PRINT and abs(edge - 1) > 0.2:
            yield _at(line)


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
    if _letter(file) and file.sections and file.sections[0].find(f"{W}titlePg") is None:
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
    if not _letter(file):
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
            yield _at(line)
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
            node = file.of_paragraph(paragraph, "keepNext")
            if node is None or node.get(f"{W}val") in ("0", "false"):
                yield _at(line)
