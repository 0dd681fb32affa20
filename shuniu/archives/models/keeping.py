"""借阅、鉴定、销毁、不许动: what happens to an item after it was filed; each as dated facts with their people."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shuniu.archives.choices import Fate, HoldReason
from shuniu.archives.models.items import ArchiveItem
from shuniu.org.models import Person, Unit


class Loan(models.Model):
    """借阅: asked with a purpose, agreed by who may, lent for at most thirty days, returned and looked through."""

    item = models.ForeignKey(ArchiveItem, models.PROTECT, related_name="loans")
    borrower = models.ForeignKey(Person, models.PROTECT, related_name="loans")
    purpose = models.CharField(_("用途"), max_length=200)
    asked_at = models.DateTimeField()
    due_on = models.DateField(_("还的日子"))
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    granted = models.BooleanField(null=True)
    words = models.CharField(max_length=200, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_to = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    state_note = models.CharField(_("归还时的样子"), max_length=200, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "borrower"],
                condition=Q(returned_at=None) & (Q(granted=None) | Q(granted=True)),
                name="a_person_borrows_an_item_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("borrower")),
                name="nobody_lends_to_themselves",
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None) | Q(granted=True), name="what_was_lent_comes_back"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], name="loans_out", condition=Q(returned_at=None, granted=True)),
        ]

    @property
    def is_out(self) -> bool:
        return bool(self.granted) and self.returned_at is None


class LegalHold(models.Model):
    """不许动: while a petition, suit, audit or inspection runs, nothing of it is destroyed."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="legal_holds")
    why = models.CharField(max_length=10, choices=HoldReason.choices)
    basis = models.CharField(_("依据"), max_length=200)
    items = models.ManyToManyField(ArchiveItem, related_name="holds")
    since = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_by__isnull=False) & ~Q(ended_why=""),
                name="a_hold_that_ended_says_why",
            ),
        ]


class Appraisal(models.Model):
    """鉴定: what is past its period is looked at by a group; one writes, another agrees."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appraisals")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    group = models.ManyToManyField(Person, related_name="+")
    concluded_at = models.DateTimeField(null=True, blank=True)
    concluded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    report = models.TextField(_("鉴定意见"), blank=True)

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(concluded_at=None) | ~Q(concluded_by=F("opened_by")) & ~Q(report=""),
                name="an_appraisal_is_concluded_by_another",
            ),
        ]


class AppraisalLine(models.Model):
    """鉴定的一件."""

    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="lines")
    item = models.ForeignKey(ArchiveItem, models.PROTECT, related_name="appraisal_lines")
    fate = models.CharField(max_length=8, choices=Fate.choices)
    years = models.PositiveSmallIntegerField(_("再存几年"), null=True, blank=True)
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appraisal", "item"], name="an_item_is_appraised_once_in_a_round"
            ),
            models.CheckConstraint(
                condition=~Q(fate=Fate.EXTEND) | Q(years__gte=1), name="what_is_kept_on_says_how_long"
            ),
        ]


class Destruction(models.Model):
    """销毁: a list the head has agreed to, carried out before at least two who watch and sign. The list is kept for ever."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="destructions")
    appraisal = models.OneToOneField(Appraisal, models.PROTECT, related_name="destruction")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    # [{"code", "title", "year", "pages", "period", "reason", "content", "parts": [[name, sha256, bytes]]}]
    stubs = models.JSONField(default=list)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(approved_at__isnull=False),
                name="nothing_is_destroyed_without_approval",
            ),
        ]


class Witness(models.Model):
    """监销: watched, and signed for it."""

    destruction = models.ForeignKey(Destruction, models.PROTECT, related_name="witnesses")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["destruction", "person"], name="a_witness_signs_once"),
        ]
