"""撞车与可能漏了: what else stands on that day, and who was in it last time but is not named now."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from shuniu.matters.choices import State
from shuniu.matters.models import Help, Matter
from shuniu.matters.proposing.sameness import Alike
from shuniu.matters.proposing.whose import name_of
from shuniu.matters.telling import told as _
from shuniu.org import moment
from shuniu.org.choices import DivisionKind
from shuniu.org.models import Absence, Division, Person

SHOWN = 4
OWN = (DivisionKind.OFFICE, DivisionKind.LEADERSHIP)  # the office need not be reminded of itself


def collisions(matter: Matter, *, holder: Person | None, due: datetime | None) -> list[dict]:
    """撞车: absences of the holder over the date, other hard dates in that hand the same day, meetings at that hour."""
    found: list[dict] = []
    if holder is not None and due is not None:
        absence = (
            Absence.objects.upcoming(moment.now())
            .filter(person=holder, starts__lte=due, ends__gte=due - timedelta(days=1))
            .select_related("stand_in")
            .first()
        )
        if absence:
            span = f"{moment.local(absence.starts):%-m/%-d}–{moment.local(absence.ends):%-m/%-d}"
            values = {"name": holder.name, "span": span, "stand_in": absence.stand_in.name if absence.stand_in else ""}
            if absence.stand_in:
                text = _("到期时%(name)s外出(%(span)s),由%(stand_in)s接着") % values
            else:
                text = _("到期时%(name)s外出(%(span)s)") % values
            found.append({"text": text, "sort": "absence"})
        day = moment.local(due).date()
        first = moment.aware(datetime.combine(day, time.min))
        others = list(
            Matter.objects.filter(holder=holder, is_open=True, hard=True, due__gte=first, due__lt=first + timedelta(days=1))
            .exclude(pk=matter.pk)
            .order_by("due")[: SHOWN + 1]
        )
        if others:
            text = _("同一天%(name)s还有%(n)d件硬时限:%(list)s") % {
                "name": holder.name,
                "n": len(others),
                "list": "、".join(f"{m.number}{m.title[:14]}" for m in others[:3]),
            }
            found.append({"text": text, "sort": "same_day"})
    if matter.starts is not None:
        ends = matter.ends or matter.starts + timedelta(hours=2)
        events = Matter.objects.filter(
            unit=matter.unit_id, starts__lt=ends, starts__gt=matter.starts - timedelta(hours=12), is_open=True
        ).exclude(pk=matter.pk).exclude(parent=matter.pk)
        for other in events.order_by("starts")[:20]:
            if (other.ends or other.starts + timedelta(hours=2)) <= matter.starts:
                continue
            same_place = matter.place and matter.place == other.place
            if same_place or (holder is not None and other.holder_id == holder.pk):
                found.append(
                    {
                        "text": _("%(when)s %(place)s已有:%(number)s%(title)s")
                        % {
                            "when": moment.local(other.starts).strftime("%-m/%-d %H:%M"),
                            "place": other.place if same_place else "",
                            "number": other.number,
                            "title": other.title[:20],
                        },
                        "sort": "event",
                    }
                )
    return found[:SHOWN]


def omissions(before: list[Alike], *, named: set[int], divisions: dict[int, Division]) -> list[dict]:
    """可能漏了: bodies that led or helped in the most alike earlier matters and are not in the proposal."""
    if not before:
        return []
    matters = {a.matter.pk: a.matter for a in before[:2]}
    found: dict[int, Matter] = {}
    for pk, division in Help.objects.filter(matter__in=matters).values_list("matter_id", "division_id"):
        found.setdefault(division, matters[pk])
    rows = Matter.objects.filter(parent__in=matters).exclude(state__in=[State.MERGED, State.RETURNED])
    for pk, division in rows.values_list("parent_id", "lead_id"):
        if division:
            found.setdefault(division, matters[pk])
    for matter in matters.values():
        if matter.lead_id:
            found.setdefault(matter.lead_id, matter)
    return [
        {"pk": pk, "name": divisions[pk].name, "why": _("上次同类有它(%s)") % name_of(matter)}
        for pk, matter in sorted(found.items())
        if pk not in named and pk in divisions and divisions[pk].kind not in OWN
    ][:SHOWN]
