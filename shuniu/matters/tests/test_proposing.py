"""拟办建议: whose it is, by when, what is here already — each with its reason (product §5.4, §7.2, §8.3)."""

from __future__ import annotations

import contextvars
import threading
from datetime import date, datetime

import pytest
from django.db import connection
from django.utils.translation import override

from shuniu.clock.calendar import chinese_calendar_seed
from shuniu.clock.office_calendar import calendar_for
from shuniu.conftest import acting
from shuniu.journal.models import Line
from shuniu.matters import intake, kinds, operations, proposing
from shuniu.matters.models import Demand, Matter, Reading
from shuniu.matters.proposing import Lexicon, dates
from shuniu.matters.proposing.likeness import grams, likeness, longest_run
from shuniu.matters.proposing.sorts import ABOVE, BELOW, BESIDE, OUTSIDE, sort_of, to_do
from shuniu.matters.telling import packed, unpacked
from shuniu.org import moment
from shuniu.org import operations as org_operations
from shuniu.org.models import Alias, Duty
from shuniu.org.refusals import Refused, Stale


@pytest.fixture
def li(office):
    office.unit.upper_names, office.unit.place = ["云泽市", "江南省"], "青岚县"
    office.unit.save()
    for division, name in ((office.housing, "住建局"), (office.city, "城管局")):
        Alias.objects.create(unit=office.unit, division=division, name=name)
    return acting(office.li)


def duty(office, number, what, division, *keywords):
    return Duty.objects.create(
        unit=office.unit, number=number, what=what, division=division, keywords=list(keywords), since=date(2026, 1, 1)
    )


def received(li, text, at=None):
    if at is None:
        return intake.receive_text(text, by=li).matters[0]
    with moment.standing_at(at):
        return intake.receive_text(text, by=li).matters[0]


def proposal_of(matter):
    return proposing.proposal_of(Reading.objects.get(matter=matter))


def paper(title, *demands, issuer="云泽市人民政府办公室", number="", day="2026年6月10日"):
    lines = [number, issuer, title, "", "各县区人民政府:", "现通知如下:", *demands, "", issuer, day]
    return "\n".join(line for line in lines if line is not None)


# ------------------------------------------------------------------ whose


def test_a_body_is_known_by_its_name_its_short_form_and_with_the_county_before_it(li, office):
    lexicon = Lexicon(office.unit)
    said = ("住房城乡建设局", "县住房城乡建设局", "青岚县住建局", "住建局", "市住房城乡建设局", "云泽市城市管理局", "林业局")
    found = [(known.division.name, known.how) if known else None for known in map(lexicon.find, said)]
    assert found == [
        ("住房城乡建设局", "name"), ("住房城乡建设局", "name"), ("住房城乡建设局", "alias"), ("住房城乡建设局", "alias"),
        ("住房城乡建设局", "counterpart"), ("城市管理局", "counterpart"), None,
    ]  # fmt: skip


def test_the_duty_register_says_whose_it_is_and_which_line_says_so(li, office):
    duty(office, 214, "城市道路井盖的维护与更换", office.city, "井盖")
    proposal = proposal_of(received(li, "关于沿河路井盖缺失的反映\n沿河路井盖缺失三处,请尽快处理。"))
    assert (proposal["lead"]["name"], proposal["lead"]["why"]) == (
        "城市管理局", "职责清单第214条:城市道路井盖的维护与更换",
    )  # fmt: skip
    assert (proposal["holder"]["name"], proposal["leader"]["name"]) == ("鲁山", "赵启山")


def test_at_most_three_candidates_each_with_a_reason_for_and_against(li, office):
    duty(office, 1, "井盖维护", office.city, "井盖")
    duty(office, 2, "排水管网", office.housing, "井盖", "管网")
    duty(office, 3, "井盖台账", office.office, "井盖")
    proposal = proposal_of(received(li, "关于井盖和管网的反映\n井盖缺失,管网堵塞。"))
    assert 0 < len(proposal["candidates"]) <= 3
    assert all(c["why"] and c["against"] for c in proposal["candidates"])
    assert "weight" not in str(proposal) and "score" not in str(proposal)


def test_an_absent_liaison_and_a_full_hand_speak_against(li, office):
    duty(office, 1, "井盖维护", office.city, "井盖")
    org_operations.announce(
        office.lu, starts=moment.aware(datetime(2026, 6, 11, 9)), ends=moment.aware(datetime(2026, 6, 15, 17, 30)), by=li
    )
    (first, *_rest) = proposal_of(received(li, "井盖缺失的反映\n井盖没有了。"))["candidates"]
    assert first["against"] == "鲁山外出到6/15"
    duty(office, 2, "路灯", office.housing, "路灯")
    for number in range(8):
        operations.place(operations.capture(title=f"事{number}", by=li), by=li, lead=office.housing)
    (first, *_rest) = proposal_of(received(li, "路灯不亮的反映\n路灯坏了。"))["candidates"]
    assert first["against"] == "杜衡手上已有8件"


def test_a_body_that_refused_the_like_before_is_said_to_have(li, office):
    duty(office, 1, "井盖维护", office.city, "井盖")
    before = operations.capture(title="沿河路井盖缺失", by=li)
    operations.place(before, by=li, lead=office.city)
    operations.refuse(before, reason="归住建", by=acting(office.lu))
    (first, *_rest) = proposal_of(received(li, "沿河路井盖缺失\n请处理。"))["candidates"]
    assert (first["name"], first["against"]) == ("城市管理局", f"类似的上次说过不归它({before.number})")


def test_what_people_made_of_a_senders_papers_is_learnt(li, office):
    """Twice given to 城管局 although the register says nothing: the third time it is proposed, with the reason."""
    for number in range(3):
        text = paper(f"关于第{number}批流动摊点的函", "请协助处理。", issuer="丹河县人民政府办公室")
        matter = received(li, text)
        proposal = proposal_of(matter)
        if number < 2:
            operations.place(matter, by=li, lead=office.city, kind="letter")
    assert (proposal["lead"]["name"], proposal["lead"]["why"]) == ("城市管理局", "这家的来文前2次都给了它")


def test_nobody_is_proposed_when_nothing_speaks_for_anybody(li):
    proposal = proposal_of(received(li, "某事\n没有写清楚。"))
    assert (proposal["lead"]["value"], proposal["candidates"], proposal["lead"]["sure"]) == (None, [], False)
    assert "lead" in proposal["unsure"]


# ------------------------------------------------------------------ what, by when


@pytest.mark.parametrize(
    ("title", "form", "relation", "code"),
    [
        ("关于拨付首期资金的请示", "请示", BELOW, "request"),
        ("关于汛前检查的报告", "报告", BELOW, "report"),
        ("关于联合执法的函", "函", BESIDE, "letter"),
        ("关于组织考察团来青岚考察学习的函", "函", BESIDE, "visit"),
        ("关于征求《养犬管理办法》意见的函", "函", ABOVE, "opinions"),
        ("关于召开防汛工作视频会议的通知", "通知", ABOVE, "meeting_above"),
        ("关于开展督查检查的通知", "通知", ABOVE, "inspection"),
        ("关于开展内涝点排查的通知", "通知", ABOVE, "circular"),
        ("政府信息公开申请表", "", OUTSIDE, "disclosure"),
        ("采访函", "函", OUTSIDE, "media"),
    ],
)
def test_a_paper_says_by_its_form_and_title_what_it_is(title, form, relation, code):
    sort = sort_of(title=title, form=form, relation=relation, number="", urgent=False, demands=1, replies=0)
    assert sort.code == code and sort.why


def test_the_title_says_what_is_to_be_done():
    assert to_do("云泽市人民政府办公室关于开展城市内涝点排查的通知", "circular") == "开展城市内涝点排查"
    assert to_do("关于拨付首期资金的请示", "request") == "答复请示:拨付首期资金"
    assert to_do("沿河路井盖缺失", "") == "沿河路井盖缺失"


def test_a_day_means_the_hour_said_or_the_end_of_work(office):
    calendar = calendar_for(office.unit)
    said = ("6月11日20时前", "6月11日下午5时", "6月11日17:40", "6月11日上午", "6月11日前")
    found = [moment.local(dates.due_at(date(2026, 6, 11), text, calendar)).strftime("%H:%M") for text in said]
    assert found == ["20:00", "17:00", "17:40", "12:00", "17:30"]


def test_without_a_day_the_clock_of_the_kind_counts_and_says_so(li):
    proposal = proposal_of(received(li, "住建局\n关于拨付首期资金的请示\n县人民政府:\n妥否,请批示。\n青岚县住房城乡建设局\n2026年6月10日"))
    assert proposal["kind"]["value"] == "request"
    assert (proposal["due"]["value"][:16], proposal["due"]["basis"]) == ("2026-06-23T17:30", "下级请示,收到后7个工作日")
    assert kinds.of("request").term == ("working", 7)


def test_a_date_that_is_past_is_questioned_and_one_on_a_day_off_is_told():
    from shuniu.clock.calendar import chinese_calendar_seed

    calendar = chinese_calendar_seed()
    now = moment.aware(datetime(2026, 6, 11, 10))
    (past,) = dates.oddities(moment.aware(datetime(2026, 6, 3, 17, 30)), now=now, calendar=calendar)
    (off,) = dates.oddities(moment.aware(datetime(2026, 6, 19, 17, 30)), now=now, calendar=calendar)
    assert (past["text"], past["to"][:10]) == ("6月3日已经过去。是不是7月3日?", "2026-07-03")
    assert off["text"].startswith("6月19日是") and off["to"][:10] == "2026-06-18"


# ------------------------------------------------------------------ here already


def test_likeness_leaves_out_what_every_paper_says():
    assert likeness(grams("关于做好防汛值守工作的通知"), grams("关于做好档案移交工作的通知")) == 0
    assert likeness(grams("2025年度防汛桌面推演"), grams("2026年度防汛桌面推演")) == 1
    assert longest_run("做好群众转移避险准备", "转移避险准备到户到人") == 6


def test_a_demand_already_met_is_shown_with_the_number_that_meets_it(li, office):
    with moment.standing_at(datetime(2026, 6, 11, 8, 30)):
        watch = operations.place(operations.capture(title="落实11—13日24小时值守", by=li), by=li, lead=office.office)
    matter = received(
        li,
        paper("关于做好强降雨防范工作的通知", "一、严格落实24小时值班值守制度。", "二、对下穿通道逐一排查,6月12日前完成。"),
    )
    first, second = proposal_of(matter)["demands"]
    assert (first["outcome"], first["covered"]["number"]) == ("covered", watch.number)
    assert (second["outcome"], second["covered"]) == ("task", None)


def test_the_third_arrival_of_one_task_from_above_proposes_a_merge_with_the_first_two(li, office):
    first = received(
        li,
        paper("关于做好6月11日至13日强降雨期间值守工作的通知", "请于6月11日18时前将值守安排报省防办。", issuer="江南省防汛办公室"),
        at=datetime(2026, 6, 11, 8, 20),
    )
    second = received(
        li,
        paper("关于切实做好11—13日强降雨防范应对工作的紧急通知", "请于6月11日20时前将应对措施报市政府。"),
        at=datetime(2026, 6, 11, 9, 0),
    )
    third = received(li, paper("关于强降雨值守安排的通知", "请报值守安排。", issuer="中共青岚县委办公室"))
    assert [same["number"] for same in proposal_of(second)["same"]] == [first.number]
    assert sorted(same["number"] for same in proposal_of(third)["same"]) == [first.number, second.number]


def test_the_same_words_and_the_same_number_are_the_same_thing(li):
    text = paper("关于报送井盖台账的通知", "请于6月20日前报送。", number="云政办发〔2026〕9号")
    first = received(li, text)
    spaced, renamed = received(li, text.replace("请于", "请 于")), received(li, text.replace("井盖台账", "窨井底数"))
    (same, *_rest) = proposal_of(spaced)["same"]
    assert (same["number"], same["why"], same["sure"]) == (first.number, "文字一样", True)
    assert "来文单位和文号相同" in [s["why"] for s in proposal_of(renamed)["same"]]
    assert "same" in proposal_of(spaced)["unsure"]


def test_who_was_in_it_last_time_and_is_not_named_now_may_have_been_left_out(li, office):
    with moment.standing_at(datetime(2025, 6, 10, 9)):
        before = operations.capture(title="开展城市内涝点排查整治", by=li)
        operations.place(before, by=li, lead=office.housing, helpers=(office.city,), holder=office.li)
        operations.complete(before, result="办完", by=li)
    matter = received(li, paper("关于开展城市内涝点排查整治的通知", "一、逐一排查。(牵头单位:住房城乡建设局)"))
    proposal = proposal_of(matter)
    assert [m["name"] for m in proposal["missing"]] == ["城市管理局"]
    assert [s["number"] for s in proposal["similar"]] == [f"2025 {before.number}"]


def test_another_hard_date_of_the_same_holder_and_an_absence_are_collisions(li, office):
    other = operations.capture(title="报三季度台账", by=li, due=moment.aware(datetime(2026, 6, 16, 12)), hard=True)
    operations.place(other, by=li, lead=office.housing)
    org_operations.announce(
        office.du, starts=moment.aware(datetime(2026, 6, 15, 8)), ends=moment.aware(datetime(2026, 6, 17, 17, 30)), by=li
    )
    matter = received(li, paper("关于报送井盖台账的通知", "请于6月16日前报送。(牵头单位:住房城乡建设局)"))
    sorts = [c["sort"] for c in proposal_of(matter)["collisions"]]
    assert sorts == ["absence", "same_day"]


def test_a_restricted_matter_is_never_an_example(li, office):
    secret = operations.capture(title="张某征地补偿来访", by=acting(office.chen), visibility="restricted")
    proposal = proposal_of(received(li, "张某征地补偿来访\n请答复。"))
    assert secret.number not in str([proposal["same"], proposal["similar"], proposal["demands"]])


def test_another_unit_is_never_an_example(li, other_office):
    operations.capture(title="沿河路井盖缺失", by=acting(other_office.li))
    assert proposal_of(received(li, "沿河路井盖缺失\n请处理。"))["same"] == []


def test_the_reasons_are_read_in_the_language_of_the_reader(li, office):
    duty(office, 214, "城市道路井盖的维护与更换", office.city, "井盖")
    matter = received(li, "关于沿河路井盖缺失的反映\n沿河路井盖缺失三处,请尽快处理。")
    with override("en"):
        why = proposal_of(matter)["lead"]["why"]
    assert "214" in why and "职责清单" not in why


# ------------------------------------------------------------------ accepting


def test_a_proposal_that_is_certain_is_accepted_as_it_stands(li, office):
    matter = received(
        li,
        paper(
            "关于开展内涝点排查的通知",
            "一、全面排查,6月18日前完成。(牵头单位:住房城乡建设局)",
            "二、建立台账,6月20日前完成。(牵头单位:住房城乡建设局)",
            "三、清理淤堵,6月22日前完成。(牵头单位:城市管理局)",
        ),
    )
    placed = proposing.accept(matter, proposing.as_proposed(matter, proposal_of(matter)), by=li)
    assert (placed.lead, placed.title) == (office.housing, "开展内涝点排查")
    assert [(t.lead, t.holder) for t in placed.tasks.order_by("part")] == [
        (office.housing, office.du), (office.housing, office.du), (office.city, office.lu),
    ]  # fmt: skip
    assert not Demand.objects.filter(matter=matter, outcome="open").exists()


def test_an_uncertain_proposal_is_not_accepted_by_itself(li):
    matter = received(li, "某事\n没有写清楚。")
    with pytest.raises(Refused):
        proposing.as_proposed(matter, proposal_of(matter))


def test_all_or_nothing(li, office):
    matter = received(li, paper("关于排查的通知", "一、排查井盖。", "二、排查路灯。"))
    one, two = matter.demands.all()
    choice = proposing.Choice(
        lead=office.city, demands=(proposing.Wanted(one), proposing.Wanted(two, outcome="covered"))
    )
    with pytest.raises(Refused, match="第2项"):
        proposing.accept(matter, choice, by=li)
    assert (Matter.objects.filter(part__gt=0).count(), Matter.objects.get(pk=matter.pk).state) == (0, "pending")


def test_the_second_of_two_who_accept_is_told_who_was_first(li, office):
    matter = received(li, paper("关于排查的通知", "一、排查井盖。(牵头单位:城市管理局)"))
    choice = proposing.Choice(lead=office.city)
    proposing.accept(matter, choice, by=li)
    with pytest.raises(Stale, match="李明 10:00已经办了这件"):
        proposing.accept(matter, choice, by=acting(office.bai))


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_at_the_same_moment_one_wins_and_the_other_is_told(li, office):
    matter = received(li, paper("关于排查的通知", "一、排查井盖。(牵头单位:城市管理局)", "二、排查路灯。(牵头单位:城市管理局)"))
    choice = proposing.as_proposed(matter, {**proposal_of(matter), "unsure": []})
    ready, answers = threading.Barrier(2, timeout=20), []

    def press(person):
        try:
            by = acting(person)
            ready.wait()
            proposing.accept(matter, choice, by=by)
            answers.append("placed")
        except Stale as stale:
            answers.append(str(stale)[:2] in (office.li.name, office.bai.name))
        finally:
            connection.close()

    hands = [threading.Thread(target=contextvars.copy_context().run, args=(press, who)) for who in (office.li, office.bai)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(30)
    assert sorted(answers, key=str) == [True, "placed"]
    assert [t.part for t in matter.tasks.order_by("part")] == [1, 2]
    assert Line.objects.filter(verb="matter.placed").count() == 1


def test_a_matter_with_one_step_shows_no_tasks(li, office):
    matter = received(li, paper("关于排查的通知", "一、排查井盖,6月18日前完成。(牵头单位:城市管理局)"))
    placed = proposing.accept(matter, proposing.as_proposed(matter, {**proposal_of(matter), "unsure": []}), by=li)
    assert placed.tasks.count() == 0
    assert [d.outcome for d in matter.demands.all()] == ["task"]


def test_a_date_on_a_festival_is_told_in_the_language_of_the_reader(clock_stands):
    due = moment.aware(datetime(2026, 6, 19, 17, 30))
    [odd] = dates.oddities(due, now=moment.aware(clock_stands), calendar=chinese_calendar_seed())
    kept = packed(odd["text"])
    assert unpacked(kept) == "6月19日是端午,前一个工作日是6月18日。"
    with override("en"):
        assert unpacked(kept) == "6/19 is Dragon Boat Festival; the working day before is 6/18."
