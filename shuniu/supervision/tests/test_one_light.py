"""一个灯: a word without an answer and a report that did not come colour a matter the same wherever it is shown."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils.html import escape

from shuniu.conftest import acting
from shuniu.desk.today import DirectorToday, LeaderToday
from shuniu.matters import operations as matters
from shuniu.matters.pages.lists import page_of, rows_for_eyes
from shuniu.matters.readings import light_of, why_of
from shuniu.matters.todo import in_hand
from shuniu.org import moment
from shuniu.supervision import operations
from shuniu.supervision.board import board
from shuniu.supervision.choices import Frequency
from shuniu.supervision.history import stood
from shuniu.supervision.tests.conftest import day


def everywhere(office, matter):
    """{colour} of the matter on its page, in the list of the office, in its holder's hand, on the board, and as it
    stands at this minute in the history of the week."""
    [row] = [
        row
        for row in rows_for_eyes(page_of(acting(office.li), "office")[0], acting(office.li))
        if row["pk"] == matter.pk
    ]
    [line] = [line for line in in_hand(acting(matter.holder)) if line.pk == matter.pk]
    [followed] = [one for one in board(acting(office.chen)).items if one.pk == matter.pk]
    [then] = [
        one for one in stood(office.unit, type(matter).objects.all(), moment.now()) if one.pk == matter.pk
    ]
    shown = (why_of(matter).light, light_of(matter), line.light, followed.light, then.light)
    assert all(light.causes == shown[0].causes for light in shown), shown
    assert {light.colour for light in shown} == {row["colour"]}
    return row["colour"], [cause.name for cause in shown[0].causes]


@pytest.fixture
def unheard(office, give):
    """A soft date, asked after on three days, and not a word back."""
    matter = give("旧小区台账", due=day(8, 9), hard=False)
    matters.instruct(matter, leader=office.zhao, words="抓紧", by=acting(office.li))
    for number in (9, 10, 11):
        with moment.standing_at(day(number, 9, 30)):
            operations.chase(matter, by=acting(office.li))
    return matter


def test_the_third_word_without_an_answer_is_red_wherever_the_matter_is_shown(office, unheard):
    assert everywhere(office, unheard) == ("red", ["unanswered", "soft_passed"])


def test_who_leads_finds_it_among_the_reds(office, unheard, as_):
    assert [line.pk for line in DirectorToday(acting(office.chen)).reds] == [unheard.pk]
    assert [line.light.colour for line in LeaderToday(acting(office.zhao)).asked] == ["red"]
    for person, address in ((office.chen, "/"), (office.chen, "/supervise/?view=red"), (office.zhao, "/")):
        page = as_(person).get(address).content.decode()
        assert "旧小区台账" in page
        assert escape("催了3次没有回音") in page, address


def test_one_word_from_the_holder_and_it_is_red_nowhere(office, unheard):
    matters.feed_back(unheard, words="明天交", by=acting(office.du))
    assert everywhere(office, unheard) == ("amber", ["soft_passed"])
    assert DirectorToday(acting(office.chen)).reds == []


def test_to_end_it_answers_what_was_asked(office, give):
    matter = give("自己的", to=office.bai, due=day(11, 9), source_type="meeting")
    chase = operations.chase(matter, by=acting(office.li))
    matters.report_done(matter, result="办好了", by=acting(office.bai))
    chase.refresh_from_db()
    assert chase.answer == "办好了"


def test_a_word_is_given_the_day_to_be_answered(office, give):
    matter = give("今天到期", due=day(11))
    with moment.standing_at(day(10, 9)):
        matters.feed_back(matter, words="在排", by=acting(office.du))
    with moment.standing_at(day(11, 9)):
        operations.chase(matter, by=acting(office.li))
    assert everywhere(office, matter)[0] == "green"
    with moment.standing_at(datetime(2026, 6, 12, 9, 0)):
        assert everywhere(office, matter) == ("red", ["hard_passed", "unanswered"])


def test_a_report_that_did_not_come_is_amber_until_it_comes(office, give):
    matter = give("常年的", due=day(20, month=11), at=day(28, 9, month=5))
    with moment.standing_at(day(1, 10)):
        operations.register(matter, frequency=Frequency.WEEKLY, by=acting(office.chen))
        matters.feed_back(matter, words="在排", by=acting(office.du))
    with moment.standing_at(day(5, 10)):
        assert everywhere(office, matter)[0] == "green"
    with moment.standing_at(day(12, 9)):
        assert everywhere(office, matter)[1] != ["report_late"]
    with moment.standing_at(day(15, 9)):
        assert "report_late" in everywhere(office, matter)[1]
        assert everywhere(office, matter)[0] == "amber"
        matters.feed_back(matter, words="完成三成", by=acting(office.du))
        assert everywhere(office, matter) == ("green", ["on_plan"])
