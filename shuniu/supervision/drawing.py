"""抽签: lots with weights that anybody can add up, drawn from a stored seed; the same seed draws the same ones.

Pure. Each weight is 10 plus what speaks for a look, with the reason; the doubtful are certain (supervision.md §8).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

BASE = 10
WEIGHTS = {
    "base": BASE,
    "late": 5,  # 逾期后才报结
    "from_above": 5,  # 上级硬任务
    "instructed": 5,  # 领导批示
    "extended": 3,  # 延过期
    "untrue_before": 20,  # 牵头单位以前报过不实
    "copied": 10,  # 与以前的反馈文字雷同
    "doubtful": 0,  # 报过不实,又报结,还没有人再核: certain, whatever the weight
}
CERTAIN = ("doubtful",)


@dataclass(frozen=True)
class Lot:
    """一签: a matter, and the reasons for its weight."""

    pk: int
    reasons: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        return BASE + sum(WEIGHTS[reason] for reason in self.reasons)

    @property
    def certain(self) -> bool:
        return any(reason in CERTAIN for reason in self.reasons)


def drawn(lots: Sequence[Lot], *, seed: int, wanted: int) -> list[Lot]:
    """抽出的: all that are doubtful, then by lot without putting back until `wanted` are there.

    The lots are put in the order of their numbers first, so that the draw rests on the seed alone.
    """
    pool = sorted(lots, key=lambda lot: lot.pk)
    chosen = [lot for lot in pool if lot.certain]
    rest = [lot for lot in pool if not lot.certain]
    dice = random.Random(seed)
    while rest and len(chosen) < wanted:
        point = dice.random() * sum(lot.weight for lot in rest)
        for place, lot in enumerate(rest):
            point -= lot.weight
            if point < 0 or place == len(rest) - 1:
                chosen.append(rest.pop(place))
                break
    return chosen
