"""改: the suggestions of a check applied to a text. Whether a text may be changed at all is the caller's rule."""

from __future__ import annotations

from collections.abc import Iterable

from shuniu.proofing.findings import Finding


def mended(text: str, findings: Iterable[Finding]) -> str:
    """The text with every remedy a machine can give; where two overlap, the earlier one is taken."""
    able = sorted((f for f in findings if f.by_machine), key=lambda f: (f.start or 0, f.end or 0))
    pieces, at = [], 0
    for finding in able:
        start, end = finding.start or 0, finding.end or 0
        if start < at:
            continue
        pieces += [text[at:start], finding.suggestion or ""]
        at = end
    return "".join(pieces) + text[at:]
