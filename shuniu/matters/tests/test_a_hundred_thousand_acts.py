"""The holder rule after a hundred thousand random acts (product §4.3, appendix A 3): the number must be 0."""

from collections import Counter

import pytest
from django.db import connection

from shuniu.journal.models import Line
from shuniu.journal.verification import verify
from shuniu.matters.choices import OPEN_STATES
from shuniu.matters.models import Matter, Tally
from shuniu.matters.tests.office_life import OfficeLife

# A hundred thousand on the embedded engine; PostgreSQL proves in ten thousand that it holds the same law.
LIVES = 50
ACTS = {"sqlite": 2_000, "postgresql": 200}
# A law about open matters says little where hardly any are open: a life on each engine leaves at least so many.
OPEN_AT_LEAST = {"sqlite": 60, "postgresql": 10}


@pytest.mark.parametrize("seed", range(LIVES))
def test_every_open_matter_has_exactly_one_active_holder(office, seed):
    life = OfficeLife(office, seed)
    life.play(ACTS[connection.vendor])
    assert Matter.objects.without_one_active_holder().count() == 0
    assert Matter.objects.filter(is_open=True).count() >= OPEN_AT_LEAST[connection.vendor]
    if connection.vendor == "sqlite":
        assert Line.objects.filter(verb="person.left").exists()
    assert verify(office.unit).clean
    assert life.disputes_lost() == 0
    assert counted() == {k: v for k, v in tallied().items() if v}


def counted() -> dict:
    return dict(Counter(Matter.objects.values_list("lead_id", "state")))


def tallied() -> dict:
    total: Counter = Counter()
    for lead, state, count in Tally.objects.values_list("lead_id", "state", "count"):
        total[lead, state] += count
    return dict(total)


def test_the_six_open_states_are_those_of_the_design():
    assert [state.value for state in OPEN_STATES] == ["pending", "given", "in_hand", "reported", "disputed", "shelved"]
