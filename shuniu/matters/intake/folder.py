"""收件夹: a folder on the office's own network; what is put into it is taken in by itself.

The folder is named in the unit's settings ({"intake": {"folder": "/path"}}). Taken files move into 已收/<day>, refused
ones into 没有收, so that the folder shows what still waits. Killed between taking and moving, the same bytes are
found to be here already and only the move is made up for.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path

from shuniu.files.choices import Channel
from shuniu.files.limits import Limits
from shuniu.files.refusals import CannotTake
from shuniu.matters.intake.receiving import receive_file
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Unit
from shuniu.org.refusals import Refused

logger = logging.getLogger(__name__)
TAKEN, LEFT = "已收", "没有收"
SETTLED_SECONDS = 3  # younger files may still be written to
MOST = 50
_CLUTTER = (".", "~", "Thumbs.db", "desktop.ini")


def take(unit: Unit, *, settled: float = SETTLED_SECONDS) -> int:
    """Take in what lies in the folder; gives how many files came in. Without a folder in the settings: 0."""
    named = ((unit.settings or {}).get("intake") or {}).get("folder") or ""
    root = Path(named)
    if not named or not root.is_dir():
        return 0
    by = Actor.clock(unit)
    taken = 0
    for path in sorted(p for p in root.iterdir() if p.is_file() and not p.name.startswith(_CLUTTER))[:MOST]:
        try:
            taken += _take_one(path, root, by, settled)
        except OSError:
            # Locked by the program that writes it, or gone again: the next round looks once more.
            logger.warning("a file in the watched folder of unit %s could not be read", unit.pk)
    return taken


def _take_one(path: Path, root: Path, by: Actor, settled: float) -> bool:
    status = path.stat()
    if time.time() - status.st_mtime < settled:
        return False
    limit = Limits().size
    with path.open("rb") as file:
        data = file.read(limit + 1)  # one byte more is enough to be refused as too large
    try:
        receive_file(data, path.name, by=by, channel=Channel.FOLDER)
    except (CannotTake, Refused):
        _move(path, root / LEFT)
        return False
    _move(path, root / TAKEN / moment.today().isoformat())
    return True


def _move(path: Path, into: Path) -> None:
    into.mkdir(parents=True, exist_ok=True)
    target, number = into / path.name, 1
    while target.exists():
        number += 1
        target = into / f"{path.stem}({number}){path.suffix}"
    path.rename(target)
