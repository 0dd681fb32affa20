"""拆成任务: the proposed parts as rows that can be changed, and one press."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from shuniu.matters import rules
from shuniu.matters.forms import ActForm, MomentField
from shuniu.matters.models import Matter
from shuniu.matters.operations import Part
from shuniu.matters.pages.finding import matter_of
from shuniu.matters.proposing.instructed import DUE, LEAD, Proposed, Split, propose
from shuniu.matters.proposing.splitting import split
from shuniu.org import moment
from shuniu.org.models import Division
from shuniu.org.name_fields import DivisionName, Names, PersonName
from shuniu.org.refusals import Refused

MOST = 40
BLANK = 1


class Row(ActForm):
    """One task to be: empty words mean that it is left out."""

    title = forms.CharField(label=gettext_lazy("办什么"), max_length=200, required=False)
    lead = DivisionName(label=gettext_lazy("牵头"), required=False)
    helpers = Names(label=gettext_lazy("配合"), required=False)
    holder = PersonName(label=gettext_lazy("给谁"), required=False)
    due = MomentField(label=gettext_lazy("时限"), required=False)
    demand = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        for name, field in self.fields.items():  # many rows on one page, each field under a name of its own
            field.widget.attrs["id"] = f"id_{self.prefix}-{name}"

    def clean_helpers(self) -> list[Division]:
        found = self.cleaned_data["helpers"]
        people = [one.name for one in found if not isinstance(one, Division)]
        if people:
            raise ValidationError(_("配合的写单位:%s是人") % _("、").join(people))
        return found

    def clean(self):
        data = super().clean() or {}
        if data.get("title") and not data.get("lead") and "lead" not in self.errors:
            self.add_error("lead", ValidationError(_("“%s”还没有牵头单位") % data["title"][:20]))
        return data


@login_required
@require_http_methods(["GET", "POST"])
def splitting(request: HttpRequest, slug: str) -> HttpResponse:
    """拆成任务: GET proposes, POST gives out."""
    matter = matter_of(request, slug, flags=True)
    verdict = rules.may_split(request.actor, matter)
    chosen = _chosen(request)
    read = propose(matter, chosen=chosen)
    if request.method == "GET" or request.POST.get("press") == "choose":
        return _page(request, matter, read, _proposed(request, matter, read), verdict, chosen)
    forms_ = [
        Row(request.POST, prefix=f"p{n}", actor=request.actor, matter=matter)
        for n in range(min(_number(request.POST.get("count", "")), MOST))
    ]
    rows = [{"form": form, "part": None} for form in forms_]
    if [
        form for form in forms_ if not form.is_valid()
    ]:  # every row says what is wrong with it, not only the first
        return _page(request, matter, read, rows, verdict, chosen, status=422)
    demands = {str(one.pk): one for one in matter.demands.all()}
    parts = [
        Part(
            data["title"],
            data["lead"],
            holder=data["holder"],
            due=data["due"],
            demand=demands.get(data["demand"]),
            helpers=tuple(data["helpers"]),
        )
        for data in (form.cleaned_data for form in forms_)
        if data["title"]
    ]
    try:
        tasks = split(matter, parts=parts, by=request.actor, chosen=chosen)
    except Refused as refused:
        return _page(request, matter, read, rows, verdict, chosen, problem=refused.reason, status=409)
    said = ngettext("拆成了%d项任务,各有经手人。", "拆成了%d项任务,各有经手人。", len(tasks)) % len(tasks)
    messages.success(request, said)
    return redirect(reverse("matter", args=[matter.slug]))


def _chosen(request: HttpRequest) -> dict[str, int]:
    given = request.POST if request.method == "POST" else request.GET
    return {about: _number(given.get(f"as_{about}", "")) for about in (LEAD, DUE) if given.get(f"as_{about}")}


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 12 else 0


def _proposed(request, matter: Matter, read: Split) -> list[dict]:
    parts: list[Proposed | None] = [*read.parts, *([None] * BLANK)]
    return [
        {
            "part": part,
            "form": Row(
                prefix=f"p{n}", actor=request.actor, matter=matter, initial=_initial(part) if part else {}
            ),
        }
        for n, part in enumerate(parts)
    ]


def _initial(part: Proposed) -> dict:
    due = moment.local(part.due).strftime("%Y-%m-%d %H:%M") if part.due else ""
    return {
        "title": part.title,
        "lead": part.lead.name if part.lead else "",
        "helpers": "、".join(one.name for one in part.helpers),
        "holder": part.holder.name if part.holder else "",
        "due": due,
        "demand": part.demand.pk if part.demand else "",
    }


def _page(request, matter, read: Split, rows, verdict, chosen, *, problem="", status=200) -> HttpResponse:
    context = {
        "matter": matter,
        "read": read,
        "rows": rows,
        "verdict": verdict,
        "may_settle": rules.may_settle_differences(request.actor),
        "differences": [{"one": one, "pick": chosen.get(one.about)} for one in read.differences],
        "problem": problem,
        "wrong": status == 422,
        "tasks": matter.tasks.with_names().order_by("part") if matter.flag("tasks") else (),
    }
    return render(request, "matters/splitting.html", context, status=status)
