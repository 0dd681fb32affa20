"""机关名称: how the name of a body that may sign a paper looks, alone or run together with others."""

from __future__ import annotations

import re

from shuniu.matters.reading.text import Passage

# What the name of a party organ, government, bureau, school, hospital, enterprise, village or committee ends in.
ENDINGS = (
    "国务院|公署|专署|总署|署|军委|中央|政府|委员会|常委会|委|党组|支部|总支|局|厅|部|司|处|科|股|室|办|办事处|街道|中心|学院|大学|学校|"
    "小学|中学|高中|初中|[一二三四五六七八九十]中|职高|技校|幼儿园|托儿所|医院|卫生院|疾控中心|公司|集团|厂|矿|行|社|"
    "协会|学会|商会|联合会|总会|分会|工会|基金会|研究会|促进会|院|所|站|台|队|馆|宫|园|场|指挥部|小组|专班|管委会|村委会|居委会|社区|"
    "妇联|残联|科协|文联|侨联|工商联|记协|作协|人大|政协|联席会议|理事会|监事会|董事会|代表大会|主席团|组委会|"
    "军区|总部|海关|银行|监狱|电视台|报社|筹备组|工作组|督查组|督导组|考核组|巡察组|秘书处|次(?:全体)?会议|会|组|团|县|市|区|镇|乡|村"
)
_PLACES = ("县", "市", "区", "镇", "乡", "村")
_NO_BODIES = (
    "运动会",
    "座谈会",
    "动员会",
    "现场会",
    "推进会",
    "培训会",
    "大会",
    "办公室主任会",
    "常务会",
    "全会",
    "会",
    "博览会",
    "展览会",
    "协调会",
)
_WEAK = ("县", "市", "区", "镇", "乡", "村", "团", "组", "会", "委", "行", "社", "场", "园", "台", "司", "股")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z0-9（）“”·—\-×〇]{2,42}")
NAME_ENDS = re.compile(rf"(?:{ENDINGS})(?:（[^（）]{{1,14}}）)?$")
_NOT_IN_NAMES = re.compile(
    r"关于|通知|通报|如下|附件|[请将按的了是为在]|根据|特此|此件|抄送|印发|联系|电话|日期|时间|地点|姓名|同意|报送|填报|"
    r"意见$|名单|一览|序号|签发|来源|发布|^[年月日届次号报送]|^\d+[.、．]|\d{5,}|^[（][一二三四五六七八九十\d]|^第[一二三四五六七八九十\d]+[条章]|各|打印|关闭|门户|会议室|会议厅|报告厅|多功能厅|礼堂|号楼"
)
_ALLOWED = re.compile(
    r"12345|12315|将乐|无为|将台|新闻发布|联系群众|请示|为民|在职|在线|将军|为侨|新为|按察|市场|目的地"
)
_SEALS = re.compile(r"[（(](?:代章|盖章|印章|公章|章|印|加盖公章|签章|代|[^（）()]{0,8}专用章)[）)]")
_ROOTS = re.compile(r"^(?:中国共产党|中共|中国共产主义青年团|共青团|政协|中国人民政治协商会议)")
_NEW_NAME = ("中共", "中国共产党", "共青团", "中国", "中央", "国家", "国务院", "全国", "最高", "中华", "政协")
_LEVELS = "省市县区州旗镇乡"


def is_body(name: str) -> bool:
    """Whether `name`, without spaces, may be the name of one body (青岚县教育局, 校长办公室)."""
    if not _NAME.fullmatch(name) or not NAME_ENDS.search(name):
        return False
    if name.count("（") != name.count("）"):
        return False
    if _NOT_IN_NAMES.search(_ALLOWED.sub("", name)):
        return False
    if name.endswith(_PLACES):
        return len(name) > 5  # 石桥镇 is a place; a longer name that ends so may sign
    return (
        not (len(name) < 3 and name.endswith(_WEAK))
        and name not in _NO_BODIES
        or name in ("县委", "市委", "省委", "区委", "党委", "团委", "纪委", "工委", "工会")
    )


def may_be_name(name: str) -> bool:
    """Whether `name` could be that of a body although its ending is none of those known."""
    return (
        3 < len(name) < 26
        and bool(re.fullmatch("[\u4e00-\u9fff（）]+", name))
        and not _NOT_IN_NAMES.search(_ALLOWED.sub("", name))
    )


def names(passage: Passage) -> list[Passage]:
    """The bodies a line of signatures names; [] if it is not made of names alone.

    Spaces are either between names (甲局  乙局) or between the letters of one (青 岚 县 政 府); names printed
    without any gap are cut where the second begins as the first did or as only a new name can.
    """
    passage = _without_seal(passage).stripped(" \t，、；。：")
    if not passage or len(passage) > 400:
        return []
    if _letter_spaced(passage.text):
        pieces = [piece.tight() for piece in passage.split(re.compile(r"\s{2,}"))]
        if not all(is_body(piece.text) for piece in pieces):
            pieces = [passage.tight()]
    else:
        pieces = [piece for piece in passage.split(re.compile(r"[、，；/\s]+")) if piece]
        if not all(is_body(piece.text) or _run_together(piece) for piece in pieces):
            last = pieces[-1].text
            if len(pieces) > 1 and len(last) > 7 and is_body(last):
                return []  # 任务分解表  青岚县人民政府办公室: a whole name stands behind what is none
            pieces = [passage.tight()]
    found: list[Passage] = []
    for piece in pieces:
        apart = _run_together(piece) or ([piece] if is_body(piece.text) else [])
        if not apart:
            return []
        found += apart
    return found


def _letter_spaced(text: str) -> bool:
    tokens = text.split()
    return len(tokens) > 2 and all(len(token) == 1 for token in tokens)


def _without_seal(passage: Passage) -> Passage:
    match = _SEALS.search(passage.text)
    if not match:
        return passage
    return passage[: match.start()] + passage[match.end() :]


def _run_together(passage: Passage) -> list[Passage]:
    text = passage.text
    if len(text) > 120:
        return []
    for at in range(3, len(text) - 2):
        left, right = text[:at], text[at:]
        if _begins_anew(left, right) and is_body(left) and not left.endswith(tuple(_LEVELS)):
            rest = _run_together(passage[at:]) or ([passage[at:]] if is_body(right) else [])
            if rest:
                return [passage[:at], *rest]
    return []


def _begins_anew(left: str, right: str) -> bool:
    if right.startswith(_NEW_NAME):
        return True
    core = _ROOTS.sub("", left)
    if len(core) > 3 and right[:2] == core[:2]:
        return True
    if right[0] not in _LEVELS or core[:1] != right[0]:
        return False
    strong = left.endswith(
        ("局", "办公室", "委员会", "院", "部", "厅", "中心", "联合会", "总工会", "团委", "妇联")
    )
    return strong or bool(re.match(r".(?:委|政府|人民政府|人大|政协|纪委|监委)", right))
