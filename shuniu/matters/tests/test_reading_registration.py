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


# ------------------------------------------------------------------ what a web page prints around a paper

FURNITURE = (
    "来源:市政府办公室发布日期:2026-09-22 10:00浏览次数:12次字号:[大中小]",
    "【信息时间:2026/9/22 阅读次数:】【打印】【关闭】",
    "时间:2026-09-22 11:54 点击: [ 123 ]",
    "2026年09月22日 来源:县政府办公室",
    "发布人: admin 发布时间:2026-09-22",
    "字号:【大】【中】【小】",
    "稿源:石桥发布",
    "2026-09-22",
    "2026/9/22",
    "【2026-09-22】",
    "发布日期：2026年09月22日",
    "公文种类：通知",
    "公开属性：主动公开",
    "分享到: 微信 QQ空间 新浪微博",
    "文章字号:【大 中 小】",
    "阅读：1,234",
    "(2026-09-22 08:00:00)",
    "信息来源：石桥镇 | 发布时间：2026-09-22 | 阅读：15",
    "2026-09-22 08:00 来源： 浏览： 打印 字体：大 中 小",
    "来源：石桥镇人民政府",
    "责任编辑：王某",
    "日期：2026-09-22 来源：石桥镇党政办 字体显示：大 中 小",
    "作者：本站编辑 来源：本站原创 点击数： 更新时间：2026年09月22日",
    "A+ A A-",
    "浏览次数： 次",
    "发布机构：石桥镇人民政府 成文日期：2026-09-21",
    "〖打印〗〖关闭〗",
    "点击数：55 打印本页 关闭",
    "发布时间 2026-09-22 09:10",
    "【 字号：大 中 小 】",
    "保护视力色：",
    "阅读量：78 【我要打印】【关闭】",
    "索引号：000014349/2026-00022 主题分类：林业 发布日期：2026年09月22日",
    "政务公开 > 乡镇 > 石桥镇",
    "首页 -> 通知公告 -> 正文",
    "您当前的位置 : 首页 > 通知",
    "当前位置： 网站首页 » 石桥镇 » 文件",
    "首页 / 政务公开 / 通知公告",
    "首页|政务公开|通知公告",
    "石桥镇人民政府门户网站",
    "石桥镇政务服务网",
    "欢迎访问石桥镇人民政府网站！",
    "今天是2026年9月23日 星期三",
    "无障碍 | 适老版 | 繁體",
    "扫描到手持设备",
    "微信扫码分享",
    "信息分类：通知；主题词：森林防火",
    "（发布时间：2026-09-22）",
    "时间：2026-09-22 09:12:33　　来源：　　作者：",
    "名称： 关于做好秋季森林防火工作的通知",
    "标题：关于做好秋季森林防火工作的通知",
    "文件名：关于做好秋季森林防火工作的通知",
    "主题词：森林 防火 通知",
    "[ 索引号 ] 000/2026",
    "有效性：有效",
    "发文日期：2026年9月21日",
    "分类：通知公告",
    "[2026-09-22]",
    "阅读 123 次",
    "发布于 2026-09-22",
    "编辑时间：2026-09-22 浏览次数：22 信息来源：石桥镇",
    "TAG：防火",
    "*",
    "2026-09-22石桥镇人民政府网",
)
TITLE = "关于做好秋季森林防火工作的通知"
TEXT = """各村、镇直各单位：
为做好秋季森林防火工作，现将有关事项通知如下：
一、加强巡查。
石桥镇人民政府
2026年9月21日"""


@pytest.mark.parametrize("line", FURNITURE)
@pytest.mark.parametrize(
    "order", ["{line}\n{title}\n{text}", "{title}\n{line}\n{text}", "{title}\n{text}\n{line}"]
)
def test_a_line_of_the_web_page_changes_nothing_in_the_record(line, order):
    plain = record_of(f"{TITLE}\n{TEXT}")
    assert plain["title"] == TITLE
    assert record_of(order.format(line=line, title=TITLE, text=TEXT)) == plain


@pytest.mark.parametrize("line", [line for line in FURNITURE if TITLE not in line])
def test_a_line_of_the_web_page_is_no_title_for_a_paper_without_one(line):
    assert record_of(f"{line}\n{TEXT}") == record_of(TEXT)


# ------------------------------------------------------------------ the same paper in another coat


def half_width(text):
    return text.translate(str.maketrans("（），：；", "(),:;"))


def loosely_set(text):
    return "\r\n\r\n".join(f"\u3000\u3000{row}" for row in text.split("\n"))


def other_brackets(text):
    return text.replace("〔", "[").replace("〕", "]")


def letters_only(value):
    return (
        [letters(item) for item in value]
        if isinstance(value, list) and value and isinstance(value[0], str)
        else (letters(value) if isinstance(value, str) else value)
    )


@pytest.mark.parametrize("coat", [half_width, loosely_set, other_brackets])
@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_a_paper_in_another_coat_gives_the_same_record(paper, coat):
    text = paper.read_text(encoding="utf-8").split(CUT)[0]
    plain, other = record_of(text), record_of(coat(text))
    for record in (plain, other):
        for deadline in record["reply_deadlines"]:
            deadline["text"] = letters(deadline["text"])
    assert {key: letters_only(value) for key, value in other.items()} == {
        key: letters_only(value) for key, value in plain.items()
    }
