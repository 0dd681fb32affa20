"""How a verb changes a matter: locked, counted, with the values before kept in its line so that it can be undone."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection
from django.db.models import F, Field, Model

from shuniu.journal.recording import Entry
from shuniu.matters.choices import OPEN_STATES
from shuniu.matters.models import Matter, Tally
from shuniu.org import moment
from shuniu.org.models import Person
from shuniu.org.readings import director_of, present

# Few enough to add up cheaply, many enough that clerks registering at once rarely wait for one another.
SHARDS = 4


class _Heard:
    """How often this process has moved a counter: whoever keeps a count for a moment forgets it when this grows."""

    def __init__(self):
        self.times = 0

    def add(self) -> None:
        self.times += 1


heard = _Heard()


def locked(matter: Matter) -> Matter:
    """The matter as it is now, and nobody else changes it until the transaction ends.

    People and bodies that the caller had at hand and that are still the same ones need not be read again.
    """
    now = Matter.objects.select_for_update().get(pk=matter.pk)
    for name in ("unit", "holder", "lead", "leader", "standing_in_for"):
        known = matter._state.fields_cache.get(name)
        if known is not None and known.pk == getattr(now, attname(name)):
            setattr(now, name, known)
    return now


def change(entry: Entry, matter: Matter, **fields) -> None:
    """Write fields of one matter. The old values go into the line under `was`."""
    was = {name: plain(getattr(matter, attname(name))) for name in fields}
    before = (matter.lead_id, matter.state, matter.is_restricted)
    fields["moved"] = moment.now()
    Matter.objects.filter(pk=matter.pk).update(**fields)
    for name, value in fields.items():
        setattr(matter, name, value)
    matter.__dict__.pop("flags", None)
    # The database generates it; the record in hand must say the same.
    matter.is_open = matter.state in OPEN_STATES
    after = (matter.lead_id, matter.state, matter.is_restricted)
    if after != before:
        count(matter.unit_id, *before, -1, shard=matter.pk)
        count(matter.unit_id, *after, +1, shard=matter.pk)
    entry.setdefault("was", {}).update(was)


def held_by(matter: Matter) -> str:
    """在谁手上, by name, as a line keeps it; "" for what was closed without anybody."""
    return matter.holder.name if matter.holder else ""


def attname(name: str) -> str:
    """The stored column of a field: holder → holder_id."""
    field = Matter._meta.get_field(name)
    assert isinstance(field, Field)
    return field.attname


def plain(value):
    """A value as the journal keeps it."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def hand_to(person: Person) -> dict:
    """The three fields that say in whose hand it is: the person, or the B while they are away."""
    at = moment.now()
    holder, standing_in_for = present(person, at)
    if not _stays(holder):
        holder, standing_in_for = director_of(person.unit), None
    return {"holder": holder, "standing_in_for": standing_in_for, "held_since": at}


def count(unit_id: int, lead_id: int | None, state: str, restricted: bool, by: int, *, shard: int) -> None:
    """Move one counter by `by`."""
    heard.add()
    key = {
        "unit_id": unit_id,
        "lead_id": lead_id,
        "state": state,
        "restricted": restricted,
        "shard": shard % SHARDS,
    }
    if not Tally.objects.filter(**key).update(count=F("count") + by):
        tally, created = Tally.objects.get_or_create(**key, defaults={"count": by})
        if not created:
            Tally.objects.filter(pk=tally.pk).update(count=F("count") + by)


def _stays(person: Person) -> bool:
    """Is this person in office in this very transaction, and until it ends?

    Read afresh, because the record in hand may be older than a departure. On PostgreSQL under a shared lock: many may
    hand something to one person at once, but nobody leaves in the middle of it (`leave` takes the row FOR UPDATE).
    SQLite has one writer at a time anyway.
    """
    lock = " FOR SHARE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT left_on FROM org_person WHERE id = %s" + lock, [person.pk])
        return cursor.fetchone()[0] is None
