"""发文: what is being written, what waits for its number or seal, what went out; and the two registers beside."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shuniu.documents import forms, operations, rules
from shuniu.documents.choices import ENDED, NumberState
from shuniu.documents.models import Addressee, Document, Number, Seal, SealUse, Series
from shuniu.files.pages import storable
from shuniu.org import moment
from shuniu.org.refusals import Refused
from shuniu.routing.choices import Purpose
from shuniu.routing.models import Part

ROWS = 50
VIEWS = (
    ("writing", gettext_lazy("在写在核")),
    ("signed", gettext_lazy("待编号用印")),
    ("issued", gettext_lazy("已发")),
    ("ended", gettext_lazy("作废撤销")),
)
EMPTY = {
    "writing": gettext_lazy("没有在写的文。按“拟稿”,写一句要发什么就起头。"),
    "signed": gettext_lazy("没有等编号用印的文。领导签了,会出现在这里。"),
    "issued": gettext_lazy("还没有发出去的文。"),
    "ended": gettext_lazy("没有作废、撤销、废止的文。"),
}


def _reader(request: HttpRequest):
    """Whoever reads matters; the administrator keeps the system and reads none."""
    actor = request.actor  # type: ignore[attr-defined]
    if not actor or actor.person is None or not actor.reads_matters:
        raise Http404
    return actor


@login_required
@require_GET
def outgoing(request: HttpRequest) -> HttpResponse:
    actor = _reader(request)
    view = request.GET.get("view", "writing")
    view = view if view in dict(VIEWS) else "writing"
    asked = request.GET.get("page", "1")
    number = min(max(int(asked), 1), 200) if asked.isdigit() and len(asked) < 5 else 1
    documents = Document.objects.visible_to(actor).with_names()
    chosen = {
        "writing": documents.being_written,
        "signed": documents.signed_not_issued,
        "issued": documents.issued,
        "ended": lambda: documents.filter(state__in=ENDED),
    }[view]()
    rows = list(chosen.order_by("-matter_id")[(number - 1) * ROWS : number * ROWS + 1])
    shown = rows[:ROWS]
    hands = _hands(shown)
    sent = Addressee.objects.filter(document__in=shown).by_document() if view == "issued" else {}
    context = {
        "rows": [{"document": one, "hand": hands.get(one.pk), "receipts": sent.get(one.pk)} for one in shown],
        "view": view,
        "views": VIEWS,
        "empty": EMPTY[view],
        "more": len(rows) > ROWS,
        "number": number,
        "may_start": rules.may_draft(actor),
    }
    return render(request, "documents/outgoing.html", context)


def _hands(documents: list[Document]) -> dict[int, Part]:
    """Who has each of them on its slip now, in one statement."""
    parts = (
        Part.objects.waiting()
        .filter(stage__slip__matter__in=[one.pk for one in documents], stage__slip__purpose=Purpose.DISPATCH)
        .select_related("holder", "stage__slip")
        .order_by("pk")
    )
    return {part.stage.slip.matter_id: part for part in parts}


@login_required
@require_http_methods(["GET", "POST"])
def numbers(request: HttpRequest) -> HttpResponse:
    """文号登记簿: each series of the year with every number, reserved, given or void, and why."""
    actor = _reader(request)
    if not actor.in_office:
        raise Http404
    this_year = moment.today().year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and len(asked) == 4 else this_year
    reserving = forms.Reserving(actor=actor)
    adding = forms.NewSeries(actor=actor, initial={"issuer": actor.unit.name})
    status = 200
    if request.method == "POST":
        press = request.POST.get("press", "reserve")
        form: forms.ActForm
        if press == "series":
            form = adding = forms.NewSeries(request.POST, actor=actor)
        else:
            form = reserving = forms.Reserving(request.POST, actor=actor)
        if form.is_valid():
            try:
                _keep(press, form.cleaned_data, actor)
                return redirect("document_numbers")
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
        status = 422
    visible = set(Document.objects.visible_to(actor).filter(numbers__year=year).values_list("pk", flat=True))
    rows = (
        Number.objects.filter(series__unit=actor.unit, year=year)
        .select_related("series", "document__matter", "by", "voided_by")
        .order_by("series_id", "-n")
    )
    counts = (
        Number.objects.filter(series__unit=actor.unit, year__in=[year, year - 1])
        .values("series__code", "year")
        .annotate(given=Count("pk", filter=Q(state=NumberState.GIVEN)), last=Max("n"))
        .order_by("series__code", "-year")
    )
    context = {
        "rows": [
            {"number": one, "seen": one.document_id in visible, "may_void": rules.may_void_number(actor, one)}
            for one in rows
        ],
        "counts": list(counts),
        "year": year,
        "years": [this_year, this_year - 1, this_year - 2],
        "reserving": reserving,
        "adding": adding,
        "may_keep": rules.may_keep_series(actor),
        "has_series": Series.objects.filter(unit=actor.unit, retired_at=None).exists(),
    }
    return render(request, "documents/numbers.html", context, status=status)


def _keep(press: str, data: dict, actor) -> None:
    if press == "series":
        operations.add_series(code=data["code"], issuer=data["issuer"], kinds=tuple(data["kinds"]), by=actor)
    else:
        operations.reserve(data["series"], reason=data["reason"], count=data["count"], by=actor)


@login_required
@require_POST
def number_voiding(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _reader(request)
    if not actor.in_office:
        raise Http404
    found = get_object_or_404(Number.objects.select_related("series"), pk=pk, series__unit=actor.unit)
    try:
        operations.void_number(found, reason=storable(request.POST.get("reason", ""))[:200], by=actor)
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("document_numbers")


@login_required
@require_http_methods(["GET", "POST"])
def seals(request: HttpRequest) -> HttpResponse:
    """用印登记簿: every use in its order; a use without a sending slip is written down here."""
    actor = _reader(request)
    if not actor.in_office:
        raise Http404
    using, adding, status = forms.SealUsing(actor=actor), forms.NewSeal(actor=actor), 200
    kept = list(Seal.objects.filter(unit=actor.unit, stopped_on=None).select_related("keeper"))
    if request.method == "POST":
        press = request.POST.get("press", "use")
        form: forms.ActForm
        if press == "seal":
            form = adding = forms.NewSeal(request.POST, actor=actor)
        else:
            form = using = forms.SealUsing(request.POST, actor=actor)
        if form.is_valid():
            try:
                _stamp(press, form.cleaned_data, kept, request.POST.get("seal", ""), actor)
                return redirect("document_seals")
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
        status = 422
    rows = SealUse.objects.filter(seal__unit=actor.unit).select_related(
        "seal", "applicant", "approver", "keeper", "document__matter"
    )[:200]
    visible = set(
        Document.objects.visible_to(actor)
        .filter(seal_uses__in=[row.pk for row in rows])
        .values_list("pk", flat=True)
    )
    context = {
        "rows": [{"use": row, "seen": row.document_id is None or row.document_id in visible} for row in rows],
        "seals": kept,
        "using": using,
        "adding": adding,
        "may_keep": rules.may_keep_series(actor),
    }
    return render(request, "documents/seals.html", context, status=status)


def _stamp(press: str, data: dict, kept: list[Seal], asked: str, actor) -> None:
    if press == "seal":
        operations.add_seal(name=data["name"], keeper=data["keeper"], by=actor)
        return
    chosen = next((one for one in kept if str(one.pk) == asked), None)
    if chosen is None:
        raise Refused(_("选一枚印章"), "seal")
    operations.use_seal(chosen, by=actor, **data)
