"""联络员的手机页: report in one line with a photograph, use what was given before, pass on inside the own body."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from shuniu.desk.liaison.cards import Card, LiaisonPage
from shuniu.desk.liaison.sheet import sheet_of, similar_done
from shuniu.files.arrivals import open_arrival
from shuniu.files.choices import Channel
from shuniu.files.operations import note_secrecy_refusal
from shuniu.files.refusals import CannotTake, LooksSecret
from shuniu.matters import operations, rules
from shuniu.matters.choices import ArrivingState, FieldKind, PaperRole, Visibility
from shuniu.matters.intake import arriving, proofs
from shuniu.matters.models import Arriving, Feedback, Matter, Paper
from shuniu.matters.operations.asking import MOST_PROOFS
from shuniu.matters.pages.finding import matter_beside, matter_of
from shuniu.matters.pages.papers import stored
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Person
from shuniu.org.refusals import Refused


def home(request: HttpRequest, page: LiaisonPage | None = None, *, status: int = 200) -> HttpResponse:
    """今日 of a liaison (product §7.14)."""
    page = page or LiaisonPage(request.actor)
    body = page.of_my_body if request.GET.get("list") == "body" else None
    context = {
        "today": page,
        "role": "liaison",
        "cards": page.cards,
        "body": body,
        "most_photos": MOST_PROOFS,
    }
    return render(request, "desk/liaison/home.html", context, status=status)


@login_required
@require_POST
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """报上去、报结、直接用: one line, the fields of the form and up to three photographs, in one press."""
    matter = matter_of(request, slug)
    files = [(file.name or "", file.read()) for file in request.FILES.getlist("photos")[:MOST_PROOFS]]
    try:
        words = _words(request, matter, photos=len(files))
        fields = operations.form_of(matter)
        values = {field.pk: request.POST.get(f"field{field.pk}", "") for field in fields}
        if "done" in request.POST:
            operations.report_done(
                matter, result=words, values=values, as_feedback=bool(files), by=request.actor
            )
            feedback = matter.feedbacks.filter(by=request.actor.person).last()
        else:
            feedback = operations.feed_back(matter, words=words, values=values, by=request.actor)
    except Refused as refused:
        return _again(request, slug, refused)
    rows = proofs.begin(feedback, files, by=request.actor) if feedback and files else []
    said = _("已报结,等别人核实") if "done" in request.POST else _("报上去了")
    left = len(request.FILES.getlist("photos")) - len(files)
    only = [_("一次最多附三张,其余的没有收。")] if left > 0 else []
    messages.success(request, " ".join([said, *_of_photos(rows), *only]))
    return redirect("/")


def _words(request: HttpRequest, matter: Matter, *, photos: int) -> str:
    """What was typed; or what this body said before, with its day; or that there are only pictures."""
    words = request.POST.get("words", "").strip()
    reused = request.POST.get("reuse", "")
    if reused.isdigit() and len(reused) < 19:
        person = request.actor.person
        before = get_object_or_404(
            Feedback.objects.exclude(matter__visibility=Visibility.RESTRICTED),
            pk=int(reused),
            by__division=person.division_id,
            matter__unit=matter.unit_id,
            untrue=False,
        )
        day = moment.local(before.at)
        return _("%(words)s(%(month)d月%(day)d日报过,沿用)") % {
            "words": before.words, "month": day.month, "day": day.day
        }  # fmt: skip
    if not words and photos:
        return ngettext("照片%d张", "照片%d张", photos) % photos
    return words


def _of_photos(rows: list[Arriving]) -> list[str]:
    taken = sum(row.state == ArrivingState.TAKEN for row in rows)
    looking = sum(row.state == ArrivingState.READING for row in rows)
    said = []
    if taken:
        said.append(ngettext("照片附了%d张。", "照片附了%d张。", taken) % taken)
    if looking:
        said.append(ngettext("%d张还在看,看完自动附上。", "%d张还在看,看完自动附上。", looking) % looking)
    said += [arriving.reason_of(row) for row in rows if row.state == ArrivingState.REFUSED]
    return said


def _again(request: HttpRequest, slug: str, refused: Refused) -> HttpResponse:
    """The page with what was typed and why it did not go up."""
    page = LiaisonPage(request.actor)
    card: Card | None = next((card for card in page.cards if card.item.slug == slug), None)
    if card is None:  # refused from elsewhere than the page: the page of refusals says why
        raise refused
    card.typed, card.problem = request.POST.get("words", ""), str(refused.reason)
    for field in card.fields:
        field.value = request.POST.get(f"field{field.pk}", field.value)
    return home(request, page, status=422)


@login_required
@require_POST
def pass_on(request: HttpRequest, slug: str) -> HttpResponse:
    """转给: to somebody of the own body; signed for on the way, since whoever passes it on has it."""
    matter = matter_of(request, slug)
    to = get_object_or_404(
        Person.objects.active(), pk=_number(request.POST.get("to", "")), unit=request.actor.unit
    )
    operations.assign(matter, to=to, by=request.actor, reason=request.POST.get("reason", "")[:200])
    messages.success(request, _("%(number)s 转给%(name)s了") % {"number": matter.number, "name": to.name})
    return redirect("/")


def _number(text: str) -> int:
    if not text.isdigit() or len(text) > 18:
        raise Http404
    return int(text)


@login_required
@require_GET
def sample(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """样表: a paper that the office gave to the doers; also of the matter that the task is a part of."""
    matter = matter_of(request, slug)
    paper = get_object_or_404(
        Paper.objects.select_related("file"),
        pk=pk,
        role=PaperRole.SAMPLE,
        matter__in=[one for one in (matter.pk, matter.parent_id) if one],
    )
    return stored(paper.file)


@login_required
@require_POST
def feedback_verification(request: HttpRequest, pk: int) -> HttpResponse:
    """核实反馈: one press by somebody other than the doer."""
    feedback = get_object_or_404(Feedback.objects.select_related("matter"), pk=pk)
    matter = matter_beside(request, feedback)
    operations.verify_feedback(feedback, untrue=request.POST.get("found") == "untrue", by=request.actor)
    return redirect(f"{reverse('matter', args=[matter.slug])}#feedbacks")


@login_required
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """定样表: at most five fields, and which paper or finished matter shows what good looks like; the office asks once."""
    matter = matter_of(request, slug)
    verdict = rules.may_set_form(request.actor, matter)
    problem = ""
    if request.method == "POST":
        try:
            if "paper" in request.POST:
                paper = get_object_or_404(Paper, pk=_number(request.POST["paper"]), matter=matter)
                operations.mark_sample(paper, sample=paper.role != PaperRole.SAMPLE, by=request.actor)
            elif "file" in request.FILES:
                given = request.FILES["file"]
                arrival = open_arrival(given.read(), given.name or "")
                operations.give_sample(matter, arrival=arrival, by=request.actor)
            elif "model" in request.POST:
                visible = Matter.objects.visible_to(request.actor)
                other = get_object_or_404(visible, pk=_number(request.POST["model"]))
                operations.show_as_sample(matter, other=other, by=request.actor)
            else:
                names, sorts = request.POST.getlist("name"), request.POST.getlist("kind")
                operations.set_form(matter, fields=list(zip(names, sorts, strict=False)), by=request.actor)
            return redirect(reverse("asked", args=[slug]))
        except LooksSecret as refused:
            note_secrecy_refusal(channel=Channel.DROPPED, by=request.actor)
            problem = str(refused.reason)
        except (CannotTake, Refused) as refused:
            problem = str(refused.reason)
    context = asked_of(request.actor, matter) | {"matter": matter, "verdict": verdict, "problem": problem}
    return render(request, "desk/liaison/asked.html", context, status=422 if problem else 200)


def asked_of(actor: Actor, matter: Matter) -> dict:
    """What the page of the form shows: the answers so far, examples that might be shown, the papers."""
    return {
        "kinds": FieldKind.choices,
        "sheet": sheet_of(actor, matter),
        "similar": similar_done(actor, matter),
        "papers": _papers(matter),
    }


def _papers(matter: Matter):
    return matter.papers.exclude(role=PaperRole.PROOF).select_related("file")
