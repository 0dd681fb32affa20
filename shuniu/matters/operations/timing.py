"""时限、改期、缓办: the first date is never lost; a change is a request with an answer."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from shuniu.clock.office_calendar import calendar_for
from shuniu.journal.recording import record
from shuniu.matters import rules
from shuniu.matters.choices import State
from shuniu.matters.models import DueChange, Matter, Shelving
from shuniu.matters.operations.changing import change, locked
from shuniu.matters.telling import day_told
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused, require

SHELVED_WORKING_DAYS = 10


def set_due(matter: Matter, *, due: datetime, by: Actor, basis: str = "", hard: bool | None = None) -> Matter:
    """定时限: the first date of a matter that had none. A date already past is refused with the question."""
    with record("matter.due_set", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_set_due(by, matter))
        if due < moment.now():
            raise Refused(_("%s已经过去。是不是写错了月份?") % day_told(moment.local(due).date()), "past", "due")
        line.update(due=due.isoformat(), basis=basis)
        fields = {"due": due, "first_due": due, "due_basis": basis}
        if hard is not None:
            fields["hard"] = hard
        change(line, matter, **fields)
    return matter


def ask_extension(matter: Matter, *, wanted: datetime, reason: str, by: Actor) -> DueChange:
    """要改期: asked before the date passes, with a reason; whoever gave the task decides."""
    if not reason.strip():
        raise Refused(_("说一句为什么要改期,做到哪一步了"), "reason", "reason")
    with record("matter.extension_asked", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_ask_extension(by, matter))
        was = matter.due
        assert was is not None  # the rule has asked
        if wanted <= was:
            raise Refused(_("新日期要晚于现在的时限"), "due", "wanted")
        asked = DueChange.objects.create(
            matter=matter,
            was=was,
            wanted=wanted,
            reason=reason,
            asked_by=by.somebody,
            asked_at=moment.now(),
        )
        change(line, matter)
        line.update(due_before=was.isoformat(), wanted=wanted.isoformat(), reason=reason)
    return asked


def decide_extension(asked: DueChange, *, granted: bool, by: Actor, answer: str = "") -> DueChange:
    """答复改期: granted, the date moves and the first one stays in sight; refused, nothing moves."""
    with record("matter.extension_decided", by=by, subject=asked.matter) as line:
        matter = locked(asked.matter)
        asked = DueChange.objects.select_for_update(of=("self",)).select_related("matter").get(pk=asked.pk)
        require(rules.may_decide_extension(by, asked))
        DueChange.objects.filter(pk=asked.pk).update(
            granted=granted, decided_by=by.person, decided_at=moment.now(), answer=answer
        )
        change(line, matter, **({"due": asked.wanted} if granted else {}))
        line.update(granted=granted, due=asked.wanted.isoformat(), answer=answer)
    asked.refresh_from_db()
    return asked


def shelve(
    matter: Matter, *, reason: str, by: Actor, look_again: date | None = None, waits_for: str = ""
) -> Matter:
    """缓办: set aside on purpose until a day (default ten working days), when it comes back to the tray by itself."""
    if not reason.strip():
        raise Refused(_("说一句为什么缓"), "reason", "reason")
    with record("matter.shelved", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_shelve(by, matter))
        today = moment.today()
        look_again = look_again or calendar_for(matter.unit).add_working_days(today, SHELVED_WORKING_DAYS)
        if look_again <= today:
            raise Refused(_("再看的日子要在今天以后"), "look_again", "look_again")
        Shelving.objects.create(
            matter=matter,
            by=by.somebody,
            since=moment.now(),
            reason=reason,
            waits_for=waits_for,
            look_again=look_again,
            state_before=matter.state,
        )
        line.update(reason=reason, until=look_again.isoformat(), waits_for=waits_for)
        change(line, matter, state=State.SHELVED, look_again=look_again)
    return matter


def resume(matter: Matter, *, by: Actor) -> Matter:
    """到日自动回: back into the tray, in the hand it was in."""
    with record("matter.resumed", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_resume(by, matter))
        Shelving.objects.filter(matter=matter, ended=None).update(ended=moment.now())
        change(line, matter, state=State.PENDING, look_again=None)
    return matter
