"""到时的事: one thread that does errands when they are due, and asks for those that come again by themselves.

What must happen is a row written with the change that caused it (`shuniu.clock.errands`), so a killed process loses
nothing: the next one finds the row again. Several processes may run this; each errand goes to exactly one.

An app says what comes again in its `jobs.py` as `PERIODIC`: rows with a name, `when` and `do(unit)`. A `time` means
once a day and unit from that hour on, a `timedelta` again and again, at least that far apart.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import time, timedelta
from importlib import import_module
from importlib.util import find_spec
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from shuniu.clock.models import Errand
    from shuniu.org.models import Unit

logger = logging.getLogger(__name__)

EVERY_SECONDS = 2.0
_LOADED: dict[str, Periodic] = {}
_ASKED: set[str] = set()  # what this process knows to be asked for today, so that it need not look again
_ARMED: dict[str, float] = {}  # when this process last set a recurring errand going


class Periodic(Protocol):
    """定时: one thing that comes again by itself."""

    name: str
    when: time | timedelta
    do: Callable[[Unit], Any]


def load() -> None:
    """Let every app register its errands and what comes again, and add those of the house itself."""
    from django.apps import apps

    from shuniu.service import nightly

    modules = [
        f"{config.name}.jobs" for config in apps.get_app_configs() if config.name.startswith("shuniu.")
    ]
    known = [import_module(name) for name in modules if find_spec(name)]
    for module in [*known, nightly]:
        for one in getattr(module, "PERIODIC", ()):
            _register(one)


def _register(one: Periodic) -> None:
    from shuniu.clock.errands import errand

    @errand(one.name)
    def run(row: Errand) -> None:
        one.do(row.unit)

    _LOADED[one.name] = one


def ask_for_daily() -> int:
    """Ask for what today still wants; asking twice does it once. Gives how much was new.

    A day on which no process ran is made up for when the next one starts, for the day it then is.
    """
    from shuniu.clock.errands import ask
    from shuniu.clock.models import Errand
    from shuniu.org import moment
    from shuniu.org.models import Unit

    now = moment.local(moment.now())
    _ASKED.difference_update([key for key in _ASKED if not key.endswith(f":{now.date()}")])
    due = [one.name for one in _LOADED.values() if isinstance(one.when, time) and one.when <= now.time()]
    wanted = {f"{name}:{unit.pk}:{now.date()}": (name, unit) for unit in Unit.objects.order_by("pk") for name in due}
    missing = set(wanted) - _ASKED
    if missing:
        missing -= set(Errand.objects.filter(key__in=missing).values_list("key", flat=True))
    for key in sorted(missing, key=list(wanted).index):
        name, unit = wanted[key]
        ask(name, unit=unit, key=key)
    _ASKED.update(wanted)
    return len(missing)


def arm_recurring() -> None:
    """Set going again what has rested long enough: one standing row for each name and unit, so that none pile up."""
    from django.db.models import Q

    from shuniu.clock.errands import ask
    from shuniu.clock.models import Errand
    from shuniu.org import moment
    from shuniu.org.models import Unit

    for one in _LOADED.values():
        if not isinstance(one.when, timedelta):
            continue
        last = _ARMED.get(one.name)
        if last is not None and monotonic() - last < one.when.total_seconds():
            continue
        _ARMED[one.name] = monotonic()
        standing = Errand.objects.filter(name=one.name, key__startswith=f"{one.name}:again:")
        there = set(standing.values_list("unit_id", flat=True))
        for unit in Unit.objects.exclude(pk__in=there).order_by("pk"):
            ask(one.name, unit=unit, key=f"{one.name}:again:{unit.pk}")
        # One that failed is tried again with the others; one being done elsewhere is left alone.
        rested = standing.filter(Q(done__isnull=False) | Q(claimed=None, tries__gt=0))
        rested.update(done=None, claimed=None, tries=0, due=moment.now())


def work_once(*, daily_too: bool = True) -> int:
    """Do everything that is due now; gives how much was done."""
    from shuniu.clock import errands

    if daily_too:
        ask_for_daily()
    arm_recurring()
    total = 0
    while done := errands.drain():
        total += done
    return total


class Hand(threading.Thread):
    """The thread that does errands until told to stop; an errand begun is finished first."""

    def __init__(self) -> None:
        super().__init__(name="jobs", daemon=True)
        self._stop_asked = threading.Event()

    def run(self) -> None:
        from django.db import close_old_connections, connection

        looked = -1
        while not self._stop_asked.is_set():
            try:
                close_old_connections()
                # The daily ones are looked at once a minute, what is due at every look.
                minute = int(monotonic() // 60)
                work_once(daily_too=minute != looked)
                looked = minute
            except Exception:  # a database away for a minute must not end the thread
                logger.exception("errands could not be looked at")
                connection.close()
            self._stop_asked.wait(EVERY_SECONDS)
        connection.close()

    def finish(self, seconds: float = 30) -> bool:
        """Stop after the errand in hand; False when it did not end in time."""
        self._stop_asked.set()
        self.join(seconds)
        return not self.is_alive()
