"""Who is told what, at once or later, and when it is gone again (product §9.4)."""

from datetime import timedelta

import pytest

from shuniu.clock import errands
from shuniu.conftest import acting, make_person
from shuniu.matters import jobs as matter_jobs
from shuniu.matters import operations as matters
from shuniu.matters.choices import InstructionForm, Urgency
from shuniu.notices import digests, looking_ahead, operations
from shuniu.notices.choices import DIGEST_HOURS
from shuniu.notices.models import Digest, Notice
from shuniu.notices.tests.conftest import at, aware, told
from shuniu.notices.wording import of_digest
from shuniu.org import moment
from shuniu.org import operations as people
from shuniu.org.choices import Role
from shuniu.routing import operations as slips
from shuniu.routing.choices import Box, Purpose
from shuniu.routing.planned import Planned

TITLE = "关于拨付首期资金的请示"


def knocks(person) -> list[str]:
    """The reasons for which this person was interrupted."""
    rows = Notice.objects.interrupting().filter(person=person).exclude(told_at=None)
    return list(rows.order_by("pk").values_list("reason", flat=True))


def test_an_ordinary_paper_waits_for_the_digest_and_disturbs_nobody(office, given):
    given(office.du)
    assert told(office.du) == [("later", TITLE)]
    assert knocks(office.du) == []
    assert told(office.li) == [], "who acts need not be told"


def test_an_act_ends_the_notice_and_so_does_another_hand(office, given):
    first, second = given(office.du), given(office.du, title="第二件")
    matters.acknowledge(first, by=acting(office.du))
    assert told(office.du) == [("later", "第二件")]
    matters.assign(second, to=office.lv, by=acting(office.du), reason="他在管")
    assert told(office.du) == []
    assert told(office.lv) == [("later", "第二件")]


def test_an_absence_is_told_once_to_both_and_the_paper_leaves_the_hand(office, given):
    given(office.du)
    people.announce(
        office.du,
        starts=moment.now() + timedelta(hours=1),
        ends=moment.now() + timedelta(hours=5),
        by=acting(office.du),
    )
    with at("11:00:01"):
        matter_jobs.begin_absences(office.unit)
        assert told(office.du) == [("later", "absence.began")], "the paper is in the other hand"
        assert told(office.lv) == [("later", "absence.began")], "told once, not paper by paper"


def test_whoever_is_away_is_not_told_but_the_b(office, given):
    people.announce(
        office.du, starts=moment.now(), ends=moment.now() + timedelta(hours=5), by=acting(office.li)
    )
    Notice.objects.all().delete()
    given(office.du)
    assert (told(office.du), told(office.lv)) == ([], [("later", TITLE)])


def test_a_most_urgent_paper_interrupts_its_holder_once_with_all_its_parts(office, given):
    matter = given(office.du, urgency=Urgency.EXTRA)
    assert knocks(office.du) == ["extra"]
    for title in ("第一步", "第二步"):
        matters.give_part(
            matter, part=matters.Part(title, office.housing, office.du, None, None), by=acting(office.li)
        )
    assert knocks(office.du) == ["extra"]
    assert [reason for reason, _title in told(office.du)] == ["extra", "later", "later"]


def test_a_most_urgent_arrival_goes_to_the_desk_and_the_director(office, desk):
    matters.capture(title="特急电报", urgency=Urgency.EXTRA, by=acting(office.li))
    assert (knocks(office.bai), knocks(office.chen)) == (["extra"], ["extra"])
    assert (knocks(office.wang), knocks(office.du), knocks(office.li)) == ([], [], [])


def test_a_leader_s_fresh_word_interrupts_the_holder_and_nobody_else(office, given):
    matter = given(office.du)
    matters.acknowledge(matter, by=acting(office.du))
    matters.instruct(matter, leader=office.zhao, words="先堵上,再说账。", by=acting(office.zhao))
    assert knocks(office.du) == ["word"]
    assert Notice.objects.interrupting().exclude(person=office.du).count() == 0


def test_oral_words_ask_the_leader_for_the_tap_in_the_digest(office, given):
    matter = given(office.du)
    matters.instruct(
        matter, leader=office.zhao, words="报个方案。", by=acting(office.li), form=InstructionForm.ORAL
    )
    assert told(office.zhao) == [("later", TITLE)]
    matters.confirm_words(matter.instructions.get(), by=acting(office.zhao))
    assert told(office.zhao) == []


def test_a_leader_s_word_on_a_slip_interrupts_who_has_to_do_it(office, given):
    matter = given(office.li)
    slip = slips.start(
        matter, purpose=Purpose.RECEIPT, by=acting(office.li),
        stages=[Planned("批示", (office.zhao,), box=Box.INSTRUCT), Planned("承办", (office.du,), box=Box.HANDLE)],
    )  # fmt: skip
    part = slip.stages.get(title="批示").parts.get()
    slips.decide(part, by=acting(office.zhao), opinion="同意,月底前见效")
    assert knocks(office.du) == ["word"]
    assert knocks(office.li) == ["word"], "who holds the matter hears it too"


def test_on_a_countersign_nobody_hears_again_what_is_still_in_hand(office, given):
    matter = given(office.li)
    slip = slips.start(
        matter,
        purpose=Purpose.CONSULT,
        by=acting(office.li),
        stages=[Planned("会签", (office.wang, office.bai, office.chen))],
    )
    for person in (office.wang, office.bai):
        slips.decide(slip.stages.get().parts.get(holder=person), by=acting(person))
    assert Notice.objects.filter(person=office.chen).count() == 1
    assert told(office.wang) == []


def test_a_chase_is_heard_although_the_paper_was_told_of(office, given):
    matter = given(office.li)
    slip = slips.start(
        matter, purpose=Purpose.CONSULT, by=acting(office.li), stages=[Planned("会签", (office.wang,))]
    )
    slips.chase(slip.stages.get().parts.get(), by=acting(office.li), words="请今天看")
    assert [row.line.verb for row in Notice.objects.filter(person=office.wang).order_by("pk")] == [
        "slip.started",
        "slip.chased",
    ]


# The last two hours, and ringing


def test_a_hard_deadline_in_two_hours_in_hand_and_untouched_interrupts_once(office, given):
    with at("08:00"):
        matter = given(office.du, due=aware("2026-06-11 11:30"), hard=True)
        matters.acknowledge(matter, by=acting(office.du))
    with at("09:20"):
        assert looking_ahead.look(office.unit) == 0
    assert (looking_ahead.look(office.unit), looking_ahead.look(office.unit)) == (1, 0)
    assert knocks(office.du) == ["hours"]


def test_who_has_begun_is_left_alone_in_the_last_two_hours(office, given):
    with at("08:00"):
        matter = given(office.du, due=aware("2026-06-11 11:30"), hard=True)
        matters.acknowledge(matter, by=acting(office.du))
        matters.feed_back(matter, words="正在办", by=acting(office.du))
    assert looking_ahead.look(office.unit) == 0


def test_who_works_on_a_step_has_begun(office, given):
    with at("08:00"):
        matter = given(office.du, due=aware("2026-06-11 11:30"), hard=True)
        step = matters.give_part(
            matter, part=matters.Part("第一步", office.housing, office.du, None, None), by=acting(office.li)
        )
        matters.acknowledge(step, by=acting(office.du))
        matters.feed_back(step, words="正在办", by=acting(office.du))
    assert looking_ahead.last_hours(office.unit) == 0


def test_a_hard_event_tomorrow_that_nobody_signed_for_is_rung_by_the_desk(office, given, desk):
    with at("09:00"):
        matter = given(office.du, title="明早检查", starts=aware("2026-06-12 09:00"), hard=True)
    with at("09:29"):
        assert looking_ahead.look(office.unit) == 0
    with at("09:31"):
        assert (looking_ahead.look(office.unit), looking_ahead.look(office.unit)) == (1, 0)
        assert told(office.bai) == [("ring", "明早检查")]
        assert knocks(office.du) == []
    with at("09:40"):
        matters.acknowledge(matter, by=acting(office.du))
        assert told(office.bai) == [], "whoever acts ends the ringing"


# Quiet


def test_at_night_a_leader_s_word_waits_for_the_morning_and_an_emergency_does_not(office, given):
    matter = given(office.du)
    with at("19:00"):
        matters.instruct(matter, leader=office.zhao, words="抓紧。", by=acting(office.zhao))
        given(office.du, title="决口", kind="incident")
        assert knocks(office.du) == ["emergency"]
    with at("07:29", "2026-06-12"):
        errands.drain()
        assert knocks(office.du) == ["emergency"]
    with at("07:30", "2026-06-12"):
        errands.drain()
        assert knocks(office.du) == ["word", "emergency"]


def test_what_was_done_in_the_night_is_not_said_in_the_morning(office, given):
    matter = given(office.du)
    with at("19:00"):
        matters.instruct(matter, leader=office.zhao, words="抓紧。", by=acting(office.zhao))
        matters.acknowledge(matter, by=acting(office.du))
    with at("07:30", "2026-06-12"):
        errands.drain()
        assert knocks(office.du) == []


def test_who_is_on_duty_hears_at_night_and_on_days_off(office, given, desk):
    with at("22:00"):
        given(office.bai, urgency=Urgency.EXTRA)
        assert knocks(office.bai) == ["extra"]
    with at("10:00", "2026-06-20"):
        given(office.wang, urgency=Urgency.EXTRA)
        assert knocks(office.wang) == []


def test_a_person_s_own_rest_holds_all_but_the_most_urgent(office, given):
    operations.choose(
        office.du,
        by=acting(office.du),
        rest_from=aware("2026-06-11 08:30").time(),
        rest_until=aware("2026-06-11 10:30").time(),
    )
    matter = given(office.du)
    matters.instruct(matter, leader=office.zhao, words="抓紧。", by=acting(office.zhao))
    assert knocks(office.du) == []
    given(office.du, title="特急电报", urgency=Urgency.EXTRA)
    assert knocks(office.du) == ["extra"]
    with at("10:30"):
        errands.drain()
    assert knocks(office.du) == ["word", "extra"]


# Digests


def test_a_digest_is_one_for_each_person_and_none_where_there_is_nothing(office, given):
    for n in range(3):
        given(office.wang, title=f"第{n}件")
    with at("11:40"):
        assert digests.write(office.unit, DIGEST_HOURS[1]) == 1
        assert digests.write(office.unit, DIGEST_HOURS[1]) == 0
    assert [(d.person, d.notices.count()) for d in Digest.objects.all()] == [(office.wang, 3)]
    with at("16:30"):
        assert digests.write(office.unit, DIGEST_HOURS[2]) == 0, "nothing is said twice"


def test_what_was_done_before_the_digest_is_not_in_it(office, given):
    matters.acknowledge(given(office.wang), by=acting(office.wang))
    with at("11:40"):
        assert digests.write(office.unit, DIGEST_HOURS[1]) == 0


def test_a_digest_has_ten_lines_and_the_rest_as_a_number(office, given):
    for n in range(13):
        given(office.wang, title=f"第{n}件")
    given(office.wang, title="某人来访", visibility="restricted")
    with at("11:40"):
        digests.write(office.unit, DIGEST_HOURS[1])
    message = of_digest(Digest.objects.get())
    assert (message.title, len(message.lines), message.lines[-1]) == ("11:40 14 件事", 11, "还有 4 件")
    assert message.lines[0] == "有一件限定事项"
    assert "某人来访" not in message.text


@pytest.mark.parametrize(("day", "hour"), [("2026-06-20", "11:40"), ("2026-06-11", "13:00")])
def test_no_digest_on_days_off_nor_long_after_its_hour(office, given, day, hour):
    given(office.wang)
    with at(hour, day):
        assert digests.write(office.unit, DIGEST_HOURS[1]) == 0


def test_who_left_is_told_nothing(office, given):
    lei = make_person(office.unit, "雷鸣", office.housing, Role.LIAISON)
    given(lei)
    type(lei).objects.filter(pk=lei.pk).update(left_on=moment.today())
    with at("16:30"):
        assert digests.write(office.unit, DIGEST_HOURS[2]) == 0


def test_a_liaison_hears_once_a_day_and_what_is_due_today_all_the_same(office, given):
    with at("16:45", "2026-06-10"):
        given(office.du, title="昨天的")
    said = []
    for hour, title, due in zip(
        ("08:15", "11:40", "16:30"),
        ("上午的", "中午的", "下午的"),
        (None, None, aware("2026-06-11 17:30")),
        strict=True,
    ):
        with at(hour):
            digests.write(office.unit, aware(f"2026-06-11 {hour}").time())
            said.append(Digest.objects.filter(person=office.du).count())
            given(office.du, title=title, due=due)
    assert said == [1, 1, 1], "yesterday's in the morning, then no more"
    with at("17:00"):
        digests.write(office.unit, DIGEST_HOURS[2])
    assert Digest.objects.filter(person=office.du).count() == 2, "due today: said although it is one too many"
