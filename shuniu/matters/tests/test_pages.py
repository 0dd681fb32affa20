"""事项页: who has it, since when, what the leader said, what next; and every press with its reason."""

import pytest
from django.test import Client

from shuniu.conftest import acting
from shuniu.journal.models import Line
from shuniu.matters import operations
from shuniu.matters.acts import ACTS
from shuniu.matters.choices import State
from shuniu.matters.models import Matter
from shuniu.matters.operations import Part


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person.account)
    return client


@pytest.fixture
def manhole(office):
    matter = operations.capture(title="沿河路井盖缺失", by=acting(office.li), text="反映沿河路井盖缺失二十三处")
    return operations.place(matter, lead=office.housing, by=acting(office.li), parts=(Part("夜里围挡", office.city),))


def test_the_page_says_who_has_it_and_what_is_next(office, manhole):
    page = signed_in(office.chen).get(f"/matters/{manhole.slug}/").content.decode()
    assert "№1 沿河路井盖缺失" in page
    assert "住房城乡建设局 杜衡" in page
    assert "夜里围挡" in page


def test_a_liaison_sees_the_press_and_the_office_sees_why_not(office, manhole):
    assert "签收" in signed_in(office.du).get(f"/matters/{manhole.slug}/").content.decode()
    page = signed_in(office.li).get(f"/matters/{manhole.slug}/").content.decode()
    assert "这件事在杜衡手上,只有经手人可以做这一步" in page


def test_a_press_does_what_the_verb_does(office, manhole):
    answer = signed_in(office.du).post(f"/matters/{manhole.slug}/acknowledgement/")
    assert answer.status_code == 302
    assert Matter.objects.get(pk=manhole.pk).state == State.IN_HAND


def test_a_refused_press_says_why_and_keeps_what_was_typed(office, manhole):
    answer = signed_in(office.lu).post(f"/matters/{manhole.slug}/report/", {"result": "已经补好"})
    assert answer.status_code == 404  # not his body's: it does not exist for him
    answer = signed_in(office.li).post(f"/matters/{manhole.slug}/report/", {"result": "已经补好"})
    assert answer.status_code == 409
    assert "已经补好" in answer.content.decode()
    assert "只有经手人可以做这一步" in answer.content.decode()


def test_a_name_that_nobody_has_is_asked_again_with_the_text_kept(office, manhole):
    answer = signed_in(office.li).post(f"/matters/{manhole.slug}/assignment/", {"to": "孙悟空", "reason": "轮到他"})
    assert answer.status_code == 422
    assert "名单里没有“孙悟空”" in answer.content.decode()
    assert "轮到他" in answer.content.decode()


def test_a_person_is_picked_by_initials(office, manhole):
    signed_in(office.li).post(f"/matters/{manhole.slug}/assignment/", {"to": "lg"})
    assert Matter.objects.get(pk=manhole.pk).holder == office.lv


def test_a_deadline_is_written_as_people_say_it(office, manhole):
    signed_in(office.li).post(f"/matters/{manhole.slug}/deadline/", {"due": "下周三前"})
    due = Matter.objects.get(pk=manhole.pk).due
    assert due.isoformat() == "2026-06-17T09:30:00+00:00"


def test_every_press_asks_before_it_does(office, manhole):
    client = signed_in(office.chen)
    for noun in ACTS:
        answer = client.get(f"/matters/{manhole.slug}/{noun}/")
        assert answer.status_code == 200, noun


def test_an_unknown_press_and_an_unknown_matter_are_not_there(office, manhole):
    client = signed_in(office.chen)
    assert client.get(f"/matters/{manhole.slug}/magic/").status_code == 404
    assert [client.get(f"/matters/{slug}/").status_code for slug in ("2026-99", "x", "2026-1-9", "0-0")] == [404] * 4


def test_the_administrator_reads_no_matters(office, manhole):
    client = signed_in(office.zeng)
    assert client.get(f"/matters/{manhole.slug}/").status_code == 404
    assert "沿河路" not in client.get("/matters/?view=office").content.decode()


def test_another_unit_learns_nothing(office, manhole, other_office):
    client = signed_in(other_office.chen)
    assert client.get(f"/matters/{manhole.slug}/").status_code == 404
    assert "沿河路" not in client.get("/matters/?view=office").content.decode()


def test_the_last_act_is_taken_back_with_one_press(office, manhole):
    client = signed_in(office.du)
    client.post(f"/matters/{manhole.slug}/acknowledgement/")
    assert "撤回上一步" in client.get(f"/matters/{manhole.slug}/").content.decode()
    client.post(f"/matters/{manhole.slug}/undoing/")
    assert Matter.objects.get(pk=manhole.pk).state == State.GIVEN


def test_an_oral_word_asks_the_leader_for_one_tap(office, manhole):
    said = operations.instruct(manhole, leader=office.zhao, words="先堵上,再说账。", form="oral", by=acting(office.chen))
    assert "是我说的" in signed_in(office.zhao).get(f"/matters/{manhole.slug}/").content.decode()
    assert "是我说的" not in signed_in(office.chen).get(f"/matters/{manhole.slug}/").content.decode()
    signed_in(office.zhao).post(f"/instructions/{said.pk}/confirmation/", {"answer": "yes"})
    said.refresh_from_db()
    assert said.confirmed_at is not None


def test_the_journal_of_a_matter_shows_every_line_with_its_print(office, manhole):
    page = signed_in(office.chen).get(f"/matters/{manhole.slug}/journal/").content.decode()
    assert "李明收到:沿河路井盖缺失" in page
    assert page.count("<code") == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_the_same_number_of_times(office, rows, django_assert_num_queries):
    for number in range(rows):
        operations.capture(title=f"第{number}件", by=acting(office.li))
    client = signed_in(office.li)
    client.get("/matters/")
    with django_assert_num_queries(4):
        client.get("/matters/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_database_the_same_number_of_times(office, rows, django_assert_num_queries):
    matter = operations.capture(title="一件", by=acting(office.li))
    parts = tuple(Part(f"第{number}步", office.city) for number in range(rows))
    matter = operations.place(matter, lead=office.housing, by=acting(office.li), parts=parts)
    client = signed_in(office.chen)
    client.get(f"/matters/{matter.slug}/")
    with django_assert_num_queries(6):
        client.get(f"/matters/{matter.slug}/")


def test_a_long_list_goes_on_from_its_last_row(office):
    for number in range(53):
        operations.capture(title=f"第{number}件", by=acting(office.li))
    client = signed_in(office.li)
    page = client.get("/matters/").content.decode()
    assert page.count('class="row"') == 50
    after = page.split("amp;after=")[1].split('"')[0]
    assert client.get(f"/matters/?after={after}").content.decode().count('class="row"') == 3


def test_looking_at_a_restricted_matter_is_recorded_once_a_day_and_at_an_ordinary_one_never(office, manhole):
    petition = operations.capture(title="张某来访", kind="petition", by=acting(office.li))
    client = signed_in(office.chen)
    for _twice in range(2):
        client.get(f"/matters/{petition.slug}/")
        client.get(f"/matters/{manhole.slug}/")
    looked = Line.objects.filter(verb="matter.opened")
    assert [(line.subject_id, line.actor) for line in looked] == [(petition.pk, office.chen)]


def test_to_have_looked_at_a_restricted_matter_hinders_no_undoing(office):
    petition = operations.capture(title="张某来访", kind="petition", by=acting(office.li))
    operations.shelve(petition, reason="等复核", by=acting(office.li))
    signed_in(office.chen).get(f"/matters/{petition.slug}/")
    signed_in(office.li).post(f"/matters/{petition.slug}/undoing/")
    assert Matter.objects.get(pk=petition.pk).state == State.PENDING
