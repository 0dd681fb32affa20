"""该催谁: the ladder of every followed matter, who hears of it, and in which words; nothing is sent here.

One ladder for everybody, the office first (product §5.3). Only the holder gets the word; from 蓝 on the head of the body,
from 黄 on the leader in charge is told, from 红 on the head of the unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from shuniu.matters.models import Matter
from shuniu.matters.ranking.chase import BLUE, CARE, CHASE, RED, REMIND, YELLOW, Step
from shuniu.matters.ranking.facts import Facts
from shuniu.matters.readings import Situation, facts_of, situation_of
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.models import Person, Unit
from shuniu.supervision import rules
from shuniu.supervision.given_out import open_ones
from shuniu.supervision.models import Chase

MOST = 400
MESSAGE, SLIP = "message", "slip"


@dataclass
class Due:
    """该催的一件: step, to whom, who else hears, the words."""

    matter: Matter
    facts: Facts
    step: Step
    to: Person
    informed: list[Person] = field(default_factory=list)
    last: int | None = None  # the step of the last word sent
    sent_today: bool = False
    waiting: bool = False  # a slip waits for somebody's word
    wording: str = ""

    @property
    def unanswered(self) -> int:
        return self.facts.chased.times if self.facts.chased else 0

    @property
    def way(self) -> str:
        return SLIP if self.step.number >= BLUE else MESSAGE

    @property
    def needs_director(self) -> bool:
        return rules.needs_director(self.step.number)


@dataclass(frozen=True)
class Said:
    """What was said before about one matter."""

    last_step: int | None = None
    last_at: datetime | None = None
    waiting: bool = False


def said_before(ids: Iterable[int]) -> dict[int, Said]:
    """催过没有: of each matter the last step, when, and whether a slip waits."""
    ids = list(ids)
    if not ids:
        return {}
    rows = (
        Chase.objects.filter(matter__in=ids)
        .order_by()
        .values("matter_id")
        .annotate(
            told=Max("sent_at"),
            most=Max("step", filter=Q(sent_at__isnull=False)),
            waiting=Count("pk", filter=Q(sent_at=None, dropped_at=None)),
        )
    )
    return {row["matter_id"]: Said(row["most"], row["told"], bool(row["waiting"])) for row in rows}


def of_body(name: str) -> Q:
    """Of a body, or of the person of that name: led by it or in its hands."""
    return Q(lead__name=name) | Q(holder__division__name=name) | Q(holder__name=name)


def due_for(
    actor: Actor, *, ids: Sequence[int] | None = None, body: str = "", least: int = CHASE
) -> list[Due]:
    """催全部到期: those of the followed matters this person sees that are to be chased today, each with its words."""
    chosen = open_ones(actor).filter(due__isnull=False)
    if body:
        chosen = chosen.filter(of_body(body))
    if ids is not None:
        chosen = chosen.filter(pk__in=list(ids))
    else:
        horizon = moment.now().replace(hour=23, minute=59, second=59)
        untrue = Q(feedbacks__untrue=True)
        chosen = chosen.filter(Q(due__lte=horizon) | untrue).distinct()
    matters = list(
        chosen.select_related("holder", "holder__division", "lead", "lead__head", "lead__liaison", "leader")[
            :MOST
        ]
    )
    return worked_out(actor.unit, matters, least=least)


def worked_out(unit: Unit, matters: Sequence[Matter], *, least: int = CHASE) -> list[Due]:
    """The ladder of these matters; those below `least`, already told today or waiting for a word are left out unless
    `least` is 看护."""
    facts = facts_of(matter.pk for matter in matters)
    situation = situation_of(unit)
    before = said_before(facts)
    head = head_of(unit)
    found = []
    for matter in matters:
        one = _due(matter, facts[matter.pk], situation, before.get(matter.pk, Said()), head)
        fresh = (
            not one.sent_today and not one.waiting and not (one.way == SLIP and one.last == one.step.number)
        )
        if least == CARE or (one.step.number >= least and fresh):
            found.append(one)
    return found


def _due(matter: Matter, facts: Facts, situation: Situation, said: Said, head: Person | None) -> Due:
    step = situation.step(facts)
    assert matter.holder is not None
    to, informed = addressed(matter, step.number, head)
    one = Due(matter, facts, step, to, informed, said.last_step, waiting=said.waiting)
    if said.last_at is not None:
        one.sent_today = moment.local(said.last_at).date() == situation.now.date()
    # What is sent is in the language of the office, whatever language the sender reads.
    with override(settings.LANGUAGE_CODE):
        one.wording = wording(one)
    return one


def head_of(unit: Unit) -> Person | None:
    """主要负责人."""
    heads = Person.objects.active().filter(unit=unit).with_role(Role.HEAD)
    return heads.order_by("rank", "id").first() or (
        Person.objects.active().filter(unit=unit).with_role(Role.LEADER).order_by("rank", "id").first()
    )


def addressed(matter: Matter, step: int, head: Person | None) -> tuple[Person, list[Person]]:
    """(to whom, who else hears) at this step: only the holder below the slips."""
    holder = matter.holder
    assert holder is not None
    if step < BLUE:
        return holder, []
    above = matter.lead.head if matter.lead and matter.lead.head and matter.lead.head.is_active else None
    to = above or holder
    informed = [holder] if to.pk != holder.pk else []
    if step >= YELLOW and matter.leader is not None:
        informed.append(matter.leader)
    if step >= RED and head is not None:
        informed.append(head)
    once = {person.pk: person for person in informed if person.pk != to.pk}
    return to, list(once.values())


def wording(one: Due) -> str:
    """措辞: kind below, formal above; what, by when, what is asked. No word about a person's fault."""
    matter = one.matter
    due = moment.local(matter.due) if matter.due else None
    named = {
        "number": matter.number,
        "title": matter.title,
        "due": f"{due.month}月{due.day}日" if due else "",
        "basis": matter.due_basis or _("交办时的时限"),
        "late": abs(one.step.days or 0),
    }
    match one.step.number:
        case 0:
            return _("%(number)s “%(title)s”:需要帮忙吗?有困难请按“我有困难”,一个工作日内答复。") % named
        case 1:
            return _("%(number)s “%(title)s”%(due)s到期,还没有动静。差什么请说一声。") % named
        case 2:
            return _("%(number)s “%(title)s”已到时限(%(due)s),请今天17时前反馈进展。") % named
        case 3:
            return (
                _(
                    "蓝色督办单:%(number)s “%(title)s”(%(basis)s,时限%(due)s)已过时限,请单位负责人过问,2日内书面反馈。"
                )
                % named
            )
        case 4:
            return (
                _(
                    "黄色督办单:%(number)s “%(title)s”(%(basis)s,时限%(due)s)逾期%(late)d个工作日仍未办结,请说明原因、措施和办结日期。"
                )
                % named
            )
        case _:
            return (
                _(
                    "红色督办单:%(number)s “%(title)s”(%(basis)s,时限%(due)s)逾期%(late)d个工作日,报请分管领导出面,请主要负责人当面说明。"
                )
                % named
            )


def reminders(unit: Unit) -> list[Due]:
    """看护、提醒 by the clock: what falls due within the days of 提醒 and has not moved; for the holder's next digest."""
    matters = list(
        Matter.objects.filter(unit=unit, is_open=True, due__gt=moment.now())
        .exclude(state="pending")
        .filter(due__lte=moment.now() + _NEXT_DAYS)
        .select_related("holder", "holder__division", "lead", "lead__head", "leader")
        .order_by("due", "pk")[:MOST]
    )
    return [one for one in worked_out(unit, matters, least=REMIND) if one.step.number == REMIND]


_NEXT_DAYS = timedelta(days=10)
__all__ = [
    "BLUE", "CARE", "CHASE", "RED", "REMIND", "YELLOW", "Due", "Said", "addressed", "due_for", "reminders", "said_before",
    "wording", "worked_out",
]  # fmt: skip
