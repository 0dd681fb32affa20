"""What an office says in one line, and what is understood before anybody presses Enter (product §8.2, contracts §1)."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuniu.clock.calendar import chinese_calendar_seed
from shuniu.demo.county_roster import county_roster, small_roster
from shuniu.matters.saying import INTENTS, OpenMatter, understand
from shuniu.matters.saying.command import run

NOW = datetime(2026, 6, 11, 10, 0)
NOTHING = {
    "source_type": None, "source_person": None, "source_body": None, "lead": None, "helpers": [], "due": None,
    "start": None, "end": None, "place": None, "people_count": None, "hard": None, "visibility": None,
    "instruction_by": None, "recurrence": None, "ambiguous": [],
}  # fmt: skip
HERE = Path(__file__).parent / "sentences"


def say(text, now=NOW, **more):
    return understand(text, now=now, roster=county_roster(), calendar=chinese_calendar_seed(), **more)


FOURTEEN = [
    (
        "水利局王珂来电 明早9点市防办来查青石水库 6个人 要汇报材料 中午走",
        {"intent": "matter", "source_type": "电话", "source_person": "王珂", "source_body": "水利局", "lead": "水利局",
         "start": "2026-06-12T09:00", "end": "2026-06-12T12:00", "place": "青石水库", "people_count": 6, "hard": True},
    ),
    (
        "请住建局下周三前把井盖的事报个方案 裴县长口头",
        {"intent": "matter", "source_type": "口头", "source_person": "裴子衡", "lead": "住房城乡建设局",
         "due": "2026-06-17T17:30", "instruction_by": "裴子衡"},
    ),
    (
        "明天下午3点常务会 305 请住建财政",
        {"intent": "meeting", "helpers": ["住房城乡建设局", "财政局"], "start": "2026-06-12T15:00", "place": "305"},
    ),
    (
        "下周一8点两人去市里开会 下午回",
        {"intent": "car", "start": "2026-06-15T08:00", "end": "2026-06-15T17:30", "place": "市里", "people_count": 2},
    ),
    (
        "借投影仪 周四下午",
        {"intent": "supplies", "start": "2026-06-11T13:30", "end": "2026-06-11T17:30",
         "ambiguous": ["2026-06-18T13:30"]},
    ),
    (
        "统计局要小型水库座数 今天要",
        {"intent": "figure", "source_body": "统计局", "due": "2026-06-11T17:30"},
    ),
    (
        "每月5号前报上月信息采用情况",
        {"intent": "recurring", "due": "2026-07-03T17:30", "recurrence": "FREQ=MONTHLY;BYMONTHDAY=5"},
    ),
    ("下周三到周五学习", {"intent": "absence", "start": "2026-06-17T08:00", "end": "2026-06-19T17:30"}),
    (
        "三个工作日内答复张某征地补偿来访",
        {"intent": "matter", "source_type": "来访", "source_person": "张某", "due": "2026-06-16T17:30",
         "visibility": "限定"},
    ),
    ("端午前把值班表发下去", {"intent": "matter", "due": "2026-06-18T17:30"}),
    ("这事先放放 等省里文件", {"intent": "shelve", "start": "2026-06-26T08:00"}),
    ("谢谢教体局借车", {"intent": "thanks", "source_body": "教育体育局"}),
    ("催一下财政局那个资金的事", {"intent": "chase", "lead": "财政局"}),
    ("井盖", {"intent": "search"}),
    # The two of contracts.md §1.
    (
        "县委办来电话 下周一下午2点市里专家看城北小学 7个人 请教体局准备",
        {"intent": "matter", "source_type": "电话", "source_body": "县委办", "lead": "教育体育局",
         "start": "2026-06-15T14:00", "place": "城北小学", "people_count": 7, "hard": True},
    ),
    (
        "每月10号前马科长报油耗",
        {"intent": "recurring", "lead": "马骁", "due": "2026-07-10T17:30", "recurrence": "FREQ=MONTHLY;BYMONTHDAY=10"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "meaning"), FOURTEEN, ids=[t for t, _ in FOURTEEN])
def test_the_sentences_of_the_design_are_understood_in_every_key(text, meaning):
    assert say(text).as_json() == {**NOTHING, **meaning}


def _table():
    for path in sorted(HERE.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for said, meant in zip(lines[::2], lines[1::2], strict=True):
            yield pytest.param(*_read(said, meant), id=said)


def _read(said, meant):
    text, _, now = said.partition(" | ")
    intent, *pairs = meant.split()
    meaning = {"intent": intent}
    for pair in pairs:
        key, _, value = pair.partition("=")
        if key in ("helpers", "ambiguous"):
            meaning[key] = value.split(",")
        elif key == "people_count":
            meaning[key] = int(value)
        elif key == "hard":
            meaning[key] = value == "True"
        else:
            meaning[key] = value
    return text, datetime.fromisoformat(now) if now else NOW, meaning


@pytest.mark.parametrize(("text", "now", "meaning"), list(_table()))
def test_sentences_of_every_kind_are_understood_in_every_key(text, now, meaning):
    assert say(text, now).as_json() == {**NOTHING, **meaning}


_RUN_ON = [
    "请住建局下周三前把井盖的事报个方案 裴县长口头",
    "明天上午九点 在305开防汛会商会 请水利局 应急局 气象局参加",
    "各科室周五下班前报周小结 方一鸣汇总",
    "讲话稿 方一鸣准备 下周二要",
    "周四上午用大会议室 人社局考试",
    "领5本稿纸 方一鸣",
]


@pytest.mark.parametrize("text", _RUN_ON)
def test_a_line_dictated_in_one_run_means_what_it_means_with_breaks(text):
    assert say(text.replace(" ", "")).as_json() == say(text).as_json()
    assert say(text.replace(" ", "，")).as_json() == say(text).as_json()


@pytest.mark.parametrize("text", [text for text, _ in FOURTEEN if text != "井盖"])
def test_fillers_and_particles_say_nothing(text):
    assert say(f"嗯那个{text}啊").as_json() == say(text).as_json()


def test_a_chip_of_a_line_in_one_run_still_points_into_what_was_typed():
    text = "明天上午九点开防汛会商会请水利局应急局参加"
    assert [text[slice(*c.span)] for c in say(text).chips if c.key == "invited"] == ["水利局", "应急局"]


def test_every_intent_has_sentences():
    assert sorted(p.stem for p in HERE.glob("*.txt")) == sorted(INTENTS)


def test_the_keys_are_exactly_those_of_the_contract():
    assert list(say("井盖").as_json()) == ["intent", *NOTHING]


# Chips, proposals, notes


def test_a_chip_points_at_the_words_it_rests_on():
    text = "请住建局下周三前把井盖的事报个方案 裴县长口头"
    spans = {c.key: text[slice(*c.span)] for c in say(text).chips if c.span}
    assert spans == {"person": "裴县长", "lead": "住建局", "instruction": "裴县长", "due": "下周三前"}


def test_the_other_reading_of_a_weekday_is_a_chip():
    assert [c.value for c in say("借投影仪 周四下午").chips if c.key == "other"] == ["6月18日(周四)13:30"]


def test_the_leader_in_charge_comes_from_the_division_of_work():
    assert say("水利局王珂来电 明早9点市防办来查青石水库").leader_in_charge == "顾青禾"
    assert say("请住建局周五前报方案").leader_in_charge == "裴子衡"
    assert say("请方一鸣周五前写稿").leader_in_charge is None


@pytest.mark.parametrize(
    ("text", "kit"),
    [
        ("水利局王珂来电 明早9点市防办来查青石水库", "迎检(水利)"),
        ("邻县政府办下周四上午来考察政务大厅 8人", "接待"),
        ("端午前把值班表发下去", "假期值班"),
        ("明天下午3点常务会", "常务会"),
        ("请方一鸣周五前写稿", None),
        ("井盖", None),
    ],
)
def test_the_kit_follows_kind_and_field(text, kit):
    assert say(text).kit == kit


def test_a_line_is_likely_part_of_the_open_matter_with_the_same_subject():
    open_matters = (
        OpenMatter("1183", "沿河路井盖缺失", "城市管理局"),
        OpenMatter("1102", "老旧小区改造首期资金拨付", "财政局"),
        OpenMatter("1150", "青石水库除险加固", "水利局"),
    )
    assert say("请住建局下周三前把井盖的事报个方案", open_matters=open_matters).likely == ("1183",)
    assert say("催一下财政局那个资金的事", open_matters=open_matters).likely == ("1102",)
    assert say("每周一开例会", open_matters=open_matters).likely == ()


def test_a_day_off_is_named_on_the_page():
    assert say("下周三到周五学习").notes == ("6月19日放假(端午)",)
    assert say("10天内报结果").notes == ("6月21日放假(端午)",)
    assert say("周六去云岭乡 用车").notes == ("6月13日是周末",)


def test_a_date_in_a_year_without_published_holidays_is_called_a_forecast():
    assert say("春节前报方案").notes == ("2027年放假安排尚未公布,按法定节假日预估",)


def test_the_title_says_what_is_to_be_done_without_when_and_who_said_it():
    assert say("水利局王珂来电 明早9点市防办来查青石水库 6个人 要汇报材料 中午走").title == (
        "市防办来查青石水库 6个人 汇报材料"
    )
    assert say("请审计局6月底前把整改台账报上来").title == "审计局 整改台账报上来"


def test_marks_of_urgency_and_key_work_are_read_but_optional():
    sentence = say("! 请应急局马上报险情 #防汛")
    assert (sentence.urgent, sentence.key_work, sentence.lead) == (True, "防汛", "应急管理局")


def test_a_person_may_be_named_by_characters_pinyin_or_initials():
    assert [say(f"@{who} 周五前写主持词").lead for who in ("方一鸣", "fangyiming", "fym")] == ["方一鸣"] * 3


def test_full_width_characters_mean_the_same_and_the_line_is_kept_as_typed():
    typed = "明天１５：３０　常务会　３０５"
    sentence = say(typed)
    assert sentence.text == typed
    assert (sentence.intent, sentence.as_json()["start"], sentence.place) == (
        "meeting",
        "2026-06-12T15:30",
        "305",
    )


# Names


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("何主任", "何文静"),
        ("县长", "陆怀远"),
        ("常务", "沈知行"),
        ("常务副县长", "沈知行"),
        ("分管水利的县长", "顾青禾"),
        ("分管水利的副县长", "顾青禾"),
        ("裴子衡副县长", "裴子衡"),
        ("霍局长", "霍正川"),
        ("陆县长", "陆怀远"),
    ],
)
def test_persons_are_kept_by_full_name_without_title(said, name):
    sentence = say(f"{said}说井盖的事请城管局办")
    assert (sentence.source_person, sentence.instruction_by) == (name, name)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("住建局", "住房城乡建设局"),
        ("县住建局", "住房城乡建设局"),
        ("青岚县水利局", "水利局"),
        ("发改", "发展改革局"),
        ("人社局", "人力资源社会保障局"),
        ("应急管理局", "应急管理局"),
        ("各乡镇", "各乡镇"),
        ("市水利局", "市水利局"),
        ("县总工会", "县总工会"),
        ("督查室", "督查室"),
        ("值班室", "总值班室"),
    ],
)
def test_bodies_are_kept_in_full_form_and_others_as_said(said, name):
    assert say(f"请{said}周五前报方案").lead == name


def test_money_of_finance_is_no_bureau():
    assert say("催一下财政资金的事").lead is None


def test_a_bureau_of_the_city_is_not_ours():
    assert say("市财政局来电 下周一前报预算").source_body == "市财政局"


def test_the_small_unit_is_read_with_its_own_people():
    sentence = understand(
        "何必明天请假", now=NOW, roster=small_roster(), calendar=chinese_calendar_seed()
    )  # fmt: skip
    assert (sentence.intent, sentence.source_person) == ("absence", "何必")
    sentence = understand(
        "指挥长让规建处周五前报方案", now=NOW, roster=small_roster(), calendar=chinese_calendar_seed()
    )  # fmt: skip
    assert (sentence.instruction_by, sentence.lead) == ("裴子衡", "规划建设处")


# Whatever is typed


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read_without_an_error_and_always_alike(text):
    first = say(text)
    assert first == say(text)
    assert first.intent in INTENTS


_WORDS = st.sampled_from(
    ["请", "让", "把", "在", "到", "去", "前", "内", "下周三", "6月31日", "2月30日", "99号", "25点", "三四点", "周五或周一", "每月31号", "每两周", "三个工作日内", "半", "年底", "端午后", "裴县长", "各乡镇", "住建", "财政", "市里", "来查", "@", "#", "!", "借", "305", "要车", "催", "谢谢", "开会", "学习", "会后", "提前", "〔2026〕", "0", "人", "两", "某", "来访", "说", "批示", "牵头", "配合", ",", "。", "\n"]
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.lists(_WORDS, max_size=14).map("".join), st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31)))
def test_any_heap_of_office_words_is_read_at_any_time(text, now):
    meaning = say(text, now).as_json()
    assert set(meaning) == {"intent", *NOTHING}
    if meaning["start"] and meaning["end"]:
        assert meaning["start"] < meaning["end"]


# The command


def test_the_command_gives_plain_data():
    assert run("井盖", "2026-06-11T10:00", roster=county_roster(), calendar=chinese_calendar_seed()) == {
        "intent": "search", **NOTHING,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "now"), [("", "2026-06-11T10:00"), ("  ", "2026-06-11T10:00"), ("井盖", "昨天")]
)
def test_bad_input_is_refused_in_one_plain_line(text, now):
    with pytest.raises(ValueError) as refused:
        run(text, now, roster=county_roster(), calendar=chinese_calendar_seed())
    assert "\n" not in str(refused.value)
