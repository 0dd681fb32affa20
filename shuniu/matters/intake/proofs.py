"""佐证照片: looked at by the same guard as any file, beside the request, and hung on the feedback when it is clean.

A recogniser needs seconds for a photograph of a phone. The words are sent at once; the pictures follow by themselves,
and one that is not taken says so on the card it belongs to (`Arriving.others` names the matter).
"""

from __future__ import annotations

import contextvars
import logging
import secrets
import time
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet

from django.db import close_old_connections, connection
from django.utils.translation import get_language, override

from shuniu.files.arrivals import open_arrival
from shuniu.files.choices import Channel, Stage
from shuniu.files.operations import note_secrecy_refusal
from shuniu.files.refusals import CannotTake, LooksSecret
from shuniu.matters.choices import ArrivingState
from shuniu.matters.intake import arriving
from shuniu.matters.models import Arriving, Feedback
from shuniu.matters.operations.asking import MOST_PROOFS, add_proof
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused

logger = logging.getLogger(__name__)


def begin(feedback: Feedback, files: Sequence[tuple[str, bytes]], *, by: Actor) -> list[Arriving]:
    """附佐证: at most three; gives one row each that says what became of it, as far as it is known after a moment."""
    rows, waiting = [], []
    for name, data in files[:MOST_PROOFS]:
        now = moment.now()
        row = Arriving.objects.create(
            unit=by.unit, by=by.person, token=secrets.token_hex(16), stage=Stage.TAKE_IN, since=now, touched=now,
            others=[feedback.matter.slug],
        )  # fmt: skip
        rows.append(row)
        args = (row.pk, row.token, feedback, name, data, by)
        if connection.in_atomic_block:  # another thread could not see the feedback
            _look(*args)
        else:
            context = contextvars.copy_context()
            waiting.append(arriving.HANDS.submit(context.run, _in_thread, get_language(), *args))
    _wait(waiting)
    for row in rows:
        row.refresh_from_db()
    return rows


def _wait(futures: Sequence[Future]) -> None:
    until = time.monotonic() + arriving.PATIENCE
    for future in futures:
        try:
            future.result(max(until - time.monotonic(), 0))
        except NotYet:
            return


def _in_thread(language: str | None, *args) -> None:
    close_old_connections()
    try:
        with override(language):
            _look(*args)
    finally:
        connection.close()


def _look(pk: int, token: str, feedback: Feedback, name: str, data: bytes, by: Actor) -> None:
    why, said, state = "", "", ArrivingState.REFUSED
    try:
        add_proof(feedback, arrival=open_arrival(data, name), by=by)
        state = ArrivingState.TAKEN
    except LooksSecret as refusal:
        note_secrecy_refusal(channel=Channel.DROPPED, by=by)
        why, said = str(refusal.why), refusal.reason
    except CannotTake as refusal:
        why, said = str(refusal.why), refusal.reason
    except Refused as refusal:
        why, said = refusal.code[:20], refusal.reason
    except Exception:
        logger.exception("a proof could not be taken in")
        why = "failed"
    arriving.end(pk, token, state, why=why, said=said)
