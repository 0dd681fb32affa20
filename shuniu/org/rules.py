"""Who may change the list of people, who may pass power on and how far it goes, and why not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shuniu.org import departures, moment
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.entrusting import Case, scope_of, yuan
from shuniu.org.models import Delegation, Person
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
        return refuse(
            _("%(name)s手上还有%(what)s,先在交接页面交给别人") % {"name": person.name, "what": what}, "held"
        )
    return ALLOWED


def may_delegate(actor: Actor, giver: Person | None = None) -> Verdict:
    """授权委托: one's own power only; whoever keeps the system or inspects it has none over papers (D-09)."""
    if actor.person is None or (giver is not None and actor.person.pk != giver.pk):
        return refuse(_("只能委托自己的权限"), "power")
    if not actor.reads_matters:
        return refuse(_("系统管理员和纪检不批文件,没有可委托的"), "role")
    return ALLOWED


def may_receive_delegation(receiver: Person, giver: Person) -> Verdict:
    """受托人: somebody else of the unit, in office, who reads matters at all."""
    if receiver.pk == giver.pk:
        return refuse(_("不能委托给自己"), "self")
    if receiver.unit_id != giver.unit_id or not receiver.is_active:
        return refuse(_("%s不在岗") % receiver.name, "left")
    if not Actor.of(receiver).reads_matters:
        return refuse(_("%s不看事项,不能代办") % receiver.name, "role")
    return ALLOWED


def may_revoke_delegation(actor: Actor, delegation: Delegation) -> Verdict:
    """收回委托: the giver or the director, while there is something left of it."""
    own = actor.person is not None and actor.person.pk == delegation.giver_id
    if not own and not (actor.has(Role.DIRECTOR) and actor.unit.pk == delegation.giver.unit_id):
        return refuse(_("由委托人或主任收回"), "power")
    if delegation.revoked_at is not None:
        return refuse(_("已经收回了"), "revoked")
    if delegation.until < moment.today():
        return refuse(_("已经到期,不用收回"), "over")
    return ALLOWED


def covers(delegation: Delegation, case: Case) -> Verdict:
    """在不在委托之内: what it is for and how much; outside, the giver decides, and the reason names the delegation."""
    names = {"giver": delegation.giver.name, "basis": delegation.basis}
    if case.restricted:
        return refuse(_("限定的事不在委托之内,由%(giver)s本人办") % names, "restricted")
    if not delegation.whole and not _named(delegation, case):
        return refuse(
            _("%(giver)s委托的是:%(scope)s(%(basis)s);这一件不在里面,由%(giver)s本人办")
            % {**names, "scope": scope_of(delegation)},
            "scope",
        )
    limit = delegation.money_limit
    if limit is not None and case.amount > limit:
        return refuse(
            _("超出授权额度%(limit)s(%(basis)s):这件%(amount)s,由%(giver)s本人办")
            % {**names, "limit": yuan(limit), "amount": yuan(case.amount)},
            "money",
        )
    return ALLOWED


def _named(delegation: Delegation, case: Case) -> bool:
    """Of each sort that the items name, one must fit; a delegation that names nothing is for nothing."""
    fits: dict[str, bool] = {}
    for item in delegation.items.all():
        if item.division_id is not None:
            fit = item.division_id in case.divisions
        else:
            fit = case.codes.get(item.sort) == item.code
        fits[item.sort] = fits.get(item.sort, False) or fit
    return bool(fits) and all(fits.values())
