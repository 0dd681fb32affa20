"""直接交办: sentences without 由, 要 or 负责 that give a body its work by naming both (县气象局逐日发布预报)."""

from __future__ import annotations

import re

from shuniu.clock.time_words import points
from shuniu.matters.reading.owners import Owners
from shuniu.matters.reading.subjects import leading_units, named_body, without_preamble
from shuniu.matters.reading.units import surely_unit

_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")

_DOES = re.compile(
    r"(?:抓|盯|管好|同步|每[日天周月半两三隔\d]|根据|结合|会同|适时|跟踪|提供|指导|督促|利用|通过|充分|24小时|做好|抓好|及时|立即|迅速|抓紧|负责|全面|严格|认真|切实|加强|组织|落实|开展|安排|保持|继续|按照?|于|在|对)"
)


# What a body called by its own name may be told to do; 各学校制定方案 may as well tell how things usually go.
_IS_TOLD_TO = re.compile(
    r"(?:联合|共同|马上|赶紧|赶快|集中|统一|分别|逐[项一个]|全面|迅速|立即|尽快|进一步|认真|按时|提前|统筹)*(?:准备|跟踪|督促|落实|实施|处理|办理|核查|核实|走访|发放|兑付|安排|开展|举办|将[^，。；]{2,24}[报送交]|拟定|制定|编制|起草|牵头|完成|建立|清理|排查|检查|修复|整改|汇总|审核|梳理|跟进|联系|报|提交|提出|交(?!通|警|易|流)|更新|拿出|理出|腾出|备[足齐好]|修好|把|组织|集中)"
)


def is_told_to(rest: str) -> bool:
    """Whether what stands behind the name of a body tells it to do something."""
    return bool(_IS_TOLD_TO.match(rest))


_WORK_IN_NAME = re.compile(r"年内|实现|完成|推动|开展|加强|建立|鼓励|支持|对于|针对")


# 县财政局意见, 县住建局汇报了…: what stands behind the name tells of it and orders nothing.
TELLS = re.compile(
    r"[的、和及与，。；：第副]|等|书记|将[于在派由]|(?:局|主任|校|院|处|科)?长|主要|分管|领导|负责人|有关|关于|就|作了|代表|(?:提出|提交|报送|上报|拟定|制定|起草|编制)的|分别|意见|反映|汇报|通报|介绍|说明|建议|提议|申请|请示|拟|同意|表示|认为|表态|发言|参加|列席|出席|已|存在|没有|未|是|为|被|设[在于]|挂靠|任|兼|[^，。]{0,8}(?:了|过)"
)


_BY_THEN = re.compile(
    r"^(?:[^，。；：]{2,20}(?:前|底|内|起|后|期间)|(?:关于|针对|对于?|围绕)[^，。；：]{2,40})，(?=[^，。；]{4})"
)


def bare_order(text: str, minutes: bool = False) -> Owners:
    """各乡镇每日17时前报告…, 党政办、融媒体中心做好宣传: a sentence without 要 that begins with the body it binds and goes
    on with its work. The names must be sure, for anything may stand at the beginning of a sentence."""
    for match in _SENTENCE.finditer(text):
        sentence = _BY_THEN.sub("", without_preamble(match.group()))
        units = leading_units(sentence)
        if not units or not all(map(surely_unit, units)) or re.search(_WORK_IN_NAME, "、".join(units)):
            continue
        at = sentence.find(units[-1]) + len(units[-1])
        rest = _behind_time(sentence[at:].removeprefix("等").removeprefix("部门").removeprefix("单位"))
        if re.search(r"(?:支持|配合|协助)[。；]?$", rest) and len(rest) < 14:
            return Owners(support=units)
        by_then = re.search(r"[日月底周]前", match.group())
        named = (by_then or all(map(named_body, units))) and _IS_TOLD_TO.match(rest)
        if (
            _DOES.match(rest)
            or named
            or (minutes and re.search(r".{4}[。；]$", rest) and not TELLS.match(rest))
        ):
            return Owners(lead=tuple(dict.fromkeys(units + others_at_work(sentence))))
    return Owners()


def others_at_work(sentence: str, *, all_kinds: bool = False) -> tuple[str, ...]:
    """…，区工信局逐项制定措施: the named bodies with which further clauses begin, if work follows."""
    found: tuple[str, ...] = ()
    for clause in re.split(r"[，；]", sentence)[1:]:
        units = leading_units(clause)
        rest = clause[clause.find(units[-1]) + len(units[-1]) :] if units else ""
        named = surely_unit if all_kinds else named_body
        if (
            len(rest.rstrip("。；")) >= 2
            and units
            and all(map(named, units))
            and not TELLS.match(rest)
            and not _HELPS.match(rest)
        ):
            found += units
    return found


def charged_later(sentence: str) -> tuple[str, ...]:
    """公车一律封存，车队负责保管: the named bodies whom a later clause gives work in so many words."""
    found: tuple[str, ...] = ()
    for clause in re.split(r"[，；]", sentence)[1:]:
        units = leading_units(clause)
        if units and all(map(named_body, units)):
            rest = _behind_time(clause[clause.find(units[-1]) + len(units[-1]) :])
            if re.match(r"负责(?!人|同志)|牵头", rest) or _IS_TOLD_TO.match(rest):
                found += units
    return found


_HELPS = re.compile(
    r"(?:做好|予以|给予|积极|主动|密切|全力|协同|共同)*(?:配合|协助|支持|参与|参加|协同|指导)"
)


def _behind_time(words: str) -> str:
    """What is to be done, without the day by which (9月29日组织检查)."""
    first = next(iter(points(words[:24], today=None)), None)
    if first is None or first.start > 2:
        return words
    return re.sub(r"^(?:之前|以前|前|之内|内|底)", "", words[first.end :])
