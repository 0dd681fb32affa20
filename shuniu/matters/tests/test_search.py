"""全文检索: what is there is found, what may not be seen does not exist."""

from shuniu.conftest import acting
from shuniu.matters import operations
from shuniu.matters.choices import Visibility
from shuniu.matters.search import bigrams, search


def titles(query, person):
    return [m.title for m in search(query, actor=acting(person)).matters]


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
    found = search("发黄", actor=acting(office.li)).matters[0]
    assert found.snippet == "甲" * 9 + "自来水发黄" + "乙" * 46


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
