"""流转单的页: who has it since when, every press with its reason, what was typed is kept."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shuniu.conftest import acting
from shuniu.matters import operations as matters
from shuniu.org import moment
from shuniu.routing import operations as slips
from shuniu.routing.acts import ACTS
from shuniu.routing.choices import Box, Mode, Purpose
from shuniu.routing.models import Part, Slip
from shuniu.routing.planned import Planned
from shuniu.routing.tests.conftest import at, mine


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person.account)
    return client


def page(person, address) -> str:
    answer = signed_in(person).get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_matter_says_who_has_its_paper_since_when_and_who_is_next(office, slip):
    shown = page(office.li, f"/matters/{slip.matter.slug}/")
    assert "在谁手上</span> <strong>王芳</strong>" in shown
    assert "下一环</span> 批示 陈敬之" in shown


def test_whoever_has_it_agrees_on_the_page_of_the_matter(office, slip):
    assert 'data-key="Y"' in page(office.wang, f"/matters/{slip.matter.slug}/")
    part = mine(slip, office.wang)
    answer = signed_in(office.wang).post(
        f"/slips/{slip.pk}/decision/", {"part": part.pk, "verdict": "agree", "opinion": "拟同意"}
    )
    assert answer.status_code == 302
    part.refresh_from_db()
    assert (part.verdict, part.opinion, at(slip)) == ("agree", "拟同意", ("批示", ["陈敬之"]))


def test_whoever_does_not_have_it_reads_in_whose_hands_it_is(office, slip):
    assert "在王芳手上" in page(office.bai, f"/slips/{slip.pk}/return/")
    answer = signed_in(office.bai).post(
        f"/slips/{slip.pk}/return/", {"to": "0", "way": "straight", "opinion": "附件没有"}
    )
    assert answer.status_code == 409
    assert "附件没有" in answer.content.decode()


def test_every_press_asks_before_it_does(office, slip):
    client = signed_in(office.wang)
    for noun in ACTS:
        assert client.get(f"/slips/{slip.pk}/{noun}/").status_code == 200, noun
    assert client.get(f"/slips/{slip.pk}/nonsense/").status_code == 404


def test_a_return_chooses_whom_and_the_way_back(office, slip, says):
    says(slip, office.wang)
    says(slip, office.chen)
    first = slip.stages.get(title="拟办")
    answer = signed_in(office.du).post(
        f"/slips/{slip.pk}/return/", {"to": str(first.pk), "way": "steps", "opinion": "面积不对"}
    )
    assert answer.status_code == 302
    assert at(slip) == ("拟办", ["王芳"])
    assert [s.title for s in slip.stages.exclude(state="dropped")] == [
        "拟办",
        "批示",
        "承办",
        "拟办",
        "批示",
        "承办",
    ]


def test_a_return_without_a_reason_is_asked_again(office, slip):
    answer = signed_in(office.wang).post(
        f"/slips/{slip.pk}/return/", {"to": "0", "way": "straight", "opinion": ""}
    )
    assert answer.status_code == 422


def test_signers_are_added_by_initials_before_beside_and_after(office, slip):
    client = signed_in(office.wang)
    client.post(f"/slips/{slip.pk}/signers/", {"where": "after", "who": "bl、吕工", "title": "核一下"})
    assert [s.title for s in slip.stages.all()] == ["拟办", "核一下", "批示", "承办"]
    client.post(f"/slips/{slip.pk}/signers/", {"where": "beside", "who": "lm"})
    assert at(slip) == ("拟办", ["王芳", "李明"])
    answer = client.post(f"/slips/{slip.pk}/signers/", {"where": "before", "who": "孙悟空"})
    assert answer.status_code == 422
    assert "名单里没有“孙悟空”" in answer.content.decode()


def test_the_rest_of_the_presses_do_what_their_verbs_do(office, slip):
    li = signed_in(office.li)
    li.post(f"/slips/{slip.pk}/circulation/", {"who": "白露", "in_turn": "on"})
    assert Part.objects.waiting().filter(holder=office.bai).count() == 1
    signed_in(office.bai).post(f"/slips/{slip.pk}/decision/", {"verdict": "read"})
    assert Part.objects.get(holder=office.bai).verdict == "read"
    li.post(f"/slips/{slip.pk}/chase/", {"words": "请今天看"})
    assert "刚催过" in li.get(f"/slips/{slip.pk}/chase/").content.decode()
    li.post(f"/slips/{slip.pk}/suspension/", {"reason": "等省里批复"})
    assert "等省里批复" in page(office.wang, f"/matters/{slip.matter.slug}/")
    li.post(f"/slips/{slip.pk}/resumption/")
    signed_in(office.wang).post(f"/slips/{slip.pk}/reassignment/", {"to": "bl", "reason": "她在管"})
    assert at(slip) == ("拟办", ["白露"])
    stage = slip.stages.get(title="批示")
    li.post(f"/slips/{slip.pk}/dropping/", {"what": f"s{stage.pk}", "reason": "主任已口头同意"})
    assert slip.stages.get(title="批示").state == "dropped"
    li.post(f"/slips/{slip.pk}/jump/", {"to": str(slip.stages.get(title="承办").pk), "reason": "特事特办"})
    assert at(slip) == ("承办", ["杜衡"])
    signed_in(office.chen).post(f"/slips/{slip.pk}/relocation/", {"who": "lg", "reason": "杜衡住院"})
    assert at(slip) == ("承办", ["吕工"])
    li.post(f"/slips/{slip.pk}/revocation/", {"reason": "来文单位撤回"})
    assert at(slip) is None


def test_a_body_s_part_is_claimed_with_one_press(office, begin):
    slip = begin(Planned("会签", (office.housing,)))
    assert "认领" in page(office.lv, f"/matters/{slip.matter.slug}/")
    signed_in(office.lv).post(f"/slips/{slip.pk}/claim/")
    assert at(slip) == ("会签", ["吕工"])


def test_a_leader_s_word_is_held_and_taken_back_by_one_press(office, slip, says):
    says(slip, office.wang)
    answer = signed_in(office.chen).post(
        f"/slips/{slip.pk}/decision/", {"verdict": "agree", "opinion": "同意"}, follow=True
    )
    assert "60秒内可以撤回" in answer.content.decode()
    part = Part.objects.get(holder=office.chen, stage__slip=slip)
    assert f'action="/slips/{slip.pk}/withdrawal/?part={part.pk}"' in answer.content.decode()
    signed_in(office.chen).post(f"/slips/{slip.pk}/withdrawal/?part={part.pk}")
    assert at(slip) == ("批示", ["陈敬之"])


def test_another_unit_and_another_body_find_no_such_slip(office, other_office, slip):
    for person in (other_office.chen, office.lu, office.zeng):
        assert signed_in(person).get(f"/slips/{slip.pk}/").status_code == 404
        assert signed_in(person).post(f"/slips/{slip.pk}/decision/", {"verdict": "agree"}).status_code == 404


def test_the_panel_asks_the_same_whatever_is_on_the_slips(office, matter):
    counted = []
    for rows, purpose in enumerate((Purpose.RECEIPT, Purpose.CONSULT, Purpose.REQUEST), start=1):
        stages = [Planned(f"环节{n}", (office.wang, office.bai)) for n in range(rows)]
        slips.start(matter, stages=stages, by=acting(office.li), purpose=purpose)
        client = signed_in(office.wang)
        client.get(f"/matters/{matter.slug}/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/matters/{matter.slug}/")
        own = [q for q in asked if 'FROM "routing_' in q["sql"]]
        counted.append((len(asked), len(own)))
    assert {own for _all, own in counted} == {PANEL}
    assert len(set(counted)) == 1


PANEL = 5


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_whatever_is_under_way(office, rows):
    by = acting(office.li)
    for n in range(rows):
        arrived = matters.capture(title=f"第{n}件", source_type="paper", by=by)
        placed = matters.place(arrived, lead=office.housing, holder=office.li, by=by)
        slips.start(
            placed,
            stages=[Planned("拟办", (office.wang, office.bai)), Planned("批示", (office.chen,))],
            by=by,
        )
    client = signed_in(office.li)
    client.get("/slips/")
    with CaptureQueriesContext(connection) as asked:
        shown = client.get("/slips/").content.decode()
    assert shown.count("data-row data-href") == rows
    assert len(asked) == LIST, "\n".join(q["sql"][:200] for q in asked)


LIST = 7


def test_the_list_is_filtered_by_who_has_it(office, slip, says):
    assert "关于拨付首期资金的请示" in page(office.li, "/slips/?person=wf")
    assert "没有在陈敬之手上的单" in page(office.li, "/slips/?person=陈敬之")
    assert "名单里没有" in page(office.li, "/slips/?person=孙悟空")
    assert "没有在走的单" in page(office.bai, "/slips/?view=mine")


def test_an_ended_slip_says_how_it_ended_and_where_the_time_went(office, slip, says):
    from datetime import timedelta

    from shuniu.conftest import NOW

    with moment.standing_at(NOW + timedelta(hours=1)):
        says(slip, office.wang, opinion="拟请住建局办理")
        says(slip, office.chen)
    with moment.standing_at(NOW + timedelta(days=1)):
        says(slip, office.du)
        shown = page(office.li, f"/matters/{slip.matter.slug}/")
    assert "时间花在谁手上" in shown
    assert "拟请住建局办理" in shown
    assert "走完了" in shown


def test_a_paper_to_read_ends_when_all_have_read_it_and_has_no_deadline(office):
    by = acting(office.li)
    arrived = matters.capture(title="印发会议精神", source_type="paper", kind="reading", by=by)
    placed = matters.place(arrived, lead=office.office, holder=office.li, by=by)
    assert "阅件没有时限" in page(office.li, f"/matters/{placed.slug}/deadline/")
    slips.start(
        placed, purpose=Purpose.CIRCULATE, by=by,
        stages=[Planned("传阅", (office.zhao, office.bai), Mode.INFORM, box=Box.READ)],
    )  # fmt: skip
    shown = page(office.li, f"/matters/{placed.slug}/")
    assert "阅件" in shown
    assert "0/2 已阅" in shown
    for person in (office.zhao, office.bai):
        slips.decide(Part.objects.waiting().get(holder=person), by=acting(person), verdict="read")
    placed.refresh_from_db()
    assert (placed.state, placed.result) == ("done", "2人已阅")


def test_a_paper_to_act_on_is_not_closed_by_reading_nor_while_its_slip_is_under_way(office, matter, slip):
    copies = slips.circulate(slip, holders=[office.bai], by=acting(office.li))
    slips.decide(copies.parts.get(), by=acting(office.bai), verdict="read")
    matter.refresh_from_db()
    assert matter.state == "in_hand"
    assert "流转单“收文处理”还在“拟办”" in page(office.li, f"/matters/{matter.slug}/completion/")


def test_received_papers_show_their_steps_and_calls_do_not(office, matter, slip, says):
    shown = page(office.li, f"/matters/{matter.slug}/")
    assert "办件" in shown
    says(slip, office.wang)
    shown = page(office.li, f"/matters/{matter.slug}/")
    assert '<li data-state="done"><b>拟办</b>' in shown
    assert '<li data-state="now"><b>批办</b>' in shown
    call = matters.capture(title="来电", source_type="call", by=acting(office.li))
    assert 'class="steps"' not in page(office.li, f"/matters/{call.slug}/")


def test_the_same_pages_speak_english(office, slip):
    client = signed_in(office.wang)
    client.post("/settings/language/", {"language": "en"})
    for address in (f"/matters/{slip.matter.slug}/", f"/slips/{slip.pk}/", "/slips/", "/settings/routes/"):
        assert client.get(address).status_code == 200


def test_slips_are_counted_for_nobody(office, slip):
    assert Slip.objects.visible_to(acting(office.zeng)).count() == 0


def test_a_leader_s_box_is_not_written_past_the_second_factor_of_the_unit(office, slip, says):
    says(slip, office.wang)
    office.unit.settings["signing"] = {"factor": "password", "minutes": 15}
    office.unit.save(update_fields=["settings"])
    part = mine(slip, office.chen)
    shown = page(office.chen, f"/matters/{slip.matter.slug}/")
    assert f'href="/papers/{part.pk}/" data-key="Y"' in shown
    client = signed_in(office.chen)
    answer = client.post(f"/slips/{slip.pk}/decision/", {"verdict": "agree", "opinion": "同意"})
    assert answer.status_code == 409
    assert "要过第二道确认" in answer.content.decode()
    body = {"data": {"verdict": "agree"}}
    answer = client.post(f"/api/1/slips/{slip.pk}/decision", body, content_type="application/json")
    assert (answer.status_code, at(slip)) == (409, ("批示", ["陈敬之"]))


def test_a_leaver_s_shares_are_handed_over_in_one_press(office, slip, begin):
    begin(Planned("会签", (office.wang, office.du)))
    client = signed_in(office.chen)
    assert f"/people/{office.wang.pk}/slips/" in page(office.chen, f"/people/{office.wang.pk}/")
    parts = Part.objects.in_hand_of(office.wang)
    address = f"/people/{office.wang.pk}/slips/"
    assert "拟办" in page(office.chen, address)
    answer = client.post(address, {f"to-{part.pk}": "孙悟空" for part in parts})
    assert answer.status_code == 422
    assert "没认出“孙悟空”是谁" in answer.content.decode()
    client.post(address, {f"to-{part.pk}": "bl" for part in parts})
    assert at(slip) == ("拟办", ["白露"])
    assert list(Part.objects.in_hand_of(office.wang)) == []
    assert "放心" not in page(office.du, address)
