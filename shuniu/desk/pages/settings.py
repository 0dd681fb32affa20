"""设置: what each person may set, by role; the habits of the interface; accounts and passwords."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shuniu.desk.refusing import refused_page
from shuniu.matters import rules as matter_rules
from shuniu.org import rules
from shuniu.org.models import Person
from shuniu.org.operations import close_account, set_password

DENSITIES = ("tight", "usual", "large")
TYPES = ("usual", "large")


def page(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    context = {
        "may_people": rules.may_manage_people(actor),
        "may_duties": rules.may_set_duties(actor),
        "may_accounts": rules.may_keep_accounts(actor),
        "may_ledgers": matter_rules.may_bring_ledger(actor),
        "interface": request.user.interface or {},
        "densities": (
            (code, word) for code, word in zip(DENSITIES, (_("紧"), _("常"), _("大字")), strict=True)
        ),
        "types": ((code, word) for code, word in zip(TYPES, (_("平常"), _("大字")), strict=True)),
    }
    return render(request, "desk/settings.html", context)


@require_POST
def interface(request: HttpRequest) -> HttpResponse:
    """界面习惯: remembered with the account, on every machine."""
    habits = dict(request.user.interface or {})
    for name, known in (("density", DENSITIES), ("type", TYPES)):
        if request.POST.get(name) in known:
            habits[name] = request.POST[name]
    request.user.interface = habits
    request.user.save(update_fields=["interface"])
    messages.success(request, _("记住了。"))
    return redirect("/settings/")


def accounts(request: HttpRequest) -> HttpResponse:
    """账号: who can sign in, since when unused; a password is shown once, here, after it was set."""
    verdict = rules.may_keep_accounts(request.actor)
    if not verdict:
        return refused_page(request, verdict)
    people = (
        Person.objects.active()
        .filter(unit=request.actor.unit)
        .select_related("division", "account")
        .in_order()
    )
    context = {"people": people, "given": request.session.pop("given_password", None)}
    return render(request, "desk/accounts.html", context)


@require_POST
def password(request: HttpRequest, pk: int) -> HttpResponse:
    """设口令: POST makes one; it is shown on the next page and nowhere again."""
    person = get_object_or_404(Person.objects.visible_to(request.actor).select_related("unit"), pk=pk)
    account, given = set_password(person, by=request.actor)
    request.session["given_password"] = {"name": person.name, "username": account.username, "password": given}
    return redirect("/settings/accounts/")


@require_POST
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """停账号."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    close_account(person, by=request.actor)
    messages.success(request, _("停了%s的账号。") % person.name)
    return redirect("/settings/accounts/")
