"""What is asked of the office and of the ceiling, in the same order, by the sessions of the busiest people."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Count, Q

from shuniu.bench.load import Request
from shuniu.matters.choices import State
from shuniu.matters.models import Matter
from shuniu.org.models import Account

TOKEN = "b" * 32  # a CSRF secret of our own: cookie and header must only agree
SESSIONS = 50
RARE = ("盘点", "党建", "升级", "机房", "报废", "翻译", "礼品", "廉洁")
COMMON = ("督办",)
TWO = ("印章 传阅", "督办 印章", "传阅 盘点")
OURS, CEILING = "office", "ceiling"
BACKENDS = {OURS: "shuniu.org.signing_in.Backend", CEILING: "django.contrib.auth.backends.ModelBackend"}


@dataclass(frozen=True)
class Operation:
    """One line of the report: requests for the office, and those of the ceiling it is divided by."""

    name: str
    ours: Callable[[World], Iterator[Request]]
    ceiling: Callable[[World], Iterator[Request]]
    most: float  # times the ceiling's CPU, to be reached


class World:
    """The sessions, ids and words that requests are made of; drawn once from the data with a seed."""

    def __init__(self, seed: int = 7):
        self.dice = random.Random(seed)
        busiest = (
            Account.objects.filter(person__isnull=False)
            .annotate(load=Count("person__matters", filter=Q(person__matters__is_open=True)))
            .order_by("-load", "pk")[:SESSIONS]
        )
        self.accounts = list(busiest)
        self.cookies = {
            site: [_cookie(account, backend) for account in self.accounts]
            for site, backend in BACKENDS.items()
        }
        self.items: list[list[tuple[int, str]]] = []
        self.held: list[list[tuple[int, str]]] = []
        for account in self.accounts:
            held = Matter.objects.filter(holder=account.person_id, is_open=True)
            rows = list(held.order_by("pk").values_list("pk", "year", "serial", "part", "state")[:200])
            named = [
                (pk, f"{year}-{serial}" + (f"-{part}" if part else ""), state)
                for pk, year, serial, part, state in rows
            ]
            self.items.append([(pk, slug) for pk, slug, _state in named])
            moving = (State.GIVEN, State.IN_HAND)
            self.held.append([(pk, slug) for pk, slug, state in named if state in moving])
        self.leads = list(
            Matter.objects.exclude(lead=None)
            .values_list("lead_id", flat=True)
            .distinct()
            .order_by("lead_id")[:20]
        )

    def sessions(self, site: str) -> Iterator[tuple[int, str]]:
        return itertools.cycle(enumerate(self.cookies[site]))

    def get(self, site: str, *paths: str) -> Iterator[Request]:
        """The same addresses in turn, each by the next session."""
        for (_index, cookie), path in zip(self.sessions(site), itertools.cycle(paths), strict=False):
            yield Request("GET", path, cookie)

    def each_item(self, site: str, address: str) -> Iterator[Request]:
        """One matter of the session's own, at random."""
        for index, cookie in self.sessions(site):
            if self.items[index]:
                pk, slug = self.dice.choice(self.items[index])
                yield Request("GET", address.format(pk=pk, slug=slug), cookie)

    def post(
        self, site: str, address: str, body: Callable[[], bytes], kind: str, expect: int
    ) -> Iterator[Request]:
        headers = {"Content-Type": kind, "X-CSRFToken": TOKEN}
        for index, cookie in self.sessions(site):
            if not self.held[index]:
                continue
            pk, slug = self.dice.choice(self.held[index])
            yield Request("POST", address.format(pk=pk, slug=slug), cookie, body(), headers, expect)

    def new_text(self) -> dict[str, str]:
        """A created matter holds no word that is searched for, or it would spoil the searches."""
        number = self.dice.randrange(10**9)
        return {"title": f"关于第{number}号路灯照明的来电", "text": "来电人反映夜间照明不足,请予核查。" * 8}


def _cookie(account: Account, backend: str) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = backend
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return f"sessionid={session.session_key}; csrftoken={TOKEN}"


def _form(values: Callable[[], dict]) -> Callable[[], bytes]:
    return lambda: urlencode(values()).encode()


def _json(values: Callable[[], dict]) -> Callable[[], bytes]:
    return lambda: json.dumps(values(), ensure_ascii=False).encode()


FORM, JSON = "application/x-www-form-urlencoded", "application/json"


def _searching(words) -> tuple[Callable, Callable]:
    return (
        lambda world: world.get(OURS, *(f"/search/?q={quote(word)}" for word in words)),
        lambda world: world.get(CEILING, *(f"/search/?q={quote(word)}" for word in words)),
    )


def _ceiling_list(world: World) -> Iterator[Request]:
    return world.get(CEILING, "/")


OPERATIONS = (
    Operation("today", lambda w: w.get(OURS, "/"), _ceiling_list, 2),
    Operation("my open items", lambda w: w.get(OURS, "/matters/"), _ceiling_list, 2),
    Operation("office list", lambda w: w.get(OURS, "/matters/?view=office"), _ceiling_list, 2),
    Operation(
        "late, by division",
        lambda w: w.get(OURS, *(f"/matters/?view=late&lead={lead}" for lead in w.leads)),
        _ceiling_list,
        2,
    ),
    Operation("list as JSON", lambda w: w.get(OURS, "/api/1/matters"), _ceiling_list, 2),
    Operation(
        "item with journal",
        lambda w: w.each_item(OURS, "/matters/{slug}/"),
        lambda w: w.each_item(CEILING, "/item/{pk}/"),
        3,
    ),
    Operation("search, rare word", *_searching(RARE), 2),
    Operation("search, common word", *_searching(COMMON), 2),
    Operation("search, two words", *_searching(TWO), 2),
    Operation("counts", lambda w: w.get(OURS, "/matters/counts/"), lambda w: w.get(CEILING, "/counts/"), 2),
    Operation(
        "change",
        lambda w: w.post(
            OURS, "/matters/{slug}/next-step/", _form(lambda: {"step": "打电话核实"}), FORM, 302
        ),
        lambda w: w.post(CEILING, "/item/{pk}/change/", _form(dict), FORM, 204),
        3,
    ),
    Operation(
        "create",
        lambda w: w.post(OURS, "/api/1/matters", _json(w.new_text), JSON, 201),
        lambda w: w.post(CEILING, "/create/", _form(w.new_text), FORM, 201),
        3,
    ),
)
