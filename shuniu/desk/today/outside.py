"""今日 of those outside the office: leaders, liaisons, drivers."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property

from django.db.models import Q

from shuniu.desk.today.mine import Event, Today
from shuniu.desk.today.office import OfficeToday
from shuniu.matters.choices import State
from shuniu.matters.models import Instruction, Matter, Question
from shuniu.matters.todo import (
    Item,
    in_order,
    lines_of,
    most_urgent_first,
)
from shuniu.org import moment

SHORT = 5  # lines of a part before "全部"
COUNT_TO = 1000  # nobody reads a larger number


class LeaderToday(OfficeToday):
    """领导: a brief in three layers, what to decide, and where the words given out stand."""

    @cached_property
    def asked(self) -> list[Item]:
        """您问过的: what this leader asked about or gave words on in thirty days, still open."""
        since = moment.now() - timedelta(days=30)
        mine = Matter.objects.visible_to(self.actor).filter(is_open=True, part=0)
        told = Instruction.objects.filter(leader=self.person, at__gte=since, denied_at=None).values("matter")
        asked = Question.objects.filter(by=self.person, at__gte=since).values("matter")
        return in_order(lines_of(mine.filter(Q(pk__in=told) | Q(pk__in=asked)), actor=self.actor, most=30))

    @cached_property
    def to_know(self) -> list[Item]:
        """您该知道的: reds of the own field that were not asked about."""
        apart = {item.pk for item in self.asked}
        return [item for item in self.reds if item.pk not in apart][:SHORT]

    @property
    def own_field(self):
        """What this leader leads; whoever leads a matter may see it, so nothing more need be asked."""
        return Matter.objects.filter(unit=self.unit, leader=self.person, is_open=True, part=0)

    @cached_property
    def unthought(self) -> list[Item]:
        """您可能没想到的: not late yet, but disputed, put off twice, or silent: facts, each with its list."""
        apart = {item.pk for item in (*self.asked, *self.reds)}
        lines = lines_of(self.own_field.order_by("due", "pk"), actor=self.actor, most=60)
        hard = [
            i
            for i in lines
            if i.pk not in apart
            and i.facts
            and (i.facts.postponed >= 2 or i.facts.disputed or any(r.fact == "silent" for r in i.rows))
        ]
        return hard[:3]

    @cached_property
    def kept_away(self) -> int:
        """给您挡下: open in the own field, moving without needing the leader."""
        count = self.own_field.order_by()[:COUNT_TO].count()
        return max(count - len(self.asked) - len(self.to_know), 0)

    @cached_property
    def my_words(self) -> list[Instruction]:
        """请您确认: spoken words written down by the office."""
        return [words for words in self.unconfirmed if words.leader_id == self.person.pk]

    @property
    def decisions_count(self) -> int:
        return len(self.decisions) + len(self.my_words) + len(self.items)

    @property
    def minutes(self) -> int:
        """About a minute and a half for each."""
        return max(1, round(self.decisions_count * 1.5))


class LiaisonToday(Today):
    """联络员: today n items, each with the leader's words; who waits; the last thirty days."""

    @cached_property
    def words(self) -> dict[int, Instruction]:
        """The newest words given on each of my items, or on the matter it is part of."""
        ids = [item.pk for item in self.items]
        parents = dict(Matter.objects.filter(pk__in=ids, part__gt=0).values_list("pk", "parent_id"))
        given = (
            Instruction.objects.filter(matter_id__in=[*ids, *parents.values()], denied_at=None)
            .select_related("leader")
            .order_by("at", "pk")
        )
        newest = {words.matter_id: words for words in given}
        return {
            pk: newest[known] for pk in ids if (known := pk if pk in newest else parents.get(pk)) in newest
        }

    @cached_property
    def pressing(self) -> list[Item]:
        """今天: to acknowledge, or due by the next working day, or late."""
        until = self.calendar.end_of_work(self.calendar.add_working_days(self.now.date(), 1))
        return [i for i in self.items if i.state == State.GIVEN or (i.due and i.due <= until)]

    @cached_property
    def others(self) -> list[Item]:
        pressing = {item.pk for item in self.pressing}
        return [item for item in self.items if item.pk not in pressing]

    @cached_property
    def of_my_body(self) -> list[Item]:
        """What others of my body hold."""
        rest = Matter.objects.filter(unit=self.unit, lead=self.person.division_id, is_open=True).exclude(
            holder=self.person
        )
        return in_order(lines_of(most_urgent_first(rest), actor=self.actor, most=30))

    @cached_property
    def month(self) -> dict[str, int]:
        """最近30天 of my body: done in time, with another date, late; facts of matters, of nobody in particular."""
        since = moment.now() - timedelta(days=30)
        done = Matter.objects.filter(
            unit=self.unit, lead=self.person.division_id, state=State.DONE, completed__gte=since
        ).values_list("due", "first_due", "completed", "reported_at")
        counts = {"on_time": 0, "moved": 0, "late": 0}
        for due, first_due, completed, reported_at in done[:2000]:
            if due and (reported_at or completed) > due:
                counts["late"] += 1
            elif due and first_due and due > first_due:
                counts["moved"] += 1
            else:
                counts["on_time"] += 1
        return counts


class DriverToday(Today):
    """值班、司机: today and tomorrow by the hour."""

    @cached_property
    def tomorrow(self) -> list[Event]:
        day = self.now.date() + timedelta(days=1)
        return self.events_between(day, day)
