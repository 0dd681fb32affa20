"""身边的: what stands beside the first items of a liaison, and what this body gave before, in one statement.

Whether this person may know of the items is already known; of the matter a task is part of only what was given to the
doers is read: the leader's words, the sample and the fields. Nothing of another body's part.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from shuniu.matters.readings import at_of
from shuniu.org import moment
from shuniu.org.actor import Actor

LOOKED_BACK = timedelta(days=90)  # an older figure is last year's: an example, no answer
MOST_EARLIER = 200
PHOTO_KEPT = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Near:
    """One row; what its columns say depends on the sort."""

    sort: str
    matter_id: int
    pk: int
    name: str
    words: str
    at: datetime | None
    until: datetime | None
    flag: int


# sort → (columns after the sort, tables and condition). {own}: the items; {both}: the items and what they are part of.
_SOURCES = {
    "words": (
        "i.matter_id, i.id, p.name, i.words, CAST(i.at AS text), NULL, CASE WHEN i.image_sha256 <> '' THEN 1 ELSE 0 END",
        ("matters_instruction i JOIN org_person p ON p.id = i.leader_id"
        " WHERE i.denied_at IS NULL AND i.matter_id IN ({both}) ORDER BY i.at, i.id"),
    ),
    "demand": (
        "d.task_id, d.id, '', d.text, NULL, NULL, 0",
        "matters_demand d WHERE d.task_id IN ({own}) ORDER BY d.\"order\"",
    ),
    "field": (
        'f.matter_id, f.id, f.name, f.kind, NULL, NULL, f."order"',
        'matters_formfield f WHERE f.matter_id IN ({both}) ORDER BY f.matter_id, f."order"',
    ),
    "sample": (
        "a.matter_id, a.id, s.name, '', NULL, NULL, 0",
        ("matters_paper a JOIN files_storedfile s ON s.id = a.file_id"
        " WHERE a.role = 'sample' AND a.matter_id IN ({both}) ORDER BY a.\"order\", a.id"),
    ),
    "model": (
        "l.matter_id, o.id, o.title, o.result, CAST(o.completed AS text), NULL, 0",
        ("matters_link l JOIN matters_matter o ON o.id = l.other_id WHERE l.why = 'sample' AND o.visibility <> 'restricted'"
        " AND l.matter_id IN ({both}) ORDER BY l.id"),
    ),
    "moved": (
        ("c.matter_id, c.id, p.name, c.reason, CAST(c.was AS text), CAST(c.wanted AS text),"
        " CASE WHEN c.granted THEN 1 WHEN c.granted IS NULL THEN 0 ELSE 2 END"),
        "matters_duechange c JOIN org_person p ON p.id = c.asked_by_id WHERE c.matter_id IN ({own}) ORDER BY c.asked_at, c.id",
    ),
    "waiting": (
        "w.matter_id, w.id, w.whom, '', CAST(w.since AS text), NULL, 0",
        "matters_waiting w WHERE w.for_me AND w.ended IS NULL AND w.matter_id IN ({all}) ORDER BY w.since, w.id",
    ),
    "said": (
        "f.matter_id, f.id, p.name, f.words, CAST(f.at AS text), CAST(f.verified_at AS text), CASE WHEN f.untrue THEN 1 ELSE 0 END",
        "matters_feedback f JOIN org_person p ON p.id = f.by_id WHERE f.matter_id IN ({own}) ORDER BY f.at, f.id",
    ),
    "stuck": (
        "d.matter_id, d.id, d.stuck, d.answer, CAST(d.answer_due AS text), CAST(d.answered AS text), 0",
        "matters_difficulty d WHERE d.matter_id IN ({own}) ORDER BY d.raised, d.id",
    ),
    "colleague": (
        "0, p.id, p.name, '', NULL, NULL, 0",
        "org_person p WHERE p.division_id = {body} AND p.left_on IS NULL AND p.id <> {me} ORDER BY p.rank, p.id LIMIT 12",
    ),
    "earlier": (
        "f.matter_id, f.id, m.title, f.words, CAST(f.at AS text), NULL, 0",
        ("matters_feedback f JOIN matters_matter m ON m.id = f.matter_id"
        " WHERE f.by_id IN (SELECT id FROM org_person WHERE division_id = {body}) AND f.at >= {since} AND NOT f.untrue"
        " AND m.visibility <> 'restricted' ORDER BY f.id DESC LIMIT {most}"),
    ),
    "figure": (
        "f.matter_id, f.id, n.name, v.value, CAST(f.at AS text), NULL, 0",
        ("matters_formvalue v JOIN matters_feedback f ON f.id = v.feedback_id JOIN matters_formfield n ON n.id = v.field_id"
        " WHERE f.by_id IN (SELECT id FROM org_person WHERE division_id = {body}) AND f.at >= {since} AND NOT f.untrue"
        " ORDER BY f.id DESC LIMIT {most}"),
    ),
    "photo": (
        "0, r.id, r.state, CAST(r.others AS text), CAST(r.touched AS text), NULL, 0",
        ("matters_arriving r WHERE r.by_id = {me} AND r.touched >= {lately} AND r.state IN ('reading', 'refused')"
        " AND CAST(r.others AS text) <> '[]' ORDER BY r.id"),
    ),
}  # fmt: skip


def beside(
    actor: Actor, own: Iterable[int], parents: Iterable[int], held: Iterable[int]
) -> dict[str, list[Near]]:
    """身边的 of these items (`held`: all in hand, for who waits): sort → rows."""
    assert actor.person is not None
    mine = sorted({int(pk) for pk in own})
    found: dict[str, list[Near]] = {sort: [] for sort in _SOURCES}
    whole = sorted({*mine, *(int(pk) for pk in parents if pk)})
    now = moment.now()
    adapt = connection.ops.adapt_datetimefield_value
    values = {
        "own": _listed(mine), "both": _listed(whole), "all": _listed(int(pk) for pk in held), "me": int(actor.person.pk),
        "body": int(actor.person.division_id or 0), "most": MOST_EARLIER,
        "since": f"'{adapt(now - LOOKED_BACK)}'", "lately": f"'{adapt(now - PHOTO_KEPT)}'",
    }  # fmt: skip
    parts = [
        f"SELECT * FROM (SELECT '{sort}', {columns} FROM {tables.format(**values)}) {sort}_rows"
        for sort, (columns, tables) in _SOURCES.items()
    ]
    types = "SELECT '', 0, 0, '', '', CAST(NULL AS text), CAST(NULL AS text), 0 WHERE 1 = 0"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([types, *parts]))
        for sort, matter_id, pk, name, words, at, until, flag in cursor.fetchall():
            found[sort].append(Near(sort, matter_id, pk, name, words, at_of(at), at_of(until), flag))
    return found


def _listed(ids: Iterable[int]) -> str:
    return ",".join(map(str, ids)) or "0"
