"""`shuniu say TEXT --now ISO --json`: the reading of one line as plain data (contracts.md §1)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from shuniu.clock.calendar import Calendar
from shuniu.org.roster import Roster

from .grammar import understand


def run(text: str, now_iso: str, *, roster: Roster, calendar: Calendar) -> dict[str, Any]:
    """What a line means at this local time (`YYYY-MM-DDTHH:MM`); ValueError with one plain line on bad input."""
    if not text.strip():
        raise ValueError("没有内容:请写一句话。")
    try:
        now = datetime.fromisoformat(now_iso.strip())
    except ValueError:
        raise ValueError(f"时间写法不对:{now_iso};应为 2026-06-11T10:00。") from None
    if now.tzinfo is not None:
        now = now.replace(tzinfo=None)
    return understand(text, now=now, roster=roster, calendar=calendar).as_json()
