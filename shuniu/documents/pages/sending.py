"""分送: who got it, how, when, and who signed for it; the set paper, the Word file and the package for others."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.documents import operations, rules
from shuniu.documents.choices import Way
from shuniu.documents.pages.finding import document_of
from shuniu.documents.parcel import package_of
from shuniu.documents.printing import set_pages
from shuniu.documents.word import to_word
from shuniu.files.pages import storable
from shuniu.files.store import store
from shuniu.org.refusals import Refused


@login_required
@require_http_methods(["GET", "POST"])
def distribution(request: HttpRequest, slug: str) -> HttpResponse:
    """分送与签收: one row for each body; what went on paper or by mail is written down by hand."""
    found = document_of(request, slug)
    actor = request.actor  # type: ignore[attr-defined]
    problem = ""
    if request.method == "POST":
        asked = request.POST.get("addressee", "")
        one = get_object_or_404(
            found.addressees.all(), pk=int(asked) if asked.isdigit() and len(asked) < 12 else 0
        )
        one.document = found
        try:
            if request.POST.get("press") == "sent":
                way = request.POST.get("way", Way.PACKAGE)
                operations.note_sent(one, way=way if way in Way.values else Way.PACKAGE, by=actor)
            else:
                operations.note_receipt(one, name=storable(request.POST.get("name", "")), by=actor)
            return redirect("document_distribution", found.matter.slug)
        except Refused as refused:
            problem = refused.reason
            messages.error(request, problem)
    rows = list(found.addressees.select_related("division", "unit", "sent_by", "part__holder"))
    context = {
        "document": found,
        "matter": found.matter,
        "rows": rows,
        "sent": sum(row.sent_at is not None for row in rows),
        "received": sum(row.received_at is not None for row in rows),
        "may_note": rules.may_receive(actor, found),
    }
    return render(request, "documents/distribution.html", context, status=409 if problem else 200)


@login_required
@require_GET
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """成品 PDF: what was printed, byte for byte; before that the draft, set as it stands."""
    found = document_of(request, slug)
    printing = found.printings.select_related("file").order_by("-at", "-id").first()
    content = store().read(printing.file.sha256) if printing else set_pages(found, found.wording).pdf
    return _file(content, f"{found.wording.title}.pdf", "application/pdf", inline=True)


@login_required
@require_GET
def word(request: HttpRequest, slug: str) -> HttpResponse:
    """Word 文件 of the text as it stands."""
    found = document_of(request, slug)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return _file(to_word(found), f"{found.wording.title}.docx", kind)


@login_required
@require_GET
def package(request: HttpRequest, slug: str) -> HttpResponse:
    """邮件包: for bodies outside, to be attached to a mail."""
    found = document_of(request, slug)
    if not found.printings.exists():
        raise Http404
    return _file(package_of(found), f"{found.doc_number or found.wording.title}.zip", "application/zip")


def _file(content: bytes, name: str, kind: str, *, inline: bool = False) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    response.headers["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    return response
