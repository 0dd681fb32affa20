"""`shuniu verify`: prove that no line was changed, removed or slipped in, and name the first that was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shuniu.journal.hashing import START, digest_of, hash_of_line, root_of, seal_hash
from shuniu.journal.models import Line, Seal
from shuniu.journal.operations import lines_of_day
from shuniu.org.models import Unit


@dataclass(frozen=True)
class Report:
    """`broken` is empty when the journal is whole; else the first broken place in plain words."""

    lines: int
    chains: int
    seals: int
    broken: str = ""
    head: str = ""

    @property
    def clean(self) -> bool:
        return not self.broken


def verify(unit: Unit | None = None, *, on_progress: Callable[[int, int], None] | None = None) -> Report:
    """Walk every chain and every seal (of one unit, or of all)."""
    lines = Line.objects.all() if unit is None else Line.objects.filter(unit=unit)
    total = lines.count() if on_progress else 0
    checked = chains = 0
    chain: tuple[str, int] | None = None
    previous, seq = START, 0
    for line in lines.order_by("subject_kind", "subject_id", "seq").iterator(chunk_size=5000):
        here = (line.subject_kind, line.subject_id)
        if here != chain:
            chain, previous, seq = here, START, 0
            chains += 1
        fault = _fault(line, previous, seq + 1)
        if fault:
            return Report(checked, chains, 0, f"{line.subject_kind} {line.subject_id}, line {seq + 1}: {fault}")
        previous, seq = line.hash, line.seq
        checked += 1
        if on_progress and checked % 5000 == 0:
            on_progress(checked, total)
    seals, broken, head = _verify_seals(unit)
    return Report(checked, chains, seals, broken, head)


def _fault(line: Line, previous: str, expected: int) -> str:
    if line.seq != expected:
        return f"expected line {expected}, found line {line.seq}; a line is missing"
    if line.forgotten_at is None and digest_of(line.particulars) != line.digest:
        return f"the particulars of “{line.verb}” were changed"
    if hash_of_line(previous, line) != line.hash:
        return f"“{line.verb}” of {line.at:%Y-%m-%d %H:%M} was changed or does not follow the line before"
    return ""


def _verify_seals(unit: Unit | None) -> tuple[int, str, str]:
    count, head = 0, ""
    seals = Seal.objects.all() if unit is None else Seal.objects.filter(unit=unit)
    current, previous = None, START
    for seal in seals.select_related("unit").order_by("unit", "day"):
        if seal.unit_id != current:
            current, previous = seal.unit_id, START
        root, lines = root_of(lines_of_day(seal.unit, seal.day).values_list("hash", flat=True).iterator())
        place = f"seal of {seal.day} ({seal.unit})"
        if lines != seal.lines:
            return count, f"{place}: {seal.lines} lines were sealed, {lines} are there", head
        expected = seal_hash(previous, unit_id=seal.unit_id, day=seal.day, lines=lines, root=root)
        if root != seal.root or expected != seal.hash:
            return count, f"{place}: the lines of that day are not those that were sealed", head
        previous = head = seal.hash
        count += 1
    return count, "", head
