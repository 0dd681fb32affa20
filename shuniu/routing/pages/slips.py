"""流转单: the page of one slip, the presses on it, and the list of those under way."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.matters.models import Matter
from shuniu.org.choices import Role
from shuniu.org.models import Person
from shuniu.org.naming import people_called
from shuniu.org.refusals import Refused
from shuniu.routing import moving, presenting, readings, rules
from shuniu.routing.acts import ACTS, part_for
from shuniu.routing.models import Slip

ROWS = 50


def slip_of(request, pk: int) -> Slip:
    """The slip with everything, within what the actor may see; a missing and a hidden one are equally not there."""
    actor = request.actor
    if not actor or actor.person is None:
        raise Http404
    found = readings.with_everything(Slip.objects.visible_to(actor).filter(pk=pk))
    if not found:
        raise Http404
    return found[0]


@login_required
@require_GET
def slip(request, pk: int) -> HttpResponse:
    """流转单: everything on it, and every press with its reason."""
    found = slip_of(request, pk)
    drawn = readings.drawn_all([found], actor=request.actor)[0]
    context = {
        "matter": found.matter,
        "drawn": drawn,
        "whole": presenting.whole(request.actor, drawn),
        "bar": {"slips": [drawn]},
        "next": request.path,
    }
    return render(request, "routing/slip.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def act(request, pk: int, noun: str) -> HttpResponse:
    """GET asks (form, or the reason why not), POST does."""
    known = ACTS.get(noun)
    if known is None:
        raise Http404
    found = slip_of(request, pk)
    return acted(request, found, known, title=f"{found.matter.number} {found.matter.title}")


def acted(request, found: Slip, known, *, title: str) -> HttpResponse:
    """Ask or do one press on a slip that the asker may know of, at least by its number."""
    part = part_for(known, request.actor, found, request.POST.get("part") or request.GET.get("part", ""))
    verdict = known.rule(request.actor, found, part)
    given = {"actor": request.actor, "slip": found, "part": part}
    if request.method == "GET":
        form = known.form(initial={"verdict": request.GET.get("verdict", "agree")}, **given)
        return _ask(request, found, known, form, verdict, part, title)
    form = known.form(request.POST, **given)
    if form.is_valid():
        try:
            if not verdict:
                raise Refused(verdict.reason, verdict.code)
            done = known.do(found, part, form.cleaned_data, request.actor)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
            return _ask(request, found, known, form, verdict, part, title, status=409)
        _say(request, found, known, done)
        return _back(request, found)
    return _ask(request, found, known, form, verdict, part, title, status=422 if verdict else 409)


def _ask(request, found, known, form, verdict, part, title, *, status=200):
    context = {
        "slip": found,
        "act": known,
        "form": form,
        "verdict": verdict,
        "part": part,
        "title": title,
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    return render(request, "routing/act.html", context, status=status)


def _say(request, found: Slip, known, done) -> None:
    """One quiet line, with 撤回 where the word may still be taken back."""
    if known.noun in ("decision", "return"):
        # A return gives the stage it went to; the word itself is what would be taken back.
        part = done if known.noun == "decision" else done.because
        undo = (
            f"{reverse('slip_act', args=[found.pk, 'withdrawal'])}?part={part.pk}"
            if part.stage.is_main
            else ""
        )
        if part.settles_at:
            messages.success(
                request,
                _("记下了,60秒内可以撤回,过后生效。")
                if rules.held_for(part) == rules.HELD
                else _("记下了,10秒内可以撤回,过后生效。"),
                extra_tags=undo,
            )
            return
        messages.success(request, _("%(number)s 已表态") % {"number": found.matter.number}, extra_tags=undo)
        return
    messages.success(request, _("%(number)s 已%(act)s") % {"number": found.matter.number, "act": known.label})


def _back(request, found: Slip) -> HttpResponse:
    """To where the press came from inside the office, else to the matter (which may have left one's sight)."""
    target = request.POST.get("next", "")
    if not target.startswith("/") or target.startswith("//"):
        seen = Matter.objects.visible_to(request.actor).filter(pk=found.matter_id).exists()
        target = reverse("matter", args=[found.matter.slug]) if seen else "/"
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Location": target})
    return redirect(target)


@login_required
@require_GET
def slips(request) -> HttpResponse:
    """流转中: each slip with who has it since when; by person, or those that I sent out."""
    actor = request.actor
    if not actor or actor.person is None or not actor.reads_matters:
        raise Http404
    person, problem = _asked_for(request)
    view = request.GET.get("view", "")
    typed = request.GET.get("page", "1")
    number = min(max(int(typed), 1), 200) if typed.isdigit() and len(typed) < 5 else 1
    found, more = moving.moving(actor, person=person, view=view, page=number, rows=ROWS)
    context = {
        "rows": found,
        "more": more,
        "number": number,
        "person": person,
        "problem": problem,
        "typed": request.GET.get("person", ""),
        "view": view if view in moving.VIEWS else "",
        "views": moving.views(),
    }
    return render(request, "routing/slips.html", context)


def _asked_for(request) -> tuple[Person | None, str]:
    typed = request.GET.get("person", "").strip()
    if not typed:
        return None, ""
    called = people_called(typed, request.actor.unit)
    if len(called) == 1:
        return called[0], ""
    if not called:
        return None, _("名单里没有“%s”。可以写姓名、拼音或首字母") % typed
    names = _("、").join(one.name for one in called)
    return None, _("“%(text)s”可能是:%(names)s。写全一点") % {"text": typed, "names": names}


@login_required
@require_http_methods(["GET", "POST"])
def stuck(request, pk: int) -> HttpResponse:
    """调整 by the administrator: a stuck slip by its number only, nothing of its matter is shown."""
    if not request.actor or not request.actor.has(Role.ADMIN, Role.DIRECTOR):
        raise Http404
    found = readings.with_everything(moving.stuck(request.actor.unit).filter(pk=pk))
    if not found:
        raise Http404
    return acted(request, found[0], ACTS["relocation"], title=_("流转单 %s") % found[0].pk)
