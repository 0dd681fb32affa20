"""授权委托: who acts for whom, in what, how far and until when; given and taken back."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shuniu.org import forms, moment, operations, rules
from shuniu.org.actor import Actor
from shuniu.org.entrusting import scope_of, standing, yuan
from shuniu.org.models import Delegation
from shuniu.org.refusals import Refused, Verdict

ROWS = 200
LIVE = ("in_force", "coming")


@dataclass(frozen=True)
class Row:
    """一份委托, as the list shows it."""

    delegation: Delegation
    scope: str
    limit: str
    standing: str
    revocation: Verdict


@dataclass
class Group:
    word: str
    empty: str
    rows: list[Row] = field(default_factory=list)


def row_of(delegation: Delegation, actor: Actor) -> Row:
    limit = delegation.money_limit
    return Row(
        delegation,
        scope_of(delegation),
        yuan(limit) if limit is not None else "",
        standing(delegation, moment.today()),
        rules.may_revoke_delegation(actor, delegation),
    )


@login_required
@require_GET
def delegations(request) -> HttpResponse:
    """授权委托: what I gave, what was given to me, for the director everybody's; those that are over below."""
    actor = request.actor
    me = actor.person.pk if actor.person else None
    given = Group(_("我委托出去的"), _("没有。要离开几天,或有一类小事想让别人定,就在这里写明交给谁。"))
    received = Group(_("委托给我的"), _("没有。"))
    others = Group(_("其他人的"), "")
    over: list[Row] = []
    for one in Delegation.objects.visible_to(actor).with_everything()[:ROWS]:
        row = row_of(one, actor)
        if row.standing not in LIVE:
            over.append(row)
            continue
        group = {one.giver_id: given, one.receiver_id: received}.get(me, others)
        group.rows.append(row)
    context = {
        "groups": [given, received, *([others] if others.rows else [])],
        "over": over,
        "verdict": rules.may_delegate(actor),
    }
    return render(request, "org/delegations.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def delegation(request) -> HttpResponse:
    """委托一个人: asked and done; a refusal keeps everything typed."""
    verdict = rules.may_delegate(request.actor)
    form = forms.Delegating(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.delegate(request.actor.person, by=request.actor, **form.given())
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
        else:
            messages.success(request, _("委托给%s了,到期自己停,随时可以收回。") % made.receiver.name)
            return redirect("delegations")
    context = {"form": form, "verdict": verdict}
    return render(request, "org/delegation.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def revocation(request, pk: int) -> HttpResponse:
    """收回."""
    found = get_object_or_404(
        Delegation.objects.visible_to(request.actor).select_related("giver", "receiver"), pk=pk
    )
    operations.revoke_delegation(found, by=request.actor)
    messages.success(request, _("收回了。他已经批过的照样算数。"))
    return redirect("delegations")
