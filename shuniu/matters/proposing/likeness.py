"""像不像: how much two short texts speak of the same thing, by the pairs of characters they share.

Pure. The words every paper uses (通知, 做好, 工作 …) are left out first, or all papers would be alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_COMMON = re.compile(
    r"关于|通知|紧急|切实|做好|进一步|认真|有关|相关|工作|开展|组织|加强|落实|严格|执行|情况|要求|印发|转发|方案|意见|"
    r"各地|各单位|各部门|各乡镇|县区|人民政府|办公室|年度|今年|请于|之前|前报|报送|以及|并|的|了|和|与|及|对|在|为|将|把|请"
)
_NOT_WORDS = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_WHEN = re.compile(r"\d+(?:年|月|日|时|点|分|号|:\d+)?")

SAME = 0.62  # titles from here on are taken for the same thing said again
MET = 0.6  # a demand from here on is taken for met by what was given out before
ALIKE = 0.42  # finished matters from here on are shown as examples


def grams(text: str) -> frozenset[str]:
    """The pairs of characters of a text without dates and common words; a single character stands for itself."""
    found: set[str] = set()
    for run in _NOT_WORDS.split(_COMMON.sub(" ", _WHEN.sub(" ", text.lower()))):
        if len(run) == 1:
            found.add(run)
        found.update(run[i : i + 2] for i in range(len(run) - 1))
    return frozenset(found)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0 (nothing shared) to 1 (the same pairs)."""
    if not one or not other:
        return 0.0
    return 2 * len(one & other) / (len(one) + len(other))


def covering(wanted: frozenset[str], given: frozenset[str]) -> float:
    """How much of what is wanted is in what was given; at least four shared pairs, or a coincidence is believed."""
    shared = len(wanted & given)
    if shared < 4 or not wanted:
        return 0.0
    return shared / min(len(wanted), len(given) * 2)


def closest(wanted: frozenset[str], others: Iterable[tuple[frozenset[str], object]], least: float) -> list[tuple[float, object]]:
    """The others that are at least so alike, the most alike first."""
    found = [(likeness(wanted, theirs), it) for theirs, it in others]
    return sorted((pair for pair in found if pair[0] >= least), key=lambda pair: -pair[0])
