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


def shift(weeks: int | None, on_progress: Progress | None = None) -> datetime:
    """挪周: into the present week, or so many weeks after the story's own; the moment at which the office now stands."""
    from datetime import date

    from shuniu.clock.calendar import chinese_calendar_seed
    from shuniu.demo import scenes
    from shuniu.demo.weeks import weeks_to

    # The machine's own day: the office's clock stands still at its story.
    weeks = weeks_to(date.today(), chinese_calendar_seed()) if weeks is None else weeks
    return scenes.shift(weeks, on_progress=on_progress)


def papers(folder: Path | str, on_progress: Progress | None = None) -> list[Path]:
    """样件: invented papers to drop on a page, with what should be read from each beside them."""
    from shuniu.demo.county_sheets import sample
    from shuniu.demo.papers.making import make_papers

    made = make_papers(Path(folder), on_progress=on_progress)
    scanned = sample(Path(folder))
    return [*made, scanned] if scanned else made
