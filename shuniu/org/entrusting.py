"""委托什么: what a delegation may be for, in words, and the case that it is held against.

Bodies are known here; sorts of paper are known to higher apps, which say theirs when they start (`add_sort`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from shuniu.org.models import Delegation

Choices = Callable[[], Sequence[tuple[str, str | Promise]]]


@dataclass(frozen=True)
class Sort:
    """一种分法: by which papers are told apart, with the word and the codes of each."""

    code: str
    word: str | Promise
    choices: Choices


_SORTS: dict[str, Sort] = {}


def add_sort(code: str, word: str | Promise, choices: Choices) -> None:
    """A way to tell papers apart that a higher app knows. Called while apps start."""
    _SORTS[code] = Sort(code, word, choices)


def sorts() -> list[Sort]:
    return list(_SORTS.values())


def word_of(sort: str, code: str) -> str:
    """The word of one code; the code itself when its app is not installed any more."""
    known = _SORTS.get(sort)
    return str(dict(known.choices()).get(code, code)) if known else code


@dataclass(frozen=True)
class Case:
    """一件: the body that leads it with those above, what it is of each sort, and the sum it speaks of, in yuan."""

    divisions: frozenset[int] = frozenset()
    codes: Mapping[str, str] = field(default_factory=dict)
    amount: Decimal = Decimal(0)
    restricted: bool = False


def scope_of(delegation: Delegation) -> str:
    """委托的是什么, in words: 全部权限, or bodies and sorts of paper; without the sum."""
    if delegation.whole:
        return _("全部权限")
    parts: dict[str, list[str]] = {}
    for item in delegation.items.all():
        word = item.division.name if item.division is not None else word_of(item.sort, item.code)
        parts.setdefault(item.sort, []).append(word)
    return _(";").join(_("、").join(words) for words in parts.values())


def yuan(amount: Decimal) -> str:
    """多少钱, as an office says it: 5万元, 12.5万元, 3000元."""
    if amount < 10_000:
        return _("{amount}元").format(amount=f"{amount.normalize():f}")
    return _("{amount}万元").format(amount=f"{(amount / 10_000).normalize():,f}")


def standing(delegation: Delegation, today: date) -> str:
    """现在算不算: coming, in force, run out, taken back, or ended because one of the two has left."""
    if delegation.revoked_at is not None:
        return "revoked"
    if delegation.until < today:
        return "over"
    if not (delegation.giver.is_active and delegation.receiver.is_active):
        return "left"
    return "coming" if delegation.since > today else "in_force"
