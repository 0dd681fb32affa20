"""像不像: how much two short texts speak of the same thing, by the pairs of characters they share.

Pure. The words every paper uses (通知, 做好, 工作 …) are left out first, or all papers would be alike.
"""

from __future__ import annotations

import re

_COMMON = re.compile(
    r"关于|通知|紧急|切实|做好|进一步|认真|有关|相关|工作|开展|组织|加强|落实|严格|执行|情况|要求|印发|转发|方案|意见|"
    r"各地|各单位|各部门|各乡镇|县区|人民政府|办公室|年度|今年|请于|之前|前报|报送|以及|并|的|了|和|与|及|对|在|为|将|把|请"
)
_NOT_WORDS = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_DAY = re.compile(r"(\d{1,2})(?=日|[—–\-~至]\d{1,2}日|[—–\-~至]\d{1,2}月\d{1,2}日)")
_WHEN = re.compile(r"\d+(?:年|月|日|时|点|分|号|:\d+)?")

SAME = 0.62  # titles from here on are taken for the same thing said again
MET = 0.55  # a demand from here on may be met by what was given out before
MET_SURELY = 0.8  # and from here on it is proposed as met
LONG_RUN = 6  # so many characters in a row are not shared by chance
ALIKE = 0.42  # finished matters from here on are shown as examples


def grams(text: str) -> frozenset[str]:
    """The pairs of characters of a text, without dates and the words every paper uses."""
    return frozenset(run[i : i + 2] for run in _words(text) for i in range(len(run) - 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0 (nothing shared) to 1 (the same pairs)."""
    if not one or not other:
        return 0.0
    return 2 * len(one & other) / (len(one) + len(other))


def covering(wanted: frozenset[str], given: frozenset[str]) -> float:
    """How much of the shorter is in the longer; fewer than three shared pairs are a coincidence."""
    shared = len(wanted & given)
    if shared < 3:
        return 0.0
    return shared / min(len(wanted), len(given))


def longest_run(one: str, other: str) -> int:
    """The longest stretch of characters both texts have, without dates and common words; texts are short here."""
    best, other_runs = 0, _words(other)
    for mine in _words(one):
        for start in range(len(mine)):
            while best < len(mine) - start and any(mine[start : start + best + 1] in run for run in other_runs):
                best += 1
    return best


def days_in(text: str) -> frozenset[str]:
    """The numbers of days in a title: 11—13日 → {11, 13}."""
    return frozenset(_DAY.findall(text))


def _words(text: str) -> list[str]:
    return [run for run in _NOT_WORDS.split(_COMMON.sub(" ", _WHEN.sub(" ", text.lower()))) if len(run) > 1]
