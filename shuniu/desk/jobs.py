"""夜里的事 of the desk: the journal is walked every night, so that 健康 can say when it was last whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from shuniu.clock.models import Errand
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


PERIODIC = (Nightly(VERIFIED, time(2, 10), verify_journal),)
