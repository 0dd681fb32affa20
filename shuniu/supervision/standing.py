"""站在第几步: light and ladder of a matter, with what only supervision knows: chases unanswered, reports overdue.

Pure. Three chases without an answer are red (supervision.md §8); a report not given when it was owed is amber (§6).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from shuniu.matters.ranking import lights
from shuniu.matters.ranking.chase import CARE, RED, Step
from shuniu.matters.ranking.facts import WorkingDays, working_days
from shuniu.matters.ranking.lights import Cause, Light
from shuniu.supervision.choices import Frequency

MOST_UNANSWERED = 3
# Steps at which nobody is chased rest for a reason that silence does not outweigh, except where nothing is owed yet.
_YIELDS = ("not_due", "not_moved", "no_date", "due_today", "soft_passed", "late", "untrue_reports")


def step_of(step: Step, *, unanswered: int) -> Step:
    """阶: the third word without an answer takes it to red."""
    if unanswered >= MOST_UNANSWERED and step.reason in _YIELDS and step.number < RED:
        return Step(RED, "unanswered", step.days)
    return step


def light_of(light: Light, *, unanswered: int, report_late: int) -> Light:
    """灯 with the causes that only supervision knows. What is settled, shelved or to be checked stays as it is."""
    settled = light.causes and light.causes[0].name in ("checked", "shelved")
    if settled or not light.filled:
        return light
    if unanswered >= MOST_UNANSWERED:
        causes = tuple(c for c in light.causes if c.name not in ("on_plan", "not_begun", "no_date"))
        return Light(
            lights.RED, (*causes, Cause("unanswered", {"times": unanswered})), light.filled, light.was_due
        )
    if report_late > 0:
        cause = Cause("report_late", {"days": report_late})
        if light.colour in (lights.RED, lights.AMBER):
            return Light(light.colour, (*light.causes, cause), light.filled, light.was_due)
        return Light(lights.AMBER, (cause,), light.filled, light.was_due)
    return light


def rests(step: Step) -> bool:
    """看护: nobody is to be chased."""
    return step.number == CARE


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


def report_late(
    frequency: str, *, since: datetime, last: datetime | None, now: datetime, calendar: WorkingDays
) -> int:
    """迟报几个工作日 (S-07): 0 while nothing is owed, or what was owed has come within the days before it."""
    owed = report_owed(frequency, since.date(), now.date())
    if owed is None:
        return 0
    span = {Frequency.WEEKLY: 4, Frequency.MONTHLY: 20, Frequency.QUARTERLY: 60}[Frequency(frequency)]
    if last is not None and last.date() >= owed - timedelta(days=span):
        return 0
    return max(working_days(owed, now.date(), calendar), 0)
