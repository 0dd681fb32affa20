"""`shuniu check`: the contract of the command, run as a script would run it."""

import json

import pytest

from shuniu.cli import main


@pytest.fixture
def asked(tmp_path, capsys):
    def ask(words, name="draft.txt"):
        file = tmp_path / name
        file.write_bytes(words if isinstance(words, bytes) else words.encode())
        code = main(["check", str(file), "--json"])
        told = capsys.readouterr()
        return code, json.loads(told.out) if told.out else None, told.err

    return ask


def findings(answer):
    return [(f["rule"], f["start"], f["end"], f["severity"], f["suggestion"]) for f in answer["findings"]]


def test_a_weekday_that_is_not_that_day(asked):
    code, answer, _err = asked("请各科室于6月20日（星期五）前交回钥匙。")
    assert code == 0
    assert findings(answer) == [("weekday", 5, 15, "error", "6月20日（星期六）")]


def test_a_blank_beside_a_number(asked):
    assert findings(asked("库房现有雨衣 40件。")[1]) == [("P-24", 6, 7, "warning", "")]


def test_line_ends_count_one_character_whatever_the_machine(asked):
    text = "会议已开。\r\n库房现有雨衣 40件。\r\n"
    assert findings(asked(text)[1]) == [("P-24", 12, 13, "warning", "")]
    assert findings(asked(text.encode("gb18030"))[1]) == findings(asked(text)[1])


def test_signs_of_markdown_are_no_part_of_the_text_but_keep_their_places(asked):
    text = "# 一、总体要求\n\n**库房**现有雨衣 40件。\n"
    at = text.index(" 40")
    assert findings(asked(text, "draft.md")[1]) == [("P-24", at, at + 1, "warning", "")]


def test_an_empty_text_has_nothing_wrong(asked):
    assert asked("")[1] == {"findings": []}


def test_what_is_no_text_is_refused_in_one_line(asked, tmp_path, capsys):
    for name, data in (
        ("a.docx", b"PK\x03\x04broken"),
        ("a.pdf", b"%PDF-broken"),
        ("a.txt", b"\x00\x01\x02\xff\xfe\x00"),
    ):
        code, answer, err = asked(data, name)
        assert (code, answer, err.count("\n")) == (2, None, 1)
    assert main(["check", str(tmp_path / "nothing.txt")]) == 2
    assert capsys.readouterr().out == ""


def test_the_same_file_gets_the_same_answer(asked):
    text = "请于2026.6.20前报送,逾期不候.\n由县教育局负责。"
    assert asked(text) == asked(text)
