"""The data set is an office that could be: its journal is whole, its counters are right, its indexes are all there."""

from __future__ import annotations

import pytest
from django.db import connection

from shuniu.bench import dataset, preparing
from shuniu.journal.verification import verify
from shuniu.matters.counting import recount
from shuniu.matters.models import Matter
from shuniu.org.models import Unit

MATTERS = 400


def _indexes():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT type, name FROM sqlite_master WHERE type IN ('index', 'trigger')")
        else:
            cursor.execute("SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public'")
        return sorted(cursor.fetchall())


@pytest.mark.django_db
def test_what_was_taken_off_for_loading_is_put_back_and_the_chains_hold():
    before = _indexes()
    made = dataset.make(MATTERS)
    assert _indexes() == before
    told = verify()
    assert (told.clean, told.lines, told.chains) == (True, made.lines, MATTERS)
    assert recount(Unit.objects.get()) == {}


@pytest.mark.django_db
def test_the_same_backlog_lies_in_front_of_any_history(settings):
    settings.SHUNIU_NOW = preparing.NOW
    dataset.make(MATTERS)
    preparing.hold_backlog(100)
    held = Matter.objects.filter(is_open=True)
    assert held.count() == 100
    assert held.values("holder").distinct().count() == preparing.HANDS
    assert recount(Unit.objects.get()) == {}
    since = dataset.NOW - preparing.QUIET
    assert Matter.objects.filter(completed__gte=since).count() == 0
