"""今日 of the office: beside one's own work the leaders, decisions, reds, difficulties, words to confirm."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from shuniu.desk.today.mine import Event, Today, event_of, on_days
from shuniu.matters.choices import Gap, State
from shuniu.matters.models import Difficulty, Dispute, DueChange, Instruction, Link, Matter, Unowned
from shuniu.matters.readings import PREPARES
from shuniu.matters.todo import (
    Item,
    in_hand,
    in_order,
    lines_of,
    reds_and_ambers,
)
from shuniu.matters.unowned import shelf
from shuniu.org import moment
from shuniu.org.choices import Role
from shuniu.org.models import Absence, Person

MOST_OF_A_LEADER = 3  # lines of a leader's day in the side column


@dataclass
class LeaderDay:
    """领导今天: where one leader is, in one line."""

    person: Person
    absence: Absence | None
    events: list[Event] = field(default_factory=list)


class OfficeToday(Today):
    """What the side of the page says to the office: leaders, decisions, reds, difficulties, words to confirm."""

    @cached_property
    def leaders(self) -> list[LeaderDay]:
        """领导今天: every leader in order, away or not, with what they have today."""
        day = self.now.date()
        away = Absence.objects.filter(
            starts__lt=moment.aware(datetime.combine(day + timedelta(days=1), datetime.min.time())),
            ends__gt=moment.now(),
            cancelled_at=None,
            ended_at=None,
        ).order_by("starts")
        people = list(
            Person.objects.active()
            .filter(unit=self.unit)
            .with_role(Role.LEADER)
            .in_order()
            .prefetch_related(Prefetch("absences", queryset=away, to_attr="away_today"))
        )
        events: dict[int, list[Event]] = {}
        rows = (
            Matter.objects.visible_to(self.actor)
            .filter(leader__in=[p.pk for p in people], is_open=True, **on_days(day, day))
            .exclude(kind="service")  # the car that brings them is not what they do
            .order_by("starts")
            .values_list("leader_id", "title", "starts", "ends", "place", "year", "serial", "part")[:60]
        )
        for leader, *row in rows:
            event, his = event_of(*row), events.setdefault(leader, [])
            if len(his) < MOST_OF_A_LEADER and all(
                (e.title, e.starts) != (event.title, event.starts) for e in his
            ):
                his.append(event)
        days = [
            LeaderDay(person, person.away_today[0] if person.away_today else None, events.get(person.pk, []))
            for person in people
        ]
        return [day for day in days if day.absence or day.events]

    @cached_property
    def absent(self) -> list[Absence]:
        """谁不在: people of the office away now, with who stands in."""
        return list(
            Absence.objects.at(moment.now())
            .filter(person__unit=self.unit, person__division__kind="office", person__left_on=None)
            .select_related("person", "stand_in")
            .order_by("person__rank", "person_id")[:20]
        )

    @cached_property
    def difficulties(self) -> list[Difficulty]:
        """有人说有困难, unanswered, the oldest first."""
        visible = Matter.objects.visible_to(self.actor).filter(is_open=True)
        return list(
            Difficulty.objects.filter(answered=None, matter__in=visible)
            .select_related("matter", "by", "by__division")
            .order_by("raised", "pk")[:20]
        )

    @cached_property
    def overdue_difficulties(self) -> list[Difficulty]:
        """Unanswered for more than a working day: these stand first on the page."""
        return [d for d in self.difficulties if moment.local(d.answer_due) < self.now]

    @cached_property
    def decisions(self) -> list[dict]:
        """要我拍板: disputes to rule, later dates to decide, ends to check; each with its address."""
        visible = Matter.objects.visible_to(self.actor).filter(is_open=True)
        found = []
        for dispute in (
            Dispute.objects.filter(ruled_at=None, matter__in=visible)
            .select_related("matter")
            .order_by("opened")[:20]
        ):
            found.append(
                {"kind": "dispute", "matter": dispute.matter, "at": dispute.opened, "noun": "ruling/"}
            )
        for change in (
            DueChange.objects.filter(granted=None, matter__in=visible)
            .exclude(asked_by=self.person)
            .select_related("matter", "asked_by")
            .order_by("asked_at")[:20]
        ):
            found.append(
                {"kind": "extension", "matter": change.matter, "change": change, "at": change.asked_at}
            )
        return found

    @cached_property
    def to_check(self) -> list[Item]:
        """待核: reported done by others; somebody else says whether it is."""
        reported = (
            Matter.objects.visible_to(self.actor)
            .filter(state=State.REPORTED)
            .exclude(reported_by=self.person)
            .order_by("reported_at", "pk")
        )
        return lines_of(reported, actor=self.actor, most=20)

    @property
    def decision_count(self) -> int:
        return len(self.decisions) + len(self.to_check)

    @cached_property
    def reds(self) -> list[Item]:
        """红: of all I may see, the longest late first; found by date, so that the whole list is not read."""
        visible = Matter.objects.visible_to(self.actor).filter(is_open=True).exclude(state=State.SHELVED)
        passed = visible.filter(Q(hard=True) | Q(from_above=True), due__lt=moment.now()).order_by("due", "pk")
        alarms = visible.filter(kind="incident").order_by("pk")
        late = lines_of(passed, actor=self.actor, most=60)
        known = {item.pk for item in late}
        late += [item for item in lines_of(alarms, actor=self.actor, most=20) if item.pk not in known]
        return reds_and_ambers(late)[0]

    @cached_property
    def unowned(self) -> int:
        """没人管: open without an active holder; the number must be 0 (product §4.3)."""
        gone = Person.objects.filter(unit=self.unit, left_on__isnull=False)
        return Matter.objects.filter(unit=self.unit, is_open=True, holder__in=gone).count()

    @cached_property
    def gaps(self) -> list[Unowned]:
        """没人管: work the nightly search put on the shelf; duties without a name can wait for the shelf itself."""
        return list(shelf(self.unit).exclude(sort__in=(Gap.NO_STAND_IN, Gap.NO_PERSON))[:20])

    @cached_property
    def unconfirmed(self) -> list[Instruction]:
        """口头交办, not yet confirmed by the leader."""
        visible = Matter.objects.visible_to(self.actor)
        return list(
            Instruction.objects.filter(form="oral", confirmed_at=None, denied_at=None, matter__in=visible)
            .select_related("matter", "leader")
            .order_by("-at")[:10]
        )

    def _done_by_whom(self) -> Q:
        return Q() if self.actor.has(Role.DIRECTOR, Role.DEPUTY) else super()._done_by_whom()

    @cached_property
    def team(self) -> list[dict]:
        """班子手上: people of the office in their order with what is in their hand; never ordered by the count."""
        held = (
            Matter.objects.filter(holder=OuterRef("pk"), is_open=True)
            .order_by()
            .values("holder")
            .annotate(n=Count("pk"))
            .values("n")
        )
        return list(
            Person.objects.active()
            .filter(unit=self.unit, division__kind="office")
            .with_role(Role.STAFF)
            .annotate(open=Coalesce(Subquery(held), 0))
            .order_by("rank", "pk")
            .values("pk", "name", "open")[:40]
        )


class DirectorToday(OfficeToday):
    """主任: besides what is in the own hand, what the office answers for and nobody may forget today."""

    @cached_property
    def own(self) -> list[Item]:
        return in_hand(self.actor)

    @cached_property
    def watched(self) -> list[Item]:
        """In other hands: hard and due within a working day, words of a leader in thirty days, disputed, or preparing
        a known peak.

        What is late already stands under 红 and is chased there; it would push everything else off the page.
        """
        visible = (
            Matter.objects.visible_to(self.actor).filter(is_open=True, part=0).exclude(holder=self.person)
        )
        soon = self.calendar.end_of_work(self.calendar.add_working_days(self.now.date(), 1))
        weighty = Q(hard=True) | Q(safety=True) | Q(from_above=True)
        pressing = visible.filter(
            Q(weighty, due__gte=moment.now(), due__lte=moment.aware(soon))
            | Q(pk__in=Link.objects.filter(why=PREPARES, other__starts__gte=moment.now()).values("matter"))
        )
        since = moment.now() - timedelta(days=30)
        told = Instruction.objects.filter(leader__unit=self.unit, at__gte=since, denied_at=None).order_by(
            "-at"
        )
        torn = Dispute.objects.filter(ruled_at=None, matter__unit=self.unit)
        ids = {
            *pressing.order_by("due").values_list("pk", flat=True)[:60],
            *told.values_list("matter_id", flat=True)[:60],
            *torn.values_list("matter_id", flat=True)[:30],
        }
        if not ids:
            return []
        lines = lines_of(visible.filter(pk__in=ids).exclude(state=State.REPORTED), actor=self.actor)
        return [item for item in lines if not item.is_late]

    @cached_property
    def items(self) -> list[Item]:
        return in_order([*self.own, *self.watched]) + [i for i in self.own if i.state == State.SHELVED]

    def hours_of(self, item: Item) -> float:
        return super().hours_of(item) if item.holder_id == self.person.pk else 0.2  # a look and a word


class StaffToday(Today):
    """经办: my next three; what the office as a whole must know is on the page of those who lead it."""

    at_top = 3
