"""什么时候可以说: quiet hours, days off, a person's own rest; who is on duty hears always."""

from __future__ import annotations

from datetime import datetime, timedelta

from shuniu.clock.office_calendar import calendar_for
from shuniu.notices.choices import QUIET_FROM, QUIET_UNTIL, Reason
from shuniu.notices.models import Choice, Shift
from shuniu.org import moment
from shuniu.org.models import Person, Unit


def on_duty(unit: Unit, at: datetime) -> list[Shift]:
    """值班的人 at this moment, whoever leads first."""
    return list(
        Shift.objects.at(at).filter(person__unit=unit).select_related("person").order_by("person__rank")
    )


def desk_of(unit: Unit, at: datetime) -> Person | None:
    """值班台: the one who rings; without anybody on duty nobody is asked."""
    shifts = on_duty(unit, at)
    return next((shift.person for shift in reversed(shifts) if shift.at_desk), None)


def is_quiet(unit: Unit, at: datetime) -> bool:
    """静: from half past six in the evening to half past seven, and on days off."""
    local = moment.local(at)
    off = not calendar_for(unit).is_working(local.date())
    return off or not QUIET_UNTIL <= local.time() < QUIET_FROM


def end_of_quiet(unit: Unit, at: datetime) -> datetime:
    """The next half past seven of a working day."""
    local = moment.local(at)
    day = local.date() + timedelta(days=local.time() >= QUIET_UNTIL)
    day = calendar_for(unit).working_day_on_or_after(day)
    return moment.aware(datetime.combine(day, QUIET_UNTIL))


def when_to_tell(
    person: Person, reason: str, at: datetime, *, duty: set[int], choice: Choice | None
) -> datetime:
    """从什么时候起可以说: `at` itself when nothing stands against it.

    An emergency waits for nobody, nor does anything for who is on duty. 特急 breaks a person's own rest, not the night.
    """
    if reason == Reason.EMERGENCY or person.pk in duty:
        return at
    if choice is not None and choice.rest_from and choice.rest_until and reason != Reason.EXTRA:
        local = moment.local(at)
        if choice.rest_from <= local.time() < choice.rest_until:
            at = moment.aware(datetime.combine(local.date(), choice.rest_until))
    return end_of_quiet(person.unit, at) if is_quiet(person.unit, at) else at


def choices_of(people) -> dict[int, Choice]:
    return {one.person_id: one for one in Choice.objects.filter(person__in=[p.pk for p in people])}
