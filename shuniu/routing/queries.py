"""Questions to sets of slips, stages and parts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shuniu.matters.models import Matter
from shuniu.routing.choices import Mode, StageState


class SlipQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """A slip is seen by whoever may know of its matter."""
        return self.filter(Matter.objects.visible_to(actor).of("matter_id"))

    def under_way(self):
        return self.filter(ended_at=None)

    def with_all(self):
        """Everything a drawn slip needs, in a fixed number of statements."""
        return self.select_related("started_by", "within").prefetch_related(
            "suspensions",
            "stages__parts__holder",
            "stages__parts__decided_by",
            "stages__parts__acting_for",
            "stages__parts__standing_in_for",
            "stages__parts__for_division",
            "stages__parts__asides",
            "stages__added_by",
        )


class StageQuerySet(models.QuerySet):
    def main(self):
        return self.exclude(mode=Mode.INFORM)

    def planned(self):
        return self.filter(state=StageState.PLANNED)


class PartQuerySet(models.QuerySet):
    def waiting(self):
        """In somebody's hand: opened, no word yet, the stage still open."""
        return self.filter(verdict="", opened_at__isnull=False, stage__state=StageState.OPEN)

    def waiting_on(self, person):
        return self.waiting().filter(holder=person).order_by("opened_at", "id")

    def in_hand_of(self, person):
        """Open shares that this person has, or that somebody has for them; what a departure has to hand over."""
        return self.waiting().filter(Q(holder=person) | Q(standing_in_for=person)).order_by("pk")

    def visible_to(self, actor):
        return self.filter(Matter.objects.visible_to(actor).of("stage__slip__matter_id"))

    def without_one_active_holder(self):
        """The number that must be 0: open parts that nobody in office has."""
        return self.waiting().filter(Q(holder=None) | Q(holder__left_on__isnull=False))

    def with_names(self):
        return self.select_related(
            "holder",
            "standing_in_for",
            "decided_by",
            "acting_for",
            "stage__slip__matter",
            "stage__slip__started_by",
        )
