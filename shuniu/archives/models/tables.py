"""全宗、机构代码、归档范围和保管期限表: what an archive agrees with a unit before anything is filed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shuniu.archives.choices import Category, Origin, Period
from shuniu.org.models import Division, Person, Unit


class Fonds(models.Model):
    """全宗: what the archive calls this unit. The code may be empty until the archive has given it."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="fonds")
    code = models.CharField(_("全宗号"), max_length=4, blank=True)
    name = models.CharField(_("立档单位"), max_length=80)
    archive_name = models.CharField(_("档案馆名称"), max_length=80, blank=True)
    archive_code = models.CharField(_("档案馆代码"), max_length=20, blank=True)
    transfer_after = models.PositiveSmallIntegerField(_("几年后移交进馆"), default=10)
    keeper = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("档案员")
    )

    def __str__(self):
        return f"{self.code} {self.name}".strip()


class OrgCode(models.Model):
    """机构(问题)代码: fixed for years; the usual one takes what belongs to no other."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="org_codes")
    code = models.CharField(_("代码"), max_length=4)
    name = models.CharField(_("机构(问题)"), max_length=40)
    division = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+")
    usual = models.BooleanField(default=False)

    class Meta:
        ordering = ["-usual", "code"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "code"], name="an_org_code_means_one_body"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(usual=True), name="one_org_code_is_the_usual_one"
            ),
            models.UniqueConstraint(
                fields=["division"], condition=Q(division__isnull=False), name="a_body_has_one_org_code"
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"


class ClassTable(models.Model):
    """归档范围和保管期限表, one version; in force once the archive has agreed to it, until the next one is."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="class_tables")
    version = models.PositiveSmallIntegerField(_("版本"))
    approved_by = models.CharField(_("同意的机关"), max_length=80, blank=True)
    approval_number = models.CharField(_("同意的文号"), max_length=60, blank=True)
    approved_on = models.DateField(_("同意的日期"), null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "version"], name="a_class_table_has_one_of_a_version"),
            models.CheckConstraint(
                condition=Q(approved_on=None) | ~Q(approval_number="") & ~Q(approved_by=""),
                name="an_agreed_class_table_says_by_whom",
            ),
        ]

    def __str__(self):
        return f"v{self.version}"


class ClassLine(models.Model):
    """表里的一条; without a period it says what is not filed."""

    table = models.ForeignKey(ClassTable, models.PROTECT, related_name="lines")
    order = models.PositiveSmallIntegerField()
    number = models.CharField(_("条号"), max_length=10)
    text = models.CharField(_("归档范围"), max_length=200)
    period = models.CharField(_("保管期限"), max_length=3, choices=Period.choices, blank=True)
    category = models.CharField(max_length=2, choices=Category.choices, default=Category.DOCUMENTS)
    origin = models.CharField(max_length=6, choices=Origin.choices, default=Origin.ANY)
    kinds = models.JSONField(default=list)
    words = models.JSONField(default=list)
    important = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["table", "order"], name="a_class_line_has_its_place"),
            models.UniqueConstraint(fields=["table", "number"], name="a_class_line_is_numbered_once"),
        ]

    def __str__(self):
        return f"{self.number} {self.text}"
