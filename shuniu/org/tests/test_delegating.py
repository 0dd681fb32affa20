"""授权委托 as it is given, seen and taken back: the verb, the page, and who may."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shuniu.conftest import NOW, acting
from shuniu.journal.models import Line
from shuniu.journal.sentences import read
from shuniu.org import moment, operations
from shuniu.org.entrusting import scope_of, standing
from shuniu.org.models import Delegation
from shuniu.org.refusals import Refused

TODAY = date(2026, 6, 11)
TYPED = {
    "receiver": "白露", "since": "2026-06-11", "until": "2026-06-15", "scope": "named", "sort-purpose": ["request"],
    "money_limit": "5万", "basis": "青政办委〔2026〕2号", "wording": "城建口5万元以内的请示",
}  # fmt: skip


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person.account)
    return client


@pytest.fixture
def give(office):
    def given(giver, receiver, **what):
        what = {
            "since": TODAY,
            "until": date(2026, 6, 15),
            "basis": "青政办委〔2026〕2号",
            "whole": True,
        } | what
        return operations.delegate(giver, receiver=receiver, by=acting(what.pop("by", giver)), **what)

    return given


def test_it_says_what_it_is_for_and_the_line_tells_it(office, give):
    made = give(
        office.zhao, office.bai, whole=False, divisions=[office.housing, office.city], money_limit=Decimal(50_000),
        papers=[("purpose", "request"), ("kind", "letter")], wording="城建口",
    )  # fmt: skip
    assert scope_of(made) == "住房城乡建设局、城市管理局;请示呈批;平级来函"
    assert read(Line.objects.get(verb="delegation.given")) == (
        "赵启山把住房城乡建设局、城市管理局;请示呈批;平级来函,5万元以内,到2026-06-15为止委托给白露"
    )
    assert standing(made, TODAY) == "in_force"


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ({"whole": False}, "写明委托什么"),
        ({"papers": [("purpose", "request")]}, "已经是全部权限"),
        ({"whole": False, "papers": [("purpose", "nothing")]}, "没有这样的文件"),
        ({"until": date(2026, 6, 10)}, "结束日期要晚于开始日期"),
        ({"since": date(2026, 6, 1), "until": date(2026, 6, 10)}, "已经过去"),
        ({"basis": " "}, "写明书面依据"),
        ({"money_limit": Decimal(0)}, "大于零"),
    ],
)
def test_what_is_not_clear_is_refused_and_leaves_nothing(office, give, what, reason):
    with pytest.raises(Refused, match=reason):
        give(office.zhao, office.bai, **what)
    assert (Delegation.objects.count(), Line.objects.filter(verb="delegation.given").count()) == (0, 0)


def test_only_ones_own_power_and_only_of_bodies_in_ones_charge(office, other_office, give):
    with pytest.raises(Refused, match="只能委托自己的权限"):
        give(office.zhao, office.bai, by=office.chen)
    with pytest.raises(Refused, match="不归陈敬之分管"):
        give(office.chen, office.bai, whole=False, divisions=[office.housing])
    with pytest.raises(Refused, match="不能委托给自己"):
        give(office.zhao, office.zhao)
    with pytest.raises(Refused, match="不看事项"):
        give(office.zhao, office.zeng)
    with pytest.raises(Refused, match="没有可委托的"):
        give(office.zeng, office.bai)
    with pytest.raises(Refused, match="不在岗"):
        give(office.zhao, other_office.bai)


def test_it_is_in_force_on_its_days_only_and_while_both_are_in_office(office, give):
    made = give(office.zhao, office.bai, since=date(2026, 6, 12))
    days = [TODAY + timedelta(days=n) for n in (0, 1, 4, 5)]
    found = [Delegation.objects.in_force(day).count() for day in days]
    assert (found, [standing(made, day) for day in days]) == (
        [0, 1, 1, 0],
        ["coming", "in_force", "in_force", "over"],
    )
    office.bai.left_on = TODAY
    office.bai.save()
    made = Delegation.objects.select_related("giver", "receiver").get()
    assert (Delegation.objects.in_force(days[1]).count(), standing(made, days[1])) == (0, "left")


def test_the_giver_or_the_director_takes_it_back_once_and_nobody_else(office, give):
    made = give(office.zhao, office.bai)
    for other in (office.bai, office.wang, office.zeng):
        with pytest.raises(Refused, match="由委托人或主任收回"):
            operations.revoke_delegation(made, by=acting(other))
    operations.revoke_delegation(made, by=acting(office.chen))
    with pytest.raises(Refused, match="已经收回了"):
        operations.revoke_delegation(made, by=acting(office.zhao))
    assert Line.objects.filter(verb="delegation.revoked").count() == 1
    later = give(office.zhao, office.bai)
    with moment.standing_at(NOW + timedelta(days=9)), pytest.raises(Refused, match="已经到期"):
        operations.revoke_delegation(later, by=acting(office.zhao))


# the page -------------------------------------------------------------------------------------------------------


def test_a_leader_gives_one_in_one_form_and_takes_it_back_in_one_press(office):
    client = signed_in(office.zhao)
    page = client.get("/delegations/new/").content.decode()
    assert "住房城乡建设局" in page and "请示呈批" in page and 'value="2026-06-11"' in page
    assert client.post("/delegations/new/", TYPED).status_code == 302
    made = Delegation.objects.get()
    assert (made.receiver, made.money_limit, made.whole, scope_of(made)) == (
        office.bai, Decimal(50_000), False, "请示呈批",
    )  # fmt: skip
    for person in (office.zhao, office.bai, office.chen):
        page = signed_in(person).get("/delegations/").content.decode()
        assert "赵启山 → 白露" in page and "5万元以内" in page and "生效中" in page
    assert client.post(f"/delegations/{made.pk}/revocation/").status_code == 302
    page = client.get("/delegations/").content.decode()
    assert "已收回" in page and "生效中" not in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"receiver": "孙悟空"}, "名单里没有“孙悟空”"),
        ({"sort-purpose": []}, "写明委托什么"),
        ({"money_limit": "很多"}, "没看懂“很多”是多少钱"),
        ({"until": "2026-06-01"}, "结束日期要晚于开始日期"),
        ({"basis": ""}, "必填"),
    ],
)
def test_a_refusal_says_why_and_keeps_everything_typed(office, typed, said):
    answer = signed_in(office.zhao).post("/delegations/new/", TYPED | typed)
    page = answer.content.decode()
    assert (answer.status_code, Delegation.objects.count()) == (422, 0)
    assert said in page and "城建口5万元以内的请示" in page


def test_what_is_not_mine_to_know_is_not_there(office, other_office, give):
    made = give(office.zhao, office.bai)
    for person in (office.du, office.wang, office.zeng, other_office.chen):
        client = signed_in(person)
        assert "白露</span>" not in client.get("/delegations/").content.decode()
        assert client.post(f"/delegations/{made.pk}/revocation/").status_code == 404
    assert signed_in(office.bai).post(f"/delegations/{made.pk}/revocation/").status_code == 409
    assert Delegation.objects.get().revoked_at is None


def test_who_has_nothing_to_delegate_is_told_why(office):
    page = signed_in(office.zeng).get("/delegations/").content.decode()
    assert "系统管理员和纪检不批文件" in page and "/delegations/new/" not in page


def test_one_or_three_delegations_cost_the_same_statements(office, give):
    client = signed_in(office.chen)

    def spent():
        with CaptureQueriesContext(connection) as asked:
            client.get("/delegations/")
        return len(asked)

    give(office.zhao, office.bai, whole=False, divisions=[office.housing])
    spent()
    once = spent()
    give(office.zhao, office.wang, whole=False, divisions=[office.housing, office.city])
    give(office.wang, office.bai)
    assert spent() == once
