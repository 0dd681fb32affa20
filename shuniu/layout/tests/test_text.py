"""公文的结构: what is kept comes back equal, and its plain form is what `check` reads."""

import json
from datetime import date

import pytest

from shuniu.layout.text import (
    Attachment,
    Attendance,
    Issuer,
    Layout,
    OfficialText,
    Paragraph,
    Picture,
    Signing,
    Table,
    from_json,
    plain_lines,
    plain_text,
    to_json,
)
from shuniu.org.refusals import Refused

NOTICE = OfficialText(
    title="青岚县人民政府办公室关于做好端午\n假期值班工作的通知",
    mark=("青岚县人民政府办公室",),
    number="岚政办发〔2026〕31号",
    urgency="加急",
    recipients="各乡镇人民政府，县政府各部门",
    body=(
        Paragraph("现就端午假期值班工作通知如下："),
        Paragraph("各单位主要负责人带班。", 1, "一、落实责任。"),
        Table((("日期", "带班"), ("6月19日", "沈知行")), caption="带班表", unit="人"),
    ),
    attachments=(Attachment("值班电话", (Paragraph("值班室：3301"),)), Attachment("值班表")),
    issuers=(Issuer("青岚县人民政府办公室", Picture(b"\x89PNG\x00\xff")),),
    doc_date=date(2026, 6, 11),
    note="此件公开发布",
    copies_to="县委办公室",
    printer="青岚县人民政府办公室",
    print_date=date(2026, 6, 12),
)


def test_what_is_kept_comes_back_equal_through_real_json():
    assert from_json(json.loads(json.dumps(to_json(NOTICE)))) == NOTICE
    assert json.dumps(to_json(NOTICE)) == json.dumps(to_json(from_json(to_json(NOTICE))))


@pytest.mark.parametrize(
    "spoil",
    [
        {"form": 9},
        {"text": {"title": 5}},
        {"text": {"title": "关于值班的通知", "secret_level": "x"}},
        {"other": 1},
    ],
)
def test_a_form_that_is_not_known_is_refused_and_not_guessed(spoil):
    with pytest.raises(Refused) as refused:
        from_json({**to_json(NOTICE), **spoil})
    assert refused.value.code == "text_form"


def test_the_plain_form_holds_one_paragraph_a_line_in_the_order_of_the_paper():
    assert plain_text(NOTICE).split("\n") == [
        "青岚县人民政府办公室文件",
        "岚政办发〔2026〕31号",
        "青岚县人民政府办公室关于做好端午假期值班工作的通知",
        "各乡镇人民政府，县政府各部门：",
        "现就端午假期值班工作通知如下：",
        "一、落实责任。各单位主要负责人带班。",
        "带班表",
        "单位：人",
        "日期\t带班",
        "6月19日\t沈知行",
        "附件：1.值班电话",
        "2.值班表",
        "青岚县人民政府办公室",
        "2026年6月11日",
        "（此件公开发布）",
        "附件1",
        "值班电话",
        "值班室：3301",
        "抄送：县委办公室。",
        "青岚县人民政府办公室\u30002026年6月12日印发",
    ]


def test_every_plain_line_says_which_part_it_came_from():
    places = {line.place: line.words for line in plain_lines(NOTICE)}
    assert places["body.1"] == "一、落实责任。各单位主要负责人带班。"
    assert places["body.2.1"] == "6月19日\t沈知行"
    assert places["attachments.0.blocks.0"] == "值班室：3301"


def test_minutes_list_who_was_there_and_sign_nothing():
    minutes = OfficialText(
        "关于防汛准备工作的会议纪要",
        Layout.MINUTES,
        signing=Signing.NONE,
        issuers=(Issuer("青岚县人民政府办公室"),),
        attendance=(Attendance("出席", "沈知行、林致远"),),
    )
    assert plain_text(minutes).split("\n") == ["关于防汛准备工作的会议纪要", "出席：沈知行、林致远"]


def test_the_case_of_the_signature_follows_from_seal_and_number_of_bodies():
    two = (Issuer("县财政局"), Issuer("县水利局"))
    cases = [
        (signing, issuers)
        for signing in (Signing.SEALED, Signing.UNSEALED, Signing.STAMPED, Signing.NONE)
        for issuers in (two[:1], two)
    ]
    assert [OfficialText("关于值班的通知", signing=s, issuers=i).signature_case for s, i in cases] == [
        "A", "A′", "B", "B′", "C", "C", "", "",
    ]  # fmt: skip
