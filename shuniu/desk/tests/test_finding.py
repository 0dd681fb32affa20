"""找 / 说一句话: by characters and sounds, within what one may see; and a sentence becomes its verb."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from shuniu.conftest import acting
from shuniu.desk.finding import find, said_in
from shuniu.desk.saying import act_on, chips_of
from shuniu.matters import operations
from shuniu.matters.models import Instruction, Matter
from shuniu.org import moment
from shuniu.org.models import Absence, Duty
from shuniu.org.refusals import Refused


@pytest.fixture
def covers(office):
    matter = operations.capture(title="沿河路井盖缺失", source_type="hotline", by=acting(office.li))
    return operations.place(matter, lead=office.city, by=acting(office.li))


def titles(found) -> list[str]:
    return [item.title for item in found.matters]


@pytest.mark.parametrize("typed", ["井盖", "jg", "yanhelu", "沿河路 井盖", "1", "№1"])
def test_a_matter_is_found_by_characters_sounds_and_number(office, covers, typed):
    assert titles(find(typed, actor=acting(office.chen))) == ["沿河路井盖缺失"]


def test_what_sounds_the_same_is_offered(office, covers):
    found = find("井该", actor=acting(office.chen))
    assert (found.is_empty, found.perhaps) == (True, "井盖")


def test_what_is_read_in_several_ways_sounds_the_same_in_the_way_it_is_read_there(office):
    operations.capture(title="银行自助机失灵", by=acting(office.li))
    assert find("银航", actor=acting(office.li)).perhaps == "银行"
    assert find("银形", actor=acting(office.li)).perhaps == ""


@pytest.mark.parametrize("typed", ["杜衡", "dh", "duheng", "杜"])
def test_a_person_is_found_by_name_pinyin_and_initials(office, typed):
    assert [person.name for person in find(typed, actor=acting(office.li)).people] == ["杜衡"]


def test_a_person_is_found_by_the_duty_they_have(office):
    Duty.objects.create(
        unit=office.unit,
        number=214,
        what="供水水质",
        division=office.housing,
        person=office.du,
        since=date(2026, 1, 1),
    )
    assert [person.name for person in find("管供水的", actor=acting(office.li)).people] == ["杜衡"]


def test_commands_are_found_by_initials_and_only_those_one_may_use(office):
    assert [str(command.word) for command in find("jk", actor=acting(office.zeng)).commands] == ["健康"]
    assert find("jk", actor=acting(office.li)).commands == []


def test_another_unit_finds_nothing(office, other_office, covers):
    found = find("井盖", actor=acting(other_office.chen))
    assert (found.matters, found.count, found.perhaps) == ([], 0, "")
    assert [p.unit_id for p in find("杜衡", actor=acting(other_office.chen)).people] == [other_office.unit.pk]


def test_the_administrator_finds_people_but_no_matters(office, covers):
    found = find("井盖", actor=acting(office.zeng))
    assert found.matters == []
    assert find("", actor=acting(office.zeng)).matters == []


def test_nouns_alone_are_a_search(office, covers):
    assert find("井盖", actor=acting(office.chen)).said is None


def test_a_sentence_shows_what_was_understood_before_enter(office, as_):
    page = (
        as_(office.chen)
        .get("/search/palette/", {"q": "6月17日前请城市管理局报井盖方案 赵启山口头"})
        .content.decode()
    )
    for word in ("记成一件事", "城市管理局", "赵启山", "6月17日(周三)17:30"):
        assert word in page


def test_a_spoken_word_becomes_a_matter_and_asks_the_leader(office):
    done = act_on("6月17日前请城市管理局报井盖方案 赵启山口头", by=acting(office.chen))
    matter = Matter.objects.get()
    assert done.address == f"/matters/{matter.slug}/"
    assert (moment.local(matter.due), matter.source_type) == (datetime(2026, 6, 17, 17, 30), "oral")
    assert Instruction.objects.get().awaits_confirmation


def test_an_absence_is_announced_with_the_stand_in(office):
    done = act_on("下周三到周五学习", by=acting(office.li))
    absence = Absence.objects.get()
    assert (absence.person, absence.kind, absence.stand_in) == (office.li, "study", office.bai)
    assert (moment.local(absence.starts).date(), moment.local(absence.ends).date()) == (
        date(2026, 6, 17),
        date(2026, 6, 19),
    )
    assert "白露" in done.words
    assert Matter.objects.count() == 0


def test_thanks_are_kept_and_settled_in_one_breath(office):
    act_on("谢谢城市管理局借车", by=acting(office.li))
    assert [(m.title, m.state) for m in Matter.objects.all()] == [("谢谢城市管理局借车", "done")]


def test_what_was_refused_stays_in_the_box_with_the_reason(office, as_):
    act_on("下周三到周五学习", by=acting(office.li))
    answer = as_(office.li).post("/sentences/", {"text": "下周三到周五学习"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<title>有问题" in page
    assert 'value="下周三到周五学习"' in page


def test_an_empty_line_is_refused_with_a_reason(office):
    with pytest.raises(Refused):
        act_on("  ", by=acting(office.li))


def test_the_administrator_may_not_register_matters_by_a_sentence(office, as_):
    answer = as_(office.zeng).post("/sentences/", {"text": "明天把水龙头修一修 报修"})
    assert (answer.status_code, Matter.objects.count()) == (409, 0)


def test_a_line_is_kept_whole_without_scripts(office, as_):
    answer = as_(office.li).post("/sentences/", {"text": "商务局来电 明天上午要车去市里 两个人"})
    matter = Matter.objects.get()
    assert answer["Location"] == f"/matters/{matter.slug}/"
    assert matter.reading.text == "商务局来电 明天上午要车去市里 两个人"


@pytest.mark.parametrize(("typed", "statements"), [("井盖", 13), ("6月17日前请城市管理局报井盖方案", 9)])
def test_search_asks_the_database_the_same_number_of_times_for_one_and_three(office, as_, typed, statements):
    counted = []
    for rows in (1, 3):
        while Matter.objects.count() < rows:
            operations.capture(
                title=f"井盖{Matter.objects.count()}号", source_type="call", by=acting(office.li)
            )
        client = as_(office.chen)
        client.get("/search/palette/", {"q": typed})
        with CaptureQueriesContext(connection) as queries:
            client.get("/search/palette/", {"q": typed})
        counted.append(len(queries))
    assert counted == [statements] * 2


def test_days_understood_are_shown_in_the_language_of_the_page(office):
    said = said_in("6月19日上午9点报值守安排", actor=acting(office.li))
    assert "6月19日(周五)09:00" in [chip.value for chip in chips_of(said, {})]
    with translation.override("en"):
        shown = [chip.value for chip in chips_of(said, {})]
        assert "Fri 6/19 09:00" in shown
        assert "6/19 is a holiday (Dragon Boat Festival)" in shown
