"""读件: a Chinese official document read into its registration fields and its supervised tasks.

A pure grammar: no database, no network, no model. The same text gives the same reading.
"""

from __future__ import annotations

from datetime import date

from shuniu.clock.calendar import Calendar
from shuniu.matters.reading.shapes import Found, Reading, Registration, ReplyDeadline, Span, TaskRead
from shuniu.matters.reading.text import Page, Passage, normalise

__all__ = [
    "Found",
    "Page",
    "Passage",
    "Reading",
    "Registration",
    "ReplyDeadline",
    "Span",
    "TaskRead",
    "normalise",
    "read",
]


def read(text: str, *, doc_date: date | None = None, calendar: Calendar | None = None) -> Reading:
    """Read a document. `doc_date` is the day on the register, from which 今年 and bare months count; `calendar` the
    working calendar, without which 5个工作日内 and 春节前 keep their wording but get no day.

    Never raises on any text; what is not said stays empty (supervision.md §5, product.md §8.3).
    """
    from shuniu.matters.reading.registration import read_registration
    from shuniu.matters.reading.tasks import read_tasks

    page = normalise(text)
    registration = read_registration(page, doc_date=doc_date)
    today = doc_date or (registration.date.value if registration.date else None)
    return Reading(registration=registration, tasks=read_tasks(page, doc_date=today, calendar=calendar))
