"""Any sequence of verbs leaves one open stage or an ended slip, no word changed, one line per success (examples 22)."""

import pytest
from django.db import connection

from shuniu.journal.verification import verify
from shuniu.routing.tests.slip_life import SlipLife

# About half of what is tried succeeds: more than twenty thousand verbs done on the embedded engine. A young life tries
# much on slips that do not exist yet, so the other engine gets fewer lives, not shorter ones.
LIVES, TRIES, DONE_AT_LEAST = (44, 1_000, 250) if connection.vendor == "sqlite" else (12, 240, 40)
LONGEST = 2_000


@pytest.mark.parametrize("seed", range(LIVES))
def test_whatever_happens_a_slip_is_at_one_stage_or_has_ended_and_no_word_is_changed(office, seed):
    life = SlipLife(office, seed)
    life.play(TRIES)
    assert sum(life.done.values()) >= DONE_AT_LEAST
    assert verify(office.unit).clean


@pytest.mark.only_sqlite  # what a verb may do does not rest on the engine
def test_in_one_life_that_is_long_enough_every_verb_succeeds(office):
    """A verb that always refuses would pass every law above; so one life goes on until each has been done."""
    life = SlipLife(office, seed=2)
    for _hundred in range(LONGEST // 100):
        life.play(100)
        if life.VERBS.keys() <= life.done.keys():
            break
    assert life.VERBS.keys() - life.done.keys() == set()
