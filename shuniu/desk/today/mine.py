"""今日 of everybody: my items in order, the line of my day, what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.utils.translation import gettext as _

from shuniu.clock.calendar import Calendar, NamedHoliday
from shuniu.clock.office_calendar import calendar_for
from shuniu.desk.today import asking
from shuniu.matters.choices import State
from shuniu.matters.todo import Item, first_that_fit, in_hand
from shuniu.notices.choices import INTERRUPTING, Reason
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.routing.choices import Mode
from shuniu.routing.delegated import within_limits

HOUSEKEEPING = frozenset({"service", "duty", "visit", "inspection", "meeting", "activity", "expiring"})
MOST_EVENTS = 30


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


@dataclass(frozen=True, slots=True)
class ToSay:
    """A share of a slip in my hand: which paper, at which stage, since when; `to_read` waits for no word."""

    slip: int
    title: str
    stage: str
    since: datetime | None
    to_read: bool
    whose: str = ""  # in whose name, when it is not my own


@dataclass(frozen=True, slots=True)
class Told:
    """A matter of which I was told, and why it did not wait."""

    title: str
    address: str
    code: str
    at: datetime

    @property
    def reason(self) -> str:
        return str(Reason(self.code).label) if self.code in INTERRUPTING else ""


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
    def waiting(self) -> list[Item]:
        """等别人."""
        apart = {item.pk for item in self.first} | self._put_off
        return [i for i in self.items if i.pk not in apart and (i.waits or i.state == State.REPORTED)]

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

    # Papers on their way

    @cached_property
    def _slips(self) -> dict[str, list[asking.Near]]:
        sorts = ("say", "delegated")
        return asking.around(self.actor, sorts) if self.actor.reads_matters else {sort: [] for sort in sorts}

    @cached_property
    def _delegated(self) -> list[asking.Near]:
        """代办的: each part once, with the widest limit it was given under; what goes over it is the owner's own."""
        widest: dict[tuple[int, str, str], asking.Near] = {}
        for row in self._slips["delegated"]:
            key = (row.pk, row.words, row.more)
            if key not in widest or widest[key].person_id < row.person_id:
                widest[key] = row
        may = within_limits((row.matter_id, row.person_id) for row in widest.values())
        return [row for row in widest.values() if row.matter_id in may]

    @cached_property
    def to_say(self) -> list[ToSay]:
        """要我表态、请我看: open shares of slips, mine and those delegated to me; to say something on first, oldest first."""
        own = [
            ToSay(row.pk, row.name, row.words, row.at, row.more == Mode.INFORM) for row in self._slips["say"]
        ]
        lent = [ToSay(row.pk, row.name, row.words, row.at, False, row.more) for row in self._delegated]
        return sorted(own + lent, key=lambda one: (one.to_read, bool(one.whose)))

    @property
    def to_say_count(self) -> int:
        own = self._slips["say"]
        return (own[0].person_id if own else 0) + len(self._delegated)

    # The line of the day

    @cached_property
    def events(self) -> list[Event]:
        """My day by the hour: meetings, visits, trips in which I hold or lead."""
        return self.events_between(self.now.date(), self.now.date())

    def events_between(self, first: date, last: date) -> list[Event]:
        rows = asking.events.ask(self.actor, *hours_of_days(first, last), shape="mine")
        return [event_of(row) for row in rows[:MOST_EVENTS]]

    # What was done, and what one is told

    @cached_property
    def _day_so_far(self) -> dict[str, list[dict]]:
        if not self.actor.reads_matters:
            return {"done": [], "told": []}
        start, _end = hours_of_days(self.now.date(), self.now.date())
        return asking.of_day(self.actor, start, shape=self.done_by)

    done_by = "mine"

    @property
    def done_today(self) -> list[dict]:
        return self._day_so_far["done"]

    @property
    def done_count(self) -> int:
        return self.done_today[0]["of_all"] if self.done_today else 0

    @cached_property
    def told(self) -> list[Told]:
        """通知: what stands told to me, each matter once; acted on, it is gone here as everywhere."""
        found: dict[str, Told] = {}
        for row in self._day_so_far["told"]:
            address = f"/matters/{row['year']}-{row['serial']}" + (f"-{row['part']}/" if row["part"] else "/")
            found.setdefault(address, Told(row["title"], address, row["holder__name"], row["completed"]))
        return list(found.values())


def hours_of_days(first: date, last: date) -> tuple[datetime, datetime]:
    """From the first minute of a day to that after another."""
    start = datetime.combine(first, datetime.min.time())
    return moment.aware(start), moment.aware(datetime.combine(last + timedelta(days=1), datetime.min.time()))


def event_of(row: dict) -> Event:
    begin = moment.local(row["starts"])
    slug = f"{row['year']}-{row['serial']}" + (f"-{row['part']}" if row["part"] else "")
    ends = moment.local(row["ends"]) if row["ends"] else begin + timedelta(hours=1)
    return Event(begin, ends, row["title"], f"/matters/{slug}/", row["place"])
