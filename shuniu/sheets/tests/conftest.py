"""A paper on its way with words of several people, and a plain sign-in."""

from __future__ import annotations

import pytest
from django.test import Client

from shuniu.conftest import acting
from shuniu.matters import operations as matters
from shuniu.routing import operations as slips
from shuniu.routing.choices import Box, Purpose
from shuniu.routing.planned import Planned
from shuniu.routing.tests.conftest import mine


@pytest.fixture
def matter(office):
    by = acting(office.li)
    arrived = matters.capture(
        title="关于拨付首期资金的请示", source_type="paper", source_body="住建局", by=by
    )
    return matters.place(arrived, lead=office.housing, holder=office.li, by=by)


@pytest.fixture
def slip(office, matter):
    """拟办 王芳 → 批示 赵启山 → 承办 杜衡."""
    return slips.start(
        matter,
        purpose=Purpose.RECEIPT,
        by=acting(office.li),
        stages=[
            Planned("拟办", (office.wang,), box=Box.PROPOSAL),
            Planned("批示", (office.zhao,), box=Box.INSTRUCT),
            Planned("承办", (office.du,), box=Box.HANDLE),
        ],
    )


@pytest.fixture
def says():
    """`says(slip, person, …)`: this person's open part at the current stage speaks."""

    def spoken(slip, person, verdict="agree", opinion="", **more):
        return slips.decide(mine(slip, person), by=acting(person), verdict=verdict, opinion=opinion, **more)

    return spoken


@pytest.fixture
def signed_in():
    def client(person) -> Client:
        one = Client()
        one.force_login(person.account)
        return one

    return client
