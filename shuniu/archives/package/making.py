"""成包: items with their parts, metadata, journal and seals into one ZIP, written once from front to back."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from django.utils.translation import override

from shuniu.archives.choices import Period
from shuniu.archives.models import ArchiveItem, Fonds, ItemPart
from shuniu.archives.package import checking, reading
from shuniu.archives.package.metadata import envelope, metadata_of
from shuniu.archives.pieces import record_bytes
from shuniu.archives.testing import PROGRAM
from shuniu.files.store import store
from shuniu.journal import hashing
from shuniu.journal.models import Line, Seal
from shuniu.journal.operations import lines_of_day
from shuniu.journal.sentences import read
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.models import Unit

CATALOGUE = ("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注")
_PACKED = {".pdf", ".png", ".jpg", ".jpeg", ".docx", ".xlsx", ".zip", ".gz", ".ofd"}
_SOURCES = {
    "verify/shuniu/__init__.py": '"""A copy of the rules of checking, without the rest of the program."""\n',
    "verify/shuniu/archives/__init__.py": "",
    "verify/shuniu/archives/package/__init__.py": "",
    "verify/shuniu/journal/__init__.py": "",
    "verify/__main__.py": "import sys\n\nsys.dont_write_bytecode = True\n\n"
    "from shuniu.archives.package.checking import main  # noqa: E402\n\nsys.exit(main(sys.argv[1:]))\n",
}
Tell = Callable[[int, int], None]


def catalogue_row(number: int, item: ArchiveItem) -> tuple[str, ...]:
    """归档文件目录 of one item; 密级 is empty, because nothing that has one is here."""
    note = item.note or ("缺" + "、".join(item.missing) if item.missing else "")
    if item.destroyed_at:
        note = f"已销毁 {moment.local(item.destroyed_at):%Y%m%d}"
    return (
        str(number), str(item.code), item.doc_number, item.issuer, item.title, f"{item.dated:%Y%m%d}", "",
        str(item.pages), note,
    )  # fmt: skip


def write_package(
    out: BinaryIO,
    unit: Unit,
    items: Sequence[ArchiveItem],
    *,
    title: str,
    at: datetime,
    tell: Tell | None = None,
) -> dict[str, Any]:
    """Write the package; gives its manifest. Paper and packages speak the language of the office."""
    with override("zh-hans"), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        made = _Writer(archive, at)
        fonds = Fonds.objects.filter(unit=unit).first()
        manifest: dict[str, Any] = {
            "kind": "shuniu-archive-package",
            "format": checking.FORMAT,
            "program": PROGRAM,
            "made": moment.local(at).isoformat(timespec="seconds"),
            "unit": unit.name,
            "fonds": fonds.code if fonds else "",
            "title": title,
            "items": [],
        }
        lines = _lines_of(items)
        rows = []
        for number, item in enumerate(items, start=1):
            rows.append(_write_item(made, unit, item, lines[item.matter_id], manifest))
            if tell:
                tell(number, len(items))
        head = _write_journal(made, unit, [line for found in lines.values() for line in found])
        made.add("catalogue.csv", _csv(items))
        facts = (
            ("立档单位", unit.name),
            ("全宗号", manifest["fonds"] or "还没有给"),
            ("件数", len(items)),
            ("成包", manifest["made"].replace("T", " ")),
            ("最后的日封", head or "还没有封过"),
        )
        made.add("index.html", reading.index_page(title, facts, rows))
        made.add("README.txt", _readme(title).encode())
        for name, text in _SOURCES.items():
            made.add(name, text.encode())
        for name, module in (
            ("verify/shuniu/archives/package/checking.py", checking),
            ("verify/shuniu/journal/hashing.py", hashing),
        ):
            with open(str(module.__file__), "rb") as source:
                made.add(name, source.read())
        manifest["head"] = head
        manifest["files"] = made.files
        archive.writestr(made.entry(checking.MANIFEST), json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest


class _Writer:
    """Adds parts and keeps their hashes; the same content at the same moment makes the same bytes."""

    def __init__(self, archive: zipfile.ZipFile, at: datetime) -> None:
        self.archive, self.when = archive, moment.local(at).timetuple()[:6]
        self.files: dict[str, dict[str, Any]] = {}

    def entry(self, name: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, date_time=self.when)
        packed = PurePosixPath(name).suffix.lower() in _PACKED
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        return info

    def add(self, name: str, data: bytes) -> None:
        self.archive.writestr(self.entry(name), data)
        self.files[name] = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def _lines_of(items: Iterable[ArchiveItem]) -> dict[int, list[Line]]:
    """The whole chain of each matter and of its tasks and its item, by the matter's id, in order of chains."""
    ids = {item.matter_id: item.matter_id for item in items}
    tasks = dict(Matter.objects.filter(parent__in=ids).values_list("pk", "parent_id"))
    of_items = {item.pk: item.matter_id for item in items}
    found: dict[int, list[Line]] = defaultdict(list)
    for kind, owners in (("matter", {**ids, **tasks}), ("archiveitem", of_items)):
        keys = sorted(owners)
        for start in range(0, len(keys), 500):
            lines = (
                Line.objects.filter(subject_kind=kind, subject_id__in=keys[start : start + 500])
                .select_related("actor", "acting_for")
                .order_by("subject_id", "seq")
            )
            for line in lines:
                found[owners[line.subject_id]].append(line)
    return found


def _write_item(
    made: _Writer, unit: Unit, item: ArchiveItem, lines: Sequence[Line], manifest: dict
) -> dict[str, Any]:
    folder = f"items/{item.code.file_name}"
    item.unit = unit
    paths = {}
    for part in item.parts.all():
        data = _bytes(part, item)
        if data is None:
            continue
        name = _name(part)
        paths[part.position] = f"{folder}/{name}"
        made.add(f"{folder}/{name}", data)
        if part.record is not None:
            made.add(f"{folder}/{reading.page_name(name)}", reading.record_page(part.name, part.record))
    metadata = metadata_of(item, paths, [line for line in lines if line.subject_id == item.matter_id])
    made.add(
        f"{folder}/metadata.json", json.dumps(metadata, ensure_ascii=False, indent=1, default=str).encode()
    )
    made.add(f"{folder}/eep.xml", envelope(metadata, made=manifest["made"], maker=unit.name))
    made.add(f"{folder}/index.html", reading.item_page(metadata))
    manifest["items"].append({"code": str(item.code), "folder": folder, "content": item.content})
    return {
        "folder": folder, "code": str(item.code), "title": item.title, "doc_number": item.doc_number,
        "issuer": item.issuer, "dated": f"{item.dated:%Y%m%d}", "pages": item.pages,
    }  # fmt: skip


def _bytes(part: ItemPart, item: ArchiveItem) -> bytes | None:
    if item.destroyed_at is not None:
        return None
    if part.record is not None:
        return record_bytes(part.record)
    return store().read(part.sha256)


def _name(part: ItemPart) -> str:
    """01-slip.json, 02-来文.pdf: in the order in which they lie."""
    if part.record is not None:
        return f"{part.position:02d}-{part.role}.json"
    plain = "".join(sign if sign not in '\\/:*?"<>|' and sign.isprintable() else "_" for sign in part.name)
    stem, dot, ending = plain.rpartition(".")
    plain = f"{stem[:60]}.{ending[:8]}" if dot else plain[:60]
    return f"{part.position:02d}-{plain}"


def _write_journal(made: _Writer, unit: Unit, lines: Sequence[Line]) -> str:
    """Lines by chain, the hashes of every sealed day that has one of them, and all seals; gives the last seal."""
    rows, days = [], set()
    for line in sorted(lines, key=lambda one: (one.subject_kind, one.subject_id, one.seq)):
        day = moment.local(line.at).date()
        days.add(day)
        rows.append(
            {
                "unit_id": line.unit_id, "subject_kind": line.subject_kind, "subject_id": line.subject_id,
                "seq": line.seq, "at": line.at.astimezone(UTC).isoformat(timespec="microseconds"),
                "day": day.isoformat(), "verb": line.verb, "actor_id": line.actor_id,
                "acting_for_id": line.acting_for_id, "device": line.device, "particulars": line.particulars,
                "digest": line.digest, "forgotten": line.forgotten_at is not None, "hash": line.hash,
                "who": line.actor.name if line.actor else "", "said": read(line),
            }
        )  # fmt: skip
    made.add(checking.LINES, _jsonl(rows))
    seals = list(Seal.objects.filter(unit=unit).order_by("day"))
    made.add(
        checking.DAYS,
        _jsonl(
            {"day": seal.day.isoformat(), "hashes": list(lines_of_day(unit, seal.day).values_list("hash", flat=True))}
            for seal in seals
            if seal.day in days
        ),
    )  # fmt: skip
    made.add(
        checking.SEALS,
        _jsonl(
            {"unit_id": unit.pk, "day": seal.day.isoformat(), "lines": seal.lines, "root": seal.root, "hash": seal.hash}
            for seal in seals
        ),
    )  # fmt: skip
    return seals[-1].hash if seals else ""


def _jsonl(rows: Iterable[dict]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _csv(items: Sequence[ArchiveItem]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(CATALOGUE)
    for number, item in enumerate(items, start=1):
        writer.writerow([safe_cell(cell) for cell in catalogue_row(number, item)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()  # so that a spreadsheet knows that it is UTF-8


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and len(text) > 1 else text


def _readme(title: str) -> str:
    return (
        f"{title}\n\n打开 index.html 就能看:目录、每一件的内容、处理单和经过。\n"
        "catalogue.csv 是归档文件目录;每件的 metadata.json 和 eep.xml 是元数据和封装。\n"
        "journal/ 里是这些件的流水、当天全部流水的摘要和日封。\n\n"
        "验证 / to verify:  python3 verify        退出码 0 完好,1 不完好,2 不是档案包\n"
        "保管期限 / periods: " + "、".join(f"{p.value} {p.label}" for p in Period) + "\n"
    )
