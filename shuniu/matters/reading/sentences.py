"""文中交办: who shall act, read from running sentences of notices and minutes.

Rules: in "由A牵头/负责…" and "A部门要…" the named actor leads; one who helps there (配合, 会同) supports; a party only
to be dealt with does neither. Bare 有关部门 names nobody. A condition ("…的，由…办") gives no owner.
"""

from __future__ import annotations

import re

from shuniu.matters.reading.owners import Owners, read_owners
from shuniu.matters.reading.units import is_collective, looks_like_unit, split_units, surely_unit

_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")
_BY = re.compile(
    r"(?:由|责成|委托|安排|指定|明确由|同意由|交由|请)(?P<units>[^，。；：！？（）“”《》]{2,60}?(?:（[^（）]{1,20}）[^，。；：！？（）“”《》]{0,30}?)?)"
    r"(?P<verb>(?:总体|具体|统一|统筹|共同|联合|分别|各自|主要|全面|直接)*(?:牵头|负责|主办|承办|主责|按照?[^，。；]{0,10}?(?:职责|分工|规定|要求|程序)|组织|会同|尽快|抓紧|做好|落实|协调|办理|制定|拟定|起草|研究|提出|完成|对接|跟进|实施|推进|进一步|抓好|于|在|再|根据|配合|协助|承担|汇总|报|向|与(?![^，。]{0,12}(?:处|室|部|局|科|中心|院|办)(?:[于负牵在会尽按]|$))|对|开展|修改|完善|指导|督促|提供|编制|安排|审核|通知|准备|联系|收集|拿出|及时|认真|加快|加强|结合|出具|出台|签订))"
)
_MUST = re.compile(
    r"(?P<units>[^，。；：！？“”《》]{2,60}?)"
    r"(?P<verb>(?:务必|必须|一定|也|还|均|都)?(?:要(?![求点素件害闻领])|应当|应(?![急用对付届收予])|须(?!知)|需要?(?!求)|务必|必须|负责(?!人|同志)|牵头|会同))"
)
_ASKED = re.compile(
    r"(?P<units>[^，。；：]{2,40}?)(?P<verb>进一步|尽快|抓紧|做好|认真|具体|抓好|落实|加快|加强|及时|继续|严格|按照?|根据|结合|制定|拟定|拿出|提出|完善|研究|组织|开展|于|在|对|就|与|尽早|每[月季周年日天半]|定期|按[月季周]|全程|跟踪|统筹|积极|切实|密切|全力|立即|迅速|\d)"
)


def owners_in_text(text: str, *, minutes: bool = False) -> Owners:
    """The owners a text names in its sentences. In `minutes` 会议要求A… counts too, and where a task is handed to
    somebody by name (由A负责, 责成A), everybody's duties beside it (各部门要…) are no owners."""
    handed, bound = Owners(), Owners()
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        said = _by_whom(sentence, minutes) or _in_charge(sentence)
        if said:
            handed = handed.joined(said)
        elif said := _who_must(sentence, minutes):
            bound = bound.joined(said)
    if minutes and handed.names_somebody:
        named = bound.lead + bound.duty
        bound = Owners(duty=tuple(u for u in named if not is_collective(u)), support=bound.support)
    found = handed.joined(bound)
    return found if found.names_somebody else _bare_order(text)


_DOES = re.compile(
    r"(?:每[日天周月半\d]|根据|结合|会同|适时|跟踪|提供|指导|督促|利用|通过|充分|24小时|做好|抓好|及时|立即|迅速|抓紧|负责|全面|严格|认真|切实|加强|组织|落实|开展|安排|保持|继续|按照?|于|在|对)"
)


_WORK_IN_NAME = re.compile(r"年内|实现|完成|推动|开展|加强|建立|鼓励|支持|对于|针对")


def _bare_order(text: str) -> Owners:
    """各乡镇每日17时前报告…, 党政办、融媒体中心做好宣传: a sentence without 要 that begins with the body it binds and goes
    on with its work. The names must be sure, for anything may stand at the beginning of a sentence."""
    for match in _SENTENCE.finditer(text):
        sentence = _without_preamble(match.group())
        units = _leading_units(sentence)
        if not units or not all(map(surely_unit, units)) or re.search(_WORK_IN_NAME, "、".join(units)):
            continue
        at = sentence.find(units[-1]) + len(units[-1])
        if _DOES.match(sentence[at:].removeprefix("等").removeprefix("部门").removeprefix("单位")):
            return Owners(lead=units)
    return Owners()


def handed_in_parts(text: str) -> list[tuple[int, int, Owners]]:
    """The parts (from, to, owners) of a resolution that hand different work to different bodies; [] if it is one."""
    parts = [(m.start(), m.end(), _by_whom(m.group(), True)) for m in _SENTENCE.finditer(text)]
    owned = [(a, b, said) for a, b, said in parts if said and said.names_somebody]
    if len({said.lead + said.duty for _, _, said in owned}) < 2:
        return []
    # what was heard stands before what was resolved and goes with it
    return owned


def unit_in_title(text: str) -> Owners:
    """县水利局：负责…, 县公安局。…: an item that begins with the name of the one it binds."""
    match = re.match(r"([^，。；：]{2,50})：", text)
    names = _units(match.group(1)) if match else ()
    return Owners(duty=names) if names else Owners()


def unit_of_line(text: str) -> Owners:
    """An unnumbered line that gives one body its work: 县公安局：负责…, 县气象局要…; as `unit_in_title`, but the name
    must be sure, and work must follow."""
    match = re.match(r"([^，。；：]{2,50})：(?=[^\s：]{4})", text)
    names = split_units(match.group(1)) if match else ()
    return Owners(duty=names) if names and all(map(surely_unit, names)) else Owners()


def persons_in_charge(text: str) -> tuple[str, ...]:
    """Persons made responsible by name; asked only in minutes that name no unit."""
    found = re.findall(
        r"由(?P<who>[^，。；：由]{2,20}?)(?:同志)?(?:具体|牵头|总体|全面)?(?:负责|牵头|落实|联系|主抓|协调)",
        text,
    )
    names: list[str] = []
    for words in found:
        for name in re.split(r"[、和及与]", words):
            name = re.sub(r"(?:同志|老师|等)$", "", name.strip())
            if 2 <= len(name) <= 10 and name not in names:
                names.append(name)
    return tuple(names)


def _by_whom(sentence: str, minutes: bool) -> Owners | None:
    for match in _BY.finditer(sentence):
        word = match.group()[0]
        if word == "请" and not minutes and match.start() and sentence[match.start() - 1] not in "，。；：":
            continue
        if word == "由" and match.start() and sentence[match.start() - 1] in "理自来缘因经":
            continue
        if _conditional(sentence, match.start()):
            continue
        if re.search(r"(?:费用|经费|资金|款项)[^，。；]{0,4}$", sentence[: match.start()]):
            continue  # who pays (所需经费由…承担) is not who acts
        units = _units(match.group("units"), by_word=True)
        if not units:
            continue
        clauses = re.split(r"[，；。]", sentence[match.start() :])
        return _with_helpers(units, match.group("verb"), clauses)
    for match in re.finditer(r"(?<![理自来缘因经])(?:由|责成)", sentence):
        if re.search(r"(?:费用|经费|资金|款项)[^，。；]{0,4}$", sentence[: match.start()]):
            continue
        if not _conditional(sentence, match.start()) and (units := _leading_units(sentence[match.end() :])):
            return _with_helpers(units, "", re.split(r"[，；。]", sentence[match.start() :]))
    return None


# Verbs whose first character could end the name of a body.
_VERBS_LIKE_ENDS = {
    "组织",
    "组成",
    "组建",
    "会同",
    "会商",
    "委托",
    "办理",
    "办结",
    "处理",
    "处置",
    "部署",
    "所有",
    "所需",
    "行使",
    "校对",
    "站在",
}


def _leading_units(words: str) -> tuple[str, ...]:
    """The units a clause begins with, whatever verb follows: the first complete name or list of names."""
    clause = re.split(r"[，。；：]", words)[0][:60]
    best: tuple[str, ...] = ()
    for end in range(2, len(clause) + 1):
        if clause[end - 1] in "、和及与":
            best = ()
            continue
        if clause.count("（", 0, end) > clause.count("）", 0, end) and "）" in clause[end:]:
            continue  # 各镇（街道） is one name
        if best and clause[end - 1 : end + 1] in _VERBS_LIKE_ENDS:
            return best
        if best and clause[end - 1] == "员" and clause[end : end + 1] != "会":
            return ()  # 组织委员: a person, not 组织委
        names = _units(clause[:end])
        if names and len(clause[:end]) <= sum(map(len, names)) + len(names) + 8:
            best = names
        elif best and not re.match(
            r"[\u4e00-\u9fff]{0,3}(?:室|局|委|办|处|科|中心|公司|部|组|队|站|所|院|府|、|和|及)",
            clause[end - 1 :],
        ):
            return best
    return best


def _with_helpers(units: tuple[str, ...], verb: str, clauses: list[str]) -> Owners:
    owners = Owners(lead=units) if re.search("牵头|主办|主责", verb) else Owners(duty=units)
    helpers = _together_with(clauses[0])
    if helpers:
        owners = Owners(lead=units, support=helpers)
    if "牵头" in clauses[0] and (after := re.search(r"牵头(?:，)?(.{2,30}?)(?:配合|协助|参与)", clauses[0])):
        owners = owners.joined(Owners(support=_units(after.group(1))))
    for clause in clauses[1:]:
        if re.search(r"配合|协助|参与|参加|协同", clause):
            more = read_owners(re.sub(r"^(?:由|请|并由|并请)", "", clause))
            if more and more.support:
                owners = owners.joined(Owners(support=more.support))
        elif charge := re.match(
            r"(?:并?由)?([^，由]{2,40}?)(?:按职责分工|具体)?(?:负责(?!人|同志)|落实)", clause
        ):
            owners = owners.joined(Owners(duty=_units(charge.group(1))))
    return owners


def _together_with(clause: str) -> tuple[str, ...]:
    """会同A、B: the bodies that help."""
    at = clause.find("会同")
    return _leading_units(clause[at + 2 :]) if at >= 0 else ()


_LONGEST_OPENING = 30  # clauses; nobody is named behind more than that


def _in_charge(sentence: str) -> Owners | None:
    """A负责…, A牵头…: a sentence that begins with who is in charge."""
    body = _without_preamble(sentence)
    head = re.match(r"([^，。；：]{2,50}?)(牵头(?:负责)?|负责(?!人|同志)|主办)", body)
    if head and (first := _units(head.group(1))):
        return _with_helpers(first, head.group(2), re.split(r"[，；。]", body))
    return None


def _who_must(sentence: str, minutes: bool) -> Owners | None:
    body = _without_preamble(sentence)
    clauses = re.split(r"(?<=，)", body)
    units: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    led = False
    for i, clause in enumerate(clauses):
        if (
            minutes
            and (
                charge := re.match(
                    r"([^，。；：]{2,40}?)(?:(?:具体|牵头)?(?:负责(?!人|同志)|牵头|主办)|具体落实)", clause
                )
            )
            and (who := _units(charge.group(1)))
        ):
            units += tuple(u for u in who if u not in units)
            helpers += _with_helpers(who, "负责", [c.strip("，。；") for c in clauses[i:]]).support
            led = True
            continue
        if led and re.search(r"(?:配合|协助|参与|参加)[，。；]?$", clause):
            more = read_owners(clause.strip("，。；"))
            helpers += more.support if more else ()
            continue
        if i > _LONGEST_OPENING and not led:
            break
        if minutes and i:
            clause = re.sub(r"^(?:会议|大会)(?=要求)|^会议(?:决定|议定|明确|同意|确定)", "", clause)
        if minutes and clause.startswith("要求") and (asked := _leading_units(clause[2:])):
            if all(surely_unit(unit) and not is_collective(unit) for unit in asked):
                units += tuple(u for u in asked if u not in units)
                helpers += _together_with(clause)
                led = True
                continue
        if i and not led and not _may_open_sentence("".join(clauses[:i])):
            if not minutes:
                break
            # 会议同意调整安排，教务处会同各系做好衔接: behind what was resolved the body bound by it may follow
            match = _MUST.match(clause)
            named = _units(match.group("units")) if match else ()
            if not named and re.search(r"同意|通过|决定|议定|明确|确定", "".join(clauses[:i])):
                match = _ASKED.match(clause)
                named = _units(match.group("units")) if match else ()
            if not named or not all(map(surely_unit, named)):
                continue
        match = _MUST.match(clause)
        named = _units(match.group("units")) if match else ()
        if match and not named and "（" in match.group("units"):
            named = ()
        if not named and minutes:
            match = _ASKED.match(clause)
            named = _units(match.group("units")) if match else ()
        if named and match:
            rest = clause[match.end() :]
            if re.match(r"(?:积极|密切|主动|做好|全力)*(?:配合|协助|支持)", rest) and units:
                helpers += named
            else:
                units += tuple(u for u in named if u not in units)
                led = True
            helpers += _together_with(match.group("verb").replace("要", "") + rest)
    return Owners(duty=units, support=tuple(u for u in helpers if u not in units)) if units else None


def _without_preamble(sentence: str) -> str:
    """会议要求，… and 一是… say nothing about who."""
    sentence = re.sub(
        r"^\s*(?:会议|大会)(?:决定|要求|强调|议定|明确|同意|指出|认为|原则同意|研究决定|确定|提出|号召)[，：:]?",
        "",
        sentence,
    )
    # 县城投公司作为项目业主，…: in what capacity one acts does not change who acts
    sentence = re.sub(r"^([^，。；：]{2,20}?)作为[^，。；：]{2,16}，", r"\1", sentence)
    return re.sub(
        r"^(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][，、]|[（(]?\d{1,2}[）).、]|同时，|为此，|另外，|其中，|下一步，)",
        "",
        sentence,
    )


def _may_open_sentence(before: str) -> bool:
    """After a time or a motive the one who acts may follow a comma (6月底前，A要…; 为…，A要…)."""
    clauses = before.rstrip("，").split("，")
    return all(_ADJUNCT.match(clause) for clause in clauses) and not clauses[-1].endswith(("的", "时"))


_ADJUNCT = re.compile(
    r"(?:[^，]{0,24}(?:前|起|后|期间|内|以来)|(?:为|为了|按照|根据|结合|对|对于|针对|围绕|依托|通过|在|坚持|本着|依据|遵循|以|从|自|鉴于|考虑到|特别是|尤其是|同时|此外|另外|下一步|近期|当前)[^，]*)$"
)


def _conditional(sentence: str, at: int) -> bool:
    before = sentence[:at]
    return bool(re.search(r"(?:的|时|应当|可以|可|不得|应|或|或者)，?$", before))


_ALONE = {
    "有关部门",
    "相关部门",
    "有关单位",
    "相关单位",
    "有关方面",
    "地方",
    "社会",
    "国家",
    "单位",
    "部门",
    "企业",
    "学校",
    "本单位",
    "会议",
    "大会",
    "全会",
    "我局",
    "我县",
    "我市",
    "我校",
    "学会",
}


def _units(words: str, *, by_word: bool = False) -> tuple[str, ...]:
    """The units in a subject; () unless every part names a body. 交通、城建部门 share their last word."""
    words = re.sub(
        r"^(?:并|同时|其中|具体|工作|此项工作|该项工作|有关工作|由|请|以及|现|拟|各项工作|后续工作|相关工作)+由?",
        "",
        words.strip(),
    )
    words = re.sub(
        r"(?:也|都|均|还|并|再|就|认真|进一步|切实|共同|具体|负责人|主要负责人|党政一把手|一把手|党政主要领导|党政主要负责同志|领导班子|主要负责同志|主要领导|负责同志)+$",
        "",
        words,
    )
    if re.search(r"(?<=.)(?<!自)由", words):
        return ()  # 资金由县财政局…: what the work is, and then who does it
    listed = re.search(r"等[^，、]{0,4}(?:部门|单位|企业|机构)$", words)
    names = split_units(words)
    if not names or len(names) > 12:
        return ()
    shared = (
        listed or re.search(r"(?:部门|单位|企业|机构|院校|学校|公司|局|站所)$", names[-1]) and len(names) > 1
    )
    for name in names:
        if name in _ALONE:
            continue
        if surely_unit(name) or (by_word and looks_like_unit(name)):
            continue
        if shared and 2 <= len(name) <= 6:
            continue
        return ()
    return tuple(name for name in names if name not in _ALONE)
