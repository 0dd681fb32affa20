"""The full-text index of the engine: FTS5 kept by triggers on SQLite, GIN over the terms on PostgreSQL."""

from django.db import migrations

TABLE = "matters_searchtext"

SQLITE = [
    f"""CREATE VIRTUAL TABLE {TABLE}_fts USING fts5(
        terms, content='{TABLE}', content_rowid='id', tokenize="unicode61 remove_diacritics 0 tokenchars '|'")""",
    f"""CREATE TRIGGER {TABLE}_in AFTER INSERT ON {TABLE} BEGIN
        INSERT INTO {TABLE}_fts(rowid, terms) VALUES (new.id, new.terms); END""",
    f"""CREATE TRIGGER {TABLE}_out AFTER DELETE ON {TABLE} BEGIN
        INSERT INTO {TABLE}_fts({TABLE}_fts, rowid, terms) VALUES ('delete', old.id, old.terms); END""",
    f"""CREATE TRIGGER {TABLE}_change AFTER UPDATE ON {TABLE} BEGIN
        INSERT INTO {TABLE}_fts({TABLE}_fts, rowid, terms) VALUES ('delete', old.id, old.terms);
        INSERT INTO {TABLE}_fts(rowid, terms) VALUES (new.id, new.terms); END""",
]
SQLITE_BACK = [
    f"DROP TRIGGER IF EXISTS {TABLE}_in",
    f"DROP TRIGGER IF EXISTS {TABLE}_out",
    f"DROP TRIGGER IF EXISTS {TABLE}_change",
    f"DROP TABLE IF EXISTS {TABLE}_fts",
]
POSTGRES = [
    f"CREATE INDEX {TABLE}_terms ON {TABLE} USING gin (string_to_array(terms, ' '))",
    # Rare words must be known as rare, or the planner reads every text for them.
    f"ALTER INDEX {TABLE}_terms ALTER COLUMN 1 SET STATISTICS 1000",
]
POSTGRES_BACK = [f"DROP INDEX IF EXISTS {TABLE}_terms"]


def run(statements):
    def apply(apps, schema_editor):
        for statement in statements.get(schema_editor.connection.vendor, []):
            schema_editor.execute(statement)

    return apply


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_initial")]
    operations = [
        migrations.RunPython(
            run({"sqlite": SQLITE, "postgresql": POSTGRES}),
            run({"sqlite": SQLITE_BACK, "postgresql": POSTGRES_BACK}),
        )
    ]
