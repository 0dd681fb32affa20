"""在谁手上多久: whose hands a matter passed through and how long it lay in each, read from its own lines.

A slip shows where its paper lay; this shows who held the matter besides: passed on, lent while somebody was away,
given to another body after a dispute, handed over by who left.
"""

from __future__ import annotations

from datetime import datetime

from shuniu.clock.office_calendar import calendar_for
from shuniu.journal.models import Line
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Person
from shuniu.routing.readings import Piece, laid_out, name_of, spell, worked

# The lines by which a matter that had its holder came to another; to be placed is no change of hands.
CHANGES = (
    "matter.assigned", "matter.lent", "matter.brought_back", "matter.handed_over", "matter.refused", "matter.ruled",
    "matter.led_for_now",
)  # fmt: skip


def panel(actor: Actor, matter: Matter) -> dict | None:
    """One bar, and below it each hand with its days. Two statements."""
    now = moment.now()
    calendar = calendar_for(matter.unit)
    spans = [(pk, since, until) for pk, since, until in _spans(matter, now) if pk is not None]
    people = Person.objects.filter(pk__in={pk for pk, _since, _until in spans}).select_related("division")
    names = {person.pk: name_of(person) for person in people}
    pieces: list[Piece] = []
    for pk, since, until in spans:
        minutes = worked(since, until, calendar)
        if pieces and pieces[-1].who == names[pk]:
            pieces[-1].minutes += minutes
        elif minutes or until == now:
            pieces.append(Piece(names[pk], minutes, ""))
    if len(pieces) < 2:
        return None
    for piece in pieces:
        piece.lay = spell(piece.minutes, calendar, moment.local(now))
    pieces[-1].is_now = matter.is_open
    return {"bar": laid_out(pieces)}


def _spans(matter: Matter, now: datetime) -> list[tuple[int | None, datetime, datetime]]:
    """(holder, from, until), oldest first: every line keeps who had it before."""
    found = []
    since = matter.received
    for at, particulars in Line.objects.about(matter).values_list("at", "particulars"):
        was = particulars.get("was") or {}
        if "holder" in was:
            found.append((was["holder"], since, at))
            since = at
    found.append((matter.holder_id, since, matter.completed or now))
    return found
