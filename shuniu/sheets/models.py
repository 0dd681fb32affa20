"""待认的手迹: ink on a sheet that came back; whose it is and what it says is said by a person, once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shuniu.matters.models import Instruction, Matter, Paper
from shuniu.org.models import Person


class Ink(models.Model):
    """手迹: the space for the pen of one scanned page, cut out as it was scanned and never altered.

    Waits until somebody has said who wrote it and what it says (it becomes an `Instruction`), or that nothing is there.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="inks")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="inks")
    page = models.PositiveIntegerField()
    place = models.PositiveSmallIntegerField(default=1)  # a page may have several spaces, from the top
    sha256 = models.CharField(max_length=64)
    came_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    instruction = models.OneToOneField(Instruction, models.PROTECT, null=True, blank=True, related_name="ink")
    reason = models.CharField(_("为什么不算"), max_length=200, blank=True)

    class Meta:
        ordering = ["came_at", "page", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "page", "place"], name="a_space_for_the_pen_is_cut_once"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, instruction=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="settled_ink_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(instruction__isnull=False) | ~Q(reason=""),
                name="ink_that_counts_for_nothing_says_why",
            ),
        ]
        indexes = [models.Index(fields=["matter"], name="inks_waiting", condition=Q(settled_at=None))]

    @property
    def waits(self) -> bool:
        return self.settled_at is None
