"""层次序数: the numbers of headings, their marks and their order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.calendar import gettext_noop as _
from shuniu.clock.moments import chinese_number
from shuniu.proofing.book import Found, rule
from shuniu.proofing.draft import Draft, Line, Part
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House
from shuniu.proofing.numerals import chinese_of

_CN = "一二三四五六七八九十"
_NUMBERED = (Part.BODY, Part.ATTACHMENT, Part.NOTE_OF_ATTACHMENTS)


def _lines(draft: Draft) -> Iterator[Line]:
    return (line for line in draft.of(*_NUMBERED) if not line.table_row)


@rule("P-13", _("“一”后面用顿号"), Severity.WARNING, "GB/T 15834-2011 4.5.3.3", fragment=True)
def after_chinese(draft: Draft, house: House) -> Iterator[Found]:
    for line in _lines(draft):
        if found := re.match(
            rf"([{_CN}]{{1,3}})([.．,，:：;；·]|[ \u3000]*[.．]?[ \u3000]+(?=[\u4e00-\u9fff]{{2,24}}$))[ \u3000]*",
            line.text,
        ):
            if found[2] in ("，", "：") and line.level == 1 and len(line.text) > 60:
                continue
            yield Found(line.start + found.start(2), line.start + found.end(), "、")


@rule("P-14", _("“（一）”后面不加标点"), Severity.WARNING, "GB/T 15834-2011 4.5.3.3", fragment=True)
def after_bracketed_chinese(draft: Draft, house: House) -> Iterator[Found]:
    yield from _nothing_after(draft, rf"[（(][{_CN}]{{1,3}}[）)]")


@rule("P-15", _("“1”后面用点，不用顿号"), Severity.WARNING, "GB/T 15834-2011 4.5.3.3", fragment=True)
def after_digit(draft: Draft, house: House) -> Iterator[Found]:
    for line in _lines(draft):
        for found in re.finditer(
            r"(?:^|(?<=[：；。;]))(\d{1,2})(?P<mark>、|，|:|：)(?=[\u4e00-\u9fff“《])", line.text
        ):
            if found["mark"] != "、" and (found.start() or line.level != 3):
                continue
            yield Found(line.start + found.start("mark"), line.start + found.end("mark"), ".")


@rule("P-16", _("“（1）”后面不加标点"), Severity.WARNING, "GB/T 15834-2011 4.5.3.3", fragment=True)
def after_bracketed_digit(draft: Draft, house: House) -> Iterator[Found]:
    yield from _nothing_after(draft, r"[（(]\d{1,2}[）)]")


def _nothing_after(draft: Draft, number: str) -> Iterator[Found]:
    for line in _lines(draft):
        for found in re.finditer(rf"(?:^|(?<=[：；。:;]))(?:{number})(?P<mark>[、.．，,：:；;])", line.text):
            yield Found(line.start + found.start("mark"), line.start + found.end("mark"), "")


@rule("P-17", _("“第一”“首先”后面用逗号"), Severity.WARNING, "GB/T 15834-2011", fragment=True)
def after_ordinal(draft: Draft, house: House) -> Iterator[Found]:
    pattern = rf"(?:^|(?<=[。；：;:]))(?:第[{_CN}]|首先|其次|再次|最后|其一|其二|其三)(?P<mark>[、.．])(?!第|[{_CN}])"
    for line in draft.prose():
        for found in re.finditer(pattern, line.text):
            yield Found(line.start + found.start("mark"), line.start + found.end("mark"), "，")


@rule("P-18", _("单独成行的小标题末尾不用句号"), Severity.WARNING, "GB/T 15834-2011", fragment=True)
def headings(draft: Draft, house: House) -> Iterator[Found]:
    lines = list(draft.of(Part.BODY, Part.ATTACHMENT))
    for index, line in enumerate(lines):
        if not line.level or not _short_sentence(line.text):
            continue
        alone = len(draft.lines) == 1 and line.level == 1 and len(line.text) <= 9
        if alone or _heads_something(lines, index) or _sister_heads(lines, index):
            yield Found(line.end - 1, line.end, "")


def _short_sentence(text: str) -> bool:
    words = re.sub(rf"^[（(]?[{_CN}\d]{{1,3}}[）)]?[、.．，,：:]?", "", text)
    return bool(re.fullmatch(r"[^。；：，！？]{2,26}[。.；;：:，,]", words))


def _heads_something(lines: list[Line], index: int) -> bool:
    """A lower level follows, or plain text with another heading of the same level after it."""
    line, later = lines[index], lines[index + 1 :]
    if not later or later[0].part is not line.part:
        return False
    if later[0].level > line.level:
        return True
    if later[0].level or line.level > 2:
        return False
    if line.text[-1] in "：:":
        return False
    nxt = next((other for other in later if 0 < other.level <= line.level), None)
    if nxt is not None and nxt.level == line.level:
        return nxt.part is line.part
    return index == 0 and len(lines) <= 3 and line.level == 1 or _own_line_sister(lines, index)


def _own_line_sister(lines: list[Line], index: int) -> bool:
    """The heading before it, of the same level, stands on a line of its own too."""
    line = lines[index]
    sisters = [
        n for n, other in enumerate(lines[:index]) if other.level == line.level and other.part is line.part
    ]
    return (
        bool(sisters)
        and sisters[-1] + 1 < len(lines)
        and lines[sisters[-1] + 1].level == 0
        and len(lines[sisters[-1]].text) <= 30
    )


def _sister_heads(lines: list[Line], index: int) -> bool:
    """Another heading of this level has no mark at its end and text beneath, and so has this one."""
    line = lines[index]
    if index + 1 >= len(lines) or lines[index + 1].level or lines[index + 1].part is not line.part:
        return False
    return any(
        other.level == line.level
        and other.part is line.part
        and len(other.text) <= 28
        and re.search(r"[\u4e00-\u9fff）]$", other.text)
        and not re.search(r"[。；：，]", other.text)
        for other in lines
        if other is not line
    )


@rule("L-18", _("层次序数不跳、不重"), Severity.ERROR, "GB/T 9704-2012 7.3.3")
def order(draft: Draft, house: House) -> Iterator[Found]:
    counters = [0] * 5
    plain_since = [True] * 5
    running = [0] * 5  # （一）（二） may go on counting under the next 二、
    slipped = [0] * 5  # where a number was wrong, the next may follow what was written or what was meant
    lines = draft.of(Part.BODY, Part.ATTACHMENT, Part.ATTACHMENT_LABEL)
    yield from _articles(lines)
    for line in lines:
        if line.part is Part.ATTACHMENT_LABEL:
            counters, plain_since, running = [0] * 5, [True] * 5, [0] * 5
            continue
        if line.table_row:
            continue
        if not line.level:
            plain_since = [True] * 5
            yield from _said_in_line(line)
            continue
        level, expected = line.level, counters[line.level] + 1
        fresh = line.ordinal == 1 and level > 1 and plain_since[level]
        if line.ordinal == slipped[level] + 1 and slipped[level]:
            expected = line.ordinal
        slipped[level] = 0
        if level > 1 and not counters[level] and running[level] and line.ordinal == running[level] + 1:
            expected = line.ordinal
        running[level] = line.ordinal
        if line.ordinal != expected and not fresh:
            yield Found(line.start, line.start + _prefix(line), _renumbered(line, expected))
            counters[level] = expected
            slipped[level] = line.ordinal
        else:
            if level == 2 and line.ordinal == 1 and counters[3] and not plain_since[3]:
                yield Found(line.start, line.start + _prefix(line), None)
            counters[level] = line.ordinal
        for lower in range(level + 1, 5):
            counters[lower] = 0
        plain_since[level] = False
        for lower in range(level + 1, 5):
            plain_since[lower] = True
        yield from _said_in_line(line)


def _articles(lines: list[Line]) -> Iterator[Found]:
    """第一条, 第二条 … of rules run through to the end; chapters too."""
    last = {"条": 0, "章": 0}
    for line in lines:
        if line.part is Part.ATTACHMENT_LABEL:
            last = {"条": 0, "章": 0}
        found = re.match(rf"第(?P<n>[{_CN}百零]+)(?P<what>[条章])(?=[\s\u3000\u4e00-\u9fff]|$)", line.text)
        if not found:
            continue
        number, what = chinese_number(found["n"].replace("零", "")) or 0, found["what"]
        if last[what] and number != last[what] + 1 and number != 1:
            yield Found(
                line.start + found.start("n"), line.start + found.end("n"), chinese_of(last[what] + 1)
            )
            number = max(number, last[what] + 1) if number <= last[what] else number
        last[what] = number


def _prefix(line: Line) -> int:
    found = re.match(rf"[（(]?[{_CN}百\d]{{1,4}}[）)]?", line.text)
    return found.end() if found else len(line.text)


def _renumbered(line: Line, ordinal: int) -> str:
    number = chinese_of(ordinal) if line.level < 3 else str(ordinal)
    return f"（{number}）" if line.level in (2, 4) else number


def _said_in_line(line: Line) -> Iterator[Found]:
    """一是…二是…四是… and （1）…（3）… inside one paragraph."""
    for pattern in (
        rf"(?:^|(?<=[。；：，、]))(?P<n>[{_CN}]{{1,2}})是(?!否)",
        r"(?<=[。；：，])[（(](?P<n>\d{1,2})[）)]",
        rf"(?<=[。；：，])[（(](?P<n>[{_CN}]{{1,2}})[）)]",
    ):
        last = 0
        for found in re.finditer(pattern, line.text):
            number = chinese_number(found["n"]) or 0
            if number == 1 or not last:
                last = number if number == 1 else 0
                continue
            if number != last + 1:
                start = line.start + found.start("n")
                right = chinese_of(last + 1) if not found["n"].isdigit() else str(last + 1)
                yield Found(start, line.start + found.end("n"), right)
            last = max(number, last + 1)
