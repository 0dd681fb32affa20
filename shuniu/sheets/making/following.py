"""督办单与督办台账: the slip in three colours that are words and shapes first, and the ledger of what is followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shuniu.matters.models import DueChange, Instruction, Matter, Reading
from shuniu.matters.ranking.chase import BLUE, RED, YELLOW
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Unit
from shuniu.sheets.making.head import full_day, full_hour, sheet_of, sheet_of_unit
from shuniu.sheets.sheet import Box, Column, Fact, Facts, Sheet, Table, Tone, Words
from shuniu.supervision.ledger import Column as LedgerColumn
from shuniu.supervision.ledger import Filters, ledger_rows
from shuniu.supervision.models import Chase

SLIP = "督办单"
LEDGER = "督办台账"

# The shape and the words carry the step; the colour only where there is a colour printer.
TONES = {
    BLUE: Tone("蓝", "circle", "蓝色督办单 · 提醒承办单位负责人", "#1d4e89"),
    YELLOW: Tone("黄", "triangle", "黄色督办单 · 督促,同时告知分管领导", "#8a6d00"),
    RED: Tone("红", "square", "红色督办单 · 报分管领导,请领导出面", "#b3261e"),
}
_ASKED = {
    BLUE: "此件已过时限。请{body}抓紧办理,并于收到本单后一个工作日内反馈办理情况。",
    YELLOW: "此件经蓝色督办后仍未办结。请{body}负责同志过问,说明原因、已办到哪一步、何时办结,并于收到本单后一个工作日内书面反馈。",
    RED: "此件经多次督办仍未办结。请{body}主要负责同志当日说明情况,提出办结措施和时间;本单同时报分管领导。",
}


def name_of(step: int) -> str:
    """督办单(蓝), (黄) or (红)."""
    return f"{SLIP}({TONES[step].name})"


@dataclass(frozen=True)
class Demanded:
    """督办单的内容 as plain values."""

    step: int
    body: str
    basis: str
    wording: str
    contact: str
    issued: datetime | None = None


def slip_sheet(matter: Matter, demanded: Demanded, *, at: datetime, copy: int = 1) -> Sheet:
    """督办单: basis, demand, dates (the first one always), contact, and a strip for the answer."""
    tone = TONES[demanded.step]
    moved = list(DueChange.objects.filter(matter=matter, granted=True).values_list("was", "wanted"))
    dates = full_hour(matter.due) or "没有定"
    if moved:
        dates += f"(改过{len(moved)}次)"
    blocks = (
        tone,
        Facts(
            (
                Fact("事项", matter.title, wide=True),
                Fact("承办单位", demanded.body),
                Fact("经手人", matter.holder.name if matter.holder else "—"),
                Fact("最初时限", full_hour(matter.first_due) or "—"),
                Fact("现在时限", dates),
                Fact("依据", demanded.basis, wide=True),
            )
        ),
        Words(demanded.wording or _ASKED[demanded.step].format(body=demanded.body), head="督办要求"),
        Words(f"发单:{full_hour(demanded.issued or at)}　联系:{demanded.contact}", small=True),
        Box("承办单位反馈", pen=58),
        Box("负责人\n签字", room=16),
    )
    return sheet_of(
        matter, name=name_of(demanded.step), title=f"{matter.unit.name}督办单", blocks=blocks, at=at, copy=copy,
        ending="反馈请写在四个黑方块之间,扫描后按右上角的号自动归到本件;也可以在系统里反馈,不必再交纸。",
    )  # fmt: skip


def slip_of_chase(chase: Chase, *, at: datetime, copy: int = 1) -> Sheet:
    """The paper of a slip that the director has confirmed: its own words, as they went out."""
    matter = chase.matter
    sender = chase.confirmed_by or chase.by
    said = [matter.unit.name]
    if sender is not None:
        said.append(f"{sender.name} {sender.phone}".strip())
    body = (
        matter.lead.name if matter.lead else (chase.to.division.name if chase.to.division else chase.to.name)
    )
    return slip_sheet(
        matter,
        Demanded(chase.step, body, basis_of(matter), chase.wording, " ".join(said), chase.sent_at),
        at=at,
        copy=copy,
    )


def basis_of(matter: Matter) -> str:
    """依据: the leader's words if there are any, else the paper, else where it came from."""
    words = (
        Instruction.objects.filter(matter=matter, denied_at=None)
        .select_related("leader")
        .order_by("at")
        .first()
    )
    if words is not None:
        quoted = f"“{words.words}”" if words.words else "(手写,见原件)"
        return f"{words.leader.name} {full_day(words.at)}批示:{quoted}"
    number = Reading.objects.filter(matter=matter).values_list("doc_number", flat=True).first() or ""
    source = f"{matter.source_body or matter.source_person}{number}".strip()
    return source or f"{matter.get_source_type_display()},{full_day(matter.received)}"


# The ledger

# Millimetres of each column; 0 shares what is left.
_WIDTHS = {
    "number": 18, "title": 0, "source": 14, "lead": 28, "leader": 19, "holder": 28, "state": 16, "light": 16,
    "cause": 38, "first_due": 22, "due": 22, "step": 26, "chased": 15, "told": 17, "next_step": 34, "registered": 22,
}  # fmt: skip
_CENTRED = {"number", "leader", "state", "light", "first_due", "due", "told", "chased", "registered"}


def ledger_sheet(
    actor: Actor, *, filters: Filters, columns: Sequence[str], at: datetime, copy: int = 1
) -> Sheet:
    """督办台账: the columns chosen on the screen, landscape, the head on every page; the same rows as the spreadsheet."""
    chosen, rows = ledger_rows(actor, filters, columns)
    return ledger_of(actor.unit, chosen, rows, at=at, copy=copy)


def ledger_of(
    unit: Unit, columns: Sequence[LedgerColumn], rows: Sequence[dict], *, at: datetime, copy: int
) -> Sheet:
    """台账 of these rows."""
    heads = (
        Column("序", 9, True),
        *(Column(str(c.head), _WIDTHS.get(c.code, 20), c.code in _CENTRED) for c in columns),
    )
    cells = tuple((str(n), *(_cell(row[c.code]) for c in columns)) for n, row in enumerate(rows, start=1))
    return sheet_of_unit(
        unit, name=LEDGER, title="督 办 台 账", number=f"TZ-{moment.local(at):%Y%m%d}", at=at, copy=copy,
        landscape=True, blocks=(Table(heads, cells),),
        ending=f"共{len(rows)}件,截至{full_hour(at)}。灯:■ 红,▲ 黄,● 绿,○ 无;◌ 自报,还没有核实。",
    )  # fmt: skip


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}"
    return "" if value is None else str(value)
