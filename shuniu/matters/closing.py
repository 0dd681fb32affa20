"""办结和重新打开以前还要问: what else stands between a matter and its end, or its new beginning, said by higher apps."""

from __future__ import annotations

from collections.abc import Callable

from shuniu.matters.models import Matter
from shuniu.org.refusals import ALLOWED, Verdict

_ASKED: list[Callable[[Matter], Verdict]] = []
_ASKED_AGAIN: list[Callable[[Matter], Verdict]] = []


def also_asks(rule: Callable[[Matter], Verdict]) -> Callable[[Matter], Verdict]:
    """Register a rule: (matter) → verdict. Called while apps start; a small fact (queries.add_flag) keeps it cheap."""
    if rule not in _ASKED:
        _ASKED.append(rule)
    return rule


def also_asks_before_reopening(rule: Callable[[Matter], Verdict]) -> Callable[[Matter], Verdict]:
    """Register a rule of what keeps a settled matter settled: what is filed for good is not taken up again."""
    if rule not in _ASKED_AGAIN:
        _ASKED_AGAIN.append(rule)
    return rule


def may_begin_again(matter: Matter) -> Verdict:
    """Allowed, or the first reason why the matter stays settled."""
    for rule in _ASKED_AGAIN:
        verdict = rule(matter)
        if not verdict:
            return verdict
    return ALLOWED


def nothing_open(matter: Matter) -> Verdict:
    """Allowed, or the first reason why the matter cannot end yet."""
    for rule in _ASKED:
        verdict = rule(matter)
        if not verdict:
            return verdict
    return ALLOWED
