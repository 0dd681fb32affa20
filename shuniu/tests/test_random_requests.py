"""Two thousand random requests to every page and endpoint: no 500, nothing of another's in the answer."""

from __future__ import annotations

import random
import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from shuniu.conftest import acting
from shuniu.matters import operations

REQUESTS = 2000
WORDS = [
    "", " ", "井盖", "№1", "0", "-1", "9" * 40, "2026-1", "null", "true", "[]", "{}", "'", '"', "<script>", "%", "\x00",
    "../../etc/passwd", "下周三前", "2026-02-30", "杜衡", "dh", "é", "😀", "a" * 5000, "on", "yes", "1e309", "٣", "\u202e",
    "明早9点市防办来查", "2026-06-17T17:30", "-", "//evil", "/", "html", "\n", "１２", "chen", "住房城乡建设局",
]  # fmt: skip
FIELDS = [
    "title", "text", "lead", "holder", "to", "reason", "words", "due", "wanted", "day", "into", "answer", "result",
    "leader", "form", "q", "view", "state", "after", "kind", "page", "next", "name", "division", "role", "starts", "ends",
    "number", "what", "keywords", "stand_in", "granted", "file", "kept", "on", "gaps", "all", "only", "width", "seq",
    "correction", "untrue", "hard", "matter", "pick", "action", "language", "person",
]  # fmt: skip


def addresses(patterns, prefix=""):
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            yield here


def a_value(dice: random.Random) -> str:
    if dice.random() < 0.7:
        return dice.choice(WORDS)
    return "".join(
        chr(dice.choice([dice.randint(32, 126), dice.randint(0x4E00, 0x9FFF)]))
        for _ in range(dice.randint(1, 40))
    )


def filled(address: str, slugs: list[str], dice: random.Random) -> str:
    def one(match):
        kind = match[0]
        if "slug:slug" in kind:
            return dice.choice([*slugs, "2026-99999999", "0-0", "x-y"])
        if "int:" in kind:
            return str(dice.choice([0, 1, 2, 3, 10**9, 10**17]))
        return dice.choice(
            ["x", "acknowledgement", "report", "staff", "2026-1", "placing", "extension", "zzz"]
        )

    address = re.sub(r"<[^>]+>", one, address)
    return "/" + re.sub(r"\(\?P[^)]*\)|[\^$\\]", "", address)


@pytest.mark.parametrize("seed", range(4))
def test_no_request_breaks_a_page(office, seed):
    dice = random.Random(seed)
    slugs = []
    for number in range(4):
        matter = operations.capture(title=f"第{number}件", by=acting(office.li), text="请于6月15日前报送。")
        slugs.append(matter.slug)
        if number:
            operations.place(matter, lead=office.housing, by=acting(office.li))
    places = [a for a in addresses(get_resolver().url_patterns) if "logout" not in a]
    clients = []
    for who in ("chen", "li", "du", "zhao", "zeng", None):
        client = Client(raise_request_exception=False)
        if who:
            client.force_login(office.people[who].account)
        clients.append(client)
    broken = []
    for _ in range(REQUESTS // 4):
        client = dice.choice(clients)
        path = filled(dice.choice(places), slugs, dice)
        data = {dice.choice(FIELDS): a_value(dice) for _ in range(dice.randint(0, 5))}
        method = dice.choice(["get", "get", "post", "post", "put", "delete", "head", "options"])
        headers = dice.choice(
            [{}, {"HX-Request": "true"}, {"Accept": "application/json"}, {"Accept-Language": "en"}]
        )
        if path.startswith("/api/") and method in ("post", "put"):
            answer = getattr(client, method)(
                path, data=data, content_type="application/json", headers=headers
            )
        elif method in ("put", "delete", "options"):
            answer = getattr(client, method)(path, headers=headers)
        else:
            answer = getattr(client, method)(path, data, headers=headers)
        if answer.status_code >= 500:
            broken.append((method, path, data, answer.status_code))
    assert broken == []
