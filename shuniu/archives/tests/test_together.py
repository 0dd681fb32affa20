"""Two who file at once: each item has a number of its own, none is left out (A-03)."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest
from django.db import connections

from shuniu.archives import operations as archive
from shuniu.archives.models import ArchiveItem, FilingDecision, ItemSerial
from shuniu.archives.tests.conftest import closed, settled
from shuniu.conftest import acting, make_office
from shuniu.org import moment
from shuniu.org.refusals import Refused

HANDS, EACH = 4, 5


@pytest.mark.django_db(transaction=True)
def test_many_hands_file_at_once_and_no_number_is_given_twice_or_left_out():
    with moment.standing_at(datetime(2026, 6, 11, 10)):
        office = settled(make_office())
        matters = [closed(office, f"第{n}件", text="请批。") for n in range(EACH * HANDS)]
    refused: list[str] = []

    def file(mine):
        try:
            with moment.standing_at(datetime(2026, 6, 11, 10)):
                clerk = acting(office.li)
                for matter in mine:
                    try:
                        archive.decide(matter, by=clerk)
                    except Refused as why:
                        refused.append(why.reason)
        finally:
            connections.close_all()

    # Everybody also tries the first one: it is filed once.
    hands = [threading.Thread(target=file, args=([matters[0], *matters[n::HANDS]],)) for n in range(HANDS)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    numbers = sorted(ArchiveItem.objects.values_list("number", flat=True))
    assert numbers == list(range(1, EACH * HANDS + 1))
    assert ItemSerial.objects.get().last == EACH * HANDS
    assert FilingDecision.objects.filter(matter=matters[0]).count() == 1 and len(refused) == HANDS
