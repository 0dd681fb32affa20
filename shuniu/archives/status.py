"""归档进度: how far a year is on 1 March, 1 June and 30 June of the next (A-06), counted, not kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shuniu.archives.models import ArchiveItem, HandOverItem
from shuniu.archives.queries import undecided
from shuniu.org import moment
from shuniu.org.actor import Actor

MILESTONES = ((3, 1), (6, 1), (6, 30))


@dataclass(frozen=True)
class Standing:
    """一年的进度."""

    year: int
    undecided: int
    filed: int
    listed: int
    received: int
    next_day: date | None
    days_left: int | None
    late: bool

    @property
    def finished(self) -> bool:
        return not self.undecided and self.filed == self.received


def milestones_of(year: int) -> list[date]:
    return [date(year + 1, month, day) for month, day in MILESTONES]


def standing_of(actor: Actor, year: int) -> Standing:
    """As far as this person sees: four counts, whatever there is."""
    today = moment.today()
    waiting = undecided(actor, year).count()
    items = ArchiveItem.objects.visible_to(actor).kept().filter(year=year)
    filed = items.count()
    rows = HandOverItem.objects.filter(item__in=items, sent_back_at=None)
    received = rows.filter(handover__received_at__isnull=False).count()
    to_come = [day for day in milestones_of(year) if day >= today]
    following = to_come[0] if to_come else None
    return Standing(
        year=year,
        undecided=waiting,
        filed=filed,
        listed=rows.count(),
        received=received,
        next_day=following,
        days_left=(following - today).days if following else None,
        late=today > milestones_of(year)[-1] and bool(waiting or filed != received),
    )
