"""`shuniu bench`: measure this machine, this engine, this version; write a JSON file and a table."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="shuniu bench",
        description="测速: our pages beside a minimal Django over the same data, in the same run.",
        epilog="shuniu bench --size M --seconds 3   ·   DATABASE_URL=postgres://… shuniu bench --size L",
    )
    made.add_argument(
        "--size", choices=["S", "M", "L", "XL"], default="M", help="1,000 / 10,000 / 100,000 / 1,000,000"
    )
    made.add_argument("--seconds", type=float, default=6.0, help="seconds of one block")
    made.add_argument("--blocks", type=int, default=3, help="blocks of each operation")
    made.add_argument(
        "--only", action="append", default=[], help="one operation by its name; may be repeated"
    )
    made.add_argument("--out", type=Path, default=Path("bench-results"), help="folder for the JSON file")
    made.add_argument("--keep", type=Path, help="data folder to keep and use again (SQLite)")
    return made


def run(rest: list[str]) -> int:
    """Exit 0 when measured; figures are reported, not gated. A database that holds an office is never touched."""
    chosen = parser().parse_args(rest)
    folder = chosen.keep or Path(tempfile.mkdtemp(prefix="shuniu-bench-"))
    os.environ["SHUNIU_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuniu.settings")
    os.environ["SHUNIU_NOW"] = "2026-06-11T16:05"

    import django

    django.setup()
    from django.core.management import call_command
    from rich.console import Console

    from shuniu.bench import copying, dataset, running
    from shuniu.org.models import Unit

    console = Console(stderr=True)
    call_command("migrate", verbosity=0)
    loading = 0.0
    if not Unit.objects.exists():
        console.print(f"loading {dataset.SIZES[chosen.size]:,} matters …")
        begun = time.monotonic()
        dataset.make(
            chosen.size,
            on_progress=lambda done, total: console.print(
                f"  {done:,} / {total:,}", end="\r", highlight=False
            ),
        )
        loading = time.monotonic() - begun
        copying.copy()
    elif not Unit.objects.filter(code="bench").exists():
        console.print(
            "this database holds an office; give the benchmark one of its own (DATABASE_URL or --keep)"
        )
        return 2
    report = running.measure(
        size=chosen.size,
        seconds=chosen.seconds,
        blocks=chosen.blocks,
        only=tuple(chosen.only),
        on_progress=lambda words: console.print(f"  {words} …", highlight=False),
    )
    report.loading_seconds = loading
    path = running.write(report, chosen.out)
    Console().print(report.as_table())
    console.print(
        f"{report.memory_mb:.0f} MB resident · first page after {report.seconds_to_first_page:.1f} s · {path}"
    )
    return 0
