"""处理单、环节、经办: the slip of one case, its stops in order, and one person's share of a stop."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shuniu.matters.models import Instruction, Matter
from shuniu.org.models import Division, Person, Unit
from shuniu.routing.choices import (
    SPOKEN,
    Box,
    Mode,
    Origin,
    Purpose,
    SlipOutcome,
    Slot,
    StageOutcome,
    StageState,
    Verdict,
)
from shuniu.routing.queries import PartQuerySet, SlipQuerySet, StageQuerySet


class Route(models.Model):
    """常用流程: a named list of stops with slots, editable by the office; a slip copies it and goes its own way."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="routes")
    name = models.CharField(_("名称"), max_length=40)
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.RECEIPT)
    kinds = models.JSONField(
        _("用于哪些类别"), default=list, blank=True
    )  # codes of kinds of matter; empty: any
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"], condition=Q(retired_at=None), name="a_route_is_named_once"
            ),
        ]

    def __str__(self):
        return self.name


class Stop(models.Model):
    """常用流程的一站: title, who by slot, how many must speak."""

    route = models.ForeignKey(Route, models.CASCADE, related_name="stops")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=40)
    slot = models.CharField(max_length=12, choices=Slot.choices)
    people = models.ManyToManyField(Person, blank=True, related_name="+")
    mode = models.CharField(max_length=6, choices=Mode.choices, default=Mode.ALL)
    need = models.PositiveSmallIntegerField(null=True, blank=True)
    box = models.CharField(max_length=12, choices=Box.choices, default=Box.OTHER)
    mandatory = models.CharField(_("为什么不能减"), max_length=120, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["route", "position"], name="two_stops_do_not_share_a_place")
        ]

    @property
    def key(self) -> str:
        """By which a stage is recognised as this stop: what its slot means, or its place when it names people."""
        return self.slot if self.slot != Slot.PERSON else f"stop:{self.position}"


class Slip(models.Model):
    """处理单: how one paper travels. Either it is at one stage, or it has ended."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="slips")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    title = models.CharField(max_length=60)
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="slips_started")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=SlipOutcome.choices, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    within = models.ForeignKey("Part", models.PROTECT, null=True, blank=True, related_name="asides")

    objects = SlipQuerySet.as_manager()

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, outcome="") | Q(ended_at__isnull=False) & ~Q(outcome=""),
                name="an_ended_slip_says_how",
            ),
            models.UniqueConstraint(
                fields=["matter", "purpose"],
                condition=Q(ended_at=None, within=None),
                name="a_paper_travels_once_at_a_time_for_one_purpose",
            ),
            models.UniqueConstraint(
                fields=["within"], condition=Q(ended_at=None), name="a_part_asks_one_aside_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["-started_at"], name="slips_under_way", condition=Q(ended_at=None))]

    def __str__(self):
        return self.title

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def current(self) -> Stage | None:
        """正在办的环节; what only circulates does not count, it holds nothing up."""
        return self.stages.filter(state=StageState.OPEN).exclude(mode=Mode.INFORM).first()

    @property
    def suspended(self) -> Suspension | None:
        return next((pause for pause in self.suspensions.all() if pause.ended is None), None)


class Suspension(models.Model):
    """挂起: the clock of the slip stands, for a reason, until it is taken up again."""

    slip = models.ForeignKey(Slip, models.PROTECT, related_name="suspensions")
    since = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                fields=["slip"], condition=Q(ended=None), name="a_slip_is_suspended_once_at_a_time"
            ),
        ]


class Stage(models.Model):
    """环节: one stop. What has happened stays; a return or withdrawal writes new stages instead."""

    slip = models.ForeignKey(Slip, models.PROTECT, related_name="stages")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=40)
    mode = models.CharField(max_length=6, choices=Mode.choices, default=Mode.ALL)
    need = models.PositiveSmallIntegerField(null=True, blank=True)  # 票签: so many must agree
    in_turn = models.BooleanField(_("一个看完再给下一个"), default=False)
    box = models.CharField(max_length=12, choices=Box.choices, default=Box.OTHER)
    key = models.CharField(max_length=40, blank=True)  # by which a rule recognises the stage it asked for
    mandatory = models.CharField(_("为什么不能减"), max_length=120, blank=True)
    state = models.CharField(max_length=8, choices=StageState.choices, default=StageState.PLANNED)
    outcome = models.CharField(max_length=8, choices=StageOutcome.choices, blank=True)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.PLANNED)
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    because = models.ForeignKey("Part", models.PROTECT, null=True, blank=True, related_name="led_to")
    copy_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="again")
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)  # of dropping or jumping

    objects = StageQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["slip"],
                condition=Q(state=StageState.OPEN) & ~Q(mode=Mode.INFORM),
                name="a_slip_is_at_one_stage",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[StageState.OPEN, StageState.CLOSED]) | Q(opened_at__isnull=False),
                name="a_stage_that_began_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=StageState.CLOSED) | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="a_closed_stage_says_how_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(mode=Mode.SHARE) | Q(need__gte=1), name="a_vote_says_how_many_must_agree"
            ),
        ]
        indexes = [models.Index(fields=["slip", "position"], name="stages_in_order")]

    def __str__(self):
        return self.title

    @property
    def is_main(self) -> bool:
        return self.mode != Mode.INFORM


class Part(models.Model):
    """经办: one person's share of a stage. Once spoken, its words are never changed."""

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="parts")
    order = models.PositiveSmallIntegerField(default=0)
    holder = models.ForeignKey(Person, models.PROTECT, related_name="parts")
    standing_in_for = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="lent_parts"
    )
    for_division = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+")
    claimable = models.BooleanField(_("本单位谁先认领归谁"), default=False)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.PLANNED)
    came_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="went_to")
    opened_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    opinion = models.TextField(blank=True)
    image_sha256 = models.CharField(max_length=64, blank=True)
    instruction = models.OneToOneField(
        Instruction, models.PROTECT, null=True, blank=True, related_name="part"
    )
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    acting_for = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    settles_at = models.DateTimeField(null=True, blank=True)  # until then it may be taken back (product §10)
    retracted_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True)  # of passing on or release

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(verdict__in=[v.value for v in SPOKEN])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="a_word_has_a_speaker_and_an_hour",
            ),
            models.CheckConstraint(
                condition=Q(acting_for=None) | ~Q(acting_for=models.F("decided_by")),
                name="nobody_acts_for_themselves",
            ),
        ]
        indexes = [
            models.Index(fields=["holder", "opened_at"], name="parts_waiting", condition=Q(verdict="")),
            models.Index(fields=["holder", "stage"], name="parts_of_a_person"),
        ]

    @property
    def is_waiting(self) -> bool:
        """In somebody's hand now: opened, nothing said yet."""
        return self.verdict == "" and self.opened_at is not None

    @property
    def has_spoken(self) -> bool:
        return self.verdict in SPOKEN and self.retracted_at is None

    @property
    def signature(self) -> str:
        """The name that stands on the paper: 林致远, or 霍正川(代沈知行)."""
        if self.decided_by is None:
            return ""
        if self.acting_for is None:
            return self.decided_by.name
        return _("%(name)s(代%(whom)s)") % {"name": self.decided_by.name, "whom": self.acting_for.name}

    def lay(self, until) -> timedelta:
        """How long it lay here, the suspended hours not counted."""
        if self.opened_at is None:
            return timedelta(0)
        end = self.decided_at or until
        total = end - self.opened_at
        for pause in self.stage.slip.suspensions.all():
            overlap = min(end, pause.ended or until) - max(self.opened_at, pause.since)
            total -= max(overlap, timedelta(0))
        return max(total, timedelta(0))


class Consultation(models.Model):
    """请示: before a stand-in decides what is major, whom they asked and what was answered (D-04)."""

    part = models.ForeignKey(Part, models.PROTECT, related_name="consultations")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    whom = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(by=models.F("whom")), name="nobody_asks_themselves_first"),
        ]
