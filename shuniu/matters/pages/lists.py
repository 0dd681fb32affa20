"""事项清单: my open items, the whole office, and the ledger of what is late; paged by key, never by offset."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.db.models import F, Q
from django.shortcuts import render
from django.views.decorators.http import require_GET

from shuniu.matters.choices import OPEN_STATES, State
from shuniu.matters.models import Matter
from shuniu.matters.readings import lights_of
from shuniu.org import moment

ROWS = 50
VIEWS = ("mine", "given", "office", "late", "done")


def _view(actor, view: str):
    """The set and its order (column, descending). Every order ends with the id, so that a page can go on from a key."""
    matters = Matter.objects.visible_to(actor)
    if view == "mine":
        return matters.filter(holder=actor.person, is_open=True), "moved", True
    if view == "given":
        return matters.filter(created_by=actor.person, is_open=True).exclude(holder=actor.person), "moved", True
    if view == "late":
        late = matters.filter(is_open=True, due__lt=moment.now()).exclude(state=State.SHELVED)
        return late, "due", False
    if view == "done":
        return matters.filter(state=State.DONE, completed__isnull=False), "completed", True
    return matters.filter(is_open=True), "received", True


def _after(rows, column: str, descending: bool, key: str):
    """Rows after a key "microseconds_id" of the order column."""
    stamp, _sep, pk = key.partition("_")
    try:
        at, pk = datetime.fromtimestamp(int(stamp) / 1e6, UTC), int(pk)
    except (ValueError, OverflowError, OSError):
        return rows
    side = "lt" if descending else "gt"
    return rows.filter(Q(**{f"{column}__{side}": at}) | Q(**{column: at, f"pk__{side}": pk}))


@login_required
@require_GET
def matters(request):
    """One list, filtered by its address: view, state, lead, kind."""
    view = request.GET.get("view", "mine")
    view = view if view in VIEWS else "mine"
    rows, column, descending = _view(request.actor, view)
    filters = {}
    if request.GET.get("state") in State.values:
        filters["state"] = request.GET["state"]
    if request.GET.get("lead", "").isdigit():
        filters["lead"] = int(request.GET["lead"][:18])
    if request.GET.get("kind"):
        filters["kind"] = request.GET["kind"][:20]
    rows = rows.filter(**filters)
    if request.GET.get("after"):
        rows = _after(rows, column, descending, request.GET["after"])
    sign = "-" if descending else ""
    found = list(
        rows.order_by(f"{sign}{column}", f"{sign}pk")
        .annotate(holder_name=F("holder__name"), lead_name=F("lead__name"))
        .only(*_COLUMNS)[: ROWS + 1]
    )
    more = len(found) > ROWS
    found = found[:ROWS]
    context = {
        "view": view,
        "views": VIEWS,
        "rows": list(zip(found, lights_of(found), strict=True)),
        "states": [(s.value, s.label) for s in OPEN_STATES],
        "filters": filters,
        "after": _key(found[-1], column) if more else "",
    }
    piece = "matters/_rows.html" if request.htmx else "matters/matters.html"
    return render(request, piece, context)


def _key(row: Matter, column: str) -> str:
    return f"{int(getattr(row, column).timestamp() * 1e6)}_{row.pk}"


_COLUMNS = (
    "year", "serial", "part", "title", "state", "kind", "due", "first_due", "hard", "moved", "received", "completed",
    "planned", "held_since", "starts", "visibility", "verified_by", "safety", "size_minutes", "look_again",
)  # fmt: skip
