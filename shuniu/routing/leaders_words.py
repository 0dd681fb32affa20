"""领导的话在哪里写: a higher app may have words in 批示 and 签发 written on a page of its own, where a signature is proved."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from shuniu.org.actor import Actor
from shuniu.org.refusals import ALLOWED, Verdict, refuse
from shuniu.routing.models import Part
from shuniu.routing.rules import LEADERS_BOXES

_WHERE: list[Callable[[Actor, Part], str]] = []


def written_at(where: Callable[[Actor, Part], str]) -> None:
    """Register: (actor, part) → the address where it must be written, or "" when here will do."""
    if where not in _WHERE:
        _WHERE.append(where)


def elsewhere(actor: Actor, part: Part | None) -> str:
    """The address where this word must be written; "" when it may be written anywhere."""
    if part is None or part.stage.box not in LEADERS_BOXES or not part.stage.is_main:
        return ""
    return next((address for where in _WHERE if (address := where(actor, part))), "")


def may_write_here(actor: Actor, part: Part | None) -> Verdict:
    if elsewhere(actor, part):
        return refuse(_("这一栏要过第二道确认,请在批件页上批"), "proof")
    return ALLOWED
