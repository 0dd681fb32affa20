"""排版: a document as pages. The office never touches a font; what the record knows is not typed again."""

from __future__ import annotations

from datetime import date

from shuniu.documents.models import Document
from shuniu.documents.official import official
from shuniu.documents.wording import Wording
from shuniu.layout import paper
from shuniu.org import moment


def set_pages(document: Document, wording: Wording, *, print_date: date | None = None) -> paper.Typeset:
    """成品: the whole paper as PDF/A."""
    return paper.to_pdf(official(document, wording, print_date=print_date), at=moment.now())


def red_head(document: Document, wording: Wording | None = None, page: int = 1) -> bytes:
    """红头样: one page as a picture, while the text is being written; draft dates stay open."""
    return paper.preview(official(document, wording, print_date=None), page)
