"""Four plain tables: matters, their events, their search rows, and counters."""

from django.db import models


class Matter(models.Model):
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10)
    is_open = models.BooleanField()
    holder = models.CharField(max_length=40)
    holder_id_of = models.BigIntegerField()
    lead = models.CharField(max_length=60)
    lead_id_of = models.BigIntegerField(default=0)
    due = models.DateTimeField(null=True)
    moved = models.DateTimeField()
    text = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["holder_id_of", "-moved", "-id"],
                name="ceiling_open",
                condition=models.Q(is_open=True),
            ),
            models.Index(
                fields=["lead_id_of", "due", "id"], name="ceiling_by_lead", condition=models.Q(is_open=True)
            ),
            models.Index(fields=["due", "id"], name="ceiling_by_due", condition=models.Q(is_open=True)),
        ]


class Event(models.Model):
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="events", db_index=False)
    at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    words = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["matter", "at", "id"], name="ceiling_events")]


class Terms(models.Model):
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+", db_index=False)
    terms = models.TextField()


class Counter(models.Model):
    lead = models.CharField(max_length=60)
    state = models.CharField(max_length=10)
    count = models.IntegerField()
