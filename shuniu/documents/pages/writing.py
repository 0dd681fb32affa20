"""拟稿与核稿: the paper on the left, what speaks about it on the right, the hands it goes through below."""

from __future__ import annotations

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shuniu.documents import differences, forms, operations, precedents, rules
from shuniu.documents.models import Document
from shuniu.documents.pages.finding import document_of
from shuniu.documents.presenting import Sheet
from shuniu.documents.printing import red_head
from shuniu.files.pages import storable
from shuniu.matters.models import Matter
from shuniu.matters.pages.finding import matter_of
from shuniu.org import moment
from shuniu.org.refusals import Refused

VIEWS = ("text", "red", "before", "faces")


@login_required
@require_http_methods(["GET", "POST"])
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """The editor; a POST keeps what was typed, by script every two seconds or by the button."""
    found = document_of(request, slug)
    if request.method == "POST":
        return _keep(request, found)
    return _show(request, found)


def _show(request: HttpRequest, found: Document, *, status: int = 200, **more) -> HttpResponse:
    view = request.GET.get("view", "text")
    sheet = Sheet(request.actor, found)  # type: ignore[attr-defined]
    context = {
        "sheet": sheet,
        "document": found,
        "matter": found.matter,
        "view": view if view in VIEWS else "text",
        "base": json.dumps(found.content, ensure_ascii=False),
        "page": _page(request),
        "changes": _changes(view, found, sheet),
        **more,
    }
    if request.GET.get("part") == "side":
        return render(request, "documents/_side.html", context)
    return render(request, "documents/document.html", context, status=status)


def _page(request: HttpRequest) -> int:
    asked = request.GET.get("page", "1")
    return min(max(int(asked), 1), 99) if asked.isdigit() and len(asked) < 4 else 1


def _changes(view: str, found: Document, sheet: Sheet) -> list[differences.Changed]:
    """与上稿比: against the last that was handed over. 花脸稿: against the first, with who wrote what stands there."""
    if view not in ("before", "faces") or not sheet.versions:
        return []
    earlier = sheet.versions[0]
    if view == "before":
        past = [one for one in sheet.versions if one.sha256 != found.wording.sha256]
        earlier = past[-1] if past else sheet.versions[-1]
    return differences.compare(earlier.wording, found.wording, found.authors)


def _keep(request: HttpRequest, found: Document) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    scripted = request.headers.get("Accept") == "application/json"
    base = forms.based_on(request.POST, found.wording)
    try:
        wording = forms.typed(request.POST)
        found, merged = operations.keep_writing(found, wording=wording, base=base, by=by)
    except Refused as refused:
        if scripted:
            return JsonResponse({"problem": refused.reason}, status=409)
        return _show(request, found, status=409, problem=refused.reason, typed=request.POST)
    if scripted:
        return JsonResponse(
            {
                "saved": moment.local(moment.now()).strftime("%H:%M"),
                "base": found.content,
                "conflicts": [
                    {"key": one.key, "theirs": one.theirs, "mine": one.mine} for one in merged.conflicts
                ],
                "holds": {
                    one.key: one.person.name
                    for one in operations.hold(found, key=storable(request.POST.get("at", "")), by=by)
                },
            }
        )
    if merged.conflicts:
        return _show(request, found, status=409, conflicts=merged.conflicts)
    target = request.POST.get("next", "")
    return redirect(target if target.startswith("/matters/") else request.path)


@login_required
@require_GET
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """红头样 of one page, set anew each time: it is the text as it stands."""
    found = document_of(request, slug)
    response = HttpResponse(red_head(found, page=_page(request)), content_type="image/png")
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_http_methods(["GET", "POST"])
def starting(request: HttpRequest, slug: str = "") -> HttpResponse:
    """拟稿: from a matter with one press, or from nothing with one line."""
    by = request.actor  # type: ignore[attr-defined]
    basis = matter_of(request, slug) if slug else None
    if not by or by.person is None:
        raise Http404
    verdict = rules.may_draft(by, basis)
    about = precedents.title_for(basis) if basis is not None else request.GET.get("about", "")
    form = forms.Starting(request.POST or None, actor=by, matter=basis, initial={"about": about})
    if request.method == "POST" and form.is_valid():
        try:
            made = _start(request, basis, form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
        else:
            messages.success(request, _("%(number)s 已拟稿") % {"number": made.matter.number})
            return redirect("document", made.matter.slug)
    found = precedents.precedents_of(by, about) if about else []
    context = {"form": form, "basis": basis, "verdict": verdict, "precedents": found}
    status = 200 if request.method == "GET" else (422 if verdict else 409)
    return render(request, "documents/starting.html", context, status=status)


def _start(request: HttpRequest, basis: Matter | None, data: dict) -> Document:
    by = request.actor  # type: ignore[attr-defined]
    asked = request.POST.get("after", "")
    after = None
    if asked == "last":  # 照去年办: the most alike of what went out
        about = data["about"] or (precedents.title_for(basis) if basis is not None else "")
        likely = precedents.precedents_of(by, about, most=1)
        if not likely:
            raise Refused(_("没有找到像的旧文,先按文种写骨架"), "precedent")
        after = likely[0].document
    elif asked.isdigit() and len(asked) < 12:
        after = Document.objects.visible_to(by).filter(pk=int(asked)).select_related("matter").first()
    return operations.start_draft(
        basis=basis,
        about=data["about"],
        kind=data["kind"],
        recipients=data["recipients"],
        precedent=after,
        by=by,
    )


@login_required
@require_POST
def mending(request: HttpRequest, slug: str) -> HttpResponse:
    """改、说明: one press on a finding."""
    found = document_of(request, slug)
    by = request.actor  # type: ignore[attr-defined]
    sheet = Sheet(by, found)
    mark = request.POST.get("mark", "")
    finding = next((one for one in sheet.findings if one.mark == mark), None)
    try:
        if finding is None:
            raise Refused(_("这一处已经没有了,或者刚有人改过"), "gone")
        if request.POST.get("words") is not None:
            operations.excuse(found, finding, words=storable(request.POST["words"]), by=by)
        else:
            operations.mend(found, finding, by=by)
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("document", found.matter.slug)


@login_required
@require_POST
def remarks(request: HttpRequest, slug: str) -> HttpResponse:
    """旁批, and the answer to one."""
    found = document_of(request, slug)
    by = request.actor  # type: ignore[attr-defined]
    words = storable(request.POST.get("words", ""))
    try:
        answered = request.POST.get("remark", "")
        if answered:
            one = (
                found.remarks.select_related("by")
                .filter(pk=int(answered) if answered.isdigit() else 0)
                .first()
            )
            if one is None:
                raise Http404
            one.document = found
            operations.answer(one, words=words, adopted=request.POST.get("press") == "adopt", by=by)
        else:
            operations.remark(found, words=words, key=storable(request.POST.get("key", ""))[:20], by=by)
    except Refused as refused:
        return _show(request, found, status=409, problem=refused.reason, said=words)
    return redirect("document", found.matter.slug)
