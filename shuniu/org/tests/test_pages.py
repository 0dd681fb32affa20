"""人员、分工、职责、外出 on their pages."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shuniu.conftest import acting
from shuniu.matters import operations as matters
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.models import Charge, Duty, Person
from shuniu.org.tests.test_importing import sheet


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person.account)
    return client


ADDRESSES = [
    "/people/",
    "/people/new/",
    "/people/import/",
    "/absences/",
    "/division-of-work/",
    "/duties/",
    "/divisions/",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("who", ["chen", "li", "du", "zhao", "zeng"])
def test_every_list_opens_for_everybody(office, address, who):
    assert signed_in(office.people[who]).get(address).status_code == 200


def test_a_stranger_is_asked_to_sign_in(office):
    assert [Client().get(address).status_code for address in ADDRESSES] == [302] * len(ADDRESSES)


def test_people_are_found_by_initials(office):
    page = signed_in(office.li).get("/people/?q=dh").content.decode()
    assert "杜衡" in page
    assert "鲁山" not in page


def test_another_units_people_do_not_exist(office, other_office):
    client = signed_in(other_office.chen)
    assert client.get(f"/people/{office.du.pk}/").status_code == 404
    assert client.post(f"/people/{office.du.pk}/leaving/").status_code == 404


def test_a_clerk_is_told_why_a_person_cannot_be_added(office):
    answer = signed_in(office.li).post(
        "/people/new/", {"name": "宋词", "division": "办公室", "role": "staff"}
    )
    assert answer.status_code == 422
    assert "人员和部门由系统管理员或主任维护" in answer.content.decode()
    assert "宋词" in answer.content.decode()


def test_the_director_adds_a_person_with_post_and_role(office):
    answer = signed_in(office.chen).post(
        "/people/new/", {"name": "宋词", "division": "办公室", "role": "staff", "post": "督查员"}
    )
    assert answer.status_code == 302
    new = Person.objects.get(name="宋词")
    assert (new.post_name, new.role_names(), new.initials) == ("督查员", ["staff"], "sc")


def test_an_absence_is_announced_in_one_form_and_the_work_moves(office):
    matter = matters.place(
        matters.capture(title="井盖", by=acting(office.li)), lead=office.housing, by=acting(office.li)
    )
    now = moment.local(moment.now())
    answer = signed_in(office.du).post(
        f"/people/{office.du.pk}/absences/",
        {
            "kind": "study",
            "starts": f"{now:%Y-%m-%dT%H:%M}",
            "ends": f"{now + timedelta(days=2):%Y-%m-%dT%H:%M}",
        },
    )
    assert answer.status_code == 302
    assert Matter.objects.get(pk=matter.pk).holder == office.lv
    assert "吕工接着" in signed_in(office.du).get(f"/people/{office.du.pk}/").content.decode()


def test_a_new_leader_in_charge_ends_the_old_charge(office):
    from shuniu.conftest import make_person
    from shuniu.org.choices import Role

    make_person(office.unit, "秦砚", office.leaders, Role.LEADER, rank=4)
    answer = signed_in(office.chen).post("/division-of-work/", {"leader": "秦砚", "division": "城市管理局"})
    assert answer.status_code == 302
    assert Charge.objects.get(division=office.city, until=None).leader.name == "秦砚"
    old = signed_in(office.chen).get("/division-of-work/?on=2026-03-01").content.decode()
    assert "秦砚" not in re.sub(r"(?s)<datalist.*?</datalist>", "", old)


def test_a_duty_without_a_stand_in_is_shown_as_a_gap(office):
    signed_in(office.chen).post(
        "/duties/",
        {
            "number": 214,
            "what": "井盖缺失首日处置",
            "division": "城市管理局",
            "keywords": "井盖，窨井;检查井",
        },
    )
    assert Duty.objects.get(number=214).keywords == ["井盖", "窨井", "检查井"]
    assert "井盖缺失首日处置" in signed_in(office.chen).get("/duties/?gaps=1").content.decode()


def test_handing_over_proposes_somebody_for_everything(office):
    matter = matters.place(
        matters.capture(title="井盖", by=acting(office.li)), lead=office.housing, by=acting(office.li)
    )
    client = signed_in(office.chen)
    page = client.get(f"/people/{office.du.pk}/handing-over/").content.decode()
    assert 'value="吕工"' in page
    assert client.post(f"/people/{office.du.pk}/leaving/").status_code == 409
    answer = client.post(f"/people/{office.du.pk}/handing-over/", {f"to-{matter.pk}": "吕工"})
    assert answer.status_code == 302
    assert client.post(f"/people/{office.du.pk}/leaving/").status_code == 302
    assert Person.objects.get(pk=office.du.pk).left_on == moment.today()


def test_an_unknown_heir_keeps_everything_typed_and_moves_nothing(office):
    matter = matters.place(
        matters.capture(title="井盖", by=acting(office.li)), lead=office.housing, by=acting(office.li)
    )
    answer = signed_in(office.chen).post(
        f"/people/{office.du.pk}/handing-over/", {f"to-{matter.pk}": "孙悟空"}
    )
    assert answer.status_code == 422
    assert 'value="孙悟空"' in answer.content.decode()
    assert Matter.objects.get(pk=matter.pk).holder == office.du


def test_a_list_is_looked_at_before_it_comes_in(office):
    client = signed_in(office.chen)
    file = SimpleUploadedFile("通讯录.xlsx", sheet(["姓名", "部门"], ["宋词", "办公室"]))
    page = client.post("/people/import/", {"file": file}).content.decode()
    assert "宋词" in page
    assert not Person.objects.filter(name="宋词").exists()
    kept = re.search(r'name="kept" value="([^"]+)"', page)[1]
    assert client.post("/people/import/", {"kept": kept}).status_code == 302
    assert Person.objects.filter(name="宋词").exists()


def test_a_changed_preview_is_refused(office):
    answer = signed_in(office.chen).post("/people/import/", {"kept": "forged"})
    assert answer.status_code == 422
    assert "预览过期了" in answer.content.decode()


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_of_people_asks_the_database_the_same_number_of_times(
    office, more, django_assert_num_queries
):
    from shuniu.conftest import make_person

    for number in range(more):
        make_person(office.unit, f"新人{number}", office.office, "staff", post=f"岗{number}")
    client = signed_in(office.li)
    client.get("/people/")
    with django_assert_num_queries(8):
        client.get("/people/")


def test_nobody_else_brings_a_colleague_back_early(office):
    from shuniu.org import operations as people
    from shuniu.org.models import Absence

    now = moment.now()
    absence = people.announce(office.du, starts=now, ends=now + timedelta(days=2), by=acting(office.du))
    answer = signed_in(office.lu).post(f"/absences/{absence.pk}/return/")
    assert answer.status_code == 409
    assert "外出由本人或办公室报备" in answer.content.decode()
    assert Absence.objects.get(pk=absence.pk).ended_at is None
    assert signed_in(office.du).post(f"/absences/{absence.pk}/return/").status_code == 302
