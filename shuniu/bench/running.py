"""`shuniu bench`: start both applications, ask both in turn and the peers beside them, divide."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from django.conf import settings
from django.db import connection

from shuniu.bench import peers as peer_files
from shuniu.bench.load import Measured, Request, WrongAnswer, check, run
from shuniu.bench.operations import OPERATIONS, Operation
from shuniu.bench.peers import Peer
from shuniu.bench.report import Line, Report
from shuniu.bench.serving import Server
from shuniu.bench.statements import spent_by
from shuniu.bench.world import CEILING, OURS, World, draw
from shuniu.journal.models import Line as JournalLine
from shuniu.matters.models import Matter

CONNECTIONS = 8
WARM_UP, BLOCK, BLOCKS = 2.0, 6.0, 3
PACKAGE = Path(__file__).parent.parent


@dataclass
class _Asked:
    """One program under load, whoever started it."""

    host: str
    port: int
    cpu: Callable[[], float]

    def block(self, requests: Iterator[Request], seconds: float) -> Measured:
        return run(
            self.port, requests, seconds=seconds, connections=CONNECTIONS, cpu=self.cpu, host=self.host
        )


def measure(
    *,
    size: str,
    seconds: float = BLOCK,
    blocks: int = BLOCKS,
    only: tuple[str, ...] = (),
    peers: tuple[Peer, ...] = (),
    on_progress: Callable[[str], None] = lambda _words: None,
) -> Report:
    """Measure the open database as it stands; the ceiling's tables must be there (`copying.copy`)."""
    world = draw()
    chosen = [operation for operation in OPERATIONS if not only or operation.name in only]
    report = Report(
        engine=connection.vendor,
        size=size,
        matters=Matter.objects.count(),
        events=JournalLine.objects.count(),
        free_cores=psutil.cpu_count() * (1 - psutil.cpu_percent(1) / 100),
        database_mb=_database_bytes() / 1e6,
        lines_of_code=lines_of_code(),
    )
    connection.close()
    name = settings.DATABASES["default"]["NAME"] if connection.vendor == "postgresql" else ""
    with (
        Server(
            OURS, "shuniu.wsgi:application", {"DJANGO_SETTINGS_MODULE": "shuniu.settings", "SHUNIU_POOL": "4"},
            database=name,
        ) as ours,
        Server(
            CEILING, "shuniu.bench.ceiling.wsgi:application", {"SHUNIU_POOL": "4"}, database=name
        ) as ceiling,
    ):  # fmt: skip
        report.seconds_to_first_page = ours.seconds_to_first_page
        base = peer_files.ceiling(ceiling.port, world)
        asked = {
            OURS: _Asked("127.0.0.1", ours.port, ours.cpu),
            CEILING: _Asked("127.0.0.1", ceiling.port, ceiling.cpu),
        }
        for operation in chosen:
            on_progress(operation.name)
            try:
                line = _one(operation, world, asked, base, seconds, blocks)
            except (WrongAnswer, OSError) as problem:
                report.lines.append(Line.failed(operation.name, operation.most, str(problem)))
                continue
            spent = spent_by(operation, world)
            connection.close()
            line.statements, line.database_ms = spent.statements, round(spent.milliseconds, 2)
            for peer in peers:
                if peer.can(operation.name):
                    line.peers[peer.name] = _beside(operation, world, peer, seconds, line.ceiling_cpu_ms)
            report.lines.append(line)
        resident, proportional = ours.memory()
        report.memory_mb, report.proportional_mb = resident / 1e6, proportional / 1e6
    return report


def _one(
    operation: Operation, world: World, asked: dict[str, _Asked], base: Peer, seconds: float, blocks: int
) -> Line:
    """The ceiling before, ours, the ceiling after: a neighbour who wakes up in between shows in both."""
    ours, ceiling = asked[OURS], asked[CEILING]
    check(ours.port, operation.ours(world))
    check(ceiling.port, base.asks(operation.name, world))
    ours.block(operation.ours(world), WARM_UP)
    ceiling.block(base.asks(operation.name, world), WARM_UP)
    mine, theirs = [], []
    for _ in range(blocks):
        theirs.append(ceiling.block(base.asks(operation.name, world), seconds))
        mine.append(ours.block(operation.ours(world), seconds))
    theirs.append(ceiling.block(base.asks(operation.name, world), seconds))
    best, least = min(mine, key=_cost), min(theirs, key=_cost)
    return Line(
        name=operation.name,
        requests_per_second=best.requests / best.seconds,
        p50_ms=best.percentile(0.5),
        p95_ms=best.percentile(0.95),
        p99_ms=best.percentile(0.99),
        cpu_ms=best.cpu_ms,
        ceiling_cpu_ms=least.cpu_ms,
        ratio=best.cpu_ms / least.cpu_ms if least.cpu_ms else 0.0,
        to_reach=operation.most,
        bytes=best.size,
        errors=sum(m.errors for m in mine),
        ceiling_errors=sum(m.errors for m in theirs),
        wrong=next((m.wrong for m in [*mine, *theirs] if m.wrong), ""),
    )


def _beside(operation: Operation, world: World, peer: Peer, seconds: float, ceiling_ms: float) -> dict:
    """A peer in the same run: its rate, its CPU, and the quotient that stays comparable from machine to machine."""
    try:
        check(peer.port, peer.asks(operation.name, world), host=peer.host)
    except (WrongAnswer, OSError) as problem:
        return {"problem": str(problem).splitlines()[0]}
    other = _Asked(peer.host, peer.port, peer.cpu)
    other.block(peer.asks(operation.name, world), WARM_UP)
    found = other.block(peer.asks(operation.name, world), seconds)
    return {
        "requests_per_second": round(found.requests / found.seconds, 1),
        "p50_ms": round(found.percentile(0.5), 1),
        "p95_ms": round(found.percentile(0.95), 1),
        "cpu_ms": round(found.cpu_ms, 2),
        "ratio": round(found.cpu_ms / ceiling_ms, 2) if ceiling_ms else 0.0,
        "bytes": found.size,
        "errors": found.errors,
    }


def _cost(measured: Measured) -> float:
    return measured.cpu_ms or float("inf")


def _database_bytes() -> int:
    """The office's tables with their indexes on PostgreSQL; the whole file, ceiling and all, on SQLite."""
    if connection.vendor == "sqlite":
        return Path(str(settings.DATABASES["default"]["NAME"])).stat().st_size
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname NOT LIKE 'ceiling%'"
        )
        return int(cursor.fetchone()[0])


def lines_of_code() -> dict[str, int]:
    """Lines that are not blank: of the program, of its pages, of its tests."""
    counted = {"python": 0, "templates": 0, "tests": 0}
    for path in PACKAGE.rglob("*.*"):
        if path.suffix not in (".py", ".html") or "migrations" in path.parts:
            continue
        kind = "tests" if "tests" in path.parts else "python" if path.suffix == ".py" else "templates"
        counted[kind] += sum(1 for line in path.read_text().splitlines() if line.strip())
    return counted


def write(report: Report, folder: Path) -> Path:
    """The JSON file of a run."""
    return write_json(report.as_json(), folder / f"bench-{report.engine}-{report.size}.json")


def write_json(told: dict, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1))
    return path
