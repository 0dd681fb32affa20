"""督办台账: chosen columns on the screen, the same in a spreadsheet with one press."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shuniu.org import moment
from shuniu.supervision.choices import Axis, Scope
from shuniu.supervision.ledger import COLUMNS, USUAL, Filters, columns_of, ledger_items, workbook
from shuniu.supervision.pages.board import reader

ON_SCREEN = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def filters_of(request: HttpRequest) -> Filters:
    """What the address asks for; the paper of the ledger reads it the same way."""
    asked = request.GET
    axis, key = asked.get("by", Axis.BODY), asked.get("of", "")
    return Filters(
        axis=axis if axis in Axis.values else Axis.BODY,
        key=key if len(key) <= 20 else "",
        source=asked.get("source", ""),
        colour=asked.get("light", "") if asked.get("light") in ("red", "amber", "green", "none") else "",
        state=asked.get("state", "open") if asked.get("state") in ("open", "done", "all") else "open",
        scope=Scope.INSPECTION if asked.get("scope") == Scope.INSPECTION else Scope.INTERNAL,
    )


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    actor = reader(request)
    filters = filters_of(request)
    columns = columns_of(request.GET.getlist("column"))
    items = ledger_items(actor, filters)
    chosen = {column.code for column in columns}
    query = request.GET.urlencode()
    context = {
        "columns": columns,
        "all_columns": [(c.code, c.head, c.code in chosen) for c in COLUMNS],
        "lines": [([(c.code, c.value(one)) for c in columns], one.line.address) for one in items[:ON_SCREEN]],
        "total": len(items),
        "left": max(len(items) - ON_SCREEN, 0),
        "paper": f"/sheets/ledger/?{query}" if query else "/sheets/ledger/",
        "file": f"/supervise/ledger/file/?{query}" if query else "/supervise/ledger/file/",
        "filters": filters,
        "states": [("open", _("在办")), ("done", _("今年办结")), ("all", _("全部"))],
        "usual": USUAL,
        "at": moment.now(),
    }
    return render(request, "supervision/ledger.html", context)


@require_GET
def file(request: HttpRequest) -> HttpResponse:
    """一键 Excel: the usual columns, or those chosen."""
    actor = reader(request)
    columns = columns_of(request.GET.getlist("column"))
    rows = [{c.code: c.value(one) for c in columns} for one in ledger_items(actor, filters_of(request))]
    now = moment.local(moment.now())
    data = workbook(columns, rows, title=f"{actor.unit.name} {_('督办台账')}", at=now)
    name = f"{_('督办台账')}{now:%Y%m%d}.xlsx"
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename=\"ledger.xlsx\"; filename*=UTF-8''{quote(name)}"
    return response
