"""起流转和常用流程: proposed with reasons, changed as one likes without scripts, started with one press."""

import pytest

from shuniu.conftest import acting
from shuniu.matters import operations as matters
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.models import RoleGrant
from shuniu.org.refusals import Refused
from shuniu.routing import operations as slips
from shuniu.routing import proposing
from shuniu.routing.choices import Box, Purpose
from shuniu.routing.models import Route, Slip
from shuniu.routing.planned import Planned
from shuniu.routing.tests.conftest import at
from shuniu.routing.tests.test_pages import page, signed_in
from shuniu.routing.usual_routes import USUAL, write_usual


@pytest.fixture
def usual(office):
    write_usual(by=Actor.clock(office.unit))
    return {route.name: route for route in Route.objects.all()}


@pytest.fixture
def request_(office):
    """A request for 8.6 million that the head decides, with the leader in charge before."""
    RoleGrant.objects.create(person=office.chen, role=Role.HEAD, since="2026-01-01")
    by = acting(office.li)
    arrived = matters.capture(
        title="关于拨付860万元首期资金的请示",
        source_type="paper",
        source_body="住建局",
        kind="request",
        by=by,
    )
    return matters.place(arrived, lead=office.housing, holder=office.li, by=by)


def rows_of(*stages, count=None):
    """The form as a browser sends it."""
    data = {"count": str(count or len(stages))}
    for n, (title, who, *more) in enumerate(stages):
        data |= {f"s{n}-title": title, f"s{n}-who": who, f"s{n}-mode": "all"}
        data |= {f"s{n}-{name}": value for name, value in (more[0] if more else {}).items()}
    return data


def test_an_office_begins_with_six_usual_routes_and_they_are_written_once(office, usual):
    assert sorted(usual) == sorted(["收文办件", "收文阅件", "请示呈批", "征求意见", "会签", "签报"])
    assert write_usual(by=acting(office.li)) == []
    assert len(USUAL) == 6


def test_the_route_for_its_kind_is_proposed_first_with_a_reason_for_each_person(office, usual, request_):
    shown = page(office.li, f"/matters/{request_.slug}/slips/")
    assert f'<a href="?route={usual["请示呈批"].pk}" aria-current="page">请示呈批</a>' in shown
    assert "您的科长" in shown
    assert "没有分管领导意见的请示不送主要负责人" in shown
    assert "860万元,50万元以上由主要负责人定" in shown


def test_one_press_starts_what_is_proposed(office, usual, request_):
    route = usual["请示呈批"]
    proposed = proposing.propose(request_, route, starter=office.li)
    data = rows_of(
        *((s.title, "、".join(h.name for h in s.holders), {"key": s.key, "box": s.box}) for s in proposed)
    )
    answer = signed_in(office.li).post(
        f"/matters/{request_.slug}/slips/", data | {"route": route.pk, "press": "start"}
    )
    assert answer.status_code == 302
    slip = Slip.objects.get()
    assert (slip.title, slip.purpose) == ("请示呈批", "request")
    assert at(slip)[0] == "初审"
    assert slip.stages.get(key="leader").mandatory != ""


def test_a_stage_that_a_rule_asks_for_is_neither_removed_nor_given_to_somebody_else(office, usual, request_):
    route = usual["请示呈批"]
    proposed = proposing.propose(request_, route, starter=office.li)
    stages = [(s.title, "、".join(h.name for h in s.holders), {"key": s.key}) for s in proposed]
    place = next(n for n, s in enumerate(proposed) if s.key == "leader")
    client = signed_in(office.li)
    address = f"/matters/{request_.slug}/slips/"
    answer = client.post(address, rows_of(*stages) | {"route": route.pk, "press": f"remove-{place}"})
    assert "不能减:" in answer.content.decode()
    stages[place] = (stages[place][0], "白露", {"key": "leader"})
    answer = client.post(address, rows_of(*stages) | {"route": route.pk, "press": "start"})
    assert answer.status_code == 409
    assert "没有分管领导意见的请示不送主要负责人" in answer.content.decode()
    assert Slip.objects.count() == 0


def test_stages_are_moved_added_and_removed_without_scripts_and_nothing_typed_is_lost(office, matter):
    client = signed_in(office.li)
    address = f"/matters/{matter.slug}/slips/"
    data = rows_of(("拟办", "wf"), ("批示", "陈敬之"), ("会务", "没有这个人")) | {"route": "none"}
    shown = client.post(address, data | {"press": "up-1"}).content.decode()
    assert shown.index('value="批示"') < shown.index('value="拟办"') < shown.index('value="会务"')
    assert 'value="没有这个人"' in shown
    shown = client.post(address, data | {"press": "remove-2"}).content.decode()
    assert 'value="会务"' not in shown
    answer = client.post(address, data | {"press": "start"})
    assert answer.status_code == 422
    assert "名单里没有“没有这个人”" in answer.content.decode()
    data["s2-who"] = "bl、吕工"
    client.post(address, data | {"press": "start", "name": "会前碰一下"})
    slip = Slip.objects.get()
    assert (slip.title, [s.title for s in slip.stages.all()]) == ("会前碰一下", ["拟办", "批示", "会务"])
    assert at(slip) == ("拟办", ["王芳"])


def test_enter_in_a_field_looks_and_does_not_start(office, matter):
    shown = page(office.li, f"/matters/{matter.slug}/slips/?route=none")
    assert shown.index('value="look"') < shown.index('value="start"')


def test_who_may_not_start_reads_why(office, matter):
    assert "由办公室或经手人起单" in page(office.du, f"/matters/{matter.slug}/slips/")
    assert signed_in(office.lu).get(f"/matters/{matter.slug}/slips/").status_code == 404


def test_a_second_slip_for_the_same_purpose_is_refused_with_everything_kept(office, slip, matter):
    data = rows_of(("拟办", "白露")) | {"route": "none", "purpose": "receipt", "press": "start"}
    answer = signed_in(office.li).post(f"/matters/{matter.slug}/slips/", data)
    assert answer.status_code == 409
    assert "还没走完" in answer.content.decode()
    assert 'value="白露"' in answer.content.decode()


def test_a_rule_s_stage_in_other_hands_is_refused_by_the_verb_itself(office, request_):
    with pytest.raises(Refused, match="少了“分管领导意见”"):
        slips.start(
            request_, purpose=Purpose.REQUEST, by=acting(office.li),
            stages=[Planned("分管领导意见", (office.bai,), key="leader"), Planned("主要负责人批示", (office.chen,), key="head")],
        )  # fmt: skip


def test_a_usual_route_is_written_changed_and_retired(office):
    client = signed_in(office.li)
    data = {
        "name": "用印", "purpose": "request", "count": "2", "s0-title": "审核", "s0-slot": "director", "s0-mode": "all",
        "s0-box": "review", "s1-title": "盖章", "s1-slot": "person", "s1-people": "bl", "s1-mode": "all",
        "s1-box": "other", "s1-mandatory": "没有登记不用印",
    }  # fmt: skip
    assert client.post("/settings/routes/new/", data | {"press": "save"}).status_code == 302
    route = Route.objects.get()
    assert [(s.title, s.slot) for s in route.stops.all()] == [("审核", "director"), ("盖章", "person")]
    assert list(route.stops.get(title="盖章").people.all()) == [office.bai]
    shown = page(office.li, f"/settings/routes/{route.pk}/")
    assert 'value="没有登记不用印"' in shown
    data["s0-title"] = "主任审核"
    client.post(f"/settings/routes/{route.pk}/", data | {"press": "save"})
    assert route.stops.first().title == "主任审核"
    client.post(f"/settings/routes/{route.pk}/retirement/")
    assert "停用的 1 条" in page(office.li, "/settings/routes/")


def test_a_route_with_a_stop_for_nobody_is_asked_again(office):
    data = {
        "name": "用印",
        "purpose": "request",
        "count": "1",
        "s0-title": "盖章",
        "s0-slot": "person",
        "press": "save",
    }
    answer = signed_in(office.li).post("/settings/routes/new/", data)
    assert answer.status_code == 409
    assert "要写明是谁" in answer.content.decode()
    assert 'value="盖章"' in answer.content.decode()


def test_only_the_office_writes_usual_routes_and_another_unit_sees_none(office, other_office, usual):
    assert "常用流程由办公室来改" in page(office.du, "/settings/routes/")
    assert "还没有常用流程" in page(other_office.li, "/settings/routes/")
    assert signed_in(other_office.li).get(f"/settings/routes/{usual['会签'].pk}/").status_code == 404


def test_a_mandatory_stop_of_the_route_may_not_be_left_out(office, matter):
    route = slips.save_route(
        name="用印", purpose=Purpose.REQUEST, by=acting(office.li),
        stops=[
            slips.StopDraft("审核", "director", box=Box.REVIEW),
            slips.StopDraft("登记", "starter", mandatory="没有登记不用印"),
        ],
    )  # fmt: skip
    data = rows_of(("审核", "陈敬之", {"key": "director"})) | {"route": route.pk, "press": "start"}
    answer = signed_in(office.li).post(f"/matters/{matter.slug}/slips/", data)
    assert answer.status_code == 409
    assert "没有登记不用印" in answer.content.decode()
