"""规则簿: every rule of the check as data; a rule is a small function that looks at a draft and tells what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from shuniu.proofing.draft import Draft
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule saw: the place, the remedy, and where needed its own words and severity."""

    start: int | None
    end: int | None
    suggestion: str | None = None
    why: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    severity: Severity | None = None


Look = Callable[[Draft, House], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """规则: `title` says in Chinese what is right (a catalog entry), `basis` where that is written.

    `fragment` says that it holds for a piece of text without title and signature too.
    """

    id: str
    title: str
    severity: Severity
    basis: str
    fragment: bool
    look: Look


BOOK: dict[str, Rule] = {}


def rule(
    id: str, title: str, severity: Severity, basis: str, *, fragment: bool = False
) -> Callable[[Look], Look]:
    """Enter a function in the book."""

    def enter(look: Look) -> Look:
        if id in BOOK:
            raise ValueError(f"two rules {id}")
        BOOK[id] = Rule(id, title, severity, basis, fragment, look)
        return look

    return enter
