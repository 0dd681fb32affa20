"""夜里的事 of the house: sealing yesterday's journal, a backup, and clearing away errands long done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shuniu.org.models import Unit

KEEP_BACKUPS = 7
JUST_MADE = timedelta(minutes=5)
KEEP_ERRANDS = timedelta(days=30)


@dataclass(frozen=True)
class Nightly:
    """每夜一次 from the hour `when` on; `do(unit)` gives how much was done."""

    name: str
    when: time
    do: Callable[[Unit], int]


def seal_past_days(unit: Unit) -> int:
    """日封: fix the lines of every finished day."""
    from shuniu.journal import operations

    return len(operations.seal_past_days(unit))


def back_up(unit: Unit) -> int:
    """每日备份: one archive for the whole installation, so what another unit asked for minutes ago is not made again.

    The newest seven are kept. The page 健康 asks for the same errand when somebody presses 现在备一次.
    """
    from shuniu.service import archive

    found = archive.newest()
    if found and datetime.now().astimezone() - found[1] < JUST_MADE:
        return 0
    archive.backup(None, quiet=True)
    archive.keep_newest(KEEP_BACKUPS)
    return 1


def clear_old_errands(unit: Unit) -> int:
    """Errands done a month ago; what failed stays until somebody has seen it."""
    from shuniu.clock.models import Errand
    from shuniu.org import moment

    return Errand.objects.filter(unit=unit, done__lt=moment.now() - KEEP_ERRANDS).delete()[0]


PERIODIC = (
    Nightly("service.seal", time(0, 10), seal_past_days),
    Nightly("service.clear_old_errands", time(1, 55), clear_old_errands),
    Nightly("service.backup", time(2, 0), back_up),
)
