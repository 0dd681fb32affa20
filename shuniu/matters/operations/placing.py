"""分办: giving a matter its kind, lead, date and holder with one press."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from shuniu.journal.recording import record
from shuniu.matters import kinds, rules
from shuniu.matters.choices import DemandOutcome, SourceType, State
from shuniu.matters.models import Demand, Help, Link, Matter
from shuniu.matters.operations.arriving import TITLE_LENGTH, learn
from shuniu.matters.operations.changing import change, count, hand_to, held_by, locked
from shuniu.matters.search import index
from shuniu.matters.telling import hour_told
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Division, Person
from shuniu.org.readings import answers_for, leader_for
from shuniu.org.refusals import Refused, require


@dataclass(frozen=True)
class Part:
    """One task of a split: what, whose, by when. `demand` is the demand it comes from."""

    title: str
    lead: Division
    holder: Person | None = None
    due: datetime | None = None
    hard: bool | None = None
    demand: Demand | None = None
    helpers: tuple[Division, ...] = field(default=())


def place(
    matter: Matter,
    *,
    by: Actor,
    lead: Division,
    holder: Person | None = None,
    helpers: tuple[Division, ...] = (),
    leader: Person | None = None,
    title: str = "",
    kind: str | None = None,
    due: datetime | None = None,
    hard: bool | None = None,
    due_basis: str = "",
    next_step: str = "",
    parts: tuple[Part, ...] = (),
    safety: bool | None = None,
    focus: str | None = None,
) -> Matter:
    """就这么办: place what lies in the tray. Lead and holder get it; each part becomes a task with its own holder.

    `holder` defaults to the lead's liaison; `leader` to the leader in charge of the lead today. Kept by the placer
    it is 办理中 at once, given to another it is 待签收 until acknowledged. Raises Refused when it is not in the tray.
    """
    with record("matter.placed", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_place(by, matter))
        holder = holder or answers_for(lead)
        require(rules.may_assign(by, matter, holder))
        if leader is None:
            leader = leader_for(lead, moment.today())
        fields = {"lead": lead, "leader": leader, **hand_to(holder)}
        own = by.person is not None and fields["holder"].pk == by.person.pk
        fields["state"] = State.IN_HAND if own else State.GIVEN
        if title:
            fields["title"] = " ".join(title.split())[:TITLE_LENGTH]
        if kind is not None:
            known = kinds.of(kind)
            fields.update(kind=kind, must_ask_first=matter.must_ask_first or known.must_ask_first)
        if due is not None and kinds.of(kind if kind is not None else matter.kind).to_read:
            raise Refused(_("阅件没有时限,传阅完就了;要办的请改成办件的类别"), "to_read", "due")
        if due is not None and matter.due is None:
            fields.update(due=due, first_due=due, due_basis=due_basis)
        if hard is not None:
            fields["hard"] = hard
        for name, value in (("next_step", next_step), ("safety", safety), ("focus", focus)):
            if value not in ("", None):
                fields[name] = value
        change(line, matter, **fields)
        Help.objects.bulk_create(
            [Help(matter=matter, division=d) for d in helpers if d.pk != lead.pk], ignore_conflicts=True
        )
        line.update(lead=lead.name, holder=held_by(matter), parts=len(parts))
        for part in parts:
            give_part(matter, part=part, by=by)
        if title:
            index(matter)
        learn(by=by, sender=matter.source_body, field="lead", value=lead.name)
        if kind:
            learn(by=by, sender=matter.source_body, field="kind", value=kind)
    return matter


def give_part(matter: Matter, *, part: Part, by: Actor) -> Matter:
    """拆一步: one task of a matter, with lead, holder and date of its own. Its date may not pass the matter's (S-03)."""
    with record("matter.part_given", by=by) as line:
        matter = locked(matter)
        require(rules.may_give_part(by, matter))
        if part.due and matter.due and part.due > matter.due:
            raise Refused(
                _("任务的时限不能晚于整件事的时限(%s)") % hour_told(moment.local(matter.due)), "due", "due"
            )
        number = (Matter.objects.filter(parent=matter).aggregate(last=Max("part"))["last"] or 0) + 1
        now = moment.now()
        hand = hand_to(part.holder or answers_for(part.lead))
        own = by.person is not None and hand["holder"].pk == by.person.pk
        task = Matter.objects.create(
            unit=matter.unit,
            year=matter.year,
            serial=matter.serial,
            part=number,
            parent=matter,
            title=" ".join(part.title.split())[:TITLE_LENGTH],
            kind="task",
            source_type=matter.source_type,
            source_body=matter.source_body,
            source_person=matter.source_person,
            created_by=by.person,
            received=now,
            state=State.IN_HAND if own else State.GIVEN,
            lead=part.lead,
            leader=leader_for(part.lead, moment.today()) or matter.leader,
            due=part.due,
            first_due=part.due,
            hard=part.hard,
            urgency=matter.urgency,
            safety=matter.safety,
            from_above=matter.from_above,
            focus=matter.focus,
            visibility=matter.visibility,
            moved=now,
            **hand,
        )
        Help.objects.bulk_create([Help(matter=task, division=d) for d in part.helpers if d.pk != part.lead.pk])
        if part.demand is not None:
            Demand.objects.filter(pk=part.demand.pk, matter=matter).update(
                outcome=DemandOutcome.TASK, task=task, lead=part.lead
            )
        count(task.unit_id, task.lead_id, task.state, task.is_restricted, +1, shard=task.pk)
        index(task, is_new=True)
        line.subject = task
        line.update(title=task.title, number=task.number, lead=part.lead.name, holder=held_by(task))
    return task


def settle_demand(
    demand: Demand, *, by: Actor, outcome: str, reason: str = "", covered_by: Matter | None = None
) -> Demand:
    """已有、不适用: a demand that needs no new task says why; 已有 names the matter that meets it."""
    with record("matter.demand_settled", by=by, subject=demand.matter) as line:
        matter = locked(demand.matter)
        require(rules.may_set_demand(by, matter))
        if outcome == DemandOutcome.COVERED and covered_by is None:
            raise Refused(_("已有的要指出是哪一件"), "covered_by", "covered_by")
        if outcome == DemandOutcome.DROPPED and not reason.strip():
            raise Refused(_("不用办的要说一句为什么"), "reason", "reason")
        Demand.objects.filter(pk=demand.pk).update(outcome=outcome, reason=reason, covered_by=covered_by)
        if covered_by is not None:
            Link.objects.get_or_create(matter=matter, other=covered_by, why="covered")
        change(line, matter)
        line.update(
            demand=demand.order,
            outcome=str(DemandOutcome(outcome).label),
            reason=reason,
            other=covered_by.number if covered_by else "",
        )
    demand.refresh_from_db()
    return demand


def assign(matter: Matter, *, to: Person, by: Actor, reason: str = "", lead: Division | None = None) -> Matter:
    """改派、转给: another holder; who had it and why stays in the journal. The clock is kept (S-09)."""
    with record("matter.assigned", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_assign(by, matter, to))
        hand = hand_to(to)
        fields: dict = dict(hand)
        own = by.person is not None and hand["holder"].pk == by.person.pk
        if matter.state in (State.GIVEN, State.IN_HAND):
            fields["state"] = State.IN_HAND if own else State.GIVEN
        if lead is not None and lead.pk != matter.lead_id:
            require(rules.may_place(by, matter) if matter.state == State.PENDING else rules.may_set_demand(by, matter))
            fields.update(lead=lead, leader=leader_for(lead, moment.today()) or matter.leader)
        line.update(before=matter.holder.name if matter.holder else "", holder=hand["holder"].name, reason=reason)
        change(line, matter, **fields)
    return matter


def answer_at_once(matter: Matter, *, answer: str, by: Actor, completed: datetime | None = None) -> Matter:
    """当场答复: settled in the moment it arrived, with what was said; `completed` when it was settled before it came here."""
    if not answer.strip():
        raise Refused(_("写一句答复了什么"), "answer", "answer")
    with record("matter.answered", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_answer_at_once(by, matter))
        line["answer"] = answer
        change(line, matter, state=State.DONE, completed=completed or moment.now(), result=answer)
    return matter


def merge(matter: Matter, *, into: Matter, by: Actor, reason: str = "") -> Matter:
    """并入: several arrivals, one matter. The merged one keeps its number and papers and points to the other."""
    with record("matter.merged", by=by, subject=matter) as line:
        # Always in order of id, so that two clerks merging crosswise queue instead of blocking each other.
        pair = {m.pk: m for m in Matter.objects.select_for_update().filter(pk__in=[matter.pk, into.pk]).order_by("pk")}
        into = pair[into.pk]
        matter = locked(matter)
        require(rules.may_merge(by, matter, into))
        line.update(other=into.number, other_title=into.title, reason=reason)
        change(line, matter, state=State.MERGED, merged_into=into)
        Matter.objects.filter(merged_into=matter).update(merged_into=into)
    return matter


def return_to_sender(matter: Matter, *, reason: str, by: Actor) -> Matter:
    """退回: back to who sent it, with the reason; it is not ours, or not in form."""
    if not reason.strip():
        raise Refused(_("退回要说一句为什么,对方好改"), "reason", "reason")
    with record("matter.returned", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_return(by, matter))
        line.update(reason=reason, to=matter.source_body or matter.source_person or SourceType(matter.source_type).label)
        line["to"] = str(line["to"])
        change(line, matter, state=State.RETURNED, result=reason)
    return matter
