"""From what a paper says to what the register keeps: fields and demands with their places in the original."""

from __future__ import annotations

from datetime import date
from typing import Any

from shuniu.clock.calendar import Calendar
from shuniu.matters.choices import Urgency
from shuniu.matters.proposing.dates import due_at
from shuniu.matters.reading import Found, Registration, TaskRead
from shuniu.matters.reading import Reading as Read

TEXT_FIELDS = ("doc_number", "title", "kind", "recipients", "urgency")
LISTS = ("issuer", "cc", "attachments")
# Words of urgency of papers and telegrams, the strongest first (official-documents.md §3).
_URGENCY = (("特提", Urgency.EXTRA), ("特急", Urgency.EXTRA), ("紧急", Urgency.URGENT), ("加急", Urgency.URGENT),
            ("急件", Urgency.URGENT), ("平急", Urgency.URGENT), ("急", Urgency.URGENT))  # fmt: skip


def fields_of(registration: Registration, calendar: Calendar, *, shift: int = 0) -> dict[str, dict]:
    """读出来的: {name: {"value", "start", "end", "sure", "items"?}}; places count from the start of the whole text.

    Lists (issuer, cc, attachments, reply_deadlines) have "items" with a place each and a joined or listed "value".
    """
    fields: dict[str, dict] = {}
    for name in TEXT_FIELDS:
        found = getattr(registration, name)
        if found is not None:
            fields[name] = _placed(found, found.value, shift)
    if registration.date is not None:
        fields["date"] = _placed(registration.date, registration.date.value.isoformat(), shift)
    for name in LISTS:
        items = [_placed(found, found.value, shift) for found in getattr(registration, name)]
        if items:
            fields[name] = {**items[0], "value": [i["value"] for i in items], "sure": all(i["sure"] for i in items), "items": items}
    replies = []
    for found in registration.reply_deadlines:
        item = _placed(found, found.value.text, shift)
        item["recurring"] = found.value.recurring
        item["due"] = due_at(found.value.iso, found.value.text, calendar).isoformat() if found.value.iso else ""
        replies.append(item)
    if replies:
        fields["reply_deadlines"] = {
            **replies[0], "value": [r["value"] for r in replies], "sure": all(r["sure"] for r in replies), "items": replies
        }  # fmt: skip
    for name in ("contact_person_present", "contact_phone_present"):
        found = getattr(registration, name)
        if found.value:
            fields[name] = _placed(found, True, shift)
    return fields


def _placed(found: Found[Any], value: Any, shift: int) -> dict:
    span = found.span
    return {
        "value": value,
        "start": span.start + shift if span else None,
        "end": span.end + shift if span else None,
        "sure": found.sure,
    }


def demands_of(tasks: tuple[TaskRead, ...], calendar: Calendar, *, shift: int = 0) -> list[dict]:
    """要什么: dictionaries with the names of `Demand`, in the order of the paper."""
    return [
        {
            "text": task.text,
            "heading": " / ".join(task.heading_path)[:300],
            "start": task.span.start + shift if task.span else None,
            "end": task.span.end + shift if task.span else None,
            "sure": task.sure,
            "lead_text": "、".join(task.lead)[:300],
            "support_text": "、".join(task.support)[:600],
            "due_text": (task.deadline_text or "")[:100],
            "due": _due(task, calendar),
            "recurring": task.recurring,
        }
        for task in tasks
        if task.text.strip()
    ]


def _due(task: TaskRead, calendar: Calendar):
    last: date | None = task.deadline or max((m.iso for m in task.milestones if m.iso), default=None)
    return due_at(last, task.deadline_text or "", calendar) if last else None


def known_of(read: Read, fields: dict[str, dict]) -> dict[str, Any]:
    """What the paper itself states about the matter: who sent it, how urgent."""
    known: dict[str, Any] = {}
    mark = (fields.get("urgency") or {}).get("value") or ""
    for word, urgency in _URGENCY:
        if word in mark:
            known["urgency"] = urgency
            break
    issuer = (fields.get("issuer") or {}).get("value")
    if issuer:
        known["source_body"] = "、".join(issuer)[:200]
    return known
