"""Verbs about files: keep what was read, count what was turned away."""

from __future__ import annotations

from django.db import transaction

from shuniu.files.arrivals import Arrival
from shuniu.files.choices import Channel
from shuniu.files.models import PageText, SecrecyRefusal, StoredFile
from shuniu.files.store import Store, store
from shuniu.journal.recording import record
from shuniu.org import moment
from shuniu.org.actor import Actor


def keep(arrival: Arrival, *, by: Actor, into: Store | None = None) -> list[StoredFile]:
    """存原件: the file and everything inside it, unaltered, with the text of its pages.

    Gives one StoredFile per file, the arrival first, then its parts depth first; a mail inside an Outlook mail has
    no bytes of its own and gives none. Bytes that the unit has already are not stored again: their first row comes
    back, and when nothing is new nothing is written in the journal either.

    The bytes are on the disk before the rows are; what a failure leaves behind is bytes nobody asks for, never a row
    without its bytes.
    """
    shelf = into or store()
    pieces = [piece for piece in arrival.walk() if piece.data]
    hashes = [shelf.keep(piece.data) for piece in pieces]
    with transaction.atomic():
        known = {file.sha256: file for file in StoredFile.objects.filter(unit=by.unit, sha256__in=hashes)}
        if all(sha256 in known for sha256 in hashes):
            return [known[sha256] for sha256 in hashes]
        with record("file.kept", by=by) as line:
            # The chain that begins here is that of a new file: the arrival itself, or the first part that is new.
            first = next(sha256 for sha256 in hashes if sha256 not in known)
            for piece, sha256 in zip(pieces, hashes, strict=True):
                if sha256 not in known:
                    known[sha256] = _row(piece, sha256, by)
            line.subject = known[first]
            line.update(name=arrival.name, sha256=hashes[0], size=arrival.size, parts=len(pieces) - 1)
    return [known[sha256] for sha256 in hashes]


def note_secrecy_refusal(*, channel: Channel, by: Actor) -> SecrecyRefusal:
    """拒收涉密件: only the fact, the time and the door. There is deliberately no way to say more."""
    with record("file.refused_as_secret", by=by) as line:
        refusal = SecrecyRefusal.objects.create(unit=by.unit, at=moment.now(), channel=channel)
        line.subject = refusal
        line.update(channel=str(Channel(channel).label))
    return refusal


def _row(piece: Arrival, sha256: str, by: Actor) -> StoredFile:
    """Two people who drop the same file in the same second get the same row."""
    file, made = StoredFile.objects.get_or_create(
        unit=by.unit,
        sha256=sha256,
        defaults={
            "name": piece.name,
            "media_type": piece.kind.media_type,
            "size": piece.size,
            "created": moment.now(),
            "created_by": by.person,
        },
    )
    if made:
        PageText.objects.bulk_create(
            PageText(
                file=file,
                number=page.number,
                title=page.title[:100],
                text=page.text,
                source=page.source,
                places=page.boxes.pack(),
                doubtful=[list(passage) for passage in page.doubtful],
            )
            for page in piece.pages
        )
    return file
