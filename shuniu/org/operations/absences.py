"""外出报备: said once, and everything the person holds follows at the hour it begins and comes back when it ends."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from shuniu.org import moment, rules
from shuniu.org.actor import Actor
from shuniu.org.acts import record
from shuniu.org.choices import AbsenceKind
from shuniu.org.models import ABPair, Absence, Person
from shuniu.org.refusals import Refused, require


def announce(
    person: Person,
    *,
    starts: datetime,
    ends: datetime,
    by: Actor,
    kind: str = AbsenceKind.OTHER,
    where: str = "",
    reason: str = "",
    stand_in: Person | None = None,
) -> Absence:
    """外出报备: from an hour to an hour. The B is the one named here, else the filed AB pair.

    If it has begun already, the work moves at once. Overlaps with another absence of the same person are refused.
    """
    with record("absence.announced", by=by, subject=person) as line:
        Person.objects.select_for_update().get(pk=person.pk)
        require(rules.may_announce_absence(by, person))
        if ends <= starts:
            raise Refused(_("回来的时间要晚于离开的时间"), "ends", "ends")
        if ends <= moment.now():
            raise Refused(_("这段外出已经过去了"), "past", "ends")
        other = Absence.objects.filter(person=person, cancelled_at=None, ended_at=None, starts__lt=ends, ends__gt=starts).first()
        if other:
            raise Refused(
                _("和已经报备的外出重叠:%s") % moment.local(other.starts).strftime("%m-%d %H:%M"), "overlap", "starts"
            )
        if stand_in is None:
            pair = ABPair.objects.filter(person=person).on(moment.local(starts).date()).first()
            stand_in = pair.stand_in if pair else None
        absence = Absence.objects.create(
            person=person, kind=kind, starts=starts, ends=ends, where=where, reason=reason, stand_in=stand_in
        )
        line.update(
            person=person.name,
            starts=moment.local(starts).strftime("%Y-%m-%d %H:%M"),
            ends=moment.local(ends).strftime("%Y-%m-%d %H:%M"),
            kind=str(AbsenceKind(kind).label),
            stand_in=stand_in.name if stand_in else "",
            absence=absence.pk,
        )
    if starts <= moment.now():
        absence = begin(absence, by=Actor.clock(person.unit))
    return absence


def begin(absence: Absence, *, by: Actor) -> Absence:
    """外出开始: in the hour it begins the work is moved; beginning twice moves nothing twice."""
    if not Absence.objects.filter(pk=absence.pk, began_at=None, cancelled_at=None).exists():
        return absence
    with record("absence.began", by=by, subject=absence.person) as line:
        Person.objects.select_for_update().get(pk=absence.person_id)
        claimed = Absence.objects.filter(pk=absence.pk, began_at=None).update(began_at=moment.now())
        if not claimed:
            raise Refused(_("已经开始了"), "begun")
        line.update(
            person=absence.person.name, stand_in=absence.stand_in.name if absence.stand_in else "", absence=absence.pk
        )
    absence.refresh_from_db()
    return absence


def end(absence: Absence, *, by: Actor) -> Absence:
    """外出结束: back at the planned hour, or earlier when the person says so; the planned end stays on record."""
    with record("absence.ended", by=by, subject=absence.person) as line:
        require(rules.may_announce_absence(by, absence.person))
        Person.objects.select_for_update().get(pk=absence.person_id)
        if not Absence.objects.filter(pk=absence.pk, ended_at=None).exclude(began_at=None).exists():
            raise Refused(_("这次外出没有开始,或已经结束"), "state")
        Absence.objects.filter(pk=absence.pk).update(ended_at=moment.now())
        line.update(person=absence.person.name, absence=absence.pk)
    absence.refresh_from_db()
    return absence


def cancel(absence: Absence, *, by: Actor) -> Absence:
    """取消外出: only before it began; afterwards one comes back early instead."""
    with record("absence.cancelled", by=by, subject=absence.person) as line:
        require(rules.may_announce_absence(by, absence.person))
        if not Absence.objects.filter(pk=absence.pk, began_at=None, cancelled_at=None).update(
            cancelled_at=moment.now()
        ):
            raise Refused(_("已经开始的外出,请按“提前回来”"), "begun")
        line.update(person=absence.person.name, absence=absence.pk)
    absence.refresh_from_db()
    return absence
