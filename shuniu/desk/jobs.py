"""夜里的事 of the desk: the journal is walked every night, so that 健康 can say when it was last whole; the 应急本 is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from shuniu.clock.models import Errand
from shuniu.desk import emergency_book
from shuniu.desk.health import VERIFIED
from shuniu.journal.verification import verify
from shuniu.org.models import Unit


@dataclass(frozen=True)
class Nightly:
    """每夜一次 from the hour `when` on."""

    name: str
    when: time
    do: Callable[[Unit], int]


def verify_journal(unit: Unit) -> int:
    """验痕迹链: what was found is kept with the errand itself; a broken chain is shown red until the next walk."""
    report = verify(unit)
    Errand.objects.filter(name=VERIFIED, unit=unit, done=None).update(
        payload={"lines": report.lines, "broken": report.broken}
    )
    return report.lines


def write_emergency_book(unit: Unit) -> int:
    """写应急本: what the duty desk has in the morning if nothing runs then."""
    emergency_book.write(unit)
    return 1


PERIODIC = (
    Nightly(VERIFIED, time(2, 10), verify_journal),
    Nightly("desk.emergency_book", time(2, 30), write_emergency_book),
)
