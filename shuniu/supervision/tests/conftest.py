"""Tasks given out in the office of all tests, and pages in the hand of one person."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from shuniu.clock.office_calendar import calendar_for
from shuniu.conftest import acting
from shuniu.matters import operations
from shuniu.org import moment
from shuniu.org.models import Account


def day(number: int, hour: int = 17, minute: int = 30, month: int = 6) -> datetime:
    return moment.aware(datetime(2026, month, number, hour, minute))


@pytest.fixture
def give(office):
    """`give("title", to=office.du, due=day(10))`: captured and placed on the morning of 1 June."""

    def given(
        title, *, to=None, due=None, hard=True, at=None, by=None, taken=True, next_step="在办", **facts
    ):
        to = to or office.du
        by = acting(by or office.li)
        with moment.standing_at(at or day(1, 9)):
            matter = operations.capture(
                title=title, source_type=facts.pop("source_type", "paper"), by=by, **facts
            )
            matter = operations.place(
                matter, lead=to.division, holder=to, due=due, hard=hard, next_step=next_step, by=by
            )
            if taken and matter.state == "given":
                matter = operations.acknowledge(matter, by=acting(matter.holder))
        return matter

    return given


@pytest.fixture
def as_(office):
    calendar_for(office.unit)

    def sign_in(person) -> Client:
        client = Client()
        client.force_login(Account.objects.get(person=person))
        return client

    return sign_in
