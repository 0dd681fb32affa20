"""文、会、事、计划、报: one list each, filtered by the address, the same for every role as far as it may see."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shuniu.desk import places
from shuniu.desk.context import PLACES
from shuniu.desk.refusing import refused_page
from shuniu.matters import kinds
from shuniu.matters.todo import lines_of
from shuniu.org import moment
from shuniu.org.refusals import refuse

ROWS = 50
_WORDS = {place.address.strip("/"): place.word for place in PLACES}


def _no_matters(request: HttpRequest) -> HttpResponse | None:
    """The administrator keeps the system and does not read matters."""
    if request.actor.reads_matters:
        return None
    return refused_page(request, refuse(_("管理员和纪检看不到事项内容;需要时请另授办公室角色"), "role"))


def _number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return min(max(int(text), 1), 200) if text.isdigit() and len(text) < 5 else 1


def _rows(request: HttpRequest, matters) -> dict:
    number = _number(request)
    found = lines_of(matters[(number - 1) * ROWS : number * ROWS + 1], actor=request.actor, most=ROWS + 1)
    return {"rows": found[:ROWS], "more": len(found) > ROWS, "number": number}


@require_GET
def place(request: HttpRequest, name: str) -> HttpResponse:
    if stopped := _no_matters(request):
        return stopped
    code = request.GET.get("view") or request.GET.get("light", "")
    view, matters = places.matters_of(name, code, request.actor)
    context = {
        "name": name,
        "word": _WORDS[name],
        "view": view,
        "views": places.VIEWS[name],
        **_rows(request, matters),
    }
    return render(request, "desk/place.html", context)


@require_GET
def plan(request: HttpRequest) -> HttpResponse:
    """计划: what falls due in the coming weeks; a week opens its matters."""
    if stopped := _no_matters(request):
        return stopped
    weeks = places.weeks_ahead(request.actor)
    chosen = _day(request.GET.get("week", "")) or weeks[0].first
    chosen -= timedelta(days=chosen.weekday())
    most = max((week.count for week in weeks), default=0) or 1
    bars = [(week, round(100 * week.count / most)) for week in weeks]
    context = {"word": _WORDS["plan"], "bars": bars, "chosen": chosen, "until": chosen + timedelta(days=6)}
    return render(
        request, "desk/plan.html", {**context, **_rows(request, places.due_in_week(request.actor, chosen))}
    )


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """报: what was settled in a month, by kind and one by one, ready to print."""
    if stopped := _no_matters(request):
        return stopped
    first = (_day(request.GET.get("month", "") + "-01") or moment.today()).replace(day=1)
    done = places.done_in_month(request.actor, first)
    counted: dict[str, int] = {}
    for kind in done.order_by().values_list("kind", flat=True)[:20_000]:
        counted[kind] = counted.get(kind, 0) + 1
    known = [kind.code for kind in kinds.all_kinds()]
    by_kind = [
        (str(kinds.of(code).label), counted[code])
        for code in sorted(counted, key=lambda c: known.index(c) if c in known else len(known))
    ]
    context = {
        "word": _WORDS["reports"],
        "first": first,
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": (first + timedelta(days=32)).replace(day=1),
        "is_now": (first.year, first.month) == (moment.today().year, moment.today().month),
        "by_kind": by_kind,
        "total": sum(counted.values()),
        "at": moment.now(),
    }
    return render(request, "desk/reports.html", {**context, **_rows(request, done)})


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        return None
