"""目录与一件: the catalogue of a year on screen, as a spreadsheet and on paper; one item with its parts; packages."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shuniu.archives import operations as archive
from shuniu.archives import rules
from shuniu.archives.catalogue import catalogue_sheet, workbook
from shuniu.archives.choices import Period
from shuniu.archives.models import ArchiveItem, ArchivePackage, LegalHold, OrgCode
from shuniu.archives.operations.packing import path_of
from shuniu.archives.package.reading import record_page
from shuniu.archives.pages.finding import frame, office, page_asked, reader, typed, year_asked
from shuniu.archives.stamp import stamped_pdf
from shuniu.files import typesetting
from shuniu.files.store import store
from shuniu.journal.models import Line
from shuniu.journal.sentences import read
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused, require
from shuniu.sheets.printing import as_pdf, in_the_offices_language

ROWS = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def asked_for(request: HttpRequest, actor: Actor):
    """The items of the address: year, period, body, words."""
    found = ArchiveItem.objects.visible_to(actor).filter(year=year_asked(request))
    period, org, words = (typed(request.GET, name).strip() for name in ("period", "org", "q"))
    if period in Period.values:
        found = found.filter(period=period)
    if org:
        found = found.filter(org_code=org[:4])
    if words:
        found = found.filter(
            Q(title__icontains=words) | Q(doc_number__icontains=words) | Q(issuer__icontains=words)
        )
    return found.in_order()


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    actor = office(request)
    found = asked_for(request, actor)
    number = page_asked(request)
    rows = list(found[(number - 1) * ROWS : number * ROWS + 1])
    query = request.GET.copy()
    query.pop("page", None)
    year = year_asked(request)
    context = {
        **frame("archive_items"),
        "year": year,
        "years": sorted({moment.today().year - 2, moment.today().year - 1, moment.today().year, year}),
        "rows": rows[:ROWS],
        "more": len(rows) > ROWS,
        "number": number,
        "query": query.urlencode(),
        "keep": f"{query.urlencode()}&" if query else "",
        "total": found.count(),
        "periods": Period.choices,
        "orgs": OrgCode.objects.filter(unit=actor.unit),
        "period": typed(request.GET, "period"),
        "org": typed(request.GET, "org"),
        "words": typed(request.GET, "q"),
        "packages": ArchivePackage.objects.filter(unit=actor.unit, year=year)[:3],
    }
    return render(request, "archives/catalogue.html", context)


@require_GET
def spreadsheet(request: HttpRequest) -> HttpResponse:
    """归档文件目录 as a spreadsheet."""
    actor = office(request)
    year = year_asked(request)
    data = workbook(
        list(asked_for(request, actor)), title=f"{actor.unit.name}{year}年归档文件目录", at=moment.now()
    )
    return _file(data, XLSX, f"归档文件目录{year}.xlsx")


@require_GET
def paper(request: HttpRequest) -> HttpResponse:
    """归档文件目录 on A4, the head on every page."""
    actor = office(request)
    at = moment.now()
    with in_the_offices_language():
        sheet = catalogue_sheet(actor.unit, list(asked_for(request, actor)), year=year_asked(request), at=at)
    return _pdf(lambda: as_pdf(sheet, at=at).pdf, f"{sheet.title}.pdf")


def _pdf(make, name: str) -> HttpResponse:
    """A PDF, or the plain reason why this machine sets none."""
    try:
        data = make()
    except typesetting.CannotSet as cannot:
        return HttpResponse(cannot.reason, status=409, content_type="text/plain; charset=utf-8")
    return _file(data, "application/pdf", name, inline=True)


def _file(data: bytes, media_type: str, name: str, *, inline: bool = False) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


def item_of(request: HttpRequest, pk: int) -> ArchiveItem:
    return get_object_or_404(
        ArchiveItem.objects.visible_to(reader(request)).select_related(
            "matter", "matter__lead", "filed_by", "decision__line__table", "unit"
        ),
        pk=pk,
    )


@require_GET
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """一件: what it is, what it holds, what happened to it."""
    actor = reader(request)
    found = item_of(request, pk)
    parts = list(found.parts.all())
    lines = Line.objects.about(found).select_related("actor", "acting_for")
    context = {
        "item": found,
        "parts": parts,
        "has_pdf": any(one.media_type == "application/pdf" for one in parts),
        "expires": found.expires(),
        "course": [(line.at, read(line)) for line in lines],
        "loans": list(found.loans.filter(returned_at=None).exclude(granted=False).select_related("borrower")),
        "holds": list(LegalHold.objects.filter(items=found, ended_at=None)),
        "may_read": rules.may_read(actor, found),
        "may_pack": rules.may_pack(actor),
        "may_borrow": rules.may_ask_loan(actor, found, moment.today(), moment.today()),
        "handed": found.batches.filter(sent_back_at=None).select_related("handover").first(),
    }
    return render(request, "archives/item.html", context)


@require_GET
def part(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """件内的一份: the file as it was kept, or the record as people read it."""
    found = item_of(request, pk)
    piece = get_object_or_404(found.parts.all(), position=position)
    require(rules.may_read(reader(request), found))
    if piece.record is not None:
        page = record_page(piece.name, piece.record)
        response = HttpResponse(page)
        response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
        response["Cache-Control"] = "no-store, private"
        return response
    return _file(store().read(piece.sha256), piece.media_type, piece.name)


@require_GET
def stamped(request: HttpRequest, pk: int) -> HttpResponse:
    """盖归档章的首份: a copy of the first PDF of the item with the stamp; what was filed is not touched."""
    found = item_of(request, pk)
    require(rules.may_read(reader(request), found))
    first = found.parts.filter(media_type="application/pdf", file__isnull=False).first()
    if first is None:
        raise Refused(_("这一件里没有 PDF,盖不了章"), "form")
    return _pdf(lambda: stamped_pdf(store().read(first.sha256), found), f"{found.code.file_name}.pdf")


@require_POST
def pack(request: HttpRequest, pk: int) -> HttpResponse:
    """一件成包: made and given at once."""
    actor = office(request)
    made = archive.pack_item(item_of(request, pk), by=actor)
    messages.success(request, _("已成包 %s") % made.name)
    return redirect("archive_package", pk=made.pk)


@require_GET
def package(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """档案包: to be taken away. Only whoever may know of all that is in it."""
    actor = office(request)
    made = get_object_or_404(ArchivePackage.objects.select_related("unit"), pk=pk, unit=actor.unit)
    if made.made_by_id != actor.person.pk:  # type: ignore[union-attr]
        there = ArchiveItem.objects.visible_to(actor)
        seen = there.filter(pk=made.item_id) if made.item_id else there.filter(year=made.year)
        if seen.count() < made.items:
            raise Http404
    path = path_of(made)
    if not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type="application/zip")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(made.name)}"
    response["Cache-Control"] = "no-store, private"
    return response
