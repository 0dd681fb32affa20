"""印制、用印、核发: the words that were signed, set, sealed and sent; what was printed is what was signed."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shuniu.documents import official, rules
from shuniu.documents.addressees import Body, bodies_in
from shuniu.documents.choices import Role, State, Way
from shuniu.documents.models import Addressee, Document, Printing, Seal, SealBook, SealUse
from shuniu.documents.operations.drafting import locked_document
from shuniu.documents.operations.reviewing import set_state
from shuniu.documents.printing import set_pages
from shuniu.files.arrivals import Arrival, open_arrival
from shuniu.files.models import StoredFile
from shuniu.files.operations import keep
from shuniu.files.store import store
from shuniu.journal.recording import record
from shuniu.layout.text import plain_text
from shuniu.matters import operations as matters
from shuniu.matters.choices import PaperRole, SourceType
from shuniu.matters.models import Matter, Paper
from shuniu.matters.operations.changing import change
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused, require
from shuniu.routing import operations as slips
from shuniu.routing.choices import Mode, Purpose
from shuniu.routing.planned import Planned


def print_document(document: Document, *, by: Actor, copies: int = 0) -> Printing:
    """印制: set in the national layout from the signed version, kept as a file of the matter."""
    with record("document.printed", by=by, subject=document.matter) as line:
        matter, document = locked_document(document)
        require(rules.may_print(by, document))
        version = document.signed_version
        assert version is not None, "what has a number was signed"
        pages = set_pages(document, version.wording, print_date=moment.today())
        arrival = open_arrival(pages.pdf, f"{version.wording.title[:80]}.pdf")
        [file] = keep(arrival, by=by)
        printing = Printing.objects.create(
            document=document,
            version=version,
            file=file,
            pages=max(len(arrival.pages), 1),
            copies=copies or max(len(_bodies(document)), 1),
            printer=matter.unit.name,
            by=by.somebody,
            at=moment.now(),
        )
        Paper.objects.get_or_create(matter=matter, file=file, defaults={"role": PaperRole.ORIGINAL})
        set_state(document, State.PRINTING)
        change(line, matter, next_step=_("用印、分送") if rules.bears_a_seal(document) else _("分送"))
        line.update(
            number=document.doc_number, copies=printing.copies, pages=printing.pages, sha256=file.sha256
        )
    return printing


def _bodies(document: Document) -> list[tuple[str, Body]]:
    """Everybody on the paper, main recipients first, each once."""
    wording, unit = document.wording, document.matter.unit
    found: dict[str, tuple[str, Body]] = {}
    for role, written in ((Role.MAIN, wording.recipients), (Role.COPY, wording.copies)):
        for body in bodies_in(unit, written):
            found.setdefault(body.name, (role, body))
    return list(found.values())


def seal(
    document: Document, *, by: Actor, seal: Seal | None = None, copies: int = 0, stands_in: str = ""
) -> SealUse:
    """用印: one row in the register; who keeps the seal, on whose signature, how many copies."""
    with record("document.sealed", by=by, subject=document.matter) as line:
        matter, document = locked_document(document)
        require(rules.may_seal(by, document))
        seal = seal or seal_for(document)
        if seal.name != document.issuer and not stands_in:
            raise Refused(
                _("印文是“%(seal)s”,落款是“%(issuer)s”,不一致;代章要写明")
                % {"seal": seal.name, "issuer": document.issuer},
                "seal",
                "seal",
            )
        signature = document.standing_signatures()[-1]
        printing = document.printings.order_by("-at", "-id")[0]
        use = SealUse.objects.create(
            seal=seal,
            **next_row(seal),
            at=moment.now(),
            document=document,
            title=document.wording.title[:200],
            doc_number=document.doc_number,
            copies=copies or printing.copies,
            applicant=document.drafter,
            approver=signature.signer,
            approval=signature,
            keeper=seal.keeper or by.somebody,
            stands_in=stands_in,
        )
        set_state(document, State.SEALED)
        change(line, matter, next_step=_("分送"))
        line.update(seal=seal.name, serial=use.serial, copies=use.copies, number=use.doc_number)
    return use


def seal_for(document: Document) -> Seal:
    """The seal with the name of the issuer; an office that has entered none has the one it was founded with."""
    seal, _new = Seal.objects.get_or_create(
        unit=document.matter.unit, name=document.issuer, stopped_on=None, defaults={"keeper": None}
    )
    return seal


def next_row(seal: Seal) -> dict[str, int]:
    year = moment.today().year
    for _attempt in range(2):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE documents_sealbook SET last = last + 1 WHERE unit_id = %s AND year = %s RETURNING last",
                [seal.unit_id, year],
            )
            row = cursor.fetchone()
        if row:
            return {"year": year, "serial": row[0]}
        SealBook.objects.get_or_create(unit=seal.unit, year=year)
    raise AssertionError("a book that was just made can be counted")


def issue(document: Document, *, by: Actor) -> list[Addressee]:
    """核发: to the bodies of this unit as a copy to sign for, to units of this database into their tray, to others as a
    package that a person sends. All of them or none."""
    with record("document.issued", by=by, subject=document.matter) as line:
        matter, document = locked_document(document)
        require(rules.may_issue(by, document))
        now = moment.now()
        rows = [
            Addressee(
                document=document, order=order, role=role, name=body.name, division=body.division, unit=body.unit,
                way=body.way, sent_at=now if body.way in (Way.HERE, Way.UNIT) else None,
                sent_by=by.person if body.way in (Way.HERE, Way.UNIT) else None,
            )
            for order, (role, body) in enumerate(_bodies(document), start=1)
        ]  # fmt: skip
        Addressee.objects.bulk_create(rows)
        rows = list(document.addressees.select_related("division", "unit"))
        _circulate(document, [row for row in rows if row.way == Way.HERE], by)
        printed = document.printings.order_by("-at", "-id")[0]
        for row in rows:
            if row.way == Way.UNIT:
                _arrive(document, row, printed.file)
        set_state(document, State.ISSUED)
        change(line, matter, next_step=_("看签收,归档"))
        sent = sum(row.sent_at is not None for row in rows)
        line.update(
            number=document.doc_number,
            sent=ngettext("{n}家", "{n}家", sent).format(n=sent),
            waiting="、".join(row.name for row in rows if row.sent_at is None),
        )
    return list(document.addressees.all())


def _circulate(document: Document, rows: list[Addressee], by: Actor) -> None:
    if not rows:
        return
    planned = Planned(_("分送签收"), tuple(row.division for row in rows), mode=Mode.INFORM, key="delivery")  # type: ignore[misc]
    slip = slips.start(
        document.matter,
        stages=[planned],
        purpose=Purpose.CIRCULATE,
        title=_("分送%s") % document.doc_number,
        by=by,
    )
    parts = {part.for_division_id: part for part in slip.stages.get().parts.all()}
    for row in rows:
        row.part = parts[row.division_id]
    Addressee.objects.bulk_update(rows, ["part"])


def _arrive(document: Document, row: Addressee, file: StoredFile) -> None:
    """对方收件: the same bytes in the tray of the other unit, as if the post had brought them."""
    assert row.unit is not None
    theirs = Actor.clock(row.unit)
    arrival: Arrival = open_arrival(store().read(file.sha256), file.name)
    copies = keep(arrival, by=theirs)
    matter = matters.capture(
        title=document.wording.title,
        by=theirs,
        source_type=SourceType.PAPER,
        source_body=document.issuer,
        text=plain_text(official.official(document)),
        urgency=document.matter.urgency,
        papers=[(copies[0], PaperRole.ORIGINAL)],
    )
    Addressee.objects.filter(pk=row.pk).update(arrived=matter)


def note_sent(addressee: Addressee, *, by: Actor, way: str = Way.PACKAGE) -> Addressee:
    """记送出: the package was mailed, or the paper handed over, by a person."""
    with record("document.sent_out", by=by, subject=addressee.document.matter) as line:
        matter, document = locked_document(addressee.document)
        require(rules.may_receive(by, document))
        addressee = Addressee.objects.select_for_update(of=("self",)).get(pk=addressee.pk)
        if addressee.sent_at is not None:
            raise Refused(_("已经送给%s了") % addressee.name, "sent")
        addressee.sent_at, addressee.sent_by, addressee.way = moment.now(), by.person, way
        addressee.save(update_fields=["sent_at", "sent_by", "way"])
        change(line, matter)
        line.update(name=addressee.name, way=str(Way(way).label))
    return addressee


def note_receipt(addressee: Addressee, *, by: Actor, name: str) -> Addressee:
    """记签收: who over there took it, as they said."""
    with record("document.received", by=by, subject=addressee.document.matter) as line:
        matter, document = locked_document(addressee.document)
        require(rules.may_receive(by, document))
        addressee = take_receipt(addressee.pk, name)
        change(line, matter)
        line.update(name=addressee.name, by_name=addressee.received_by)
    return addressee


def take_receipt(pk: int, name: str) -> Addressee:
    """Called inside a verb: the receipt stands once, with the first who signed."""
    addressee = Addressee.objects.select_for_update(of=("self",)).get(pk=pk)
    if addressee.received_at is None:
        addressee.sent_at = addressee.sent_at or moment.now()
        addressee.received_at, addressee.received_by = moment.now(), name.strip()[:40]
        addressee.save(update_fields=["sent_at", "received_at", "received_by"])
    return addressee


def mark_filed(document: Document, *, by: Actor) -> Document:
    """归档: slip, signed draft and print are taken into the archive; called by the archive, or by hand."""
    with record("document.filed", by=by, subject=document.matter) as line:
        matter, document = locked_document(document)
        require(rules.may_file(by, document))
        set_state(document, State.FILED)
        change(line, matter, next_step="")
        line["number"] = document.doc_number
    return document


def current_printing(matter: Matter) -> Printing | None:
    """What stands printed of the document of a matter."""
    return Printing.objects.filter(document=matter.pk).select_related("file").order_by("-at", "-id").first()
