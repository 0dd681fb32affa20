"""送核、重签: the draft sets out on its slip; how it goes on is the slip's, and the state follows (listeners)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from shuniu.documents import proposing, rules
from shuniu.documents.checking import open_errors
from shuniu.documents.choices import State
from shuniu.documents.models import Document
from shuniu.documents.operations.drafting import locked_document
from shuniu.documents.operations.writing import freeze
from shuniu.documents.proposing import Way
from shuniu.journal.recording import record
from shuniu.matters.operations.changing import change
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Person
from shuniu.org.refusals import Refused, require
from shuniu.routing import operations as slips
from shuniu.routing.choices import Box, Purpose
from shuniu.routing.models import Slip
from shuniu.routing.planned import Planned


def send_for_review(document: Document, *, by: Actor, way: Way | None = None, words: str = "") -> Slip:
    """送核: free of errors (or each excused), to somebody who did not write it, and to no leader before the office.

    A draft that was returned goes straight on from where it was returned; one whose signature was set aside goes to
    the office and the same signers again.
    """
    with record("document.sent_for_review", by=by, subject=document.matter) as line:
        matter, document = locked_document(document)
        require(rules.may_send_for_review(by, document))
        if errors := open_errors(document):
            raise Refused(
                _("还有%(n)d处要改或说明:%(first)s") % {"n": len(errors), "first": errors[0].why}, "errors"
            )
        if matter.title != document.wording.title:
            change(line, matter, title=document.wording.title[:200])
        else:
            change(line, matter)
        version = freeze(document, by=by, why=words.strip() or _("送核"))
        line.update(version=version.number, sha256=version.sha256)
        returned = rules.part_in_hand(by, document)
        if returned is not None:
            slips.decide(returned, by=by, opinion=words or _("改好了,见第%d稿") % version.number)
            slip = returned.stage.slip
        elif document.signatures.exists():
            slip = slips.start(
                matter, stages=_again(document), purpose=Purpose.DISPATCH, title=_("发文签批(重签)"), by=by
            )
        else:
            way = way or proposing.way_for(document)
            _look_at(document, way)
            slip = slips.start(
                matter,
                stages=proposing.stages(document, way),
                purpose=Purpose.DISPATCH,
                title=_("发文签批"),
                by=by,
            )
        line["to"] = "、".join(part.holder.name for part in slip.current.parts.all()) if slip.current else ""
    document.refresh_from_db()
    return slip


def _look_at(document: Document, way: Way) -> None:
    for checker in (way.reviewer, way.office_reviewer):
        require(rules.may_check(checker, document))
    if not way.signers:
        raise Refused(_("还没有定签发人"), "signer", "signers")
    for signer in way.signers:
        require(rules.may_sign(signer, document))


def _again(document: Document) -> Sequence[Planned]:
    """原签批人复审: whoever signed what had to change signs what became of it."""
    last = document.signatures.exclude(set_aside_at=None).order_by("-set_aside_at").first()
    assert last is not None
    again = document.signatures.filter(set_aside_at=last.set_aside_at).select_related("signer", "acting_for")
    signers: list[Person] = list(dict.fromkeys(s.acting_for or s.signer for s in again))
    return [
        Planned(
            _("办公室审核"), (proposing.office_reviewer_for(document),), box=Box.REVIEW, key="office_review",
            mandatory=_("送领导以前办公室先审(条例第二十条)"),
        ),
        proposing.signing(tuple(signers)),
    ]  # fmt: skip


def recheck(document: Document, *, by: Actor, words: str = "") -> Document:
    """复核: procedure, content, kind and format once more, before it gets its number."""
    with record("document.rechecked", by=by, subject=document.matter) as line:
        matter, document = locked_document(document)
        require(rules.may_recheck(by, document))
        signed = document.signed_version
        if signed is None or signed.sha256 != document.wording.sha256:
            raise Refused(_("稿子和签发的不一样,请退回重签"), "hash")
        set_state(document, State.RECHECK)
        change(line, matter, next_step=_("编号、排版"))
        line.update(words=words.strip(), version=signed.number)
    return document


def send_back(document: Document, *, reason: str, by: Actor) -> Document:
    """复核退回: something of substance must change; the signature is set aside and the same signer signs again."""
    if not reason.strip():
        raise Refused(_("说一句要改什么"), "reason", "reason")
    with record("document.sent_back", by=by, subject=document.matter) as line:
        matter, document = locked_document(document)
        require(rules.may_send_back(by, document))
        document.signatures.filter(set_aside_at=None).update(
            set_aside_at=moment.now(), set_aside_why=reason.strip()[:200]
        )
        set_state(document, State.DRAFT)
        change(line, matter, next_step=_("改好送原签发人重签"))
        line["reason"] = reason.strip()
    return document


def set_state(document: Document, state: str) -> None:
    """走到下一步: the one place where a document moves; a pair that is not in the table is refused with both words."""
    if document.state == state:
        return
    if not document.can_move_to(state):
        raise Refused(
            _("“%(here)s”的文不能变成“%(there)s”")
            % {"here": State(document.state).label, "there": State(state).label},
            "state",
        )
    Document.objects.filter(pk=document.pk).update(state=state)
    document.state = state
