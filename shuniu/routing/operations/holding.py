"""转办、认领、外出转手、交接: a part always has one hand, and both names are kept."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from shuniu.journal.recording import record
from shuniu.matters import rules as matter_rules
from shuniu.matters.operations.changing import change
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Person
from shuniu.org.readings import present
from shuniu.org.refusals import Refused, require
from shuniu.routing import rules
from shuniu.routing.advancing import hand_part
from shuniu.routing.choices import Origin, StageState, Verdict
from shuniu.routing.locking import locked_part
from shuniu.routing.models import Part


def reassign(part: Part, *, to: Person, reason: str, by: Actor) -> Part:
    """转办: my part is closed as passed on, the other gets one of their own."""
    with record("slip.reassigned", by=by, subject=part.stage.slip.matter) as line:
        part = locked_part(part)
        require(rules.may_reassign(by, part, to))
        fresh = Part.objects.create(
            stage=part.stage,
            order=part.order,
            holder=to,
            for_division=part.for_division,
            origin=Origin.PASSED_ON,
            came_from=part,
        )
        part.verdict, part.why, part.decided_at = Verdict.PASSED_ON, reason[:200], moment.now()
        part.save(update_fields=["verdict", "why", "decided_at"])
        hand_part(fresh, to)
        line.update(stage=part.stage.title, before=part.holder.name, holder=fresh.holder.name, reason=reason)
        change(line, part.stage.slip.matter)
    return fresh


def claim(part: Part, *, by: Actor) -> Part:
    """认领: a part of a body; the first of its people to take it is its holder from now on."""
    with record("slip.claimed", by=by, subject=part.stage.slip.matter) as line:
        part = locked_part(part)
        require(rules.may_claim(by, part))
        line.update(stage=part.stage.title, before=part.holder.name)
        part.holder, part.standing_in_for, part.claimable = by.somebody, None, False
        part.save(update_fields=["holder", "standing_in_for", "claimable"])
        change(line, part.stage.slip.matter)
    return part


def lend(person: Person, *, by: Actor) -> list[Part]:
    """外出转手: at the hour an absence begins, the open parts go to who stands in; never to a third (D-09)."""
    stand_in, whose = present(person, moment.now())
    if whose is None or stand_in.pk == person.pk:
        return []
    return _move(Part.objects.filter(holder=person), "slip.lent", by)


def bring_back(person: Person, *, by: Actor) -> list[Part]:
    """销假转回: what was lent and not yet spoken on comes back."""
    return _move(Part.objects.filter(standing_in_for=person), "slip.brought_back", by)


def hand_over(leaver: Person, *, to: Mapping[int, Person], by: Actor) -> list[Part]:
    """交接: every open part of a leaver to somebody, in one act. `to` maps part id → person."""
    require(matter_rules.may_hand_over(by, leaver))
    moved = []
    with transaction.atomic():
        parts = list(Part.objects.in_hand_of(leaver).select_related("stage__slip__matter"))
        missing = [p.pk for p in parts if p.pk not in to]
        if missing:
            raise Refused(
                _("还有 %d 份流转没有安排接手的人") % len(missing), "missing", details={"missing": missing}
            )
        for part in parts:
            heir = to[part.pk]
            if heir.pk == leaver.pk or not heir.is_active or heir.unit_id != leaver.unit_id:
                raise Refused(_("%s不能接手") % heir.name, "heir")
            with record("slip.handed_over", by=by, subject=part.stage.slip.matter) as line:
                part = locked_part(part)
                if not part.is_waiting:
                    continue
                hand_part(part, heir)
                line.update(stage=part.stage.title, before=leaver.name, holder=part.holder.name)
                change(line, part.stage.slip.matter)
                moved.append(part)
    return moved


def _move(parts, verb: str, by: Actor) -> list[Part]:
    moved = []
    waiting = parts.waiting().select_related("stage__slip__matter").order_by("stage__slip__matter_id", "pk")
    for part in waiting:
        with transaction.atomic():
            held_before = part.holder_id
            part = locked_part(part)
            if not part.is_waiting or part.holder_id != held_before or part.stage.state != StageState.OPEN:
                continue  # somebody spoke or moved it while we worked through the list
            before, since = part.holder, part.opened_at
            with record(verb, by=by, subject=part.stage.slip.matter) as line:
                hand_part(part, part.standing_in_for or part.holder)
                # Since when it lies here is since it came to this desk, not since the desk changed hands.
                Part.objects.filter(pk=part.pk).update(opened_at=since)
                line.update(stage=part.stage.title, before=before.name, holder=part.holder.name)
                change(line, part.stage.slip.matter)
            moved.append(part)
    return moved
