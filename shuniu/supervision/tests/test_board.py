"""督: what was given out is on the board by itself, a light for every week, the office first, and no ranking."""

from __future__ import annotations

import io
import re
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuniu.conftest import acting
from shuniu.matters import operations as matters
from shuniu.org import moment
from shuniu.org.models import Division
from shuniu.supervision import lists, operations, weeks
from shuniu.supervision.board import board
from shuniu.supervision.choices import Axis
from shuniu.supervision.history import stood, unrestricted
from shuniu.supervision.ledger import Filters, ledger_rows
from shuniu.supervision.models import WeekLight
from shuniu.supervision.tests.conftest import day


def rows(office, who, **asked):
    return [(row.name, len(row.items), row.red, row.amber) for row in board(acting(who), **asked).rows]


def test_what_was_given_out_is_on_the_board_and_the_office_stands_first(office, give):
    give("给住建的", due=day(20), at=day(10, 9))
    give("给城管的", to=office.lu, due=day(11, 9), at=day(10, 9))
    give("会上定的自己办", to=office.bai, due=day(11, 9), at=day(10, 9), source_type="meeting")
    give("自己的小事", to=office.bai, due=day(11, 9), at=day(10, 9))
    assert rows(office, office.chen) == [
        ("办公室(自己)", 1, 1, 0), ("住房城乡建设局", 1, 0, 0), ("城市管理局", 1, 1, 0),
    ]  # fmt: skip
    assert [name for name, *_rest in rows(office, office.chen, sort="urgent")] == [
        "办公室(自己)",
        "城市管理局",
        "住房城乡建设局",
    ]


def test_a_body_sees_its_own_row_and_the_administrator_none(office, give, as_):
    give("给住建的", due=day(20), at=day(10, 9))
    give("给城管的", to=office.lu, due=day(20), at=day(10, 9))
    weeks.rebuild(office.unit)
    assert rows(office, office.du) == [("住房城乡建设局", 1, 0, 0)]
    assert as_(office.zeng).get("/supervise/").status_code == 403


def test_a_body_does_not_read_the_weeks_of_a_body_it_helps(office, give):
    late = give("给城管的", to=office.lu, due=day(5), at=day(1, 9))
    helped = give("请住建配合的", to=office.lu, due=day(25), at=day(10, 9))
    helped.helps.create(division=office.housing)
    weeks.rebuild(office.unit)
    [row] = board(acting(office.du)).rows
    assert (row.name, [one.pk for one in row.items], {mark.known for mark in row.marks[:-1]}) == (
        "城市管理局", [helped.pk], {False},
    )  # fmt: skip
    assert row.marks[-1].colour == "green"
    assert late not in [one.pk for one in row.items]


def test_by_leader_and_by_source(office, give):
    give("给住建的", due=day(20), at=day(10, 9))
    give("会上定的自己办", to=office.bai, due=day(20), at=day(10, 9), source_type="meeting")
    assert rows(office, office.chen, axis=Axis.LEADER) == [("赵启山", 1, 0, 0), ("没有分管领导的", 1, 0, 0)]
    assert rows(office, office.chen, axis=Axis.SOURCE) == [("来文", 1, 0, 0), ("会议", 1, 0, 0)]
    assert rows(office, office.chen, source="meeting") == [("办公室(自己)", 1, 0, 0)]


def test_the_same_lateness_gives_the_office_the_same_light(office, give):
    theirs = give("给局里的", due=day(9, 9))
    ours = give("自己的", to=office.bai, due=day(9, 9), source_type="meeting")
    found = {one.pk: (one.light, one.step) for one in board(acting(office.chen)).items}
    assert found[theirs.pk] == found[ours.pk]


def colours(office, body):
    kept = WeekLight.objects.filter(unit=office.unit, axis=Axis.BODY, key=str(body.pk)).order_by("monday")
    return {one.monday: (one.colour, one.filled) for one in kept}


def test_a_week_is_worked_out_again_from_its_facts(office, give):
    matter = give("住建的一件", due=day(20, month=5), at=day(4, 9, month=5))
    with moment.standing_at(day(18, 9, month=5)):
        asked = matters.ask_extension(matter, wanted=day(29, month=5), reason="等料", by=acting(office.du))
    with moment.standing_at(day(19, 9, month=5)):
        matters.decide_extension(asked, granted=True, by=acting(office.chen))
    with moment.standing_at(day(3, 9)):
        matter = matters.report_done(matter, result="完成", by=acting(office.du))
    with moment.standing_at(day(10, 9)):
        matters.verify(matter, by=acting(office.chen))
    assert weeks.rebuild(office.unit) > 0
    monday = lambda d, m: date(2026, m, d)  # noqa: E731
    assert colours(office, office.housing) == {
        monday(4, 5): ("green", True),  # in hand, due on the 20th
        monday(11, 5): ("amber", True),  # five working days without a word
        monday(18, 5): ("green", True),  # the new date stands
        monday(25, 5): ("red", True),  # the 29th has passed
        monday(1, 6): ("red", True),  # reported on the 3rd; late is late until somebody has looked
    }
    first = list(WeekLight.objects.values_list("axis", "key", "monday", "colour", "counts", "causes"))
    weeks.rebuild(office.unit)
    assert sorted(map(str, first)) == sorted(
        map(str, WeekLight.objects.values_list("axis", "key", "monday", "colour", "counts", "causes"))
    )


def test_green_that_is_only_self_reported_is_hollow(office, give):
    matter = give("住建的一件", due=day(20))
    matters.report_done(matter, result="完成", by=acting(office.du))
    weeks.snapshot(office.unit)
    assert colours(office, office.housing) == {date(2026, 6, 8): ("green", False)}
    found = board(acting(office.chen))
    assert (found.told, found.checked, found.rows[0].marks[-1].shape) == (1, 0, "green-hollow")


def test_the_light_of_now_and_of_the_moment_kept_agree(office, give):
    for number, due in enumerate((day(9), day(11, 9), day(12), day(25)), start=1):
        give(f"第{number}件", due=due, next_step="在办")
    now = {one.pk: one.light.colour for one in board(acting(office.chen)).items}
    then = {one.pk: one.light.colour for one in stood(office.unit, unrestricted(office.unit), moment.now())}
    assert now == then


def test_no_restricted_matter_is_counted_in_a_week_many_see(office, give):
    give("信访的", due=day(9), visibility="restricted")
    weeks.snapshot(office.unit)
    assert not WeekLight.objects.exists()


def test_where_it_sticks_is_the_median_of_the_slowest_stage(office, give):
    for taken, told, checked in ((2, 4, 9), (2, 5, 10), (3, 5, 9)):
        matter = give("一件", due=day(20), at=day(1, 9), taken=False)
        with moment.standing_at(day(taken, 9)):
            matter = matters.acknowledge(matter, by=acting(office.du))
        with moment.standing_at(day(told, 9)):
            matter = matters.report_done(matter, result="完成", by=acting(office.du))
        with moment.standing_at(day(checked, 9)):
            matters.verify(matter, by=acting(office.chen))
    weeks.snapshot(office.unit)
    give("还在办", due=day(11, 9))
    kept = WeekLight.objects.filter(axis=Axis.BODY).first()
    assert kept is None or kept.stuck == {"stage": "check", "days": 5.0, "n": 3}
    weeks.snapshot(office.unit)
    assert board(acting(office.chen)).rows[0].stuck == "卡在 核实(中位5天)"


@pytest.mark.parametrize("who", ["chen", "li", "zhao", "du"])
@pytest.mark.parametrize("address", ["/supervise/", "/supervise/?view=red", "/supervise/weeks/2026-06-08/?by=body&of={city}",
                                     "/supervise/chasing/", "/supervise/items/", "/supervise/ledger/"])  # fmt: skip
def test_a_page_asks_as_often_at_one_row_as_at_three(office, give, as_, address, who):
    address = address.format(city=office.city.pk)
    client = as_(office.people[who])

    def count():
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    for to in (office.lu, office.du, office.bai):
        matter = give("第一件", to=to, due=day(10, 9), source_type="meeting")
        operations.propose(matter, why="会议议定", by=acting(office.chen))
        operations.chase(matter, by=acting(office.li))
    weeks.rebuild(office.unit)
    one = count()
    for to in (office.lu, office.du, office.bai) * 2:
        matter = give("又一件", to=to, due=day(10, 9), source_type="meeting")
        operations.propose(matter, why="会议议定", by=acting(office.chen))
        operations.chase(matter, by=acting(office.li))
    weeks.rebuild(office.unit)
    assert count() == one


def test_pressing_a_mark_opens_that_weeks_items_as_far_as_one_sees(office, give, as_):
    give("城管的", to=office.lu, due=day(5), at=day(1, 9))
    give("住建的", due=day(5), at=day(1, 9))
    page = f"/supervise/weeks/2026-06-01/?by=body&of={office.city.pk}"
    assert "城管的" in as_(office.chen).get(page).content.decode()
    assert "城管的" not in as_(office.du).get(page).content.decode()
    for nonsense in ("/supervise/weeks/2026-99-99/", "/supervise/weeks/x/", "/supervise/weeks/2099-01-05/"):
        assert as_(office.chen).get(nonsense).status_code == 404


def test_the_ledger_is_a_spreadsheet_with_first_and_present_date(office, give, as_):
    matter = give('=HYPERLINK("http://x")改期的', due=day(12), at=day(10, 9), next_step="在办")
    asked = matters.ask_extension(matter, wanted=day(20), reason="等料", by=acting(office.du))
    matters.decide_extension(asked, granted=True, by=acting(office.chen))
    give("逾期的", due=day(9))
    answer = as_(office.chen).get(
        "/supervise/ledger/file/?column=title&column=light&column=first_due&column=due&column=told"
    )
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert values[0] == ["事项", "灯", "最初时限", "现在的时限", "自报/已核"]
    assert [row[1] for row in values[1:]] == ["■", "●"]
    assert (values[2][0], values[2][2].date(), values[2][3].date()) == (
        matter.title,
        date(2026, 6, 12),
        date(2026, 6, 20),
    )
    assert sheet.page_setup.orientation == "landscape"
    columns, found = ledger_rows(acting(office.du), Filters(colour="red"), ["title"])
    assert ([c.code for c in columns], found) == (["title"], [{"title": "逾期的"}])


def test_nothing_red_where_nothing_is_late(office, give, as_):
    give("住建的", due=day(25), at=day(10, 9))
    weeks.rebuild(office.unit)
    page = as_(office.chen).get("/supervise/").content.decode()
    main = page[page.index('id="main"') : page.index("board-legend")]
    assert 'data-light="green"' in main
    assert re.findall(r'data-(?:light|colour)="(?:red|amber)"', main) == []


def test_the_board_of_a_county_is_a_light_page(office, give, as_):
    """Thirty-six bodies, fourteen weeks, reds and ambers: it comes over a slow line at once."""
    for number in range(12):
        give(f"关于第{number}批老旧小区改造工程款拨付情况的报告", due=day(8, 9), hard=number % 2 == 0)
    bodies = Division.objects.bulk_create(
        Division(unit=office.unit, name=f"青岚县第{number}项工作管理局", kind="department", order=50 + number)
        for number in range(36)
    )
    WeekLight.objects.bulk_create(
        WeekLight(
            unit=office.unit, axis=Axis.BODY, key=str(body.pk), monday=monday, colour="amber", open=3,
            counts={"red": 0, "amber": 2}, made_at=moment.now(),
        )
        for body in bodies
        for monday in weeks.mondays(moment.today())
    )  # fmt: skip
    page = as_(office.chen).get("/supervise/").content
    assert page.count(b'scope="row"') == 36 + 1
    assert len(page) < 100_000


def test_the_empty_board_says_what_will_come(office, as_):
    assert "不用再登记" in as_(office.chen).get("/supervise/").content.decode()


def test_every_press_on_a_matter_asks_and_does(office, give, as_):
    matter = give("要办的", due=day(10, 9))
    chen = as_(office.chen)
    for noun in ("chase", "escalation", "registration", "inspection", "parcel", "cancellation", "breakdown"):
        assert chen.get(f"/matters/{matter.slug}/supervision/{noun}/").status_code == 200
    assert chen.get(f"/matters/{matter.slug}/supervision/nothing/").status_code == 404
    answer = chen.post(
        f"/matters/{matter.slug}/supervision/registration/",
        {"finish_test": "见到清单", "frequency": "weekly"},
    )
    assert (answer.status_code, matter.supervised.frequency) == (302, "weekly")
    page = chen.get(f"/matters/{matter.slug}/").content.decode()
    assert "见到清单" in page and f"/matters/{matter.slug}/supervision/chase/" in page
    assert as_(office.lu).get(f"/matters/{matter.slug}/supervision/chase/").status_code == 404
    assert (
        as_(office.du).post(f"/matters/{matter.slug}/supervision/chase/", {"wording": "x"}).status_code == 409
    )


def test_a_breaking_down_is_typed_once_and_kept_when_it_is_wrong(office, give, as_):
    matter = give("整治", due=day(25), source_type="meeting")
    row = {
        "title_1": "补盖",
        "lead_1": "城市管理局",
        "due_1": "2026-06-20",
        "finish_test_1": "23处",
        "deliverable_1": "单",
        "weight_1": "90",
    }
    address = f"/matters/{matter.slug}/supervision/breakdown/"
    wrong = as_(office.chen).post(address, row)
    assert (wrong.status_code, "正好100" in wrong.content.decode(), "补盖" in wrong.content.decode()) == (
        422,
        True,
        True,
    )
    assert as_(office.chen).post(address, {**row, "weight_1": "100"}).status_code == 302
    assert [(t.lead, t.supervised.weight) for t in matter.tasks.all()] == [(office.city, 100)]


def test_two_presses_chase_everything_that_is_due(office, give, as_):
    for number in range(3):
        give(f"第{number}件", due=day(11, 9))
    client = as_(office.chen)
    page = client.get("/supervise/chasing/").content.decode()
    picks = re.findall(r'name="pick" value="(\d+)" checked', page)
    assert len(picks) == 3
    done = client.post("/supervise/chasing/", {"pick": picks}, follow=True).content.decode()
    assert "发出3条" in done
    assert "没有到期该催的" in client.get("/supervise/chasing/").content.decode()


def test_a_leader_decides_with_one_press_on_one_screen(office, give, as_):
    matter = give("卡住的", due=day(4, 9))
    operations.chase(matter, by=acting(office.chen))
    asked = operations.escalate(matter, what="红色督办单发不发", by=acting(office.chen))
    page = as_(office.zhao).get(f"/supervise/escalations/{asked.pk}/").content.decode()
    assert page.count('name="choice"') == 3
    assert as_(office.zhao).post(f"/supervise/escalations/{asked.pk}/", {"choice": "1"}).status_code == 302
    assert matter.instructions.get().words == asked.answers[1]["words"]
    assert as_(office.lu).get(f"/supervise/escalations/{asked.pk}/").status_code == 404
    assert as_(office.chen).post(f"/supervise/escalations/{asked.pk}/", {"choice": "1"}).status_code == 422


def test_drawing_naming_and_finding_through_the_pages(office, give, as_):
    matter = matters.report_done(give("报结的", due=day(20)), result="完成", by=acting(office.du))
    chen = as_(office.chen)
    answer = chen.post("/supervise/spot-checks/", {"seed": "20260611", "wanted": "5"}, follow=True)
    assert "20260611" in answer.content.decode()
    check = matter.spot_checks.get()
    assert (
        chen.post(
            f"/supervise/spot-checks/checks/{check.pk}/checkers/", {"first": "白露", "second": "王芳"}
        ).status_code
        == 302
    )
    found = as_(office.bai).post(
        f"/supervise/spot-checks/checks/{check.pk}/finding/", {"outcome": "untrue", "words": "没有看到"}
    )
    matter.refresh_from_db()
    assert (found.status_code, matter.state, matter.feedbacks.filter(untrue=True).count()) == (
        302,
        "in_hand",
        1,
    )
    assert as_(office.du).get("/supervise/spot-checks/").status_code == 403
    assert chen.get("/supervise/spot-checks/").status_code == 200


def test_the_lists_behind_the_tabs_hold_what_they_say(office, give):
    give("逾期的", due=day(11, 9))
    give("快到期的", to=office.lu, due=day(16))
    give("下月的", to=office.lu, due=day(1, month=7))

    def shown(code, who):
        return [m.title for m in lists.of(code, acting(who))[1]]

    assert shown("red", office.chen) == ["逾期的"]
    assert shown("soon", office.chen) == ["快到期的"]
    assert shown("red", office.lu) == []
    assert lists.of("nonsense", acting(office.chen))[0].code == "red"
