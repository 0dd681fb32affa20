"""故事: which beats each demo office has, and playing them up to a moment."""

from __future__ import annotations

from datetime import date, datetime

from shuniu.demo.county_archives import ARCHIVES
from shuniu.demo.county_day import DAY
from shuniu.demo.county_documents import DOCUMENTS
from shuniu.demo.county_hands import HANDS
from shuniu.demo.county_leaders import LEADERS
from shuniu.demo.county_liaison import LIAISONS
from shuniu.demo.county_notices import NOTICES
from shuniu.demo.county_past import PAST
from shuniu.demo.county_sheets import SHEETS
from shuniu.demo.county_signs import SIGNS
from shuniu.demo.county_slips import ROUTES, SLIPS
from shuniu.demo.county_supervision import FOLLOWED
from shuniu.demo.small_story import SMALL_STORY as SMALL_THINGS
from shuniu.demo.weeks import moved
from shuniu.demo.world import Beat, World, play

COUNTY_STORY: list[Beat] = [
    *ROUTES,
    *PAST,
    *SIGNS,
    *HANDS,
    *DAY,
    *SLIPS,
    *LEADERS,
    *LIAISONS,
    *NOTICES,
    *FOLLOWED,
    *DOCUMENTS,
    *SHEETS,
    *ARCHIVES,
]
SMALL_STORY: list[Beat] = [*ROUTES, *SMALL_THINGS]
# Numbers by which papers and people know a matter; the day of the story has its own from 1162 on.
NUMBERS = {2025: {873, 884, 897}, 2026: {1099, 1102, *range(1162, 1260)}}

__all__ = ["COUNTY_STORY", "NUMBERS", "SMALL_STORY", "World", "arrivals", "play_until"]


def arrivals(story: list[Beat], last: date) -> list[datetime]:
    """Moments before the day of the story at which something of it arrived that needs a number in turn."""
    return sorted(
        moved(one.at)
        for one in story
        if one.arrives and one.at.date() <= last
        for _each in range(one.arrives)
    )


def play_until(
    world: World, story: list[Beat], until: datetime, on_progress=None, *, after: datetime | None = None
) -> int:
    """Everything of the story after one moment and up to another."""
    return play(world, story, after, until, on_progress)
