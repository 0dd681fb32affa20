"""Word 来去: a text written elsewhere becomes the wording of a draft; its form is not taken, because form is set here."""

from __future__ import annotations

from shuniu.documents.models import Document
from shuniu.documents.official import official
from shuniu.documents.wording import Attachment, Paragraph, Wording, keyed
from shuniu.files.arrivals import open_arrival
from shuniu.files.choices import MediaKind
from shuniu.layout.docx_in import from_docx
from shuniu.layout.docx_out import to_docx
from shuniu.layout.text import Block, OfficialText, Table


def to_word(document: Document) -> bytes:
    """导出 Word: the text as it stands, in the national layout."""
    return to_docx(official(document))


def from_word(data: bytes, name: str, document: Document) -> Wording:
    """The words of a DOCX by its form; of another file (DOC, PDF, text) its lines. Raises CannotTake or Refused:
    broken, too large, or bearing a secrecy mark.

    A paragraph that stands in the draft already keeps its key, so that remarks stay with it and differences are small.
    """
    standing = document.wording
    arrival = open_arrival(data, name)  # the guard looks into everything before a word of it is taken
    if arrival.kind == MediaKind.DOCX:
        return words_of(from_docx(data), standing, signed_by=(*document.issuers, document.matter.unit.name))
    lines = tuple(line.strip() for line in arrival.text.splitlines() if line.strip())
    return Wording(**{**vars(standing), "paragraphs": known(lines, standing)})


def words_of(text: OfficialText, standing: Wording, *, signed_by: tuple[str, ...] = ()) -> Wording:
    """Of an official text only what a person writes; number, date and seal are the record's.

    A draft without a date ends in the names of its issuers (`signed_by`): they are no paragraphs of it.
    """
    lines = list(map(_line, text.body))
    while lines and lines[-1].strip() in signed_by:
        lines.pop()
    attachments = tuple(Attachment(one.title, "\n".join(map(_line, one.blocks))) for one in text.attachments)
    return Wording(
        title=text.one_line_title or standing.title,
        recipients=text.recipients or standing.recipients,
        paragraphs=known(tuple(lines), standing),
        attachments=attachments or standing.attachments,
        copies=text.copies_to or standing.copies,
        note=text.note or standing.note,
    )


def _line(block: Block) -> str:
    if isinstance(block, Table):
        return "\n".join("\t".join(cell.replace("\n", "") for cell in row) for row in block.rows)
    return block.whole


def known(texts: tuple[str, ...], standing: Wording) -> tuple[Paragraph, ...]:
    """The paragraphs with the keys of those that stand word for word; one that was rewritten has that of its place."""
    free = list(standing.paragraphs)
    made = list(keyed(texts, taken=[p.key for p in standing.paragraphs]))
    keys: list[str] = [""] * len(made)
    used: set[str] = set()
    for place, paragraph in enumerate(made):
        same = next((p for p in free if p.text == paragraph.text and p.key not in used), None)
        if same is not None:
            keys[place] = same.key
            used.add(same.key)
    for place, paragraph in enumerate(made):
        if not keys[place]:
            there = free[place] if place < len(free) else None
            keys[place] = there.key if there is not None and there.key not in used else paragraph.key
            used.add(keys[place])
    return tuple(Paragraph(key, paragraph.text) for key, paragraph in zip(keys, made, strict=True))
