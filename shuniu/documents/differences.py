"""花脸稿、与上稿比: what was taken out and put in, character by character, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from diff_match_patch import diff_match_patch

from shuniu.documents.wording import Wording

SAME, OUT, IN = "same", "out", "in"
_SORT = {0: SAME, -1: OUT, 1: IN}


@dataclass(frozen=True)
class Run:
    """A run of characters that stayed, went or came."""

    sort: str
    text: str


@dataclass(frozen=True)
class Changed:
    """One place of the paper: its runs, and who wrote what stands there now."""

    key: str
    runs: tuple[Run, ...]
    by: str = ""

    @property
    def is_changed(self) -> bool:
        return any(run.sort != SAME for run in self.runs)


def runs(old: str, new: str) -> tuple[Run, ...]:
    if old == new:
        return (Run(SAME, new),) if new else ()
    machine = diff_match_patch()
    found = machine.diff_main(old, new)
    machine.diff_cleanupSemantic(found)
    return tuple(Run(_SORT[sort], text) for sort, text in found)


def compare(old: Wording, new: Wording, authors: Mapping[str, str] | None = None) -> list[Changed]:
    """Every place of both, in the order of the new one; what is gone stands where it was."""
    authors = authors or {}
    return [
        Changed(key, runs(old.text(key), new.text(key)), authors.get(key, ""))
        for key in _order(old, new)
        if old.text(key) or new.text(key)
    ]


def _order(old: Wording, new: Wording) -> Iterator[str]:
    stays = {p.key for p in new.paragraphs}
    gone_after: dict[str, list[str]] = {}
    last = ""
    for paragraph in old.paragraphs:
        if paragraph.key in stays:
            last = paragraph.key
        else:
            gone_after.setdefault(last, []).append(paragraph.key)
    yield from ("title", "recipients")
    yield from gone_after.get("", ())
    for paragraph in new.paragraphs:
        yield paragraph.key
        yield from gone_after.get(paragraph.key, ())
    yield from ("note", "copies")
