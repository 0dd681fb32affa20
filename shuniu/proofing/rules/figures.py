"""数字对得上: sums, shares, rises and the same thing counted twice, within one text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.calendar import gettext_noop as _
from shuniu.clock.moments import chinese_number
from shuniu.proofing.book import Found, rule
from shuniu.proofing.draft import Draft
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House
from shuniu.proofing.numerals import value_in
from shuniu.proofing.rules.counting import counted_twice

_UNIT = r"(?:[万亿]?(?:元|人次|人|吨|亩|户|公里|千米|平方公里|平方米|立方米|米|株|千瓦时)|万|亿|个百分点|件次|户次|批次|班次|车次|个|处|笔|幢|封|班|门|面|类|种|部|架|组|根|桶|袋|箱|册|本|片|盘|尾|羽|公顷|千克|公斤|升|度|小时|座|名|件|套|台|辆|条|家|项|起|次|份|所|张|栋|间|篇|场|期|只|头|顶|床|把|艘|支|盏|天|人天|批|宗|例|口|块)"
AMOUNT = re.compile(
    rf"(?<![\d.—～~\-第〔])(?P<n>\d[\d,]*(?:\.\d+)?)(?P<unit>{_UNIT})(?!以[上下内]|左右|多|余)"
)
_LISTED = re.compile(
    rf"(?P<total>\d[\d,]*(?:\.\d+)?)(?P<unit>{_UNIT})(?P<gap>[^\d。；]{{0,24}}?)[，。；（：、]?其中[：，]?(?P<parts>[^。；]+)"
)
_SUMMED = re.compile(
    rf"(?P<parts>(?:[^，。；：、\d]{{0,16}}\d[\d,]*(?:\.\d+)?{_UNIT}[^，。；：、\d]{{0,10}}[、，和及]){{1,}}[^，。；：、\d]{{0,16}}\d[\d,]*(?:\.\d+)?{_UNIT}[^，。；：、\d]{{0,10}})"
    rf"[，,；]?(?:三项|两项|四项|以上)?(?:共计|合计|总计|累计|共)(?:[^\d，。；、]{{0,8}}?)(?P<total>\d[\d,]*(?:\.\d+)?)(?P<unit>{_UNIT})"
)
_CHANGE = re.compile(
    r"(?:由|从)(?P<before>[^，。；\d]{0,14}?)(?P<a>\d[\d,]*(?:\.\d+)?)(?P<ua>[^\d，。；、由从至到]{1,6}?)(?P<verb>[^\d，。；]{0,8}?)(?:到|至|为)(?:了)?(?P<b>\d[\d,]*(?:\.\d+)?)(?P<ub>[^\d，。；、）]{1,6})"
    r"(?P<gap>[，、（；]?[^，。；\d]{0,12}?)(?P<how>提高|上升|增长|增加|提升|增|升|下降|降低|减少|回落|缩短|压缩|压减|降|减|净增)(?:了)?(?P<n>\d[\d,]*(?:\.\d+)?)(?P<un>个百分点|%个百分点|%|[^\d，。；、）]{1,6})"
)
_COMPARED = re.compile(
    r"(?P<b>\d[\d,]*(?:\.\d+)?)(?P<ub>[^\d，。；、%]{1,4})，?(?:比|较)(?:上年|去年|上一年)(?:同期)?的?(?P<a>\d[\d,]*(?:\.\d+)?)(?P<ua>[^\d，。；、%]{1,4}?)，?"
    r"(?P<how>增长|增加|提高|上升|下降|减少|降低)(?:了)?(?P<n>\d[\d,]*(?:\.\d+)?)(?P<un>%|[^\d，。；、%）]{1,4})"
)
_UP = re.compile(r"提高|上升|增长|增加|提升|升高|扩大|增$|升$")
_DOWN = re.compile(r"下降|降低|减少|回落|缩短|压缩|压减|降$|减$")
_DIRECTION = re.compile(
    r"(?:由|从)[^，。；\d]{0,14}?(?P<a>\d[\d,]*(?:\.\d+)?)(?P<ua>%|[\u4e00-\u9fff]{1,4}?)?(?P<verb>提高|上升|增长|增加|提升|下降|降低|减少|回落|缩短|压缩|压减)(?:到|至|为)(?:了)?(?P<b>\d[\d,]*(?:\.\d+)?)(?P<ub>%|[\u4e00-\u9fff]{1,4})"
)
_RATE = re.compile(
    r"(?:完成|整改|办结|开工|竣工|到位|合格|达标|达到|执行|拨付|支付|签约|落实|入库|转化|销号|见面|回复|覆盖|投产|发放|兑付|参保|出勤|入户|到会|参会|到岗|采用|化解|回访|签收|参与|报到|检测|抽检|普及|录用|兑现|修复|抽查|受理|履约)率(?:为|达到?|是|已达|约)?(?P<p>\d+(?:\.\d+)?)%|占(?:总数|全部|总量|比|总投资|全县|总额|计划)?的?(?:比例)?(?:为|达)?(?P<q>\d+(?:\.\d+)?)%"
)
_LEFT = re.compile(
    rf"(?:剩余|尚余|其余|还剩|还有|尚有|余下|未完成|未整改|未办结|尚未[^\d，。；]{{1,6}}|仍有|剩)(?:的)?(?P<n>\d[\d,]*(?:\.\d+)?)(?P<unit>{_UNIT})"
)
_DONE = re.compile(
    rf"(?:已|均已|现已|目前已)(?:经)?[^\d，。；、]{{0,8}}?(?P<n>\d[\d,]*(?:\.\d+)?)(?P<unit>{_UNIT})|(?:完成|整改|办结|开工|竣工)(?:了)?(?P<n2>\d[\d,]*(?:\.\d+)?)(?P<unit2>{_UNIT})"
)
_CLASS = {
    "镇": "town",
    "乡": "town",
    "局": "organ",
    "委": "organ",
    "办": "organ",
    "村": "village",
    "库": "reservoir",
    "校": "school",
    "学": "school",
    "站": "station",
    "桥": "bridge",
    "区": "area",
}
_ENUMERATED = re.compile(
    r"(?P<list>[^，。；：！？\n（）、\d]{2,22}(?:[、和及][^，。；：！？\n（）、\d]{2,14})+)(?P<n>\d{1,2}|[两二三四五六七八九十]{1,2})个(?P<noun>乡镇|镇|乡|部门|单位|村|社区|片区|水库|局)"
)
_POINTS = re.compile(
    r"(?P<n>[两二三四五六七八九]|\d)(?:项|个方面|方面|点|件|条|个|大)(?P<what>[^。：；]{0,14})[：，。](?=一是|1\.|（一）|首先|第一，)"
)


@rule("figures", _("同一篇里的数字互相对得上"), Severity.ERROR, "2012 Reg. art. 20")
def figures(draft: Draft, house: House) -> Iterator[Found]:
    spoken: list[tuple[int, int]] = []
    for line in draft.prose():
        for look in (
            _parts_of_total,
            _summed_parts,
            _changes,
            _compared,
            _directions,
            _rates,
            _rest,
            _enumerated,
            _points,
        ):
            for found in look(line.text):
                place = (line.start + (found.start or 0), line.start + (found.end or 0))
                if not any(place[0] < end and start < place[1] for start, end in spoken):
                    spoken.append(place)
                    yield Found(*place, found.suggestion)
    yield from counted_twice(draft, spoken)


def _parts_of_total(text: str) -> Iterator[Found]:
    for found in _LISTED.finditer(text):
        total, unit = value_in(found["total"]), found["unit"]
        if re.search(r"每|平均|同比|增长|比上年|左右|以上", found["gap"]):
            continue
        parts = _same_unit_parts(found["parts"], unit)
        if len(parts) < 2:
            continue
        total_of_parts = sum(parts)
        exhaustive = bool(re.search(r"其余|其他|余下", found["parts"]))
        if any(abs(sum(parts[:count]) - total) < 0.0005 for count in range(2, len(parts) + 1)):
            continue  # what follows the list counts something else
        if total_of_parts > total or exhaustive or (total - total_of_parts) <= 0.25 * total:
            yield Found(found.start(), found.end())


def _same_unit_parts(words: str, unit: str) -> list[float]:
    """The numbers of a list, as long as each item is one number of this unit."""
    values: list[float] = []
    for piece in re.split(r"[、，和]", words):
        amounts = list(AMOUNT.finditer(piece))
        if (
            len(amounts) != 1
            or amounts[0]["unit"] != unit
            or re.search(r"同比|增长|比上|已|完成|整改|下降|累计|每|平均|率|占", piece)
        ):
            break
        values.append(value_in(amounts[0]["n"]))
    return values


def _summed_parts(text: str) -> Iterator[Found]:
    for found in _SUMMED.finditer(text):
        unit, total = found["unit"], value_in(found["total"])
        pieces = re.split(r"[、，和及]", found["parts"])
        values: list[float] = []
        for piece in pieces:
            amounts = list(AMOUNT.finditer(piece))
            if len(amounts) != 1 or amounts[0]["unit"] != unit:
                values = []
                break
            values.append(value_in(amounts[0]["n"]))
        if (
            len(values) >= 2
            and abs(sum(values) - total) > 0.0005
            and not re.search(r"同比|比上年|其中", found[0])
        ):
            yield Found(found.start(), found.end())


def _changes(text: str) -> Iterator[Found]:
    for found in _CHANGE.finditer(text):
        a, b, n = (value_in(found[name]) for name in ("a", "b", "n"))
        unit = (
            found["ua"]
            if found["ua"][0] == "%"
            else re.sub(
                r"(?:提高|上升|增长|增加|提升|下降|降低|减少|回落|缩短|压缩|压减|的?)+$", "", found["ua"]
            )
        )
        if not unit or not found["ub"].startswith(unit[:1]):
            continue
        percent = unit.startswith("%")
        if percent:
            if found["un"] == "个百分点" and abs(abs(b - a) - n) > 0.051:
                yield Found(found.start("a"), found.end("un"))
            continue
        if found["un"] == "%":
            if a and abs(abs(b - a) / a * 100 - n) > _slack(found["n"]):
                yield Found(found.start("a"), found.end("un"))
        elif found["un"].startswith(unit[:2]) and abs(abs(b - a) - n) > 0.0005:
            yield Found(found.start("a"), found.end("un"))


def _compared(text: str) -> Iterator[Found]:
    """46亿元，比上年同期的40亿元增长20%."""
    for found in _COMPARED.finditer(text):
        a, b, n = (value_in(found[name]) for name in ("a", "b", "n"))
        if found["ua"][:2] != found["ub"][:2] or not a:
            continue
        moved = abs(b - a) / a * 100 if found["un"] == "%" else abs(b - a)
        slack = _slack(found["n"]) if found["un"] == "%" else 0.0005
        same_unit = found["un"] == "%" or found["un"][:2] == found["ua"][:2]
        wrong_way = (_UP.search(found["how"]) and b < a) or (_DOWN.search(found["how"]) and b > a)
        if same_unit and (abs(moved - n) > slack or wrong_way):
            yield Found(found.start(), found.end())


def _slack(said: str) -> float:
    """Half a unit of the last place given, and a little."""
    places = len(said.partition(".")[2])
    return 0.5001 * 10.0**-places if places else 0.5001


def _directions(text: str) -> Iterator[Found]:
    for found in _DIRECTION.finditer(text):
        a, b = value_in(found["a"]), value_in(found["b"])
        if (found["ua"] or "")[:1] not in ("", (found["ub"] or "")[:1]):
            continue
        if (_UP.search(found["verb"]) and b < a) or (_DOWN.search(found["verb"]) and b > a):
            yield Found(found.start("a"), found.end("b"))


def _rates(text: str) -> Iterator[Found]:
    for sentence in re.finditer(r"[^。；]+", text):
        for found in _RATE.finditer(sentence[0]):
            said = found["p"] or found["q"]
            amounts = list(AMOUNT.finditer(sentence[0][: found.start()]))
            if len(amounts) < 2 or amounts[-1]["unit"] != amounts[-2]["unit"]:
                continue
            if len(amounts) > 2 and amounts[-3]["unit"] == amounts[-1]["unit"]:
                continue
            whole, part = value_in(amounts[-2]["n"]), value_in(amounts[-1]["n"])
            if whole and part <= whole and abs(part / whole * 100 - value_in(said)) > _slack(said):
                start = sentence.start() + amounts[-2].start()
                yield Found(start, sentence.start() + found.end())


def _rest(text: str) -> Iterator[Found]:
    for sentence in re.finditer(r"[^。]+", text):
        left = list(_LEFT.finditer(sentence[0]))
        if len(left) != 1:
            continue
        before = sentence[0][: left[0].start()]
        done = [one for one in _DONE.finditer(before) if (one["unit"] or one["unit2"]) == left[0]["unit"]]
        amounts = [one for one in AMOUNT.finditer(before) if one["unit"] == left[0]["unit"]]
        if len(done) != 1 or len(amounts) != 2:
            continue
        total, finished = value_in(amounts[0]["n"]), value_in(done[0]["n"] or done[0]["n2"])
        if (
            value_in(amounts[1]["n"]) == finished
            and total >= finished
            and abs(total - finished - value_in(left[0]["n"])) > 0.0005
        ):
            yield Found(sentence.start() + amounts[0].start(), sentence.start() + left[0].end())


def _enumerated(text: str) -> Iterator[Found]:
    for found in _ENUMERATED.finditer(text):
        count = chinese_number(found["n"])
        items = re.split(r"[、和及]", found["list"])
        kind = _CLASS.get(items[-1][-1])
        if not kind or items[-1].endswith("等") or re.search(r"各|其他|有关", found["list"]):
            continue
        run = 0
        for item in reversed(items):
            if _CLASS.get(item[-1]) != kind:
                break
            run += 1
        if count and run >= 2 and run != count:
            yield Found(found.start("list"), found.end())


def _points(text: str) -> Iterator[Found]:
    for found in _POINTS.finditer(text):
        said = chinese_number(found["n"])
        ordinals = [
            chinese_number(n) or 0
            for n in re.findall(r"(?:^|[。；：，])([一二三四五六七八九])是(?!否)", text[found.end() - 1 :])
        ]
        run = 0
        for ordinal in ordinals:
            if ordinal != run + 1:
                break
            run = ordinal
        if said and run >= 2 and run != said:
            yield Found(found.start(), found.end() - 1)
