"""苗头: several of one kind within days, as facts with their list behind them; nothing here judges (product §7.13).

What people bring in (calls, visits, the hotline) is compared by what its titles have in common. A pair of characters that
stand close together in four of them within ten days, twice as often as in the thirty days before, is a signal. Whoever
reads it sees the matters themselves in one press.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shuniu.matters.choices import SourceType, Visibility
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import Role

BROUGHT = (SourceType.CALL, SourceType.VISIT, SourceType.HOTLINE, SourceType.MAIL)
LATELY = 10  # days
BEFORE = 30  # the days before them, that they are compared with
FEWEST = 4
TIMES = 2  # as often as before
NEAR = (
    3  # 水发黄 and 放出黄水 are of one kind: the order of the characters and one between them do not matter
)
LONGEST = 6
MOST = 600
SHOWN = 2


@dataclass(frozen=True, slots=True)
class Brought:
    """一件: as far as it is compared."""

    pk: int
    title: str
    day: date
    address: str = ""


@dataclass(frozen=True)
class Signal:
    """苗头: what they have in common, since when, and which they are."""

    pair: str
    what: str
    matters: tuple[Brought, ...]
    until: date

    @property
    def count(self) -> int:
        return len(self.matters)

    @property
    def days(self) -> int:
        """8天里: from the first of them to today."""
        return (self.until - min(one.day for one in self.matters)).days + 1

    @property
    def mark(self) -> str:
        """What 不再提示 waves away: one more of the kind speaks again."""
        return f"signal:{self.pair}:{self.count}"


def signals_of(actor: Actor) -> list[Signal]:
    """苗头 of the field of a leader, of the whole unit for its head. One statement."""
    today = moment.today()
    since = moment.aware(datetime.combine(today - timedelta(days=LATELY + BEFORE), datetime.min.time()))
    brought = Matter.objects.visible_to(actor).filter(part=0, received__gte=since, source_type__in=BROUGHT)
    if not actor.has(Role.HEAD):
        brought = brought.filter(leader=actor.person)
    rows = (
        brought.exclude(visibility=Visibility.RESTRICTED)
        .order_by("-received", "-pk")
        .values_list("pk", "title", "received", "year", "serial")[:MOST]
    )
    return found_in(
        [
            Brought(pk, title, moment.local(at).date(), f"/matters/{year}-{serial}/")
            for pk, title, at, year, serial in rows
        ],
        today=today,
    )


def found_in(brought: Iterable[Brought], *, today: date) -> list[Signal]:
    """Several of one kind within days, what is newest as a kind first. Pure."""
    start = today - timedelta(days=LATELY - 1)
    lately: dict[str, list[Brought]] = defaultdict(list)
    before: Counter[str] = Counter()
    for one in brought:
        pairs = _pairs(one.title)
        if one.day >= start:
            for pair in pairs:
                lately[pair].append(one)
        else:
            before.update(pairs)
    found: list[Signal] = []
    taken: set[int] = set()
    # What was rarest before comes first: that it is said at all is the news.
    for pair, many in sorted(
        lately.items(), key=lambda kind: (before[kind[0]] / len(kind[1]), -len(kind[1]), kind[0])
    ):
        often = len(many) * BEFORE >= TIMES * before[pair] * LATELY
        if len(many) < FEWEST or not often or taken & {one.pk for one in many}:
            continue
        taken |= {one.pk for one in many}
        many = sorted(many, key=lambda one: (one.day, one.pk))
        found.append(Signal(pair, _said(pair, many), tuple(many), today))
    return found[:SHOWN]


def _pairs(title: str) -> set[str]:
    """Two characters that stand close together, in either order."""
    found = set()
    for at, first in enumerate(title):
        for second in title[at + 1 : at + NEAR]:
            if "一" <= first <= "鿿" and "一" <= second <= "鿿" and first != second:
                found.add("".join(sorted((first, second))))
    return found


def _said(pair: str, many: Sequence[Brought]) -> str:
    """What most of them call it: the longest words with both characters that most have in common."""
    said: Counter[str] = Counter()
    for one in many:
        pieces = {
            one.title[at : at + length]
            for at in range(len(one.title))
            for length in range(2, LONGEST + 1)
            if at + length <= len(one.title)
        }
        said.update(piece for piece in pieces if set(pair) <= set(piece))
    return max(said, key=lambda piece: (said[piece], len(piece), piece))
