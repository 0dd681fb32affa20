"""Presses counted as in product §14.2 from the start page: pointer, finger and command keys count, typing is counted
as characters.

Tasks 3, 5 and 6 are counted from the start page too, where their pages are tested (leader's and liaison's phone).
"""

# The fixtures of the browser come by their names.
# ruff: noqa: F401, F811

from __future__ import annotations

from datetime import datetime

import pytest

from shuniu.conftest import acting, make_person
from shuniu.desk.tests.test_browser import DESK, browser, office, page_of
from shuniu.matters import operations
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.routing.choices import Box
from shuniu.routing.models import Slip, Stage
from shuniu.routing.usual_routes import write_usual
from shuniu.supervision.models import Chase

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Hand:
    """A hand that counts its presses."""

    def __init__(self, page):
        self.page, self.presses = page, 0

    def press(self, selector: str) -> None:
        self.presses += 1
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()


def test_2_a_paper_is_proposed_on_and_sent_on_its_way_to_the_right_leader_in_two_presses(
    page_of, office, live_server
):
    clerk = acting(office.li)
    make_person(office.unit, "陆县长", office.leaders, Role.LEADER, Role.HEAD, rank=1)
    write_usual(by=Actor.clock(office.unit))
    matter = operations.capture(title="关于拨付首期资金的请示", kind="request", source_type="paper", by=clerk)
    operations.place(matter, lead=office.housing, holder=office.li, by=clerk)
    page = page_of(office.li, DESK)
    hand = Hand(page)
    hand.press(f'#first + .first a[href="/matters/{matter.slug}/slips/"]')
    hand.press('button[value="start"]')
    page.wait_for_load_state("networkidle")
    assert page.url.endswith(f"/matters/{matter.slug}/"), page.inner_text("main")[:600]
    slip = Slip.objects.get(matter=matter)
    asked = Stage.objects.filter(slip=slip, box__in=[Box.INSTRUCT, Box.SIGN], parts__holder=office.zhao)
    assert slip.is_open and asked.exists()
    assert hand.presses == 2  # and not one character


def test_4_an_instruction_is_split_into_tasks_for_three_units_with_dates_in_two_presses(
    page_of, office, live_server
):
    clerk = acting(office.li)
    matter = operations.capture(title="下穿通道排查", source_type="instruction", by=clerk)
    matter = operations.place(matter, lead=office.office, holder=office.li, by=clerk)
    words = "请住房城乡建设局排查下穿通道,6月15日前报我;城市管理局补齐井盖,6月16日前完成;办公室汇总情况,6月17日前报我。"
    operations.instruct(matter, leader=office.zhao, words=words, by=acting(office.zhao))
    page = page_of(office.li, DESK)
    hand = Hand(page)
    hand.press(f'#first + .first a[href="/matters/{matter.slug}/splitting/"]')
    hand.press('button[value="split"]')
    page.wait_for_url(f"**/matters/{matter.slug}/")
    tasks = Matter.objects.filter(parent=matter).order_by("part")
    told = {task.lead.name: moment.local(task.due).day for task in tasks if task.due}
    assert told == {"住房城乡建设局": 15, "城市管理局": 16, "办公室": 17}
    assert all(task.holder for task in tasks)
    assert hand.presses == 2


@pytest.mark.parametrize("who", ["li", "chen"])
def test_7_everything_due_today_is_chased_in_two_presses(page_of, office, live_server, who):
    clerk = acting(office.li)
    for title, due in (("报井盖台账", 11), ("报泵站台账", 25)):
        with moment.standing_at(datetime(2026, 6, 1, 9, 0)):
            at = moment.aware(datetime(2026, 6, due, 9, 0))
            matter = operations.capture(title=title, source_type="paper", by=clerk)
            operations.place(matter, lead=office.housing, due=at, hard=True, by=clerk)
    page = page_of(getattr(office, who), DESK)
    hand = Hand(page)
    hand.press('a[href="/supervise/chasing/"]:visible')
    hand.press("form:has(input[name=pick]) button.button--main")
    page.wait_for_url("**/supervise/")
    late = {chase.matter.title for chase in Chase.objects.all()}
    assert "报井盖台账" in late and "报泵站台账" not in late
    assert hand.presses == 2
