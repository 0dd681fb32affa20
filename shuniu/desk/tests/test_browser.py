"""The pages in a real browser: by keyboard, under a screen reader's rules, on both widths, without a request outside."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from shuniu.conftest import acting, make_office
from shuniu.matters import operations
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.models import Account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 375, "height": 740}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module")
def browser(chromium):
    return chromium


@pytest.fixture
def office(transactional_db, settings):
    """The cast, with work of every colour; the hour stands, for the server's threads too."""
    settings.SHUNIU_NOW = "2026-06-11T10:00"
    here = make_office()
    li, chen = acting(here.li), acting(here.chen)
    for title, to, due, hard in (
        ("向市防办报值守安排", here.chen, (11, 12), True),
        ("市政务信息约稿", here.li, (10, 17), True),
        ("二季度通报稿", here.li, (15, 17), False),
        ("管网底数表", here.du, (11, 17), True),
    ):
        due_at = moment.aware(datetime(2026, 6, *due))
        matter = operations.capture(
            title=title, source_type="call", by=li, due=due_at, hard=hard, safety=hard
        )
        operations.place(matter, lead=to.division, holder=to, by=li)
    words = Matter.objects.get(title="管网底数表")
    operations.instruct(words, leader=here.zhao, words="先堵上,再说账。", form="oral", by=chen)
    torn = operations.capture(title="沿河路井盖", source_type="hotline", by=li, due=due_at, hard=True)
    operations.place(torn, lead=here.city, by=li)
    operations.refuse(torn, reason="管网属住建", by=acting(here.lu))
    return here


@pytest.fixture
def page_of(browser, live_server, office):
    """`page_of(person, size)`: a page in that person's browser; it fails on errors of scripts and requests outside."""
    contexts, wrong = [], []

    def open_as(person=None, size=DESK, scripts=True):
        context = browser.new_context(viewport=size, is_mobile=size is PHONE, java_script_enabled=scripts)
        contexts.append(context)
        if person is not None:
            client = Client()
            client.force_login(Account.objects.get(person=person))
            cookie = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
        page.on(
            "request",
            lambda r: None if r.url.startswith((live_server.url, "data:", "blob:")) else wrong.append(r.url),
        )
        page.goto(live_server.url + "/")
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert wrong == []


def go(page, live_server, address):
    page.goto(live_server.url + address)


def complaints(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=RULES)
    return [f"{page.url}: {v['id']}: {v['nodes'][0]['html'][:120]}" for v in found.response["violations"]]


STICKS_OUT = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
  .filter((one) => one.getBoundingClientRect().right > innerWidth && !one.closest('.scroll')).slice(0, 3)
  .map((one) => location.pathname + ': ' + one.outerHTML.slice(0, 160))"""


def sticking_out(page) -> list[str]:
    """What makes a page wider than its screen."""
    return page.evaluate(STICKS_OUT)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("who", ["chen", "li", "zhao", "du", "zeng"])
def test_the_first_page_of_each_role_has_no_barrier_and_no_sideways_scrolling(page_of, office, who, size):
    page = page_of(getattr(office, who), size)
    assert complaints(page) + sticking_out(page) == []


ADDRESSES = (
    "/search/?q=井盖", "/help/", "/settings/", "/docs/", "/supervise/", "/plan/", "/reports/", "/nothing/",
    "/accounts/2fa/", "/accounts/password/change/",
)  # fmt: skip


# The pages of people, slips, supervision and notices. Each language at one width: what axe sees is the same at both, and
# English at 375 pixels is where words are longest and room is least.
IN_BOTH_LANGUAGES = (
    "/inbox/", "/matters/", "/matters/counts/", "/people/", "/divisions/", "/division-of-work/", "/duties/", "/absences/",
    "/slips/", "/slips/?person=没有的人", "/settings/routes/", "/settings/routes/new/", "/settings/order/",
    "/supervise/items/", "/supervise/?view=red", "/notices/", "/notices/settings/", "/shifts/", "/unsigned/", "/ledgers/",
    "/people/import/", "/health/",
)  # fmt: skip


def read_by(page, live_server, addresses) -> list[str]:
    wrong = []
    for address in addresses:
        go(page, live_server, address)
        wrong += complaints(page) + sticking_out(page)
    return wrong


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_other_pages_have_no_barrier_and_no_sideways_scrolling(page_of, office, live_server, size):
    assert read_by(page_of(office.chen, size), live_server, ADDRESSES) == []


@pytest.mark.parametrize(("size", "language"), [(DESK, "zh-hans"), (PHONE, "en")], ids=["desk", "phone"])
def test_the_newer_pages_are_open_to_all_in_both_languages(page_of, office, live_server, size, language):
    Account.objects.filter(person=office.chen).update(interface={"language": language})
    assert read_by(page_of(office.chen, size), live_server, IN_BOTH_LANGUAGES) == []


def test_on_a_phone_nothing_at_the_foot_covers_or_leaves_the_screen(page_of, office, live_server):
    """The bar of a batch stands above the places, and every place behind 更多 is on the screen, in English too."""
    operations.capture(title="还没有分办的", source_type="call", by=acting(office.li))
    Account.objects.filter(person=office.li).update(interface={"language": "en"})
    page = page_of(office.li, PHONE)
    go(page, live_server, "/inbox/")
    page.check(".tray .tick")
    on_top = """() => { const box = document.querySelector('[data-batch-press]').getBoundingClientRect();
      return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2).closest('.batch') !== null; }"""
    assert page.evaluate(on_top) is True
    page.click(".shore summary")
    edges = "() => [...document.querySelectorAll('.shore__more a')].filter((a) => a.scrollWidth > a.clientWidth || a.getBoundingClientRect().right > innerWidth).map((a) => a.innerText)"
    assert page.evaluate(edges) == []


def test_signing_in_has_no_barrier(page_of, office, live_server):
    page = page_of()
    assert complaints(page) == []


def test_two_hundred_percent_zoom_needs_no_sideways_scrolling(page_of, office):
    assert sticking_out(page_of(office.chen, {"width": 683, "height": 384})) == []


def test_ctrl_k_opens_the_box_and_enter_opens_the_first_hit(page_of, office):
    page = page_of(office.chen)
    page.keyboard.press("Control+k")
    page.keyboard.type("井盖")
    page.wait_for_selector("#palette [data-item][data-here]:has-text('沿河路井盖')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/matters/2026-5/")


def test_a_sentence_is_kept_by_enter(page_of, office):
    page = page_of(office.chen)
    page.keyboard.press("Slash")
    page.keyboard.type("6月17日前请城市管理局报井盖方案 赵启山口头")
    page.wait_for_selector("#palette .chip:has-text('6月17日')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/matters/2026-6/")
    assert Matter.objects.count() == 6


def test_letters_do_nothing_while_one_writes_and_move_rows_otherwise(page_of, office):
    page = page_of(office.chen)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("[data-row][data-here] .row__number").inner_text() == "2"
    page.keyboard.press("k")
    assert page.locator("[data-row][data-here] .row__number").inner_text() == "1"
    page.keyboard.press("Control+k")
    page.keyboard.type("jk")
    assert page.locator("#palette input").input_value() == "jk"


def test_enter_that_ends_a_composition_submits_nothing(page_of, office, live_server):
    page = page_of(office.chen)
    go(page, live_server, "/search/")
    page.fill("#say", "jing")
    page.evaluate(
        """() => document.getElementById('say').dispatchEvent(
             new KeyboardEvent('keydown', {key: 'Enter', code: 'Enter', keyCode: 229, bubbles: true, cancelable: true}))"""
    )
    page.keyboard.press("Control+k")
    page.evaluate(
        """() => document.querySelector('#palette input').dispatchEvent(
             new KeyboardEvent('keydown', {key: 'Enter', code: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"""
    )
    assert page.url.endswith("/search/")


def test_g_then_a_letter_goes_to_a_place(page_of, office):
    page = page_of(office.chen)
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url("**/supervise/")


def test_space_shows_a_matter_beside_the_list_and_escape_brings_back(page_of, office):
    page = page_of(office.chen)
    page.keyboard.press("j")
    page.keyboard.press("Space")
    page.wait_for_selector("#panel:not([hidden]) #panel-body h1, #panel:not([hidden]) #panel-body h2")
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()


def test_without_scripts_a_liaison_reads_acknowledges_and_answers(page_of, office, live_server):
    page = page_of(office.du, PHONE, scripts=False)
    page.click("text=签收")
    go(page, live_server, "/")
    page.fill("input[name=words]", "已换140米,剩60米周四完")
    page.click("text=报上去")
    matter = Matter.objects.get(title="管网底数表")
    assert [f.words for f in matter.feedbacks.all()] == ["已换140米,剩60米周四完"]


def test_what_was_being_written_is_there_after_the_page_was_closed(page_of, office, live_server):
    page = page_of(office.du)
    page.click("text=签收")
    go(page, live_server, "/")
    page.fill("input[name=words]", "写了一半")
    go(page, live_server, "/help/")
    go(page, live_server, "/")
    assert page.input_value("input[name=words]") == "写了一半"


def test_a_screen_left_alone_locks_over_what_is_open_and_the_words_stay(browser, live_server, office):
    account = Account.objects.get(person=office.li)
    account.set_password("一句自己记得住的话 2026")
    account.save()
    client = Client()
    client.force_login(account)
    context = browser.new_context(viewport=DESK)
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page = context.new_page()
    page.clock.install()
    page.goto(live_server.url + "/search/")
    page.fill("#say", "写了一半的话")
    page.clock.fast_forward("16:00")
    page.wait_for_selector("#locked[open]")
    page.fill("#locked-password", "不对")
    page.click("#locked button")
    page.wait_for_selector("#locked [data-wrong]:not([hidden])")
    page.fill("#locked-password", "一句自己记得住的话 2026")
    page.click("#locked button")
    page.wait_for_selector("#locked:not([open])", state="attached")
    assert page.input_value("#say") == "写了一半的话"
    context.close()


def test_a_file_dropped_anywhere_is_handed_in(page_of, office, live_server):
    page = page_of(office.li)
    page.evaluate(
        """() => { const data = new DataTransfer();
          data.items.add(new File(['关于借用场地的函\\n县总工会:\\n请于6月20日前回复。'], '函.txt', {type: 'text/plain'}));
          document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true})); }"""
    )
    page.wait_for_url("**/inbox/**")
