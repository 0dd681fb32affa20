"""词组: what every phrase of the grammar is put together from."""

from __future__ import annotations

import random
from datetime import date

from shuniu.demo import words
from shuniu.demo.profiles import Profile


class Phrases:
    """词组 with their dice."""

    def __init__(self, dice: random.Random, profile: Profile) -> None:
        self.dice = dice
        self.profile = profile
        self._said: set[str] = set()
        self._numbers: dict[tuple[str, int], int] = {}
        self._divisions = profile.divisions

    def one(self, many):
        return self.dice.choice(many)

    def number(self, code: str, day: date) -> str:
        """文号 that counts up through the year, with gaps, because the sender writes to others too."""
        key = (code, day.year)
        start = self.dice.randint(1, 9) + int((day - date(day.year, 1, 1)).days * 0.4)
        self._numbers[key] = max(self._numbers.get(key, 0) + self.dice.randint(1, 3), start)
        return f"{code}〔{day.year}〕{self._numbers[key]}号"

    def topic(self, division: str = "") -> tuple[str, str]:
        division = division or self.one(self._divisions)
        return division, self.one(words.TOPICS[division])

    def place(self) -> str:
        return self.one(
            self.one((words.ROADS, words.ESTATES, words.VILLAGES, words.TOWNSHIPS, words.SCHOOLS))
        )

    def helpers(self, lead: str, most: int = 3) -> tuple[str, ...]:
        others = [d for d in words.RELATED.get(lead, ()) if d in self._divisions]
        return tuple(self.dice.sample(others, self.dice.randint(0, min(most, len(others)))))

    def caller(self) -> str:
        return self.one(words.SURNAMES) + self.one(words.TITLES)

    def _city_body(self) -> tuple[str, str]:
        body = self.one(words.CITY if self.dice.random() < 0.85 else words.PROVINCE)
        field = words.FIELD_OF.get(body, "")
        return body, field if field in self._divisions else ""
