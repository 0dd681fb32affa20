"""收: files and words handed in anywhere; what became of each, how far it is, and how to go on when it was refused."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from shuniu.files.choices import Channel, Stage
from shuniu.files.refusals import CannotTake, LooksSecret, Why
from shuniu.matters import intake
from shuniu.matters.choices import ArrivingState
from shuniu.matters.intake import arriving
from shuniu.matters.models import Arriving, Matter
from shuniu.org.refusals import Refused

LINE = 200  # a single line up to this long is a sentence, anything else a text
MOST_FILES = 50
# Kinds of refusal that a person who has looked may overrule: nobody could look inside.
BY_EYE = (Why.UNCERTAIN, Why.LOCKED, Why.MISSING_READER)


@require_http_methods(["GET", "POST"])
def arrivals(request: HttpRequest) -> HttpResponse:
    """POST takes files or words (HTML, or JSON when asked for); GET shows what became of them."""
    if request.method == "GET":
        return _outcome(request, request.GET.getlist("t"))
    files = request.FILES.getlist("files")[:MOST_FILES]
    text = request.POST.get("text", "")
    if not files and not text.strip():
        return _refused(request, _("还没有东西。拖一份文件进来,或粘贴一段文字。"), text=text, status=422)
    by_eye, again = request.POST.get("by_eye") == "1", request.POST.get("again") == "1"
    if by_eye and not request.actor.in_office:
        by_eye = False
    try:
        taken = _words(request, text) if text.strip() else None
        rows = [
            arriving.begin(
                file.read(),
                file.name or "",
                by=request.actor,
                channel=Channel.DROPPED,
                by_eye=by_eye,
                again=again,
            )
            for file in files
        ]
    except LooksSecret as refusal:
        return _refused(
            request, refusal.reason, why=refusal.why, text="", status=422
        )  # what was typed is not sent back
    except (CannotTake, Refused) as refusal:
        return _refused(request, str(refusal.reason), why=refusal.code, text=text, status=422)
    matters = [matter.slug for matter in taken.matters] if taken else []
    if _wants_json(request):
        return JsonResponse(_as_json(rows, matters), status=201)
    for row in rows:
        matters += row.matters
    all_in = all(row.state == ArrivingState.TAKEN and not row.others for row in rows)
    if all_in and matters:
        said = ngettext("收了%d件", "收了%d件", len(matters)) % len(matters)
        seen = {m.slug for m in _called(request, matters)}
        if matters[0] not in seen:  # handed in by somebody who does not see the tray: the office has it now
            messages.success(request, _("%(said)s,由办公室分办") % {"said": said})
            return _go(request, reverse("inbox"))
        messages.success(request, said)
        return _go(request, reverse("inbox_one", args=[matters[0]]))
    if len(rows) == 1 and rows[0].state == ArrivingState.REFUSED:
        return _refused(request, arriving.reason_of(rows[0]), why=rows[0].why, text=text, status=422)
    return _go(request, f"{reverse('arrivals')}?{urlencode([('t', row.token) for row in rows])}")


def _words(request, text: str) -> intake.Taken:
    line = text.strip()
    if "\n" not in line and len(line) <= LINE:
        return intake.receive_sentence(line, by=request.actor)
    return intake.receive_text(text, by=request.actor)


def _go(request, address: str) -> HttpResponse:
    if request.htmx:
        return HttpResponse(status=201, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _refused(request, reason: str, *, why: str = "", text: str = "", status: int) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"reason": reason, "code": str(why)}, status=status)
    context = {
        "reason": reason,
        "why": str(why),
        "text": text,
        "may_vouch": why in BY_EYE and request.actor.in_office,
    }
    return render(request, "desk/inbox_refused.html", context, status=status)


def _outcome(request, tokens: list[str]) -> HttpResponse:
    """Each handed-in file with what became of it; asked again every second while something is still looked at."""
    rows = list(
        Arriving.objects.filter(
            unit=request.actor.unit, by=request.actor.person, token__in=tokens[:MOST_FILES]
        ).order_by("pk")
    )
    if not rows:
        raise Http404
    shown = [_shown(request, row) for row in rows]
    looking = any(row["looking"] for row in shown)
    clean = all(row["row"].state == ArrivingState.TAKEN and not row["row"].others for row in shown)
    if clean and request.htmx:
        first = next((m.slug for row in shown for m in row["matters"]), "")  # only what this person may see
        to = reverse("inbox_one", args=[first]) if first else reverse("inbox")
        return HttpResponse(headers={"HX-Redirect": to})
    if _wants_json(request):
        return JsonResponse(_as_json(rows, []))
    name = "desk/inbox_outcome.html" if request.htmx.target == "outcome" else "desk/inbox_arrivals.html"
    query = urlencode([("t", row.token) for row in rows])
    return render(request, name, {"rows": shown, "looking": looking, "tokens": query})


def _shown(request, row: Arriving) -> dict[str, Any]:
    still = arriving.stands_still(row)
    slugs = [*row.matters, *row.others]
    known = {m.slug: m for m in _called(request, slugs)}
    return {
        "row": row,
        "looking": row.state == ArrivingState.READING and not still,
        "still": still,
        "stage": str(dict(Stage.choices).get(row.stage, "")),
        "reason": arriving.reason_of(row) if row.state == ArrivingState.REFUSED else "",
        "matters": [known[slug] for slug in row.matters if slug in known],
        "others": [known[slug] for slug in row.others if slug in known],
        "page": min(row.done + 1, row.total),
        "left": _left(row),
    }


def _left(row: Arriving) -> int:
    """Seconds left, from the pages done so far; 0 when nobody can say."""
    if row.stage != Stage.OCR or not row.done:
        return 0
    spent = (row.touched - row.since).total_seconds()
    return round(spent / row.done * (row.total - row.done))


def _called(request, slugs: list[str]) -> list[Matter]:
    serials = {tuple(map(int, slug.split("-")[:2])) for slug in slugs}
    if not serials:
        return []
    years, numbers = {y for y, _s in serials}, {s for _y, s in serials}
    return list(
        Matter.objects.visible_to(request.actor)
        .filter(part=0, year__in=years, serial__in=numbers)
        .with_names()
    )


@require_POST
def stopping(request: HttpRequest, token: str) -> HttpResponse:
    """停下: nothing of it is kept."""
    row = get_object_or_404(Arriving, unit=request.actor.unit, by=request.actor.person, token=token)
    arriving.ask_to_stop(row)
    return HttpResponseRedirect(f"{reverse('arrivals')}?{urlencode({'t': token})}")


def _wants_json(request) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _as_json(rows: list[Arriving], matters: list[str]) -> dict[str, Any]:
    return {
        "matters": [*matters, *(slug for row in rows for slug in row.matters)],
        "arrivals": [
            {
                "token": row.token,
                "state": row.state,
                "stage": row.stage,
                "done": row.done,
                "total": row.total,
                "matters": row.matters,
                "others": row.others,
                "reason": arriving.reason_of(row) if row.state == ArrivingState.REFUSED else "",
                "address": f"{reverse('arrivals')}?{urlencode({'t': row.token})}",
            }
            for row in rows
        ],
    }
