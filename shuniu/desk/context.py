"""What the frame of every page needs: places, one grey number at 收件, names of the assets, habits of the interface."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.db.models import Sum
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from shuniu.desk import assets
from shuniu.matters.choices import State
from shuniu.matters.models import Tally
from shuniu.matters.operations.changing import heard
from shuniu.org import moment
from shuniu.org.choices import Role

LOCK_AFTER = timedelta(minutes=15)
# The rail's number is on every page and changes rarely; asking for it each time costs every page a statement.
COUNT_KEPT_SECONDS = 5


@dataclass(frozen=True)
class Place:
    """去处: one of the eight words of the rail, the same for everyone (product §6)."""

    address: str
    word: str
    icon: str
    key: str

    def holds(self, path: str) -> bool:
        return path == "/" if self.address == "/" else path.startswith(self.address)


PLACES = (
    Place("/", _("今日"), "today", "T"),
    Place("/inbox/", _("收件"), "inbox", "I"),
    Place("/docs/", _("文"), "docs", "D"),
    Place("/meetings/", _("会"), "meetings", "M"),
    Place("/affairs/", _("事"), "affairs", "A"),
    Place("/supervise/", _("督"), "supervise", "S"),
    Place("/plan/", _("计划"), "plan", "P"),
    Place("/reports/", _("报"), "reports", "R"),
)
IN_SETTINGS = (
    "/settings/", "/health/", "/people/", "/divisions/", "/division-of-work/", "/duties/", "/absences/", "/delegations/", "/notices/", "/shifts/",
)  # fmt: skip
SETTINGS = Place("/settings/", _("设置"), "settings", "")


@lru_cache(maxsize=256)
def waiting_in_tray(unit_id: int, everything: bool, _age: tuple[int, int]) -> int:
    """How much lies unplaced in a unit, with or without 限定; asked of the database once in a few seconds."""
    waiting = Tally.objects.filter(unit_id=unit_id, state=State.PENDING)
    if not everything:
        waiting = waiting.filter(restricted=False)
    return waiting.aggregate(all=Sum("count"))["all"] or 0


class Frame:
    """Everything is worked out when the template asks for it; a piece of a page asks for nothing."""

    settings_place = SETTINGS
    lock_after = int(LOCK_AFTER.total_seconds())

    def __init__(self, request):
        self.request = request
        self.actor = getattr(request, "actor", None)

    @property
    def places(self):
        path = self.request.path
        return [(place, place.holds(path)) for place in PLACES]

    @cached_property
    def same_for(self) -> tuple:
        """What the kept pieces of the frame depend on (templatetags/kept.py)."""
        here = self.request.path
        place = next((place.address for place in PLACES if place.holds(here)), "")
        person = self.actor.person
        return (
            person.pk, person.name, person.division_id, place, self.in_settings, here == "/", "/search/" in here,
            self.inbox_count, self.is_demo, self.locks,
        )  # fmt: skip

    @property
    def in_settings(self) -> bool:
        return self.request.path.startswith(IN_SETTINGS)

    @cached_property
    def inbox_count(self) -> int:
        """收件 n: from the kept counters, only for those who place; the number may be a few seconds old."""
        if not self.actor or not self.actor.in_office:
            return 0
        everything = self.actor.has(Role.DIRECTOR)
        return waiting_in_tray(
            self.actor.unit.pk, everything, (int(time.monotonic() // COUNT_KEPT_SECONDS), heard.times)
        )

    @cached_property
    def interface(self) -> dict:
        user = getattr(self.request, "user", None)
        return (getattr(user, "interface", None) or {}) if user is not None and user.is_authenticated else {}

    @property
    def now(self):
        return moment.now()

    @property
    def is_demo(self) -> bool:
        return bool(settings.SHUNIU_DEMO)

    @property
    def locks(self) -> bool:
        return not settings.SHUNIU_DEMO and bool(self.actor)

    @property
    def css(self) -> str:
        return assets.address("desk.css")

    @property
    def js(self) -> str:
        return assets.address("desk.js")


def frame(request):
    """`actor`; `frame` (above); `frame_skeleton`: the whole page, or only its main part for the panel beside a list."""
    htmx = getattr(request, "htmx", None)
    in_panel = bool(htmx) and htmx.target == "panel-body"
    return {
        "actor": getattr(request, "actor", None),
        "frame": Frame(request),
        "frame_skeleton": "desk/panel.html" if in_panel else "desk/skeleton.html",
        "in_panel": in_panel,
    }
