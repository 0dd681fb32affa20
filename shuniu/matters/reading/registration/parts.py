"""The parts a paper is made of (版头, 主体, 落款), and how a line of each looks.

The order is that of the regulation: mark, number, title, addressees, body, attachment note, signature, date, remark,
attachments (official-documents.md §3). Any part may be missing; the parts are known by their form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from shuniu.matters.reading.registration.addressees import is_addressee
from shuniu.matters.reading.registration.bodies import names
from shuniu.matters.reading.registration.days import DAY, YEAR
from shuniu.matters.reading.registration.kinds import ends_in_kind
from shuniu.matters.reading.text import Page, Passage

# Days that say less than a day: the day left open for the pen, the month alone, the year left out.
_PART_OF_DAY = rf"{YEAR}\s*年\s*\d{{0,2}}\s*月(?:\s*\d{{0,2}}\s*日)?|(?<![年\d])(?:1[0-2]|0?[1-9])月(?:3[01]|[12]\d|0?[1-9])日"
SIGNED = re.compile(rf"(?P<before>.{{0,120}}?)[（]?(?P<day>{DAY}|{_PART_OF_DAY})\s*[）]?(?P<after>.{{0,80}})")
ANNEX = re.compile(
    r"附\s*件\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[：:.．、]?$|附\s*[：:]$|附\s*(?:表|录)\s*\d{0,2}$"
)
NOTE = re.compile(r"附\s*件\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[：:.．、]|附\s*[：:]")
NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,3}[条章]|\d{1,2}[、.．](?!\d)|[①-⑩]"
)
REMARK = re.compile(r"^[（].{2,60}[）]$")
_SPEAKS = re.compile(
    r"^(?:为了?|根据|按照|依据|经|近日|现将|现就|你[局委办厅部校院单县市区乡镇公]|你们|您|最近|近期|今年|当前|鉴于|兹|接|收到|因|由于|自|从)[^，。]{2,}[，]"
)


_LONGEST_HEAD = 80


@dataclass(frozen=True)
class Row:
    """A line of the paper; `furniture` says it belongs to the web page around it."""

    passage: Passage
    furniture: bool = False
    cell: bool = False  # one of several on a line of a table

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True)
class Signed:
    """落款: who signs and on which day, as found in one place."""

    first: int
    last: int
    names: tuple[Passage, ...]
    day: Passage
    in_head: bool = False
    sure: bool = True


@dataclass
class Paper:
    """The parts of one document, in the order of the page."""

    page: Page
    rows: list[Row]
    particulars: dict[str, Passage] = field(default_factory=dict)
    addressees: Passage | None = None
    addressees_sure: bool = True
    head_end: int = 0
    body_start: int = 0
    signed: Signed | None = None
    end: int = 0

    @property
    def head_start(self) -> int:
        """No head is longer than this, whatever a web page prints above it."""
        return max(0, self.head_end - _LONGEST_HEAD)

    @property
    def head(self) -> list[Row]:
        return self.rows[self.head_start : self.head_end]

    @property
    def body_end(self) -> int:
        """The row behind the last of the body: where the signature begins, or an annex, or the page's footer."""
        return self.signed.first if self.signed and not self.signed.in_head else self.end

    @property
    def body(self) -> list[Row]:
        return [row for row in self.rows[self.body_start : self.body_end] if not row.furniture]

    @property
    def tail(self) -> list[Row]:
        """What follows the signature, up to the footer of the page."""
        start = self.signed.last + 1 if self.signed and not self.signed.in_head else self.end
        return self.rows[start : self.end]


def is_text(text: str) -> bool:
    """Whether a line is running text rather than a part of the head."""
    bare = text.rstrip("】])） ")
    if "。" in text or text.endswith(("；", "！", "？")):
        return not (
            ends_in_kind(text)
            and "关于" in text
            and text.endswith("。")
            and "，" not in text
            and len(text) < 60
        )
    if re.search(r"如\s*下\s*[：:]?$", text) or NUMBERED.match(text) or _SPEAKS.match(text):
        headed = "关于" in text or re.match(r"第[一二三四五六七八九十]{1,3}条[^，。]{0,20}的", text)
        return not (ends_in_kind(bare) and headed and len(text) < 90 and "，" not in text)
    if len(text) <= 50 or "，" not in text or ends_in_kind(bare) or "《" in text:
        return False
    return not is_addressee(text.strip("，、；：:"))


def day_match(row: Row) -> re.Match[str] | None:
    return SIGNED.fullmatch(row.text.strip())


def begins_anew(row: Row) -> bool:
    """Whether a line cannot be the rest of the line above it."""
    text = row.text
    return bool(
        NUMBERED.match(text) or NOTE.match(text) or ANNEX.match(text) or REMARK.match(text) or day_match(row)
    ) or bool(len(text) < 40 and names(row.passage))
