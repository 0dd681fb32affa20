"""分送给谁: the names on the paper turned into the bodies they mean. 各乡镇人民政府 is twelve of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shuniu.documents.choices import Way
from shuniu.org.choices import DivisionKind
from shuniu.org.models import Alias, Division, Unit

_PARTED = re.compile(r"[，,、；;。：:]")
# Which bodies a name for many means.
GROUPS = (
    (re.compile(r"各(乡|镇|街道|乡镇)"), (DivisionKind.TOWNSHIP,)),
    (
        re.compile(r"各(部门|有关部门|直属|工作部门|办局|委办局)"),
        (DivisionKind.DEPARTMENT, DivisionKind.DUAL),
    ),
    (re.compile(r"各(有关)?单位"), (DivisionKind.TOWNSHIP, DivisionKind.DEPARTMENT, DivisionKind.DUAL)),
)


@dataclass(frozen=True)
class Body:
    """一家: its name, and the division of this unit or the other unit of this database that it is."""

    name: str
    division: Division | None = None
    unit: Unit | None = None

    @property
    def has_somebody(self) -> bool:
        """Is there anybody of its own who can sign for it here; else the post room carries it over."""
        division = self.division
        return division is not None and any(
            person is not None and person.is_active for person in (division.liaison, division.head)
        )

    @property
    def way(self) -> str:
        if self.division is not None:
            return Way.HERE if self.has_somebody else Way.PAPER
        return Way.UNIT if self.unit is not None else Way.PACKAGE


def bodies_in(unit: Unit, written: str) -> list[Body]:
    """Each body that a line of addressees means, once, in the order of the paper. Three statements, whatever it says."""
    standing = Division.objects.filter(unit=unit, closed_on=None).exclude(kind=DivisionKind.LEADERSHIP)
    divisions = list(standing.select_related("liaison", "head"))
    by_name = {d.name: d for d in divisions}
    by_name |= {
        alias.name: alias.division
        for alias in Alias.objects.filter(unit=unit, former=False).select_related(
            "division__liaison", "division__head"
        )
        if alias.division.closed_on is None
    }
    others = {u.name: u for u in Unit.objects.exclude(pk=unit.pk)}
    found: dict[str, Body] = {}
    for name in (one.strip() for one in _PARTED.split(written)):
        for body in _meant(name, divisions, by_name, others):
            found.setdefault(body.name, body)
    return list(found.values())


def _meant(
    name: str, divisions: list[Division], by_name: dict[str, Division], others: dict[str, Unit]
) -> list[Body]:
    if not name:
        return []
    for form, kinds in GROUPS:
        if form.search(name):
            return [Body(d.name, d) for d in divisions if d.kind in kinds and d.upper_id is None]
    if name in by_name:
        return [Body(by_name[name].name, by_name[name])]
    if name in others:
        return [Body(name, unit=others[name])]
    return [Body(name)]
