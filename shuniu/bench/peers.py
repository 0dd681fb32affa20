"""Peers as data: another program beside ours is a file with an address, what identifies its processes, and a request
for each operation (docs/speed.md). The ceiling is such a file too; only its server is started by us.
"""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import psutil

from shuniu.bench.load import Request
from shuniu.bench.operations import COMMON, MIX, RARE, TWO, mixed
from shuniu.bench.world import CEILING, TOKEN, World

CEILING_FILE = Path(__file__).parent / "ceiling" / "peer.toml"


class BrokenPeer(ValueError):
    """The file does not say what is needed; the message names file and place."""


@dataclass(frozen=True)
class Peer:
    """Another program: `requests` is operation → what is sent, `values` what stands in its braces."""

    name: str
    base: str
    requests: dict[str, dict[str, Any]]
    values: dict[str, list] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    commands: tuple[str, ...] = ()
    database: str = ""

    @property
    def port(self) -> int:
        parts = urlsplit(self.base)
        return parts.port or 80

    @property
    def host(self) -> str:
        return urlsplit(self.base).hostname or "127.0.0.1"

    def can(self, operation: str) -> bool:
        return operation in self.requests or (
            operation == "mix" and all(name in self.requests for name in MIX)
        )

    def asks(self, operation: str, world: World) -> Iterator[Request]:
        """The requests of an operation without end; values are taken in turn, so that each session asks for each."""
        if operation == "mix" and operation not in self.requests:
            return mixed(MIX, lambda name: self.asks(name, world), world)
        return self._one(self.requests[operation], world)

    def _one(self, asked: dict[str, Any], world: World) -> Iterator[Request]:
        form = asked.get("form")
        headers = {**self.headers, **asked.get("headers", {})}
        if form is not None:
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        turn = {name: itertools.cycle(values) for name, values in self.values.items()}
        used = _names(asked, self.headers)
        while True:
            drawn = {name: next(turn[name]) for name in used if name in turn}
            drawn["number"] = world.dice.randrange(10**9)
            path = asked["path"].format(**{name: quote(str(value)) for name, value in drawn.items()})
            filled = {name: text.format(**drawn) for name, text in headers.items()}
            body = asked.get("body", "").format(**drawn).encode() if "body" in asked else b""
            if form is not None:
                body = urlencode({name: text.format(**drawn) for name, text in form.items()}).encode()
            cookie = filled.pop("Cookie", "")
            method = asked.get("method", "GET")
            yield Request(
                method, path, cookie, body, filled, asked.get("expect", 200), asked.get("holds", "")
            )

    def cpu(self) -> float:
        """Seconds of CPU so far of the processes whose command line holds one of `commands`."""
        total = 0.0
        for process in psutil.process_iter(["cmdline"]):
            line = " ".join(process.info["cmdline"] or ())
            if any(words in line for words in self.commands) or (
                self.database and line.startswith("postgres") and f" {self.database} " in line
            ):
                try:
                    times = process.cpu_times()
                    total += times.user + times.system
                except psutil.NoSuchProcess:
                    continue
        return total


def _names(asked: dict[str, Any], headers: dict[str, str]) -> set[str]:
    """What stands in braces anywhere in a request."""
    texts = [asked["path"], asked.get("body", ""), *asked.get("form", {}).values(), *headers.values()]
    texts += asked.get("headers", {}).values()
    return {name for text in texts for _before, name, _spec, _conversion in Formatter().parse(text) if name}


def read(path: Path, *, base: str = "", values: dict[str, list] | None = None) -> Peer:
    """A peer from its file. `base` and `values` complete what the file leaves open."""
    try:
        told = tomllib.loads(path.read_text())
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise BrokenPeer(f"{path}: {problem}") from problem
    peer = Peer(
        name=told.get("name", path.stem),
        base=base or told.get("base", ""),
        requests=told.get("requests", {}),
        values={**told.get("values", {}), **(values or {})},
        headers=told.get("headers", {}),
        commands=tuple(told.get("cpu", {}).get("commands", ())),
        database=told.get("cpu", {}).get("database", ""),
    )
    if not peer.base.startswith("http://"):
        raise BrokenPeer(f"{path}: base must be an http:// address")
    for operation, asked in peer.requests.items():
        if not str(asked.get("path", "")).startswith("/"):
            raise BrokenPeer(f"{path}: the path of “{operation}” must begin with /")
        missing = _names(asked, peer.headers) - {
            "number",
            *(name for name in peer.values if peer.values[name]),
        }
        if missing:
            raise BrokenPeer(
                f"{path}: “{operation}” names values that are not given: {', '.join(sorted(missing))}"
            )
    return peer


def ceiling(port: int, world: World) -> Peer:
    """The ceiling: its file, with the sessions, ids and words of our world."""
    items = [pk for session in world.items for pk, _slug in session]
    world.dice.shuffle(items)
    values = {
        "cookie": world.cookies[CEILING],
        "token": [TOKEN],
        "item": items,
        "rare": list(RARE),
        "common": list(COMMON),
        "two": list(TWO),
        "lead": world.leads,
        "after": world.after["mine"],
    }
    return read(CEILING_FILE, base=f"http://127.0.0.1:{port}", values=values)
