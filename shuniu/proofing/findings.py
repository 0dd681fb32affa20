"""检查发现: one place in a text that a rule objects to, with the remedy if a program can give one."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any


class Severity(StrEnum):
    """轻重: an error must be settled or excused, a warning should be, a hint is only shown."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Finding:
    """检查发现: `start` and `end` count code points, end exclusive; both None speak of the whole document.

    `suggestion` replaces text[start:end]: "" deletes, None asks the author. `why` is a Chinese sentence of the catalog
    with the names of `facts` in braces; `excerpt` is the text objected to, `around` what stands beside it.
    """

    rule: str
    start: int | None
    end: int | None
    severity: Severity
    suggestion: str | None
    why: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    excerpt: str = ""
    around: str = field(default="", compare=False)

    @property
    def counted(self) -> bool:
        """Whether it is one of the things to settle: hints are shown, not counted."""
        return self.severity is not Severity.HINT

    @property
    def by_machine(self) -> bool:
        """可改: whether one press can remedy it."""
        return self.suggestion is not None and self.start is not None

    @property
    def key(self) -> str:
        """The same for the same words in the same sentence: an excuse given once survives edits elsewhere."""
        return f"{self.rule}:{sha256(f'{self.excerpt}|{self.around}'.encode()).hexdigest()[:16]}"

    def told(self, translate: Any) -> str:
        """为什么, in the language `translate` (a gettext) speaks."""
        return str(translate(self.why)).format(**dict(self.facts))

    def as_dict(self) -> dict[str, Any]:
        """The five keys of contracts.md §2, and what else a screen may show."""
        return {
            "rule": self.rule,
            "start": self.start,
            "end": self.end,
            "severity": str(self.severity),
            "suggestion": self.suggestion,
            "excerpt": self.excerpt,
        }
