"""存: bytes under their hash, written once and never altered.

One folder is the default; the interface is small so that an object store could stand behind it. Files of all units
share the store, since nothing can be found in it without knowing the hash; who may ask for a hash is decided by the
rows of the database, which belong to one unit each.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from shuniu.org.refusals import Refused

_HASH = re.compile(r"[0-9a-f]{64}")
_UNFINISHED = ".unfinished-"


class Missing(Refused):
    """原件不见了: the store has no such file, or what it has is no longer what was kept."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, code="missing_file")


class Store(Protocol):
    """What keeps the bytes. `keep` returns only when they would survive a power cut."""

    def keep(self, data: bytes) -> str:
        """Keep the bytes; returns their SHA-256 in hex. Keeping the same bytes again changes nothing."""

    def read(self, sha256: str) -> bytes:
        """The bytes, proved against their hash. Raises Missing."""

    def __contains__(self, sha256: str) -> bool: ...

    def hashes(self) -> Iterator[str]:
        """Everything that is kept, in order."""

    def remove(self, hashes: Iterable[str]) -> int:
        """销毁: take these bytes away for good; gives how many were there. Only archives may ask for it, with witnesses."""


class FolderStore:
    """A folder: aa/bb/<sha256>. A file appears under its name only when it is whole and on the disk."""

    def __init__(self, root: Path) -> None:
        self.root = Path(root)

    def keep(self, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._path(sha256)
        if self._intact(path, data):
            return sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(prefix=_UNFINISHED, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(unfinished, 0o440)
            os.replace(unfinished, path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(unfinished)
            raise
        for folder in (path.parent, path.parent.parent, self.root):
            _to_disk(folder)
        return sha256

    def read(self, sha256: str) -> bytes:
        try:
            data = self._path(sha256).read_bytes()
        except FileNotFoundError:
            raise Missing(_("原件不在了（{hash}）。请管理员从备份里找回这一份。").format(hash=sha256[:12])) from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Missing(
                _("原件被改动或损坏了（{hash}），没有拿出来。请管理员从备份里找回这一份。").format(hash=sha256[:12])
            )
        return data

    def __contains__(self, sha256: str) -> bool:
        return bool(_HASH.fullmatch(sha256)) and self._path(sha256).is_file()

    def hashes(self) -> Iterator[str]:
        for path in sorted(self.root.glob("??/??/*")):
            if _HASH.fullmatch(path.name):
                yield path.name

    def remove(self, hashes: Iterable[str]) -> int:
        gone = 0
        for sha256 in hashes:
            path = self._path(sha256)
            if path.is_file():
                path.unlink()
                _to_disk(path.parent)
                gone += 1
        return gone

    def clear_unfinished(self) -> int:
        """Remove what a power cut left half written; returns how many. Only while nothing is being kept."""
        left = list(self.root.glob(f"??/??/{_UNFINISHED}*"))
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def _path(self, sha256: str) -> Path:
        if not _HASH.fullmatch(sha256):
            raise Missing(_("没有这份原件。"))
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def _intact(self, path: Path, data: bytes) -> bool:
        """Kept already, and still the same: a copy that has rotted on the disk is written anew."""
        try:
            return path.stat().st_size == len(data) and path.read_bytes() == data
        except FileNotFoundError:
            return False


def store() -> Store:
    """The store of this installation."""
    return FolderStore(settings.SHUNIU_DATA / "files")


def _to_disk(folder: Path) -> None:
    """A new name is safe only when its folder is; not every system lets a folder be opened for that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
