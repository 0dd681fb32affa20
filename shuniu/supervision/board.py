"""督: the board of lights (product §7.7). A light for every week, what is in hand now, where it sticks; no ranking.

Rows stand by their order in the office, by leader, or by their most urgent item; the office itself always first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shuniu.matters.choices import SourceType, State
from shuniu.matters.models import Matter
from shuniu.matters.ranking.chase import BLUE, CHASE
from shuniu.matters.ranking.lights import AMBER, NONE, RED
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import ChargeKind, DivisionKind
from shuniu.org.models import Charge, Division, Person
from shuniu.supervision import sticking
from shuniu.supervision.beside import Followed, read
from shuniu.supervision.choices import Axis
from shuniu.supervision.given_out import (
    ABOVE,
    OFFICE,
    OWN_KINDS,
    followed,
    key_of,
    of_source,
    open_ones,
    without_inspections,
)
from shuniu.supervision.weeks import Kept, Mark, mark_of, marks, monday_of, mondays, worst

MOST = 800  # the earliest dates are looked at one by one; the page says when there are more
MANY_REQUESTS = 3  # from here on the board says how often a township was asked this week
SORTS = ("name", "leader", "urgent")
MONTHS = (
    gettext_lazy("1月"), gettext_lazy("2月"), gettext_lazy("3月"), gettext_lazy("4月"), gettext_lazy("5月"), gettext_lazy("6月"), gettext_lazy("7月"), gettext_lazy("8月"), gettext_lazy("9月"), gettext_lazy("10月"), gettext_lazy("11月"), gettext_lazy("12月"),
)  # fmt: skip
_LAST = 10**9


@dataclass
class Row:
    """一行: a body, a leader or a source."""

    key: str
    name: str
    marks: list[Mark]
    order: int = _LAST
    leader_order: tuple[int, str] = (_LAST, "")
    is_township: bool = False
    items: list[Followed] = field(default_factory=list)
    checked: int = 0  # 已核: verified by somebody else in the quarter
    told: int = 0  # 自报: reported, not yet checked
    stuck: str = ""

    @cached_property
    def colours(self) -> Counter[str]:
        return Counter(one.light.colour for one in self.items)

    @property
    def red(self) -> int:
        return self.colours[RED]

    @property
    def amber(self) -> int:
        return self.colours[AMBER]

    @property
    def is_own(self) -> bool:
        return self.key == OFFICE

    @cached_property
    def longest(self) -> int:
        """最久几天, of what is in hand."""
        if not self.items:
            return 0
        return (moment.today() - min(one.line.received for one in self.items).date()).days

    @property
    def hard_spots(self) -> int:
        return sum(one.has_difficulty for one in self.items)

    @property
    def requests(self) -> int:
        """本周向它要了几次: only where the grassroots is asked often."""
        if not self.is_township:
            return 0
        monday = monday_of(moment.today())
        count = sum(one.line.received.date() >= monday for one in self.items)
        return count if count >= MANY_REQUESTS else 0

    @cached_property
    def urgent(self) -> Followed | None:
        """The most urgent item: the worst light, then the earliest date."""
        worst_of = [one for one in self.items if one.light.colour in (RED, AMBER)]
        return min(worst_of, key=_urgency, default=None)


def _urgency(one: Followed) -> tuple:
    return (one.light.colour != RED, one.line.due or datetime.max, one.pk)


@dataclass
class Board:
    """督: rows, and below them the reds and ambers one by one."""

    axis: str
    source: str
    sort: str
    weeks: list[date]
    rows: list[Row]
    items: list[Followed]
    more: bool

    @cached_property
    def reds(self) -> list[Followed]:
        return sorted((one for one in self.items if one.light.colour == RED), key=_urgency)

    @cached_property
    def ambers(self) -> list[Followed]:
        return sorted((one for one in self.items if one.light.colour == AMBER), key=_urgency)

    @property
    def to_chase(self) -> int:
        """该催的: as the preview shows them."""
        today = moment.today()
        return sum(
            one.step.number >= CHASE
            and not one.said.waiting
            and not (one.said.last_at and moment.local(one.said.last_at).date() == today)
            and not (one.step.number >= BLUE and one.said.last_step == one.step.number)
            for one in self.items
        )

    @property
    def told(self) -> int:
        return sum(row.told for row in self.rows)

    @property
    def checked(self) -> int:
        return sum(row.checked for row in self.rows)

    @property
    def months(self) -> list[tuple[str, int]]:
        """3月 over five weeks, 4月 over four …"""
        found: list[list] = []
        for monday in self.weeks:
            name = str(MONTHS[monday.month - 1])
            if found and found[-1][0] == name:
                found[-1][1] += 1
            else:
                found.append([name, 1])
        return [(name, count) for name, count in found]


def sees_all_rows(actor: Actor) -> bool:
    """The office and the leaders see every row; a body sees its own."""
    return actor.in_office or actor.has("leader", "head")


def board(
    actor: Actor, *, axis: str = Axis.BODY, source: str = "", sort: str = "name", until: date | None = None
) -> Board:
    """督 of a person: the same number of statements whatever is on it."""
    until = until or moment.today()
    weeks = mondays(until)
    now = monday_of(moment.today())
    found = read(open_ones(actor, source=source), actor=actor, most=MOST + 1)
    items, more = found[:MOST], len(found) > MOST
    kept = marks(actor.unit, axis, weeks) if not source else {}
    if not sees_all_rows(actor):
        # The light of a week speaks of everything a body has: a body reads its own, not that of one it helps.
        own = str(actor.person.division_id) if actor.person and axis == Axis.BODY else ""
        kept = {key: of_key for key, of_key in kept.items() if key == own}
    grouped: dict[str, list[Followed]] = defaultdict(list)
    for one in items:
        grouped[one.key(axis)].append(one)
    settled = _settled(actor, axis, source, weeks[0])
    keys = set(grouped) | set(settled) | set(kept)
    names = names_of(actor, axis, keys)
    # A week that was written down and does not name the row: nothing was in its hands then.
    written = {monday for of_key in kept.values() for monday in of_key}
    rows = []
    for key in keys & set(names):
        row = names[key]
        row.items = grouped.get(key, [])
        row.told, row.checked = settled.get(key, (0, 0))
        of_key = kept.get(key, {})
        row.marks = [
            _mark(
                of_key.get(monday),
                monday,
                row,
                is_now=monday == now,
                written=bool(of_key) and monday in written,
            )
            for monday in weeks
        ]
        latest = of_key[max(of_key)] if of_key else None
        row.stuck = sticking.words(latest.stuck) if latest is not None else ""
        rows.append(row)
    rows.sort(key=_sorting(sort))
    return Board(axis, source, sort, weeks, rows, items, more)


def _mark(kept: Kept | None, monday: date, row: Row, *, is_now: bool, written: bool) -> Mark:
    """This week as it stands at this minute; the weeks before as they were written down."""
    if not is_now:
        return mark_of(kept, monday) if kept or not written else Mark(monday, NONE)
    colour, filled = worst(one.light for one in row.items)
    return Mark(monday, colour, filled, tuple(sorted(row.colours.items())))


def _sorting(sort: str):
    if sort == "leader":
        return lambda row: (not row.is_own, row.leader_order, row.order, row.key)
    if sort == "urgent":
        return lambda row: (
            not row.is_own, _urgency(row.urgent) if row.urgent else (True, datetime.max, 0), row.order, row.key,
        )  # fmt: skip
    return lambda row: (not row.is_own, row.order, row.key)


def _settled(actor: Actor, axis: str, source: str, since: date) -> dict[str, tuple[int, int]]:
    """row → (自报, 已核) of the weeks shown. One statement."""
    start = moment.aware(datetime.combine(since, datetime.min.time()))
    seen = without_inspections(followed(of_source(Matter.objects.visible_to(actor), source)))
    done = Q(state=State.DONE, completed__gte=start, verified_by__isnull=False)
    rows = (
        seen.filter(Q(state=State.REPORTED) | done)
        .order_by()
        .values_list("lead_id", "lead__kind", "leader_id", "source_type", "from_above")
        .annotate(
            told=Count("pk", filter=Q(state=State.REPORTED)), checked=Count("pk", filter=Q(state=State.DONE))
        )
    )
    found: dict[str, tuple[int, int]] = {}
    for lead, kind, leader, source_type, above, told, checked in rows:
        key = key_of(
            axis, lead_id=lead, lead_kind=kind or "", leader_id=leader, source=source_type, from_above=above
        )
        before = found.get(key, (0, 0))
        found[key] = (before[0] + told, before[1] + checked)
    return found


def names_of(actor: Actor, axis: str, keys: set[str]) -> dict[str, Row]:
    """Rows with their names, in the order of the office. Two statements for bodies, one for leaders, none for sources."""
    ids = [int(key) for key in keys if key.isdigit()]
    if axis == Axis.SOURCE:
        known = [(ABOVE, _("上级交办")), *((s.value, str(s.label)) for s in SourceType)]
        return {key: Row(key, name, [], order) for order, (key, name) in enumerate(known)}
    if axis == Axis.LEADER:
        leaders = Person.objects.filter(unit=actor.unit, pk__in=ids).values_list("pk", "name", "rank")
        rows = {str(pk): Row(str(pk), name, [], rank, (rank, name)) for pk, name, rank in leaders}
        rows[""] = Row("", _("没有分管领导的"), [], _LAST)
        return rows
    charges = {
        division: (rank, name)
        for division, rank, name in Charge.objects.filter(
            unit=actor.unit, kind=ChargeKind.IN_CHARGE, until=None, division__in=ids
        ).values_list("division_id", "leader__rank", "leader__name")
    }
    rows = {}
    bodies = Division.objects.filter(unit=actor.unit, pk__in=ids).order_by("kind", "order", "pk")
    for order, (pk, name, kind) in enumerate(bodies.values_list("pk", "name", "kind")):
        if kind not in OWN_KINDS:
            rows[str(pk)] = Row(
                str(pk), name, [], order, charges.get(pk, (_LAST, "")), kind == DivisionKind.TOWNSHIP
            )
    rows[OFFICE] = Row(OFFICE, _("办公室(自己)"), [], -1, (-1, ""))
    return rows
