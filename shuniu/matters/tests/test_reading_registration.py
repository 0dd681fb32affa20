"""来文登记: invented papers of many offices, each with the record a careful clerk would make of it."""

import json
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuniu.matters.reading.registration import read_registration
from shuniu.matters.reading.shapes import Reading, Registration
from shuniu.matters.reading.text import normalise

PAPERS = sorted((Path(__file__).parent / "registration_papers").glob("*.txt"))
CUT = "\n-----8<-----\n"
EMPTY = Reading().as_prediction()


def record_of(text):
    return {
        key: value
        for key, value in Reading(read_registration(normalise(text))).as_prediction().items()
        if key != "tasks"
    }


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_a_paper_is_registered_as_a_careful_clerk_would(paper):
    text, expected = paper.read_text(encoding="utf-8").split(CUT)
    full = {key: value for key, value in EMPTY.items() if key != "tasks"} | json.loads(expected)
    assert record_of(text) == full


# ------------------------------------------------------------------ any text at all

FRAGMENTS = (
    "青岚县人民政府办公室",
    "中共青岚县委",
    "国务院",
    "关于",
    "做好防汛工作的",
    "通知",
    "函",
    "《",
    "》",
    "（",
    "）",
    "(",
    ")",
    "：",
    ":",
    "，",
    "、",
    "。",
    "；",
    "岚政办",
    "〔2026〕5号",
    "[2026",
    "15号",
    "2026年5月6日",
    "二〇二六年五月六日",
    "2026-05-06 09:30",
    "2026年0506日",
    "6月10日前",
    "每月5日前",
    "即日起至",
    "请于",
    "将情况报送",
    "县水利局",
    "各乡镇人民政府",
    "各部门",
    "附件",
    "附件：",
    "1.",
    "2.",
    "防汛值班表",
    ".docx",
    "联系人",
    "王某某",
    "联系电话",
    "8612345",
    "传真",
    "抄送",
    "特急",
    "秘密★1年",
    "首页 > 公开",
    "发布时间：",
    "索引号",
    "发文字号",
    "来源：",
    "一、",
    "现将有关事项通知如下",
    "特此通知",
    "妥否，请批示",
    "印发",
    "\n",
    "\n\n",
    " ",
    "\u3000",
    "\t",
    "|",
    "×××",
    "關(guān)",
    "附件1",
    "(此件公开发布)",
    "版权所有",
)
papers = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=4)), max_size=60).map("".join)


def every_found(registration):
    for field in fields(registration):
        value = getattr(registration, field.name)
        yield from (
            (field.name, found)
            for found in (value if isinstance(value, tuple) else (value,))
            if found is not None
        )


def letters(text):
    return [character for character in normalise(text).whole.text if character.isalnum()]


def stands_in(value, place):
    """Whether the letters of `value` stand in `place` in their order; line ends and noise may lie between."""
    rest = iter(letters(place))
    return all(letter in rest for letter in letters(value))


@settings(max_examples=400, deadline=None)
@given(papers)
def test_any_text_is_read_and_every_value_lies_where_it_is_said_to_lie(text):
    for name, found in every_found(read_registration(normalise(text), doc_date=date(2026, 6, 1))):
        if found.span is None:
            assert found.value is False
            continue
        assert 0 <= found.span.start < found.span.end <= len(text)
        place = text[found.span.start : found.span.end]
        if name in ("issuer", "title", "recipients", "cc", "urgency", "secrecy", "attachments"):
            assert stands_in(found.value, place)
        if name == "doc_number":
            assert stands_in(found.value.removesuffix("号"), place)
        if name == "reply_deadlines":
            assert stands_in(found.value.text, place)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_what_is_no_paper_at_all_is_read_without_complaint(text):
    assert isinstance(read_registration(normalise(text)), Registration)
