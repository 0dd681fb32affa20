"""钟点: the 24-hour clock."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.calendar import gettext_noop as _
from shuniu.clock.moments import chinese_number
from shuniu.proofing.book import Found, rule
from shuniu.proofing.draft import Draft
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House

_AFTER_NOON = re.compile(
    r"(?P<part>下午|傍晚|晚上|晚间|(?<![傍夜])晚)(?P<keep>)(?P<h>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
    r"(?:(?P<colon>[:：])(?P<mm>[0-5]\d)|(?P<unit>[时点])(?!多|左右内)(?:(?P<half>半)|(?P<q>一刻|三刻)|(?P<m>[0-5]?\d)分|(?P<sharp>整)|(?P<mc>[一二三四五]?十[一二三四五六七八九]?)分)?)"
)


@rule("P-42", _("时刻用24小时制"), Severity.WARNING, "GB/T 7408", fragment=True)
def after_noon(draft: Draft, house: House) -> Iterator[Found]:
    for found in _AFTER_NOON.finditer(draft.text):
        hour = chinese_number(found["h"])
        if not hour or (hour == 12 and found["part"] == "下午"):
            continue
        hour = 24 if hour == 12 else hour + 12
        minutes = found["mm"] or (f"{int(found['m']):02d}" if found["m"] else "")
        if found["mc"]:
            minutes = f"{chinese_number(found['mc']):02d}"
        minutes = {"一刻": "15", "三刻": "45"}.get(found["q"] or "", "30" if found["half"] else minutes)
        before = draft.text[found.start() - 1 : found.start()]
        said = f"{hour}:{minutes}" if found["colon"] else f"{hour}时" + (f"{minutes}分" if minutes else "")
        # 今晚8时 keeps its 晚, which says which day.
        keep = "晚" if found["part"] == "晚" and before in ("今", "明", "当", "昨", "每", "次", "周") else ""
        yield Found(found.start(), found.end(), keep + said)
