"""流转单 over HTTP: the same verbs, the same reasons, and nothing for whoever may not see."""

import pytest
from django.test import Client

from shuniu.conftest import acting
from shuniu.matters import operations as matters
from shuniu.routing import operations as slips
from shuniu.routing.choices import Box
from shuniu.routing.models import Part, Slip, Stage
from shuniu.routing.planned import Planned


@pytest.fixture
def slip(office):
    by = acting(office.li)
    arrived = matters.capture(title="首期资金", source_type="paper", by=by)
    matter = matters.place(arrived, lead=office.housing, holder=office.li, by=by)
    stages = [
        Planned("拟办", (office.wang,), box=Box.PROPOSAL),
        Planned("承办", (office.du,), box=Box.HANDLE),
    ]
    return slips.start(matter, stages=stages, by=by)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person.account)
    return client


def post(person, address, body):
    return signed_in(person).post(f"/api/1{address}", body, content_type="application/json")


def test_a_slip_tells_who_has_it(office, slip):
    told = signed_in(office.li).get(f"/api/1/slips/{slip.pk}").json()
    assert (told["where"], told["holders"]) == ("拟办", ["王芳"])
    assert [stage["title"] for stage in told["stages"]] == ["拟办", "承办"]
    listed = signed_in(office.li).get("/api/1/slips?person=wf").json()
    assert [row["id"] for row in listed["items"]] == [slip.pk]


def test_a_press_does_what_the_verb_does_and_a_refusal_says_why(office, slip):
    answer = post(office.bai, f"/slips/{slip.pk}/decision", {"data": {"verdict": "agree"}})
    assert (answer.status_code, answer.json()["reason"]) == (409, "这张单在王芳手上")
    answer = post(
        office.wang, f"/slips/{slip.pk}/decision", {"data": {"verdict": "agree", "opinion": "拟同意"}}
    )
    assert (answer.status_code, answer.json()["where"]) == (201, "承办")
    answer = post(office.du, f"/slips/{slip.pk}/return", {"data": {"to": "0", "way": "straight"}})
    assert (answer.status_code, answer.json()["field"]) == (422, "opinion")
    stage = Stage.objects.get(title="拟办")
    body = {"data": {"to": str(stage.pk), "way": "straight", "opinion": "数不对"}}
    assert post(office.du, f"/slips/{slip.pk}/return", body).json()["where"] == "拟办"
    assert post(office.du, f"/slips/{slip.pk}/nonsense", {"data": {}}).status_code == 404


def test_a_slip_is_started_with_names_as_they_are_typed(office, slip):
    body = {
        "matter": slip.matter.slug,
        "purpose": "consult",
        "stages": [{"title": "会签", "who": ["bl", "城市管理局"]}],
    }
    answer = post(office.li, "/slips", body)
    assert answer.status_code == 201
    assert answer.json()["holders"] == ["白露", "城市管理局 鲁山"]
    body["stages"][0]["who"] = ["孙悟空"]
    answer = post(office.li, "/slips", body | {"purpose": "request"})
    assert (answer.status_code, answer.json()["reason"]) == (
        422,
        "名单里没有“孙悟空”。可以写姓名、拼音或首字母",
    )


def test_whoever_may_not_see_finds_nothing(office, other_office, slip):
    for person in (other_office.chen, office.lu, office.zeng):
        assert signed_in(person).get(f"/api/1/slips/{slip.pk}").status_code == 404
        assert post(person, f"/slips/{slip.pk}/decision", {"data": {"verdict": "agree"}}).status_code == 404
        assert signed_in(person).get("/api/1/slips").json()["items"] == []


def test_health_counts_slips_and_names_the_stuck_by_number_only(office, slip):
    admin = signed_in(office.zeng)
    assert "1 张在走,每份恰有1人" in admin.get("/health/").content.decode()
    Part.objects.filter(holder=office.wang).update(opened_at=None)
    shown = admin.get("/health/").content.decode()
    assert "1 张卡住了" in shown
    shown = admin.get("/health/slips/").content.decode()
    assert f"流转单 {slip.pk}" in shown
    assert "首期资金" not in shown
    shown = admin.get(f"/slips/{slip.pk}/unsticking/").content.decode()
    assert "首期资金" not in shown
    assert "拟办" not in shown
    answer = admin.post(f"/slips/{slip.pk}/unsticking/", {"who": "bl", "reason": "没有人拿着"})
    assert answer.status_code == 302
    assert Slip.objects.get().current.parts.get(verdict="").holder == office.bai
    assert admin.get(f"/slips/{slip.pk}/unsticking/").status_code == 404
