"""慎重: marks of secrecy, personal data, repealed papers, length."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.calendar import gettext_noop as _
from shuniu.files.secrecy import find_mark
from shuniu.proofing.book import Found, rule
from shuniu.proofing.draft import Draft, Part
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House
from shuniu.proofing.standing import document_kind

MOST_CHARACTERS, MOST_FOR_ONE_TASK = 5_000, 4_000
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@rule("secret", _("涉密内容不进本系统"), Severity.ERROR, "archives.md §8", fragment=True)
def secrets(draft: Draft, house: House) -> Iterator[Found]:
    if mark := find_mark(draft.text):
        start = draft.text.find(str(mark)[:2])
        yield Found(start if start >= 0 else None, start + 2 if start >= 0 else None)


@rule(
    "personal",
    _("身份证号和个人手机号不随文公开"),
    Severity.WARNING,
    "Personal Information Protection Law",
    fragment=True,
)
def personal_data(draft: Draft, house: House) -> Iterator[Found]:
    for found in re.finditer(r"(?<!\d)\d{17}[\dXx](?![\dA-Za-z])", draft.text):
        if is_identity_number(found[0]):
            yield Found(found.start(), found.end())
    public = any(re.search(r"公开发布|主动公开", line.text) for line in draft.of(Part.REMARK))
    for line in draft.lines:
        for found in re.finditer(r"(?<!\d)1[3-9]\d{9}(?!\d)", line.text):
            severity = Severity.WARNING if public else Severity.HINT
            yield Found(line.start + found.start(), line.start + found.end(), severity=severity)


def is_identity_number(said: str) -> bool:
    """身份证号: eighteen places whose last one checks the others."""
    total = sum(int(digit) * weight for digit, weight in zip(said[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == said[17].upper()


@rule("repealed", _("引用的文件还有效"), Severity.ERROR, "2012 Reg. art. 20", fragment=True)
def repealed_papers(draft: Draft, house: House) -> Iterator[Found]:
    for number, why in house.repealed.items():
        for found in re.finditer(re.escape(number), draft.text):
            yield Found(found.start(), found.end(), why=_("引用的文件已经失效：{why}"), facts=(("why", why),))


@rule("length", _("公文要短"), Severity.HINT, "2024 rules §1")
def length(draft: Draft, house: House) -> Iterator[Found]:
    characters = sum(1 for line in draft.prose() for c in line.text if not c.isspace())
    most = MOST_FOR_ONE_TASK if document_kind(draft) in ("通知", "通报", "函", "请示") else MOST_CHARACTERS
    if characters > most:
        facts = (("characters", str(characters)), ("most", str(most)))
        yield Found(None, None, why=_("正文 {characters} 字，一般不超过 {most} 字。"), facts=facts)


@rule("yearly", _("发文数量不超过上年"), Severity.HINT, "2024 rules §1")
def yearly(draft: Draft, house: House) -> Iterator[Found]:
    this, last = house.sent_this_year, house.sent_last_year
    if this is not None and last is not None and this >= last:
        yield Found(
            None,
            None,
            why=_("今年已发 {this} 件，上年全年 {last} 件。"),
            facts=(("this", str(this)), ("last", str(last))),
        )
