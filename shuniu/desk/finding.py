"""找: matters, tasks, people, bodies, duties, commands, and what a line means when it is more than nouns.

Every search sees only what the actor may see. The number of statements does not depend on what is found.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from shuniu.clock.office_calendar import calendar_for
from shuniu.desk.commands import Command, commands_called, sounds
from shuniu.matters.intake import roster_of
from shuniu.matters.models import Feedback, Matter
from shuniu.matters.pages.lists import rows_for_eyes
from shuniu.matters.saying import OpenMatter, Sentence, understand
from shuniu.matters.search import search
from shuniu.matters.todo import Item, lines_of, most_urgent_first
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Division, Duty, Person, Unit
from shuniu.org.naming import divisions_called, people_called
from shuniu.org.roster import Roster

IN_PALETTE = 6  # lines of a kind
KEPT_SECONDS = 5  # a roster is read again after this; nobody is renamed between two keys
AMONG = 300  # matters whose titles are compared by sound, the most pressing


@dataclass
class Found:
    """What the palette and the page of search show. `said` is None for nouns only."""

    query: str
    said: Sentence | None = None
    matters: list[Item] = field(default_factory=list)
    count: int = 0
    more: bool = False
    people: list[Person] = field(default_factory=list)
    divisions: list[Division] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    rows: list[dict] = field(default_factory=list)  # the matters of the page, as lists draw them
    snippets: dict[int, str] = field(default_factory=dict)
    last_words: dict[int, str] = field(default_factory=dict)
    perhaps: str = ""  # 是不是

    @property
    def is_empty(self) -> bool:
        return not (
            self.matters or self.rows or self.people or self.divisions or self.duties or self.commands
        )


def find(
    query: str, *, actor: Actor, limit: int = IN_PALETTE, before: int | None = None, on_page: bool = False
) -> Found:
    """找: everything that the words may mean. The page shows its matters as plain rows; people, bodies and duties
    then come as a piece of their own (`beside`), unless no matter was found."""
    query = " ".join(query.split())[:500]
    found = Found(query)
    found.commands = list(commands_called(query, actor))[: 8 if query else 12]
    if not query:
        if actor.reads_matters:
            held = most_urgent_first(Matter.objects.filter(holder=actor.person, is_open=True))
            found.matters = lines_of(held, actor=actor, most=limit)
        return found
    found.said = said_in(query, actor=actor)
    if actor.reads_matters:
        _find_matters(found, actor, limit, before, on_page)
    if not found.rows:
        beside(found, actor, limit)
    if found.is_empty and not found.said:
        found.perhaps = sounds_the_same(query, actor)
    return found


def beside(found: Found, actor: Actor, limit: int = IN_PALETTE) -> Found:
    """People, bodies and duties that the words may mean."""
    words = found.query if len(found.query) <= 12 else ""
    if words:
        found.people = people_called(words, actor.unit)[:limit] or _by_duty(words, actor)[:limit]
        found.divisions = divisions_called(words, actor.unit)[:limit]
        found.duties = list(
            Duty.objects.on(moment.today())
            .filter(unit=actor.unit, what__icontains=words)
            .select_related("division", "person")[:limit]
        )
    return found


def _find_matters(found: Found, actor: Actor, limit: int, before: int | None, on_page: bool) -> None:
    hits = search(found.query, actor=actor, limit=limit, before=before)
    ids = hits.ids
    if on_page and hits.rows:
        found.count, found.more = hits.count, hits.more
        found.rows = rows_for_eyes(hits.rows, actor)
        return
    found.count, found.more = hits.count, hits.more
    found.snippets = hits.snippets
    if not ids and found.said is not None:
        ids = [matter.pk for matter in likely_matters(found.said, actor)]
        found.count = len(ids)
    if not ids and found.query.isascii() and found.query.isalpha() and len(found.query) >= 2:
        ids = titles_sounding(found.query.lower(), actor)[:limit]
        found.count = len(ids)
    if ids:
        lines = {i.pk: i for i in lines_of(Matter.objects.visible_to(actor).filter(pk__in=ids), actor=actor)}
        found.matters = [lines[pk] for pk in ids if pk in lines]
        newest = Feedback.objects.filter(matter=OuterRef("matter")).order_by("-at", "-pk").values("pk")[:1]
        rows = Feedback.objects.filter(matter_id__in=ids, pk=Subquery(newest)).values_list(
            "matter_id", "words"
        )
        found.last_words = dict(rows)


def likely_matters(said: Sentence, actor: Actor) -> list[Matter]:
    """Open matters that the line is likely part of, best first."""
    serials = [int(n.lstrip("№")) for n in said.likely[:3] if n.lstrip("№").isdigit()]
    if not serials:
        return []
    rows = Matter.objects.visible_to(actor).filter(serial__in=serials, part=0, is_open=True)
    return sorted(rows, key=lambda matter: serials.index(matter.serial))


def _by_duty(words: str, actor: Actor) -> list[Person]:
    """管水的: the person behind a duty that the words name."""
    core = words.removeprefix("管").removesuffix("的").removesuffix("的人")
    if not core or core == words:
        return []
    duties = Duty.objects.on(moment.today()).filter(
        unit=actor.unit, what__icontains=core, person__left_on=None
    )
    return list(
        {d.person_id: d.person for d in duties.select_related("person__division") if d.person}.values()
    )


# What a line means


def said_in(query: str, *, actor: Actor) -> Sentence | None:
    """What the line wants, if it wants something; None for nouns, which are searched for."""
    if len(query) < 4 or query.isascii():
        return None
    said = understand(
        query,
        now=moment.local(moment.now()),
        roster=kept_roster(actor.unit),
        calendar=calendar_for(actor.unit),
        open_matters=_pressing(actor),
    )
    return None if said.intent == "search" else said


def _pressing(actor: Actor) -> Iterator[OpenMatter]:
    """The most pressing of what is open; read only when a line wants something that may be part of one of them."""
    if not actor.reads_matters:
        return
    open_ones = most_urgent_first(Matter.objects.visible_to(actor).filter(is_open=True, part=0))
    for serial, title, lead in open_ones.values_list("serial", "title", "lead__name")[:AMONG]:
        yield OpenMatter(f"№{serial}", title, lead or "")


def kept_roster(unit: Unit) -> Roster:
    """花名册 of a unit, a few seconds old at most: reading it and its sounds costs more than understanding a line."""
    return _read_roster(unit.pk, int(time.monotonic() // KEPT_SECONDS))


@lru_cache(maxsize=16)
def _read_roster(unit_id: int, _age: int) -> Roster:
    return roster_of(Unit.objects.get(pk=unit_id))


# By sound


def _titles(actor: Actor) -> list[tuple[int, str]]:
    open_ones = most_urgent_first(Matter.objects.visible_to(actor).filter(is_open=True))
    return list(open_ones.values_list("pk", "title")[:AMONG])


def titles_sounding(typed: str, actor: Actor) -> list[int]:
    """gs → 供水…: open matters whose title holds these sounds or initials in a row."""
    hits = []
    for pk, title in _titles(actor):
        full, initials = sounds(title)
        if typed in initials or (len(typed) >= 4 and typed in full):
            hits.append(pk)
    return hits


def sounds_the_same(query: str, actor: Actor) -> str:
    """是不是“井盖”: characters of a title or a duty that sound like what was typed."""
    if not 2 <= len(query) <= 8 or query.isascii():
        return ""
    wanted = sounds(query)[0]
    likely = [_readings(character) for character in query]
    duties = Duty.objects.on(moment.today()).filter(unit=actor.unit).values_list("what", flat=True)[:AMONG]
    titles = [title for _pk, title in _titles(actor)] if actor.reads_matters else []
    for text in [*titles, *duties]:
        heard = [_readings(character) for character in text]
        for start in range(len(text) - len(query) + 1):
            # Character by character first: asking how a whole piece is read costs a hundred times as much.
            if any(one.isdisjoint(heard[start + place]) for place, one in enumerate(likely)):
                continue
            piece = text[start : start + len(query)]
            if piece != query and not piece.isascii() and sounds(piece)[0] == wanted:
                return piece
    return ""


@lru_cache(maxsize=8192)
def _readings(character: str) -> frozenset[str]:
    """Every way one character may be read."""
    # A large dictionary, wanted only when nothing was found.
    from pypinyin import Style, pinyin

    return frozenset(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


INTENT_WORDS = {
    "matter": lambda: _("记成一件事"),
    "meeting": lambda: _("记成一个会"),
    "car": lambda: _("记下要车"),
    "room": lambda: _("记下要会议室"),
    "supplies": lambda: _("记下要东西"),
    "repair": lambda: _("记下报修"),
    "figure": lambda: _("记成要数"),
    "recurring": lambda: _("记成定期报送"),
    "absence": lambda: _("外出报备"),
    "chase": lambda: _("问问这件事"),
    "shelve": lambda: _("缓办"),
    "thanks": lambda: _("记一笔帮忙"),
}
