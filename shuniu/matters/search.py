"""全文检索: every occurrence of two or more characters, within what the searcher may see.

Text is indexed as bigrams, without a dictionary: FTS5 on SQLite, `tsvector` with GIN on PostgreSQL. Digits and Latin
letters stay whole words, so that 12号 finds number 12 and not 412. The rows live beside the matter, so that lists
never read them.
"""

from __future__ import annotations

import re

from shuniu.matters.models import Matter, SearchText

CHUNK = 2000  # PostgreSQL keeps positions only up to a limit; longer texts are indexed in pieces
_WORD = re.compile(r"[0-9a-z]+|[\u3400-\u9fff]+", re.IGNORECASE)


def bigrams(text: str) -> str:
    """Space-separated terms: 督查督办 → 督查 查督 督办; single characters and words stay themselves."""
    terms: list[str] = []
    for run in _WORD.findall(text.lower()):
        if run[0].isascii() or len(run) == 1:
            terms.append(run)
        else:
            terms.extend(run[i : i + 2] for i in range(len(run) - 1))
    return " ".join(terms)


def index(matter: Matter, *, text: str | None = None) -> None:
    """Write the search rows of a matter: title, number, who sent it, and its text when given."""
    head = f"{matter.title} {matter.serial}号 {matter.source_body} {matter.source_person}"
    SearchText.objects.update_or_create(matter_id=matter.pk, chunk=0, defaults={"terms": bigrams(head)})
    if text is not None:
        SearchText.objects.filter(matter_id=matter.pk, chunk__gt=0).delete()
        SearchText.objects.bulk_create(
            SearchText(matter_id=matter.pk, chunk=number, terms=bigrams(text[start : start + CHUNK + 1]))
            for number, start in enumerate(range(0, len(text), CHUNK), start=1)
        )
