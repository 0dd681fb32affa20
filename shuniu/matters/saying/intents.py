"""意图: what a line wants, of thirteen (contracts.md §1 intent)."""

from __future__ import annotations

import re

from shuniu.org.roster import EXTERNAL

from . import cues, gatherings, marks, places, verbs
from .clues import Clues
from .moments import BY, END, MOVED
from .names import BODY, PERSON, Named
from .words import BLANK

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


# Where one walks to.
_INSIDE = re.compile(r"办公室|会议室|接待室|[一二三四五六\d]楼|大厅$|门口$|这儿|这里|那儿")


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
    if _is_supplies(clues) and not _is_driven(clues):
        return SUPPLIES
    if _is_absence(clues):
        return ABSENCE
    if _is_car(clues):
        return CAR
    if _is_room(clues):
        return ROOM
    if gatherings.is_meeting(clues):
        return MEETING
    if roles is not None and _is_away(clues):
        return ABSENCE
    return MATTER


def _is_thanks(clues: Clues) -> bool:
    match = cues.THANKS.search(clues.text)
    if match is None or re.search(r"感谢信(?![访息])|答谢会|致谢信|辛苦费", clues.text):
        return False
    if re.match(r"^[\s!]*请?(?:代|替|帮)(?:我们?)?(?:谢谢|感谢|谢过|道谢)", clues.text):
        return True
    if re.match(
        r"^[\s!]*(?:[^\s,。]{0,6}?)(?:谢谢|多亏|感谢|多谢|致谢|谢过|鸣谢|辛苦)", clues.text
    ) and not re.match(
        r"^[\s!]*(?:请|麻烦|写|起草|准备|拟|辛苦[^,。]{0,10}(?:一下|把|帮|尽快|报|发|送))", clues.text
    ):
        return True
    if re.search(r"(?:谢谢|谢了|多谢)[^\s,。]{0,3}[!。]?\s*$", clues.text):
        return True
    return not (
        clues.roles.asked
        or any(m.sort == BY for m in clues.moments)
        or re.search(r"请|麻烦|把|帮我", clues.quiet)
    )


def _is_chase(clues: Clues) -> bool:
    if cues.CHASE.search(clues.quiet) is None:
        return False
    if clues.roles.asked and any(not (n.member and n.member.is_leader) for n in clues.roles.sources):
        # 孟瑶来问什么时候批 让财政局回个话: somebody wants to know, nobody is chased.
        if re.search(r"问", clues.quiet) and not re.search(r"催|抓紧|尽快", clues.quiet):
            return False
    above = [
        n for n in clues.roles.sources if n.sort == BODY and (n.upper or (n.body and n.body.kind == EXTERNAL))
    ]
    return not (above and re.search(r"催(?:我们|报|交|要|着?要|咱|县里|得|了|$|[\s,。])", clues.quiet))


def _is_search(clues: Clues) -> bool:
    """Nouns only: nothing is done, asked, said or dated."""
    text = clues.text.strip()
    said_of = re.sub(rf"[\s{BLANK}]+", "", clues.plain)
    if clues.names and re.fullmatch(
        r"的?(?:批示|讲话|意见|指示|要求|发言|电话|手机号?|号码|联系方式|联系人|联络员|值班电话|地址|传真|邮箱|主任|局长|领导|班子|分工|简历|职务|职责|名片|微信|办公室|日程|行程)?",
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
    if re.fullmatch(r"[\u4e00-\u9fff]{2,8}[〔\[(]?20\d\d[〕\])]?(?:年)?\s*第?\d{1,4}号(?:文件?)?", text):
        return True
    if cues.SUPPLY_COUNT.search(text):
        return False
    if re.match(r"\s*(?:我|俺)(?!县|市|省|国|办|区)", text):
        return False
    if re.search(r"[!?。@]", text) or re.search(r"多少|几[个家户人件]|给我|发我|给一?份", text):
        return False
    dated = [m for m in clues.moments if m.is_known or m.sort == BY]
    if re.fullmatch(rf"[\s{BLANK}]*", clues.quiet):
        return True
    if cues.SUPPLY_ITEM.search(text) and re.search(
        r"换(?!届)|领(?!导)|借|买|要|缺|送|配|申请|采购|添|拿", text
    ):
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
        r"(?:要|用|派|借|需|申请|安排|订)(?:一?[辆台])?[^,。\s]{0,4}(?:车(?![间位库])|大巴|中巴)|车[一两二三][辆台]",
        clues.quiet,
    )
    return bool(asks) and not clues.roles.asked and marks.source_type(clues.quiet) is None


def _is_figure(clues: Clues) -> bool:
    if _figure_alone(clues):
        return True
    return bool(cues.FIGURE.search(clues.plain)) and not cues.NOT_FIGURE.search(clues.quiet)


def _figure_alone(clues: Clues) -> bool:
    """老旧小区户数 住建局 今天: a figure, a body and a day, each by itself."""
    figure = re.search(rf"{cues.NUMERIC}(?=$|[\s{BLANK},。])", clues.plain)
    bodies = [n for n in clues.roles.alone if n.sort == BODY]
    return bool(figure and bodies and clues.moments and not cues.CLAUSE_VERB.search(clues.plain))


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
                rf"代表团|记者(?=采访)|记者|外宾|校友|投资商|人大代表|政协委员|老干部)[^,。;]{{0,10}}(?:{verbs.SEES})"
            ),
            clues.quiet,
        )
    ) or bool(
        re.search(
            (
                r"记者(?:要)?采访|(?:考察团|代表团|客人|客商|专家|校友|外宾)[^,。]{0,6}(?:来访|到访)|来访考察|来县(?:考察|调研|检查|指导)|(?:迎接|接待(?!室))[^,。]{0,12}(?:检查|考察|调研|督导|来访|客人|"
                r"客商|验收)"
            ),
            clues.quiet,
        )
    )


def _is_supplies(clues: Clues) -> bool:
    text = clues.quiet
    if re.search(
        r"借[^,。]{0,8}(?:皮卡|大巴|中巴|商务车|越野车|面包车|公车|考斯特|依维柯)|借车|借[^,。]{0,6}(?:会议室|[辆台][^,。\s]{0,3}(?:车|皮卡|大巴|中巴))",
        text,
    ):
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
            r"借[^,。]{0,8}(?:皮卡|大巴|中巴|商务车|越野车|面包车|公车|考斯特|依维柯)|借[^,。]{0,14}(?:方案|经验|做法)|借(?:一?[辆台])?[^,。\s]{0,3}车|借人|借[^,。]{0,8}(?:同志|人手|会议室|场地)",
            text,
        )
    ):
        return True
    return bool(counted) and not re.search(r"会|车|材料|方案|报告|人(?:[\s\x00]|$)", text)


def _is_absence(clues: Clues) -> bool:
    text = clues.quiet
    match = cues.ABSENCE.search(text)
    if any(m.sort == MOVED for m in clues.moments) and re.search(r"会(?=改|挪|推|调|还是)", text):
        return False
    if (
        match is None
        or cues.CAR.search(text)
        or _is_carried(clues)
        or re.search(
            r"(?:假|差|学习|培训|体检)的?(?:情况|天数|人员|名单|汇总|统计|台账|记录)|统计|汇总|梳理|登记|核对|(?:组织|安排|举办|开展|通知|准备|报名|筹备|印发|审核|审批|关于|把(?![^,。]{0,12}(?:改|推迟|提前|挪|取消|延))|方案|请假条|制度)",
            clues.plain,
        )
    ):
        return False
    if re.match(
        r"的(?:函|人(?!$)|通知|材料|手续|名单|方案|情况|事|费|表|同志|钱|单子|审批|文)", text[match.end() :]
    ):
        return False
    if places.room_said(text, clues.roster) and (
        re.search(r"用|借|订|预约|占|留", text) or any(n.sort != PERSON for n in clues.names)
    ):
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
    trip = places.destination(clues.plain) or places.destination(clues.quiet)
    if trip and _INSIDE.search(trip[0]):
        return False
    if re.search(r"^[\s\x00]*给[^,。\s]{2,8}?(?:准备|写|备|起草|拟|拿|印)|用的", clues.quiet):
        return False
    return bool(cues.AWAY.search(clues.quiet)) and not places.people(clues.quiet) and not clues.roles.asked


def _is_car(clues: Clues) -> bool:
    text = clues.quiet
    if cues.NOT_CAR.search(text):
        return False
    if cues.CAR.search(text) or _is_driven(clues) or _is_carried(clues):
        return True
    if clues.roles.sources and re.search(r"[去到赴][^\s\x00,。;]{1,10}(?:参加[^\s,。]{0,10}会|开会)", text):
        return False
    trip = places.destination(clues.plain) or places.destination(text)
    if trip and _INSIDE.search(trip[0]):
        return False
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


def _is_carried(clues: Clues) -> bool:
    """明早七点送陆县长到市里开会: somebody is brought or fetched, by what else than a car."""
    carried = [
        p
        for p in clues.roles.parties
        if p.names[0].sort == PERSON and re.search(rf"(?:^|[\s{BLANK},。去来])[送接][\s{BLANK}]*$", p.before)
    ]
    going = places.destination(clues.plain) or places.destination(clues.quiet) or places.station(clues.quiet)
    return bool(carried and going and not _INSIDE.search(going[0]))


def _is_driven(clues: Clues) -> bool:
    """A driver named together with fetching or bringing."""
    if re.search(r"车队[^,。]{0,8}[送接拉运]", clues.text) and places.destination(clues.quiet):
        return True
    drivers = [n for n in clues.names if n.member and n.member.post == "司机"]
    return bool(drivers) and bool(re.search(r"[送接](?!审)|开车|出车|跑|[去到赴]", clues.quiet))


def _is_room(clues: Clues) -> bool:
    text = clues.quiet
    room = places.room_said(text, clues.roster)
    if room is None:
        room_word = re.search(r"会议室|报告厅|接待室|场地|会场(?!布置)|房间(?!空调|灯|卫生|号)", text)
        if room_word and _stands_open(clues, room_word):
            return True
        return bool(
            room_word
            and re.search(
                r"订(?!正)|借(?!用(?:台账|登记|记录|情况|制度|办法))|预[订定约]|留(?:一?间|个)|要(?:一?间|个|用)|用一?下|[找换](?:一?间|个)[^,。\s]{0,5}|安排[^,。]{0,12}(?=会议室|场地|会场)",
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
    if cues.MEETING.search(gatherings.without_room(text, room)) or re.search(r"集合|集中学习|点名", after):
        return False
    receives = re.search(r"谈[话事心]|谈工作|面谈|商量|会客|会见|接访|面试", text)
    if clues.roles.asked or (not receives and any(_party_does(clues, n) for n in clues.roles.subjects)):
        return False
    left = re.sub(rf"[\s{BLANK},。]+", "", gatherings.without_room(clues.plain, room))
    return bool(clues.moments) and len(left) <= 9 and not re.search(r"请|让|麻烦|帮", text)


def _stands_open(clues: Clues, word: re.Match[str]) -> bool:
    """会议室 明天下午 十来个人: a room, a time, how many, and nothing to be done there."""
    opens = not clues.text[: word.start()].strip() and re.match(
        r"(?:$|[\s\x00,。])", clues.quiet[word.end() :]
    )
    return bool(opens and clues.moments and not clues.roles.asked and not clues.roles.subjects)


def _party_does(clues: Clues, name: Named) -> bool:
    return bool(verbs.DOES.match(clues.quiet[name.end :]))
