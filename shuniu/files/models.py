"""文件: bytes by their hash, once in a unit however often they arrive, and what was read on their pages."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shuniu.files.choices import Channel, MediaKind, TextSource
from shuniu.files.pages import Boxes, Page
from shuniu.files.queries import SecrecyRefusalQuerySet, StoredFileQuerySet
from shuniu.org.models import Person, Unit


class StoredFile(models.Model):
    """一份文件: what arrived, unaltered; the bytes lie in the store under their SHA-256."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(_("文件名"), max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    created = models.DateTimeField()
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "sha256"], name="the_same_bytes_are_stored_once_in_a_unit"),
            models.CheckConstraint(condition=Q(size__gt=0), name="a_stored_file_is_not_empty"),
        ]

    def __str__(self):
        return self.name

    @property
    def kind(self) -> MediaKind:
        return MediaKind.of_media_type(self.media_type)


class PageText(models.Model):
    """页文: what a page says and where each character stands, kept because reading a scan again takes seconds."""

    file = models.ForeignKey(StoredFile, models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=100, blank=True)
    text = models.TextField(blank=True)
    source = models.CharField(max_length=8, choices=TextSource.choices)
    places = models.BinaryField(default=b"")
    doubtful = models.JSONField(default=list)

    class Meta:
        ordering = ["file", "number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="a_page_is_read_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="pages_are_counted_from_one"),
        ]

    def __str__(self):
        return f"{self.file_id}/{self.number}"

    @property
    def page(self) -> Page:
        """The page as it was read, for `locate`."""
        return Page(
            number=self.number,
            text=self.text,
            source=TextSource(self.source),
            boxes=Boxes.unpack(bytes(self.places)),
            doubtful=tuple((start, end) for start, end in self.doubtful),
            title=self.title,
        )


class SecrecyRefusal(models.Model):
    """拒收涉密件: that something was turned away, when and by which door; what it was is nowhere (product.md §13)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=Channel.choices)

    objects = SecrecyRefusalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["unit", "at"], name="secrecy_refusals_by_day")]

    def __str__(self):
        return f"{self.get_channel_display()} {self.at:%Y-%m-%d %H:%M}"
