"""收件邮箱: new mails of one IMAP mailbox become matters.

Settings of the unit: {"intake": {"mailbox": {"host", "port", "user", "password_from", "box"}}}; the password itself is
in the environment variable named by `password_from`, never in the database. A mail is marked as read after it has come
in or was refused; killed in between, the same bytes are found to be here already.
"""

from __future__ import annotations

import imaplib
import logging
import os
from collections.abc import Callable

from shuniu.files.choices import Channel
from shuniu.files.refusals import CannotTake
from shuniu.matters.intake.receiving import receive_file
from shuniu.org.actor import Actor
from shuniu.org.models import Unit
from shuniu.org.refusals import Refused

logger = logging.getLogger(__name__)
SECONDS = 20
MOST = 30
TLS_PORT = 993


def take(unit: Unit, *, connect: Callable[[dict], imaplib.IMAP4] | None = None) -> int:
    """Take in the unread mails; gives how many. Without a mailbox in the settings: 0. A mailbox that does not answer
    is tried again next time."""
    box = ((unit.settings or {}).get("intake") or {}).get("mailbox") or {}
    if not box.get("host"):
        return 0
    try:
        link = (connect or _connect)(box)
    except (OSError, imaplib.IMAP4.error):
        logger.warning("the mailbox of unit %s does not answer", unit.pk)
        return 0
    try:
        return _take_unread(link, box.get("box") or "INBOX", Actor.clock(unit))
    except (OSError, imaplib.IMAP4.error):
        logger.warning("the mailbox of unit %s broke off", unit.pk)
        return 0
    finally:
        try:
            link.logout()
        except (OSError, imaplib.IMAP4.error):
            pass


def _connect(box: dict) -> imaplib.IMAP4:
    port = int(box.get("port") or TLS_PORT)
    kind = imaplib.IMAP4_SSL if port == TLS_PORT or box.get("tls") else imaplib.IMAP4
    link = kind(box["host"], port, timeout=SECONDS)
    link.login(box.get("user", ""), os.environ.get(box.get("password_from", ""), ""))
    return link


def _take_unread(link: imaplib.IMAP4, box: str, by: Actor) -> int:
    link.select(box)
    _status, found = link.uid("search", None, "UNSEEN")
    taken = 0
    for uid in (found[0] or b"").split()[:MOST]:
        _status, parts = link.uid("fetch", uid, "(BODY.PEEK[])")
        data = next((part[1] for part in parts if isinstance(part, tuple)), b"")
        if not data:
            continue
        try:
            receive_file(data, f"{uid.decode()}.eml", by=by, channel=Channel.MAIL)
            taken += 1
        except (CannotTake, Refused):
            pass  # the fact is in the journal if it was a secrecy mark; the mail itself stays where it is
        link.uid("store", uid, "+FLAGS", r"(\Seen)")
    return taken
