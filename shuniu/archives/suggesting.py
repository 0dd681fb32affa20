"""拟归档: of a closed matter the line of the table that fits it, the year, and the body; a person confirms.

Plain arithmetic over the matter's own fields, so that a whole year is proposed on without asking once for each matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shuniu.archives.choices import Origin, Period
from shuniu.archives.models import ClassLine, ClassTable, OrgCode
from shuniu.matters.choices import SourceType, State, Weight
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.choices import DivisionKind
from shuniu.org.models import Unit

_ABOVE = {"circular", "telegram", "reading", "meeting_above", "inspection", "higher_remark"}
_BELOW = {"request", "report", "brief"}
_EQUAL = {"letter", "opinions", "visit"}
_PEOPLE = {"petition", "letter_to_head", "disclosure", "hotline", "media"}
_YEAR_IT_IS_FOR = re.compile(r"(20\d\d)\s*年.{0,20}(?:计划|要点|总结|预算|决算|述职|安排|总评)")


@dataclass(frozen=True)
class Proposal:
    """拟的: not filed when `period` is empty; `why` quotes the line."""

    line: ClassLine
    period: str
    year: int
    org_code: str
    why: str

    @property
    def files(self) -> bool:
        return bool(self.period)

    @property
    def period_label(self) -> str:
        return str(Period(self.period).label) if self.period else str(_("不归档"))


class Suggestions:
    """The table in force and the codes of a unit, read once for as many matters as one likes."""

    def __init__(self, unit: Unit, table: ClassTable) -> None:
        self.table = table
        self._lines = list(table.lines.all())
        codes = list(OrgCode.objects.filter(unit=unit).select_related("division"))
        self._by_division = {code.division_id: code.code for code in codes if code.division_id}
        self._usual = next((code.code for code in codes if code.usual), "BGS")

    def of(self, matter: Matter) -> Proposal:
        line = next(one for one in self._lines if _fits(one, matter))
        period = "" if matter.state == State.RETURNED else line.period
        why = _("条%(number)s:%(text)s") % {"number": line.number, "text": line.text}
        if matter.state == State.RETURNED:
            why = _("已退回,原件不在这里")
        return Proposal(line, period, year_of(matter), self.org_of(matter), why)

    def of_all(self, matters: Iterable[Matter]) -> list[tuple[Matter, Proposal]]:
        return [(matter, self.of(matter)) for matter in matters]

    def org_of(self, matter: Matter) -> str:
        return self._by_division.get(matter.lead_id or 0, self._usual)


def table_in_force(unit: Unit) -> ClassTable | None:
    """The newest version that the archive has agreed to."""
    return ClassTable.objects.filter(unit=unit, approved_on__isnull=False).order_by("-version").first()


def year_of(matter: Matter) -> int:
    """年度: of forming; a request answered next year goes with the answer; plans by the year they are for."""
    named = _YEAR_IT_IS_FOR.search(matter.title)
    ended = moment.local(matter.completed or matter.moved).year
    if named and abs(int(named[1]) - ended) <= 1:
        return int(named[1])
    return ended


def origin_of(matter: Matter) -> str:
    """谁的文件: by kind, and for the rest by the body it came from."""
    if matter.kind in _ABOVE or matter.from_above:
        return Origin.ABOVE.value
    if matter.kind in _BELOW:
        return Origin.BELOW.value
    if matter.kind in _EQUAL:
        return Origin.EQUAL.value
    if matter.kind in _PEOPLE:
        return Origin.PEOPLE.value
    if matter.source_type in (SourceType.PAPER, SourceType.MAIL) and matter.lead is not None:
        if matter.source_body == matter.lead.name and matter.lead.kind != DivisionKind.OFFICE:
            return Origin.BELOW.value
    return Origin.OWN.value


def is_important(matter: Matter) -> bool:
    """重要: marked so, or a leader has written on it."""
    return matter.importance == Weight.HEAVY or matter.flag("instructions")


def _fits(line: ClassLine, matter: Matter) -> bool:
    if line.origin != Origin.ANY and line.origin != origin_of(matter):
        return False
    if line.kinds and matter.kind not in line.kinds:
        return False
    if line.words and not any(word in matter.title for word in line.words):
        return False
    return not line.important or is_important(matter)
