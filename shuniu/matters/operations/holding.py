"""在谁手上: absences, returns and departures move work as a rule, never to nobody."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from shuniu.journal.recording import record
from shuniu.matters import rules
from shuniu.matters.models import Matter
from shuniu.matters.operations.changing import change, hand_to, held_by, locked
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Person
from shuniu.org.readings import present
from shuniu.org.refusals import Refused, require


def lend(person: Person, *, by: Actor) -> list[Matter]:
    """外出转手: at the hour an absence begins, everything the person holds goes to who stands in."""
    moved: list[Matter] = []
    stand_in, whose = present(person, moment.now())
    if whose is None or stand_in.pk == person.pk:
        return moved
    for matter in Matter.objects.held_by(person).select_related("unit").order_by("pk"):
        with transaction.atomic():
            matter = locked(matter)
            if matter.holder_id != person.pk or not matter.is_open:
                continue  # somebody moved it while we worked through the list
            owner: Person | None = matter.standing_in_for or person
            if owner is not None and owner.pk == stand_in.pk:
                owner = None  # it was theirs to begin with
            with record("matter.lent", by=by, subject=matter) as line:
                change(line, matter, holder=stand_in, standing_in_for=owner, held_since=moment.now())
                line.update(before=person.name, holder=stand_in.name)
            moved.append(matter)
    return moved


def bring_back(person: Person, *, by: Actor) -> list[Matter]:
    """销假转回: what was lent comes back to whose it is, in the hour of the return."""
    moved: list[Matter] = []
    holder, whose = present(person, moment.now())
    for matter in Matter.objects.filter(standing_in_for=person, is_open=True).select_related("unit").order_by("pk"):
        with transaction.atomic():
            matter = locked(matter)
            if matter.standing_in_for_id != person.pk or not matter.is_open:
                continue
            with record("matter.brought_back", by=by, subject=matter) as line:
                line.update(before=held_by(matter), holder=holder.name)
                change(line, matter, holder=holder, standing_in_for=whose, held_since=moment.now())
            moved.append(matter)
    return moved


def hand_over(leaver: Person, *, to: Mapping[int, Person], by: Actor) -> list[Matter]:
    """交接: every open item of a leaver to somebody, in one act; nothing may remain (S-12).

    `to` maps matter id → person. Raises Refused, naming the items, when one is missing; then nothing has moved.
    """
    require(rules.may_hand_over(by, leaver))
    moved: list[Matter] = []
    with transaction.atomic():
        mine = Matter.objects.filter(is_open=True).filter(holder=leaver) | Matter.objects.filter(
            is_open=True, standing_in_for=leaver
        )
        items = list(mine.select_related("unit").order_by("pk"))
        missing = [m.number for m in items if m.pk not in to]
        if missing:
            raise Refused(
                _("还有 %(count)d 件没有安排接手的人:%(numbers)s")
                % {"count": len(missing), "numbers": _("、").join(missing[:10])},
                "missing",
                details={"missing": missing},
            )
        for matter in items:
            heir = to[matter.pk]
            if heir.pk == leaver.pk or not heir.is_active or heir.unit_id != leaver.unit_id:
                raise Refused(_("%s不能接手") % heir.name, "heir")
            with record("matter.handed_over", by=by, subject=matter) as line:
                matter = locked(matter)
                hand = hand_to(heir)
                line.update(before=leaver.name, holder=hand["holder"].name)
                change(line, matter, **hand)
                moved.append(matter)
    return moved
