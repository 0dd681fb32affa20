"""The splitting of papers into tasks, held to what a clerk would put down.

Each file in `papers` is a paper of our own invention: the day on the register, the text, a line of equals signs, and
the tasks expected as `start | lead | support | deadline | recurring`. A deadline followed by ? is one of two right
answers (the other is none); names or 'recurring' with ? are a matter of taste and not compared.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from shuniu.clock.calendar import chinese_calendar_seed
from shuniu.matters.reading import read
from shuniu.matters.reading.folders import read_folder
from shuniu.matters.reading.owners import read_owners
from shuniu.matters.reading.tasks import read_tasks
from shuniu.matters.reading.text import normalise
from shuniu.matters.reading.units import split_units

PAPERS = sorted((Path(__file__).parent / "papers").glob("*.txt"))


def _plain(words: str) -> str:
    return re.sub(r"[\s，,。.“”\"；;：:、|（）()]", "", normalise(words).text)


def _names(words: str) -> set[str]:
    return {name for name in re.split(r"(?<!各市)、(?![^（]*）)", words.strip()) if name}


def _expected(block: str) -> list[tuple[str, set[str], set[str], str, str]]:
    rows = []
    for line in block.strip().splitlines():
        start, lead, support, due, recurring = (re.split(r"\s\|(?=\s|$)", line) + [""] * 4)[:5]
        rows.append((_plain(start)[:12], _names(lead), _names(support), due.strip(), recurring.strip()))
    return rows


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
def test_an_invented_paper_is_split_as_a_clerk_would(paper):
    head, expected = paper.read_text(encoding="utf-8").split("=====\n")
    day, text = head.split("\n", 1)
    tasks = read_tasks(normalise(text), doc_date=date.fromisoformat(day))
    wanted = _expected(expected)
    assert [_plain(task.text_start)[: len(row[0])] for task, row in zip(tasks, wanted, strict=False)] == [
        row[0][: len(_plain(task.text_start))] for task, row in zip(tasks, wanted, strict=False)
    ]
    assert len(tasks) == len(wanted)
    for task, (start, lead, support, due, recurring) in zip(tasks, wanted, strict=True):
        found = task.deadline.isoformat() if task.deadline else ""
        assert "?" in "".join(lead) or (start, set(task.lead)) == (start, lead)
        assert "?" in "".join(support) or (start, set(task.support)) == (start, support)
        assert found == due or (due.endswith("?") and found in ("", due[:-1])), start
        assert "?" in recurring or task.recurring is (recurring == "recurring"), start


_HALF = str.maketrans("（）：；，", "():;,")
_TRADITIONAL = OpenCC("s2t")
_COPIES = {
    "half-width": lambda text: text.translate(_HALF),
    "traditional": _TRADITIONAL.convert,
    "spaced out": lambda text: text.replace("\n", "\r\n\r\n\u3000\u3000"),
    "from a web page": lambda text: (
        f"首页 > 政务公开\n发布时间：2026-01-01 浏览次数：33\n{text}\n打印\n关闭\n"
    ),
    "pinyin left in": lambda text: re.sub("([务区县单实关])", r"\1(zé)", text),
}


@pytest.mark.parametrize("copy", _COPIES)
def test_however_a_paper_was_copied_it_sets_the_same_tasks(copy):
    for paper in PAPERS:
        day, text = paper.read_text(encoding="utf-8").split("=====\n")[0].split("\n", 1)
        if "|" in text and copy == "pinyin left in":
            continue
        kept, copied = (
            [
                (task.text[:8], task.lead, task.support, task.deadline, task.recurring)
                for task in read_tasks(normalise(words), doc_date=date.fromisoformat(day))
            ]
            for words in (text, _COPIES[copy](text))
        )
        assert copied == kept, paper.stem


def test_a_paper_that_lost_its_line_ends_sets_the_same_tasks():
    lines = [
        "青岚县2026年重点工作分工方案",
        "一、抓项目",
        "（一）开工建设北延工程，6月底前完成。（县交通局牵头，县财政局配合）",
        "（二）扩建云溪水厂。（县水务局、云溪镇负责）",
        "二、优环境",
        "（三）推行一窗通办。（县审批局负责，9月底前完成）",
    ]
    readings = [read_tasks(normalise(end.join(lines)), doc_date=date(2026, 1, 5)) for end in ("\n", " ", "")]
    assert (
        len({tuple((t.text_start, t.lead, t.support, t.deadline) for t in tasks) for tasks in readings}) == 1
    )
    assert len(readings[0]) == 3


def test_a_task_knows_its_place_in_the_original_as_given():
    text = "(一)修補北門圍牆。(行政科牽頭,車隊配合,7月底前完成)\r\n二、清點庫房。(行政科負責)"
    tasks = read(text, doc_date=date(2026, 6, 1)).tasks
    assert [text[task.span.start : task.span.end] for task in tasks] == [
        "(一)修補北門圍牆。(行政科牽頭,車隊配合,7月底前完成)",
        "二、清點庫房。(行政科負責)",
    ]


def test_the_first_named_leads_from_the_place_where_the_paper_says_so():
    text = (
        "1.整修道路。（县交通局、县财政局负责）\n2.疏浚河道。（县水利局、县财政局负责，列第一位者为牵头单位，下同）\n"
        "3.绿化荒山。（县林业局、云溪镇负责）"
    )
    tasks = read_tasks(normalise(text), doc_date=date(2026, 3, 1))
    assert [(task.lead, task.support) for task in tasks] == [
        (("县交通局", "县财政局"), ()),
        (("县水利局",), ("县财政局",)),
        (("县林业局",), ("云溪镇",)),
    ]


def test_headings_stand_above_a_task_but_a_parent_task_does_not():
    text = (
        "一、优化环境\n（一）精简审批。（县审批局负责）\n具体措施：\n1.公布清单。（县审批局、县司法局负责）\n"
        "二、强化支撑。各单位要落实经费。\n（一）建设平台。（县数据局负责）"
    )
    tasks = read_tasks(normalise(text), doc_date=date(2026, 3, 1))
    assert [task.heading_path for task in tasks] == [("优化环境",), ("优化环境",), ("强化支撑",)]


def test_stages_are_milestones_and_the_last_is_the_deadline():
    (task,) = read_tasks(
        normalise("1.整治河道。（县水利局牵头，3月底前出方案，10月底前完成）"), doc_date=date(2026, 1, 5)
    )
    assert task.deadline == date(2026, 10, 31)
    assert [(stone.text, stone.iso) for stone in task.milestones] == [
        ("3月底前", date(2026, 3, 31)),
        ("10月底前", date(2026, 10, 31)),
    ]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("县住房和城乡建设局、县人力资源和社会保障局及县文化和旅游局", ("县住房和城乡建设局", "县人力资源和社会保障局", "县文化和旅游局")),
        ("各有关部门和单位", ("各有关部门和单位",)),
        ("县教体局、县财政局等有关部门", ("县教体局", "县财政局")),
        ("县教体局等县直相关部门及各乡镇", ("县教体局", "各乡镇")),
        ("各市（州）、县（市、区）人民政府", ("各市（州）", "县（市、区）人民政府")),
        ("青岚高等专科学校、县职业中学", ("青岚高等专科学校", "县职业中学")),
        ("有关部门", ()),
    ],
)  # fmt: skip
def test_a_list_of_units_is_split_outside_their_names(words, names):
    assert split_units(words) == names


@pytest.mark.parametrize(
    "words", ["以下简称条例", "草案", "市、县、区", "GB 50180", "见附件2", "含村改居社区"]
)
def test_an_aside_in_brackets_is_no_owner(words):
    assert read_owners(words) is None


def test_nothing_is_inferred_where_nobody_is_named():
    (first, second) = read_tasks(
        normalise("关于开展清查的通知\n一、清查库房。逐件核对账目。\n二、清查车辆。逐台核对里程。"),
        doc_date=date(2026, 3, 1),
    )
    assert (first.lead, first.support, second.lead, second.deadline) == ((), (), (), None)
    assert not first.sure


_OFFICIAL = st.text(
    alphabet="一二三四（）()、，。；：:.1234567890年月日前底内由牵头负责配合责任单位完成时限县局各乡镇|\n\t 会议决定要《》【】每等及和下同列第位者为",
    max_size=400,
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=300), _OFFICIAL),
    st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2100, 1, 1))),
)
def test_no_text_makes_the_reader_fall_and_every_span_lies_in_it(text, day):
    for task in read_tasks(normalise(text), doc_date=day):
        assert 0 <= task.span.start < task.span.end <= len(text)
        assert task.text_start
        assert len(task.text_start) <= 20
        assert not set(task.lead) & set(task.support)


def test_a_folder_is_read_though_one_text_cannot_be(tmp_path):
    src, dst = tmp_path / "in", tmp_path / "out"
    (src / "好" / "一").mkdir(parents=True)
    (src / "坏").mkdir()
    (src / "好" / "一" / "text.txt").write_text(
        "一、修补北门围墙。（行政科牵头，车队配合，7月底前完成）", encoding="utf-8"
    )
    (src / "好" / "一" / "meta.json").write_text('{"doc_date":"2026-06-01"}', encoding="utf-8")
    (src / "好" / "一" / "gold.json").mkdir()  # opening it would fail
    (src / "坏" / "text.txt").write_bytes(b"\x00\xff\xfe\x80\x81\xff" * 9)
    steps, errors = [], []
    good = read_folder(
        src, dst, on_progress=lambda *step: steps.append(step), on_error=lambda *e: errors.append(e)
    )
    answer = json.loads((dst / "好" / "一" / "pred.json").read_text(encoding="utf-8"))
    assert answer["tasks"] == [
        {
            "heading_path": [],
            "text_start": "修补北门围墙。（行政科牵头，车队配合，7",
            "lead": ["行政科"],
            "support": ["车队"],
            "deadline_text": "7月底前",
            "deadline_iso": "2026-07-31",
            "recurring": False,
            "milestones": [],
        }
    ]
    empty = json.loads((dst / "坏" / "pred.json").read_text(encoding="utf-8"))
    assert set(empty) == set(answer)
    assert empty["tasks"] == [] and empty["title"] is None
    assert (good, len(steps), [path.as_posix() for path, _ in errors]) == (1, 2, ["坏/text.txt"])


def test_the_same_text_gives_the_same_reading():
    text = PAPERS[0].read_text(encoding="utf-8")
    assert read(text, doc_date=date(2026, 1, 1)) == read(text, doc_date=date(2026, 1, 1))


def _owners_of(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [
        (task.text_start[:4], task.lead, task.support) for task in read(text, doc_date=date(2026, 1, 5)).tasks
    ]


def test_a_unit_with_a_star_leads_those_without():
    assert _owners_of(
        "1.修缮校舍。（县教体局*、县住建局、县财政局）\n2.清点粮库。责任单位：县发改局、★县粮储中心\n3.巡查河道。责任人：王*"
    ) == [
        ("修缮校舍", ("县教体局",), ("县住建局", "县财政局")),
        ("清点粮库", ("县粮储中心",), ("县发改局",)),
    ]


def test_an_owner_label_at_a_section_counts_for_each_of_its_items():
    assert _owners_of(
        "一、城市管理（责任单位：县城管局）\n1.整治占道经营。\n2.新增停车位。\n"
        "二、乡村建设\n责任单位：县农业农村局\n配合单位：各乡镇\n1.改厕五百户。\n2.清洁村庄。"
    ) == [
        ("整治占道", ("县城管局",), ()),
        ("新增停车", ("县城管局",), ()),
        ("改厕五百", ("县农业农村局",), ("各乡镇",)),
        ("清洁村庄", ("县农业农村局",), ("各乡镇",)),
    ]


@pytest.mark.parametrize(
    ("limit", "day"),
    [
        ("会后5个工作日内", date(2026, 2, 10)),
        ("春节前", date(2026, 2, 14)),
        ("国庆节前", date(2026, 9, 30)),
        ("端午节前", date(2026, 6, 18)),
    ],
)
def test_the_working_calendar_tells_what_the_paper_leaves_to_it(limit, day):
    text = f"会议纪要\n2026年2月3日下午，刘主任主持召开会议。纪要如下：\n一、由县财政局于{limit}拨付到位。"
    page = normalise(text)
    with_calendar = read_tasks(page, doc_date=date(2026, 2, 5), calendar=chinese_calendar_seed())
    assert [task.deadline for task in with_calendar] == [day]


def test_owners_and_time_limit_are_shown_where_the_original_names_them():
    text = "（一）修補北門圍牆。\r\n牽頭單位： 行政科\r\n配合單位：車隊、保衛科\r\n完成時限：2026年7月底前"
    (task,) = read(text, doc_date=date(2026, 6, 1)).tasks
    spans = (*task.lead_spans, *task.support_spans, task.deadline_span)
    assert [text[span.start : span.end] for span in spans if span] == [
        "行政科",
        "車隊",
        "保衛科",
        "2026年7月底前",
    ]


def test_a_script_that_has_no_settings_can_read():
    words = "from shuniu.matters.reading import read; print(len(read('一、清点库房。（行政科牵头）').tasks))"
    bare = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    said = subprocess.run([sys.executable, "-c", words], env=bare, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "1"
