"""The presses of supervision on one matter: GET asks (form, or the reason why not), POST does."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shuniu.matters.models import Matter
from shuniu.matters.pages.finding import matter_of
from shuniu.org.refusals import Refused
from shuniu.supervision import chasing, forms, operations, rules
from shuniu.supervision.acts import ACTS
from shuniu.supervision.models import Item, Review


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, slug: str, noun: str) -> HttpResponse:
    known = ACTS.get(noun)
    if known is None:
        raise Http404
    actor = request.actor  # type: ignore[attr-defined]
    matter = matter_of(request, slug)
    item = Item.objects.filter(matter=matter).first()
    verdict = known.rule(actor, matter, item)
    form = known.form(request.POST or None, actor=actor, matter=matter)
    if request.method == "POST":
        form = known.form(request.POST, actor=actor, matter=matter)
        if form.is_valid():
            try:
                known.do(matter, form.cleaned_data, actor)
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
            else:
                messages.success(
                    request, _("%(number)s 已%(act)s") % {"number": matter.number, "act": known.label}
                )
                return redirect(_back(request, matter))
    shown = _ready(actor, matter, noun) if request.method == "GET" else {}
    for name, words in shown.get("initial", {}).items():
        form.fields[name].initial = words
    context = {"matter": matter, "act": known, "form": form, "verdict": verdict, **shown}
    status = (422 if verdict else 409) if request.method == "POST" else 200
    return render(request, "supervision/act.html", context, status=status)


def _ready(actor, matter: Matter, noun: str) -> dict:
    """What is known already is written in: the words of a chase, the ready answers of a leader."""
    if noun == "chase":
        [due] = chasing.worked_out(actor.unit, [_whole(matter)], least=0)
        return {"initial": {"wording": due.wording}, "due": due}
    if noun == "escalation":
        first, second, third = (one["words"] for one in operations.ready_answers(matter))
        leader = matter.leader.name if matter.leader else ""
        return {"initial": {"first": first, "second": second, "third": third, "leader": leader}}
    return {}


def _whole(matter: Matter) -> Matter:
    return Matter.objects.select_related("holder", "holder__division", "lead", "lead__head", "leader").get(
        pk=matter.pk
    )


def _back(request: HttpRequest, matter: Matter) -> str:
    """To the board when the press came from there, else to the matter, if one may still see it."""
    if request.POST.get("next") == "board":
        return "/supervise/"
    seen = Matter.objects.visible_to(request.actor).filter(pk=matter.pk).exists()  # type: ignore[attr-defined]
    return f"/matters/{matter.slug}/" if seen else "/"


@require_http_methods(["GET", "POST"])
def breakdown(request: HttpRequest, slug: str) -> HttpResponse:
    """拆解: rows of one leaf each; all of them or none."""
    actor = request.actor  # type: ignore[attr-defined]
    matter = matter_of(request, slug)
    verdict = rules.may_break_down(actor, matter)
    form = forms.BreakingDown(request.POST if request.method == "POST" else None, actor=actor, matter=matter)
    if request.method == "POST" and form.is_valid():
        try:
            tasks = operations.break_down(matter, leaves=form.leaves(), by=actor)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(
                request, _("%(number)s 拆成%(n)d项") % {"number": matter.number, "n": len(tasks)}
            )
            return redirect(f"/matters/{matter.slug}/")
    context = {"matter": matter, "form": form, "verdict": verdict}
    return render(
        request, "supervision/breakdown.html", context, status=422 if request.method == "POST" else 200
    )


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """答复复核."""
    actor = request.actor  # type: ignore[attr-defined]
    matter = matter_of(request, slug)
    found = get_object_or_404(Review.objects.select_related("item__matter"), pk=pk, item__matter=matter)
    form = forms.DecidingReview(request.POST or None, actor=actor, matter=matter)
    if request.method == "POST" and form.is_valid():
        try:
            operations.decide_review(found, by=actor, **form.cleaned_data)
            return redirect(f"/matters/{matter.slug}/")
        except Refused as refused:
            form.add_error(None, refused.reason)
    known = {"label": _("答复复核"), "noun": "review", "hint": found.words}
    context = {"matter": matter, "act": known, "form": form, "verdict": rules.may_decide_review(actor, found)}
    return render(request, "supervision/act.html", context, status=422 if request.method == "POST" else 200)
