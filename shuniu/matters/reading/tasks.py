"""任务分解: a document split into supervised tasks."""

from __future__ import annotations

from datetime import date

from shuniu.matters.reading.shapes import TaskRead
from shuniu.matters.reading.text import Page


def read_tasks(page: Page, *, doc_date: date | None) -> tuple[TaskRead, ...]:
    """All tasks of the page in their order."""
    return ()
