"""记成一件事: one line, said or typed, becomes a matter with everything the line states (product §8.2)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from shuniu.clock.office_calendar import calendar_for
from shuniu.files import secrecy
from shuniu.files.choices import Channel
from shuniu.files.operations import note_secrecy_refusal
from shuniu.files.refusals import LooksSecret
from shuniu.matters import proposing, rules
from shuniu.matters.choices import InstructionForm, SourceType, Urgency, Visibility
from shuniu.matters.intake.reading_out import ask_to_read, propose_now
from shuniu.matters.intake.receiving import Taken
from shuniu.matters.intake.roster import roster_of
from shuniu.matters.models import Matter
from shuniu.matters.operations import capture, instruct
from shuniu.matters.proposing import Lexicon
from shuniu.matters.saying import OpenMatter, Sentence, understand
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Division, Person
from shuniu.org.refusals import Refused, require

LIKELY_AMONG = 300  # open matters a line is compared with, the newest
SOURCES = {
    "来文": SourceType.PAPER, "电话": SourceType.CALL, "批示": SourceType.INSTRUCTION, "口头": SourceType.ORAL,
    "会议": SourceType.MEETING, "来访": SourceType.VISIT, "热线": SourceType.HOTLINE, "计划": SourceType.PLAN,
    "自发现": SourceType.FOUND,
}  # fmt: skip
KIND_OF_INTENT = {
    "meeting": "meeting", "car": "service", "room": "service", "supplies": "service", "repair": "service",
    "figure": "figures", "recurring": "recurring", "absence": "duty",
}  # fmt: skip
KIND_OF_KIT = (("迎检", "inspection"), ("接待", "visit"), ("假期值班", "duty"), ("值班", "duty"))


def hear(text: str, *, by: Actor, open_matters: list[OpenMatter] | None = None) -> Sentence:
    """听: what a line means in this unit now; nothing is kept. `open_matters` default to the newest the actor sees."""
    if open_matters is None:
        rows = (
            Matter.objects.visible_to(by).open().whole().order_by("-received", "-id")
            .values_list("serial", "title", "lead__name")[:LIKELY_AMONG]
        )  # fmt: skip
        open_matters = [OpenMatter(f"№{serial}", title, lead or "") for serial, title, lead in rows]
    now = moment.local(moment.now())
    return understand(
        text, now=now, roster=roster_of(by.unit), calendar=calendar_for(by.unit), open_matters=open_matters
    )


def receive_sentence(text: str, *, by: Actor, understood: Sentence | None = None) -> Taken:
    """记成一件事: at once in the tray, with the proposal made from what was said. The line itself is kept whole.

    A leader's spoken word also waits for that leader's one tap. Raises Refused when nothing was said.
    """
    require(rules.may_capture(by))
    text = text.replace("\x00", "")
    if not text.strip():
        raise Refused(_("还没有写什么。说一句要办什么就行。"), "text", "text")
    try:
        secrecy.check_text(text, place=_("这句话"))
    except LooksSecret:
        note_secrecy_refusal(channel=Channel.PASTED, by=by)
        raise
    said = understood or hear(text, by=by, open_matters=[])
    lexicon = Lexicon(by.unit)
    leader = _person(said.instruction_by, by)
    kind = _kind(said)
    with transaction.atomic():
        matter = capture(
            title=said.title or text,
            by=by,
            source_type=_source(said, leader),
            source_body=said.source_body or "",
            source_person=(said.source_person or said.instruction_by or "")[:60],
            kind=kind,
            text=text,
            due=_aware(said.due),
            hard=said.hard,
            starts=_aware(said.start),
            ends=_aware(said.end),
            place=(said.place or "")[:100],
            urgency=Urgency.URGENT if said.urgent else Urgency.ORDINARY,
            visibility=Visibility.RESTRICTED if said.visibility else "",
            recurrence=said.recurrence or "",
            from_above=bool(said.source_body and lexicon.is_above(said.source_body)),
        )
        if leader is not None and by.in_office:
            instruct(matter, leader=leader, words=text.strip(), by=by, form=InstructionForm.ORAL)
        ask_to_read(matter)
    stated = _stated(said, lexicon, by, kind, leader)
    return Taken([propose_now(matter, lambda: proposing.prepare(matter, said=stated))])


def _stated(said: Sentence, lexicon: Lexicon, by: Actor, kind: str, leader: Person | None) -> dict:
    """What the line said outright, as rows; a person who shall do it is the holder, in that person's body."""
    stated: dict = {"kind": kind, "title": said.title}
    lead = _division(said.lead, lexicon)
    person = _person(said.lead, by) if lead is None else None
    if person is not None and person.division is not None:
        lead, stated["holder"] = lexicon.divisions.get(person.division_id, person.division), person
    if lead is not None:
        stated["lead"] = lead
    helpers = [_division(name, lexicon) for name in said.helpers]
    stated["helpers"] = [division for division in helpers if division is not None]
    if leader is not None:
        stated["leader"] = leader
    return {name: value for name, value in stated.items() if value}


def _kind(said: Sentence) -> str:
    if said.visibility and said.source_type == "来访":
        return "petition"
    for kit, code in KIND_OF_KIT:
        if said.kit and said.kit.startswith(kit):
            return code
    if said.intent in KIND_OF_INTENT:
        return KIND_OF_INTENT[said.intent]
    if said.source_type == "口头" and said.instruction_by:
        return "oral"
    if said.source_type == "批示":
        return "instruction"
    return "hotline" if said.source_type == "热线" else ""


def _source(said: Sentence, leader: Person | None) -> str:
    if said.source_type in SOURCES:
        return SOURCES[said.source_type]
    return SourceType.ORAL if leader is not None else SourceType.FOUND


def _division(name: str | None, lexicon: Lexicon) -> Division | None:
    known = lexicon.find(name) if name else None
    return known.division if known else None


def _person(name: str | None, by: Actor) -> Person | None:
    if not name:
        return None
    found = list(
        Person.objects.active().filter(unit=by.unit, name=name).select_related("division", "unit").prefetch_related("grants")[:2]
    )
    return found[0] if len(found) == 1 else None


def _aware(value: datetime | None) -> datetime | None:
    return moment.aware(value) if value is not None else None
