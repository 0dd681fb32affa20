"""给有关的: an urgent paper for everybody goes to those whom its new demands touch; who is left out is told why in the journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from shuniu.conftest import acting, make_person
from shuniu.journal.models import Line
from shuniu.matters import operations, proposing
from shuniu.matters.choices import State
from shuniu.matters.intake import receiving
from shuniu.matters.models import Matter, Reading
from shuniu.org.choices import DivisionKind, Role
from shuniu.org.models import Division, Duty
from shuniu.org.refusals import Refused

TELEGRAM = """特急
云泽市人民政府办公室
关于做好强降雨防范应对工作的紧急通知

各县区人民政府:
现紧急通知如下。
一、排查城市内涝点。对城市内涝点逐一排查,安排专人看守。
二、每日18时前报送当日雨情、险情和处置情况,报至6月13日。

云泽市人民政府办公室
2026年6月11日"""
TOUCHED = ("公安局", "水利局", "城关镇")


@pytest.fixture
def bodies(office):
    office.unit.upper_names, office.unit.place = ["云泽市", "江南省"], "青岚县"
    office.unit.save()
    made = {}
    for order, name in enumerate((*TOUCHED, "民政局"), start=20):
        kind = DivisionKind.TOWNSHIP if name.endswith("镇") else DivisionKind.DEPARTMENT
        body = Division.objects.create(unit=office.unit, name=name, kind=kind, order=order)
        Division.objects.filter(pk=body.pk).update(
            liaison=make_person(office.unit, f"{name}联络员", body, Role.LIAISON, rank=200 + order)
        )
        made[name] = Division.objects.get(pk=body.pk)
    for number, name in enumerate(TOUCHED, start=1):
        Duty.objects.create(
            unit=office.unit, number=number, what=f"{name}看守内涝点", keywords=["内涝点"], division=made[name],
            since=date(2026, 1, 1),
        )  # fmt: skip
    return made


@pytest.fixture
def telegram(office, bodies) -> Matter:
    return receiving.receive_text(TELEGRAM, by=acting(office.li)).matters[0]


def concerned(matter: Matter) -> dict:
    return proposing.proposal_of(Reading.objects.get(matter=matter))["concerned"]


def press(office, matter: Matter, **changed):
    client = Client()
    client.force_login(office.li.account)
    form = client.get(f"/inbox/{matter.slug}/").context["form"]
    values = {form[name].html_name: form[name].value() for name in form.fields}
    sent = {
        name: "on" if value is True else value
        for name, value in values.items()
        if value not in (None, False, "")
    }
    return client.post(
        f"/inbox/{matter.slug}/placing/", {**sent, "lead_pick": "other", "lead": "公安局", **changed}
    )


def test_those_whom_a_new_demand_touches_are_proposed_and_each_other_with_a_reason(office, telegram):
    found = concerned(telegram)
    assert found["of"] == 6
    assert [(row["name"], row["lines"]) for row in found["to"]] == [(name, [1, 2]) for name in TOUCHED]
    assert all("内涝点" in row["why"] for row in found["to"])
    assert {row["name"] for row in found["left"]} == {"住房城乡建设局", "城市管理局", "民政局"}
    assert all(row["why"] for row in found["left"])
    assert found["fields"] == ["雨情", "险情", "处置情况"]


def test_one_press_gives_each_its_own_part_with_the_form_and_says_who_was_left_out(office, telegram):
    assert press(office, telegram).status_code == 302
    telegram.refresh_from_db()
    tasks = list(telegram.tasks.select_related("lead", "holder"))
    assert {(task.lead.name, task.holder.name) for task in tasks} == {
        (name, f"{name}联络员") for name in TOUCHED
    }
    assert [field.name for field in telegram.form_fields.all()] == ["雨情", "险情", "处置情况"]
    line = Line.objects.about(telegram).get(verb="matter.shared_out")
    assert (line.particulars["count"], line.particulars["whole"]) == (3, 6)
    assert "民政局" in line.particulars["left"]


def test_a_person_adds_one_and_takes_one_away(office, bodies, telegram):
    chosen = [bodies[name].pk for name in ("公安局", "城关镇", "民政局")]
    assert press(office, telegram, shares=chosen).status_code == 302
    assert {task.lead.name for task in telegram.tasks.all()} == {"公安局", "城关镇", "民政局"}
    assert "水利局(不用发)" in Line.objects.about(telegram).get(verb="matter.shared_out").particulars["left"]


def test_with_nobody_ticked_each_demand_is_one_task_as_ever(office, telegram):
    assert press(office, telegram, shares=[]).status_code == 302
    telegram.refresh_from_db()
    assert telegram.tasks.count() == 2
    assert not Line.objects.about(telegram).filter(verb="matter.shared_out").exists()


def test_the_press_is_taken_back_whole(office, telegram):
    press(office, telegram)
    line = Line.objects.about(telegram).filter(verb="matter.placed").get()
    back = operations.undo(Matter.objects.get(pk=telegram.pk), line=line, by=acting(office.li))
    assert (back.state, back.tasks.filter(is_open=True).count()) == (State.PENDING, 0)


def test_where_every_demand_is_dropped_there_is_nothing_to_give_out(office, bodies, telegram):
    proposal = proposing.proposal_of(Reading.objects.get(matter=telegram)) | {"unsure": []}
    proposal["lead"] |= {"value": bodies["公安局"].pk}
    wanted = proposing.as_proposed(telegram, proposal)
    dropped = [proposing.Wanted(one.demand, "dropped", reason="不用办") for one in wanted.demands]
    with pytest.raises(Refused, match="没有什么可分的"):
        proposing.accept(telegram, replace(wanted, demands=tuple(dropped)), by=acting(office.li))
    telegram.refresh_from_db()
    assert (telegram.state, telegram.tasks.count()) == (State.PENDING, 0)


@pytest.mark.parametrize("changed", [("特急\n", ""), ("云泽市人民政府办公室", "丹河县人民政府办公室")])
def test_an_ordinary_paper_or_one_from_beside_is_not_for_everybody(office, bodies, changed):
    matter = receiving.receive_text(TELEGRAM.replace(*changed), by=acting(office.li)).matters[0]
    assert concerned(matter) == {}
