"""How an address becomes a document: the one of a matter that the actor may see."""

from __future__ import annotations

from django.http import Http404

from shuniu.documents.models import Document
from shuniu.matters.pages.finding import matter_of


def document_of(request, slug: str) -> Document:
    """A missing and a hidden one are equally not there."""
    matter = matter_of(request, slug)
    found = (
        Document.objects.select_related(
            "drafter__division__head", "signer", "series", "precedent__matter", "saved_by"
        )
        .prefetch_related("excuses", "numbers__series", "signatures__version", "signatures__signer")
        .filter(pk=matter.pk)
        .first()
    )
    if found is None:
        raise Http404
    found.matter = matter
    return found
