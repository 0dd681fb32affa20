"""领导: the paper with its pad, the press that says a word, taking it back, and the lists behind the brief."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shuniu.desk import assets
from shuniu.desk.leader import away, ink, kept, signing
from shuniu.desk.leader.home import HUSHED, MOST_HUSHED, LeaderHome
from shuniu.desk.leader.paper import SIZES, LeaderPaper
from shuniu.desk.leader.waiting import needs_proof
from shuniu.desk.middleware import POLICY
from shuniu.desk.refusing import refused_page
from shuniu.desk.today import LeaderToday
from shuniu.matters import operations as matters
from shuniu.matters.pages.papers import picture
from shuniu.org import rules as people_rules
from shuniu.org.choices import Factor
from shuniu.org.operations import set_signing
from shuniu.org.refusals import Refused, require
from shuniu.org.refusals import Verdict as Ruling
from shuniu.routing import operations, rules
from shuniu.routing.choices import Verdict
from shuniu.routing.models import Part

ROWS = 50
SIZE_CODES = tuple(code for code, _word in SIZES)


def answered(request: HttpRequest, template: str, context: dict, *, status: int = 200) -> HttpResponse:
    """The page with what the first screen needs inside it: one round trip; the rest of the styles come after."""
    styles = critical_styles()
    response = render(request, template, {**context, "critical": styles}, status=status)
    response["Content-Security-Policy"] = POLICY.replace(
        "style-src 'self'", f"style-src 'self' {_proof(styles)}"
    )
    return response


def critical_styles() -> str:
    return assets.first_screen()


@lru_cache(maxsize=4)
def _proof(styles: str) -> str:
    """The one style inside a page that the browser may believe: exactly ours."""
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@gzip_page
def home(request: HttpRequest, today: LeaderToday) -> HttpResponse:
    """今日 of a leader."""
    habits = request.user.interface or {}
    shown = LeaderHome(request.actor, today, habits.get(HUSHED, ()))
    asked = signing.asked(request, needed=any(needs_proof(one.box) for one in shown.to_decide))
    return answered(request, "desk/leader/home.html", {"today": today, "home": shown, "asked": asked})


def part_of(request: HttpRequest, pk: int) -> Part:
    """A part of a slip within what the actor may see; a missing and a hidden one are equally not there."""
    actor = request.actor
    if not actor or actor.person is None:
        raise Http404
    parts = Part.objects.visible_to(actor).select_related("stage__slip__matter__unit")
    return get_object_or_404(parts, pk=pk)


@require_GET
@gzip_page
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """一件: read, write, 批."""
    part = part_of(request, pk)
    if part.stage.slip.matter.is_restricted:
        matters.open_restricted(part.stage.slip.matter, by=request.actor)
    return _paper(request, part)


def _paper(
    request: HttpRequest, part: Part, *, problem: str = "", field: str = "", status: int = 200
) -> HttpResponse:
    shown = LeaderPaper(request.actor, part, everything=request.GET.get("all") == "1")
    habits = request.user.interface or {}
    size = request.POST.get("size") or habits.get("reading", "usual")
    context = {
        "paper": shown,
        "matter": shown.matter,
        "asked": signing.asked(request, needed=shown.needs_proof and bool(shown.verdict or shown.asks_first)),
        "sizes": SIZES,
        "size": size if size in SIZE_CODES else "usual",
        "written": {name: request.POST.get(name, "") for name in ("words", "ink", "question")},
        "problem": problem,
        "field": field,
    }
    return answered(request, "desk/leader/paper.html", context, status=status)


@require_POST
@gzip_page
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """批: agree, agree with a ready sentence, dissent, return with a question, ask for a decision again, read."""
    part = part_of(request, pk)
    press = request.POST.get("press", "agree")
    words = request.POST.get("words", "")
    if request.POST.get("ready"):
        press, words = "agree", words if words.strip() else request.POST["ready"]
    if press not in PRESSES:
        raise Http404
    try:
        drawing = ink.drawing(request.POST.get("ink", ""))
        require(_ruling(request, part, press))
        signing.prove(request, needed=part.stage.is_main and needs_proof(part.stage.box))
        with transaction.atomic():
            done = PRESSES[press](request, part, words, drawing)
    except Refused as refused:
        return _paper(request, part, problem=refused.reason, field=refused.field, status=409)
    _remember_size(request)
    _said(request, done, press)
    waits = LeaderPaper(request.actor, part).after
    return redirect(waits.address if waits and request.POST.get("next") else "/")


def _ruling(request, part: Part, press: str) -> Ruling:
    """To give back is no decision: a stand-in may, where a decision would ask somebody first."""
    if press in ("question", "again"):
        return rules.may_return(request.actor, part, None)
    return rules.may_decide(request.actor, part, Verdict.AGREE if part.stage.is_main else Verdict.READ)


def _agree(request, part: Part, words: str, drawing: bytes) -> Part:
    return _say(request, part, Verdict.AGREE if part.stage.is_main else Verdict.READ, words, drawing)


def _dissent(request, part: Part, words: str, drawing: bytes) -> Part:
    return _say(request, part, Verdict.DISAGREE, words, drawing)


def _say(request, part: Part, verdict: str, words: str, drawing: bytes) -> Part:
    by = request.actor
    hold = rules.held_for(part) if part.stage.is_main else None
    return operations.decide(
        part, verdict=verdict, opinion=words, image_sha256=ink.kept(drawing, by=by), hold=hold, by=by
    )


def _ask_back(request, part: Part, words: str, drawing: bytes) -> Part:
    """退回问一句: to who proposed, and straight back."""
    question = request.POST.get("question", "").strip() or words
    if not question.strip() and not drawing:
        raise Refused(_("退回要写一句问什么"), "question", "question")
    to = LeaderPaper(request.actor, part).proposer
    return _back(request, part, to, question, drawing, straight_back=True)


def _again(request, part: Part, words: str, drawing: bytes) -> Part:
    """再议: back to who started it; everybody between is asked once more."""
    return _back(request, part, None, words if words.strip() else _("再议"), drawing, straight_back=False)


def _back(request, part: Part, to, words: str, drawing: bytes, *, straight_back: bool) -> Part:
    by = request.actor
    operations.return_to(
        part, to=to, opinion=words, straight_back=straight_back, image_sha256=ink.kept(drawing, by=by), by=by
    )
    part.refresh_from_db()
    return part


PRESSES = {"agree": _agree, "dissent": _dissent, "question": _ask_back, "again": _again}


def _remember_size(request: HttpRequest) -> None:
    size, habits = request.POST.get("size"), dict(request.user.interface or {})
    if size in SIZE_CODES and habits.get("reading", "usual") != size:
        request.user.interface = {**habits, "reading": size}
        request.user.save(update_fields=["interface"])


def _said(request: HttpRequest, part: Part, press: str) -> None:
    number = part.stage.slip.matter.number
    if part.settles_at:
        seconds = int((rules.held_for(part) or rules.HELD).total_seconds())
        messages.success(
            request,
            _("%(number)s 记下了,%(seconds)d秒内可以撤回。") % {"number": number, "seconds": seconds},
        )
    elif press in ("question", "again"):
        messages.success(request, _("%s 退回了,答了会再回到您这里。") % number)
    else:
        messages.success(request, _("%s 记下了。") % number)


@require_http_methods(["GET", "POST"])
@gzip_page
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """撤回 a word that is still held back: a plain address, and one press."""
    part = part_of(request, pk)
    verdict = rules.may_withdraw(request.actor, part)
    if request.method == "GET":
        context = {"part": part, "matter": part.stage.slip.matter, "verdict": verdict}
        return answered(request, "desk/leader/withdrawal.html", context)
    operations.withdraw(part, reason=request.POST.get("reason", ""), by=request.actor)
    messages.success(request, _("撤回了,还在您这里。"))
    again = next(
        (
            one
            for one in LeaderHome(request.actor, LeaderToday(request.actor)).papers
            if one.slug == part.stage.slip.matter.slug
        ),
        None,
    )
    return redirect(again.address if again else "/")


@require_POST
@gzip_page
def agreement(request: HttpRequest) -> HttpResponse:
    """勾的都同意: each paper is one act with one line of its own; one that is refused holds no other up."""
    chosen = [int(one) for one in request.POST.getlist("part") if one.isdigit() and len(one) < 12][:ROWS]
    parts = [part_of(request, pk) for pk in dict.fromkeys(chosen)]
    if not parts:
        messages.error(request, _("先勾上要同意的。"))
        return redirect("/")
    try:
        signing.prove(request, needed=any(needs_proof(part.stage.box) for part in parts))
    except Refused as refused:
        return refused_page(request, refused, status=409)
    done = 0
    for part in parts:
        try:
            _say(request, part, Verdict.AGREE, "", b"")
            done += 1
        except Refused as refused:
            said = {"number": part.stage.slip.matter.number, "why": refused.reason}
            messages.error(request, _("%(number)s 没有办成:%(why)s") % said)
    if done:
        messages.success(
            request, ngettext("%d件都同意了,各留了一行。", "%d件都同意了,各留了一行。", done) % done
        )
    return redirect("/")


@require_GET
def handwriting(request: HttpRequest, pk: int) -> HttpResponse:
    """手迹 on a slip, byte for byte."""
    part = part_of(request, pk)
    if not part.image_sha256:
        raise Http404
    return picture(part.image_sha256)


@require_POST
def hush(request: HttpRequest) -> HttpResponse:
    """不再提示: this line of the brief, until its facts are others."""
    mark, habits = request.POST.get("mark", "")[:80], dict(request.user.interface or {})
    if mark:
        known = [one for one in habits.get(HUSHED, []) if one != mark]
        request.user.interface = {**habits, HUSHED: [*known, mark][-MOST_HUSHED:]}
        request.user.save(update_fields=["interface"])
        messages.success(request, _("不再提这一条;情况变了会再说。"))
    return redirect("/")


@require_GET
@gzip_page
def kept_away(request: HttpRequest) -> HttpResponse:
    """给您挡下."""
    if not request.actor or request.actor.person is None or not request.actor.reads_matters:
        raise Http404
    number = request.GET.get("page", "1")
    number = min(max(int(number), 1), 99) if number.isdigit() and len(number) < 4 else 1
    rows = list(kept.settled(request.actor).with_names()[(number - 1) * ROWS : number * ROWS + 1])
    context = {"rows": rows[:ROWS], "more": len(rows) > ROWS, "number": number}
    return answered(request, "desk/leader/kept.html", context)


@require_GET
@gzip_page
def absence(request: HttpRequest) -> HttpResponse:
    """不在时."""
    if not request.actor or request.actor.person is None or not request.actor.reads_matters:
        raise Http404
    return answered(request, "desk/leader/absence.html", {"away": away.last(request.actor)})


@require_http_methods(["GET", "POST"])
def factor(request: HttpRequest) -> HttpResponse:
    """第二道确认: chosen for the whole unit."""
    verdict = people_rules.may_manage_people(request.actor)
    chosen, minutes = signing.chosen(request.actor.unit)
    problem = ""
    if request.method == "POST":
        typed = request.POST.get("minutes", "")
        chosen = request.POST.get("factor", "")
        try:
            number = int(typed) if typed.isdigit() and len(typed) < 5 else -1
            set_signing(request.actor.unit, factor=chosen, minutes=number, by=request.actor)
        except Refused as refused:
            problem, minutes = refused.reason, typed
        else:
            messages.success(request, _("定了。"))
            return redirect("/settings/")
    context = {
        "verdict": verdict, "factors": Factor.choices, "chosen": chosen, "minutes": minutes, "problem": problem,
    }  # fmt: skip
    return render(request, "desk/leader/factor.html", context, status=409 if problem else 200)
