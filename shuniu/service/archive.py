"""备份: the whole office in one file, made while people go on working.

SQLite is copied by its own online backup; PostgreSQL is read table by table in one snapshot. Then come the files of
the data folder, and last the manifest with the hash of every part. The archive appears under its name only when it
has been written, read back and found right.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from shuniu import __version__
from shuniu.service import setting_up
from shuniu.service.plain import Plain, _
from shuniu.service.progress import Tell, bar, say

ENDING = ".shuniu-backup"
FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database.sqlite3"
TABLES = "tables/"
FILES = "files/"
BLOCK = 1024 * 1024
# What the next start makes anew, or what would hold a backup inside a backup.
LEFT_OUT = {"backups", "static", "running.json", ".probe", "tmp"}
PACKED_ALREADY = {".pdf", ".png", ".jpg", ".jpeg", ".docx", ".xlsx", ".zip", ".gz"}


def backup(to: Path | None, *, quiet: bool = False) -> Path:
    """备份 to a file, into a folder, or into `backups` of the data folder. Gives the path of the archive.

    Raises Plain when it cannot be written there.
    """
    setting_up.existing_office()
    path = _place(to)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".backup-", suffix=".part")
    except OSError as problem:
        raise Plain(
            _("{folder}：写不进去（{why}）").format(folder=path.parent, why=problem.strerror)
        ) from None
    part = Path(name)
    try:
        with os.fdopen(handle, "w+b") as raw:
            if quiet:
                manifest = _write(raw, lambda *_a, **_k: None)
            else:
                with bar(_("备份")) as tell:
                    manifest = _write(raw, tell)
            raw.flush()
            os.fsync(raw.fileno())
        faults = list(check(part))
        if faults:
            raise Plain(_("备份写出来又读不回去：{what}。没有留下。").format(what=faults[0]))
        part.replace(path)
    except OSError as problem:
        raise Plain(_("备份没有做成：{why}").format(why=problem.strerror or problem)) from None
    finally:
        part.unlink(missing_ok=True)
    if not quiet:
        say(_("备份好了：{path}（{n} 个文件）").format(path=path, n=len(manifest["parts"])))
    return path


def check(path: Path) -> Iterator[str]:
    """Read an archive and name every part that is missing or not as the manifest says; nothing when it is right."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = read_manifest(archive)
            for name, said in manifest["parts"].items():
                try:
                    with archive.open(name) as part:
                        if _digest(part) != said["sha256"]:
                            yield name
                except (KeyError, zipfile.BadZipFile, EOFError):
                    yield name
    except zipfile.BadZipFile:
        yield path.name


def read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """What an archive says of itself. Raises Plain when it is no backup of ours or of a later version."""
    try:
        manifest = json.loads(archive.read(MANIFEST))
        wanted = manifest["format"]
    except (KeyError, ValueError, TypeError):
        raise Plain(_("这不是枢纽的备份")) from None
    if wanted != FORMAT:
        raise Plain(
            _("这份备份的格式是 {made}，这个版本只认 {known}。请先升级").format(made=wanted, known=FORMAT)
        )
    return manifest


def newest() -> tuple[Path, datetime] | None:
    """The newest archive in the data folder and when it was made."""
    found = sorted(setting_up.data_folder().glob(f"backups/*{ENDING}"), key=lambda p: p.stat().st_mtime)
    return (found[-1], datetime.fromtimestamp(found[-1].stat().st_mtime).astimezone()) if found else None


def keep_newest(count: int) -> None:
    """Remove older nightly archives. Those made by hand under other names stay."""
    found = sorted(setting_up.data_folder().glob(f"backups/*{ENDING}"), key=lambda p: p.stat().st_mtime)
    for old in found[:-count]:
        old.unlink(missing_ok=True)


def _place(to: Path | None) -> Path:
    name = f"{datetime.now().astimezone():%Y-%m-%d-%H%M%S}{ENDING}"
    if to is None:
        return setting_up.data_folder() / "backups" / name
    return to / name if to.is_dir() or not to.suffix else to


def _write(raw: BinaryIO, tell: Tell) -> dict[str, Any]:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    applied = sorted(MigrationRecorder(connection).applied_migrations())
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "program": __version__,
        "made": datetime.now().astimezone().isoformat(timespec="seconds"),
        "engine": connection.vendor,
        "migrations": [list(pair) for pair in applied],
        "tables": {},
        "parts": {},
    }
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        if connection.vendor == "sqlite":
            _write_sqlite(archive, manifest, tell)
        else:
            _write_postgresql(archive, manifest, tell)
        # The files after the database: what a row points at was there before the row.
        paths = list(_files())
        for number, (path, name) in enumerate(paths, 1):
            try:
                with path.open("rb") as source:
                    _add(archive, manifest, FILES + name, source)
            except FileNotFoundError:
                continue  # let go by retention in this minute
            tell(number, len(paths), name)
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest


def _write_sqlite(archive: zipfile.ZipFile, manifest: dict[str, Any], tell: Tell) -> None:
    from django.db import connection

    with tempfile.TemporaryDirectory(dir=setting_up.data_folder()) as folder:
        copy = Path(folder) / DATABASE
        connection.ensure_connection()
        source = sqlite3.connect(connection.settings_dict["NAME"])
        target = sqlite3.connect(copy)
        try:
            # One reading transaction: what others write meanwhile neither enters the copy nor starts it anew.
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(
                target, pages=4096, progress=lambda _s, left, total: tell(total - left, total, "SQLite")
            )
            tables = [
                name
                for (name,) in target.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
                )
                if not name.startswith("sqlite_")
            ]
            for name in sorted(tables):
                (manifest["tables"][name],) = target.execute(f'SELECT count(*) FROM "{name}"').fetchone()
            target.execute("PRAGMA journal_mode=DELETE")
        finally:
            target.close()
            source.close()
        with copy.open("rb") as whole:
            _add(archive, manifest, DATABASE, whole)


def _write_postgresql(archive: zipfile.ZipFile, manifest: dict[str, Any], tell: Tell) -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        names = sorted(set(connection.introspection.table_names(cursor)) - {"django_migrations"})
        for number, name in enumerate(names, 1):
            columns = ", ".join(f'"{column}"' for column in stored_columns(cursor, name))
            with tempfile.TemporaryFile() as spool:
                with cursor.copy(f'COPY (SELECT {columns} FROM "{name}") TO STDOUT') as rows:
                    for block in rows:
                        spool.write(block)
                manifest["tables"][name] = cursor.rowcount
                spool.seek(0)
                _add(archive, manifest, f"{TABLES}{name}", spool)
            tell(number, len(names), name)


def stored_columns(cursor: Any, table: str) -> list[str]:
    """The columns of a PostgreSQL table that hold something; computed ones are made anew."""
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
        " AND attgenerated = '' ORDER BY attnum",
        [f'"{table}"'],
    )
    return [name for (name,) in cursor.fetchall()]


def _files() -> Iterator[tuple[Path, str]]:
    from django.db import connection

    root = setting_up.data_folder()
    database = str(connection.settings_dict["NAME"])
    for folder, folders, names in os.walk(root):
        if Path(folder) == root:
            folders[:] = [one for one in folders if one not in LEFT_OUT]
        folders.sort()
        for name in sorted(names):
            path = Path(folder) / name
            is_database = str(path).startswith(database) and connection.vendor == "sqlite"
            if is_database or path.is_symlink() or (Path(folder) == root and name in LEFT_OUT):
                continue
            if not name.endswith(".part"):
                yield path, path.relative_to(root).as_posix()


def _add(archive: zipfile.ZipFile, manifest: dict[str, Any], name: str, source: Any) -> None:
    entry = zipfile.ZipInfo(name, date_time=datetime.now().timetuple()[:6])  # noqa: DTZ005
    packed = Path(name).suffix.lower() in PACKED_ALREADY
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    digest, size = hashlib.sha256(), 0
    with archive.open(entry, "w", force_zip64=True) as part:
        while block := source.read(BLOCK):
            digest.update(block)
            size += len(block)
            part.write(block)
    manifest["parts"][name] = {"sha256": digest.hexdigest(), "bytes": size}


def _digest(source: Any) -> str:
    digest = hashlib.sha256()
    while block := source.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()
