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
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from shuniu.matters.models import Matter, Reading, SearchText
from shuniu.matters.prepared import Around, Question
from shuniu.matters.terms import bigrams, runs

CHUNK = 2000  # a long text is indexed in pieces; each piece also holds title and sender
PIECES = 256  # of one matter at most: half a million characters
CAP = 1000  # counts above this are shown as 1,000+
REACH = 5000  # words in more matters than this are looked for from the newest back
SNIPPET = 60
_TABLE = SearchText._meta.db_table
_NUMBER = re.compile(r"\s*(?:№|no\.?|#)?\s*(\d{1,9})(?:-\d+)?\s*", re.IGNORECASE)
# A matter by its number, whatever its year: through the years that have been counted, so that an index is enough.
_BY_NUMBER = (
    "SELECT m.id, 1 FROM matters_serial s JOIN matters_matter m"
    " ON m.unit_id = s.unit_id AND m.year = s.year WHERE m.serial = %s"
)
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
_OF_MATTER = {"pk" if field.primary_key else field.name: field for field in Matter._meta.concrete_fields}
_FIELDS = {name: _OF_MATTER[name] for name in COLUMNS}


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
    asked = _Asked(words, int(number[1]) if number else 0, before or 0, open_only, limit)
    if len(words) == 1 and len(words[0][0]) == 1 and not number:
        return asked.page(actor, "title", [words[0][0]]) or Found()
    key = (actor.in_office, *map(tuple, words))
    if _COMMON.get(key, 0) < time.monotonic():
        found = asked.page(actor, "hits", _needles(words))
        if found is not None:
            return found
        if len(_COMMON) > 1000:
            _COMMON.clear()
        _COMMON[key] = time.monotonic() + _COMMON_SECONDS
    return asked.page(actor, "walk", [f" {' '.join(terms)} " for terms in words]) or Found()


@dataclass(frozen=True)
class _Asked:
    """One query as it was meant; 0 stands for no number and no place to go on from."""

    words: list[list[str]]
    number: int
    before: int
    open_only: bool
    limit: int

    def page(self, actor, way: str, needles: list) -> Found | None:
        """The newest of the matching, with their snippets and how many there are; None: too many to be sure of."""
        multi = tuple(len(terms) > 1 for terms in self.words)
        shape = (way, multi, self.number > 0, self.before > 0, self.open_only, self.limit)
        values = (_phrase(max(self.words, key=len)), self.number, self.before, *needles)
        rows = _question.ask(actor, *values, shape=shape)
        first = rows[0]  # there is always one: it says how many were looked at even when none may be seen
        rows = [row for row in rows if row["pk"] is not None]
        more, many, count = len(rows) > self.limit, first["newest"] > CAP, first["total"]
        if first["candidates"] > REACH or (many and not more):
            return None
        for row in rows:
            row["snippet"] = row["around"] if row["hit"] else ""
        if more and (many or way == "walk"):
            # Counting what one may see of a common word would read half the history.
            count = CAP if actor.in_office else self.limit
        return Found(rows[: self.limit], min(count, CAP), more)


def _chosen(actor, phrase, number, before, *needles, shape):
    """The ids that a query means, for an actor, newest first; `shape` says which way they are looked for."""
    way, _multi, _numbered, goes_on, open_only, limit = shape
    found = Matter.objects.visible_to(actor)
    if open_only:
        found = found.open()
    if goes_on:
        found = found.filter(pk__lt=before)
    if way == "title":
        found = found.filter(title__contains=needles[0])
    elif way == "walk":
        found = found.filter(_walking(needles))
    elif connection.vendor == "sqlite":
        found = found.filter(RawSQL("matters_matter.id IN (SELECT id FROM newest)", [], BooleanField()))
    else:
        # As an array: the planner looks each of them up instead of reading all matters beside them.
        found = found.filter(
            RawSQL("matters_matter.id = ANY(ARRAY(SELECT id FROM newest))", [], BooleanField())
        )
    return found.order_by("-pk").values("pk")[: limit + 1 if way == "walk" else CAP + 1]


def _read(phrase, number, before, *needles, shape) -> Around:
    """The columns of the newest that were chosen, beside how many were looked at; one row at least."""
    way, multi, numbered, goes_on, _open_only, limit = shape
    on_sqlite = connection.vendor == "sqlite"
    few: str = "SELECT 0 AS id, 1 AS fits LIMIT 0"
    values: list = []
    if way == "hits":
        few, values = _candidates(multi, needles, before if goes_on else None)
        if numbered:
            few = f"SELECT id, fits FROM ({few}) few UNION ALL {_BY_NUMBER}"
            values.append(number)
    place = "instr(r.text, %s)" if on_sqlite else "position(%s in r.text)"
    columns = ", ".join(f"m.{_FIELDS[name].column}" for name in COLUMNS)
    sql = (
        f"WITH few AS MATERIALIZED ({few}),"
        f" newest AS MATERIALIZED (SELECT id FROM few WHERE fits = 1 ORDER BY id DESC LIMIT {CAP + 1}),"
        " found (id) AS MATERIALIZED ({found}),"
        f" page AS (SELECT id FROM found ORDER BY id DESC LIMIT {limit + 1})"
        f" SELECT {columns}, h.name, d.name, {place},"
        f" substr(r.text, {'max' if on_sqlite else 'greatest'}({place} - 12, 1), {SNIPPET}),"
        " (SELECT count(*) FROM few), (SELECT count(*) FROM newest), (SELECT count(*) FROM found)"
        " FROM (SELECT 1) one LEFT JOIN page ON true LEFT JOIN matters_matter m ON m.id = page.id"
        " LEFT JOIN org_person h ON h.id = m.holder_id LEFT JOIN org_division d ON d.id = m.lead_id"
        " LEFT JOIN matters_reading r ON r.matter_id = m.id ORDER BY page.id DESC"
    )
    names = ("holder_name", "lead_name", "hit", "around", "candidates", "newest", "total")
    read = (*_FIELDS.items(), *((name, None) for name in names))
    return Around(sql, tuple(values), (phrase, phrase), read)


_question = Question(_chosen, around=_read)


def _phrase(terms: list[str]) -> str:
    """The terms of a run back as the words typed."""
    return terms[0] + "".join(term[-1] for term in terms[1:]) if len(terms[0]) == 2 else terms[0]


def _needles(words: list[list[str]]) -> list:
    """What candidates are asked with: one match on SQLite; all terms, then each phrase, on PostgreSQL."""
    if connection.vendor == "sqlite":
        return [" AND ".join('"' + " ".join(terms) + '"' for terms in words)]
    phrases = [f" {' '.join(terms)} " for terms in words if len(terms) > 1]
    return [sorted({term for terms in words for term in terms}), *phrases]


def _candidates(multi: tuple[bool, ...], needles: tuple, before: int | None) -> tuple[str, list]:
    """SQL and values of matters with every term in one of their pieces, and whether each run stands there unbroken.

    On SQLite the newest, on PostgreSQL all of them; more than are worth sorting say that the query is a common one.
    """
    if connection.vendor == "sqlite":
        older = " AND rowid < %s" if before else ""
        sql = (
            f"SELECT rowid / {PIECES} AS id, 1 AS fits FROM {_TABLE}_fts"
            f" WHERE terms MATCH %s{older} ORDER BY rowid DESC LIMIT {CAP + 1}"
        )
        return sql, [*needles, *([before * PIECES] if before else [])]
    older = " AND matter_id < %s" if before else ""
    phrases = ["position(%s in ' ' || terms || ' ') > 0" for is_phrase in multi if is_phrase]
    fits = f"CASE WHEN {' AND '.join(phrases)} THEN 1 ELSE 0 END" if phrases else "1"
    sql = (
        f"SELECT matter_id AS id, {fits} AS fits FROM (SELECT matter_id, terms FROM {_TABLE}"
        f" WHERE string_to_array(terms, ' ') @> %s{older} LIMIT {REACH + 1}) few"
    )
    terms, *unbroken = needles
    return sql, [*unbroken, terms, *([before] if before else [])]


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
