"""移交清单: everything a person hands over, to whom, with two signatures (people-and-assessment.md, S-12)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from shuniu.matters.choices import State
from shuniu.matters.models import Matter
from shuniu.matters.pages.handing_over import proposed_heirs
from shuniu.org.actor import Actor
from shuniu.org.models import Person
from shuniu.routing.models import Part
from shuniu.sheets.making.head import full_day, sheet_of_unit
from shuniu.sheets.sheet import Column, Fact, Facts, Sheet, Signatures, Table, Words

NAME = "移交清单"
COLUMNS = (Column("序", 9, True), Column("编号", 20, True), Column("事项"), Column("状态", 18, True),
           Column("时限", 31, True), Column("办到哪一步", 32), Column("交给", 20, True))  # fmt: skip
PAPERS = (
    Column("序", 9, True),
    Column("编号", 20, True),
    Column("单子"),
    Column("环节", 34),
    Column("送到", 31, True),
)


def handing_over_sheet(leaver: Person, *, actor: Actor, at: datetime, copy: int = 1) -> Sheet:
    """移交清单 of a person: what is open in their hand, the papers waiting for their word, and whom it goes to."""
    items = list(
        Matter.objects.filter(is_open=True)
        .filter(Q(holder=leaver) | Q(standing_in_for=leaver))
        .order_by("due", "pk")
    )
    readable = set(
        Matter.objects.visible_to(actor).filter(pk__in=[m.pk for m in items]).values_list("pk", flat=True)
    )
    heirs = proposed_heirs(leaver) if items else {}
    rows = tuple(
        (
            str(number),
            matter.number,
            matter.title if matter.pk in readable else "(限定)",
            str(State(matter.state).label),
            full_day(matter.due) or "—",
            matter.next_step if matter.pk in readable else "",
            heirs[matter.pk][0].name if matter.pk in heirs else "",
        )
        for number, matter in enumerate(items, start=1)
    )
    waiting = list(
        Part.objects.waiting()
        .filter(holder=leaver)
        .select_related("stage__slip__matter")
        .order_by("opened_at", "pk")
    )
    seen = set(
        Matter.objects.visible_to(actor)
        .filter(pk__in=[p.stage.slip.matter_id for p in waiting])
        .values_list("pk", flat=True)
    )
    papers = tuple(
        (
            str(number),
            part.stage.slip.matter.number,
            part.stage.slip.matter.title if part.stage.slip.matter_id in seen else "(限定)",
            part.stage.title,
            full_day(part.opened_at),
        )
        for number, part in enumerate(waiting, start=1)
    )
    blocks: list = [
        Facts(
            (
                Fact("移交人", leaver.name),
                Fact("部门", leaver.division.name if leaver.division else "—"),
                Fact("没办完的", f"{len(items)}件"),
                Fact("等表态的", f"{len(papers)}件"),
            )
        )
    ]
    if rows:
        blocks += [Words("", head="一、没办完的事项"), Table(COLUMNS, rows)]
    if papers:
        blocks += [Words("", head="二、等表态的单子"), Table(PAPERS, papers)]
    if not rows and not papers:
        blocks.append(Words("手上没有没办完的事,也没有等表态的单子。"))
    blocks.append(Signatures(("移交人", "接收人")))
    return sheet_of_unit(
        leaver.unit, name=NAME, title="工作移交清单", number=f"YJ-{leaver.pk}", blocks=blocks, at=at, copy=copy,
        ending="“交给”是系统拟的,以双方签字为准;签字后在“交接”里按一下,一件也不会落下。",
    )  # fmt: skip
