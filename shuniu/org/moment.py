"""What time it is in this office.

A real office runs on the clock of the machine. A demo office may stand still at the moment of its story
(`SHUNIU_NOW`, or `standing_at` inside generators and tests), so that its lights and dates read as written.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
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
        return aware(datetime.fromisoformat(settings.SHUNIU_NOW))
    return timezone.now().astimezone(OFFICE_ZONE)


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
