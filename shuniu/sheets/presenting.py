"""What the page of a matter shows of its sheets: the press that prints, and ink that waits to be read."""

from __future__ import annotations

from shuniu.matters.models import Matter
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.models import Person
from shuniu.sheets import rules
from shuniu.sheets.models import Ink


def press(actor: Actor, matter: Matter) -> dict | None:
    """打印处理笺; whoever may not print has no press. Asks nothing."""
    return {"slug": matter.slug} if rules.may_print(actor, matter) else None


def inks(actor: Actor, matter: Matter) -> dict | None:
    """待认的手迹 with the leaders whose hand it may be: two statements whatever is in it."""
    waiting = list(Ink.objects.filter(matter=matter, settled_at=None).select_related("paper__file"))
    if not waiting:
        return None
    verdict = rules.may_settle_ink(actor, waiting[0])
    return {
        "inks": waiting,
        "verdict": verdict,
        "leaders": leaders_of(actor) if verdict else (),
        "slug": matter.slug,
    }


def leaders_of(actor: Actor) -> list[Person]:
    """Whose hand it may be, in the order of the list; a leader reads their own."""
    if not actor.in_office and actor.person is not None:
        return [actor.person]
    return list(Person.objects.active().filter(unit=actor.unit).with_role(Role.LEADER).in_order().distinct())
