"""会: whether a line is about people coming together, and not about the papers of it."""

from __future__ import annotations

import re

from . import cues, places
from .clues import Clues
from .moments import BY, MOVED
from .names import PERSON
from .words import BLANK


def is_meeting(clues: Clues) -> bool:
    text = clues.quiet
    room = places.room_said(text, clues.roster)
    rest = without_room(text, room) if room else text
    if clues.roles.instructing:
        rest = re.sub(r"在?[^\s\x00,。]{0,8}会上", BLANK, rest)
    if any(m.sort == MOVED for m in clues.moments) and re.search(r"会(?!同|签|务|计|员|议室)", rest):
        return True
    if _is_held(clues, room) or _in_an_office(clues):
        return True
    if room and re.search(r"(?<!不)参加|列席|到会|出席", text) and any(m.sort != BY for m in clues.moments):
        return True
    match = cues.MEETING.search(rest) or (re.search(r"集合|集中学习", rest) if room else None)
    if match is None:
        return False
    if re.search(
        r"(?:把|将)[^,。;]*?"
        + re.escape(match[0])
        + r"(?:议)?+的?+(?![\s\x00]*(?:改|调|挪|推|提前|取消|订|定|开|安排|通知|放))[\u4e00-\u9fff]{2}",
        rest,
    ) and not _is_invited(clues):
        return False
    if (
        re.match(r"会商(?!会)", match[0][-2:])
        and clues.roles.asked
        and all(m.sort == BY for m in clues.moments)
        and not room
    ):
        # 请三家会商 周三前拿意见: a verb, no meeting of ours.
        return False
    if (
        cues.MEETING_PAPER.search(rest)
        and not _is_invited(clues)
        or re.match(r"(?:开会|会议)前", rest[match.end() - 2 :])
    ):
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


def _is_held(clues: Clues, room: tuple[str, int, int] | None) -> bool:
    """裴县长3点半调度雨污分流 401: a leader hears, at an hour, in a room or with people called in."""
    hears = [
        n
        for n in clues.names
        if n.member
        and n.member.is_leader
        and re.match(
            rf"^[\s{BLANK}]*(?:要|想|将|再)?(?:听取?|调度|研究|会商|专题研究|召集|主持)(?!员|了|过)",
            clues.quiet[n.end :],
        )
    ]
    if not hears or not any(m.clocks or m.hour for m in clues.moments):
        return False
    comes = re.search(r"参加|列席|出席|到会|参会|各?来[一两1-3]?个?人|各来|各派", clues.quiet)
    return bool(room or comes)


def _in_an_office(clues: Clues) -> bool:
    """周一十点到裴县长办公室商量雨污分流: people come to somebody's office at an hour and talk."""
    persons = [(n.start, n.end) for n in clues.names if n.sort == PERSON]
    talks = re.search(r"商量|商议|商谈|碰(?!到|见)|研究|讨论|[面谈]谈|议一?议", clues.quiet)
    return bool(talks and places.office_of(clues.quiet, persons) and any(m.clocks for m in clues.moments))


def _is_invited(clues: Clues) -> bool:
    """请发改财政参加: somebody is asked to be there, whatever else the line names."""
    return any(
        re.match(
            rf"^[\s{BLANK}]*(?:都|也|各派|派)?[^,。\s{BLANK}]{{0,6}}(?:参加|列席|出席|参会|到会)", p.after
        )
        for p in clues.roles.parties
        if any(n in clues.roles.asked for n in p.names)
    )


def without_room(text: str, room: tuple[str, int, int]) -> str:
    """The text with the room blank: 会议室 is no 会议."""
    return places.without(text, (room[1], room[2]))
