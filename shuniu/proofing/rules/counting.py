"""同一样东西，同一个数: totals and counts that a text names more than once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.proofing.book import Found
from shuniu.proofing.draft import Draft
from shuniu.proofing.numerals import value_in

_NOUN_AFTER = re.compile(
    r"(?P<scope>全县|全县共有?|上述|以上|这|该批|全部|所有|我县|现有|共有?)?(?P<n>\d[\d,]*(?:\.\d+)?)(?P<unit>座|处|条|所|个|户|家|项|件|栋|口|名|辆|台)(?P<noun>[\u4e00-\u9fff]{2,10})"
)
_NOUN_BEFORE = re.compile(
    r"(?P<scope>(?:全县|我县)(?:现有|共有|共)?|现有|共有|共(?:排查|摸排|梳理|检查)出?|共|排查出?|摸排出?|梳理出?|确定|确认)(?P<noun>[\u4e00-\u9fff]{2,10}?)(?:共有|共计|共|总数|合计)?(?P<n>\d[\d,]*(?:\.\d+)?)(?P<unit>座|处|条|所|个|户|家|项|件|栋|口|名|辆|台)"
)
_WHOLE = re.compile(
    r"(?P<label>(?:项目|工程|计划|概算|预算)?(?:总投资|总长度|总长|全长|总面积|总人口|总经费|总库容|总户数|总预算|总里程|总建筑面积|建筑面积|占地面积|概算投资))(?:为|约为?|达到?|是|共)?(?P<n>\d[\d,]*(?:\.\d+)?)(?P<unit>[\u4e00-\u9fff]{1,4})"
)


def counted_twice(draft: Draft, spoken: list[tuple[int, int]]) -> Iterator[Found]:
    """The same thing counted twice with two results; `spoken` are places another finding already names."""
    wholes: dict[tuple[str, str], tuple[float, int]] = {}
    counts: dict[tuple[str, str], tuple[float, int]] = {}
    for line in draft.prose():
        for found in _WHOLE.finditer(line.text):
            label = re.sub(r"^(?:项目|工程|计划|概算|预算)", "", found["label"])
            key, value = (label, found["unit"][:2]), value_in(found["n"])
            first = wholes.setdefault(key, (value, line.start))
            if first[0] != value and not re.search(
                r"调整|变更|原|追加|增至|一期|二期", line.text[max(0, found.start() - 20) : found.end() + 6]
            ):
                yield from _unless_spoken(line.start + found.start(), line.start + found.end(), spoken)
        for found, noun in _counted_nouns(line.text):
            key, value = (noun, found["unit"]), value_in(found["n"])
            if key in counts and counts[key][0] != value:
                yield from _unless_spoken(line.start + found.start("n"), line.start + found.end(), spoken)
            counts.setdefault(key, (value, line.start))


def _unless_spoken(start: int, end: int, spoken: list[tuple[int, int]]) -> Iterator[Found]:
    if not any(start < stop and begin < end for begin, stop in spoken):
        yield Found(start, end)


_PART_ONLY = re.compile(
    r"(?:其中|已|新增|新建|今年|去年|上年|另有|另|剩余|还有|分别|每|部分|首批|第一批|[镇乡村]|建成|完成|改造|整改|计划|再|新|余下|其余|力争|确保|年底|达到|增加到|同期|减少)[^，。；]{0,8}$"
)


def _counted_nouns(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """全县38座小型水库, 共排查易涝点21处: counts that speak of the whole."""
    for found in _NOUN_BEFORE.finditer(text):
        if (
            not _PART_ONLY.search(text[max(0, found.start() - 12) : found.start()])
            and found["noun"] not in _VAGUE
        ):
            yield found, _core(found["noun"])
    for found in _NOUN_AFTER.finditer(text):
        opened = text[max(0, found.start() - 12) : found.start()]
        definite = found["scope"] or re.search(
            r"(?:对|将|把|以|中|的|使|按照|围绕|针对|^|[，。；：])$", opened
        )
        whole = found["scope"] or re.match(
            r"[^，。；\d]{0,8}(?:全部|均|都|逐一|逐个|逐座|逐处|中，|进行)",
            found["noun"] + text[found.end() : found.end() + 8],
        )
        if definite and whole and not _PART_ONLY.search(opened):
            yield found, _core(found["noun"])


_VAGUE = frozenset(["有关", "工作", "问题", "人员", "任务", "事项", "单位", "部门"])
_VERBS = re.compile(
    r"(?:全部|均|都|逐一|逐个|逐座|逐处|进行|开展|已|要|应|的|中|实行|落实|完成|排查|整治|逐|实施|纳入|共|由|在|和|及|与|按|负责).*$"
)


def _core(noun: str) -> str:
    """小型水库 of 小型水库全部落实."""
    bare = re.sub(r"^(?:共有?|现有|有|排查出?|摸排出?|梳理出?|检查出?|发现|确定|登记|涉及|建成)+", "", noun)
    return _VERBS.sub("", bare) or bare or noun
