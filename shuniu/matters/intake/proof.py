"""平账: received = settled + open + merged + returned, every day and for ever (product §3.2, acceptance check 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count

from shuniu.matters.choices import State
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Unit


@dataclass(frozen=True)
class Proof:
    """收 38 = 办结 9 + 在办 27 + 并入 1 + 退回 1."""

    received: int
    settled: int
    open: int
    merged: int
    returned: int

    @property
    def balances(self) -> bool:
        return self.received == self.settled + self.open + self.merged + self.returned


def daily_proof(unit: Unit, day: date, *, seen_by: Actor | None = None) -> Proof:
    """What came in on a day, and what became of each; tasks are parts of a matter and not counted again.

    `seen_by`: of what this person may know of, so that no number tells of a restricted arrival; it balances all the same.
    """
    first = moment.aware(datetime.combine(day, time.min))
    all_rows = Matter.objects.all() if seen_by is None else Matter.objects.visible_to(seen_by)
    rows = all_rows.filter(unit=unit, part=0, received__gte=first, received__lt=first + timedelta(days=1))
    received = rows.count()
    states = dict(rows.values_list("state").annotate(n=Count("id")).order_by())
    settled, merged, returned = (states.get(s, 0) for s in (State.DONE, State.MERGED, State.RETURNED))
    return Proof(received, settled, rows.filter(is_open=True).count(), merged, returned)
