"""意图: what a line wants, of thirteen (contracts.md §1 intent)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shuniu.org.roster import EXTERNAL, Roster

from . import cues, marks, places, verbs
from .moments import BY, END, MOVED, Moment
from .names import BODY, PERSON, Named
from .recurrence import Recurrence
from .roles import Roles
from .words import BLANK, blanked

MATTER, MEETING, CAR, ROOM, SUPPLIES, REPAIR, FIGURE, RECURRING, ABSENCE, CHASE, SHELVE, THANKS, SEARCH = (
    "matter", "meeting", "car", "room", "supplies", "repair", "figure", "recurring", "absence", "chase", "shelve",
    "thanks", "search",
)  # fmt: skip
INTENTS = (
    MATTER,
    MEETING,
    CAR,
    ROOM,
    SUPPLIES,
    REPAIR,
    FIGURE,
    RECURRING,
    ABSENCE,
    CHASE,
    SHELVE,
    THANKS,
    SEARCH,
)


@dataclass(frozen=True, slots=True)
class Clues:
    """What is known of a line before its intent: `quiet` has times blank, `plain` also names."""

    text: str
    quiet: str
    plain: str
    moments: tuple[Moment, ...]
    recurrence: Recurrence | None
    names: tuple[Named, ...]
    roles: Roles
    roster: Roster

    @property
    def bodyless(self) -> str:
        """Bodies blank too: 信访 in a list of bodies is no petition."""
        return blanked(self.quiet, [(n.start, n.end) for n in self.names if n.bare])


def decide(clues: Clues) -> str:
    """The intent; where nothing else fits, a matter."""
    text, roles = clues.text, clues.roles
    if not text.strip():
        return SEARCH
    if (
        cues.EMERGENCY.search(clues.quiet)
        and clues.recurrence is None
        and not cues.DOCUMENT_NOUN.search(text.strip())
    ):
        return MATTER
    if _is_thanks(clues):
        return THANKS
    if clues.recurrence is not None:
        return RECURRING
    if cues.SHELVE.search(clues.quiet) and not is_visit(clues):
        return SHELVE
    if _is_chase(clues):
        return CHASE
    if _is_search(clues):
        return SEARCH
    if _from_citizens(clues):
        return MATTER
    if is_visit(clues) and not _asks_for_car(clues):
        return MATTER
    if _is_figure(clues):
        return FIGURE
    if cues.REPAIR.search(clues.quiet) and not _is_public(clues):
        return REPAIR
    if _is_supplies(clues):
        return SUPPLIES
    if _is_absence(clues):
        return ABSENCE
    if _is_car(clues):
        return CAR
    if _is_room(clues):
        return ROOM
    if _is_meeting(clues):
        return MEETING
    if roles is not None and _is_away(clues):
        return ABSENCE
    return MATTER


def _is_thanks(clues: Clues) -> bool:
    match = cues.THANKS.search(clues.text)
    if match is None or re.search(r"感谢信(?![访息])|答谢会|致谢信|辛苦费", clues.text):
        return False
    if re.match(
        r"^[\s!]*(?:[^\s,。]{0,6}?)(?:谢谢|多亏|感谢|多谢|致谢|谢过|鸣谢|辛苦)", clues.text
    ) and not re.match(
        r"^[\s!]*(?:请|麻烦|写|起草|准备|拟|辛苦[^,。]{0,10}(?:一下|把|帮|尽快|报|发|送))", clues.text
    ):
        return True
    if re.search(r"(?:谢谢|谢了|多谢)[^\s,。]{0,3}[!。]?$", clues.text):
        return True
    return not (
        clues.roles.asked
        or any(m.sort == BY for m in clues.moments)
        or re.search(r"请|麻烦|把|帮我", clues.quiet)
    )


def _is_chase(clues: Clues) -> bool:
    if cues.CHASE.search(clues.quiet) is None:
        return False
    above = [
        n for n in clues.roles.sources if n.sort == BODY and (n.upper or (n.body and n.body.kind == EXTERNAL))
    ]
    return not (above and re.search(r"催(?:我们|报|交|要|着?要|咱|县里)", clues.quiet))


def _is_search(clues: Clues) -> bool:
    """Nouns only: nothing is done, asked, said or dated."""
    text = clues.text.strip()
    said_of = re.sub(rf"[\s{BLANK}]+", "", clues.plain)
    if clues.names and re.fullmatch(
        r"的?(?:批示|讲话|意见|指示|要求|发言|电话|手机号?|号码|联系方式|分工|简历|职务|职责|名片|微信|办公室|日程|行程)?",
        said_of,
    ):
        return not clues.moments
    if (
        clues.roles.asked
        or clues.roles.sources
        or clues.roles.instructing
        or clues.roles.visitors
        or len(text) > 26
    ):
        return False
    if re.search(r"[!?。@]", text) or re.search(r"多少|几[个家户人件]", text):
        return False
    dated = [m for m in clues.moments if m.is_known or m.sort == BY]
    if re.fullmatch(rf"[\s{BLANK}]*", clues.quiet):
        return True
    if cues.SUPPLY_ITEM.search(text) and re.search(r"换(?!届)|领(?!导)|借|买", text):
        return False
    if marks.visibility(clues.bodyless, False) or re.search(r"反映|来信", clues.quiet):
        return False
    if cues.REPAIR.search(clues.quiet) and not cues.DOCUMENT_NOUN.search(text):
        return False
    if (
        cues.CLAUSE_VERB.search(clues.quiet)
        or cues.FAULT_WORD.search(clues.quiet)
        or marks.hard(text) is not None
    ):
        return False
    if marks.source_type(text) in ("电话", "热线", "来访", "口头") or places.people(clues.quiet):
        return False
    if (
        clues.roles.leads
        or clues.roles.helpers
        or (_names_a_doer(clues) and not cues.DOCUMENT_NOUN.search(text))
    ):
        return False
    if re.search(r"(?:请假|休假|出差|外出|调休|病假|事假|不在)$", text) and len(text) <= 8:
        return False
    if cues.ABSENCE.search(clues.quiet) and (dated or _has_person(clues)):
        return False
    if dated:
        return any(not m.sort and not m.hour for m in dated) and bool(
            re.search(r"(?:安排|日程|值班表|日志|通报|简报|议程|台账|记录|行程|纪要)$", text)
        )
    if re.search(r"请假|出差|休假", clues.quiet) and _has_person(clues):
        return False
    return bool(re.search(r"(?:办法|制度|规定|登记|清单|台账)$", text)) or not re.search(
        r"(?:派车|用车(?!记录|台账|情况)|要车|开会|借车|来查|来检查|来调研)", clues.quiet
    )


def _has_person(clues: Clues) -> bool:
    return any(n.sort == PERSON for n in clues.names)


def _names_a_doer(clues: Clues) -> bool:
    return bool(clues.roles.subjects)


def _from_citizens(clues: Clues) -> bool:
    """Petitions, hotline orders, calls of citizens: matters, whatever thing is broken."""
    kind = marks.source_type(clues.quiet)
    if kind == marks.HOTLINE or marks.visibility(
        clues.bodyless, any(n.sort == PERSON and not n.member for n in clues.roles.sources)
    ):
        return True
    if (
        kind == marks.VISIT
        and not is_visit(clues)
        and any(n.sort == PERSON and not n.member for n in clues.names)
    ):
        return True
    return bool(
        re.search(
            (
                r"(?:市民|群众|居民|村民|业主|家长|网民|网友|商户)[^,。]{0,14}(?:反映|投诉|来电|来信|举报|求助|"
                r"打来|说|要求)"
            ),
            clues.quiet,
        )
    )


def _asks_for_car(clues: Clues) -> bool:
    """要大巴一辆 接省观摩团: the guests are why, the car is what."""
    asks = re.search(
        r"(?:要|用|派|借|需|申请|安排|订)(?:一?[辆台])?[^,。\s]{0,4}(?:车(?![间位库])|大巴|中巴)", clues.quiet
    )
    return bool(asks) and not clues.roles.asked and marks.source_type(clues.quiet) is None


def _is_figure(clues: Clues) -> bool:
    return bool(cues.FIGURE.search(clues.plain)) and not cues.NOT_FIGURE.search(clues.quiet)


def _is_public(clues: Clues) -> bool:
    """Streets and villages: not repaired by the office's own men."""
    if places.room_said(clues.quiet, clues.roster):
        return False
    if re.search(
        r"办公室|食堂|值班室|办公楼|机关|大院|[一二三四五\d]楼|会议室|接待室|文印室|行政楼|大门|院[子内里]|车[库棚]",
        clues.quiet,
    ):
        return False
    return bool(cues.STREET.search(clues.quiet))


def is_visit(clues: Clues) -> bool:
    if clues.roles.visitors:
        return True
    outside = any(n.sort == BODY and (n.upper or n.body is None) for n in clues.roles.sources)
    if outside and re.search(
        rf"(?:^|[\s{BLANK}]|[\d一二两三四五六七八九十]个?[人名位])(?:要|将)?(?:{verbs.SEES}|进[点驻])",
        clues.quiet,
    ):
        return True
    return bool(
        re.search(
            (
                rf"(?:市长|省长|市委书记|省委书记|厅长|[省市部]领导)[^,。]{{0,12}}(?:来|到|调研|检查|视察)|(?:人大代表|政协委员|检查组|督导组|调研组|老干部|专家组)[\s{BLANK}]*(?:集中)?(?:视察|考察|调研|"
                r"检查|督导|暗访|观摩|参观|走访)|(?:专家|客商|客人|考察团|检查组|督导组|调研组|巡察组|验收组|"
                rf"代表团|记者|外宾|校友|投资商|人大代表|政协委员|老干部)[^,。;]{{0,10}}(?:{verbs.SEES})"
            ),
            clues.quiet,
        )
    ) or bool(
        re.search(
            (
                r"(?:考察团|代表团|客人|客商|专家|校友|外宾)[^,。]{0,6}(?:来访|到访)|来访考察|来县(?:考察|调研|检查|指导)|(?:迎接|接待(?!室))[^,。]{0,12}(?:检查|考察|调研|督导|来访|客人|"
                r"客商|验收)"
            ),
            clues.quiet,
        )
    )


def _is_supplies(clues: Clues) -> bool:
    text = clues.quiet
    if re.search(r"借车|借[^,。]{0,6}(?:会议室|[辆台][^,。\s]{0,3}(?:车|皮卡|大巴|中巴))", text):
        return False
    if re.search(r"^[\s\x00]*(?:起草|写|拟|报|制定|修订)", text):
        return False
    if clues.roles.asked and re.search(r"[到去][^\s,。]{1,8}(?:取|拿|领|接)", text):
        return False
    counted = cues.SUPPLY_COUNT.search(text)
    item = cues.SUPPLY_ITEM.search(text)
    if item and (
        cues.SUPPLY_VERB.search(text)
        or counted
        or re.search(r"[\d一两二三四五六七八九十百]+(?:支|包|个|箱|瓶|本|盒|套|把|台|桶|卷|件)", text)
    ):
        return not re.search(r"(?:订|借|用|留|占)[^,。]{0,4}会议室|派车|用车|要车", text)
    if (
        cues.LOAN.search(text)
        and not places.room_said(text, clues.roster)
        and not re.search(
            r"借(?:一?[辆台])?[^,。\s]{0,3}车|借人|借[^,。]{0,8}(?:同志|人手|会议室|场地)", text
        )
    ):
        return True
    return bool(counted) and not re.search(r"会|车|材料|方案|报告|人(?:[\s\x00]|$)", text)


def _is_absence(clues: Clues) -> bool:
    text = clues.quiet
    match = cues.ABSENCE.search(text)
    if (
        match is None
        or cues.CAR.search(text)
        or re.search(
            r"(?:组织|安排|举办|开展|通知|准备|报名|筹备|印发|审核|审批|关于|把|方案|请假条|制度)",
            clues.plain,
        )
    ):
        return False
    if places.room_said(text, clues.roster) and re.search(r"用|借|订", text):
        return False
    if re.search(r"学习|培训", match[0]) and (
        clues.roles.asked or cues.MEETING_PAPER.search(text) or places.people(text)
    ):
        return False
    if any(n.sort != PERSON for n in clues.roles.subjects + clues.roles.asked) and not _has_person(clues):
        return False
    if places.people(text) and re.search(r"[去到赴]", text) and match[0] in ("出差", "外出"):
        return False
    return True


def _is_away(clues: Clues) -> bool:
    """何主任周三去省里开会: a person, a day, a place, and no wish for a car."""
    return bool(cues.AWAY.search(clues.quiet)) and not places.people(clues.quiet) and not clues.roles.asked


def _is_car(clues: Clues) -> bool:
    text = clues.quiet
    if cues.NOT_CAR.search(text):
        return False
    if cues.CAR.search(text) or _is_driven(clues):
        return True
    if clues.roles.sources and re.search(r"[去到赴][^\s\x00,。;]{1,10}(?:参加[^\s,。]{0,10}会|开会)", text):
        return False
    trip = places.destination(clues.plain) or places.destination(text)
    if not trip or clues.roles.asked and not re.search(r"老韩|司机|车队", text):
        return False
    if (
        cues.MEETING_PAPER.search(text)
        or re.search(r"^[\s\x00]*(?:把|将|报|交|送|写|通知|起草)", text)
        or any(m.sort == BY for m in clues.moments)
    ):
        return False
    counted = places.people(text)
    leaves = any(m.clocks and m.sort not in (BY,) for m in clues.moments)
    returns = any(m.sort == END for m in clues.moments) or re.search(
        r"(?:往返|来回|返回|当天回|当日回)", text
    )
    return bool(
        (counted and (leaves or returns or clues.moments))
        or (leaves and returns)
        or (leaves and _has_person(clues))
    )


def _is_driven(clues: Clues) -> bool:
    """A driver named together with fetching or bringing."""
    drivers = [n for n in clues.names if n.member and n.member.post == "司机"]
    return bool(drivers) and bool(re.search(r"[送接](?!审)|开车|出车|跑|[去到赴]", clues.quiet))


def _is_room(clues: Clues) -> bool:
    text = clues.quiet
    room = places.room_said(text, clues.roster)
    if room is None:
        room_word = re.search(r"会议室|报告厅|接待室|场地|会场(?!布置)", text)
        return bool(
            room_word
            and re.search(
                r"订(?!正)|借(?!用(?:台账|登记|记录|情况|制度|办法))|预[订定约]|留(?:一?间|个)|要(?:一?间|个|用)|用一?下|找(?:一?间|个)|安排[^,。]{0,12}(?=会议室|场地|会场)",
                text,
            )
        )
    before, after = text[: room[1]], text[room[2] :]
    if re.search(
        r"(?:订|借|预[订定约]|留|占|腾|要用|用|换到?|安排|需要|申请|定|要)(?:一?下|个|一?间)?[\s\x00]*$",
        before,
    ):
        return True
    if re.match(
        (
            r"^[\s\x00]*(?:会议室)?[\s\x00]*(?:我们?|[^\s,。]{0,8})?(?:要?用(?:一下|于)?|订|[留让借]给|借|占用|"
            r"预[订定约]|空(?:着|不|吗|没|闲|出来|一下)|有没有[空人]|有人[吗用]|留(?:一下|出来|下来|着|好)|有(?:个|场|一[个场])(?!问题))"
        ),
        after,
    ):
        return True
    if cues.MEETING.search(without_room(text, room)) or re.search(r"集合|集中学习|点名", after):
        return False
    receives = re.search(r"谈[话事心]|谈工作|面谈|商量|会客|会见|接访|面试", text)
    if clues.roles.asked or (not receives and any(_party_does(clues, n) for n in clues.roles.subjects)):
        return False
    left = re.sub(rf"[\s{BLANK},。]+", "", without_room(clues.plain, room))
    return bool(clues.moments) and len(left) <= 9 and not re.search(r"请|让|麻烦|帮", text)


def _party_does(clues: Clues, name: Named) -> bool:
    return bool(verbs.DOES.match(clues.quiet[name.end :]))


def without_room(text: str, room: tuple[str, int, int]) -> str:
    """The text with the room blank: 会议室 is no 会议."""
    return places.without(text, (room[1], room[2]))


def _is_meeting(clues: Clues) -> bool:
    text = clues.quiet
    room = places.room_said(text, clues.roster)
    rest = without_room(text, room) if room else text
    if clues.roles.instructing:
        rest = re.sub(r"在?[^\s\x00,。]{0,8}会上", BLANK, rest)
    if any(m.sort == MOVED for m in clues.moments) and re.search(r"会(?!同|签|务|计|员|议室)", rest):
        return True
    match = cues.MEETING.search(rest) or (re.search(r"集合|集中学习", rest) if room else None)
    if match is None:
        return False
    if cues.MEETING_PAPER.search(rest) or re.match(r"(?:开会|会议)前", rest[match.end() - 2 :]):
        return False
    if (
        any(m.day and m.day.from_event is not None for m in clues.moments)
        and not re.search(r"参加|参会|列席", rest)
    ) or re.search(r"^[\s\x00]*给[^,。\s]{1,8}(?:打|回|发)", rest):
        return False
    if re.search(
        r"^[\s\x00]*(?:写|起草|拟|准备|报|交|整理|印|发|送|核|改|做)[^,。]{0,8}" + re.escape(match[0]), rest
    ) and not re.search(r"准备(?:开|召开)", rest):
        return False
    if (
        re.search(r"[去到赴][^\s\x00,。;]{1,10}(?:开会|参加[^\s,。]{0,10}会)", rest)
        and not clues.roles.sources
        and not re.search(r"请|通知", rest)
    ):
        return False
    dated = [m for m in clues.moments if m.sort != BY]
    return bool(dated or room or re.search(r"开|召|参加|出席|通知|请|组织", rest))
