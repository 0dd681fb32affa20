"""催全部到期 in a real browser, its presses counted (product §14.2, task 7), and the pages under the rules of access."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from shuniu.conftest import acting, make_office
from shuniu.matters import operations
from shuniu.org import moment
from shuniu.org.models import Account
from shuniu.supervision import weeks
from shuniu.supervision.models import Chase

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module")
def browser(chromium):
    return chromium


@pytest.fixture
def office(transactional_db, settings):
    """Three late, two on time, one of them of the office itself."""
    settings.SHUNIU_NOW = "2026-06-11T10:00"
    here = make_office()
    for number, (to, due) in enumerate(
        ((here.du, 11), (here.lu, 11), (here.bai, 11), (here.du, 25), (here.lu, 25)), start=1
    ):
        by = acting(here.li)
        due_at = moment.aware(datetime(2026, 6, due, 9))
        matter = operations.capture(
            title=f"第{number}件", source_type="meeting", by=by, due=due_at, hard=True
        )
        operations.place(matter, lead=to.division, holder=to, by=by)
    weeks.rebuild(here.unit)
    return here


@pytest.fixture
def open_as(browser, live_server, office):
    contexts = []

    def opened(person, *, width=1366):
        client = Client()
        client.force_login(Account.objects.get(person=person))
        context = browser.new_context(viewport={"width": width, "height": 800}, base_url=live_server.url)
        contexts.append(context)
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def test_everything_due_is_chased_with_two_presses_from_today(open_as, office):
    page = open_as(office.chen)
    page.goto("/")
    presses = 0
    for name in ("催全部到期", "发出"):
        target = (
            page.get_by_role("link", name=name) if presses == 0 else page.get_by_role("button", name=name)
        )
        target.first.click()
        presses += 1
        page.wait_for_load_state()
    assert page.url.endswith("/supervise/")
    assert (presses, sorted(Chase.objects.values_list("to__name", flat=True))) == (
        2,
        sorted(["杜衡", "鲁山", "白露"]),
    )


ADDRESSES = ("/supervise/", "/supervise/chasing/", "/supervise/ledger/", "/supervise/spot-checks/")


@pytest.mark.parametrize(("width", "language"), [(1366, "zh-hans"), (375, "en")])
def test_pages_obey_the_rules_of_access_and_fit(open_as, office, width, language):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    Account.objects.filter(person=office.chen).update(interface={"language": language})
    page = open_as(office.chen, width=width)
    for address in ADDRESSES:
        page.goto(address)
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = axe.Axe().run(page, options=RULES).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"][:2]]) for one in found] == []
