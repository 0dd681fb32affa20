"""Typesetting is the dearest verb: in a long random life the same document is set once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def once(set_pages: Callable[..., Any]) -> Callable[..., Any]:
    """The real setter, asked once for each document."""
    kept: dict[int, Any] = {}

    def setter(document, wording, **more):
        if document.pk not in kept:
            kept[document.pk] = set_pages(document, wording, **more)
        return kept[document.pk]

    return setter
