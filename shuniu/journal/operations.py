"""Verbs on the journal itself: sealing a day, forgetting personal data."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction

from shuniu.journal.hashing import START, root_of, seal_hash
from shuniu.journal.models import Line, Seal
from shuniu.org import moment
from shuniu.org.models import Unit


def lines_of_day(unit: Unit, day: date):
    """All lines of a unit on one office day, in the order that the seal uses."""
    start = datetime.combine(day, time(), tzinfo=moment.OFFICE_ZONE)
    return Line.objects.filter(unit=unit, at__gte=start, at__lt=start + timedelta(days=1)).order_by(
        "subject_kind", "subject_id", "seq"
    )


def seal_day(unit: Unit, day: date) -> Seal:
    """日封: fix the lines of a finished day. Sealing twice returns the first seal; a day not over is refused."""
    if day >= moment.today():
        raise ValueError("a day is sealed when it is over")
    with transaction.atomic():
        done = Seal.objects.filter(unit=unit, day=day).first()
        if done:
            return done
        Unit.objects.select_for_update().get(pk=unit.pk)
        before = Seal.objects.filter(unit=unit, day__lt=day).order_by("-day").first()
        root, count = root_of(lines_of_day(unit, day).values_list("hash", flat=True).iterator())
        return Seal.objects.create(
            unit=unit,
            day=day,
            lines=count,
            root=root,
            hash=seal_hash(before.hash if before else START, unit_id=unit.pk, day=day, lines=count, root=root),
            made_at=moment.now(),
        )


def seal_past_days(unit: Unit) -> list[Seal]:
    """Seal every finished day that has lines and no seal yet, oldest first; used by the nightly job."""
    last = Seal.objects.filter(unit=unit).order_by("-day").first()
    first = Line.objects.filter(unit=unit).order_by("at").first()
    if first is None:
        return []
    day = last.day + timedelta(days=1) if last else moment.local(first.at).date()
    made = []
    while day < moment.today():
        made.append(seal_day(unit, day))
        day += timedelta(days=1)
    return made
