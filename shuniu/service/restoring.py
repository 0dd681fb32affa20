"""恢复: an archive back into an empty data folder (and an empty PostgreSQL database), then the proof that all is there.

Nothing is ever written over: a folder or a database that holds something is refused.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

from shuniu.service import setting_up
from shuniu.service.archive import BLOCK, DATABASE, FILES, TABLES, read_manifest, stored_columns
from shuniu.service.plain import Plain, _
from shuniu.service.progress import Tell, bar, say


def restore(path: Path) -> dict[str, Any]:
    """恢复 into $SHUNIU_DATA; gives `clean`, the counts, and the first fault in plain words.

    Raises Plain before anything is written when the archive or the target will not do.
    """
    folder = Path(os.environ.get("SHUNIU_DATA", "shuniu-data")).resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Plain(_("{folder}：不是空的。恢复只往空的资料夹里放，用 --data 换一个").format(folder=folder))
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise Plain(_("没有这个备份：{path}").format(path=path)) from None
    except (OSError, zipfile.BadZipFile):
        raise Plain(_("{path}：读不了，不是完整的备份").format(path=path)) from None
    with archive:
        manifest = read_manifest(archive)
        engine = "postgresql" if os.environ.get("DATABASE_URL") else "sqlite"
        if manifest["engine"] != engine:
            raise Plain(
                _("这份备份来自 {made}，这里用的是 {here}。设好或去掉 DATABASE_URL 再恢复").format(
                    made=manifest["engine"], here=engine
                )
            )
        beside = folder.with_name(f".{folder.name}.restoring")
        shutil.rmtree(beside, ignore_errors=True)
        try:
            with bar(_("恢复")) as tell:
                _unpack(archive, manifest, beside, tell)
            if folder.exists():
                folder.rmdir()
            beside.replace(folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        from shuniu.service import demo_office

        demo_office.follow_note()
        setting_up.framework()
        if engine == "postgresql":
            _fill_tables(archive, manifest)
    return _prove(manifest)


def _unpack(archive: zipfile.ZipFile, manifest: dict[str, Any], folder: Path, tell: Tell) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o700)
    parts = [name for name in manifest["parts"] if not name.startswith(TABLES)]
    for number, name in enumerate(parts, 1):
        inner = "shuniu.sqlite3" if name == DATABASE else name.removeprefix(FILES)
        pure = PurePosixPath(inner)
        if pure.is_absolute() or ".." in pure.parts or "\\" in inner:
            raise Plain(_("备份里有一个不该有的路径：{inner}。没有恢复").format(inner=inner))
        target = folder.joinpath(*pure.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        try:
            with archive.open(name) as source, target.open("xb") as out:
                while block := source.read(BLOCK):
                    digest.update(block)
                    out.write(block)
        except (KeyError, zipfile.BadZipFile, EOFError):
            raise Plain(_("备份不完整，缺 {inner}。没有恢复").format(inner=inner)) from None
        if digest.hexdigest() != manifest["parts"][name]["sha256"]:
            raise Plain(_("备份里的 {inner} 被改过或坏了。没有恢复").format(inner=inner))
        target.chmod(0o600)
        tell(number, len(parts), inner)


def _fill_tables(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """The schema as it was when the archive was made, its rows, then what this version adds."""
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    with connection.cursor() as cursor:
        if connection.introspection.table_names(cursor):
            raise Plain(_("DATABASE_URL 指的数据库不是空的。恢复只往空的数据库里放"))
    recorded = {tuple(pair) for pair in manifest["migrations"]}
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    if unknown := sorted(recorded - set(graph.nodes)):
        raise Plain(_("这份备份来自更新的版本（{step}）。请先升级").format(step=" ".join(unknown[0])))
    last = [key for key in recorded if not any(child in recorded for child in graph.node_map[key].children)]
    executor.migrate(last)
    with bar(_("恢复数据库")) as tell, transaction.atomic(), connection.cursor() as cursor:
        names = sorted(manifest["tables"])
        if names:
            cursor.execute("TRUNCATE " + ", ".join(f'"{name}"' for name in names) + " CASCADE")
        for number, name in enumerate(names, 1):
            part = f"{TABLES}{name}"
            digest = hashlib.sha256()
            columns = ", ".join(f'"{column}"' for column in stored_columns(cursor, name))
            with archive.open(part) as source, cursor.copy(f'COPY "{name}" ({columns}) FROM STDIN') as rows:
                while block := source.read(BLOCK):
                    digest.update(block)
                    rows.write(block)
            if digest.hexdigest() != manifest["parts"][part]["sha256"]:
                raise Plain(_("备份里的表 {name} 被改过或坏了。没有恢复").format(name=name))
            _advance_sequences(cursor, name)
            tell(number, len(names), name)


def _advance_sequences(cursor: Any, table: str) -> None:
    cursor.execute(
        "SELECT attname, pg_get_serial_sequence(%s, attname) FROM pg_attribute WHERE attrelid = %s::regclass"
        " AND attnum > 0 AND NOT attisdropped",
        [f'"{table}"', f'"{table}"'],
    )
    for column, sequence in cursor.fetchall():
        if sequence:
            cursor.execute(
                f'SELECT setval(%s, coalesce((SELECT max("{column}") FROM "{table}"), 1),'
                f' EXISTS (SELECT 1 FROM "{table}"))',
                [sequence],
            )


def _prove(manifest: dict[str, Any]) -> dict[str, Any]:
    """Row counts as in the manifest, then every chain of the journal, then this version's schema."""
    from django.db import connection

    from shuniu.journal import verification

    fault = ""
    with connection.cursor() as cursor:
        for name, said in manifest["tables"].items():
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            (there,) = cursor.fetchone()
            if there != said and not fault:
                fault = _("表 {name} 应有 {said} 行，有 {there} 行").format(name=name, said=said, there=there)
    setting_up.bring_up_to_date()
    with bar(_("验流水")) as tell:
        report = verification.verify(on_progress=tell)
    fault = fault or report.broken
    if fault:
        say(_("恢复了，但有不对的：{what}").format(what=fault))
    else:
        say(_("恢复好了，{lines} 行流水验过，完好。").format(lines=report.lines))
    return {
        "clean": not fault,
        "made": manifest["made"],
        "files": sum(name.startswith(FILES) for name in manifest["parts"]),
        "rows": sum(manifest["tables"].values()),
        "lines": report.lines,
        "fault": fault or None,
    }
