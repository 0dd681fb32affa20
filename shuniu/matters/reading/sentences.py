"""文中交办: who shall act, read from running sentences of notices and minutes.

Rules: in "由A牵头/负责…" and "A部门要…" the named actor leads; one who helps there (配合, 会同) supports; a party only
to be dealt with does neither. Bare 有关部门 names nobody. A condition ("…的，由…办") gives no owner.
"""

from __future__ import annotations

import re

from shuniu.matters.reading.orders import TELLS, bare_order, charged_later, others_at_work
from shuniu.matters.reading.owners import Owners, read_owners
from shuniu.matters.reading.subjects import leading_units, named_body, units_in, without_preamble
from shuniu.matters.reading.text import Passage
from shuniu.matters.reading.units import is_collective, split_units, surely_unit

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
    r"(?P<units>[^，。；：]{2,40}?)(?P<verb>进一步|尽快|抓紧|做好|认真|具体|抓好|落实|加快|加强|及时|继续|严格|按照?|根据|结合|制定|拟定|拿出|提出|完善|研究|组织|开展|于|(?<!所)在|对|就|与|尽早|每[月季周年日天半]|定期|按[月季周]|全程|跟踪|统筹|积极|切实|密切|全力|立即|迅速|\d)"
)


def owners_in_text(text: str, *, minutes: bool = False) -> Owners:
    """The owners a text names in its sentences. In `minutes` 会议要求A… counts too, and where a task is handed to
    somebody by name (由A负责, 责成A), everybody's duties beside it (各部门要…) are no owners."""
    handed, bound, paying = Owners(), Owners(), Owners()
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        acting = _PAYER.sub("", sentence)
        said = _by_whom(acting, minutes) or _in_charge(acting)
        if said:
            handed = handed.joined(said)
        elif said := _who_must(acting, minutes):
            bound = bound.joined(said)
        elif minutes and (said := _by_whom(sentence, minutes)):
            paying = paying.joined(said)
    if minutes and handed.names_somebody:
        named = bound.lead + bound.duty
        bound = Owners(duty=tuple(u for u in named if not is_collective(u)), support=bound.support)
    found = handed.joined(bound)
    if not found.names_somebody:
        found = bare_order(text, minutes)
    if minutes and not found.names_somebody:
        found = Owners(
            duty=tuple(u for m in _SENTENCE.finditer(text) for u in others_at_work(m.group(), all_kinds=True))
        )
    if not found.names_somebody and not minutes:
        found = Owners(duty=tuple(u for m in _SENTENCE.finditer(text) for u in charged_later(m.group())))
    return found if found.names_somebody else paying


# 所需资金780万元由县财政局安排: who pays acts only where nobody else does.
_PAYER = re.compile(r"[^，。；]*(?:费用|经费|资金|款项)[^，。；由]{0,14}由[^，。；]*")


def unit_in_title(text: str) -> Owners:
    """县水利局：负责…, 县公安局。…: an item that begins with the name of the one it binds."""
    match = re.match(r"([^，。；：]{2,50})：", text)
    names = units_in(match.group(1)) if match else ()
    return Owners(duty=names) if names else Owners()


_BODY_AND_WORK = re.compile(r"([^，。；：—]{2,50}?)(?:：|[—－]{1,2}|--)(?=[^\s：]{4})")


def body_and_work(line: Passage) -> tuple[str, Passage]:
    """县公安局：负责…: the name printed before the work, and the work."""
    match = _BODY_AND_WORK.match(line.text)
    return (match.group(1).strip(), line[match.end() :].stripped()) if match else ("", line)


def unit_of_line(text: str) -> Owners:
    """An unnumbered line that gives one body its work: 县公安局：负责…, 县气象局要…; as `unit_in_title`, but the name
    must be sure, and work must follow."""
    match = _BODY_AND_WORK.match(text)
    names = split_units(match.group(1)) if match else ()
    return Owners(duty=names) if names and all(map(surely_unit, names)) else Owners()


_ENDS_IN_ASKING = "申报提邀聘敬恳商宴函"  # 申请, 提请, 邀请: no request to the one who reads


def _by_whom(sentence: str, minutes: bool) -> Owners | None:
    for match in _BY.finditer(sentence):
        word = match.group()[0]
        if word == "请" and match.start() and sentence[match.start() - 1] in _ENDS_IN_ASKING:
            continue
        if word == "由" and match.start() and sentence[match.start() - 1] in "理自来缘因经":
            continue
        units = units_in(match.group("units"), by_word=True)
        if not units:
            continue
        if _conditional(sentence, match.start()) and not (minutes and all(map(named_body, units))):
            continue
        if word == "请" and not minutes and match.start() and sentence[match.start() - 1] not in "，。；：":
            if not all(map(surely_unit, units)):
                continue
        clauses = re.split(r"[，；。]", sentence[match.start() :])
        return _with_helpers(units, match.group("verb"), clauses)
    for match in re.finditer(rf"(?<![理自来缘因经])(?:由|责成)|(?<![{_ENDS_IN_ASKING}])请", sentence):
        if not _conditional(sentence, match.start()) and (units := leading_units(sentence[match.end() :])):
            return _with_helpers(units, "", re.split(r"[，；。]", sentence[match.start() :]))
    return None


def _with_helpers(units: tuple[str, ...], verb: str, clauses: list[str]) -> Owners:
    owners = Owners(lead=units) if re.search("牵头|主办|主责", verb) else Owners(duty=units)
    helpers = _together_with(clauses[0])
    if helpers:
        owners = Owners(lead=units, support=helpers)
    if "牵头" in clauses[0] and (after := re.search(r"牵头(?:，)?(.{2,30}?)(?:配合|协助|参与)", clauses[0])):
        owners = owners.joined(Owners(support=units_in(after.group(1))))
    for clause in clauses[1:]:
        if re.search(r"配合|协助|参与|参加|协同", clause):
            more = read_owners(re.sub(r"^(?:由|请|并由|并请)", "", clause))
            if more and more.support:
                owners = owners.joined(Owners(support=more.support))
        elif charge := re.match(
            r"(?:并?由)?([^，由]{2,40}?)(?:按职责分工|具体)?(?:负责(?!人|同志)|落实)", clause
        ):
            owners = owners.joined(Owners(duty=units_in(charge.group(1))))
    return owners


def _together_with(clause: str) -> tuple[str, ...]:
    """会同A、B: the bodies that help."""
    at = clause.find("会同")
    return leading_units(clause[at + 2 :]) if at >= 0 else ()


_LONGEST_OPENING = 30  # clauses; nobody is named behind more than that


def _in_charge(sentence: str) -> Owners | None:
    """A负责…, A牵头…: a sentence that begins with who is in charge."""
    body = without_preamble(sentence)
    head = re.match(r"([^，。；：]{2,50}?)(牵头(?:负责)?|负责(?!人|同志)|主办)", body)
    if head and (first := units_in(head.group(1))):
        return _with_helpers(first, head.group(2), re.split(r"[，；。]", body))
    return None


_RESOLVED = re.compile(r"同意|通过|决定|议定|明确|确定")


def _who_must(sentence: str, minutes: bool) -> Owners | None:
    body = without_preamble(sentence)
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
            and (who := units_in(charge.group(1)))
        ):
            units += tuple(u for u in who if u not in units)
            helpers += _with_helpers(who, "负责", [c.strip("，。；") for c in clauses[i:]]).support
            led = True
            continue
        if led and clause.startswith("会同"):
            helpers += _together_with(clause)
            continue
        if led and re.search(r"(?:配合|协助|参与|参加)[，。；]?$", clause):
            more = read_owners(clause.strip("，。；"))
            helpers += more.support if more else ()
            continue
        if i > _LONGEST_OPENING and not led:
            break
        if minutes and i:
            clause = re.sub(r"^(?:会议|大会)(?=要求)|^会议(?:决定|议定|明确|同意|确定)", "", clause)
        if minutes and clause.startswith("要求") and (asked := leading_units(clause[2:])):
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
            named = units_in(match.group("units")) if match else ()
            if not named and _RESOLVED.search(sentence):
                named = leading_units(clause)
                rest = clause[clause.find(named[-1]) + len(named[-1]) :] if named else ""
                named = () if len(rest.rstrip("。；，")) < 2 or TELLS.match(rest) else named
                if named and all(map(named_body, named)):
                    units += tuple(u for u in named if u not in units)
                    helpers += _together_with(clause)
                    led = True
                continue
            if not named or not all(map(surely_unit, named)):
                continue
        match = _MUST.match(clause)
        named = units_in(match.group("units")) if match else ()
        if match and not named and "（" in match.group("units"):
            named = ()
        if not named and minutes:
            match = _ASKED.match(clause)
            brought = match and TELLS.match(clause[match.start("verb") :])
            named = units_in(match.group("units")) if match and not brought else ()
        if named and match:
            rest = clause[match.end() :]
            if re.match(r"(?:积极|密切|主动|做好|全力)*(?:配合|协助|支持)", match.group("verb") + rest) or (
                units and re.match(r"(?:积极|密切|主动|做好|全力)*(?:配合|协助|支持)", rest)
            ):
                helpers += named
            else:
                units += tuple(u for u in named if u not in units)
                led = True
            helpers += _together_with(match.group("verb").replace("要", "") + rest)
    support = tuple(u for u in helpers if u not in units)
    return Owners(duty=units, support=support) if units or support else None


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
