"""归档进度报告: on 1 March, 1 June and 30 June the keeper and the director are told how far last year's filing is."""

from __future__ import annotations

from django.db import transaction

from shuniu.archives.models import Fonds
from shuniu.archives.status import milestones_of, standing_of
from shuniu.journal.models import Line
from shuniu.journal.recording import record
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Unit
from shuniu.org.readings import director_of


def report_standing(unit: Unit) -> int:
    """报进度 by the clock: once on each of the three days; an office that keeps no archive hears nothing."""
    today = moment.today()
    year = today.year - 1
    fonds = Fonds.objects.filter(unit=unit).first()
    if fonds is None or today not in milestones_of(year):
        return 0
    # Counted as the director sees it: nobody else may know of everything.
    standing = standing_of(Actor.of(director_of(unit)), year)
    with transaction.atomic():
        Fonds.objects.select_for_update().get(pk=fonds.pk)
        told = Line.objects.about(fonds).filter(verb="archive.standing_reported", at__date=today)
        if told.exists():
            return 0
        with record("archive.standing_reported", by=Actor.clock(unit), subject=fonds) as line:
            line.update(
                year=year, undecided=standing.undecided, filed=standing.filed, received=standing.received,
                day=today.isoformat(),
            )  # fmt: skip
    return 1
