"""收件夹与收件邮箱: the doors that open by themselves. What was read and guarded at the door becomes a matter here.

Settings of the unit: {"intake": {"folder": "/path", "mailbox": {"host", "port", "user", "password_from", "box",
"secure"}}}. The password is in the environment variable named by `password_from`, never in the database. Killed between
registering and putting away, the same bytes are found to be here already and only the putting away is made up for.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path

from shuniu.files import mailbox
from shuniu.files.arrivals import Arrival
from shuniu.files.choices import Channel
from shuniu.files.folder_watch import FolderWatch
from shuniu.files.operations import note_secrecy_refusal
from shuniu.files.refusals import CannotTake, LooksSecret
from shuniu.matters.intake.receiving import receive_arrival
from shuniu.org.actor import Actor
from shuniu.org.models import Unit

logger = logging.getLogger(__name__)
# A watch compares two looks at a folder, so it lives as long as its process.
_WATCHES: dict[tuple[int, str], FolderWatch] = {}


def take_from_folder(unit: Unit) -> int:
    """收件夹: take what lies there whole; gives how many files came in. Without a folder in the settings: 0."""
    named = _settings(unit).get("folder") or ""
    if not named:
        return 0
    key = (unit.pk, named)
    if key not in _WATCHES:
        take, hear = _door(unit, Channel.FOLDER)
        _WATCHES[key] = FolderWatch(Path(named), take, on_refusal=hear)
    return _WATCHES[key].look().taken


def take_from_mailbox(unit: Unit) -> int:
    """收件邮箱: take the unread mails; gives how many. One that does not answer is tried again next time."""
    box = _settings(unit).get("mailbox") or {}
    if not box.get("host"):
        return 0
    take, hear = _door(unit, Channel.MAIL)
    link = mailbox.Mailbox(
        host=box["host"],
        user=box.get("user", ""),
        password=os.environ.get(box.get("password_from") or "", ""),
        port=int(box.get("port") or 993),
        folder=box.get("box") or "INBOX",
        secure=box.get("secure", True),
    )
    try:
        return mailbox.look(link, take, on_refusal=hear).taken
    except mailbox.CannotReach:
        logger.warning("the mailbox of unit %s does not answer", unit.pk)
        return 0


def _door(unit: Unit, channel: Channel) -> tuple[Callable[[Arrival], None], Callable[[CannotTake], None]]:
    by = Actor.clock(unit)

    def take(arrival: Arrival) -> None:
        receive_arrival(arrival, by=by, channel=channel)

    def hear(refusal: CannotTake) -> None:
        if isinstance(refusal, LooksSecret):
            note_secrecy_refusal(channel=channel, by=by)

    return take, hear


def _settings(unit: Unit) -> dict:
    return (unit.settings or {}).get("intake") or {}
