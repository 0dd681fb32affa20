"""没人管: what nobody holds is found by the next morning (product §7.12, acceptance check 33)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from shuniu.conftest import acting
from shuniu.matters import jobs, operations, unowned
from shuniu.matters.models import Demand, Matter, Unowned
from shuniu.org import moment
from shuniu.org.models import Absence, Duty, Person
from shuniu.org.refusals import Refused


def settled_last_year(office, title, day=datetime(2025, 6, 9, 9, 0), lead=None, **known):
    with moment.standing_at(day):
        li = acting(office.li)
        matter = operations.capture(title=title, by=li, **known)
        operations.place(matter, by=li, lead=lead or office.office, holder=office.li)
        return operations.complete(matter, result="办完", by=li)


def on_the_shelf(office, sort):
    unowned.look(office.unit)
    return [(row.what, row.division.name if row.division else "") for row in unowned.shelf(office.unit).filter(sort=sort)]


def test_a_forgotten_yearly_event_is_found_with_who_led_it_last_year(office):
    settled_last_year(office, "2025年度防汛桌面推演", lead=office.housing)
    settled_last_year(office, "沿河路井盖缺失")
    (row,) = [row for row in unowned.search(office.unit) if row.sort == "yearly"]
    assert (row.what, row.division, row.since) == ("2025年度防汛桌面推演", office.housing, date(2026, 6, 9))


def test_a_yearly_event_that_has_come_again_is_not_on_the_shelf(office):
    settled_last_year(office, "2025年度防汛桌面推演")
    operations.capture(title="2026年度防汛桌面推演", by=acting(office.li))
    assert on_the_shelf(office, "yearly") == []


def test_another_unit_is_not_searched(office, other_office):
    settled_last_year(other_office, "年度防汛桌面推演")
    assert on_the_shelf(office, "yearly") == []
    assert on_the_shelf(other_office, "yearly") == [("年度防汛桌面推演", "办公室")]


def test_one_press_gives_it_to_the_body_that_led_last_year(office):
    before = settled_last_year(office, "2025年度防汛桌面推演", lead=office.housing)
    unowned.look(office.unit)
    (row,) = unowned.shelf(office.unit).filter(sort="yearly")
    matter = unowned.give(row, by=acting(office.li))
    assert (matter.title, matter.holder, matter.state) == ("防汛桌面推演", office.du, "given")
    assert [link.other for link in matter.links.all()] == [before]
    assert on_the_shelf(office, "yearly") == []


def test_what_is_not_done_this_year_keeps_its_reason_and_stays_off_the_shelf(office):
    settled_last_year(office, "2025年度防汛桌面推演")
    unowned.look(office.unit)
    (row,) = unowned.shelf(office.unit).filter(sort="yearly")
    with pytest.raises(Refused):
        unowned.drop(row, reason=" ", by=acting(office.li))
    unowned.drop(row, reason="市里统一组织,县里不另办", by=acting(office.li))
    assert on_the_shelf(office, "yearly") == []
    assert Unowned.objects.get(pk=row.pk).reason == "市里统一组织,县里不另办"


def test_two_clerks_press_at_once_and_one_gets_a_plain_refusal(office):
    settled_last_year(office, "2025年度防汛桌面推演")
    unowned.look(office.unit)
    (row,) = unowned.shelf(office.unit).filter(sort="yearly")
    unowned.give(row, by=acting(office.li))
    with pytest.raises(Refused, match="已经有着落"):
        unowned.give(row, by=acting(office.bai))
    assert Matter.objects.filter(title="防汛桌面推演").count() == 1


def test_a_duty_whose_person_has_left_is_proposed_to_the_stand_in(office):
    duty = Duty.objects.create(
        unit=office.unit, number=7, what="县志照片授权", division=office.office, person=office.bai,
        stand_in=office.li, since=date(2025, 1, 1),
    )  # fmt: skip
    Person.objects.filter(pk=office.bai.pk).update(left_on=date(2026, 5, 20))
    unowned.look(office.unit)
    (row,) = unowned.shelf(office.unit).filter(sort="remains")
    assert (row.what, row.person, row.since) == ("县志照片授权", office.li, date(2026, 5, 20))
    unowned.give(row, by=acting(office.chen))
    assert [d.person for d in Duty.objects.filter(number=7, until=None).exclude(pk=duty.pk)] == [office.li]


def test_a_duty_without_a_stand_in_is_named_until_it_has_one(office):
    Duty.objects.create(
        unit=office.unit, number=3, what="公文登记", division=office.office, person=office.li, since=date(2025, 1, 1)
    )
    assert on_the_shelf(office, "no_stand_in") == [("公文登记", "办公室")]
    Duty.objects.filter(number=3).update(stand_in=office.bai)
    assert on_the_shelf(office, "no_stand_in") == []
    assert Unowned.objects.get(sort="no_stand_in").gone


def test_what_two_bodies_refused_and_nobody_ruled_is_found(office):
    li = acting(office.li)
    matter = operations.place(operations.capture(title="沿河路井盖缺失", by=li), by=li, lead=office.city)
    operations.refuse(matter, reason="管网不归城管", by=acting(office.lu))
    operations.rule(matter, lead=office.housing, ruling="先由住建办", by=acting(office.chen))
    operations.refuse(matter, reason="井盖归城管", by=acting(office.du))
    assert [what for what, _body in on_the_shelf(office, "refused")] == ["沿河路井盖缺失"]
    (row,) = unowned.shelf(office.unit).filter(sort="refused")
    unowned.give(row, by=acting(office.chen), division=office.city)
    matter.refresh_from_db()
    assert (matter.lead, matter.holder, matter.state) == (office.city, office.lu, "given")


def test_demands_without_an_outcome_for_two_days_become_tasks_with_one_press(office):
    li = acting(office.li)
    with moment.standing_at(datetime(2026, 6, 8, 9, 0)):
        matter = operations.capture(title="内涝点排查", by=li)
        Demand.objects.create(matter=matter, order=1, text="排查下穿通道", lead=office.housing)
        Demand.objects.create(matter=matter, order=2, text="建立台账")
        operations.place(matter, by=li, lead=office.city)
    unowned.look(office.unit)
    (row,) = unowned.shelf(office.unit).filter(sort="unanswered")
    unowned.give(row, by=li)
    assert [(t.title, t.lead) for t in matter.tasks.order_by("part")] == [
        ("排查下穿通道", office.housing), ("建立台账", office.city),
    ]  # fmt: skip
    assert on_the_shelf(office, "unanswered") == []


def test_an_orphan_is_never_made_by_verbs_and_found_if_it_is_there(office):
    operations.capture(title="借投影仪", by=acting(office.li))
    assert jobs.check_holders(office.unit) == 0
    Person.objects.filter(pk=office.li.pk).update(left_on=date(2026, 6, 10))  # no verb does this
    assert jobs.check_holders(office.unit) == 1
    assert [what for what, _body in on_the_shelf(office, "orphan")] == ["借投影仪"]
    (row,) = unowned.shelf(office.unit).filter(sort="orphan")
    unowned.give(row, by=acting(office.bai))
    assert jobs.check_holders(office.unit) == 0


def test_the_search_of_every_night_finds_each_gap_once(office):
    settled_last_year(office, "2025年度防汛桌面推演")
    assert unowned.look(office.unit) == (1, 0)
    assert unowned.look(office.unit) == (0, 0)
    assert Unowned.objects.count() == 1


def test_absences_begin_and_end_at_their_hour_and_once(office):
    matter = operations.capture(title="值班表", by=acting(office.li))
    Absence.objects.create(
        person=office.li, starts=moment.aware(datetime(2026, 6, 11, 9, 0)), ends=moment.aware(datetime(2026, 6, 12, 17, 30))
    )
    assert (jobs.begin_absences(office.unit), jobs.begin_absences(office.unit)) == (1, 0)
    matter.refresh_from_db()
    assert matter.holder == office.bai
    with moment.standing_at(datetime(2026, 6, 12, 17, 31)):
        assert (jobs.end_absences(office.unit), jobs.end_absences(office.unit)) == (1, 0)
    matter.refresh_from_db()
    assert matter.holder == office.li


def test_what_was_set_aside_comes_back_on_its_day(office):
    li = acting(office.li)
    matter = operations.capture(title="等省里文件", by=li)
    operations.shelve(matter, reason="等省里文件", by=li, look_again=date(2026, 6, 15))
    assert jobs.resume_shelved(office.unit) == 0
    with moment.standing_at(datetime(2026, 6, 15, 8, 0)):
        assert (jobs.resume_shelved(office.unit), jobs.resume_shelved(office.unit)) == (1, 0)
    matter.refresh_from_db()
    assert matter.state == "pending"


def test_the_counters_are_set_right_from_the_rows(office):
    matter = operations.capture(title="借投影仪", by=acting(office.li))
    assert jobs.recount_tallies(office.unit) == 0
    Matter.objects.filter(pk=matter.pk).update(lead=office.city)  # no verb does this
    assert jobs.recount_tallies(office.unit) == 2
    assert jobs.recount_tallies(office.unit) == 0


def test_every_periodic_job_can_run_twice_in_an_empty_office(office):
    for job in (*jobs.PERIODIC, *jobs.PERIODIC):
        job.do(office.unit)
