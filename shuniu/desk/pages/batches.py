"""一起办与撤回: several arrivals with one press, one Z takes them all back; and what left the tray today."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shuniu.desk.pages.inbox import SETTLING, last_line, start_of_day, tray, undo_address
from shuniu.journal.models import Line
from shuniu.matters import operations, proposing, rules
from shuniu.matters.choices import State
from shuniu.matters.intake.proof import daily_proof
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.refusals import Refused

MOST_AT_ONCE = 200


@require_http_methods(["GET", "POST"])
def batch(request: HttpRequest) -> HttpResponse:
    """一起办: first what would happen to how many and which are left out, then the press; one Z takes all back."""
    picked = request.POST.getlist("pick") if request.method == "POST" else []
    wanted = {slug for slug in picked[:MOST_AT_ONCE] if slug.isascii()}
    if not wanted:
        messages.info(request, _("还没有选。按 X 选中几件,再一起办。"))
        return HttpResponseRedirect(reverse("inbox"))
    ready, left = [], []
    for matter in tray(request.actor)[: 4 * MOST_AT_ONCE]:
        if matter.slug not in wanted:
            continue
        proposal = proposing.proposal_of(getattr(matter, "reading", None))
        try:
            _permitted(request.actor, matter)
            choice = proposing.as_proposed(matter, proposal)
        except Refused as refused:
            left.append({"matter": matter, "why": refused.reason})
        else:
            ready.append({"matter": matter, "choice": choice, "tasks": _tasks_of(choice)})
    missing = len(wanted) - len(ready) - len(left)
    if request.POST.get("confirm") != "1":
        context = {"ready": ready, "left": left, "missing": missing}
        return render(request, "desk/inbox_batch.html", context)
    lines = []
    for row in ready:
        try:
            placed = proposing.accept(row["matter"], row["choice"], by=request.actor)
        except Refused as refused:
            left.append({"matter": row["matter"], "why": refused.reason})
        else:
            lines.append(last_line(placed))
    said = ngettext("已分办%d件", "已分办%d件", len(lines)) % len(lines)
    if left:
        said += _(",%(n)d件没有动:%(list)s") % {
            "n": len(left), "list": _("、").join(row["matter"].number for row in left[:5])
        }  # fmt: skip
    messages.success(request, said, extra_tags=undo_address(lines) if lines else "")
    return HttpResponseRedirect(reverse("inbox"))


def _permitted(actor, matter: Matter) -> None:
    verdict = rules.may_place(actor, matter)
    if not verdict:
        raise Refused(verdict.reason, verdict.code)


def _tasks_of(choice) -> int:
    return sum(wanted.outcome == "task" for wanted in choice.demands) if len(choice.demands) > 1 else 0


@require_POST
def undoing(request: HttpRequest, lines: str) -> HttpResponse:
    """撤回: the acts of one press, each by its own rule; what cannot be taken back is named."""
    pks = [int(pk) for pk in lines.split(",") if pk.isdigit() and len(pk) < 19][:MOST_AT_ONCE]
    done, kept = [], []
    for line in Line.objects.filter(unit=request.actor.unit, pk__in=pks, subject_kind="matter").order_by(
        "-pk"
    ):
        found = Matter.objects.visible_to(request.actor).filter(pk=line.subject_id).first()
        if found is None:
            continue
        try:
            operations.undo(found, line=line, by=request.actor)
        except Refused as refused:
            kept.append(f"{found.number}({refused.reason})")
        else:
            done.append(found)
    if kept:
        messages.warning(request, _("没有撤回:%s") % ";".join(kept[:5]))
    if done:
        messages.success(
            request, ngettext("已撤回%d件,又在收件里了", "已撤回%d件,又在收件里了", len(done)) % len(done)
        )
    if len(done) == 1 and done[0].state == State.PENDING:
        return HttpResponseRedirect(reverse("inbox_one", args=[done[0].slug]))
    return HttpResponseRedirect(reverse("inbox"))


@require_GET
def placed_today(request: HttpRequest) -> HttpResponse:
    """今天已分办: what left the tray today and where it went; and the daily proof."""
    if not request.actor.in_office:
        raise Http404
    start = start_of_day()
    lines = (
        Line.objects.filter(unit=request.actor.unit, at__gte=start, verb__in=SETTLING, subject_kind="matter")
        .select_related("actor")
        .order_by("-at", "-id")[: 4 * MOST_AT_ONCE]
    )
    lines = list(lines)
    known = {
        m.pk: m
        for m in Matter.objects.visible_to(request.actor)
        .filter(pk__in={ln.subject_id for ln in lines})
        .with_names()
    }
    rows = [{"line": line, "matter": known[line.subject_id]} for line in lines if line.subject_id in known]
    proof = daily_proof(request.actor.unit, moment.today(), seen_by=request.actor)
    return render(request, "desk/inbox_placed.html", {"rows": rows, "proof": proof})
