"""Questions to sets of archival items and what waits to become one."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length

from shuniu.matters.choices import State
from shuniu.matters.models import Matter
from shuniu.org import moment


def year_span(year: int) -> tuple[datetime, datetime]:
    """From the first moment of a year to the first of the next, in office time."""
    return moment.aware(datetime(year, 1, 1)), moment.aware(datetime(year + 1, 1, 1))


class ItemQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """An item is seen by whoever may know of its matter."""
        return self.filter(Matter.objects.visible_to(actor).of("matter_id"), unit=actor.unit)

    def in_order(self):
        """年度、机构、保管期限、件号: the order of the boxes, permanent before thirty before ten years."""
        return self.order_by("year", "org_code", Length("period"), "-period", "number")

    def kept(self):
        return self.filter(destroyed_at=None)


def closed_in(year: int) -> Q:
    """办结或退回 in this year."""
    first, last = year_span(year)
    return Q(state=State.DONE, completed__gte=first, completed__lt=last) | Q(
        state=State.RETURNED, moved__gte=first, moved__lt=last
    )


def undecided(actor, year: int):
    """A-01: closed matters of a year for which nobody has said whether they are filed. Merged ones go with the other."""
    from shuniu.archives.models import FilingDecision

    said = FilingDecision.objects.filter(matter=OuterRef("pk"), superseded_at=None)
    return Matter.objects.visible_to(actor).filter(closed_in(year), part=0).exclude(Exists(said))
