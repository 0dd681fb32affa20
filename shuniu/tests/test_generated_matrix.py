"""Every address that there is × every role × own, same field, other field, restricted, other unit (product §4.5).

The addresses are read from the routing table: a page that is added tomorrow is asked tomorrow.
"""

from __future__ import annotations

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver

from shuniu.desk import context
from shuniu.journal.models import Line
from shuniu.matters.acts import ACTS as OF_A_MATTER
from shuniu.matters.models import Demand, Difficulty, DueChange, Feedback, Instruction
from shuniu.notices.models import Notice
from shuniu.org.models import Person
from shuniu.routing.acts import ACTS as OF_A_SLIP
from shuniu.routing.models import Part, Slip
from shuniu.sheets.models import Ink
from shuniu.supervision.acts import ACTS as OF_SUPERVISION
from shuniu.supervision.models import Chase, Escalation, Parcel, SpotCheck
from shuniu.tests.matrix import (
    FIELD,
    FOREIGN,
    MAY_SEE,
    OTHER,
    OWN,
    SECRET,
    addresses,
    everything,
    filled,
    shown,
    signed_in,
    takes_matter,
    takes_number,
)

# Signing in and the assets are tested where they live; they know of no matter.
ELSEWHERE = re.compile(r"^(accounts/|\^?assets/|as/|locked/|api/1/docs|api/1/openapi|settings/language/)")
# Numbers of people, not of what hangs on a matter.
OF_PEOPLE = ("people/", "settings/accounts/")
PLACES = sorted({a for a in addresses(get_resolver().url_patterns) if not ELSEWHERE.match(a)})
PLAIN = [a for a in PLACES if "<" not in a]
# What a list may be asked with: each shows another part of what there is.
ASKED = {
    "matters/": ("view=mine", "view=given", "view=office", "view=late", "view=done"),
    "slips/": ("view=mine", "view=sent", "person=陈敬之"),
    "search/": ("q=原文", "q=护栏", "q=灯杆", "q=垃圾", "q=上访", "q=来函"),
    "search/palette/": ("q=原文", "q=垃圾", "q=上访", "q=丙"),
    "search/beside/": ("q=原文", "q=垃圾"),
    "docs/": ("view=all", "view=done"),
    "api/1/matters": ("view=office", "view=late"),
    "api/1/search": ("q=原文", "q=上访"),
    "api/1/people": ("q=陈", "q=c"),
    "api/1/slips": ("view=sent", "person=陈敬之"),
}
# Whose number a number is, where the first word of an address tells.
NUMBERED = {
    "slips": Slip,
    "papers": Part,
    "feedbacks": Feedback,
    "difficulties": Difficulty,
    "instructions": Instruction,
    "extensions": DueChange,
    "inks": Ink,
    "supervise/chasing": Chase,
    "supervise/escalations": Escalation,
    "supervise/spot-checks/checks": SpotCheck,
}
NO_NUMBER = 10**9
SHEETS = ["handling", "circulation", "follow-up-1"]


@pytest.fixture
def matters(office, other_office):
    return everything(office, other_office)


def questions() -> list[str]:
    return [f"/{a}" for a in PLAIN] + [f"/{a}?{query}" for a, queries in ASKED.items() for query in queries]


def of(model, matter):
    path = {Part: "stage__slip__matter"}.get(model, "matter")
    return model.objects.filter(**{path: matter}).values_list("pk", flat=True)


def model_of(address: str):
    """Whose number stands in an address; the longest beginning that is known."""
    plain = address.removeprefix("api/1/")
    known = [name for name in NUMBERED if plain == name or plain.startswith(f"{name}/")]
    return NUMBERED[max(known, key=len)] if known else None


USUAL = (Slip, Part, Feedback, Difficulty, Instruction, Demand)


def numbers(matter) -> set[int]:
    """The numbers of what usually hangs on a matter; one may be that of something else too."""
    return {pk for model in USUAL for pk in of(model, matter)}


def nouns(address: str) -> list[str]:
    if "<slug:key>" in address:
        return SHEETS
    if "<slug:noun>" not in address and "<noun>" not in address:
        return ["x"]
    if "/supervision/" in address:
        return sorted(OF_SUPERVISION)
    return sorted(OF_A_SLIP if "slips" in address else OF_A_MATTER)


@pytest.mark.parametrize("who", MAY_SEE)
def test_no_page_without_an_argument_names_what_this_person_may_not_know(office, matters, who):
    client = signed_in(office.people[who])
    hidden = set(matters) - MAY_SEE[who]
    leaks, broken = [], []
    for question in questions():
        answer = client.get(question)
        if answer.status_code >= 500:
            broken.append(question)
        leaks += [(question, title) for title in hidden if title in shown(answer)]
    assert (leaks, broken) == ([], [])


@pytest.mark.parametrize("who", MAY_SEE)
def test_what_hangs_on_a_hidden_matter_is_not_there_by_any_address(office, matters, who):
    client = signed_in(office.people[who])
    wrong = []
    for title in set(matters) - MAY_SEE[who]:
        matter = matters[title]
        lines = Line.objects.about(matter).count()
        # The other unit's first matter has an address that this unit uses too: only its rows and words tell it apart.
        by_address = [] if title == FOREIGN else [a for a in PLACES if takes_matter(a)]
        for address in by_address:
            for noun in nouns(address):
                path = filled(address, slug=matter.slug, number=min(numbers(matter)), noun=noun)
                wrong += _refused(client, path, title, statuses=(404, 405))
        for address in PLACES:
            if takes_matter(address) or not takes_number(address) or address.startswith(OF_PEOPLE):
                continue
            model = model_of(address)
            for pk in of(model, matter) if model else numbers(matter):
                for noun in nouns(address):
                    path = filled(address, slug="x", number=pk, noun=noun)
                    # The administrator puts a stuck slip right by its number; this one is not stuck.
                    wrong += _refused(client, path, title, statuses=(404, 405) if model else ())
        if Line.objects.about(matter).count() != lines:
            wrong.append((title, Line.objects.about(matter).last().verb))
    assert wrong == []


@pytest.mark.parametrize("who", MAY_SEE)
def test_with_the_number_of_something_hidden_nobody_learns_or_moves_it_through_a_person(office, matters, who):
    """People have numbers too, and some are those of hidden rows; what is done to a person here is taken back at once,
    or the administrator would let go the very people who ask."""
    client = signed_in(office.people[who])
    own = {office.people[who].pk, office.people[who].account.pk}
    addresses_of_people = [a for a in PLACES if a.startswith(OF_PEOPLE) and takes_number(a)]
    assert addresses_of_people
    wrong = []
    for title in set(matters) - MAY_SEE[who]:
        for address in addresses_of_people:
            for pk in sorted(numbers(matters[title]) - own)[:3]:
                lines = Line.objects.about(matters[title]).count()
                with transaction.atomic():
                    path = filled(address, slug="x", number=pk)
                    wrong += _refused(client, path, title, statuses=())
                    if Line.objects.about(matters[title]).count() != lines:
                        wrong.append((path, "did"))
                    transaction.set_rollback(True)
    assert wrong == []


@pytest.mark.parametrize("who", MAY_SEE)
def test_a_person_or_an_account_of_another_unit_is_not_there(office, other_office, who):
    client = signed_in(office.people[who])
    stranger = other_office.du
    Person.objects.filter(pk=stranger.pk).update(name="外县某人")
    found = []
    for address in [a for a in PLACES if a.startswith(OF_PEOPLE) and takes_number(a)]:
        path = filled(address, slug="x", number=stranger.pk)  # the pages of accounts go by person, too
        for answer in (client.get(path), client.post(path, {})):
            if answer.status_code not in (403, 404, 405) or "外县某人" in shown(answer):
                found.append((path, answer.status_code))
    assert found == []


def _refused(client: Client, path: str, title: str, *, statuses: tuple[int, ...]) -> list:
    """GET and POST: nothing of it is said, and where the number is its own it is not there."""
    json = {"data": {}, "content_type": "application/json"} if path.startswith("/api/") else {"data": {}}
    found = []
    for method, answer in (("get", client.get(path)), ("post", client.post(path, **json))):
        # Rows of one's own may bear the same number: they may be looked at. A page that is not for this role says so
        # whatever the number, one that there is not at all included.
        if statuses and answer.status_code not in statuses:
            nowhere = re.sub(r"/\d+/", f"/{NO_NUMBER}/", path)
            if answer.status_code != 403 or getattr(client, method)(nowhere).status_code != 403:
                found.append((method, path, answer.status_code))
        if answer.status_code >= 500 or title in shown(answer):
            found.append((method, path, answer.status_code, "says"))
    return found


# What a person may see of the office's size without seeing a matter: the machine's own health.
COUNTS_OF_THE_MACHINE = ("/health/", "/health/diagnosis/", "/health/slips/", "/health/verification/")


@pytest.mark.parametrize("who", MAY_SEE)
def test_one_more_hidden_matter_changes_no_page_no_count_and_no_suggestion(
    office, other_office, matters, who
):
    """The strictest question: is there anything at all on any page by which one could tell that it came?"""
    client = signed_in(office.people[who])
    asked = [q for q in questions() if not q.startswith(COUNTS_OF_THE_MACHINE)]
    first = {question: _settled(client.get(question)) for question in asked}
    before = {question: _settled(client.get(question)) for question in asked}
    everything(office, other_office, n=2, only={OWN, FIELD, OTHER, SECRET, FOREIGN} - MAY_SEE[who])
    context.waiting_in_tray.cache_clear()
    after = {question: _settled(client.get(question)) for question in asked}
    told = [question for question in asked if first[question] == before[question] != after[question]]
    assert told == [], {question: _difference(before[question], after[question]) for question in told[:4]}


def _settled(answer) -> str:
    """The page without what is new in every answer: tokens and nonces."""
    page = shown(answer)
    page = page[: page.rfind("\nContent-Type:")] if answer.status_code == 200 else page
    page = re.sub(r'(csrfmiddlewaretoken" value|nonce|X-CSRFToken)["\':= ]+"?[\w=+/-]+"?', "", page)
    page = re.sub(r"nonce-[\w=+/-]+", "", page)
    return re.sub(
        r"[A-Za-z0-9]{64}", "", re.sub(r"(Set-Cookie|Content-Length|Server-Timing|ETag):.*", "", page)
    )


def _difference(before: str, after: str) -> list[str]:
    old = set(re.split(r"(?<=>)", before))
    return [piece for piece in re.split(r"(?<=>)", after) if piece not in old][:6]


def test_a_stranger_reads_nothing_anywhere(office, matters):
    titles, leaks = tuple(matters), []
    assert connection.vendor in ("sqlite", "postgresql")
    for address in PLACES:
        path = filled(address, slug=matters[OWN].slug, number=1)
        page = shown(Client().get(path))
        leaks += [(path, title) for title in titles if title in page]
    assert leaks == []


def test_every_kind_of_nearness_is_in_the_matrix(matters):
    assert set(matters) == {OWN, FIELD, OTHER, SECRET, FOREIGN}
    assert all(numbers(matter) for matter in matters.values())
    for title, matter in matters.items():
        for model in (Chase, Ink, Notice, Slip, Part):
            assert of(model, matter), (title, model.__name__)
        assert bool(of(SpotCheck, matter)) == (title != SECRET)
    assert {parcel.matter_id for parcel in Parcel.objects.all()} == {
        matters[t].pk for t in (OWN, FIELD, OTHER)
    }
    assert {one.matter_id for one in Escalation.objects.all()} >= {
        matters[t].pk for t in (OWN, FIELD, OTHER, FOREIGN)
    }
