"""固定用语: words whose numerals are always Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.calendar import gettext_noop as _
from shuniu.proofing.book import Found, rule
from shuniu.proofing.draft import Draft
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House
from shuniu.proofing.numerals import chinese_of

_D = "零一二三四五六七八九"
# Each pattern holds the digits to be written in Chinese in its groups.
_FIXED = tuple(
    re.compile(pattern)
    for pattern in (
        r"第([1-4])季度", r"(?<![\d第~～—\-－])([1-4])季度", r"第([1-3])产业",
        r"(?:星期|礼拜)([1-6])(?!\d)", r"(?<=[（(本下上每])周([1-6])(?![\d个年次天期])", r"周([1-6])(?=[）)上下前])",
        r"“(10)[一二三四]五", r"(?<![\d.第])(1\d|2\d)届(?=[一二三四五六七八]中|[1-9]中)", r"(?<![\d.第])([1-9])届([1-9])次(?=全会|会议|全委)", r"届([1-9]|1\d)次(?=全会|会议|全委)",
        r"“(1[0-9])五”", r"“?([十])([1-9])五(?=”|规划|时期|期间|以来)", r"(?<![\d.])(1[0-9])五(?=规划|时期|期间|以来|末)",
        r"第([1-9])书记", r"第([1])时间", r"第([1])责任人", r"第([1])议题", r"第([1-4])批次?(?=[次中央巡主干])", r"第([1-9]|1\d|2\d)届(?=[一二三四五六七八九十\d]*(?:次|中|全|人|政|代|党))", r"第([1-9]|1\d|2\d)次(?:全国)?(?:代表)?大会", r"(?<![\d.])([1])把手",
        r"(?<![\d.])([1])体化", r"(?<![\d.])([1])站式", r"(?<![\d.])([1])网通办", r"(?<![\d.])([1])事一议", r"(?<![\d.])([1])岗双责", r"岗([2])责",
        r"(?<![\d.])([1])票否决", r"(?<![\d.])([1])带([1])路", r"(?<![\d.])([12])线(?=工作|职工|干部|人员|岗位)", r"(?<![\d.])([2])维码",
        r"(?<![\d.])([2])次供水", r"(?<![\d.])([23])孩(?=政策|生育|及)", r"(?<![\d.])([3])农(?=工作|问题|”|领域|发展)", r"(?<![\d.])([3])公经费", r"(?<![\d.])([3])会([1])课", r"(?<![\d.])([3])重([1])大",
        r"(?<![\d.])([3])定方案", r"(?<![\d.])([4])套班子", r"(?<![\d.])([4])个意识", r"(?<![\d.])([4])个自信", r"(?<![\d.])([2])个维护", r"(?<![\d.])([2])个确立", r"(?<![\d.])([4])不两直",
        r"四不([2])直", r"(?<![\d.])([5])保(?:户|老人|供养)", r"(?<![\d.])([5])位([1])体", r"(?<![\d.])([6])稳", r"(?<![\d.])([6])保(?=任务|工作|”)", r"(?<![\d.])([8])项规定", r"(?<![\d.])([3])大攻坚战",
        r"(?<=党的)(1\d|2\d)大(?![\u4e00-\u9fff]{0}型)", r"(?<=党的)(2\d|1\d)届", r"届([1-9])中全会", r"(?<![\d.])([5])一(?=劳动节|假期|期间|节)", r"“([567])[·.]?一”", r"“([5])[·.]?([1])”", r"“([7])[·.]?([1])”", r"“([8])[·.]?([1])”",
        r"(?<![\d.])([3])八(?=妇女节|节)", r"(?<![\d.])([6])一(?=儿童节|节)", r"(?<![\d.])([7])一(?=表彰|建党|前)", r"(?<![\d.])([8])一(?=建军)", r"(?<![\d.])([5])四(?=青年)", r"(?<![\d.])(10)一(?=国庆|假期|黄金周|期间)",
        r"(?<![\d.])([1])心([1])意", r"(?<![\d.])([1])丝不苟", r"(?<![\d.])([1])如既往", r"(?<![\d.])([5])湖([4])海", r"(?<![\d.])([2])元(?=结构|体制)", r"(?<![\d.])([1])揽子", r"(?<![\d.])([1])次性", r"(?<![\d.])([1])老([1])小",
        r"(?<![\d.])([1])方面(?=[，、]|是)", r"(?<![\d.])([1])系列", r"(?<![\d.])([3])级(?=联动|网络|书记|联网)", r"(?<![\d.])([3])令([3])申", r"(?<![\d.])([9])年([1])贯制?", r"(?<![\d.])(12)分(?=努力|重视)", r"(?<![\d.])(100)年大计",
    )
)  # fmt: skip
_LUNAR = re.compile(
    r"(?P<head>(?:农历|阴历|旧历)?(?:正|腊|冬)月)(?P<chu>初)?(?P<d>\d{1,2})日?(?!\d)|(?P<head2>(?:农历|阴历|旧历)(?:闰)?)(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})月(?P<chu2>初)?(?P<d2>\d{1,2})日?|(?<=月)初(?P<d3>\d{1,2})(?!\d)|大年初(?P<d4>\d{1,2})"
)


@rule("P-36", _("固定用语里的数字用汉字"), Severity.WARNING, "GB/T 15835-2011", fragment=True)
def fixed_words(draft: Draft, house: House) -> Iterator[Found]:
    taken: list[range] = []
    for pattern in _FIXED:
        for found in pattern.finditer(draft.text):
            if any(found.start() in one for one in taken):
                continue
            taken.append(range(found.start(), found.end()))
            words, shift = found[0], found.start()
            pieces, at = [], 0
            for index in range(1, (pattern.groups or 0) + 1):
                start, end = found.start(index) - shift, found.end(index) - shift
                said = words[start:end]
                pieces += [words[at:start], chinese_of(int(said)) if said.isdigit() else said]
                at = end
            yield Found(found.start(), found.end(), "".join(pieces) + words[at:])


@rule("P-37", _("农历日子用汉字"), Severity.WARNING, "GB/T 15835-2011", fragment=True)
def lunar_days(draft: Draft, house: House) -> Iterator[Found]:
    for found in _LUNAR.finditer(draft.text):
        if found["d3"] or found["d4"]:
            head, day = found[0].rstrip("0123456789").removesuffix("初"), int(found["d3"] or found["d4"])
        elif found["head"]:
            head, day = found["head"], int(found["d"])
        else:
            month = found["m"]
            said = chinese_of(int(month)) if month.isdigit() else month
            head, day = f"{found['head2']}{'正' if said == '一' else said}月", int(found["d2"])
        if 1 <= day <= 30:
            yield Found(found.start(), found.end(), head + ("初" if day <= 10 else "") + chinese_of(day))
