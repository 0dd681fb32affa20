"""Word 版式，从纸张到正文: layout rules a DOCX can show, L-01 to L-17 (gbt9704-layout.md §8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from shuniu.proofing.book import Found
from shuniu.proofing.draft import Line, Part
from shuniu.proofing.findings import Severity
from shuniu.proofing.layout.book import WORD, on
from shuniu.proofing.layout.word_file import MM, Paragraph, WordFile
from shuniu.proofing.sources import W
from shuniu.proofing.standing import document_kind

_SLACK = 57  # twips: one millimetre
_FANG, _HEI, _KAI, _TITLE = r"仿宋|Fang", r"黑体|Hei", r"楷|Kai", r"小标宋|XiaoBiaoSong|XBS"


def at_line(line: Line) -> Found:
    return Found(line.start, line.end)


def number_in(node: Any, name: str) -> int:
    try:
        return int(float(node.get(f"{W}{name}") or 0))
    except ValueError:
        return 0


def _landscape(section: Any) -> bool:
    size = section.find(f"{W}pgSz")
    return size is not None and number_in(size, "w") > number_in(size, "h")


@on(WORD, "L-01")
def paper_size(file: WordFile) -> Iterator[Found]:
    for section in file.sections:
        size = section.find(f"{W}pgSz")
        if size is None:
            continue
        short, long = sorted((number_in(size, "w"), number_in(size, "h")))
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
        gutter = number_in(margin, "gutter")
        for side, mm in wanted.items():
            given = number_in(margin, side) + (gutter if side == "left" else 0)
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
        usual = sorted(number_in(node, "line") for node in exact)[len(exact) // 2]
        if not 570 <= usual <= 584:
            yield Found(None, None, severity=Severity.HINT if 560 <= usual < 570 else None)
        return
    pitch = (
        number_in(grid, "linePitch")
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
        if (node := file.of_run(paragraph, run, "spacing")) is not None and -8 <= number_in(node, "val") <= -3
    ]
    grid = file.sections[-1].find(f"{W}docGrid") if file.sections else None
    on_grid = (
        grid is not None
        and grid.get(f"{W}type") in ("linesAndChars", "snapToChars")
        and -870 <= number_in(grid, "charSpace") <= -820
    )
    if not on_grid and len(closer) * 2 < len(body):
        yield Found(None, None)


def differs(file: WordFile, paragraph: Paragraph, face: str, size: float) -> bool:
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
        if differs(file, paragraph, _FANG, 16):
            yield at_line(line)


@on(WORD, "L-06")
def title_face(file: WordFile) -> Iterator[Found]:
    for line, paragraph, _index in file.of(Part.TITLE):
        if file.align(paragraph) != "center" or differs(file, paragraph, _TITLE, 22):
            yield at_line(line)


@on(WORD, "L-08")
def red_mark(file: WordFile) -> Iterator[Found]:
    for line, paragraph, _index in file.of(Part.MARK):
        if any(file.colour(paragraph, run) != "FF0000" for run in file.runs(paragraph)):
            yield at_line(line)


def is_letter(file: WordFile) -> bool:
    """信函: the mark is a bare name, and its lines are double."""
    marks = file.draft.of(Part.MARK)
    return bool(marks) and not any(re.search(r"文件$|纪要$|令$", line.text) for line in marks)


@on(WORD, "L-09")
def below_mark(file: WordFile) -> Iterator[Found]:
    if is_letter(file) or not file.draft.of(Part.MARK):
        return
    for line, paragraph, index in file.of(Part.SIGNERS, Part.NUMBER):
        if paragraph.table is None and index and abs(file.empty_before(index) - 2) > 0.3:
            yield at_line(line)
        return


@on(WORD, "L-10")
def number_place(file: WordFile) -> Iterator[Found]:
    marks = file.draft.of(Part.MARK)
    if is_letter(file) or not marks or re.search(r"纪要$|令$", marks[-1].text):
        return
    upward = bool(file.draft.of(Part.SIGNERS)) or any(
        "签发人" in line.text for line in file.draft.of(Part.NUMBER)
    )
    for line, paragraph, _index in file.of(Part.NUMBER):
        if upward and abs(file.indent(paragraph, "left") - 1) > 0.15:
            yield at_line(line)
        if not upward and file.align(paragraph) != "center":
            yield at_line(line)


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
            yield at_line(line)


@on(WORD, "L-12")
def red_line(file: WordFile) -> Iterator[Found]:
    marks = list(file.of(Part.MARK))
    if not marks or is_letter(file) or re.search(r"令$|纪要$", marks[-1][0].text):
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
        yield at_line(marks[-1][0])


@on(WORD, "L-13")
def above_title(file: WordFile) -> Iterator[Found]:
    if not file.draft.of(Part.NUMBER, Part.MARK):
        return
    for line, paragraph, index in file.of(Part.TITLE):
        if index and paragraph.table is None and abs(file.empty_before(index) - 2) > 0.3:
            yield at_line(line)


@on(WORD, "L-14")
def recipients_flush(file: WordFile) -> Iterator[Found]:
    for line, paragraph, index in file.of(Part.RECIPIENTS):
        indented = abs(file.indent(paragraph, "firstLine")) > 0.1 or abs(file.indent(paragraph, "left")) > 0.1
        if indented or paragraph.words[:1].isspace() or abs(file.empty_before(index) - 1) > 0.3:
            yield at_line(line)


@on(WORD, "L-16")
def first_lines(file: WordFile) -> Iterator[Found]:
    for line, paragraph, _index in file.of(Part.BODY, Part.ATTACHMENT, Part.REMARK):
        if paragraph.table is not None or file.align(paragraph) in ("center", "right") or line.table_row:
            continue
        by_hand = len(paragraph.words) - len(paragraph.words.lstrip("\u3000"))
        if abs(file.indent(paragraph, "firstLine") + file.indent(paragraph, "left") + by_hand - 2) > 0.15:
            yield at_line(line)


@on(WORD, "L-17")
def heading_faces(file: WordFile) -> Iterator[Found]:
    for line, paragraph, _index in file.of(Part.BODY, Part.ATTACHMENT):
        if line.level not in (1, 2) or paragraph.table is not None:
            continue
        first = next(iter(file.runs(paragraph)), None)
        said = file.face(paragraph, first) if first is not None else ""
        if said and not re.search(_HEI if line.level == 1 else _KAI, said, re.I):
            yield at_line(line)
