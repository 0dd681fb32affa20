"""成文: a document as the official text that is checked and set. What the record knows is taken from the record."""

from __future__ import annotations

from datetime import date

from shuniu.documents.choices import Direction, DocumentKind
from shuniu.documents.models import Document
from shuniu.documents.wording import Attachment as Written
from shuniu.documents.wording import Paragraph as Said
from shuniu.documents.wording import Wording, keyed, paragraphs_of
from shuniu.layout.text import (
    Attachment,
    Block,
    Issuer,
    Layout,
    OfficialText,
    Paragraph,
    Signing,
    Table,
)
from shuniu.matters.choices import Urgency

K = DocumentKind
_LAYOUTS = {K.LETTER: Layout.LETTER, K.ORDER: Layout.ORDER, K.MINUTES: Layout.MINUTES}
_ENDINGS = {Layout.ORDINARY: "文件", Layout.LETTER: "", Layout.ORDER: "令", Layout.MINUTES: "纪要"}
# Words on paper, whatever the language of the page.
_URGENCIES = {Urgency.URGENT: "加急", Urgency.EXTRA: "特急"}


def official(
    document: Document, wording: Wording | None = None, *, print_date: date | None = None
) -> OfficialText:
    """红头文件的全部: `wording` when it is another version than the one being written now."""
    wording = wording or document.wording
    layout = _LAYOUTS.get(K(document.kind), Layout.ORDINARY)
    upward = document.direction == Direction.UP
    return OfficialText(
        title=wording.title,
        layout=layout,
        document_kind=document.kind,
        mark=tuple(document.issuers),
        mark_ending=_ENDINGS[layout],
        number=document.doc_number,
        urgency=_URGENCIES.get(Urgency(document.matter.urgency), ""),
        signers=tuple(_signers(document)) if upward else (),
        recipients=wording.recipients.rstrip("：: "),
        body=tuple(block(p) for p in wording.paragraphs),
        attachments=tuple(_attachment(a) for a in wording.attachments),
        issuers=tuple(Issuer(name) for name in document.issuers),
        signing=_signing(layout),
        doc_date=document.dated,
        note=wording.note.strip("（）() "),
        copies_to=wording.copies.rstrip("。 "),
        printer=document.matter.unit.name,
        print_date=print_date,
    )


def _signing(layout: str) -> Signing:
    return Signing.NONE if layout == Layout.MINUTES else Signing.SEALED


def _signers(document: Document) -> list[str]:
    signatures = document.standing_signatures()
    if signatures:
        return [s.signer.name for s in signatures]
    return [document.signer.name] if document.signer else []


def block(paragraph: Said) -> Block:
    """A paragraph, or a table where its lines have tabs. A heading that ends in 。 runs on in the same line."""
    if paragraph.is_table:
        return table(paragraph.text)
    text, level = paragraph.text.replace("\n", ""), paragraph.level
    if not level:
        return Paragraph(text)
    place = text.find("。")
    if place < 0 or place == len(text) - 1:
        return Paragraph("", level, text)
    return Paragraph(text[place + 1 :], level, text[: place + 1])


def table(text: str) -> Table:
    rows = [tuple(cell.strip() for cell in line.split("\t")) for line in text.splitlines()]
    width = max(len(row) for row in rows)
    return Table(tuple(row + ("",) * (width - len(row)) for row in rows), landscape=width > 8)


def _attachment(written: Written) -> Attachment:
    return Attachment(written.title.strip(), tuple(block(p) for p in keyed(paragraphs_of(written.text))))
