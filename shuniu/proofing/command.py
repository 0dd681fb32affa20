"""`shuniu check`: one file in, its findings out, in the shape of contracts.md §2."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from shuniu.proofing.checking import checked
from shuniu.proofing.findings import Finding
from shuniu.proofing.house import House
from shuniu.proofing.sources import Source, opened


def run(path: Path, house: House) -> dict[str, Any]:
    """The answer for one file; raises OSError and `Unreadable`."""
    source = opened(path.read_bytes(), path.name)
    findings = findings_on(source, house)
    return {
        "findings": [
            {**one.as_dict(), "start": source.place(one.start), "end": _end(source, one)} for one in findings
        ]
    }


def findings_on(source: Source, house: House) -> list[Finding]:
    """What the text says wrongly, and how the page is laid out when the file has pages."""
    found = checked(source.text, house)
    if source.kind == "docx":
        from shuniu.proofing.layout.word import laid_out

        found += laid_out(source.data)
    elif source.kind == "pdf":
        from shuniu.proofing.layout.paper import laid_out as on_paper

        found += on_paper(source.data)
    return found


def _end(source: Source, one: Finding) -> int | None:
    """The end of the last character, which may stand before a sign of Markdown."""
    if one.end is None or source.places is None or not one.end or one.end == one.start:
        return source.place(one.end)
    return (source.place(one.end - 1) or 0) + 1
