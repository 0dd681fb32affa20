"""One data set made ready: schema, rows, and when asked the same backlog for every size of history.

`python -m shuniu.bench.preparing SIZE WORLD [BACKLOG]` does it in a process of its own, for the database that the
environment names, and writes the world of its requests.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import django
from django.apps import apps

NOW = "2026-06-11T16:05"
SETTINGS = "shuniu.settings"
# So many people share the held backlog that each has more than one page of it.
HANDS = 10
QUIET = timedelta(days=62)  # longer than the month that 今日 looks back on
HELD = "(积压相同)"  # the name of the unit says that its backlog was laid out anew


class NotForMeasuring(RuntimeError):
    """The database holds something that the benchmark must not touch; the message says what."""


def start() -> None:
    """The framework, with the office's settings and the hour at which the data set ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    os.environ["SHUNIU_NOW"] = NOW
    if not apps.ready:
        django.setup()


def load(size: str, on_stage: Callable[[str], None]) -> float:
    """Fill the open database unless it is filled already; seconds that it took. Refuses an office."""
    from django.core.management import call_command

    from shuniu.bench import dataset
    from shuniu.matters.models import Serial
    from shuniu.org.models import Unit

    call_command("migrate", verbosity=0)
    if Unit.objects.exists():
        if not Unit.objects.filter(code="bench").exists():
            raise NotForMeasuring("this database holds an office; give the benchmark one of its own")
        if not Serial.objects.exists():
            raise NotForMeasuring("loading was broken off here; give the benchmark an empty database")
        return 0.0
    begun = time.monotonic()
    dataset.make(
        size, on_progress=lambda done, total: on_stage(f"{size}: {done:,} / {total:,}"), on_stage=on_stage
    )
    return time.monotonic() - begun


def hold_backlog(count: int) -> None:
    """Close all but the newest `count` matters and lay those out alike whatever lies behind them: same hands, states,
    dates, nothing done in the last two months. What is then slower in a larger database is slower because of its
    history alone."""
    from django.db import connection
    from django.db.models import F, Value
    from django.db.models.functions import Concat

    from shuniu.bench.dataset import NOW as END
    from shuniu.matters.choices import State
    from shuniu.matters.models import Matter, Tally
    from shuniu.matters.operations.changing import SHARDS
    from shuniu.org.models import Person, Unit

    Unit.objects.exclude(name__endswith=HELD).update(name=Concat("name", Value(HELD)))
    states = (State.PENDING,) * 2 + (State.GIVEN,) * 3 + (State.IN_HAND,) * 4 + (State.REPORTED,)
    people = list(Person.objects.order_by("rank")[:HANDS])
    newest = list(Matter.objects.order_by("-pk").values_list("pk", flat=True)[:count])
    Matter.objects.filter(is_open=True).update(state=State.DONE, completed=F("moved"))
    # A thousand times as many matters are done on a day, too; what was lately done is put behind, alike at every size.
    Matter.objects.filter(state=State.DONE, completed__gte=END - QUIET).update(
        completed=F("completed") - QUIET
    )
    for place, pk in enumerate(newest):
        person, state = people[place % HANDS], states[place // HANDS % len(states)]
        received = END - timedelta(hours=3 * place + 1)
        due = END + timedelta(days=place * 7 % 120 - 60, hours=place % 9)
        Matter.objects.filter(pk=pk).update(
            state=state, holder=person, held_since=received, received=received, moved=received, completed=None,
            lead=None if state == State.PENDING else person.division_id, due=due, first_due=due,
            hard=place % 5 < 2,
        )  # fmt: skip
    Tally.objects.all().delete()
    table, rows = Tally._meta.db_table, Matter._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (unit_id, lead_id, state, restricted, shard, count)"
            " SELECT unit_id, lead_id, state, visibility = 'restricted', id %% %s, count(*)"
            f" FROM {rows} GROUP BY 1, 2, 3, 4, 5",
            [SHARDS],
        )
        whole = connection.vendor == "postgresql" and not connection.in_atomic_block
        cursor.execute("VACUUM (ANALYZE)" if whole else "ANALYZE")


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main(size: str, world: str, backlog: int) -> None:
    start()
    from shuniu.bench.world import OURS, draw
    from shuniu.journal.models import Line
    from shuniu.matters.models import Matter
    from shuniu.org.models import Unit

    seconds = load(size, _say)
    if backlog:
        hold_backlog(backlog)
    drawn = draw(sites=(OURS,))
    drawn.counts = {
        "matters": Matter.objects.count(),
        "open": Matter.objects.filter(is_open=True).count(),
        "events": Line.objects.count(),
        "held": Unit.objects.filter(name__endswith=HELD).exists(),
        "seconds": round(seconds),
    }
    drawn.write(Path(world))


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 0)
    except NotForMeasuring as refused:
        raise SystemExit(str(refused)) from refused
