"""五个场面: the demo office set to the moment at which one of the scenes of product §3.3 begins.

A journal cannot be walked back, so a scene makes the office anew up to its moment, from the seed that made it before.
Whoever is signed in stays so: the same seed gives the same people the same accounts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.management.color import no_style
from django.db import connection, transaction

from shuniu.demo.generator import MOMENT, SEED, fill
from shuniu.org.models import Unit

# Rows of the framework, and who is signed in at this moment.
_KEPT = frozenset(
    {"django_migrations", "django_content_type", "auth_permission", "django_session", "django_site"}
)


@dataclass(frozen=True)
class Scene:
    """场面: when it begins, and what there is to see."""

    at: datetime
    told: str
    who: str  # as whom it is best looked at
    look: str  # where to look first


SCENES = {
    "A": Scene(
        datetime(2026, 6, 11, 15, 40, 3), "明天市防办来查水库,值班员一句话收进来", "周谨言", "/inbox/"
    ),
    "B": Scene(datetime(2026, 6, 11, 17, 20, 5), "17:20 来了特急电报,五项要求两项已有", "吴安澜", "/inbox/"),
    "C": Scene(datetime(2026, 6, 11, 10, 16), "县长在省城,资金请示只能县长定", "何文静", "/inbox/"),
    "D": Scene(
        datetime(2026, 6, 11, 11, 15), "井盖两家都说不归我,主任先接住,等他定", "周谨言", "/matters/2026-1183/"
    ),
    "E": Scene(datetime(2026, 6, 11, 9, 10), "下周四推进会,通报稿差4个数,发言稿差两家", "林致远", "/"),
}


def play(letter: str, *, on_progress: Callable[[int, int, str], None] | None = None) -> datetime:
    """Set the demo office to scene A to E; gives the moment at which it now stands (office time)."""
    scene = SCENES[letter.upper()]
    return rebuild(scene.at, on_progress=on_progress)


def shift(weeks: int, *, on_progress: Callable[[int, int, str], None] | None = None) -> datetime:
    """挪周: the same moment of the story told so many weeks after its own; gives the moment at which it now stands."""
    unit = Unit.objects.order_by("pk").first()
    said = (unit.settings.get("demo") if unit else None) or {}
    until = datetime.fromisoformat(said["moment"]) - timedelta(weeks=said.get("weeks", 0)) if said else MOMENT
    return rebuild(until, weeks=weeks, on_progress=on_progress)


def rebuild(
    until: datetime = MOMENT,
    *,
    weeks: int | None = None,
    on_progress: Callable[[int, int, str], None] | None = None,
) -> datetime:
    """Make the demo office of this database anew as it stood at a moment of its story; other units in it are thrown
    away. It stays in the weeks into which it was moved before, unless `weeks` says others."""
    unit = Unit.objects.order_by("pk").first()
    said = (unit.settings.get("demo") if unit else None) or {}
    if unit is not None and not said:
        raise ValueError("a real office is never made anew")
    kind = unit.preset if unit is not None else "county"
    weeks = said.get("weeks", 0) if weeks is None else weeks
    with transaction.atomic():
        wipe()
        fill(
            kind,
            seed=said.get("seed", SEED),
            scale=said.get("scale", 1.0),
            until=until,
            weeks=weeks,
            on_progress=on_progress,
        )
    return until + timedelta(weeks=weeks)


def wipe() -> None:
    """Empty the tables of a demo database, numbers starting again at one."""
    tables = [
        name
        for name in connection.introspection.django_table_names(only_existing=True, include_views=False)
        if name not in _KEPT
    ]
    statements = connection.ops.sql_flush(no_style(), tables, reset_sequences=True, allow_cascade=False)
    # In one transaction: until its end no table need be empty before another that points at it.
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            connection.check_constraints()  # a table cannot be emptied while a check of it is put off
        for statement in statements:
            cursor.execute(statement)
