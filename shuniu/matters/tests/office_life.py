"""A random life of an office: refusals, absences, moves, merges, departures in any order, all through the verbs."""

from __future__ import annotations

import random
from datetime import timedelta

from shuniu.conftest import NOW, acting, make_person
from shuniu.journal.models import Line
from shuniu.matters import operations
from shuniu.matters.choices import State
from shuniu.matters.models import Dispute, DueChange, Matter
from shuniu.matters.operations import Part
from shuniu.org import moment
from shuniu.org import operations as people
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.models import Absence, Person
from shuniu.org.refusals import Refused


class OfficeLife:
    """Plays random acts."""

    def __init__(self, office, seed: int):
        self.office = office
        self.dice = random.Random(seed)
        self.now = NOW
        self.people = [office.chen, office.wang, office.li, office.bai, office.du, office.lv, office.lu]
        self.bodies = [office.housing, office.city]
        self.actors = {person.pk: acting(person) for person in [*self.people, office.zhao]}
        self.done = self.refused = 0
        self.newcomers = 0
        self.acts = [
            getattr(self, name) for name in dir(type(self)) if name.startswith("act_")
        ]

    def play(self, acts: int) -> None:
        for _ in range(acts):
            self.now += timedelta(minutes=self.dice.randint(1, 40))
            with moment.standing_at(self.now):
                try:
                    self.dice.choice(self.acts)()
                    self.done += 1
                except Refused:
                    self.refused += 1

    def anybody(self) -> Actor:
        return self.actors[self.dice.choice(self.people).pk]

    def a_matter(self, *states: str) -> Matter:
        """Any open matter, or one in a state; an office without one takes one in."""
        found = Matter.objects.filter(state__in=states) if states else Matter.objects.filter(is_open=True)
        last = found.order_by("-pk").values_list("pk", flat=True).first()
        if last is None:
            return operations.capture(title="来了一件", by=self.actors[self.office.li.pk])
        # One of the newest forty: an office works on what is fresh, and the hand of old ones still moves by absence.
        near = found.filter(pk__lte=last - self.dice.randint(0, 40)).order_by("-pk").first()
        return near or found.get(pk=last)

    def holder_of(self, matter: Matter) -> Actor:
        return self.actors[matter.holder_id]

    def act_capture(self):
        operations.capture(title=f"第{self.done}件", by=self.anybody())

    def act_capture_for_a_liaison(self):
        operations.capture(title=f"第{self.done}件", by=self.actors[self.office.li.pk], holder=self.dice.choice(self.people))

    def act_place(self):
        helpers = tuple(self.dice.sample(self.bodies, self.dice.randint(0, 2)))
        parts = tuple(Part("一步", body) for body in helpers)
        operations.place(
            self.a_matter(State.PENDING), lead=self.dice.choice(self.bodies), helpers=helpers, parts=parts,
            by=self.anybody(),
        )  # fmt: skip

    def act_place_again(self):
        operations.place(self.a_matter(State.PENDING), lead=self.dice.choice(self.bodies), by=self.anybody())

    def act_assign(self):
        operations.assign(self.a_matter(), to=self.dice.choice(self.people), by=self.anybody())

    def act_acknowledge(self):
        matter = self.a_matter(State.GIVEN)
        operations.acknowledge(matter, by=self.holder_of(matter))

    def act_refuse(self):
        matter = self.a_matter(State.GIVEN, State.IN_HAND)
        operations.refuse(matter, reason="不归我们", by=self.holder_of(matter))

    def act_rule(self):
        operations.rule(
            self.a_matter(State.DISPUTED), lead=self.dice.choice(self.bodies), ruling="先办起来", by=self.anybody()
        )

    def act_offer(self):
        matter = self.a_matter(State.DISPUTED)
        operations.offer(matter, lead=self.dice.choice(self.bodies), by=self.anybody())

    def act_lead_for_now(self):
        matter = self.a_matter(State.DISPUTED)
        operations.lead_for_now(matter, lead=self.dice.choice(self.bodies), words="先围起来", by=self.anybody())

    def act_rule_later(self):
        dispute = Dispute.objects.filter(ruled_at=None).select_related("matter").order_by("-pk").first()
        if dispute:
            operations.rule(dispute.matter, lead=self.dice.choice(self.bodies), ruling="这样分账", by=self.anybody())

    def act_give_part(self):
        operations.give_part(self.a_matter(), part=Part("再加一步", self.dice.choice(self.bodies)), by=self.anybody())

    def act_shelve(self):
        operations.shelve(self.a_matter(), reason="等省里文件", by=self.anybody())

    def act_resume(self):
        operations.resume(self.a_matter(State.SHELVED), by=self.anybody())

    def act_merge(self):
        operations.merge(self.a_matter(), into=self.a_matter(), by=self.anybody())

    def act_return(self):
        operations.return_to_sender(self.a_matter(State.PENDING), reason="不全", by=self.anybody())

    def act_answer(self):
        operations.answer_at_once(self.a_matter(State.PENDING), answer="已答复", by=self.anybody())

    def act_report(self):
        matter = self.a_matter(State.IN_HAND)
        operations.report_done(matter, result="好了", by=self.holder_of(matter))

    def act_verify(self):
        operations.verify(self.a_matter(State.REPORTED), by=self.anybody())

    def act_send_back(self):
        operations.send_back(self.a_matter(State.REPORTED), reason="差一张照片", by=self.anybody())

    def act_complete(self):
        matter = self.a_matter(State.IN_HAND)
        operations.complete(matter, result="好了", by=self.holder_of(matter))

    def act_reopen(self):
        matter = self.a_matter(State.DONE)
        operations.reopen(matter, reason="漏了一处", by=self.anybody())

    def act_set_due(self):
        due = moment.aware(self.now + timedelta(days=self.dice.randint(1, 9)))
        operations.set_due(self.a_matter(), due=due, by=self.anybody())

    def act_ask_extension(self):
        matter = self.a_matter()
        if matter.due:
            wanted = matter.due + timedelta(days=3)
            operations.ask_extension(matter, wanted=wanted, reason="下雨", by=self.anybody())

    def act_decide_extension(self):
        asked = DueChange.objects.filter(granted=None).select_related("matter").first()
        if asked:
            operations.decide_extension(asked, granted=self.dice.random() < 0.5, by=self.anybody())

    def act_undo(self):
        matter = self.a_matter()
        operations.undo(matter, line=Line.objects.about(matter).last(), by=self.anybody())

    def act_away(self):
        by = self.anybody()
        now = moment.now()
        starts = now + timedelta(hours=self.dice.choice([0, 0, 5]))
        people.announce(by.person, starts=starts, ends=starts + timedelta(hours=self.dice.randint(1, 60)), by=by)

    def act_hours_pass(self):
        clock = Actor.clock(self.office.unit)
        now = moment.now()
        for absence in Absence.objects.filter(starts__lte=now, began_at=None, cancelled_at=None, ends__gt=now):
            people.begin(absence, by=clock)
        for absence in Absence.objects.filter(ends__lte=now, ended_at=None).exclude(began_at=None):
            people.end(absence, by=clock)

    def act_leave(self):
        """Somebody goes, hands everything over, and somebody new comes; not more often than people really do."""
        if self.dice.random() > 0.05:
            return
        leaver = Person.objects.get(pk=self.dice.choice(self.people[1:]).pk)
        heirs = [person for person in self.people if person.pk != leaver.pk]
        items = Matter.objects.filter(is_open=True, holder=leaver) | Matter.objects.filter(
            is_open=True, standing_in_for=leaver
        )
        chen = self.actors[self.office.chen.pk]
        operations.hand_over(leaver, to={m.pk: self.dice.choice(heirs) for m in items}, by=chen)
        people.leave(leaver, by=chen)
        self.newcomers += 1
        role = Role.LIAISON if leaver.division_id != self.office.office.pk else Role.STAFF
        new = make_person(self.office.unit, f"新人{self.newcomers}", leaver.division, role)
        self.actors[new.pk] = acting(new)
        self.people[self.people.index(leaver)] = new
        for body in self.bodies:
            if body.pk == leaver.division_id and self.dice.random() < 0.7:
                people.change_division(body, liaison=new, by=chen)

    def disputes_lost(self) -> int:
        """Open disputes of matters that were shelved, merged or sent back; and matters in dispute without a case."""
        somewhere = (State.DISPUTED, State.GIVEN, State.IN_HAND, State.REPORTED, State.DONE)
        gone = Dispute.objects.filter(ruled_at=None).exclude(matter__state__in=somewhere).count()
        cases = Dispute.objects.filter(ruled_at=None).values("matter")
        return gone + Matter.objects.filter(state=State.DISPUTED).exclude(pk__in=cases).count()
