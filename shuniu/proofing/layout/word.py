"""Word 版式: layout rules a DOCX can show (gbt9704-layout.md §8, column DOCX)."""

from __future__ import annotations

from shuniu.proofing.findings import Finding
from shuniu.proofing.layout import word_head, word_tail  # noqa: F401  # the imports enter the rules in the book
from shuniu.proofing.layout.book import WORD, findings
from shuniu.proofing.layout.word_file import WordFile


def laid_out(data: bytes) -> list[Finding]:
    """版式检查 of a Word file; a draft without red head is not asked for one."""
    file = WordFile(data)
    return findings(WORD, file, file.draft.text)
