"""Errands are asked for in the transaction of the change and done by whoever has time: page process or worker."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Q

from shuniu.clock.models import Errand
from shuniu.org import moment
from shuniu.org.models import Unit

logger = logging.getLogger(__name__)
_DOERS: dict[str, Callable[[Errand], None]] = {}
STALE = timedelta(minutes=15)  # a claim older than this belonged to a process that died
MOST_TRIES = 5


def errand(name: str):
    """Register who does errands of a name. The doer must be able to run twice without harm."""

    def register(function: Callable[[Errand], None]):
        _DOERS[name] = function
        return function

    return register


def ask(name: str, *, unit: Unit, key: str, due: datetime | None = None, **payload) -> Errand:
    """Ask for an errand once; the same key again gives the first one back."""
    found, _created = Errand.objects.get_or_create(
        key=key, defaults={"name": name, "unit": unit, "payload": payload, "due": due or moment.now()}
    )
    return found


def claim(at: datetime, *, most: int = 50):
    """Errands whose hour has come, each handed to exactly one worker."""
    waiting = Errand.objects.filter(done=None, due__lte=at, tries__lt=MOST_TRIES).filter(
        Q(claimed=None) | Q(claimed__lt=at - STALE)
    )
    for found in waiting.order_by("due", "id")[:most]:
        mine = Errand.objects.filter(pk=found.pk, done=None, claimed=found.claimed).update(
            claimed=at, tries=found.tries + 1
        )
        if mine:
            found.tries += 1
            yield found


def drain(at: datetime | None = None) -> int:
    """Do everything that is due; a failing errand is kept with its problem and tried again later."""
    at = at or moment.now()
    done = 0
    for found in claim(at):
        try:
            _DOERS[found.name](found)
        except Exception as problem:  # one bad errand must not hold up the others
            logger.exception("errand %s %s failed", found.name, found.pk)
            Errand.objects.filter(pk=found.pk).update(
                claimed=None, due=at + timedelta(minutes=found.tries**2), problem=repr(problem)[:2000]
            )
            continue
        Errand.objects.filter(pk=found.pk).update(done=moment.now(), problem="")
        done += 1
    return done
