"""修版: a paper that a scanner, a mail or a printer set otherwise gives the record it gave before."""

import re
import unicodedata
from pathlib import Path

import pytest

from shuniu.matters.reading.registration import read_registration
from shuniu.matters.reading.shapes import Reading
from shuniu.matters.reading.text import normalise

CUT = "\n-----8<-----\n"
PAPERS = [
    path
    for path in sorted((Path(__file__).parent / "registration_papers").glob("*.txt"))
    if re.match("34[024]|35[03]|1-|24-|71-|88-|98-", path.name)
]


def record_of(text):
    reading = Reading(read_registration(normalise(text))).as_prediction()
    return {key: letters(value) for key, value in reading.items()}


def letters(value):
    if isinstance(value, list):
        return [letters(item) for item in value]
    if isinstance(value, dict):
        return {key: letters(item) for key, item in value.items()}
    return re.sub(r"\W", "", value) if isinstance(value, str) else value


def broken_at_the_edge(text):
    """Every line broken at 60 columns, a stop hanging over."""
    lines = []
    for line in text.split("\n"):
        held, width = "", 0
        for character in line:
            columns = 2 if unicodedata.east_asian_width(character) in "WFA" else 1
            if width + columns > 60 and character not in "，。、；：）》,.;:)”":
                lines.append(held)
                held, width = "", 0
            held, width = held + character, width + columns
        lines.append(held)
    return "\n".join(lines)


def gaps_around_numbers(text):
    return re.sub(r"(?<=[\u4e00-\u9fff])(\d+)(?=[年月日号个])", r" \1 ", text)


def page_numbers_between(text):
    lines = text.split("\n")
    half = len(lines) // 2
    return "\n".join([*lines[:half], "- 1 -", "", *lines[half:], "— 2 —"])


@pytest.mark.parametrize("coat", [broken_at_the_edge, gaps_around_numbers, page_numbers_between])
@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_what_a_scanner_or_a_printer_did_to_the_lines_changes_nothing_in_the_record(paper, coat):
    text = paper.read_text(encoding="utf-8").split(CUT)[0]
    assert record_of(coat(text)) == record_of(text)


def test_lines_that_end_of_their_own_will_stay_apart():
    text = "关于报名的通知\n各村：\n一、请于5月6日前报名\n二、请带身份证\n石桥镇人民政府\n2026年4月6日"
    assert record_of(text)["issuer"] == ["石桥镇人民政府"]
    assert record_of(text)["date"] == "20260406"
