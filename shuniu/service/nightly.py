"""夜里的事: sealing yesterday's journal and making a backup, each once a day and unit."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from shuniu.service.jobs import daily

if TYPE_CHECKING:
    from shuniu.clock.models import Errand

KEEP_BACKUPS = 7


@daily("service.seal", at=time(0, 10))
def seal_yesterday(errand: Errand) -> None:
    """日封: fix the lines of every finished day."""
    from shuniu.journal.operations import seal_past_days

    seal_past_days(errand.unit)


@daily("service.backup", at=time(2, 0))
def back_up(errand: Errand) -> None:
    """每日备份: one archive a night for the whole installation, the newest seven are kept."""
    from shuniu.org.models import Unit
    from shuniu.service import archive

    first = Unit.objects.order_by("pk").first()
    if first is None or errand.unit_id != first.pk:
        return
    archive.backup(None, quiet=True)
    archive.keep_newest(KEEP_BACKUPS)
