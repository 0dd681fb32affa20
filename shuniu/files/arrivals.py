"""收到的文件: what came in, read in memory before anything of it is kept.

`open_arrival` is the only way in. It tells what a file is, unpacks mails and archives, reads every page, and lets
the secrecy guard look at each piece as soon as it is read. Nothing is written to disk, to the database or to a
log before it returns; when it raises, nothing is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from shuniu.files import secrecy
from shuniu.files.choices import MediaKind, Stage
from shuniu.files.limits import MEGABYTE, Budget, Limits
from shuniu.files.pages import Page, Rectangle, locate, storable
from shuniu.files.recognition import recognise, wrong_name
from shuniu.files.refusals import CannotTake, LooksSecret, Why

PAGE_BREAK = "\n"

Progress = Callable[[Stage, int, int], None]


class Stopped(Exception):
    """停下: raised by a progress callback when the person pressed 停下; passes through every reader."""


@dataclass(frozen=True)
class Arrival:
    """One file that was read: its bytes, its pages, and what was inside it.

    `name` is only a name (never a path). `facts` are short labelled facts: subject, sender, sent, recipients of a
    mail; title, author of a document. `notes` are remarks for the person at the desk. `problem` says why a part
    inside a mail or an archive could not be read; such a part has no pages.
    """

    name: str = field(repr=False)
    kind: MediaKind
    data: bytes = field(repr=False)
    pages: tuple[Page, ...] = field(default=(), repr=False)
    parts: tuple[Arrival, ...] = field(default=(), repr=False)
    facts: dict[str, str] = field(default_factory=dict, repr=False)
    notes: tuple[str, ...] = field(default=(), repr=False)
    problem: str = field(default="", repr=False)
    depth: int = 0

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def text(self) -> str:
        """All pages, one after the other, a line end between two."""
        return PAGE_BREAK.join(page.text for page in self.pages)

    def walk(self) -> Iterator[Arrival]:
        """This file, then everything inside it, depth first."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def places(self, start: int, end: int) -> list[tuple[Page, int, int]]:
        """The pages that text[start:end] of the whole stands on, with the offsets inside each page."""
        found = []
        offset = 0
        for page in self.pages:
            first, last = max(start - offset, 0), min(end - offset, len(page.text))
            if first < last:
                found.append((page, first, last))
            offset += len(page.text) + len(PAGE_BREAK)
        return found

    def rectangles(self, start: int, end: int) -> list[tuple[int, Rectangle]]:
        """Where text[start:end] of the whole stands: (page number, rectangle) pairs."""
        return [
            (page.number, rectangle)
            for page, first, last in self.places(start, end)
            for rectangle in locate(page, first, last)
        ]


@dataclass
class Reading:
    """What the readers share while one arrival is read: the limits left, the progress, the guard."""

    limits: Limits
    budget: Budget
    progress: Progress
    allow_unreadable: bool
    depth: int = 0

    def guard_name(self, name: str) -> None:
        secrecy.check_name(name, inside=self.depth > 0)

    def guard_text(self, text: str, *, place: str, scanned: bool = False) -> None:
        secrecy.check_text(self.budget.spend_text(text), place=place, scanned=scanned)

    def unsure(self, refusal: CannotTake) -> str:
        """A piece the guard cannot look into: refused, unless the unit has decided otherwise."""
        if not self.allow_unreadable:
            raise refusal
        return refusal.reason

    def open_part(self, data: bytes, name: str) -> Arrival:
        """An attachment or a member, read like an arrival of its own, one level deeper."""
        self.budget.check_depth(self.depth + 1)
        self.budget.spend_member()
        self.budget.spend_unpacked(len(data))
        self.depth += 1
        try:
            return _open(data, name, self)
        except LooksSecret:
            raise
        except CannotTake as refusal:
            if not refusal.inside:  # the person wants to know which of the twelve attachments it was
                refusal.inside = plain_name(name)
                refusal.reason = _("里面的“{name}”：{reason}").format(name=refusal.inside, reason=refusal.reason)
            raise
        finally:
            self.depth -= 1


def open_arrival(
    data: bytes,
    name: str,
    *,
    limits: Limits | None = None,
    on_progress: Progress | None = None,
    allow_unreadable: bool = False,
) -> Arrival:
    """收件前读: the file with its pages and everything inside it, or CannotTake with a reason for a person.

    Raises `LooksSecret` when a secrecy mark is seen anywhere (text, scan, file name, inside archives, headers,
    metadata), `CannotRead` when a reader or converter is missing, `CannotTake` for everything else that does not
    come in; never any other exception, whatever the bytes are. (product.md §13, archives.md §8.)

    `allow_unreadable`: by default a piece that cannot be looked into (a scan without the recogniser, a locked
    file, an archive of a foreign kind) is refused, because nobody can say that it bears no secrecy mark. A unit
    that checks by eye before dropping may allow it; the piece then comes in with `problem` set and no pages.

    `on_progress(stage, done, total)` is called between small steps; it may raise `Stopped`.
    """
    limits = limits or Limits()
    reading = Reading(limits, Budget(limits), on_progress or _silent, allow_unreadable)
    reading.progress(Stage.TAKE_IN, 0, 1)
    if not data:
        raise CannotTake(Why.EMPTY, _("这份文件是空的（0 字节），没有收。请看看是不是没存好，再送一次。"))
    if len(data) > limits.size:
        raise CannotTake(
            Why.TOO_LARGE,
            _("这份文件有 {size} MB，超过 {limit} MB，没有收，也没有留底。请拆成几份，或降低扫描精度再送。").format(
                size=-(-len(data) // MEGABYTE), limit=limits.size // MEGABYTE
            ),
        )
    return _open(data, name, reading)


def _open(data: bytes, name: str, reading: Reading) -> Arrival:
    from shuniu.files.readers import read  # the readers open parts, so they know this module

    name = plain_name(name)
    reading.guard_name(name)
    reading.progress(Stage.RECOGNISE, 0, 1)
    kind = recognise(data, name)
    arrival = Arrival(name=name, kind=kind, data=data, depth=reading.depth)
    if note := wrong_name(kind, name):
        arrival = replace(arrival, notes=(note,))
    arrival = read(arrival, reading)
    return replace(arrival, facts={fact: storable(value) for fact, value in arrival.facts.items()})


def plain_name(name: str) -> str:
    """The last part of a path, without characters that a file name cannot hold; never empty, at most 200."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    clean = "".join(char for char in last if char.isprintable() and char not in '<>:"|?*').strip(" .")
    if len(clean) > 200:
        stem, dot, ending = clean.rpartition(".")
        clean = f"{stem[: 199 - len(ending)]}.{ending}" if dot and len(ending) <= 10 else clean[:200]
    return clean or _("未命名")


def _silent(stage: Stage, done: int, total: int) -> None:
    return None
