"""Places and errors: each of the eight words leads somewhere, and what goes wrong says what was kept."""

from datetime import datetime

import pytest
from django.test import Client

from shuniu.conftest import acting
from shuniu.desk import places
from shuniu.matters import operations
from shuniu.org import moment


def at(day: int, hour: int = 17, minute: int = 30) -> datetime:
    return moment.aware(datetime(2026, 6, day, hour, minute))


def give(office, title, *, to, **facts):
    matter = operations.capture(title=title, source_type="paper", by=acting(office.li), **facts)
    return operations.place(matter, lead=to.division, holder=to, by=acting(office.li))


@pytest.fixture
def papers(office):
    give(office, "逾期的", to=office.du, due=at(11, 9, 0), hard=True)
    give(office, "快到期的", to=office.lu, due=at(16), hard=True)
    give(office, "下月的", to=office.lu, due=moment.aware(datetime(2026, 7, 1, 17, 30)))


def shown(office, place, view, who):
    return [m.title for m in places.matters_of(place, view, acting(who))[1]]


def test_an_unknown_tab_is_the_first_one(office, papers):
    assert places.matters_of("docs", "nonsense", acting(office.chen))[0].code == "open"


def test_the_weeks_ahead_count_what_falls_due(office, papers):
    weeks = places.weeks_ahead(acting(office.chen))
    assert [(w.count, w.hard) for w in weeks[:4]] == [(1, 1), (1, 1), (0, 0), (1, 0)]


def test_a_month_shows_what_was_settled_in_it(office, as_):
    matter = operations.capture(title="已答复的", source_type="call", by=acting(office.li))
    operations.answer_at_once(matter, answer="好", by=acting(office.li))
    assert "已答复的" in as_(office.chen).get("/reports/").content.decode()
    assert "已答复的" not in as_(office.chen).get("/reports/?month=2026-05").content.decode()
    assert "已答复的" not in as_(office.du).get("/reports/").content.decode()


@pytest.mark.parametrize("address", ["/docs/", "/supervise/", "/plan/", "/reports/"])
def test_the_administrator_reads_no_matters(office, as_, papers, address):
    answer = as_(office.zeng).get(address)
    assert (answer.status_code, "逾期的" in answer.content.decode()) == (403, False)


@pytest.mark.parametrize(
    "address",
    [
        "/docs/?page=x",
        "/docs/?page=999999",
        "/plan/?week=2026-99-99",
        "/reports/?month=xx",
        "/search/?before=x",
    ],
)
def test_nonsense_in_an_address_is_no_error(office, as_, address):
    assert as_(office.li).get(address).status_code == 200


def test_a_page_that_is_not_there_says_what_to_do(office, as_):
    answer = as_(office.li).get("/nothing/")
    assert (answer.status_code, "没有这一页" in answer.content.decode()) == (404, True)


def test_a_page_open_for_too_long_is_told_so_and_nothing_is_taken(office):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/accounts/login/", {"login": "x"})
    assert (answer.status_code, "写的还在原来的页面上" in answer.content.decode()) == (403, True)


def test_a_failure_of_ours_is_said_without_anything_that_could_fail_again(office, as_, settings):
    from django.test import RequestFactory

    from shuniu.desk.refusing import server_error

    answer = server_error(RequestFactory().get("/"))
    assert (answer.status_code, "已经存下的都在" in answer.content.decode()) == (500, True)


def test_too_much_at_once_is_told_with_the_limit_and_nothing_is_taken(office, as_, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    client = as_(office.li)
    answer = client.post("/settings/interface/", {f"field{n}": "1" for n in range(9)})
    assert (answer.status_code, "一次不超过 64 MB" in answer.content.decode()) == (413, True)
    client.post("/settings/language/", {"language": "en"})
    answer = client.post("/settings/interface/", {f"field{n}": "1" for n in range(9)})
    page = answer.content.decode()
    assert (answer.status_code, "Too much at once" in page, "at most 64 MB" in page) == (413, True, True)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/people/", "Phone|phone"),
        ("/duties/", "department"),
        ("/division-of-work/", "leader"),
        ("/people/new/", "phone"),
    ],
)
def test_the_lists_that_the_rest_rests_on_speak_of_one_thing_in_the_singular(office, as_, address, words):
    client = as_(office.chen)
    client.post("/settings/language/", {"language": "en"})
    page = client.get(address).content.decode()
    assert any(word in page for word in words.split("|"))
    assert [
        wrong
        for wrong in (">call<", ">Departments</th>", ">Departments</label>", ">Leaders</th>")
        if wrong in page
    ] == []


def test_a_refusal_shows_again_what_was_typed(office, as_):
    matter = give(office, "已办结的", to=office.li)
    client = as_(office.du)
    answer = client.post(f"/matters/{matter.slug}/question/", {"words": "怎么样了"})
    assert answer.status_code in (302, 404, 409)
