"""正在收: files are looked at beside the request, so that a scan of many pages shows a bar and the page can be left.

The bytes are only in the memory of this process until the guard has seen every page; the row in the database says how
far it is, not what it is. A process that dies in the middle has kept nothing and promised nothing: its row is found to
stand still, and the desk is asked to drop the paper again.
"""

from __future__ import annotations

import contextvars
import logging
import secrets
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from datetime import timedelta

from django.db import close_old_connections, connection
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from shuniu.files.arrivals import Stopped
from shuniu.files.choices import Channel, Stage
from shuniu.files.refusals import CannotTake, Why
from shuniu.matters.choices import ArrivingState
from shuniu.matters.intake.receiving import Taken, receive_file
from shuniu.matters.models import Arriving
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused

logger = logging.getLogger(__name__)
CAME_HOME = "came_home"  # `others` are matters whose own sheet came back
PATIENCE = 2.0  # seconds a request waits before it shows a bar
STANDS_STILL = timedelta(minutes=5)  # a page takes eight seconds; after this its process is dead
HANDS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="arriving")
# What only the answering page may say (which mark was seen where), for the minutes in which it is asked for.
_SAID: OrderedDict[str, str] = OrderedDict()
_MOST_SAID = 200


def begin(
    data: bytes, name: str, *, by: Actor, channel: Channel = Channel.DROPPED, by_eye: bool = False, again: bool = False
) -> Arriving:
    """收下来看: begins to look at a file and waits a moment; the row says what became of it, or how far it is.

    Inside a transaction (imports, tests) the work is done before this returns: another thread could not see it.
    """
    now = moment.now()
    row = Arriving.objects.create(
        unit=by.unit, by=by.person, token=secrets.token_hex(16), stage=Stage.TAKE_IN, since=now, touched=now
    )
    args = (row.pk, row.token, data, name, by, channel, by_eye, again)
    if connection.in_atomic_block:
        _look(*args)
    else:
        context = contextvars.copy_context()  # a demo office stands still in the thread too
        future: Future = HANDS.submit(context.run, _in_thread, get_language(), *args)
        try:
            future.result(PATIENCE)
        except NotYet:
            pass
    row.refresh_from_db()
    return row


def reason_of(row: Arriving) -> str:
    """Why it did not come in: exactly as found while this process remembers, else by its sort."""
    return _SAID.get(row.token) or _plainly(row.why)


def stands_still(row: Arriving) -> bool:
    return row.state == ArrivingState.READING and moment.now() - row.touched > STANDS_STILL


def ask_to_stop(row: Arriving) -> None:
    """停下: honoured between two pages; nothing has been kept yet."""
    Arriving.objects.filter(pk=row.pk, state=ArrivingState.READING).update(stop_asked=True)


def clear_old(*, days: int = 2) -> int:
    """Rows of finished looks are of no use after a while."""
    return Arriving.objects.filter(since__lt=moment.now() - timedelta(days=days)).delete()[0]


def _in_thread(language: str | None, *args) -> None:
    close_old_connections()
    try:
        with override(language):
            _look(*args)
    finally:
        connection.close()


def _look(
    pk: int, token: str, data: bytes, name: str, by: Actor, channel: Channel, by_eye: bool, again: bool
) -> None:
    def progress(stage: Stage, done: int, total: int) -> None:
        mine = Arriving.objects.filter(pk=pk)
        mine.update(stage=stage, done=done, total=total, touched=moment.now())
        if stage == Stage.OCR and mine.filter(stop_asked=True).exists():
            raise Stopped

    try:
        taken = receive_file(
            data, name, by=by, channel=channel, on_progress=_seldom(progress), by_eye=by_eye, again=again
        )
    except CannotTake as refusal:
        end(pk, token, ArrivingState.REFUSED, why=refusal.why, said=refusal.reason)
    except Stopped:
        end(pk, token, ArrivingState.STOPPED)
    except Refused as refusal:
        end(pk, token, ArrivingState.REFUSED, why=refusal.code[:20], said=refusal.reason)
    except Exception:
        logger.exception("an arrival could not be taken in")
        end(pk, token, ArrivingState.REFUSED, why="failed")
    else:
        end(pk, token, ArrivingState.TAKEN, taken=taken)


def _seldom(progress):
    """Only what a bar can show reaches the database: a new stage, and every page of a scan."""
    last: list[Stage] = []

    def report(stage: Stage, done: int, total: int) -> None:
        if stage == Stage.OCR or last[-1:] != [stage]:
            last.append(stage)
            progress(stage, done, total)

    return report


def end(pk: int, token: str, state: str, *, why: str = "", said: str = "", taken: Taken | None = None) -> None:
    fields = {"state": state, "why": str(why), "touched": moment.now()}
    if taken is not None:
        fields["matters"] = [matter.slug for matter in taken.matters]
        fields["others"] = [matter.slug for matter in (*taken.others, *taken.returned)]
        if taken.returned:
            fields["why"] = CAME_HOME
    Arriving.objects.filter(pk=pk).update(**fields)
    if said:
        _SAID[token] = said
        while len(_SAID) > _MOST_SAID:
            _SAID.popitem(last=False)


def _plainly(why: str) -> str:
    said = {
        Why.SECRET: _("这份文件像是涉密件,没有收,也没有留底。请走机要。"),
        Why.UNCERTAIN: _("查不了这份文件里有没有密级标志,没有收,也没有留底。"),
        Why.TOO_LARGE: _("这份文件太大了,没有收,也没有留底。请拆成几份再送。"),
        Why.EMPTY: _("这份文件是空的,没有收。请再送一次。"),
        Why.BROKEN: _("这份文件打不开,像是传坏了或没传完,没有收,也没有留底。请要一份完好的再送。"),
        Why.LOCKED: _("这份文件加了密码,看不到内容,没有收,也没有留底。请去掉密码后再送。"),
        Why.HOSTILE: _("这份文件里的结构不寻常,没有收,也没有留底。请另存为新文件后再送。"),
        Why.UNKNOWN: _("认不出这是什么文件,没有收,也没有留底。请另存为 PDF、Word 或图片后再送。"),
        Why.MISSING_READER: _("读这种文件的组件没有装,没有收,也没有留底。请管理员装上,或送带文字的电子件。"),
    }
    return said.get(why, _("没有收成,也没有留底。请再送一次;还不行,先照着原件登记。"))
