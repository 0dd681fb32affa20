"""夜里的事 of supervision: the lights of the week are written down, and what should be registered is proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from shuniu.org.models import Unit
from shuniu.supervision import operations, weeks


@dataclass(frozen=True)
class Nightly:
    """定时: `when` is an hour of the day; `do(unit)` gives how much was done."""

    name: str
    when: time
    do: object


def write_week_down(unit: Unit) -> int:
    """周灯: how every row of the board stands tonight."""
    return weeks.snapshot(unit)


def propose_items(unit: Unit) -> int:
    """拟立项: leaders' words and what meetings decided, for the director to register or not."""
    return operations.propose_items(unit)


def remind(unit: Unit) -> int:
    """提醒: two working days before the date, to the holder alone, where nothing has moved."""
    return operations.remind(unit)


PERIODIC = (
    Nightly("supervision.remind", time(8, 10), remind),
    Nightly("supervision.write_week_down", time(23, 30), write_week_down),
    Nightly("supervision.propose_items", time(6, 40), propose_items),
)
