"""The English catalog: every entry is translated, with the same placeholders; nothing is left half done."""

import re

import pytest
from babel.messages.pofile import read_po


@pytest.fixture(scope="module")
def entries(repository):
    with (repository / "shuniu/locale/en/LC_MESSAGES/django.po").open("rb") as file:
        return [entry for entry in read_po(file) if entry.id]


def placeholders(text):
    return sorted(re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", text))


def forms(entry):
    """Source and English of each form that counts; a singular may leave its number out."""
    if isinstance(entry.id, str):
        return [(entry.id, entry.string)]
    return [(entry.id[-1], entry.string[-1])]


def test_every_string_has_its_english(entries):
    left = [
        entry.id for entry in entries if entry.fuzzy or not all(english for _source, english in forms(entry))
    ]
    assert left == []


def test_the_english_speaks_of_the_same_things(entries):
    differ = [
        (source, english)
        for entry in entries
        for source, english in forms(entry)
        if set(placeholders(source)) != set(placeholders(english))
    ]
    # "First these 5" counts where Chinese need not.
    assert [pair for pair in differ if pair[0] != "先办这件"] == []


def test_no_english_string_holds_chinese_save_for_what_is_quoted(entries):
    allowed = {"例如:井盖;lht;下周三前请住建局报井盖方案 赵县长口头"}
    mixed = [
        english
        for entry in entries
        for source, english in forms(entry)
        if re.search(r"[\u4e00-\u9fff]", re.sub(r"“[^”]*”|6月17日, 下周三, 3个工作日内", "", english))
        and source not in allowed
    ]
    assert mixed == []
