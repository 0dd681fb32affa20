"""给有关的: which bodies the new demands of an urgent paper touch, and why each of the others is left out (product §3.3 B).

Nothing is sent here. Of all bodies of the unit those are proposed that a new demand names, or whose line of the duty
register speaks of it; who is asked to do something also answers what is asked back every day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from shuniu.matters.choices import DemandOutcome, Urgency
from shuniu.matters.models import Demand, Help, Matter
from shuniu.matters.models.asked import MOST_FIELDS
from shuniu.matters.proposing.whose import Field
from shuniu.matters.telling import told as _
from shuniu.org.choices import DivisionKind

ALL = (DivisionKind.DEPARTMENT, DivisionKind.TOWNSHIP)
SPEAKS = 3  # characters of keywords from which a line of the register speaks of a demand; two stand anywhere
_REPORTED = re.compile(
    r"报送?(?:当日|本日)?的?(?P<what>[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,8})*[和及][\u4e00-\u9fff]{2,8})"
)


def concerned(matter: Matter, demands: list[Demand], parts: list[dict], field: Field) -> dict:
    """给谁: {"of": how many bodies there are, "to": [{pk, name, holder, lines, why}], "left": [{pk, name, why}],
    "fields": names of what is asked back}; empty when the paper is not one that is sent to many at once."""
    lexicon = field.lexicon
    bodies = {pk: body for pk, body in lexicon.divisions.items() if body.kind in ALL}
    new = [(d, p) for d, p in zip(demands, parts, strict=True) if p["outcome"] == DemandOutcome.TASK]
    # What the office itself answers above stays one task of its own.
    given = [(d, p) for d, p in new if not p["lead"] or p["lead"] in bodies]
    if not matter.from_above or matter.urgency == Urgency.ORDINARY or len(given) < 2:
        return {}
    touched: dict[int, dict[int, str]] = {}
    answers = [d.order for d, _part in given if d.recurring]
    for demand, part in given:
        if not demand.recurring:
            for pk, why in _touched_by(demand, part, field):
                if pk in bodies:
                    touched.setdefault(pk, {}).setdefault(demand.order, why)
    met = _met(parts)
    to, left = [], []
    for pk, body in sorted(bodies.items(), key=lambda row: (row[1].order, row[0])):
        named = {"pk": pk, "name": body.name}
        if pk in touched:
            holder = field.holder_of(body)
            why = next(iter(touched[pk].values()))
            lines = sorted({*touched[pk], *answers})
            to.append({**named, "holder": holder.name if holder else "", "lines": lines, "why": why})
        else:
            why = _("它的那份已落实(%s)") % met[pk] if pk in met else _("新要求没有涉及它的职责")
            left.append({**named, "why": why})
    if len(to) <= len(given):  # a task for each demand says it shorter
        return {}
    return {"of": len(bodies), "to": to, "left": left, "fields": asked_back(d for d, _part in given)}


def _touched_by(demand: Demand, part: dict, field: Field) -> Iterable[tuple[int, str]]:
    """(body, why) for each body that one demand names or that the register says it is the business of."""
    text = f"{demand.heading} {demand.text}"
    if part["lead"]:
        yield part["lead"], part["why"] or _("第%d项归它") % demand.order
    for printed in (demand.lead_text, demand.support_text):
        for name in printed.split("、"):
            known = field.lexicon.find(name) if name.strip() else None
            if known is not None:
                yield known.division.pk, _("第%d项写明它") % demand.order
    for pk in field.lexicon.mentions(text):
        yield pk, _("第%d项写明它") % demand.order
    for strength, duty in field.duties_for(text):
        if strength >= SPEAKS:
            yield (
                duty.division_id,
                _("职责清单第%(n)d条:%(what)s") % {"n": duty.number, "what": duty.what[:24]},
            )


def _met(parts: list[dict]) -> dict[int, str]:
    """Who is in a matter that meets another demand of this paper already: body → its number."""
    numbers = {
        p["covered"]["pk"]: p["covered"]["number"]
        for p in parts
        if p["outcome"] == DemandOutcome.COVERED and p["covered"]
    }
    found: dict[int, str] = {}
    for pk, lead, parent in (
        Matter.objects.filter(pk__in=numbers)
        .values_list("pk", "lead_id", "parent_id")
        .union(Matter.objects.filter(parent__in=numbers).values_list("pk", "lead_id", "parent_id"))
    ):
        found.setdefault(lead, numbers.get(pk) or numbers[parent])
    for matter, body in Help.objects.filter(matter__in=numbers).values_list("matter_id", "division_id"):
        found.setdefault(body, numbers[matter])
    return found


def asked_back(demands: Iterable[Demand]) -> list[str]:
    """要填的栏: "每日报送当日雨情、险情和处置情况" asks for three short answers."""
    for demand in demands:
        said = _REPORTED.search(demand.text)
        if said:
            names = re.split(r"[、和及]", said["what"])
            return [name[:30] for name in names if name][:MOST_FIELDS]
    return []
