"""在督: whatever was given out is on the board by itself; nobody registers it a second time (product §5, appendix A 12)."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q

from shuniu.matters.choices import SourceType, State
from shuniu.matters.models import Instruction, Matter
from shuniu.matters.queries import MatterQuerySet
from shuniu.org.choices import DivisionKind
from shuniu.supervision.choices import Axis, Scope
from shuniu.supervision.models import Item

# The office's own bodies are one row, and it stands first.
OFFICE = "office"
OWN_KINDS = (DivisionKind.OFFICE, DivisionKind.LEADERSHIP)
GIVEN_BY_WORD = (SourceType.INSTRUCTION, SourceType.ORAL, SourceType.MEETING)
ABOVE = "above"


def followed(matters: MatterQuerySet) -> MatterQuerySet:
    """在督的: led outside the office, a task of a split, given by a leader, a meeting or from above, or registered."""
    led_outside = Q(lead__isnull=False) & ~Q(lead__kind__in=OWN_KINDS)
    told = Exists(Instruction.objects.filter(matter=OuterRef("pk"), denied_at=None))
    registered = Exists(Item.objects.filter(matter=OuterRef("pk"), registered_at__isnull=False))
    return matters.filter(
        led_outside
        | Q(part__gt=0)
        | Q(from_above=True)
        | Q(source_type__in=GIVEN_BY_WORD)
        | Q(told)
        | Q(registered)
    ).exclude(state=State.PENDING)


def inspections(matters: MatterQuerySet) -> MatterQuerySet:
    """政府督查 alone: never mixed with what an office follows in its own house (S-10)."""
    return matters.filter(supervised__scope=Scope.INSPECTION, supervised__registered_at__isnull=False)


def without_inspections(matters: MatterQuerySet) -> MatterQuerySet:
    return matters.exclude(Exists(Item.objects.filter(matter=OuterRef("pk"), scope=Scope.INSPECTION)))


def of_source(matters: MatterQuerySet, source: str) -> MatterQuerySet:
    """来源 of the filter: one of the sources, 上级 as a source of its own, or all."""
    if source == ABOVE:
        return matters.filter(from_above=True)
    if source in SourceType.values:
        return matters.filter(source_type=source, from_above=False)
    return matters


def of_row(matters: MatterQuerySet, axis: str, key: str) -> MatterQuerySet:
    """The matters of one row of the board."""
    if axis == Axis.SOURCE:
        return of_source(matters, key)
    if axis == Axis.LEADER:
        return matters.filter(leader=int(key)) if key.isdigit() else matters.filter(leader=None)
    if key == OFFICE:
        return matters.filter(Q(lead=None) | Q(lead__kind__in=OWN_KINDS))
    return matters.filter(lead=int(key)) if key.isdigit() else matters.none()


def key_of(
    axis: str, *, lead_id: int | None, lead_kind: str, leader_id: int | None, source: str, from_above: bool
) -> str:
    """Which row a matter belongs to."""
    if axis == Axis.SOURCE:
        return ABOVE if from_above else source
    if axis == Axis.LEADER:
        return str(leader_id or "")
    return OFFICE if lead_id is None or lead_kind in OWN_KINDS else str(lead_id)


def open_ones(actor, *, source: str = "", scope: str = Scope.INTERNAL) -> MatterQuerySet:
    """在督的, as far as this person sees them, the earliest date first."""
    seen = followed(of_source(Matter.objects.visible_to(actor).open(), source))
    seen = inspections(seen) if scope == Scope.INSPECTION else without_inspections(seen)
    return seen.order_by(F("due").asc(nulls_last=True), "-moved", "-pk")
