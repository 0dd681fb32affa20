"""Every light, every order, every grey press and every proposal of the demo office says why (product §13, "hide reasons")."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from shuniu.demo.generator import fill
from shuniu.demo.scenes import SCENES, wipe
from shuniu.matters.choices import DemandOutcome
from shuniu.matters.models import Matter, Reading
from shuniu.matters.proposing import proposal_of
from shuniu.matters.readings import why_of
from shuniu.org import moment
from shuniu.org.models import Account, Person

pytestmark = pytest.mark.django_db
START = (
    "/",
    "/inbox/",
    "/matters/?view=office",
    "/matters/?view=late",
    "/slips/",
    "/supervise/",
    "/supervise/chasing/",
)
FOLLOWED = re.compile(
    r'(?:href|data-href)="(/(?:matters|inbox|slips|papers|people)/[\w-]+/(?:coordination/)?)"'
)
MOST = 40  # pages of one person
LIGHT = re.compile(r'<svg class="light"(?P<tag>[^>]*)>(?P<title><title>\s*\S.*?</title>)?', re.DOTALL)
SAID = re.compile(
    r'aria-label="\s*\S|aria-hidden="true"'
)  # the words stand beside what is hidden from readers
GREY = re.compile(r'aria-disabled="true">(?P<word>[^<]*)</span>\s*(?P<after>.{0,40})', re.DOTALL)
CHIP = re.compile(r'<span class="chip"[^>]*>(?P<words>.*?)</span>', re.DOTALL)
PROOF = re.compile(r'<span class="reason">\s*</span>')


@pytest.fixture(scope="module")
def evening(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        wipe()
        fill("county", scale=0.02, until=SCENES["B"].at)
        yield
        wipe()


@pytest.mark.parametrize("name", ["周谨言", "吴安澜", "梁静", "沈知行", "杜衡"])
def test_no_light_no_grey_press_and_no_chip_is_without_words(evening, name):
    client = Client()
    client.force_login(Account.objects.get(person__name=name))
    waiting, seen, bare = list(START), set(), []
    with moment.standing_at(SCENES["B"].at):
        while waiting and len(seen) < MOST:
            address = waiting.pop(0)
            if address in seen:
                continue
            seen.add(address)
            answer = client.get(address, follow=True)
            if answer.status_code != 200:
                continue
            shown = answer.content.decode()
            bare += [
                (address, "light")
                for one in LIGHT.finditer(shown)
                if not one["title"] and not SAID.search(one["tag"])
            ]
            bare += [
                (address, one["word"])
                for one in GREY.finditer(shown)
                if 'class="reason">' not in one["after"]
            ]
            bare += [
                (address, "chip")
                for one in CHIP.finditer(shown)
                if not re.sub(r"<[^>]*>", "", one["words"]).strip()
            ]
            bare += [(address, "reason") for _one in PROOF.finditer(shown)]
            waiting += FOLLOWED.findall(shown)
    assert bare == []
    assert len(seen) >= 10


def test_the_place_of_every_matter_in_the_order_can_be_added_up(evening):
    with moment.standing_at(SCENES["B"].at):
        person = Person.objects.get(name="周谨言")
        for matter in Matter.objects.open().select_related("unit").order_by("-received")[:60]:
            why = why_of(matter, person=person)
            assert round(sum(row.points for row in why.rows)) == why.total, matter.number
            assert why.light.causes or why.light.colour in ("green", "none"), matter.number


def test_every_proposal_says_for_each_of_its_parts_why(evening):
    with moment.standing_at(SCENES["B"].at):
        tray = list(Reading.objects.filter(matter__in=Matter.objects.pending()))
        assert len(tray) >= 5
        for reading in tray:
            proposal = proposal_of(reading)
            unexplained = [
                part
                for part in ("kind", "lead", "leader")
                if proposal[part]["value"] and not proposal[part]["why"]
            ]
            unexplained += ["due"] if proposal["due"]["value"] and not proposal["due"]["basis"] else []
            named = [*proposal["candidates"], *proposal["helpers"], *proposal["same"], *proposal["similar"]]
            concerned = proposal.get("concerned") or {"to": [], "left": []}
            named += [*concerned["to"], *concerned["left"]]
            unexplained += [
                one["name"] if "name" in one else one["number"] for one in named if not one["why"]
            ]
            for part in proposal["demands"]:
                met = part["outcome"] == DemandOutcome.COVERED
                if part["lead"] and not (part["covered"]["why"] if met else part["why"]):
                    unexplained.append(part["order"])
            assert unexplained == [], reading.matter.title
