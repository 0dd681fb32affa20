"""The time words of official papers: which day they mean, and when a date in a sentence is a deadline at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuniu.clock.time_words import chinese_number, deadline_in_sentence, read_deadline

TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("6月底前完成", "2026-06-30"),
        ("6月上旬", "2026-06-10"),
        ("6月中旬前", "2026-06-20"),
        ("二月下旬", "2026-02-28"),
        ("第三季度", "2026-09-30"),
        ("上半年", "2026-06-30"),
        ("年底前", "2026-12-31"),
        ("年内", "2026-12-31"),
        ("全年", "2026-12-31"),
        ("明年一季度", "2027-03-31"),
        ("9月投入使用", "2026-09-30"),
        ("3-5月", "2026-05-31"),
        ("2026.06", "2026-06-30"),
        ("2026年6月30日17:00前", "2026-06-30"),
        ("二〇二六年六月三十日", "2026-06-30"),
        ("22日17时前", "2026-03-22"),
        ("今天18时前", "2026-03-10"),
        ("印发之日起30日内", "2026-04-09"),
        ("5年内", "2030-12-31"),
        ("国庆节前", "2026-09-30"),
        ("3月底前出方案，10月底前完成", "2026-10-31"),
    ],
)
def test_a_time_limit_means_its_last_day(words, day):
    assert read_deadline(words, today=TODAY).date == date.fromisoformat(day)


@pytest.mark.parametrize(
    "words", ["持续推进", "长期坚持", "每季度末", "每年12月底前", "按月报送", "常态化开展"]
)
def test_what_repeats_or_never_ends_has_no_day(words):
    deadline = read_deadline(words, today=TODAY)
    assert (deadline.recurring, deadline.date) == (True, None)


def test_what_goes_on_within_the_year_ends_with_it():
    deadline = read_deadline("年内持续推进", today=TODAY)
    assert (deadline.recurring, deadline.date) == (True, date(2026, 12, 31))


@pytest.mark.parametrize("words", ["尽快", "及时", "按时完成", "立即整改"])
def test_haste_is_no_deadline(words):
    assert not read_deadline(words, today=TODAY)


@pytest.mark.parametrize(
    "sentence",
    [
        "新门牌从3月20日起使用。",
        "今天下午15时起，北桥禁止通行。",
        "截至2025年底，已完成100户。",
        "自2026年7月1日起施行。",
        "2025年11月，县政府印发《关于某事的意见》。",
        "改造2000年底前建成的老旧小区。",
        "受理后5个工作日内办结。",
        "毕业2年内的高校毕业生可享受补贴。",
        "落实《2026年6月底前防汛安排》。",
        "企业开办时间压缩至1个工作日内。",
    ],
)
def test_a_start_a_past_day_a_condition_or_a_term_of_service_is_no_deadline(sentence):
    assert deadline_in_sentence(sentence, today=TODAY).date is None


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("清点工作于2026年4月底前完成。", "2026-04-30"),
        ("建成敬老院1所，9月投入使用。", "2026-09-30"),
        ("到2028年，建成20个示范村。", "2028-12-31"),
        ("各乡镇要在15日18时前完成转移。", "2026-03-15"),
        ("本意见印发之日起30日内制定实施细则。", "2026-04-09"),
        ("5月底前动工。", "2026-05-31"),
    ],
)
def test_a_sentence_that_says_by_when_gives_a_deadline(sentence, day):
    assert deadline_in_sentence(sentence, today=TODAY).date == date.fromisoformat(day)


def test_the_year_of_the_plan_holds_where_none_is_said():
    assert read_deadline("6月底前", today=date(2025, 12, 20), plan_year=2026).date == date(2026, 6, 30)


def test_without_any_year_there_is_wording_but_no_day():
    deadline = read_deadline("6月底前")
    assert (deadline.text, deadline.date) == ("6月底前", None)


@given(st.integers(1, 99))
def test_chinese_numbers_read_as_they_are_written(number):
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    words = (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
    assert chinese_number(words) == number


_WORDS = st.text(
    "0123456789一二三四五十年月日前底内末初上下半旬季度今明后天本每自起至到-.：时分工作个周元旦国庆节全之印发，。完成",
    max_size=60,
)


@given(
    _WORDS | st.text(max_size=80),
    st.one_of(st.none(), st.dates()),
    st.one_of(st.none(), st.integers(1, 9999)),
)
def test_no_wording_makes_it_fall(words, today, plan_year):
    read_deadline(words, today=today, plan_year=plan_year)
    deadline_in_sentence(words, today=today, plan_year=plan_year)
