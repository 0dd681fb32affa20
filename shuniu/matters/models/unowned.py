"""没人管: what the nightly search found to be in nobody's hand, with how it was found and whose it might be."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shuniu.matters.choices import Gap
from shuniu.matters.models.matter import Matter
from shuniu.matters.telling import line_said
from shuniu.org.models import Division, Duty, Person, Unit


class Unowned(models.Model):
    """没人管的一件: `key` says what it is about, so that a search every night finds it once.

    It is settled by becoming a matter (`became`), by a person who says why not this year (`reason`), or by itself
    when the next search does not find it any more (`gone`).
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="unowned")
    sort = models.CharField(max_length=12, choices=Gap.choices)
    key = models.CharField(max_length=80)
    what = models.CharField(_("什么事"), max_length=200)
    story = models.CharField(_("来历"), max_length=300)
    since = models.DateField()
    about = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, related_name="+")
    division = models.ForeignKey(Division, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    why = models.CharField(_("为什么建议给它"), max_length=200, blank=True)
    found = models.DateTimeField()
    settled = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    became = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    gone = models.BooleanField(default=False)

    class Meta:
        ordering = ["sort", "since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "key"], name="a_gap_is_found_once"),
            models.CheckConstraint(
                condition=Q(settled=None) | Q(gone=True) | Q(settled_by__isnull=False),
                name="a_settled_gap_says_who_settled_it",
            ),
        ]
        indexes = [models.Index(fields=["unit", "sort"], name="gaps_unsettled", condition=Q(settled=None))]

    def __str__(self):
        return self.what

    @property
    def story_said(self) -> str:
        """怎么发现的, in the language of the reader."""
        return line_said(self.story)

    @property
    def why_said(self) -> str:
        return line_said(self.why)
