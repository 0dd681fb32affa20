"""第一次用: from an empty database to people, division of work and an address for the phone."""

import io

import pytest
from django.test import Client
from openpyxl import Workbook

from shuniu.conftest import acting
from shuniu.desk import first_run
from shuniu.org.models import Account, Charge, Person, Unit

FOUNDING = {
    "name": "青岚古城片区建设指挥部", "preset": "headquarters", "person": "钱小川", "post": "文秘",
    "username": "qianxiaochuan", "password": "一句自己记得住的话 2026",
}  # fmt: skip


@pytest.fixture
def founder(db, clock_stands):
    client = Client()
    client.post("/first/", FOUNDING)
    return client


def test_the_first_page_makes_the_unit_and_lets_its_maker_in(founder):
    unit = Unit.objects.get()
    assert (unit.name, unit.preset) == ("青岚古城片区建设指挥部", "headquarters")
    person = Account.objects.get(username="qianxiaochuan").person
    assert sorted(person.role_names()) == ["admin", "director"]
    assert founder.get("/").status_code == 200


def test_it_cannot_be_done_twice(founder):
    assert Client().get("/first/")["Location"] == "/accounts/login/"
    Client().post("/first/", {**FOUNDING, "username": "another", "name": "另一个"})
    assert Unit.objects.count() == 1


def test_what_was_typed_stays_when_something_is_wrong(db):
    answer = Client().post("/first/", {**FOUNDING, "password": "短"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="青岚古城片区建设指挥部"' in page
    assert "口令至少10个字" in page
    assert Unit.objects.count() == 0


def test_names_typed_with_dots_between_are_people(founder):
    text = "赵明珠 指挥长 · 钱小川 文秘 · 孙立 司机 · 周五一 联络员 古城文保所"
    preview = founder.post("/first/people/", {"text": text})
    assert [(one.name, one.role) for one in preview.context["newcomers"]] == [
        ("赵明珠", "leader"), ("钱小川", "staff"), ("孙立", "desk"), ("周五一", "liaison"),
    ]  # fmt: skip
    assert Person.objects.count() == 1
    founder.post("/first/people/", {"text": preview.context["lines"], "agreed": "1"})
    assert sorted(Person.objects.values_list("name", flat=True)) == ["周五一", "孙立", "赵明珠", "钱小川"]
    assert Person.objects.get(name="周五一").speaks_for.get().name == "古城文保所"


def test_a_spreadsheet_is_looked_at_before_anybody_is_added(founder):
    book = Workbook()
    for row in (("姓名", "职务", "电话"), ("孙立", "司机", "13900000000")):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "通讯录.xlsx"
    preview = founder.post("/first/people/", {"file": file})
    assert [(one.name, one.post, one.phone) for one in preview.context["newcomers"]] == [
        ("孙立", "司机", "13900000000")
    ]


def test_a_text_without_names_is_refused_and_kept(founder):
    answer = founder.post("/first/people/", {"text": "123 456"})
    assert (answer.status_code, "123 456" in answer.content.decode()) == (409, True)


def test_the_division_of_work_is_read_from_the_document_and_only_what_is_ticked_is_taken(founder):
    founder.post("/first/people/", {"text": "赵明珠 指挥长 · 周五一 联络员 古城文保所", "agreed": "1"})
    text = "赵明珠同志主持全面工作,分管文物保护、古城文保所、财务等工作。"
    fields = founder.post("/first/division-of-work/", {"text": text}).context["fields"]
    assert [(one.what, one.division and one.division.name) for one in fields] == [
        ("文物保护", None), ("古城文保所", "古城文保所"), ("财务", None),
    ]  # fmt: skip
    founder.post(
        "/first/division-of-work/", {"text": text, "agreed": "1", "field": [one.key for one in fields[:2]]}
    )
    taken = [(c.function, c.division and c.division.name) for c in Charge.objects.order_by("pk")]
    assert taken == [("文物保护", None), ("", "古城文保所")]


def test_the_pages_after_the_first_are_for_who_keeps_the_list(office, as_):
    assert as_(office.li).get("/first/people/").status_code == 403
    assert Client().get("/first/people/").status_code == 302
    assert as_(office.chen).get("/first/phone/").status_code == 200


def test_the_address_for_phones_is_not_the_loopback():
    assert (
        "localhost" not in first_run.address_for_phones("localhost:8765", secure=False)
        or not first_run._own_address()
    )
    assert first_run.address_for_phones("shuniu.lan:8765", secure=True) == "https://shuniu.lan:8765/"


def test_people_there_already_are_not_added_twice(office):
    newcomers = first_run.people_in("李明 文秘 · 新来的 科员")
    assert first_run.take_in(newcomers, by=acting(office.chen)) == 1
