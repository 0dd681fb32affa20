"""归档 on the page of a matter: its code, or that somebody has still to say whether it is filed."""

from __future__ import annotations

from shuniu.archives.models import ArchiveItem
from shuniu.matters.choices import State
from shuniu.matters.models import Matter
from shuniu.org.actor import Actor


def panel(actor: Actor, matter: Matter) -> dict | None:
    """One statement where it is filed, none elsewhere."""
    if matter.is_task or matter.state not in (State.DONE, State.RETURNED) or not actor.in_office:
        return None
    if not matter.flag("filed"):
        ended = matter.completed or matter.moved
        return {"item": None, "year": ended.year}
    return {"item": ArchiveItem.objects.filter(matter=matter).first(), "year": None}
