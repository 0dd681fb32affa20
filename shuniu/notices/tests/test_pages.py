"""The quiet list and the settings: what each sees, how it is said, and how many statements it costs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shuniu.conftest import acting
from shuniu.desk import health
from shuniu.matters import operations as matters
from shuniu.matters.choices import Urgency
from shuniu.notices import channels, looking_ahead, measures, operations
from shuniu.notices.models import Channel, Choice, Delivery, Shift
from shuniu.notices.tests.conftest import at, aware
from shuniu.org import moment
from shuniu.org.refusals import Refused


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person.account)
    return client


def page(person, address, **more) -> str:
    answer = signed_in(person).get(address, **more)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_an_empty_list_says_when_something_would_be_said(office):
    assert "8:15、11:40,下午4:30" in page(office.du, "/notices/")


def test_the_list_shows_each_matter_once_and_why_it_did_not_wait(office, given):
    matter = given(office.du, title="沿河路井盖", urgency=Urgency.EXTRA)
    given(office.du, title="管网底数")
    matters.ask(matter, by=acting(office.chen), words="怎么样了?")
    shown = page(office.du, "/notices/")
    assert shown.count("沿河路井盖") == 1
    assert "特急</span>" in shown
    assert shown.index("沿河路井盖") < shown.index("管网底数")
    assert "rail__count" not in shown


def test_what_is_done_is_gone_from_the_list(office, given):
    matters.acknowledge(given(office.du, title="沿河路井盖"), by=acting(office.du))
    assert "沿河路井盖" not in page(office.du, "/notices/")


def test_nobody_reads_the_notices_of_another_or_of_what_is_hidden_now(office, given):
    matter = given(office.du, title="沿河路井盖")
    assert "沿河路井盖" not in page(office.lv, "/notices/")
    type(matter).objects.filter(pk=matter.pk).update(visibility="restricted")
    assert "沿河路井盖" in page(office.du, "/notices/"), "the holder may know"
    assert "沿河路井盖" not in page(office.zeng, "/notices/")


def test_the_desk_reads_whom_to_ring_with_the_number(office, given):
    operations.put_on_duty(
        office.bai, starts=aware("2026-06-11 08:00"), ends=aware("2026-06-12 08:00"), by=acting(office.li)
    )
    type(office.du).objects.filter(pk=office.du.pk).update(phone="13800000001")
    with at("09:00"):
        given(office.du, title="明早检查", starts=aware("2026-06-12 09:00"), hard=True)
    with at("09:40"):
        looking_ahead.look(office.unit)
        shown = page(office.bai, "/notices/")
    assert "请打电话" in shown and "杜衡 13800000001" in shown


def statements(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        client.get(address)
    return len(seen)


@pytest.mark.parametrize("address", ["/notices/", "/shifts/"])
def test_one_row_and_three_cost_the_same(office, given, address):
    client = signed_in(office.du)

    def add(n):
        given(office.du, title=f"第{n}件", urgency=Urgency.EXTRA if n % 2 else 0)
        operations.put_on_duty(
            (office.bai, office.li, office.wang)[n], starts=aware("2026-06-11 08:00"),
            ends=aware("2026-06-12 08:00"), by=acting(office.li),
        )  # fmt: skip

    add(0)
    one = statements(client, address)
    add(1)
    add(2)
    assert statements(client, address) == one


def test_health_costs_the_same_with_one_channel_and_with_three(office, given):
    client = signed_in(office.zeng)
    Channel.objects.create(unit=office.unit, code="mail", given={"host": "mail.example"})
    given(office.du, urgency=Urgency.EXTRA)
    one = statements(client, "/health/")
    for code in ("wecom", "feishu"):
        Channel.objects.create(unit=office.unit, code=code)
    given(office.wang, urgency=Urgency.EXTRA)
    assert statements(client, "/health/") == one


# One's own settings


def test_each_chooses_one_channel_and_a_rest(office):
    Channel.objects.create(unit=office.unit, code="wecom", given={"corpid": "c", "agentid": "1"})
    client = signed_in(office.du)
    answer = client.post(
        "/notices/settings/",
        {"channel": "wecom", "address": "duheng", "rest_from": "08:30", "rest_until": "10:00"},
    )
    assert answer.status_code == 302
    choice = Choice.objects.get(person=office.du)
    assert (choice.channel, choice.address, f"{choice.rest_until:%H:%M}") == ("wecom", "duheng", "10:00")
    assert 'value="duheng"' in page(office.du, "/notices/settings/")
    too_long = {"channel": "", "address": "x1", "rest_from": "08:00", "rest_until": "17:30"}
    refused = client.post("/notices/settings/", too_long)
    assert refused.status_code == 422
    assert "三个小时" in refused.content.decode() and 'value="x1"' in refused.content.decode()
    with pytest.raises(Refused):
        operations.choose(office.du, by=acting(office.li), channel=channels.PAGE)


# Who is on duty


def test_the_office_puts_people_on_duty_and_nobody_twice_at_once(office):
    client = signed_in(office.li)
    told = {"who": "bl", "starts": "2026-06-11T18:00", "ends": "2026-06-12T08:00", "at_desk": "on"}
    assert client.post("/shifts/", told).status_code == 302
    assert Shift.objects.get().person == office.bai
    again = client.post("/shifts/", told)
    assert (again.status_code, "已经有班" in again.content.decode()) == (409, True)
    assert "白露" in page(office.du, "/shifts/"), "everybody may know who is on duty"
    assert signed_in(office.du).post("/shifts/", told | {"who": "lg"}).status_code == 409
    assert client.post(f"/shifts/{Shift.objects.get().pk}/dropping/").status_code == 302
    assert Shift.objects.count() == 0


def test_a_shift_of_another_unit_is_not_there(office, other_office):
    shift = Shift.objects.create(
        person=other_office.bai, starts=aware("2026-06-11 08:00"), ends=aware("2026-06-12 08:00")
    )
    assert signed_in(office.li).post(f"/shifts/{shift.pk}/dropping/").status_code == 404


# The channels of the administrator


def test_an_administrator_opens_tries_and_closes_a_channel(office):
    client = signed_in(office.zeng)
    assert "没有开" in page(office.zeng, "/settings/channels/")
    missing = client.post("/settings/channels/wecom/", {"corpid": "ww1", "agentid": "", "secret": "s-123"})
    assert (missing.status_code, "ww1" in missing.content.decode(), "s-123" in missing.content.decode()) == (
        422,
        True,
        False,
    )
    # Port 9 of this machine takes nothing: what goes wrong is told and kept, and nothing has left.
    told = {
        "corpid": "ww1",
        "agentid": "1000002",
        "secret": "s-123",
        "base": "http://127.0.0.1:9",
        "usual": "on",
    }
    assert client.post("/settings/channels/wecom/", told).status_code == 302
    tried = client.post("/settings/channels/wecom/trial/", {"address": "zengfan"})
    assert (tried.status_code, "没送成" in tried.content.decode()) == (409, True)
    shown = page(office.zeng, "/settings/channels/wecom/")
    assert "s-123" not in shown and "ww1" in shown
    assert "127.0.0.1:9" in page(office.zeng, "/health/")
    assert client.post("/settings/channels/wecom/closing/").status_code == 302
    assert Channel.objects.count() == 0
    assert "没有。通知只在页面里" in page(office.zeng, "/health/")


def test_nobody_else_sees_or_sets_a_channel(office):
    Channel.objects.create(unit=office.unit, code="wecom", given={"corpid": "ww1"}, secrets={"secret": "s"})
    for person in (office.chen, office.li, office.du):
        client = signed_in(person)
        for address in ("/settings/channels/", "/settings/channels/wecom/"):
            answer = client.get(address)
            assert "ww1" not in answer.content.decode()
        assert client.post("/settings/channels/wecom/", {"corpid": "x", "agentid": "1"}).status_code in (
            403,
            409,
        )
        assert client.post("/settings/channels/wecom/closing/").status_code in (403, 409)
    assert Channel.objects.get().given == {"corpid": "ww1"}


# The account of disturbance


def test_health_says_what_each_group_got_and_marks_what_is_above_the_budget(office, given):
    def line():
        return next(one for one in health.lines(office.unit) if one.name == "今日打扰")

    for n in range(2):
        given(office.du, title=f"电报{n}", urgency=Urgency.EXTRA)
    assert line().colour == "green"
    assert "联络员 汇总 0/1 打扰 2/2" in line().told
    given(office.du, title="电报2", urgency=Urgency.EXTRA)
    assert (line().colour, "杜衡" in line().remedy) == ("amber", True)
    assert [person.name for person in measures.above(office.unit, moment.today())] == ["陈敬之", "杜衡"]


def test_health_says_what_could_not_be_sent(office, given):
    Channel.objects.create(unit=office.unit, code="mail", given={"host": "mail.example"}, usual=True)
    operations.choose(office.du, by=acting(office.du), address="duheng@example")
    given(office.du, urgency=Urgency.EXTRA)
    Delivery.objects.update(problem="login")
    line = next(one for one in health.lines(office.unit) if one.name == "往外的连接")
    assert (line.colour, "mail.example" in line.told) == ("amber", True)


def test_the_pages_speak_english(office, given):
    given(office.du, urgency=Urgency.EXTRA)
    client = signed_in(office.du)
    client.cookies["django_language"] = "en"
    for address in ("/notices/", "/notices/settings/", "/shifts/"):
        shown = client.get(address).content.decode()
        assert "<h1>Notices" in shown or "<h1>My notices" in shown or "<h1>On duty" in shown, address
