"""发文 in a real browser: presses counted (product §14.2, tasks 13 and 14), two who write at once, access, the phone."""

# The fixtures of the browser come by their names.
# ruff: noqa: F401, F811

from __future__ import annotations

import pytest
from django.test import Client

from shuniu.conftest import acting
from shuniu.desk.tests.test_browser import DESK, PHONE, browser, complaints, go, office, page_of
from shuniu.documents import operations
from shuniu.documents.choices import State
from shuniu.documents.models import Addressee, Document
from shuniu.documents.tests.conftest import TEXT, fresh, passed, signed, waiting, wording
from shuniu.matters import operations as matters
from shuniu.tests.test_clicks import Hand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def last_year(office):
    """What went out last time: as the archive has it, by state only."""
    document = operations.start_draft(
        by=acting(office.li),
        about="x",
        disclosure="active",
        wording=wording(title="关于做好端午假期值班工作的通知"),
    )
    Document.objects.filter(pk=document.pk).update(state=State.ISSUED)
    return document


def test_13_a_notice_is_drafted_after_last_years_and_sent_to_be_checked_in_four_presses(
    page_of, office, live_server, last_year
):
    matter = matters.capture(title="做好端午假期值班工作", source_type="paper", by=acting(office.li))
    matters.place(matter, lead=office.office, holder=office.li, by=acting(office.li))
    page = page_of(office.li, DESK)
    hand = Hand(page)
    hand.press(f'a[href="/matters/{matter.slug}/"]')
    hand.press("text=照去年拟")
    page.wait_for_selector("form[data-editor]")
    made = Document.objects.exclude(pk=last_year.pk).get()
    page.locator('[data-row-key="p3"] textarea').fill("二、按时报送名单。6月16日下班前报县政府办公室。")
    hand.press("[data-draft-first]")
    page.wait_for_url("**/document/review/")
    hand.press(".button--main")
    page.wait_for_url(f"**/matters/{made.matter.slug}/document/")
    made = fresh(made)
    assert (made.state, made.wording.text("p3")) == (
        State.DIVISION_REVIEW,
        "二、按时报送名单。6月16日下班前报县政府办公室。",
    )
    assert hand.presses == 4


def test_14_after_signing_number_seal_typeset_and_distribute_in_two_presses(page_of, office, live_server):
    draft = operations.start_draft(by=acting(office.li), about="x", disclosure="active", wording=wording())
    signed(draft)
    page = page_of(office.wang, DESK)
    go(page, live_server, f"/matters/{draft.matter.slug}/document/")
    hand = Hand(page)
    hand.press("text=复核、编号、排版")
    page.wait_for_selector("text=用印、分送")
    hand.press("text=用印、分送")
    page.wait_for_url("**/document/distribution/")
    assert fresh(draft).state == State.ISSUED
    assert hand.presses == 2
    assert set(Addressee.objects.values_list("name", flat=True)) == {"住房城乡建设局", "城市管理局"}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_of_documents_have_no_barrier_no_sideways_scrolling_and_no_red(
    page_of, office, live_server, last_year, size
):
    draft = operations.start_draft(
        by=acting(office.li),
        about="x",
        wording=wording(*TEXT[:2], "二、6月18日（星期五）前报送名单。", "附件名\t电话\n甲\t1"),
    )
    operations.remark(draft, words="换个说法", key="p2", by=acting(office.wang))
    here = f"/matters/{draft.matter.slug}/document/"
    page = page_of(office.li, size)
    wrong = []
    for address in (
        "/docs/outgoing/", "/docs/outgoing/?view=issued", "/docs/outgoing/new/", "/docs/outgoing/numbers/", "/docs/outgoing/seals/",
        here, f"{here}?view=red", f"{here}?view=faces", f"{here}head/", f"{here}review/", f"{here}distribution/",
    ):  # fmt: skip
        go(page, live_server, address)
        assert page.locator("h1").inner_text() != "没有这一页", address
        wrong += [f"{address}: {one}" for one in complaints(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{address}: wider than the screen")
        if page.locator('[data-tone="red"], .late, [data-colour="red"]').count():
            wrong.append(f"{address}: red, and nothing is late")
    assert wrong == []


def test_what_two_people_type_at_once_is_all_kept(page_of, office, live_server):
    draft = operations.start_draft(by=acting(office.li), about="x", disclosure="active", wording=wording())
    here = f"/matters/{draft.matter.slug}/document/"
    one, other = page_of(office.li, DESK), page_of(office.bai, DESK)
    go(one, live_server, here)
    go(other, live_server, here)
    with one.expect_response(lambda r: r.request.method == "POST" and r.url.endswith("/document/")):
        one.locator('[data-row-key="p2"] textarea').fill("一、加强值守。")
    with other.expect_response(lambda r: r.request.method == "POST" and r.url.endswith("/document/")):
        other.locator('[data-row-key="p3"] textarea').fill("二、报名单。")
    other.wait_for_function(
        "document.querySelector('[data-row-key=\"p2\"] textarea').value === '一、加强值守。'"
    )
    now = fresh(draft).wording
    assert (now.text("p2"), now.text("p3")) == ("一、加强值守。", "二、报名单。")
    with one.expect_response(lambda r: r.request.method == "POST" and r.url.endswith("/document/")):
        one.locator('[data-row-key="p3"] textarea').fill("二、名单另报。")
    one.wait_for_selector(".editor__clash")
    assert "二、报名单。" in one.locator(".editor__clash").inner_text()


def test_enter_parts_a_paragraph_and_a_paste_of_lines_becomes_many(page_of, office, live_server):
    draft = operations.start_draft(
        by=acting(office.li), about="x", disclosure="active", wording=wording("甲乙", "丙")
    )
    page = page_of(office.li, DESK)
    go(page, live_server, f"/matters/{draft.matter.slug}/document/")
    first = page.locator('[data-row-key="p1"] textarea')
    first.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    with page.expect_response(lambda r: r.request.method == "POST" and r.url.endswith("/document/")):
        page.keyboard.press("Enter")
    assert [p.text for p in fresh(draft).wording.paragraphs] == ["甲", "乙", "丙"]


def test_without_scripts_the_text_is_saved_by_its_button(page_of, office, live_server):
    draft = operations.start_draft(by=acting(office.li), about="x", disclosure="active", wording=wording())
    page = page_of(office.li, scripts=False)
    go(page, live_server, f"/matters/{draft.matter.slug}/document/")
    page.locator("textarea[name=text]").nth(1).fill("一、加强值守。\n二、加一段。")
    page.click(".editor__save button")
    assert [p.text for p in fresh(draft).wording.paragraphs][1:3] == ["一、加强值守。", "二、加一段。"]


def test_the_leader_signs_on_the_phone(page_of, office, live_server):
    draft = operations.start_draft(by=acting(office.li), about="x", disclosure="active", wording=wording())
    operations.send_for_review(draft, by=acting(office.li))
    passed(draft)
    passed(draft)
    part = waiting(draft)
    page = page_of(part.holder, PHONE)
    go(page, live_server, f"/papers/{part.pk}/")
    assert "字 · 李明拟" in page.locator(".signing").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    client = Client()
    client.force_login(part.holder.account)
    assert (
        client.get(f"/matters/{draft.matter.slug}/document/preview/").headers["Content-Type"] == "image/png"
    )
