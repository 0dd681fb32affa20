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
from django.db import connection

WORKERS, THREADS = 2, 2
STARTING_SECONDS = 60


class Server:
    """A WSGI application under load; `cpu()` is user + system seconds of its whole tree and of the database."""

    def __init__(self, name: str, application: str, environment: dict[str, str] | None = None):
        self.name = name
        self.application = application
        self.environment = environment or {}
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
        """Seconds of CPU so far: the server's tree and, on PostgreSQL, every process of the database."""
        total = 0.0
        for process in [*self._tree(), *_database_processes()]:
            try:
                times = process.cpu_times()
                total += times.user + times.system
            except psutil.NoSuchProcess:
                continue
        return total

    def memory(self) -> int:
        """Resident bytes of the tree."""
        return sum(process.memory_info().rss for process in self._tree())


def _database_processes() -> list[psutil.Process]:
    if connection.vendor != "postgresql":
        return []
    return [p for p in psutil.process_iter(["name"]) if "postgres" in (p.info["name"] or "")]
