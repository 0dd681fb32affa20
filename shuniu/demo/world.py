"""戏台: the office at a moment of its story, with short ways to do what its people did, through the real verbs."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Max

from shuniu.demo.office import Office
from shuniu.demo.weeks import in_words, moved, retold
from shuniu.matters import operations
from shuniu.matters.models import Link, Matter, Serial, Waiting
from shuniu.matters.readings import PREPARES
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Division, Person


@dataclass(frozen=True)
class Beat:
    """一拍: what somebody did at a moment."""

    at: datetime
    do: Callable[[World], object]
    arrives: int = 0  # how many matters it brings that take a number in turn


@dataclass
class World:
    """戏台: matters of the story by the name the story gives them."""

    office: Office
    seed: int = 0
    matters: dict[str, int] = field(default_factory=dict)
    numbers: dict[datetime, list[int]] = field(
        default_factory=dict
    )  # those given out in turn, by the moment of arrival
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)

    def who(self, name: str) -> Person:
        return self.office.people[name]

    def body(self, name: str) -> Division:
        return self.office.divisions[name]

    def act(self, name: str, *, device: str = "") -> Actor:
        """The person as actor, with the roles of the demo."""
        return Actor(self.office.unit, self.who(name), frozenset(self.office.roles[name]), None, device)

    @property
    def clock(self) -> Actor:
        return Actor.clock(self.office.unit)

    def at(self, text: str) -> datetime:
        """ "2026-06-12 17:30" of the story, in office time, as it is told now."""
        return moved(moment.aware(datetime.fromisoformat(text)))

    def matter(self, name: str) -> Matter:
        return Matter.objects.select_related("unit", "lead", "holder", "leader").get(pk=self.matters[name])

    def keep(self, name: str, matter: Matter) -> Matter:
        self.matters[name] = matter.pk
        return matter

    def capture(self, name: str, by: str, *, number: int | None = None, **said) -> Matter:
        """收件, under a number of its own where the papers know it by one."""
        turn = self.numbers.get(moment.now())
        if number is None and turn:
            number = turn.pop(0)
        if number is not None:
            self.number_next(number)
        matter = operations.capture(by=self.act(by), **retold(said))
        if number is not None:
            self.number_free()
        return self.keep(name, matter)

    def number_next(self, number: int) -> None:
        year = moment.today().year
        Serial.objects.update_or_create(unit=self.office.unit, year=year, defaults={"last": number - 1})

    def number_free(self) -> None:
        """After a number out of turn the counter of the year stands at the highest that was given."""
        year = moment.today().year
        last = Matter.objects.filter(unit=self.office.unit, year=year).aggregate(last=Max("serial"))["last"]
        Serial.objects.filter(unit=self.office.unit, year=year).update(last=last)

    def place(self, name: str, by: str, lead: str, **more) -> Matter:
        """分办."""
        for key in ("holder", "leader"):
            if isinstance(more.get(key), str):
                more[key] = self.who(more[key])
        if "helpers" in more:
            more["helpers"] = tuple(self.body(one) for one in more["helpers"])
        return operations.place(self.matter(name), by=self.act(by), lead=self.body(lead), **retold(more))

    def part(
        self,
        name: str,
        by: str,
        key: str,
        title: str,
        lead: str,
        *,
        holder: str = "",
        due: str = "",
        hard=None,
    ) -> Matter:
        """加一步."""
        task = operations.give_part(
            self.matter(name),
            part=operations.Part(
                in_words(title),
                self.body(lead),
                self.who(holder) if holder else None,
                self.at(due) if due else None,
                hard,
            ),
            by=self.act(by),
        )
        return self.keep(key, task)

    def size(self, name: str, minutes: int) -> None:
        """工作量, as a similar one took; proposed, never asked for."""
        Matter.objects.filter(pk=self.matters[name]).update(size_minutes=minutes)

    def prepares(self, name: str, meeting: str) -> None:
        """The meeting that this matter prepares: its window is a reason to do it now."""
        Link.objects.get_or_create(matter_id=self.matters[name], other_id=self.matters[meeting], why=PREPARES)

    def waits(self, name: str, *whom: str) -> None:
        """等我们的: who waits for this to be settled."""
        Waiting.objects.bulk_create(
            Waiting(matter_id=self.matters[name], whom=one, for_me=True, since=moment.now()) for one in whom
        )

    def do(self, verb: str, name: str, by: str, **more) -> object:
        """Any other verb of `operations` on a matter of the story."""
        return getattr(operations, verb)(self.matter(name), by=self.act(by), **retold(more))


def beat(when: str, arrives: int = 0) -> Callable[[Callable[[World], object]], Beat]:
    """A function becomes the beat of that moment: @beat("2026-06-11 09:05")."""

    def made(function: Callable[[World], object]) -> Beat:
        return Beat(moment.aware(datetime.fromisoformat(when)), function, arrives)

    return made


def play(world: World, story: list[Beat], after: datetime | None, until: datetime, on_progress=None) -> int:
    """Do what happened after one moment and up to another, in order; gives how many beats that were."""
    waiting = [
        one
        for one in sorted(story, key=lambda b: b.at)
        if (after is None or one.at > after) and one.at <= until
    ]
    for done, one in enumerate(waiting, start=1):
        with moment.standing_at(moved(one.at)):
            one.do(world)
        if on_progress:
            on_progress(done, len(waiting))
    return len(waiting)


def day(text: str) -> date:
    return moved(date.fromisoformat(text))
