"""`shuniu bench`: load the data, start both applications, ask both in turn, divide."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable
from pathlib import Path

import psutil
from django.db import connection

from shuniu.bench.load import Measured, Request, ask, run
from shuniu.bench.operations import CEILING, OPERATIONS, OURS, Operation, World
from shuniu.bench.report import Line, Report
from shuniu.bench.serving import Server
from shuniu.journal.models import Line as JournalLine
from shuniu.matters.models import Matter

CONNECTIONS = 8
WARM_UP, BLOCK, BLOCKS = 2.0, 6.0, 3
MOST_ERRORS = 0


def measure(
    *,
    size: str,
    seconds: float = BLOCK,
    blocks: int = BLOCKS,
    only: tuple[str, ...] = (),
    on_progress: Callable[[str], None] = lambda _words: None,
) -> Report:
    """Measure the open database as it stands; the ceiling's tables must be there (`copying.copy`)."""
    world = World()
    report = Report(
        engine=connection.vendor,
        size=size,
        matters=Matter.objects.count(),
        events=JournalLine.objects.count(),
        free_cores=psutil.cpu_count() * (1 - psutil.cpu_percent(1) / 100),
    )
    connection.close()
    with (
        Server(
            OURS, "shuniu.wsgi:application", {"DJANGO_SETTINGS_MODULE": "shuniu.settings", "SHUNIU_POOL": "4"}
        ) as ours,
        Server(CEILING, "shuniu.bench.ceiling.wsgi:application", {"SHUNIU_POOL": "4"}) as ceiling,
    ):
        report.seconds_to_first_page = ours.seconds_to_first_page
        for operation in OPERATIONS:
            if only and operation.name not in only:
                continue
            on_progress(operation.name)
            report.lines.append(_one(operation, world, ours, ceiling, seconds, blocks))
        report.memory_mb = ours.memory() / 1e6
    return report


def _one(
    operation: Operation, world: World, ours: Server, ceiling: Server, seconds: float, blocks: int
) -> Line:
    """The ceiling before, ours, the ceiling after: a neighbour who wakes up in between shows in both."""
    _check(ours.port, operation.ours(world))
    _check(ceiling.port, operation.ceiling(world))
    run(ours.port, operation.ours(world), seconds=WARM_UP, connections=CONNECTIONS, cpu=ours.cpu)
    run(ceiling.port, operation.ceiling(world), seconds=WARM_UP, connections=CONNECTIONS, cpu=ceiling.cpu)
    mine, theirs = [], []
    for _ in range(blocks):
        theirs.append(_block(ceiling, operation.ceiling(world), seconds))
        mine.append(_block(ours, operation.ours(world), seconds))
    theirs.append(_block(ceiling, operation.ceiling(world), seconds))
    best, base = min(mine, key=_cost), min(theirs, key=_cost)
    return Line(
        name=operation.name,
        requests_per_second=best.requests / best.seconds,
        p50_ms=best.percentile(0.5),
        p95_ms=best.percentile(0.95),
        p99_ms=best.percentile(0.99),
        cpu_ms=best.cpu_ms,
        ceiling_cpu_ms=base.cpu_ms,
        ratio=best.cpu_ms / base.cpu_ms if base.cpu_ms else 0.0,
        to_reach=operation.most,
        bytes=best.size,
        errors=sum(m.errors for m in mine),
    )


def _cost(measured: Measured) -> float:
    return measured.cpu_ms or float("inf")


def _block(server: Server, requests, seconds: float) -> Measured:
    return run(server.port, requests, seconds=seconds, connections=CONNECTIONS, cpu=server.cpu)


def _check(port: int, requests) -> None:
    """Ask once and look at the answer, so that no error page is ever measured as fast."""
    request: Request = next(requests)
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    status, body = ask(link, request)
    link.close()
    if status != request.expect:
        raise RuntimeError(
            f"{request.method} {request.path}: {status} instead of {request.expect}\n{body[:800].decode(errors='replace')}"
        )


def write(report: Report, folder: Path) -> Path:
    """The JSON file of a run."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"bench-{report.engine}-{report.size}.json"
    path.write_text(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    return path
