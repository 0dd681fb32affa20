"""事项页上的一块: how a higher app shows its part of a matter on the page of the matter, without this app knowing it.

A panel asks a fixed number of statements, whatever is in it. With a `flag` (queries.add_flag) it is asked only where
that small fact holds, so that a matter without it costs nothing; `always` is for what is drawn without asking.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shuniu.matters.models import Matter
from shuniu.org.actor import Actor

MAIN, SIDE, FOOT = "main", "side", "foot"
_PANELS: dict[str, Panel] = {}


@dataclass(frozen=True)
class Panel:
    """一块: `read(actor, matter)` gives what the template calls `panel`, or None when there is nothing to show.

    `place`: in the column of the matter (MAIN), beside it (SIDE), or among the presses at its foot (FOOT).
    """

    code: str
    template: str
    read: Callable[[Actor, Matter], dict | None]
    place: str = MAIN
    flag: str = ""
    order: int = 50


def register(panel: Panel) -> None:
    """Called while apps start; the same code again takes the place of the earlier one."""
    _PANELS[panel.code] = panel


def of(actor: Actor, matter: Matter) -> dict[str, list[dict]]:
    """The panels of a matter by place, each as its template and what it shows."""
    found: dict[str, list[dict]] = {MAIN: [], SIDE: [], FOOT: []}
    for panel in sorted(_PANELS.values(), key=lambda one: (one.order, one.code)):
        if panel.flag and not matter.flag(panel.flag):
            continue
        shown = panel.read(actor, matter)
        if shown is not None:
            found[panel.place].append({"template": panel.template, "shown": shown})
    return found
