"""标题回行: lines that split no word, name, number or date, in a trapezoid or a diamond.

Words come from a dictionary (jieba); names the text itself knows are never split. Of all ways to break the title the
one with the best shape wins, so that the same title is always broken alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

WIDEST = 19.0  # characters of 22 pt in 156 mm, one left free
MOST_LINES = 4
GOOD_SHAPE = 15.0  # a cost; with less no more lines are tried
_GLUED_TO_WHAT_IS_BEFORE = re.compile(
    r"^(?:[的和与及等]|[》〉）」』”’、，。；：！？]+|[年月日时分号期届次件类级项批个第%％]|周年|年度|季度|会议)$"
)
_OPENING = re.compile(r"[《〈（「『“‘]$")
_NUMBER = re.compile(r"^[0-9A-Za-z０-９.%〔〕—\-]+$")
_ENDS_BADLY = ("关于", "第", "有关")
_STARTS_BADLY = ("的", "和", "与", "及", "等")


def title_lines(title: str, names: Iterable[str] = (), widest: float = WIDEST) -> tuple[str, ...]:
    """分行: the lines of a title; line ends that a person set are kept. `names` are not split."""
    if "\n" in title:
        return tuple(line.strip() for line in title.split("\n") if line.strip())
    return _broken(
        title.strip(), tuple(sorted({n for n in names if len(n) > 1}, key=len, reverse=True)), widest
    )


def width_of(words: str) -> float:
    """In characters: a full-width one is 1, a half-width one 0.5."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "FWA" else 0.5 for c in words)


@lru_cache(maxsize=256)
def _broken(title: str, names: tuple[str, ...], widest: float) -> tuple[str, ...]:
    if width_of(title) <= widest:
        return (title,) if title else ()
    parts = pieces(title, names)
    widths = [width_of(part) for part in parts]
    fewest = max(2, -(-int(width_of(title)) // int(widest)))
    best: tuple[float, tuple[str, ...]] | None = None
    for lines in range(fewest, max(fewest, MOST_LINES) + 2):
        for edges in _ways(widths, 0, lines, widest):
            broken = tuple("".join(parts[a:b]) for a, b in pairwise((0, *edges)))
            cost = _cost(broken) + 12 * (lines - fewest)
            if best is None or cost < best[0]:
                best = (cost, broken)
        if best and best[0] < GOOD_SHAPE:
            break
    return best[1] if best else _by_force(title, widest)


def _ways(widths: list[float], start: int, lines: int, widest: float) -> Iterator[tuple[int, ...]]:
    """Where the lines may end, for so many lines none of which is too wide."""
    if sum(widths[start:]) > lines * widest:
        return
    if lines == 1:
        yield (len(widths),)
        return
    taken = 0.0
    for end in range(start + 1, len(widths) - lines + 2):
        taken += widths[end - 1]
        if taken > widest:
            return
        for rest in _ways(widths, end, lines - 1, widest):
            yield (end, *rest)


def pieces(title: str, names: Sequence[str] = ()) -> list[str]:
    """不可分的几段: words, names, numbers with their units, marks with the word they belong to."""
    held = "|".join(re.escape(name) for name in names)
    found: list[str] = []
    for part in re.split(f"({held})", title) if held else [title]:
        found += [part] if part in names else _words(part)
    glued: list[str] = []
    for word in found:
        joins = bool(glued) and (
            _GLUED_TO_WHAT_IS_BEFORE.match(word)
            or _OPENING.search(glued[-1])
            or (_NUMBER.match(glued[-1][-1]) and _NUMBER.match(word))
            or glued[-1] == "第"
        )
        if joins:
            glued[-1] += word
        else:
            glued.append(word)
    return glued


def _words(part: str) -> list[str]:
    import rjieba

    return [word for word in rjieba.cut(part) if word]


def _cost(lines: tuple[str, ...]) -> float:
    widths = [width_of(line) for line in lines]
    cost = max(widths) - min(widths)
    rising = [b - a for a, b in pairwise(widths)]
    shrinks = next((i for i, step in enumerate(rising) if step < 0), len(rising))
    if any(step > 0 for step in rising[shrinks:]):
        cost += 60  # an hourglass
    if max(widths) - min(widths) < 1:
        cost += 20  # a rectangle
    cost += sum(20 for width in widths if width < 4)
    cost += sum(25 for line in lines[1:] if line.startswith(_STARTS_BADLY))
    cost += sum(12 for line in lines[:-1] if line.endswith(_ENDS_BADLY))
    # Inside 《…》 a line end is allowed, but not sought.
    cost += sum(3 for line in lines if line.count("《") != line.count("》"))
    return cost


def _by_force(title: str, widest: float) -> tuple[str, ...]:
    step = int(widest)
    return tuple(title[at : at + step] for at in range(0, len(title), step))
