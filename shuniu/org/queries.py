"""Questions to sets of people and bodies."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Q

from shuniu.org.choices import Role


class AccountManager(BaseUserManager):
    """Accounts are found by name; creating one takes only a name and a password."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Any:
        account: Any = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class DatedQuerySet(models.QuerySet):
    """Rows with `since` and `until` (exclusive of days after `until`)."""

    def on(self, day):
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gte=day))


class DelegationQuerySet(DatedQuerySet):
    def visible_to(self, actor):
        """授权委托: one's own, given and received; the director, the head and the inspection see those of the unit."""
        if not actor or actor.person is None:
            return self.none()
        here = self.filter(giver__unit=actor.unit)
        if actor.has(Role.DIRECTOR, Role.HEAD, Role.INSPECTION):
            return here
        return here.filter(Q(giver=actor.person) | Q(receiver=actor.person))

    def in_force(self, day):
        """Given, begun, not run out, not taken back, and both still in office: it ends by itself."""
        return self.filter(
            since__lte=day, until__gte=day, revoked_at=None, giver__left_on=None, receiver__left_on=None
        )

    def with_everything(self):
        """What a row of the list and the rule need: three statements whatever their number."""
        return self.select_related("giver", "receiver").prefetch_related("items__division")


class PersonQuerySet(models.QuerySet):
    def active(self):
        """在岗: people of the unit who have not left."""
        return self.filter(left_on=None)

    def visible_to(self, actor):
        """The list of colleagues is open inside the unit, and only there."""
        return self.filter(unit=actor.unit)

    def with_role(self, role, *, on=None):
        """People who hold a role (on a day; without a day: now)."""
        grants = Q(grants__role=role, grants__until=None)
        if on is not None:
            grants = Q(grants__role=role, grants__since__lte=on) & (
                Q(grants__until=None) | Q(grants__until__gte=on)
            )
        return self.filter(grants).distinct()

    def in_order(self):
        return self.order_by("rank", "id")


class DivisionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(unit=actor.unit)

    def current(self):
        return self.filter(closed_on=None)


class AbsenceQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(person__unit=actor.unit)

    def at(self, moment):
        """外出: who is away at a moment."""
        return self.filter(starts__lte=moment, ends__gt=moment, cancelled_at=None).filter(
            Q(ended_at=None) | Q(ended_at__gt=moment)
        )

    def upcoming(self, moment):
        return self.filter(ends__gt=moment, cancelled_at=None, ended_at=None).order_by("starts")
