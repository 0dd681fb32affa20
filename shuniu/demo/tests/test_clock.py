"""The clock of a demo office stands still, or goes on from the moment of its story."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from shuniu.org import moment


def test_the_demo_stands_at_its_moment(settings):
    settings.SHUNIU_NOW = "2026-06-11T16:05"
    assert moment.local(moment.now()) == datetime(2026, 6, 11, 16, 5)


def test_the_demo_goes_on_from_its_moment(settings):
    settings.SHUNIU_NOW = f"2026-06-11T16:05@{time.time() - 3600:.0f}"
    passed = moment.local(moment.now()) - datetime(2026, 6, 11, 16, 5)
    assert timedelta(minutes=59) < passed < timedelta(minutes=61)
