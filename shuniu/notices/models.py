"""通知: what was said to whom, for which reason, on which way; whether it still stands is worked out, never kept."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shuniu.journal.models import Line
from shuniu.matters.models import Matter
from shuniu.notices.choices import Reason
from shuniu.notices.queries import DeliveryQuerySet, NoticeQuerySet, ShiftQuerySet
from shuniu.org.models import Person, Unit


class Shift(models.Model):
    """值班: somebody is on duty from an hour to an hour; quiet hours are not for them."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="shifts")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    at_desk = models.BooleanField(_("接电话的"), default=True)  # 带班 leads, 值班 rings

    objects = ShiftQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "person__rank", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="a_shift_ends_after_it_begins"),
        ]
        indexes = [models.Index(fields=["ends"], name="shifts_by_end")]


class Channel(models.Model):
    """通道: one way out of the house that an administrator has opened; with none, nothing leaves."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="channels")
    code = models.CharField(max_length=20)
    given = models.JSONField(default=dict)
    secrets = models.JSONField(default=dict)  # never shown, never in the journal
    usual = models.BooleanField(_("没有选的人用它"), default=False)

    class Meta:
        ordering = ["-usual", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "code"], name="a_channel_is_opened_once"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(usual=True), name="one_channel_is_the_usual_one"
            ),
        ]

    def __str__(self):
        return self.code


class Choice(models.Model):
    """个人的通知设置: one channel at a time, the address on it, and a part of the day in which nothing ordinary comes."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="notice_choice")
    channel = models.CharField(max_length=20, blank=True)  # "": the usual one of the unit; "page": none
    address = models.CharField(max_length=120, blank=True)
    rest_from = models.TimeField(null=True, blank=True)
    rest_until = models.TimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rest_from=None, rest_until=None) | Q(rest_until__gt=F("rest_from")),
                name="a_rest_ends_after_it_begins",
            ),
        ]


class Digest(models.Model):
    """汇总: what waited for one person, said once at one of the three hours."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="digests")
    day = models.DateField()
    hour = models.TimeField()

    class Meta:
        ordering = ["day", "hour", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "day", "hour"], name="a_digest_is_said_once"),
        ]
        indexes = [models.Index(fields=["unit", "day"], name="digests_by_day")]


class Notice(models.Model):
    """一条通知: this person is told of this line. `after` is the last line of the matter's chain that it knows of."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    instead_of = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    matter = models.ForeignKey(Matter, models.CASCADE, null=True, related_name="notices")
    line = models.ForeignKey(Line, models.PROTECT, null=True, related_name="+")
    after = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=10, choices=Reason.choices, default=Reason.LATER)
    in_hand = models.BooleanField(default=False)  # it was in this person's hand when it was said
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    digest = models.ForeignKey(Digest, models.CASCADE, null=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["person", "-at"], name="notices_of_a_person"),
            models.Index(fields=["unit"], name="notices_not_yet_told", condition=Q(told_at=None)),
            models.Index(fields=["unit", "told_at"], name="notices_by_hour"),
        ]


class Delivery(models.Model):
    """送出: one message on one channel; its receipt lets it be taken back when it has been acted on."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    channel = models.CharField(max_length=20)
    notice = models.OneToOneField(Notice, models.CASCADE, null=True, related_name="delivery")
    digest = models.OneToOneField(Digest, models.CASCADE, null=True, related_name="delivery")
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(notice=None, digest__isnull=False) | Q(notice__isnull=False, digest=None),
                name="a_delivery_is_of_a_notice_or_a_digest",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "sent_at"],
                name="deliveries_that_may_go_back",
                condition=Q(withdrawn_at=None, sent_at__isnull=False) & ~Q(receipt=""),
            ),
            models.Index(fields=["unit", "asked_at"], name="deliveries_by_hour"),
        ]
