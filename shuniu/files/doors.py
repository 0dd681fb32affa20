"""门: what the two doors that nobody stands at, the drop folder and the mail box, have in common."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from shuniu.files.arrivals import Arrival
from shuniu.files.refusals import CannotTake

log = logging.getLogger(__name__)

OnArrival = Callable[[Arrival], object]
OnRefusal = Callable[[CannotTake], object]
Opener = Callable[[bytes, str], Arrival]


@dataclass(frozen=True)
class Looked:
    """What one look at a door found: pieces taken, refused, not yet whole, and failed through our own fault."""

    taken: int = 0
    refused: int = 0
    waiting: int = 0
    failed: int = 0

    def __add__(self, other: Looked) -> Looked:
        return Looked(
            self.taken + other.taken,
            self.refused + other.refused,
            self.waiting + other.waiting,
            self.failed + other.failed,
        )


def failed(door: str, error: Exception) -> Looked:
    """Our own fault (a full disk, a locked database): the piece stays where it is and is tried again next time.

    The log gets the sort of error only: its words may hold a name or a piece of the content.
    """
    log.error("%s: one piece could not be registered (%s); it stays and will be tried again", door, type(error).__name__)
    return Looked(failed=1)
