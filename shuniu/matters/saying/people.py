"""各就各位: which name fills which field, for each intent (contracts.md §1 source_person … instruction_by)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from shuniu.org.roster import CITY, DEPARTMENT, DUAL_LEADERSHIP, EXTERNAL, PROVINCE, SECTION, STATE, TOWNSHIP

from . import cues, intents, marks, verbs
from .clues import Clues
from .names import BODY, GROUP, PERSON, Named
from .roles import Party, Roles, is_private
from .words import BLANK

_STANDS_IN = re.compile(r"(?:[交转]给?|找|由|AB角[是为由:]?|替班的?是|顶班的?是)\s*$")
_PREPARES = re.compile(
    rf"^[\s{BLANK}]*(?:提前|抓紧|负责|尽快|先|也|都)*(?:准备|筹备|布置|做好|做|保障|承办|组织|起草|"
    r"通知|安排|负责|牵头|会务|印|摆|记录|服务|调试|主办|落实|拟|写|印发|提供|打印|拍|录|把[^,。]{1,12}(?:调试|调|准备|布置|摆|印|发|打印|写|收拾|弄|备|开))"
)
_ACCOMPANIES = re.compile(
    rf"^[\s{BLANK}]*(?:也|都|一起)?(?:陪同?|参加|出席|到场|会见|接见|讲话|致辞|主持|列席)"
)
_CHASED_BEFORE = re.compile(
    rf"(?:[还就只][差剩缺]|催|追|问|盯|跟|查|催办|催促|催要|盯[住紧牢])(?:一?[下催问]|问)?[\s{BLANK}]*$"
)
_CARRIED_BEFORE = re.compile(rf"(?:送|接|拉|载|陪)[\s{BLANK}]*$")
_FIXES = "马上|立即|立刻|这就|现在|联系|安排|负责|跟进|落实|找人|叫人|去|来|先|赶紧|尽快|看|修|换|处理|检查|检修|抽空|有空"
_MEETS = re.compile(r"^[^\s\x00,。的]{0,6}(?:会(?!同|签|议室|员)|碰)")
_HOUSES = ("县政府", "县委", "政府", "市政府")
_OWNS = rf"的(?!办公室)|(?:{cues.OFFICE_THING})"
_FIXING = ("行政科", "技术")
_WANTS = re.compile(rf"^[\s{BLANK}]*(?:要|用|借|想|需|领|订)")
_FOR_BEFORE = re.compile(rf"(?:给|为|帮|替)[\s{BLANK}]*$")


@dataclass(frozen=True, slots=True)
class Placed:
    """Names in their fields; `spans` for the chips, `hidden` parts of the line that are no part of a title."""

    source_type: str | None = None
    source_person: str | None = None
    source_body: str | None = None
    lead: str | None = None
    helpers: tuple[str, ...] = ()
    instruction_by: str | None = None
    spans: tuple[tuple[str, str, tuple[int, int]], ...] = ()
    hidden: list[tuple[int, int]] = None  # type: ignore[assignment]


def place_names(intent: str, clues: Clues, *, is_visit: bool) -> Placed:
    """Fills the fields that are names."""
    if intent == intents.SEARCH:
        return Placed(hidden=[])
    roles = clues.roles
    sources, leads, helpers = _by_intent(intent, clues, is_visit=is_visit)
    boss = roles.instructing if intent not in (intents.ABSENCE, intents.THANKS) else None
    if (
        boss is not None
        and intent in (intents.CAR, intents.ROOM, intents.SUPPLIES)
        and _WANTS.match(clues.quiet[boss.end :])
    ):
        boss = None
    person = next((n for n in sources if n.sort == PERSON), None)
    body = next((n for n in sources if n.sort != PERSON), None)
    if person is not None and body is not None and body.body is not None and _is_citizen(person):
        # 古渡镇吴某: where the citizen lives, not who sent him.
        body = None if body.body.kind == TOWNSHIP and body.end == person.start else body
    kind = _source_type(intent, clues, boss)
    if person is None and not is_visit and _comes_as_citizen(kind, clues):
        person = next((n for n in clues.names if is_private(n) and n not in leads), None)
    if boss is not None and intent != intents.CAR and person is None:
        person = boss
    named = {n.value for n in (person, body) if n}
    lead = leads[0] if leads else None
    rest = [n for n in (*leads[1:], *helpers) if lead is None or n.value != lead.value]
    helper_names = tuple(dict.fromkeys(n.value for n in rest if n.value not in named))
    spans = [("person", n.value, (n.start, n.end)) for n in (person,) if n]
    spans += [("body", n.value, (n.start, n.end)) for n in (body,) if n]
    spans += [("lead", n.value, (n.start, n.end)) for n in (lead,) if n]
    helper_key = "invited" if intent == intents.MEETING else "helper"
    spans += [(helper_key, n.value, (n.start, n.end)) for n in rest if n.value in helper_names]
    if boss:
        spans.append(("instruction", boss.value, (boss.start, boss.end)))
    hidden = [(n.start, n.end) for n in (person, body, boss) if n]
    return Placed(
        kind,
        person.value if person else None,
        body.value if body else None,
        lead.value if lead else None,
        helper_names,
        boss.value if boss else None,
        tuple(dict.fromkeys(spans)),
        hidden,
    )


def without_place(who: Placed, place: tuple[int, int]) -> Placed:
    """A place to drive to or to meet at is nobody who asks or comes."""
    there = {(key, value) for key, value, span in who.spans if place[0] <= span[0] and span[1] <= place[1]}
    gone = {value for _, value in there}
    if not gone:
        return who
    lead, helpers = who.lead, [h for h in who.helpers if h not in gone]
    return replace(
        who,
        source_body=None if ("body", who.source_body) in there else who.source_body,
        lead=None if lead in gone else lead,
        helpers=tuple(helpers),
        spans=tuple(s for s in who.spans if (s[0], s[1]) not in there),
    )


def _is_citizen(name: Named) -> bool:
    return is_private(name) and not re.search(r"[长记任局委]$", name.said)


def _comes_as_citizen(kind: str | None, clues: Clues) -> bool:
    return (
        kind in (marks.VISIT, marks.PHONE, marks.HOTLINE)
        or marks.visibility(clues.bodyless, False) is not None
    )


def _source_type(intent: str, clues: Clues, boss: Named | None) -> str | None:
    if intent == intents.THANKS:
        return None
    kind = marks.source_type(clues.quiet)
    if intent == intents.MEETING and kind == marks.MEETING:
        kind = None
    if (
        intent in (intents.CHASE, intents.SHELVE)
        and boss is None
        and kind not in (marks.PHONE, marks.HOTLINE)
    ):
        return None
    if intent == intents.CHASE and boss is None and not clues.roles.sources:
        return None
    if kind is None and any(
        re.match(r"来?电话(?![号簿本机线])", clues.quiet[n.end :]) for n in clues.roles.sources
    ):
        kind = marks.PHONE
    if kind is None and any(
        n.body and re.match(r"(?:发函|去函|书面)", clues.quiet[n.end :]) for n in clues.roles.sources
    ):
        kind = marks.LETTER
    if boss is None:
        waits = kind == marks.REMARK and re.search(r"请[^,。\s]{1,6}批", clues.text)
        return None if waits else kind
    after = clues.quiet[boss.end :]
    if verbs.REMARK_AFTER.match(after):
        return marks.REMARK
    if kind is None or (kind == marks.LETTER and re.match(rf"^[\s{BLANK}]*(?:说|让|叫|交代|口头)", after)):
        said = verbs.SPEAKS_LEADER.match(after)
        if said and re.search(r"电话|来电$|致电$", said[0]):
            return marks.PHONE
        if said and re.search(r"(?:要|想|定|关心|关注|同意)$", said[0]):
            # 县长要名单: what is wanted is clear, how it was said is not.
            return kind
        return marks.ORAL if said or verbs.AS_SAID_AFTER.match(after) else kind
    return kind


Fields = tuple[list[Named], list[Named], list[Named]]


def _by_intent(intent: str, clues: Clues, *, is_visit: bool) -> Fields:
    roles = clues.roles
    if intent == intents.THANKS:
        return _thanked(roles), [], []
    if intent == intents.CHASE:
        return _chase(roles)
    if intent == intents.ABSENCE:
        return _absence(roles)
    if intent == intents.CAR:
        return _car(roles)
    if intent in (intents.ROOM, intents.SUPPLIES, intents.REPAIR):
        return _affair(intent, roles)
    if intent == intents.MEETING:
        return _meeting(roles)
    if intent == intents.SHELVE:
        return roles.sources, roles.asked, roles.helpers
    return _matter(intent, roles, clues.quiet, is_visit=is_visit)


def _thanked(roles: Roles) -> list[Named]:
    for party in roles.parties:
        if not re.search(rf"(?:去|到|来|陪|送|接|替|给|为|帮)[\s{BLANK}]*$", party.before):
            return list(party.names)
    return list(roles.parties[0].names) if roles.parties else []


def _chase(roles: Roles) -> Fields:
    speaking = roles.sources
    target = next((p for p in roles.parties if _CHASED_BEFORE.search(p.before)), None)
    if target is not None:
        speaking = [n for n in speaking if n not in target.names]
    left = [p for p in roles.parties if not any(n in speaking for n in p.names)]
    if target is None:
        doers = [p for p in left if any(n in roles.subjects + roles.alone + roles.towards for n in p.names)]
        doers = [p for p in doers if not re.search(rf"(?:报|送|给|向)[\s{BLANK}]*$", p.before)]
        asked = [p for p in left if any(n in roles.asked for n in p.names)]
        target = next(iter(doers or asked), None)
    if target is None:
        return speaking, [], []
    ones = _last_of_pairs(target)
    return speaking, [n for n in ones if not is_private(n)] or ones, []


def _last_of_pairs(party: Party) -> list[Named]:
    ones: list[Named] = []
    for name in party.names:
        if ones and ones[-1].sort == BODY and name.sort == PERSON and ones[-1].end == name.start:
            ones[-1] = name
        else:
            ones.append(name)
    return ones


def _absence(roles: Roles) -> Fields:
    for party in roles.parties:
        if re.search(
            r"(?:由|请|让|找|去|到|在|和|跟|与|向|AB角[是为由:]?|替班的?是|顶班的?是)\s*$", party.before
        ):
            continue
        if any(n.sort == PERSON for n in party.names):
            stand_ins = [n for n in roles.asked if n not in party.names]
            stand_ins += [n for p in roles.parties for n in p.names if _STANDS_IN.search(p.before)]
            return list(party.names), stand_ins, []
    stand_ins = [n for p in roles.parties for n in p.names if _STANDS_IN.search(p.before)]
    return [], list(roles.asked) or stand_ins, []


def _car(roles: Roles) -> Fields:
    drivers = [n for n in roles.asked + roles.subjects + roles.alone if n.member and n.member.post == "司机"]
    organisers = [n for n in roles.asked if n.body and n.body.kind == "section"]
    left = [
        n
        for p in roles.parties
        for n in p.names
        if n.value in _HOUSES and re.match(r"^[\s\x00]*[到至]", p.after)
    ]
    leads = roles.leads + drivers + organisers
    askers = [n for n in roles.sources if n not in leads and n not in left]
    carried = [
        n
        for p in roles.parties
        for n in p.names
        if _CARRIED_BEFORE.search(p.before)
        and n not in leads
        and not n.upper
        and not (n.body and n.body.kind == TOWNSHIP)
    ]
    served = [n for p in roles.parties for n in p.names if _FOR_BEFORE.search(p.before) and n not in leads]
    others = [n for n in roles.subjects + roles.alone + roles.asked if n not in leads] or roles.helpers
    others = [n for n in others if n not in left]
    others = [n for n in others if n.body is None or n.body.kind != TOWNSHIP]
    free = [p.names[0] for p in roles.parties if p.names[0] in roles.towards]
    setting_out = [n for n in free if n.sort == PERSON or (n.body and n.body.kind in (SECTION, DEPARTMENT))]
    setting_out = [n for n in setting_out if n not in leads and _begins(roles, n)]
    travellers = _pairs(roles, carried or others or served or setting_out)
    persons = [n for n in travellers if n.sort == PERSON]
    bodies = [n for n in travellers if n.sort != PERSON]
    sources = persons or [n for n in askers if n.sort == PERSON]
    sources = sources + (bodies or [n for n in askers if n.sort != PERSON])
    return sources, leads, [n for n in roles.helpers if n not in sources]


def _begins(roles: Roles, name: Named) -> bool:
    before = next(p for p in roles.parties if name in p.names).before
    return not before or before[-1] in f" {BLANK},。"


def _pairs(roles: Roles, chosen: list[Named]) -> list[Named]:
    """With 综合科方一鸣 both the section and the person."""
    found = []
    for party in roles.parties:
        if any(n in chosen for n in party.names):
            found += list(party.names)
    return found


def _affair(intent: str, roles: Roles) -> Fields:
    served = [n for p in roles.parties for n in p.names if _FOR_BEFORE.search(p.before)]
    if intent == intents.SUPPLIES:
        brought = [
            p for p in roles.parties if re.search(r"送$|(?:送|拿|发|搬)[^\s,。]{0,6}[到给]$", p.before)
        ]
        served += [n for p in brought for n in p.names if n.body and n.body.kind in (SECTION, DEPARTMENT)]
    leads = roles.leads + [n for n in roles.asked if n not in served]
    if intent == intents.REPAIR:
        leads += [n for n in roles.towards if n.works]
    booked = [n for p in roles.parties for n in p.names if re.match(r"^(?:预)?[定订要用借]的", p.after)]
    askers = roles.sources or booked or _pairs(roles, roles.subjects) or served or _pairs(roles, roles.alone)
    leads = [n for n in leads if n not in booked]
    askers = [n for n in askers if n not in leads]
    if intent == intents.SUPPLIES and not askers:
        askers = [
            n for p in roles.parties for n in p.names if n in roles.towards and _begins(roles, p.names[0])
        ]
        askers = [n for n in askers if n.body is None or n.body.kind in (SECTION, DEPARTMENT, TOWNSHIP)]
    if intent == intents.ROOM and not askers:
        free = [p for p in roles.parties if not p.before or p.before[-1] in f" {BLANK},。"]
        free = [p for p in free if any(n in roles.towards for n in p.names)]
        askers = [n for p in free for n in p.names]
    if intent == intents.ROOM and len(askers) > 1 and (askers[0].sort, askers[1].sort) == (PERSON, BODY):
        # 何主任和档案馆谈事: who comes first asks for the room.
        askers = askers[:1]
    if intent == intents.SUPPLIES and served:
        leads = leads + [
            n for n in roles.alone if n.member and n.member.division in _FIXING and n not in askers
        ]
    if intent == intents.REPAIR:
        fixers = [n for n in askers if n.member is not None and _party_after(roles, n, _FIXES)]
        fixers += [n for n in askers if n.member and n in roles.alone and _repairs(n)]
        fixers += [
            n
            for n in askers
            if n.value in _FIXING and re.match(rf"^[\s{BLANK}]*(?:{_FIXES})", _after(roles, n))
        ]
        askers = [n for n in askers if n not in fixers]
        leads = fixers + leads
        askers = (
            askers
            or [
                n
                for n in roles.towards
                if n.body is not None
                and n not in leads
                and n.said != "值班室"
                and not _party_after(roles, n, "办公室")
            ][:1]
            or [n for n in roles.towards if n.sort == PERSON and _party_after(roles, n, _OWNS)][:1]
        )
    return askers, leads, roles.helpers


def _meeting(roles: Roles) -> Fields:
    leads, invited = list(roles.leads), list(roles.helpers)
    first = roles.parties[0] if roles.parties else None
    if (
        first
        and first.names[0].upper in (CITY, PROVINCE, STATE)
        and not first.before.strip()
        and len(first.names) == 1
    ):
        # 省防指16号视频会: whose meeting it is, not who is invited.
        name = first.names[0]
        for held in (roles.alone, roles.subjects, roles.towards):
            if name in held:
                held.remove(name)
                roles.sources.append(name)
    for party in roles.parties:
        names = [n for n in party.names if n in roles.asked]
        if names and _PREPARES.match(party.after) and names[0].sort != "group":
            leads += names[:1]
            invited += names[1:]
        else:
            invited += names
    opens = [
        n
        for n in roles.alone
        if _is_boss(n) and not roles.parties[0].before.strip() and n in roles.parties[0].names
    ]
    invited += [n for n in roles.alone if n not in invited and n not in opens]
    hosts = [n for n in roles.subjects if not (n.member and n.member.is_leader)]
    invited += [n for n in roles.towards if n.sort == GROUP and _begins(roles, n)]
    for party in roles.parties:
        with_us = re.search(r"(?:约|跟|和|与|同|找|喊)$", party.before)
        if (with_us or (len(party.names) > 1 and _MEETS.match(party.after))) and party.names[
            0
        ] in roles.towards:
            invited += list(party.names)
        elif re.match(r"(?:各)?(?:来人|派)", party.after) and party.names[0] in roles.sources:
            invited += list(party.names)
    roles.sources[:] = [n for n in roles.sources if n not in invited]
    comes = [
        n
        for n in hosts
        if _party_after(
            roles, n, r"参加|参会|列席|出席|到会|各?来|各?派|[到去][^\s,。]{0,8}?(?:碰|开会|集合)"
        )
    ]
    invited += comes
    leads += [n for n in hosts if n not in comes]
    bosses = [
        n
        for n in roles.subjects
        if n.member
        and n.member.is_leader
        and _party_after(roles, n, r"(?:[去到赴][^\s,。]{1,8})?(?:参加|出席|列席|到会)|[去来到](?=$|[\s,。])")
    ]
    invited += bosses
    if len(leads) > 1:
        invited = leads[1:] + invited
    return roles.sources, leads[:1], sorted(invited, key=lambda n: n.start)


def _repairs(name: Named) -> bool:
    """The office's own men for it: administration, technique, sound."""
    member = name.member
    return member is not None and (member.division in _FIXING or any(s == "音响" for s, _ in member.skills))


def _after(roles: Roles, name: Named) -> str:
    return next(p.after for p in roles.parties if name in p.names)


def _party_after(roles: Roles, name: Named, pattern: str) -> bool:
    party = next(p for p in roles.parties if name in p.names)
    return bool(re.match(rf"^[\s{BLANK}]*(?:都|也|要|一起)*[\s{BLANK}]*(?:{pattern})", party.after))


def _matter(intent: str, roles: Roles, text: str, *, is_visit: bool) -> Fields:
    sources, leads, helpers = list(roles.sources), list(roles.leads), list(roles.helpers)
    asked, beside = [], []
    for party in roles.parties:
        names = [n for n in party.names if n in roles.asked]
        led = names and names[0].member is not None and names[0].member.is_leader
        if led and _ACCOMPANIES.match(party.after):
            beside += names
        else:
            asked += [n for n in names if n not in roles.told]
    above = [n for n in roles.subjects if n.upper in (CITY, PROVINCE, STATE)]
    sources += [n for n in above if not sources]
    named = leads + asked
    subjects: list[Named] = []
    for name in roles.subjects:
        if name in above:
            continue
        if is_private(name):
            # 张某又来了: who has a wish does no work of ours.
            sources = sources or [name]
            continue
        (
            beside
            if _is_boss(name) and _party_after(roles, name, "陪|参加|出席|到场|会见|接见|列席")
            else subjects
        ).append(name)
    if not named and intent == intents.FIGURE:
        questioned = [p for p in roles.parties if re.search(r"(?:问一?下?|向|找|跟|从)\s*$", p.before)]
        named = subjects or [n for p in questioned for n in p.names if n in roles.towards]
        if not named:
            gives = [p for p in roles.parties if re.match(r"[\s\x00]*(?:给|报)(?=$|[\s,。]|我)", p.after)]
            named = [n for p in gives for n in p.names if n in roles.towards and _begins(roles, n)]
        if not named and all(_is_boss(n) or n.upper for n in sources):
            named = [n for n in roles.alone if not _is_boss(n) and not is_private(n)]
    elif not named:
        named = subjects or [n for n in roles.alone if not _is_boss(n) and not is_private(n)]
        if not named and intent == intents.RECURRING:
            named = _before_a_verb(roles)
    else:
        helpers += [n for n in roles.alone if n.body and _follows_the_lead(roles, n)]
        tells = [
            n
            for n in subjects
            if n not in named and n.sort != GROUP and _party_after(roles, n, "报(?!送)|上报|呈报|称|说")
        ]
        sources = sources or tells
        helpers += [n for n in subjects if n not in named and n not in tells]
    if not sources and named and marks.source_type(text) in (marks.PHONE, marks.LETTER):
        sources = [n for n in roles.alone if n.body and n.body.kind == EXTERNAL and n not in named][:1]
    if is_visit:
        if not sources:
            sources = [n for n in roles.visitors if n.sort != PERSON][:1] + [
                n for n in roles.visitors if n.sort == PERSON
            ][:1]
        if not sources:
            received = [p for p in roles.parties if re.search(r"(?:接待|迎接)$", p.before)]
            sources = [n for p in received for n in p.names if n not in named]
        if not named:
            own = (DEPARTMENT, DUAL_LEADERSHIP, TOWNSHIP)
            named = [
                n for n in sources if n.body is not None and n.body.kind in own and n not in roles.visitors
            ][:1]
    return sources, named, sorted(helpers, key=lambda n: n.start) + beside


def _follows_the_lead(roles: Roles, name: Named) -> bool:
    """财政局(牵头)、住建局."""
    return next(p for p in roles.parties if name in p.names).before.endswith(("牵头)、", "牵头)和", "牵头),"))


def _before_a_verb(roles: Roles) -> list[Named]:
    """每月底李桂兰盘库: who begins the clause does it, whatever the verb."""
    for party in roles.parties:
        begins = not party.before or party.before[-1] in f" {BLANK},。:"
        if begins and party.names[0] in roles.towards and re.match(r"[\u4e00-\u9fff](?<!的)", party.after):
            return list(party.names)
    return []


def _is_boss(name: Named) -> bool:
    return name.member is not None and name.member.is_leader
