"""常用流程: the routes that the office uses again and again, written and retired in the settings."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shuniu.matters import kinds
from shuniu.matters.forms import ActForm
from shuniu.org.models import Person
from shuniu.org.name_fields import Names
from shuniu.org.refusals import Refused
from shuniu.routing import operations, rows, rules, usual_routes
from shuniu.routing.choices import Box, Mode, Purpose, Slot
from shuniu.routing.forms import RowForm, choices_of
from shuniu.routing.models import Route
from shuniu.routing.operations.routes import StopDraft

NAMES = ("title", "slot", "people", "mode", "need", "box", "mandatory")


class RouteForm(ActForm):
    name = forms.CharField(label=gettext_lazy("名称"), max_length=40)
    purpose = forms.ChoiceField(
        label=gettext_lazy("用来"), choices=[(p.value, p.label) for p in Purpose if p != Purpose.ASIDE]
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("用于哪些类别"),
        required=False,
        help_text=gettext_lazy("一个都不选,就是哪一类都能用"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        choices_of(self, "kinds").choices = [(c, n) for c, n in kinds.choices() if c not in ("", "task")]


class StopRow(RowForm):
    """One stop of a usual route, as typed."""

    title = forms.CharField(label=gettext_lazy("环节"), max_length=40)
    slot = forms.ChoiceField(label=gettext_lazy("谁"), choices=Slot.choices, required=False)
    people = Names(label=gettext_lazy("指定的人"), required=False)
    mode = forms.ChoiceField(label=gettext_lazy("怎么算"), choices=Mode.choices, required=False)
    need = forms.IntegerField(label=gettext_lazy("几票"), required=False, min_value=1, max_value=99)
    box = forms.ChoiceField(label=gettext_lazy("写在哪一栏"), choices=Box.choices, required=False)
    mandatory = forms.CharField(label=gettext_lazy("为什么不能减"), max_length=120, required=False)

    def clean_people(self) -> tuple[Person, ...]:
        named = self.cleaned_data["people"]
        bodies = [one.name for one in named if not isinstance(one, Person)]
        if bodies:
            raise forms.ValidationError(_("这里写人名;%s是单位") % _("、").join(bodies))
        return tuple(named)


def _routes(request):
    if not request.actor or request.actor.person is None or not request.actor.reads_matters:
        raise Http404
    return Route.objects.filter(unit=request.actor.unit)


@login_required
@require_GET
def routes(request) -> HttpResponse:
    """常用流程: all of them with their stops; the retired ones below."""
    found = list(_routes(request).prefetch_related("stops__people"))
    for one in found:
        one.kind_words = _("、").join(str(kinds.of(code).label) for code in one.kinds)
    context = {
        "routes": [one for one in found if one.retired_at is None],
        "retired": [one for one in found if one.retired_at is not None],
        "verdict": rules.may_keep_routes(request.actor),
    }
    return render(request, "routing/routes.html", context)


@login_required
@require_POST
def usual(request) -> HttpResponse:
    """装上六条常用的, those whose names are not there yet."""
    made = usual_routes.write_usual(by=request.actor)
    messages.success(request, _("装上了 %d 条常用流程。") % len(made))
    return redirect("/settings/routes/")


@login_required
@require_http_methods(["GET", "POST"])
def route(request, pk: int | None = None) -> HttpResponse:
    """GET shows one (or an empty one); POST changes its rows, or with `press=save` writes it down."""
    known = None
    if pk is not None:
        known = get_object_or_404(_routes(request).prefetch_related("stops__people"), pk=pk, retired_at=None)
    else:
        _routes(request)
    verdict = rules.may_keep_routes(request.actor)
    if request.method == "GET":
        initial = {"name": known.name, "purpose": known.purpose, "kinds": known.kinds} if known else {}
        form = RouteForm(initial=initial, actor=request.actor)
        return _page(
            request, known, verdict, form, [_typed(stop) for stop in known.stops.all()] if known else []
        )
    form = RouteForm(request.POST, actor=request.actor)
    typed, press = rows.typed(request.POST, NAMES), request.POST.get("press", "look")
    if press != "save":
        shown = RouteForm(
            initial={
                "name": request.POST.get("name", ""),
                "purpose": request.POST.get("purpose", ""),
                "kinds": request.POST.getlist("kinds"),
            },
            actor=request.actor,
        )
        return _page(request, known, verdict, shown, rows.pressed(typed, press))
    stops = _forms(request, typed, bound=True)
    valid = [form.is_valid(), *(stop.is_valid() for stop in stops)]
    if not all(valid):
        return _page(request, known, verdict, form, typed, stops=stops, status=422)
    try:
        saved = operations.save_route(
            name=form.cleaned_data["name"],
            purpose=form.cleaned_data["purpose"],
            kinds=form.cleaned_data["kinds"],
            stops=[_draft(stop.cleaned_data) for stop in stops],
            route=known,
            by=request.actor,
        )
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
        return _page(request, known, verdict, form, typed, stops=stops, status=409)
    messages.success(request, _("记下了“%s”;走着的单不变。") % saved.name)
    return redirect("/settings/routes/")


@login_required
@require_POST
def retirement(request, pk: int) -> HttpResponse:
    """停用."""
    known = get_object_or_404(_routes(request), pk=pk, retired_at=None)
    operations.retire_route(known, by=request.actor)
    messages.success(request, _("停用了“%s”;走着的单不变。") % known.name)
    return redirect("/settings/routes/")


def _typed(stop) -> dict[str, str]:
    return {
        "title": stop.title,
        "slot": stop.slot,
        "people": "、".join(person.name for person in stop.people.all()),
        "mode": stop.mode,
        "need": str(stop.need or ""),
        "box": stop.box,
        "mandatory": stop.mandatory,
    }


def _draft(data: dict) -> StopDraft:
    return StopDraft(
        data["title"],
        data["slot"] or Slot.PERSON,
        data["people"],
        data["mode"] or Mode.ALL,
        data["need"] if data["mode"] == Mode.SHARE else None,
        data["box"] or Box.OTHER,
        data["mandatory"],
    )


def _forms(request, typed, *, bound: bool) -> list[StopRow]:
    data = rows.as_data(typed)
    return [
        StopRow(data, prefix=f"s{n}", actor=request.actor)
        if bound
        else StopRow(initial=row, prefix=f"s{n}", actor=request.actor)
        for n, row in enumerate(typed)
    ]


def _page(request, known, verdict, form, typed, *, stops=None, status=200) -> HttpResponse:
    blank = {"mode": Mode.ALL, "slot": Slot.DIRECTOR, "box": Box.OTHER}
    context = {
        "route": known,
        "verdict": verdict,
        "form": form,
        "stops": stops or _forms(request, typed, bound=False),
        "blank": StopRow(initial=blank, prefix=f"s{len(typed)}", actor=request.actor),
        "count": len(typed) + 1,
    }
    return render(request, "routing/route.html", context, status=status)
