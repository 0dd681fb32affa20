"""不归我们、协调与裁定: a refusal never leaves a matter without a holder; the director's office takes it the same second.

Between the first refusal and the ruling the case is open: what both agree on is said first, somebody begins for the
time being (临时牵头), and the leader in charge is asked on one screen. What was ruled may become a line of the register.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from shuniu.clock.office_calendar import calendar_for
from shuniu.journal.recording import record
from shuniu.matters import rules
from shuniu.matters.choices import InstructionForm, State
from shuniu.matters.models import Assent, Dispute, Matter, Refusal
from shuniu.matters.operations.changing import change, hand_to, held_by, locked
from shuniu.matters.operations.placing import Part, give_part
from shuniu.matters.operations.speaking import instruct
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Division, Duty, Person, Unit
from shuniu.org.operations.divisions import set_duty
from shuniu.org.readings import answers_for, director_of, leader_for
from shuniu.org.refusals import Refused, require


def refuse(matter: Matter, *, reason: str, by: Actor, clause: str = "", wants: str = "") -> Matter:
    """不归我们: with reason and clause. The matter becomes 待定 in the director's hand until somebody rules."""
    if not reason.strip():
        raise Refused(_("说一句为什么不归你们,最好附上条文"), "reason", "reason")
    with record("matter.refused", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_refuse(by, matter))
        now = moment.now()
        Refusal.objects.create(
            matter=matter,
            division=matter.lead,
            by=by.somebody,
            reason=reason,
            clause=clause,
            wants=wants,
            at=now,
        )
        Dispute.objects.get_or_create(matter=matter, ruled_at=None, defaults={"opened": now})
        director = director_of(matter.unit)
        line.update(division=matter.lead.name if matter.lead else "", reason=reason, clause=clause)
        change(line, matter, state=State.DISPUTED, **hand_to(director))
        line["holder"] = held_by(matter)
    return matter


def offer(matter: Matter, *, lead: Division, by: Actor, words: str = "") -> Matter:
    """请另一家看: the next body is asked in the same case; it takes it, or says in its turn why it is not theirs."""
    with record("matter.offered", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_offer(by, matter))
        _hand_over(line, matter, lead, answers_for(lead))
        line.update(lead=lead.name, holder=held_by(matter), words=words)
    return matter


def lead_due(unit: Unit, opened: datetime) -> datetime:
    """临时牵头要在何时前定: the end of the working day after the one on which the dispute opened (A-38)."""
    calendar = calendar_for(unit)
    return moment.aware(calendar.end_of_work(calendar.add_working_days(moment.local(opened).date(), 1)))


def lead_for_now(
    matter: Matter,
    *,
    lead: Division,
    words: str,
    by: Actor,
    holder: Person | None = None,
    parts: tuple[Part, ...] = (),
) -> Matter:
    """临时牵头: somebody begins now, whoever owes it in the end; the dispute stays open and the lead cannot refuse again."""
    with record("matter.led_for_now", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_settle_dispute(by, matter))
        holder = holder or answers_for(lead)
        require(rules.may_assign(by, matter, holder))
        _open(matter).update(
            provisional=lead,
            provisional_at=moment.now(),
            provisional_by=by.person,
            provisional_words=words[:200],
        )
        _hand_over(line, matter, lead, holder)
        line.update(lead=lead.name, words=words, holder=held_by(matter))
        for part in parts:
            give_part(matter, part=part, by=by)
    return matter


def set_principle(matter: Matter, *, principle: str, by: Actor) -> Dispute:
    """先定原则: what is settled before details are talked about; each party agrees to these words."""
    if not principle.strip():
        raise Refused(_("写一句双方都能同意的"), "principle", "principle")
    with record("matter.principle_set", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_settle_dispute(by, matter))
        _open(matter).update(principle=principle.strip()[:200])
        line["principle"] = principle.strip()[:200]
        change(line, matter)
    return _open(matter).get()


def assent(matter: Matter, *, division: Division, by: Actor) -> Assent:
    """同意原则: a party says yes to the words as they stand, itself or on the telephone to the office."""
    with record("matter.principle_agreed", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_assent(by, matter, division))
        dispute = _open(matter).get()
        if not dispute.principle:
            raise Refused(_("还没有定原则"), "principle")
        agreed, _new = Assent.objects.get_or_create(
            dispute=dispute,
            division=division,
            principle=dispute.principle,
            defaults={"by": by.somebody, "at": moment.now()},
        )
        line.update(division=division.name, principle=dispute.principle)
        change(line, matter)
    return agreed


def put_to_leader(
    matter: Matter, *, lead: Division, words: str, by: Actor, leader: Person | None = None
) -> Dispute:
    """给领导一屏: what the office proposes, with ready answers; the leader's press is the ruling."""
    if not words.strip():
        raise Refused(_("写一句办公室的建议"), "words", "words")
    with record("matter.put_to_leader", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_settle_dispute(by, matter))
        leader = leader or leader_for(lead, moment.today()) or matter.leader
        if leader is None:
            raise Refused(_("分工里没有写谁分管,请选一位领导"), "leader", "leader")
        _open(matter).update(put_to=leader, put_at=moment.now(), put_lead=lead, put_words=words.strip()[:300])
        line.update(leader=leader.name, lead=lead.name, words=words.strip())
        change(line, matter, leader=leader)
    return _open(matter).get()


def talk_again(matter: Matter, *, by: Actor, words: str = "") -> Dispute:
    """再协商一轮: the office goes back to both; also an answer that a leader may give."""
    with record("matter.talked_again", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_rule(by, matter))
        dispute = _open(matter).get()
        _open(matter).update(round=dispute.round + 1, put_to=None, put_at=None, put_lead=None, put_words="")
        if words.strip() and _is_leader(by, matter):
            _say(matter, words, by)
        change(line, matter)
        line.update(round=dispute.round + 1, words=words.strip())
    return _open(matter).get()


def rule(
    matter: Matter,
    *,
    lead: Division,
    ruling: str,
    by: Actor,
    holder: Person | None = None,
    parts: tuple[Part, ...] = (),
    words: str = "",
) -> Matter:
    """裁定: who takes it (for the time being), in one sentence. The office's ruling is final for the item.

    `parts`: what each side does from here on, as tasks. `words`: a leader's own words with the press (原话).
    """
    if not ruling.strip():
        raise Refused(_("写一句怎么定的"), "ruling", "ruling")
    with record("matter.ruled", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_rule(by, matter))
        if words.strip() and _is_leader(by, matter):
            _say(matter, words, by)
        holder = holder or answers_for(lead)
        _open(matter).update(ruled_at=moment.now(), ruled_by=by.person, ruled_for=lead, ruling=ruling[:300])
        if matter.is_open:
            _hand_over(line, matter, lead, holder)
        line.update(lead=lead.name, ruling=ruling, holder=held_by(matter))
        for part in parts:
            give_part(matter, part=part, by=by)
    return matter


def take_into_duties(
    dispute: Dispute, *, number: int, what: str, division: Division, by: Actor, basis: str = ""
) -> Duty:
    """拟加入职责清单: what was ruled becomes a line of the register, so that the dispute does not come again."""
    with record("matter.duty_taken", by=by, subject=dispute.matter) as line:
        matter = locked(dispute.matter)
        dispute.refresh_from_db()
        require(rules.may_set_duty_line(by, dispute))
        before = Duty.objects.filter(unit=matter.unit, number=number, until=None).first()
        duty = set_duty(
            number=number,
            what=what.strip()[:200],
            division=division,
            by=by,
            keywords=before.keywords if before else [],
            basis=basis or _("%s 裁定") % matter.number,
        )
        Dispute.objects.filter(pk=dispute.pk).update(duty=duty)
        line.update(number=number, what=duty.what, division=division.name)
    return duty


def leave_duties(dispute: Dispute, *, reason: str, by: Actor) -> Dispute:
    """不入职责清单: said once, with the reason."""
    if not reason.strip():
        raise Refused(_("说一句为什么不写进职责清单"), "reason", "reason")
    with record("matter.duty_left", by=by, subject=dispute.matter) as line:
        locked(dispute.matter)
        dispute.refresh_from_db()
        require(rules.may_set_duty_line(by, dispute))
        Dispute.objects.filter(pk=dispute.pk).update(duty_dropped=reason.strip()[:200])
        line["reason"] = reason.strip()
    dispute.refresh_from_db()
    return dispute


def _open(matter: Matter):
    return Dispute.objects.filter(matter=matter, ruled_at=None)


def _is_leader(by: Actor, matter: Matter) -> bool:
    return by.person is not None and bool(rules.may_instruct(by, by.person))


def _say(matter: Matter, words: str, by: Actor) -> None:
    instruct(matter, leader=by.somebody, words=words.strip(), by=by, form=InstructionForm.WRITTEN)


def _hand_over(line, matter: Matter, lead: Division, holder: Person) -> None:
    """To the lead's holder; who has begun already as provisional lead goes on without signing for it again."""
    fields: dict[str, Any] = {"lead": lead, "leader": leader_for(lead, moment.today()) or matter.leader}
    going_on = (
        matter.state != State.DISPUTED and matter.holder is not None and matter.holder.division_id == lead.pk
    )
    if not going_on:
        fields.update(state=State.GIVEN, **hand_to(holder))
    change(line, matter, **fields)
