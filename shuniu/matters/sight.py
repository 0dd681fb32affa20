"""看得见: how a higher app says who else may know of a matter, without this app knowing it.

Each way is a condition on the row of a matter, given the id of the person who asks. It widens what a leader, a liaison
or a driver sees by what was put into their own hands; what is 限定 still needs a name on its list. A way asks beside the
row that is looked at (EXISTS), so that a list costs the same whatever a person has had in hand over the years.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

_WAYS: list[Callable[[int], Q]] = []


def also_seen_by(way: Callable[[int], Q]) -> None:
    """Register one way. Called while apps start."""
    _WAYS.append(way)


def ways(person_id: int) -> Q:
    """Any of them."""
    seen = Q(pk__in=[])  # with no way registered nobody sees more
    for way in _WAYS:
        seen |= way(person_id)
    return seen
