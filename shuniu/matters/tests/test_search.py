"""全文检索: what is there is found, what may not be seen does not exist."""

from shuniu.conftest import acting
from shuniu.matters import operations
from shuniu.matters import search as searching
from shuniu.matters.choices import Visibility
from shuniu.matters.search import search
from shuniu.matters.terms import bigrams


def titles(query, person):
    return [row["title"] for row in search(query, actor=acting(person)).rows]


def test_terms_are_pairs_and_no_phrase_reaches_over_a_comma():
    assert bigrams("督查督办,第12号") == "督查 查督 督办 | 第 | 12 | 号"


def test_a_word_in_title_or_text_is_found_newest_first(office):
    operations.capture(title="沿河路井盖缺失", by=acting(office.li))
    operations.capture(title="来信一件", text="反映北关路的井盖夜里作响", by=acting(office.li))
    assert titles("井盖", office.li) == ["来信一件", "沿河路井盖缺失"]
    assert titles("盖井", office.li) == []


def test_a_phrase_must_stand_unbroken(office):
    operations.capture(title="督查方案", text="先督办,再督查", by=acting(office.li))
    assert titles("督办督查", office.li) == []
    assert titles("督办 督查", office.li) == ["督查方案"]


def test_number_twelve_is_not_four_hundred_and_twelve(office):
    operations.capture(title="印发412号文件", by=acting(office.li))
    operations.capture(title="印发12号文件", by=acting(office.li))
    assert titles("12号", office.li) == ["印发12号文件"]


def test_a_matter_is_found_by_its_number(office):
    matter = operations.capture(title="沿河路井盖缺失", by=acting(office.li))
    assert titles(matter.number, office.li) == ["沿河路井盖缺失"]


def test_the_words_around_the_hit_are_shown(office):
    operations.capture(title="来信", text="甲" * 40 + "自来水发黄" + "乙" * 80, by=acting(office.li))
    found = search("发黄", actor=acting(office.li)).rows[0]
    assert found["snippet"] == "甲" * 9 + "自来水发黄" + "乙" * 46


def test_text_in_a_later_piece_is_found(office):
    operations.capture(title="长文", text="无关的话," * 800 + "末尾提到青石水库", by=acting(office.li))
    assert titles("青石水库", office.li) == ["长文"]


def test_another_unit_learns_nothing(office, other_office):
    operations.capture(title="车辆安排", by=acting(office.li))
    assert titles("车辆", other_office.chen) == []
    assert search("车辆", actor=acting(other_office.chen)).count == 0


def test_a_restricted_visitor_is_not_found_by_colleagues(office):
    operations.capture(title="张某来访", by=acting(office.li), visibility=Visibility.RESTRICTED)
    assert titles("来访", office.li) == ["张某来访"]
    assert titles("来访", office.bai) == []


def test_an_empty_or_broken_query_finds_nothing(office):
    operations.capture(title="沿河路井盖缺失", by=acting(office.li))
    assert [titles(q, office.li) for q in ("", "  ", '"', "*", "“”")] == [[], [], [], [], []]


def test_a_corrected_title_is_found_and_the_old_one_is_not(office):
    matter = operations.capture(title="沿河路井盖缺失", by=acting(office.li))
    operations.place(matter, lead=office.city, title="补齐沿河路窨井", by=acting(office.li))
    assert (titles("窨井", office.li), titles("井盖", office.li)) == (["补齐沿河路窨井"], [])


def test_a_common_word_is_answered_from_the_newest_and_says_there_are_more(office, monkeypatch):
    monkeypatch.setattr(searching, "CAP", 3)
    searching._COMMON.clear()
    searching._question.kept.clear()
    for number in range(6):
        operations.capture(title=f"第{number}次督办", by=acting(office.li))
    for _asked_again in range(2):
        found = search("督办", actor=acting(office.li), limit=4)
        assert [row["title"] for row in found.rows] == ["第5次督办", "第4次督办", "第3次督办", "第2次督办"]
        assert (found.count, found.more) == (3, True)
    searching._COMMON.clear()
    searching._question.kept.clear()


def test_a_common_word_counts_for_a_liaison_only_what_may_be_known(office, monkeypatch):
    monkeypatch.setattr(searching, "CAP", 3)
    searching._COMMON.clear()
    searching._question.kept.clear()
    for number in range(6):
        matter = operations.capture(title=f"第{number}次督办", by=acting(office.li))
        if number in (1, 4):
            operations.place(matter, lead=office.housing, by=acting(office.li))
    found = search("督办", actor=acting(office.du))
    assert ([row["title"] for row in found.rows], found.count, found.more) == (
        ["第4次督办", "第1次督办"],
        2,
        False,
    )
    searching._COMMON.clear()
    searching._question.kept.clear()


def test_words_of_title_and_text_are_found_together(office):
    operations.capture(title="来信一件", text="反映北关路的井盖夜里作响", by=acting(office.li))
    assert titles("来信 井盖", office.li) == ["来信一件"]


def test_a_query_pages_on_from_the_last_row(office):
    for number in range(5):
        operations.capture(title=f"第{number}次督办", by=acting(office.li))
    first = search("督办", actor=acting(office.li), limit=3)
    rest = search("督办", actor=acting(office.li), limit=3, before=first.ids[-1])
    assert [row["title"] for row in rest.rows] == ["第1次督办", "第0次督办"]


def test_one_matter_among_many_others_of_the_same_word_is_found_by_whoever_may_know_only_that_one(
    office, monkeypatch
):
    monkeypatch.setattr(searching, "CAP", 3)
    monkeypatch.setattr(searching, "REACH", 4)
    searching._COMMON.clear()
    searching._question.kept.clear()
    for number in range(7):
        matter = operations.capture(title=f"第{number}次督办", by=acting(office.li))
        if number == 0:
            operations.place(matter, lead=office.housing, by=acting(office.li))
    found = search("督办", actor=acting(office.du))
    assert ([row["title"] for row in found.rows], found.count, found.more) == (["第0次督办"], 1, False)
    searching._COMMON.clear()
    searching._question.kept.clear()


def test_a_query_of_a_number_and_a_place_to_go_on_from_finds_the_older_one(office):
    older = operations.capture(title="沿河路井盖缺失", by=acting(office.li))
    newer = operations.capture(title=f"补报{older.serial}号", by=acting(office.li))
    found = search(older.number, actor=acting(office.li), limit=1)
    assert (found.ids, found.count, found.more) == ([newer.pk], 2, True)
    assert search(older.number, actor=acting(office.li), limit=1, before=newer.pk).ids == [older.pk]
