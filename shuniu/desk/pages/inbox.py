"""收件: the tray with what lies in it, one arrival beside the list, and the presses on it (product §7.2)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from shuniu.desk.inbox_forms import Accepting, Correcting, beginning
from shuniu.desk.inbox_view import field_rows, original_of
from shuniu.journal.models import Line
from shuniu.matters import intake, operations, proposing, rules
from shuniu.matters.acts import ACTS
from shuniu.matters.choices import ArrivingState, ReadingState, State
from shuniu.matters.models import Arriving, Matter, Reading, Unowned
from shuniu.matters.pages.finding import matter_of
from shuniu.org import moment
from shuniu.org.models import Division
from shuniu.org.refusals import Refused

ROWS = 50
# The presses beside 就这么办, each with the noun of its address.
PRESSES = ("assignment", "answer", "shelving", "merger", "return")
SETTLING = ("matter.placed", "matter.answered", "matter.shelved", "matter.merged", "matter.returned")


def waiting_for(actor):
    """待分办, the newest first, within what the actor may see."""
    return Matter.objects.visible_to(actor).pending().whole().order_by("-received", "-id")


def tray(actor):
    """待分办 with the proposals; the long texts stay where they are."""
    return (
        waiting_for(actor)
        .select_related("reading")
        .defer("reading__text", "reading__pages", "reading__fields")
    )


@require_GET
def inbox(request: HttpRequest, slug: str = "") -> HttpResponse:
    """The list with one arrival open beside it; only the arrival when the list asks for it."""
    found = _in_tray(request, slug) if slug else None
    if slug and found is None:
        return _gone(request, slug)
    if request.htmx.target == "inbox-detail" and found is not None:
        return render(request, "desk/inbox_detail.html", _detail(request, found))
    return _page(request, found, chosen=bool(slug))


def _page(
    request, found: Matter | None, *, chosen: bool, form: Accepting | None = None, status: int = 200
) -> HttpResponse:
    actor = request.actor
    after = request.GET.get("after", "")
    waiting = tray(actor)
    if after.isdigit():
        waiting = waiting.filter(pk__lt=int(after)) if len(after) < 19 else waiting.none()
    rows = list(waiting[: ROWS + 1])
    more = rows[ROWS - 1].pk if len(rows) > ROWS else None
    rows = rows[:ROWS]
    if found is None and rows:
        found = matter_of(request, rows[0].slug)
    start = start_of_day()
    done = Line.objects.filter(unit=actor.unit, at__gte=start, verb__in=SETTLING, subject_kind="matter")
    context = {
        "rows": rows,
        "more": more,
        "chosen": chosen,
        "here": found.pk if found else None,
        "placed": Matter.objects.visible_to(actor).filter(pk__in=done.values("subject_id")).count(),
        "unowned": _unowned_count(request),
        "looking": Arriving.objects.filter(
            unit=actor.unit, state=ArrivingState.READING, touched__gte=moment.now() - intake.STANDS_STILL
        ).count(),
        **(_detail(request, found, form=form) if found else {}),
    }
    return render(request, "desk/inbox.html", context, status=status)


def _unowned_count(request) -> int:
    if not request.actor.in_office:
        return 0
    loud = Unowned.objects.filter(unit=request.actor.unit, settled=None)
    return loud.exclude(sort__in=QUIET_GAPS).count()


QUIET_GAPS = ("no_stand_in", "no_person")  # counted under the shelf, not on it


def _in_tray(request, slug: str) -> Matter | None:
    """The matter if it still lies in the tray; None when it has left; 404 when the actor may not know of it."""
    found = matter_of(request, slug)
    return found if found.state == State.PENDING and not found.is_task else None


def _gone(request, slug: str) -> HttpResponse:
    """It was here a moment ago: the page of the matter says in whose hand it is now."""
    if request.htmx:
        return HttpResponse(status=200, headers={"HX-Redirect": reverse("matter", args=[slug])})
    return HttpResponseRedirect(reverse("matter", args=[slug]))


def _detail(request, matter: Matter, *, form: Accepting | None = None) -> dict:
    actor = request.actor
    reading: Reading | None = getattr(matter, "reading", None)
    demands = list(matter.demands.select_related("lead", "task", "covered_by"))
    papers = list(matter.papers.select_related("file"))
    # A proposal names other matters; only the office, which sees the whole list, is shown it.
    proposal = _like(request, matter, proposing.proposal_of(reading)) if actor.in_office else {}
    bodies = _bodies(actor)
    if form is None:
        form = Accepting(
            initial=beginning(matter, proposal, demands),
            actor=actor,
            matter=matter,
            bodies=bodies,
            demands=demands,
        )
    parts = {part["pk"]: part for part in proposal.get("demands", ())}
    return {
        "matter": matter,
        "reading": reading,
        "working": reading is not None and reading.state in (ReadingState.WAITING, ReadingState.WORKING),
        "failed": reading is not None and reading.state == ReadingState.FAILED,
        "fields": field_rows(reading),
        "original": original_of(matter, reading, demands, papers),
        "proposal": proposal,
        "unsure": set(proposal.get("unsure", ())),
        "form": form,
        "demands": [
            {
                "demand": d,
                "part": parts.get(d.pk) or {},
                "outcome": form[f"d{d.pk}_outcome"] if f"d{d.pk}_outcome" in form.fields else None,
                "lead": form[f"d{d.pk}_lead"] if f"d{d.pk}_lead" in form.fields else None,
                "due": form[f"d{d.pk}_due"] if f"d{d.pk}_due" in form.fields else None,
                "other": form[f"d{d.pk}_other"] if f"d{d.pk}_other" in form.fields else None,
                "reason": form[f"d{d.pk}_reason"] if f"d{d.pk}_reason" in form.fields else None,
            }
            for d in demands
        ],
        "bodies": bodies,
        "helpers": _helpers(form, proposal, bodies),
        "ticked": set(form["shares"].value() or ()),
        "may_place": rules.may_place(actor, matter),
        "presses": [
            {
                "act": ACTS[noun],
                "verdict": ACTS[noun].rule(actor, matter),
                "form": _press_form(noun, matter, actor),
            }
            for noun in PRESSES
        ],
        "instructions": list(matter.instructions.select_related("leader", "written_down_by")),
    }


def _press_form(noun: str, matter: Matter, actor):
    form = ACTS[noun].form(actor=actor, matter=matter)
    for name, made in form.fields.items():
        made.widget.attrs["id"] = f"id_{noun}_{name}"
    return form


def _bodies(actor) -> list[Division]:
    bodies = Division.objects.current().filter(unit=actor.unit)
    return list(bodies.select_related("liaison", "head", "upper", "upper__liaison", "upper__head"))


def _helpers(form: Accepting, proposal: dict, bodies: list[Division]) -> list[dict]:
    """配合 as ticks: those proposed, those ticked, those that may have been left out."""
    value = form["helpers"].value() or []
    ticked = {str(pk) for pk in value}
    names = {str(body.pk): body.name for body in bodies}
    rows: dict[str, dict] = {}
    for helper in proposal.get("helpers", ()):
        rows[str(helper["pk"])] = {"why": helper["why"], "left_out": False}
    for helper in proposal.get("missing", ()):
        rows.setdefault(str(helper["pk"]), {"why": helper["why"], "left_out": True})
    for pk in ticked:
        rows.setdefault(pk, {"why": "", "left_out": False})
    return [
        {"pk": pk, "name": names[pk], "ticked": pk in ticked, **row}
        for pk, row in rows.items()
        if pk in names
    ]


def _like(request, matter: Matter, proposal: dict) -> dict:
    """照上次办: the lead, the helpers and the kind of a finished matter that the proposal named."""
    slug = request.GET.get("like", "")
    row = next((s for s in proposal.get("similar", ()) if s["slug"] == slug), None) if slug else None
    if row is None:
        return proposal
    before = matter_of(request, slug)
    if before.lead is None:
        return proposal
    helps = [h.division for h in before.helps.select_related("division")]
    why = _("照%s办") % row["number"]
    holder = {"pk": before.lead.pk, "name": before.lead.name, "holder": "", "holder_pk": None, "load": 0}
    others = [c for c in proposal.get("candidates", ()) if c["pk"] != before.lead.pk]
    known = next((c for c in proposal.get("candidates", ()) if c["pk"] == before.lead.pk), holder)
    return {
        **proposal,
        "lead": {"value": before.lead.pk, "name": before.lead.name, "why": why, "sure": True},
        "candidates": [{**known, "why": why, "against": ""}, *others][:3],
        "helpers": [{"pk": d.pk, "name": d.name, "why": why} for d in helps],
        "kind": {"value": before.kind, "label": str(before.kind_label), "why": why, "sure": True}
        if before.kind
        else proposal["kind"],
    }


@require_POST
def placing(request: HttpRequest, slug: str) -> HttpResponse:
    """就这么办. What was typed stays when it is refused; the next arrival opens when it is done."""
    found = matter_of(request, slug)
    proposal = proposing.proposal_of(getattr(found, "reading", None))
    demands = list(found.demands.select_related("lead", "covered_by"))
    form = Accepting(
        request.POST, actor=request.actor, matter=found, bodies=_bodies(request.actor), demands=demands
    )
    verdict = rules.may_place(request.actor, found)
    if form.is_valid():
        due = proposal.get("due") or {}
        basis = due.get("basis", "")[:200] if _same_moment(due.get("value"), form.cleaned_data["due"]) else ""
        try:
            placed = proposing.accept(found, form.choice(proposal, basis=basis), by=request.actor)
        except Refused as refused:
            field = refused.field if refused.field in form.fields else f"{refused.field}_due"
            form.add_error(field if field in form.fields else None, refused.reason)
        else:
            following = _next_after(request, found)
            tasks = placed.tasks.count()
            said = _("%(number)s 已分办:%(lead)s,在%(holder)s手上") % {
                "number": placed.number, "lead": placed.lead.name, "holder": placed.holder.name
            }  # fmt: skip
            if tasks:
                said += ngettext(",%d项任务", ",%d项任务", tasks) % tasks
            messages.success(request, said, extra_tags=undo_address([last_line(placed)]))
            return HttpResponseRedirect(
                reverse("inbox_one", args=[following]) if following else reverse("inbox")
            )
    if found.state != State.PENDING:
        return render(request, "desk/inbox_stale.html", {"matter": found, "form": form}, status=409)
    return _page(request, found, chosen=True, form=form, status=422 if verdict else 409)


def _same_moment(iso: str | None, chosen: datetime | None) -> bool:
    return bool(iso and chosen) and datetime.fromisoformat(iso).replace(second=0) == chosen.replace(second=0)


def _next_after(request, matter: Matter) -> str:
    """The arrival below it in the list, else the first."""
    others = waiting_for(request.actor).exclude(pk=matter.pk).only("year", "serial", "part")
    below = others.filter(received__lte=matter.received).first() or others.first()
    return below.slug if below else ""


def last_line(matter: Matter) -> int:
    return Line.objects.about(matter).values_list("pk", flat=True).last()


def undo_address(lines: list[int]) -> str:
    return reverse("inbox_undoing", args=[",".join(map(str, lines))])


@require_POST
def correcting(request: HttpRequest, slug: str) -> HttpResponse:
    """更正: one field of what was read."""
    found = matter_of(request, slug)
    form = Correcting(request.POST, actor=request.actor)
    if form.is_valid():
        intake.correct_field(
            found, name=form.cleaned_data["name"], value=form.cleaned_data["value"], by=request.actor
        )
        messages.success(request, _("已更正,以后这家的来文照这个认"))
    return HttpResponseRedirect(reverse("inbox_one", args=[slug]))


@require_POST
def sameness(request: HttpRequest, slug: str) -> HttpResponse:
    """同一件事?: 并 or 不是."""
    found = matter_of(request, slug)
    other = matter_of(request, request.POST.get("other", ""))
    if request.POST.get("answer") != "merge":
        intake.not_the_same(found, other=other, by=request.actor)
        return HttpResponseRedirect(reverse("inbox_one", args=[slug]))
    following = _next_after(request, found)
    operations.merge(found, into=other, by=request.actor, reason=request.POST.get("reason", "")[:200])
    said = _("%(number)s 已并入%(other)s") % {"number": found.number, "other": other.number}
    messages.success(request, said, extra_tags=undo_address([last_line(found)]))
    return HttpResponseRedirect(reverse("inbox_one", args=[following]) if following else reverse("inbox"))


def start_of_day() -> datetime:
    return moment.aware(datetime.combine(moment.today(), time.min))


@require_GET
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """How far the reading of one arrival is; asked every two seconds while it lasts."""
    found = matter_of(request, slug)
    reading = getattr(found, "reading", None)
    if reading is None or reading.state not in (ReadingState.WAITING, ReadingState.WORKING):
        return HttpResponse(headers={"HX-Redirect": reverse("inbox_one", args=[slug])})
    waited = moment.now() - found.received
    context = {"matter": found, "reading": reading, "long": waited > timedelta(minutes=5)}
    return render(request, "desk/inbox_progress.html", context)
