"""今日 of the office: beside one's own work the leaders, decisions, reds, difficulties, words to confirm."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from shuniu.desk.today import asking
from shuniu.desk.today.asking import Known, Near
from shuniu.desk.today.mine import MOST_EVENTS, Event, Today, event_of, hours_of_days
from shuniu.matters.choices import State
from shuniu.matters.todo import Item, in_hand, in_order, lines_by, reds_and_ambers
from shuniu.org import moment
from shuniu.org.choices import AbsenceKind, Role

MOST_OF_A_LEADER = 3  # lines of a leader's day in the side column
SHOWN = 6  # reds written out; the number stands beside them
MOST = 20  # of each sort that waits for an answer


@dataclass(slots=True)
class Away:
    """不在: somebody who is away, until when, and who stands in."""

    name: str
    kind: str
    where: str
    ends: datetime
    stand_in: str

    @property
    def kind_label(self) -> str:
        return str(AbsenceKind(self.kind).label)


@dataclass(slots=True)
class Named:
    pk: int
    name: str


@dataclass
class LeaderDay:
    """领导今天: where one leader is, in one line."""

    person: Named
    absence: Away | None
    events: list[Event] = field(default_factory=list)


@dataclass(slots=True)
class Owed:
    """等一句话的: a record that somebody must answer, with its matter."""

    pk: int
    matter: Known
    person_id: int
    name: str
    words: str
    at: datetime
    until: datetime

    @classmethod
    def of(cls, row: Near, matter: Known) -> Owed:
        assert row.at is not None and row.until is not None
        return cls(row.pk, matter, row.person_id, row.name, row.words, row.at, row.until)


class OfficeToday(Today):
    """What the side of the page says to the office: leaders, decisions, reds, difficulties, words to confirm."""

    # What the page speaks of beside one's own work: sorts of `asking.around`, parts of `asking.matters`.
    sorts: tuple[str, ...] = (
        "difficulty", "dispute", "extension", "unconfirmed", "leader", "away", "absent", "gap", "unowned", "say",
        "delegated",
    )  # fmt: skip
    parts: tuple[str, ...] = ("near", "late", "alarm", "unheard", "reported")

    @cached_property
    def around(self) -> dict[str, list[Near]]:
        return asking.around(self.actor, self.sorts)

    @cached_property
    def _slips(self) -> dict[str, list[Near]]:
        return self.around

    @cached_property
    def which(self) -> dict[str, list[Known]]:
        """The matters of each part that this person may know of."""
        soon = self.calendar.end_of_work(self.calendar.add_working_days(self.now.date(), 1))
        near = [row.matter_id for rows in self.around.values() for row in rows if row.matter_id]
        return asking.matters(self.actor, self.parts, near=near, soon=moment.aware(soon))

    @cached_property
    def near(self) -> dict[int, Known]:
        return {matter.pk: matter for matter in self.which["near"]}

    def _owed(self, sort: str, *, most: int = MOST, only_open: bool = True) -> list[Owed]:
        owed = [
            Owed.of(row, self.near[row.matter_id]) for row in self.around[sort] if row.matter_id in self.near
        ]
        return [one for one in owed if one.matter.is_open or not only_open][:most]

    @cached_property
    def _day(self) -> list[dict]:
        day = self.now.date()
        if not self.actor.reads_matters:
            return []
        return asking.events.ask(self.actor, *hours_of_days(day, day), shape="leaders")

    @cached_property
    def events(self) -> list[Event]:
        me = self.person.pk
        mine = [row for row in self._day if me in (row["holder_id"], row["leader_id"])]
        return [event_of(row) for row in mine[:MOST_EVENTS]]

    @cached_property
    def leaders(self) -> list[LeaderDay]:
        """领导今天: every leader in order, away or not, with what they have today."""
        away: dict[int, Away] = {}
        for row in self.around["away"]:
            away.setdefault(row.person_id, Away("", row.more, row.words, row.until, row.name))
        days = {row.pk: LeaderDay(Named(row.pk, row.name), away.get(row.pk)) for row in self.around["leader"]}
        for row in self._day:
            # The car that brings them is not what they do.
            if row["leader_id"] not in days or row["kind"] == "service":
                continue
            event, his = event_of(row), days[row["leader_id"]].events
            known = {(e.title, e.starts) for e in his}
            if len(his) < MOST_OF_A_LEADER and (event.title, event.starts) not in known:
                his.append(event)
        return [day for day in days.values() if day.absence or day.events]

    @cached_property
    def absent(self) -> list[Away]:
        """谁不在: people of the office away now, with who stands in."""
        return [Away(row.name, row.more, "", row.until, row.words) for row in self.around["absent"]]

    @cached_property
    def difficulties(self) -> list[Owed]:
        """有人说有困难, unanswered, the oldest first."""
        return self._owed("difficulty")

    @cached_property
    def overdue_difficulties(self) -> list[Owed]:
        """Unanswered for more than a working day: these stand first on the page."""
        return [d for d in self.difficulties if d.until < self.now]

    @cached_property
    def disputes_without_lead(self) -> list[Owed]:
        """争议过了一个工作日还没有临时牵头: these stand first too (A-38)."""
        open_rows = {row.pk for row in self.around["dispute"] if not row.more}
        return [
            one
            for one in self._owed("dispute")
            if one.pk in open_rows
            and self.calendar.end_of_work(self.calendar.add_working_days(moment.local(one.at).date(), 1))
            < self.now
        ]

    @cached_property
    def decisions(self) -> list[dict]:
        """要我拍板: disputes to rule, later dates to decide, ends to check; each with its address."""
        disputes = [
            {"kind": "dispute", "matter": owed.matter, "at": owed.at, "noun": "coordination/"}
            for owed in self._owed("dispute")
        ]
        changes = [
            {"kind": "extension", "matter": owed.matter, "change": owed} for owed in self._owed("extension")
        ]
        return disputes + changes

    @property
    def to_check(self) -> list[Known]:
        """待核: reported done by others; somebody else says whether it is."""
        return self.which["reported"]

    @property
    def decision_count(self) -> int:
        return len(self.decisions) + len(self.to_check)

    @cached_property
    def red_ids(self) -> list[int]:
        """Of all I may see, the longest late first, then what is an emergency, then who was asked three times and said
        nothing; found by date, kind and words sent."""
        reds = ("late", "alarm", "unheard")
        return list(dict.fromkeys(one.pk for part in reds for one in self.which[part]))

    @cached_property
    def reds(self) -> list[Item]:
        """红, as many as are written out."""
        return reds_and_ambers(lines_by(self.red_ids[:SHOWN], actor=self.actor))[0]

    @cached_property
    def gaps(self) -> list[Near]:
        """没人管: work the nightly search put on the shelf; duties without a name can wait for the shelf itself."""
        return self.around["gap"]

    @property
    def unowned(self) -> int:
        """没人管: open without an active holder; the number must be 0 (product §4.3)."""
        return sum(row.pk for row in self.around["unowned"])

    @cached_property
    def unconfirmed(self) -> list[Owed]:
        """口头交办, not yet confirmed by the leader."""
        return self._owed("unconfirmed", most=10, only_open=False)

    @property
    def done_by(self) -> str:
        return "everybody" if self.actor.has(Role.DIRECTOR, Role.DEPUTY) else "mine"


class DeputyToday(OfficeToday):
    """副主任: besides, what the hands of the office hold."""

    sorts = (*OfficeToday.sorts, "team")

    @property
    def team(self) -> list[dict]:
        """班子手上: people of the office in their order with what is in their hand; never ordered by the count."""
        return [{"pk": row.pk, "name": row.name, "open": row.person_id} for row in self.around["team"]]


class DirectorToday(OfficeToday):
    """主任: besides what is in the own hand, what the office answers for and nobody may forget today."""

    sorts = (*OfficeToday.sorts, "told")
    parts = (*OfficeToday.parts, "pressing", "peak")

    @cached_property
    def own(self) -> list[Item]:
        return in_hand(self.actor)

    @cached_property
    def watched(self) -> list[Item]:
        """In other hands: hard and due within a working day, words of a leader in thirty days, disputed, or preparing
        a known peak.

        What is late already stands under 红 and is chased there; it would push everything else off the page.
        """
        minded = {row.matter_id for sort in ("told", "dispute") for row in self.around[sort]}
        found = [*self.which["pressing"], *self.which["peak"]]
        found += [matter for matter in self.which["near"] if matter.pk in minded]
        ids = dict.fromkeys(
            matter.pk
            for matter in found
            if matter.is_open
            and matter.part == 0
            and matter.holder_id != self.person.pk
            and matter.state != State.REPORTED
        )
        return [item for item in lines_by(ids, actor=self.actor) if not item.is_late]

    @cached_property
    def items(self) -> list[Item]:
        return in_order([*self.own, *self.watched]) + [i for i in self.own if i.state == State.SHELVED]

    def hours_of(self, item: Item) -> float:
        return super().hours_of(item) if item.holder_id == self.person.pk else 0.2  # a look and a word


class StaffToday(Today):
    """经办: my next three; what the office as a whole must know is on the page of those who lead it."""

    at_top = 3
