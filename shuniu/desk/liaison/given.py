"""您给过: what this body already answered to a question like this one, so that nobody is asked twice (product §13)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shuniu.desk.liaison.beside import Near
from shuniu.matters.proposing.likeness import grams, longest_run

SHARED = 3  # pairs of characters that an earlier answer and the present question must share
RUN = 3  # and so many characters in a row, or it is a coincidence of common words
_FIGURE = re.compile(r"\d+(?:\.\d+)?\s*[座处个件户人米公里亩吨台辆条家份张口口眼%元]")


@dataclass(frozen=True, slots=True)
class Given:
    """An earlier answer: when, on which matter, what was said."""

    pk: int
    at: datetime
    title: str
    words: str


def given_before(question: str, earlier: Sequence[Near], *, besides: int) -> Given | None:
    """The newest earlier answer with a figure in it that speaks of the same; not one on the matter itself."""
    wanted = grams(question)
    best: tuple[int, datetime, Near] | None = None
    for row in earlier:
        if row.matter_id == besides or row.at is None or not _FIGURE.search(row.words):
            continue
        said = f"{row.name} {row.words}"
        shared = len(wanted & grams(said))
        if shared < SHARED or longest_run(question, said) < RUN:
            continue
        if best is None or (shared, row.at) > (best[0], best[1]):
            best = (shared, row.at, row)
    if best is None:
        return None
    _shared, at, row = best
    return Given(row.pk, at, row.name, row.words)


def last_figures(names: Iterable[str], figures: Sequence[Near]) -> dict[str, Near]:
    """The newest value this body put into a field of the same name, wherever it was asked."""
    wanted = set(names)
    found: dict[str, Near] = {}
    for row in figures:  # newest first
        if row.name in wanted:
            found.setdefault(row.name, row)
    return found
