"""Higher apps say what still hangs on a person, so that nobody leaves with work in hand (S-12, H-08)."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise

from shuniu.org.models import Person

# Each returns how many things the person still holds, and what they are called.
_CHECKS: list[Callable[[Person], tuple[int, str]]] = []
# Where a higher app hands its own over: (word, address with {pk}).
_PLACES: list[tuple[str | Promise, str]] = []


def register(check: Callable[[Person], tuple[int, str]], *, word: str | Promise = "", address: str = "") -> None:
    """Called while apps start. `address` with {pk}: the page on which what is left is handed over."""
    _CHECKS.append(check)
    if address:
        _PLACES.append((word, address))


def places(person: Person) -> list[tuple[str | Promise, str]]:
    """(word, address) of the pages on which what this person holds is handed over."""
    return [(word, address.format(pk=person.pk)) for word, address in _PLACES]


def still_held(person: Person) -> list[tuple[int, str]]:
    return [(count, name) for count, name in (check(person) for check in _CHECKS) if count]
