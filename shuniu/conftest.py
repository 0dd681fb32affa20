"""The small fixed cast of every test: who they are says what they may.

李明 clerk (registers), 王芳 section chief and deputy director, 陈主任 director, 赵局 leader in charge of 城建局,
杜衡 liaison of 城建局 with 吕工 as engineer, 鲁山 liaison of 城管局, 周远 director of another unit who must see nothing,
曾凡 administrator. Thursday 11 June 2026, 10:00.
"""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.utils import translation

from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import DivisionKind, Role
from shuniu.org.models import ABPair, Account, Appointment, Charge, Division, Person, Post, RoleGrant, Unit
from shuniu.org.operations.people import spelling

NOW = datetime(2026, 6, 11, 10, 0)


@pytest.fixture(autouse=True)
def kept_counts_do_not_age(monkeypatch):
    """Counts of statements must not depend on how many seconds a test takes."""
    from shuniu.desk import context

    context.waiting_in_tray.cache_clear()
    monkeypatch.setattr(context, "COUNT_KEPT_SECONDS", 10**9)


@pytest.fixture(autouse=True)
def everybody_begins_in_chinese():
    """A page asked for in English leaves its language to the thread; the next test is nobody's guest."""
    translation.deactivate()


@pytest.fixture
def clock_stands():
    """It is Thursday 11 June 2026, 10:00; `clock_stands(moment)` moves it."""
    with moment.standing_at(NOW) as _:
        yield NOW


def make_person(unit, name, division, *roles, post="", rank=1000):
    person = Person.objects.create(
        unit=unit, name=name, division=division, rank=rank, joined_on=date(2020, 1, 1), **spelling(name)
    )
    for role in roles:
        RoleGrant.objects.create(person=person, role=role, since=date(2020, 1, 1))
    if post:
        seat, _new = Post.objects.get_or_create(division=division, name=post, defaults={"unit": unit})
        Appointment.objects.create(person=person, post=seat, since=date(2020, 1, 1))
    Account.objects.create_user(username=f"{unit.code}-{person.pinyin}", password=None, person=person)
    return person


def make_office(code="qinglan", name="青岚县人民政府办公室"):
    """One unit with its bodies and people; attributes by short names."""
    unit = Unit.objects.create(name=name, code=code)
    body = lambda n, k, o: Division.objects.create(unit=unit, name=n, kind=k, order=o)  # noqa: E731
    office = body("办公室", DivisionKind.OFFICE, 1)
    leaders = body("县领导", DivisionKind.LEADERSHIP, 0)
    housing = body("住房城乡建设局", DivisionKind.DEPARTMENT, 10)
    city = body("城市管理局", DivisionKind.DEPARTMENT, 11)
    chen = make_person(unit, "陈敬之", office, Role.DIRECTOR, post="主任", rank=10)
    wang = make_person(unit, "王芳", office, Role.DEPUTY, post="副主任", rank=20)
    li = make_person(unit, "李明", office, Role.STAFF, post="文秘", rank=30)
    bai = make_person(unit, "白露", office, Role.STAFF, post="会务", rank=31)
    zhao = make_person(unit, "赵启山", leaders, Role.LEADER, post="副县长", rank=2)
    du = make_person(unit, "杜衡", housing, Role.LIAISON, post="联络员", rank=100)
    lv = make_person(unit, "吕工", housing, Role.LIAISON, post="工程师", rank=101)
    lu = make_person(unit, "鲁山", city, Role.LIAISON, post="联络员", rank=110)
    zeng = make_person(unit, "曾凡", office, Role.ADMIN, post="系统管理员", rank=90)
    Division.objects.filter(pk=housing.pk).update(liaison=du)
    Division.objects.filter(pk=city.pk).update(liaison=lu)
    Division.objects.filter(pk=office.pk).update(head=chen)
    for division in (housing, city):
        division.refresh_from_db()
        Charge.objects.create(unit=unit, leader=zhao, division=division, since=date(2026, 1, 1), basis="分工")
    office.refresh_from_db()
    ABPair.objects.create(person=du, stand_in=lv, since=date(2026, 1, 1))
    ABPair.objects.create(person=li, stand_in=bai, since=date(2026, 1, 1))
    ABPair.objects.create(person=chen, stand_in=wang, since=date(2026, 1, 1))
    people = {
        "chen": chen, "wang": wang, "li": li, "bai": bai, "zhao": zhao, "du": du, "lv": lv, "lu": lu, "zeng": zeng,
    }  # fmt: skip
    return SimpleNamespace(
        unit=unit, office=office, leaders=leaders, housing=housing, city=city, people=people, **people
    )


@pytest.fixture
def office(db, clock_stands):
    return make_office()


@pytest.fixture
def other_office(db, clock_stands):
    """Another unit in the same database: it must learn nothing."""
    return make_office("linxian", "邻县人民政府办公室")


def acting(person) -> Actor:
    """The person as actor, with the roles they hold now."""
    return Actor.of(
        Person.objects.select_related("unit", "division").prefetch_related("grants").get(pk=person.pk)
    )
