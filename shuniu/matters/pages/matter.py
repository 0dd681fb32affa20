"""事项: the page of one matter (product §7.3), its journal, and the presses on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shuniu.journal.models import Line
from shuniu.journal.sentences import read, words
from shuniu.journal.verbs import verb_of
from shuniu.matters import forms, operations, panels, rules
from shuniu.matters.acts import ACTS, ALWAYS, SHOWN
from shuniu.matters.choices import Visibility
from shuniu.matters.models import Difficulty, DueChange, Instruction, Matter
from shuniu.matters.pages.finding import matter_beside, matter_of
from shuniu.matters.prepared import Question
from shuniu.matters.readings import why_of
from shuniu.org.refusals import Refused

LINES = 50


@dataclass(frozen=True)
class Told:
    """One line of the timeline: its words, and what undoing needs to know of it."""

    subject_id: int
    seq: int
    at: datetime
    verb: str
    actor_id: int | None
    words: str
    weighty: bool


def _lines(actor, *ids, shape):
    """The newest lines of a matter and its tasks; `shape` is (how many ids, whether all of them are wanted)."""
    _count, everything = shape
    lines = Line.objects.filter(subject_kind="matter", subject_id__in=ids).order_by("-at", "-id")
    columns = ("subject_id", "seq", "at", "verb", "particulars", "actor_id", "forgotten_at")
    names = {"actor_name": F("actor__name"), "for_name": F("acting_for__name")}
    return lines.values(*columns, **names)[: None if everything else LINES + 1]


_question = Question(_lines)


def lines_of(matter: Matter, tasks, *, by, everything: bool = False) -> tuple[list[Told], bool]:
    """经过: the last fifty lines of the matter and its tasks, oldest first, and whether there are more."""
    ids = [matter.pk, *(task.pk for task in tasks)]
    found = _question.ask(by, *ids, shape=(len(ids), everything))
    more = not everything and len(found) > LINES
    return [_told(row) for row in reversed(found[:LINES] if more else found)], more


def _told(row: dict) -> Told:
    name, words_for = row["actor_name"] or "", row["for_name"] or ""
    sentence = words(
        row["verb"], row["particulars"], actor=name, acting_for=words_for, forgotten=row["forgotten_at"] is not None
    )
    weighty = verb_of(row["verb"]).weighty
    return Told(row["subject_id"], row["seq"], row["at"], row["verb"], row["actor_id"], sentence, weighty)


def buttons(actor, matter: Matter) -> tuple[list[dict], list[dict]]:
    """(on the page, behind 更多): each press with its verdict. What makes no sense now is not shown at all."""
    first, rest = [], []
    for noun in SHOWN[matter.state]:
        verdict = ACTS[noun].rule(actor, matter)
        (first if verdict else rest).append({"act": ACTS[noun], "verdict": verdict})
    if matter.is_open:
        for noun in ALWAYS:
            if noun not in SHOWN[matter.state]:
                verdict = ACTS[noun].rule(actor, matter)
                if verdict:
                    rest.append({"act": ACTS[noun], "verdict": verdict})
    return first, rest


@login_required
@require_GET
def matter(request, slug):
    """The whole page, or its side panel when asked by htmx."""
    found = matter_of(request, slug, flags=True)
    if found.is_restricted:
        operations.open_restricted(found, by=request.actor)
    tasks = list(found.tasks.with_names().order_by("part")) if found.flag("tasks") else []
    lines, more = lines_of(found, tasks, by=request.actor, everything=request.GET.get("all") == "1")
    first, rest = buttons(request.actor, found)
    why = why_of(found, person=request.actor.person)
    context = {
        "matter": found,
        "light": why.light,
        "why": why,
        "timeline": [line for line in lines if line.weighty] if request.GET.get("only") == "weighty" else lines,
        "more": more,
        "buttons": first,
        "more_buttons": rest,
        "tasks": tasks,
        "instructions": _words(found),
        "demands": found.demands.select_related("task", "covered_by", "lead") if found.flag("demands") else (),
        "papers": found.papers.select_related("file") if found.flag("papers") else (),
        "helps": found.helps.select_related("division") if found.flag("helps") else (),
        "extensions": _extensions(request.actor, found),
        "difficulties": found.difficulties.select_related("by", "answered_by")
        if found.flag("difficulties")
        else (),
        "refusals": found.refusals.select_related("division", "by") if found.flag("refusals") else (),
        "absorbed": found.absorbed.all() if found.flag("absorbed") else (),
        "undo": _undo(request.actor, found, lines),
        "split": rules.may_split(request.actor, found) if found.flag("instructions") or found.flag("demands") else None,
        "panels": panels.of(request.actor, found),
    }
    return render(request, "matters/matter.html", context)


def _words(found: Matter):
    """原话: those of the matter; on a task also those of the whole, for the sake of which it was given out."""
    said = Q(matter=found)
    if found.is_task:
        open_to_all = ~Q(matter__visibility=Visibility.RESTRICTED) | Q(matter__visibility=found.visibility)
        said |= Q(matter=found.parent_id) & open_to_all
    elif not found.flag("instructions"):
        return ()
    return Instruction.objects.filter(said).select_related("leader", "written_down_by")


def _extensions(actor, matter: Matter):
    if not matter.flag("extensions"):
        return []
    return [
        {"change": change, "may_decide": rules.may_decide_extension(actor, change)}
        for change in matter.due_changes.select_related("asked_by", "decided_by", "matter")
    ]


def _undo(actor, matter: Matter, lines: list[Told]) -> Told | None:
    """The last act on the matter itself, if it may still be taken back."""
    own = [line for line in lines if line.subject_id == matter.pk and line.verb not in rules.LOOKS]
    last = own[-1] if own else None
    return last if last and last.verb in rules.REVERSIBLE and rules.may_undo(actor, last, matter, is_last=True) else None


@login_required
@require_http_methods(["GET", "POST"])
def act(request, slug, noun):
    """GET asks (form, or the reason why not), POST does."""
    known = ACTS.get(noun)
    if known is None:
        raise Http404
    found = matter_of(request, slug)
    verdict = known.rule(request.actor, found)
    if request.method == "POST":
        form = known.form(request.POST, actor=request.actor, matter=found)
        if form.is_valid():
            try:
                known.do(found, form.cleaned_data, request.actor)
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
            else:
                said = _("%(number)s 已%(act)s") % {"number": found.number, "act": known.label}
                last = Line.objects.about(found).values_list("verb", flat=True).last()
                undo_at = reverse("matter_undo", args=[found.slug]) if last in rules.REVERSIBLE else ""
                messages.success(request, said, extra_tags=undo_at)
                return _back(request, found)
        return _ask(request, found, known, form, verdict, status=422 if verdict else 409)
    initial = {"lead": found.lead, "title": found.title, "step": found.next_step}
    return _ask(request, found, known, known.form(initial=initial, actor=request.actor, matter=found), verdict)


def _ask(request, found, known, form, verdict, *, status=200):
    context = {"matter": found, "act": known, "form": form, "verdict": verdict, "next": request.GET.get("next", "")}
    piece = "matters/_act.html" if request.htmx else "matters/act.html"
    return render(request, piece, context, status=status)


def _back(request, found: Matter) -> HttpResponse:
    """To where the press came from inside the office, else to the matter (which may have left one's sight)."""
    target = request.POST.get("next", "")
    if not target.startswith("/") or target.startswith("//"):
        seen = Matter.objects.visible_to(request.actor).filter(pk=found.pk).exists()
        target = reverse("matter", args=[found.slug]) if seen else "/"
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Location": target})
    return redirect(target)


@login_required
@require_POST
def undo(request, slug):
    """撤回 the last act on the matter."""
    found = matter_of(request, slug)
    last = Line.objects.about(found).exclude(verb__in=rules.LOOKS).last()
    operations.undo(found, line=last, by=request.actor)
    messages.success(request, _("已撤回"))
    return _back(request, found)


@login_required
@require_http_methods(["GET", "POST"])
def extension_decision(request, pk):
    """答复改期."""
    asked = get_object_or_404(DueChange.objects.select_related("matter", "asked_by"), pk=pk)
    found = matter_beside(request, asked)
    verdict = rules.may_decide_extension(request.actor, asked)
    form = forms.DecidingExtension(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            operations.decide_extension(
                asked, granted=form.cleaned_data["granted"] == "yes", answer=form.cleaned_data["answer"], by=request.actor
            )
            return _back(request, found)
        except Refused as refused:
            form.add_error(None, refused.reason)
    known = {"label": _("答复改期"), "noun": "extension", "hint": ""}
    context = {"matter": found, "act": known, "form": form, "verdict": verdict, "asked": asked}
    return render(request, "matters/act.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_http_methods(["GET", "POST"])
def difficulty_answer(request, pk):
    """答复困难."""
    raised = get_object_or_404(Difficulty.objects.select_related("matter", "by"), pk=pk)
    found = matter_beside(request, raised)
    verdict = rules.may_answer_difficulty(request.actor, raised)
    form = forms.Answering(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            operations.answer_difficulty(raised, answer=form.cleaned_data["answer"], by=request.actor)
            return _back(request, found)
        except Refused as refused:
            form.add_error(None, refused.reason)
    known = {"label": _("答复困难"), "noun": "difficulty", "hint": raised.stuck}
    context = {"matter": found, "act": known, "form": form, "verdict": verdict}
    return render(request, "matters/act.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_POST
def words_confirmation(request, pk):
    """The leader's one tap: yes, or no with what was really said."""
    instruction = get_object_or_404(Instruction.objects.select_related("matter", "leader"), pk=pk)
    found = matter_beside(request, instruction)
    if request.POST.get("answer") == "no":
        operations.deny_words(instruction, correction=request.POST.get("correction", ""), by=request.actor)
    else:
        operations.confirm_words(instruction, by=request.actor)
    return _back(request, found)


@login_required
@require_GET
def journal(request, slug):
    """痕迹: every line with its hash, for whoever wants to check."""
    found = matter_of(request, slug, flags=True)
    lines = Line.objects.about(found).select_related("actor", "acting_for")
    rows = [{"line": line, "words": read(line), "term": verb_of(line.verb).term} for line in lines]
    return render(request, "matters/journal.html", {"matter": found, "rows": rows})
