"""进度: a bar on stderr with count, what is being done now and time left; plain lines where there is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tell = Callable[..., None]


@contextmanager
def bar(title: str) -> Iterator[Tell]:
    """While the block runs, `tell(done, total, what="")` moves the bar."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(file=sys.stderr)
    if not console.is_terminal:
        yield _by_lines(title)
        return
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        TextColumn("{task.fields[what]}", style="dim"),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=False) as progress:
        task = progress.add_task(title, total=None, what="")

        def tell(done: int, total: int | None = None, what: object = "") -> None:
            progress.update(task, completed=done, total=total, what=str(what)[:40])

        yield tell


def say(line: str) -> None:
    """One line to the person at the keyboard."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201


def _by_lines(title: str) -> Tell:
    """At most eleven lines, so that a log stays readable."""
    last = -1

    def tell(done: int, total: int | None = None, what: object = "") -> None:
        nonlocal last
        tenth = done * 10 // total if total else 0
        if tenth > last:
            last = tenth
            say(f"{title} {done}/{total}" if total else f"{title} {done}")

    return tell
