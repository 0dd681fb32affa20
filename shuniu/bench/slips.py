"""两百人同时: everybody of an office at papers on their way at once, through the pages of the served office; then the
proof that no act was lost or done twice (`shuniu bench slips`).
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from shuniu.bench import preparing

PEOPLE, SLIPS, SECONDS, PAUSE = 200, 2_000, 300.0, 8.0
LONGEST = 900.0  # a run ends, whatever is asked for
P95_MS = 300.0
SEED = 20260611
READERS = 0.3  # of the slips also go round to be read
HISTORY = "M"


@dataclass
class Report:
    """One run: what was asked, how long it took, and the proof."""

    engine: str
    people: int
    slips: int
    pause: float
    seconds: float = 0.0
    matters: int = 0
    free_cores: float = 0.0  # before the run: what neighbours left of the machine
    cpu_seconds: float = 0.0  # server tree and database
    load_cpu_seconds: float = 0.0  # of the people, who sit on the same machine here
    rows: list[dict] = field(default_factory=list)
    proof: dict = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        return not self.proof.get("faults")

    def as_table(self) -> Table:
        table = Table(
            title=f"{self.people} people, {self.slips:,} slips, {self.seconds:.0f} s, {self.engine}, "
            f"a press every {self.pause:g} s each; {self.cpu_seconds / max(self.seconds, 1):.2f} cores used, "
            f"{self.free_cores:.1f} free before"
        )
        for name in ("what", "asked", "done", "refused", "errors", "p50 ms", "p95 ms", "p99 ms", "most ms"):
            table.add_column(name, justify="left" if name == "what" else "right")
        for row in self.rows:
            table.add_row(*(str(value) for value in row.values()))
        return table

    def as_sentence(self) -> str:
        proof = self.proof
        whole = (
            "nothing lost, nothing done twice"
            if self.is_whole
            else f"NOT WHOLE: {'; '.join(proof['faults'])}"
        )
        return (
            f"{proof['acknowledged']:,} acts acknowledged, {proof['lines']:,} lines, {proof['words']:,} words each there "
            f"once, {proof['twice']} presses doubled, {proof['deadlocks']} deadlocks: {whole}"
        )


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="shuniu bench slips",
        description="两百人同时: people acting at once on papers on their way, and the proof that nothing was lost.",
        epilog="DATABASE_URL=postgres://… shuniu bench slips   ·   shuniu bench slips --people 30 --slips 300",
    )
    made.add_argument("--people", type=int, default=PEOPLE)
    made.add_argument("--slips", type=int, default=SLIPS)
    made.add_argument("--seconds", type=float, default=SECONDS, help=f"at most {LONGEST:.0f}")
    made.add_argument("--pause", type=float, default=PAUSE, help="seconds between two presses of one person")
    made.add_argument("--out", type=Path, default=Path("bench-results"), help="folder for the JSON file")
    return made


def run(rest: list[str]) -> int:
    """Exit 0 when the proof holds; how fast it was is reported, never gated."""
    chosen = parser().parse_args(rest)
    console = Console(stderr=True)
    os.environ["SHUNIU_DATA"] = tempfile.mkdtemp(prefix="shuniu-bench-")
    preparing.start()
    try:
        preparing.load(HISTORY, lambda words: console.print(f"  {words} …", markup=False, highlight=False))
    except preparing.NotForMeasuring as refused:
        console.print(str(refused), markup=False, highlight=False)
        return 2
    report = measure(
        people=chosen.people,
        slips=chosen.slips,
        seconds=min(chosen.seconds, LONGEST),
        pause=chosen.pause,
        on_progress=lambda words: console.print(f"  {words} …", markup=False, highlight=False),
    )
    from shuniu.bench.running import write_json

    table_console = Console() if sys.stdout.isatty() else Console(width=130)
    table_console.print(report.as_table())
    name = f"slips-{report.engine}-{report.people}.json"
    path = write_json(asdict(report), chosen.out / name)
    console.print(f"{report.as_sentence()} · {path}", highlight=False)
    return 0 if report.is_whole else 1


def measure(
    *,
    people: int,
    slips: int,
    seconds: float,
    pause: float,
    on_progress: Callable[[str], None] = lambda _words: None,
) -> Report:
    """Slips are started by the verb, then everybody acts through the served pages until the time is over."""
    from django.conf import settings
    from django.db import connection

    from shuniu.bench import crowd, slip_proof
    from shuniu.bench.serving import Server
    from shuniu.matters.models import Matter

    unit, actors = lay_out(slips, people, on_progress=on_progress)
    engine = connection.vendor
    report = Report(engine=engine, people=len(actors), slips=slips, pause=pause)
    report.matters = Matter.objects.count()
    report.free_cores = round(psutil.cpu_count() * (1 - psutil.cpu_percent(1) / 100), 2)
    before = slip_proof.stand(unit)
    connection.close()
    name = settings.DATABASES["default"]["NAME"] if engine == "postgresql" else ""
    # Time goes on in this office: who spoke first must be told apart from who spoke after.
    clock = {"SHUNIU_NOW": f"{preparing.NOW}@{time.time():.0f}", "SHUNIU_POOL": "4"}
    with Server("office", "shuniu.wsgi:application", clock, database=name) as server:
        on_progress(f"{len(actors)} people for {seconds:.0f} s")
        everybody, doors = [crowd.Somebody(*one) for one in actors], crowd.over_http(server.port)
        crowd.warm_up(everybody, doors)
        used, own, begun = server.cpu(), time.process_time(), time.monotonic()
        told = crowd.act(everybody, doors, seconds=seconds, pause=pause)
        report.seconds = round(time.monotonic() - begun, 1)
        report.cpu_seconds = round(server.cpu() - used, 1)
        report.load_cpu_seconds = round(time.process_time() - own, 1)
    report.rows = told.rows()
    report.proof = slip_proof.prove(unit, told, before)
    return report


def lay_out(count: int, people: int, *, on_progress: Callable[[str], None] = lambda _words: None):
    """Slips under way over the open matters of the unit; (unit, [name, session] of each person).

    Three to five stages each, of one to four hands, in the three ways of counting them; the same people over and over,
    so that they meet on the same papers.
    """
    from shuniu.bench.world import BACKENDS, OURS, cookie
    from shuniu.matters.choices import Visibility
    from shuniu.matters.models import Matter
    from shuniu.org.actor import Actor
    from shuniu.org.choices import Role
    from shuniu.org.models import Account, Person, Unit
    from shuniu.routing import operations
    from shuniu.routing.choices import Box, Mode, Purpose
    from shuniu.routing.planned import Planned

    dice = random.Random(SEED)
    unit = Unit.objects.order_by("pk").first()
    assert unit is not None, "the data set makes one"
    everybody = list(Person.objects.active().filter(unit=unit).order_by("rank")[:people])
    clerk = next(p for p in everybody if p.grants.filter(role=Role.STAFF).exists())
    by = Actor.of(
        Person.objects.select_related("unit", "division").prefetch_related("grants").get(pk=clerk.pk)
    )
    matters = list(
        Matter.objects.open().filter(unit=unit, visibility=Visibility.NORMAL).order_by("-pk")[:count]
    )
    modes = (Mode.ALL, Mode.ALL, Mode.ANY, Mode.SHARE)
    # When there are fewer open matters than slips, a second and third paper of the same matter travels too.
    purposes = (Purpose.RECEIPT, Purpose.CONSULT, Purpose.REQUEST)
    for number in range(count):
        round_, place = divmod(number, len(matters))
        stages = []
        for step in range(dice.randint(3, 5)):
            holders = tuple(dice.sample(everybody, dice.randint(1, 4)))
            mode = dice.choice(modes)
            need = dice.randint(1, len(holders)) if mode == Mode.SHARE else None
            stages.append(Planned(f"第{step + 1}环", holders, mode, need, box=Box.COUNTERSIGN))
        if dice.random() < READERS:
            readers = tuple(dice.sample(everybody, 3))
            stages.insert(1, Planned("传阅", readers, Mode.INFORM, box=Box.READ))
        operations.start(matters[place], stages=stages, purpose=purposes[round_], by=by)
        if number % 250 == 249:
            _look_at_the_tables_again()
        if number % 500 == 499:
            on_progress(f"{number + 1:,} / {count:,} slips")
    accounts = Account.objects.select_related("person").filter(person__in=everybody).order_by("person__rank")
    return unit, [(account.person.name, cookie(account, BACKENDS[OURS])) for account in accounts]


def _look_at_the_tables_again() -> None:
    """In months a server does so by itself; here two thousand slips are started in a minute, by plans for empty tables."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE routing_slip, routing_stage, routing_part, notices_notice")
