"""用语: falls by times, 等 beside a count, short names before they are defined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.calendar import gettext_noop as _
from shuniu.proofing.book import Found, rule
from shuniu.proofing.draft import PROSE, Draft
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House
from shuniu.proofing.numerals import value_of

_FALLS = re.compile(
    r"(?:减少|下降|降低|缩短|缩小|减小|回落|压缩|压减|压降|削减|下滑|下跌|减|降|少|低|短)(?:幅度?|比例)?(?:了|近|约|将近|超过|超|达到?|逾|至少|大约|整整|高达){0,3}"
    r"(?P<n>\d[\d.]*|[一二两三四五六七八九十]{1,3}|几|数)(?:多|余)?倍"
)
_SHORT_NAME = re.compile(
    r"[（(]以下(?:统一)?(?:简|统)称(?:为)?[：:]?(?P<open>[“《‘\"]?)(?P<name>[^”》’\"）)，。]{1,20})[”》’\"]?[^）)]{0,20}[）)]"
)
_COMMON = frozenset(
    [
        "中心",
        "公司",
        "学校",
        "单位",
        "项目",
        "平台",
        "我县",
        "我市",
        "我局",
        "本县",
        "本局",
        "全县",
        "工作",
        "工程",
        "规划",
        "方案",
        "办法",
        "条例",
        "通知",
        "意见",
        "计划",
        "部门",
        "企业",
        "机构",
        "小组",
        "活动",
        "会议",
        "行动",
        "协议",
        "合同",
        "系统",
        "标准",
        "我镇",
        "我乡",
        "我办",
        "园区",
        "片区",
        "库区",
        "灌区",
        "景区",
        "大会",
        "甲方",
        "乙方",
    ]
)
_COUNT_ETC = re.compile(
    r"(?P<list>[^，。；：！？\n（）、]{1,20}(?:、[^，。；：！？\n（）、]{1,20})*?(?:、|和|及)[^，。；：！？\n（）、\d]{1,16}?)"
    r"(?P<n>\d{1,2}|[两二三四五六七八九十]{1,2})(?P<unit>个|家|项|处|名|位|种|类|座|所|条|支)(?P<noun>[\u4e00-\u9fff]{0,6}?)等(?=[\u4e00-\u9fff]{0,6}[，。；、！？\n]|$)"
)


@rule("P-41", _("“减少几倍”意思不明，请作者写清"), Severity.WARNING, "GB/T 15835-2011", fragment=True)
def falls_by_times(draft: Draft, house: House) -> Iterator[Found]:
    for found in _FALLS.finditer(draft.text):
        if not re.search(r"(?:增|不|至|缺)$", draft.text[max(0, found.start() - 1) : found.start()]):
            yield Found(found.start(), found.end(), None)


@rule("P-45", _("简称先写全称再用"), Severity.WARNING, "2012 Reg. art. 19", fragment=True)
def short_names(draft: Draft, house: House) -> Iterator[Found]:
    for found in _SHORT_NAME.finditer(draft.text):
        name = found["name"].strip()
        line = next((one for one in draft.lines if one.start <= found.start() < one.end), None)
        if line is None or line.part not in PROSE or len(name) < 2 or name in _COMMON:
            continue
        full = re.split(r"[，。；：、“”]", draft.text[: found.start()])[-1]
        for place in re.finditer(re.escape(name), draft.text[: found.start()]):
            owner = next((one for one in draft.lines if one.start <= place.start() < one.end), None)
            if (
                owner is None
                or owner.part not in PROSE
                or _inside_full(draft.text, place, full, name, found.start())
            ):
                continue
            yield Found(place.start(), place.end(), None, facts=(("name", name),))
            break


def _inside_full(text: str, place: re.Match[str], full: str, name: str, defined_at: int) -> bool:
    """The short name is a piece of the full name, there and at the definition itself."""
    if place.end() > defined_at - len(full) and place.start() >= defined_at - len(full):
        return True
    inside = full.find(name)
    if inside > 0 and text[place.start() - 1] == full[inside - 1]:
        return True
    return inside >= 0 and inside + len(name) < len(full) and text[place.end()] == full[inside + len(name)]


@rule("P-46", _("列完了不用“等”；列不完，“等”在数目前面"), Severity.WARNING, "GB/T 15834-2011", fragment=True)
def and_others(draft: Draft, house: House) -> Iterator[Found]:
    for found in _COUNT_ETC.finditer(draft.text):
        count = value_of(found["n"])
        listed = found["list"]
        ways = {listed.count("、") + 1, len(re.split(r"、|和|以及|(?<![涉普危遍])及", listed))}
        if count is None or count < 2 or count not in ways:
            continue
        yield Found(found.start("n"), found.end(), f"等{found['n']}{found['unit']}{found['noun']}")
