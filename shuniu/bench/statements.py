"""What a page asks of the database: statements and milliseconds of one request, counted in this process."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shuniu.bench.load import Request
from shuniu.bench.operations import Operation
from shuniu.bench.world import World

ASKED = 5
_FRAME = re.compile(r"(SAVEPOINT|RELEASE|BEGIN|COMMIT)")


@dataclass(frozen=True)
class Spent:
    """Of one request: the most statements, and the mean of the milliseconds that they took."""

    statements: int
    milliseconds: float


def spent_by(operation: Operation, world: World) -> Spent:
    """Ask a few times; the first warms what is put together once."""
    stream = operation.ours(world)
    _asked(next(stream))
    found = [_asked(next(stream)) for _ in range(ASKED)]
    return Spent(max(count for count, _ms in found), sum(ms for _count, ms in found) / ASKED)


def _asked(request: Request) -> tuple[int, float]:
    headers = dict(request.headers)
    kind = headers.pop("Content-Type", "application/octet-stream")
    with CaptureQueriesContext(connection) as asked:
        answer = Client(raise_request_exception=False).generic(
            request.method, request.path, request.body, kind, headers=headers, HTTP_COOKIE=request.session
        )
    request.answered(answer.status_code)
    told = [query for query in asked.captured_queries if not _FRAME.match(query["sql"])]
    return len(told), 1000 * sum(float(query["time"]) for query in told)
