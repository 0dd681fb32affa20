"""一张表: what every body put into the form of one split, with what is missing and what does not agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from shuniu.matters.choices import FieldKind
from shuniu.matters.models import FormField, FormValue, Link, Matter
from shuniu.matters.operations.asking import MOST_FIELDS, SAMPLE, form_of
from shuniu.matters.proposing.sameness import Neighbours, like_before
from shuniu.org.actor import Actor

MOST_SIMILAR = 3


@dataclass(slots=True)
class Cell:
    """一格: the newest value, whose word it is so far, and whether it disagrees with the others or with itself before."""

    value: str = ""
    at: datetime | None = None
    standing: str = ""
    hollow: bool = True
    differs: bool = False
    before: str = ""


@dataclass(slots=True)
class Row:
    matter: Matter
    cells: list[Cell] = field(default_factory=list)

    @property
    def is_missing(self) -> bool:
        return not any(cell.value for cell in self.cells)


@dataclass(slots=True)
class Sheet:
    """Fields across, bodies down."""

    fields: list[FormField]
    rows: list[Row]
    sums: list[str]

    @property
    def missing(self) -> list[Row]:
        return [row for row in self.rows if row.is_missing]

    @property
    def differs(self) -> bool:
        return any(cell.differs for row in self.rows for cell in row.cells)

    @property
    def blanks(self) -> list[int]:
        """Rows of the form in which nothing is asked yet."""
        return list(range(len(self.fields), MOST_FIELDS))

    @property
    def is_filled(self) -> bool:
        return any(cell.value for row in self.rows for cell in row.cells)


def sheet_of(actor: Actor, matter: Matter) -> Sheet:
    """一张表 of a matter and its tasks: four statements whatever the number of bodies."""
    fields = form_of(matter)
    whole = Matter.objects.visible_to(actor).select_related("lead", "holder")
    tasks = list(whole.filter(parent=matter.pk).order_by("part")) if not matter.is_task else []
    rows = [Row(one) for one in tasks or [matter]]
    values = FormValue.objects.filter(field__in=fields, feedback__matter__in=[row.matter.pk for row in rows])
    newest: dict[tuple[int, int], Cell] = {}
    for one in values.select_related("feedback").order_by("feedback__at", "pk"):
        key = (one.feedback.matter_id, one.field_id)
        before = newest[key].value if key in newest else ""
        newest[key] = Cell(
            one.value,
            one.feedback.at,
            one.feedback.standing,
            one.feedback.is_hollow,
            before=before if before != one.value else "",
        )
    for row in rows:
        row.cells = [newest.get((row.matter.pk, one.pk), Cell()) for one in fields]
    for column, one in enumerate(fields):
        if (
            one.kind == FieldKind.SAME
            and len({r.cells[column].value for r in rows if r.cells[column].value}) > 1
        ):
            for row in rows:
                row.cells[column].differs = bool(row.cells[column].value)
    return Sheet(
        fields, rows, [_sum(one, [row.cells[column] for row in rows]) for column, one in enumerate(fields)]
    )


def _sum(one: FormField, cells: Sequence[Cell]) -> str:
    """合计 of what each body has of its own; what all should say alike is not added up."""
    if one.kind != FieldKind.NUMBER:
        return ""
    return f"{sum((Decimal(cell.value) for cell in cells if cell.value), Decimal(0)).normalize():f}"


def similar_done(actor: Actor, matter: Matter) -> list[dict]:
    """去年的样子、先例: finished matters like this one that the reader may know of, and whether they are shown already."""
    alike = like_before(matter, Neighbours(matter))[:MOST_SIMILAR]
    ids = [one.matter.pk for one in alike]
    seen = {
        m.pk: m
        for m in Matter.objects.visible_to(actor).filter(pk__in=ids).select_related("lead", "verified_by")
    }
    shown = set(Link.objects.filter(matter=matter, why=SAMPLE).values_list("other_id", flat=True))
    return [
        {"matter": seen[one.matter.pk], "why": one.why, "shown": one.matter.pk in shown}
        for one in alike
        if one.matter.pk in seen
    ]
