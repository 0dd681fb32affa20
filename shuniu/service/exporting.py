"""导出: everything an office keeps, in forms that any program reads (files, JSON lines, CSV) with pages to look at.

Nothing is trapped: the same folder goes back into an empty office (`shuniu import`), on either database. Left out are
passwords and keys of every sort, and what is only of this running program (sessions, codes of second factors).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import tempfile
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from shuniu import __version__
from shuniu.service import setting_up
from shuniu.service.plain import Plain, _
from shuniu.service.progress import Tell, bar, say

KIND, FORMAT, MANIFEST = "shuniu-export", 1, "manifest.json"
TABLES, FILES, PAGES = "tables", "files", "pages"
# (model, field): what stands there instead of a secret. An account comes back without a password until one is set.
SECRETS: dict[tuple[str, str], Any] = {("org.account", "password"): "!", ("notices.channel", "secrets"): {}}
# Rows about a minute of this running program, and what the index is made from: no table for people.
PASSING = {"matters.arriving"}
DERIVED = {"matters.searchtext"}


class Out(Protocol):
    """Where an export goes: a folder or a ZIP."""

    def add(self, name: str, data: bytes) -> None: ...

    def stream(self, name: str) -> Any: ...

    def finish(self) -> None: ...


class _Folder:
    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)

    def add(self, name: str, data: bytes) -> None:
        with self.stream(name) as file:
            file.write(data)

    def stream(self, name: str) -> Any:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb")

    def finish(self) -> None:
        """All is written already."""


class _Zip:
    def __init__(self, path: Path) -> None:
        self.archive = zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED, compresslevel=3)

    def add(self, name: str, data: bytes) -> None:
        self.archive.writestr(name, data)

    def stream(self, name: str) -> Any:
        return self.archive.open(name, "w", force_zip64=True)

    def finish(self) -> None:
        self.archive.close()


def export(to: Path) -> dict[str, Any]:
    """导出 into an empty folder or a new ZIP; gives the manifest. Raises Plain before anything is written over."""
    target = Path(to)
    as_zip = target.suffix.lower() == ".zip"
    if target.exists() and (as_zip or not target.is_dir() or any(target.iterdir())):
        raise Plain(_("{path}：已经有东西了。导出不覆盖，换一个空的文件夹或新的 ZIP").format(path=target))
    setting_up.existing_office()
    beside = target.with_name(f".{target.name}.exporting")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear(beside)
        out: Out = _Zip(beside) if as_zip else _Folder(beside)
        with bar(_("导出")) as tell:
            manifest = write(out, tell)
        out.finish()
        if target.is_dir():
            target.rmdir()
        beside.replace(target)
    except OSError as problem:
        raise Plain(_("导出没有做成：{why}").format(why=problem.strerror or problem)) from None
    finally:
        _clear(beside)
    rows = sum(table["rows"] for table in manifest["tables"].values())
    say(
        _("导出好了：{path}（{rows} 行，{files} 份原件）").format(
            path=target, rows=rows, files=len(manifest["files"])
        )
    )
    return manifest


def _clear(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def write(out: Out, tell: Tell) -> dict[str, Any]:
    """All tables in one reading of the database, then the files they speak of, then the pages."""
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.recorder import MigrationRecorder
    from django.utils.translation import override

    from shuniu.files.models import StoredFile

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Plain(_("数据库还是旧版的样子。先用这个版本起动一次（shuniu up），再导出"))
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    manifest: dict[str, Any] = {
        "kind": KIND,
        "format": FORMAT,
        "program": __version__,
        "made": datetime.now().astimezone().isoformat(timespec="seconds"),
        "engine": connection.vendor,
        "migrations": [list(pair) for pair in applied if pair[0] in _labels()],
        "tables": {},
        "files": {},
        "left_out": sorted(f"{model}.{field}" for model, field in SECRETS) + sorted(PASSING),
    }
    outermost = not connection.in_atomic_block
    with transaction.atomic(), override("zh-hans"):
        # One picture of the whole, though people go on working; SQLite gives it by itself.
        if connection.vendor == "postgresql" and outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        models = exported_models()
        for number, model in enumerate(models, start=1):
            manifest["tables"][model._meta.label_lower] = _write_table(out, model)
            tell(number, len(models) + 1, model._meta.label_lower)
        _write_pages(out, manifest)
        names = dict(StoredFile.objects.order_by("-pk").values_list("sha256", "name"))
        manifest["journal"] = _journal()
    _write_files(out, manifest, names, tell)
    out.add("README.txt", _README.encode())
    out.add(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    return manifest


def _labels() -> set[str]:
    from django.apps import apps

    return {config.label for config in apps.get_app_configs() if config.name.startswith("shuniu.")}


def exported_models() -> list[Any]:
    """Every table of ours, those that join two others included; an app of tomorrow is in it by itself."""
    from django.apps import apps

    return [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("shuniu.")
        for model in config.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in PASSING
    ]


def stored_fields(model: Any) -> list[Any]:
    """The columns that are kept; what the database works out by itself is worked out again."""
    return [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def plain(value: Any) -> Any:
    """A value as JSON; moments to the microsecond, because the journal hashes them so."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    raise TypeError(f"{type(value)} has no form in an export")


def _write_table(out: Out, model: Any) -> dict[str, Any]:
    """One table as JSON lines and, for people with a spreadsheet, as CSV."""
    label, fields = model._meta.label_lower, stored_fields(model)
    name = f"{TABLES}/{label}.jsonl"
    digest, rows = hashlib.sha256(), 0
    with tempfile.TemporaryFile(dir=setting_up.data_folder()) as kept:
        sheet = io.TextIOWrapper(kept, encoding="utf-8-sig", newline="")
        writer = csv.writer(sheet)
        writer.writerow([field.attname for field in fields])
        with out.stream(name) as file:
            for row in model._base_manager.order_by("pk").iterator(chunk_size=2000):
                said = {field.attname: _value(label, field, row) for field in fields}
                line = (json.dumps(said, ensure_ascii=False, default=plain) + "\n").encode()
                digest.update(line)
                file.write(line)
                rows += 1
                if label not in DERIVED:
                    writer.writerow([_cell(value) for value in said.values()])
        sheet.flush()
        if label not in DERIVED:
            kept.seek(0)
            with out.stream(f"{TABLES}/{label}.csv") as file:
                shutil.copyfileobj(kept, file)
        sheet.detach()
    return {
        "name": str(model._meta.verbose_name),
        "file": name,
        "rows": rows,
        "sha256": digest.hexdigest(),
        "columns": {field.attname: str(field.verbose_name) for field in fields},
    }


def _value(label: str, field: Any, row: Any) -> Any:
    if (label, field.name) in SECRETS:
        return SECRETS[label, field.name]
    value = getattr(row, field.attname)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value


def _cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=plain)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, str) and value[:1] in "=+-@\t\r" and len(value) > 1:
        return f"'{value}"
    return "" if value is None else value


def _journal() -> dict[str, Any]:
    from shuniu.journal.verification import verify

    report = verify()
    return {
        "lines": report.lines, "chains": report.chains, "seals": report.seals, "head": report.head,
        "broken": report.broken or None,
    }  # fmt: skip


def _write_files(out: Out, manifest: dict[str, Any], names: dict[str, str], tell: Tell) -> None:
    """Every stored byte once, under its hash, with an ending that opens it; what is gone is said."""
    from shuniu.files.store import Missing, store

    kept = store()
    every = sorted(set(kept.hashes()) | set(names))
    manifest["missing"] = []
    for number, sha256 in enumerate(every, start=1):
        try:
            data = kept.read(sha256)
        except Missing:
            manifest["missing"].append(
                sha256
            )  # destroyed with witnesses, or lost: the export does not hide it
            continue
        path = file_path(sha256, names.get(sha256, ""))
        out.add(path, data)
        manifest["files"][sha256] = {"path": path, "bytes": len(data), "name": names.get(sha256, "")}
        tell(number, len(every), names.get(sha256, sha256[:12]))


def file_path(sha256: str, name: str) -> str:
    ending = PurePosixPath(name).suffix.lower()[:10]
    ending = ending if ending[1:].isalnum() and ending.isascii() else ""
    return f"{FILES}/{sha256[:2]}/{sha256}{ending}"


def _write_pages(out: Out, manifest: dict[str, Any]) -> None:
    """Pages that open from a stick: each unit's matters by year with what they were about, who had them, the papers."""
    from shuniu.service import export_pages

    index = []
    for name, title, data in export_pages.pages():
        out.add(f"{PAGES}/{name}", data)
        index.append((f"{PAGES}/{name}", title))
    tables = [
        (f"{TABLES}/{label}.csv" if label not in DERIVED else table["file"], table["name"], table["rows"])
        for label, table in sorted(manifest["tables"].items())
    ]
    out.add("index.html", export_pages.index(manifest["made"], index, tables))


_README = """枢纽的全部资料 / everything this office keeps

index.html          打开就能看:事项、办理经过、原件
tables/*.csv        每张表,电子表格能打开
tables/*.jsonl      同样的表,一行一个 JSON,时间到微秒
files/              原件,按 SHA-256 命名;manifest.json 里有原来的名字
manifest.json       每张表几行、每个文件的摘要、流水的验证结果

放回去 / put it back:  shuniu import 这个文件夹 --data 新的空文件夹
没有导出 / left out:  口令、密钥、第二道确认的码
"""
