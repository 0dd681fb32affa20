"""场面D, played through the pages: two departments say the manholes are not theirs (product §3.3)."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from shuniu.demo.scenes import SCENES, wipe
from shuniu.demo.tests.conftest import made
from shuniu.matters.choices import State
from shuniu.matters.models import Dispute, Instruction, Matter
from shuniu.org import moment
from shuniu.org.models import Account, Duty

pytestmark = pytest.mark.django_db
CASE = "/matters/2026-1183/coordination/"


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    """The county at the moment at which scene D begins, with little of its year."""
    with django_db_blocker.unblock():
        yield made("county", SCENES["D"].at, 0.05)
        wipe()


def at(hour: int, minute: int, day: int = 11):
    return moment.standing_at(datetime(2026, 6, day, hour, minute))


def hand_of(name: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person__name=name))
    return client


def manholes() -> Matter:
    return Matter.objects.select_related("holder", "lead").get(year=2026, serial=1183, part=0)


def say(client: Client, step: str, **said) -> None:
    answer = client.post(CASE, {"step": step} | {f"{step}-{name}": value for name, value in said.items()})
    assert answer.status_code == 302, answer.content.decode()


def test_the_scene_from_the_refusals_to_the_line_of_the_register(county):
    director, leader = hand_of("周谨言"), hand_of("裴子衡")
    with at(11, 15):
        # Never nobody: the director has it since the first refusal; both reasons, clauses and numbers on one page.
        assert (manholes().state, manholes().holder.name) == (State.DISPUTED, "周谨言")
        page = director.get(CASE).content.decode()
        for words in ("城市管理局", "住房城乡建设局", "管网属住建", "道路附属设施归城管", "2021年管网移交单", "2024年第3号专题会纪要",
                      "职责清单214条", "沿河路三处井盖破损", "离实验小学300米", 'href="tel:'):  # fmt: skip
            assert words in page, words
    with at(11, 18):
        say(director, "principle", principle="先保安全,费用后算")
        for name in ("鲁山", "杜衡"):  # each on the own phone
            party = hand_of(name)
            body = Account.objects.get(person__name=name).person.division_id
            assert "同意这条原则" in party.get(CASE).content.decode()
            party.post(CASE, {"step": "assent", "division": body})
        assert director.get(CASE).content.decode().count("✓") == 2
    with at(11, 20):
        say(director, "provisional", lead="城管局", words="今晚先围挡、补盖")
        assert (manholes().lead.name, manholes().holder.name) == ("城市管理局", "鲁山")
        say(director, "leader", lead="城管局", words="城管局围挡补盖,住建局管管网底数和方案", leader="裴子衡")
    with at(11, 26):
        one_screen = leader.get(CASE).content.decode()
        assert one_screen.count('name="answer"') == 3
        leader.post(CASE, {"step": "answer", "answer": "agree", "words": "先堵上,再说账。"})
        assert Instruction.objects.filter(matter=manholes()).latest("pk").words == "先堵上,再说账。"
        assert Dispute.objects.get(matter=manholes()).ruled_by.name == "裴子衡"
    with at(11, 30):
        for title, lead in (("夜里围挡补盖", "城管局"), ("管网底数表", "住建局")):
            director.post(
                "/matters/2026-1183/part/", {"title": title, "lead": lead, "due": "2026-06-11T17:00"}
            )
        for name, own, other in (
            ("鲁山", "夜里围挡补盖", "管网底数表"),
            ("杜衡", "管网底数表", "夜里围挡补盖"),
        ):
            phone = hand_of(name).get("/").content.decode()
            assert own in phone and other not in phone
            assert "“先堵上,再说账。”" in phone and "今天17:00" in phone
    with at(11, 40):
        # The figure of 28 May is used in one tap.
        housing = hand_of("杜衡")
        part = Matter.objects.get(parent=manholes(), title="管网底数表")
        phone = housing.get("/").content.decode()
        assert "您给过:5月28日" in phone and "检查井38座" in phone
        said = phone.partition(f'action="/mine/{part.slug}/feedback/"')[2].partition('name="reuse" value="')[
            2
        ]
        housing.post(f"/mine/{part.slug}/feedback/", {"reuse": said.partition('"')[0]})
        assert "38座" in part.feedbacks.get().words
    with at(16, 45):
        city = hand_of("鲁山")
        fences = Matter.objects.get(parent=manholes(), title="夜里围挡补盖")
        city.post(f"/matters/{fences.slug}/acknowledgement/", {"next": "/"})
        city.post(f"/mine/{fences.slug}/feedback/", {"words": "23处全部围挡", "done": "1"})
        fences.refresh_from_db()
        assert fences.state == State.REPORTED
        assert 'data-hollow="yes"' in director.get(f"/matters/{fences.slug}/").content.decode() or (
            "自报" in director.get(f"/matters/{fences.slug}/").content.decode()
        )
    with at(9, 0, day=15):
        # Next week the ruling becomes a line of the register.
        proposed = director.get(CASE).content.decode()
        assert 'value="214"' in proposed
        say(
            director,
            "duty",
            number="214",
            what="井盖缺失:首日处置城管,产权追责住建",
            division="城管局",
            basis="№1183裁定",
        )
        assert Duty.objects.get(number=214, until=None).what == "井盖缺失:首日处置城管,产权追责住建"
