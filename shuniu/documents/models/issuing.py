"""签发、印制、用印、分送: what happened to a document once its words stood."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shuniu.documents.choices import Role, Way
from shuniu.documents.models.document import Document, Version
from shuniu.documents.queries import AddresseeQuerySet
from shuniu.files.models import StoredFile
from shuniu.matters.models import Matter
from shuniu.org.models import Division, Person, Unit
from shuniu.routing.models import Part


class Signature(models.Model):
    """签发: who signed which words, on which part of which slip. Set aside when the words had to change."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="signatures")
    version = models.ForeignKey(Version, models.PROTECT, related_name="signatures")
    part = models.OneToOneField(Part, models.PROTECT, related_name="signature_of")
    signer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    acting_for = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    words = models.TextField(blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "id"]

    @property
    def name(self) -> str:
        return self.part.signature


class Printing(models.Model):
    """印制: the set pages, of which version, how many copies, where."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="printings")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    pages = models.PositiveIntegerField(default=1)
    copies = models.PositiveIntegerField(default=1)
    printer = models.CharField(_("印发机关"), max_length=80)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(copies__gte=1), name="at_least_one_copy_is_printed")
        ]


class Seal(models.Model):
    """印章: what it says, and who keeps it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="office_seals")
    name = models.CharField(_("印文"), max_length=80)
    keeper = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("监印人")
    )
    stopped_on = models.DateField(_("停用"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=Q(stopped_on=None),
                name="a_seal_in_use_is_the_only_one_of_its_name",
            ),
        ]

    def __str__(self):
        return self.name


class SealBook(models.Model):
    """用印登记的年度序号."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="a_seal_book_is_kept_once")]


class SealUse(models.Model):
    """用印登记: one row of the register; a use that was stood in for (代章) says so."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="uses")
    year = models.PositiveIntegerField()
    serial = models.PositiveIntegerField()
    at = models.DateTimeField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="seal_uses")
    title = models.CharField(_("用印事由"), max_length=200)
    doc_number = models.CharField(max_length=40, blank=True)
    copies = models.PositiveIntegerField(_("份数"), default=1)
    applicant = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("申请人"))
    approver = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("批准人"))
    approval = models.ForeignKey(Signature, models.PROTECT, null=True, blank=True, related_name="+")
    keeper = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("监印人"))
    spoiled = models.PositiveIntegerField(_("废份"), default=0)
    stands_in = models.CharField(_("代章"), max_length=80, blank=True)

    class Meta:
        ordering = ["-year", "-serial"]
        constraints = [
            models.UniqueConstraint(
                fields=["seal", "year", "serial"], name="a_row_of_a_seal_book_is_written_once"
            ),
            models.CheckConstraint(
                condition=~Q(approver=F("applicant")), name="nobody_approves_their_own_seal_use"
            ),
        ]


class Addressee(models.Model):
    """分送: one body that gets it; how and when it was sent, and its receipt."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="addressees")
    order = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=4, choices=Role.choices, default=Role.MAIN)
    name = models.CharField(max_length=80)
    division = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    way = models.CharField(_("怎么送"), max_length=8, choices=Way.choices)
    copies = models.PositiveSmallIntegerField(default=1)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    part = models.OneToOneField(Part, models.PROTECT, null=True, blank=True, related_name="delivery")
    arrived = models.OneToOneField(Matter, models.PROTECT, null=True, blank=True, related_name="delivered_by")
    received_at = models.DateTimeField(_("签收"), null=True, blank=True)
    received_by = models.CharField(max_length=40, blank=True)

    objects = AddresseeQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "name"], name="a_body_is_written_to_once"),
            models.CheckConstraint(
                condition=Q(received_at=None) | Q(sent_at__isnull=False), name="what_was_received_was_sent"
            ),
        ]


class Ending(models.Model):
    """作废、撤销、废止: by whose decision, why, from when (art. 34: revoked from the start, repealed from that day)."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="ending")
    decided_by = models.CharField(_("谁定的"), max_length=80)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    invalid_from = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="an_ending_says_why")]
