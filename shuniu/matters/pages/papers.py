"""原件: the stored file itself, and its pages as pictures beside what was read from them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from shuniu.files.previews import can_render, render_page
from shuniu.files.refusals import CannotTake
from shuniu.files.store import store
from shuniu.matters.models import Paper
from shuniu.matters.pages.finding import matter_of

# What a browser may show by itself. Anything else is offered for saving: a stored page could carry a script.
SHOWN_INLINE = frozenset({"application/pdf", "image/png", "image/jpeg"})
WIDEST = 1600


def _paper(request, slug: str, pk: int) -> Paper:
    matter = matter_of(request, slug)
    return get_object_or_404(Paper.objects.select_related("file"), pk=pk, matter=matter)


@login_required
@require_GET
def paper(request, slug, pk):
    """The original, byte for byte as it arrived."""
    file = _paper(request, slug, pk).file
    inline = file.media_type in SHOWN_INLINE
    shown_as = file.media_type if inline else "application/octet-stream"
    response = HttpResponse(store().read(file.sha256), content_type=shown_as)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
    response.headers["Content-Disposition"] = content_disposition_header(not inline, file.name) or "attachment"
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response


@login_required
@require_GET
def page(request, slug, pk, number):
    """One page as a picture; `width` in pixels, at most 1,600."""
    file = _paper(request, slug, pk).file
    if not can_render(file.kind) or number < 1:
        raise Http404
    asked = request.GET.get("width", "")
    width = min(int(asked), WIDEST) if asked.isdigit() and len(asked) < 6 else 900
    try:
        picture = render_page(store().read(file.sha256), number, max(width, 100))
    except CannotTake as problem:
        raise Http404 from problem
    response = HttpResponse(picture, content_type="image/png")
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response
