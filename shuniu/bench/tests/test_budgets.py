"""What CI holds fast: statements a page, its size, and on PostgreSQL that no page reads a whole table.

Seconds are reported by `shuniu bench`, never gated here: they belong to the machine and its neighbours.
"""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shuniu.bench import dataset
from shuniu.matters.choices import State
from shuniu.matters.models import Matter
from shuniu.org.models import Account, Person

MATTERS = 3_000
# In a small table reading all of it is right; the planner shows what it will do in a large one only here.
ENOUGH_FOR_PLANS = 20_000
LISTS = ("list", "office list", "late")
# Sessions and the asker are two of each.
STATEMENTS = {
    "list": 5,
    "office list": 5,
    "late": 5,
    "item": 7,
    "search, rare": 4,
    "search, common": 4,
    "counts": 4,
    "create": 12,
    "change": 10,
}


@pytest.fixture
def matters():
    return MATTERS


@pytest.fixture
def busy(db, settings, matters):
    """The second busiest person of the benchmark's office, signed in; the hour stands at the end of its three years."""
    settings.SHUNIU_NOW = "2026-06-11T16:05"
    dataset.make(matters)
    person = Person.objects.order_by("rank")[1]
    client = Client()
    client.force_login(Account.objects.get(person=person))
    client.person = person
    return client


def requests(client):
    held = Matter.objects.filter(holder=client.person, state__in=[State.GIVEN, State.IN_HAND]).order_by("pk")
    slug = held.filter(state=State.IN_HAND).first().slug
    return {
        "list": lambda: client.get("/matters/"),
        "office list": lambda: client.get("/matters/?view=office"),
        "late": lambda: client.get("/matters/?view=late"),
        "item": lambda: client.get(f"/matters/{slug}/"),
        "search, rare": lambda: client.get("/search/?q=盘点"),
        "search, common": lambda: client.get("/search/?q=督办"),
        "counts": lambda: client.get("/matters/counts/"),
        "create": lambda: client.post(
            "/api/1/matters",
            {"title": "路灯不亮", "text": "来电反映路灯不亮"},
            content_type="application/json",
        ),
        "change": lambda: client.post(f"/matters/{slug}/next-step/", {"step": "打电话核实"}),
    }


def test_each_page_keeps_its_budget_of_statements_and_size(busy):
    spent, sizes = {}, {}
    for name, ask in requests(busy).items():
        if name not in ("create", "change"):
            ask()  # the first asking puts the question together and warms what is kept for a moment
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = ask()
        assert answer.status_code in (200, 201, 302), (name, answer.status_code)
        spent[name] = len(
            [q for q in asked.captured_queries if not re.match(r"(SAVEPOINT|RELEASE|BEGIN|COMMIT)", q["sql"])]
        )
        sizes[name] = len(answer.content)
    over = {name: count for name, count in spent.items() if count > STATEMENTS[name]}
    assert over == {}
    assert {name: sizes[name] for name in LISTS if sizes[name] > 40_000} == {}


@pytest.mark.only_postgresql
@pytest.mark.parametrize("matters", [ENOUGH_FOR_PLANS])
def test_no_page_reads_a_whole_table(busy):
    whole = []
    for name, ask in requests(busy).items():
        ask()
        with CaptureQueriesContext(connection) as asked:
            ask()
        for query in asked.captured_queries:
            if not query["sql"].lstrip().upper().startswith(("SELECT", "WITH")):
                continue
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN " + query["sql"])
                plan = "\n".join(row[0] for row in cursor.fetchall())
            if re.search(r"Seq Scan on (matters_matter|journal_line|matters_searchtext)\b", plan):
                whole.append((name, query["sql"][:200], plan))
    assert whole == []
