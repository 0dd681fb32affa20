"""到时的事: one thread that does errands when they are due and asks for the daily ones.

What must happen is a row written with the change that caused it (`shuniu.clock.errands`), so a killed process loses
nothing: the next one finds the row again. Several processes may run this; each errand goes to exactly one.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import time
from time import monotonic

logger = logging.getLogger(__name__)

EVERY_SECONDS = 2.0
_DAILY: dict[str, time] = {}
_ASKED: set[str] = set()  # what this process knows to be asked for today, so that it need not look again


def daily(name: str, at: time) -> Callable[[Callable], Callable]:
    """每天一次: register a doer that is asked for once a day and unit, from the hour `at` on.

    A day on which no process ran is made up for when the next one starts, for the day it then is.
    """
    from shuniu.clock.errands import errand

    def register(function: Callable) -> Callable:
        _DAILY[name] = at
        return errand(name)(function)

    return register


def load() -> None:
    """Let every app register its errands (`jobs.py`) and add those of the house itself."""
    from django.utils.module_loading import autodiscover_modules

    autodiscover_modules("jobs")
    from shuniu.service import nightly  # noqa: F401


def ask_for_daily() -> int:
    """Ask for what today still wants; asking twice does it once. Gives how much was new."""
    from shuniu.clock.errands import ask
    from shuniu.clock.models import Errand
    from shuniu.org import moment
    from shuniu.org.models import Unit

    now = moment.local(moment.now())
    _ASKED.difference_update([key for key in _ASKED if not key.endswith(f":{now.date()}")])
    due = [name for name, at in _DAILY.items() if at <= now.time()]
    wanted = {f"{name}:{unit.pk}:{now.date()}": (name, unit) for unit in Unit.objects.all() for name in due}
    missing = set(wanted) - _ASKED
    if missing:
        missing -= set(Errand.objects.filter(key__in=missing).values_list("key", flat=True))
    for key in missing:
        name, unit = wanted[key]
        ask(name, unit=unit, key=key)
    _ASKED.update(wanted)
    return len(missing)


def work_once(*, daily_too: bool = True) -> int:
    """Do everything that is due now; gives how much was done."""
    from shuniu.clock import errands

    if daily_too:
        ask_for_daily()
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
