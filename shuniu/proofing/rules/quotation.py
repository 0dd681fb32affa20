"""书名号和引号: what stands between them and inside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.calendar import gettext_noop as _
from shuniu.proofing.book import Found, rule
from shuniu.proofing.draft import Draft
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House

_TITLE = r"《(?:[^《》\n]|《[^《》\n]*》)*》"
_TITLES = re.compile(rf"{_TITLE}(?:、?{_TITLE})+")
_QUOTED = r"“[^“”\n]*”"
_QUOTES = re.compile(rf"{_QUOTED}(?:、?{_QUOTED})+")
_BRACKETED = re.compile(r"》（[^（）\n]{1,40}）(?=《)")
_MANY = 4


@rule("P-08", _("相连的书名号之间不用顿号"), Severity.WARNING, "GB/T 15834-2011 4.5.3.5", fragment=True)
def between_titles(draft: Draft, house: House) -> Iterator[Found]:
    for found in _TITLES.finditer(draft.text):
        yield from _without_commas(found, "》、《", "》《", many=len(re.findall(_TITLE, found[0])) >= _MANY)


@rule("P-09", _("相连的引号之间不用顿号"), Severity.WARNING, "GB/T 15834-2011 4.5.3.5", fragment=True)
def between_quotes(draft: Draft, house: House) -> Iterator[Found]:
    for found in _QUOTES.finditer(draft.text):
        yield from _without_commas(found, "”、“", "”“", many=False)


def _without_commas(found: re.Match[str], wrong: str, right: str, *, many: bool) -> Iterator[Found]:
    first, last = found[0].find(wrong), found[0].rfind(wrong)
    if first >= 0:
        # From the first comma to the last: one fault, one press.
        inner = found[0][first : last + 3].replace(wrong, right)
        yield Found(
            found.start() + first, found.start() + last + 3, inner, severity=Severity.HINT if many else None
        )


@rule("P-10", _("书名号之间隔着括号时用顿号"), Severity.WARNING, "GB/T 15834-2011 4.5.3.5", fragment=True)
def after_brackets(draft: Draft, house: House) -> Iterator[Found]:
    for found in _BRACKETED.finditer(draft.text):
        yield Found(found.end() - 1, found.end() + 1, "）、《")


@rule("P-11", _("书名号里再用书名号，里面用〈〉"), Severity.WARNING, "GB/T 15834-2011 4.15", fragment=True)
def nested_titles(draft: Draft, house: House) -> Iterator[Found]:
    for line in draft.lines:
        open_at: list[int] = []
        for index, character in enumerate(line.text):
            if character == "《":
                open_at.append(index)
            elif character == "》" and open_at:
                start = open_at.pop()
                if len(open_at) == 1 and "〈" not in line.text[open_at[0] : start].replace("〉", ""):
                    inner = line.text[start + 1 : index].replace("《", "〈").replace("》", "〉")
                    yield Found(line.start + start, line.start + index + 1, f"〈{inner}〉")


@rule("P-12", _("引号里再用引号，里面用‘’"), Severity.WARNING, "GB/T 15834-2011 4.8", fragment=True)
def nested_quotes(draft: Draft, house: House) -> Iterator[Found]:
    for line in draft.lines:
        open_at: list[int] = []
        for index, character in enumerate(line.text):
            if character == "“":
                open_at.append(index)
            elif character == "”" and open_at:
                start = open_at.pop()
                if len(open_at) == 1:
                    inner = line.text[start + 1 : index].replace("“", "‘").replace("”", "’")
                    yield Found(line.start + start, line.start + index + 1, f"‘{inner}’")
