"""时限从哪里来: the day of the paper with its hour, or the clock of the kind; and what is odd about it."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from shuniu.clock.calendar import Calendar
from shuniu.clock.time_words import months_later
from shuniu.matters.kinds import Kind
from shuniu.matters.telling import day_told
from shuniu.matters.telling import told as _
from shuniu.org import moment

_CLOCK = re.compile(
    r"(?P<part>上午|早上|中午|下午|晚上|晚)?\s*(?P<hour>[01]?\d|2[0-4])\s*(?:[::](?P<minute>[0-5]\d)|[时点](?P<half>半)?(?:(?P<minutes>[0-5]?\d)分)?)"
)
_PART = re.compile(r"上午|中午|下午|下班前")
_PARTS = {"上午": time(12, 0), "中午": time(12, 0), "下午": time(17, 30), "下班前": time(17, 30)}


def hour_in(text: str) -> time | None:
    """The hour said in a deadline: 20:00, 下午5时, 17时30分, 上午 (its last minute); None if only a day is said."""
    for match in _CLOCK.finditer(text):
        hour = int(match["hour"])
        minute = 30 if match["half"] else int(match["minute"] or match["minutes"] or 0)
        if match["part"] in ("下午", "晚上", "晚") and hour < 12:
            hour += 12
        return time(23, 59) if hour == 24 else time(hour, minute)
    match = _PART.search(text)
    return _PARTS[match[0]] if match else None


def due_at(day: date, text: str, calendar: Calendar) -> datetime:
    """The moment a day means: at the hour said, else the end of work."""
    hour = hour_in(text)
    return moment.aware(datetime.combine(day, hour) if hour else calendar.end_of_work(day))


def by_kind(kind: Kind, received: datetime, calendar: Calendar) -> tuple[datetime, str] | None:
    """The clock of the kind (product §16.5): (moment, its basis in words); None where the paper must say."""
    if kind.term is None:
        return None
    unit, n = kind.term
    local = moment.local(received)
    if unit == "hours":
        if kind.safety or n <= 2:
            return moment.aware(local + timedelta(hours=n)), _("%(kind)s,收到后%(n)d小时") % {"kind": kind.label, "n": n}
        due = min(calendar.add_working_hours(local, n), _end_of_same_day(calendar, local))
        return moment.aware(due), _("%(kind)s,当天答复") % {"kind": kind.label}
    if unit == "working":
        day = calendar.add_working_days(local.date(), n)
        return _end(calendar, day), _("%(kind)s,收到后%(n)d个工作日") % {"kind": kind.label, "n": n}
    if unit == "calendar":
        day = local.date() + timedelta(days=n)
        return _end(calendar, day), _("%(kind)s,收到后%(n)d天") % {"kind": kind.label, "n": n}
    day = months_later(local.date(), n) or local.date() + timedelta(days=30 * n)
    return _end(calendar, day), _("%(kind)s,收到后%(n)d个月") % {"kind": kind.label, "n": n}


def oddities(due: datetime, *, now: datetime, calendar: Calendar) -> list[dict]:
    """What should be looked at: {"text", "to"} where `to` is a better moment offered, or ""."""
    local, at = moment.local(due), moment.local(now)
    if local < at:
        later = months_later(local.date(), 1)
        guess = day_told(later) if later and later >= at.date() else ""
        values = {"day": day_told(local), "guess": guess}
        text = _("%(day)s已经过去。是不是%(guess)s?") % values if guess else _("%(day)s已经过去。") % values
        to = moment.aware(datetime.combine(later, local.time())).isoformat() if guess and later else ""
        return [{"text": text, "to": to, "sort": "past"}]
    if not calendar.is_working(local.date()):
        before = calendar.working_day_on_or_before(local.date())
        named = calendar.holiday_on(local.date())
        off = _(named.names[0]) if named else _("休息日")
        to = moment.aware(datetime.combine(before, local.time())).isoformat() if before >= at.date() else ""
        text = _("%(day)s是%(off)s,前一个工作日是%(before)s。") % {
            "day": day_told(local),
            "off": off,
            "before": day_told(before),
        }
        return [{"text": text, "to": to, "sort": "off"}]
    return []


def _end(calendar: Calendar, day: date) -> datetime:
    return moment.aware(calendar.end_of_work(day))


def _end_of_same_day(calendar: Calendar, at: datetime) -> datetime:
    end = calendar.end_of_work(at.date())
    if calendar.is_working(at.date()) and at < end:
        return end
    return calendar.end_of_work(calendar.working_day_on_or_after(at.date() + timedelta(days=1)))
