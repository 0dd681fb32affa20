"""收件夹: a folder that scanners and other networks drop files into, emptied by itself.

A file is taken when it looked the same at two looks. Taken ones go to `done/年-月/`; refused ones stay where they
are with a text beside them that says why, until somebody removes or replaces them. The text beside a file with a
secrecy mark repeats nothing of it, neither the mark nor the place nor the name.
"""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from django.utils.translation import gettext as _

from shuniu.files.arrivals import open_arrival
from shuniu.files.doors import Looked, OnArrival, OnRefusal, Opener, failed
from shuniu.files.limits import MEGABYTE, Limits
from shuniu.files.refusals import CannotTake, LooksSecret, Why
from shuniu.org import moment
from shuniu.org.refusals import Refused

DONE = "done"
REFUSED = ".refused.txt"
_UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".download", ".filepart")
_State = tuple[int, int]


class FolderWatch:
    """One watched folder. `look()` is called from time to time, always on the same object.

    `on_arrival(arrival)` registers what was read; the file is moved only after it returned. When it raises `Refused`
    the reason is written beside the file; any other error leaves the file to be tried again. `on_refusal(refusal)`
    hears of what was turned away, for counting. Looking twice at the same file registers it once.
    """

    def __init__(
        self,
        folder: Path,
        on_arrival: OnArrival,
        *,
        on_refusal: OnRefusal | None = None,
        opener: Opener = open_arrival,
        limits: Limits | None = None,
    ) -> None:
        self.folder = Path(folder)
        self._on_arrival = on_arrival
        self._on_refusal = on_refusal
        self._opener = opener
        self._limits = limits or Limits()
        self._seen: dict[str, _State] = {}
        self._taken: set[tuple[str, _State]] = set()

    def look(self) -> Looked:
        """Take what is whole. A folder that is not there yet, or not reachable now, is an empty one."""
        found = self._candidates()
        total = Looked()
        for name, state in found.items():
            if (name, state) in self._taken:
                self._put_away(self.folder / name)  # registered, but could not be moved last time
            elif self._already_refused(name, state):
                continue
            elif not state[0] or self._seen.get(name) != state:
                total += Looked(waiting=1)
            else:
                total += self._take(name, state)
        self._seen = found
        self._taken = {(name, state) for name, state in self._taken if found.get(name) == state}
        return total

    def _candidates(self) -> dict[str, _State]:
        found = {}
        try:
            entries = sorted(os.scandir(self.folder), key=lambda entry: entry.name)
        except OSError:
            return {}
        for entry in entries:
            name = entry.name
            if name.startswith((".", "~$")) or name.endswith(REFUSED) or name.lower().endswith(_UNFINISHED):
                continue
            try:
                # A link could point at anything on this machine.
                if entry.is_file(follow_symlinks=False):
                    about = entry.stat(follow_symlinks=False)
                    found[name] = (about.st_size, about.st_mtime_ns)
            except OSError:
                continue
        return found

    def _take(self, name: str, state: _State) -> Looked:
        path = self.folder / name
        try:
            data = self._read(path, state)
            if data is None:
                return Looked(waiting=1)
            self._on_arrival(self._opener(data, name))
        except LooksSecret as refusal:
            if self._on_refusal:
                self._on_refusal(refusal)
            return self._refuse(path, _secret(), note=_secret_note(path, state))
        except CannotTake as refusal:
            if self._on_refusal:
                self._on_refusal(refusal)
            return self._refuse(path, refusal.reason)
        except Refused as refusal:
            return self._refuse(path, str(refusal.reason))
        except Exception as error:  # the office goes on with the next file
            return failed("folder", error)
        self._taken.add((name, state))
        self._put_away(path)
        return Looked(taken=1)

    def _read(self, path: Path, state: _State) -> bytes | None:
        """The bytes, or None when the file changed under our hands."""
        if state[0] > self._limits.size:
            raise CannotTake(
                Why.TOO_LARGE,
                _("这份文件超过 {limit} MB，没有收，还在收件夹里。请拆成几份，或降低扫描精度再放。").format(
                    limit=self._limits.size // MEGABYTE
                ),
            )
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return None
            data = file.read(state[0] + 1)
        return data if len(data) == state[0] else None

    def _already_refused(self, name: str, state: _State) -> bool:
        path = self.folder / name
        for note in (path.with_name(f"{name}{REFUSED}"), _secret_note(path, state)):
            try:
                if note.stat().st_mtime_ns >= state[1]:
                    return True
            except OSError:
                continue
        return False

    def _refuse(self, path: Path, reason: str, *, note: Path | None = None) -> Looked:
        note = note or path.with_name(f"{path.name}{REFUSED}")
        when = moment.now().strftime("%Y-%m-%d %H:%M")
        text = _("{reason}\n（{when}。处理好后请把这份文件和这张条子一起拿走。）\n").format(
            reason=reason, when=when
        )
        try:
            note.write_text(text, encoding="utf-8-sig")  # the mark lets the notepads of offices show it right
            about = path.stat()
            if note.stat().st_mtime_ns < about.st_mtime_ns:  # a file dated in the future
                os.utime(note, ns=(about.st_mtime_ns, about.st_mtime_ns))
        except OSError as error:
            failed("folder", error)
        return Looked(refused=1)

    def _put_away(self, path: Path) -> None:
        """Into the folder of the month, never over another file. What cannot be moved is not registered again."""
        folder = self.folder / DONE / moment.now().strftime("%Y-%m")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            target, number = folder / path.name, 2
            while target.exists():
                target, number = folder / f"{path.stem} ({number}){path.suffix}", number + 1
            path.rename(target)
            path.with_name(f"{path.name}{REFUSED}").unlink(missing_ok=True)
        except OSError as error:
            failed("folder", error)


def _secret() -> str:
    """The same words for every such file."""
    return _("收件夹里有一份像是涉密件，没有收，也没有留底。请拿走，走机要；这台机器上不要留。")


def _secret_note(path: Path, state: _State) -> Path:
    """A note that is known again for this file, and tells nobody its name."""
    told = hashlib.sha256(f"{path.name}\0{state[0]}\0{state[1]}".encode()).hexdigest()[:8]
    return path.with_name(f"{told}{REFUSED}")
