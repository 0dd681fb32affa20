"""The sessions, ids and words that requests are made of: plain values, drawn once from the data with a seed.

They can be written down and read again, because each size of a flatness run stands in a database of its own and is
looked at by a process of its own.
"""

from __future__ import annotations

import json
import random
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Count, Q

from shuniu.matters.choices import State
from shuniu.matters.models import Matter
from shuniu.org.choices import Role
from shuniu.org.models import Account

TOKEN = "b" * 32  # a CSRF secret of our own: cookie and header must only agree
SESSIONS = 50
PAGE = 50
ITEMS = 200
OURS, CEILING = "office", "ceiling"
BACKENDS = {OURS: "shuniu.org.signing_in.Backend", CEILING: "django.contrib.auth.backends.ModelBackend"}
# Every third matter in hand is reported and sent back in turn; the others keep their state for the other questions.
RESERVED = 3


@dataclass
class World:
    """Lists stand in the order of the sessions; a matter is [id, address]."""

    cookies: dict[str, list[str]]
    director: str  # who sends back what was reported
    items: list[list[list]]
    held: list[list[list]]
    moving: list[list]  # [session, id, address]: given or in hand, and not with the director
    after: dict[str, list[str]]  # view → the key at which each session's next page begins
    leads: list[int]
    counts: dict[str, int] = field(default_factory=dict)
    seed: int = 7

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.reported: list[list] = []

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False))

    @classmethod
    def read(cls, path: Path) -> World:
        return cls(**json.loads(path.read_text()))


def draw(*, sites: tuple[str, ...] = (OURS, CEILING)) -> World:
    """The world of the open database: the sessions of the people with most in hand."""
    busiest = list(
        Account.objects.filter(person__isnull=False)
        .annotate(load=Count("person__matters", filter=Q(person__matters__is_open=True)))
        .order_by("-load", "pk")[:SESSIONS]
    )
    busiest = [account for account in busiest if account.load]
    director = Account.objects.filter(person__grants__role=Role.DIRECTOR).first() or busiest[0]
    items, held, moving, after = [], [], [], []
    for index, account in enumerate(busiest):
        mine = Matter.objects.filter(holder=account.person_id, is_open=True)
        rows = [
            (matter.pk, matter.slug, matter.state)
            for matter in mine.only("pk", "year", "serial", "part", "state").order_by("pk")[:ITEMS]
        ]
        items.append([[pk, slug] for pk, slug, _state in rows])
        inside = [[pk, slug] for pk, slug, state in rows if state in (State.GIVEN, State.IN_HAND)]
        held.append([row for place, row in enumerate(inside) if place % RESERVED])
        if account.person_id != director.person_id:
            known = {pk for pk, _slug in inside[::RESERVED]}
            moving += [
                [index, pk, slug] for pk, slug, state in rows if pk in known and state == State.IN_HAND
            ]
        after.append(_key(mine.order_by("-moved", "-pk"), "moved"))
    office = _key(Matter.objects.filter(is_open=True).order_by("-received", "-pk"), "received")
    return World(
        cookies={site: [cookie(account, BACKENDS[site]) for account in busiest] for site in sites},
        director=cookie(director, BACKENDS[OURS]),
        items=items,
        held=held,
        moving=moving,
        after={"mine": after, "office": [office]},
        leads=list(
            Matter.objects.exclude(lead=None)
            .values_list("lead_id", flat=True)
            .distinct()
            .order_by("lead_id")[:20]
        ),
    )


def _key(rows, column: str) -> str:
    """Where the second page begins; the middle where there is only one."""
    keys = list(rows.values_list(column, "pk")[:PAGE])
    at, pk = keys[-1] if len(keys) == PAGE else keys[len(keys) // 2]
    return f"{int(at.timestamp() * 1e6)}_{pk}"


def cookie(account: Account, backend: str) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = backend
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return f"sessionid={session.session_key}; csrftoken={TOKEN}"
