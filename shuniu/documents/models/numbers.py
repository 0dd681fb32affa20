"""文号: given once, in one transaction, never again; a void one keeps its reason."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shuniu.documents.choices import NumberState
from shuniu.documents.models.document import Document, Series
from shuniu.org.models import Person


class SeriesYear(models.Model):
    """一年用到几号: counted on under lock, never back."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="years")
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="a_year_of_a_series_is_counted_once"),
        ]


class Number(models.Model):
    """发文字号: 岚政办发〔2026〕12号. Given once; a void one keeps its reason and is never given again."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="numbers")
    year = models.PositiveIntegerField()
    n = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=NumberState.choices)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="numbers")
    reason = models.CharField(_("预留给什么"), max_length=200, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    void_reason = models.CharField(_("作废的原因"), max_length=200, blank=True)
    voided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-year", "-n"]
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "n"], name="a_document_number_is_used_once"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(state=NumberState.GIVEN), name="a_document_has_one_number"
            ),
            models.CheckConstraint(
                condition=~Q(state=NumberState.GIVEN) | Q(document__isnull=False),
                name="a_given_number_is_somebodys",
            ),
            models.CheckConstraint(
                condition=~Q(state=NumberState.VOID) | ~Q(void_reason="") & Q(voided_at__isnull=False),
                name="a_void_number_says_why",
            ),
            models.CheckConstraint(condition=Q(n__gte=1), name="numbers_begin_at_one"),
        ]

    def __str__(self):
        return f"{self.series.code}〔{self.year}〕{self.n}号"
