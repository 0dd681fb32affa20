"""阅件: it ends by having been read, and has no deadline."""

from __future__ import annotations

from shuniu.journal.recording import record
from shuniu.matters import rules
from shuniu.matters.choices import State
from shuniu.matters.models import Matter
from shuniu.matters.operations.changing import change, locked
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.refusals import require


def end_reading(matter: Matter, *, result: str, by: Actor) -> Matter:
    """传阅完毕: everybody has read a 阅件, and it is over. Refused for a 办件, which is never closed by reading."""
    with record("matter.read_through", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_end_reading(matter))
        now = moment.now()
        line["result"] = result
        change(line, matter, state=State.DONE, completed=now, result=result)
    return matter
