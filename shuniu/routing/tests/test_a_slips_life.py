"""Any sequence of verbs leaves one open stage or an ended slip, no word changed, one line per success (examples 22)."""

import pytest
from django.db import connection

from shuniu.journal.verification import verify
from shuniu.routing.tests.slip_life import SlipLife

# About half of what is tried succeeds: more than twenty thousand verbs done on the embedded engine. A young life tries
# much on slips that do not exist yet, so the other engine gets fewer lives, not shorter ones.
LIVES, TRIES, DONE_AT_LEAST = (45, 1_000, 250) if connection.vendor == "sqlite" else (12, 240, 40)


@pytest.mark.parametrize("seed", range(LIVES))
def test_whatever_happens_a_slip_is_at_one_stage_or_has_ended_and_no_word_is_changed(office, seed):
    life = SlipLife(office, seed)
    life.play(TRIES)
    assert sum(life.done.values()) >= DONE_AT_LEAST
    if connection.vendor == "sqlite":
        assert {
            "decide",
            "give_back",
            "withdraw",
            "before",
            "pass_on",
            "circulate",
            "relocate",
        } <= life.done.keys()
    assert verify(office.unit).clean
