"""Twenty people at once on sixty slips: nothing lost, nothing done twice, on the engine that the tests run on."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.db import connections
from django.test import Client

from shuniu.bench import crowd, dataset, slip_proof, slips

pytestmark = pytest.mark.django_db(transaction=True)


def through_the_pages() -> crowd.Door:
    client = Client(raise_request_exception=False)

    def ask(method: str, path: str, fields: dict[str, str], session: str) -> tuple[int, str]:
        client.cookies.load(session)
        if method == "GET":
            answer = client.get(path)
        else:
            answer = client.post(path, fields, headers={"HX-Request": "true"})
        return answer.status_code, answer.content.decode()

    return ask


def with_a_connection_of_its_own(work: Callable[[], None]) -> Callable[[], None]:
    def done() -> None:
        try:
            work()
        finally:
            connections.close_all()

    return done


def test_no_act_of_twenty_people_is_lost_or_done_twice(settings, transactional_db, monkeypatch):
    settings.SHUNIU_NOW = f"2026-06-11T16:05@{time.time():.0f}"
    monkeypatch.setattr(crowd, "TWICE", 0.4)  # here nearly every second word is pressed twice at one moment
    dataset.make(400)
    unit, actors = slips.lay_out(60, 20)
    before = slip_proof.stand(unit)
    told = crowd.act(
        [crowd.Somebody(*one) for one in actors],
        lambda: through_the_pages(),
        seconds=240,
        pause=0,
        most=4,
        around=with_a_connection_of_its_own,
    )
    proof = slip_proof.prove(unit, told, before)
    assert proof["faults"] == []
    assert proof["lines"] == proof["acknowledged"] > 20
    assert proof["twice"] > 0
    assert len(actors) == 20
