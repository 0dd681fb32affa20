"""苗头 planted in the county are found where a leader reads (product §16.6)."""

from __future__ import annotations

import pytest

from shuniu.demo.tests.conftest import acting
from shuniu.desk.leader.signals import signals_of
from shuniu.org import moment

pytestmark = pytest.mark.django_db


def test_the_head_hears_that_the_water_of_the_old_town_is_yellow(county):
    with moment.standing_at(county.now):
        found = {signal.pair: signal for signal in signals_of(acting("陆怀远"))}
    water = found["水黄"]
    planted = {
        "北关路早晨自来水发黄",
        "鼓楼巷水龙头放出黄水",
        "井儿巷自来水发黄有铁锈味",
        "文庙后街自来水发黄",
    }
    assert planted <= {one.title for one in water.matters}
    assert water.days >= 8
