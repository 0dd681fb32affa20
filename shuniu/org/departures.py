"""Higher apps say what still hangs on a person, so that nobody leaves with work in hand (S-12, H-08)."""

from __future__ import annotations

from collections.abc import Callable

from shuniu.org.models import Person

# Each returns how many things the person still holds, and what they are called.
_CHECKS: list[Callable[[Person], tuple[int, str]]] = []


def register(check: Callable[[Person], tuple[int, str]]) -> None:
    _CHECKS.append(check)


def still_held(person: Person) -> list[tuple[int, str]]:
    return [(count, name) for count, name in (check(person) for check in _CHECKS) if count]
