"""One task by three roads, and what was given out already: as the tray shows them (appendix A 7 and 8)."""

from __future__ import annotations

from datetime import datetime

from shuniu.conftest import acting
from shuniu.matters import operations
from shuniu.matters.tests.test_proposing import paper, received
from shuniu.org import moment


def test_the_third_arrival_offers_both_others_to_be_merged_and_the_press_makes_one(office, as_):
    li = acting(office.li)
    first = received(
        li,
        paper(
            "关于做好6月11日至13日强降雨期间值守工作的通知",
            "请于6月11日18时前将值守安排报省防办。",
            issuer="江南省防汛办公室",
        ),
        at=datetime(2026, 6, 11, 8, 20),
    )
    second = received(
        li,
        paper("关于切实做好11—13日强降雨防范应对工作的紧急通知", "请于6月11日20时前将应对措施报市政府。"),
        at=datetime(2026, 6, 11, 9, 0),
    )
    third = received(li, paper("关于强降雨值守安排的通知", "请报值守安排。", issuer="中共青岚县委办公室"))
    page = as_(office.li).get(f"/inbox/{third.slug}/").content.decode()
    assert "同一件事" in page and all(f">{one.number}</a>" in page for one in (first, second))
    for other in (first, second):
        as_(office.li).post(f"/inbox/{other.slug}/sameness/", {"other": third.slug, "answer": "merge"})
    for other in (first, second):
        other.refresh_from_db()
        assert (other.state, other.merged_into) == ("merged", third)


def test_a_clause_met_by_an_earlier_matter_is_shown_as_there_with_its_number(office, as_):
    li = acting(office.li)
    with moment.standing_at(datetime(2026, 6, 11, 8, 30)):
        watch = operations.place(
            operations.capture(title="落实11—13日24小时值守", by=li), by=li, lead=office.office
        )
    matter = received(
        li,
        paper(
            "关于做好强降雨防范工作的通知",
            "一、严格落实24小时值班值守制度。",
            "二、对下穿通道逐一排查,6月12日前完成。",
        ),
    )
    page = as_(office.li).get(f"/inbox/{matter.slug}/").content.decode()
    assert f"{watch.number} 已经布置" in page and f"/matters/{watch.slug}/" in page
