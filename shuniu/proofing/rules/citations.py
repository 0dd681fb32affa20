"""文号: how a document number is written, and where it stands when a paper is cited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.calendar import gettext_noop as _
from shuniu.clock.moments import chinese_number
from shuniu.proofing.book import Found, rule
from shuniu.proofing.draft import Draft
from shuniu.proofing.findings import Severity
from shuniu.proofing.forms import NUMBER
from shuniu.proofing.house import House
from shuniu.proofing.numerals import HALF_WIDTH

_COURTS = re.compile(r"^[\s\S]{0,3}(?:民初|刑初|民终|行初|执)")
_CITED = re.compile(
    rf"(?P<number>{NUMBER.pattern})(?:文件|文)?(?:印发的|下发的|转发的)?(?P<title>《(?:[^《》]|《[^《》]*》)+》)"
)
_BARE_AFTER = re.compile(rf"(?P<title>》)(?P<number>{NUMBER.pattern})")
_STOP = re.compile(
    r"^.*(?:根据|按照|依据|依照|遵照|落实|贯彻|执行|收悉|对照|见|和|与|及|以|由|将|经|按|照|了|是|在|为|即|原|于|件|文件|有关|转发|印发|废止|参照|结合|及其|来文)(?=.{2,})"
)


def code_start(found: re.Match[str]) -> int:
    """Where the letters of a number really begin: 根据云政办发 holds a verb first."""
    code = found["code"]
    cut = _STOP.match(code)
    return found.start() + (cut.end() if cut and len(code) - cut.end() >= 2 else 0)


@rule("P-01", _("文号的年份用六角括号〔〕"), Severity.ERROR, "GB/T 9704-2012 7.2.5", fragment=True)
def brackets(draft: Draft, house: House) -> Iterator[Found]:
    for found in NUMBER.finditer(draft.text):
        if (found["open"], found["close"]) == ("〔", "〕") or _court(draft.text, found):
            continue
        year = found["year"].translate(HALF_WIDTH)
        if len(year) == 4 and year[:2] not in ("19", "20"):
            continue
        yield Found(found.start("open"), found.end("close"), f"〔{found['year']}〕")


def _court(text: str, found: re.Match[str]) -> bool:
    return bool(_COURTS.match(text[found.end("close") : found.end("close") + 6]))


@rule("P-02", _("文号的序号不加“第”，前面不补0"), Severity.ERROR, "GB/T 9704-2012 7.2.5", fragment=True)
def serials(draft: Draft, house: House) -> Iterator[Found]:
    for found in NUMBER.finditer(draft.text):
        serial = found["serial"].translate(HALF_WIDTH)
        plain = str(chinese_number(serial) or 0) if not serial.isdigit() else serial.lstrip("0") or "0"
        if found["nth"] or serial != plain:
            start = found.start("nth") if found["nth"] else found.start("serial")
            yield Found(start, found.end("serial"), plain)


@rule(
    "P-03",
    _("引用公文先写标题，后把文号写在括号里"),
    Severity.WARNING,
    "2012 Reg.; GB/T 15834",
    fragment=True,
)
def title_first(draft: Draft, house: House) -> Iterator[Found]:
    for found in _CITED.finditer(draft.text):
        start = code_start(found)
        number = draft.text[start : found.end("number")]
        yield Found(start, found.end("title"), f"{found['title']}（{_right(number)}）")
    for found in _BARE_AFTER.finditer(draft.text):
        number = found["number"]
        if draft.text[found.end() : found.end() + 1] != "《":
            yield Found(found.start("number"), found.end("number"), f"（{_right(number)}）")


def _right(number: str) -> str:
    """A number with its brackets and serial as they should be, so that one remedy does for all."""
    found = NUMBER.fullmatch(number)
    if not found:
        return number
    serial = found["serial"].lstrip("0")
    return f"{found['code']}〔{found['year']}〕{serial}号"
