"""May this person set this, and if not, why not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.models import Person
from shuniu.org.refusals import ALLOWED, Verdict, refuse


def may_open_channels(actor: Actor) -> Verdict:
    """通道: the administrator alone, like accounts and passwords."""
    if actor.has(Role.ADMIN):
        return ALLOWED
    return refuse(_("往外的通道由系统管理员设"), "role")


def may_choose(actor: Actor, person: Person) -> Verdict:
    """个人的通知设置: one's own and nobody else's."""
    if actor.person is not None and actor.person.pk == person.pk:
        return ALLOWED
    return refuse(_("通知怎么收,只由本人定"), "self")


def may_set_shifts(actor: Actor) -> Verdict:
    """排班: the office."""
    if actor.in_office:
        return ALLOWED
    return refuse(_("值班由办公室排"), "role")
