"""计量: legal units, and measured amounts in digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.calendar import gettext_noop as _
from shuniu.proofing.book import Found, rule
from shuniu.proofing.draft import Draft
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House
from shuniu.proofing.numerals import arabic_of, value_of

_CN = "一二三四五六七八九十百千万两零〇"
_AMOUNT = rf"(?:\d[\d.,]*[万亿]?|[{_CN}几多数余]+|每)"
_UNITS = r"平方公里|平方千米|平方米|立方米|公里|千米|毫米|厘米|米|公斤|千克|毫升|公顷|千瓦时|千瓦|吨|亩|升|亿元|万元|元|摄氏度|万吨"
_MEASURED = re.compile(
    rf"(?<![{_CN}第几数上近约好成\d])(?P<n>[{_CN}]+(?:点[{_CN}]+)?)(?P<unit>{_UNITS})(?![\u4e00-\u9fff]{{0}}(?:跑|线))"
)
_COUNTED = re.compile(
    rf"(?<![{_CN}第几数上近好成\d])(?P<n>[一二三四五六七八九两][百千万][{_CN}]+)(?P<unit>人|户|名|台|辆|件|份|处|家|个|项|次|套|条|盏|株|棵|座|所|只|头|顶|床|袋|册|张)(?!多|余)"
)
_PERCENT = re.compile(rf"百分之(?P<n>[{_CN}]+(?:点[{_CN}]+)?)")


@rule("P-40", _("用法定计量单位"), Severity.WARNING, "GB 3100—3102", fragment=True)
def legal_units(draft: Draft, house: House) -> Iterator[Found]:
    for found in re.finditer(r"平米", draft.text):
        yield Found(found.start(), found.end(), "平方米")
    for found in re.finditer(
        rf"(?P<n>{_AMOUNT})(?:多|余)?(?P<unit>立方|平方)(?!米|厘米|分米|毫米|千米|公里|英|根|数|差|[一二三四五六七八九]|公分)",
        draft.text,
    ):
        yield Found(found.start("unit"), found.end(), f"{found['unit']}米")
    for found in re.finditer(rf"(?P<n>{_AMOUNT})(?P<more>多|余)?(?P<unit>市?斤)(?!两|斤)", draft.text):
        if found["n"].endswith(("公", "千")) and found["unit"] == "斤" and found["n"][-1] == "公":
            continue
        if draft.text[found.start("unit") - 1] == "公" or found["n"] in ("一", "半"):
            continue
        value = value_of(found["n"])
        if value is None or found["more"]:
            if found["n"] == "每":
                yield Found(found.start("unit"), found.end(), "500克")
            else:
                yield Found(found.start("unit"), found.end(), None)
            continue
        yield Found(found.start(), found.end(), _kilograms(found["n"], value))


def _kilograms(said: str, value: float) -> str:
    if said[-1] in "万亿" and said[0].isdigit():
        return f"{arabic_of((value_of(said[:-1]) or 0) / 2)}{said[-1]}千克"
    return f"{arabic_of(value / 2)}千克"


@rule("P-38", _("计量的数用阿拉伯数字"), Severity.WARNING, "GB/T 15835-2011", fragment=True)
def measured(draft: Draft, house: House) -> Iterator[Found]:
    for found in _MEASURED.finditer(draft.text):
        said, unit = found["n"], found["unit"]
        if (
            not re.search("[一二三四五六七八九两]", said)
            or said == "一"
            or re.fullmatch("一[百千万]", said)
            and unit == "里"
        ):
            continue
        if _estimate(said) or _other_words(draft.text, found):
            continue
        figure = _figure(said)
        if figure:
            yield Found(found.start(), found.end(), figure + unit)
    for found in _COUNTED.finditer(draft.text):
        figure = _figure(found["n"])
        if figure and not _estimate(found["n"]):
            yield Found(found.start(), found.end(), figure + found["unit"])
    for found in _PERCENT.finditer(draft.text):
        figure = _figure(found["n"])
        if figure and found["n"] != "百":
            yield Found(found.start(), found.end(), figure + "%")


def _figure(said: str) -> str | None:
    whole, point, part = said.partition("点")
    value = value_of(whole)
    if value is None:
        return None
    if point:
        digits = "".join(str("零一二三四五六七八九".find(c)) for c in part)
        return f"{arabic_of(value)}.{digits}"
    if value >= 10_000 and value % 10_000 == 0:
        return f"{arabic_of(value / 10_000)}万"
    return arabic_of(value)


def _estimate(said: str) -> bool:
    """三四百, 七八: two neighbours say that it is about so many."""
    order = "一二三四五六七八九"
    return any(
        a in order and b in order and order.index(b) - order.index(a) == 1
        for a, b in zip(said, said[1:], strict=False)
    )


def _other_words(text: str, found: re.Match[str]) -> bool:
    """统一升级, 三元桥: the numeral and the unit belong to other words."""
    before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
    unit = found["unit"]
    if unit in ("元", "升", "米", "亩") and len(found["n"]) == 1:
        return unit in ("元", "升", "亩") or after in ("线", "栏")
    return before in ("之", "统", "唯", "同", "万", "专") and len(found["n"]) == 1
