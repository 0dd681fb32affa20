"""单位与人员: units, divisions, posts, people, and who stands in for whom.

A unit (单位) is the tenant. Every row below hangs on one, directly or through its person or division.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shuniu.org.choices import AbsenceKind, ChargeKind, DivisionKind, Role, SkillLevel
from shuniu.org.queries import (
    AbsenceQuerySet,
    AccountManager,
    DatedQuerySet,
    DelegationQuerySet,
    DivisionQuerySet,
    PersonQuerySet,
)


class Unit(models.Model):
    """单位: any body that uses the system; two units in one database never see each other."""

    name = models.CharField(_("名称"), max_length=80)
    code = models.SlugField(_("代号"), max_length=40, unique=True)
    preset = models.CharField(_("类型"), max_length=20, default="county")
    place = models.CharField(_("所在地"), max_length=40, blank=True)
    upper_names = models.JSONField(_("上级单位的叫法"), default=list, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.name


class Division(models.Model):
    """部门、科室、乡镇: a body inside the unit's field, whose work comes to one person, its liaison."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="divisions")
    name = models.CharField(_("名称"), max_length=60)
    kind = models.CharField(max_length=12, choices=DivisionKind.choices, default=DivisionKind.DEPARTMENT)
    upper = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    order = models.PositiveIntegerField(_("序"), default=100)
    liaison = models.ForeignKey(
        "Person", models.PROTECT, null=True, blank=True, related_name="speaks_for", verbose_name=_("联络员")
    )
    head = models.ForeignKey(
        "Person", models.PROTECT, null=True, blank=True, related_name="heads", verbose_name=_("负责人")
    )
    phone = models.CharField(max_length=40, blank=True)
    note = models.CharField(_("脾气"), max_length=200, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = DivisionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="a_division_is_named_once_in_its_unit"),
        ]

    def __str__(self):
        return self.name


class Alias(models.Model):
    """简称、曾用名: another way of writing a division, learnt or entered."""

    division = models.ForeignKey(Division, models.CASCADE, related_name="aliases")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    former = models.BooleanField(_("曾用名"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="an_alias_means_one_division"),
        ]

    def __str__(self):
        return self.name


class Person(models.Model):
    """人: somebody of the unit; stays on record after leaving, because the past keeps its names."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people")
    name = models.CharField(_("姓名"), max_length=40)
    pinyin = models.CharField(max_length=80, blank=True)
    initials = models.CharField(max_length=20, blank=True)
    division = models.ForeignKey(Division, models.PROTECT, null=True, related_name="people")
    rank = models.PositiveIntegerField(_("排序"), default=1000)
    phone = models.CharField(_("电话"), max_length=40, blank=True)
    email = models.EmailField(blank=True)
    weekly_hours = models.DecimalField(_("每周工时"), max_digits=4, decimal_places=1, default=40)
    work_card = models.TextField(_("领导名片"), blank=True)
    growth_wish = models.CharField(_("想学"), max_length=100, blank=True)
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(_("离岗"), null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["rank", "id"]
        indexes = [models.Index(fields=["unit", "left_on", "rank"])]

    def __str__(self):
        return self.name

    @property
    def is_active(self) -> bool:
        return self.left_on is None

    def role_names(self) -> list[str]:
        return [grant.role for grant in self.grants.all() if grant.until is None]

    @property
    def post_name(self) -> str:
        """The posts held now, most senior first: 副县长、公安局局长."""
        return "、".join(a.post.name for a in self.appointments.all() if a.until is None)


class Post(models.Model):
    """岗位: a set of duties a person holds."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    division = models.ForeignKey(Division, models.PROTECT, related_name="posts")
    name = models.CharField(max_length=60)
    order = models.PositiveIntegerField(default=100)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["division", "name"], name="a_post_is_named_once_in_its_division"),
        ]

    def __str__(self):
        return self.name


class Appointment(models.Model):
    """任职: a person in a post for a time; at most two posts at once."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["post__order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="an_appointment_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["person", "post"], condition=Q(until=None), name="a_post_is_held_once_at_a_time"
            ),
        ]


class Account(AbstractBaseUser):
    """账号: how a person signs in. One person, at most one account."""

    username = models.CharField(_("用户名"), max_length=60, unique=True)
    email = models.EmailField(blank=True)
    person = models.OneToOneField(Person, models.PROTECT, null=True, related_name="account")
    is_active = models.BooleanField(default=True)
    interface = models.JSONField(_("界面习惯"), default=dict, blank=True)  # language, density, size of type
    created = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    def __str__(self):
        return self.username


class RoleGrant(models.Model):
    """角色: what a person may see and do, from a day, given by somebody."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=12, choices=Role.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"], condition=Q(until=None), name="a_role_is_granted_once_at_a_time"
            ),
        ]


class Charge(models.Model):
    """领导分工: a leader answers for a division or a function, from a day, by a document (H-01)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="charges")
    leader = models.ForeignKey(Person, models.PROTECT, related_name="charges")
    kind = models.CharField(max_length=10, choices=ChargeKind.choices, default=ChargeKind.IN_CHARGE)
    division = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="charges")
    function = models.CharField(_("事权"), max_length=60, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    basis = models.CharField(_("依据"), max_length=120, blank=True)
    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["leader__rank", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(division=None) | ~Q(function=""), name="a_charge_names_a_division_or_a_function"
            ),
            models.UniqueConstraint(
                fields=["division"],
                condition=Q(until=None, kind="in_charge") & ~Q(division=None),
                name="a_division_has_one_leader_in_charge",
            ),
        ]


class Duty(models.Model):
    """职责清单: what must be done by whom, with stand-in, leader and basis; no line without a post."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="duties")
    number = models.PositiveIntegerField(_("条"))
    what = models.CharField(_("职责"), max_length=200)
    keywords = models.JSONField(_("说法"), default=list, blank=True)
    division = models.ForeignKey(Division, models.PROTECT, related_name="duties")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="duties")
    stand_in = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="stand_in_duties"
    )
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "number"], condition=Q(until=None), name="a_duty_line_is_numbered_once"
            ),
        ]

    def __str__(self):
        return self.what


class ABPair(models.Model):
    """AB角: B acts for A while A is away (D-01)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="ab_pairs")
    stand_in = models.ForeignKey(Person, models.PROTECT, related_name="ab_pairs_for")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(person=F("stand_in")), name="nobody_stands_in_for_themselves"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(until=None), name="a_person_has_one_stand_in"
            ),
        ]


class Delegation(models.Model):
    """授权委托: power passed on for a time, never re-delegated, never to oneself (D-09).

    Either the whole of it, or what its items name; `wording` is how the written authorisation says it.
    """

    giver = models.ForeignKey(Person, models.PROTECT, related_name="delegations_given")
    receiver = models.ForeignKey(Person, models.PROTECT, related_name="delegations_received")
    whole = models.BooleanField(_("全部权限"), default=False)
    wording = models.CharField(_("委托书怎么写的"), max_length=200, blank=True)
    money_limit = models.DecimalField(
        _("额度"), max_digits=14, decimal_places=2, null=True, blank=True
    )  # yuan
    since = models.DateField()
    until = models.DateField()
    basis = models.CharField(_("书面依据"), max_length=200)
    revoked_at = models.DateTimeField(null=True, blank=True)
    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="nobody_delegates_to_themselves"),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="a_delegation_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(money_limit=None) | Q(money_limit__gt=0),
                name="a_delegated_sum_is_more_than_nothing",
            ),
        ]

    def __str__(self):
        return f"{self.giver} → {self.receiver}"


class Entrusted(models.Model):
    """委托的一项: a body in the giver's charge, or a sort of paper by its code. Items of one sort widen, of two narrow."""

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="items")
    division = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+")
    sort = models.CharField(max_length=12, blank=True)  # of paper, as registered in `entrusting`
    code = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(division__isnull=False, sort="", code="")
                | Q(division=None) & ~Q(sort="") & ~Q(code=""),
                name="an_entrusted_item_names_one_thing",
            ),
        ]


class Absence(models.Model):
    """外出报备: away from an hour to an hour; `began` and `ended` say when the work was moved over and back."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=12, choices=AbsenceKind.choices, default=AbsenceKind.OTHER)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    where = models.CharField(_("去哪里"), max_length=100, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    stand_in = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="stands_in")
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts"]
        indexes = [models.Index(fields=["person", "ends"])]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="an_absence_ends_after_it_begins"),
        ]


class Skill(models.Model):
    """本领: what a person can do, in five levels (看跟办独办带)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="skills")
    name = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField(choices=SkillLevel.choices)

    class Meta:
        ordering = ["-level", "name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="a_skill_has_one_level"),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=5), name="a_skill_level_is_one_to_five"
            ),
        ]
