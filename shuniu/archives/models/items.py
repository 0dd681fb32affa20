"""件: one archival item with what it holds; and the decision by which it became one, or did not."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shuniu.archives.choices import Category, PartRole, Period
from shuniu.archives.codes import MOST, Code
from shuniu.archives.models.tables import ClassLine
from shuniu.archives.queries import ItemQuerySet
from shuniu.files.models import StoredFile
from shuniu.matters.models import Matter
from shuniu.org.models import Person, Unit


class FilingDecision(models.Model):
    """归档不归档: said once of every closed matter, with the line of the table it rests on (A-01, A-04).

    A later decision stands beside the earlier one, which is ended, not overwritten.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="filing_decisions")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    line = models.ForeignKey(ClassLine, models.PROTECT, related_name="+")
    proposed = models.CharField(max_length=3, blank=True)
    period = models.CharField(max_length=3, choices=Period.choices, blank=True)  # empty: not filed
    reason = models.CharField(max_length=200, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(superseded_at=None), name="a_matter_has_one_filing_decision"
            ),
            models.CheckConstraint(
                condition=~Q(period="") | ~Q(reason=""), name="what_is_not_filed_says_why"
            ),
        ]

    @property
    def is_filed(self) -> bool:
        return bool(self.period)


class ItemSerial(models.Model):
    """件号: the last number of a lowest class, counted under lock and never given twice (A-03)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    category = models.CharField(max_length=2)
    year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=3)
    org_code = models.CharField(max_length=4)
    last = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "category", "year", "period", "org_code"], name="a_class_is_counted_once"
            ),
        ]


class ArchiveItem(models.Model):
    """件: what lies together under one 档号. Its parts of the code are given once; only the fonds code may come later."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="archive_items", db_index=False)
    matter = models.OneToOneField(Matter, models.PROTECT, related_name="archive_item")
    decision = models.OneToOneField(FilingDecision, models.PROTECT, related_name="item")
    fonds_code = models.CharField(max_length=4, blank=True)
    category = models.CharField(max_length=2, choices=Category.choices, default=Category.DOCUMENTS)
    year = models.PositiveSmallIntegerField(_("年度"))
    period = models.CharField(_("保管期限"), max_length=3, choices=Period.choices)
    org_code = models.CharField(_("机构(问题)"), max_length=4)
    number = models.PositiveSmallIntegerField(_("件号"))

    title = models.CharField(_("题名"), max_length=200)
    doc_number = models.CharField(_("文号"), max_length=60, blank=True)
    issuer = models.CharField(_("责任者"), max_length=200, blank=True)
    dated = models.DateField(_("日期"))
    pages = models.PositiveIntegerField(_("页数"), default=0)
    note = models.CharField(_("备注"), max_length=200, blank=True)
    missing = models.JSONField(default=list)  # what it should hold and does not
    left_out = models.JSONField(default=list)  # [{"name", "sha256", "why"}]: drafts and duplicates not filed
    content = models.CharField(max_length=64)  # one hash over the hashes of its parts in order
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # A period extended by an appraisal; the one in the code stays.
    keep_until = models.DateField(null=True, blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "category", "year", "period", "org_code", "number"],
                name="an_archival_code_is_given_once",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST), name="an_item_number_has_four_figures"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "year", "org_code", "period", "number"], name="items_in_order"),
            models.Index(
                fields=["unit", "keep_until"], name="items_expiring", condition=Q(destroyed_at=None)
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    @property
    def code(self) -> Code:
        """档号."""
        return Code(self.fonds_code, self.category, self.year, str(self.period), self.org_code, self.number)

    def expires(self) -> date | None:
        """Kept from 1 January after its year; None: for ever."""
        if self.keep_until is not None:
            return self.keep_until
        years = Period(self.period).years
        return date(self.year + 1 + years, 1, 1) if years else None


class ItemPart(models.Model):
    """件内的一份: a stored file, or what the record itself says (a slip with its words), each with its hash."""

    item = models.ForeignKey(ArchiveItem, models.PROTECT, related_name="parts")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=10, choices=PartRole.choices)
    name = models.CharField(max_length=255)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="archive_parts")
    record = models.JSONField(null=True, blank=True)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    pages = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="a_part_has_its_place"),
        ]
