"""One paper placed, somebody on duty, and short ways to say what the clock does."""

from __future__ import annotations

from datetime import datetime

import pytest

from shuniu.conftest import acting
from shuniu.matters import operations as matters
from shuniu.notices import operations
from shuniu.notices.models import Notice
from shuniu.org import moment


def at(hour: str, day: str = "2026-06-11"):
    """It is that hour of the day of the tests."""
    return moment.standing_at(datetime.fromisoformat(f"{day} {hour}"))


def aware(text: str) -> datetime:
    return moment.aware(datetime.fromisoformat(text))


@pytest.fixture
def given(office):
    """`given(person, **more)`: a paper placed into this person's hand by 李明."""

    def placed(person, title="关于拨付首期资金的请示", **more):
        due = {key: more.pop(key) for key in ("due", "hard") if key in more}
        by = acting(office.li)
        matter = matters.capture(title=title, source_type="paper", source_body="住建局", by=by, **more)
        return matters.place(matter, lead=office.housing, holder=person, by=by, **due)

    return placed


@pytest.fixture
def desk(office):
    """白露 sits at the desk from this morning to tomorrow's."""
    return operations.put_on_duty(
        office.bai, starts=aware("2026-06-11 08:00"), ends=aware("2026-06-12 08:00"), by=acting(office.li)
    )


def told(person) -> list[tuple[str, str]]:
    """What still stands for a person: (reason, title), oldest first."""
    rows = Notice.objects.filter(person=person).standing(person.unit, moment.now()).order_by("pk")
    return [(row.reason, row.matter.title if row.matter else row.line.verb) for row in rows]
