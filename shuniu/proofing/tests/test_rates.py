"""What an office may rely on: faults are found, and a good text is left alone."""

import sys

import pytest

from shuniu.demo.county_house import county_house
from shuniu.proofing.book import BOOK
from shuniu.proofing.checking import checked
from shuniu.proofing.draft import Part
from shuniu.proofing.kinds import KINDS, kind_of
from shuniu.proofing.mending import mended
from shuniu.proofing.taking_apart import taken_apart
from shuniu.proofing.tests.measuring import clean_texts, measured, planted, unmarked

PLANTED = (
    "planted_text.txt",
    "planted_papers.txt",
    "second_planted.txt",
    "third_planted.txt",
    "fourth_planted.txt",
)
CLEAN = ("clean_texts.txt", "second_clean.txt", "third_clean.txt", "fourth_clean.txt")


@pytest.mark.parametrize("name", PLANTED)
def test_nineteen_faults_of_twenty_are_found_and_named_rightly(name):
    tally = measured(name)
    sys.stdout.write(f"\n{tally.table()}\n")
    assert tally.recall >= 0.95, tally.table()
    assert tally.precision >= 0.95, tally.table()


@pytest.mark.parametrize("name", CLEAN)
def test_good_official_prose_is_left_alone(name):
    texts = clean_texts(name)
    found = [
        (one.rule, one.excerpt, one.around)
        for text in texts
        for one in checked(text, county_house())
        if one.counted
    ]
    assert len(found) <= 0.3 * sum(map(len, texts)) / 1000, found


def test_the_good_texts_are_of_every_kind():
    heads = [
        line.text
        for name in CLEAN
        for text in clean_texts(name)
        for line in taken_apart(text).of(Part.TITLE, Part.MARK)
    ]
    assert {kind_of(head) for head in heads} >= set(KINDS) - {"命令"}


def test_every_text_rule_has_ten_faults_to_be_tried_on():
    tried = [rule for name in PLANTED for rule, _text in planted(name)]
    assert {rule for rule in BOOK if rule.startswith("P-") and tried.count(rule) < 10} == set()


@pytest.mark.parametrize("name", PLANTED)
def test_a_text_mended_by_the_machine_has_nothing_left_to_mend(name):
    left = []
    for rule, marked in planted(name):
        text = unmarked(marked)[0]
        for _round in range(3):
            text = mended(text, checked(text, county_house()))
        left += [
            (rule, one.excerpt, text)
            for one in checked(text, county_house())
            if one.by_machine and one.counted
        ]
    assert left == []
