"""装演示: the cast, a year of history in bulk, and the last weeks lived through with the real verbs (product §16)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from shuniu.demo.history import History
from shuniu.demo.ledger import enter, next_matter_pk, recount
from shuniu.demo.office import Office, make_office
from shuniu.demo.profiles import COUNTY, SMALL
from shuniu.demo.stories import COUNTY_STORY, NUMBERS, SMALL_STORY, World, arrivals, play_until
from shuniu.demo.weeks import STORY_DAY, moved, shifted_by
from shuniu.demo.weeks import weeks as weeks_told
from shuniu.journal.operations import seal_past_days
from shuniu.matters.models import Focus
from shuniu.org import moment
from shuniu.org.models import Unit

SEED = 20260611
MOMENT = datetime(2026, 6, 11, 16, 5)
# The year begins a little earlier than twelve months ago, so that last June's drill and manholes are in it.
FIRST = date(2025, 6, 2)
# How many matters of its own number a county office had in these twelve months and ten days.
COUNTY_MATTERS, SMALL_MATTERS = 2366, 420
LAST_NUMBER_BEFORE = 852

Progress = Callable[[int, int, str], None]


def fill(
    kind: str = "county",
    *,
    seed: int = SEED,
    scale: float = 1.0,
    until: datetime = MOMENT,
    weeks: int = 0,
    on_progress: Progress | None = None,
) -> Unit:
    """Make the demo office `county` or `small` as it stands at `until`; the same seed makes the same office.

    `scale` multiplies the year's matters; the planted stories stay as they are. With `weeks` all of it, `until` too, is
    told so many weeks later. `on_progress(done, of, what)`.
    """
    with shifted_by(weeks):
        return _fill(kind, seed, scale, until, on_progress)


def _fill(kind: str, seed: int, scale: float, until: datetime, on_progress: Progress | None) -> Unit:
    tell = on_progress or (lambda done, of, what: None)
    tell(0, 100, "人员与分工")
    until = moment.aware(until)
    county = kind == "county"
    story = COUNTY_STORY if county else SMALL_STORY
    with transaction.atomic():
        office = make_office(kind, today=moved(STORY_DAY))
        Focus.objects.create(unit=office.unit, tag="防汛", until=moved(date(2026, 9, 30)))
        history = History(
            office,
            seed=seed,
            first=moved(FIRST),
            until=moved(until),
            first_pk=next_matter_pk(),
            profile=COUNTY if county else SMALL,
        )
        count = round((COUNTY_MATTERS if county else SMALL_MATTERS) * scale)
        lives = history.live(
            count,
            _Numbers(NUMBERS if county else {}),
            arrivals(story, date(2026, 6, 10)),
            lambda done, of: tell(5 + 20 * done // of, 100, "一年的事"),
        )
        enter(office.unit, lives, lambda done, of: tell(25 + 45 * done // of, 100, "入册"))
    tell(72, 100, "这几周")
    world = World(office, seed=seed, numbers=history.kept)
    play_until(world, story, until, lambda done, of: tell(72 + 18 * done // of, 100, "这几周"))
    recount(office.unit)
    tell(92, 100, "封存")
    with moment.standing_at(moved(until)):
        seal_past_days(office.unit)
    office.unit.refresh_from_db()
    office.unit.settings["demo"] = {
        "seed": seed,
        "scale": scale,
        "moment": moment.local(moved(until)).isoformat(),
        "weeks": weeks_told(),
        "matters": world.matters,
    }
    office.unit.save(update_fields=["settings"])
    tell(100, 100, "好了")
    return office.unit


class _Numbers:
    """事项号 of each year in turn; numbers that a story is known by are left free for it."""

    def __init__(self, kept: dict[int, set[int]]) -> None:
        first = moved(FIRST).year
        self._last = {first: LAST_NUMBER_BEFORE} if kept else {}
        # Told at another time the story falls into other years: then its numbers are left free in each of them.
        every = set().union(*kept.values())
        self._kept = dict.fromkeys((first, first + 1, first + 2), every) if weeks_told() else kept

    def __call__(self, year: int) -> int:
        number = self._last.get(year, 0) + 1
        while number in self._kept.get(year, ()):
            number += 1
        self._last[year] = number
        return number


def office_of(unit: Unit) -> Office:
    """The cast of a demo office that was made before."""
    office = Office(unit)
    office.people = {
        p.name: p for p in unit.people.select_related("division", "unit").prefetch_related("grants")
    }
    office.divisions = {d.name: d for d in unit.divisions.select_related("liaison", "head", "upper")}
    office.roles = {name: tuple(p.role_names()) for name, p in office.people.items()}
    return office

