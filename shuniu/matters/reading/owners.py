"""责任分工: who leads, who helps and by when, read from an annotation in brackets, from labels or from a phrase.

The office's rules (supervision.md §5): 牵头, 主办 lead; 配合, 协同, 协办 help. "A牵头，B、C按职责分工负责": A leads, B
and C help. Only "A、B负责": all lead, unless the paper said 列第一位者为牵头单位, from where on the first leads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from shuniu.clock.time_words import points, repeats
from shuniu.matters.reading.labels import Role, labels_in
from shuniu.matters.reading.units import STARS, looks_like_unit, split_units, surely_unit


@dataclass(frozen=True)
class Owners:
    """Who and by when as one annotation says it. `duty` are those of whom it says only that they are responsible."""

    lead: tuple[str, ...] = ()
    duty: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    first_leads_from_here: bool = False

    def __bool__(self) -> bool:
        return bool(self.lead or self.duty or self.support or self.times)

    @property
    def names_somebody(self) -> bool:
        return bool(self.lead or self.duty or self.support)

    def roles(self, *, first_leads: bool = False) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(lead, support) after the rule for those who are only responsible."""
        if self.lead:
            lead, support = self.lead, self.duty + self.support
        elif first_leads and self.duty:
            lead, support = self.duty[:1], self.duty[1:] + self.support
        else:
            lead, support = self.duty, self.support
        return lead, tuple(dict.fromkeys(unit for unit in support if unit not in lead))

    def joined(self, other: Owners) -> Owners:
        return Owners(
            tuple(dict.fromkeys(self.lead + other.lead)),
            tuple(dict.fromkeys(self.duty + other.duty)),
            tuple(dict.fromkeys(self.support + other.support)),
            self.times + other.times,
            self.first_leads_from_here or other.first_leads_from_here,
        )


_FIRST_LEADS = re.compile(
    r"(?:列|排|第一|首|前)[^，。；）]{0,8}(?:第一|首|前面|之前|位)?[^，。；）]{0,10}为?[^，。；）]{0,4}(?:牵头|主办|主责)|第一个?[^，。；]{0,10}(?:牵头|主办)"
)
_SAME_BELOW = re.compile(r"^[以]?下同$|^下同")

_HOW = r"(?:按照?(?:各自)?(?:职责|职能|分工|任务)(?:职责|职能|分工|权限)*(?:要求)?|根据职责(?:分工)?|依职责(?:分工)?|依据职责|分别|各自|共同|联合|具体|统一|统筹|总体|负责|积极|密切|协同|全力|切实|认真|组织|做好|抓好|按要求|予以|给予|主动|要|应|须|进行|加以)*"
_LEAD_VERB = re.compile(
    rf"{_HOW}(?:牵头|主办|主抓|主责|挂帅|为主)(?:单位|部门)?(?:负责|落实|组织|实施|推进|办理|抓总|协调|承办|制定|抓好|完成|抓落实)*"
)
_SUPPORT_VERB = re.compile(
    rf"{_HOW}(?:配合|参与|参加|协助|协同|协办|会办|支持|协作|指导|督促|监督)(?:落实|实施|推进|办理|做好|完成|负责|工作|配合|监督|管理|指导|验收|审核)*"
)
_DUTY_VERB = re.compile(
    rf"{_HOW}(?:负责|落实|承办|承担|组织实施|实施|推进|办理|完成|执行|抓落实|抓好|组织|开展|按职责分工|分工负责|提供|建设)(?:落实|实施|推进|办理|完成|到位|执行|组织|承办|协调)*"
)
_TOGETHER = re.compile(r"会同|会商|联合(?=.{2})|协同(?=.{2})")


def read_owners(body: str) -> Owners | None:
    """The content of an owner annotation (without its brackets); None if it says nothing about owners or time.

    Reads labels (责任单位：A；完成时限：6月底), verbs (A牵头，B配合，6月底前完成) and bare lists of units.
    """
    body = body.strip()
    labels = [label for label in labels_in(body) if label.role is not Role.OTHER]
    if labels and any(label.role is not Role.TASK for label in labels):
        found = _read_clauses(body[: labels[0].start]) if labels[0].start else None
        owners = found or Owners()
        for i, label in enumerate(labels):
            end = labels[i + 1].start if i + 1 < len(labels) else len(body)
            owners = owners.joined(read_value(label.role, body[label.end : end]))
        return owners if owners or owners.first_leads_from_here else None
    if (starred := _starred(body)) and (plain := _read_clauses(_without_stars(body))):
        return _led_by(starred, plain)
    if marked := _LEAD_MARK.findall(body):
        rest = _read_clauses(_LEAD_MARK.sub("", body).strip("、，；")) or Owners()
        return Owners(lead=split_units("、".join(marked))).joined(
            replace(rest, lead=(), duty=rest.lead + rest.duty)
        )
    return _read_clauses(body)


_STARRED = re.compile(
    rf"[{STARS}]\s?([^、，；：。（）{STARS}]{{2,24}})|([^、，；：。（）{STARS}]{{2,24}})[{STARS}](?=[、，；。）\s]|$)"
)


def _starred(words: str) -> tuple[str, ...]:
    """县住建局*、县财政局; ★县住建局、县财政局: the units a list marks with a star are the leaders of it."""
    names = [(before or after).strip() for before, after in _STARRED.findall(words)]
    names = [re.sub(r"(?:牵头|负责|配合).*$", "", name) for name in names]
    return tuple(name for name in names if surely_unit(name))


def _without_stars(words: str) -> str:
    return re.sub(f"[{STARS}]", "", words)


def _led_by(leaders: tuple[str, ...], owners: Owners) -> Owners:
    if owners.lead and not set(leaders) & set(owners.lead):
        return owners
    others = tuple(unit for unit in owners.lead + owners.duty if unit not in leaders)
    return replace(owners, lead=leaders, duty=others)


# 县教体局（牵头）、县财政局: the leader marked in the list itself.
_LEAD_MARK = re.compile(r"([^、，；：。（）]{2,24})（(?:牵头|主办|主责|总牵头|牵头单位|牵头部门|主办单位)）")


def read_value(role: Role, value: str) -> Owners:
    """What stands after a label of this role."""
    value = _unwrapped(value.strip().strip("；;。，,、 \t【】[]"))
    if role is Role.TIME:
        return Owners(times=(value,)) if value else Owners()
    if role not in (Role.LEAD, Role.DUTY, Role.SUPPORT):
        return Owners()
    if role is not Role.SUPPORT and (starred := _starred(value)):
        return _led_by(starred, read_value(role, _without_stars(value)))
    if role is not Role.SUPPORT and (marked := _LEAD_MARK.findall(value)):
        others = read_value(role, _LEAD_MARK.sub("", value))
        return Owners(lead=split_units("、".join(marked))).joined(
            Owners(duty=others.lead + others.duty, times=others.times)
        )
    said = _read_clauses(value) if _has_role_verb(value) else None
    if said and said.names_somebody:
        return said
    first_leads = bool(_FIRST_LEADS.search(value))
    if first_leads:
        value = re.sub(r"[（，；][^（），；]*(?:牵头|主办)[^（）]*[）]?$", "", value)
    together = re.search(r"(?<=.{2})会同", value)
    if together and role is not Role.SUPPORT:
        main = read_value(Role.LEAD, value[: together.start()])
        return main.joined(read_value(Role.SUPPORT, value[together.end() :]))
    words, times = _without_time(value)
    units = tuple(unit for unit in split_units(words) if not _is_person(unit))
    return Owners(
        lead=units if role is Role.LEAD else (),
        duty=units if role is Role.DUTY else (),
        support=units if role is Role.SUPPORT else (),
        times=times,
        first_leads_from_here=first_leads,
    )


def _unwrapped(value: str) -> str:
    """Without a bracket that has lost its partner, as when the label stood inside one."""
    for _ in range(2):
        if value.count("（") != value.count("）"):
            value = value[1:] if value.startswith(("（", "）")) else value
            value = (
                value[:-1]
                if value.endswith(("）", "（")) and value.count("（") != value.count("）")
                else value
            )
    return value.strip("；;。，,、 ")


def _has_role_verb(value: str) -> bool:
    return bool(re.search(r"牵头|配合|协办|协助|参与|负责|主办", value))


def _without_time(value: str) -> tuple[str, tuple[str, ...]]:
    """The units of a value, and a time limit that stands among them (县住建局，6月底前)."""
    units: list[str] = []
    times: list[str] = []
    for piece in re.split(r"[，；、]", value):
        timely = points(piece, today=None) or (repeats(piece) and len(piece) <= 12)
        (times if timely and not looks_like_unit(piece) else units).append(piece)
    return "、".join(units), tuple(times)


def _is_person(name: str) -> bool:
    return bool(re.search(r"[×＊]|同志$", name))


@dataclass
class _Draft:
    lead: list[str] = field(default_factory=list)
    duty: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    first_leads: bool = False
    verbs: int = 0


def _read_clauses(body: str) -> Owners | None:
    draft = _Draft()
    for clause in _clauses(body):
        if not _read_clause(clause, draft):
            return None
    _settle_waiting(draft)
    if not draft.verbs and not draft.first_leads and draft.duty:
        sure = sum(map(surely_unit, draft.duty))
        if not sure or sure * 2 < len(draft.duty):
            return None
    owners = Owners(
        tuple(draft.lead), tuple(draft.duty), tuple(draft.support), tuple(draft.times), draft.first_leads
    )
    if not owners.names_somebody and owners.times and len(body) > 30:
        return None
    return owners if owners or draft.first_leads else None


def _clauses(body: str) -> list[str]:
    pieces, depth, start = [], 0, 0
    for i, c in enumerate(body):
        if c in "（《":
            depth += 1
        elif c in "）》":
            depth = max(depth - 1, 0)
        elif depth == 0 and c in "，；。;,":
            pieces.append(body[start:i])
            start = i + 1
    pieces.append(body[start:])
    return [piece.strip() for piece in pieces if piece.strip()]


# 立即整改, 尽快落实: haste names neither a body nor a day.
_HASTE = re.compile(
    r"(?:立即|即刻|立行立改|即知即改|尽快|抓紧|及时|限期|按期|按时|适时)[\u4e00-\u9fff]{0,6}$"
)


def _read_clause(clause: str, draft: _Draft) -> bool:
    """One clause into the draft; False if it cannot belong to an owner annotation."""
    if _SAME_BELOW.match(clause) or _HASTE.match(clause):
        return True
    if _FIRST_LEADS.search(clause):
        draft.first_leads = True
        aside = re.search(r"[（，]", clause)
        return True if not aside else _read_clause(clause[: aside.start()], draft)
    clause, time = _take_time(clause)
    if time:
        draft.times.append(time)
    if not clause:
        return bool(time)
    clause = re.sub(r"^(?:均|并|且|由|请|其中|原则上)+由?", "", clause)
    for verb, role in _next_verb(clause):
        units, rest = clause[: verb.start()], clause[verb.end() :]
        names, helpers = _names_and_helpers(units)
        if role == "support" and names and draft.waiting and not draft.verbs:
            draft.duty.extend(n for n in draft.waiting if n not in draft.duty)
            draft.waiting = []  # 采购中心，纪检室监督: the first is responsible by itself
        names = draft.waiting + names
        if not names and role != "support":
            if draft.verbs and not rest:
                return True
            names = []
        if names and not all(_could_be_unit(name) for name in names + helpers):
            return False
        if role == "support" and not names:
            names, rest = list(split_units(rest)), ""
            if not names or not all(_could_be_unit(name) for name in names):
                return False
        draft.waiting = []
        draft.verbs += 1
        getattr(draft, role).extend(n for n in names if n not in getattr(draft, role))
        if helpers and role == "duty":
            draft.lead.extend(draft.duty)
            draft.duty.clear()
        draft.support.extend(n for n in helpers if n not in draft.support)
        rest = re.sub(r"^(?:单位|部门|工作|的)?[，、]?", "", rest).strip()
        if rest and (together := _TOGETHER.match(rest)):
            others = re.sub(_DUTY_VERB.pattern + "$", "", rest[together.end() :])
            draft.support.extend(split_units(others))
            return True
        if rest and not _next_verb(rest):
            return len(rest) <= 12 or bool(time)
        return not rest or _read_clause(rest, draft)
    names, helpers = _names_and_helpers(clause)
    if names and all(_could_be_unit(name) for name in names):
        draft.waiting.extend(names)
        draft.support.extend(helpers)
        return True
    return bool(draft.verbs or time) and len(clause) <= 16


def _next_verb(clause: str) -> list[tuple[re.Match[str], str]]:
    """The first role verb of the clause, with the role it gives; as a list of one or none."""
    best: tuple[re.Match[str], str] | None = None
    for pattern, role in ((_LEAD_VERB, "lead"), (_SUPPORT_VERB, "support"), (_DUTY_VERB, "duty")):
        match = pattern.search(clause)
        while match and _inside_a_name(clause, match):
            match = pattern.search(clause, match.end())
        if match and (best is None or match.start() < best[0].start()):
            best = match, role
    return [best] if best else []


def _inside_a_name(clause: str, match: re.Match[str]) -> bool:
    """市建设局, 项目推进办, 落实办: the verb is part of the name when an end of a name follows at once."""
    after = clause[match.end() :]
    return bool(
        re.match(
            r"(?:委员会|(?:工作)?领导小组|指挥部|工作专班|联席会议)|(?:局|委|办|中心|处|科|室|部|厅|集团|公司|银行|站|所|指挥部|领导小组|专班)(?:$|[、，及和（牵配负按等])",
            after,
        )
    )


def _names_and_helpers(units: str) -> tuple[list[str], list[str]]:
    """A会同B、C: A, and B and C as those who help."""
    together = re.search(r"会同|会商|协同|联合(?=[^，。]{2,}(?:局|委|办|部|等))", units)
    if together and together.start() >= 2:
        return list(split_units(units[: together.start()])), list(split_units(units[together.end() :]))
    return list(split_units(units)), []


def _could_be_unit(name: str) -> bool:
    if looks_like_unit(name):
        return True
    return 2 <= len(name) <= 14 and not re.search(
        r"[。；：！？“”\d%]|[的了是将把为]|完成|实现|达到|简称|即|含|例如|见附件", name
    )


def _settle_waiting(draft: _Draft) -> None:
    """Names at the end without a verb: behind a lead they help, else they are responsible."""
    if draft.waiting:
        target = draft.support if draft.lead else draft.duty
        target.extend(n for n in draft.waiting if n not in target)
        draft.waiting = []


_TIME_CLAUSE = re.compile(
    r"^(?:原则上|力争|确保|争取|计划|于|在|并于|要于|须于|完成时[限间]|时限|时间节点|办理时限)*[：:]?"
)
_AFTER_TIME = re.compile(
    r"^\s?(?:之前|以前|前|之内|以内|内|止|底|末|完成|基本完成|全部完成|办结|落实|到位|建成|开工|竣工|投入使用|取得(?:明显|阶段性)?(?:成效|进展)|出台|印发|启动|见效|整改到位|实施|推进|持续推进)*"
)


def _take_time(clause: str) -> tuple[str, str]:
    """(the clause without its time limit, the wording of the limit)."""
    moments = points(clause, today=None)
    if not moments:
        if repeats(clause) and not _next_role(clause):
            return "", clause
        return clause, ""
    first, last = moments[0], moments[-1]
    before = clause[: first.start]
    after = clause[last.end :]
    lead_in = re.search(r"(?:原则上|力争|确保|争取|计划|于|在|并于|要于|每年|自|从)+$", before)
    left = before[: lead_in.start()] if lead_in else before
    if not left.strip():
        return _names_follow(after), (clause[: last.end] if _names_follow(after) else clause)
    if not _next_role(left) and not _could_be_list(left):
        return (clause, "") if not repeats(clause) else ("", clause)
    tail = _AFTER_TIME.match(after)
    rest = after[tail.end() :] if tail else after
    verb = "" if _next_role(left) else "负责"
    return left + verb + rest if _next_role(rest) or not rest else left + verb, clause[len(left) :]


def _next_role(words: str) -> bool:
    return bool(re.search(r"牵头|配合|负责|参与|参加|协助|主办|协办|承办", words))


def _could_be_list(words: str) -> bool:
    names = split_units(words)
    return bool(names) and all(looks_like_unit(name) for name in names)


def _names_follow(after: str) -> str:
    """6月底前由A负责: who follows the time."""
    match = re.match(r"\s?(?:之前|以前|前|内|底)?(?:完成)?[，、]?(?:由|请)(.+)$", after)
    return match.group(1) if match else ""
