"""A browser in the hand of one person of the office."""

from __future__ import annotations

import pytest
from django.test import Client

from shuniu.clock.office_calendar import calendar_for
from shuniu.desk import context, finding
from shuniu.org.models import Account


@pytest.fixture(autouse=True)
def nothing_kept_grows_old(monkeypatch):
    """What a process keeps for seconds is kept for the whole test, so that statements can be counted."""
    monkeypatch.setattr(context, "COUNT_KEPT_SECONDS", 86_400)
    monkeypatch.setattr(finding, "KEPT_SECONDS", 86_400)
    context.waiting_in_tray.cache_clear()
    finding._read_roster.cache_clear()


@pytest.fixture
def as_(office):
    """`as_(office.li)`: a client signed in as that person. The calendar is warm, as in an office that runs."""
    calendar_for(office.unit)

    def sign_in(person) -> Client:
        client = Client()
        account = Account.objects.get(person=person)
        client.force_login(account)
        return client

    return sign_in
