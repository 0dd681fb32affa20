"""等着定: closed matters of a year with what is proposed; looked through, changed where needed, filed in one press."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from shuniu.archives import operations as archive
from shuniu.archives import rules
from shuniu.archives.choices import Period
from shuniu.archives.models import ArchiveItem, ArchivePackage
from shuniu.archives.operations import Said
from shuniu.archives.operations.settling import fonds_of
from shuniu.archives.pages.finding import frame, office, page_asked, typed, year_asked
from shuniu.archives.queries import undecided
from shuniu.archives.status import standing_of
from shuniu.archives.suggesting import Proposal, Suggestions, table_in_force
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.refusals import Refused

ROWS = 100
NOT_FILED = "-"


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """GET shows; POST files what was picked, or the whole year and packs it."""
    actor = office(request)
    year = year_asked(request)
    refused: dict[int, str] = {}
    said: dict[int, Said] = {}
    problem = ""
    if request.method == "POST":
        said = _said(request)
        try:
            answer = _file(request, actor, year, said, refused)
        except Refused as why:
            problem = str(why.reason)
        else:
            if answer is not None:
                return answer
    table = table_in_force(actor.unit)
    waiting = undecided(actor, year)
    number = page_asked(request)
    found = list(
        waiting.select_related("unit", "lead")
        .with_flags()
        .order_by("kind", "source_body", "received", "pk")[(number - 1) * ROWS : number * ROWS + 1]
    )
    suggestions = Suggestions(actor.unit, table) if table else None
    standing = standing_of(actor, year)
    rows = [_row(matter, suggestions, said, refused) for matter in found[:ROWS]] if suggestions else []
    context = {
        **frame("archive"),
        "year": year,
        "years": _years(year),
        "rows": rows,
        "more": len(found) > ROWS,
        "number": number,
        "keep": f"year={year}&",
        "total": standing.undecided,
        "table": table,
        "fonds": fonds_of(actor.unit),
        "periods": [*Period.choices, (NOT_FILED, _("不归档"))],
        "standing": standing,
        "package": ArchivePackage.objects.filter(unit=actor.unit, year=year).first(),
        "filed": standing.filed,
        "problem": problem,
        "stopped": len(refused),
        "picked": {int(pk) for pk in request.POST.getlist("pick") if pk.isdigit()},
        "may_settle": rules.may_settle(actor, fonds_of(actor.unit)),
    }
    return render(request, "archives/waiting.html", context, status=422 if request.method == "POST" else 200)


def _years(year: int) -> list[int]:
    this = moment.today().year
    return sorted({this - 2, this - 1, this, year})


def _row(matter: Matter, suggestions: Suggestions, said: dict[int, Said], refused: dict[int, str]) -> dict:
    proposal: Proposal = suggestions.of(matter)
    words = said.get(matter.pk)
    chosen = words.period if words else proposal.period
    return {
        "matter": matter,
        "proposal": proposal,
        "chosen": chosen or NOT_FILED,
        "reason": words.reason if words else "",
        "refused": refused.get(matter.pk, ""),
        "open": bool(words and (words.reason or chosen != proposal.period)) or matter.pk in refused,
    }


def _said(request: HttpRequest) -> dict[int, Said]:
    """What the form says of each row: kept when the page comes back."""
    found = {}
    for name, period in request.POST.items():
        if not name.startswith("period-") or not name[7:].isdigit():
            continue
        pk = int(name[7:])
        found[pk] = Said("" if period == NOT_FILED else str(period)[:3], typed(request.POST, f"reason-{pk}"))
    return found


def _file(request, actor, year: int, said: dict[int, Said], refused: dict[int, str]) -> HttpResponse | None:
    """None: something was refused, and the page shows what."""
    if request.POST.get("what") == "year":
        done = archive.file_year(year, said=said, by=actor)
        packed = archive.pack_year(year, by=actor) if _anything(actor, year) else None
    else:
        picked = [int(pk) for pk in request.POST.getlist("pick") if pk.isdigit()]
        if not picked:
            raise Refused(_("先选出要定的件"), "empty")
        matters = undecided(actor, year).filter(pk__in=picked).select_related("unit", "lead").with_flags()
        done = archive.decide_all(
            list(matters.order_by("kind", "source_body", "received", "pk")), said=said, by=actor
        )
        packed = None
    refused.update({matter.pk: why for matter, why in done.refused})
    told = ngettext("归档 %(n)d 件", "归档 %(n)d 件", len(done.items)) % {"n": len(done.items)}
    if done.not_filed:
        told += ngettext(",不归档 %(n)d 件", ",不归档 %(n)d 件", done.not_filed) % {"n": done.not_filed}
    if packed is not None:
        told += _(",已成包")
    if not refused or done.items or done.not_filed:
        messages.success(request, told)
    if refused:
        return None
    return redirect(f"{reverse('archive')}?year={year}")


def _anything(actor, year: int) -> bool:
    return ArchiveItem.objects.visible_to(actor).filter(year=year).exists()
