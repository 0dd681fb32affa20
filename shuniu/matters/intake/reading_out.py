"""识别与拟办: the text of a matter in the tray is read and proposed on, now if it is short, else by an errand.

The errand is asked for in the transaction that registers the matter, so that a process killed in between loses
nothing: the next one reads the text that is kept. Doing it twice changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from shuniu.clock.errands import MOST_TRIES, ask, errand
from shuniu.clock.models import Errand
from shuniu.clock.office_calendar import calendar_for
from shuniu.matters import proposing
from shuniu.matters.choices import ReadingState, State
from shuniu.matters.intake.operations import SPELLING, leave_unread
from shuniu.matters.intake.registering import demands_of, fields_of, known_of
from shuniu.matters.models import Habit, Matter, Reading
from shuniu.matters.operations import read_out
from shuniu.matters.proposing import Lexicon
from shuniu.matters.reading import read
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Unit

logger = logging.getLogger(__name__)
NAME = "intake.read"
SHORT = 40_000  # characters that are read while the person waits; about a quarter of a second
LATER = timedelta(minutes=2)  # after this the errand takes over from a page process that died


def ask_to_read(matter: Matter) -> None:
    """Written in the transaction of the registration."""
    ask(NAME, unit=matter.unit, key=f"{NAME}:{matter.pk}", due=moment.now() + LATER, matter=matter.pk)


def read_now(matter: Matter, *, by: Actor) -> Matter:
    """识别: read at once what is short enough, and propose; what is long waits for its errand.

    Never raises for what a text may be: then the matter stays in the tray and the errand tries again.
    """
    reading = Reading.objects.filter(matter=matter).first()
    if reading is not None and reading.state == ReadingState.WAITING and len(reading.text) > SHORT:
        Errand.objects.filter(key=f"{NAME}:{matter.pk}", done=None).update(due=moment.now())
        return matter
    return propose_now(matter, lambda: understand(matter, by=by))


def propose_now(matter: Matter, act: Callable[[], object]) -> Matter:
    """Do it while the person waits. What goes wrong is left to the errand: the arrival is registered already."""
    try:
        with transaction.atomic():
            act()
            Errand.objects.filter(key=f"{NAME}:{matter.pk}", done=None).update(done=moment.now())
    except Exception:  # whatever a text may be, it must not lose what has arrived
        logger.exception("matter %s could not be read at once", matter.pk)
    matter.refresh_from_db()
    return matter


@errand(NAME)
def read_later(found: Errand) -> None:
    """The errand: whoever registered it has died, or the text is long."""
    matter = Matter.objects.select_related("unit").filter(pk=found.payload["matter"]).first()
    if matter is None:
        return
    by = Actor.clock(matter.unit)
    try:
        understand(matter, by=by)
    except Exception:
        if found.tries >= MOST_TRIES:
            leave_unread(matter, by=by, problem=_("试了几次都没读出来。原件在,请照着原件登记。"))
            return
        raise


def understand(matter: Matter, *, by: Actor) -> Matter:
    """读出来并拟办: fields, demands and proposal of a matter that still lies in the tray; done once."""
    reading = Reading.objects.filter(matter=matter).first()
    if matter.state != State.PENDING:
        return matter
    if reading is not None and reading.state == ReadingState.WAITING:
        calendar = calendar_for(matter.unit)
        it = read(reading.text, doc_date=moment.local(matter.received).date(), calendar=calendar)
        fields = fields_of(it.registration, calendar)
        _as_corrected_before(fields, matter.unit)
        known = known_of(it, fields)
        lexicon = Lexicon(matter.unit)
        if known.get("source_body") and lexicon.is_above(known["source_body"]):
            known["from_above"] = True
        title = (fields.get("title") or {}).get("value") or ""
        matter = read_out(
            matter,
            by=by,
            text=reading.text,
            pages=reading.pages,
            fields=fields,
            demands=demands_of(it.tasks, calendar),
            title=title,
            **known,
        )
    proposing.prepare(matter)
    return matter


def _as_corrected_before(fields: dict[str, dict], unit: Unit) -> None:
    """A sender's name that was corrected before is corrected again; once is 请核对, twice is believed."""
    issuer = fields.get("issuer")
    if not issuer:
        return
    read_as = "、".join(issuer["value"])
    habit = Habit.objects.filter(unit=unit, sender=read_as[:200], field=SPELLING).order_by("-count", "-last").first()
    if habit is not None and habit.value != read_as:
        issuer.update(value=[habit.value], sure=habit.count >= 2, was=read_as)
