"""催全部到期: who would hear what, looked at once, and sent with one press; slips that wait for the director's word."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from shuniu.matters.models import Matter
from shuniu.supervision import chasing, operations, rules
from shuniu.supervision.models import Chase
from shuniu.supervision.pages.board import reader

MOST_IDS = 400


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """GET shows who gets which words, POST sends what is ticked."""
    actor = reader(request)
    if request.method == "POST":
        ids = [int(pk) for pk in request.POST.getlist("pick")[:MOST_IDS] if pk.isdigit() and len(pk) < 12]
        sent = operations.chase_all(by=actor, ids=ids)
        gone = sum(one.sent_at is not None for one in sent)
        said = [ngettext("发出%(n)d条", "发出%(n)d条", gone) % {"n": gone}]
        if waiting := len(sent) - gone:
            said.append(ngettext("%(n)d张督办单等定", "%(n)d张督办单等定", waiting) % {"n": waiting})
        if len(ids) > len(sent):
            left = len(ids) - len(sent)
            said.append(ngettext("%(n)d件已有动静,没有催", "%(n)d件已有动静,没有催", left) % {"n": left})
        messages.success(request, " · ".join(said))
        return redirect("supervise")
    due = chasing.due_for(actor) if actor.in_office or rules.directs(actor) else []
    groups: dict[int, list[chasing.Due]] = {}
    for one in sorted(due, key=lambda one: (one.step.number, one.to.name, one.matter.pk)):
        groups.setdefault(one.step.number, []).append(one)
    context = {
        "groups": [{"step": many[0].step, "many": many} for _number, many in sorted(groups.items())],
        "count": len(due),
        "people": len({one.to.pk for one in due}),
        "directs": rules.directs(actor),
        "may": actor.in_office,
    }
    return render(request, "supervision/chasing.html", context)


def _chase(request: HttpRequest, pk: int) -> Chase:
    seen = Matter.objects.visible_to(reader(request))
    return get_object_or_404(Chase.objects.select_related("matter", "to"), pk=pk, matter__in=seen)


@require_POST
def confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    """发这张督办单."""
    chase = operations.confirm(_chase(request, pk), by=reader(request))
    messages.success(
        request,
        _("%s 的督办单已发出") % chase.matter.number if chase.sent_at else _("等领导定:请按“请领导出面”"),
    )
    return redirect(_back(request, chase))


@require_POST
def dropping(request: HttpRequest, pk: int) -> HttpResponse:
    """不发了."""
    chase = operations.drop(_chase(request, pk), by=reader(request))
    messages.success(request, _("不发了"))
    return redirect(_back(request, chase))


def _back(request: HttpRequest, chase: Chase) -> str:
    return "/supervise/" if request.POST.get("next") == "board" else f"/matters/{chase.matter.slug}/"
