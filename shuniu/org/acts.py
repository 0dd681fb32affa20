"""How verbs about people reach the journal, which stands above this app and plugs itself in when it starts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from django.db.models import Model

from shuniu.org.actor import Actor

_recorder: Callable[..., AbstractContextManager] | None = None


def use_recorder(recorder: Callable[..., AbstractContextManager]) -> None:
    global _recorder
    _recorder = recorder


def record(verb: str, *, by: Actor, subject: Model | None = None) -> AbstractContextManager:
    """As `shuniu.journal.record`: one transaction, one line."""
    if _recorder is None:
        raise RuntimeError("the journal is not running; nothing may be changed without it")
    return _recorder(verb, by=by, subject=subject)
