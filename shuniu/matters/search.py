"""全文检索: every occurrence of two or more characters, within what the searcher may see, newest first.

Text is indexed as bigrams, without a dictionary: FTS5 on SQLite, a GIN index over the terms on PostgreSQL. Digits and
Latin letters stay whole words, so that 12号 finds number 12 and not 412. The rows live beside the matter, so that
lists never read them. Candidates and counts are capped: nobody reads the thousandth hit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Case, F, Q, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import StrIndex, Substr

from shuniu.matters.models import Matter, SearchText
from shuniu.matters.terms import bigrams, runs

CHUNK = 2000  # a long text is indexed in pieces
CAP = 1000  # counts above this are shown as 1,000+
SNIPPET = 60
# A snippet starts a little before the hit, never before the text.
_A_LITTLE_BEFORE = Case(When(hit__gt=13, then=F("hit") - 12), default=Value(1))


def index(matter: Matter, *, text: str | None = None) -> None:
    """Write the search rows of a matter: title, number, who sent it; and its text when given."""
    head = f"{matter.title} {matter.serial}号 {matter.source_body} {matter.source_person}"
    terms = bigrams(head)
    if not SearchText.objects.filter(matter_id=matter.pk, chunk=0).update(terms=terms):
        SearchText.objects.create(matter_id=matter.pk, chunk=0, terms=terms)
    if text:
        SearchText.objects.filter(matter_id=matter.pk, chunk__gt=0).delete()
        SearchText.objects.bulk_create(
            SearchText(matter_id=matter.pk, chunk=number, terms=bigrams(text[start : start + CHUNK + 1]))
            for number, start in enumerate(range(0, len(text), CHUNK), start=1)
        )


@dataclass(frozen=True)
class Found:
    """`matters` newest first with `.snippet` (text around the first hit, or ""); `count` is capped: `more` says so."""

    matters: list[Matter] = field(default_factory=list)
    count: int = 0
    more: bool = False


def search(query: str, *, actor, limit: int = 50, before: int | None = None, open_only: bool = False) -> Found:
    """检索: matters whose title, sender or text holds every run of the query. `before` pages on by matter id.

    A query of one character looks at titles only. An empty query finds nothing.
    """
    words = runs(query)
    if not words:
        return Found()
    visible = Matter.objects.visible_to(actor)
    if open_only:
        visible = visible.open()
    number = re.fullmatch(r"\s*(?:№|no\.?|#)?\s*(\d+)(?:-(\d+))?\s*", query, re.IGNORECASE)
    if len(words) == 1 and len(words[0]) == 1 and len(words[0][0]) == 1 and not number:
        matching = visible.filter(title__icontains=words[0][0])
    else:
        matching = visible
        for terms in words:
            matching = matching.filter(_holds(terms))
        if number:
            matching = visible.filter(Q(serial=int(number[1])) | Q(pk__in=matching.values("pk")))
    if before is not None:
        matching = matching.filter(pk__lt=before)
    page = matching.order_by("-pk").with_names()
    rows = list(
        page.annotate(hit=StrIndex("reading__text", Value(_phrase(max(words, key=len)))))
        .annotate(around=Substr("reading__text", _A_LITTLE_BEFORE, SNIPPET))
        [: limit + 1]
    )
    for row in rows:
        row.snippet = row.around if row.hit else ""
    if before is None and len(rows) <= limit:
        return Found(rows, len(rows), False)
    count = matching.order_by()[: CAP + 1].count()
    return Found(rows[:limit], min(count, CAP), count > CAP)


def _phrase(terms: list[str]) -> str:
    """The terms of a run back as the words typed."""
    return terms[0] + "".join(term[-1] for term in terms[1:]) if len(terms[0]) == 2 else terms[0]


def _holds(terms: list[str]) -> Q:
    """Matters with this run in one of their pieces, in this order and unbroken."""
    table = SearchText._meta.db_table
    if connection.vendor == "sqlite":
        match = '"' + " ".join(terms) + '"'
        sql = (
            f"SELECT s.matter_id FROM {table}_fts f JOIN {table} s ON s.id = f.rowid"
            f" WHERE f.terms MATCH %s ORDER BY f.rowid DESC LIMIT {5 * CAP}"
        )
        return Q(pk__in=RawSQL(sql, [match]))
    # The materialised candidates keep the planner from reading every text for a rare word.
    sql = (
        f"WITH candidates AS MATERIALIZED (SELECT matter_id, terms FROM {table}"
        f" WHERE string_to_array(terms, ' ') @> %s LIMIT {20 * CAP})"
        " SELECT matter_id FROM candidates"
    )
    params: list = [sorted(set(terms))]
    if len(terms) > 1:
        sql += " WHERE position(%s in ' ' || terms || ' ') > 0"
        params.append(" " + " ".join(terms) + " ")
    return Q(pk__in=RawSQL(sql, params))
