"""移交: the lists of a year, what was tested, and the two signatures."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.archives import operations as archive
from shuniu.archives import rules
from shuniu.archives.catalogue import handover_sheet, report_sheet
from shuniu.archives.models import ArchiveItem, HandOver, HandOverItem, TestRun
from shuniu.archives.operations.handing import not_listed
from shuniu.archives.pages.finding import frame, office, typed, year_asked
from shuniu.archives.pages.items import _pdf
from shuniu.archives.status import milestones_of, standing_of
from shuniu.archives.testing import report_of
from shuniu.org import moment
from shuniu.org.refusals import Refused
from shuniu.sheets.printing import as_pdf, in_the_offices_language

ON_SCREEN = 100


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """GET: lists and where the year stands; POST makes a list of all that stands on none."""
    actor = office(request)
    year = year_asked(request)
    problem = ""
    if request.method == "POST":
        try:
            made = archive.make_list(year, by=actor)
        except Refused as refused:
            problem = str(refused.reason)
        else:
            return redirect("archive_handover", pk=made.pk)
    lists = HandOver.objects.filter(unit=actor.unit).select_related("made_by", "handed_by", "received_by")
    context = {
        **frame("archive_handovers"),
        "year": year,
        "years": sorted({moment.today().year - 2, moment.today().year - 1, moment.today().year, year}),
        "lists": lists[:50],
        "waiting": not_listed(actor, year).count(),
        "standing": standing_of(actor, year),
        "milestones": [(day, day < moment.today()) for day in milestones_of(year)],
        "problem": problem,
    }
    return render(request, "archives/handovers.html", context, status=422 if problem else 200)


def _handover(request: HttpRequest, pk: int) -> HandOver:
    actor = office(request)
    return get_object_or_404(
        HandOver.objects.select_related("unit", "made_by", "handed_by", "received_by"), pk=pk, unit=actor.unit
    )


def _rows(request: HttpRequest, handover: HandOver):
    """Rows of items that this person may know of; the rest are counted."""
    seen = ArchiveItem.objects.visible_to(request.actor)  # type: ignore[attr-defined]
    return handover.rows.filter(item__in=seen).select_related("item")


@require_GET
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    return _shown(request, _handover(request, pk))


def _shown(request: HttpRequest, found: HandOver, problem: str = "") -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    runs = list(found.test_runs.select_related("by"))
    live = found.rows.filter(sent_back_at=None).count()
    last = runs[0] if runs else None
    outcome = last.outcome if last is not None and last.items == live else None
    rows = _rows(request, found).order_by("item__year", "item__org_code", "item__period", "item__number")
    context = {
        **frame("archive_handovers"),
        "handover": found,
        "rows": rows[:ON_SCREEN],
        "live": live,
        "left": max(rows.count() - ON_SCREEN, 0),
        "runs": runs,
        "last": last,
        "stale": last is not None and outcome is None,
        "may_hand_over": rules.may_hand_over(actor, found, outcome),
        "may_receive": rules.may_receive(actor, found),
        "may_change": rules.may_change_list(actor, found),
        "problem": problem,
    }
    return render(request, "archives/handover.html", context, status=409 if problem else 200)


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, pk: int, noun: str) -> HttpResponse:
    """检测、移交、接收、退回 by POST; the list on paper by GET."""
    found = _handover(request, pk)
    actor = request.actor  # type: ignore[attr-defined]
    if noun == "list":
        at = moment.now()
        items = list(
            ArchiveItem.objects.visible_to(actor)
            .filter(batches__handover=found, batches__sent_back_at=None)
            .in_order()
        )
        with in_the_offices_language():
            sheet = handover_sheet(found, items, at=at, copy=1)
        return _pdf(lambda: as_pdf(sheet, at=at).pdf, f"{sheet.title}.pdf")
    if request.method != "POST":
        raise Http404
    try:
        if noun == "test":
            run = archive.test(found, by=actor)
            messages.success(request, _("四性检测:%s") % run.get_outcome_display())
            return redirect("archive_test", pk=run.pk)
        if noun == "handing":
            archive.hand_over(found, by=actor)
            messages.success(request, _("已移交,等接收的人签"))
        elif noun == "receipt":
            archive.receive(found, by=actor)
            messages.success(request, _("已接收"))
        elif noun == "return":
            row = get_object_or_404(_rows(request, found), pk=_number(request.POST.get("row")))
            archive.send_back(row, reason=typed(request.POST, "reason"), by=actor)
            messages.success(request, _("已退回 %s") % row.item.code)
        else:
            raise Http404
    except Refused as refused:
        return _shown(request, found, str(refused.reason))
    return redirect("archive_handover", pk=found.pk)


def _number(said: str | None) -> int:
    if not said or not said.isdigit() or len(said) > 18:
        raise Http404
    return int(said)


def _run(request: HttpRequest, pk: int) -> TestRun:
    actor = office(request)
    return get_object_or_404(TestRun.objects.select_related("unit", "by", "handover"), pk=pk, unit=actor.unit)


def _readable(request: HttpRequest, run: TestRun) -> bool:
    """The findings name items: only for whoever may know of all of them."""
    if run.handover_id is None:
        return True
    rows = HandOverItem.objects.filter(handover=run.handover_id)
    seen = ArchiveItem.objects.visible_to(request.actor)  # type: ignore[attr-defined]
    return not rows.exclude(item__in=seen).exists()


@require_GET
def test(request: HttpRequest, pk: int) -> HttpResponse:
    """四性检测报告."""
    run = _run(request, pk)
    if not _readable(request, run):
        raise Http404
    context = {**frame("archive_handovers"), "run": run, "report": report_of(run.checks)}
    return render(request, "archives/test.html", context)


@require_GET
def test_paper(request: HttpRequest, pk: int) -> HttpResponse:
    run = _run(request, pk)
    if not _readable(request, run):
        raise Http404
    at = moment.now()
    with in_the_offices_language():
        sheet = report_sheet(run, at=at)
    return _pdf(lambda: as_pdf(sheet, at=at).pdf, f"{sheet.title}.pdf")
