"""数值: ranges, percentages, estimates and magnitudes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.calendar import gettext_noop as _
from shuniu.proofing.book import Found, rule
from shuniu.proofing.draft import Draft
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House
from shuniu.proofing.numerals import arabic_of, chinese_of

_TO = r"[～~\-－–—―至]{1,2}"
_NUM = r"\d+(?:\.\d+)?"
_UNIT = r"(?:元|人次?|吨|亩|户|公里|千米|米|平方米|平方公里|立方米|千瓦时?|度|株|棵|只|头|公斤|千克|公顷|斤|件|册|套|字|台|辆|方)?"
_RANGE = re.compile(rf"(?<![\d.])(?P<a>{_NUM})(?P<to>{_TO}|到)(?P<b>{_NUM})(?P<big>[万亿])(?P<unit>{_UNIT})")
_PERCENT = re.compile(rf"(?<![\d.%])(?P<a>{_NUM})(?P<to>{_TO}|到)(?P<b>{_NUM})(?P<sign>[%％‰])")
_MEASURE = r"(?:个|天|名|人|次|年|米|公里|家|户|台|辆|处|项|万|百|千|成|层|里|小时|分钟|周|岁|吨|亩|元|位|倍|遍|件|场|轮|批|日内|日之|种|条|张|间|所|栋|艘|只|头|棵|株|把|套|支)"
_ESTIMATE = re.compile(
    rf"(?<![\d第月.、])(?P<a>[1-9])、(?P<b>[1-9])(?P<ten>十)?(?P<unit>{_MEASURE})(?!份|级|度|号)"
)
_ESTIMATE_CHINESE = re.compile(
    rf"(?<![第一二三四五六七八九月、])(?P<ten>[十百]?)(?P<a>[一二两三四五六七八九])、(?P<b>[二三四五六七八九])(?P<unit>(?:十|百|千|万)?{_MEASURE})(?!季|级)"
)
_RISE = r"(?:提高|上升|增长|增加|提升|升高|扩大|上涨|上浮)"
_FALL = r"(?:下降|降低|减少|回落|降|下调|缩小|下滑)"
_FROM_TO = re.compile(
    rf"(?:由|从)(?:[^，。；、\d]{{0,12}}?)(?P<a>{_NUM})%(?P<verb>[^，。；、\d%]{{0,8}}?)(?:到|至|为)(?:了)?(?P<b>{_NUM})%"
    rf"[，、（；]?(?:[^，。；\d%]{{0,10}}?)(?P<how>{_RISE}|{_FALL})(?:了)?(?P<n>{_NUM})(?P<unit>%个百分点|%|个百分点)"
)
_ORDER = "一二三四五六七八九"


@rule("P-27", _("年份、地点、日子的起止用一字线—"), Severity.WARNING, "GB/T 15834-2011 4.13", fragment=True)
def spans(draft: Draft, house: House) -> Iterator[Found]:
    text = draft.text
    for found in re.finditer(
        r"(?<![\d.〔（(A-Za-z])(?:19|20)\d\d年?(?P<to>[\-－–―~～]{1,2}|——)(?=(?:19|20)\d\d(?:年|学年|[，。、）]))",
        text,
    ):
        yield Found(found.start("to"), found.end("to"), "—")
    for found in re.finditer(
        r"(?<=[月日号])(?P<to>[\-－–―]{1,2})(?=\d{1,2}[月日号])|(?<![\d.:：])(?<=\d)(?P<to2>[\-－–])(?=\d{1,2}[月日号])",
        text,
    ):
        yield Found(found.start(), found.end(), "—")
    for found in re.finditer(r"(?<![\d.\-])\d{1,2}(?P<to>[\-－–])(?=\d{1,2}[月日号](?!期))", text):
        yield Found(found.start("to"), found.end("to"), "—")
    for found in re.finditer(r"(?<=[\u4e00-\u9fff])(?P<to>-|–|~|～)(?=[\u4e00-\u9fff])", text):
        yield Found(found.start(), found.end(), "—")


@rule("P-28", _("数值的起止都写单位"), Severity.WARNING, "GB/T 15835-2011", fragment=True)
def units_twice(draft: Draft, house: House) -> Iterator[Found]:
    for found in _RANGE.finditer(draft.text):
        to = found["to"] if found["to"] in ("至", "到", "—") else "～"
        unit = found["big"] + found["unit"]
        yield Found(found.start(), found.end(), f"{found['a']}{unit}{to}{found['b']}{unit}")


@rule("P-29", _("百分数的起止都写百分号"), Severity.WARNING, "GB/T 15835-2011", fragment=True)
def percent_twice(draft: Draft, house: House) -> Iterator[Found]:
    for found in _PERCENT.finditer(draft.text):
        to = found["to"] if found["to"] in ("至", "到", "—") else "～"
        sign = found["sign"].replace("％", "%")
        yield Found(found.start(), found.end(), f"{found['a']}{sign}{to}{found['b']}{sign}")


@rule("P-30", _("百分点不带百分号；百分数之差说百分点"), Severity.WARNING, "GB/T 15835-2011", fragment=True)
def points(draft: Draft, house: House) -> Iterator[Found]:
    for found in re.finditer(rf"(?P<n>{_NUM})[%％](?=个?百分点)", draft.text):
        after = "" if draft.text[found.end()] == "个" else "个"
        yield Found(found.start(), found.end(), found["n"] + after)
    for found in _FROM_TO.finditer(draft.text):
        if found["unit"] != "%":
            continue
        a, b, n = (float(found[name]) for name in "abn")
        relative = abs(b - a) / a * 100 if a else 0
        if abs(n - relative) > 0.11 or abs(abs(b - a) - relative) < 0.11:
            if abs(abs(b - a) - n) < 0.0501 or abs(n - relative) > 0.11:
                right = f"{arabic_of(abs(b - a))}个百分点"
                yield Found(found.start("n"), found.end("unit"), right)


@rule("P-31", _("相邻两数表示约数，用汉字，中间不用顿号"), Severity.WARNING, "GB/T 15835-2011", fragment=True)
def estimates(draft: Draft, house: House) -> Iterator[Found]:
    for found in _ESTIMATE.finditer(draft.text):
        a, b = int(found["a"]), int(found["b"])
        if b == a + 1 or (a, b) == (3, 5):
            yield Found(found.start(), found.end("b"), _ORDER[a - 1] + _ORDER[b - 1])
    for found in _ESTIMATE_CHINESE.finditer(draft.text):
        opens = found.start() == 0 or draft.text[found.start() - 1] in "\n　 "
        rest = re.match(r"[^\n]*", draft.text[found.end() :])
        heading = opens and (
            rest is None
            or len(rest[0]) > 6
            or found["unit"] not in ("天", "年", "人", "次", "名", "户", "小时", "公里")
        )
        if (
            heading
            or _ORDER.index(found["b"]) != _ORDER.index(found["a"].replace("两", "二")) + 1
            or found["a"] == "一"
            and found["unit"][0] not in "十百千天个"
        ):
            continue
        yield Found(found.start("a"), found.end("b"), found["a"] + found["b"])


@rule("P-32", _("“几”前后用汉字数字"), Severity.WARNING, "GB/T 15835-2011", fragment=True)
def several(draft: Draft, house: House) -> Iterator[Found]:
    for found in re.finditer(r"(?<![\d.])(?P<n>\d{1,3})几(?!何|乎)|几(?P<m>1000|100|10)(?!\d)", draft.text):
        if found["n"]:
            yield Found(found.start(), found.end(), chinese_of(int(found["n"])) + "几")
        else:
            yield Found(
                found.start(), found.end(), "几" + {"10": "十", "100": "百", "1000": "千"}[found["m"]]
            )


_ABOUT = ("约", "大约", "大概", "将近", "接近", "近", "约有", "大约有")
_OVER = ("超过", "超", "逾", "至少", "最少", "不少于", "不低于", "高达", "多达")
_UNDER = ("不足", "不到", "最多", "至多", "不超过")
_NO_HEDGE_BEFORE = re.compile(
    r"[节预合契条制大集公签邀违履简婉特隐相盟赴失爽解续毁最附临靠就邻亲贴切迫远毗走接将愈]$"
)


@rule("P-33", _("表示大概的词不重复"), Severity.WARNING, "GB/T 15835-2011", fragment=True)
def one_hedge(draft: Draft, house: House) -> Iterator[Found]:
    text = draft.text
    pattern = (
        r"(?P<first>大约有?|大概有?|约有|约|将近|接近|近|超过|超|逾|高达|多达|不足|不到|至少|最少|不少于|不低于|最多|至多|不超过)"
        r"(?P<n>\d[\d.,]*[万亿千百]?|[一二三四五六七八九十百千万两]{2,})(?P<more>余|多)?(?P<unit>[^，。；、\d（）：:多余]{0,7}?)"
        r"(?P<last>左右|上下|以上|以下|以内|之多)"
    )
    for found in re.finditer(pattern, text):
        first, last = found["first"], found["last"]
        if len(first) == 1 and _NO_HEDGE_BEFORE.search(text[: found.start()]):
            continue
        doubled = (
            (first in _ABOUT and last in ("左右", "上下"))
            or (first in _OVER and last in ("以上", "之多"))
            or (first in _UNDER and last in ("以下", "以内"))
        )
        if doubled:
            yield Found(found.start(), found.end(), text[found.start() : found.start("last")])
    for found in re.finditer(
        r"(?P<first>大约|大概|约|将近|接近|近)(?P<n>\d[\d.,]*[万亿千百]?|[一二三四五六七八九十百千万]{2,})(?P<more>余|多)(?=[\u4e00-\u9fff])",
        text,
    ):
        if not (len(found["first"]) == 1 and _NO_HEDGE_BEFORE.search(text[: found.start()])):
            yield Found(found.start(), found.end(), found["first"] + found["n"])
    for found in re.finditer(
        r"\d[\d.,]*[万亿]?(?P<more>余|多)(?P<unit>[^，。；、\d（）：:]{1,5}?)(?P<last>左右|上下|以上)", text
    ):
        yield Found(found.start("last"), found.end("last"), "")


@rule("P-34", _("阿拉伯数字后不接“千”“百”"), Severity.WARNING, "GB/T 15835-2011", fragment=True)
def no_thousands(draft: Draft, house: House) -> Iterator[Found]:
    pattern = (
        r"(?<![\d.])(?:(?P<t>\d(?:\.\d+)?)千(?:(?P<h>\d)百)?(?:(?P<e>\d)十)?|(?P<h2>\d(?:\.\d+)?)百(?:(?P<e2>\d)十)?)(?P<big>[万亿]?)"
        r"(?![米克瓦伏卡帕赫焦乏兆分年里度安]|[一二三四五六七八九])"
    )
    for found in re.finditer(pattern, draft.text):
        value = (
            float(found["t"] or 0) * 1000
            + float(found["h"] or found["h2"] or 0) * 100
            + float(found["e"] or found["e2"] or 0) * 10
        )
        yield Found(found.start(), found.end(), arabic_of(value) + found["big"])


@rule("P-35", _("小数点前的0不省"), Severity.WARNING, "GB/T 15835-2011", fragment=True)
def leading_zero(draft: Draft, house: House) -> Iterator[Found]:
    for found in re.finditer(r"(?<![\dA-Za-z.．)）一二三四五六七八九十])\.(?=\d)", draft.text):
        yield Found(found.start(), found.end(), "0.")
