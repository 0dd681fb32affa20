"""事项: the central record, kept thin. A task (任务) is a matter with a parent: one holder rule for both."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shuniu.matters import kinds
from shuniu.matters.choices import (
    CLOSED_STATES,
    MOVES,
    OPEN_STATES,
    Effort,
    SourceType,
    State,
    Urgency,
    Visibility,
    Weight,
)
from shuniu.matters.queries import MatterQuerySet
from shuniu.org.models import Division, Person, Unit


class Serial(models.Model):
    """事项号: the next number of a unit's year, counted under lock and never given twice."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="a_year_is_counted_once")]


class Matter(models.Model):
    """事项: anything that must be settled, with exactly one holder while it is open."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="matters", db_index=False)
    year = models.PositiveIntegerField()
    serial = models.PositiveIntegerField()
    part = models.PositiveIntegerField(default=0)  # 0: the matter itself; n: its n-th task
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="tasks")
    title = models.CharField(_("标题"), max_length=200)
    kind = models.CharField(_("类别"), max_length=20, blank=True)

    source_type = models.CharField(_("来源"), max_length=12, choices=SourceType.choices)
    source_body = models.CharField(_("来源单位"), max_length=200, blank=True)
    source_person = models.CharField(_("来源人"), max_length=60, blank=True)
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    received = models.DateTimeField(_("收到"))

    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.PENDING)
    is_open = models.GeneratedField(
        expression=Q(state__in=[s.value for s in OPEN_STATES]),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    holder = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="matters", db_index=False, verbose_name=_("在谁手上")
    )
    held_since = models.DateTimeField(null=True)
    # While the holder is away their B holds it; this says whose it is, so that it goes back by itself.
    standing_in_for = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="lent_matters"
    )
    lead = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
        db_index=False,
        verbose_name=_("牵头"),
    )
    leader = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="leads", verbose_name=_("分管领导")
    )
    next_step = models.CharField(_("下一步"), max_length=200, blank=True)

    due = models.DateTimeField(_("时限"), null=True, blank=True)
    first_due = models.DateTimeField(_("最初时限"), null=True, blank=True)
    hard = models.BooleanField(_("硬时限"), null=True)
    due_basis = models.CharField(_("时限依据"), max_length=200, blank=True)
    planned = models.DateField(_("排定"), null=True, blank=True)
    look_again = models.DateField(_("再看"), null=True, blank=True)
    starts = models.DateTimeField(_("开始"), null=True, blank=True)
    ends = models.DateTimeField(_("结束"), null=True, blank=True)
    place = models.CharField(_("地点"), max_length=100, blank=True)

    urgency = models.PositiveSmallIntegerField(choices=Urgency.choices, default=Urgency.ORDINARY)
    importance = models.PositiveSmallIntegerField(choices=Weight.choices, default=Weight.MIDDLE)
    difficulty = models.PositiveSmallIntegerField(choices=Weight.choices, default=Weight.MIDDLE)
    effort = models.CharField(max_length=6, choices=Effort.choices, default=Effort.USUAL)
    size_minutes = models.PositiveIntegerField(_("工作量"), null=True, blank=True)
    safety = models.BooleanField(_("安全"), default=False)
    from_above = models.BooleanField(_("上级硬任务"), default=False)
    focus = models.CharField(_("阶段重点"), max_length=20, blank=True)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.NORMAL)
    must_ask_first = models.BooleanField(_("须请示"), default=False)
    recurrence = models.CharField(max_length=80, blank=True)  # iCalendar RRULE

    moved = models.DateTimeField(_("最近动静"))
    reported_at = models.DateTimeField(_("报结"), null=True, blank=True)
    reported_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    verified_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    completed = models.DateTimeField(_("办结"), null=True, blank=True)
    result = models.TextField(_("结果"), blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")

    objects = MatterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "serial", "part"], name="a_matter_number_is_used_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED_STATES) | Q(holder__isnull=False),
                name="an_open_matter_is_in_somebodys_hand",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.MERGED) | Q(merged_into__isnull=False),
                name="a_merged_matter_names_the_other",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="a_matter_is_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DONE) | Q(completed__isnull=False), name="a_done_matter_has_its_day"
            ),
            models.CheckConstraint(
                condition=Q(due=None) | Q(first_due__isnull=False), name="a_first_deadline_is_kept"
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None) | Q(reported_by=None) | ~Q(verified_by=F("reported_by")),
                name="nobody_verifies_their_own_report",
            ),
            models.CheckConstraint(
                condition=Q(part=0, parent=None) | Q(part__gt=0, parent__isnull=False),
                name="a_task_belongs_to_a_matter",
            ),
        ]
        indexes = [
            models.Index(
                fields=["holder", "-moved", "-id"], name="open_by_holder", condition=Q(is_open=True)
            ),
            models.Index(fields=["lead", "due", "id"], name="open_by_lead", condition=Q(is_open=True)),
            models.Index(fields=["unit", "due", "id"], name="open_by_due", condition=Q(is_open=True)),
            models.Index(fields=["leader", "due", "id"], name="open_by_leader", condition=Q(is_open=True)),
            models.Index(
                fields=["unit", "reported_at", "id"], name="to_be_checked", condition=Q(state="reported")
            ),
            models.Index(
                fields=["unit", "id"], name="emergencies_open", condition=Q(is_open=True, kind="incident")
            ),
            models.Index(fields=["unit", "-received", "-id"], name="unplaced", condition=Q(state="pending")),
            models.Index(fields=["unit", "-received", "-id"], name="all_by_arrival"),
            # The list of the office: without it the newest open ones are looked for among all that is long done.
            models.Index(
                fields=["unit", "-received", "-id"], name="open_by_arrival", condition=Q(is_open=True)
            ),
            models.Index(fields=["unit", "-completed", "-id"], name="done_by_day", condition=Q(state="done")),
            models.Index(fields=["unit", "starts"], name="events_by_day", condition=Q(starts__isnull=False)),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        """№1187, or №1187-2 for its second task; the year is said only where years mix."""
        return f"№{self.serial}" + (f"-{self.part}" if self.part else "")

    @property
    def slug(self) -> str:
        """The address: 2026-1187 or 2026-1187-2."""
        return f"{self.year}-{self.serial}" + (f"-{self.part}" if self.part else "")

    @property
    def is_task(self) -> bool:
        return self.part > 0

    @property
    def kind_label(self) -> str:
        return kinds.of(self.kind).label

    @property
    def is_restricted(self) -> bool:
        return self.visibility == Visibility.RESTRICTED

    def flag(self, name: str) -> bool:
        """One small fact (see queries.FLAGS): taken from `with_flags()` when the matter came with them, else asked now."""
        known = self.__dict__.get("flags")
        if known is None:
            known = type(self).objects.filter(pk=self.pk).with_flags().values_list("flags", flat=True).get()
            self.__dict__["flags"] = known
        return f" {name} " in known

    def can_move_to(self, state: str) -> bool:
        return (self.state, state) in MOVES


class Help(models.Model):
    """配合: a division that helps; its own part and date live on a task of its own when it has one."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="helps")
    division = models.ForeignKey(Division, models.PROTECT, related_name="helps")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "division"], name="a_division_helps_once"),
        ]


class Clearance(models.Model):
    """限定: one named person who may know of a restricted matter, and who let them."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="clearances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="clearances")
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "person"], name="a_person_is_cleared_once"),
        ]


class Link(models.Model):
    """关联: two matters that belong together (covered by, follows, same source)."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="links")
    other = models.ForeignKey(Matter, models.CASCADE, related_name="linked_from")
    why = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "other", "why"], name="two_matters_are_linked_once"),
        ]


class Focus(models.Model):
    """阶段重点: at most three at a time, each with an end date (product §5.1)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="focuses")
    tag = models.CharField(max_length=20)
    until = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "tag"], name="a_focus_is_set_once")]


class Pin(models.Model):
    """置顶: a person's own choice, with a sentence and an end date; at most three, visible as pins."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="pins")
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="pins")
    why = models.CharField(max_length=100)
    until = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "matter"], name="a_matter_is_pinned_once")]


class Tally(models.Model):
    """计数: counters kept in the transaction of the change, so that dashboards do not read the history.

    Split over a few shards per key, so that writers at the same moment rarely wait for one row; the sum over shards
    is the count. A nightly job recounts and reports drift.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    lead = models.ForeignKey(Division, models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.CharField(max_length=10)
    restricted = models.BooleanField(default=False)
    shard = models.PositiveSmallIntegerField(default=0)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "lead", "state", "restricted", "shard"],
                name="a_tally_is_kept_once",
                nulls_distinct=False,
            ),
        ]


class SearchText(models.Model):
    """检索词: the bigrams of a matter in pieces; the full-text index of the engine stands on this table."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+", db_index=False)
    chunk = models.PositiveSmallIntegerField()
    terms = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "chunk"], name="a_piece_of_text_is_indexed_once")
        ]
