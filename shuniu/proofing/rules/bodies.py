"""机构名称: a bureau or township that does not exist by that name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from shuniu.clock.calendar import gettext_noop as _
from shuniu.proofing.book import Found, rule
from shuniu.proofing.draft import Draft
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House

_HAN = "\u4e00-\u9fff"
_PARTY = frozenset(
    [
        "县委",
        "县纪委",
        "县监委",
        "县政法委",
        "县工委",
        "县编委",
        "县直机关工委",
        "县直工委",
        "县党委",
        "县人大常委",
        "县团委",
        "县国防动员委",
        "县安委",
        "县防委",
        "县残工委",
        "县食安委",
        "县爱卫委",
        "县规委",
        "县双拥委",
        "县农工委",
        "县综治委",
    ]
)
_BUREAU = re.compile(
    rf"县(?P<name>[{_HAN}]{{1,10}}?(?:局|委(?!员|会|办|托|派|常|书|组|宣|统|政|党|网|巡|督|老|农|编|任|屈|外|机|社)))"
)
_NO_NAME = re.compile(
    r"政府|人民|机关|直属|各|和|与|及|的|等|域|级|里|内|有关|相关|委|纪|人大|政协|一个|由|向|对|按|为|报|经|在|到|把|将|让|请|会同|联合|牵头|部门|范围|城区|城(?!乡|管|市|镇)|长|情|财政是|是|区|全|乡村|镇|境|下"
)
_STEMS = frozenset(
    [
        "各乡",
        "示范",
        "重点",
        "试点",
        "中心",
        "所在",
        "沿线",
        "周边",
        "部分",
        "其他",
        "有关",
        "相关",
        "各地",
        "山区",
        "库区",
        "农业",
        "工业",
        "旅游",
        "特色",
        "文化",
        "美丽",
        "振兴",
        "建制",
        "涉及",
        "受灾",
        "有的",
        "一些",
        "多个",
        "十二",
        "两个",
        "三个",
        "每个",
        "全县",
        "县内",
        "本县",
        "我县",
        "其余",
        "偏远",
        "产茶",
        "种茶",
        "产粮",
        "移民",
        "贫困",
        "经济",
        "卫星",
        "历史",
        "古老",
        "城关乡",
        "返回",
        "回到",
        "前往",
        "赶赴",
        "走进",
        "深入",
        "送戏",
        "送医",
        "资本",
        "人才",
        "科技",
        "电商",
        "能人",
        "服务",
        "扎根",
        "干部",
        "青年",
        "大学",
        "生态",
        "边远",
        "中国",
        "江南",
        "水乡",
        "全国",
        "全省",
        "全市",
        "一乡",
        "一镇",
        "先进",
        "国家",
        "省级",
        "市级",
        "县级",
        "上述",
        "该乡",
        "相邻",
        "邻近",
        "沿河",
        "沿江",
        "沿库",
        "库周",
        "滨河",
        "平安",
        "文明",
        "卫生",
        "森林",
        "宜居",
        "强镇",
        "专业",
        "商贸",
        "物流",
    ]
)
_TOWN = re.compile(
    rf"(?:^|(?<=[，。、；：（“在到赴由与和及对向从给至经将往])|(?<=青岚县)|(?<=我县))(?P<stem>[{_HAN}]{{2}})(?P<kind>镇|乡)(?=人民政府|政府|党委|党政|财政所|卫生院|[、，。；：）”]|$|等|的|和|及|与|\d|[一二三四五六七八九十两]个|村|要|应|报|共|已|于|受|因|将|正|发生|组织|积极|认真|扎实|全力|紧急|迅速|立即|派|可|在|召开|负责|完成|报送|上报|率先|牵头|辖区|境内)",
    re.M,
)


_AT_TOWN = re.compile(rf"(?<=[在到赴])(?P<stem>[{_HAN}]{{2}})(?P<kind>镇|乡)(?!村|级|域|属|街|下|音|情|土)")


@rule("roster", _("机构名称和花名册一致"), Severity.ERROR, "2012 Reg. art. 20")
def known_bodies(draft: Draft, house: House) -> Iterator[Found]:
    if house.judged:
        yield from _bureaus(draft.text, house)
        yield from _towns(draft.text, house)


@rule("renamed", _("已改名的机构用现在的名称"), Severity.ERROR, "2012 Reg. art. 20", fragment=True)
def renamed_bodies(draft: Draft, house: House) -> Iterator[Found]:
    if house.judged:
        return  # roster says it
    for old, new in house.renamed.items():
        for found in re.finditer(rf"(?<![{_HAN}]市)(?<!原){re.escape(old)}", draft.text):
            yield Found(found.start(), found.end(), new)


def _bureaus(text: str, house: House) -> Iterator[Found]:
    known = house.departments()
    names = sorted(known, key=len, reverse=True)
    for found in re.finditer("县", text):
        at = found.end()
        if any(text.startswith(name, at) for name in names) or _elsewhere(text, found.start(), house):
            continue
        body = _BUREAU.match(text, found.start())
        if not body or "县" + body["name"] in _PARTY or _NO_NAME.search(body["name"][:-1]):
            continue
        if text.startswith(("长", "所", "域"), body.end()) and body["name"].endswith("委"):
            continue
        yield Found(body.start("name"), body.end("name"), _nearest(body["name"], house, known))


def _elsewhere(text: str, at: int, house: House) -> bool:
    """Another county's bureau, 该县 and 各县 are nobody's business here."""
    before = text[max(0, at - 3) : at]
    if text[:at].endswith(house.place[:-1] if house.place else "\0"):
        return False
    if re.search(r"[邻外该某各两全跨本]$", before):
        return True
    return bool(re.search(r"(?:^|[，。、；：（“\s])[\u4e00-\u9fff]{2}\Z", before)) and not re.search(
        r"由|请|与|和|及|向|经|对|在|从|按|据|报|送|会同|联合|根据|按照|现将|通过|同意|责成|交由|商|致|给|以及|其中|原|为|是|组织|抄送|主送|要求|配合",
        before,
    )


def _nearest(name: str, house: House, known: dict[str, str]) -> str | None:
    if name in house.renamed:
        return house.renamed[name]
    best = max(known, key=lambda other: SequenceMatcher(None, name, other).ratio(), default="")
    close = SequenceMatcher(None, name, best).ratio() if best else 0
    return known[best] if close >= 0.6 else None


def _towns(text: str, house: House) -> Iterator[Found]:
    towns = house.townships()
    stems = {name[:-1]: name for name in towns}
    seen = set()
    for stem, name in stems.items():
        for found in re.finditer(rf"{stem}[镇乡]", text):
            if found[0] != name:
                seen.add(found.start())
                yield Found(found.start(), found.end(), name)
    for found in [*_TOWN.finditer(text), *_AT_TOWN.finditer(text)]:
        stem = found["stem"]
        if (
            stem in stems
            or stem in _STEMS
            or found.start() in seen
            or re.search(r"[各乡镇村个两城该本全一二三四五六七八九十县市省小大]", stem[-1])
            and stem not in stems
        ):
            continue
        if re.search(r"[各全该本每个两几某多]", stem) or re.match(r"其|此|这|那", stem):
            continue
        best = max(towns, key=lambda other: SequenceMatcher(None, found[0], other).ratio(), default="")
        near = best if best and len(set(best[:2]) & set(stem)) else None
        seen.add(found.start())
        yield Found(found.start(), found.end(), near)
