"""The promises of the design in their smallest form (product, appendix A), each as one test under its number.

Each goes through the page that people press, where there is one, and else through the verb.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from shuniu.conftest import acting, make_person
from shuniu.desk.today.office import DirectorToday
from shuniu.journal.models import Line
from shuniu.matters import operations as matters
from shuniu.matters.choices import State
from shuniu.matters.intake import receiving
from shuniu.matters.models import Difficulty, Instruction, Matter, Reading
from shuniu.matters.proposing import proposal_of
from shuniu.matters.tests.office_life import OfficeLife
from shuniu.notices.models import Notice
from shuniu.org import moment
from shuniu.org import operations as org
from shuniu.org.actor import Actor
from shuniu.org.choices import DivisionKind, Role
from shuniu.org.models import Division
from shuniu.org.refusals import Refused
from shuniu.routing import operations as slips
from shuniu.routing.choices import Box, Purpose
from shuniu.routing.models import Part as SlipPart
from shuniu.routing.planned import Planned
from shuniu.routing.tests.slip_life import SlipLife
from shuniu.supervision import chasing
from shuniu.supervision import operations as supervision
from shuniu.supervision.models import Chase
from shuniu.tests.matrix import signed_in


def at(day: int, hour: int = 17, minute: int = 30) -> datetime:
    return moment.aware(datetime(2026, 6, day, hour, minute))


@pytest.fixture
def give(office):
    """`give("title", to=person, due=…)`: captured and placed on the morning of 1 June, signed for."""

    def given(title, *, to=None, due=None, hard=True, morning=None, **facts):
        to, clerk = to or office.du, acting(office.li)
        with moment.standing_at(morning or at(1, 9, 0)):
            matter = matters.capture(
                title=title, source_type=facts.pop("source_type", "paper"), by=clerk, **facts
            )
            matter = matters.place(matter, lead=to.division, holder=to, due=due, hard=hard, by=clerk)
            if matter.state == State.GIVEN:
                matter = matters.acknowledge(matter, by=acting(matter.holder))
        return matter

    return given


def read(person, address: str) -> str:
    answer = signed_in(person).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def press(person, address: str, **fields):
    return signed_in(person).post(address, fields)


def paper(title: str, *demands: str, issuer: str = "云泽市人民政府办公室") -> str:
    return "\n".join(
        [issuer, title, "", "各县区人民政府:", "现通知如下:", *demands, "", issuer, "2026年6月10日"]
    )


def received(office, text: str) -> Matter:
    return receiving.receive_text(text, by=acting(office.li)).matters[0]


def proposed(matter: Matter) -> dict:
    return proposal_of(Reading.objects.get(matter=matter))


@pytest.fixture
def upper(office):
    office.unit.upper_names, office.unit.place = ["云泽市", "江南省"], "青岚县"
    office.unit.save()


def test_3_after_many_random_acts_every_open_item_has_exactly_one_active_holder(office):
    """The long lives (100,000 and 20,000 acts) are lived in the tests of both apps; this is a short one of both."""
    life = OfficeLife(office, seed=3)
    life.play(300)
    SlipLife(office, seed=3).play(200)
    assert Matter.objects.without_one_active_holder().count() == 0
    assert SlipPart.objects.without_one_active_holder().count() == 0


def test_4_a_refused_item_is_held_by_the_directors_office_in_the_same_second(office, give):
    matter = give("沿河路井盖", due=at(12))
    answer = press(
        office.du, f"/matters/{matter.slug}/refusal/", reason="管线不归我们", clause="职责清单214条"
    )
    assert answer.status_code in (302, 204)
    matter.refresh_from_db()
    refused = Line.objects.about(matter).get(verb="matter.refused")
    assert (matter.holder, matter.state, matter.held_since) == (office.chen, State.DISPUTED, refused.at)


def test_5_an_absence_moves_all_items_to_the_b_and_back_and_both_are_told_once(office, give):
    item = give("河道清障", due=at(18))
    slip = slips.start(
        item, purpose=Purpose.CONSULT, stages=[Planned("会签", (office.du,))], by=acting(office.li)
    )
    part = slip.stages.get().parts.get()
    Notice.objects.all().delete()
    absence = org.announce(office.du, starts=at(11, 10, 0), ends=at(12), by=acting(office.du), reason="学习")
    org.begin(absence, by=Actor.clock(office.unit))
    item.refresh_from_db(), part.refresh_from_db()
    assert (item.holder, part.holder) == (office.lv, office.lv)
    for person in (office.du, office.lv):
        assert Notice.objects.filter(person=person, line__verb__startswith="absence.began").count() == 1
        assert Notice.objects.filter(person=person).exclude(line__verb__startswith="absence.").count() == 0
    org.end(absence, by=acting(office.du))
    item.refresh_from_db(), part.refresh_from_db()
    assert (item.holder, part.holder) == (office.du, office.du)
    assert Notice.objects.filter(person=office.lv, line__verb__startswith="absence.").count() <= 2


def test_7_a_demand_already_met_is_shown_as_met_with_its_number(office, upper):
    with moment.standing_at(at(11, 8, 30)):
        watch = matters.capture(title="落实11—13日24小时值守", by=acting(office.li))
        watch = matters.place(watch, lead=office.office, by=acting(office.li))
    text = paper(
        "关于做好强降雨防范工作的通知",
        "一、严格落实24小时值班值守制度。",
        "二、对下穿通道逐一排查,6月12日前完成。",
    )
    matter = received(office, text)
    assert [d["outcome"] for d in proposed(matter)["demands"]] == ["covered", "task"]
    shown = read(office.li, f"/inbox/{matter.slug}/")
    assert "已有" in shown and watch.number in shown


def test_8_the_third_arrival_of_one_task_proposes_a_merge_with_the_first_two(office, upper):
    texts = (
        paper(
            "关于做好6月11日至13日强降雨期间值守工作的通知",
            "请于6月11日18时前将值守安排报省防办。",
            issuer="江南省防汛办公室",
        ),
        paper("关于切实做好11—13日强降雨防范应对工作的紧急通知", "请于6月11日20时前将应对措施报市政府。"),
        paper("关于强降雨值守安排的通知", "请报值守安排。", issuer="中共青岚县委办公室"),
    )
    first, second, third = (received(office, text) for text in texts)
    assert sorted(same["number"] for same in proposed(third)["same"]) == [first.number, second.number]
    shown = read(office.li, f"/inbox/{third.slug}/")
    assert first.number in shown and second.number in shown


def test_10_an_oral_word_exists_at_once_and_asks_the_leader_for_one_tap(office, give):
    matter = give("岚河桥限行", due=at(18))
    press(office.li, f"/matters/{matter.slug}/instruction/", leader="赵启山", words="先限三吨", form="oral")
    said = Instruction.objects.get(matter=matter)
    assert (said.words, said.leader, said.confirmed_at) == ("先限三吨", office.zhao, None)
    assert "先限三吨" in read(office.du, f"/matters/{matter.slug}/")  # it counts before it is confirmed
    assert "先限三吨" in read(office.zhao, "/")
    press(office.zhao, f"/instructions/{said.pk}/confirmation/")  # one tap, nothing typed
    said.refresh_from_db()
    assert said.confirmed_at is not None


def test_11_a_leaders_words_are_the_same_on_every_screen_and_after_every_act(office, give):
    words = "先堵上,再说账。 \n——赵(6.11)“不许”拖"
    matter = give("沿河路井盖", due=at(12))
    slip = slips.start(
        matter, stages=[Planned("批示", (office.zhao,), box=Box.INSTRUCT)], by=acting(office.li)
    )
    part = slip.stages.get().parts.get()
    slips.decide(part, by=acting(office.zhao), opinion=words, image_sha256="a" * 64)
    said = Instruction.objects.get(matter=matter)
    before = (said.words, said.image_sha256, said.at, said.leader_id)
    assert before[:2] == (words, "a" * 64)
    matters.assign(matter, to=office.lv, by=acting(office.chen))
    matter = Matter.objects.get(pk=matter.pk)
    matters.give_part(matter, part=matters.Part("围挡", office.city), by=acting(office.li))
    asked = matters.ask_extension(matter, wanted=at(18), reason="等材料", by=acting(office.lv))
    matters.decide_extension(asked, granted=True, by=acting(office.zhao))
    matters.refuse(Matter.objects.get(pk=matter.pk), reason="不归我们", by=acting(office.lv))
    said.refresh_from_db()
    assert (said.words, said.image_sha256, said.at, said.leader_id) == before
    for person, address in (
        (office.chen, f"/matters/{matter.slug}/"),
        (office.li, f"/slips/{slip.pk}/"),
        (office.zhao, f"/matters/{matter.slug}/"),
    ):
        assert "先堵上,再说账。" in read(person, address) and "“不许”拖" in read(person, address)
    told = signed_in(office.chen).get(f"/api/1/matters/{matter.slug}").json()
    assert words in json.dumps(told, ensure_ascii=False).replace("\\n", "\n")


def test_12_accepting_the_split_makes_n_tasks_with_n_holders_and_nothing_more_to_fill_in(office, give):
    matter = give("防汛值守", to=office.li, due=at(18), source_type="instruction")
    matters.instruct(
        matter,
        leader=office.zhao,
        words="请住房城乡建设局排查下穿通道,城市管理局补齐井盖,6月15日前报我。",
        by=acting(office.zhao),
    )
    client = signed_in(office.li)
    page = client.get(f"/matters/{matter.slug}/splitting/")
    rows = page.context["rows"]
    fields = {"count": len(rows)}
    for row in rows:  # exactly what stands in the form is sent: nothing is typed
        for field in row["form"]:
            fields[field.html_name] = field.value() or ""
    assert client.post(f"/matters/{matter.slug}/splitting/", fields).status_code == 302
    tasks = list(matter.tasks.order_by("part"))
    assert {task.lead for task in tasks} == {office.housing, office.city}
    assert {task.holder for task in tasks} == {office.du, office.lu}
    board = read(office.chen, "/supervise/")
    assert "住房城乡建设局" in board and "城市管理局" in board


def test_13_a_liaison_sees_only_the_own_part_the_words_and_what_was_given_before(office, give):
    whole = give("沿河路井盖", to=office.li, due=at(19))
    matters.instruct(whole, leader=office.zhao, words="先堵上,再说账。", by=acting(office.zhao))
    clerk = acting(office.li)
    matters.give_part(whole, part=matters.Part("管网底数表", office.housing, due=at(11)), by=clerk)
    matters.give_part(whole, part=matters.Part("夜里围挡补盖", office.city, due=at(11)), by=clerk)
    shown = read(office.du, "/")
    assert "管网底数表" in shown and "先堵上,再说账。" in shown
    assert "夜里围挡补盖" not in shown


def test_14_of_36_units_three_are_late_and_two_presses_send_three_messages(office, give):
    late = set()
    for number in range(36):
        body = Division.objects.create(
            unit=office.unit, name=f"第{number}局", kind=DivisionKind.DEPARTMENT, order=100 + number
        )
        person = make_person(office.unit, f"联络{number}", body, Role.LIAISON)
        Division.objects.filter(pk=body.pk).update(liaison=person)
        body.refresh_from_db()
        is_late = number in (3, 17, 30)
        give(f"第{number}件材料", to=person, due=at(11, 9, 0) if is_late else at(25))
        late |= {person} if is_late else set()
    client = signed_in(office.li)
    page = client.get("/supervise/chasing/").content.decode()
    assert [p.name for p in late if p.name not in page] == []
    due = chasing.due_for(acting(office.li))
    supervision.chase_all(by=acting(office.li), ids=[one.matter.pk for one in due])
    assert {chase.to for chase in Chase.objects.filter(sent_at__isnull=False)} == late
    assert Chase.objects.count() == 3


@pytest.mark.parametrize(("due", "step"), [(11, 2), (10, 3), (8, 4), (4, 5)])
def test_15_the_same_lateness_gives_the_office_the_same_light_and_ladder(office, give, due, step):
    theirs = give("给局里的", due=at(due, 9, 0))
    ours = give("自己的", to=office.bai, due=at(due, 9, 0), source_type="meeting")
    steps = {one.matter.pk: one.step.number for one in chasing.due_for(acting(office.chen))}
    assert steps == {theirs.pk: step, ours.pk: step}
    rows = signed_in(office.chen).get("/api/1/matters?view=office").json()["items"]
    lights = {row["title"]: json.dumps(row.get("light"), ensure_ascii=False) for row in rows}
    assert lights["给局里的"] == lights["自己的"]


def test_16_self_reported_is_hollow_until_somebody_else_has_verified(office, give):
    matter = give("换井盖", due=at(18))
    press(office.du, f"/matters/{matter.slug}/report/", result="全部换完")
    assert "-hollow" in read(office.chen, "/matters/?view=office")
    assert "-hollow" in read(office.du, f"/matters/{matter.slug}/")
    press(office.chen, f"/matters/{matter.slug}/verification/")
    matter.refresh_from_db()
    assert (matter.state, matter.reported_by, matter.verified_by) == (State.DONE, office.du, office.chen)


def test_17_the_doer_cannot_turn_red_to_green_alone(office, give):
    for doer, nouns in (
        (office.du, ("completion", "verification", "answer", "shelving", "deadline", "merger", "return")),
        (office.bai, ("completion", "verification", "answer", "shelving", "deadline")),
    ):
        matter = give(f"{doer.name}拖了的", to=doer, due=at(10, 9, 0))
        fields = {
            "result": "完了", "answer": "完了", "reason": "等", "look_again": "6月30日", "due": "6月30日", "basis": "自定",
            "into": "№1", "feedback": "", "waits_for": "",
        }  # fmt: skip
        for noun in nouns:
            answer = press(doer, f"/matters/{matter.slug}/{noun}/", **fields)
            matter.refresh_from_db()
            assert answer.status_code in (404, 409, 422), (doer.name, noun, answer.status_code)
            assert matter.is_open and matter.due == at(10, 9, 0), noun
        asked = matters.ask_extension
        with pytest.raises(Refused):
            asked(matter, wanted=at(30), reason="晚了", by=acting(doer))  # only before it is due


def test_18_two_extensions_later_the_first_date_is_shown_with_reasons_and_names(office, give):
    matter = give("换管网", due=at(12))
    for day, why in ((16, "等设计院图纸"), (18, "材料没到")):
        press(office.du, f"/matters/{matter.slug}/extension/", wanted=f"6月{day}日", reason=why)
        asked = matter.due_changes.order_by("pk").last()
        press(office.chen, f"/extensions/{asked.pk}/decision/", granted="yes")
        matter.refresh_from_db()
    assert (matter.first_due, matter.due.date().day) == (at(12), 18)
    with moment.standing_at(at(18, 9, 0)):
        shown = read(office.chen, f"/matters/{matter.slug}/")
    for word in ("等设计院图纸", "材料没到", "杜衡", "陈敬之"):
        assert word in shown, word
    assert "6/12" in shown or "6月12日" in shown


def test_22_what_must_be_asked_first_lets_nothing_out_before_consent_is_recorded(office):
    matter = matters.capture(title="电视台采访汛情", kind="media", by=acting(office.li))
    assert matter.must_ask_first
    answer = press(office.li, f"/matters/{matter.slug}/answer/", answer="欢迎采访")
    matter.refresh_from_db()
    assert (answer.status_code, matter.state) == (409, State.PENDING)
    assert "须请示" in answer.content.decode() and "欢迎采访" in answer.content.decode()
    # Words that the office wrote down are no consent before the leader has confirmed them.
    said = matters.instruct(
        matter, leader=office.zhao, words="可以,讲清数据", form="oral", by=acting(office.li)
    )
    assert press(office.li, f"/matters/{matter.slug}/answer/", answer="欢迎采访").status_code == 409
    matters.confirm_words(said, by=acting(office.zhao))
    assert press(office.li, f"/matters/{matter.slug}/answer/", answer="欢迎采访").status_code == 302
    matter.refresh_from_db()
    assert matter.state == State.DONE


def test_22_a_circle_on_the_slip_is_consent_too(office):
    matter = matters.capture(title="电视台采访汛情", kind="media", by=acting(office.li))
    slip = slips.start(
        matter, stages=[Planned("批示", (office.zhao,), box=Box.INSTRUCT)], by=acting(office.li)
    )
    part = slip.stages.get().parts.get()
    slips.decide(part, by=acting(office.zhao), hold=timedelta(seconds=60))
    assert (
        press(office.li, f"/matters/{matter.slug}/answer/", answer="欢迎").status_code == 409
    )  # may be taken back yet
    with moment.standing_at(at(11, 10, 2)):
        slips.settle_word(SlipPart.objects.get(pk=part.pk), by=Actor.clock(office.unit))
        matter = Matter.objects.get(pk=matter.pk)
        assert press(office.li, f"/matters/{matter.slug}/answer/", answer="欢迎").status_code == 302


def test_34_a_difficulty_unanswered_for_one_working_day_stands_first_on_the_directors_page(office, give):
    matter = give("水库名录", due=at(25))
    press(office.du, f"/matters/{matter.slug}/difficulty/", stuck="要等统计局的底数")
    assert Difficulty.objects.get(matter=matter).answer_due == at(12)
    assert "超过一个工作日" not in read(office.chen, "/")
    with moment.standing_at(at(15, 8, 30)):
        shown = read(office.chen, "/")
        assert shown.index("超过一个工作日") < shown.index('id="first"')
        assert DirectorToday(acting(office.chen)) is not None


def test_37_two_leaders_dates_are_shown_to_the_director_before_anything_goes_out(office, give):
    other = make_person(office.unit, "钱县长", office.leaders, Role.LEADER, rank=3)
    matter = give("下穿通道排查", to=office.li, due=at(25), source_type="instruction")
    matters.instruct(
        matter, leader=office.zhao, words="请住房城乡建设局排查,6月15日前报我。", by=acting(office.zhao)
    )
    matters.instruct(matter, leader=other, words="请住房城乡建设局排查,6月17日前报我。", by=acting(other))
    shown = read(office.chen, f"/matters/{matter.slug}/splitting/")
    assert "领导说的不一样" in shown and "6月15日" in shown and "6月17日" in shown
    fields = {"count": "1", "p0-title": "排查下穿通道", "p0-lead": "住房城乡建设局"}
    answer = press(office.chen, f"/matters/{matter.slug}/splitting/", **fields)
    assert (answer.status_code, matter.tasks.count()) == (409, 0)
    clerk = press(office.li, f"/matters/{matter.slug}/splitting/", **fields)
    assert (clerk.status_code, matter.tasks.count()) == (409, 0)
    said = Instruction.objects.get(leader=other)
    assert (
        press(office.chen, f"/matters/{matter.slug}/splitting/", **fields, as_due=said.pk).status_code == 302
    )
    assert matter.tasks.count() == 1
    assert {i.words for i in matter.instructions.all()} == {
        "请住房城乡建设局排查,6月15日前报我。",
        "请住房城乡建设局排查,6月17日前报我。",
    }
