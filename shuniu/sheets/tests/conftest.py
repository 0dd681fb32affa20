"""A paper on its way with words of several people, and a plain sign-in; the paper is the one of routing."""

from __future__ import annotations

import pytest
from django.test import Client

from shuniu.routing.choices import Box, Purpose
from shuniu.routing.planned import Planned
from shuniu.routing.tests.conftest import begin, matter, says

__all__ = ["begin", "matter", "says"]  # fixtures come by their names


@pytest.fixture
def slip(office, begin):
    """拟办 王芳 → 批示 赵启山 → 承办 杜衡."""
    return begin(
        Planned("拟办", (office.wang,), box=Box.PROPOSAL),
        Planned("批示", (office.zhao,), box=Box.INSTRUCT),
        Planned("承办", (office.du,), box=Box.HANDLE),
        purpose=Purpose.RECEIPT,
    )


@pytest.fixture
def signed_in():
    def client(person) -> Client:
        one = Client()
        one.force_login(person.account)
        return one

    return client
