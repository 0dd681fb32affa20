"""督办件: what is proposed to be registered, and what is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from shuniu.matters.models import Matter
from shuniu.supervision import rules
from shuniu.supervision.models import Item
from shuniu.supervision.pages.board import reader

ROWS = 50


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    actor = reader(request)
    proposed = request.GET.get("view") != "registered"
    seen = Item.objects.filter(Matter.objects.visible_to(actor).of("matter_id")).select_related(
        "matter", "matter__lead", "matter__holder", "registered_by"
    )
    if proposed:
        found = seen.filter(
            proposed_at__isnull=False, registered_at=None, declined_at=None, matter__is_open=True
        ).order_by("-proposed_at", "-pk")
    else:
        found = seen.filter(registered_at__isnull=False, written_off_at=None).order_by(
            "-registered_at", "-pk"
        )
    text = request.GET.get("page", "1")
    number = min(max(int(text), 1), 200) if text.isdigit() and len(text) < 5 else 1
    rows = list(found[(number - 1) * ROWS : number * ROWS + 1])
    context = {
        "rows": rows[:ROWS],
        "more": len(rows) > ROWS,
        "number": number,
        "keep": "" if proposed else "view=registered&",
        "proposed": proposed,
        "directs": rules.directs(actor),
    }
    return render(request, "supervision/items.html", context)
