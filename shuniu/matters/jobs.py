"""到时的事 of matters: each thin, able to run twice without harm, callable by itself.

`PERIODIC` is read by the service (`shuniu.service.jobs`), which alone knows of threads and processes: a `time` means
once a day and unit from that hour on, a `timedelta` means again and again at least that far apart. Every function takes
the unit and gives how much it did. Importing this module also registers the errands of intake.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta

from django.db.models import Count, Sum

from shuniu.matters import operations, proposing, unowned
from shuniu.matters.choices import State, Visibility
from shuniu.matters.intake import arriving, doors, reading_out  # noqa: F401  (registers its errand)
from shuniu.matters.models import Matter, Tally
from shuniu.matters.operations.changing import count
from shuniu.org import moment
from shuniu.org import operations as org_operations
from shuniu.org.actor import Actor
from shuniu.org.models import Absence, Unit
from shuniu.org.refusals import Refused

logger = logging.getLogger(__name__)
MOST_PROPOSED = 300


@dataclass(frozen=True)
class Periodic:
    """定时: `when` is an hour of the day or a distance; `do(unit)` gives how much was done."""

    name: str
    when: time | timedelta
    do: Callable[[Unit], int]


def begin_absences(unit: Unit) -> int:
    """外出开始: in the hour an absence begins the work moves to the B (product §4.3)."""
    now = moment.now()
    due = Absence.objects.filter(person__unit=unit, starts__lte=now, ends__gt=now, began_at=None, cancelled_at=None)
    return _each(due.select_related("person__unit", "stand_in"), lambda a: org_operations.begin(a, by=Actor.clock(unit)))


def end_absences(unit: Unit) -> int:
    """外出结束: at the planned hour the work comes back."""
    now = moment.now()
    due = Absence.objects.filter(person__unit=unit, ends__lte=now, ended_at=None, cancelled_at=None, began_at__isnull=False)
    return _each(due.select_related("person__unit", "stand_in"), lambda a: org_operations.end(a, by=Actor.clock(unit)))


def resume_shelved(unit: Unit) -> int:
    """到日自动回: what was set aside until today comes back to the tray."""
    due = Matter.objects.filter(unit=unit, state=State.SHELVED, look_again__lte=moment.today()).select_related("unit")
    return _each(due, lambda m: operations.resume(m, by=Actor.clock(unit)))


def check_holders(unit: Unit) -> int:
    """在谁手上: open items without one active holder. The number must be 0; it is shown on 健康."""
    found = Matter.objects.filter(unit=unit).without_one_active_holder().count()
    if found:
        logger.error("unit %s: %d open matters without one active holder", unit.pk, found)
    return found


def propose_again(unit: Unit) -> int:
    """拟: what still lies in the tray is proposed on anew, with today's absences, loads and bodies."""
    waiting = Matter.objects.filter(unit=unit, part=0).pending().select_related("unit").order_by("-received")[:MOST_PROPOSED]
    return _each(waiting, proposing.prepare)


def look_for_unowned(unit: Unit) -> int:
    """没人管: the search of half past six."""
    new, _gone = unowned.look(unit)
    return new


def recount_tallies(unit: Unit) -> int:
    """平账 of the counters: how many were off; the counters are set right from the rows."""
    kept = {
        (row["lead"], row["state"], row["restricted"]): row["n"]
        for row in Tally.objects.filter(unit=unit).values("lead", "state", "restricted").annotate(n=Sum("count"))
    }
    real: dict[tuple, int] = {}
    rows = Matter.objects.filter(unit=unit).values("lead", "state", "visibility").annotate(n=Count("id"))
    for row in rows:
        key = (row["lead"], row["state"], row["visibility"] == Visibility.RESTRICTED)
        real[key] = real.get(key, 0) + row["n"]
    off = [key for key in {*kept, *real} if kept.get(key, 0) != real.get(key, 0)]
    for lead, state, restricted in off:
        key = (lead, state, restricted)
        by = real.get(key, 0) - kept.get(key, 0)
        count(unit.pk, lead, state, restricted, by, shard=0)
        logger.warning("unit %s: the counter %s was off by %d", unit.pk, key, -by)
    return len(off)


def take_from_folder(unit: Unit) -> int:
    """收件夹: what was dropped into the watched folder."""
    return doors.take_from_folder(unit)


def take_from_mailbox(unit: Unit) -> int:
    """收件邮箱: new mails."""
    return doors.take_from_mailbox(unit)


def clear_old_looks(unit: Unit) -> int:
    """Rows of files looked at days ago are of no use; they never held a name or a word."""
    return arriving.clear_old()


PERIODIC: tuple[Periodic, ...] = (
    Periodic("matters.begin_absences", timedelta(minutes=1), begin_absences),
    Periodic("matters.end_absences", timedelta(minutes=1), end_absences),
    Periodic("matters.resume_shelved", timedelta(minutes=30), resume_shelved),
    Periodic("matters.take_from_folder", timedelta(seconds=30), take_from_folder),
    Periodic("matters.take_from_mailbox", timedelta(minutes=2), take_from_mailbox),
    Periodic("matters.check_holders", time(1, 30), check_holders),
    Periodic("matters.recount_tallies", time(1, 40), recount_tallies),
    Periodic("matters.clear_old_looks", time(1, 50), clear_old_looks),
    Periodic("matters.propose_again", time(6, 15), propose_again),
    Periodic("matters.look_for_unowned", unowned.EACH_DAY, look_for_unowned),
)


def _each(rows, act: Callable) -> int:
    """Do it for each by itself: one that is refused, because somebody was faster, must not hold up the others."""
    done = 0
    for row in rows:
        try:
            act(row)
        except Refused:
            continue
        done += 1
    return done
