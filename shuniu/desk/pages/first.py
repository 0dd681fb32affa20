"""第一次用: six short pages, each of which may be left out and come back to (product §7.17)."""

from __future__ import annotations

import base64
from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shuniu.desk import first_run
from shuniu.desk.health import newest_backup
from shuniu.desk.pages import ledgers as ledger_pages
from shuniu.desk.refusing import refused_page
from shuniu.org import rules
from shuniu.org.models import Person, Unit
from shuniu.org.operations import found_unit
from shuniu.org.refusals import Refused

STEPS = (
    ("/first/", pgettext_lazy("own", "单位")),
    ("/first/people/", gettext_lazy("人")),
    ("/first/division-of-work/", gettext_lazy("分工")),
    ("/first/ledgers/", gettext_lazy("台账")),
    ("/first/backup/", gettext_lazy("备份")),
    ("/first/phone/", gettext_lazy("手机")),
)
PRESETS = (
    ("county", gettext_lazy("县(市、区)政府办公室")),
    ("bureau", gettext_lazy("部门、局")),
    ("township", gettext_lazy("乡镇、街道")),
    ("headquarters", gettext_lazy("指挥部·小单位")),
    ("institution", gettext_lazy("学校、医院、企业")),
)


class Founding(forms.Form):
    name = forms.CharField(label=gettext_lazy("单位叫什么"), max_length=80)
    preset = forms.ChoiceField(label=gettext_lazy("像哪一种"), choices=PRESETS)
    person = forms.CharField(label=gettext_lazy("您的姓名"), max_length=40)
    post = forms.CharField(label=gettext_lazy("职务"), max_length=60, required=False)
    username = forms.CharField(
        label=gettext_lazy("用户名"), max_length=60, help_text=gettext_lazy("字母和数字,登录用")
    )
    password = forms.CharField(
        label=gettext_lazy("口令"),
        widget=forms.PasswordInput(render_value=False),
        help_text=gettext_lazy("至少10个字,不要常见的词"),
    )

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password)
        return password


def _step_of(step: int) -> dict:
    """Where one stands among the steps, and what follows."""
    trail = [(address, word, number == step) for number, (address, word) in enumerate(STEPS, start=1)]
    following = STEPS[step][0] if step < len(STEPS) else "/inbox/"
    return {"step": step, "steps": len(STEPS), "trail": trail, "following": following}


def _page(
    request, step: int, template: str, context: dict | None = None, *, status: int = 200
) -> HttpResponse:
    return render(
        request, f"desk/first/{template}.html", {**_step_of(step), **(context or {})}, status=status
    )


def found(request: HttpRequest) -> HttpResponse:
    """1: the unit, and who sets it up. Once there is a unit, this page leads on."""
    if Unit.objects.exists():
        return redirect("/first/people/" if request.actor else "/accounts/login/")
    form = Founding(request.POST or None, initial={"preset": "headquarters"})
    if request.method == "POST" and form.is_valid():
        try:
            account = found_unit(**form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, refused.reason)
        else:
            login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
            return redirect("/first/people/")
    return _page(request, 1, "unit", {"form": form}, status=409 if form.errors else 200)


def _keeper(request):
    """Whoever sets the office up; others are told who does."""
    if not request.actor:
        return redirect("/accounts/login/")
    verdict = rules.may_manage_people(request.actor)
    return None if verdict else refused_page(request, verdict)


def people(request: HttpRequest) -> HttpResponse:
    """2: the list of names, typed, pasted or from a spreadsheet; looked at first, then taken."""
    if stopped := _keeper(request):
        return stopped
    context: dict = {"here": Person.objects.active().filter(unit=request.actor.unit).count()}
    if request.method != "POST":
        return _page(request, 2, "people", context)
    text = request.POST.get("text", "")[:200_000]
    try:
        file = request.FILES.get("file")
        newcomers = (
            first_run.people_in_file(file.read(), actor=request.actor) if file else first_run.people_in(text)
        )
        first_run.refuse_empty(newcomers)
        if request.POST.get("agreed"):
            new = first_run.take_in(newcomers, by=request.actor)
            messages.success(request, _("加上了 %d 人。") % new)
            return redirect("/first/division-of-work/")
    except Refused as refused:
        return _page(request, 2, "people", {**context, "refused": refused, "text": text}, status=409)
    lines = "\n".join(one.line for one in newcomers)
    return _page(request, 2, "people", {**context, "newcomers": newcomers, "lines": lines, "text": text})


def division_of_work(request: HttpRequest) -> HttpResponse:
    """3: the pasted document on who answers for what; only what is ticked is taken."""
    if stopped := _keeper(request):
        return stopped
    text = request.POST.get("text", "")[:20_000]
    fields = first_run.fields_in(text, actor=request.actor) if text else []
    if request.POST.get("agreed"):
        ticked = set(request.POST.getlist("field"))
        count = first_run.agree([one for one in fields if one.key in ticked], by=request.actor)
        messages.success(request, _("记下了 %d 项分工。") % count)
        return redirect("/first/ledgers/")
    leaders = len({one.leader.pk for one in fields})
    context = {"text": text, "fields": fields, "leaders": leaders, "nothing": bool(text and not fields)}
    return _page(request, 3, "division_of_work", context)


def ledgers(request: HttpRequest) -> HttpResponse:
    """4: what was kept in spreadsheets until now; the same page stands at /ledgers/ for later."""
    if stopped := _keeper(request):
        return stopped
    return ledger_pages.answer(request, "desk/first/ledgers.html", _step_of(4), onward=STEPS[4][0])


def backup(request: HttpRequest) -> HttpResponse:
    """5: where the nightly backup goes, and the first one at once."""
    if stopped := _keeper(request):
        return stopped
    context = {
        "folder": Path(settings.SHUNIU_DATA) / "backups",
        "newest": newest_backup(),
        "may": rules.may_keep_accounts(request.actor),
    }
    return _page(request, 5, "backup", context)


def phone(request: HttpRequest) -> HttpResponse:
    """6: the address as a square to scan; nothing to install."""
    if stopped := _keeper(request):
        return stopped
    address = first_run.address_for_phones(request.get_host(), secure=request.is_secure())
    picture = base64.b64encode(first_run.square(address).encode()).decode()
    return _page(request, 6, "phone", {"address": address, "picture": picture})
