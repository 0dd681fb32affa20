"""单子的页: a sheet as it will look, printed with one press; and ink that waits to be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shuniu.files import typesetting
from shuniu.matters.models import Matter
from shuniu.matters.pages.finding import matter_beside, matter_of
from shuniu.matters.pages.papers import picture
from shuniu.org import moment
from shuniu.org.models import Person
from shuniu.org.refusals import Refused, Verdict
from shuniu.sheets import forms, operations, rules
from shuniu.sheets.making.following import LEDGER, ledger_sheet
from shuniu.sheets.making.handing_over import NAME, handing_over_sheet
from shuniu.sheets.models import Ink
from shuniu.sheets.operations import Printed, times_printed
from shuniu.sheets.printing import as_page, in_the_offices_language
from shuniu.sheets.sheet import Sheet
from shuniu.supervision.pages.ledger import filters_of


@login_required
@require_http_methods(["GET", "POST"])
def of_matter(request, slug: str, key: str) -> HttpResponse:
    """处理笺、传阅单、督办单: GET shows it, POST prints it and counts."""
    found = _whole(matter_of(request, slug))
    form = forms.of(found, key)
    if form is None:
        raise Http404
    context = {
        "matter": found,
        "others": [one for one in forms.all_of(found) if one.key != key],
        "back": reverse("matter", args=[found.slug]),
        "back_name": f"{found.number} {found.title}",
    }
    return _answer(
        request,
        verdict=rules.may_print(request.actor, found),
        make=lambda at: form.make(at=at, copy=times_printed(found, key) + 1),
        press=lambda: operations.print_of_matter(found, key, by=request.actor),
        name=form.label,
        context=context,
    )


@login_required
@require_http_methods(["GET", "POST"])
def ledger(request) -> HttpResponse:
    """督办台账."""
    actor = request.actor
    known = {"filters": filters_of(request), "columns": request.GET.getlist("column")}
    query = request.GET.urlencode()
    return _answer(
        request,
        verdict=rules.may_print_ledger(actor),
        make=lambda at: ledger_sheet(actor, at=at, copy=times_printed(actor.unit, LEDGER) + 1, **known),
        press=lambda: operations.print_ledger(by=actor, **known),
        name=str(forms.ON_SCREEN[LEDGER]),
        context={"back": f"/supervise/ledger/?{query}", "back_name": forms.ON_SCREEN[LEDGER]},
    )


@login_required
@require_http_methods(["GET", "POST"])
def handing_over(request, pk: int) -> HttpResponse:
    """移交清单."""
    leaver = get_object_or_404(
        Person.objects.visible_to(request.actor).select_related("unit", "division"), pk=pk
    )
    return _answer(
        request,
        verdict=rules.may_print_handing_over(request.actor, leaver),
        make=lambda at: handing_over_sheet(
            leaver, actor=request.actor, at=at, copy=times_printed(leaver, "handing-over") + 1
        ),
        press=lambda: operations.print_of_person(leaver, by=request.actor),
        name=str(forms.ON_SCREEN[NAME]),
        context={"back": reverse("person", args=[leaver.pk]), "back_name": leaver.name},
    )


def _answer(
    request,
    *,
    verdict: Verdict,
    make: Callable[[datetime], Sheet],
    press: Callable[[], Printed],
    name: str,
    context: dict,
) -> HttpResponse:
    if not verdict:
        context |= {"refused": verdict.reason, "name": name}
        return render(request, "sheets/sheet.html", context, status=409 if request.method == "POST" else 200)
    problem = ""
    if request.method == "POST":
        try:
            return _pdf(press())
        except typesetting.CannotSet as cannot:
            problem = cannot.reason
    try:
        fonts, cannot_set = typesetting.faces().said, ""
    except typesetting.CannotSet as cannot:
        fonts, cannot_set = "", cannot.reason
    context |= {"name": name, "fonts": fonts, "cannot_set": problem or cannot_set}
    with in_the_offices_language():
        context |= as_page(make(moment.now()))
    return render(request, "sheets/sheet.html", context, status=409 if problem else 200)


def _pdf(printed: Printed) -> HttpResponse:
    response = HttpResponse(printed.typeset.pdf, content_type="application/pdf")
    name = f"{printed.sheet.name} {printed.sheet.number}.pdf"
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


def _whole(matter: Matter) -> Matter:
    """The row with its unit, holder and lead, read once: the sheet speaks of all of them."""
    return Matter.objects.select_related("unit", "holder", "lead", "verified_by", "reported_by").get(
        pk=matter.pk
    )


@login_required
@require_POST
def settle_ink(request, pk: int) -> HttpResponse:
    """认手迹: who and what, or that it is none."""
    ink = _ink(request, pk)
    leader = None
    try:
        if request.POST.get("answer") == "none":
            operations.drop_ink(
                ink, reason=request.POST.get("words", "").strip() or _("没有写字"), by=request.actor
            )
            messages.success(request, _("这处不算手迹,扫描件还在"))
        else:
            chosen = request.POST.get("leader", "")
            leader = (
                Person.objects.visible_to(request.actor).filter(pk=int(chosen)).first()
                if chosen.isdigit()
                else None
            )
            if leader is None:
                raise Refused(_("选一下是谁写的"), "leader", "leader")
            day = _day(request.POST.get("day", ""))
            operations.confirm_ink(
                ink, leader=leader, words=request.POST.get("words", ""), at=day or None, by=request.actor
            )
            messages.success(request, _("手迹已经归到原话"))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("matter", slug=ink.matter.slug)


@login_required
@require_GET
def ink_picture(request, pk: int) -> HttpResponse:
    """手迹 as it was scanned."""
    return picture(_ink(request, pk).sha256)


def _ink(request, pk: int) -> Ink:
    ink = get_object_or_404(Ink.objects.select_related("matter"), pk=pk)
    matter_beside(request, ink)
    return ink


def _day(said: str) -> datetime | None:
    """The day on the paper, at noon: ink says no hour."""
    try:
        return moment.aware(datetime.combine(date.fromisoformat(said), time(12)))
    except ValueError:
        return None
