"""在谁手上: exactly one active person, whatever happens."""

import random
from datetime import datetime, timedelta

import pytest

from shuniu.conftest import NOW, acting
from shuniu.journal.models import Line
from shuniu.matters import operations
from shuniu.matters.choices import State
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org import operations as people
from shuniu.org.actor import Actor
from shuniu.org.models import Absence, Person
from shuniu.org.refusals import Refused


def given(office, **more):
    matter = operations.capture(title="沿河路井盖缺失", by=acting(office.li))
    return operations.place(matter, lead=office.housing, by=acting(office.li), **more)


def test_what_arrives_is_in_the_hand_of_who_took_it_in(office):
    matter = operations.capture(title="邻县来函:联合执法", by=acting(office.li))
    assert (matter.state, matter.holder, matter.number) == (State.PENDING, office.li, "№1")


def test_a_placed_matter_is_with_the_liaison_of_the_lead(office):
    matter = given(office)
    assert (matter.state, matter.holder, matter.leader) == (State.GIVEN, office.du, office.zhao)


def test_a_refused_matter_is_held_by_the_directors_office_in_the_same_second(office):
    matter = operations.refuse(given(office), reason="道路附属归城管", clause="2024年纪要第3条", by=acting(office.du))
    assert (matter.state, matter.holder, matter.held_since) == (State.DISPUTED, office.chen, moment.now())


def test_a_refusal_without_reason_changes_nothing(office):
    matter = given(office)
    lines = Line.objects.count()
    with pytest.raises(Refused):
        operations.refuse(matter, reason=" ", by=acting(office.du))
    assert (Matter.objects.get(pk=matter.pk).holder, Line.objects.count()) == (office.du, lines)


def test_an_absence_moves_everything_to_the_b_and_back(office):
    matters = [given(office) for _ in range(3)]
    absence = people.announce(
        office.du, starts=moment.aware(NOW), ends=moment.aware(NOW + timedelta(days=2)), by=acting(office.du)
    )
    held = set(Matter.objects.filter(holder=office.lv).values_list("pk", flat=True))
    assert held == {m.pk for m in matters}
    people.end(absence, by=Actor.clock(office.unit))
    assert Matter.objects.filter(holder=office.du, standing_in_for=None).count() == 3
    assert Line.objects.filter(verb="absence.began").count() == 1


def test_what_is_given_to_somebody_away_goes_to_the_b_at_once(office):
    people.announce(
        office.du, starts=moment.aware(NOW), ends=moment.aware(NOW + timedelta(days=2)), by=acting(office.du)
    )
    matter = given(office)
    assert (matter.holder, matter.standing_in_for) == (office.lv, office.du)


def test_nobody_leaves_with_work_in_hand(office):
    matter = given(office)
    with pytest.raises(Refused) as refused:
        people.leave(office.du, by=acting(office.chen))
    assert "1件没办完的事项" in refused.value.reason
    operations.hand_over(office.du, to={matter.pk: office.lv}, by=acting(office.chen))
    people.leave(office.du, by=acting(office.chen))
    assert Matter.objects.get(pk=matter.pk).holder == office.lv


def test_a_handing_over_that_forgets_one_item_moves_none(office):
    first, second = given(office), given(office)
    with pytest.raises(Refused) as refused:
        operations.hand_over(office.du, to={first.pk: office.lv}, by=acting(office.chen))
    assert second.number in refused.value.reason
    assert Matter.objects.filter(holder=office.du).count() == 2


ACTS = 400


@pytest.mark.parametrize("seed", [1, 2])
def test_after_many_random_acts_every_open_matter_has_exactly_one_active_holder(office, seed):
    random_office_life(office, random.Random(seed), ACTS)
    assert Matter.objects.without_one_active_holder().count() == 0
    assert Matter.objects.filter(state=State.PENDING).exists()


def random_office_life(office, dice, acts):
    """Refusals, absences, moves, merges, departures in any order; whatever is refused leaves no trace."""
    everybody = [office.chen, office.wang, office.li, office.bai, office.du, office.lv, office.lu]
    bodies = [office.housing, office.city]
    now = NOW
    for _ in range(acts):
        now += timedelta(minutes=dice.randint(1, 90))
        with moment.standing_at(datetime(*now.timetuple()[:5])):
            person = dice.choice([p for p in everybody if Person.objects.get(pk=p.pk).is_active])
            try:
                _one_act(office, dice, acting(person), everybody, bodies)
            except Refused:
                pass


def _one_act(office, dice, by, everybody, bodies):
    matters = list(Matter.objects.filter(is_open=True)[:60])
    matter = dice.choice(matters) if matters else None
    act = dice.choice(
        ["capture", "place", "assign", "ack", "refuse", "rule", "shelve", "resume", "merge", "report", "verify",
         "away", "back", "leave", "part", "reopen", "return", "undo"]
    )  # fmt: skip
    if act == "capture" or matter is None:
        operations.capture(title=f"事{dice.random()}", by=by)
    elif act == "place":
        operations.place(matter, lead=dice.choice(bodies), by=by)
    elif act == "assign":
        operations.assign(matter, to=Person.objects.get(pk=dice.choice(everybody).pk), by=by)
    elif act == "ack":
        operations.acknowledge(matter, by=acting(matter.holder))
    elif act == "refuse":
        operations.refuse(matter, reason="不归", by=acting(matter.holder))
    elif act == "rule":
        operations.rule(matter, lead=dice.choice(bodies), ruling="先办", by=by)
    elif act == "shelve":
        operations.shelve(matter, reason="等", by=by)
    elif act == "resume":
        operations.resume(matter, by=by)
    elif act == "merge":
        operations.merge(matter, into=dice.choice(matters), by=by)
    elif act == "report":
        operations.report_done(matter, result="好了", by=acting(matter.holder))
    elif act == "verify":
        operations.verify(matter, by=by)
    elif act == "part":
        operations.give_part(matter, part=operations.Part("一步", dice.choice(bodies)), by=by)
    elif act == "reopen":
        done = Matter.objects.filter(state=State.DONE).first()
        if done:
            operations.reopen(done, reason="漏了", by=by)
    elif act == "return":
        operations.return_to_sender(matter, reason="不全", by=by)
    elif act == "undo":
        line = Line.objects.about(matter).last()
        operations.undo(matter, line=line, by=by)
    elif act == "away":
        now = moment.now()
        people.announce(by.person, starts=now, ends=now + timedelta(hours=dice.randint(1, 60)), by=by)
    elif act == "back":
        for absence in Absence.objects.filter(ends__lte=moment.now(), ended_at=None).exclude(began_at=None):
            people.end(absence, by=Actor.clock(office.unit))
    elif act == "leave" and dice.random() < 0.2:
        items = Matter.objects.filter(holder=by.person, is_open=True) | Matter.objects.filter(
            standing_in_for=by.person, is_open=True
        )
        heirs = [p for p in everybody if Person.objects.get(pk=p.pk).is_active and p.pk != by.person.pk]
        if len(heirs) > 3:
            to = {m.pk: Person.objects.get(pk=dice.choice(heirs).pk) for m in items}
            operations.hand_over(by.person, to=to, by=by)
            people.leave(by.person, by=acting(office.chen))
