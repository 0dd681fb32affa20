"""协调: the page of a case, the leader's one screen with three ready answers, and who has not signed for what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.desk.liaison import forms
from shuniu.desk.liaison.coordination import Case, unsigned_in
from shuniu.matters import operations
from shuniu.matters.forms import ActForm
from shuniu.matters.models import Matter
from shuniu.matters.operations import Part
from shuniu.matters.pages.finding import matter_of
from shuniu.org.actor import Actor
from shuniu.org.models import Division
from shuniu.org.refusals import Refused


@dataclass(frozen=True)
class Step:
    """One press of the case: its form and its verb."""

    code: str
    label: str
    form: type[ActForm]
    do: Callable[[Case, dict, Actor], object]


def _rule(case: Case, said: dict, by: Actor) -> Matter:
    parts = []
    if said["own_part"]:
        parts.append(Part(said["own_part"], said["lead"], due=said["own_due"]))
    if said["other_part"] and said["other"]:
        parts.append(Part(said["other_part"], said["other"], due=said["other_due"]))
    return operations.rule(case.matter, lead=said["lead"], ruling=said["ruling"], parts=tuple(parts), by=by)


STEPS = {
    step.code: step
    for step in (
        Step("offer", gettext_lazy("请另一家看"), forms.Offering,
             lambda c, d, by: operations.offer(c.matter, lead=d["lead"], words=d["words"], by=by)),
        Step(
            "principle", gettext_lazy("先定原则"), forms.SettingPrinciple,
            lambda c, d, by: operations.set_principle(c.matter, principle=d["principle"], by=by),
        ),
        Step(
            "provisional", gettext_lazy("临时牵头"), forms.NamingLead,
            lambda c, d, by: operations.lead_for_now(c.matter, lead=d["lead"], words=d["words"], by=by),
        ),
        Step(
            "leader", gettext_lazy("给领导一屏"), forms.PuttingToLeader,
            lambda c, d, by: operations.put_to_leader(
                c.matter, lead=d["lead"], words=d["words"], leader=d["leader"], by=by
            ),
        ),
        Step("again", gettext_lazy("再协商一轮"), forms.TalkingAgain,
             lambda c, d, by: operations.talk_again(c.matter, words=d["words"], by=by)),
        Step("ruling", gettext_lazy("裁定"), forms.RulingWithParts, _rule),
        Step(
            "duty", gettext_lazy("加入职责清单"), forms.TakingDuty,
            lambda c, d, by: operations.take_into_duties(
                c.dispute, number=d["number"], what=d["what"], division=d["division"], basis=d["basis"], by=by
            ),
        ),
        Step("no-duty", gettext_lazy("不写进去"), forms.LeavingDuty,
             lambda c, d, by: operations.leave_duties(c.dispute, reason=d["reason"], by=by)),
    )
}  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """协调 (product §7.11). Each press names its step; what was typed stays when it is refused."""
    matter = matter_of(request, slug, flags=True)
    case = Case(request.actor, matter)
    if not case.exists:
        raise Http404
    wrong: dict[str, ActForm] = {}
    if request.method == "POST":
        code = request.POST.get("step", "")
        if code == "assent":
            division = get_object_or_404(
                Division, pk=_number(request.POST.get("division", "")), unit=request.actor.unit
            )
            operations.assent(matter, division=division, by=request.actor)
            return _back(request, slug)
        if code == "answer":
            return _answered(request, case)
        step = STEPS.get(code)
        if step is None:
            raise Http404
        form = step.form(request.POST, actor=request.actor, matter=matter, prefix=code)
        if form.is_valid():
            try:
                step.do(case, form.cleaned_data, request.actor)
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
            else:
                messages.success(request, step.label)
                return _back(request, slug)
        wrong[code] = form
    context = {"case": case, "matter": matter, "steps": _steps(request.actor, case, wrong), "problem": wrong}
    name = "answer" if case.is_for_me else "coordination"
    return render(request, f"desk/liaison/{name}.html", context, status=422 if wrong else 200)


def _number(text: str) -> int:
    if not text.isdigit() or len(text) > 18:
        raise Http404
    return int(text)


def _back(request: HttpRequest, slug: str) -> HttpResponse:
    seen = Case(request.actor, matter_of(request, slug))  # not found any more: it left this person's sight
    return redirect(reverse("coordination", args=[slug]) if seen.exists else "/")


def _steps(actor: Actor, case: Case, wrong: dict[str, ActForm]) -> dict[str, dict]:
    """The forms that stand on the page now, with what is known already filled in."""
    lead = case.proposed_lead
    other = next((side.division for side in case.sides if lead is None or side.division.pk != lead.pk), None)
    known = {
        "principle": {"principle": case.dispute.principle or _("先保安全,费用后算") * bool(case.matter.safety)},
        "provisional": {"lead": lead},
        "leader": {
            "lead": lead, "leader": case.leader,
            "words": case.dispute.provisional_words,
        },
        "ruling": {"lead": lead, "other": other, "ruling": case.dispute.put_words},
        "duty": case.duty_line if case.dispute.ruled_at else {},
    }  # fmt: skip
    open_now = (
        {"principle", "provisional", "leader", "again", "ruling"}
        if case.is_open and case.may_settle
        else set()
    )
    if open_now and case.may_offer:
        open_now.add("offer")
    if case.dispute.ruled_at and case.may_take_duty:
        open_now = {"duty", "no-duty"}
    return {
        code.replace("-", "_"): {
            "code": code,
            "label": step.label,
            "form": wrong.get(code)
            or step.form(initial=known.get(code), actor=actor, matter=case.matter, prefix=code),
            "open": code in wrong,
        }
        for code, step in STEPS.items()
        if code in open_now
    }


def _answered(request: HttpRequest, case: Case) -> HttpResponse:
    """三个现成答复: agree, the other side leads, talk again; with the leader's own words where there are any."""
    answer, words = request.POST.get("answer", ""), request.POST.get("words", "").strip()[:500]
    if not case.is_for_me or case.dispute.put_lead is None:
        raise Refused(_("没有请您定的"), "state")
    if answer == "agree":
        operations.rule(
            case.matter,
            lead=case.dispute.put_lead,
            ruling=case.dispute.put_words,
            words=words or _("同意"),
            by=request.actor,
        )
        said = _("已定:%s牵头") % case.dispute.put_lead.name
    elif answer == "again":
        operations.talk_again(case.matter, words=words or _("再协商一轮,今天报我"), by=request.actor)
        said = _("已请办公室再协商一轮")
    else:
        side = next((s for s in case.others if str(s.division.pk) == answer), None)
        if side is None:
            raise Http404
        ruling = _("改由%s牵头") % side.division.name
        operations.rule(
            case.matter, lead=side.division, ruling=ruling, words=words or ruling, by=request.actor
        )
        said = ruling
    messages.success(request, said)
    return redirect("/")


@login_required
@require_GET
def unsigned_of(request: HttpRequest, slug: str) -> HttpResponse:
    """谁还没签收 of one split."""
    matter = matter_of(request, slug)
    return _telephone_list(request, matter)


@login_required
@require_GET
def unsigned(request: HttpRequest) -> HttpResponse:
    """谁还没签收 of everything urgent."""
    return _telephone_list(request, None)


def _telephone_list(request: HttpRequest, matter: Matter | None) -> HttpResponse:
    rows = unsigned_in(request.actor, matter)
    return render(request, "desk/liaison/unsigned.html", {"rows": rows, "matter": matter})
