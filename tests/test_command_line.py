"""The program as a script calls it: only JSON on stdout, one plain line for bad input, an example under --help."""

import json
import os
import re
import subprocess
import sys

import pytest

from shuniu import cli

COMMANDS = ["up", "demo", "read", "say", "rank", "verify", "doctor", "backup", "restore", "export", "import", "fonts", "bench", "worker"]
SITUATION = {
    "now": "2026-06-11T09:00",
    "focus": [],
    "matters": [
        {"id": "甲", "arrived": "2026-06-10T09:00", "due": "2026-06-11T17:30"},
        {"id": 7, "arrived": "2026-06-01T09:00", "due": "2026-06-10T17:30", "hard": True},
    ],
}


def run(capfd, *words):
    code = cli.main(list(map(str, words)))
    said = capfd.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_sub_command_helps_with_an_example(capfd, command):
    with pytest.raises(SystemExit) as ended:
        cli.main([command, "--help"])
    assert ended.value.code == 0
    told = capfd.readouterr().out.split("\n\n", 1)[1]  # what comes after the line of usage
    assert re.search(rf"^(例：)?shuniu {command}\b", told, re.MULTILINE)


def test_help_lists_every_sub_command_and_needs_no_framework():
    code = "import sys; from shuniu.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    code += (
        "print([m for m in sys.modules if m.split('.')[0] in ('django', 'rich', 'lxml')], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [command for command in COMMANDS if f"\n    {command} " not in done.stdout] == []
    assert done.stderr.strip() == "[]"


def test_rank_prints_one_object_in_utf8(tmp_path):
    path = tmp_path / "situation.json"
    path.write_text(json.dumps(SITUATION, ensure_ascii=False), encoding="utf-8")
    env = {**os.environ, "PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "shuniu", "rank", path], capture_output=True, env=env, check=True
    )
    assert done.stderr == b""
    answer = json.loads(done.stdout.decode("utf-8"))
    assert answer["order"] == [7, "甲"]
    assert answer["points"] == {"甲": 17.5, "7": 40}


def test_a_file_with_a_byte_order_mark_is_read(tmp_path, capfd):
    path = tmp_path / "situation.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(SITUATION).encode())
    assert run(capfd, "rank", path)[0] == 0


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "不是 JSON（1:1）"),
        (b"{", "不是 JSON（1:2）"),
        (b"\xff\xfe\x00", "不是 UTF-8 文字"),
        (b"[" * 200_000, "不是 JSON"),
        (b'{"now": "2026-06-11T09:00"}', "matters：没有写"),
        (b"[]", "整个输入：要的是一个对象"),
        (b'{"now": ' + b"9" * 6000 + b"}", "不是 JSON"),
    ],
)
def test_a_bad_situation_ends_with_two_and_one_plain_line(tmp_path, capfd, content, line):
    path = tmp_path / "situation.json"
    path.write_bytes(content)
    code, out, err = run(capfd, "rank", path)
    assert (code, out) == (2, "")
    assert line in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ([], "看用法：shuniu --help"),
        (["fly"], "fly"),
        (["rank"], "SITUATION.json"),
        (["rank", "/nowhere/at/all.json"], "打不开 /nowhere/at/all.json"),
        (["up", "--port", "0"], "端口是 1 到 65535 的数，不是 0"),
        (["up", "--port", "abc"], "不是 abc"),
        (["up", "--workers", "0"], "要的是 1 到 64 的数"),
        (["say", "明天开会", "--now", "gestern"], "--now 要写成 2026-06-11T10:00"),
        (["say", "明天开会", "--now", "2026-06-11T10:00+08:00"], "不带时区"),
        (["say", "  "], "没有听到一句话"),
        (["read", "/nowhere/at/all", "--out", "/tmp/x"], "没有这个文件夹：/nowhere/at/all"),
        (["demo", "city"], "演示有 county 和 small 两个"),
        (["demo", "scene", "Z"], "场面是 A 到 E 之一"),
    ],
)
def test_wrong_words_end_with_two_and_one_plain_line(capfd, monkeypatch, tmp_path, words, line):
    monkeypatch.setenv("SHUNIU_DATA", str(tmp_path / "demo"))
    code, out, err = run(capfd, *words)
    assert (code, out) == (2, "")
    assert line in err
    assert err.count("\n") == 1


def test_the_reader_of_an_answer_may_go_away(tmp_path):
    path = tmp_path / "situation.json"
    many = [{"id": f"件{number}" * 40} for number in range(2000)]
    path.write_text(json.dumps({"now": "2026-06-11T09:00", "matters": many}), encoding="utf-8")
    command = f'"{sys.executable}" -m shuniu rank "{path}" | head -c 10'
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=True)
    assert done.stderr == b""


def test_a_folder_is_read_and_one_bad_text_is_named_while_the_others_go_on(tmp_path, capfd):
    papers = tmp_path / "papers"
    (papers / "a" / "deep").mkdir(parents=True)
    (papers / "b").mkdir()
    (papers / "a" / "deep" / "text.txt").write_text(
        "一、修补北门围墙。（行政科牵头，车队配合，7月底前完成）", encoding="utf-8"
    )
    (papers / "a" / "deep" / "meta.json").write_text('{"doc_date": "2026-06-01"}', encoding="utf-8")
    (papers / "b" / "text.txt").write_bytes(b"\x00\xff\xfe\x81" * 9)
    code, out, err = run(capfd, "read", papers, "--out", tmp_path / "answers")
    assert (code, out) == (0, "")
    assert "b/text.txt" in err
    (task,) = json.loads((tmp_path / "answers" / "a" / "deep" / "pred.json").read_text(encoding="utf-8"))[
        "tasks"
    ]
    assert (task["lead"], task["support"], task["deadline_iso"]) == (["行政科"], ["车队"], "2026-07-31")
    assert json.loads((tmp_path / "answers" / "b" / "pred.json").read_text(encoding="utf-8"))["tasks"] == []


def test_a_sentence_is_understood_without_an_office_and_without_leaving_anything_behind(
    tmp_path, monkeypatch, capfd
):
    monkeypatch.chdir(tmp_path)
    words = ["say", "每月10号前马科长报油耗", "--now", "2026-06-11T10:00", "--json"]
    code, out, _err = run(capfd, *words)
    assert code == 0
    answer = json.loads(out)
    assert (answer["intent"], answer["lead"], answer["due"]) == ("recurring", "马骁", "2026-07-10T17:30")
    assert answer["recurrence"] == "FREQ=MONTHLY;BYMONTHDAY=10"
    assert list(tmp_path.iterdir()) == []
