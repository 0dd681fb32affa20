"""What arrived and what was read out of it. The original is never altered; every proposal shows its place."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shuniu.files.models import StoredFile
from shuniu.matters.choices import ArrivingState, DemandOutcome, PaperRole, ReadingState
from shuniu.matters.models.matter import Matter
from shuniu.org.models import Division, Person, Unit


class Arriving(models.Model):
    """正在收: a file that is being looked at in memory before anything of it is kept.

    The row says how far it is and never what it is: no name, no text, no mark of a refused paper is in it
    (product §13). `matters` are the slugs of what it became; `others` those that were here already.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    token = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=8, choices=ArrivingState.choices, default=ArrivingState.READING)
    stage = models.CharField(max_length=12, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    why = models.CharField(max_length=20, blank=True)
    matters = models.JSONField(default=list)
    others = models.JSONField(default=list)
    stop_asked = models.BooleanField(default=False)
    since = models.DateTimeField()
    touched = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "-since"], name="arriving_by_unit")]


class Paper(models.Model):
    """原件、附件、佐证: a stored file that belongs to a matter."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="papers")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="papers")
    role = models.CharField(max_length=10, choices=PaperRole.choices, default=PaperRole.ORIGINAL)
    order = models.PositiveSmallIntegerField(default=0)
    # 佐证: the feedback that it came with.
    feedback = models.ForeignKey("Feedback", models.PROTECT, null=True, blank=True, related_name="proofs")

    class Meta:
        ordering = ["order", "id"]


class Reading(models.Model):
    """读出来的: text and fields of an arrival.

    `pages`: [{"number", "start", "end", "source": "layer"|"ocr"|…}] offsets into `text`.
    `fields`: {name: {"value", "start", "end", "sure", "corrected"}} — the registration record, each with its place.
    `proposal`: what 就这么办 would do: {"kind", "title", "lead", "helpers", "leader", "due", "hard", … , each with
    "why"}; made by `proposing`, shown before it is pressed, never applied by itself.
    """

    matter = models.OneToOneField(Matter, models.CASCADE, related_name="reading", primary_key=True)
    state = models.CharField(max_length=8, choices=ReadingState.choices, default=ReadingState.READ)
    progress = models.CharField(max_length=60, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    text_hash = models.CharField(max_length=64, blank=True, db_index=True)
    pages = models.JSONField(default=list)
    fields = models.JSONField(default=dict)
    proposal = models.JSONField(default=dict)
    doc_number = models.CharField(_("文号"), max_length=60, blank=True)
    issuer = models.CharField(_("来文单位"), max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["doc_number"], name="by_document_number", condition=~Q(doc_number=""))
        ]


class Demand(models.Model):
    """要什么: one thing wanted, with its place in the original; it becomes a task, or is met already, or dropped."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="demands")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    heading = models.CharField(max_length=300, blank=True)
    start = models.IntegerField(null=True)
    end = models.IntegerField(null=True)
    sure = models.BooleanField(default=True)
    lead_text = models.CharField(max_length=300, blank=True)
    support_text = models.CharField(max_length=600, blank=True)
    lead = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+")
    due_text = models.CharField(max_length=100, blank=True)
    due = models.DateTimeField(null=True, blank=True)
    recurring = models.BooleanField(default=False)
    outcome = models.CharField(max_length=8, choices=DemandOutcome.choices, default=DemandOutcome.OPEN)
    task = models.ForeignKey(Matter, models.SET_NULL, null=True, blank=True, related_name="from_demands")
    covered_by = models.ForeignKey(Matter, models.SET_NULL, null=True, blank=True, related_name="covers")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "order"], name="a_demand_has_its_place"),
            models.CheckConstraint(
                condition=Q(start=None) | Q(end__gte=F("start")), name="a_demand_points_into_the_text"
            ),
        ]


class Habit(models.Model):
    """习惯: what people made of a sender's papers, learnt from corrections."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="habits")
    sender = models.CharField(max_length=200)
    field = models.CharField(max_length=20)
    value = models.CharField(max_length=200)
    count = models.PositiveIntegerField(default=0)
    last = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "sender", "field", "value"], name="a_habit_is_counted_once"
            ),
        ]
