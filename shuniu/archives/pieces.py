"""一份: one piece of an item, a stored file or a record, with its hash; what is hashed is what lies in a package."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from shuniu.archives.choices import PartRole
from shuniu.files.models import StoredFile
from shuniu.journal.hashing import canonical
from shuniu.org import moment

RECORD_TYPE = "application/json"


@dataclass(frozen=True)
class Piece:
    """一份: a stored file or a record, with its hash."""

    role: str
    name: str
    sha256: str
    size: int
    media_type: str
    pages: int = 0
    file: StoredFile | None = None
    record: dict | None = None


def content_hash(hashes: list[str]) -> str:
    return hashlib.sha256("".join(hashes).encode()).hexdigest()


def record_bytes(record: dict) -> bytes:
    """What is hashed and what lies in a package: the same bytes."""
    return canonical(record).encode()


def at_minute(value: datetime | None) -> str:
    """2026-06-11 10:05, in office time."""
    return f"{moment.local(value):%Y-%m-%d %H:%M}" if value else ""


def record_piece(role: PartRole, name: str, record: dict) -> Piece:
    """A record as a piece; it counts as one page."""
    data = record_bytes(record)
    digest = hashlib.sha256(data).hexdigest()
    return Piece(role.value, str(name)[:255], digest, len(data), RECORD_TYPE, pages=1, record=record)


def file_piece(role: PartRole, file: StoredFile, *, pages: int = 0) -> Piece:
    """A stored file as a piece; each side with content is a page."""
    return Piece(
        role.value, file.name, file.sha256, file.size, file.media_type, pages or file.pages.count() or 1, file
    )
