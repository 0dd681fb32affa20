"""说一句话: the line becomes what it means, by the verb of its intent; what was not understood stays as text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from shuniu.desk.finding import said_in
from shuniu.matters import operations
from shuniu.matters.choices import SourceType
from shuniu.matters.intake import receive_sentence
from shuniu.matters.ranking import wording
from shuniu.matters.saying import LABELS, Chip, Sentence
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import AbsenceKind
from shuniu.org.models import Person
from shuniu.org.naming import people_called
from shuniu.org.operations.absences import announce
from shuniu.org.refusals import Refused
from shuniu.supervision.rules import chases
from shuniu.supervision.spoken import meant

_ABSENCE_WORDS = (
    ("学习", AbsenceKind.STUDY), ("培训", AbsenceKind.STUDY), ("出差", AbsenceKind.TRIP), ("休假", AbsenceKind.LEAVE),
    ("年假", AbsenceKind.LEAVE), ("病", AbsenceKind.SICK), ("住院", AbsenceKind.SICK), ("开会", AbsenceKind.MEETING),
    ("借调", AbsenceKind.SECONDMENT),
)  # fmt: skip


@dataclass(frozen=True)
class Done:
    """What became of the line: what to tell, and where it can be seen; no words where it is only shown as yet."""

    words: str
    address: str


def act_on(text: str, *, by: Actor, keep: bool = False) -> Done:
    """Does what the line says; `keep` makes a matter of it whatever it says. Raises Refused with the reason of the rule."""
    text = " ".join(text.split())
    if not text:
        raise Refused(_("还没有写什么。说一句要办什么就行。"), "text", "text")
    said = None if keep else said_in(text, actor=by)
    if said is not None and said.intent == "chase" and chases(by):
        return _chase(said, by)
    if said is not None and said.intent == "absence" and said.start:
        return _absence(said, by)
    if said is not None and said.intent == "thanks":
        return _thanks(said, text, by)
    taken = receive_sentence(text, by=by)
    matter = taken.matters[0]
    return Done(_("记下了:%s") % f"{matter.number} {matter.title}", f"/matters/{matter.slug}/")


def _chase(said: Sentence, by: Actor) -> Done:
    """催一下: the words before they go out; where it is not clear whom, what may be meant."""
    whom = meant(said, actor=by)
    if whom.everything:
        return Done("", "/supervise/chasing/")
    if whom.only:
        return Done("", f"/matters/{whom.only.matter.slug}/supervision/chase/")
    return Done("", "/search/?" + urlencode({"q": said.text}))


def _absence(said: Sentence, by: Actor) -> Done:
    """外出报备 of the speaker, or of the one person named."""
    person = by.person
    if said.source_person:
        called = people_called(said.source_person, by.unit)
        if len(called) != 1:
            raise Refused(_("名单里没有“%s”") % said.source_person, "person", "text")
        person = called[0]
    assert person is not None and said.start is not None
    ends = said.end or datetime.combine(said.start.date(), time(17, 30))
    kind = next((kind for word, kind in _ABSENCE_WORDS if word in said.text), AbsenceKind.OTHER)
    absence = announce(
        Person.objects.select_related("unit").get(pk=person.pk),
        starts=moment.aware(said.start),
        ends=moment.aware(ends),
        by=by,
        kind=kind,
        where=(said.place or "")[:100],
        reason=said.text[:200],
    )
    if absence.stand_in:
        words = _("报备了,%(name)s代。手上的事到时自己转过去。") % {"name": absence.stand_in.name}
    else:
        words = _("报备了。没有B角,到时由办公室主任接着。")
    return Done(words, "/absences/")


def _thanks(said: Sentence, text: str, by: Actor) -> Done:
    """谢谢教体局借车: kept, and settled in the same breath."""
    matter = operations.capture(
        title=text,
        by=by,
        source_type=SourceType.FOUND,
        source_body=said.source_body or "",
        source_person=said.source_person or "",
    )
    operations.answer_at_once(matter, answer=_("记一笔:帮过我们"), by=by)
    return Done(_("记下了:%s") % text, f"/matters/{matter.slug}/")


@dataclass(frozen=True)
class Shown:
    """A chip as the page shows it: label, value, the words it rests on, and the line it makes when pressed."""

    label: str
    value: str
    start: int | None = None
    end: int | None = None
    say: str = ""
    tone: str = ""


def chips_of(said: Sentence, words: dict) -> list[Shown]:
    """筹码 of a line in the language of the page; an alternative makes the line that says it outright."""
    main = next((c for c in said.chips if c.key in ("due", "start", "again") and c.span), None)
    moments = {"due": said.due, "start": said.start, "again": said.start, "end": said.end}
    others = iter(said.ambiguous)
    shown = []
    for chip in said.chips:
        if chip.key == "intent":
            continue
        label = str(_(LABELS[chip.key]))
        start, end = chip.span or (None, None)
        at = next(others, None) if chip.key == "other" else moments.get(chip.key)
        if chip.key == "other" and main and main.span:
            line = said.text[: main.span[0]] + chip.value + said.text[main.span[1] :]
            shown.append(Shown(label, _value(chip, words, at), say=line))
        else:
            tone = "amber" if chip.key == "note" else ""
            shown.append(Shown(label, _value(chip, words, at), start, end, tone=tone))
    return shown


def _value(chip: Chip, words: dict, at: datetime | None) -> str:
    if chip.key == "source" and chip.value in words:
        return words[chip.value]
    if at is not None:
        return _("{month}月{day}日({weekday}){hour}").format(
            month=at.month, day=at.day, weekday=wording.weekday(at.date()), hour=f"{at:%H:%M}"
        )
    return _note(chip.value) if chip.key == "note" else chip.value


def _note(said: str) -> str:
    """The three remarks that the reader of sentences makes on a day, in the language of the page."""
    if match := re.fullmatch(r"(\d+)月(\d+)日放假\((.+)\)", said):
        names = "、".join(_(name) for name in match[3].split("、"))
        return _("{month}月{day}日放假({name})").format(month=match[1], day=match[2], name=names)
    if match := re.fullmatch(r"(\d+)月(\d+)日是周末", said):
        return _("{month}月{day}日是周末").format(month=match[1], day=match[2])
    if match := re.fullmatch(r"(\d+)年放假安排尚未公布,按法定节假日预估", said):
        return _("{year}年放假安排尚未公布,按法定节假日预估").format(year=match[1])
    return said
