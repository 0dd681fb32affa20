"""The presses on a document: GET asks (form, or the reason why not), POST does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from shuniu.documents import forms, operations, proposing, rules
from shuniu.documents.choices import State
from shuniu.documents.models import Document
from shuniu.documents.pages.finding import document_of
from shuniu.documents.proposing import Way
from shuniu.documents.word import from_word
from shuniu.matters.forms import ActForm, Nothing
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused, Verdict


@dataclass(frozen=True)
class Act:
    noun: str
    label: str | Promise
    form: type[ActForm]
    rule: Callable[[Actor, Document], Verdict]
    do: Callable[[Document, dict, Actor], object]
    hint: str | Promise = ""
    known: Callable[[Document], dict] = lambda document: {}


def _way(data: dict) -> Way:
    return Way(
        data["reviewer"], data["office_reviewer"], data["signers"], data["countersigners"], data["legal"],
        data["deliberation"],
    )  # fmt: skip


def _known_way(document: Document) -> dict:
    way = proposing.way_for(document)
    return {
        "reviewer": way.reviewer.name,
        "office_reviewer": way.office_reviewer.name,
        "signers": _("、").join(one.name for one in way.signers),
        "countersigners": _("、").join(one.name for one in way.countersigners),
        "legal": way.legal.name if way.legal else "",
    }


def _known_head(document: Document) -> dict:
    return {
        "kind": document.kind, "series": document.series_id, "signer": document.signer.name if document.signer else "",
        "disclosure": document.disclosure, "disclosure_reason": document.disclosure_reason,
        "joint": _("、").join(document.joint_issuers), "important": document.important, "normative": document.normative,
        "answers": document.answers.slug if document.answers else "",
    }  # fmt: skip


@transaction.atomic
def _number_and_set(document: Document, data: dict, by: Actor) -> None:
    """复核、编号、排版 in one press: three verbs, three lines, all or none."""
    if document.state == State.SIGNED:
        document = operations.recheck(document, by=by)
    if document.state == State.RECHECK:
        operations.register_number(document, reserved=data.get("reserved"), by=by)
    document = Document.objects.select_related("matter__unit", "series").get(pk=document.pk)
    operations.print_document(document, copies=data.get("copies") or 0, by=by)


@transaction.atomic
def _seal_and_send(document: Document, data: dict, by: Actor) -> None:
    """用印、分送 in one press: two verbs, two lines, all or none."""
    if document.state == State.PRINTING and rules.bears_a_seal(document):
        operations.seal(document, by=by)
    operations.issue(Document.objects.select_related("matter__unit").get(pk=document.pk), by=by)


def _bring_in(document: Document, data: dict, by: Actor) -> None:
    file = data["file"]
    operations.bring_in(
        document, wording=from_word(file.read(), file.name, document), source=file.name[:80], by=by
    )


def _may_number(by: Actor, document: Document) -> Verdict:
    first = {State.RECHECK: rules.may_register, State.REGISTERED: rules.may_print}
    return first.get(State(document.state), rules.may_recheck)(by, document)


def _may_send(by: Actor, document: Document) -> Verdict:
    if document.state == State.PRINTING and rules.bears_a_seal(document):
        return rules.may_seal(by, document)
    return rules.may_issue(by, document)


ACTS = {
    act.noun: act
    for act in (
        Act(
            "review", gettext_lazy("送核"), forms.Reviewing, rules.may_send_for_review,
            lambda d, data, by: operations.send_for_review(d, way=_way(data), by=by),
            gettext_lazy("办公室审核以前不送领导;会签的意见逐条答复以后才往下走"), _known_way,
        ),
        Act(
            "head", gettext_lazy("要素"), forms.Heading, rules.may_set_head,
            lambda d, data, by: operations.set_head(d, by=by, **data), known=_known_head,
        ),
        Act(
            "version", gettext_lazy("存一稿"), forms.Saying, rules.may_write,
            lambda d, data, by: operations.save_version(d, why=data["words"], by=by),
        ),
        Act("import", gettext_lazy("导入 Word"), forms.Bringing, rules.may_write, _bring_in,
            gettext_lazy("导入成新的一稿,原来的一稿还在;改了哪里看花脸稿")),
        Act("numbering", gettext_lazy("复核、编号、排版"), forms.Numbering, _may_number, _number_and_set),
        Act("issue", gettext_lazy("用印、分送"), Nothing, _may_send, _seal_and_send),
        Act(
            "return", gettext_lazy("退回重签"), forms.Reasoned, rules.may_send_back,
            lambda d, data, by: operations.send_back(d, reason=data["reason"], by=by),
            gettext_lazy("有实质性改动的,改后送原签发人重签"),
        ),
        Act(
            "void", gettext_lazy("作废"), forms.Reasoned, rules.may_void,
            lambda d, data, by: operations.void(d, reason=data["reason"], by=by),
            gettext_lazy("用过的文号留在登记簿上,写明原因,不再给别的文用"),
        ),
        Act(
            "revocation", gettext_lazy("撤销"), forms.Ended, rules.may_end,
            lambda d, data, by: operations.revoke(d, by=by, **data), gettext_lazy("撤销的自始无效"),
        ),
        Act(
            "repeal", gettext_lazy("废止"), forms.Ended, rules.may_end,
            lambda d, data, by: operations.repeal(d, by=by, **data), gettext_lazy("废止的自废止之日起失效"),
        ),
    )
}  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, slug: str, noun: str) -> HttpResponse:
    known = ACTS.get(noun)
    if known is None:
        raise Http404
    found = document_of(request, slug)
    by = request.actor  # type: ignore[attr-defined]
    verdict = known.rule(by, found)
    more = {"document": found} if known.form is forms.Numbering else {}
    if request.method == "POST":
        form = known.form(request.POST, request.FILES, actor=by, matter=found.matter, **more)
        if form.is_valid():
            try:
                if not verdict:
                    raise Refused(verdict.reason, verdict.code)
                data = form.facts() if isinstance(form, forms.Heading) else form.cleaned_data
                known.do(found, data, by)
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
            else:
                return _after(request, found, known)
    else:
        form = known.form(
            actor=by, matter=found.matter, initial=known.known(found) if verdict else {}, **more
        )
    context = {"document": found, "matter": found.matter, "act": known, "form": form, "verdict": verdict}
    status = 200 if request.method == "GET" else (422 if verdict else 409)
    return render(request, "documents/act.html", context, status=status)


def _after(request: HttpRequest, found: Document, known: Act) -> HttpResponse:
    messages.success(request, _("%(number)s 已%(act)s") % {"number": found.matter.number, "act": known.label})
    if known.noun == "issue":
        return redirect("document_distribution", found.matter.slug)
    return redirect("document", found.matter.slug)
