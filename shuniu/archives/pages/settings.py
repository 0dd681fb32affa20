"""归档设置: fonds, codes of bodies, and the table with the number under which the archive agreed to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shuniu.archives import forms, rules
from shuniu.archives import operations as archive
from shuniu.archives.class_table import FIRST_TABLE
from shuniu.archives.models import ClassTable, OrgCode
from shuniu.archives.operations.settling import fonds_of
from shuniu.archives.pages.finding import frame, office
from shuniu.archives.suggesting import table_in_force
from shuniu.org.refusals import Refused

TRANSFER_AFTER = 10


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    actor = office(request)
    fonds = fonds_of(actor.unit)
    what = request.POST.get("what", "") if request.method == "POST" else ""
    known = {
        "code": fonds.code if fonds else "",
        "name": fonds.name if fonds else actor.unit.name,
        "archive_name": fonds.archive_name if fonds else "",
        "archive_code": fonds.archive_code if fonds else "",
        "transfer_after": fonds.transfer_after if fonds else TRANSFER_AFTER,
        "keeper": fonds.keeper.name if fonds and fonds.keeper else "",
    }
    settling = forms.Settling(
        request.POST if what == "fonds" else None, actor=actor, initial=known, prefix=None
    )
    coding = forms.Coding(request.POST if what == "org" else None, actor=actor, auto_id="org_%s")
    agreeing = forms.Agreeing(request.POST if what == "table" else None, actor=actor, auto_id="table_%s")
    if what == "fonds" and settling.is_valid():
        if _do(
            request,
            settling,
            lambda: archive.settle_fonds(by=actor, **settling.cleaned_data),
            _("已写定全宗"),
        ):
            return redirect("archive_settings")
    if what == "org" and coding.is_valid():
        if _do(request, coding, lambda: archive.name_org(by=actor, **coding.cleaned_data), _("已定代码")):
            return redirect("archive_settings")
    if what == "table" and agreeing.is_valid():
        table = get_object_or_404(ClassTable, pk=_pk(request.POST.get("table")), unit=actor.unit)
        if _do(
            request,
            agreeing,
            lambda: archive.agree_table(table, by=actor, **agreeing.cleaned_data),
            _("期限表已生效"),
        ):
            return redirect("archive_settings")
    if what == "version":
        if _do(
            request,
            agreeing,
            lambda: archive.write_table(FIRST_TABLE, by=actor),
            _("已另写一版,同意以后才生效"),
        ):
            return redirect("archive_settings")
    tables = list(ClassTable.objects.filter(unit=actor.unit).prefetch_related("lines"))
    context = {
        **frame("archive_settings"),
        "fonds": fonds,
        "settling": settling,
        "coding": coding,
        "agreeing": agreeing,
        "orgs": OrgCode.objects.filter(unit=actor.unit).select_related("division"),
        "tables": tables,
        "in_force": table_in_force(actor.unit),
        "may_settle": rules.may_settle(actor, fonds),
        "wrong": next((one for one in (settling, coding, agreeing) if one.is_bound and one.errors), None),
    }
    return render(request, "archives/settings.html", context, status=422 if request.method == "POST" else 200)


def _do(request: HttpRequest, form, act, told: str) -> bool:
    try:
        act()
    except Refused as refused:
        if not form.is_bound:
            messages.error(request, refused.reason)
            return True
        form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
        return False
    messages.success(request, told)
    return True


def _pk(said: str | None) -> int:
    return int(said) if said and said.isdigit() and len(said) < 18 else 0
