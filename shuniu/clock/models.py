"""工作日与到时要做的事: days off as data, and errands that must be done although the process may die."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shuniu.org.models import Unit


class DayKind(models.TextChoices):
    OFF = "off", _("放假")
    WORK = "work", _("上班(调休)")


class WorkdayOverride(models.Model):
    """放假与调休: a day that differs from its weekday, for all units or for one; extended each November."""

    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="workday_overrides")
    day = models.DateField()
    kind = models.CharField(max_length=4, choices=DayKind.choices)
    name = models.CharField(_("节日"), max_length=20, blank=True)
    source = models.CharField(_("依据"), max_length=100)
    forecast = models.BooleanField(_("预估"), default=False)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "day"], name="a_day_is_overridden_once", nulls_distinct=False
            ),
        ]


class Errand(models.Model):
    """到时要做的: one thing to be done later, written in the same transaction as what caused it.

    The row itself is the queue: a worker claims it by a conditional update; what was not finished is found again.
    `key` makes an errand unique, so that asking twice does it once.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    key = models.CharField(max_length=120, unique=True)
    payload = models.JSONField(default=dict)
    due = models.DateTimeField()
    claimed = models.DateTimeField(null=True)
    done = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["due", "id"], name="errands_to_do", condition=Q(done=None))]
