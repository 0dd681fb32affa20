"""Facts about the small unit of the demonstration (product §16.7), and that a seed makes one office only."""

from __future__ import annotations

from datetime import datetime

import pytest

from shuniu.demo.generator import fill
from shuniu.demo.scenes import wipe
from shuniu.demo.tests.conftest import acting
from shuniu.desk.today import today_of
from shuniu.journal.verification import verify
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.models import Person

pytestmark = pytest.mark.django_db


def test_a_unit_of_23_people_has_about_eight_arrivals_a_week(command_office):
    assert Person.objects.active().filter(unit=command_office.unit).count() == 23
    weeks = 53
    assert 6 <= Matter.objects.filter(part=0).count() / weeks <= 10


def test_its_journal_is_whole_and_nothing_is_without_a_holder(command_office):
    assert verify(command_office.unit).clean
    assert Matter.objects.without_one_active_holder().count() == 0


def test_its_people_have_something_on_their_day(command_office):
    with moment.standing_at(command_office.now):
        for name in ("赵明珠", "钱小川", "丁一川", "冷杉"):
            _role, today = today_of(acting(name))
            assert today.items, name


def test_the_same_seed_makes_the_same_office_and_another_seed_another(command_office):
    def head(seed: int) -> str:
        wipe()
        return verify(fill("small", seed=seed, scale=0.2, until=datetime(2026, 6, 11, 16, 5))).head

    first = head(1)
    assert head(1) == first
    assert head(2) != first
