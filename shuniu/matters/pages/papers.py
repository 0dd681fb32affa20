"""原件: the stored file itself, and its pages as pictures beside what was read from them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from shuniu.files.models import StoredFile
from shuniu.files.previews import can_render, render_page
from shuniu.files.refusals import CannotTake
from shuniu.files.store import store
from shuniu.matters.models import Instruction, Matter, Paper
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
    return stored(_paper(request, slug, pk).file)


def stored(file: StoredFile) -> HttpResponse:
    """The bytes of a stored file for a browser, unable to act; the caller has looked whether they may be seen."""
    inline = file.media_type in SHOWN_INLINE
    shown_as = file.media_type if inline else "application/octet-stream"
    response = HttpResponse(store().read(file.sha256), content_type=shown_as)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
    )
    response.headers["Content-Disposition"] = (
        content_disposition_header(not inline, file.name) or "attachment"
    )
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


@login_required
@require_GET
def ink(request, pk):
    """手迹: what a leader wrote by hand, byte for byte, for whoever may know of the matter or of a part of it.

    Who holds a part reads the words that gave it out, and the hand is as much the leader's word as the text.
    """
    said = get_object_or_404(Instruction.objects.exclude(image_sha256=""), pk=pk)
    if not request.actor:
        raise Http404
    whole_or_part = Q(pk=said.matter_id) | Q(parent=said.matter_id)
    if not Matter.objects.visible_to(request.actor).filter(whole_or_part).exists():
        raise Http404
    return picture(said.image_sha256)


def picture(sha256: str) -> HttpResponse:
    """A stored drawing as it was drawn; its address never changes what it shows."""
    response = HttpResponse(store().read(sha256), content_type="image/png")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response
