"""May this person print or settle this now, and if not, why not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shuniu.matters import rules as matters
from shuniu.matters.models import Matter
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.models import Person
from shuniu.org.refusals import ALLOWED, Verdict, refuse
from shuniu.sheets.models import Ink


def may_print(actor: Actor, matter: Matter) -> Verdict:
    """处理笺、传阅单、督办单 show the words of everybody on the way: the office and the leaders print them."""
    if actor.in_office or actor.has(Role.LEADER, Role.HEAD):
        return ALLOWED
    return refuse(_("单子上有各方意见,由办公室打印"), "office")


def may_print_ledger(actor: Actor) -> Verdict:
    if actor.in_office or actor.has(Role.LEADER, Role.HEAD):
        return ALLOWED
    return refuse(_("督办台账由办公室打印"), "office")


def may_print_handing_over(actor: Actor, leaver: Person) -> Verdict:
    """The one who leaves may print their own list; else whoever may hand it over."""
    if actor.person is not None and actor.person.pk == leaver.pk:
        return ALLOWED
    return matters.may_hand_over(actor, leaver)


def may_settle_ink(actor: Actor, ink: Ink) -> Verdict:
    """认手迹: the office, or the leader whose hand it is."""
    if not ink.waits:
        return refuse(_("这处手迹已经认过了"), "state")
    if actor.in_office or actor.has(Role.LEADER):
        return ALLOWED
    return refuse(_("手迹由办公室或领导本人来认"), "office")
