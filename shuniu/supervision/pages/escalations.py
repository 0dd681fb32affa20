"""请领导出面: one screen for the leader, on the phone first: what it is, what was tried, three ready answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shuniu.matters.models import Matter
from shuniu.matters.readings import light_of
from shuniu.org import moment
from shuniu.org.refusals import Refused
from shuniu.supervision import operations, rules
from shuniu.supervision.models import Chase, Escalation
from shuniu.supervision.pages.board import reader

TRIED = 12


def tried(matter: Matter) -> list[dict]:
    """试过什么: words sent with their answers, difficulties, refusals, dates asked for; newest first."""
    found: list[dict[str, Any]] = []
    for chase in (
        Chase.objects.filter(matter=matter, sent_at__isnull=False)
        .select_related("to")
        .order_by("-sent_at")[:TRIED]
    ):
        answer = chase.answer or (_("有回音") if chase.answered_at else _("没有回音"))
        found.append({"at": chase.sent_at, "words": _("催%(to)s(第%(step)d步):%(answer)s") % {
            "to": chase.to.name, "step": chase.step, "answer": answer}})  # fmt: skip
    for said in matter.difficulties.select_related("by").order_by("-raised")[:TRIED]:
        answer = said.answer or _("还没答复")
        found.append({"at": said.raised, "words": _("%(who)s有困难:%(stuck)s;%(answer)s") % {
            "who": said.by.name, "stuck": said.stuck, "answer": answer}})  # fmt: skip
    for refusal in matter.refusals.select_related("division").order_by("-at")[:TRIED]:
        body = refusal.division.name if refusal.division else ""
        found.append({"at": refusal.at, "words": _("%(body)s说不归我们:%(reason)s %(clause)s") % {
            "body": body, "reason": refusal.reason, "clause": refusal.clause}})  # fmt: skip
    for change in matter.due_changes.select_related("asked_by").order_by("-asked_at")[:TRIED]:
        until = moment.local(change.wanted)
        state = _("同意") if change.granted else _("没同意") if change.granted is False else _("还没答复")
        found.append({"at": change.asked_at, "words": _("要改到%(month)d月%(day)d日:%(reason)s;%(state)s") % {
            "month": until.month, "day": until.day, "reason": change.reason, "state": state}})  # fmt: skip
    last = matter.feedbacks.last()
    if last is not None:
        found.append({"at": last.at, "words": _("最近一次反馈:%s") % last.words})
    return sorted(found, key=lambda one: one["at"], reverse=True)[:TRIED]


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows, POST is the leader's word."""
    actor = reader(request)
    asked = get_object_or_404(
        Escalation.objects.select_related(
            "matter", "matter__lead", "matter__holder", "matter__holder__division", "leader", "asked_by", "instruction",
            "chase",
        ),
        Matter.objects.visible_to(actor).of("matter_id"),
        pk=pk,
    )  # fmt: skip
    problem = ""
    if request.method == "POST":
        choice = request.POST.get("choice", "")
        try:
            operations.answer(
                asked,
                choice=int(choice) if choice.isdigit() and len(choice) < 3 else None,
                words=request.POST.get("words", "")[:2000],
                by=actor,
            )
        except Refused as refused:
            problem = refused.reason
        else:
            messages.success(request, _("定了,办公室已收到"))
            return redirect("escalation", pk=pk)
    context = {
        "asked": asked,
        "matter": asked.matter,
        "light": light_of(asked.matter),
        "tried": tried(asked.matter),
        "verdict": rules.may_answer(actor, asked),
        "problem": problem,
    }
    return render(request, "supervision/escalation.html", context, status=422 if problem else 200)
