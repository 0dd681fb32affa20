"""What time it is in this office.

A real office runs on the clock of the machine. A demo office may stand still at the moment of its story
(`SHUNIU_NOW`, or `standing_at` inside generators and tests), so that its lights and dates read as written; or its
clock goes on from there (`2026-06-11T16:05@1781165100`: since that second of the machine).
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")
_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """This moment, aware, in the office's zone."""
    standing = _standing.get()
    if standing is not None:
        return standing
    if settings.SHUNIU_NOW:
        return _of_the_demo(settings.SHUNIU_NOW)
    return timezone.now().astimezone(OFFICE_ZONE)


def _of_the_demo(said: str) -> datetime:
    stands, _at, since = said.partition("@")
    start = aware(datetime.fromisoformat(stands))
    return start + timedelta(seconds=time.time() - float(since)) if since else start


def today() -> date:
    return now().astimezone(OFFICE_ZONE).date()


def local(value: datetime) -> datetime:
    """Naive office time, as the pure cores count."""
    return value.astimezone(OFFICE_ZONE).replace(tzinfo=None)


def aware(value: datetime) -> datetime:
    """Office time with its zone, as the database keeps it."""
    return value if value.tzinfo else value.replace(tzinfo=OFFICE_ZONE)


@contextmanager
def standing_at(value: datetime):
    """Inside the block it is that moment: used by the generator of the demo office and by tests."""
    token = _standing.set(aware(value))
    try:
        yield
    finally:
        _standing.reset(token)
