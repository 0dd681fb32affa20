"""领导今日: a brief in three layers, what to decide with minutes, what may still be taken back, what was kept away."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from shuniu.desk.leader import away, kept, signals
from shuniu.desk.leader.waiting import Held, Waiting, held_words, minutes_of, waiting_for
from shuniu.desk.today import LeaderToday
from shuniu.matters.models import Dispute, Instruction, Matter
from shuniu.matters.todo import Item
from shuniu.org.actor import Actor
from shuniu.supervision.models import Escalation

HUSHED = "hushed"  # in the habits of the account: lines of the brief that this person wants no more
MOST_HUSHED = 200
SHOWN = 20


def mark_of(item: Item) -> str:
    """What a line says, so that 不再提示 ends with the fact: another cause or another date speaks again."""
    due = f"{item.due:%Y%m%d}" if item.due else ""
    causes = ",".join(
        sorted(row.fact for row in item.rows if row.fact in ("silent", "disputed", "postponed"))
    )
    return f"{item.pk}:{due}:{causes}"


class LeaderHome:
    """What stands on the page, composed of the brief and of what waits on slips."""

    def __init__(self, actor: Actor, today: LeaderToday, hushed: Iterable[str] = ()) -> None:
        self.actor, self.today = actor, today
        self.hushed = frozenset(hushed)

    @cached_property
    def unthought(self) -> list[dict]:
        """您可能没想到的, without what was waved away; each with its mark."""
        marked = [{"item": item, "mark": mark_of(item)} for item in self.today.unthought]
        return [one for one in marked if one["mark"] not in self.hushed]

    @cached_property
    def signals(self) -> list[signals.Signal]:
        """苗头: several of one kind within days, without what was waved away."""
        return [one for one in signals.signals_of(self.actor) if one.mark not in self.hushed]

    @cached_property
    def papers(self) -> list[Waiting]:
        return waiting_for(self.actor)

    @property
    def to_decide(self) -> list[Waiting]:
        return [one for one in self.papers if one.is_main]

    @property
    def to_read(self) -> list[Waiting]:
        """传阅: copies that hold nothing up."""
        return [one for one in self.papers if not one.is_main]

    @cached_property
    def held(self) -> list[Held]:
        return held_words(self.actor)

    @cached_property
    def in_hand(self) -> list[Item]:
        """Matters in the leader's own hand, apart from papers that wait anyway."""
        waiting = {one.slug for one in self.papers}
        return [item for item in self.today.items if item.address.strip("/").split("/")[-1] not in waiting]

    @cached_property
    def decisions(self) -> list[dict]:
        """Later dates in the own field or of the own words, and disputes the office has put to this leader.

        What the office still settles by itself is kept away; what somebody else decides is theirs.
        """
        asked = self.today.decisions
        if not asked:
            return []
        me = self.actor.person
        about = Matter.objects.filter(pk__in={one["matter"].pk for one in asked})
        field = Q(leader=me) | Exists(
            Instruction.objects.filter(matter=OuterRef("pk"), leader=me, denied_at=None)
        )
        put = Exists(Dispute.objects.filter(matter=OuterRef("pk"), ruled_at=None, put_to=me))
        mine = {
            pk: (his, was_put)
            for pk, his, was_put in about.annotate(
                his=ExpressionWrapper(field, BooleanField()), put=put
            ).values_list("pk", "his", "put")
        }
        return [one for one in asked if mine[one["matter"].pk][one["kind"] == "dispute"]]

    @cached_property
    def escalations(self) -> list[Escalation]:
        """请您出面: one screen each, with ready answers."""
        asked = Escalation.objects.filter(leader=self.actor.person, answered_at=None, matter__is_open=True)
        return list(asked.select_related("matter").order_by("asked_at", "pk")[:SHOWN])

    @property
    def shown(self) -> list[Item]:
        return self.in_hand[:SHOWN]

    @property
    def more(self) -> int:
        return len(self.in_hand[SHOWN:])

    @property
    def count(self) -> int:
        """要您定的 n: papers, spoken words, later dates and disputes, matters in hand."""
        others = len(self.decisions) + len(self.escalations) + len(self.today.my_words) + len(self.in_hand)
        return len(self.to_decide) + others

    @property
    def minutes(self) -> int:
        return minutes_of(self.to_decide, self.count - len(self.to_decide))

    @cached_property
    def kept(self) -> int:
        """给您挡下 n 件."""
        return kept.how_many(self.actor)

    @cached_property
    def absence(self) -> away.Away | None:
        """不在时: of the last absence, for some days after it."""
        return away.last(self.actor)
