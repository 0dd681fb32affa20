"""事项清单: my open items, the whole office, and the ledger of what is late; paged by key, never by offset."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.db.models import F, Q
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shuniu.matters.choices import CLOSED_STATES, OPEN_STATES, State
from shuniu.matters.counting import totals
from shuniu.matters.models import Matter
from shuniu.matters.prepared import Question
from shuniu.matters.ranking import wording
from shuniu.matters.ranking.lights import Light
from shuniu.matters.readings import Situation, facts_of, situation_of
from shuniu.org import moment

ROWS = 50
VIEWS = ("mine", "given", "office", "late", "done")
COLUMNS = ("pk", "year", "serial", "part", "title", "kind", "state", "due", "received", "moved", "completed")
ROW_FACTS = {"holder_name": F("holder__name"), "lead_name": F("lead__name")}


# view → (order column, newest first). Every order ends with the id, so that a page can go on from a key.
ORDER = {
    "mine": ("moved", True),
    "given": ("moved", True),
    "office": ("received", True),
    "late": ("due", False),
    "done": ("completed", True),
}


def _rows(actor, now, after, after_pk, *filters, shape):
    """The set of a view with its filters; `shape` is (view, goes on from a key, names of the filters)."""
    view, goes_on, names = shape
    matters = Matter.objects.visible_to(actor)
    if view == "mine":
        matters = matters.filter(holder=actor.person, is_open=True)
    elif view == "given":
        matters = matters.filter(created_by=actor.person, is_open=True).exclude(holder=actor.person)
    elif view == "late":
        matters = matters.filter(is_open=True, due__lt=now).exclude(state=State.SHELVED)
    elif view == "done":
        matters = matters.filter(state=State.DONE, completed__isnull=False)
    else:
        matters = matters.filter(is_open=True)
    matters = matters.filter(**dict(zip(names, filters, strict=True)))
    column, descending = ORDER[view]
    if goes_on:
        side = "lt" if descending else "gt"
        matters = matters.filter(Q(**{f"{column}__{side}": after}) | Q(**{column: after, f"pk__{side}": after_pk}))
    sign = "-" if descending else ""
    return matters.order_by(f"{sign}{column}", f"{sign}pk").values(*COLUMNS, **ROW_FACTS)[: ROWS + 1]


_question = Question(_rows)


def page_of(actor, view: str, *, after: str = "", **filters) -> tuple[list[dict], str]:
    """(up to 50 rows as dictionaries, key of the next page or ""): one statement, plain values, no records built.

    `after` is a key "microseconds_id" of the order column, as given by the page before; a broken one is ignored.
    """
    if not actor or actor.person is None or not actor.reads_matters:
        return [], ""
    view = view if view in VIEWS else "mine"
    chosen = {name: value for name, value in filters.items() if value}
    key = _read_key(after)
    at, pk = key or (moment.now(), 0)
    shape = (view, key is not None, tuple(chosen))
    rows = _question.ask(actor, moment.now(), at, pk, *chosen.values(), shape=shape)
    if len(rows) <= ROWS:
        return rows, ""
    rows = rows[:ROWS]
    return rows, f"{int(rows[-1][ORDER[view][0]].timestamp() * 1e6)}_{rows[-1]['pk']}"


def _read_key(key: str) -> tuple[datetime, int] | None:
    stamp, _sep, pk = key.partition("_")
    try:
        at = datetime.fromtimestamp(int(stamp) / 1e6, UTC)
        return (at, int(pk)) if len(pk) < 19 else None
    except (ValueError, OverflowError, OSError):
        return None


def shape_of(light: Light, now) -> dict[str, str]:
    """The light in the words of a list: colour, the drawn shape, and the cause that stands in its title."""
    return {
        "colour": light.colour,
        "shape": light.colour if light.filled else f"{light.colour}-hollow",
        "cause": wording.sentence(light, now),
    }


def _shape(row: dict, known: dict, situation: Situation, states: dict) -> dict[str, str]:
    """What was merged or sent back has no light any more, only its word."""
    if row["state"] in (State.MERGED, State.RETURNED):
        return {"colour": "none", "shape": "none", "cause": str(states[row["state"]])}
    return shape_of(situation.light(known[row["pk"]]), situation.now)


def rows_for_eyes(rows: list[dict], actor) -> list[dict]:
    """The rows as the page shows them: number, address, light, words for dates, each worked out once."""
    if not rows:
        return []
    known = facts_of(row["pk"] for row in rows)
    situation = situation_of(actor.unit)
    states = dict(State.choices)
    me = actor.person.name
    shown = []
    for row in rows:
        part = f"-{row['part']}" if row["part"] else ""
        due = moment.local(row["due"]) if row["due"] else None
        shown.append(
            {
                "slug": f"{row['year']}-{row['serial']}{part}",
                "number": f"№{row['serial']}{part}",
                "title": row["title"],
                **_shape(row, known, situation, states),
                "who": _("我") if row["holder_name"] == me else row["holder_name"] or "",
                "lead": row["lead_name"] or "",
                "state": str(states[row["state"]]),
                "when": wording.moment(due, situation.now) if due else "",
                "pk": row["pk"],
                "snippet": row.get("snippet", ""),
                "late": due is not None and due < situation.now and row["state"] not in CLOSED_STATES,
            }
        )
    return shown


@login_required
@require_GET
def matters(request):
    """One list, filtered by its address: view, state, lead, kind."""
    asked = request.GET
    view = asked.get("view") if asked.get("view") in VIEWS else "mine"
    filters = {
        "state": asked["state"] if asked.get("state") in State.values else "",
        "lead": int(asked["lead"]) if asked.get("lead", "").isdigit() and len(asked["lead"]) < 18 else 0,
        "kind": asked.get("kind", "")[:20],
    }
    rows, after = page_of(request.actor, view, after=asked.get("after", ""), **filters)
    context = {
        "view": view,
        "rows": rows_for_eyes(rows, request.actor),
        "states": [(state.value, state.label) for state in OPEN_STATES],
        "filters": filters,
        "after": after,
    }
    piece = "matters/_rows.html" if request.htmx else "matters/matters.html"
    return render(request, piece, context)


@login_required
@require_GET
def counts(request):
    """各单位手上多少: open and finished by division, from the counters; every number opens its list."""
    table: dict[str | None, dict] = {}
    for row in totals(request.actor):
        entry = table.setdefault(row["lead"], {"lead": row["lead"] or "", "pk": row["pk"], "cells": {}})
        entry["cells"][row["state"]] = row["count"]
    states = [(state.value, state.label) for state in (*OPEN_STATES, State.DONE)]
    rows = [
        {**entry, "cells": [(value, entry["cells"].get(value, 0)) for value, _label in states]}
        for entry in table.values()
    ]
    return render(request, "matters/counts.html", {"rows": rows, "states": states})
