"""人员、分工、职责、外出: the lists that the rest rests on, each with its one-line form."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shuniu.org import forms, importing, moment, operations, rules
from shuniu.org.choices import Role
from shuniu.org.departures import places, still_held
from shuniu.org.models import ABPair, Absence, Charge, Division, Duty, Person
from shuniu.org.refusals import Refused

PEOPLE_A_PAGE = 100


def _own(request, model, pk):
    """A row of the actor's own unit; another unit's is not there."""
    return get_object_or_404(model, pk=pk, unit=request.actor.unit)


def _do(request, form, verb, done: str, **fixed):
    """Call a verb with what was typed; a refusal goes back into the form with everything kept."""
    try:
        verb(by=request.actor, **fixed, **form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
        return False
    messages.success(request, done)
    return True


@login_required
@require_GET
def people(request):
    """人员: by body, with posts, who stands in, who is away."""
    actor = request.actor
    found = Person.objects.visible_to(actor).active().select_related("division")
    words = request.GET.get("q", "").strip()[:40]
    if words:
        found = found.filter(
            Q(name__icontains=words)
            | Q(pinyin__startswith=words.lower())
            | Q(initials__startswith=words.lower())
            | Q(division__name__icontains=words)
        )
    page = int(request.GET["page"]) if request.GET.get("page", "").isdigit() and len(request.GET["page"]) < 6 else 0
    rows = list(
        found.order_by("division__order", "division_id", "rank", "pk").prefetch_related("appointments__post", "grants")[
            page * PEOPLE_A_PAGE : (page + 1) * PEOPLE_A_PAGE + 1
        ]
    )
    now = moment.now()
    away = {a.person_id: a for a in Absence.objects.visible_to(actor).at(now).select_related("stand_in")}
    pairs = dict(ABPair.objects.filter(person__unit=actor.unit, until=None).values_list("person_id", "stand_in__name"))
    context = {
        "rows": [
            {
                "person": person,
                "roles": [Role(grant.role).label for grant in person.grants.all() if grant.until is None],
                "away": away.get(person.pk),
                "stand_in": pairs.get(person.pk, ""),
            }
            for person in rows[:PEOPLE_A_PAGE]
        ],
        "q": words,
        "next_page": page + 1 if len(rows) > PEOPLE_A_PAGE else None,
        "may_manage": rules.may_manage_people(actor),
    }
    return render(request, "org/people.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_person(request):
    """加人."""
    form = forms.AddingPerson(request.POST or None, actor=request.actor)
    done = _("已加上")
    if request.method == "POST" and form.is_valid() and _do(request, form, operations.add_person, done):
        return redirect("people")
    return _form(request, form, _("加人"), rules.may_manage_people(request.actor))


def _form(request, form, label, verdict, *, back="people", hint=""):
    status = 422 if form.is_bound else 200
    context = {"form": form, "label": label, "verdict": verdict, "back": back, "hint": hint}
    return render(request, "org/form.html", context, status=status)


@login_required
@require_GET
def person(request, pk):
    """一个人: posts, roles, who stands in, absences, what they can do and want to learn."""
    found = get_object_or_404(
        Person.objects.visible_to(request.actor)
        .select_related("division", "unit")
        .prefetch_related("appointments__post__division", "grants", "skills"),
        pk=pk,
    )
    own = request.actor.person is not None and request.actor.person.pk == found.pk
    context = {
        "person": found,
        "own": own,
        "appointments": [a for a in found.appointments.all() if a.until is None],
        "past": [a for a in found.appointments.all() if a.until is not None],
        "roles": [{"role": g.role, "label": Role(g.role).label} for g in found.grants.all() if g.until is None],
        "pair": ABPair.objects.filter(person=found, until=None).select_related("stand_in").first(),
        "absences": Absence.objects.filter(person=found).upcoming(moment.now()).select_related("stand_in")[:10],
        "charges": Charge.objects.filter(leader=found, until=None).select_related("division"),
        "duties": Duty.objects.filter(Q(person=found) | Q(stand_in=found), until=None).select_related("division")[:50],
        "held": still_held(found),
        "hand_over_at": places(found),
        "may_manage": rules.may_manage_people(request.actor),
        "may_announce": rules.may_announce_absence(request.actor, found),
        "may_leave": rules.may_leave(request.actor, found),
    }
    return render(request, "org/person.html", context)


# Each press on a person's page: (form, verb, word, rule, what the verb needs besides the form).
PRESSES: dict[str, tuple[type[forms.UnitForm], Callable[..., Any], Any, str]] = {
    "details": (forms.ChangingPerson, operations.change_person, gettext_lazy("改资料"), "may_manage_people"),
    "posts": (forms.Appointing, operations.appoint, gettext_lazy("任职"), "may_manage_people"),
    "roles": (forms.Granting, operations.grant_role, gettext_lazy("授角色"), "may_manage_people"),
    "stand-in": (forms.Pairing, operations.set_stand_in, gettext_lazy("定AB角"), "may_manage_people"),
    "absences": (forms.GoingAway, operations.announce, gettext_lazy("外出报备"), "may_announce_absence"),
}


@login_required
@require_http_methods(["GET", "POST"])
def press(request, pk, noun):
    """One press on a person: GET asks, POST does."""
    if noun not in PRESSES:
        raise Http404
    found = _own(request, Person, pk)
    kind, verb, label, rule = PRESSES[noun]
    if rule == "may_announce_absence":
        verdict = rules.may_announce_absence(request.actor, found)
    else:
        verdict = rules.may_manage_people(request.actor)
    initial = {name: getattr(found, name, "") for name in kind.base_fields}
    form = kind(request.POST or None, initial=initial, actor=request.actor)
    done = _("%(who)s:%(what)s,办好了") % {"who": found.name, "what": label}
    if request.method == "POST" and form.is_valid():
        try:
            verb(found, by=request.actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
        else:
            messages.success(request, done)
            return redirect("person", pk=found.pk)
    return _form(request, form, f"{found.name} · {label}", verdict)


@login_required
@require_POST
def role_withdrawal(request, pk, role):
    """收角色."""
    if role not in Role.values:
        raise Http404
    operations.withdraw_role(_own(request, Person, pk), role=role, by=request.actor)
    return redirect("person", pk=pk)


@login_required
@require_POST
def leaving(request, pk):
    """离岗: refused, with what is still in hand, until all of it is handed over."""
    found = _own(request, Person, pk)
    operations.leave(found, by=request.actor)
    messages.success(request, _("%s已离岗,账号已停") % found.name)
    return redirect("people")


@login_required
@require_POST
def return_early(request, pk):
    """提前回来, or cancel what has not begun."""
    absence = get_object_or_404(Absence.objects.select_related("person__unit"), pk=pk, person__unit=request.actor.unit)
    if absence.began_at is None:
        operations.cancel(absence, by=request.actor)
    else:
        operations.end(absence, by=request.actor)
    return redirect("person", pk=absence.person_id)


@login_required
@require_GET
def absences(request):
    """谁不在: now and soon, with who stands in."""
    rows = Absence.objects.visible_to(request.actor).upcoming(moment.now()).select_related(
        "person__division", "stand_in"
    )
    return render(request, "org/absences.html", {"rows": rows[:200], "now": moment.now()})


@login_required
@require_http_methods(["GET", "POST"])
def division_of_work(request):
    """领导分工: in force today, by leader; on another day with ?on=2025-06-01."""
    form = forms.SettingCharge(request.POST or None, actor=request.actor)
    verdict = rules.may_set_duties(request.actor)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        leader = data.pop("leader")
        try:
            operations.set_charge(leader, by=request.actor, **data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("已记下,从生效那天起用"))
            return redirect("division_of_work")
    try:
        on = parse_date(request.GET.get("on", "")) or moment.today()
    except ValueError:
        on = moment.today()
    charges = Charge.objects.filter(unit=request.actor.unit).on(on).select_related("leader", "division")
    leaders: dict[int, dict] = {}
    for charge in charges.order_by("leader__rank", "division__order", "pk"):
        entry = leaders.setdefault(charge.leader_id, {"leader": charge.leader, "charges": []})
        entry["charges"].append(charge)
    covered = charges.filter(division__isnull=False).values("division")
    gaps = Division.objects.current().filter(unit=request.actor.unit, kind__in=["department", "dual"]).exclude(
        pk__in=covered
    )
    context = {
        "leaders": leaders.values(),
        "gaps": gaps,
        "on": on,
        "form": form,
        "verdict": verdict,
    }
    return render(request, "org/division_of_work.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def duties(request):
    """职责清单: searchable; lines without a stand-in are shown as gaps."""
    form = forms.SettingDuty(request.POST or None, actor=request.actor)
    done = _("已记下")
    if request.method == "POST" and form.is_valid() and _do(request, form, operations.set_duty, done):
        return redirect("duties")
    rows = Duty.objects.filter(unit=request.actor.unit, until=None).select_related("division", "person", "stand_in")
    words = request.GET.get("q", "").strip()[:40]
    if words:
        rows = rows.filter(Q(what__icontains=words) | Q(division__name__icontains=words) | Q(basis__icontains=words))
    if request.GET.get("gaps"):
        rows = rows.filter(Q(person=None) | Q(stand_in=None))
    context = {
        "rows": rows[:500],
        "q": words,
        "gaps": Duty.objects.filter(unit=request.actor.unit, until=None).filter(Q(person=None) | Q(stand_in=None)).count(),
        "form": form,
        "verdict": rules.may_set_duties(request.actor),
    }
    return render(request, "org/duties.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def divisions(request):
    """部门: each with liaison, head and the ways people write it."""
    rows = (
        Division.objects.visible_to(request.actor)
        .current()
        .select_related("liaison", "head")
        .prefetch_related("aliases")
        .annotate(people_count=Count("people", filter=Q(people__left_on=None)))
    )
    return render(request, "org/divisions.html", {"rows": rows, "may_manage": rules.may_manage_people(request.actor)})


@login_required
@require_http_methods(["GET", "POST"])
def division(request, pk):
    """改部门: name, liaison, head, further short forms."""
    found = _own(request, Division, pk)
    initial = {"name": found.name, "liaison": found.liaison or "", "head": found.head or ""}
    form = forms.ChangingDivision(request.POST or None, initial=initial, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_division(found, by=request.actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
        else:
            messages.success(request, _("已改好"))
            return redirect("divisions")
    return _form(request, form, found.name, rules.may_manage_people(request.actor), back="divisions")


@login_required
@require_http_methods(["GET", "POST"])
def people_import(request):
    """导入通讯录: look first, then bring in; the file travels signed in the form and is never stored."""
    verdict = rules.may_manage_people(request.actor)
    form = forms.Uploading(request.POST or None, request.FILES or None)
    context = {"form": form, "verdict": verdict}
    if request.method == "POST" and verdict:
        try:
            if "kept" in request.POST:
                data = base64.b64decode(signing.loads(request.POST["kept"], salt="people-import", max_age=3600))
                made = importing.commit(importing.preview(data, actor=request.actor), by=request.actor)
                messages.success(request, _("加了 %d 人") % len(made))
                return redirect("people")
            if form.is_valid():
                data = form.cleaned_data["file"].read()
                context["preview"] = importing.preview(data, actor=request.actor)
                context["kept"] = signing.dumps(base64.b64encode(data).decode(), salt="people-import")
        except signing.BadSignature:
            context["problem"] = _("预览过期了,请重新选一次文件")
        except Refused as refused:
            context["problem"] = refused.reason
    status = 422 if context.get("problem") or (request.method == "POST" and form.errors and "kept" not in request.POST) else 200
    return render(request, "org/import.html", context, status=status)
