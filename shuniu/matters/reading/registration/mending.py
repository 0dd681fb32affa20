"""修版: what a scanner, a mail or a printer did to the lines of a paper, undone before the paper is divided.

Letters set apart one by one, digits taken for letters, gaps around digits, page numbers between two halves of a
sentence, and lines broken at the edge of the sheet. A paper whose lines end of their own will is left as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from shuniu.matters.reading.registration.bodies import names
from shuniu.matters.reading.registration.days import DAY
from shuniu.matters.reading.registration.kinds import ends_in_kind
from shuniu.matters.reading.registration.parts import ANNEX, NOTE, NUMBERED, REMARK
from shuniu.matters.reading.text import Page, Passage

_ONE_SPACE = re.compile(r"(?<=\S) (?=\S)")
_LOST_DIGIT = re.compile(r"(?<=\d)[OoОlI](?=\d)")
# 于 5 月 8 日前, 5 个工作日: a gap between a number and what it counts.
_AROUND_DIGITS = re.compile(
    r"(?<=\d) +(?=[年月日号时点天周前底][^\u4e00-\u9fff]?|个(?:工作)?[日月])|(?<=[年月日于在自至到起第每共约近前后“—]) +(?=\d{1,4} ?[年月日号时点天个期次届批])"
)
_PAGE_NUMBER = re.compile(
    r"[-—–－·~～\s]{1,6}\d{1,3}[-—–－·~～\s]{1,6}|第\s*\d{1,3}\s*页(?:\s*[，/]?\s*共\s*\d{1,3}\s*页)?"
)
_ENDS = re.compile(r"[。！？；：）”】》]$")
_DAY_ALONE = re.compile(rf"[（]?{DAY}[）]?[^。，；]{{0,10}}")
_TEXT = re.compile("(?:[\u4e00-\u9fff][^\u4e00-\u9fff]{0,8}){14}")  # no line of codes and addresses
_LABEL = re.compile(r"(?:抄\s*[送报]|分送|主\s*送|主题词|联系|经办|电话|传真|地址|邮箱)[^，。；：]{0,8}：")
_NARROWEST, _WIDEST = 36, 104  # columns; a Chinese character takes two
_LOOSE = 4
_LONGEST = 3000  # letters of one paragraph; beyond it a text without stops is left in its lines


def mended(page: Page) -> list[Passage]:
    """The lines as the author set them."""
    lines = [line for line in page.lines if not _PAGE_NUMBER.fullmatch(line.text)]
    long = [line for line in lines if len(line) > 10]
    if sum(_set_apart(line.text) for line in long) * 2 > len(long):
        lines = [_without(line, _ONE_SPACE) for line in lines]
    lines = [_without(_digits_back(line), _AROUND_DIGITS) for line in lines]
    return _run_on(lines, page.original)


def _set_apart(text: str) -> bool:
    """关 于 开 展 核 查 的 通 知: nearly every letter stands alone, a stop perhaps beside it."""
    tokens = text.split()
    return len(tokens) > 5 and sum(len(token) < 3 for token in tokens) * 5 > len(tokens) * 4


def _without(line: Passage, gap: re.Pattern[str]) -> Passage:
    return Passage.joined(line.split(gap)) if gap.search(line.text) else line


def _digits_back(line: Passage) -> Passage:
    if not _LOST_DIGIT.search(line.text):
        return line
    text = _LOST_DIGIT.sub(lambda found: "1" if found.group() in "lI" else "0", line.text)
    return Passage(text, line.places)


def _columns(line: Passage, original: str) -> int:
    """How far a line reaches on the sheet: what was printed, its indent counted."""
    start = original.rfind("\n", 0, line.places[0]) + 1
    return sum(
        2 if unicodedata.east_asian_width(letter) in "WFA" else 1
        for letter in original[start : line.places[-1] + 1]
    )


def _edge(lines: Sequence[Passage], widths: Sequence[int]) -> int | None:
    """The column at which a printer broke the lines; None for a paper whose paragraphs stand each on one line."""
    edge = max(widths, default=0)
    if not _NARROWEST <= edge <= _WIDEST:
        return None
    broken = any(
        width >= edge - _LOOSE
        and not _ENDS.search(line.text)
        and _TEXT.search(line.text)
        and re.search("[，。；]", below.text)
        for line, below, width in zip(lines, lines[1:], widths, strict=False)
    )
    return edge if broken else None


def _run_on(lines: list[Passage], original: str) -> list[Passage]:
    """Lines of the text that were broken at the edge of the sheet, put together again."""
    widths = [_columns(line, original) for line in lines]
    edge = _edge(lines, widths)
    if edge is None:
        return lines
    joined: list[Passage] = []
    begun = open_line = False
    for line, below, width in zip(lines, [*lines[1:], lines[-1]], widths, strict=True):
        signs = (
            not line.text.endswith("。")
            and bool(names(line))
            and bool(_DAY_ALONE.fullmatch(below.text) or names(below))
        )
        if open_line and len(joined[-1]) < _LONGEST and not signs and not _begins(line.text):
            joined[-1] = joined[-1] + line
        else:
            joined.append(line)
        full = width >= edge - _LOOSE and not re.search(r"[。！？；：]$", line.text)
        begun = begun or bool(re.search(r"：$|[。，]", line.text) or full and re.search("[。，]", below.text))
        titled = not re.search("[。，]", line.text) and bool(ends_in_kind(line.text))
        open_line = begun and full and not titled and bool(_TEXT.search(line.text)) and "|" not in line.text
    return joined


def _begins(text: str) -> bool:
    return bool(
        NUMBERED.match(text)
        or NOTE.match(text)
        or ANNEX.match(text)
        or REMARK.match(text)
        or _DAY_ALONE.fullmatch(text)
        or _LABEL.match(text)
    )
