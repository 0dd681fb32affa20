"""抽查: drawing lots, who looks, what was found."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused
from shuniu.supervision import forms, operations, rules
from shuniu.supervision.drawing import BASE, WEIGHTS
from shuniu.supervision.models import Draw, SpotCheck
from shuniu.supervision.pages.board import reader

DRAWS = 12
REASONS = {
    "late": gettext_lazy("逾期后才报结"),
    "from_above": gettext_lazy("上级硬任务"),
    "instructed": gettext_lazy("领导批示"),
    "extended": gettext_lazy("延过期"),
    "untrue_before": gettext_lazy("牵头单位以前报过不实"),
    "copied": gettext_lazy("和以前的反馈雷同"),
    "doubtful": gettext_lazy("报过不实,又报结(必查)"),
}


def _office(request: HttpRequest) -> Actor:
    actor = reader(request)
    if not actor.in_office:
        raise Refused(_("抽查由办公室来做"), "role")
    return actor


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """GET: the draws made, and drawing another; POST draws."""
    actor = _office(request)
    today = moment.today()
    form = forms.DrawingLots(
        request.POST if request.method == "POST" else None,
        actor=actor,
        initial={"seed": int(f"{today:%Y%m%d}"), "wanted": 5},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.draw(
                by=actor, seed=form.cleaned_data["seed"], wanted=form.cleaned_data["wanted"]
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(
                request, _("抽出%(n)d件,种子 %(seed)d") % {"n": made.checks.count(), "seed": made.seed}
            )
            return redirect("spot_check_draw", pk=made.pk)
    draws = list(
        Draw.objects.filter(unit=actor.unit).select_related("drawn_by").prefetch_related("checks")[:DRAWS]
    )
    context = {
        "form": form,
        "draws": [
            {
                "draw": one,
                "drawn": len(one.checks.all()),
                "open": sum(check.checked_at is None for check in one.checks.all()),
                "untrue": sum(check.outcome == "untrue" for check in one.checks.all()),
            }
            for one in draws
        ],
        "weights": [(REASONS[name], value) for name, value in WEIGHTS.items() if name in REASONS and value],
        "base": BASE,
    }
    return render(
        request, "supervision/spot_checks.html", context, status=422 if request.method == "POST" else 200
    )


@require_GET
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """一次抽查: what was drawn, from how many, with which weights, and what came of it."""
    actor = _office(request)
    made = get_object_or_404(Draw.objects.select_related("drawn_by"), pk=pk, unit=actor.unit)
    checks = made.checks.filter(Matter.objects.visible_to(actor).of("matter_id")).select_related(
        "matter", "matter__lead", "first_checker", "second_checker", "checked_by"
    )
    context = {
        "draw": made,
        "lots": len(made.population),
        "total": sum(weight for _pk, weight, _reasons in made.population),
        "checks": [
            {
                "check": one,
                "reasons": [REASONS[name] for name in one.reasons if name in REASONS],
                "may_record": bool(rules.may_record(actor, one)),
            }
            for one in checks
        ],
        "again": operations.drawn_again(made) == [one.matter_id for one in made.checks.all()],
    }
    return render(request, "supervision/draw.html", context)


def _check(request: HttpRequest, pk: int) -> SpotCheck:
    actor = reader(request)
    return get_object_or_404(
        SpotCheck.objects.select_related("matter", "draw", "first_checker", "second_checker"),
        Matter.objects.visible_to(actor).of("matter_id"),
        pk=pk,
        draw__unit=actor.unit,
    )


@require_http_methods(["GET", "POST"])
def checkers(request: HttpRequest, pk: int) -> HttpResponse:
    """定两位核查人."""
    actor = _office(request)
    check = _check(request, pk)
    form = forms.NamingCheckers(
        request.POST if request.method == "POST" else None, actor=actor, matter=check.matter
    )

    def do(data):
        operations.name_checkers(
            check, people=(data["first"], data["second"]), unannounced=data["unannounced"], by=actor
        )

    return _ask(request, check, form, _("定核查人"), do, rules.may_draw(actor))


@require_http_methods(["GET", "POST"])
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """记抽查结果."""
    actor = reader(request)
    check = _check(request, pk)
    form = forms.FindingOut(
        request.POST if request.method == "POST" else None, actor=actor, matter=check.matter
    )

    def do(data):
        operations.record_check(check, outcome=data["outcome"], words=data["words"], by=actor)

    return _ask(request, check, form, _("记抽查结果"), do, rules.may_record(actor, check))


def _ask(request: HttpRequest, check: SpotCheck, form, label: str, do, verdict) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(
                request, _("%(number)s 已%(act)s") % {"number": check.matter.number, "act": label}
            )
            inside = reader(request).in_office
            return redirect("spot_check_draw", pk=check.draw_id) if inside else redirect("/")
    known = {"label": label, "noun": "check", "hint": ""}
    context = {"matter": check.matter, "act": known, "form": form, "verdict": verdict}
    return render(request, "supervision/act.html", context, status=422 if request.method == "POST" else 200)
