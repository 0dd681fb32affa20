"""`shuniu bench`: measure this machine, this engine, this version; write a JSON file and a table."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from rich.console import Console

from shuniu.bench import preparing, slips, typeset

SIZES = ("S", "M", "L", "XL")
WIDTH = 150  # of a table that is written to a file


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="shuniu bench",
        description="测速: our pages beside a minimal Django over the same data, in the same run.",
        epilog="shuniu bench --size M --seconds 3   ·   DATABASE_URL=postgres://… shuniu bench --size L"
        "   ·   shuniu bench --flat S,L,XL --keep FOLDER   ·   shuniu bench slips   ·   shuniu bench typeset",
    )
    made.add_argument("--size", choices=SIZES, default="M", help="1,000 / 10,000 / 100,000 / 1,000,000")
    made.add_argument("--seconds", type=float, default=6.0, help="seconds of one block")
    made.add_argument("--blocks", type=int, default=3, help="blocks of each operation")
    made.add_argument(
        "--only", action="append", default=[], help="one operation by its name; may be repeated"
    )
    made.add_argument("--out", type=Path, default=Path("bench-results"), help="folder for the JSON file")
    made.add_argument("--keep", type=Path, help="data folder to keep and use again (SQLite)")
    made.add_argument(
        "--peer",
        type=Path,
        action="append",
        default=[],
        help="file of another program to ask in the same run",
    )
    made.add_argument(
        "--flat",
        type=_sizes,
        metavar="S,L,XL",
        help="does a page grow with the history: each size in a database of its own, all asked in turn",
    )
    made.add_argument("--load", action="store_true", help="only load the data, so that it is there for later")
    return made


def _sizes(text: str) -> list[str]:
    sizes = [part.strip().upper() for part in text.split(",") if part.strip()]
    if len(sizes) < 2 or any(size not in SIZES for size in sizes):
        raise argparse.ArgumentTypeError(f"two or more of {', '.join(SIZES)}")
    return sorted(sizes, key=SIZES.index)


def run(rest: list[str]) -> int:
    """Exit 0 when measured; figures are reported, not gated. A database that holds an office is never touched."""
    if rest[:1] == ["slips"]:
        return slips.run(rest[1:])
    if rest[:1] == ["typeset"]:
        return typeset.run(rest[1:])
    # `shuniu bench flat` is the short way to say all sizes.
    chosen = parser().parse_args(
        ["--flat", ",".join(SIZES[::2] + SIZES[3:]), *rest[1:]] if rest[:1] == ["flat"] else rest
    )
    console = Console(stderr=True)
    folder = chosen.keep or Path(tempfile.mkdtemp(prefix="shuniu-bench-"))
    os.environ["SHUNIU_DATA"] = str(folder)
    preparing.start()
    from shuniu.bench.peers import BrokenPeer

    try:
        return _flat(chosen, folder, console) if chosen.flat else _once(chosen, console)
    except (preparing.NotForMeasuring, BrokenPeer) as refused:
        console.print(str(refused), markup=False, highlight=False)
        return 2


def _say(console: Console):
    return lambda words: console.print(f"  {words} …", markup=False, highlight=False)


def _once(chosen: argparse.Namespace, console: Console) -> int:
    from shuniu.bench import copying, peers, running

    others = tuple(peers.read(path) for path in chosen.peer)
    loading = preparing.load(chosen.size, _say(console))
    if loading or not copying.is_current():
        copying.copy()
    if chosen.load:
        console.print(f"loaded in {loading:.0f} s")
        return 0
    report = running.measure(
        size=chosen.size,
        seconds=chosen.seconds,
        blocks=chosen.blocks,
        only=tuple(chosen.only),
        peers=others,
        on_progress=_say(console),
    )
    report.loading_seconds = loading
    path = running.write(report, chosen.out)
    _table_console().print(report.as_table())
    console.print(f"{report.as_sentence()} · {path}", highlight=False)
    return 0


def _flat(chosen: argparse.Namespace, folder: Path, console: Console) -> int:
    """First as the data set is, with a backlog that grows; then with the same backlog in front of each history."""
    from shuniu.bench import flatness
    from shuniu.bench.running import write_json

    told = []
    for backlog in (0, flatness.BACKLOG):
        found = flatness.measure(
            chosen.flat,
            folder=folder,
            backlog=backlog,
            seconds=chosen.seconds,
            blocks=chosen.blocks,
            only=tuple(chosen.only),
            on_progress=_say(console),
        )
        if found is None:
            console.print(
                "these databases have the same backlog already; growing with it is not measured again"
            )
            continue
        _table_console().print(found.as_table())
        told.append(found)
    path = chosen.out / f"flat-{told[-1].engine}-{'-'.join(chosen.flat)}.json"
    write_json({"measured": [found.as_json() for found in told]}, path)
    console.print(str(path))
    return 0


def _table_console() -> Console:
    console = Console()
    return console if console.is_terminal else Console(width=WIDTH)
