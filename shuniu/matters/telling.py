"""说法: a reason that is worked out once and read in two languages.

`told("去年%(day)s办过") % {...}` is a string in the language of now that still knows what it was made from; `packed`
turns such strings into plain JSON to be kept, `unpacked` says them again in the language of whoever reads.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop, override

KEY = "told"
_DAY = gettext_noop("%(month)d月%(day)d日")


class told(str):
    """A translated sentence with its source and its values."""

    source: str
    values: Any

    def __new__(cls, source: str, values: Any = None):
        words = gettext(source)
        made = super().__new__(cls, words if values is None else words % values)
        made.source, made.values = source, values
        return made

    def __mod__(self, values: Any) -> told:
        return told(self.source, values)

    def __reduce__(self):
        return told, (self.source, self.values)


def day_told(day: date) -> told:
    """A day inside such a sentence: 6月21日."""
    return told(_DAY, {"month": day.month, "day": day.day})


def hour_told(at: datetime) -> str:
    """The same with the hour: 6月21日 17:30."""
    return f"{day_told(at.date())} {at:%H:%M}"


def packed(value: Any) -> Any:
    """Plain JSON: told sentences become {"told": source, "with": values}."""
    if isinstance(value, told):
        return {KEY: value.source, "with": packed(value.values)}
    if isinstance(value, dict):
        return {key: packed(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [packed(one) for one in value]
    if isinstance(value, Promise):  # a label of ours: its source is the Chinese
        with override("zh-hans"):
            return {KEY: str(value), "with": None}
    return value


def unpacked(value: Any) -> Any:
    """Said again, in the language of now. Anything else stays as it is."""
    if isinstance(value, dict):
        if KEY in value and set(value) <= {KEY, "with"}:
            return _said(value[KEY], value.get("with"))
        return {key: unpacked(one) for key, one in value.items()}
    if isinstance(value, list):
        return [unpacked(one) for one in value]
    return value


def _said(source: str, values: Any) -> str:
    values = unpacked(values)
    words = gettext(source)
    if values is None:
        return words
    try:
        return words % (tuple(values) if isinstance(values, list) else values)
    except (KeyError, TypeError, ValueError):  # a catalog that lost a placeholder must not lose the page
        return source % (tuple(values) if isinstance(values, list) else values)


def as_line(words: str, limit: int) -> str:
    """One told sentence for a text column of so many characters; too long with its values, it is kept as read now."""
    line = json.dumps(packed(words), ensure_ascii=False) if isinstance(words, told) else words
    return line if len(line) <= limit else str(words)[:limit]


def line_said(line: str) -> str:
    """The sentence of such a column in the language of now."""
    if not line.startswith('{"' + KEY):
        return line
    try:
        return unpacked(json.loads(line))
    except ValueError:
        return line
