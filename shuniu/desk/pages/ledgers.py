"""台账: a spreadsheet that was kept until now is looked at, its columns put right, brought in, and taken back as one.

The rows travel signed in the form and are never stored before they are brought in. Work of many rows goes on some at a
time with a bar; whoever leaves the page may drop the same file again, and what came in already is not brought in twice.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from shuniu.desk.refusing import refused_page
from shuniu.matters import ledgers, rules
from shuniu.matters.ledgers.bringing import AT_A_TIME
from shuniu.org.refusals import Refused

KEPT_SECONDS = 6 * 3600
SAMPLE, MOST_REFUSALS = 20, 200


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """/ledgers/: drop, look, bring in; below it what was brought in before."""
    return answer(request, "desk/ledgers.html", {}, onward="/ledgers/")


def answer(request: HttpRequest, template: str, context: dict, *, onward: str) -> HttpResponse:
    """The steps of one import inside any page; `onward` is where it leads when all is in."""
    verdict = rules.may_bring_ledger(request.actor)
    if not verdict:
        return refused_page(request, verdict)
    context = {**context, "onward": onward, "address": request.path}
    try:
        if request.method == "POST":
            return _step(request, template, context, onward)
    except signing.BadSignature:
        context["problem"] = _("预览过期了,还没导的都在您的表里,请重新选一次文件。导过的不会重复。")
    except Refused as refused:
        context["problem"] = refused.reason
    context["batches"] = [
        (one, rules.may_take_back_ledger(request.actor, one.by_pk))
        for one in ledgers.batches(request.actor.unit)
    ]
    return render(request, template, context, status=422 if "problem" in context else 200)


def _step(request: HttpRequest, template: str, context: dict, onward: str) -> HttpResponse:
    if request.FILES.get("file"):
        file = request.FILES["file"]
        ledger = ledgers.open_ledger(file.read(), file.name or "", by=request.actor)
        key, places, sort = secrets.token_hex(8), ledgers.guessed(ledger.head), ledger.sort
    elif "kept" in request.POST:
        kept = signing.loads(request.POST["kept"], salt="ledger", max_age=KEPT_SECONDS)
        if kept["unit"] != request.actor.unit.pk:
            raise signing.BadSignature
        ledger, key = ledgers.Ledger(**kept["ledger"]), kept["key"]
        places = _places(request, ledger)
        sort = request.POST.get("sort") if request.POST.get("sort") in ledgers.SORTS else ledger.sort
    else:
        raise Refused(_("还没有选文件。选一份台账表格再看"), "empty", "file")
    context.update(ledger=ledger, sort=sort, sorts=[(code, one.label) for code, one in ledgers.SORTS.items()])
    context["kept"] = signing.dumps(
        {"unit": request.actor.unit.pk, "key": key, "ledger": asdict(ledger)}, salt="ledger", compress=True
    )
    context["columns"] = _columns(ledger, places)
    if request.POST.get("agreed") and "kept" in request.POST:
        return _bring(request, template, context, places, key, onward)
    try:
        context.update(_looked_at(ledgers.look_at(ledger, places, by=request.actor)))
    except Refused as refused:
        context["refused"] = refused
    return render(request, template, context, status=422 if "refused" in context else 200)


def _places(request: HttpRequest, ledger: ledgers.Ledger) -> dict[str, int]:
    said = {name: request.POST.get(f"column-{name}", "") for name in ledgers.FIELDS}
    return {
        name: int(place)
        for name, place in said.items()
        if place.isdigit() and int(place[:3]) < len(ledger.head)
    }


def _columns(ledger: ledgers.Ledger, places: dict[str, int]) -> list[dict]:
    """Each field with the column that says it, and how many of its cells fit."""
    heads = [(place, head or _("第%d列") % (place + 1)) for place, head in enumerate(ledger.head)]
    found = []
    for name, field in ledgers.FIELDS.items():
        place = places.get(name)
        cells = [row[place] for row in ledger.rows if place is not None and place < len(row) and row[place]]
        found.append(
            {
                "name": name,
                "label": field.label,
                "place": place,
                "heads": heads,
                "filled": len(cells),
                "fit": sum(bool(field.fits(cell)) for cell in cells),
            }
        )
    return found


def _looked_at(rows: list[ledgers.Row]) -> dict:
    good = [row for row in rows if not row.problem]
    left = [row for row in rows if row.problem]
    return {
        "rows": rows,
        "good": len(good),
        "left": len(left),
        "done": sum(row.goes == "done" for row in good),
        "placed": sum(row.goes == "placed" for row in good),
        "tray": sum(row.goes == "tray" for row in good),
        "refusals": left[:MOST_REFUSALS],
        "unsure": _by_remark(good),
        "sample": good[:SAMPLE],
    }


def _by_remark(rows: list[ledgers.Row]) -> list[dict]:
    """What came in otherwise than it stands there, each once, with how many rows it concerns and which come first."""
    found: dict[str, list[int]] = {}
    for row in rows:
        for remark in row.remarks:
            found.setdefault(remark, []).append(row.number)
    most = sorted(found.items(), key=lambda one: -len(one[1]))
    return [
        {"remark": remark, "count": len(numbers), "first": numbers[:8]}
        for remark, numbers in most[:MOST_REFUSALS]
    ]


def _bring(
    request, template: str, context: dict, places: dict[str, int], key: str, onward: str
) -> HttpResponse:
    """Some rows at a time; the page sends itself again until all are in. Without scripts one presses 接着."""
    ledger: ledgers.Ledger = context["ledger"]
    at, came = _number(request, "at"), _number(request, "came")
    rows = ledgers.look_at(ledger, places, by=request.actor, rows=slice(at, at + AT_A_TIME))
    came += len(ledgers.bring(rows, name=ledger.name, sort=context["sort"], key=key, by=request.actor))
    at = min(at + AT_A_TIME, len(ledger.rows))
    if at < len(ledger.rows) and not request.POST.get("stop"):
        return render(request, template, {**context, "at": at, "came": came, "of": len(ledger.rows)})
    said = ngettext("从台账导入了 %d 件。", "从台账导入了 %d 件。", came) % came
    left = at - came
    if left:
        said += ngettext("%d 行没有导,留在您的表里。", "%d 行没有导,留在您的表里。", left) % left
    messages.success(request, said)
    return redirect(onward)


def _number(request, name: str) -> int:
    said = request.POST.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 0


@require_POST
def taking_back(request: HttpRequest, key: str) -> HttpResponse:
    """撤回整批: everything of one import that nobody has touched since; some at a time."""
    batch = next((one for one in ledgers.batches(request.actor.unit, most=1000) if one.key == key), None)
    if batch is None or not request.actor.in_office:
        raise Http404
    after = _number(request, "after")
    _back, _kept, after = ledgers.take_back(batch, by=request.actor, after=after)
    batch = next(one for one in ledgers.batches(request.actor.unit, most=1000) if one.key == key)
    if after:
        context = {
            "batch": batch,
            "after": after,
            "of": len(batch.matters),
            "at": batch.taken_back + batch.kept,
        }
        return render(request, "desk/ledgers_taking_back.html", context)
    said = (
        ngettext("撤回了 %d 件,编号不再用。", "撤回了 %d 件,编号不再用。", batch.taken_back)
        % batch.taken_back
    )
    if batch.kept:
        said += ngettext("%d 件后来有人动过,留着。", "%d 件后来有人动过,留着。", batch.kept) % batch.kept
    messages.success(request, said)
    return redirect("/ledgers/")
