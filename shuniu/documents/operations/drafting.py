"""拟稿: a paper is begun from a matter, with its kind chosen and explained, and everything known already in it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from shuniu.documents import deciding, precedents, proposing, rules, skeletons
from shuniu.documents.choices import Disclosure, DocumentKind
from shuniu.documents.guard import guard
from shuniu.documents.models import Document, Series
from shuniu.documents.series import series_for
from shuniu.documents.wording import Wording
from shuniu.journal.recording import record
from shuniu.matters import operations as matters
from shuniu.matters.choices import SourceType
from shuniu.matters.models import Link, Matter
from shuniu.matters.operations.changing import change, locked
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Division
from shuniu.org.readings import leader_for
from shuniu.org.refusals import Refused, require

KIND = "dispatch"


def start_draft(
    *,
    by: Actor,
    basis: Matter | None = None,
    about: str = "",
    kind: str = "",
    recipients: str = "",
    precedent: Document | None = None,
    series: Series | None = None,
    answers: Matter | None = None,
    wording: Wording | None = None,
    disclosure: str = "",
) -> Document:
    """拟稿: a matter of its own for the paper, with kind, addressees, skeleton or last time's text, basis and signer.

    What is not said is proposed: the kind by the decision table (its reason is kept), addressees from who asked, the
    words from `precedent` moved to this year, else from the skeleton of the kind. Raises Refused when there is neither
    a basis nor a word what it is about.
    """
    require(rules.may_draft(by, basis))
    about = " ".join((about or (precedents.title_for(basis) if basis else "")).split())
    if not about and precedent is None:
        raise Refused(_("写一句要发什么,例如“做好端午假期值班工作”"), "about", "about")
    proposed = (
        deciding.propose(basis)
        if basis is not None
        else deciding.decide(by.unit, recipients, wants_answer=False)
    )
    if precedent is not None and not kind:
        kind, why = precedent.kind, _("照“%s”") % precedent
    else:
        kind, why = (
            (kind, _("拟稿人选的")) if kind and kind != proposed.kind else (proposed.kind, proposed.why)
        )
    if kind not in DocumentKind.values:
        raise Refused(_("文种只有法定的十五种;方案、办法这些要用通知印发"), "kind", "kind")
    recipients = recipients or proposed.recipient
    if wording is None:
        wording = _first_words(kind, about, recipients, basis, precedent)
    guard(wording)
    answers = answers or (basis if kind == DocumentKind.REPLY else None)
    matter = _matter_for(wording.title, basis, by)
    with record("document.started", by=by, subject=matter) as line:
        matter = locked(matter)
        direction = precedent.direction if precedent else deciding.direction_of(by.unit, kind, recipients)
        series = series or series_for(by.unit, kind)
        document = Document(
            matter=matter,
            kind=kind,
            kind_reason=why[:200],
            direction=direction,
            issuer=series.issuer,
            series=series,
            drafter=by.somebody,
            disclosure=disclosure or (precedent.disclosure if precedent else ""),
            disclosure_reason=precedent.disclosure_reason if precedent else "",
            normative=precedent.normative if precedent else False,
            important=precedent.important if precedent else False,
            precedent=precedent,
            answers=answers,
            content=wording.to_json(),
            authors={key: by.name for key, text in wording.places() if text},
            saved_at=moment.now(),
            saved_by=by.person,
        )
        document.signer = proposing.signer_for(document)
        document.save(force_insert=True)
        change(line, matter)
        line.update(
            kind=str(DocumentKind(kind).label),
            why=document.kind_reason,
            title=wording.title,
            after=str(precedent) if precedent else "",
        )
    return document


def _first_words(
    kind: str, about: str, recipients: str, basis: Matter | None, precedent: Document | None
) -> Wording:
    if precedent is None:
        known = [demand.text for demand in basis.demands.all()[:6]] if basis is not None else []
        return skeletons.skeleton(kind, about=about, recipients=recipients, basis=basis, known=known)
    today = moment.today()
    return precedents.moved(precedent.wording, years=today.year - _year_of(precedent, today), today=today)


def _year_of(precedent: Document, today: date) -> int:
    number = precedent.number
    return number.year if number is not None else precedent.matter.year or today.year


def _matter_for(title: str, basis: Matter | None, by: Actor) -> Matter:
    """The paper is a matter: somebody has it, it has a date, it is found and counted like all others."""
    matter = matters.capture(
        title=title,
        by=by,
        source_type=SourceType.PLAN,
        kind=KIND,
        text=title,
        holder=by.person,
        due=basis.due if basis is not None else None,
        hard=basis.hard if basis is not None else None,
        urgency=basis.urgency if basis is not None else 0,
        visibility=basis.visibility if basis is not None else "",
    )
    if basis is not None:
        Link.objects.create(matter=matter, other=basis, why="依据")
        if basis.must_ask_first:
            Matter.objects.filter(pk=matter.pk).update(must_ask_first=True)
    # The draft is the office's own work, whatever body it is about; that body is asked by countersigning.
    lead = by.somebody.division or Division.objects.filter(unit=by.unit).order_by("order").first()
    assert lead is not None, "an office has at least itself"
    leader = None
    if basis is not None:
        leader = basis.leader or (leader_for(basis.lead, moment.today()) if basis.lead else None)
    return matters.place(
        matter,
        lead=lead,
        holder=by.person,
        leader=leader,
        next_step=_("写好送核"),
        by=by,
    )


def set_head(
    document: Document,
    *,
    by: Actor,
    kind: str = "",
    signer=None,
    disclosure: str = "",
    disclosure_reason: str | None = None,
    normative: bool | None = None,
    important: bool | None = None,
    series: Series | None = None,
    joint_issuers: list[str] | None = None,
    answers: Matter | None = None,
) -> Document:
    """定要素: kind, signer, disclosure attribute, number series, joint issuers. Only what is given changes."""
    with record("document.head_set", by=by, subject=document.matter) as line:
        matter, document = locked_document(document)
        require(rules.may_set_head(by, document))
        was: dict[str, str] = {}
        for name, value in (
            ("kind", kind or None), ("series", series), ("disclosure", disclosure or None),
            ("disclosure_reason", disclosure_reason), ("normative", normative), ("important", important),
            ("joint_issuers", joint_issuers), ("answers", answers),
        ):  # fmt: skip
            if value is not None and value != getattr(document, name):
                was[name] = str(getattr(document, name))
                setattr(document, name, value)
        if document.disclosure == Disclosure.NOT_PUBLIC and not document.disclosure_reason.strip():
            raise Refused(_("不予公开要写理由"), "disclosure", "disclosure_reason")
        if kind:
            document.direction = deciding.direction_of(by.unit, document.kind, document.wording.recipients)
            document.kind_reason = _("改定的")
        if series is not None:
            document.issuer = series.issuer
        if signer is not None:
            require(rules.may_sign(signer, document))
            was["signer"] = document.signer.name if document.signer else ""
            document.signer = signer
        elif document.signer is None or not rules.may_sign(document.signer, document):
            # What makes it the head's to sign also makes the head its signer.
            document.signer = proposing.signer_for(document)
        document.save()
        change(line, matter)
        line.update(
            kind=str(DocumentKind(document.kind).label),
            signer=document.signer.name if document.signer else "",
            disclosure=str(Disclosure(document.disclosure).label) if document.disclosure else "",
            head_was=was,
        )
    return document


def locked_document(document: Document) -> tuple[Matter, Document]:
    """The matter, then its document: whoever comes second reads what the first has done."""
    matter = locked(document.matter)
    now = (
        Document.objects.select_for_update(of=("self",))
        .select_related("drafter", "signer", "series")
        .get(pk=document.pk)
    )
    now.matter = matter
    return matter, now
