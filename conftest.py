"""The house of all tests: which database, which browser, and that on CI nothing is skipped quietly."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

ON_CI = bool(os.environ.get("CI"))
MUST_RUN_ON_CI = {"browser", "postgres", "ocr", "converter"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what uses a database is run again; what is about one engine is asked of that one only."""
    on_postgresql = os.environ.get("SHUNIU_TEST_ON") == "postgresql"
    chosen, left = [], []
    for item in items:
        wanted = not item.get_closest_marker("only_sqlite" if on_postgresql else "only_postgresql")
        if on_postgresql:
            uses = item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(
                getattr(item, "fixturenames", ())
            )
            wanted = bool(wanted and uses and not item.get_closest_marker("browser"))
        (chosen if wanted else left).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = chosen


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """On CI a test that needs a browser, a server or a model and was skipped is a failure."""
    outcome = yield
    report = outcome.get_result()
    if ON_CI and report.skipped and any(item.get_closest_marker(name) for name in MUST_RUN_ON_CI):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped on CI: {report.longrepr}"


class Outside(OSError):
    """Something wanted to speak with another machine (product §13, "phone home")."""


TRIED_OUTSIDE: list[str] = []
SPEAKING = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1, "socket.getaddrinfo": 0}


def refuse_what_leaves_this_machine(event: str, arguments: tuple) -> None:
    """Asked by Python itself before any library opens a connection, sends a datagram or asks for a name."""
    place = SPEAKING.get(event)
    if place is None:
        return
    address = arguments[place]
    host = address[0] if isinstance(address, tuple) else address
    if place and not isinstance(address, tuple):  # a socket in the file system, or one connected before
        return
    if not _is_here(host):
        TRIED_OUTSIDE.append(f"{event} {host!r}")
        raise Outside(f"a test may not leave this machine: {host!r}")


def _is_here(host: object) -> bool:
    if host is not None and not isinstance(host, (str, bytes)):  # sockets to the kernel have numbers
        return True
    name = host.decode() if isinstance(host, bytes) else host or ""
    if name in ("", "localhost", socket.gethostname()):
        return True
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


sys.addaudithook(refuse_what_leaves_this_machine)


@pytest.fixture(autouse=True)
def nothing_phones_home() -> Iterator[list[str]]:
    """What swallowed the refusal is found all the same, by the test in which it happened."""
    TRIED_OUTSIDE.clear()
    yield TRIED_OUTSIDE
    assert TRIED_OUTSIDE == []


@pytest.fixture(autouse=True)
def nothing_left_in_the_data_folder(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test that uses the database finds an empty store, whatever ran before it in the same process."""
    yield
    if {"db", "transactional_db"} & set(request.fixturenames):
        from django.conf import settings

        for name in ("files", "backups", "tmp", "packages", "emergency"):
            shutil.rmtree(Path(settings.SHUNIU_DATA) / name, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_server() -> str:
    """The address of a PostgreSQL server; the test is skipped, and says so, where there is none."""
    from shuniu.test_settings import postgresql_url

    url = postgresql_url()
    if not url:
        pytest.skip("no PostgreSQL: set DATABASE_URL or install pgserver")
    return url


@pytest.fixture
def two_fresh_postgresql(postgresql_server: str) -> Iterator[list[str]]:
    """The addresses of two new, empty PostgreSQL databases that are dropped afterwards."""
    import psycopg

    names = [f"test_{uuid.uuid4().hex}" for _ in range(2)]
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        for name in names:
            connection.execute(f'CREATE DATABASE "{name}"')
    yield [_with_name(postgresql_server, name) for name in names]
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        for name in names:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def fresh_postgresql(two_fresh_postgresql: list[str]) -> str:
    """The address of a new, empty PostgreSQL database that is dropped afterwards."""
    return two_fresh_postgresql[0]


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is; the test is skipped, and says so, where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.skip("no Chromium: apt-get install chromium")


@pytest.fixture(scope="module")
def chromium(chromium_path: str):
    """A running Chromium without a window and without any connection of its own to the outside.

    One for each file of tests: two at a time cannot be driven from one process.
    """
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the driver turns a loop of its own in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path,
            args=[
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
                "--disable-background-networking", "--disable-component-update",
            ],
        )  # fmt: skip
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the project."""
    return Path(__file__).resolve().parent


def _with_name(url: str, name: str) -> str:
    from urllib.parse import urlsplit, urlunsplit

    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))
