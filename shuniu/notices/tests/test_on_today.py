"""今日: what stands told to a person is on the page they open first, and acted on it is gone there as everywhere."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shuniu.conftest import acting
from shuniu.desk.today import StaffToday
from shuniu.matters import operations as matters
from shuniu.matters.choices import Urgency
from shuniu.notices.tests.conftest import at


def told(person):
    return [(one.title, one.reason) for one in StaffToday(acting(person)).told]


@pytest.fixture
def bai(office) -> Client:
    client = Client()
    client.force_login(office.bai.account)
    return client


def test_what_could_not_wait_stands_first_each_matter_once(office, given):
    given(office.bai, title="会务清单")
    pressing = given(office.bai, title="防汛值守", urgency=Urgency.EXTRA)
    matters.ask(pressing, by=acting(office.chen), words="怎么样了?")
    assert told(office.bai) == [("防汛值守", "特急"), ("会务清单", "")]
    assert told(office.li) == []


def test_acted_on_it_is_gone_from_today_as_from_the_list(office, given, bai):
    matter = given(office.bai, title="防汛值守", urgency=Urgency.EXTRA)
    for address in ("/", "/notices/"):
        page = bai.get(address).content.decode()
        assert "特急</span>" in page, address
    matters.feed_back(matter, words="人到岗了", by=acting(office.bai))
    assert told(office.bai) == []
    assert 'id="told"' not in bai.get("/").content.decode()


def test_the_page_of_another_hour_has_its_own_answer(office, given):
    """The statement is put together once; the hour in it is that of the asking."""
    matter = given(office.du, title="只是知道")
    matters.feed_back(matter, words="一半了", by=acting(office.du))
    now = told(office.li)
    with at("10:00", day="2026-06-25"):
        assert told(office.li) == []
    assert told(office.li) == now


def test_what_one_may_no_longer_know_of_is_not_told(office, given):
    matter = given(office.du, title="沿河路井盖")
    matters.assign(matter, to=office.lv, reason="他熟", by=acting(office.du))
    type(matter).objects.filter(pk=matter.pk).update(visibility="restricted")
    assert told(office.du) == []


def test_today_asks_as_much_with_three_notices_as_with_one(office, given, bai):
    def asked():
        bai.get("/")
        with CaptureQueriesContext(connection) as queries:
            bai.get("/")
        return len(queries)

    given(office.bai, title="要紧的", urgency=Urgency.EXTRA)
    one = asked()
    for number in range(2):
        given(office.bai, title=f"要紧的{number}", urgency=Urgency.EXTRA)
    assert asked() == one
