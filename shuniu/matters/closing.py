"""办结以前还要问: what else stands between a matter and its end, said by higher apps that this one does not know."""

from __future__ import annotations

from collections.abc import Callable

from shuniu.matters.models import Matter
from shuniu.org.refusals import ALLOWED, Verdict

_ASKED: list[Callable[[Matter], Verdict]] = []


def also_asks(rule: Callable[[Matter], Verdict]) -> Callable[[Matter], Verdict]:
    """Register a rule: (matter) → verdict. Called while apps start; a small fact (queries.add_flag) keeps it cheap."""
    if rule not in _ASKED:
        _ASKED.append(rule)
    return rule


def nothing_open(matter: Matter) -> Verdict:
    """Allowed, or the first reason why the matter cannot end yet."""
    for rule in _ASKED:
        verdict = rule(matter)
        if not verdict:
            return verdict
    return ALLOWED
