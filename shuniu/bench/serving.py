"""One measured server: Granian, two workers of two threads, in its own process tree, with its CPU read from outside."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import closing

import psutil

WORKERS, THREADS = 2, 2
STARTING_SECONDS = 60


class Server:
    """A WSGI application under load; `cpu()` is user + system seconds of its whole tree and of the database."""

    def __init__(
        self, name: str, application: str, environment: dict[str, str] | None = None, *, database: str = ""
    ):
        self.name = name
        self.application = application
        self.environment = environment or {}
        self.database = database  # its name on PostgreSQL; "" on SQLite, which works inside the server
        self.process: subprocess.Popen | None = None
        self.port = 0

    def __enter__(self) -> Server:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        command = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port),
            "--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--log-level", "error", self.application,
        ]  # fmt: skip
        self.process = subprocess.Popen(
            command, env={**os.environ, **self.environment}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        started = time.monotonic()
        while not self._answers():
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name}: {self.process.stderr.read().decode()[-2000:]}")
            if time.monotonic() - started > STARTING_SECONDS:
                self.__exit__()
                raise RuntimeError(f"{self.name}: no answer after {STARTING_SECONDS} s")
            time.sleep(0.1)
        self.seconds_to_first_page = time.monotonic() - started
        return self

    def __exit__(self, *_problem) -> None:
        if self.process is not None:
            for child in self._tree():
                child.terminate()
            self.process.wait(20)

    def _answers(self) -> bool:
        try:
            link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            link.request("GET", "/")
            return link.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False

    def _tree(self) -> list[psutil.Process]:
        try:
            root = psutil.Process(self.process.pid)
            return [*root.children(recursive=True), root]
        except psutil.NoSuchProcess:
            return []

    def cpu(self) -> float:
        """Seconds of CPU so far: the server's tree and, on PostgreSQL, the processes that serve its database."""
        total = 0.0
        for process in [*self._tree(), *database_processes(self.database)]:
            try:
                times = process.cpu_times()
                total += times.user + times.system
            except psutil.NoSuchProcess:
                continue
        return total

    def memory(self) -> tuple[int, int]:
        """(resident, proportional) bytes of the tree; shared pages count once in the second."""
        resident = proportional = 0
        for process in self._tree():
            told = process.memory_full_info()
            resident += told.rss
            proportional += getattr(told, "pss", told.uss)
        return resident, proportional


def database_processes(database: str) -> list[psutil.Process]:
    """The processes of PostgreSQL that work for this database, by the title they give themselves; others that use the
    same server in the meantime do not count. None where the server is on another machine."""
    if not database:
        return []
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if (line := " ".join(process.info["cmdline"] or ())).startswith("postgres:")
        and f" {database} " in line
    ]
