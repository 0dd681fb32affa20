"""The ledger in a real browser: looked at without a barrier, brought in with a bar that goes on by itself, taken back."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from shuniu.desk.tests.test_browser import DESK, PHONE, browser, complaints, go, office, page_of  # noqa: F401
from shuniu.matters.ledgers.bringing import AT_A_TIME
from shuniu.matters.models import Matter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def ledger(rows: int) -> dict:
    book = Workbook()
    book.active.append(["来文日期", "来文单位", "来文标题", "承办单位", "是否办结"])
    for n in range(rows):
        book.active.append(
            ["2026-05-06", "市财政局", f"报表{n}", "城市管理局" if n % 2 else "某某局", "在办"]
        )
    book.active.append(["5月6日", "市财政局", "没写年份的", "", ""])
    out = io.BytesIO()
    book.save(out)
    return {"name": "收文台账.xlsx", "mimeType": "application/octet-stream", "buffer": out.getvalue()}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_ledger_and_the_order_have_no_barrier_and_no_sideways_scrolling(page_of, office, live_server, size):  # noqa: F811
    page, wrong = page_of(office.chen, size), []
    for address in (
        "/ledgers/",
        "/first/ledgers/",
        "/settings/order/",
        "/people/import/",
        "/people/",
        "/duties/",
    ):
        go(page, live_server, address)
        wrong += complaints(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{address}: wider than the screen")
    go(page, live_server, "/ledgers/")
    page.set_input_files("#file", ledger(3))
    page.click("main button.button--main")
    page.wait_for_selector("button[name=agreed]")
    wrong += complaints(page)
    assert wrong == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") is True


def test_a_long_ledger_goes_on_by_itself_and_is_taken_back(page_of, office, live_server):  # noqa: F811
    before = Matter.objects.count()
    page = page_of(office.li)
    go(page, live_server, "/ledgers/")
    page.set_input_files("#file", ledger(AT_A_TIME + 3))
    page.click("main button.button--main")
    page.click("button[name=agreed]")
    page.wait_for_selector("text=撤回整批")
    assert Matter.objects.count() - before == AT_A_TIME + 3
    page.click("text=撤回整批")
    page.wait_for_selector(f"text=撤回了 {AT_A_TIME + 3} 件")
    assert Matter.objects.filter(state="returned").count() == AT_A_TIME + 3


def test_without_scripts_one_presses_to_go_on(page_of, office, live_server):  # noqa: F811
    page = page_of(office.li, scripts=False)
    go(page, live_server, "/ledgers/")
    page.set_input_files("#file", ledger(AT_A_TIME + 3))
    page.click("main button.button--main")
    page.click("button[name=agreed]")
    page.click("button:has-text('接着')")
    page.wait_for_selector("text=撤回整批")
    assert Matter.objects.filter(title__startswith="报表").count() == AT_A_TIME + 3
