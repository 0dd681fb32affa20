"""The journal's tables. Rows are added, never changed; `forget` alone may empty particulars, and says so."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shuniu.journal.queries import LineQuerySet
from shuniu.org.models import Person, Unit


class Line(models.Model):
    """流水: one act. Lines of one subject form a chain: each holds the hash of the one before."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    subject_kind = models.CharField(max_length=24)
    subject_id = models.BigIntegerField()
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    verb = models.CharField(max_length=48)
    actor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    acting_for = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    device = models.CharField(max_length=12, blank=True)
    particulars = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)  # of the particulars, so that they can be forgotten and the chain stand
    forgotten_at = models.DateTimeField(null=True)
    hash = models.CharField(max_length=64)

    # What this line is the first of, as the verb made it: for those who listen in the same transaction.
    born: models.Model | None = None

    objects = LineQuerySet.as_manager()

    class Meta:
        ordering = ["subject_kind", "subject_id", "seq"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "seq"], name="a_chain_has_one_line_in_each_place"
            ),
            models.CheckConstraint(condition=Q(seq__gte=1), name="a_chain_begins_at_one"),
        ]
        indexes = [
            models.Index(fields=["unit", "at", "id"], name="journal_by_day"),
            models.Index(
                fields=["actor", "at"], name="journal_by_person", condition=Q(actor__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.subject_kind}:{self.subject_id} {self.seq} {self.verb}"

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise TypeError("a journal line is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("a journal line is never deleted")


class Seal(models.Model):
    """日封: at the end of a day one hash over all lines of the unit that day, chained to the seal before."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="seals")
    day = models.DateField()
    lines = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["unit", "day"]
        constraints = [models.UniqueConstraint(fields=["unit", "day"], name="a_day_is_sealed_once")]
