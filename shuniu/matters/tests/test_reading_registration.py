"""来文登记: invented papers of many offices, each with the record a careful clerk would make of it."""

import json
from pathlib import Path

import pytest

from shuniu.matters.reading.registration import read_registration
from shuniu.matters.reading.shapes import Reading
from shuniu.matters.reading.text import normalise

PAPERS = sorted((Path(__file__).parent / "registration_papers").glob("*.txt"))
CUT = "\n-----8<-----\n"
EMPTY = Reading().as_prediction()


def record_of(text):
    return {key: value for key, value in Reading(read_registration(normalise(text))).as_prediction().items() if key != "tasks"}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_a_paper_is_registered_as_a_careful_clerk_would(paper):
    text, expected = paper.read_text(encoding="utf-8").split(CUT)
    full = {key: value for key, value in EMPTY.items() if key != "tasks"} | json.loads(expected)
    assert record_of(text) == full
