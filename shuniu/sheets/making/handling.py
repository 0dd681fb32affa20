"""处理笺: one paper on one page, with the opinions of its slips in their boxes (official-documents.md §8)."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db.models import Q

from shuniu.matters import kinds
from shuniu.matters.choices import State, Urgency
from shuniu.matters.models import Demand, Help, Instruction, Matter, Reading
from shuniu.routing.choices import SPOKEN, Box, Mode, Verdict
from shuniu.routing.models import Part
from shuniu.sheets.making.head import Inks, full_day, full_hour, sheet_of, short_hour
from shuniu.sheets.sheet import Box as OpinionBox
from shuniu.sheets.sheet import Fact, Facts, Opinion, Sheet

NAME = "处理笺"
SUMMARY_LINES = 4
LINE = 60  # characters of a line of the summary; the original follows
PEN_EMPTY, PEN_MORE = 78, 44  # millimetres for the pen: a sheet that nobody has written on has more room

# Which column of the slip goes into which box of the sheet, in the order of the sheet.
_BOXES = (
    ("拟办", (Box.FIRST_CHECK, Box.PROPOSAL)),
    ("批示", (Box.INSTRUCT, Box.SIGN)),
    ("会签", (Box.COUNTERSIGN, Box.REVIEW)),
    ("承办", (Box.HANDLE,)),
    ("其他意见", (Box.OTHER,)),
)


def spoken_parts(matter: Matter, at: datetime) -> list[Part]:
    """说定了的: what was said on the slips of the matter and stands; a word that may still be taken back is not printed."""
    return list(
        Part.objects.filter(stage__slip__matter=matter, verdict__in=SPOKEN, retracted_at=None)
        .filter(Q(settles_at=None) | Q(settles_at__lte=at))
        .select_related("stage", "decided_by", "acting_for", "holder", "standing_in_for")
        .order_by("decided_at", "pk")
    )


def handling_sheet(matter: Matter, *, at: datetime, copy: int = 1) -> Sheet:
    """处理笺 of a matter as it stands at this moment."""
    inks = Inks()
    parts = spoken_parts(matter, at)
    reading = Reading.objects.filter(matter=matter).only("doc_number", "issuer", "fields").first()
    by_box: dict[str, list[Opinion]] = defaultdict(list)
    readers: list[str] = []
    for part in parts:
        if part.stage.box == Box.READ or part.stage.mode == Mode.INFORM:
            readers.append(_read_line(part))
        else:
            by_box[part.stage.box].append(opinion_of(part, inks))
    printed = {part.instruction_id for part in parts if part.instruction_id}
    for said in _words(matter):
        if said.pk not in printed:
            by_box[Box.INSTRUCT].append(_instruction(said, inks))
    blocks: list = [Facts(_facts(matter, reading))]
    summary = _summary(matter)
    if summary:
        blocks.append(OpinionBox("摘要", lines=summary))
    for label, columns in _BOXES:
        opinions = tuple(one for column in columns for one in by_box[column])
        if label == "批示":
            blocks.append(OpinionBox(label, opinions, pen=PEN_MORE if opinions else PEN_EMPTY))
        elif opinions or label in ("拟办", "承办"):
            blocks.append(
                OpinionBox(label, opinions, lines=_work(matter) if label == "承办" else (), room=16)
            )
    if readers:
        blocks.append(OpinionBox("传阅", lines=tuple(readers)))
    blocks.append(OpinionBox("结果", lines=_result(matter), room=14))
    return sheet_of(
        matter, name=NAME, title=_title(matter), blocks=blocks, at=at, copy=copy, inks=inks,
        ending="领导意见请写在四个黑方块之间;扫描后按右上角的号自动归到本件。原件附后。",
    )  # fmt: skip


def opinion_of(part: Part, inks: Inks) -> Opinion:
    """一条意见 of a slip: the words as they were said; who said it, in whose place, on what day."""
    ink, lost = inks.name_of(part.image_sha256)
    return Opinion(
        part.opinion,
        part.signature,
        full_day(part.decided_at),
        word=str(Verdict(part.verdict).label),
        note=lost,
        ink=ink,
    )


def _instruction(said: Instruction, inks: Inks) -> Opinion:
    ink, lost = inks.name_of(said.image_sha256)
    notes = [lost] if lost else []
    if said.written_down_by is not None:
        notes.append(
            f"{said.get_form_display()},{said.written_down_by.name}记"
            + (",待本人确认" if said.awaits_confirmation else "")
        )
    return Opinion(said.words, said.leader.name, full_day(said.at), note=";".join(notes), ink=ink)


def _words(matter: Matter) -> list[Instruction]:
    """原话 that no slip brought; what the leader has denied is not printed."""
    found = Instruction.objects.filter(matter=matter, denied_at=None).select_related(
        "leader", "written_down_by"
    )
    return list(found.order_by("at", "pk"))


def _facts(matter: Matter, reading: Reading | None) -> tuple[Fact, ...]:
    date = ((reading.fields or {}).get("date") or {}).get("value", "") if reading else ""
    sender = matter.source_body or matter.source_person or (reading.issuer if reading else "")
    due = full_hour(matter.due)
    if matter.due and matter.first_due and matter.first_due != matter.due:
        due += f"\n(最初 {full_day(matter.first_due)})"
    return (
        Fact("标题", matter.title, wide=True),
        Fact("来文单位", sender or "—"),
        Fact("文号", (reading.doc_number if reading else "") or "—"),
        Fact("成文日期", full_day(_date(date)) or "—"),
        Fact("收文时间", full_hour(matter.received)),
        Fact("收文编号", f"{matter.year}年{matter.number}"),
        Fact("缓急", str(Urgency(matter.urgency).label)),
        Fact("办件阅件", "阅件" if kinds.of(matter.kind).to_read else "办件"),
        Fact("时限", due or "—"),
    )


def _date(iso: str):
    from datetime import date

    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _title(matter: Matter) -> str:
    return "收文处理笺" if matter.source_type in ("paper", "mail") else "事项处理笺"


def _summary(matter: Matter) -> tuple[str, ...]:
    """四行摘要: what the paper wants, its first demands."""
    demands = list(
        Demand.objects.filter(matter=matter)
        .order_by("order")
        .values_list("text", flat=True)[: SUMMARY_LINES + 1]
    )
    shown = demands if len(demands) <= SUMMARY_LINES else demands[: SUMMARY_LINES - 1]
    lines = [f"{number}. {_cut(text)}" for number, text in enumerate(shown, start=1)]
    if len(demands) > SUMMARY_LINES:
        lines.append("…… 其余见原件")
    return tuple(lines)


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LINE else text[: LINE - 1] + "…"


def _work(matter: Matter) -> tuple[str, ...]:
    lines = []
    if matter.lead is not None:
        lines.append(f"牵头:{matter.lead.name}")
    helpers = (
        Help.objects.filter(matter=matter)
        .order_by("division__order")
        .values_list("division__name", flat=True)
    )
    if helpers:
        lines.append(f"配合:{'、'.join(helpers)}")
    if matter.holder is not None and matter.state != State.PENDING:
        lines.append(f"经手:{matter.holder.name}({full_day(matter.held_since)}起)")
    return tuple(lines)


def _result(matter: Matter) -> tuple[str, ...]:
    if not matter.result:
        return ()
    checked = "已核" if matter.verified_by is not None else ("自报" if matter.reported_by is not None else "")
    ended = f"{full_day(matter.completed or matter.reported_at)} {checked}".strip()
    return (*matter.result.splitlines(), f"({ended})") if ended else tuple(matter.result.splitlines())


def _read_line(part: Part) -> str:
    came = f"送 {short_hour(part.opened_at)}," if part.opened_at else ""
    words = f" {part.opinion}" if part.opinion else ""
    return f"{part.signature}({came}退 {short_hour(part.decided_at)}){words}"
