"""文件: bytes by their hash, once in a unit however often they arrive."""

from __future__ import annotations

from django.db import models

from shuniu.org.models import Person, Unit


class StoredFile(models.Model):
    """一份文件: what arrived, unaltered; the bytes lie in the store under their SHA-256."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=40)
    size = models.BigIntegerField()
    created = models.DateTimeField()
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "sha256"], name="the_same_bytes_are_stored_once_in_a_unit"),
        ]

    def __str__(self):
        return self.name
