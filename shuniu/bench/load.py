"""The load: a fixed number of kept-open connections asking in turn, each answer checked before it counts."""

from __future__ import annotations

import http.client
import itertools
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
    holds: str = ""  # what the answer to the first asking must hold, and at least how often
    least: int = 1
    then: Callable[[], None] | None = None  # once it was answered as expected

    def answered(self, status: int) -> bool:
        """Was it answered as expected? What waits for that goes on."""
        if status == self.expect and self.then is not None:
            self.then()
        return status == self.expect


class WrongAnswer(RuntimeError):
    """The first answer was not the page that was to be measured."""


@dataclass
class Measured:
    """Figures of one operation in one block."""

    requests: int = 0
    errors: int = 0
    seconds: float = 0.0
    cpu_ms: float = 0.0  # a request, server tree and database
    latencies: list[float] = field(default_factory=list)
    wrong: str = ""  # the last answer that was not as expected
    size: int = 0  # bytes of an answer, on the average

    def percentile(self, share: float) -> float:
        if not self.latencies:
            return 0.0
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def check(port: int, requests: Iterator[Request], *, host: str = "127.0.0.1") -> None:
    """Ask once and look at the answer, so that no error page is ever measured as fast."""
    request = next(requests)
    link = http.client.HTTPConnection(host, port, timeout=300)
    status, body = ask(link, request)
    link.close()
    shown = body[:800].decode(errors="replace")
    if not request.answered(status):
        raise WrongAnswer(f"{request.method} {request.path}: {status} instead of {request.expect}\n{shown}")
    found = body.count(request.holds.encode()) if request.holds else request.least
    if found < request.least:
        raise WrongAnswer(
            f"{request.method} {request.path}: {found} “{request.holds}” in the answer, not {request.least}\n{shown}"
        )


def ask(link: http.client.HTTPConnection, request: Request) -> tuple[int, bytes]:
    headers = {"Cookie": request.session, **request.headers} if request.session else request.headers
    link.request(request.method, request.path, body=request.body or None, headers=headers)
    answer = link.getresponse()
    return answer.status, answer.read()


def run(
    port: int,
    requests: Iterator[Request],
    *,
    seconds: float,
    connections: int,
    cpu: Callable[[], float],
    host: str = "127.0.0.1",
    most: int = 0,
) -> Measured:
    """Ask for `seconds` over `connections`, or until `most` were asked; figures of that time."""
    measured = Measured()
    lock = threading.Lock()
    source = threading.Lock()
    ends = time.monotonic() + seconds
    left = itertools.repeat(None, most) if most else itertools.repeat(None)

    def one() -> None:
        link = http.client.HTTPConnection(host, port, timeout=60)
        mine: list[float] = []
        errors = size = 0
        while time.monotonic() < ends:
            with source:
                if next(left, left) is left:
                    break
                request = next(requests)
            begun = time.perf_counter()
            try:
                status, body = ask(link, request)
            except (OSError, http.client.HTTPException) as problem:
                link.close()
                errors += 1
                measured.wrong = f"{request.path}: {problem!r}"
                continue
            mine.append(time.perf_counter() - begun)
            size += len(body)
            if not request.answered(status):
                errors += 1
                measured.wrong = f"{request.path}: {status}"
        link.close()
        with lock:
            measured.latencies += mine
            measured.errors += errors
            measured.size += size

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
        measured.size //= measured.requests
    return measured
