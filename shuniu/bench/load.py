"""The load: a fixed number of kept-open connections asking in turn, each answer checked before it counts."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Request:
    """One request of a session: what is sent, and what makes the answer right."""

    method: str
    path: str
    session: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    expect: int = 200


@dataclass
class Measured:
    """Figures of one operation in one block."""

    requests: int = 0
    errors: int = 0
    seconds: float = 0.0
    cpu_ms: float = 0.0  # a request, server tree and database
    latencies: list[float] = field(default_factory=list)
    size: int = 0

    def percentile(self, share: float) -> float:
        if not self.latencies:
            return 0.0
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def ask(link: http.client.HTTPConnection, request: Request) -> tuple[int, bytes]:
    headers = {"Cookie": request.session, **request.headers}
    link.request(request.method, request.path, body=request.body or None, headers=headers)
    answer = link.getresponse()
    return answer.status, answer.read()


def run(
    port: int, requests: Iterator[Request], *, seconds: float, connections: int, cpu: Callable[[], float]
) -> Measured:
    """Ask for `seconds` over `connections`; figures of that time."""
    measured = Measured()
    lock = threading.Lock()
    source = threading.Lock()
    ends = time.monotonic() + seconds

    def one() -> None:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        mine: list[float] = []
        errors = size = 0
        while time.monotonic() < ends:
            with source:
                request = next(requests)
            begun = time.perf_counter()
            try:
                status, body = ask(link, request)
            except (OSError, http.client.HTTPException):
                link.close()
                errors += 1
                continue
            mine.append(time.perf_counter() - begun)
            size = len(body)
            if status != request.expect:
                errors += 1
        link.close()
        with lock:
            measured.latencies += mine
            measured.errors += errors
            measured.size = max(measured.size, size)

    before, begun = cpu(), time.monotonic()
    threads = [threading.Thread(target=one) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    measured.seconds = time.monotonic() - begun
    measured.requests = len(measured.latencies)
    if measured.requests:
        measured.cpu_ms = 1000 * (cpu() - before) / measured.requests
    return measured
