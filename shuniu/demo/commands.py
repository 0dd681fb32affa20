"""What `shuniu demo` and `shuniu up --demo` call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from shuniu.demo.generator import MOMENT, SEED

Progress = Callable[[int, int, str], None]


def make(
    size: str = "county",
    seed: int = SEED,
    scale: float = 1.0,
    on_progress: Progress | None = None,
    *,
    until: datetime = MOMENT,
):
    """装演示: the county or the small unit in an empty database; gives the unit. `scale` multiplies its year."""
    from shuniu.demo.generator import fill

    return fill(size, seed=seed, scale=scale, until=until, on_progress=on_progress)


def scene(letter: str, on_progress: Progress | None = None) -> datetime:
    """场面 A to E: the moment at which the office now stands."""
    from shuniu.demo.scenes import play

    return play(letter, on_progress=on_progress)


def papers(folder: Path | str, on_progress: Progress | None = None) -> list[Path]:
    """样件: invented papers to drop on a page, with what should be read from each beside them."""
    from shuniu.demo.papers.making import make_papers

    return make_papers(Path(folder), on_progress=on_progress)
