"""流转中: the slips under way as a list, and the stuck ones as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from shuniu.org.actor import Actor
from shuniu.org.models import Person, Unit
from shuniu.routing import readings
from shuniu.routing.choices import Mode, StageState
from shuniu.routing.delegated import delegated_to, limit_for, within_limits
from shuniu.routing.models import Part, Slip, Stage

VIEWS = ("mine", "sent")


def views() -> list[tuple[str, str]]:
    return [("", _("全部")), ("mine", _("在我手上")), ("sent", _("我送出去的"))]


@dataclass(frozen=True)
class Row:
    """One line of the list: where it is, who has it since when, who is next."""

    drawn: readings.Drawn
    here: list[readings.Hand]
    whose: str = ""  # for whom I may say it, when it is not my own

    @property
    def lay(self) -> str:
        longest = max(self.here, key=lambda hand: hand.minutes, default=None)
        return longest.lay if longest else ""

    @property
    def since(self):
        return min((hand.since for hand in self.here if hand.since), default=None)


def _waiting(**more):
    return Exists(Part.objects.waiting().filter(stage__slip=OuterRef("pk"), **more))


def moving(
    actor: Actor, *, person: Person | None = None, view: str = "", page: int = 1, rows: int = 50
) -> tuple[list[Row], bool]:
    """Slips under way or still being read, the longest under way first; (one page of them, whether there are more)."""
    me = actor.person
    found = Slip.objects.visible_to(actor).filter(Q(ended_at=None) | _waiting())
    if person is not None:
        found = found.filter(_waiting(holder=person))
    if view == "mine" and me is not None:
        of_row = "s.id = routing_slip.id"
        found = found.filter(_waiting(holder=me) | Q(pk__in=delegated_to(me.pk, "s.id"))).annotate(
            own=_waiting(holder=me),
            owner=delegated_to(me.pk, "min(o.name)", of_row),
            limit=limit_for(me.pk, of_row),
        )
    elif view == "sent":
        found = found.filter(started_by=me)
    first = (page - 1) * rows
    slips = readings.with_everything(found.order_by("started_at", "id")[first : first + rows + 1])
    more, slips = len(slips) > rows, slips[:rows]
    owners = _owners(slips) if view == "mine" else {}
    drawn = readings.drawn_all([one for one in slips if view != "mine" or one.pk in owners], actor=actor)
    return [Row(one, one.with_whom or one.readers, owners.get(one.slip.pk, "")) for one in drawn], more


def _owners(slips: list[Any]) -> dict[int, str]:
    """For whom: "" for one's own; what is delegated but speaks of more than the delegation allows is not mine to do."""
    lent = [slip for slip in slips if not slip.own]
    may = within_limits((slip.matter_id, slip.limit) for slip in lent)
    return {slip.pk: "" if slip.own else slip.owner for slip in slips if slip.own or slip.matter_id in may}


def under_way(unit: Unit) -> int:
    return Slip.objects.under_way().filter(matter__unit=unit).count()


def stuck(unit: Unit):
    """卡住的单: under way, but in nobody's hand or in that of somebody who has left."""
    at_a_stage = Stage.objects.filter(slip=OuterRef("pk"), state=StageState.OPEN).exclude(mode=Mode.INFORM)
    open_part = Part.objects.filter(stage__slip=OuterRef("pk"), stage__state=StageState.OPEN).exclude(
        stage__mode=Mode.INFORM
    )
    # A word kept back for its seconds is somebody's too; after them it goes on by itself.
    alive = open_part.filter(
        Q(verdict="", opened_at__isnull=False, holder__left_on=None) | ~Q(settles_at=None)
    )
    return (
        Slip.objects.under_way()
        .filter(matter__unit=unit)
        .filter(~Exists(at_a_stage) | ~Exists(alive))
        .order_by("started_at", "id")
    )
