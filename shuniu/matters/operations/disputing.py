"""不归我们与裁定: a refusal never leaves a matter without a holder; the director's office takes it the same second."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shuniu.journal.recording import record
from shuniu.matters import rules
from shuniu.matters.choices import State
from shuniu.matters.models import Dispute, Matter, Refusal
from shuniu.matters.operations.changing import change, hand_to, locked
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Division, Person
from shuniu.org.readings import answers_for, director_of, leader_for
from shuniu.org.refusals import Refused, require


def refuse(matter: Matter, *, reason: str, by: Actor, clause: str = "") -> Matter:
    """不归我们: with reason and clause. The matter becomes 待定 in the director's hand until somebody rules."""
    if not reason.strip():
        raise Refused(_("说一句为什么不归你们,最好附上条文"), "reason", "reason")
    with record("matter.refused", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_refuse(by, matter))
        now = moment.now()
        Refusal.objects.create(
            matter=matter, division=matter.lead, by=by.person, reason=reason, clause=clause, at=now
        )
        Dispute.objects.get_or_create(matter=matter, ruled_at=None, defaults={"opened": now})
        director = director_of(matter.unit)
        line.update(division=matter.lead.name if matter.lead else "", reason=reason, clause=clause)
        change(line, matter, state=State.DISPUTED, **hand_to(director))
        line["holder"] = matter.holder.name
    return matter


def rule(
    matter: Matter, *, lead: Division, ruling: str, by: Actor, holder: Person | None = None
) -> Matter:
    """裁定: who takes it (for the time being), in one sentence. The office's ruling is final for the item."""
    if not ruling.strip():
        raise Refused(_("写一句怎么定的"), "ruling", "ruling")
    with record("matter.ruled", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_rule(by, matter))
        holder = holder or answers_for(lead)
        Dispute.objects.filter(matter=matter, ruled_at=None).update(
            ruled_at=moment.now(), ruled_by=by.person, ruled_for=lead, ruling=ruling[:300]
        )
        change(
            line,
            matter,
            state=State.GIVEN,
            lead=lead,
            leader=leader_for(lead, moment.today()) or matter.leader,
            **hand_to(holder),
        )
        line.update(lead=lead.name, ruling=ruling, holder=matter.holder.name)
    return matter
