"""检索词: text as bigrams. Pure: no dictionary, nothing to install, every occurrence of two characters is found."""

from __future__ import annotations

import re

_RUN = re.compile(r"[0-9a-z]+|[\u3400-\u9fff]+", re.IGNORECASE)


def runs(text: str) -> list[list[str]]:
    """Each unbroken run of characters as its terms: "督查督办 12号" → [[督查, 查督, 督办], [12], [号]]."""
    found = []
    for run in _RUN.findall(text.lower()):
        if run[0].isascii() or len(run) == 1:
            found.append([run])
        else:
            found.append([run[i : i + 2] for i in range(len(run) - 1)])
    return found


def bigrams(text: str) -> str:
    """Space-separated terms, each run closed by a bar, so that no phrase reaches over a comma."""
    return " | ".join(" ".join(terms) for terms in runs(text))
