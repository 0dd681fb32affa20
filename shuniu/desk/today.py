"""今日: what stands on a person's page, by role (product §6); computed at the moment of asking, never stored.

Same page, same order of ideas for everybody: mine first, then what waits, then what was done. Each part asks a fixed
number of statements, whatever is in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import Count, Prefetch, Q

from shuniu.clock.calendar import Calendar, NamedHoliday
from shuniu.clock.office_calendar import calendar_for
from shuniu.matters.choices import State
from shuniu.matters.models import Difficulty, Dispute, DueChange, Instruction, Link, Matter, Question, Waiting
from shuniu.matters.readings import PREPARES
from shuniu.matters.todo import (
    Item,
    first_that_fit,
    in_hand,
    in_order,
    lines_of,
    most_urgent_first,
    reds_and_ambers,
)
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.models import Absence, Person

HOUSEKEEPING = frozenset({"service", "duty", "visit", "inspection", "meeting", "activity", "expiring"})
SHORT = 5  # lines of a part before "全部"
DIFFICULTY_FIRST_AFTER = 1  # working days after which an unanswered difficulty stands first of all


@dataclass
class Event:
    """日程: something that begins at an hour."""

    starts: datetime
    ends: datetime
    title: str
    address: str
    place: str = ""

    @property
    def left(self) -> float:
        """Place on the line of the day, 0 to 100: from 08:00 to 18:00."""
        return along(self.starts)

    @property
    def width(self) -> float:
        return max(along(self.ends) - along(self.starts), 1.5)


def along(at: datetime) -> float:
    minutes = (at.hour - 8) * 60 + at.minute
    return round(min(max(minutes / 6, 0), 100), 2)


@dataclass
class LeaderDay:
    """领导今天: where one leader is, in one line."""

    person: Person
    absence: Absence | None
    events: list[Event] = field(default_factory=list)


@dataclass
class Group:
    word: str
    items: list[Item]


class Today:
    """What every role has: my items in order, the line of my day, what was done."""

    def __init__(self, actor: Actor):
        self.actor = actor
        self.person = actor.person
        self.unit = actor.unit
        self.now = moment.local(moment.now())
        self.calendar: Calendar = calendar_for(actor.unit)

    # The head of the page

    @property
    def week(self) -> int:
        return self.now.isocalendar().week

    @property
    def is_working_day(self) -> bool:
        return self.calendar.is_working(self.now.date())

    @cached_property
    def holiday_ahead(self) -> NamedHoliday | None:
        """The next days off, when they are near: until then is counted in working days."""
        coming = self.calendar.next_holiday(self.now.date())
        return coming if coming and (coming.first - self.now.date()).days <= 14 else None

    @property
    def working_days_to_holiday(self) -> int:
        assert self.holiday_ahead is not None
        return self.calendar.working_days_between(
            self.now.date(), self.holiday_ahead.first - timedelta(days=1)
        )

    # Mine

    @cached_property
    def items(self) -> list[Item]:
        return in_hand(self.actor)

    @cached_property
    def first(self) -> list[Item]:
        return first_that_fit(
            self.items, hours_left=self.hours_left, most=self.at_top, hours_of=self.hours_of
        )

    def hours_of(self, item: Item) -> float:
        """Hours of my day that it takes; one where its size is not known."""
        return item.hours

    @property
    def held(self) -> int:
        return sum(item.holder_id == self.person.pk for item in self.items)

    at_top = 5

    @cached_property
    def hours_left(self) -> float:
        """Working hours from now to the end of the day, less what is already arranged."""
        end = self.calendar.end_of_work(self.now.date())
        if self.now >= end:
            return 0.0
        minutes = self.calendar.working_minutes_between(self.now, end)
        for event in self.events:
            if event.ends > self.now:
                minutes -= self.calendar.working_minutes_between(
                    max(event.starts, self.now), min(event.ends, end)
                )
        return max(minutes, 0) / 60

    @cached_property
    def rest(self) -> list[Item]:
        """Mine besides the first ones, what can be done now."""
        apart = {item.pk for item in (*self.first, *self.small, *self.waiting, *self.later)}
        return [item for item in self.items if item.pk not in apart]

    @cached_property
    def small(self) -> list[Item]:
        """顺手办: under ten minutes, besides the first ones."""
        first = {item.pk for item in self.first}
        return [i for i in self.items if i.is_small and i.pk not in first and i.pk not in self._put_off]

    @cached_property
    def waits_for(self) -> dict[int, str]:
        """等别人: matter → whom I wait for."""
        ids = [item.pk for item in self.items]
        rows = Waiting.objects.filter(matter_id__in=ids, for_me=False, ended=None).values_list(
            "matter_id", "whom"
        )
        return dict(rows)

    @cached_property
    def waiting(self) -> list[Item]:
        apart = {item.pk for item in self.first} | self._put_off
        waits = self.waits_for
        return [i for i in self.items if i.pk not in apart and (i.pk in waits or i.state == State.REPORTED)]

    @cached_property
    def _put_off(self) -> set[int]:
        today = self.now.date()
        return {
            i.pk
            for i in self.items
            if i.state == State.SHELVED or (i.planned and i.planned > today and not i.is_late)
        } - {item.pk for item in self.first}

    @cached_property
    def later(self) -> list[Item]:
        """以后: shelved, or planned for another day."""
        return [item for item in self.items if item.pk in self._put_off]

    @cached_property
    def groups(self) -> list[Group]:
        """对上、带班子、管家、牵头: the four sides of a director's work, each item on one."""
        from django.utils.translation import gettext as _

        up, team, house, lead = (Group(w, []) for w in (_("对上"), _("带班子"), _("管家"), _("牵头")))
        for item in self.items:
            if item.pk in self._put_off:
                continue
            if item.from_above or (item.facts and item.facts.instructions):
                up.items.append(item)
            elif item.kind in HOUSEKEEPING:
                house.items.append(item)
            elif item.lead_id is None or item.lead_kind in ("office", "leadership"):
                team.items.append(item)
            else:
                lead.items.append(item)
        return [group for group in (up, team, house, lead) if group.items]

    @cached_property
    def waited_for(self) -> list[Item]:
        """别人在等我."""
        return [item for item in self.items if item.facts and item.facts.waiting]

    # The line of the day

    @cached_property
    def events(self) -> list[Event]:
        """My day by the hour: meetings, visits, trips in which I hold or lead."""
        return self.events_between(self.now.date(), self.now.date())

    def events_between(self, first: date, last: date) -> list[Event]:
        rows = (
            Matter.objects.filter(unit=self.unit, is_open=True, **_on_days(first, last))
            .filter(Q(holder=self.person) | Q(leader=self.person))
            .order_by("starts")
            .values_list("title", "starts", "ends", "place", "year", "serial", "part")[:30]
        )
        return [_event(*row) for row in rows]

    # What was done

    @cached_property
    def done_today(self) -> list[dict]:
        return list(self._done(self._done_by_whom())[:6])

    @cached_property
    def done_count(self) -> int:
        return self._done(self._done_by_whom()).count() if len(self.done_today) == 6 else len(self.done_today)

    def _done_by_whom(self) -> Q:
        return Q(holder=self.person) | Q(reported_by=self.person)

    def _done(self, by_whom: Q):
        start = moment.aware(datetime.combine(self.now.date(), datetime.min.time()))
        return (
            Matter.objects.visible_to(self.actor)
            .filter(by_whom, state=State.DONE, completed__gte=start)
            .order_by("-completed", "-pk")
            .values("title", "completed", "year", "serial", "part", "holder__name")
        )


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
            .filter(leader__in=[p.pk for p in people], is_open=True, **_on_days(day, day))
            .order_by("starts")
            .values_list("leader_id", "title", "starts", "ends", "place", "year", "serial", "part")[:60]
        )
        for leader, *row in rows:
            events.setdefault(leader, []).append(_event(*row))
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
        """红: of all I may see; found by date, so that the whole list is not read."""
        late = Matter.objects.visible_to(self.actor).filter(_may_be_red())
        reds, _ambers = reds_and_ambers(lines_of(most_urgent_first(late), actor=self.actor, most=100))
        return reds

    @cached_property
    def unowned(self) -> int:
        """没人管: open without an active holder; the number must be 0 (product §4.3)."""
        gone = Person.objects.filter(unit=self.unit, left_on__isnull=False)
        return Matter.objects.filter(unit=self.unit, is_open=True, holder__in=gone).count()

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
        return list(
            Person.objects.active()
            .filter(unit=self.unit, division__kind="office")
            .with_role(Role.STAFF)
            .annotate(open=Count("matters", filter=Q(matters__is_open=True), distinct=True))
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


class StaffToday(OfficeToday):
    """经办: my next three."""

    at_top = 3


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

    @cached_property
    def unthought(self) -> list[Item]:
        """您可能没想到的: not late yet, but disputed, put off twice, or silent: facts, each with its list."""
        apart = {item.pk for item in (*self.asked, *self.reds)}
        field_of = Matter.objects.visible_to(self.actor).filter(is_open=True, leader=self.person, part=0)
        lines = lines_of(most_urgent_first(field_of), actor=self.actor, most=200)
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
        count = Matter.objects.visible_to(self.actor).filter(is_open=True, leader=self.person, part=0).count()
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


def today_of(actor: Actor) -> tuple[str, Today]:
    """(name of the page, what is on it) for the most encompassing role of this person."""
    for role, name, page in (
        (Role.LEADER, "leader", LeaderToday),
        (Role.DIRECTOR, "director", DirectorToday),
        (Role.DEPUTY, "deputy", OfficeToday),
        (Role.STAFF, "staff", StaffToday),
        (Role.LIAISON, "liaison", LiaisonToday),
        (Role.DESK, "driver", DriverToday),
        (Role.INSPECTION, "inspection", Today),
        (Role.ADMIN, "administrator", Today),
    ):
        if actor.has(role):
            return name, page(actor)
    return "staff", Today(actor)


def _on_days(first: date, last: date) -> dict:
    return {
        "starts__gte": moment.aware(datetime.combine(first, datetime.min.time())),
        "starts__lt": moment.aware(datetime.combine(last + timedelta(days=1), datetime.min.time())),
    }


def _event(title: str, starts, ends, place: str, year: int, serial: int, part: int) -> Event:
    begin = moment.local(starts)
    slug = f"{year}-{serial}" + (f"-{part}" if part else "")
    return Event(
        begin, moment.local(ends) if ends else begin + timedelta(hours=1), title, f"/matters/{slug}/", place
    )


def _may_be_red() -> Q:
    """All that could be red (lights.py): a hard date or an answer owed to above has passed, or an emergency is open."""
    passed = Q(due__lt=moment.now()) & (Q(hard=True) | Q(from_above=True))
    return Q(is_open=True) & ~Q(state=State.SHELVED) & (passed | Q(kind="incident"))
