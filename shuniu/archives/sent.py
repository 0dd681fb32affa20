"""发文件内: the print, the dispatch slip and the signed draft of a paper that went out (archives.md §1, §4)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from shuniu.archives.choices import PartRole
from shuniu.archives.pieces import Piece, at_minute, file_piece, record_piece
from shuniu.documents.models import Document, Version
from shuniu.matters.models import Matter


@dataclass(frozen=True)
class Sent:
    """What of a sent paper is filed, what is missing, and which drafts are left out."""

    pieces: tuple[Piece, ...]
    missing: tuple[str, ...]
    left_out: tuple[dict, ...]


def document_of(matter: Matter) -> Document | None:
    return Document.objects.filter(matter=matter).select_related("drafter").first()


def sent_of(document: Document) -> Sent:
    """Ordinary successive drafts are not filed; of an important paper the amendments are."""
    printing = document.printings.select_related("file").last()
    signed = document.signed_version
    pieces = [record_piece(PartRole.DISPATCH, _("发文稿纸"), dispatch_record(document))]
    missing, left_out = [], []
    if printing is None:
        missing.append(str(_("正本")))
    else:
        pieces.append(file_piece(PartRole.PRINT, printing.file, pages=printing.pages))
    if signed is None:
        missing.append(str(_("签发稿")))
    for version in document.versions.select_related("by"):
        if signed is not None and version.pk == signed.pk:
            pieces.append(_draft(PartRole.DRAFT, version))
        elif document.important:
            pieces.append(_draft(PartRole.AMENDMENT, version))
        else:
            left_out.append(
                {
                    "name": _("第%d稿") % version.number,
                    "sha256": version.sha256,
                    "why": str(_("过程稿,不归档")),
                }
            )
    return Sent(tuple(pieces), tuple(missing), tuple(left_out))


def dispatch_record(document: Document) -> dict:
    """发文稿纸 as data: who drafted, who signed which words and when, the number, where it was printed."""
    signatures = document.signatures.filter(set_aside_at=None).select_related(
        "version", "part__decided_by", "part__acting_for"
    )
    return {
        "title": str(document),
        "number": document.doc_number,
        "kind": document.get_kind_display(),
        "source": "、".join(document.issuers),
        "holder": document.drafter.name,
        "opinions": [
            {
                "stage": "签发", "by": one.name, "for": "", "at": at_minute(one.at), "verdict": "同意",
                "words": one.words, "ink": one.part.image_sha256, "version": one.version.number,
            }
            for one in signatures
        ],
        "printings": [
            {"at": at_minute(one.at), "copies": one.copies, "printer": one.printer}
            for one in document.printings.all()
        ],
    }  # fmt: skip


def _draft(role: PartRole, version: Version) -> Piece:
    said = version.wording
    record = {
        "number": version.number,
        "by": version.by.name,
        "at": at_minute(version.at),
        "why": version.why,
        "content": version.content,
        "text": "\n".join(part for part in (said.title, said.recipients, said.body) if part),
    }
    return record_piece(role, _("第%d稿") % version.number, record)
