"""验包: prove a package with nothing but this file, the rules of hashing and Python itself; no network, no office.

A package carries a copy of this file (`verify/`), so that a stranger can run it: `python3 verify` in the opened folder.
What is proved: every file is as the manifest says and no other is there; the manifest's items hold what their metadata
say; every line of the journal follows the one before; the lines of a sealed day are those that were sealed; the seals
follow each other; each item's line of filing names its code and its content.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from shuniu.journal.hashing import START, digest_of, hash_of_line, root_of, seal_hash

FORMAT = 1
MANIFEST = "manifest.json"
LINES = "journal/lines.jsonl"
DAYS = "journal/days.jsonl"
SEALS = "journal/seals.jsonl"
MOST_BYTES = 16 * 1024**3  # what a package may unfold to; more is no archive but an attack
_BLOCK = 1024 * 1024


class NotAPackage(Exception):
    """What was given is no package of ours, or cannot be read: the input was bad, not the content."""


@dataclass
class Report:
    """验的结果: `broken` is empty when all is whole; else the first broken place."""

    items: int = 0
    files: int = 0
    lines: int = 0
    seals: int = 0
    unsealed: int = 0  # lines of days that were not over when the package was made
    head: str = ""
    broken: str = ""
    made: str = ""
    fonds: str = ""
    warnings: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not self.broken

    def as_dict(self) -> dict[str, Any]:
        return {
            "clean": self.clean, "items": self.items, "files": self.files, "lines": self.lines, "seals": self.seals,
            "unsealed": self.unsealed, "head": self.head or None, "broken": self.broken or None, "made": self.made,
            "fonds": self.fonds,
        }  # fmt: skip


class _Folder:
    """A package as a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def names(self) -> list[str]:
        return sorted(p.relative_to(self.root).as_posix() for p in self.root.rglob("*") if p.is_file())

    def open(self, name: str) -> Any:
        path = (self.root / name).resolve()
        if self.root.resolve() not in path.parents:
            raise KeyError(name)
        try:
            return path.open("rb")
        except OSError:
            raise KeyError(name) from None

    def close(self) -> None:
        """Nothing is open between calls."""


class _Zip:
    """A package as a ZIP file; its names stand below one folder or none."""

    def __init__(self, path: Path) -> None:
        self.archive = zipfile.ZipFile(path)
        if sum(info.file_size for info in self.archive.infolist()) > MOST_BYTES:
            raise NotAPackage("unfolds to more than a package may hold")

    def names(self) -> list[str]:
        return sorted(name for name in self.archive.namelist() if not name.endswith("/"))

    def open(self, name: str) -> Any:
        return self.archive.open(name)

    def close(self) -> None:
        self.archive.close()


def verify(path: Path, *, on_progress: Callable[[int, int], None] | None = None) -> Report:
    """验包. Raises NotAPackage when it is none; a damaged one is a report that says where."""
    source = _opened(Path(path))
    report = Report()
    try:
        manifest = _manifest(source)
        report.made, report.fonds = str(manifest.get("made", "")), str(manifest.get("fonds", ""))
        for step in (_files, _items, _journal):
            for fault in step(source, manifest, report, on_progress):
                report.broken = fault
                return report
    except (zipfile.BadZipFile, EOFError, OSError) as problem:
        report.broken = f"the package cannot be read to its end: {problem}"
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        report.broken = f"something in the package is not in its form: {problem!r}"
    finally:
        source.close()
    return report


def _opened(path: Path) -> Any:
    if path.is_dir():
        return _Folder(path)
    try:
        return _Zip(path)
    except FileNotFoundError:
        raise NotAPackage("not there") from None
    except (OSError, zipfile.BadZipFile) as problem:
        raise NotAPackage(str(problem)) from None


def _manifest(source: Any) -> dict[str, Any]:
    try:
        with source.open(MANIFEST) as file:
            manifest = json.loads(file.read().decode())
        known = manifest["format"] == FORMAT and manifest["kind"] == "shuniu-archive-package"
    except (KeyError, ValueError, TypeError):
        raise NotAPackage(f"without a readable {MANIFEST}") from None
    if not known:
        raise NotAPackage("of another format than this version knows")
    return manifest


def _files(source: Any, manifest: dict, report: Report, tell: Any) -> Iterator[str]:
    """Every file is as it was, none is missing, none was slipped in."""
    said = manifest["files"]
    there = set(source.names()) - {MANIFEST}
    for name in sorted(set(said) - there):
        yield f"{name}: missing"
    for name in sorted(there - set(said)):
        if not name.startswith("verify/") or "__pycache__" not in name:
            yield f"{name}: not of this package"
    for number, name in enumerate(sorted(said), start=1):
        digest, size = hashlib.sha256(), 0
        with source.open(name) as file:
            while block := file.read(_BLOCK):
                digest.update(block)
                size += len(block)
        if digest.hexdigest() != said[name]["sha256"] or size != said[name]["bytes"]:
            yield f"{name}: changed"
        report.files = number
        if tell:
            tell(number, len(said))


def _items(source: Any, manifest: dict, report: Report, _tell: Any) -> Iterator[str]:
    """Each item holds the parts its metadata name, in order, and they make up its content hash."""
    numbers: dict[str, list[int]] = {}
    for item in manifest["items"]:
        folder, code = item["folder"], item["code"]
        with source.open(f"{folder}/metadata.json") as file:
            metadata = json.loads(file.read().decode())
        if metadata["code"] != code or metadata["content"] != item["content"]:
            yield f"{code}: its metadata speak of another item"
        hashes = []
        for part in metadata["parts"]:
            path = part["path"]
            if path:
                if manifest["files"].get(path, {}).get("sha256") != part["sha256"]:
                    yield f"{code}: {path} is not the part that was filed"
            elif not metadata.get("destroyed"):
                yield f"{code}: a part is missing"
            hashes.append(part["sha256"])
        if hashlib.sha256("".join(hashes).encode()).hexdigest() != item["content"]:
            yield f"{code}: its parts or their order were changed"
        numbers.setdefault(code.rsplit("-", 1)[0], []).append(int(code.rsplit("-", 1)[1]))
        report.items += 1
    for name, found in numbers.items():
        if len(set(found)) != len(found):
            yield f"{name}: a number was given twice"


def _journal(source: Any, manifest: dict, report: Report, _tell: Any) -> Iterator[str]:
    sealed: dict[str, set[str]] = {}
    roots: dict[str, tuple[str, int]] = {}
    for row in _rows(source, DAYS):
        sealed[row["day"]] = set(row["hashes"])
        roots[row["day"]] = root_of(row["hashes"])
    previous, days = START, set()
    for seal in _rows(source, SEALS):
        day = date.fromisoformat(seal["day"])
        expected = seal_hash(
            previous, unit_id=seal["unit_id"], day=day, lines=seal["lines"], root=seal["root"]
        )
        if expected != seal["hash"]:
            yield f"seal of {day}: does not follow the one before"
        if seal["day"] in roots and roots[seal["day"]] != (seal["root"], seal["lines"]):
            yield f"seal of {day}: the lines of that day are not those that were sealed"
        previous = report.head = seal["hash"]
        days.add(seal["day"])
        report.seals += 1
    filed: set[tuple[str, str]] = set()
    place: tuple[str, int] | None = None
    last, seq = START, 0
    for row in _rows(source, LINES):
        here = (row["subject_kind"], row["subject_id"])
        if here != place:
            place, last, seq = here, START, 0
        seq += 1
        line = _line(row)
        where = f"{row['subject_kind']} {row['subject_id']}, line {seq}"
        if line.seq != seq:
            yield f"{where}: a line is missing"
        if not row["forgotten"] and digest_of(line.particulars) != line.digest:
            yield f"{where}: what “{line.verb}” says was changed"
        if hash_of_line(last, line) != line.hash:
            yield f"{where}: “{line.verb}” was changed or does not follow the line before"
        if row["day"] in days:
            if line.hash not in sealed.get(row["day"], set()):
                yield f"{where}: was not there when {row['day']} was sealed"
        else:
            report.unsealed += 1
        if line.verb == "archive.decided" and line.particulars.get("content"):
            filed.add((line.particulars["code"].split("·")[-1], line.particulars["content"]))
        last = line.hash
        report.lines += 1
    for item in manifest["items"]:
        if (item["code"].split("·")[-1], item["content"]) not in filed:
            yield f"{item['code']}: the journal does not say that it was filed so"


def _line(row: dict) -> SimpleNamespace:
    fields = dict(row)
    fields["at"] = datetime.fromisoformat(row["at"])
    return SimpleNamespace(**fields)


def _rows(source: Any, name: str) -> Iterator[dict]:
    with source.open(name) as file:
        for line in file:
            if line.strip():
                yield json.loads(line.decode())


def main(arguments: list[str]) -> int:
    """The stand-alone program: 0 whole, 1 broken, 2 no package. One JSON object on stdout, one sentence on stderr."""
    where = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[4]
    try:
        report = verify(where)
    except NotAPackage as problem:
        sys.stderr.write(f"{where}: {problem}\n")
        return 2
    sys.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False) + "\n")
    told = "whole 完好" if report.clean else f"broken 不完好: {report.broken}"
    sys.stderr.write(f"{told}: {report.items} items, {report.files} files, {report.lines} lines\n")
    return 0 if report.clean else 1
