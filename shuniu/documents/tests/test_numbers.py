"""文号: a hundred clerks at once get a hundred different ones, without a gap that nobody can explain."""

from __future__ import annotations

import threading

import pytest
from django.db import close_old_connections, connection

from shuniu.conftest import acting, make_office
from shuniu.documents import operations
from shuniu.documents.choices import State
from shuniu.documents.models import Document, Number, Series
from shuniu.documents.tests.conftest import wording
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.refusals import Refused

HUNDRED = 100


@pytest.fixture
def rechecked(transactional_db, settings):
    """A hundred documents that wait for their number; their way so far is not what this is about."""
    settings.SHUNIU_NOW = "2026-06-11T10:00"
    office = make_office()
    series = Series.objects.create(unit=office.unit, code="岚政办发", issuer=office.unit.name)
    now = moment.now()
    matters = Matter.objects.bulk_create(
        Matter(
            unit=office.unit, year=2026, serial=n, title=f"第{n}件", kind="dispatch", source_type="plan", received=now,
            state="in_hand", holder=office.li, held_since=now, moved=now,
        )
        for n in range(1, HUNDRED + 1)
    )  # fmt: skip
    Document.objects.bulk_create(
        Document(
            matter=matter, kind="notice", direction="down", issuer=office.unit.name, series=series, drafter=office.li,
            state=State.RECHECK, content=wording().to_json(),
        )
        for matter in matters
    )  # fmt: skip
    return office, series, [matter.pk for matter in matters]


def test_a_hundred_at_once_get_a_hundred_different_numbers_without_a_gap(rechecked):
    office, series, waiting = rechecked
    at_once = 12 if connection.vendor == "postgresql" else 4
    by, lock, failed = acting(office.wang), threading.Lock(), []

    def clerk():
        try:
            while True:
                with lock:
                    if not waiting:
                        return
                    pk = waiting.pop()
                document = Document.objects.select_related("matter__unit", "series").get(pk=pk)
                operations.register_number(document, by=by)
        except Exception as problem:  # told below, with the thread that met it
            failed.append(problem)
        finally:
            connection.close()

    hands = [threading.Thread(target=clerk) for _hand in range(at_once)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert failed == []
    given = list(Number.objects.filter(series=series).order_by("n").values_list("n", "state"))
    assert given == [(n, "given") for n in range(1, HUNDRED + 1)]
    assert Number.objects.values("document").distinct().count() == HUNDRED
    close_old_connections()


def test_a_refused_number_is_not_lost(rechecked):
    office, _series, [first, second, *_rest] = rechecked
    by = acting(office.wang)
    one = Document.objects.select_related("matter__unit", "series").get(pk=first)
    operations.register_number(one, by=by)
    with pytest.raises(Refused):
        operations.register_number(one, by=by)
    other = Document.objects.select_related("matter__unit", "series").get(pk=second)
    assert operations.register_number(other, by=by).n == 2
