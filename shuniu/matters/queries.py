"""Questions to a set of matters."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from shuniu.matters.choices import State, Visibility
from shuniu.org.choices import Role


class MatterQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """What this person may know of (product §4.5).

        The office sees the whole list of its unit; leaders what they lead, hold or asked for, and the director
        everything; liaisons what their body leads or helps; everybody what is in their own hand. 限定 is for its
        holder, its leader, the director and named persons. The administrator reads no matters.
        """
        from shuniu.matters.models import Clearance, Help, Instruction

        if not actor or actor.person is None or not actor.reads_matters:
            return self.none()
        me = actor.person
        held = Q(holder=me) | Q(standing_in_for=me)
        named = Exists(Clearance.objects.filter(matter=OuterRef("pk"), person=me))
        if actor.has(Role.DIRECTOR):
            return self.filter(unit=actor.unit)
        if actor.has(Role.DEPUTY, Role.STAFF):
            return self.filter(unit=actor.unit).filter(~Q(visibility=Visibility.RESTRICTED) | held | named)
        mine = held | Q(leader=me) | named
        if actor.has(Role.LEADER):
            asked_for = Exists(Instruction.objects.filter(matter=OuterRef("pk"), leader=me))
            mine |= asked_for & ~Q(visibility=Visibility.RESTRICTED)
        if actor.has(Role.LIAISON) and me.division_id:
            helping = Exists(Help.objects.filter(matter=OuterRef("pk"), division=me.division_id))
            own = Q(lead=me.division_id) | helping
            mine |= own & ~Q(visibility=Visibility.RESTRICTED)
        return self.filter(unit=actor.unit).filter(mine)

    def open(self):
        return self.filter(is_open=True)

    def whole(self):
        """Matters proper, without their tasks."""
        return self.filter(part=0)

    def pending(self):
        """收件: what has arrived and is not yet placed."""
        return self.filter(state=State.PENDING)

    def held_by(self, person):
        return self.filter(holder=person, is_open=True)

    def without_one_active_holder(self):
        """The number that must be 0 (product §4.3)."""
        return self.filter(is_open=True).filter(Q(holder=None) | Q(holder__left_on__isnull=False))

    def overdue(self, at):
        return self.filter(is_open=True, due__lt=at).exclude(state=State.SHELVED)

    def with_flags(self):
        """The small facts that rules ask about, in the same statement as the matter (see Matter.flag)."""
        from shuniu.matters.models import Matter

        flags = {
            f"flag_{name}": Exists(getattr(Matter, relation).rel.related_model.objects.filter(
                **{getattr(Matter, relation).rel.field.name: OuterRef("pk")}, **conditions))
            for name, (relation, conditions) in Matter.FLAGS.items()
        }
        return self.annotate(**flags)

    def with_names(self):
        return self.select_related("holder", "holder__division", "lead", "leader", "standing_in_for")


