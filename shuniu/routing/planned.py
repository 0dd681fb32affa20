"""起单前的清单: the stops of a slip before it exists, as data that a person looks at and changes."""

from __future__ import annotations

from dataclasses import dataclass, field

from shuniu.org.models import Division, Person
from shuniu.routing.choices import Box, Mode


@dataclass(frozen=True)
class Planned:
    """One stage to come: who, how many must speak, which box of the sheet; `mandatory` says why it may not be dropped.

    `holders` are persons; a division stands for whoever speaks for it, and its people may claim the part (认领).
    `need` only for 票签: so many must agree. `key` is how a rule recognises the stage it asked for.
    """

    title: str
    holders: tuple[Person | Division, ...] = field(default=())
    mode: str = Mode.ALL
    need: int | None = None
    in_turn: bool = False
    box: str = Box.OTHER
    key: str = ""
    mandatory: str = ""
    why: str = ""  # why it is proposed; shown beside the proposal, not kept
