"""借阅、鉴定销毁、不许动: who has what, what is past its period, what may not be touched."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shuniu.archives import forms, rules
from shuniu.archives import operations as archive
from shuniu.archives.catalogue import destruction_sheet
from shuniu.archives.choices import Fate
from shuniu.archives.codes import CLASS
from shuniu.archives.models import Appraisal, ArchiveItem, Destruction, LegalHold, Loan
from shuniu.archives.operations.appraising import expired
from shuniu.archives.pages.finding import frame, office, reader, typed
from shuniu.archives.pages.items import _pdf, item_of
from shuniu.org import moment
from shuniu.org.models import Person
from shuniu.org.refusals import Refused
from shuniu.sheets.printing import as_pdf, in_the_offices_language

MOST = 200


@require_http_methods(["GET", "POST"])
def ask_loan(request: HttpRequest, pk: int) -> HttpResponse:
    """借阅: asked on the page of the item."""
    actor = reader(request)
    item = item_of(request, pk)
    form = forms.Lending(request.POST if request.method == "POST" else None, actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            archive.ask_loan(item, by=actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, refused.reason)
        else:
            messages.success(request, _("已申请,等批"))
            return redirect("archive_item", pk=item.pk)
    context = {"form": form, "label": _("借阅"), "about": item, "back": f"/archive/items/{item.pk}/"}
    return render(request, "archives/ask.html", context, status=422 if request.method == "POST" else 200)


def _loans(actor):
    return Loan.objects.filter(item__in=ArchiveItem.objects.visible_to(actor)).select_related(
        "item", "item__matter", "item__matter__lead", "borrower", "decided_by"
    )


@require_GET
def loans(request: HttpRequest) -> HttpResponse:
    """借阅: what waits for a word, what is out, what came back lately."""
    actor = office(request)
    today = moment.today()
    found = _loans(actor)
    context = {
        **frame("archive_loans"),
        "asked": [(loan, rules.may_grant_loan(actor, loan)) for loan in found.filter(granted=None)[:MOST]],
        "out": [
            (loan, rules.may_take_back(actor, loan), (today - loan.due_on).days)
            for loan in found.filter(granted=True, returned_at=None)[:MOST]
        ],
        "back": found.filter(returned_at__isnull=False).order_by("-returned_at")[:20],
    }
    return render(request, "archives/loans.html", context)


@require_POST
def loan_act(request: HttpRequest, pk: int, noun: str) -> HttpResponse:
    """批借、不借、归还."""
    actor = reader(request)
    loan = get_object_or_404(_loans(actor), pk=pk)
    words = typed(request.POST, "words")
    try:
        if noun == "grant":
            archive.decide_loan(loan, granted=True, words=words, by=actor)
            messages.success(request, _("已批,借给%s") % loan.borrower.name)
        elif noun == "refusal":
            archive.decide_loan(loan, granted=False, words=words, by=actor)
            messages.success(request, _("没有借给%s") % loan.borrower.name)
        elif noun == "return":
            archive.take_back(loan, state=words, by=actor)
            messages.success(request, _("已收回 %s") % loan.item.code)
        else:
            raise Http404
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("archive_loans" if actor.in_office else "/")


@require_http_methods(["GET", "POST"])
def appraisals(request: HttpRequest) -> HttpResponse:
    """鉴定销毁: what is past its period; chosen ones go before a group."""
    actor = office(request)
    form = forms.Appraising(request.POST if request.method == "POST" else None, actor=actor)
    over = list(expired(actor).order_by("year", "org_code", "number")[:MOST])
    picked = {int(pk) for pk in request.POST.getlist("pick") if pk.isdigit()}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        people = [one for one in said["group"] if isinstance(one, Person)]
        lines = [
            archive.Fated(item, said["fate"], said["reason"], said["years"])
            for item in over
            if item.pk in picked
        ]
        try:
            made = archive.open_appraisal(lines, group=people, by=actor)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("已提出鉴定,请小组的人来定"))
            return redirect("archive_appraisal", pk=made.pk)
    context = {
        **frame("archive_appraisals"),
        "form": form,
        "expired": over,
        "picked": picked,
        "rounds": Appraisal.objects.filter(unit=actor.unit).select_related("opened_by", "concluded_by")[:20],
        "lists": Destruction.objects.filter(unit=actor.unit).select_related("made_by")[:20],
    }
    return render(
        request, "archives/appraisals.html", context, status=422 if request.method == "POST" else 200
    )


@require_http_methods(["GET", "POST"])
def appraisal(request: HttpRequest, pk: int) -> HttpResponse:
    """一次鉴定: what is proposed for each, the word of the group, and the list for destruction."""
    actor = office(request)
    found = get_object_or_404(
        Appraisal.objects.select_related("opened_by", "concluded_by"), pk=pk, unit=actor.unit
    )
    seen = ArchiveItem.objects.visible_to(actor)
    if found.lines.exclude(item__in=seen).exists():
        raise Http404
    form = forms.Concluding(request.POST if request.POST.get("what") == "conclude" else None, actor=actor)
    if request.method == "POST":
        try:
            if request.POST.get("what") == "list":
                made = archive.list_for_destruction(found, by=actor)
                return redirect("archive_destruction", pk=made.pk)
            if form.is_valid():
                archive.conclude(found, report=form.cleaned_data["report"], by=actor)
                messages.success(request, _("鉴定意见已定"))
                return redirect("archive_appraisal", pk=found.pk)
        except Refused as refused:
            form = forms.Concluding(request.POST, actor=actor)
            form.is_valid()
            form.add_error(None, refused.reason)
    context = {
        **frame("archive_appraisals"),
        "appraisal": found,
        "lines": found.lines.select_related("item"),
        "group": found.group.all(),
        "form": form,
        "may_conclude": rules.may_conclude(actor, found),
        "may_list": rules.may_list_for_destruction(actor, found),
        "destruction": Destruction.objects.filter(appraisal=found).first(),
        "to_destroy": found.lines.filter(fate=Fate.DESTROY).count(),
    }
    return render(
        request, "archives/appraisal.html", context, status=422 if request.method == "POST" else 200
    )


def _destruction(request: HttpRequest, pk: int) -> Destruction:
    actor = office(request)
    found = get_object_or_404(
        Destruction.objects.select_related("unit", "appraisal", "made_by", "approved_by", "done_by"),
        pk=pk,
        unit=actor.unit,
    )
    if found.appraisal.lines.exclude(item__in=ArchiveItem.objects.visible_to(actor)).exists():
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def destruction(request: HttpRequest, pk: int) -> HttpResponse:
    """销毁清单: approved by the head, watched by two who sign, carried out by a third."""
    found = _destruction(request, pk)
    actor = request.actor  # type: ignore[attr-defined]
    problem = ""
    if request.method == "POST":
        verbs = {
            "approve": (archive.approve_destruction, _("已批准销毁")),
            "witness": (archive.witness, _("已签监销")),
            "destroy": (archive.destroy, _("已销毁,清册留着")),
        }
        if request.POST.get("what") not in verbs:
            raise Http404
        do, told = verbs[request.POST["what"]]
        try:
            do(found, by=actor)
        except Refused as refused:
            problem = str(refused.reason)
        else:
            messages.success(request, told)
            return redirect("archive_destruction", pk=found.pk)
    context = {
        **frame("archive_appraisals"),
        "destruction": found,
        "witnesses": found.witnesses.select_related("person"),
        "may_approve": rules.may_approve_destruction(actor, found),
        "may_witness": rules.may_witness(actor, found),
        "may_destroy": rules.may_destroy(actor, found),
        "held": rules.held_items(found),
        "problem": problem,
    }
    return render(request, "archives/destruction.html", context, status=409 if problem else 200)


@require_GET
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """销毁清册, and after the act the certificate."""
    found = _destruction(request, pk)
    at = moment.now()
    with in_the_offices_language():
        sheet = destruction_sheet(found, at=at)
    return _pdf(lambda: as_pdf(sheet, at=at).pdf, f"{sheet.title}.pdf")


@require_http_methods(["GET", "POST"])
def holds(request: HttpRequest) -> HttpResponse:
    """不许动: what stands, and putting on another."""
    actor = office(request)
    form = forms.Holding(request.POST if request.method == "POST" else None, actor=actor)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            items = _named(actor, said["codes"])
            archive.hold(items, why=said["why"], basis=said["basis"], by=actor)
        except Refused as refused:
            form.add_error("codes" if refused.field == "items" else refused.field or None, refused.reason)
        else:
            messages.success(request, _("已定%d件不许动") % len(items))
            return redirect("archive_holds")
    seen = ArchiveItem.objects.visible_to(actor)
    found = (
        LegalHold.objects.filter(unit=actor.unit, items__in=seen)
        .distinct()
        .select_related("by", "ended_by")
        .prefetch_related("items")
    )
    context = {
        **frame("archive_holds"),
        "form": form,
        "holds": [(one, rules.may_release(actor, one), len(one.items.all())) for one in found[:50]],
        "release": forms.Reasoned(actor=actor),
    }
    return render(request, "archives/holds.html", context, status=422 if request.method == "POST" else 200)


def _named(actor, said: str) -> list[ArchiveItem]:
    """Items by whole codes, or all of a class by its beginning."""
    found: dict[int, ArchiveItem] = {}
    there = ArchiveItem.objects.visible_to(actor).kept()
    for line in said.split():
        named = CLASS.fullmatch(line)
        hit = []
        if named:
            parts = {name: value for name, value in named.groupdict().items() if value is not None}
            parts["fonds_code"], parts["org_code"] = parts.pop("fonds"), parts.pop("org")
            hit = list(there.filter(**parts))
        if not hit:
            raise Refused(_("没有档号是“%s”的件") % line, "code", "items")
        found.update((item.pk, item) for item in hit)
    return list(found.values())


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """解除."""
    actor = office(request)
    held = get_object_or_404(LegalHold, pk=pk, unit=actor.unit)
    try:
        archive.release(held, reason=typed(request.POST, "reason"), by=actor)
        messages.success(request, _("已解除"))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("archive_holds")
