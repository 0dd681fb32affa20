"""第一次用: from an empty database to people, division of work and an address for the phone."""

import io

import pytest
from django.test import Client
from openpyxl import Workbook

from shuniu.conftest import acting
from shuniu.desk import first_run
from shuniu.matters.ledgers.bringing import AT_A_TIME
from shuniu.matters.models import Matter
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


def book_of(*rows, name="收文台账.xlsx"):
    made = Workbook()
    for row in rows:
        made.active.append(row)
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    file.name = name
    return file


HEAD = ("来文日期", "来文单位", "来文标题", "承办单位", "是否办结")


def test_last_years_ledger_is_looked_at_and_then_brought_in(founder):
    found = founder.post(
        "/first/ledgers/",
        {"file": book_of(HEAD, ("2026-05-06", "市财政局", "报表", "", "否"), ("", "", "", "x", ""))},
    )
    assert (found.context["good"], found.context["left"], Matter.objects.count()) == (1, 1, 0)
    assert [row.problem for row in found.context["refusals"]] == ["没有标题。补上再导"]
    sent = {
        f"column-{column['name']}": column["place"]
        for column in found.context["columns"]
        if column["place"] is not None
    }
    said = founder.post("/first/ledgers/", {**sent, "kept": found.context["kept"], "agreed": "1"})
    assert said["Location"] == "/first/backup/"
    assert [m.title for m in Matter.objects.all()] == ["报表"]


def test_a_wrong_column_is_put_right_by_hand(office, as_):
    client = as_(office.li)
    found = client.post("/ledgers/", {"file": book_of(("甲", "乙"), ("报表", "2026-05-06"))})
    assert (found.status_code, "还没指出哪一列是标题" in found.content.decode()) == (422, True)
    sent = {"kept": found.context["kept"], "column-title": "0", "column-received": "1", "sort": "hotline"}
    again = client.post("/ledgers/", sent)
    assert [(row.title, str(row.received)[:10]) for row in again.context["sample"]] == [
        ("报表", "2026-05-06")
    ]
    client.post("/ledgers/", {**sent, "kept": again.context["kept"], "agreed": "1"})
    assert Matter.objects.get().source_type == "hotline"


def test_a_long_ledger_comes_in_some_rows_at_a_time_and_goes_back_as_one(office, as_):
    client = as_(office.li)
    rows = [("2026-05-06", "市财政局", f"报表{n}", "城市管理局", "否") for n in range(AT_A_TIME + 5)]
    found = client.post("/ledgers/", {"file": book_of(HEAD, *rows)})
    sent = {f"column-{c['name']}": c["place"] for c in found.context["columns"] if c["place"] is not None}
    half = client.post("/ledgers/", {**sent, "kept": found.context["kept"], "agreed": "1"})
    assert (half.context["at"], half.context["came"], Matter.objects.count()) == (
        AT_A_TIME,
        AT_A_TIME,
        AT_A_TIME,
    )
    sent |= {
        "kept": half.context["kept"],
        "at": half.context["at"],
        "came": half.context["came"],
        "agreed": "1",
    }
    assert client.post("/ledgers/", sent)["Location"] == "/ledgers/"
    page = client.get("/ledgers/")
    [(batch, may)] = page.context["batches"]
    assert (len(batch.matters), bool(may)) == (AT_A_TIME + 5, True)
    half = client.post(f"/ledgers/{batch.key}/taking-back/")
    end = client.post(f"/ledgers/{batch.key}/taking-back/", {"after": half.context["after"]})
    assert end["Location"] == "/ledgers/"
    assert set(Matter.objects.values_list("state", flat=True)) == {"returned"}


def test_what_travels_in_the_form_cannot_be_changed_or_taken_elsewhere(office, other_office, as_):
    kept = as_(office.li).post("/ledgers/", {"file": book_of(HEAD, ("", "", "报表", "", ""))}).context["kept"]
    for client, said in ((as_(office.li), kept[:-2]), (as_(other_office.li), kept)):
        answer = client.post("/ledgers/", {"kept": said, "column-title": "2", "agreed": "1"})
        assert (answer.status_code, "预览过期了" in answer.content.decode()) == (422, True)
    assert Matter.objects.count() == 0


def test_only_the_office_brings_ledgers_in(office, as_):
    assert [as_(person).get("/ledgers/").status_code for person in (office.li, office.du, office.zeng)] == [
        200,
        403,
        403,
    ]
