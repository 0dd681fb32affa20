"""The liaison's phone in a real browser: presses counted as in product §14.2, with and without scripts."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from shuniu.desk.tests.test_browser import DESK, PHONE, browser, complaints, go, office, page_of  # noqa: F401
from shuniu.matters.choices import PaperRole
from shuniu.matters.models import Matter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "北关路换了140米,剩60米周四完"  # twenty characters at most are typed


def photo() -> dict:
    drawn = io.BytesIO()
    Image.new("RGB", (320, 240), "white").save(drawn, "PNG")
    return {"name": "现场.png", "mimeType": "image/png", "buffer": drawn.getvalue()}


class Thumb:
    """A thumb that counts its presses."""

    def __init__(self, page):
        self.page, self.presses = page, 0

    def press(self, selector: str) -> None:
        self.presses += 1
        self.page.click(selector)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_signed_and_handed_to_an_engineer_in_three_presses(page_of, office, scripts):  # noqa: F811
    """Task 5: 3 clicks, no character."""
    page = page_of(office.du, PHONE, scripts=scripts)
    thumb = Thumb(page)
    thumb.press('article:has-text("管网底数表") button:text-is("签收")')
    page.wait_for_load_state()
    thumb.press('article:has-text("管网底数表") summary:has-text("转给")')
    thumb.press('article:has-text("管网底数表") button:text-is("吕工")')
    page.wait_for_load_state()
    assert Matter.objects.get(title="管网底数表").holder == office.lv
    assert thumb.presses == 3


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_progress_with_a_photograph_in_three_presses_and_twenty_characters(page_of, office, scripts):  # noqa: F811
    """Task 6: 3 clicks, 20 characters."""
    matter = Matter.objects.get(title="管网底数表")
    page = page_of(office.du, PHONE, scripts=scripts)
    page.click('article:has-text("管网底数表") button:text-is("签收")')  # signed for on another day
    page.wait_for_load_state()
    thumb = Thumb(page)
    card = 'article:has-text("管网底数表")'
    thumb.press(f"{card} input[name=words]")
    page.keyboard.type(WORDS)
    with page.expect_file_chooser() as chosen:
        thumb.press(f"{card} .asked__photo")
    chosen.value.set_files([photo()])
    thumb.press(f'{card} button:text-is("报上去")')
    page.wait_for_load_state()
    assert (thumb.presses, len(WORDS) <= 20) == (3, True)
    said = matter.feedbacks.get()
    assert said.words == WORDS
    for _moment in range(60):  # the guard looks at the picture beside the request
        if said.proofs.exists():
            break
        page.wait_for_timeout(250)
    assert [paper.role for paper in said.proofs.all()] == [PaperRole.PROOF]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_no_barrier_and_no_sideways_scrolling(page_of, office, live_server, size):  # noqa: F811
    torn = Matter.objects.get(title="沿河路井盖")
    wrong = []
    for person, addresses in (
        (office.du, ("/",)),
        (
            office.chen,
            (f"/matters/{torn.slug}/coordination/", f"/matters/{torn.slug}/asked/", "/unsigned/"),
        ),
    ):
        page = page_of(person, size)
        for address in addresses:
            go(page, live_server, address)
            wrong += complaints(page)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append(f"{address}: wider than the screen")
    assert wrong == []
