"""平不平: the same pages over a small and a large history, in turn in one run, so that the quotient is the growth.

Each size has a database and a server of its own, all running at the same time; a neighbour who wakes up slows them all.
Two questions: does a page grow with the history behind the same backlog (it may not), and when the backlog grows with
it, as in the data set of the benchmark (reported beside it).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from rich.table import Table

from shuniu.bench import preparing
from shuniu.bench.load import Measured, WrongAnswer, check, run
from shuniu.bench.operations import OPERATIONS, Operation
from shuniu.bench.serving import Server
from shuniu.bench.world import World

MOST = 1.3
BACKLOG = 600
CONNECTIONS = 4
WARM_UP = 40  # requests
REQUESTS = 200  # of one block at most: so many that each session has asked alike at every size


@dataclass
class Growth:
    """One page at each size: CPU ms a request, bytes, and the quotient of the largest and the smallest."""

    name: str
    cpu_ms: list[float]
    bytes: list[int]
    errors: int
    must_be_flat: bool
    problem: str = ""
    wrong: str = ""  # the last answer that was not as expected

    @property
    def ratio(self) -> float:
        return self.cpu_ms[-1] / self.cpu_ms[0] if self.cpu_ms and self.cpu_ms[0] else 0.0

    @property
    def failed(self) -> bool:
        return bool(self.problem) or self.errors > 0 or (self.must_be_flat and self.ratio > MOST)


@dataclass
class Flatness:
    engine: str
    sizes: list[str]
    backlog: int  # 0: it grows with the size
    counts: list[dict] = field(default_factory=list)
    pages: list[Growth] = field(default_factory=list)

    def as_json(self) -> dict:
        return {
            **asdict(self),
            "most": MOST,
            "ratios": {page.name: round(page.ratio, 3) for page in self.pages},
        }

    def as_table(self) -> Table:
        behind = f"the same {self.backlog} open" if self.backlog else "the backlog grows too"
        table = Table(title=f"{self.engine} · CPU ms a request · {behind}")
        table.add_column("")
        for size, count in zip(self.sizes, self.counts, strict=True):
            table.add_column(f"{size} {count['matters']:,}", justify="right")
        for heading in (f"{self.sizes[-1]}/{self.sizes[0]}", "kB"):
            table.add_column(heading, justify="right")
        for page in self.pages:
            mark = " !" if page.failed else "" if page.must_be_flat else " (may grow)"
            table.add_row(
                page.name,
                *(f"{ms:.2f}" for ms in page.cpu_ms),
                page.problem[:60] if page.problem else f"{page.ratio:.2f}x{mark}",
                "/".join(f"{size / 1000:.0f}" for size in page.bytes),
            )
        return table


def measure(
    sizes: list[str],
    *,
    folder: Path,
    backlog: int,
    seconds: float,
    blocks: int,
    only: tuple[str, ...] = (),
    on_progress: Callable[[str], None] = lambda _words: None,
) -> Flatness | None:
    """Load what is not there yet, start a server for each size, ask all in turn.

    With `backlog` the databases are changed for good. None when a growing one was asked for and is there no more.
    """
    places = [_place(size, folder) for size in sizes]
    worlds = [_prepared(size, place, backlog, on_progress) for size, place in zip(sizes, places, strict=True)]
    if not backlog and any(world.counts["held"] for world in worlds):
        return None
    flat = Flatness(
        "postgresql" if os.environ.get("DATABASE_URL") else "sqlite",
        sizes,
        backlog,
        [w.counts for w in worlds],
    )
    with ExitStack() as running:
        servers = [
            running.enter_context(
                Server(
                    size,
                    "shuniu.wsgi:application",
                    {
                        "DJANGO_SETTINGS_MODULE": preparing.SETTINGS,
                        "SHUNIU_POOL": "4",
                        "SHUNIU_NOW": preparing.NOW,
                        **place,
                    },
                    database=database_of(place),
                )
            )
            for size, place in zip(sizes, places, strict=True)
        ]
        for operation in OPERATIONS:
            if operation.name == "mix" or (only and operation.name not in only):
                continue
            on_progress(operation.name)
            flat.pages.append(_page(operation, servers, worlds, seconds, blocks))
    return flat


def _page(
    operation: Operation, servers: list[Server], worlds: list[World], seconds: float, blocks: int
) -> Growth:
    measured: list[list[Measured]] = [[] for _server in servers]
    try:
        streams = [operation.ours(world) for world in worlds]
        for server, stream in zip(servers, streams, strict=True):
            check(server.port, stream)
            run(server.port, stream, seconds=seconds, connections=CONNECTIONS, cpu=server.cpu, most=WARM_UP)
        for _ in range(blocks):
            for server, stream, kept in zip(servers, streams, measured, strict=True):
                kept.append(
                    run(
                        server.port,
                        stream,
                        seconds=seconds,
                        connections=CONNECTIONS,
                        cpu=server.cpu,
                        most=REQUESTS,
                    )
                )
    except (WrongAnswer, OSError) as problem:
        return Growth(operation.name, [], [], 1, operation.flat, str(problem).splitlines()[0])
    best = [
        min((m for m in kept if m.requests), key=lambda m: m.cpu_ms, default=Measured()) for kept in measured
    ]
    return Growth(
        operation.name,
        [round(m.cpu_ms, 3) for m in best],
        [max(m.size for m in kept) for kept in measured],
        sum(m.errors for kept in measured for m in kept),
        operation.flat,
        wrong=next((m.wrong for kept in measured for m in kept if m.wrong), ""),
    )


def _place(size: str, folder: Path) -> dict[str, str]:
    """Where a size lives: a folder of its own, on PostgreSQL besides a database beside the one that is named."""
    data = folder / size
    data.mkdir(parents=True, exist_ok=True)
    place = {"SHUNIU_DATA": str(data)}
    url = os.environ.get("DATABASE_URL", "")
    if url:
        parts = urlsplit(url)
        name = f"{parts.path.strip('/')}_{size.lower()}"
        place["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
        server = urlunsplit(parts._replace(path="/postgres", scheme="postgresql"))
        with psycopg.connect(server, autocommit=True) as link:
            if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                link.execute(f'CREATE DATABASE "{name}"')
    return place


def database_of(place: dict[str, str]) -> str:
    return urlsplit(place.get("DATABASE_URL", "")).path.strip("/")


def _prepared(size: str, place: dict[str, str], backlog: int, on_progress: Callable[[str], None]) -> World:
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "world.json"
        command = [sys.executable, "-m", "shuniu.bench.preparing", size, str(written), str(backlog)]
        with subprocess.Popen(
            command, env={**os.environ, **place}, stdout=subprocess.PIPE, text=True
        ) as preparation:
            assert preparation.stdout is not None
            for line in preparation.stdout:
                on_progress(line.strip())
        if preparation.returncode:
            raise preparing.NotForMeasuring(f"{size} could not be made ready")
        return World.read(written)
