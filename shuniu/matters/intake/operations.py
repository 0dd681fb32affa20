"""What people do with what was read: correct it, say that two arrivals are not the same, go on by hand."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext as _

from shuniu.files.choices import Channel
from shuniu.files.models import StoredFile
from shuniu.journal.recording import record
from shuniu.matters import proposing, rules
from shuniu.matters.choices import PaperRole, ReadingState
from shuniu.matters.models import Habit, Matter, Paper, Reading
from shuniu.matters.operations import propose
from shuniu.matters.operations.changing import change, locked
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Unit
from shuniu.org.refusals import Refused, require

SPELLING = "issuer"
CORRECTABLE = ("issuer", "doc_number", "title", "kind", "recipients", "date", "urgency")


def leave_unread(matter: Matter, *, by: Actor, problem: str) -> Matter:
    """没读出来: the original is kept, the matter stays in the tray, somebody goes on by hand."""
    with record("matter.left_unread", by=by, subject=matter) as line:
        matter = locked(matter)
        Reading.objects.update_or_create(
            matter=matter, defaults={"state": ReadingState.FAILED, "problem": problem[:300], "progress": ""}
        )
        change(line, matter)
        line["problem"] = problem
    return matter


def correct_field(matter: Matter, *, name: str, value: str, by: Actor) -> Matter:
    """更正读出来的: a person says what stands in the original; learnt for this sender, and no longer 请核对."""
    with record("matter.field_corrected", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_place(by, matter))
        if name not in CORRECTABLE:
            raise Refused(_("这一项不能改"), "field")
        reading, _new = Reading.objects.select_for_update().get_or_create(matter=matter)
        fields = dict(reading.fields)
        before = fields.get(name) or {}
        was = before.get("value")
        value = " ".join(value.split())
        fields[name] = {**before, "value": [value] if name == "issuer" else value, "sure": True, "corrected": True}
        if name == "issuer":
            fields[name]["items"] = []
        columns = {"fields": fields}
        if name in ("issuer", "doc_number"):
            columns[name] = value[:60] if name == "doc_number" else value[:200]
        Reading.objects.filter(pk=reading.pk).update(**columns)
        known = {"issuer": {"source_body": value[:200]}, "title": {"title": value[:200]}}.get(name, {})
        if name == "title" and not value:
            raise Refused(_("标题是空的。写一句话说清要办什么就行。"), "title", "title")
        change(line, matter, **known)
        line.update(field=name, value=value, before="、".join(was) if isinstance(was, list) else str(was or ""))
        if name == "issuer" and was and line["before"] != value:
            _learn_spelling(matter.unit, line["before"], value)
    proposing.prepare(matter)
    return matter


def vouch(matter: Matter, *, by: Actor) -> Matter:
    """看过无密级: nobody could look inside, a person has looked at the original and answers for it."""
    with record("matter.vouched", by=by, subject=matter) as line:
        matter = locked(matter)
        if by.person is None or not by.in_office:
            raise Refused(_("要办公室的人看过原件才能照收"), "office")
        change(line, matter)
    return matter


def bring_home(matter: Matter, file: StoredFile, *, by: Actor, channel: Channel) -> Matter:
    """纸回来了: a scanned sheet lies with the matter whose number it bears; whoever scanned it need not see the matter."""
    with record("matter.sheet_returned", by=by, subject=matter) as line:
        matter = locked(matter)
        known = Paper.objects.filter(matter=matter)
        paper = known.filter(file=file, role=PaperRole.SHEET).first() or Paper.objects.create(
            matter=matter, file=file, role=PaperRole.SHEET, order=known.count()
        )
        change(line, matter)
        line.update(name=file.name, paper=paper.pk, channel=str(channel.label))
    return matter


def not_the_same(matter: Matter, *, other: Matter, by: Actor) -> Matter:
    """不是同一件: a person says so; it is not proposed again. No line: nothing of the matter has changed."""
    reading, _new = Reading.objects.get_or_create(matter=matter)
    proposal = dict(reading.proposal or {})
    proposal["not_same"] = sorted({*proposal.get("not_same", ()), other.pk})
    propose(matter, proposal=proposal)
    proposing.prepare(matter)
    return matter


def _learn_spelling(unit: Unit, read_as: str, value: str) -> None:
    habit, _new = Habit.objects.get_or_create(
        unit=unit, sender=read_as[:200], field=SPELLING, value=value[:200], defaults={"last": moment.now()}
    )
    Habit.objects.filter(pk=habit.pk).update(count=F("count") + 1, last=moment.now())
