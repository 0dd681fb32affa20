"""跟着单子走: what happens on the sending slip moves the document, in the same transaction; and receipts come back.

A refusal here undoes the act on the slip too: a leader is not asked before the office, nobody checks their own draft,
and nobody signs above their power, by whichever page it was tried.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from shuniu.documents import rules
from shuniu.documents.checking import open_errors
from shuniu.documents.choices import STAGE_STATES, State
from shuniu.documents.models import Addressee, Document, Remark, Signature
from shuniu.documents.operations.drafting import locked_document
from shuniu.documents.operations.issuing import take_receipt
from shuniu.documents.operations.reviewing import set_state
from shuniu.documents.operations.writing import freeze
from shuniu.journal.recording import listen, record
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.models import Person
from shuniu.org.refusals import Refused, refuse, require
from shuniu.routing import powers
from shuniu.routing.choices import Origin, Purpose, SlipOutcome, StageOutcome, StageState, Verdict
from shuniu.routing.models import Part, Slip, Stage

_REVIEWS = ("division_review", "office_review", "legal_review")


def _document(line) -> Document | None:
    found = (
        Document.objects.select_related("matter__unit", "drafter", "signer")
        .filter(matter=line.subject_id)
        .first()
    )
    return locked_document(found)[1] if found is not None else None


def _slip_of(document: Document) -> Slip | None:
    return (
        document.matter.slips.filter(purpose=Purpose.DISPATCH, within=None)
        .order_by("-started_at", "-pk")
        .first()
    )


def _follow(line) -> None:
    document = _document(line)
    if document is None or document.has_ended:
        return
    slip = _slip_of(document)
    if slip is None or document.is_signed and not slip.is_open:
        return
    _in_order(document, slip)
    if not slip.is_open:
        _ended(document, slip, line)
        return
    stage = slip.current
    if stage is None:
        return
    # A stage that somebody added, and talks, belong to the state the draft is in.
    state = STAGE_STATES.get(stage.key)
    if state is None and stage.origin == Origin.RETURNED:
        state = State.DRAFT
    if state is not None:
        set_state(document, state)


for _verb in (
    "slip.started", "slip.settled", "slip.returned", "slip.withdrawn", "slip.jumped", "slip.revoked",
    "slip.relocated", "slip.signer_added", "slip.signer_dropped", "slip.stage_dropped", "slip.reassigned",
):  # fmt: skip
    listen(_verb)(_follow)


@listen("slip.decided")
def a_word_on_the_slip_moves_the_draft(line):
    document = _document(line)
    part = (
        Part.objects.select_related("stage__slip", "decided_by", "acting_for")
        .filter(pk=line.particulars.get("part"))
        .first()
    )
    if document is None or part is None or part.stage.slip.purpose != Purpose.DISPATCH:
        return
    _look_at(document, part)
    _follow(line)


def _look_at(document: Document, part: Part) -> None:
    """What a word must satisfy because it is about a draft."""
    assert part.decided_by is not None and part.decided_at is not None, "a word has a speaker"
    key, by = part.stage.key, Actor(unit=document.matter.unit, person=part.decided_by)
    if key in _REVIEWS:
        require(rules.may_check(part.decided_by, document))
    if key == "office_review" and part.verdict == Verdict.AGREE:
        require(rules.may_leave_office_review(document))
    if key == "countersign" and part.opinion.strip():
        Remark.objects.get_or_create(
            part=part,
            defaults={
                "document": document, "words": part.opinion.strip(), "by": part.decided_by, "at": part.decided_at,
            },
        )  # fmt: skip
    if key == "sign" and part.verdict == Verdict.AGREE:
        _may_sign(document, part)
    if part.stage.origin == Origin.RETURNED and not key and (errors := open_errors(document)):
        raise Refused(
            _("还有%(n)d处要改或说明:%(first)s") % {"n": len(errors), "first": errors[0].why}, "errors"
        )
    freeze(document, by=by, why=part.stage.title)


def _may_sign(document: Document, part: Part) -> None:
    """签发 by power: one's own, or of whom one stands in for while being a leader or holding an authorisation in force."""
    assert part.decided_by is not None
    whom = part.acting_for or part.decided_by
    require(rules.may_sign(whom, document))
    if part.acting_for is None:
        return
    leads = part.decided_by.grants.filter(until=None, role__in=[Role.HEAD, Role.LEADER])
    lent = powers.power(Actor(unit=document.matter.unit, person=part.decided_by), part).delegation
    if lent is None and not leads.exists():
        require(
            refuse(
                _("%(name)s只是代拿着,没有签发权限;请等%(whom)s,或办好授权")
                % {"name": part.decided_by.name, "whom": whom.name},
                "power",
            )
        )


def _in_order(document: Document, slip: Slip) -> None:
    """No leader sees a draft before the office has passed it; and no sending slip ends without a signature."""
    stages = [s for s in slip.stages.all() if s.is_main and (s.state != StageState.DROPPED)]
    if not any(s.key == "sign" for s in stages):
        raise Refused(_("发文签批要有“签发”这一环"), "sign")
    passed = [s.position for s in stages if s.key == "office_review"]
    if not passed:
        raise Refused(_("发文签批要先经办公室审核,才能送领导"), "office_review")
    early = [
        s for s in stages if s.position < min(passed) and s.state in (StageState.PLANNED, StageState.OPEN)
    ]
    leaders = set(
        Person.objects.filter(unit=document.matter.unit_id)
        .with_role(Role.LEADER)
        .values_list("pk", flat=True)
    )
    for stage in early:
        if stage.key == "sign" or {p.holder_id for p in stage.parts.all()} & leaders:
            raise Refused(_("办公室审核以前不送领导看稿,请排到办公室审核后面"), "office_review")


def _ended(document: Document, slip: Slip, line) -> None:
    if slip.outcome == SlipOutcome.REVOKED:
        set_state(document, State.DRAFT)
        return
    signing = _signed_stage(slip)
    if signing is None:
        set_state(document, State.DRAFT)  # talked over, but nobody signed: it is written anew
        return
    _sign(document, signing, line)


def _signed_stage(slip: Slip) -> Stage | None:
    last = slip.stages.filter(key="sign", state=StageState.CLOSED).order_by("-position").first()
    return last if last is not None and last.outcome == StageOutcome.PASSED else None


def _sign(document: Document, stage: Stage, line) -> None:
    """签发: each word in the box of signing becomes a signature under the words that lay before the signer."""
    version = document.versions.order_by("-number").first()
    assert version is not None, "what is sent for review is a version"
    if version.sha256 != document.wording.sha256:
        raise Refused(_("稿子在签发时被改过,请再看一遍"), "hash")
    with record("document.signed", by=Actor.clock(document.matter.unit), subject=document.matter) as said:
        parts = stage.parts.filter(verdict=Verdict.AGREE, retracted_at=None).select_related("decided_by")
        for part in parts:
            assert part.decided_by is not None and part.decided_at is not None, "a word has a speaker"
            Signature.objects.create(
                document=document, version=version, part=part, signer=part.decided_by, acting_for_id=part.acting_for_id,
                at=part.decided_at, words=part.opinion,
            )  # fmt: skip
        set_state(document, State.SIGNED)
        said.update(
            name="、".join(part.signature for part in parts), version=version.number, sha256=version.sha256
        )


@listen("slip.withdrawn")
def a_word_taken_back_needs_no_answer(line):
    """会签的话撤回了: the remark stays to be read, answered by who took it back."""
    remark = Remark.objects.filter(part=line.particulars.get("part"), answered_at=None).first()
    if remark is not None:
        remark.adopted, remark.answer = False, _("本人撤回了")
        remark.answered_by, remark.answered_at = remark.by, moment.now()
        remark.save()


@listen("slip.read")
def a_copy_was_signed_for(line):
    """签收: reading the copy that was sent is the receipt."""
    addressee = Addressee.objects.filter(part=line.particulars.get("part")).first()
    if addressee is not None:
        reader = Person.objects.filter(pk=line.actor_id).first()
        take_receipt(addressee.pk, reader.name if reader else "")


@listen("matter.placed")
def the_other_unit_took_it_in(line):
    """对方登记分办了: the receipt comes back to the unit that sent it."""
    addressee = Addressee.objects.filter(arrived=line.subject_id, received_at=None).first()
    if addressee is not None:
        taker = Person.objects.filter(pk=line.actor_id).first()
        take_receipt(addressee.pk, taker.name if taker else addressee.name)
