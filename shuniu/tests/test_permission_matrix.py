"""Every address × every role × own, same field, other field, restricted, other unit: none leaks (product §4.5)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from shuniu.conftest import acting, make_person
from shuniu.matters import operations
from shuniu.matters.choices import Visibility, Weight
from shuniu.matters.models import Matter
from shuniu.matters.search import search
from shuniu.org.choices import Role

# Words that stand only in the matter they belong to: seeing one is seeing the matter.
OWN, FIELD, OTHER, SECRET, FOREIGN = "甲桥护栏", "乙路灯杆", "丙巷垃圾", "丁某上访", "戊县来函"


@pytest.fixture
def matters(office, other_office):
    li = acting(office.li)

    def given(title, body, **more):
        return operations.place(
            operations.capture(title=title, by=li, text=f"{title}的原文", **more), lead=body, by=li
        )

    own = operations.assign(given(OWN, office.housing), to=office.lv, by=acting(office.du))
    foreign = operations.capture(title=FOREIGN, by=acting(other_office.li), text=f"{FOREIGN}的原文")
    return {
        OWN: own,
        FIELD: given(FIELD, office.housing),
        OTHER: given(OTHER, office.city),
        SECRET: operations.capture(
            title=SECRET, by=li, visibility=Visibility.RESTRICTED, text=f"{SECRET}的原文"
        ),
        FOREIGN: foreign,
    }


# Who may know of which: the director all of the unit, the office all but 限定 of others, a liaison the own body's,
# the leader in charge of both bodies theirs, the administrator nothing.
MAY_SEE = {
    "chen": {OWN, FIELD, OTHER, SECRET},
    "wang": {OWN, FIELD, OTHER},
    "li": {OWN, FIELD, OTHER, SECRET},
    "bai": {OWN, FIELD, OTHER},
    "zhao": {OWN, FIELD, OTHER},
    "du": {OWN, FIELD},
    "lv": {OWN, FIELD},
    "lu": {OTHER},
    "zeng": set(),
}

LISTS = [
    "/", "/inbox/", "/matters/?view=mine", "/matters/?view=given", "/matters/?view=office", "/matters/?view=late",
    "/matters/?view=done", "/matters/counts/", "/search/?q=护栏", "/search/?q=灯杆", "/search/?q=垃圾",
    "/search/?q=上访", "/search/?q=来函", "/search/?q=原文", "/people/", "/duties/", "/absences/", "/division-of-work/",
    "/divisions/", "/notices/", "/shifts/", "/api/1/matters?view=office", "/api/1/search?q=原文", "/api/1/counts",
    "/supervise/", "/supervise/?by=leader", "/supervise/?view=red", "/supervise/?view=soon", "/supervise/items/",
    "/supervise/chasing/", "/supervise/ledger/", "/supervise/ledger/?state=all", "/supervise/weeks/2026-06-08/?by=body&of=office",
    "/supervise/weeks/2026-06-08/?by=source&of=found",
]  # fmt: skip


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person.account)
    return client


@pytest.mark.parametrize("who", MAY_SEE)
def test_no_list_shows_what_this_person_may_not_know(office, matters, who):
    client = signed_in(office.people[who])
    hidden = set(matters) - MAY_SEE[who]
    leaks = [
        (address, title)
        for address in LISTS
        for title in hidden
        if title in client.get(address).content.decode()
    ]
    assert leaks == []


@pytest.mark.parametrize("who", MAY_SEE)
def test_search_finds_and_counts_only_what_may_be_known(office, matters, who):
    found = search("原文", actor=acting(office.people[who]))
    assert {row["title"] for row in found.rows} == MAY_SEE[who]
    assert found.count == len(MAY_SEE[who])


@pytest.mark.parametrize("who", MAY_SEE)
def test_what_may_be_known_opens(office, matters, who):
    client = signed_in(office.people[who])
    for title in MAY_SEE[who]:
        assert client.get(f"/matters/{matters[title].slug}/").status_code == 200, title


def addresses(patterns, prefix=""):
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            yield here


# What a stranger may open: signing in, the assets of the pages, and the list of the interface's verbs.
OPEN_TO_ALL = (
    "accounts/",
    "^assets/",
    "assets/",
    "as/",
    "locked/",
    "settings/language/",
    "api/1/docs",
    "api/1/openapi",
    "health/live",
)


def test_a_stranger_opens_nothing_but_the_door(office, matters):
    for address in addresses(get_resolver().url_patterns):
        if address.startswith(OPEN_TO_ALL) or "assets" in address:
            continue
        concrete = _filled(address, matters[OWN])
        answer = Client().get(f"/{concrete}")
        assert answer.status_code in (301, 302, 401, 403, 404, 405), concrete
        if answer.status_code == 302:
            assert "/accounts/login/" in answer["Location"] or answer["Location"].startswith("/"), concrete


def _filled(address: str, matter) -> str:
    import re

    address = re.sub(r"<slug:slug>|<slug>|\{slug\}", matter.slug, address)
    address = re.sub(r"<int:\w+>", "1", address)
    return re.sub(r"<[^>]+>", "x", address).replace("^", "").replace("$", "").replace("\\Z", "")


def test_the_head_sees_the_whole_list_but_nobody_elses_visitors(office, matters):
    lu = make_person(office.unit, "陆县长", office.leaders, Role.LEADER, Role.HEAD, rank=1)
    found = search("原文", actor=acting(lu))
    assert {row["title"] for row in found.rows} == {OWN, FIELD, OTHER}


def test_another_leader_sees_what_is_major_outside_the_own_field(office, matters):
    wen = make_person(office.unit, "温县长", office.leaders, Role.LEADER, rank=5)
    assert search("原文", actor=acting(wen)).rows == []
    Matter.objects.filter(pk=matters[OTHER].pk).update(importance=Weight.HEAVY)
    assert [row["title"] for row in search("原文", actor=acting(wen)).rows] == [OTHER]
