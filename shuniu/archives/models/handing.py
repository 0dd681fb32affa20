"""移交、检测、档案包: handing over with a list in two copies, what was tested, and what was put together to be taken away."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shuniu.archives.choices import Outcome, Stage
from shuniu.archives.models.items import ArchiveItem
from shuniu.org.models import Person, Unit


class HandOver(models.Model):
    """移交: items of one year on a list; one signs that they were given, another that they came."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="handovers")
    year = models.PositiveSmallIntegerField(_("年度"))
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    handed_at = models.DateTimeField(null=True, blank=True)
    handed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="a_handover_is_numbered_once"),
            models.CheckConstraint(
                condition=Q(received_at=None) | Q(handed_at__isnull=False) & ~Q(received_by=F("handed_by")),
                name="a_handover_is_signed_by_two",
            ),
        ]

    def __str__(self):
        return f"{self.year}-{self.number}"


class HandOverItem(models.Model):
    """移交清单的一行; what is sent back says why, and may stand on a later list."""

    handover = models.ForeignKey(HandOver, models.PROTECT, related_name="rows")
    item = models.ForeignKey(ArchiveItem, models.PROTECT, related_name="batches")
    sent_back_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("退回的原因"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(sent_back_at=None), name="an_item_is_handed_over_once"
            ),
            models.CheckConstraint(
                condition=Q(sent_back_at=None) | ~Q(reason=""), name="what_is_sent_back_says_why"
            ),
        ]


class ArchivePackage(models.Model):
    """档案包: an item or a year as one file that opens without this program."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="archive_packages")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    item = models.ForeignKey(ArchiveItem, models.PROTECT, null=True, blank=True, related_name="packages")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    items = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year=None) ^ Q(item=None), name="a_package_holds_a_year_or_an_item"
            ),
        ]


class TestRun(models.Model):
    """四性检测: what was tested when, by which version, with the evidence of every check (A-05)."""

    __test__ = False  # pytest takes the name for a test

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="test_runs")
    handover = models.ForeignKey(HandOver, models.PROTECT, null=True, blank=True, related_name="test_runs")
    stage = models.CharField(max_length=2, choices=Stage.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    version = models.CharField(max_length=40)
    items = models.PositiveIntegerField()
    outcome = models.CharField(max_length=4, choices=Outcome.choices)
    checks = models.JSONField(default=list)

    class Meta:
        ordering = ["-at", "-id"]
