"""发文、稿、旁批: what only an outgoing document has. Everything else is on its matter; how it travels is on its slip."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shuniu.documents.choices import (
    ENDED,
    MOVES,
    UNSIGNED,
    Direction,
    Disclosure,
    DocumentKind,
    NumberState,
    State,
)
from shuniu.documents.queries import DocumentQuerySet
from shuniu.documents.wording import Wording
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.models import Person, Unit
from shuniu.routing.models import Part

if TYPE_CHECKING:
    from shuniu.documents.models.issuing import Signature
    from shuniu.documents.models.numbers import Number


class Series(models.Model):
    """机关代字: the letters before a number, one sequence for each year. `kinds`: for which kinds; empty: any other."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="number_series")
    issuer = models.CharField(_("发文机关"), max_length=80)
    code = models.CharField(_("机关代字"), max_length=20)
    kinds = models.JSONField(_("用于哪些文种"), default=list, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "code"], name="a_series_has_its_own_letters"),
        ]

    def __str__(self):
        return self.code


class Document(models.Model):
    """发文: one paper that goes out. `content` is what is being written now; what was handed over is a Version."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="document")
    kind = models.CharField(_("文种"), max_length=14, choices=DocumentKind.choices)
    kind_reason = models.CharField(_("为什么用这个文种"), max_length=200, blank=True)
    direction = models.CharField(_("行文方向"), max_length=5, choices=Direction.choices)
    issuer = models.CharField(_("发文机关"), max_length=80)
    joint_issuers = models.JSONField(_("联合发文机关"), default=list, blank=True)
    series = models.ForeignKey(Series, models.PROTECT, related_name="documents", verbose_name=_("文号系列"))
    drafter = models.ForeignKey(Person, models.PROTECT, related_name="drafts", verbose_name=_("拟稿人"))
    signer = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("签发人")
    )
    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    disclosure = models.CharField(_("公开属性"), max_length=10, choices=Disclosure.choices, blank=True)
    disclosure_reason = models.CharField(_("不公开的理由"), max_length=200, blank=True)
    normative = models.BooleanField(_("规范性文件"), default=False)
    important = models.BooleanField(_("重要文件,由主要负责人签发"), default=False)
    precedent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followers", verbose_name=_("照哪一份写")
    )
    answers = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="answered_by_documents"
    )
    content = models.JSONField(default=dict)
    authors = models.JSONField(default=dict)  # {key of a paragraph: name of who wrote what stands there}
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(disclosure=Disclosure.NOT_PUBLIC) | ~Q(disclosure_reason=""),
                name="what_is_not_public_says_why",
            ),
        ]
        indexes = [models.Index(fields=["state", "-matter"], name="documents_by_state")]

    def __str__(self):
        return self.wording.title or str(self.matter)

    @property
    def wording(self) -> Wording:
        return Wording.from_json(self.content)

    @property
    def is_signed(self) -> bool:
        return self.state not in UNSIGNED

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED

    def can_move_to(self, state: str) -> bool:
        return (self.state, state) in MOVES

    @property
    def number(self) -> Number | None:
        """文号: the one that stands; none before registration."""
        return next((n for n in self.numbers.all() if n.state == NumberState.GIVEN), None)

    @property
    def doc_number(self) -> str:
        return str(self.number) if self.number else ""

    @property
    def issuers(self) -> list[str]:
        """The lead body first."""
        return [self.issuer, *self.joint_issuers]

    def standing_signatures(self) -> list[Signature]:
        return [s for s in self.signatures.all() if s.set_aside_at is None]

    @property
    def signed_version(self) -> Version | None:
        signatures = self.standing_signatures()
        return signatures[-1].version if signatures else None

    @property
    def dated(self) -> date | None:
        """成文日期: the day the last of the signers signed (art. 9)."""
        signatures = self.standing_signatures()
        return moment.local(max(s.at for s in signatures)).date() if signatures else None


class Version(models.Model):
    """第几稿: what was handed over at one moment, by whom and why. Never overwritten."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    authors = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="a_version_is_counted_once"),
        ]

    @property
    def wording(self) -> Wording:
        return Wording.from_json(self.content)


class Hold(models.Model):
    """谁正在写这一段: a soft lock; it warns and never bars."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="holds")
    key = models.CharField(max_length=20)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "key", "person"], name="a_hold_is_kept_once"),
        ]


class Remark(models.Model):
    """旁批: about one paragraph, or of a countersigner (`part`) about the whole; each is answered."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="remarks")
    key = models.CharField(max_length=20, blank=True)
    quote = models.CharField(max_length=200, blank=True)
    part = models.OneToOneField(Part, models.PROTECT, null=True, blank=True, related_name="remark")
    words = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    adopted = models.BooleanField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer="") & Q(answered_by__isnull=False),
                name="an_answer_says_something",
            ),
        ]


class Excuse(models.Model):
    """说明: why a finding is left as it is, in a word; it holds as long as the words it is about do."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="excuses")
    rule = models.CharField(max_length=40)
    mark = models.CharField(max_length=64)  # hash of rule and words, so that a later text is looked at anew
    words = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "mark"], name="a_finding_is_excused_once"),
            models.CheckConstraint(condition=~Q(words=""), name="an_excuse_says_why"),
        ]
