"""一组数: one style of numerals within one series."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.calendar import gettext_noop as _
from shuniu.proofing.book import Found, rule
from shuniu.proofing.draft import Draft
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House
from shuniu.proofing.numerals import arabic_of, value_of

_CN = "一二三四五六七八九十百千两"
_MEASURE = r"(?:人次?|台次?|辆次?|个|名|户|处|件|套|把|支|家|座|间|张|份|条|项|次|吨|艘|顶|床|箱|盏|只|头|株|棵|栋|幢|组|门|本|册|期|场|根|块|袋|桶|双|副|部|架|节|起|宗|所|位|篇|批|支)"
_HEAD = r"[\u4e00-\u9fff“”（）]{0,14}?"
_DIGITS = re.compile(rf"{_HEAD}\d[\d.,]*[万亿多余]?{_MEASURE}[\u4e00-\u9fff“”]{{0,8}}")
_WORDS = re.compile(
    rf"(?P<head>{_HEAD})(?P<n>[{_CN}]{{1,6}})(?P<measure>{_MEASURE})(?P<tail>[\u4e00-\u9fff“”]{{0,8}})"
)
_NOT_COUNTED = re.compile(r"(?:第|同|统|唯|之|专|每|逐|单|其|万|前|后|居|列|头|首|近|上|下)$")
_SET_WORDS = re.compile(
    r"^(?:方面|环节|阶段|层面|坚持|聚焦|结合|体系|机制|批次|关|体|流|致|样|律|定|贯|旦|直|起$|面|切|些|种)"
)


@rule("P-39", _("同一组里数字的写法一致"), Severity.WARNING, "GB/T 15835-2011", fragment=True)
def one_style(draft: Draft, house: House) -> Iterator[Found]:
    for line in draft.lines:
        for sentence in re.finditer(r"[^。；：！？\n（）]+", line.text):
            pieces = list(re.finditer(r"[^、，和及]+", sentence[0]))
            for index, piece in enumerate(pieces):
                found = _WORDS.fullmatch(piece[0])
                if not found or not _counts(found):
                    continue
                if any(_beside(sentence[0], pieces, found, index, n) for n in (index - 1, index + 1)):
                    start = line.start + sentence.start() + piece.start()
                    value = value_of(found["n"])
                    if value is not None:
                        yield Found(start + found.start("n"), start + found.end("n"), arabic_of(value))


def _beside(sentence: str, pieces: list[re.Match[str]], found: re.Match[str], index: int, other: int) -> bool:
    """The item next to it is counted in digits; over a comma both must be bare counts such as 车辆二十台."""
    if not 0 <= other < len(pieces) or not _DIGITS.fullmatch(pieces[other][0]):
        return False
    mark = sentence[pieces[min(index, other)].end()]
    bare = not found["tail"] and len(found["head"]) <= 6
    return mark != "，" or (bare and len(pieces[other][0]) <= 12)


def _counts(found: re.Match[str]) -> bool:
    if _NOT_COUNTED.search(found["head"]) or _SET_WORDS.match(found["tail"]):
        return False
    return found["n"] != "一"
