"""家底: what a check knows of the office the text comes from: names, leaders, renamed bodies, repealed papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shuniu.org.roster import DEPARTMENT, DUAL_LEADERSHIP, SECTION, TOWNSHIP, Member, Roster


@dataclass(frozen=True)
class House:
    """家底: plain data handed in by the caller; an empty one checks what needs no knowledge of an office.

    `renamed` maps a name no longer in use to the one in use, `repealed` the number of a paper to why it is no longer
    in force. `year` is the year of a text that names none. `judged` says whether the list of bodies is complete, so
    that a bureau not on it does not exist.
    """

    roster: Roster = field(default_factory=lambda: Roster(""))
    year: int = 0
    judged: bool = False
    renamed: Mapping[str, str] = field(default_factory=dict)
    repealed: Mapping[str, str] = field(default_factory=dict)
    sent_this_year: int | None = None
    sent_last_year: int | None = None

    @property
    def place(self) -> str:
        """The county's full name."""
        return self.roster.place

    def departments(self) -> dict[str, str]:
        """Every name in use of a department, with the full form."""
        return {
            name: body.name
            for body in self.roster.bodies
            if body.kind in (DEPARTMENT, DUAL_LEADERSHIP)
            for name in (body.name, *body.aliases)
            if name not in self.renamed
        }

    def townships(self) -> list[str]:
        return [body.name for body in self.roster.bodies if body.kind == TOWNSHIP]

    def sections(self) -> list[str]:
        return [body.name for body in self.roster.bodies if body.kind == SECTION]

    def leaders(self) -> list[Member]:
        return self.roster.leaders()
