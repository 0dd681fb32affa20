"""催一下财政局那个资金的事: the line is read, the words are shown, and one press sends them."""

from __future__ import annotations

import re

import pytest

from shuniu.conftest import acting
from shuniu.desk.finding import said_in
from shuniu.matters import operations as matters
from shuniu.matters.models import Matter
from shuniu.matters.operations import Part
from shuniu.supervision.models import Chase
from shuniu.supervision.spoken import meant
from shuniu.supervision.tests.conftest import day

LINE = "催一下城市管理局那个资金的事"


def whom(office, line, person=None):
    actor = acting(person or office.li)
    said = said_in(line, actor=actor)
    assert said is not None
    assert said.intent == "chase"
    found = meant(said, actor=actor)
    return found, [one.matter.title for one in found.many]


def test_the_one_matter_of_that_body_is_meant_with_its_step_and_its_words(office, give):
    give("路灯资金申请", to=office.lu, due=day(8, 9))
    give("路灯资金申请复核", to=office.du, due=day(8, 9))  # another body's
    give("占道整治", to=office.lu, due=day(8, 9))
    found, titles = whom(office, LINE)
    assert (titles, found.known) == (["路灯资金申请"], True)
    assert found.only
    assert (found.only.step.number, found.only.to) == (4, office.lu)
    assert "黄色督办单" in found.only.wording


def test_of_a_shared_matter_the_part_in_their_hands_is_meant(office, give):
    whole = give("旧小区资金", to=office.du, due=day(20))
    matters.give_part(whole, part=Part("资金会签", office.city, due=day(11, 9)), by=acting(office.li))
    assert whom(office, LINE)[1] == ["资金会签"]


def test_several_are_shown_and_what_has_fallen_due_where_nothing_is_called_so(office, give):
    give("资金一", to=office.lu, due=day(8, 9))
    give("资金二", to=office.lu, due=day(25))
    assert whom(office, LINE)[1] == ["资金一", "资金二"]
    assert whom(office, LINE)[0].only is None
    found, titles = whom(office, "催一下城市管理局那个供水的事")
    assert (found.known, found.only, titles) == (False, None, ["资金一"])


@pytest.mark.parametrize("line", ["催今天到期的", "把全部到期的催一下", "逾期的都催一催"])
def test_everything_that_has_fallen_due_is_meant(office, give, line):
    assert whom(office, line)[0].everything


def test_what_one_may_not_know_of_is_not_meant(office, give):
    give("路灯资金申请", to=office.lu, due=day(8, 9), visibility="restricted")
    assert whom(office, LINE, office.wang)[1] == []


def test_the_line_shows_the_words_and_one_press_sends_them(office, give, as_):
    matter = give("路灯资金申请", to=office.lu, due=day(11, 9))
    client = as_(office.li)
    palette = client.get("/search/palette/", {"q": LINE}).content.decode()
    assert "第2步 催办" in palette
    assert "请今天17时前反馈" in palette
    preview = re.search(r'href="([^"]+/supervision/chase/)"', palette).group(1)
    assert client.post("/sentences/", {"text": LINE})["Location"] == preview
    assert Chase.objects.count() == 0  # shown, not sent
    page = client.get(preview).content.decode()
    assert "鲁山" in page
    wording = re.search(r"<textarea[^>]*>\s*([^<]+)</textarea>", page).group(1)
    assert client.post(preview, {"wording": wording.strip()}).status_code == 302
    sent = Chase.objects.get()
    assert (sent.matter, sent.to, sent.step, sent.sent_at is not None) == (matter, office.lu, 2, True)
    assert Matter.objects.count() == 1  # the line itself became no matter


def test_a_line_that_means_nothing_known_says_so_and_can_be_kept(office, give, as_):
    client = as_(office.li)
    answer = client.post("/sentences/", {"text": LINE}, follow=True)
    assert "城市管理局手上没有叫这个的,也没有到期该催的。" in answer.content.decode()
    assert Matter.objects.count() == 0
    client.post("/sentences/", {"text": LINE, "keep": "1"})
    assert [matter.reading.text for matter in Matter.objects.all()] == [LINE]


def test_everything_due_leads_to_the_preview_of_all(office, give, as_):
    assert as_(office.li).post("/sentences/", {"text": "催今天到期的"})["Location"] == "/supervise/chasing/"


def test_who_may_not_chase_asks_instead(office, give, as_):
    give("路灯资金申请", to=office.lu, due=day(11, 9))
    assert "supervision/chase" not in as_(office.lu).get("/search/palette/", {"q": LINE}).content.decode()
