"""抬头: what every sheet shares: dates in full, the unit, the number, when it was printed, the pictures of ink."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from shuniu.files.store import Missing, store
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.models import Unit
from shuniu.sheets.sheet import Block, Sheet

# On a sheet even today is said in full: paper is read on another day.
_LOST = "(手迹原图没有找到)"


def full_day(value: datetime | date | None) -> str:
    """2026年6月11日."""
    if value is None:
        return ""
    day = moment.local(value).date() if isinstance(value, datetime) else value
    return f"{day.year}年{day.month}月{day.day}日"


def full_hour(value: datetime | None) -> str:
    """2026年6月11日 10:05."""
    return f"{full_day(value)} {moment.local(value):%H:%M}" if value else ""


def short_hour(value: datetime | None) -> str:
    """6月11日 10:05."""
    if value is None:
        return ""
    local = moment.local(value)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


@dataclass
class Inks:
    """手迹: pictures of handwriting by their hash, put on the paper as they were drawn."""

    pictures: dict[str, bytes] = field(default_factory=dict)

    def name_of(self, sha256: str) -> tuple[str, str]:
        """(drawing, remark): a picture that the store has lost is said, the rest of the sheet still prints."""
        if not sha256:
            return "", ""
        try:
            picture = store().read(sha256)
        except Missing:
            return "", _LOST
        name = f"ink-{sha256[:16]}.svg"
        self.pictures[name] = picture
        return name, ""


def sheet_of(
    matter: Matter,
    *,
    name: str,
    title: str,
    blocks: Iterable[Block],
    at: datetime,
    copy: int,
    ending: str = "",
    inks: Inks | None = None,
) -> Sheet:
    """A sheet about one matter: its number in the corner."""
    return Sheet(
        name=name, unit=matter.unit.name, number=matter.number, code=matter.slug, printed=full_hour(at), title=title,
        blocks=tuple(blocks), copy=copy, ending=ending, inks=inks.pictures if inks else {},
    )  # fmt: skip


def sheet_of_unit(
    unit: Unit,
    *,
    name: str,
    title: str,
    number: str,
    blocks: Iterable[Block],
    at: datetime,
    copy: int = 1,
    landscape: bool = False,
    ending: str = "",
) -> Sheet:
    """A sheet about many matters or a person: a number of its own kind, that leads to no matter when scanned."""
    return Sheet(
        name=name, unit=unit.name, number=number, code=number, printed=full_hour(at), title=title,
        blocks=tuple(blocks), copy=copy, landscape=landscape, ending=ending,
    )  # fmt: skip
