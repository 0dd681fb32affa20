"""Rules answer with a reason; a verb that is refused raises the same reason."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """May it be done, and if not, why not and what would make it possible."""

    allowed: bool
    reason: str = ""
    code: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(True)


def refuse(reason: str, code: str = "") -> Verdict:
    return Verdict(False, str(reason), code)


@dataclass
class Refused(Exception):
    """拒绝: nothing was changed. `reason` is shown to the person; `field` names the typed field it concerns."""

    reason: str
    code: str = ""
    field: str = ""
    details: dict = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        return str(self.reason)


class Stale(Refused):
    """Somebody else changed it meanwhile; both versions are in `details` (product §9.3)."""


def require(verdict: Verdict) -> None:
    if not verdict:
        raise Refused(verdict.reason, verdict.code)
