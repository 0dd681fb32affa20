"""How well the check judges texts whose faults are known: `RULE|text with ⟦the fault⟧`, a line end written ⏎."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from shuniu.demo.county_house import county_house
from shuniu.proofing.checking import checked
from shuniu.proofing.findings import Finding

HERE = Path(__file__).parent


@dataclass
class Tally:
    """Faults seen, faults missed, and findings where there is no fault, by rule; what went wrong, in words."""

    seen: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.seen.total() / (self.seen.total() + self.missed.total())

    @property
    def precision(self) -> float:
        return self.seen.total() / (self.seen.total() + self.false.total())

    def table(self) -> str:
        """One line for each rule, for whoever runs the test with -s."""
        rules = sorted({*self.seen, *self.missed, *self.false})
        rows = [f"{rule:26}{self.seen[rule]:5}{self.missed[rule]:8}{self.false[rule]:7}" for rule in rules]
        ends = f"recall {self.recall:.3f}  precision {self.precision:.3f}"
        return "\n".join([f"{'rule':26}{'seen':>5}{'missed':>8}{'false':>7}", *rows, ends, *self.wrong])


def planted(name: str) -> Iterator[tuple[str, str]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line:
            rule, _bar, marked = line.partition("|")
            yield rule, marked.replace("⏎", "\n")


def unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and where they stood."""
    places, text = [], ""
    for piece in re.split(r"(⟦[^⟧]*⟧)", marked):
        if piece.startswith("⟦"):
            places.append((len(text), len(text) + len(piece) - 2))
        text += piece.strip("⟦⟧")
    return text, places


def measured(name: str) -> Tally:
    tally = Tally()
    for rule, marked in planted(name):
        text, places = unmarked(marked)
        found = [one for one in checked(text, county_house()) if one.counted]
        hits = [any(_meets(one, rule, place) for one in found) for place in places]
        beside = [one for one in found if not any(_meets(one, rule, place) for place in places)]
        tally.seen[rule] += sum(hits)
        tally.missed[rule] += len(hits) - sum(hits)
        tally.false.update(one.rule for one in beside)
        if beside or not all(hits):
            tally.wrong.append(f"{rule} {marked!r} {[(one.rule, one.excerpt) for one in beside]}")
    return tally


def _meets(one: Finding, rule: str, place: tuple[int, int]) -> bool:
    if one.rule != rule or one.start is None or one.end is None:
        return False
    return one.start < max(place[1], place[0] + 1) and place[0] < max(one.end, one.start + 1)


def clean_texts(name: str) -> list[str]:
    return [text.strip("\n") for text in (HERE / name).read_text(encoding="utf-8").split("\n=====\n")]
