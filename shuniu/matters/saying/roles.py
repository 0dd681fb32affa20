"""角色: who says it, who shall do it, who helps, who is away, read from the words around each name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from shuniu.org.roster import EXTERNAL, TOWNSHIP

from . import verbs
from .names import BODY, GROUP, PERSON, Named
from .words import BLANK, GAP

_LIST_GAP = re.compile(r"[\s、,/]*(?:和|与|及|以及|还有|跟)?[\s、]*")
_EDGE_BEFORE = re.compile(rf"(?:^|[\s{BLANK},。;:、!])$")
_EDGE_AFTER = re.compile(
    rf"^(?:$|[\s{BLANK},。;!:]|[\d一两二三四五六七八九十]+个?[人名位]|全体(?!会)|[两三四五几]家|主要负责|负责(?:人|"
    r"同志)|各(?:来|派|出)|分管(?:领导|同志))"
)
# A bare short form is a body only if what follows is not the rest of a compound noun.
_ENDS_NAME = re.compile(
    rf"^(?:$|[\s{BLANK},。;:!、/]|和|与|及|来电|打来|牵头|配合|会同|负责|协助|主办|参加|参会|列席|两家|"
    r"三家|几家|部门|等|那边|那个|那儿|的人|把|在|于|也|都|再|先|要|说|请|派|尽快|明|今|报|交|拿|提|"
    r"出|准备|写|起草|落实|处理|办|看|核|查|整改|汇总|抓紧|研究|来人|借|用|局|抓好|抓紧|抓|做好|管好|"
    r"加强|牵|搞|弄|出具|出个|出一|出意见|拨|支持|安排|组织|核准|统筹|负|同意|会签|会商|提前|共同|"
    r"一起|联合|分别|各)"
)


_ADDRESS_AFTER = re.compile(
    r"^(?!来|说|打|反映|要|派|发)[^\s\x00,。;的请把报在]{0,6}?(?:市场|渡口|小区|路|街|桥|学校|小学|中学|医院|卫生院|污水处理厂|广场|水厂|码头|河段|超市|公园|"
    r"敬老院|养老院|车站)(?!的?(?:负责|干部|派|安排))"
)


_OFFICE_HOLDER = re.compile(r"(?:[镇乡市省县区局处科院校厅部]长|书记|主任|主席|总)$")
_TELLS = re.compile(r"(?:通知|督促|指导|提醒|告知|组织|动员)$")
_SENT = re.compile(r"^的?(?:通知|来电|电话|指示|要求|文件|来文|来函|函|公函|明传|传真|交办|反馈)")


@dataclass(frozen=True, slots=True)
class Party:
    """A name or a list of names in one place of the sentence, with what stands before and after."""

    names: tuple[Named, ...]
    before: str
    after: str

    @property
    def start(self) -> int:
        return self.names[0].start

    @property
    def end(self) -> int:
        return self.names[-1].end

    @property
    def stands_alone(self) -> bool:
        """A clause of its own: nothing but the names between two breaks."""
        return bool(_EDGE_BEFORE.search(self.before) or not self.before) and bool(
            _EDGE_AFTER.match(self.after)
        )


@dataclass
class Roles:
    """Who stands where. Values are mentions, in the order of the sentence."""

    parties: list[Party] = field(default_factory=list)
    sources: list[Named] = field(default_factory=list)
    leads: list[Named] = field(default_factory=list)
    helpers: list[Named] = field(default_factory=list)
    asked: list[Named] = field(default_factory=list)
    subjects: list[Named] = field(default_factory=list)
    towards: list[Named] = field(default_factory=list)
    alone: list[Named] = field(default_factory=list)
    visitors: list[Named] = field(default_factory=list)
    told: list[Named] = field(default_factory=list)
    instructing: Named | None = None


def settled(names: list[Named], text: str) -> list[Named]:
    """Names with the doubtful short forms kept only where a body must stand."""
    kept: list[Named] = []
    for i, name in enumerate(names):
        if not name.bare or _bare_is_meant(name, i, names, kept, text):
            kept.append(name)
    return kept


def _bare_is_meant(name: Named, index: int, names: list[Named], kept: list[Named], text: str) -> bool:
    """请住建财政: the short form follows an asking word or a body just accepted, or leads, and no noun follows it."""
    before, after = text[: name.start], text[name.end :]
    following = names[index + 1] if index + 1 < len(names) else None
    runs_on = (
        following is not None
        and following.sort == BODY
        and _LIST_GAP.fullmatch(text[name.end : following.start])
    )
    if following is not None and following.start == name.end and following.member and name.body:
        # 文旅颜夕: somebody of that body follows.
        return following.member.division == name.body.name
    continues = bool(kept) and kept[-1].sort == BODY
    continues = continues and bool(_LIST_GAP.fullmatch(text[kept[-1].end : name.start]))
    ends = _ENDS_NAME.match(after) or (continues and verbs.DOES.match(after))
    if not runs_on and not ends:
        return False
    if continues:
        return True
    if (
        (verbs.ASK_BEFORE.search(before) and not re.search(r"[^请让叫由]\s+$", before))
        or verbs.HELP_BEFORE.search(before)
        or re.search(r"(?:催(?:一?下|一催|促|办)?|谢谢|感谢)\s*$", before)
    ):
        return True
    if verbs.LEADS.match(after) or re.match(rf"^[\s{BLANK}]*(?:配合|会同|协助|来电|打来|参加|部门)", after):
        return True
    if (
        runs_on
        and following
        and _bare_is_meant(
            following, index + 1, names, kept, text[: following.end] + after[following.end - name.end :]
        )
    ):
        return True
    if (
        runs_on
        and following
        and _EDGE_BEFORE.search(before or " ")
        and following.bare
        and _tail_leads(names, index, text)
    ):
        return True
    if (
        name.said
        and text[max(0, name.start - 1) : name.start] == "县"
        or text[name.start : name.start + 1] == "县"
    ):
        return bool(verbs.DOES.match(after))
    if before[-1:] in (" ", ",", BLANK) and not after.strip(" 。!") and re.search(verbs.TASK, before):
        return True
    return bool(_EDGE_BEFORE.search(before or " ")) and bool(
        re.match(r"^(?:说|要|用|来人|那边|借|把|尽快|抓紧)", after)
    )


def _tail_leads(names: list[Named], index: int, text: str) -> bool:
    end = names[index].end
    for following in names[index + 1 :]:
        if not _LIST_GAP.fullmatch(text[end : following.start]):
            break
        end = following.end
    return bool(
        verbs.LEADS.match(text[end:])
        or verbs.HELPS.match(text[end:])
        or re.match(
            r"^[\s\x00]*(?:参加|各?来|各?派|都|到会|参会|列席|马上|立即|立刻|赶紧|尽快|把|[两三四五几]家|$)|^[\s,。]+\d{3}(?!\d)",
            text[end:],
        )
    )


# 城关镇包案领导见一下: the body does it, by whichever of its people.
_HEADS = re.compile(
    r"^的?(?:包案领导|主要领导|分管领导|负责同志|负责人|一把手|主要负责(?:人|同志)|分管负责(?:人|同志)|班子成员|业务科室|办公室)(?=见|去|来|到|参加|牵头|负责|签|带|把|亲自|明|今|[\x00])"
)


def parties_of(names: list[Named], text: str) -> list[Party]:
    """Neighbouring names joined to lists; 水利局王珂 is one party of two names."""
    groups: list[list[Named]] = []
    for name in names:
        if groups and _belongs(groups[-1][-1], name, text):
            groups[-1].append(name)
        else:
            groups.append([name])
    return [Party(tuple(g), text[: g[0].start], _HEADS.sub("", text[g[-1].end :])) for g in groups]


def _belongs(last: Named, name: Named, text: str) -> bool:
    between = text[last.end : name.start]
    if between and not between.strip() and re.search(r"[送报给交呈发]$", text[: last.start]):
        return False
    if (
        between
        and not between.strip()
        and re.search(rf"(?:去|到|在|来|看|查|赴|往){GAP}$", text[: last.start])
    ):
        return False
    if not _LIST_GAP.fullmatch(between):
        return False
    if between.strip() == "" and between and (last.sort, name.sort) == (BODY, PERSON):
        return False
    if last.sort == PERSON and name.sort == BODY and between and not between.strip():
        # 江主任 信访局那3件积案: who is called stands alone.
        tail = text[name.end :]
        shared = _EDGE_AFTER.match(tail) or verbs.DOES.match(tail) or verbs.LEADS.match(tail)
        if not (shared or verbs.HELPS.match(tail) or re.match(r"[、和与及跟]", tail)):
            return False
    # 住建局 沈县长口头: a speaker behind a space begins a clause of its own.
    speaks = name.member is not None and name.member.is_leader and verbs.SPEAKS_LEADER.match(text[name.end :])
    return not (between.strip() == "" and between and speaks)


def assign(names: list[Named], text: str) -> Roles:
    """Every party gets the role its neighbours on both sides give it."""
    roles = Roles(parties_of(names, text))
    for index, party in enumerate(roles.parties):
        _place(party, roles, text, index)
    _stand_for(roles, text)
    return roles


_PRONOUN = re.compile(
    r"(?:让|叫|请|要求|由|催一?下?|通知|喊)(?:(?P<several>(?:这|那|他们|你们)?[两三四五几]家(?:单位)?|双方)|他们|她们|它们|对方)(?!的|那)"
)


def _stand_for(roles: Roles, text: str) -> None:
    """让他们重报, 让两家对一下: the bodies said last before have the work."""
    match = _PRONOUN.search(text)
    if match is None or roles.asked or roles.leads:
        return
    before = [p for p in roles.parties if p.end <= match.start() and any(n.sort != PERSON for n in p.names)]
    meant = before if match["several"] else before[-1:]
    names = [n for p in meant for n in p.names if n.sort != PERSON and n is not roles.instructing]
    for held in (roles.sources, roles.towards, roles.subjects, roles.alone):
        held[:] = [n for n in held if n not in names]
    roles.asked += names


def _place(party: Party, roles: Roles, text: str, index: int) -> None:
    before, after = party.before, party.after
    last = party.names[-1]
    bosses = [n for n in party.names if n.member and (n.member.is_leader or n.member.directs_office)]
    after_gap = re.sub(rf"^[\s{BLANK}]+", "", after)
    is_asked = bool(verbs.ASK_BEFORE.search(before)) or bool(
        verbs.TOLD_BEFORE.search(before)
        and verbs.TOLD_AFTER.match(after)
        and not any(n.member and n.member.is_leader for n in party.names)
    )
    if last.body and last.body.kind == TOWNSHIP and _ADDRESS_AFTER.match(after):
        # 柳溪镇农贸市场: where it is, not who.
        roles.towards += list(party.names)
        return
    if last.said and before.endswith("@"):
        is_asked = True

    if not bosses and last.sort == PERSON and _begins_clause(before) and verbs.BEGS_AFTER.match(after):
        # 李桂兰 帮我领…: called by name and asked.
        roles.asked += _ones(party)
        return
    if bosses and (verbs.SPEECH_AFTER.match(after) or re.search(r"[等待]$", before)):
        roles.towards += list(party.names)
    elif (
        bosses and not is_asked and (verbs.AS_SAID_BEFORE.search(before) or verbs.AS_SAID_AFTER.match(after))
    ):
        _speaks(party, roles, bosses[-1])
    elif bosses and not is_asked and not _is_object(before) and (said := verbs.SPEAKS_LEADER.match(after)):
        if re.search(r"(?:转来|转交|转达|捎来)$", said[0]):
            roles.sources.append(bosses[-1])
        else:
            _speaks(party, roles, bosses[-1])
    elif bosses and is_asked and re.match(r"^(?:在.{0,12}上)?(?:批示(?!$|[\s,。])|口头|交代的)", after_gap):
        _speaks(party, roles, bosses[-1])
    elif re.fullmatch(r"\s*(?:电话|来电|来文|来函|传真|热线|来访)[\s:,]*", before) and not verbs.DOES.match(
        after
    ):
        roles.sources += list(party.names)
    elif re.search(
        r"(?:使用|借用|申请|报修|预订)?(?:单位|人|部门|科室)(?:是|为|:)\s*$", before
    ) and not verbs.LEAD_BEFORE.search(before):
        roles.sources += list(party.names)
    elif (helped := re.search(r"(?:配合|协助|支持)$", before)) and any(
        n.end == helped.start() for n in roles.helpers
    ):
        # 住建局配合财政局: who is helped leads.
        roles.leads += _ones(party)
    elif verbs.HELP_BEFORE.search(before):
        roles.helpers += _ones(party)
    elif verbs.LEAD_BEFORE.search(before) or verbs.LEADS.match(after):
        _takes_lead(party, roles)
    elif (
        verbs.HELPS.match(after)
        and not (is_asked and verbs.HELPS_OUT.match(after))
        and not (bosses and not is_asked)
        and not _all_together(party, before)
    ):
        roles.helpers += _ones(party)
    elif before.endswith("@") or text[party.start : party.start + 1] == "@":
        roles.asked += _ones(party)
    elif _comes_to_see(party, after):
        roles.visitors += list(party.names)
    elif (
        is_asked and re.search(r"安排$", before) and any(n.member and n.member.is_leader for n in party.names)
    ):
        roles.towards += list(party.names)
    elif is_asked and not _only_reaches(before, after):
        if (by := _TELLS.search(before)) and any(n.end == by.start() for n in roles.asked + roles.leads):
            # 请应急局通知各乡镇: told by whoever was asked.
            roles.told += list(party.names)
        if WITH_JOIN.match(after) and roles.parties[index + 1 : index + 2]:
            roles.asked += _ones(party)
        else:
            roles.asked += _ones(party)
    elif re.search(r"(?:接到?|收到|据)$", before) and _SENT.match(after):
        roles.sources += list(party.names)
    elif verbs.TOWARDS.search(before) and not _EDGE_BEFORE.search(before):
        roles.towards += list(party.names)
    elif verbs.WITH_BEFORE.search(before) and re.match(rf"^[\s{BLANK}]*(?:一起|一道|共同|联合)", after):
        roles.helpers += _ones(party)
    elif re.match(
        rf"^[\s{BLANK}]*(?:(?:刚|昨天|上次|之前)?(?:写|拍|做|拟|报|交|送|发|起草|整理|弄|画|提|填|报来|送来|交来)(?:过来|来|上来)?)?的(?!来电|(?:同志|人员?|领导|干部|负责人|联络员)(?:来|打|说|问|要|想))",
        after,
    ):
        roles.towards += list(party.names)
    elif not bosses and _speaks_up(party, after):
        roles.sources += list(party.names)
    elif bosses and not is_asked and re.match(rf"^[\s{BLANK}]*(?:借|领|用|申请|订|缺)", after):
        roles.sources += list(party.names)
    elif bosses and re.match(rf"^[\s{BLANK}]*(?:来电|打来|电话)", after):
        _speaks(party, roles, bosses[-1])
    elif party.stands_alone and not verbs.DOES.match(after):
        roles.alone += _ones(party)
    elif verbs.DOES.match(after) and _begins_clause(before):
        roles.subjects += _ones(party)
    else:
        roles.towards += list(party.names)


WITH_JOIN = re.compile(rf"^{GAP}(?:和|与|跟)")


def _all_together(party: Party, before: str) -> bool:
    """等发改局一起, 财政局跟住建局一起: no help, but company."""
    together = re.match(rf"^[\s{BLANK}]*(?:一起|共同)", party.after)
    return bool(together) and (before.endswith("等") or len(party.names) > 1)


def _is_object(before: str) -> bool:
    return bool(re.search(r"(?:给|向|陪同?|送|接|替|帮|为|对|找|跟|和|请示|汇报)$", before))


def _begins_clause(before: str) -> bool:
    return (
        not before
        or bool(_EDGE_BEFORE.search(before))
        or bool(re.search(r"(?:是|,|然后|再|后|内|前|并|同时|事|的事|让|请|就|还是|:|由)$", before))
    )


def _only_reaches(before: str, after: str) -> bool:
    """材料交综合科: the body only receives; 交综合科办理 gives it work."""
    if not verbs.WEAK_ASK.search(before):
        return False
    if re.search(r"(?:要|约|协调|组织)\s*$", before):
        return not verbs.DOES.match(after) and not re.match(rf"^[\s{BLANK}]*(?:参加|来|派|$)", after)
    if re.search(r"(?:通知|告诉|布置|组织|协调|约|要)\s*$", before):
        return False
    return not verbs.DOES.match(after) and re.search(r"[^\s\x00,。;](?:交|转)\s*$", before) is not None


def _comes_to_see(party: Party, after: str) -> bool:
    """市防办来查…, 市里专家看…: the party visits."""
    if not party.before.strip() and any(n.member and n.member.is_leader for n in party.names):
        when = rf"^[\s{BLANK}]*(?:要|将)?[\s{BLANK}]*"
        if re.match(
            rf"{when}(?:{verbs.SEES}|{verbs.SEES_DIRECT}|下访|接访|慰问|走访|座谈|宣讲|讲党课)", after
        ):
            return True
    if verbs.ASK_BEFORE.search(party.before) and not _is_upper(party):
        return False
    if re.search(r"等着?$", party.before):
        # 等省里资金下来: waited for, not visiting.
        return False
    outside = any(
        n.upper or (n.body is None and n.sort == BODY and not n.works) or (n.body and n.body.kind == EXTERNAL)
        for n in party.names
    )
    outside = outside or bool(
        re.match(rf"^[\s{BLANK}]*要?来(?:查|检查|督查|督导|调研|考察|视察|验收|审计|抽查|暗访|考核)", after)
    )
    if not outside or re.search(rf"[来到去赴在往看查]{GAP}$", party.before):
        return False
    who = (
        (
            r"(?:(?:(?!要求|通知|让|请|转|来电|来文|来函|打|说|安排|下发|印发|明确|部署|催|问|电话|"
            r"的)[^\s\x00,。;来到]){0,10}?)?"
        )
        if _is_upper(party)
        else (
            r"(?:[^\s\x00,。;]{0,12}?(?:同行|带队|一行|领导|专家组?|检查组|调研组|督导组|考察团|同志|客人|一行人|"
            r"代表团|的人|[\d一二三四五六七八九十两]+个?[人名位]))?"
        )
    )
    when = rf"[\s{BLANK}]*"
    who = when + who
    is_group = party.names[-1].value.endswith(("团", "组", "队"))
    if (
        is_group
        and party.stands_alone
        and re.search(rf"(?:到|来)(?=$|[\s{BLANK},。])|看|考察|参观|食宿|用餐|工作餐", after)
    ):
        return True
    comes = "(?:到|来)" if is_group or _is_upper(party) else "来"
    if re.match(rf"^{who}{when}{comes}(?:$|[\s{BLANK},。])", after):
        return True
    is_group = party.names[-1].value.endswith(("团", "组", "队"))
    if (is_group or _is_upper(party)) and re.match(
        rf"^{who}{when}(?:要|将|拟)?{when}(?:到(?!位)|来|赴)(?![了过]?个?(?:电|文|函|信|通知|明传|传真|消息|邮件))[^\s{BLANK},。]{{1,8}}(?:$|[\s{BLANK},。])",
        after,
    ):
        return True
    return bool(re.match(rf"^{who}{when}(?:要|将|拟|准备|计划)?{when}(?:{verbs.SEES})", after)) or bool(
        re.match(rf"^{who}{when}(?:要|将|拟|准备)?{when}{verbs.SEES_DIRECT}(?!一下)", after)
    )


def _is_upper(party: Party) -> bool:
    return any(n.is_above for n in party.names)


def _speaks_up(party: Party, after: str) -> bool:
    """Somebody who rings, writes, asks; 要 of a body is asking only before a noun."""
    match = verbs.SPEAKS_BODY.match(after)
    if match is None:
        return False
    said = match[0].strip().strip(BLANK)
    rest = after[match.end() :]
    if said in ("要", "需", "需要", "想"):
        if any(n.upper for n in party.names):
            return True
        return not verbs.DOES.match(rest) or bool(re.match(r"^(?:一|两|几|看|借|领|[\d])", rest))
    if said == "请":
        return (
            party.names[-1].upper != ""
            or party.names[-1].body is None
            or party.names[-1].body.kind == EXTERNAL
        )
    if said in ("催", "问", "约", "让", "叫", "提出", "建议", "申请", "用", "通知", "借", "领", "缺"):
        return True
    return True


def _speaks(party: Party, roles: Roles, boss: Named) -> None:
    roles.sources += [n for n in party.names if n is boss or n.sort == BODY]
    if roles.instructing is None:
        roles.instructing = boss


def _takes_lead(party: Party, roles: Roles) -> None:
    """A牵头; in a list before 牵头 the first leads and the others help."""
    ones = _ones(party)
    roles.leads += ones[:1]
    roles.helpers += ones[1:]


def _ones(party: Party) -> list[Named]:
    """The names that count: of 水利局王珂 the person."""
    ones: list[Named] = []
    for name in party.names:
        if ones and ones[-1].sort == BODY and name.sort == PERSON and ones[-1].end == name.start:
            ones[-1] = name
        else:
            ones.append(name)
    return ones


def of_sort(names: list[Named], sort: str) -> Named | None:
    """The first mention of this sort."""
    return next((n for n in names if n.sort == sort), None)


def is_private(name: Named) -> bool:
    """A named person from outside the offices."""
    return (
        name.sort == PERSON
        and name.member is None
        and not name.works
        and not _OFFICE_HOLDER.search(name.said)
    )


def values(names: list[Named]) -> list[str]:
    """Names as they are kept, once each, in order."""
    return list(dict.fromkeys(n.value for n in names))


def is_collective(name: Named) -> bool:
    """各乡镇 and the like."""
    return name.sort == GROUP
