"""收件: from bytes or words to matters in the tray, by a row of small steps (product §8.3, examples B14).

    open → guard → same bytes? → keep the originals → one matter for each paper → read → propose

The first two happen in memory: of a paper with a secrecy mark nothing is kept but the fact that there was one. Each
later step may be repeated: the same bytes are stored once, a matter that was read is not read again, and what a killed
process left behind is found by its errand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from shuniu.files import secrecy
from shuniu.files.arrivals import Arrival, Progress, open_arrival
from shuniu.files.choices import Channel, MediaKind
from shuniu.files.models import StoredFile
from shuniu.files.operations import keep, note_secrecy_refusal
from shuniu.files.refusals import LooksSecret
from shuniu.matters import rules
from shuniu.matters.choices import PaperRole, ReadingState, SourceType, State
from shuniu.matters.intake.bundles import Bundle, Counted, bundles_of
from shuniu.matters.intake.operations import bring_home, vouch
from shuniu.matters.intake.reading_out import ask_to_read, read_now
from shuniu.matters.intake.returning import letter_without, runs_of
from shuniu.matters.models import Matter, Paper
from shuniu.matters.operations import capture
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused, require

LONGEST_FIRST_LINE = 60
_EMPTY_TITLES = re.compile(r"^(?:扫描|新建|未命名|文档|document|scan|img|image|dsc|微信图片)?[\s_\-()()0-9]*$", re.IGNORECASE)


@dataclass
class Taken:
    """收下了什么: the new matters, those that were here already with the same bytes, those whose own sheet came back,
    and remarks for the desk."""

    matters: list[Matter] = field(default_factory=list)
    others: list[Matter] = field(default_factory=list)
    returned: list[Matter] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def receive_file(
    data: bytes,
    name: str,
    *,
    by: Actor,
    channel: Channel = Channel.DROPPED,
    on_progress: Progress | None = None,
    by_eye: bool = False,
    again: bool = False,
) -> Taken:
    """收一份文件: read, guarded, kept and registered. Raises CannotTake (nothing kept) or Refused.

    `by_eye`: a person has looked and says that it bears no mark, so that a piece nobody can look into may come in.
    `again`: register although the same bytes are here already.
    """
    require(rules.may_capture(by))
    try:
        arrival = open_arrival(data, name, on_progress=on_progress, allow_unreadable=by_eye)
    except LooksSecret:
        note_secrecy_refusal(channel=channel, by=by)
        raise
    return receive_arrival(arrival, by=by, channel=channel, by_eye=by_eye, again=again)


def receive_arrival(
    arrival: Arrival, *, by: Actor, channel: Channel, by_eye: bool = False, again: bool = False
) -> Taken:
    """收下读过的: what the guard has let through is kept and registered; the folder and the mail box end here too."""
    taken = Taken(notes=list(arrival.notes))
    fresh: list[Bundle] = []
    seen: set[str] = set()
    for bundle in bundles_of(arrival):
        sha256 = bundle.pieces[0].sha256
        other = None if again else already_here(sha256, by=by)
        if other is not None:
            taken.others.append(other)
        elif sha256 not in seen:  # the same paper twice in one archive is one paper
            seen.add(sha256)
            fresh.append(bundle)
    fresh = [bundle for one in fresh for bundle in _without_sheets(one, taken, by=by, channel=channel)]
    if not fresh:
        return taken
    stored = {file.sha256: file for file in keep(arrival, by=by)} if not taken.returned else {}
    for bundle in fresh:
        if taken.returned:  # only what is left is kept: the sheets lie with their matters
            stored = {file.sha256: file for piece in bundle.pieces for file in keep(piece, by=by)}
        taken.matters.append(register(bundle, stored, by=by, channel=channel, vouched=by_eye))
    return taken


def _without_sheets(bundle: Bundle, taken: Taken, *, by: Actor, channel: Channel) -> list[Bundle]:
    """回来的纸: sheets of ours go to their matters; gives what is left to be registered."""
    runs = runs_of(bundle, by.unit)
    if not runs:
        return [bundle]
    if bundle.mail is not None:
        # Sent a second time, or taken and not yet marked: its sheets are home, so its words are here too.
        others = [already_here(run.piece.sha256, by=by) for run in runs if run.matter]
        if all(others):
            taken.others += [other for other in others if other]
            return []
    left = []
    for run in runs:
        if run.matter is None:
            left.append(Bundle((run.piece,)))
        else:
            taken.returned.append(bring_home(run.matter, keep(run.piece, by=by)[0], by=by, channel=channel))
    return letter_without(bundle, runs) if bundle.mail is not None else left


def receive_text(
    text: str, *, by: Actor, channel: Channel = Channel.PASTED, source_type: str = SourceType.PAPER
) -> Taken:
    """收一段文字: pasted words become a matter at once; the words are kept whole."""
    require(rules.may_capture(by))
    text = text.replace("\x00", "")  # the one character no database keeps
    if not text.strip():
        raise Refused(_("还没有写什么。粘贴一段文字,或拖一份文件进来。"), "text", "text")
    try:
        secrecy.check_text(text, place=_("粘贴的文字"))
    except LooksSecret:
        note_secrecy_refusal(channel=channel, by=by)
        raise
    pages = [{"number": 1, "start": 0, "end": len(text), "source": "body", "file": None}]
    with transaction.atomic():
        matter = capture(
            title=first_line(text), by=by, source_type=source_type, text=text, pages=pages, reading=ReadingState.WAITING
        )
        ask_to_read(matter)
    return Taken([read_now(matter, by=by)])


def already_here(sha256: str, *, by: Actor) -> Matter | None:
    """重份: the matter that has these very bytes as its original, if the actor may know of it."""
    paper = (
        Paper.objects.filter(file__unit=by.unit, file__sha256=sha256)
        .exclude(matter__state=State.RETURNED)
        .select_related("matter", "matter__merged_into")
        .order_by("matter_id")
        .first()
    )
    if paper is None:
        return None
    matter = paper.matter.merged_into or paper.matter
    if by.is_clock or Matter.objects.visible_to(by).filter(pk=matter.pk).exists():
        return matter
    return None


def register(
    bundle: Bundle, stored: dict[str, StoredFile], *, by: Actor, channel: Channel, vouched: bool = False
) -> Matter:
    """登记: one paper as one matter in the tray with its originals, then read and proposed on."""
    ordered = [*bundle.readable(), *(p for p in bundle.pieces if not p.text.strip())]
    counted, papers, seen = Counted(), [], set()
    for piece in ordered:
        file = stored.get(piece.sha256) if piece.data else None
        if piece.text.strip():
            counted.add(piece, file.pk if file else None)
        if file is not None and file.pk not in seen:
            seen.add(file.pk)
            papers.append((file, PaperRole.ATTACHMENT if papers else PaperRole.ORIGINAL))
    text = bundle.text
    problem = bundle.problem or ("" if text.strip() else _("里面没有读出文字。原件在,可以照着原件登记。"))
    facts = bundle.mail.facts if bundle.mail else {}
    with transaction.atomic():
        matter = capture(
            title=_title(bundle, text),
            by=by,
            source_type=SourceType.MAIL if bundle.mail or channel == Channel.MAIL else SourceType.PAPER,
            source_person=_sender(facts)[:60],
            text=text,
            pages=counted.marks,
            papers=papers,
            reading=ReadingState.WAITING if text.strip() else ReadingState.FAILED,
            problem=problem,
        )
        if vouched and bundle.problem:
            matter = vouch(matter, by=by)
        if text.strip():
            ask_to_read(matter)
    return read_now(matter, by=by)


def _title(bundle: Bundle, text: str) -> str:
    """Until the paper is read: the subject of the mail, the first line, the name of the file."""
    if bundle.mail and bundle.mail.facts.get("subject"):
        return bundle.mail.facts["subject"]
    stem = bundle.pieces[0].name.rpartition(".")[0] or bundle.pieces[0].name
    if not _EMPTY_TITLES.match(stem):
        return stem
    return first_line(text) if text.strip() else _named(bundle.pieces[0])


def _named(piece: Arrival) -> str:
    scan = piece.kind.is_image or piece.kind is MediaKind.PDF
    return _("一份没读出来的扫描件") if scan else _("一份没读出来的文件")


def _sender(facts: dict[str, str]) -> str:
    return facts.get("sender", "").partition("<")[0].strip(' "') or facts.get("sender", "")


def first_line(text: str) -> str:
    """The first line with words, cut where a sentence ends or at sixty characters."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if len(line) <= LONGEST_FIRST_LINE:
        return line
    head = re.split(r"[。;;!!]", line, maxsplit=1)[0]
    return head if len(head) <= LONGEST_FIRST_LINE else line[:LONGEST_FIRST_LINE] + "…"
