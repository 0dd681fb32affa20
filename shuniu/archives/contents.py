"""件内: what an item holds, in the order in which it lies, and what is missing or left out (archives.md §4, A-02)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from shuniu.archives.choices import INSIDE, PartRole
from shuniu.archives.pieces import Piece, at_minute, content_hash, file_piece, record_piece
from shuniu.archives.sent import document_of, sent_of
from shuniu.matters import kinds
from shuniu.matters.choices import DemandOutcome, PaperRole, SourceType, State
from shuniu.matters.models import Demand, Feedback, Instruction, Matter, Paper, Reading
from shuniu.org import moment
from shuniu.routing.models import Part, Slip

_ROLES = {
    PaperRole.ORIGINAL: PartRole.ORIGINAL,
    PaperRole.ATTACHMENT: PartRole.ATTACHMENT,
    PaperRole.PROOF: PartRole.PROOF,
    PaperRole.SHEET: PartRole.SHEET,
}


@dataclass(frozen=True)
class Contents:
    """件内全部: the pieces in order, what is missing, what was left out and why."""

    pieces: tuple[Piece, ...]
    missing: tuple[str, ...] = ()
    left_out: tuple[dict, ...] = ()
    doc_number: str = ""
    issuer: str = ""
    dated: str = ""

    @property
    def pages(self) -> int:
        return sum(piece.pages for piece in self.pieces)

    @property
    def hash(self) -> str:
        """One hash over the hashes of the pieces in order."""
        return content_hash([piece.sha256 for piece in self.pieces])


def contents_of(matter: Matter) -> Contents:
    """Everything that would be filed of a matter now. A fixed number of statements, whatever is in it."""
    reading = Reading.objects.filter(matter=matter).first()
    record = handling_record(matter)
    pieces = [record_piece(PartRole.SLIP, _("处理单"), record)]
    seen: set[str] = set()
    left_out: list[dict] = []
    papers = (
        Paper.objects.filter(matter__in=[matter.pk, *matter.tasks.values_list("pk", flat=True)])
        .select_related("file")
        .order_by("matter__part", "order", "pk")
    )
    for paper in papers:
        role = _ROLES.get(PaperRole(paper.role))
        why = _("样表,不归档") if role is None else _("重份") if paper.file.sha256 in seen else ""
        if role is None or why:
            left_out.append({"name": paper.file.name, "sha256": paper.file.sha256, "why": str(why)})
            continue
        seen.add(paper.file.sha256)
        pieces.append(file_piece(role, paper.file))
    if reading is not None and reading.text and not any(p.role == PartRole.ORIGINAL for p in pieces):
        pieces.append(record_piece(PartRole.ORIGINAL, _("来文文字"), {"text": reading.text}))
    document = document_of(matter)
    sent = sent_of(document) if document else None
    if sent is not None:
        known = {piece.sha256 for piece in sent.pieces}
        pieces = [piece for piece in pieces if piece.sha256 not in known] + list(sent.pieces)
        left_out += sent.left_out
    pieces.sort(key=lambda piece: INSIDE.index(piece.role))
    missing = list(sent.missing) if sent else []
    is_paper = document is None and matter.source_type in (SourceType.PAPER, SourceType.MAIL)
    if is_paper and not any(piece.role in (PartRole.ORIGINAL, PartRole.PRINT) for piece in pieces):
        missing.append(str(_("来文原件")))
    if is_paper and not (record["opinions"] or record["words"] or record["result"]):
        missing.append(str(_("处理单上的意见或结果")))
    fields = (reading.fields if reading else None) or {}
    ended = moment.local(matter.completed or matter.moved).date()
    return Contents(
        tuple(pieces),
        tuple(missing),
        tuple(left_out),
        doc_number=(document.doc_number if document else reading.doc_number if reading else "")[:60],
        issuer=(
            (document.issuer if document else "")
            or (reading.issuer if reading else "")
            or matter.source_body
            or matter.unit.name
        )[:200],
        dated=(document.dated.isoformat() if document and document.dated else "")
        or ((fields.get("date") or {}).get("value") or "")
        or ended.isoformat(),
    )


def handling_record(matter: Matter) -> dict:
    """处理单 as data: who said what on its slips, leaders' own words, tasks, feedback and result, with full times."""
    slips = Slip.objects.filter(matter=matter).order_by("started_at", "pk")
    spoken = (
        Part.objects.filter(stage__slip__matter=matter, decided_at__isnull=False, retracted_at=None)
        .select_related("stage", "decided_by", "acting_for", "holder")
        .order_by("decided_at", "pk")
    )
    words = Instruction.objects.filter(matter=matter, denied_at=None).select_related("leader")
    feedbacks = Feedback.objects.filter(matter=matter).select_related("by")
    demands = Demand.objects.filter(matter=matter)
    tasks = matter.tasks.select_related("lead", "holder").order_by("part")
    return {
        "number": f"{matter.year}-{matter.serial}",
        "title": matter.title,
        "kind": str(kinds.of(matter.kind).label),
        "source": matter.source_body or matter.source_person,
        "received": at_minute(matter.received),
        "first_due": at_minute(matter.first_due),
        "due": at_minute(matter.due),
        "completed": at_minute(matter.completed),
        "state": str(State(matter.state).label),
        "lead": matter.lead.name if matter.lead else "",
        "holder": matter.holder.name if matter.holder else "",
        "slips": [
            {"title": slip.title, "purpose": slip.get_purpose_display(), "started": at_minute(slip.started_at),
             "ended": at_minute(slip.ended_at), "outcome": slip.get_outcome_display() if slip.outcome else ""}
            for slip in slips
        ],
        "opinions": [
            {"stage": part.stage.title, "by": part.decided_by.name if part.decided_by else part.holder.name,
             "for": part.acting_for.name if part.acting_for else "", "at": at_minute(part.decided_at),
             "verdict": part.get_verdict_display(), "words": part.opinion, "ink": part.image_sha256}
            for part in spoken
        ],
        "words": [
            {"leader": said.leader.name, "at": at_minute(said.at), "words": said.words, "ink": said.image_sha256}
            for said in words
        ],
        "demands": [
            {"text": one.text, "outcome": str(DemandOutcome(one.outcome).label)} for one in demands
        ],
        "tasks": [
            {"title": task.title, "lead": task.lead.name if task.lead else "", "state": str(State(task.state).label),
             "due": at_minute(task.due), "completed": at_minute(task.completed), "result": task.result}
            for task in tasks
        ],
        "feedback": [
            {"by": said.by.name, "at": at_minute(said.at), "words": said.words, "standing": said.standing}
            for said in feedbacks
        ],
        "result": matter.result,
    }  # fmt: skip
