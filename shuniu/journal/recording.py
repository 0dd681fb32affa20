"""The change and its line are one act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import models, transaction

from shuniu.journal.hashing import START, digest_of, hash_of
from shuniu.journal.models import Line
from shuniu.journal.verbs import verb_of
from shuniu.org import moment
from shuniu.org.actor import Actor

_LISTENERS: dict[str, list[Callable]] = defaultdict(list)
_OF_EVERY_VERB: list[Callable] = []


class Entry(dict):
    """The particulars being written. `subject` may be set inside the body when the verb creates it."""

    def __init__(self, verb: str, by: Actor, subject: models.Model | None):
        super().__init__()
        self.verb = verb
        self.by = by
        self.subject = subject
        self.line: Line | None = None


def listen(verb: str):
    """Hear a verb from a higher app. The listener runs in the same transaction, after the line is written."""

    def register(function):
        _LISTENERS[verb].append(function)
        return function

    return register


def listen_all(function):
    """Hear every verb, after those who listen to that one: what they moved has moved already."""
    _OF_EVERY_VERB.append(function)
    return function


def listeners() -> dict[str, list[Callable]]:
    return {**_LISTENERS, **({"*": _OF_EVERY_VERB} if _OF_EVERY_VERB else {})}


@contextmanager
def record(verb: str, *, by: Actor, subject: models.Model | None = None) -> Iterator[Entry]:
    """One transaction: the body changes records, then exactly one line is written. A refusal writes nothing.

    The body re-reads its subject with select_for_update, so that two writers of one chain queue there; writers of
    different chains never wait for each other.
    """
    verb_of(verb)  # an undeclared verb is a mistake of ours, found at once
    entry = Entry(verb, by, subject)
    created = subject is None
    with transaction.atomic():
        yield entry
        entry.line = _write(entry, created)
        for listener in (*_LISTENERS.get(verb, ()), *_OF_EVERY_VERB):
            listener(entry.line)


def _write(entry: Entry, created: bool) -> Line:
    subject = entry.subject
    assert subject is not None and subject.pk, f"{entry.verb}: a line needs a subject"
    kind = subject._meta.model_name
    last = None
    if not created:
        last = (
            Line.objects.filter(subject_kind=kind, subject_id=subject.pk)
            .order_by("-seq")
            .values_list("seq", "hash")
            .first()
        )
    seq, previous = (last[0] + 1, last[1]) if last else (1, START)
    particulars = dict(entry)
    digest = digest_of(particulars)
    at = moment.now()
    by = entry.by
    fields = {
        "unit_id": by.unit.pk,
        "subject_kind": kind,
        "subject_id": subject.pk,
        "seq": seq,
        "at": at,
        "verb": entry.verb,
        "actor_id": by.person.pk if by.person else None,
        "acting_for_id": by.acting_for.pk if by.acting_for else None,
        "device": by.device,
        "digest": digest,
    }
    line = Line(particulars=particulars, hash=hash_of(previous, **fields), **fields)
    line.save(force_insert=True)
    line.born = subject if created else None
    return line
