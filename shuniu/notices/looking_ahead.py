"""往前看: what time itself finds: hard deadlines in the last two hours, and hard events that nobody has touched.

There are no read-marks on ordinary matters (product §4.6): "opened" is that somebody signed for it or placed it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q

from shuniu.clock.office_calendar import calendar_for
from shuniu.journal.models import Line
from shuniu.matters.choices import State, Urgency
from shuniu.matters.models import Matter
from shuniu.notices import quiet
from shuniu.notices.choices import Reason
from shuniu.notices.models import Notice
from shuniu.notices.sending import hand_out
from shuniu.notices.telling import tell
from shuniu.org import moment
from shuniu.org.models import Person, Unit

LAST = timedelta(hours=2)
UNTOUCHED_MINUTES = 30
# To sign for it is not yet to do something about it.
NO_TOUCH = ("matter.acknowledged", "matter.opened", "matter.captured", "matter.read", "matter.planned")


def look(unit: Unit) -> int:
    """Both searches; gives how many were told. Looking again tells nobody twice."""
    return last_hours(unit) + unopened_events(unit)


def last_hours(unit: Unit) -> int:
    """两小时内到时限,在手上,还没动: its holder is told at once."""
    now = moment.now()
    by_holder = Line.objects.filter(
        Q(actor=OuterRef("holder_id")) | Q(acting_for=OuterRef("holder_id")),
        subject_kind="matter",
        at__gte=OuterRef("held_since"),
    ).exclude(verb__in=NO_TOUCH)
    # Who works on a step of it has begun.
    steps = Matter.objects.filter(parent=OuterRef(OuterRef("pk"))).values("pk")
    touched = Exists(by_holder.filter(subject_id=OuterRef("pk"))) | Exists(
        by_holder.filter(subject_id__in=steps)
    )
    due = Matter.objects.filter(unit=unit, is_open=True, hard=True, due__gt=now, due__lte=now + LAST).exclude(
        state__in=(State.REPORTED, State.SHELVED)
    )
    said = Notice.objects.filter(
        matter=OuterRef("pk"), person=OuterRef("holder_id"), reason=Reason.LAST_HOURS
    )
    found = due.exclude(touched).exclude(Exists(said)).select_related("unit", "holder", "leader")
    told = 0
    for matter in found:
        assert matter.holder is not None, "an open matter is in somebody's hand"
        told += len(tell([matter.holder], matter, None, reason=Reason.LAST_HOURS))
    return told


def unopened_events(unit: Unit) -> int:
    """一个工作日内的硬事、特急,半小时没人签收: the duty desk gets one list to ring, names and numbers."""
    now = moment.now()
    local = moment.local(now)
    calendar = calendar_for(unit)
    desk = quiet.desk_of(unit, now)
    if desk is None:
        return 0
    end = moment.aware(calendar.end_of_work(calendar.add_working_days(local.date(), 1)))
    event = Q(hard=True, starts__gt=now, starts__lte=end) | Q(
        urgency=Urgency.EXTRA, due__gt=now, due__lte=end
    )
    said = Notice.objects.filter(matter=OuterRef("pk"), reason=Reason.RING)
    rows = (
        Matter.objects.filter(event, unit=unit, is_open=True, state__in=(State.PENDING, State.GIVEN))
        .exclude(holder=desk)
        .exclude(Exists(said))
        .order_by("due", "pk")
    )
    found = [m for m in rows if _waited(calendar, m.held_since or m.received, local) >= UNTOUCHED_MINUTES]
    if found:
        ask_to_ring(desk, found)
    return len(found)


def ask_to_ring(desk: Person, matters: list[Matter]) -> None:
    """请打电话: all of one look together, said once."""
    now = moment.now()
    last = Line.objects.filter(subject_kind="matter", subject_id__in=[m.pk for m in matters])
    after = dict(last.order_by().values_list("subject_id").annotate(Max("seq")))
    with transaction.atomic():
        made = Notice.objects.bulk_create(
            Notice(
                unit_id=matter.unit_id, person=desk, matter=matter, after=after.get(matter.pk, 0),
                reason=Reason.RING, at=now, told_at=now,
            )
            for matter in matters
        )  # fmt: skip
        hand_out(desk, desk.unit, notice=made[0])


def _waited(calendar, since: datetime, local: datetime) -> int:
    """Minutes of office time that it has lain there."""
    return calendar.working_minutes_between(moment.local(since), local)
