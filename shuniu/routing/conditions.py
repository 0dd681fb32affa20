"""条件: plain functions that look at a matter and propose stages, some of which may not be dropped.

A guarantee is a rule on the list, checked at each edit and explained when refused; it is not an arrow in a diagram.
Higher apps and units add their own with `condition`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from shuniu.matters.models import Matter
from shuniu.org.choices import Role
from shuniu.org.models import Person
from shuniu.routing.choices import Box, Purpose
from shuniu.routing.planned import Planned

_CONDITIONS: list[Callable[[Matter, str], list[Planned]]] = []
# Above this the head decides, not the deputy; each unit sets its own (people-and-assessment §1.1).
MONEY_LIMIT = Decimal("500000")
_UNITS = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
_MONEY = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(亿元|百万元|万元|千元|元)")


def condition(function: Callable[[Matter, str], list[Planned]]):
    """Register: (matter, purpose) → stages that this case needs besides the usual ones."""
    _CONDITIONS.append(function)
    return function


def proposed(matter: Matter, purpose: str) -> list[Planned]:
    """Everything the conditions ask for, each key once, the demanding one before the merely proposed one."""
    found: dict[str, Planned] = {}
    for function in _CONDITIONS:
        for planned in function(matter, purpose):
            if planned.key not in found or (planned.mandatory and not found[planned.key].mandatory):
                found[planned.key] = planned
    return list(found.values())


def required(matter: Matter, purpose: str) -> list[Planned]:
    """The stages that cannot be dropped, each with its reason in `mandatory`."""
    return [planned for planned in proposed(matter, purpose) if planned.mandatory]


def money_in(matter: Matter) -> Decimal:
    """The largest sum that the matter speaks of, in yuan; 0 when none."""
    return _largest([matter.title, *matter.demands.values_list("text", flat=True)])


def sums_in(matters: Iterable[int]) -> dict[int, Decimal]:
    """The largest sum that each of these matters speaks of: one statement, and none for no matters."""
    ids = list(matters)
    if not ids:
        return {}
    found: dict[int, list[str]] = {}
    rows = Matter.objects.filter(pk__in=ids).order_by().values_list("pk", "title", "demands__text")
    for pk, title, demand in rows:
        found.setdefault(pk, [title]).append(demand or "")
    return {pk: _largest(texts) for pk, texts in found.items()}


def _largest(texts: Iterable[str]) -> Decimal:
    sums = [
        Decimal(number.replace(",", "")) * _UNITS[unit]
        for text in texts
        for number, unit in _MONEY.findall(text)
    ]
    return max(sums, default=Decimal(0))


def money_limit(matter: Matter) -> Decimal:
    return Decimal(str(matter.unit.settings.get("money_limit", MONEY_LIMIT)))


def head_of(matter: Matter) -> Person | None:
    """主要负责人 of the unit."""
    return (
        Person.objects.active().filter(unit=matter.unit).with_role(Role.HEAD).order_by("rank", "id").first()
    )


@condition
def the_deputy_speaks_before_the_head(matter: Matter, purpose: str) -> list[Planned]:
    """A paper without the opinion of the deputy in charge does not reach the head."""
    head = head_of(matter)
    if purpose not in (Purpose.REQUEST, Purpose.RECEIPT) or matter.leader is None or matter.kind != "request":
        return []
    if head is not None and matter.leader_id == head.pk:
        return []
    return [
        Planned(
            _("分管领导意见"),
            (matter.leader,),
            box=Box.INSTRUCT,
            key="leader",
            mandatory=_("分管%(lead)s的是%(name)s,没有分管领导意见的请示不送主要负责人")
            % {"lead": matter.lead.name if matter.lead else "", "name": matter.leader.name},
        )
    ]


@condition
def large_sums_go_to_the_head(matter: Matter, purpose: str) -> list[Planned]:
    """Sums over the unit's limit are the head's (三重一大)."""
    if purpose != Purpose.REQUEST:
        return []
    amount, limit, head = money_in(matter), money_limit(matter), head_of(matter)
    if amount < limit or head is None:
        return []
    return [
        Planned(
            _("主要负责人批示"),
            (head,),
            box=Box.INSTRUCT,
            key="head",
            mandatory=_("%(amount)s万元,%(limit)s万元以上由主要负责人定")
            % {"amount": _plain(amount / 10_000), "limit": _plain(limit / 10_000)},
        )
    ]


def _plain(number: Decimal) -> str:
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
