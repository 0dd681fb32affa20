"""在谁手上: exactly one active person, whatever happens."""

from datetime import timedelta

import pytest

from shuniu.conftest import NOW, acting
from shuniu.journal.models import Line
from shuniu.matters import operations
from shuniu.matters.choices import State
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org import operations as people
from shuniu.org.actor import Actor
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
