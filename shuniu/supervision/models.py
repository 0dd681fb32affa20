"""督办件、催办、请示、抽查、周灯、交办单: what supervision keeps beside a matter. The matter itself stays where it is."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shuniu.matters.models import Instruction, Matter
from shuniu.org.models import Person, Unit
from shuniu.supervision.choices import Axis, Found, Frequency, InspectionKind, ReplyKind, ReviewOutcome, Scope
from shuniu.supervision.queries import ChaseQuerySet


class Item(models.Model):
    """督办件: what there is to say of a matter beyond the matter: how it is to be judged, and what ended it.

    A matter given out is followed without it. Proposed (拟立项) until `registered_at`; 办结 is the matter's, 销号 is here.
    """

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="supervised")
    scope = models.CharField(max_length=12, choices=Scope.choices, default=Scope.INTERNAL)
    why = models.CharField(_("立项由头"), max_length=200, blank=True)
    finish_test = models.CharField(_("办成的标准"), max_length=300, blank=True)
    deliverable = models.CharField(_("交什么"), max_length=200, blank=True)
    continuous = models.BooleanField(_("长期坚持"), default=False)
    weight = models.PositiveSmallIntegerField(_("权重"), null=True, blank=True)
    frequency = models.CharField(_("多久报一次"), max_length=12, choices=Frequency.choices, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decline_reason = models.CharField(max_length=200, blank=True)
    registered_at = models.DateTimeField(_("立项"), null=True, blank=True)
    registered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    # 政府督查 (regulation of 2020)
    kind = models.CharField(max_length=8, choices=InspectionKind.choices, blank=True)
    object = models.CharField(_("督查对象"), max_length=120, blank=True)
    plan = models.TextField(_("督查方案"), blank=True)
    approved_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("批准人")
    )
    conclusion = models.TextField(_("督查结论"), blank=True)
    concluded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    fed_back_at = models.DateTimeField(_("结论反馈"), null=True, blank=True)

    stage_done_at = models.DateTimeField(_("阶段性办结"), null=True, blank=True)
    stage_done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    stage_words = models.CharField(max_length=300, blank=True)
    written_off_at = models.DateTimeField(_("销号"), null=True, blank=True)
    written_off_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    routine_at = models.DateTimeField(_("转为常态"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("撤销"), null=True, blank=True)
    cancelled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(registered_at=None)
                | ~Q(scope=Scope.INSPECTION)
                | Q(approved_by__isnull=False) & ~Q(plan="") & ~Q(object=""),
                name="an_inspection_is_approved_and_has_a_plan",
            ),
            models.CheckConstraint(
                condition=Q(written_off_at=None) | ~Q(scope=Scope.INSPECTION) | Q(fed_back_at__isnull=False),
                name="an_inspection_ends_with_its_conclusion_fed_back",
            ),
            models.CheckConstraint(
                condition=Q(weight=None) | Q(weight__gte=0, weight__lte=100), name="a_weight_is_of_a_hundred"
            ),
            models.CheckConstraint(
                condition=Q(fed_back_at=None) | ~Q(conclusion=""), name="what_is_fed_back_is_a_conclusion"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-proposed_at"],
                name="items_proposed",
                condition=Q(registered_at=None, declined_at=None, proposed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return str(self.matter)

    @property
    def is_proposed(self) -> bool:
        return self.proposed_at is not None and self.registered_at is None and self.declined_at is None

    @property
    def is_inspection(self) -> bool:
        return self.scope == Scope.INSPECTION


class Review(models.Model):
    """复核: the object of an inspection asks for another look within thirty days, and is answered within thirty."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="reviews")
    asked_at = models.DateTimeField()
    words = models.TextField()
    written_down_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decide_by = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=8, choices=ReviewOutcome.choices, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(decided_at=None), name="one_review_is_asked_at_a_time"
            ),
        ]


class Chase(models.Model):
    """催办: one word sent to one person about one matter: step, way, wording, answer. Slips wait for who may decide."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="chases")
    step = models.PositiveSmallIntegerField(_("第几步"))
    reason = models.CharField(max_length=24)
    days = models.IntegerField(null=True)
    to = models.ForeignKey(Person, models.PROTECT, related_name="chased")
    informed = models.ManyToManyField(Person, related_name="+", blank=True)
    way = models.CharField(max_length=12, default="message")  # message | slip
    wording = models.TextField()
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+"
    )  # None: by the clock (看护、提醒)
    at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    objects = ChaseQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(
                fields=["matter", "-sent_at"], name="chases_unanswered", condition=Q(answered_at=None)
            ),
            models.Index(fields=["at"], name="chases_to_confirm", condition=Q(sent_at=None, dropped_at=None)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(step__gte=0, step__lte=5), name="the_ladder_has_six_steps"),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(step__lt=3) | Q(confirmed_by__isnull=False),
                name="a_slip_is_confirmed_before_it_goes_out",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(dropped_at=None), name="what_was_sent_is_not_dropped"
            ),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(sent_at=None, dropped_at=None),
                name="one_slip_waits_for_a_word_at_a_time",
            ),
        ]

    @property
    def is_waiting(self) -> bool:
        return self.sent_at is None and self.dropped_at is None


class Escalation(models.Model):
    """请领导出面: one screen with what was tried and ready answers; the leader's press is the ruling."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="escalations")
    leader = models.ForeignKey(Person, models.PROTECT, related_name="asked_to_step_in")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    what = models.CharField(_("请您定什么"), max_length=300)
    answers = models.JSONField(default=list)  # [{"words", "does", …}], three of them
    chase = models.OneToOneField(Chase, models.PROTECT, null=True, blank=True, related_name="escalation")
    answered_at = models.DateTimeField(null=True, blank=True)
    instruction = models.ForeignKey(Instruction, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "leader"],
                condition=Q(answered_at=None),
                name="a_leader_is_asked_once_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["leader"], name="escalations_open", condition=Q(answered_at=None)),
        ]


class Draw(models.Model):
    """抽查: lots drawn from what was reported done, with the seed kept so that anybody can draw them again."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="draws")
    seed = models.BigIntegerField(_("种子"))
    first = models.DateField()
    last = models.DateField()
    population = models.JSONField(default=list)  # [[matter id, weight, [reasons]], …] as it was drawn from
    wanted = models.PositiveIntegerField()
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-drawn_at", "-id"]


class SpotCheck(models.Model):
    """抽中: one matter of a draw, with why, two checkers, and what they found."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="checks")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="spot_checks")
    weight = models.PositiveIntegerField()
    reasons = models.JSONField(default=list)
    certain = models.BooleanField(default=False)
    first_checker = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    second_checker = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    unannounced = models.BooleanField(_("四不两直"), default=False)
    outcome = models.CharField(max_length=8, choices=Found.choices, blank=True)
    words = models.TextField(blank=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "matter"], name="a_matter_is_drawn_once_in_a_draw"),
            models.CheckConstraint(
                condition=Q(second_checker=None) | ~Q(first_checker=F("second_checker")),
                name="two_checkers_are_two",
            ),
            models.CheckConstraint(
                condition=Q(checked_at=None) | Q(first_checker__isnull=False, second_checker__isnull=False),
                name="a_check_is_made_by_two",
            ),
        ]
        indexes = [models.Index(fields=["draw"], name="checks_open", condition=Q(checked_at=None))]


class WeekLight(models.Model):
    """周灯: how a row of the board stood at the end of a week; written every night, and can be worked out again."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    axis = models.CharField(max_length=8, choices=Axis.choices)
    key = models.CharField(max_length=20)  # id of the body or leader, or the code of the source
    monday = models.DateField()
    colour = models.CharField(max_length=8)
    filled = models.BooleanField(default=True)
    open = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)  # {"red": 1, "amber": 2, …}
    causes = models.JSONField(default=dict)  # {"hard_passed": 1, …}
    stuck = models.JSONField(default=dict)  # {"stage": code, "days": median, "n": how many}
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "axis", "key", "monday"], name="a_week_of_a_row_has_one_light"
            ),
        ]
        indexes = [models.Index(fields=["unit", "axis", "monday"], name="lights_of_weeks")]


class Parcel(models.Model):
    """交办单: a task handed to another unit of this database, with the hash of what was sent. Neither sees the other's list."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="parcels")
    to = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    arrived = models.OneToOneField(Matter, models.PROTECT, null=True, related_name="parcel_in")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["sent_at", "id"]


class Reply(models.Model):
    """回执: what the other unit sent back, with its hash."""

    parcel = models.ForeignKey(Parcel, models.PROTECT, related_name="replies")
    kind = models.CharField(max_length=8, choices=ReplyKind.choices)
    words = models.TextField(blank=True)
    by_name = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["at", "id"]


__all__ = [
    "Chase", "Draw", "Escalation", "Item", "Parcel", "Reply", "Review", "SpotCheck", "WeekLight",
]  # fmt: skip
