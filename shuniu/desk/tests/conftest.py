"""A browser in the hand of one person of the office."""

from __future__ import annotations

import pytest
from django.test import Client

from shuniu.clock.office_calendar import calendar_for
from shuniu.org.models import Account


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
