"""档号: the archival code, put together and taken apart (archives.md §5). Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

CODE = re.compile(
    r"(?P<fonds>[A-Z0-9]{4})-(?P<category>[A-Z]{2})·(?P<year>\d{4})-(?P<period>Y|D30|D10)"
    r"(-(?P<org>[A-Z0-9]{2,4}))?-(?P<number>\d{4})"
)
# A code whose number may be left out: then it names the whole class.
CLASS = re.compile(
    r"(?P<fonds>[A-Z0-9]{4})-(?P<category>[A-Z]{2})·(?P<year>\d{4})-(?P<period>Y|D30|D10)"
    r"-(?P<org>[A-Z0-9]{2,4})(-(?P<number>\d{4}))?"
)
FONDS = re.compile(r"[A-Z0-9]{4}")
ORG = re.compile(r"[A-Z0-9]{2,4}")
MOST = 9999
NOT_YET = "····"  # while the archive has not given the unit its fonds code


@dataclass(frozen=True)
class Code:
    """档号 by its parts."""

    fonds: str
    category: str
    year: int
    period: str
    org: str
    number: int

    def __str__(self) -> str:
        return (
            f"{self.fonds or NOT_YET}-{self.category}·{self.year}-{self.period}-{self.org}-{self.number:04d}"
        )

    @property
    def file_name(self) -> str:
        """The same in letters that every system takes as the name of a folder."""
        fonds = self.fonds or "0000"
        return f"{fonds}-{self.category}.{self.year}-{self.period}-{self.org}-{self.number:04d}"


def is_code(said: str) -> bool:
    return bool(CODE.fullmatch(said))
