"""苗头: several of one kind within days stand in a leader's brief with their list, and usual things do not."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from shuniu.conftest import acting
from shuniu.desk.leader.signals import Brought, found_in, signals_of
from shuniu.matters import operations as matters
from shuniu.org import moment
from shuniu.supervision.tests.conftest import day

TODAY = date(2026, 6, 11)
WATER = ("北关路早晨自来水发黄", "鼓楼巷水龙头放出黄水", "井儿巷自来水发黄有铁锈味", "文庙后街自来水发黄")


def said(titles, *, ago=0, step=1):
    return [
        Brought(ago * 100 + n, title, TODAY - timedelta(days=ago + n * step))
        for n, title in enumerate(titles)
    ]


def test_four_in_a_week_are_one_signal_whatever_the_words_around():
    rows = [*said(WATER, step=2), *said(("路灯不亮", "井盖响动", "公交改线"))]
    [signal] = found_in(rows, today=TODAY)
    assert (signal.what, signal.days, signal.count) == ("自来水发黄", 7, 4)
    assert {one.title for one in signal.matters} == set(WATER)


def test_three_are_no_signal_and_neither_is_what_comes_every_week():
    assert found_in(said(WATER[:3]), today=TODAY) == []
    usual = [f"第{n}街路灯不亮" for n in range(4)]
    every_week = [one for ago in (12, 20, 30) for one in said(usual, ago=ago)]
    assert found_in([*said(usual), *every_week], today=TODAY) == []
    assert len(found_in(said(usual), today=TODAY)) == 1


def test_what_lies_longer_back_is_not_of_these_days():
    assert found_in(said(WATER, step=4), today=TODAY) == []


@pytest.fixture
def water(office):
    """Four calls in the field of 赵启山."""
    found = []
    for number, title in enumerate(WATER):
        with moment.standing_at(day(4 + number * 2, 10)):
            matter = matters.capture(title=title, source_type="hotline", by=acting(office.li))
            matters.place(matter, lead=office.housing, holder=office.du, by=acting(office.li))
            found.append(matter)
    return found


def test_the_brief_says_it_with_its_basis_and_can_be_told_not_to(office, water, as_):
    zhao = as_(office.zhao)
    page = zhao.get("/").content.decode()
    assert "8天里4起“自来水发黄”" in page
    assert all(f'<a href="/matters/{matter.slug}/">{matter.title}</a>' in page for matter in water)
    mark = re.search(r'value="(signal:[^"]+)"', page).group(1)
    zhao.post("/leader/brief/", {"mark": mark})
    assert "起“自来水发黄”" not in zhao.get("/").content.decode()
    matters.capture(title="南门自来水发黄", source_type="call", by=acting(office.li))
    fifth = matters.capture(title="西门自来水发黄", source_type="call", by=acting(office.li))
    matters.place(fifth, lead=office.housing, holder=office.du, by=acting(office.li))
    assert "8天里5起“自来水发黄”" in zhao.get("/").content.decode()


def test_restricted_things_and_other_fields_tell_nothing(office, other_office, water):
    assert signals_of(acting(other_office.zhao)) == []
    matters.capture(title="来访", source_type="visit", by=acting(office.li))
    type(water[0]).objects.filter(pk=water[0].pk).update(visibility="restricted")
    assert signals_of(acting(office.zhao)) == []
