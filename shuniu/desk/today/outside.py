"""今日 of those outside the office: leaders, liaisons, drivers."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property

from shuniu.desk.today import asking
from shuniu.desk.today.mine import Event, Today
from shuniu.desk.today.office import OfficeToday, Owed
from shuniu.matters.choices import State
from shuniu.matters.models import Matter
from shuniu.matters.ranking.lights import RED
from shuniu.matters.todo import Item, in_order, lines_by, lines_of, most_urgent_first

SHORT = 5  # lines of a part before "全部"
ROWS = 30  # lines of the page that follow what is shown in full


class LeaderToday(OfficeToday):
    """领导: a brief in three layers, what to decide, and where the words given out stand."""

    sorts = ("dispute", "extension", "unconfirmed", "told_by_me", "asked_by_me", "kept")
    parts = ("near", "late", "alarm", "unheard", "field")

    @cached_property
    def events(self) -> list[Event]:
        return self.events_between(self.now.date(), self.now.date())

    @cached_property
    def _ids_asked(self) -> list[int]:
        minded = {
            row.matter_id for sort in ("told_by_me", "asked_by_me", "kept") for row in self.around[sort]
        }
        return [m.pk for m in self.which["near"] if m.pk in minded and m.is_open and m.part == 0][:ROWS]

    @cached_property
    def _lines(self) -> dict[int, Item]:
        """Whatever the brief may show, read together."""
        late = [pk for pk in self.red_ids if pk not in set(self._ids_asked)][: SHORT * 2]
        ids = dict.fromkeys([*self._ids_asked, *late, *(matter.pk for matter in self.which["field"])])
        return {item.pk: item for item in lines_by(ids, actor=self.actor)}

    @cached_property
    def asked(self) -> list[Item]:
        """您问过的: what this leader asked about or gave words on in thirty days, still open."""
        return in_order(self._lines[pk] for pk in self._ids_asked)

    @cached_property
    def to_know(self) -> list[Item]:
        """您该知道的: reds of the own field that were not asked about."""
        apart = set(self._ids_asked)
        late = [self._lines[pk] for pk in self.red_ids if pk not in apart and pk in self._lines]
        return [item for item in late if item.light.colour == RED][:SHORT]

    @cached_property
    def unthought(self) -> list[Item]:
        """您可能没想到的: not late yet, but disputed, put off twice, or silent: facts, each with its list."""
        apart = {*self._ids_asked, *self.red_ids}
        lines = [self._lines[matter.pk] for matter in self.which["field"] if matter.pk not in apart]
        hard = [
            i
            for i in lines
            if i.facts
            and (i.facts.postponed >= 2 or i.facts.disputed or any(r.fact == "silent" for r in i.rows))
        ]
        return hard[:3]

    @cached_property
    def kept_away(self) -> int:
        """给您挡下: open in the own field, moving without needing the leader."""
        held = sum(row.pk for row in self.around["kept"])
        return max(held - len(self.asked) - len(self.to_know), 0)

    @cached_property
    def my_words(self) -> list[Owed]:
        """请您确认: spoken words written down by the office."""
        return [words for words in self.unconfirmed if words.person_id == self.person.pk]

    @property
    def decisions_count(self) -> int:
        return len(self.decisions) + len(self.my_words) + len(self.items)

    @property
    def minutes(self) -> int:
        """About a minute and a half for each."""
        return max(1, round(self.decisions_count * 1.5))


class LiaisonToday(Today):
    """联络员: today n items, each with the leader's words; who waits; the last thirty days."""

    @cached_property
    def pressing(self) -> list[Item]:
        """今天: to acknowledge, or due by the next working day, or late."""
        until = self.calendar.end_of_work(self.calendar.add_working_days(self.now.date(), 1))
        return [i for i in self.items if i.state == State.GIVEN or (i.due and i.due <= until)]

    @property
    def in_full(self) -> list[Item]:
        """The first of today, each with what can be done about it."""
        return self.pressing[:SHORT]

    @property
    def more_of_today(self) -> list[Item]:
        return self.pressing[SHORT:][: ROWS - min(len(self.others), ROWS // 2)]

    @cached_property
    def others(self) -> list[Item]:
        """往后的."""
        pressing = {item.pk for item in self.pressing}
        return [item for item in self.items if item.pk not in pressing]

    @property
    def first_others(self) -> list[Item]:
        return self.others[: ROWS - len(self.more_of_today)]

    @property
    def unseen_today(self) -> int:
        return len(self.pressing) - len(self.in_full) - len(self.more_of_today)

    @property
    def unseen_others(self) -> int:
        return len(self.others) - len(self.first_others)

    @cached_property
    def held_by_others(self) -> int:
        """本单位别人手上: what my body leads and somebody else holds, from the counters."""
        own = sum(i.lead_id == self.person.division_id and not i.restricted for i in self.items)
        return max(asking.held_by_body(self.actor) - own, 0)

    @cached_property
    def of_my_body(self) -> list[Item]:
        """What others of my body hold, as far as I may know of it."""
        rest = Matter.objects.visible_to(self.actor).filter(lead=self.person.division_id, is_open=True)
        rest = rest.exclude(holder=self.person)
        return in_order(lines_of(most_urgent_first(rest), actor=self.actor, most=ROWS))

    @cached_property
    def month(self) -> dict[str, int]:
        """最近30天 of my body: facts of matters, of nobody in particular."""
        return asking.month_of_body(self.unit.pk, self.person.division_id)


class DriverToday(Today):
    """值班、司机: today and tomorrow by the hour."""

    @cached_property
    def tomorrow(self) -> list[Event]:
        day = self.now.date() + timedelta(days=1)
        return self.events_between(day, day)
