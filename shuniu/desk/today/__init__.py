"""今日: what stands on a person's page, by role (product §6); computed at the moment of asking, never stored.

Same page, same order of ideas for everybody: mine first, then what waits, then what was done. Each part asks a fixed
number of statements, whatever is in it.
"""

from __future__ import annotations

from shuniu.desk.today.mine import Event, Today, along
from shuniu.desk.today.office import DeputyToday, DirectorToday, OfficeToday, StaffToday
from shuniu.desk.today.outside import DriverToday, LeaderToday, LiaisonToday
from shuniu.org.actor import Actor
from shuniu.org.choices import Role

__all__ = [
    "DeputyToday", "DirectorToday", "DriverToday", "Event", "LeaderToday", "LiaisonToday", "OfficeToday", "StaffToday",
    "Today", "along", "today_of",
]  # fmt: skip


def today_of(actor: Actor) -> tuple[str, Today]:
    """(name of the page, what is on it) for the most encompassing role of this person."""
    for role, name, page in (
        (Role.LEADER, "leader", LeaderToday),
        (Role.DIRECTOR, "director", DirectorToday),
        (Role.DEPUTY, "deputy", DeputyToday),
        (Role.STAFF, "staff", StaffToday),
        (Role.LIAISON, "liaison", LiaisonToday),
        (Role.DESK, "driver", DriverToday),
        (Role.INSPECTION, "inspection", Today),
        (Role.ADMIN, "administrator", Today),
    ):
        if actor.has(role):
            return name, page(actor)
    return "staff", Today(actor)
