"""The ceiling's tables, filled from ours by the database itself."""

from __future__ import annotations

import os
import subprocess
import sys

from django.db import connection

_COPY = (
    """INSERT INTO ceiling_matter (id, title, state, is_open, holder, holder_id_of, lead, lead_id_of, due,
                                   moved, text)
       SELECT m.id, m.title, m.state, m.is_open, coalesce(h.name, ''), coalesce(m.holder_id, 0), coalesce(d.name, ''),
              coalesce(m.lead_id, 0), m.due, m.moved, coalesce(r.text, '')
       FROM matters_matter m LEFT JOIN org_person h ON h.id = m.holder_id LEFT JOIN org_division d ON d.id = m.lead_id
       LEFT JOIN matters_reading r ON r.matter_id = m.id""",
    """INSERT INTO ceiling_event (id, matter_id, at, actor, words)
       SELECT l.id, l.subject_id, l.at, coalesce(p.name, ''), l.verb
       FROM journal_line l LEFT JOIN org_person p ON p.id = l.actor_id WHERE l.subject_kind = 'matter'""",
    "INSERT INTO ceiling_terms (id, matter_id, terms) SELECT id, matter_id, terms FROM matters_searchtext",
    """INSERT INTO ceiling_counter (lead, state, count)
       SELECT lead, state, count(*) FROM ceiling_matter GROUP BY lead, state""",
)
_SQLITE = (
    """CREATE VIRTUAL TABLE ceiling_terms_fts USING fts5(
       terms, content='ceiling_terms', content_rowid='id', tokenize="unicode61 remove_diacritics 0 tokenchars '|'")""",
    "INSERT INTO ceiling_terms_fts(ceiling_terms_fts) VALUES ('rebuild')",
    """CREATE TRIGGER IF NOT EXISTS ceiling_terms_in AFTER INSERT ON ceiling_terms BEGIN
       INSERT INTO ceiling_terms_fts(rowid, terms) VALUES (new.id, new.terms); END""",
)
_POSTGRES = (
    "CREATE INDEX ceiling_terms_gin ON ceiling_terms USING gin (string_to_array(terms, ' '))",
    "ALTER INDEX ceiling_terms_gin ALTER COLUMN 1 SET STATISTICS 1000",
    "SELECT setval('ceiling_matter_id_seq', (SELECT max(id) FROM ceiling_matter))",
    "SELECT setval('ceiling_event_id_seq', (SELECT max(id) FROM ceiling_event))",
    "SELECT setval('ceiling_terms_id_seq', (SELECT max(id) FROM ceiling_terms))",
    "ANALYZE",
)


_TABLES = ("terms_fts", "terms", "event", "counter", "matter")


def is_current() -> bool:
    """Are the ceiling's tables there, with the columns that they have now?"""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if "ceiling_matter" not in tables:
            return False
        described = connection.introspection.get_table_description(cursor, "ceiling_matter")
    return "lead_id_of" in {column.name for column in described}


def copy() -> None:
    """Make the ceiling's tables in the open database as they are described now, and fill them."""
    with connection.cursor() as cursor:
        for name in _TABLES:
            cursor.execute(f"DROP TABLE IF EXISTS ceiling_{name}")
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "shuniu.bench.ceiling.settings"}
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--run-syncdb", "--verbosity", "0"],
        env=environment,
        check=True,
    )
    with connection.cursor() as cursor:
        for statement in _COPY:
            cursor.execute(statement)
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRES:
            cursor.execute(statement)
        if connection.vendor == "sqlite":
            cursor.execute("ANALYZE")
