"""同一件事、已有、照上次办: what is here already that is like what has come.

Looked for among what is open or came lately, and among what came at this time last year, each up to a fixed number of
rows, so that a proposal costs the same in a large office. 限定 matters are never shown as examples.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from shuniu.matters.choices import DemandOutcome, State, Visibility
from shuniu.matters.models import Demand, Matter, Reading
from shuniu.matters.proposing.likeness import (
    ALIKE,
    LONG_RUN,
    MET,
    MET_SURELY,
    SAME,
    covering,
    days_in,
    grams,
    likeness,
    longest_run,
)
from shuniu.matters.proposing.whose import name_of
from shuniu.matters.telling import told as _

LATELY = timedelta(days=45)
MOST_ROWS = 1500
YEAR = timedelta(days=365)
AROUND = timedelta(days=30)
SHOWN = 3
# One task often comes down by several roads within three days, each in its own words.
SEVERAL_ROADS = timedelta(days=3)
RARE = 0.03  # of the titles of the last weeks; a word in fewer of them says what a paper is about
FRESH = timedelta(days=14)


@dataclass(frozen=True)
class Alike:
    """Another matter and what is alike in it."""

    matter: Matter
    why: str
    strength: float
    sure: bool = False


class Neighbours:
    """What one matter is compared with, read once."""

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        own = Q(pk=matter.pk) | Q(parent=matter.pk)
        base = (
            Matter.objects.filter(unit=matter.unit_id)
            .exclude(own)
            .exclude(visibility=Visibility.RESTRICTED)
            .exclude(state__in=[State.MERGED, State.RETURNED])
            .select_related("lead", "lead__upper", "parent")
            .only(
                "unit_id", "year", "serial", "part", "parent", "title", "kind", "state", "is_open", "received", "due",
                "completed", "lead", "source_body", "merged_into", "holder",
            )
            .order_by("-received", "-id")
        )  # fmt: skip
        since = matter.received - LATELY
        self.lately = list(base.filter(received__gte=since)[:MOST_ROWS])
        last_year = matter.received - YEAR
        self.last_year = list(
            base.filter(part=0, received__gte=last_year - AROUND, received__lte=last_year + AROUND)[:MOST_ROWS]
        )
        self._grams: dict[int, frozenset[str]] = {}
        self._seen: Counter[str] | None = None

    def grams_of(self, matter: Matter) -> frozenset[str]:
        if matter.pk not in self._grams:
            self._grams[matter.pk] = grams(matter.title)
        return self._grams[matter.pk]

    def rare(self, words: frozenset[str]) -> frozenset[str]:
        """Those of the words that few titles of the last weeks have."""
        if self._seen is None:
            self._seen = Counter(word for m in self.lately if m.part == 0 for word in self.grams_of(m))
        limit = max(5, RARE * len(self.lately))
        return frozenset(word for word in words if self._seen[word] <= limit)


def same_matter(matter: Matter, reading: Reading | None, demands: list[Demand], near: Neighbours) -> list[Alike]:
    """同一件事?: the same words, the same number of the same issuer, a title or demands said again."""
    found: dict[int, Alike] = {}

    def add(other: Matter, why: str, strength: float, sure: bool = False) -> None:
        if other.pk not in found or found[other.pk].strength < strength:
            found[other.pk] = Alike(other, why, strength, sure)

    known = {m.pk: m for m in near.lately if m.part == 0}
    if reading is not None and (reading.text_hash or reading.doc_number):
        wanted = Q()
        if reading.text_hash:
            wanted |= Q(text_hash=reading.text_hash)
        if reading.doc_number:
            wanted |= Q(doc_number=reading.doc_number)
        rows = (
            Reading.objects.filter(wanted, matter__unit=matter.unit_id)
            .exclude(matter=matter.pk)
            .exclude(matter__visibility=Visibility.RESTRICTED)
            .exclude(matter__state__in=[State.MERGED, State.RETURNED])
            .select_related("matter", "matter__lead")
            .defer("text", "pages", "proposal")
            .order_by("-matter_id")[:20]
        )
        for row in rows:
            if reading.text_hash and row.text_hash == reading.text_hash:
                add(row.matter, _("文字一样"), 3, True)
            elif not reading.issuer or not row.issuer or reading.issuer == row.issuer:
                add(row.matter, _("来文单位和文号相同"), 2.5, True)
    title = near.grams_of(matter)
    alike_demands = _demands_again(matter, demands, known)
    for other in known.values():
        if not other.is_open:
            continue
        likeness_of_titles = likeness(title, near.grams_of(other))
        shared = alike_demands.get(other.pk, 0)
        same_due = matter.due is not None and other.due == matter.due
        if likeness_of_titles >= SAME:
            add(other, _("标题相近"), 1 + likeness_of_titles)
        if shared >= 2 or (shared == 1 and (same_due or likeness_of_titles >= ALIKE)):
            add(other, _("要求%d处相同") % shared, 1 + shared / 2)
        said = _by_another_road(matter, other, near)
        if said:
            add(other, said, 1 + likeness_of_titles / 2)
    for other, through in _same_as_those(matter, found, known):
        add(other, _("和%s说的是一件事") % name_of(through), 1)
    return sorted(found.values(), key=lambda a: (-a.strength, -a.matter.pk))[:SHOWN]


def _same_as_those(
    matter: Matter, found: dict[int, Alike], known: dict[int, Matter]
) -> list[tuple[Matter, Matter]]:
    """The second arrival was found to be the first one again; the third, like one of them, is like both."""
    around = {pk: m for pk, m in known.items() if m.is_open and abs(m.received - matter.received) <= SEVERAL_ROADS}
    if not found or len(around) <= 1:
        return []
    rows = Reading.objects.filter(matter__in=list(around)[:100]).values_list("matter_id", "proposal")
    pairs = {(pk, same["pk"]) for pk, proposal in rows for same in (proposal or {}).get("same", ())}
    alike = [(a, b) for one, other in pairs for a, b in ((one, other), (other, one)) if a in found and b not in found]
    return [(around[b], found[a].matter) for a, b in alike if b in around]


def _by_another_road(matter: Matter, other: Matter, near: Neighbours) -> str:
    """The same thing wanted by two senders within three days, each in its own words; the reason, or ""."""
    if abs(matter.received - other.received) > SEVERAL_ROADS or not matter.source_body or not other.source_body:
        return ""
    if matter.source_body == other.source_body:
        return ""
    shared = near.grams_of(matter) & near.grams_of(other)
    rare = near.rare(shared)
    days = days_in(matter.title) & days_in(other.title)
    if len(rare) < 2 or (len(shared) < 3 and len(days) < 2):
        return ""
    if days:
        return _("三天内另一路来的,日期和说的事相同")
    return _("三天内另一路来的,说的是一件事")


def _demands_again(matter: Matter, demands: list[Demand], known: dict[int, Matter]) -> dict[int, int]:
    """How many of the demands another matter's paper makes too."""
    if not demands or not known:
        return {}
    mine = [grams(d.text[:120]) for d in demands]
    rows = Demand.objects.filter(matter__in=list(known)[:400]).values_list("matter_id", "text")[:3000]
    shared: dict[int, set[int]] = {}
    for pk, text in rows:
        theirs = grams(text[:120])
        for index, words in enumerate(mine):
            if len(words) >= 3 and likeness(words, theirs) >= SAME:
                shared.setdefault(pk, set()).add(index)
    return {pk: len(found) for pk, found in shared.items()}


def met_already(demand: Demand, near: Neighbours, *, received: datetime) -> Alike | None:
    """已有: what was given out before this paper came and asks for the same; finished or still open.

    `sure` when it may be proposed as met; otherwise it is only named, and the demand stays a task.
    """
    text = demand.text[:120]
    wanted = grams(text)
    if len(wanted) < 3 or demand.outcome != DemandOutcome.OPEN:
        return None
    best: Alike | None = None
    for other in near.lately:
        if other.state == State.PENDING or other.received > received:
            continue
        if other.parent_id is not None and other.parent.state in (State.MERGED, State.RETURNED):
            continue
        given = near.grams_of(other)
        share = covering(wanted, given)
        if share < MET:
            continue
        fresh = received - other.received <= FRESH
        sure = fresh and (share >= MET_SURELY or longest_run(text, other.title) >= LONG_RUN)
        if (sure or len(wanted & given) >= 4) and (best is None or (sure, share) > (best.sure, best.strength)):
            best = Alike(other, _already(other), share, sure)
    return best


def _already(other: Matter) -> str:
    if other.is_open:
        return _("%s 已经布置") % name_of(other)
    return _("%s 已经办结") % name_of(other)


def like_before(matter: Matter, near: Neighbours) -> list[Alike]:
    """照上次办: finished matters like this one, the same time last year first."""
    title = near.grams_of(matter)
    found = []
    last_year = {m.pk for m in near.last_year}
    for other in [*near.last_year, *near.lately]:
        if other.state != State.DONE or other.part:
            continue
        alike = likeness(title, near.grams_of(other))
        if alike >= ALIKE:
            why = _("去年这时候办过") if other.pk in last_year else _("前不久办过")
            found.append(Alike(other, why, alike + (other.pk in last_year) / 10))
    return sorted(found, key=lambda a: (-a.strength, -a.matter.pk))[:SHOWN]
