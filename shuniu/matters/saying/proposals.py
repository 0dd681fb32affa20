"""建议: title, kit and the open matter a line is likely part of; shown, never acted on by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable

from . import intents
from .sentence import OpenMatter
from .words import BLANK

_POLITE = re.compile(r"^(?:请|麻烦|烦请|帮忙|帮我|帮|劳烦|让|叫|由|通知|需要|要|把|将|催一?下?|谢谢|感谢)+")
_NOISE = re.compile(
    r"必须|务必|特急|不着急|不急|有空|最好|尽快|马上|立即|口头|来电话?|打来电话|电话|一下|那个|这个|"
    r"的事情?$|这事|此事"
)
_LONGEST, _SHORTEST = 40, 8

_FIELDS = (
    ("水库", "水利"), ("防汛", "水利"), ("河", "水利"), ("小学", "教育"), ("学校", "教育"), ("中学", "教育"), ("医院", "卫生"),
    ("小区", "住建"), ("工地", "住建"), ("消防", "应急"), ("安全生产", "应急"), ("档案", "档案"), ("粮", "农业"), ("环保", "环境"),
)  # fmt: skip
_FIELD_OF_BODY = {
    "水利局": "水利", "教育体育局": "教育", "卫生健康局": "卫生", "应急管理局": "应急", "住房城乡建设局": "住建", "农业农村局": "农业",
    "生态环境局": "环境", "档案馆": "档案",
}  # fmt: skip


def title_for(text: str, quiet: str, hidden: list[tuple[int, int]]) -> str:
    """标题, 8 to 40 characters: what is to be done, without when and who said it."""
    chars = list(quiet)
    for start, end in hidden:
        chars[start:end] = BLANK * (end - start)
    pieces = [p for p in re.split(rf"[\s{BLANK},。;:!]+", "".join(chars)) if p]
    pieces = [_NOISE.sub("", _POLITE.sub("", p)).strip() for p in pieces]
    title = " ".join(p for p in pieces if len(p) > 1)
    if len(title) < _SHORTEST:
        title = " ".join(text.split())
    return title[:_LONGEST]


def kit_for(
    intent: str, text: str, *, is_visit: bool, visitor_is_above: bool, lead: str | None
) -> str | None:
    """办法包 by kind and field: 迎检(水利), 接待, 会议, 假期值班."""
    if intent in (intents.SEARCH, intents.THANKS, intents.CHASE, intents.SHELVE):
        return None
    if is_visit:
        inspects = visitor_is_above or re.search(r"查|督导|督查|验收|考核|巡察|巡视|评估", text)
        if not inspects:
            return "接待"
        field = _FIELD_OF_BODY.get(lead or "") or next((f for word, f in _FIELDS if word in text), None)
        return f"迎检({field})" if field else "迎检"
    if re.search(r"值班(?:表|安排|方案)?", text) and re.search(
        r"节|端午|国庆|春节|中秋|五一|十一|元旦|清明|假期", text
    ):
        return "假期值班"
    if intent == intents.MEETING:
        known = re.search(r"常务会|办公会|推进会|务虚会|视频会", text)
        return known[0] if known else "会议"
    if re.search(r"值班表|排班", text):
        return "值班"
    return None


_COMMON = {
    "的事",
    "那个",
    "这个",
    "事情",
    "一下",
    "资料",
    "材料",
    "方案",
    "情况",
    "工作",
    "通知",
    "关于",
    "报告",
    "问题",
    "重点",
}


def likely_part_of(quiet: str, lead: str | None, matters: Iterable[OpenMatter]) -> tuple[str, ...]:
    """Numbers of open matters, likeliest first: shared word pairs of the subject, and the same lead."""
    mine = _pairs(quiet)
    if not mine:
        return ()
    scored = []
    for matter in matters:
        shared = len(mine & _pairs(matter.title))
        if shared:
            scored.append((-(shared + (1 if lead and lead == matter.lead else 0)), matter.number))
    return tuple(number for _, number in sorted(scored)[:3])


def _pairs(text: str) -> set[str]:
    words = re.findall(r"[\u4e00-\u9fff]{2,}", text)
    return {w[i : i + 2] for w in words for i in range(len(w) - 1)} - _COMMON
