"""一行一行地改: a list of stages on a form that works without scripts; each press comes back with everything typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

MOST = 40


def typed(data: Mapping[str, str], names: Sequence[str]) -> list[dict[str, str]]:
    """The rows as typed, in order; rows with nothing in them are left out."""
    count = data.get("count", "0")
    number = min(int(count), MOST) if count.isdigit() else 0
    found = [{name: data.get(f"s{n}-{name}", "").strip() for name in names} for n in range(number)]
    return [row for row in found if row["title"] or row.get("who") or row.get("people")]


def pressed(rows: list[dict[str, str]], press: str) -> list[dict[str, str]]:
    """up-2, down-2, remove-2: the rows after the press; anything else leaves them."""
    what, _dash, text = press.partition("-")
    if not text.isdigit() or int(text) >= len(rows):
        return rows
    place, rows = int(text), list(rows)
    if what == "remove":
        rows.pop(place)
    elif what in ("up", "down"):
        to = place + (1 if what == "down" else -1)
        if 0 <= to < len(rows):
            rows[place], rows[to] = rows[to], rows[place]
    return rows


def as_data(rows: list[dict[str, str]]) -> dict[str, str]:
    """The rows numbered anew, as a form would send them."""
    return {f"s{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}
