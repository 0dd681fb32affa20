"""汇总: what waits is said at three hours of the day, once, and nothing where there is nothing.

A liaison hears once a day and a leader twice (product §9.4). So that the one digest holds the whole day, what is not
near waits for the last hour that the budget leaves; what is due before tomorrow morning is said even above it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, time

from django.db import transaction

from shuniu.clock.office_calendar import calendar_for
from shuniu.notices import quiet
from shuniu.notices.choices import BUDGETS, DIGEST_HOURS, Group, Reason
from shuniu.notices.measures import groups_of
from shuniu.notices.models import Digest, Notice
from shuniu.notices.sending import say_digest
from shuniu.org import moment
from shuniu.org.models import Person, Unit

LATE = 60  # minutes: a program started long after the hour does not make up for it, the next hour says it


def write(unit: Unit, hour: time) -> int:
    """写汇总 of one hour; gives how many were written. Twice does no harm; off days only for who is on duty."""
    now = moment.now()
    local = moment.local(now)
    late = (local.hour * 60 + local.minute) - (hour.hour * 60 + hour.minute)
    if not 0 <= late <= LATE:
        return 0
    waiting = _who_hears_now(unit, hour, now)
    people = Person.objects.filter(pk__in=waiting, left_on=None).select_related("unit")
    duty = {shift.person_id for shift in quiet.on_duty(unit, now)}
    choices = quiet.choices_of(people)
    written = 0
    for person in people:
        if quiet.when_to_tell(person, Reason.LATER, now, duty=duty, choice=choices.get(person.pk)) > now:
            continue
        with transaction.atomic():
            digest, new = Digest.objects.get_or_create(
                person=person, day=local.date(), hour=hour, defaults={"unit": unit}
            )
            if not new:
                continue
            Notice.objects.filter(pk__in=waiting[person.pk]).update(told_at=now, digest=digest)
            say_digest(digest)
        written += 1
    return written


def _who_hears_now(unit: Unit, hour: time, now: datetime) -> dict[int, list[int]]:
    """Person → what waits for them, for those to whom it is said at this hour and not at a later one."""
    waiting: dict[int, list[int]] = defaultdict(list)
    near: set[int] = set()  # has something that came before today or is due by the end of tomorrow
    pressing: set[int] = set()  # has something that cannot wait until tomorrow morning
    day = moment.local(now).date()
    midnight, tomorrow, end = _edges(unit, day)
    rows = Notice.objects.filter(told_at=None, reason=Reason.LATER).standing(unit, now)
    for pk, person, at, due in rows.values_list("pk", "person_id", "at", "matter__due"):
        waiting[person].append(pk)
        if at < midnight or (due is not None and due <= end):
            near.add(person)
        if due is not None and now < due < tomorrow:
            pressing.add(person)
    left = _left_today(set(waiting), day)
    later_hours = sum(one > hour for one in DIGEST_HOURS)
    return {
        person: pks
        for person, pks in waiting.items()
        if person in pressing or left[person] > (0 if person in near else later_hours)
    }


def _left_today(people: set[int], day: date) -> dict[int, int]:
    """How many digests the budget of each one's group still allows today."""
    had = Counter(Digest.objects.filter(person__in=people, day=day).values_list("person_id", flat=True))
    return {pk: BUDGETS[Group(group)][0] - had[pk] for pk, group in groups_of(people).items()}


def _edges(unit: Unit, day: date) -> tuple[datetime, datetime, datetime]:
    """The first minute of today, the first hour of digests tomorrow, and the end of tomorrow's work."""
    calendar = calendar_for(unit)
    following = calendar.add_working_days(day, 1)
    return (
        moment.aware(datetime.combine(day, time.min)),
        moment.aware(datetime.combine(following, DIGEST_HOURS[0])),
        moment.aware(calendar.end_of_work(following)),
    )
