"""Slips in a real browser: by keys and few presses, on both widths, without scripts, without a barrier."""

import pytest

from shuniu.conftest import acting, make_office
from shuniu.desk.tests.test_browser import DESK, PHONE, browser, complaints, go, page_of  # noqa: F401
from shuniu.matters import operations as matters
from shuniu.org.actor import Actor
from shuniu.routing import operations as slips
from shuniu.routing.choices import Box
from shuniu.routing.models import Part, Route, Slip
from shuniu.routing.planned import Planned
from shuniu.routing.usual_routes import write_usual

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(transactional_db, settings):
    """Three papers: one with 王芳, one returned to 李明, one that nobody has sent out yet."""
    settings.SHUNIU_NOW = "2026-06-11T10:00"
    here = make_office()
    write_usual(by=Actor.clock(here.unit))
    by = acting(here.li)
    for title in ("首期资金的请示", "表彰名单", "调研通知"):
        arrived = matters.capture(title=title, source_type="paper", source_body="住建局", by=by)
        matters.place(arrived, lead=here.housing, holder=here.li, by=by)
    money, names, _notice = here.unit.matters.order_by("serial")
    stages = [
        Planned("拟办", (here.wang, here.bai), box=Box.PROPOSAL),
        Planned("批示", (here.zhao,), box=Box.INSTRUCT),
        Planned("承办", (here.du,), box=Box.HANDLE),
    ]
    slips.start(money, stages=stages, by=by)
    slip = slips.start(names, stages=[Planned("核稿", (here.wang,))], by=by)
    part = Part.objects.select_related("stage__slip__matter").get(stage__slip=slip)
    slips.return_to(part, opinion="少了一个人", by=acting(here.wang))
    return here


def addresses() -> list[str]:
    first, second = Slip.objects.order_by("pk").values_list("pk", flat=True)
    route = Route.objects.order_by("pk")[0].pk
    return [
        "/slips/", f"/slips/{first}/", f"/slips/{second}/", f"/slips/{first}/return/", f"/slips/{first}/signers/",
        f"/slips/{first}/relocation/", "/matters/2026-1/", "/matters/2026-3/slips/", "/matters/2026-3/slips/?route=none",
        "/settings/routes/", f"/settings/routes/{route}/", "/settings/routes/new/",
    ]  # fmt: skip


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_pages_of_slips_have_no_barrier_and_no_sideways_scrolling(page_of, office, live_server, size):  # noqa: F811
    page = page_of(office.wang, size)
    wrong = []
    for address in addresses():
        go(page, live_server, address)
        assert page.locator("h1").inner_text() != "没有这一页", address
        wrong += complaints(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{address}: wider than the screen")
        if page.locator('[data-tone="red"], .late, [data-colour="red"]').count():
            wrong.append(f"{address}: red, and nothing is late")
    assert wrong == []


def test_y_agrees_and_z_takes_it_back(page_of, office, live_server):  # noqa: F811
    page = page_of(office.wang)
    go(page, live_server, "/matters/2026-1/")
    page.keyboard.press("y")
    page.wait_for_selector("[data-quiet] [data-undo]")
    assert Part.objects.get(holder=office.wang, stage__title="拟办").verdict == "agree"
    page.keyboard.press("z")
    page.wait_for_selector(".slip-mine")
    assert Part.objects.get(holder=office.wang, stage__title="拟办", verdict="").opened_at is not None


def test_a_paper_goes_to_the_right_leader_in_two_clicks(page_of, office, live_server):  # noqa: F811
    page = page_of(office.li)
    go(page, live_server, "/matters/2026-3/")
    page.click("text=起流转")
    page.click('button[value="start"]')
    page.wait_for_url("**/matters/2026-3/")
    slip = Slip.objects.get(matter__title="调研通知")
    assert [s.title for s in slip.stages.all()] == ["初审", "分管领导批示", "承办"]
    assert slip.stages.get(title="分管领导批示").parts.get().holder == office.zhao


def test_without_scripts_one_reads_says_returns_and_starts(page_of, office, live_server):  # noqa: F811
    money = Slip.objects.get(matter__title="首期资金的请示")
    page = page_of(office.wang, scripts=False)
    go(page, live_server, "/matters/2026-1/")
    page.fill("textarea[name=opinion]", "拟同意")
    page.click('button[value="disagree"]')
    assert Part.objects.get(holder=office.wang, stage__slip=money).opinion == "拟同意"
    page = page_of(office.bai, scripts=False)
    go(page, live_server, f"/slips/{money.pk}/return/")
    page.fill("textarea[name=opinion]", "附件没有")
    page.click(".button--main")
    assert money.current.title == "退回补正"
    page = page_of(office.li, scripts=False)
    go(page, live_server, "/matters/2026-3/slips/?route=none")
    page.fill("#id_s0-title", "会商")
    page.fill("#id_s0-who", "bl")
    page.click("button:has-text('加一环')")
    page.fill("#id_s1-title", "拟办")
    page.fill("#id_s1-who", "wf")
    page.click('button[value="start"]')
    assert [s.title for s in Slip.objects.get(matter__title="调研通知").stages.all()] == ["会商", "拟办"]
