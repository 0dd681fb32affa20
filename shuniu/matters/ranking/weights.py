"""分值: the weights of product.md §5.1 as data; the director may change them, and the default says where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Weights:
    """分值表. `distances` pairs a number of working days left with the points of a hard date at most so far away."""

    overdue: float = 40
    distances: tuple[tuple[int, float], ...] = ((0, 35), (1, 28), (3, 18), (5, 10))
    soft_share: float = 0.5
    head: float = 25
    in_charge: float = 15
    instruction_days: int = 30
    asked: float = 5
    asked_most: float = 15
    postponed: float = 6
    postponed_most: float = 12
    disputed: float = 10
    silent: float = 8
    silent_days: int = 5
    waiting: float = 3
    waiting_most: float = 12
    safety: float = 20
    focus: float = 12
    from_above: float = 10
    peak: float = 10
    source: str = "product.md §5.1"

    def changed(self, values: Mapping[str, Any]) -> Weights:
        """These weights with some replaced, e.g. from the office's settings.

        Raises ValueError for a name that does not exist or a value below zero.
        """
        known = {f.name for f in fields(self)}
        for name, value in values.items():
            if name not in known:
                raise ValueError(f"没有这一项分值：{name}")
            if isinstance(value, (int, float)) and value < 0:
                raise ValueError(f"分值不能小于零：{name}")
        values = dict(values)
        if "distances" in values:  # as JSON keeps them
            values["distances"] = tuple((int(days), points) for days, points in values["distances"])
        return replace(self, **values)

    def of_distance(self, days_left: int) -> float:
        """Points of a hard date that has not passed, by working days left; 0 beyond the last pair."""
        return next((points for most, points in self.distances if days_left <= most), 0)


DEFAULT = Weights()
