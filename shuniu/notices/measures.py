"""打扰的账: how often each was disturbed on a day, against the budget of the role; and what speaks to the outside."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shuniu.notices import channels
from shuniu.notices.choices import BUDGETS, Group, Reason
from shuniu.notices.models import Channel, Delivery, Digest, Notice
from shuniu.org import moment
from shuniu.org.choices import Role
from shuniu.org.models import Person, RoleGrant, Unit


@dataclass(frozen=True)
class Disturbed:
    """One person's day."""

    person_id: int
    group: str
    digests: int
    interruptions: int

    @property
    def is_above(self) -> bool:
        digests, interruptions = BUDGETS[Group(self.group)]
        return self.digests > digests or self.interruptions > interruptions


@dataclass(frozen=True)
class GroupDay:
    """A group's day: the most that anybody of it got, and how many got more than they should."""

    group: Group
    people: int
    digests: int
    interruptions: int
    above: int

    @property
    def budget(self) -> tuple[int, int]:
        return BUDGETS[self.group]


def day_of(unit: Unit, day: date) -> list[Disturbed]:
    """Everybody who was disturbed at all on a day. One list of whom to ring is one interruption."""
    start = moment.aware(datetime.combine(day, datetime.min.time()))
    said = Notice.objects.interrupting().filter(
        unit=unit, told_at__gte=start, told_at__lt=start + timedelta(days=1)
    )
    rows = said.order_by().values_list("pk", "person_id", "reason", "told_at")
    breaths = {(person, told_at if reason == Reason.RING else pk) for pk, person, reason, told_at in rows}
    knocks = Counter(person for person, _breath in breaths)
    digests = Counter(Digest.objects.filter(unit=unit, day=day).values_list("person_id", flat=True))
    groups = groups_of({*knocks, *digests})
    return [Disturbed(pk, groups[pk], digests[pk], knocks[pk]) for pk in sorted({*knocks, *digests})]


def groups_of(people: set[int]) -> dict[int, str]:
    """领导、联络员, everybody else is the office; one who is several things counts by the first."""
    rows = RoleGrant.objects.filter(person__in=people, until=None).values_list("person_id", "role")
    roles: dict[int, set[str]] = {pk: set() for pk in people}
    for person, role in rows:
        roles[person].add(role)
    return {pk: _group(held) for pk, held in roles.items()}


def _group(roles: set[str]) -> str:
    if roles & {Role.LEADER, Role.HEAD}:
        return Group.LEADERS
    inside = roles & {Role.DIRECTOR, Role.DEPUTY, Role.STAFF, Role.DESK, Role.ADMIN}
    return Group.LIAISONS if Role.LIAISON in roles and not inside else Group.STAFF


def by_group(unit: Unit, day: date) -> list[GroupDay]:
    """健康: one line for each group, also for one in which nobody was disturbed."""
    disturbed = day_of(unit, day)
    found = []
    for group in Group:
        rows = [one for one in disturbed if one.group == group]
        found.append(
            GroupDay(
                group,
                len(rows),
                max((one.digests for one in rows), default=0),
                max((one.interruptions for one in rows), default=0),
                sum(one.is_above for one in rows),
            )
        )
    return found


def above(unit: Unit, day: date) -> list[Person]:
    """Who got more than the budget, by name, for whoever keeps the office."""
    pks = [one.person_id for one in day_of(unit, day) if one.is_above]
    return list(Person.objects.filter(pk__in=pks).order_by("rank", "id"))


@dataclass(frozen=True)
class Outside:
    """往外的一条连接: which channel, to which host, and whether it works."""

    name: str
    host: str
    unsent: int


def outside(unit: Unit) -> list[Outside]:
    """往外的连接 of notices; with no channel opened, none."""
    since = moment.now() - timedelta(days=1)
    lost = Counter(
        Delivery.objects.filter(unit=unit, asked_at__gte=since)
        .exclude(problem="")
        .values_list("channel", flat=True)
    )
    rows = Channel.objects.filter(unit=unit).order_by("id")
    return [
        Outside(str(channels.KNOWN[row.code].label), channels.of(row).goes_to, lost[row.code]) for row in rows
    ]
