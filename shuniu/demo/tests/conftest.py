"""Demo offices made once for a file of tests: written outside the test's transaction, thrown away at the end."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest

from shuniu.demo.generator import fill
from shuniu.demo.scenes import wipe
from shuniu.org.actor import Actor
from shuniu.org.models import Person

MORNING = datetime(2026, 6, 11, 11, 15)


def made(kind: str, until: datetime, scale: float):
    wipe()
    unit = fill(kind, until=until, scale=scale)
    return SimpleNamespace(unit=unit, now=until)


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    """The county on 11 June at 11:15, with a third of its year."""
    with django_db_blocker.unblock():
        yield made("county", MORNING, 0.33)
        wipe()


@pytest.fixture(scope="module")
def command_office(django_db_setup, django_db_blocker):
    """The small unit at 16:05."""
    with django_db_blocker.unblock():
        yield made("small", datetime(2026, 6, 11, 16, 5), 1.0)
        wipe()


def acting(name: str) -> Actor:
    return Actor.of(
        Person.objects.select_related("unit", "division").prefetch_related("grants").get(name=name)
    )
