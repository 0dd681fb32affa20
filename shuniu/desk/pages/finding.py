"""找 / 说一句话: the page, and the piece the palette shows; both from the same reading."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.desk.finding import INTENT_WORDS, Found, beside, find, likely_matters
from shuniu.desk.saying import act_on, chips_of
from shuniu.matters.choices import SourceType
from shuniu.matters.intake.sentence import SOURCES
from shuniu.org.refusals import Refused
from shuniu.supervision.rules import chases
from shuniu.supervision.spoken import meant

ON_PAGE = 50


def _context(found: Found, actor) -> dict:
    context: dict = {"found": found, "query": found.query}
    if found.said is not None:
        sources = {word: str(SourceType(code).label) for word, code in SOURCES.items()}
        context["chips"] = chips_of(found.said, sources)
        context["intent"] = INTENT_WORDS[found.said.intent]()
        if found.said.intent == "chase" and chases(actor):
            context |= {"intent": _("催一下"), "meant": meant(found.said, actor=actor)}
        else:
            context["likely"] = likely_matters(found.said, actor)
    return context


@require_GET
def search(request) -> HttpResponse:
    """Everything that the words may mean; `before` pages on."""
    before = request.GET.get("before", "")
    found = find(
        request.GET.get("q", ""),
        actor=request.actor,
        limit=ON_PAGE,
        before=int(before) if before.isdigit() and len(before) < 18 else None,
        on_page=True,
    )
    return render(request, "desk/search.html", _context(found, request.actor))


@require_GET
def besides(request) -> HttpResponse:
    """The people, bodies and duties of a search, as a piece that the page fetches after its matters."""
    query = " ".join(request.GET.get("q", "").split())[:500]
    found = beside(Found(query), request.actor)
    page = "desk/pieces/beside.html" if request.htmx else "desk/search.html"
    return render(request, page, _context(found, request.actor))


@require_GET
def palette(request) -> HttpResponse:
    found = find(request.GET.get("q", ""), actor=request.actor)
    return render(request, "desk/pieces/found.html", {**_context(found, request.actor), "in_palette": True})


@require_http_methods(["GET", "POST"])
def sentences(request) -> HttpResponse:
    """说一句话: POST does what the line says; refused, the line stays in the box with the reason above it."""
    if request.method == "GET":
        return redirect("/search/")
    text = request.POST.get("text", "")[:2000]
    try:
        done = act_on(text, by=request.actor, keep="keep" in request.POST)
    except Refused as refused:
        found = find(text, actor=request.actor, limit=ON_PAGE)
        context = {**_context(found, request.actor), "refused": refused, "query": text}
        return render(request, "desk/search.html", context, status=409)
    if not done.words:  # nothing has happened yet: what would is shown first
        return redirect(done.address)
    messages.success(request, done.words)
    if request.POST.get("stay"):
        messages.success(request, _("可以接着说下一句。"))
        return redirect("/search/")
    return redirect(done.address)
