"""Task 20 of product §14.2 in a real browser, its presses counted from the start page; and the pages under the rules of access."""

from __future__ import annotations

import os
from datetime import datetime

import pytest
from django.test import Client

from shuniu.archives import operations as archive
from shuniu.archives.models import ArchiveItem, ArchivePackage
from shuniu.archives.operations.packing import path_of
from shuniu.archives.package import checking
from shuniu.archives.tests.conftest import closed, settled
from shuniu.conftest import acting, make_office
from shuniu.org.models import Account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def office(transactional_db, settings):
    """A year of eight closed matters of several kinds."""
    settings.SHUNIU_NOW = "2026-06-11T10:00"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # also while the tables are emptied afterwards
    here = settled(make_office())
    for number, kind in enumerate(
        ("request", "report", "letter", "circular", "service", "hotline", "found", "oral")
    ):
        closed(here, f"第{number}件", kind=kind, text="正文。", at=datetime(2025, 9, 3, 10, number))
    return here


@pytest.fixture
def open_as(chromium, live_server, office):
    contexts = []

    def opened(person, *, width=1366, language="zh-hans"):
        account = Account.objects.get(person=person)
        account.interface = {"language": language}
        account.save()
        client = Client()
        client.force_login(account)
        context = chromium.new_context(viewport={"width": width, "height": 800}, base_url=live_server.url)
        contexts.append(context)
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def test_20_a_year_is_classed_dated_ordered_and_packed_in_three_presses_from_today(open_as, office):
    page = open_as(office.li)
    page.goto("/")
    presses = 0
    for selector in ('a[href="/docs/"]', 'a[href="/archive/"]', 'button[value="year"]'):
        page.locator(f"{selector}:visible").first.click()
        presses += 1
        page.wait_for_load_state()
    page.wait_for_url("**/archive/?year=2025")
    made = ArchivePackage.objects.get()
    assert (presses, made.items, ArchiveItem.objects.count()) == (3, 7, 7)
    assert checking.verify(path_of(made)).clean
    assert not list(page.locator(".errors").all()) and made.name in page.content()


@pytest.mark.parametrize(("width", "language"), [(1366, "zh-hans"), (375, "en")])
def test_pages_obey_the_rules_of_access_and_fit(open_as, office, width, language):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    clerk = acting(office.li)
    page = open_as(office.chen, width=width, language=language)
    page.goto("/archive/?year=2025")
    seen = [_faults(page, axe, width)]
    items = archive.file_year(2025, by=clerk).items
    made = archive.make_list(2025, by=clerk)
    run = archive.test(made, by=clerk)
    for address in (
        "/archive/items/?year=2025", f"/archive/items/{items[0].pk}/", f"/archive/handovers/{made.pk}/",
        f"/archive/tests/{run.pk}/", "/archive/loans/", "/archive/appraisals/", "/archive/holds/", "/archive/settings/",
    ):  # fmt: skip
        page.goto(address)
        seen.append(_faults(page, axe, width))
    assert [fault for fault in seen if fault] == []


def _faults(page, axe, width) -> list:
    found = axe.Axe().run(page, options=RULES).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth")
    faults = [(page.url, one["id"], [node["html"][:120] for node in one["nodes"][:2]]) for one in found]
    return faults + ([(page.url, "wider than the screen", wide)] if wide > width else [])
