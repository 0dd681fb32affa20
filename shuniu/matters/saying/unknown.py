"""外人: names the roster does not know, believed only where somebody is given work, is away, helps or is chased."""

from __future__ import annotations

import re

from shuniu.org.roster import COMPOUND_SURNAMES

from . import verbs
from .words import BLANK

# What may follow a surname character to make an ordinary word of it, not a name: 方案, 高温, 周边.
_WORDS = {
    "高": "度效考温速铁中校层标质级价血压空低新风等龄原山压潮清峰考", "方": "案面法式便向舱针程块言舟", "周": "边末报期年一二三四五六日转围全密知会例",
    "安": "全排装置抚保检监居徽静心顿", "金": "融额库属融牌秋", "石": "料头油材桥灰化", "程": "序度", "江": "水河堤边南", "白": "天板色露鹭酒纸云",
    "任": "务何免职命教期意", "马": "上路桶力", "严": "格肃重禁防查守打密", "万": "一元亩全能人分户", "夏": "粮季收天播茶令种", "常": "务态规委年见用驻识住",
    "许": "可多愿", "余": "额款量下留", "毛": "巾坯病利笔", "田": "间块地头长", "林": "地业场权木区长", "龙": "头舟", "黄": "金土标色线",
    "付": "款清费出", "段": "落长", "杜": "绝", "陈": "列旧述年设", "范": "围例本文", "贺": "信卡", "温": "室泉度馨", "康": "复养",
    "施": "工行策政肥", "颜": "色", "云": "平南端计政", "乐": "队器园", "武": "装警术汉", "胡": "同", "董": "事", "陆": "续地路",
    "张": "贴榜开", "顾": "客问虑", "尚": "未", "柏": "油", "何": "时人处种地事", "谢": "谢", "罗": "列", "雷": "电雨达暴", "钱": "款物包",
    "洪": "水涝峰灾", "齐": "全备抓心头", "牛": "奶羊肉", "甘": "蔗肃", "童": "车装", "舒": "适", "辛": "苦勤", "柳": "树溪",
    "焦": "点虑炭", "梅": "雨花", "艾": "滋草", "凌": "晨", "卓": "越", "兰": "花州", "欧": "洲式美",
    "孔": "洞", "钟": "点", "向": "上下前后", "于": "是", "肖": "像", "秦": "岭", "祝": "贺福", "叶": "片", "侯": "车", "曾": "经",
}  # fmt: skip
_GIVEN = re.compile(r"[\u4e00-\u9fff]")
# Characters no given name ends or begins with; they belong to the sentence.
_NEVER = "的了把在和与请让到去来给要就都也还是有没不将被下上前后后内里这那您你我他她它个们局办委科室部院厅镇乡县市省说对向为从跟同等或及并两几每各某先再报写拟送交发领借催问查看修"
_GIVES = re.compile(
    r"(?:请|让|叫|由|派|安排|交给?|交由|转给|转交给?|通知|麻烦|辛苦|催(?:一?下|一催|催|促|办)?|问(?:问|一?下)?|找|喊|"
    r"谢谢|感谢|多谢|多亏|责任人[::]?|牵头人[::]?|经办[::]?|联系|提醒|叫上|带上|指定|委托|抽调|分给|派给|[、])\s*$"
)
_JOINS = re.compile(r"[\u4e00-\u9fff](?:和|跟|与|及|、)\s*$")
_CLAUSE = re.compile(rf"(?:^|[\s{BLANK},。;:!、]|科|室|局|办)$")
_AFTER_ASK = re.compile(rf"^(?:$|[\s{BLANK},。;!]|同志|和[\u4e00-\u9fff]{{2,3}}|[、跟]|去|来|也|都|先|的)")
_AWAY = re.compile(
    rf"^[\s{BLANK}]*(?:要|想|将|还?在)?(?:请(?:病|事|年|婚|产)?假|休|出差|学习|培训|外出|住院|调休|轮休|病假|事假|年假|产假|婚假|挂职|"
    r"借调|进修|跟班|体检|不在|参加|去|到|考试)"
)
_DOES_ALONE = re.compile(
    rf"^[\s{BLANK}]*(?:负责|牵头|配合|写|起草|拟|准备|整理|汇总|做|办|送|交(?!通|流)|报(?!告|表|道|销)|改|核|印|打印|盯|跟进|对接|联系|"
    r"落实|收集|收|统计|录|拍|领|借|要车|用车|开车|值班|主持|记录|陪同?|接|代)"
)


def name_of_a_doer(text: str, at: int) -> str | None:
    """The name that begins here, surname and one or two characters, if the words around it speak of a person."""
    before = text[:at]
    asked = bool(_GIVES.search(before) or _JOINS.search(before))
    if not asked and not _CLAUSE.search(before) and before:
        return None
    compound = text[at : at + 2] in COMPOUND_SURNAMES
    lengths = (3, 4) if compound else (2, 3)
    fits = [
        said for length in lengths if (said := _candidate(text, at, length)) and _fits(text, at, said, asked)
    ]
    if len(fits) == 2 and fits[1][2] in "明学清登运定来":
        return fits[1]
    return fits[0] if fits else None


def is_a_word(said: str) -> bool:
    """方案, 何时: begins like a name, is none."""
    return said[1:2] in _WORDS.get(said[0], "")


def _candidate(text: str, at: int, length: int) -> str | None:
    said = text[at : at + length]
    if len(said) < length or not all(_GIVEN.match(c) for c in said):
        return None
    if is_a_word(said) or any(c in _NEVER for c in said[1:]):
        return None
    return said


def _fits(text: str, at: int, said: str, asked: bool) -> bool:
    after = text[at + len(said) :]
    if asked and (_AFTER_ASK.match(after) or verbs.DOES.match(after)):
        return True
    return bool(_AWAY.match(after) or _DOES_ALONE.match(after)) and not re.match(
        r"^[\s\x00]*[\u4e00-\u9fff]{1,3}的", after
    )
