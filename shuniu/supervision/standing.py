"""只有督办知道的事实: words without an answer and reports not given, as the light and the ladder of every page read them.

A matter has one light (`matters.ranking`); what is kept here is told to it as facts, beside the row in the same statement.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from shuniu.matters.ranking.chase import CHASE
from shuniu.matters.ranking.facts import Chased
from shuniu.matters.readings import at_of
from shuniu.supervision.choices import Frequency

# How long before the day a report may come and still be the one that is owed.
_SPANS = {Frequency.WEEKLY: 4, Frequency.MONTHLY: 20, Frequency.QUARTERLY: 60}
# What the clock sends asks for nothing; from 催办 on a person has asked for an answer.
CHASED = (
    "SELECT count(*) || '|' || CAST(min(c.sent_at) AS text) FROM supervision_chase c WHERE c.matter_id = m.id"
    f" AND c.answered_at IS NULL AND c.sent_at IS NOT NULL AND c.by_id IS NOT NULL AND c.step >= {CHASE}"
)
REPORTS = (
    "SELECT s.frequency || '|' || CAST(s.registered_at AS text) || '|' || coalesce("
    "(SELECT CAST(max(f.at) AS text) FROM matters_feedback f WHERE f.matter_id = m.id), '')"
    " FROM supervision_item s WHERE s.matter_id = m.id AND s.frequency <> '' AND s.registered_at IS NOT NULL"
)


def chased_in(value: str) -> dict[str, Any]:
    """催过几次没回音, from `CHASED`."""
    times, since = value.split("|")
    first = at_of(since)
    return {"chased": Chased(int(times), first)} if first else {}


def report_in(value: str, today: date) -> dict[str, Any]:
    """该报没报的, from `REPORTS`."""
    frequency, since, last = value.split("|")
    begun, said = at_of(since), at_of(last or None)
    assert begun is not None
    return {"report_owed": report_missing(frequency, since=begun, last=said, today=today)}


def report_owed(frequency: str, since: date, today: date) -> date | None:
    """该报的那天: the last day up to today on which a report was owed, after `since`; None while none was."""
    if frequency == Frequency.WEEKLY:
        day = today - timedelta(days=(today.weekday() - 4) % 7)
    elif frequency in (Frequency.MONTHLY, Frequency.QUARTERLY):
        month = today.replace(day=5)
        if today < month:
            month = (month.replace(day=1) - timedelta(days=1)).replace(day=5)
        day = month
        while frequency == Frequency.QUARTERLY and day.month not in (1, 4, 7, 10):
            day = (day.replace(day=1) - timedelta(days=1)).replace(day=5)
    else:
        return None
    return day if day > since else None


def report_missing(frequency: str, *, since: datetime, last: datetime | None, today: date) -> date | None:
    """该报没报 (S-07): the day it was owed; None while nothing is owed, or what was owed came within the days before."""
    owed = report_owed(frequency, since.date(), today)
    if owed is None:
        return None
    if last is not None and last.date() >= owed - timedelta(days=_SPANS[Frequency(frequency)]):
        return None
    return owed
