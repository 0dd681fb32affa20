"""Who finds what of a case and of a part: what one may not see is not there (product §4.5)."""

from __future__ import annotations

from datetime import datetime

import pytest

from shuniu.conftest import acting, make_person
from shuniu.matters import operations
from shuniu.matters.choices import Visibility
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.choices import DivisionKind, Role
from shuniu.org.models import Division


@pytest.fixture
def case(office):
    """A part of housing that it refused, and a body that has nothing to do with it."""
    li = acting(office.li)
    whole = operations.capture(title="沿河路井盖", source_type="call", by=li, urgency=1)
    whole = operations.place(whole, lead=office.office, holder=office.li, by=li)
    due = moment.aware(datetime(2026, 6, 12, 17, 30))
    mine = operations.give_part(whole, part=operations.Part("管网底数表", office.housing, due=due), by=li)
    torn = operations.give_part(whole, part=operations.Part("补盖", office.city, due=due), by=li)
    operations.feed_back(mine, words="换了140米", by=acting(office.du))
    operations.refuse(torn, reason="管网属住建", by=acting(office.lu))
    water = Division.objects.create(unit=office.unit, name="水利局", kind=DivisionKind.DEPARTMENT, order=12)
    stranger = make_person(office.unit, "王珂", water, Role.LIAISON, rank=120)
    return {"mine": mine, "torn": torn, "stranger": stranger, "whole": whole}


@pytest.mark.parametrize(
    ("who", "of_mine", "of_torn"),
    [
        ("chen", 200, 200), ("wang", 200, 200), ("li", 200, 200), ("du", 200, 404), ("lv", 200, 404), ("lu", 404, 200),
        ("zhao", 200, 200), ("zeng", 404, 404), ("stranger", 404, 404), ("other", 404, 404),
    ],
)  # fmt: skip
def test_who_finds_the_form_the_case_and_the_telephone_list(
    office, other_office, case, as_, who, of_mine, of_torn
):
    person = {"stranger": case["stranger"], "other": other_office.chen}.get(who) or getattr(office, who)
    client = as_(person)
    assert client.get(f"/matters/{case['mine'].slug}/asked/").status_code == of_mine
    assert client.get(f"/matters/{case['mine'].slug}/unsigned/").status_code == of_mine
    assert client.get(f"/matters/{case['torn'].slug}/coordination/").status_code == of_torn
    listed = client.get("/unsigned/").content.decode()
    if of_mine == 404:
        assert "管网底数表" not in listed
    said = case["mine"].feedbacks.get()
    if of_mine == 404:
        assert client.post(f"/feedbacks/{said.pk}/verification/").status_code == 404
        assert client.post(f"/mine/{case['mine'].slug}/feedback/", {"words": "我来说"}).status_code == 404
        assert client.post(f"/mine/{case['mine'].slug}/passing-on/", {"to": person.pk}).status_code == 404
    assert case["mine"].feedbacks.count() == 1


@pytest.mark.parametrize("who", ["du", "lv", "lu", "zhao"])
def test_only_the_office_sets_a_form_and_settles_a_dispute(office, case, as_, who):
    client = as_(getattr(office, who))
    client.post(f"/matters/{case['mine'].slug}/asked/", {"name": ["座数"], "kind": ["number"]})
    client.post(
        f"/matters/{case['torn'].slug}/coordination/",
        {"step": "provisional", "provisional-lead": "城市管理局", "provisional-words": "先围"},
    )
    assert not case["mine"].form_fields.exists()
    assert Matter.objects.get(pk=case["torn"].pk).holder == office.chen


def test_a_restricted_answer_is_not_offered_to_the_own_body(office, as_):
    li = acting(office.li)
    secret = operations.capture(
        title="管网底数摸底", source_type="call", by=li, visibility=Visibility.RESTRICTED
    )
    secret = operations.place(secret, lead=office.housing, holder=office.du, by=li)
    said = operations.feed_back(secret, words="管网底数检查井38座", by=acting(office.du))
    plain = operations.capture(
        title="管网底数表", source_type="call", by=li, due=moment.aware(datetime(2026, 6, 11, 17))
    )
    plain = operations.place(plain, lead=office.housing, holder=office.lv, by=li)
    client = as_(office.lv)
    assert "38座" not in client.get("/").content.decode()
    assert client.post(f"/mine/{plain.slug}/feedback/", {"reuse": said.pk}).status_code == 404
