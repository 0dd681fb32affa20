"""Who may change the list of people, and why not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shuniu.org import departures
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.models import Person
from shuniu.org.refusals import ALLOWED, Verdict, refuse


def may_manage_people(actor: Actor) -> Verdict:
    """人员、部门、角色: the administrator; division of work and duties also the director."""
    if actor.is_clock or actor.has(Role.ADMIN, Role.DIRECTOR):
        return ALLOWED
    return refuse(_("人员和部门由系统管理员或主任维护"), "role")


def may_keep_accounts(actor: Actor) -> Verdict:
    """账号、口令: the administrator alone; the director of a small office usually is both."""
    if actor.has(Role.ADMIN):
        return ALLOWED
    return refuse(_("账号和口令由系统管理员管"), "role")


def may_set_duties(actor: Actor) -> Verdict:
    if actor.is_clock or actor.has(Role.DIRECTOR, Role.ADMIN):
        return ALLOWED
    return refuse(_("分工和职责清单由主任维护"), "role")


def may_announce_absence(actor: Actor, person: Person) -> Verdict:
    """外出报备, 取消, 提前回来: the person or the office; time itself only begins and ends what was announced."""
    if person.unit_id != actor.unit.pk:
        return refuse(_("不是本单位的人"), "unit")
    if actor.is_clock:
        return ALLOWED
    if actor.person and (actor.person.pk == person.pk or actor.in_office or actor.has(Role.ADMIN)):
        return ALLOWED
    return refuse(_("外出由本人或办公室报备"), "power")


def may_leave(actor: Actor, person: Person) -> Verdict:
    """Nobody leaves with work in hand (S-12)."""
    verdict = may_manage_people(actor)
    if not verdict:
        return verdict
    if not person.is_active:
        return refuse(_("%s已经离岗") % person.name, "left")
    held = departures.still_held(person)
    if held:
        what = ";".join(f"{count}{name}" for count, name in held)
        return refuse(_("%(name)s手上还有%(what)s,先在交接页面交给别人") % {"name": person.name, "what": what}, "held")
    return ALLOWED
