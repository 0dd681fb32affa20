"""收件: whatever reaches the office becomes one record with one holder, in the tray, before anybody has sorted it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext as _

from shuniu.files.models import StoredFile
from shuniu.journal.recording import record
from shuniu.matters import kinds, rules
from shuniu.matters.choices import ReadingState, SourceType, State, Urgency, Visibility
from shuniu.matters.models import Demand, Habit, Matter, Paper, Reading, Serial
from shuniu.matters.operations.changing import change, count, hand_to, held_by, locked
from shuniu.matters.search import index
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Person, Unit
from shuniu.org.readings import director_of
from shuniu.org.refusals import Refused, require

TITLE_LENGTH = 200


def next_serial(unit: Unit, year: int) -> int:
    """事项号: the next of the year. The row is locked until the transaction ends; a refusal gives the number back."""
    counted = _counted_on(unit, year)
    if counted is None:
        Serial.objects.get_or_create(unit=unit, year=year)
        counted = _counted_on(unit, year)
    assert counted is not None
    return counted


def _counted_on(unit: Unit, year: int) -> int | None:
    """Count one on and say the number, in one statement; None before the first matter of a year."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE matters_serial SET last = last + 1 WHERE unit_id = %s AND year = %s RETURNING last", [unit.pk, year]
        )
        row = cursor.fetchone()
    return row[0] if row else None


def capture(
    *,
    title: str,
    by: Actor,
    source_type: str = SourceType.FOUND,
    source_body: str = "",
    source_person: str = "",
    kind: str = "",
    text: str = "",
    received: datetime | None = None,
    holder: Person | None = None,
    due: datetime | None = None,
    hard: bool | None = None,
    starts: datetime | None = None,
    ends: datetime | None = None,
    place: str = "",
    urgency: int = Urgency.ORDINARY,
    visibility: str = "",
    safety: bool = False,
    from_above: bool = False,
    focus: str = "",
    recurrence: str = "",
    papers: Sequence[tuple[StoredFile, str]] = (),
    pages: Sequence[dict] = (),
    reading: str = ReadingState.READ,
    problem: str = "",
) -> Matter:
    """收件: register something that arrived. It lies in the tray, in the hand of `holder` (default: who captured it
    if in the office, else the director), until somebody places it.

    Raises Refused when the title is empty. Text is kept whole as it came, with its `pages`; `papers` are the stored
    originals with their roles. `reading` is WAITING when the text is still to be read, FAILED with a `problem`
    when nothing could be read.
    """
    title = " ".join(title.split())[:TITLE_LENGTH]
    if not title:
        raise Refused(_("标题是空的。写一句话说清要办什么就行。"), "title", "title")
    require(rules.may_capture(by))
    known = kinds.of(kind)
    now = moment.now()
    received = received or now
    if holder is None:
        holder = by.person if by.person is not None and by.in_office else director_of(by.unit)
    if not visibility:
        visibility = Visibility.RESTRICTED if known.restricted else Visibility.NORMAL
    with record("matter.captured", by=by) as line:
        year = moment.local(received).year
        matter = Matter.objects.create(
            unit=by.unit,
            year=year,
            serial=next_serial(by.unit, year),
            title=title,
            kind=kind,
            source_type=source_type,
            source_body=source_body,
            source_person=source_person,
            created_by=by.person,
            received=received,
            state=State.PENDING,
            due=due,
            first_due=due,
            hard=hard,
            starts=starts,
            ends=ends,
            place=place,
            urgency=urgency,
            visibility=visibility,
            safety=safety or known.safety,
            must_ask_first=known.must_ask_first,
            from_above=from_above,
            focus=focus,
            recurrence=recurrence,
            moved=now,
            **hand_to(holder),
        )
        if text or papers or problem:
            Reading.objects.create(
                matter=matter,
                text=text,
                text_hash=text_hash(text),
                pages=list(pages),
                state=reading,
                problem=problem[:300],
            )
        Paper.objects.bulk_create(
            Paper(matter=matter, file=file, role=role, order=order) for order, (file, role) in enumerate(papers)
        )
        count(by.unit.pk, None, State.PENDING, matter.is_restricted, +1, shard=matter.pk)
        index(matter, text=text, is_new=True)
        line.subject = matter
        line.update(
            title=title,
            number=matter.number,
            source=str(SourceType(source_type).label),
            source_body=source_body,
            source_person=source_person,
            holder=held_by(matter),
            papers=len(papers),
        )
    return matter


def text_hash(text: str) -> str:
    """The same words, however they are spaced, have one hash: the third arrival of one paper is seen at once."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest() if text.strip() else ""


def read_out(
    matter: Matter,
    *,
    by: Actor,
    text: str,
    pages: list[dict],
    fields: dict,
    demands: list[dict],
    title: str = "",
    **known,
) -> Matter:
    """识别: put down what the machine read: text, fields with their places, demands. Only while it lies in the tray.

    `fields`: {name: {"value", "start", "end", "sure"}}; `demands`: dictionaries with Demand's own field names;
    `known`: columns of the matter that the paper itself states (urgency, due …).
    """
    with record("matter.read", by=by, subject=matter) as line:
        matter = locked(matter)
        if matter.state != State.PENDING:
            raise Refused(_("这件事已经分办,不再改读出来的内容"), "state")
        value = {name: (fields.get(name) or {}).get("value") for name in ("doc_number", "issuer")}
        issuer = value["issuer"]
        Reading.objects.update_or_create(
            matter=matter,
            defaults={
                "state": "read",
                "progress": "",
                "problem": "",
                "text": text,
                "text_hash": text_hash(text),
                "pages": pages,
                "fields": fields,
                "doc_number": (value["doc_number"] or "")[:60],
                "issuer": ("、".join(issuer) if isinstance(issuer, list) else issuer or "")[:200],
            },
        )
        matter.demands.all().delete()
        Demand.objects.bulk_create(
            Demand(matter=matter, order=order, **demand) for order, demand in enumerate(demands, start=1)
        )
        if title:
            known["title"] = " ".join(title.split())[:TITLE_LENGTH]
        if "due" in known and matter.first_due is None:
            known["first_due"] = known["due"]
        change(line, matter, **known)
        index(matter, text=text)
        line.update(demands=len(demands), unsure=sorted(n for n, f in fields.items() if not f.get("sure", True)))
    return matter


def propose(matter: Matter, *, proposal: dict) -> None:
    """拟办建议: keep what 就这么办 would do. Not an act of anybody: it decides nothing and writes no line."""
    Reading.objects.update_or_create(matter=matter, defaults={"proposal": proposal})


def learn(*, by: Actor, sender: str, field: str, value: str) -> None:
    """学习惯: count what people made of a sender's papers; called by the verbs that accept or correct a proposal."""
    if not sender or not value:
        return
    habit, _new = Habit.objects.get_or_create(
        unit=by.unit, sender=sender[:200], field=field, value=value[:200], defaults={"last": moment.now()}
    )
    Habit.objects.filter(pk=habit.pk).update(count=F("count") + 1, last=moment.now())

