"""作废、撤销、废止: before it went out it is void; after that revoked (from the start) or repealed (from that day)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from shuniu.documents import rules
from shuniu.documents.choices import State
from shuniu.documents.models import Document, Ending
from shuniu.documents.operations.drafting import locked_document
from shuniu.documents.operations.numbering import make_void
from shuniu.documents.operations.reviewing import set_state
from shuniu.journal.recording import record
from shuniu.matters.operations.changing import change
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused, require
from shuniu.routing import operations as slips
from shuniu.routing.choices import Purpose


def void(document: Document, *, reason: str, by: Actor) -> Document:
    """作废: it will not go out; its number, if it has one, stays in the register as void with the reason."""
    with record("document.voided", by=by, subject=document.matter) as line:
        matter, document = locked_document(document)
        require(rules.may_void(by, document))
        _reason(reason)
        # Void first: the slip's end must not put a dead draft back to be written.
        set_state(document, State.VOID)
        slip = matter.slips.under_way().filter(purpose=Purpose.DISPATCH).first()
        if slip is not None:
            slips.revoke(slip, reason=reason, by=by)
        number = document.number
        if number is not None:
            make_void(number, reason, by)
        _end(document, by.name, reason, by, moment.today())
        change(line, matter, next_step=_("说明不发,办结"))
        line.update(reason=reason.strip(), number=str(number or ""))
    return document


def revoke(document: Document, *, decided_by: str, reason: str, by: Actor) -> Document:
    """撤销: by a superior or the congress; invalid from the start (art. 34)."""
    with record("document.revoked", by=by, subject=document.matter) as line:
        matter, document = locked_document(document)
        require(rules.may_end(by, document))
        _reason(reason, decided_by)
        set_state(document, State.REVOKED)
        _end(document, decided_by, reason, by, document.dated or moment.today())
        change(line, matter)
        line.update(reason=reason.strip(), decided_by=decided_by.strip(), number=document.doc_number)
    return document


def repeal(
    document: Document, *, decided_by: str, reason: str, by: Actor, since: date | None = None
) -> Document:
    """废止: invalid from that day on (art. 34)."""
    with record("document.repealed", by=by, subject=document.matter) as line:
        matter, document = locked_document(document)
        require(rules.may_end(by, document))
        _reason(reason, decided_by)
        set_state(document, State.REPEALED)
        since = since or moment.today()
        _end(document, decided_by, reason, by, since)
        change(line, matter)
        line.update(
            reason=reason.strip(),
            decided_by=decided_by.strip(),
            number=document.doc_number,
            since=since.isoformat(),
        )
    return document


def _reason(reason: str, decided_by: str = "-") -> None:
    if not reason.strip():
        raise Refused(_("写明原因"), "reason", "reason")
    if not decided_by.strip():
        raise Refused(_("写明谁定的、凭什么文"), "decided_by", "decided_by")


def _end(document: Document, decided_by: str, reason: str, by: Actor, since: date) -> None:
    Ending.objects.create(
        document=document, decided_by=decided_by.strip()[:80], reason=reason.strip()[:300], by=by.somebody,
        at=moment.now(), invalid_from=since,
    )  # fmt: skip
