"""Every address of slips × every role × own, same field, other field, restricted, other unit: none leaks (product §4.5)."""

import json

import pytest

from shuniu.conftest import acting
from shuniu.matters import operations as matters
from shuniu.matters.choices import Visibility
from shuniu.routing import operations as slips
from shuniu.routing.acts import ACTS
from shuniu.routing.planned import Planned
from shuniu.routing.tests.test_pages import signed_in

OWN, OTHER, SECRET, FOREIGN = "甲桥护栏", "丙巷垃圾", "丁某上访", "戊县来函"
# 王芳 is on each slip of this unit; being asked about a restricted matter lets her read it, and 赵局 is the
# leader in charge of both bodies.
MAY_SEE = {
    "chen": {OWN, OTHER, SECRET},
    "wang": {OWN, OTHER, SECRET},
    "li": {OWN, OTHER, SECRET},
    "bai": {OWN, OTHER},
    "zhao": {OWN, OTHER, SECRET},
    "du": {OWN},
    "lv": {OWN},
    "lu": {OTHER},
    "zeng": set(),
}
LISTS = [
    "/slips/", "/slips/?view=mine", "/slips/?view=sent", "/slips/?person=wf", "/slips/?person=陈敬之", "/docs/",
    "/docs/?view=moving", "/settings/routes/", "/health/", "/health/slips/", "/api/1/slips", "/api/1/slips?person=wf",
]  # fmt: skip


@pytest.fixture
def under_way(office, other_office):
    def started(title, office, body, **more):
        li = acting(office.li)
        found = matters.place(matters.capture(title=title, by=li, **more), lead=body, holder=office.li, by=li)
        return slips.start(found, stages=[Planned("拟办", (office.wang,))], by=li, title=f"{title}的单")

    return {
        OWN: started(OWN, office, office.housing),
        OTHER: started(OTHER, office, office.city),
        SECRET: started(SECRET, office, office.city, visibility=Visibility.RESTRICTED),
        FOREIGN: started(FOREIGN, other_office, other_office.city),
    }


@pytest.mark.parametrize("who", MAY_SEE)
def test_no_list_of_slips_shows_what_this_person_may_not_know(office, under_way, who):
    client = signed_in(office.people[who])
    hidden = set(under_way) - MAY_SEE[who]
    leaks = [(a, t) for a in LISTS for t in hidden if t in client.get(a).content.decode()]
    assert leaks == []
    listed = json.loads(client.get("/api/1/slips").content)["items"]
    assert {row["title"].removesuffix("的单") for row in listed} == MAY_SEE[who]


@pytest.mark.parametrize("who", MAY_SEE)
def test_a_hidden_slip_is_not_there_by_any_address(office, under_way, who):
    client = signed_in(office.people[who])
    for title in set(under_way) - MAY_SEE[who]:
        address = f"/slips/{under_way[title].pk}/"
        answers = [
            client.get(address),
            client.get(f"/api/1{address}"[:-1]),
            client.get(f"{address}unsticking/"),
        ]
        answers += [client.get(f"{address}{noun}/") for noun in ACTS]
        answers += [client.post(f"{address}{noun}/", {}) for noun in ACTS]
        answers += [
            client.post(f"/api/1{address}{noun}", {"data": {}}, content_type="application/json")
            for noun in ACTS
        ]
        assert [a.status_code for a in answers] == [404] * len(answers), title


@pytest.mark.parametrize("who", MAY_SEE)
def test_what_may_be_known_opens(office, under_way, who):
    client = signed_in(office.people[who])
    for title in MAY_SEE[who]:
        assert client.get(f"/slips/{under_way[title].pk}/").status_code == 200, title
