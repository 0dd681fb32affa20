"""全文检索: every occurrence of two or more characters, within what the searcher may see, newest first.

Text is indexed as bigrams, without a dictionary: FTS5 on SQLite, a GIN index over the terms on PostgreSQL. Digits and
Latin letters stay whole words, so that 12号 finds number 12 and not 412. The rows live beside the matter, so that
lists never read them. A rare word is answered from its few hits; a common one by walking the newest matters back, so
that neither grows with the history. Counts are capped: nobody reads the thousandth hit.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import BooleanField, Case, Count, F, IntegerField, Q, Value, When, Window
from django.db.models.expressions import RawSQL
from django.db.models.functions import StrIndex, Substr

from shuniu.matters.models import Matter, Reading, SearchText
from shuniu.matters.prepared import Question
from shuniu.matters.terms import bigrams, runs

CHUNK = 2000  # a long text is indexed in pieces; each piece also holds title and sender
PIECES = 256  # of one matter at most: half a million characters
CAP = 1000  # counts above this are shown as 1,000+
SNIPPET = 60
_TABLE = SearchText._meta.db_table
_NUMBER = re.compile(r"\s*(?:№|no\.?|#)?\s*(\d{1,9})(?:-\d+)?\s*", re.IGNORECASE)
# A snippet starts a little before the hit, never before the text.
_A_LITTLE_BEFORE = Case(When(hit__gt=13, then=F("hit") - 12), default=Value(1))
# Queries that lately had more hits than anybody reads: asked again, they walk back at once.
_COMMON: dict[tuple, float] = {}
_COMMON_SECONDS = 600


def head_of(matter: Matter) -> str:
    """What is searched of a matter besides its text."""
    return f"{matter.title} {matter.serial}号 {matter.source_body} {matter.source_person}"


def index(matter: Matter, *, text: str | None = None, is_new: bool = False) -> None:
    """Write the search rows of a matter. Without `text` the text that was read is kept and only the head is new."""
    if is_new:
        text = text or ""
    elif text is None:
        text = Reading.objects.filter(pk=matter.pk).values_list("text", flat=True).first() or ""
        SearchText.objects.filter(matter_id=matter.pk).delete()
    elif SearchText.objects.filter(matter_id=matter.pk).exists():
        SearchText.objects.filter(matter_id=matter.pk).delete()
    SearchText.objects.bulk_create(
        SearchText(pk=place_of(matter.pk, chunk), matter_id=matter.pk, chunk=chunk, terms=terms)
        for chunk, terms in pieces(head_of(matter), text)
    )


def place_of(matter_id: int, chunk: int) -> int:
    """The id of a piece: from it the matter is known without reading the piece, and the newest is the largest."""
    return matter_id * PIECES + chunk


def pieces(head: str, text: str) -> list[tuple[int, str]]:
    """(piece, terms): one for a matter without text, else one for each 2,000 characters, the head in each."""
    head_terms = bigrams(head)
    if not text.strip():
        return [(0, head_terms)]
    return [
        (number, f"{head_terms} | {bigrams(text[start : start + CHUNK + 1])}")
        for number, start in enumerate(range(0, min(len(text), PIECES * CHUNK), CHUNK))
    ]


@dataclass(frozen=True)
class Found:
    """`rows` are dictionaries, newest first: pk and the columns asked for, with "snippet" (text around the first hit,
    or ""). `count` is of what the actor may see and capped; `more` says that there are further ones."""

    rows: list[dict] = field(default_factory=list)
    count: int = 0
    more: bool = False

    @property
    def ids(self) -> list[int]:
        return [row["pk"] for row in self.rows]

    @property
    def snippets(self) -> dict[int, str]:
        return {row["pk"]: row["snippet"] for row in self.rows if row["snippet"]}


COLUMNS = ("pk", "year", "serial", "part", "title", "kind", "state", "due", "received", "moved", "completed")
NAMES = {"holder_name": F("holder__name"), "lead_name": F("lead__name")}


def search(
    query: str, *, actor, limit: int = 50, before: int | None = None, open_only: bool = False
) -> Found:
    """检索: matters whose title, sender or text holds every run of the query. `before` pages on by matter id.

    A query of one character looks at titles only. An empty query finds nothing. One or two statements.
    """
    words = runs(query)
    if not words or not actor or actor.person is None or not actor.reads_matters:
        return Found()
    number = _NUMBER.fullmatch(query)
    asked = _Asked(words, int(number[1]) if number else None, before, open_only, limit)
    if len(words) == 1 and len(words[0][0]) == 1 and not number:
        return asked.page(actor, "title", [words[0][0]])
    key = tuple(map(tuple, words))
    if _COMMON.get(key, 0) < time.monotonic():
        found = asked.page(actor, "hits", _needles(words))
        if not found.rows or found.rows[0]["hits"] <= CAP:
            return found
        if len(_COMMON) > 1000:
            _COMMON.clear()
        _COMMON[key] = time.monotonic() + _COMMON_SECONDS
    return asked.page(actor, "walk", [f" {' '.join(terms)} " for terms in words])


@dataclass(frozen=True)
class _Asked:
    """One query as it was meant."""

    words: list[list[str]]
    number: int | None
    before: int | None
    open_only: bool
    limit: int

    def page(self, actor, way: str, needles: list) -> Found:
        """The newest of the matching, with their snippets and how many there are."""
        phrase = _phrase(max(self.words, key=len))
        multi = tuple(len(terms) > 1 for terms in self.words)
        shape = (way, multi, self.number is not None, self.before is not None, self.open_only, self.limit)
        values = (phrase, self.number or 0, self.before or 0, *needles)
        rows = _question.ask(actor, *values, shape=shape)
        for row in rows:
            row["snippet"] = row.pop("around") if row.pop("hit") else ""
        if len(rows) <= self.limit:
            return Found(rows, min(len(rows), CAP), False)
        if way == "walk":
            # Counting what one may see of a common word would read half the history.
            return Found(rows[: self.limit], CAP if actor.in_office else self.limit, True)
        if way == "hits":
            count = rows[0]["total"]
        else:
            count = _matching(actor, *values, shape=shape).order_by()[: CAP + 1].count()
        return Found(rows[: self.limit], min(count, CAP), True)


def _matching(actor, phrase, number, before, *needles, shape):
    """The matters a query means, for an actor; `shape` says which way they are looked for."""
    way, multi, numbered, goes_on, open_only, _limit = shape
    found = Matter.objects.visible_to(actor)
    if open_only:
        found = found.open()
    if goes_on:
        found = found.filter(pk__lt=before)
    if way == "title":
        return found.filter(title__contains=needles[0])
    if way == "walk":
        return found.filter(_walking(needles))
    hits = Q(pk__in=RawSQL(_hits(multi), needles))
    return found.filter(hits | Q(serial=number) if numbered else hits)


def _rows(actor, *slots, shape):
    way, multi, _numbered, _goes_on, _open_only, limit = shape
    found = (
        _matching(actor, *slots, shape=shape)
        .order_by("-pk")
        .annotate(hit=StrIndex("reading__text", Value(slots[0])))
    )
    extra = {}
    if way == "hits":
        every = f"SELECT count(*) FROM ({_hits(multi)}) every_hit"
        extra = {
            "hits": RawSQL(every, slots[3:], output_field=IntegerField()),
            "total": Window(Count("pk")),
        }
    return found.values(
        *COLUMNS, "hit", around=Substr("reading__text", _A_LITTLE_BEFORE, SNIPPET), **extra, **NAMES
    )[: limit + 1]


_question = Question(_rows)


def _phrase(terms: list[str]) -> str:
    """The terms of a run back as the words typed."""
    return terms[0] + "".join(term[-1] for term in terms[1:]) if len(terms[0]) == 2 else terms[0]


def _needles(words: list[list[str]]) -> list:
    """What `_hits` is asked with: one match on SQLite; all terms, then each phrase, on PostgreSQL."""
    if connection.vendor == "sqlite":
        return [" AND ".join('"' + " ".join(terms) + '"' for terms in words)]
    phrases = [f" {' '.join(terms)} " for terms in words if len(terms) > 1]
    return [sorted({term for terms in words for term in terms}), *phrases]


def _hits(multi: tuple[bool, ...]) -> str:
    """SQL of the matters with every run in one of their pieces, each in its order and unbroken; at most CAP + 1."""
    if connection.vendor == "sqlite":
        return (
            f"SELECT rowid / {PIECES} FROM {_TABLE}_fts"
            f" WHERE terms MATCH %s ORDER BY rowid DESC LIMIT {CAP + 1}"
        )
    # Materialised: the planner must not read every text for a rare word.
    sql = (
        f"WITH few AS MATERIALIZED (SELECT matter_id, terms FROM {_TABLE}"
        f" WHERE string_to_array(terms, ' ') @> %s LIMIT {CAP + 1}) SELECT matter_id FROM few"
    )
    phrases = ["position(%s in ' ' || terms || ' ') > 0" for is_phrase in multi if is_phrase]
    return sql + (" WHERE " + " AND ".join(phrases) if phrases else "")


def _walking(needles) -> Q:
    """For a common word: is it in this matter's pieces? Asked of the newest first, it is soon answered."""
    inside = (
        "instr(' ' || t.terms || ' ', %s)"
        if connection.vendor == "sqlite"
        else "position(%s in ' ' || t.terms || ' ')"
    )
    condition = " AND ".join(f"{inside} > 0" for _needle in needles)
    sql = f"EXISTS (SELECT 1 FROM {_TABLE} t WHERE t.matter_id = matters_matter.id AND {condition})"
    return Q(RawSQL(sql, needles, output_field=BooleanField()))
