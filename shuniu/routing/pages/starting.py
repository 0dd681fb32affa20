"""起流转: a usual route proposed for this matter, changed as one likes, and started with one press."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shuniu.matters.models import Matter
from shuniu.matters.pages.finding import matter_of
from shuniu.org.refusals import Refused
from shuniu.routing import operations, proposing, rows, rules
from shuniu.routing.choices import Mode, Purpose
from shuniu.routing.forms import StageRow
from shuniu.routing.free_time import slots_for
from shuniu.routing.models import Route
from shuniu.routing.planned import Planned

NAMES = ("title", "who", "mode", "need", "in_turn", "box", "key")


@login_required
@require_http_methods(["GET", "POST"])
def start(request, slug: str) -> HttpResponse:
    """GET proposes; POST changes the list (up, down, remove, look) or, with `press=start`, starts."""
    matter = matter_of(request, slug)
    verdict = rules.may_start(request.actor, matter)
    routes = proposing.routes_for(matter) if verdict else []
    chosen = _chosen(request, routes)
    purpose = chosen.purpose if chosen else _purpose(request)
    proposed = _proposed(request, matter, chosen, purpose) if verdict else []
    if request.method == "POST" and verdict:
        return _pressed(request, matter, routes, chosen, purpose, proposed)
    return _page(
        request, matter, verdict, routes, chosen, purpose, proposed, [_typed(one) for one in proposed]
    )


def _chosen(request, routes: list[Route]) -> Route | None:
    wanted = request.POST.get("route") or request.GET.get("route", "")
    if wanted == "none":
        return None
    return next((route for route in routes if str(route.pk) == wanted), routes[0] if routes else None)


def _purpose(request) -> str:
    wanted = request.POST.get("purpose", "")
    return wanted if wanted in Purpose.values and wanted != Purpose.ASIDE else Purpose.RECEIPT


def _proposed(request, matter: Matter, chosen: Route | None, purpose: str) -> list[Planned]:
    if chosen is not None:
        return proposing.propose(matter, chosen, starter=request.actor.person)
    return proposing.demanded(matter, purpose)


def _pressed(request, matter, routes, chosen, purpose, proposed) -> HttpResponse:
    typed, press = rows.typed(request.POST, NAMES), request.POST.get("press", "look")
    demanded = {one.key: one.mandatory for one in proposed if one.key and one.mandatory}
    problem = ""
    if press.startswith("remove-"):
        place = press.removeprefix("remove-")
        row = typed[int(place)] if place.isdigit() and int(place) < len(typed) else None
        if row is not None and row["key"] in demanded:
            said = {"title": row["title"], "why": demanded[row["key"]]}
            problem, press = _("“%(title)s”不能减:%(why)s") % said, "look"
    if press != "start":
        typed = rows.pressed(typed, press)
        return _page(
            request, matter, rules.ALLOWED, routes, chosen, purpose, proposed, typed, problem=problem
        )
    forms = _forms(request, matter, typed, bound=True)
    if not all(form.is_valid() for form in forms):
        return _page(
            request, matter, rules.ALLOWED, routes, chosen, purpose, proposed, typed, forms=forms, status=422
        )
    stages = [_planned(form.cleaned_data, demanded) for form in forms]
    title = request.POST.get("name", "").strip() or (chosen.name if chosen else "")
    try:
        slip = operations.start(
            matter, stages=stages, by=request.actor, purpose=purpose, title=title, route=chosen
        )
    except Refused as refused:
        return _page(
            request, matter, rules.ALLOWED, routes, chosen, purpose, proposed, typed,
            forms=forms, problem=refused.reason, status=409,
        )  # fmt: skip
    stage = slip.current
    names = _("、").join(p.holder.name for p in stage.parts.select_related("holder")) if stage else _("各位阅者")
    messages.success(request, _("起好了,现在在%s手上。") % names)
    return redirect(reverse("matter", args=[matter.slug]))


def _planned(data: dict, demanded: dict[str, str]) -> Planned:
    return Planned(
        data["title"] or str(Mode(data["mode"] or Mode.ALL).label),
        tuple(data["who"]),
        data["mode"] or Mode.ALL,
        data["need"] if data["mode"] == Mode.SHARE else None,
        bool(data["in_turn"]),
        data["box"] or ("read" if data["mode"] == Mode.INFORM else "other"),
        data["key"],
        demanded.get(data["key"], ""),
    )


def _typed(stage: Planned) -> dict[str, str]:
    """A proposed stage as somebody would have typed it."""
    return {
        "title": stage.title,
        "who": "、".join(one.name for one in stage.holders),
        "mode": stage.mode,
        "need": str(stage.need or ""),
        "in_turn": "on" if stage.in_turn else "",
        "box": stage.box,
        "key": stage.key,
    }


def _forms(request, matter, typed, *, bound: bool) -> list[StageRow]:
    data = rows.as_data(typed)
    made = []
    for n, row in enumerate(typed):
        shown = {**row, "in_turn": bool(row["in_turn"])}
        given = {"prefix": f"s{n}", "actor": request.actor, "matter": matter}
        made.append(StageRow(data, **given) if bound else StageRow(initial=shown, **given))
    return made


def _page(
    request, matter, verdict, routes, chosen, purpose, proposed, typed, *, forms=None, problem="", status=200
) -> HttpResponse:
    forms = forms or _forms(request, matter, typed, bound=False)
    spare = dict.fromkeys(NAMES, "") | {"mode": Mode.ALL}
    blank = StageRow(initial=spare, prefix=f"s{len(typed)}", actor=request.actor, matter=matter)
    said = {one.key: one for one in proposed if one.key}
    whole = {(one.title, "、".join(h.name for h in one.holders)): one for one in proposed}
    drawn = []
    for form, row in zip(forms, typed, strict=True):
        known = said.get(row["key"]) or whole.get((row["title"], row["who"]))
        drawn.append(
            {"form": form, "why": known.why if known else "", "mandatory": known.mandatory if known else ""}
        )
    context = {
        "matter": matter,
        "verdict": verdict,
        "routes": routes,
        "chosen": chosen,
        "purpose": purpose,
        "purposes": [(p.value, p.label) for p in Purpose if p != Purpose.ASIDE],
        "rows": drawn,
        "blank": blank,
        "count": len(typed) + 1,
        "slots": slots_for(proposed, actor=request.actor),
        "name": request.POST.get("name") or (chosen.name if chosen else ""),
        "problem": problem,
        "wrong": any(form.errors for form in forms),
    }
    return render(request, "routing/start.html", context, status=status)
