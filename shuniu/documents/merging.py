"""合并: two people wrote at once. Paragraph by paragraph, nothing is lost; where both changed one, both are shown.

Pure. `base` is what the one writing now had before, `theirs` what stands now, `mine` what is being saved.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from shuniu.documents.wording import Attachment, Paragraph, Wording


@dataclass(frozen=True)
class Conflict:
    """One place that both changed: what stands (theirs) and what was typed (mine)."""

    key: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Merged:
    wording: Wording
    conflicts: tuple[Conflict, ...] = ()


def merge(base: Wording, theirs: Wording, mine: Wording) -> Merged:
    """Three-way, by keys. What only one changed is taken; of what both changed theirs stands and mine is given back."""
    if theirs in (base, mine):
        return Merged(mine)
    conflicts: list[Conflict] = []
    fields = {name: _text(name, base, theirs, mine, conflicts) for name in Wording.FIELDS}
    paragraphs = _paragraphs(base, theirs, mine, conflicts)
    attachments, lost = _attachments(base, theirs, mine)
    merged = replace(theirs, paragraphs=paragraphs, attachments=attachments, **fields)
    return Merged(merged, (*conflicts, *lost))


def _text(key: str, base: Wording, theirs: Wording, mine: Wording, conflicts: list[Conflict]) -> str:
    was, there, here = base.text(key), theirs.text(key), mine.text(key)
    if here in (was, there):
        return there
    if there != was:
        conflicts.append(Conflict(key, there, here))
        return there
    return here


def _paragraphs(
    base: Wording, theirs: Wording, mine: Wording, conflicts: list[Conflict]
) -> tuple[Paragraph, ...]:
    known = {p.key for p in base.paragraphs}
    there = {p.key: p for p in theirs.paragraphs}
    here = {p.key: p for p in mine.paragraphs}
    merged: list[Paragraph] = []
    for paragraph in theirs.paragraphs:
        key = paragraph.key
        if key not in known or key in here:
            merged.append(
                replace(paragraph, text=_text(key, base, theirs, mine, conflicts))
                if key in here
                else paragraph
            )
        elif paragraph.text != base.text(key):
            # I took it out while they were changing it: it stays, and I am told.
            merged.append(paragraph)
            conflicts.append(Conflict(key, paragraph.text, ""))
    for place, paragraph in enumerate(mine.paragraphs):
        if paragraph.key in there:
            continue
        if paragraph.key in known:
            # They took it out; if I changed it meanwhile, my words come back with me.
            if paragraph.text != base.text(paragraph.key):
                conflicts.append(Conflict(paragraph.key, "", paragraph.text))
            continue
        before = {p.key for p in mine.paragraphs[:place]}
        at = max((n for n, p in enumerate(merged) if p.key in before), default=-1) + 1
        merged.insert(at, paragraph)
    return tuple(merged)


def _attachments(
    base: Wording, theirs: Wording, mine: Wording
) -> tuple[tuple[Attachment, ...], tuple[Conflict, ...]]:
    if mine.attachments in (base.attachments, theirs.attachments):
        return theirs.attachments, ()
    if theirs.attachments == base.attachments:
        return mine.attachments, ()
    # Both touched the list: everything of either stays, and a person takes out what is twice.
    both = (
        *theirs.attachments,
        *(a for a in mine.attachments if a not in theirs.attachments and a not in base.attachments),
    )
    return both, ()
