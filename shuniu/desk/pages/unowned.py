"""没人管: the shelf of what nobody holds, each with how it was found and one press (product §7.12)."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.desk.inbox_forms import Giving
from shuniu.desk.pages.inbox import QUIET_GAPS
from shuniu.matters import unowned
from shuniu.matters.choices import Gap
from shuniu.matters.models import Unowned
from shuniu.org import moment
from shuniu.org.refusals import Refused

# What the foot of the shelf says was looked for, in this order, whether found or not.
LOOKED_FOR = (Gap.YEARLY, Gap.REMAINS, Gap.ORPHAN, Gap.REFUSED, Gap.UNANSWERED)


@require_GET
def shelf(request: HttpRequest) -> HttpResponse:
    """Everything that waits for a press; duties without a second are folded at the foot."""
    return _shelf(request)


def _shelf(request, *, wrong: tuple[int, Giving] | None = None, status: int = 200) -> HttpResponse:
    if not request.actor.in_office:
        raise Http404
    rows, quiet = [], []
    today = moment.today()
    for row in unowned.shelf(request.actor.unit):
        form = wrong[1] if wrong and wrong[0] == row.pk else _form(request, row)
        shown = {
            "row": row,
            "days": (today - row.since).days,
            "form": form,
            "wrong": bool(wrong and wrong[0] == row.pk),
        }
        (quiet if row.sort in QUIET_GAPS else rows).append(shown)
    counts = Counter(shown["row"].sort for shown in rows)
    context = {
        "rows": rows,
        "quiet": quiet,
        "looked_for": [(sort.label, counts[sort]) for sort in LOOKED_FOR],
        "next_look": unowned.next_look(request.actor.unit),
    }
    return render(request, "desk/inbox_unowned.html", context, status=status)


def _form(request, row: Unowned, data=None) -> Giving:
    form = Giving(data, actor=request.actor)
    for name, made in form.fields.items():
        made.widget.attrs["id"] = f"id_{row.pk}_{name}"
    return form


@require_http_methods(["GET", "POST"])
def pressing(request: HttpRequest, pk: int) -> HttpResponse:
    """就给它, 我先拿着, 今年不办. What was typed stays when it is refused."""
    if not request.actor.in_office:
        raise Http404
    row = get_object_or_404(
        Unowned.objects.select_related("division", "person", "about"), pk=pk, unit=request.actor.unit
    )
    if request.method == "GET":
        return HttpResponseRedirect(f"{reverse('unowned')}#gap-{pk}")
    form = _form(request, row, request.POST)
    act = request.POST.get("act", "")
    if form.is_valid():
        try:
            said = _press(request, row, act, form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
        else:
            messages.success(request, said)
            return HttpResponseRedirect(reverse("unowned"))
    return _shelf(request, wrong=(row.pk, form), status=422)


def _press(request, row: Unowned, act: str, data: dict) -> str:
    if act == "drop":
        unowned.drop(row, reason=data["reason"], by=request.actor)
        return _("“%s”今年不办,理由记下了") % row.what
    if act == "keep":
        unowned.keep(row, by=request.actor)
        return _("“%s”您先拿着") % row.what
    if act != "give":
        raise Refused(_("不知道按的是哪一个"), "act")
    given = unowned.give(row, by=request.actor, division=data["division"], person=data["person"])
    if given is None:
        return _("“%s”有人管了") % row.what
    return _("“%(what)s”在%(holder)s手上了") % {"what": row.what, "holder": given.holder.name}
