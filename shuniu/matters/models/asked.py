"""样表: up to five named fields of a task, and what each body put into them. The office asks once, in one shape."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shuniu.matters.choices import FieldKind
from shuniu.matters.models.events import Feedback
from shuniu.matters.models.matter import Matter

MOST_FIELDS = 5


class FormField(models.Model):
    """样表的一栏: stands on a task, or on the matter for all the tasks it was split into."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="form_fields")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(_("栏名"), max_length=30)
    kind = models.CharField(max_length=8, choices=FieldKind.choices, default=FieldKind.TEXT)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "order"], name="a_form_has_one_field_in_a_place"),
            models.UniqueConstraint(fields=["matter", "name"], name="a_form_asks_a_thing_once"),
            models.CheckConstraint(
                condition=Q(order__gte=1, order__lte=MOST_FIELDS), name="a_form_has_at_most_five_fields"
            ),
        ]


class FormValue(models.Model):
    """填的数: one field as one feedback filled it; a later feedback supplements, it overwrites nothing."""

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="values")
    field = models.ForeignKey(FormField, models.PROTECT, related_name="values")
    value = models.CharField(max_length=200)

    class Meta:
        ordering = ["field__order"]
        constraints = [
            models.UniqueConstraint(fields=["feedback", "field"], name="a_feedback_fills_a_field_once"),
        ]
