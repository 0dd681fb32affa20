"""在谁手上多久: the bar of a matter counts every hand it passed through, on slips or not."""

from __future__ import annotations

from shuniu.clock.office_calendar import calendar_for
from shuniu.conftest import acting
from shuniu.matters import operations as matters
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.supervision import hands
from shuniu.supervision.tests.conftest import day


def bar(matter):
    shown = hands.panel(None, Matter.objects.get(pk=matter.pk))
    return [(piece.who, piece.lay, piece.is_now) for piece in shown["bar"]] if shown else []


def test_every_hand_stands_in_the_bar_with_its_days(office, give, as_):
    calendar_for(office.unit)
    matter = give("井盖底数", due=day(30))
    with moment.standing_at(day(4, 9)):
        matters.assign(Matter.objects.get(pk=matter.pk), to=office.lv, reason="他熟", by=acting(office.du))
    with moment.standing_at(day(9, 9)):
        matters.refuse(Matter.objects.get(pk=matter.pk), reason="管网归城管", by=acting(office.lv))
    assert bar(matter) == [
        ("住房城乡建设局 杜衡", "3个工作日", False),
        ("住房城乡建设局 吕工", "3个工作日", False),
        ("陈敬之", "2个工作日", True),
    ]
    page = as_(office.chen).get(f"/matters/{matter.slug}/").content.decode()
    assert "在谁手上多久" in page


def test_what_never_changed_hands_has_no_bar(office, give, as_):
    matter = give("一直在一人手上", due=day(30))
    assert "在谁手上多久" not in as_(office.chen).get(f"/matters/{matter.slug}/").content.decode()
