"""导入: an export back into an empty office, on either database; then the proof that all of it is there.

Nothing is ever written over: a folder or a database that holds an office is refused, and what cannot be proved is taken
away again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from shuniu.service import setting_up
from shuniu.service.exporting import FORMAT, KIND, MANIFEST, exported_models, stored_fields
from shuniu.service.plain import Plain, _
from shuniu.service.progress import Tell, bar, say

BATCH = 500


class _Source:
    """An export as a folder or a ZIP."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.archive = None if path.is_dir() else zipfile.ZipFile(path)
        except FileNotFoundError:
            raise Plain(_("没有这份导出：{path}").format(path=path)) from None
        except (OSError, zipfile.BadZipFile):
            raise Plain(_("{path}：读不了，不是完整的导出").format(path=path)) from None

    @contextmanager
    def open(self, name: str) -> Iterator[Any]:
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts or "\\" in name:
            raise Plain(_("导出里有一个不该有的路径：{name}。没有导入").format(name=name))
        try:
            file = self.archive.open(name) if self.archive else (self.path / pure).open("rb")
        except (KeyError, OSError):
            raise Plain(_("导出不完整，缺 {name}。没有导入").format(name=name)) from None
        with file:
            yield file


def import_export(path: Path) -> dict[str, Any]:
    """导入 into $SHUNIU_DATA; gives `clean`, the counts, and the first fault in plain words."""
    folder = Path(os.environ.get("SHUNIU_DATA", "shuniu-data")).resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Plain(_("{folder}：不是空的。导入只往空的资料夹里放，用 --data 换一个").format(folder=folder))
    source = _Source(Path(path))
    manifest = _manifest(source)
    fresh = not folder.exists()
    setting_up.framework()
    try:
        with bar(_("导入")) as tell:
            fill(source, manifest, tell)
    except BaseException:
        setting_up.close_connections()
        # What was half put in is taken away: the folder was empty before.
        for one in folder.iterdir() if folder.is_dir() else ():
            shutil.rmtree(one) if one.is_dir() else one.unlink()
        if fresh and folder.is_dir():
            folder.rmdir()
        raise
    return prove(manifest)


def _manifest(source: _Source) -> dict[str, Any]:
    try:
        with source.open(MANIFEST) as file:
            manifest = json.loads(file.read())
        right = manifest["kind"] == KIND
    except (Plain, ValueError, KeyError, TypeError):
        raise Plain(_("这不是枢纽的导出")) from None
    if not right:
        raise Plain(_("这不是枢纽的导出"))
    if manifest["format"] != FORMAT:
        raise Plain(
            _("这份导出的格式是 {made}，这个版本只认 {known}。请先升级").format(
                made=manifest["format"], known=FORMAT
            )
        )
    return manifest


def fill(source: _Source, manifest: dict[str, Any], tell: Tell) -> None:
    """The schema as it was when the export was made, its rows in one transaction, then what this version adds."""
    from django.core.management.color import no_style
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    setting_up.data_folder()
    executor = MigrationExecutor(connection)
    known = set(executor.loader.graph.nodes)
    said = {tuple(pair) for pair in manifest["migrations"]}
    if unknown := sorted(said - known):
        raise Plain(_("这份导出来自更新的版本（{step}）。请先升级").format(step=" ".join(unknown[0])))
    setting_up.bring_up_to_date()
    if _holds_an_office():
        raise Plain(_("DATABASE_URL 指的数据库里已经有一个办公室。导入只往空的里放"))
    models = {model._meta.label_lower: model for model in exported_models()}
    total = len(manifest["tables"]) + len(manifest["files"])
    done = 0
    with transaction.atomic():
        for model in reversed(list(models.values())):
            # Rows that a migration made stand in the export too.
            model._base_manager.all()._raw_delete("default")
        for label, table in manifest["tables"].items():
            if label not in models:
                raise Plain(_("这份导出里有一张这个版本没有的表：{name}").format(name=label))
            _fill_table(source, models[label], table)
            done += 1
            tell(done, total, label)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
                cursor.execute(statement)
    _fill_files(source, manifest, lambda number, name: tell(done + number, total, name))


def _holds_an_office() -> bool:
    from shuniu.org.models import Unit

    return Unit.objects.exists()


def _fill_table(source: _Source, model: Any, table: dict[str, Any]) -> None:
    fields = {field.attname: field for field in stored_fields(model)}
    digest, rows, waiting = hashlib.sha256(), 0, []
    with source.open(table["file"]) as file:
        for line in file:
            digest.update(line)
            said = json.loads(line)
            row = model()
            for name, field in fields.items():
                if name in said:
                    setattr(row, name, _value(field, said[name]))
            waiting.append(row)
            rows += 1
            if len(waiting) == BATCH:
                _insert(model, fields, waiting)
                waiting = []
    if waiting:
        _insert(model, fields, waiting)
    if digest.hexdigest() != table["sha256"] or rows != table["rows"]:
        raise Plain(_("导出里的表 {name} 被改过或坏了。没有导入").format(name=model._meta.label_lower))


def _insert(model: Any, fields: dict[str, Any], rows: list[Any]) -> None:
    """Rows as they are: no hour is written anew, no method of a record refuses what was once written."""
    model._base_manager._insert(rows, fields=list(fields.values()), using="default", raw=True)


def _value(field: Any, value: Any) -> Any:
    from django.db import models

    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return bytes.fromhex(value)
    if isinstance(field, models.DurationField):
        from datetime import timedelta

        return timedelta(seconds=value)
    target = field.target_field if field.is_relation else field
    return target.to_python(value)


def _fill_files(source: _Source, manifest: dict[str, Any], tell: Any) -> None:
    from shuniu.files.store import store

    kept = store()
    for number, (sha256, said) in enumerate(manifest["files"].items(), start=1):
        with source.open(said["path"]) as file:
            data = file.read()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Plain(_("导出里的 {name} 被改过或坏了。没有导入").format(name=said["name"] or said["path"]))
        kept.keep(data)
        tell(number, said["name"])


def prove(manifest: dict[str, Any]) -> dict[str, Any]:
    """Counts of every table, hashes of every file, every chain and seal of the journal, compared with the export."""
    from shuniu.files.store import store
    from shuniu.journal.verification import verify

    fault = ""
    for model in exported_models():
        table = manifest["tables"].get(model._meta.label_lower)
        there = model._base_manager.count()
        if table and there != table["rows"] and not fault:
            fault = _("表 {name} 应有 {said} 行，有 {there} 行").format(
                name=model._meta.label_lower, said=table["rows"], there=there
            )
    kept = store()
    for sha256, said in manifest["files"].items():
        if not fault and sha256 not in kept:
            fault = _("原件 {name} 不在").format(name=said["name"] or sha256)
    with bar(_("验流水")) as tell:
        report = verify(on_progress=tell)
    said = manifest["journal"]
    fault = fault or report.broken
    if not fault and (report.lines, report.seals, report.head) != (
        said["lines"],
        said["seals"],
        said["head"],
    ):
        fault = _("流水和导出时不一样")
    if fault:
        say(_("导入了，但有不对的：{what}").format(what=fault))
    else:
        say(_("导入好了，{lines} 行流水验过，完好。口令没有导出，请各人重设。").format(lines=report.lines))
    return {
        "clean": not fault,
        "made": manifest["made"],
        "rows": sum(table["rows"] for table in manifest["tables"].values()),
        "files": len(manifest["files"]),
        "lines": report.lines,
        "seals": report.seals,
        "fault": fault or None,
    }
