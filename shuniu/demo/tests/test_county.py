"""Facts about the county of the demonstration as it stands on 11 June 2026 at 11:15 (product §5.1, §7.1, §16)."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest

from shuniu.demo.cast import TOWNSHIP_PEOPLE
from shuniu.demo.tests.conftest import acting
from shuniu.demo.words import OLD_NORTH
from shuniu.desk.leader.waiting import waiting_for
from shuniu.desk.today import today_of
from shuniu.journal.verification import verify
from shuniu.matters.choices import State
from shuniu.matters.counting import recount
from shuniu.matters.models import Difficulty, Dispute, DueChange, Feedback, Instruction, Matter, Refusal
from shuniu.org import moment
from shuniu.org.models import ABPair, Duty, Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def it_is_a_quarter_past_eleven(county):
    with moment.standing_at(county.now):
        yield


def number(serial: int, year: int = 2026) -> Matter:
    return Matter.objects.get(year=year, serial=serial, part=0)


def test_the_directors_five_first_score_as_in_the_worked_example(county):
    _name, page = today_of(acting("周谨言"))
    assert [(item.title, item.score.total) for item in page.first] == [
        ("向市防办报值守安排", 77),
        ("沿河路井盖缺失", 74),
        ("旧小区改造资金方案", 69),
        ("二季度通报稿", 28),
        ("端午值班表", 14),
    ]


def test_every_open_matter_is_in_one_persons_hand(county):
    assert Matter.objects.without_one_active_holder().count() == 0


def test_the_journal_of_the_generated_year_is_whole(county):
    report = verify(county.unit)
    assert report.clean, report.broken
    assert report.seals >= 370


def test_no_line_of_a_chain_is_earlier_than_the_one_before(county):
    from shuniu.journal.models import Line

    before, wrong = (None, None), []
    rows = Line.objects.filter(unit=county.unit, subject_kind="matter").order_by("subject_id", "seq")
    for subject, seq, at in rows.values_list("subject_id", "seq", "at"):
        if before[0] == subject and at < before[1]:
            wrong.append((subject, seq))
        before = (subject, at)
    assert wrong == []


def test_the_counters_agree_with_the_matters(county):
    assert recount(county.unit) == {}


def test_matters_named_in_the_papers_have_their_numbers(county):
    assert number(873, 2025).title == "沿河路三处井盖破损"
    assert {n: number(n).title for n in (1099, 1102, 1176, 1179, 1181, 1182, 1183, 1187)} == {
        1099: "城北小学周边交通整治",
        1102: "旧小区改造资金方案",
        1176: "关于做好6月11日至13日强降雨期间值守工作的通知",
        1179: "落实11—13日24小时值守",
        1181: "转移避险准备到户到人",
        1182: "向市防办报值守安排",
        1183: "沿河路井盖缺失",
        1187: "关于拨付旧小区改造首期资金的请示",
    }


def test_the_manholes_were_refused_twice_and_the_director_holds_them(county):
    matter = number(1183)
    assert [r.division.name for r in Refusal.objects.filter(matter=matter)] == [
        "城市管理局",
        "住房城乡建设局",
    ]
    assert (matter.state, matter.holder.name) == (State.DISPUTED, "周谨言")
    assert Matter.objects.filter(merged_into=matter).count() == 2


def test_two_leaders_gave_two_dates_on_one_matter(county):
    words = Instruction.objects.filter(matter=number(1099)).values_list("leader__name", "words")
    assert [(who, said[said.index("月") - 1 :][:4]) for who, said in words if "月" in said] == [
        ("温若兰", "6月30"),
        ("裴子衡", "7月15"),
    ]


def test_the_money_matter_was_postponed_once_and_asked_about_twice(county):
    matter = number(1102)
    assert moment.local(matter.first_due).date().isoformat() == "2026-06-05"
    assert moment.local(matter.due).date().isoformat() == "2026-06-12"
    assert matter.questions.count() == 2


def test_the_leavers_eight_items_have_an_heir_and_the_ninth_fell_to_the_director(county):
    leaver = Person.objects.get(name="许墨")
    assert leaver.left_on.isoformat() == "2026-05-20"
    assert Matter.objects.open().filter(holder=leaver).count() == 0
    handed = Matter.objects.open().filter(title__in=_left_behind())
    assert Counter(handed.values_list("holder__name", flat=True)) == {"方一鸣": 8}
    assert Matter.objects.get(title="县志照片授权").holder.name == "周谨言"


def _left_behind():
    from shuniu.demo.county_past import _LEFT_BEHIND

    return [title for _when, title, _step in _LEFT_BEHIND]


def test_the_third_arrival_of_one_task_points_at_the_first_two(county):
    call = number(1186)
    assert {same["number"] for same in call.reading.proposal["same"]} >= {"№1176", "№1182"}


def test_last_years_drill_has_no_matter_this_year(county):
    drills = Matter.objects.filter(title="年度防汛桌面推演")
    assert [(m.year, m.serial, m.state) for m in drills] == [(2025, 897, State.DONE)]


def test_water_complaints_of_eight_days_come_from_the_old_north(county):
    since = moment.aware(datetime(2026, 6, 3))
    titles = Matter.objects.filter(received__gte=since, kind="hotline", lead__name="水利局").values_list(
        "title", flat=True
    )
    assert sum(any(place in title for place in OLD_NORTH) for title in titles) >= 4


def test_housing_reported_done_three_times_untruly(county):
    assert (
        Feedback.objects.filter(
            untrue=True, matter__lead__name="住房城乡建设局", matter__kind="minute_item"
        ).count()
        == 3
    )


def test_one_township_is_asked_far_more_than_the_others(county):
    asked = Counter(
        Matter.objects.filter(lead__kind="township", part__gt=0).values_list("lead__name", flat=True)
    )
    others = [asked[name] for name in TOWNSHIP_PEOPLE if name != "白鹭镇"]
    assert asked["白鹭镇"] >= 2 * sum(others) / len(others)


def test_three_hard_dates_of_this_week_have_passed(county):
    _name, page = today_of(acting("周谨言"))
    assert {"北关路雨污分流施工图图审", "城北片区地灾点搬迁名单公示", "城乡供水一体化可研批复"} <= {
        item.title for item in page.reds
    }


def test_a_difficulty_of_last_night_waits_for_an_answer(county):
    raised = Difficulty.objects.get(answered=None, matter__title="半年经济形势分析稿")
    assert moment.local(raised.raised) == datetime(2026, 6, 10, 21, 30)


def test_one_deputy_has_more_in_hand_than_a_week_has_hours(county):
    minutes = sum(Matter.objects.open().filter(holder__name="何文静").values_list("size_minutes", flat=True))
    assert minutes > 1.3 * 40 * 60 / 2


def test_the_head_is_away_and_his_stand_in_is_named(county):
    away = acting("陆怀远").person.absences.get(ended_at=None)
    assert (away.stand_in.name, away.began_at is not None) == ("沈知行", True)


def test_shares_of_late_disputed_merged_and_extended_are_those_of_an_office(county):
    whole = Matter.objects.filter(part=0)
    total = whole.count()
    dated = list(
        Matter.objects.filter(due__isnull=False, state=State.DONE).values_list(
            "due", "completed", "reported_at"
        )
    )
    late = sum((reported or done) > due for due, done, reported in dated) / len(dated)
    assert 0.015 <= late <= 0.08
    assert 0.007 <= Dispute.objects.count() / total <= 0.03
    assert 0.03 <= whole.filter(state=State.MERGED).count() / total <= 0.09
    assert max(Counter(DueChange.objects.filter(granted=True).values_list("matter", flat=True)).values()) >= 2


def test_no_two_arrivals_are_called_alike(county):
    titles = Counter(Matter.objects.filter(part=0).values_list("title", flat=True))
    assert [title for title, times in titles.items() if times > 1] == []


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("周谨言", "director"), ("何文静", "deputy"), ("林致远", "deputy"), ("吴安澜", "deputy"), ("赵启明", "deputy"),
        ("方一鸣", "staff"), ("陈小满", "staff"), ("梁静", "staff"), ("石磊", "staff"), ("丁香", "staff"),
        ("杜衡", "liaison"), ("王珂", "liaison"), ("陶然", "liaison"), ("韩卫国", "driver"),
    ],
)  # fmt: skip
def test_nobodys_day_is_bare(county, name, page):
    role, today = today_of(acting(name))
    assert role == page
    assert today.items


@pytest.mark.parametrize("name", ["陆怀远", "沈知行", "顾青禾", "秦砚", "温若兰", "霍正川", "裴子衡"])
def test_every_leader_has_a_field_with_something_in_it(county, name):
    _role, today = today_of(acting(name))
    assert today.kept_away + len(today.asked) + len(today.to_know) > 0


def test_a_small_request_lies_with_whom_the_leader_delegated_it_to_and_with_her(county):
    title = "关于养老中心消防改造变更内容的请示"
    for name, whose in (("秦砚", "代温若兰"), ("温若兰", "")):
        assert [one.whose for one in waiting_for(acting(name)) if one.title == title] == [whose]
    assert [one.title for one in waiting_for(acting("秦砚")) if one.whose] == [title]


def test_the_duty_register_has_no_line_without_a_body_and_214_names_nobody(county):
    assert Duty.objects.filter(unit=county.unit).count() >= 120
    assert Duty.objects.get(unit=county.unit, number=214).person is None


def test_everybody_who_holds_something_has_a_stand_in(county):
    holders = set(Matter.objects.open().values_list("holder", flat=True))
    covered = set(ABPair.objects.filter(until=None).values_list("person", flat=True))
    assert set(Person.objects.filter(pk__in=holders - covered).values_list("name", flat=True)) <= {"孙师傅"}


def test_nothing_happened_after_the_moment_of_the_office(county):
    from shuniu.journal.models import Line

    assert Line.objects.filter(unit=county.unit, at__gt=moment.now() + timedelta(seconds=1)).count() == 0
