"""标题: its kind and its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.calendar import gettext_noop as _
from shuniu.proofing.book import Found, rule
from shuniu.proofing.draft import Draft
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House
from shuniu.proofing.kinds import kind_of


@rule("kind", _("标题的最后一个词是十五种文种之一"), Severity.ERROR, "2012 Reg. art. 8")
def named_kind(draft: Draft, house: House) -> Iterator[Found]:
    title = draft.title
    if title and not kind_of(title.text):
        text = re.sub(r"[。．.，,；;：:、！!？?\s]+$", "", title.text)
        found = re.search(r"的(?P<word>[^的《》]{1,8})$", text)
        start = found.start("word") if found else 0
        yield Found(title.start + start, title.start + len(text), None)


@rule("P-19", _("标题末尾不用标点，中间少用"), Severity.WARNING, "GB/T 9704-2012 7.3.1", fragment=True)
def title_marks(draft: Draft, house: House) -> Iterator[Found]:
    title = draft.title
    if not title:
        return
    if found := re.search(r"[。．.，,；;：:、！!？?]+$", title.text):
        yield Found(title.start + found.start(), title.end, "")
    hidden = re.sub(r"《[^》]*》|“[^”]*”|（[^）]*）", lambda one: "〇" * len(one[0]), title.text)
    for found in re.finditer(r"[，。；！？](?=.)", hidden):
        yield Found(title.start + found.start(), title.start + found.end(), None)
