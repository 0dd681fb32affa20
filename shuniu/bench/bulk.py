"""成批装入: rows straight into tables, with the indexes taken off before and put back after.

COPY on PostgreSQL, one prepared statement on SQLite. An index kept up row by row costs several times what it costs to
build at the end, the full-text index most of all: a million matters hold three hundred million terms.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import Error, connection, models, transaction

# Sorting an index of a million matters in the default 64 MB would write it to disk many times over.
SORTING_MEMORY = "512MB"


class Written(str):
    """JSON that is text already: what was hashed need not be written a second time."""

    __slots__ = ()


def insert(model: type[models.Model], rows: Iterable[dict]) -> None:
    """Rows straight into a table. Missing fields take their defaults; generated columns are the database's own."""
    rows = list(rows)
    if not rows:
        return
    fields = [
        f
        for f in model._meta.concrete_fields
        if not f.generated and not (f.primary_key and f.attname not in rows[0])
    ]
    columns = []
    for f in fields:
        values = [row[f.attname] for row in rows] if f.attname in rows[0] else [f.get_default()] * len(rows)
        stored = _stored_as(f)
        columns.append([stored(value) for value in values] if stored else values)
    table, names = model._meta.db_table, ", ".join(f'"{f.column}"' for f in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in zip(*columns, strict=True):
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(
                f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(zip(*columns, strict=True))
            )


def _stored_as(field: models.Field) -> Callable | None:
    """How a value of this field is handed to the engine; None where it goes as it is. Moments are in UTC."""
    if isinstance(field, models.JSONField):
        return lambda value: value if type(value) is Written else json.dumps(value, ensure_ascii=False)
    if isinstance(field, models.DateTimeField):
        return _moment_on_sqlite if connection.vendor == "sqlite" else None
    if isinstance(field, models.DateField):
        return lambda value: None if value is None else str(value)
    return None


def _moment_on_sqlite(value: datetime | None) -> str | None:
    return None if value is None else str(value.replace(tzinfo=None))


@contextmanager
def loading(
    *tables: type[models.Model], on_stage: Callable[[str], None] = lambda _words: None
) -> Iterator[None]:
    """Indexes, full-text triggers and checks of these tables off; inside, rows are written; afterwards all is put back
    and the planner knows the sizes. Uniqueness that belongs to a constraint stays."""
    names = [table._meta.db_table for table in tables]
    if connection.vendor == "postgresql":
        with _loading_on_postgresql(names, on_stage):
            yield
    else:
        with _loading_on_sqlite(names, on_stage):
            yield


@contextmanager
def _loading_on_sqlite(tables: list[str], on_stage: Callable[[str], None]) -> Iterator[None]:
    marks = ", ".join(["%s"] * len(tables))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT type, name, sql FROM sqlite_master"
            f" WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND tbl_name IN ({marks})",
            tables,
        )
        taken_off = cursor.fetchall()
        cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%%fts5%%'")
        full_text = [name for (name,) in cursor.fetchall() if name.removesuffix("_fts") in tables]
        if not connection.in_atomic_block:  # a test's transaction keeps the pragmas it began with
            for pragma in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -400000"):
                cursor.execute(f"PRAGMA {pragma}")
        for kind, name, _sql in taken_off:
            cursor.execute(f'DROP {kind} "{name}"')
    yield
    with connection.cursor() as cursor:
        for kind, name, sql in taken_off:
            on_stage(f"{kind} {name}")
            # A percent sign in a definition is the engine's, not a place for a value.
            cursor.execute(sql.replace("%", "%%"), ())
        for name in full_text:
            on_stage(f"full text {name}")
            cursor.execute(f"INSERT INTO {name}({name}) VALUES ('rebuild')")
        on_stage("statistics")
        cursor.execute("ANALYZE")
    if not connection.in_atomic_block:
        connection.close()  # the next one opens with the office's own pragmas


@contextmanager
def _loading_on_postgresql(tables: list[str], on_stage: Callable[[str], None]) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname, pg_get_indexdef(c.oid), a.attnum, a.attstattarget
               FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
               LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attstattarget > 0
               WHERE t.relname = ANY(%s) AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = c.oid)""",
            [tables],
        )
        taken_off = cursor.fetchall()
        for setting in (f"maintenance_work_mem = '{SORTING_MEMORY}'", "synchronous_commit = off"):
            cursor.execute(f"SET {setting}")
        for name, *_definition in taken_off:
            cursor.execute(f'DROP INDEX IF EXISTS "{name}"')
        _trust_references(cursor)
    yield
    with connection.cursor() as cursor:
        for name, definition, place, statistics in taken_off:
            on_stage(f"index {name}")
            cursor.execute(definition)
            if statistics:
                cursor.execute(f'ALTER INDEX "{name}" ALTER COLUMN {place} SET STATISTICS {statistics}')
        on_stage("statistics")
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)")
        for setting in ("maintenance_work_mem", "synchronous_commit", "session_replication_role"):
            cursor.execute(f"RESET {setting}")


def _trust_references(cursor) -> None:
    """Ids were drawn from rows that are there; who may, saves looking each of them up again."""
    try:
        with transaction.atomic():
            cursor.execute("SET session_replication_role = replica")
    except Error:
        return
