"""办公室里的手: who gets what, how long things take, and the dice of one generated year."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from shuniu.clock.calendar import chinese_calendar_seed
from shuniu.demo.grammar import Grammar
from shuniu.demo.hours import Hours
from shuniu.demo.lives import Life
from shuniu.demo.office import Office
from shuniu.demo.profiles import COUNTY, Profile
from shuniu.demo.weeks import STORY_DAY, moved
from shuniu.org.models import Division, Person
from shuniu.org.readings import answers_for, leader_for


class Hands:
    """手: what every step of a life asks for."""

    def __init__(
        self, office: Office, *, seed: int, first: date, until: datetime, first_pk: int = 1,
        profile: Profile = COUNTY,
    ) -> None:  # fmt: skip
        self.office = office
        self.dice = random.Random(seed)
        self.grammar = Grammar(random.Random(seed + 1), profile)
        self.first, self.until = first, until
        self.profile = profile
        self.hours = Hours(
            chinese_calendar_seed(), first - timedelta(days=40), until.date() + timedelta(days=200)
        )
        self.now = self.hours.minute(until)
        self.story_day = moved(STORY_DAY)
        # The day of the story brings its own arrivals.
        self._eve = self.hours.first_of(self.story_day)
        self._thirty_days_ago = self.hours.moment(self.hours.first_of(self.story_day - timedelta(days=31)))
        self.last_arrival = min(self.now - 2 * 60, self._eve - 30)
        self.next_pk = first_pk
        self.lives: list[Life] = []
        self.kept: dict[datetime, list[int]] = {}
        self._by_pk = {person.pk: person for person in office.people.values()}
        self._recent: dict[tuple[str, bool], list[Life]] = {}
        self._leaders: dict[int, Person | None] = {}
        self._speakers: dict[int, Person] = {}

    def person(self, name: str) -> Person:
        return self.office.people[name]

    def division(self, name: str) -> Division:
        return self.office.divisions[name]

    def _leader(self, division: Division) -> Person | None:
        if division.pk not in self._leaders:
            self._leaders[division.pk] = leader_for(division, self.until.date())
        return self._leaders[division.pk]

    def speaker(self, division: Division, day: date) -> Person:
        """Who gets it: one of the desk in the office, else who answers for the body."""
        if division.name in self.profile.desks:
            profile = self.profile
            names = [n for n in profile.desks[division.name] if n != profile.leaver or day < moved(profile.leaves)]
            return self.person(self.dice.choice(names))
        if division.pk not in self._speakers:
            self._speakers[division.pk] = answers_for(division)
        return self._speakers[division.pk]

    def chance(self, p: float) -> bool:
        return self.dice.random() < p

    def between(self, low: float, high: float) -> int:
        """Working minutes between two numbers of hours, short ones more likely."""
        return int((low + (high - low) * self.dice.betavariate(1.2, 3)) * 60)

    def _body(self, name: str) -> Division | None:
        return self.office.divisions.get(name)

    def _pk(self) -> int:
        self.next_pk += 1
        return self.next_pk - 1
