"""纸面版式: layout rules a PDF can show (gbt9704-layout.md §8, column PDF; 1 mm, 0.5 pt)."""

from __future__ import annotations

from shuniu.proofing.findings import Finding
from shuniu.proofing.layout import paper_head, paper_tail  # noqa: F401  # the imports enter the rules in the book
from shuniu.proofing.layout.book import PAPER, findings
from shuniu.proofing.layout.paper_file import PaperFile


def laid_out(data: bytes) -> list[Finding]:
    """版式检查 of a PDF: what stands on the paper, measured."""
    file = PaperFile(data)
    return findings(PAPER, file, file.draft.text)
