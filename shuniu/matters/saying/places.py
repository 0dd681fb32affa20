"""地点和人数: rooms, addresses and destinations as said; persons, never things."""

from __future__ import annotations

import re

from shuniu.org.roster import Roster

from .words import BLANK, NUM, number

_SITES = (
    "水库|水厂|水电站|电站|泵站|变电站|污水处理厂|垃圾填埋场|小学|中学|高中|初中|学校|幼儿园|中医院|医院|卫生院|大桥|桥头|桥|广场(?!舞)|公园|码头|渡口|渡|工业园区?|产业园|园区|开发区|"
    "政务大厅|政务服务中心|行政中心|服务中心|高铁站|火车站|汽车站|车站|机场|党校|敬老院|养老院|养老中心|福利院|管委会|酒店|宾馆|招待所|迎宾馆|食堂|工地|片区|河段|大道|农贸市场|菜市场|市场|"
    "仓库|礼堂|报告厅|体育馆|体育场|图书馆|文化馆|博物馆|档案馆|展厅|社区|(?<!老旧)小区|街道|村委会|村(?!公路|道)|新城|古城|景区|林场|农场|基地|厂区|中心|隧道|路口|(?<!公)路|街|巷|弄|沟|渠|堤|坝|闸|镇政府|乡政府|镇|(?<![城下])乡|集市|超市|银行|影院|剧院|加油站|收费站|服务区|派出所|殡仪馆|公墓|河|江|湖|岭|山"
)
_NP = r"[^\s\x00,。、;:!?()\"'的把被在去到来看查请让和与说]{0,10}?"
_SITE = re.compile(
    rf"(?:{_NP})(?:{_SITES})(?:东段|西段|南段|北段|[东西南北]侧|[东西南北]头|门口|旁边?|附近|"
    r"[\d一二三四五六七八九十]+[号楼栋]+)?"
)
_END = (
    r"(?=开会|参会|办事|送(?!变)|取|参加|调研|检查|督查|督导|学习|培训|出差|对接|拉|接|看|汇报|请示|"
    r"扑火|救火|灭火|抗旱|抢险|布展|踩点|跟班|挂职|洽谈|对账|报账|值守|救援|招聘|驻点|蹲点|考试|报到|面试|体检|复诊|看望|探望|拜访|勘察|踏勘|勘查|安装|布置|测量|参观|比赛|演出|领奖|答辩|取证|办案|约谈|上课|讲课|授课|值班|"
    r"领|拿|办(?=事|理|手续|证|件)|考察|慰问|走访|处理|协调|跑|谈|招商|签|报|核|现场|指导|查|监考|陪|听|开|执行|采访|拍|"
    r"用|搬|交|递|盖章|审|评|做|召开|举行|集合|会合|抽查|巡查|验收|暗访|坐|回|了|的|吧|,|。|;|!|\s|"
    r"\x00|\d+个?人|[一两二三四五六七八九十]+个?人|$)"
)
_TO = re.compile(
    r"(?:前往|去往|[去跑走]一?趟|去(?!年|掉|除|哪|不|的)|赴|奔|到(?!位|期|会|场|账|底|时|处|货|岗|达|访|了|"
    r"现在|目前)|往(?!来|后|前|年)|回(?=市|省|县)|开到|送到|送至|接到|"
    rf"至(?=[^\d\s]))(?P<place>[^\s\x00,。;:!?()\d]{{1,14}}?){_END}"
)
_IN = re.compile(
    r"(?<!现)(?<!存)(?<!不)(?:在|于)(?P<place>[^\s\x00,。;:!?()]{1,14}?)(?=召?开|举行|举办|集合|会合|集中|"
    r"开展|进行|见面|座谈|吃|用餐|调研|施工|组织|办公|值班|学习|培训|看|查|检查|招商|出差|开会|考察|对接|跑|参加|出席|挂职|集训|休假|住院|看病|办事|跟班|汇报|送|做|搞|[\s\x00,。;]|$)"
)
_EATS = re.compile(r"[\s\x00]*(?:吃|用餐|就餐|午餐|午饭|晚餐)")
_NAMED = re.compile(
    r"(?:(?:地点|地址|集合点)(?:在|是|为|设在)?|(?<!分)会场(?:在|是|为|设在|[::]))[::]?\s*(?!不变|待定|另行|另|改|没|未|再|照旧|同上|还是)(?P<place>[^\s\x00,。;!?]{2,16})"
)
_FLOOR = re.compile(
    r"(?:[东西南北主附]楼|"
    r"[一二三四五六七八九十\d]{1,2}号楼)?[一二三四五六七八九十\d]{1,2}楼(?:的)?(?:东头|西头|东侧|西侧|"
    r"南侧|北侧|东|西)?(?:的)?(?:大厅|(?:小|大|视频)?会议室|[男女](?:厕所?|卫生间|洗手间)|卫生间|厕所|洗手间|走廊|楼道|大厅|茶水间|"
    r"开水间|电梯口?|机房|办公室|接待室|档案室|文印室|值班室|阅览室|楼梯间|平台)?"
)
_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{0,5}(?:办公室|值班室|文印室|档案室|机房|传达室|门卫室|配电房|车库|食堂|大门口?|"
    r"大厅|卫生间|行政楼|办公楼|[主附东西南北]楼|综合楼|车棚|后院|院子|岗亭|门岗|阅览室|电教室|多功能厅|地下室|停车场|大院|活动室)"
)
_DIGITS = re.compile(
    r"(?<!\d:)(?<![\d〔第№.岚A-Za-z-])(?P<room>[1-9]\d{2,3})(?P<kind>会议室|办公室|房间|室|房)?(?!\d|"
    r"[个名位人户件元万亿年份条期文令页号桶箱把张盒块台套支包本辆米公斤吨亩册多余.:%]|\s*[个名位]?人)"
)
_PROBLEM = (
    r"违建|违章|乱停|爆管|爆裂|管涌|渗漏|溢流|漫堤|漫水|倒塌|被冲|中断|断电|缺失|破损|积水|漏水|塌|不亮|堵|落水|着火|起火|被淹|断|坏|发黄|停水|停电|滑坡|事故|冒烟|占道|"
    r"有人(?=拉|聚|闹|打|堵|跪|静坐|上访|讨)|拉横幅|聚集|垃圾|噪音|噪声|污水|井盖|路灯|自来水|内涝|异味|油烟|摊点|裂|倒了|倾斜|冒水|淹|泄漏|漏|松动|栏杆|"
    r"脱落|缺(?!口|编|额|乏)|扰民|欠费|接送难|施工|坑|水管|管网|塌陷|塌方|决口|险情|死鱼|危房|树|电线"
)
_ADDRESS = re.compile(
    r"(?:^|(?<=[\s\x00,。;:])|(?<=反映)|(?<=投诉)|(?<=拆除)|(?<=整治)|(?<=清理)|(?<=修复)|(?<=修补)|(?<=处理)|(?<=查处)|(?<=举报)|(?<=发现)|(?<=说)|(?<=来电)|"
    rf"(?<=是))(?P<place>(?!路过)(?:{_NP})(?:{_SITES})(?:东段|西段|南段|北段|[东西南北]侧|门口|旁边?|附近|上|"
    rf"里)?)(?!居民|村民|群众|干部|业主|学生|家长|百姓)(?![^\s,。]{{0,12}}(?:的事|一事))(?!路(?!灯|面|口)|街|巷|桥|大桥|大坝|大道|堤|坝|镇|乡|段|"
    rf"沿)(?=[^\s,。]{{0,8}}(?:{_PROBLEM}))"
)
_REPORTED = re.compile(
    rf"(?<=反映|投诉|举报|发现)(?!某|宅)(?P<place>(?:{_NP})(?:{_SITES})(?:门口|旁边?|附近|里)?)(?!的事|镇|乡|村|干部|某)"
)
_ROAD = re.compile(
    rf"(?P<place>[GSXY]\d{{2,4}}(?:国道|省道|县道|线)?(?:[\u4e00-\u9fff]{{0,4}}段|K?\d+公里处?)?)(?=[^\s,。]{{0,8}}(?:{_PROBLEM}))"
)
_LEADING_VERBS = re.compile(
    r"^(?:完成|恢复|整治|修复|处理|处置|解决|抓好|做好|清理|疏通|加固|关于|反映|开展|落实|推进|组织|尽快|上报|报告|报)+"
)
_VISITED = re.compile(
    r"(?:学习|采访|检查|督查|督导|调研|考察|视察|参观|巡查|暗访|验收|考核|指导|观摩|慰问|走访|评估|抽查|查看|"
    r"察看|查|看)(?:一下|"
    rf"指导)?(?P<place>(?:{_NP})(?:{_SITES})(?:[、和](?:{_NP})(?:{_SITES}))*)(?=[\s\x00,。;!]|$|\d|再|然后|"
    r"一行|[一两三四五六七八九十]+个?人|[\u4e00-\u9fff]{0,4}企业|项目部|工作|建设|工程|项目|情况|除险|施工|改造|安全|迁建|扩建|新建|治理|"
    r"的)"
)


def room_said(text: str, roster: Roster, *, offices: bool = False) -> tuple[str, int, int] | None:
    """A room as said, with its span; with `offices` also numbers and places of the building no meeting is held in."""
    names = sorted(roster.names_of_rooms(), key=len, reverse=True)
    for match in re.finditer("|".join(map(re.escape, names)) or r"(?!)", text):
        start, end = match.span()
        if match[0].isdigit():
            number_match = _DIGITS.match(text, start)
            if number_match is None:
                continue
            end = number_match.end()
        elif text[max(0, start - 2) : start] in ("楼的",) or re.search(r"楼$", text[:start]):
            continue
        return text[start:end], start, end
    patterns = [_FLOOR, _DIGITS, _OFFICE] if offices else [_FLOOR, _DIGITS]
    for pattern in patterns:
        for match in pattern.finditer(text):
            said = match[0]
            if (
                not offices
                and pattern is _DIGITS
                and not match["kind"]
                and match["room"] not in roster.names_of_rooms()
                and not _stands_alone(text, match)
                and not re.search(r"(?:在|[改换移搬送]到|地点[在::]?|改在)\s*$", text[: match.start()])
            ):
                continue
            if not offices and pattern is _FLOOR and "会议室" not in said and "大厅" not in said:
                continue
            if pattern is _OFFICE:
                said = re.sub(r"^(?:[请让把修换借用在到去的说]|报修|麻烦)+", "", said)
                if said in ("办公室", "县政府办公室"):
                    continue
            start = match.end() - len(said)
            return said, start, match.end()
    numbered = re.search(r"(?:第[一二三四五六七八\d]|[一二三四五六七八\d]号)会议室", text)
    if numbered:
        return numbered[0], numbered.start(), numbered.end()
    found = re.search(r"(?:[\u4e00-\u9fff]{1,4})?会议室", text) if offices else None
    if found:
        said = re.sub(r"^(?:[请让把修换借用在到去的订要]|预订|报修)+", "", found[0])
        return (said, found.end() - len(said), found.end()) if said else None
    return None


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """405 between two breaks is a room, even one the roster does not list."""
    around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
    return len(match["room"]) == 3 and not around.strip(f" {BLANK},。")


def office_of(text: str, persons: list[tuple[int, int]]) -> tuple[str, int, int] | None:
    """到裴县长办公室: the office of somebody, as the place to come to."""
    for start, end in persons:
        if text.startswith("办公室", end) and re.search(
            r"(?:[到在去来]|地点[::]?|^|[\s\x00,。])$", text[:start]
        ):
            return text[start : end + 3], start, end + 3
    return None


def destination(text: str) -> tuple[str, int, int] | None:
    """Where to drive or go, as said."""
    for match in _TO.finditer(text):
        said = match["place"]
        if len(said) > 1 and not re.match(
            r"还是|派|接|送|一下|电话|通知|消息|举报|反映|[一二三四五六七八九十两]?[点时号日]|[一二三四五六七八九十两半]+个?(?:小时|天|分钟)|月底|年底|下午|上午|晚上|位|底",
            said,
        ):
            near = re.match(r"(?:[市省县]里|省城|县城|(?:云泽)?市区)", said)
            end = match.start("place") + (near.end() if near else len(said))
            return text[match.start("place") : end], match.start("place"), end
    return None


def within_name(
    spot: tuple[str, int, int] | None, names: list[tuple[int, int]], text: str
) -> tuple[str, int, int] | None:
    """去市委组织部跟班: a known body ends where its name ends, unless a place follows."""
    if spot is None:
        return None
    end = next((last for first, last in names if first == spot[1] and last < spot[2]), None)
    if end is None or re.match(r"[和与及转、区里城上]", text[end:]) or re.search(_SITES, text[end : spot[2]]):
        return spot
    return text[spot[1] : end], spot[1], end


def venue(text: str) -> tuple[str, int, int] | None:
    """在…开, 地点…: where something takes place."""
    match = _NAMED.search(text) or _IN.search(text)
    if match and _EATS.match(text[match.end("place") :]):
        return None
    if match and not re.match(
        r"(?:[^\s]{0,6}会上|会议上|电话|此|现|家$|今|本|上|哪|什么|几|谁|内|群|微信)", match["place"]
    ):
        return match["place"], match.start("place"), match.end("place")
    return None


def visited(text: str) -> tuple[str, int, int] | None:
    """What visitors come to see, if it is a place."""
    match = _VISITED.search(text)
    if match:
        return match["place"], match.start("place"), match.end("place")
    return None


def address(text: str) -> tuple[str, int, int] | None:
    """An address at which something is wrong."""
    match = _ADDRESS.search(text) or _REPORTED.search(text) or _ROAD.search(text)
    if match is None:
        return None
    said = re.sub(r"^.*(?:反映|投诉|举报|发现|拆除|整治|清理|修复|修补|处理|查处)", "", match["place"])
    said = _LEADING_VERBS.sub("", said)
    if "某" in said or re.fullmatch(r"[镇乡村县市省]里", said):
        return None
    return (said, match.end("place") - len(said), match.end("place")) if len(said) > 1 else None


_COUNT = re.compile(
    r"(?:一行|共|总共|大约|大概|约|来|"
    rf"有)?(?P<n>{NUM}|[俩仨])(?P<pair>(?<=[一两二三四五六七八九])[二三四五六七八九十](?=个?人))?(?P<vague>多|"
    r"余|来)?(?:个|名|位)?(?:左右的?)?"
    r"(?P<who>人(?!大|事|社|民|口|次|均|员名|工|才|体|武|防|行|力|家|情|为|物|数)|同志|客人|专家|客商|"
    r"领导|代表(?!建议|团)|委员|老师|学生|群众|记者|工程师|干部|同事|嘉宾|乘客|评委|考官|志愿者|村民|"
    r"家长)"
)
_PAIR = "一两|两三|二三|三四|四五|五六|六七|七八|八九"
_COUNT_US = re.compile(rf"(?:我们|咱们?|他们|你们)(?P<n>[俩仨]|{NUM}(?=个(?![月小星\u4e00-\u9fff])))")
_COUNT_PLAIN = re.compile(rf"(?P<n>{NUM})(?P<vague>多|余|来)?(?:名|位)(?![置次于])")


def people(text: str) -> tuple[int, int, int] | None:
    """How many persons, with the span; 十来人 counts as ten; None for 每人, things and ordinal numbers."""
    for pattern in (_COUNT, _COUNT_PLAIN, _COUNT_US):
        for match in pattern.finditer(text):
            if match["n"] in ("一", "1") and re.search(
                r"(?:报|推荐|确定|明确|指定|落实|再来)$", text[: match.start()]
            ):
                continue
            if text[max(0, match.start() - 1) : match.start()] in (
                "每",
                "各",
                "第",
                "几",
                "数",
                "〔",
                "№",
                "哪",
            ):
                continue
            if match.start() and text[match.start() - 1] in "0123456789十百":
                continue
            if match["n"] in "俩仨":
                return (2 if match["n"] == "俩" else 3), match.start("n"), match.end()
            if match["n"] in ("一", "1") and re.match(
                r"[\s\x00]*(?:来电|打|来访|反映|投诉|说|问|来信)", text[match.end() :]
            ):
                continue
            value = number(match["n"][0]) if re.fullmatch(_PAIR, match["n"]) else number(match["n"])
            if match.groupdict().get("who") == "同志" and not re.search(r"[个名位]", match[0]):
                continue
            who = match.groupdict().get("who")
            if who and who != "人" and not re.search(r"[个名位]", match[0]) and match["n"] in ("一", "1"):
                continue
            if value:
                return value, match.start("n"), match.end()
    return None


def without(text: str, *spans: tuple[int, int] | None) -> str:
    """The text with these spans blank."""
    chars = list(text)
    for span in spans:
        if span:
            chars[span[0] : span[1]] = BLANK * (span[1] - span[0])
    return "".join(chars)


_SEEN_AT = re.compile(
    r"(?:到|去|赴|来|前往|"
    rf"莅临)(?P<place>(?:{_NP})(?:{_SITES})(?:[、和](?:{_NP})(?:{_SITES}))*)(?=检查|督查|督导|调研|"
    r"考察|视察|参观|巡查|暗访|验收|考核|指导|观摩|慰问|走访|评估|抽查|查看|察看|查|看|现场|座谈|采访|"
    r"复查|回访|踏勘)"
)
_COME_TO = re.compile(rf"(?:来|到|赴|莅临)(?P<place>(?:{_NP})(?:{_SITES}))(?=$|[\s\x00,。;])")
_SEEN_ROUGHLY = re.compile(
    r"(?:来|到|赴)(?P<place>县里|我县|青岚县?)(?=检查|督查|督导|调研|考察|视察|参观|看|查|指导|座谈|"
    r"学习|交流|\s|$)|(?:来|到|赴)(?P<zone>开发区|高新区|园区)(?=[\s\x00,。]|$)"
)


def seen(text: str) -> tuple[str, int, int] | None:
    """Where visitors go: 来查青石水库, 到城北小学调研."""
    for pattern in (_SEEN_AT, _VISITED, _SEEN_ROUGHLY, _COME_TO):
        match = pattern.search(text)
        if match:
            key = "zone" if "zone" in match.groupdict() and not match["place"] else "place"
            said = re.sub(r"^[给对为]", "", match[key])
            return said, match.end(key) - len(said), match.end(key)
    return None


_FROM = re.compile(r"从(?P<place>[^\s\x00,。;从]{2,8}?)(?=回来?|返|过来|接(?!待))")


def from_where(text: str) -> tuple[str, int, int] | None:
    """从省城回来: where somebody is fetched from."""
    match = _FROM.search(text)
    return (match["place"], match.start("place"), match.end("place")) if match else None


_STATION = re.compile(
    r"(?:接|送)[^\s\x00,。]{0,6}?(?P<place>机场|[\u4e00-\u9fff]{0,3}(?:高铁站|火车站|汽车站|动车站|"
    r"车站))|(?P<place2>机场|[\u4e00-\u9fff]{0,3}(?:高铁站|火车站|汽车站|"
    r"动车站))(?=[^\s,。]{0,3}[接送])"
)


def station(text: str) -> tuple[str, int, int] | None:
    """接站: the station or airport people are fetched from."""
    match = _STATION.search(text)
    if match:
        key = "place" if match["place"] else "place2"
        return match[key], match.start(key), match.end(key)
    match = re.search(r"机场|(?:高铁|火车|汽车|动车)站", text)
    if match:
        return match[0], match.start(), match.end()
    return None


_HALL = re.compile(
    r"第[一二三四五六\d]会议室|(?:[\u4e00-\u9fff]{2,4}?(?:[局委办镇乡]|中心))会议室|(?:[\u4e00-\u9fff]{0,4}?)(?:会商室|调度室|研判室|指挥大厅|报告厅|大礼堂|礼堂|会议中心|接待室|多功能厅|[大小]会议室|视频会议室)"
)


_OF_A_HOUSE = re.compile(
    r"(?:县委|县政府|县府|市委|市政府|市里|县里|政务中心|行政中心|文化馆|宾馆|党校|[\u4e00-\u9fff]{2,6}[局镇乡](?!长))的?"
)


def with_house(spot: tuple[str, int, int] | None, text: str) -> tuple[str, int, int] | None:
    """县委大礼堂: a room of another house is called with it."""
    if spot is None or spot[0].isdigit():
        return spot
    before = text[: spot[1]]
    house = next((m for m in _OF_A_HOUSE.finditer(before) if m.end() == spot[1]), None)
    start = house.start() if house else spot[1]
    said = re.sub(r"^.*?(?:在|到|去|借用?|订|用)", "", text[start : spot[2]])
    return said, spot[2] - len(said), spot[2]


def hall(text: str) -> tuple[str, int, int] | None:
    """A hall outside the list of rooms."""
    match = _HALL.search(text)
    return (match[0], match.start(), match.end()) if match else None


_SITE_BEFORE = re.compile(rf"(?:^|(?<=[\s\x00,。说]))(?P<place>(?:{_NP})(?:{_SITES}))(?=[\s\x00])")


def site_before(text: str) -> tuple[str, int, int] | None:
    """A place named before the time: 养老中心 明天上午 来验收."""
    match = _SITE_BEFORE.search(text)
    return (match["place"], match.start("place"), match.end("place")) if match else None


_NEAR_ALONE = re.compile(
    r"(?:^|(?<=[\s\x00,。]))(?P<place>[市省]里|省城|县城|(?:云泽)?市区)(?=$|[\s\x00,。])"
)


def town_alone(text: str) -> tuple[str, int, int] | None:
    """市里, between two breaks."""
    match = _NEAR_ALONE.search(text)
    return (match["place"], match.start("place"), match.end("place")) if match else None


_SITE_SAID = re.compile(
    rf"(?:^|(?<=[\s\x00,。;:说]))(?P<place>(?:{_NP})(?:{_SITES}))(?!局|办|委|科|工作|方案|材料|台账|的事)"
)


def site_said(text: str) -> tuple[str, int, int] | None:
    """A place at the beginning of a clause: 养老中心消防验收 明天来人看."""
    match = _SITE_SAID.search(text)
    return (match["place"], match.start("place"), match.end("place")) if match else None


_SITE_ALONE = re.compile(
    rf"(?:^|(?<=[\s\x00,。]))(?!住|各|全县|有关)(?P<place>(?:{_NP})(?:{_SITES}))(?=$|[\s\x00,。])"
)


def site_alone(text: str) -> tuple[str, int, int] | None:
    """A clause that is nothing but a place."""
    match = _SITE_ALONE.search(text)
    return (match["place"], match.start("place"), match.end("place")) if match else None


_DELIVERED = re.compile(
    r"(?:送到|搬到|放到|拿到|送)(?P<place>[^\s\x00,。;]{1,8}?(?:室|厅|楼|处|科|门口|会场|小学|中学|学校|医院|广场|中心|现场|党校))"
)


def delivered(text: str) -> tuple[str, int, int] | None:
    """Where things are brought."""
    match = _DELIVERED.search(text)
    return (match["place"], match.start("place"), match.end("place")) if match else None


_SITE_IN = re.compile(
    rf"(?:(?<!不)在|去|(?<![拨发送报转下交分找接调])到|赴|整治|清理|清扫|疏通|修补|抢修)(?P<place>(?:{_NP})(?:{_SITES}))(?=[\s\x00,。;]|$|召?开|举行|集合|检查|调研|看|"
    r"查|现场|办公|处置|救援|施工|值守)"
)


def site_in(text: str) -> tuple[str, int, int] | None:
    """A task said to be done at a place."""
    match = _SITE_IN.search(text)
    if match is None or len(match["place"]) < 2:
        return None
    return match["place"], match.start("place"), match.end("place")


_SCHOOL = re.compile(r"(?:[省市县]委)?党校|行政学院")


def school(text: str) -> tuple[str, int, int] | None:
    """Where cadres are trained, also said without 去."""
    match = _SCHOOL.search(text)
    return (match[0], match.start(), match.end()) if match else None
