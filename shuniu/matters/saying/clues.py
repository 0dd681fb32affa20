"""所知: what is known of a line before anybody decides what it wants."""

from __future__ import annotations

from dataclasses import dataclass

from shuniu.org.roster import Roster

from .moments import Moment
from .names import Named
from .recurrence import Recurrence
from .roles import Roles
from .words import blanked


@dataclass(frozen=True, slots=True)
class Clues:
    """What is known of a line before its intent: `quiet` has times blank, `plain` also names."""

    text: str
    quiet: str
    plain: str
    moments: tuple[Moment, ...]
    recurrence: Recurrence | None
    names: tuple[Named, ...]
    roles: Roles
    roster: Roster

    @property
    def bodyless(self) -> str:
        """Bodies blank too: 信访 in a list of bodies is no petition."""
        return blanked(self.quiet, [(n.start, n.end) for n in self.names if n.bare])
