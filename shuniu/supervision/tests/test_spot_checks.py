"""抽查: drawn from a kept seed with weights one can add up; what was untrue is done again."""

from __future__ import annotations

import pytest

from shuniu.conftest import acting
from shuniu.matters import operations as matters
from shuniu.matters.models import Feedback
from shuniu.org.refusals import Refused
from shuniu.supervision import operations
from shuniu.supervision.drawing import Lot, drawn
from shuniu.supervision.tests.conftest import day


def test_one_seed_draws_the_same_lots_in_whatever_order_they_lie():
    lots = [Lot(n) for n in range(40)]
    first = [lot.pk for lot in drawn(lots, seed=20260611, wanted=5)]
    assert first == [lot.pk for lot in drawn(lots[::-1], seed=20260611, wanted=5)]
    assert (len(set(first)), first) == (5, first)
    assert first != [lot.pk for lot in drawn(lots, seed=20260612, wanted=5)]


def test_the_doubtful_are_always_among_them():
    lots = [Lot(n, ("doubtful",) if n in (7, 9) else ()) for n in range(40)]
    for seed in range(30):
        assert {7, 9} <= {lot.pk for lot in drawn(lots, seed=seed, wanted=4)}


def test_a_heavier_lot_is_drawn_more_often():
    lots = [Lot(0, ("untrue_before",)), *(Lot(n) for n in range(1, 10))]
    times = sum(0 in {lot.pk for lot in drawn(lots, seed=seed, wanted=1)} for seed in range(2000))
    assert 400 < times < 600  # 30 of 120


@pytest.fixture
def settled(office, give):
    done = []
    for n in range(12):
        matter = give(f"第{n}件", due=day(10) if n == 3 else day(20))
        matters.feed_back(matter, words=f"第{n}件的进展", by=acting(office.du))
        matter = matters.report_done(matter, result="完成", by=acting(office.du))
        done.append(matters.verify(matter, by=acting(office.chen)))
    return done


def test_the_draw_can_be_made_again_from_what_was_kept(office, settled):
    made = operations.draw(seed=20260611, wanted=5, by=acting(office.wang))
    assert made.checks.count() == 5
    assert operations.drawn_again(made) == list(made.checks.values_list("matter_id", flat=True))
    assert [entry for entry in made.population if entry[2]] == [[settled[3].pk, 15, ["late"]]]
    # What was drawn once is not drawn again.
    again = operations.draw(seed=20260611, wanted=60, by=acting(office.wang))
    assert again.checks.count() == 7


def test_a_report_that_repeats_the_one_before_weighs_more(office, give, settled):
    matter = give("照抄的", due=day(20))
    for _time in range(2):
        matters.feed_back(matter, words="已完成沿河路十二处井盖更换并组织验收", by=acting(office.du))
    matters.report_done(matter, result="完成", by=acting(office.du))
    made = operations.draw(seed=3, wanted=1, by=acting(office.chen))
    assert [entry for entry in made.population if "copied" in entry[2]] == [[matter.pk, 20, ["copied"]]]


def test_what_was_untrue_and_is_said_to_be_done_again_is_certain(office, give, settled):
    matter = give("又说办好了", due=day(20))
    matter = matters.report_done(matter, result="完成", by=acting(office.du))
    matter = matters.send_back(matter, reason="没有", untrue=True, by=acting(office.chen))
    matters.report_done(matter, result="这次真好了", by=acting(office.du))
    made = operations.draw(seed=3, wanted=1, by=acting(office.chen))
    assert [(c.matter_id, c.certain) for c in made.checks.all()] == [(matter.pk, True)]


def test_two_look_and_neither_had_a_hand_in_it(office, settled):
    check = operations.draw(seed=1, wanted=1, by=acting(office.chen)).checks.get()
    chen = acting(office.chen)
    for pair in ((office.bai, office.bai), (office.du, office.bai), (office.chen, office.bai)):
        with pytest.raises(Refused):
            operations.name_checkers(check, people=pair, by=chen)
    with pytest.raises(Refused, match="先定两位"):
        operations.record_check(check, outcome="true", words="看过", by=acting(office.bai))
    check = operations.name_checkers(check, people=(office.bai, office.wang), by=chen, unannounced=True)
    with pytest.raises(Refused, match="两位核查人"):
        operations.record_check(check, outcome="true", words="看过", by=acting(office.li))
    check = operations.record_check(check, outcome="true", words="井盖都在", by=acting(office.bai))
    check.matter.refresh_from_db()
    assert (check.outcome, check.matter.state) == ("true", "done")


def test_what_was_untrue_is_opened_again_and_marked_and_weighs_on_the_next_draw(office, settled, give):
    check = operations.draw(seed=1, wanted=1, by=acting(office.chen)).checks.get()
    operations.name_checkers(check, people=(office.bai, office.wang), by=acting(office.chen))
    operations.record_check(check, outcome="untrue", words="现场少了三处", by=acting(office.wang))
    check.matter.refresh_from_db()
    assert (check.matter.state, check.matter.verified_by) == ("in_hand", None)
    assert [f.matter_id for f in Feedback.objects.filter(untrue=True)] == [check.matter_id]
    made = operations.draw(seed=2, wanted=1, by=acting(office.chen))
    assert {tuple(reasons) for _pk, _weight, reasons in made.population} == {
        ("untrue_before",),
        ("late", "untrue_before"),
    }


def test_without_anything_reported_nothing_is_drawn(office, give):
    give("还在办", due=day(20))
    with pytest.raises(Refused, match="没有可抽的"):
        operations.draw(seed=1, by=acting(office.chen))
    with pytest.raises(Refused, match="办公室"):
        operations.draw(seed=1, by=acting(office.du))
