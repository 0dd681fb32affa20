"""收件: the pages of the tray, told by what a clerk does (product §7.2)."""

from __future__ import annotations

import random
import re
from datetime import datetime

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuniu.conftest import acting
from shuniu.files.models import SecrecyRefusal, StoredFile
from shuniu.journal.models import Line
from shuniu.matters import intake, operations
from shuniu.matters.models import Arriving, Matter, Reading
from shuniu.matters.tests.test_intake import CIRCULAR
from shuniu.org import moment
from shuniu.org.models import Alias

BUDGET = 20  # statements of the whole page: session, actor, frame, list, arrival


@pytest.fixture
def li(office, client):
    office.unit.upper_names, office.unit.place = ["云泽市"], "青岚县"
    office.unit.save()
    for division, name in ((office.housing, "住建局"), (office.city, "城管局")):
        Alias.objects.create(unit=office.unit, division=division, name=name)
    client.force_login(office.li.account)
    return acting(office.li)


def arrived(li, text=CIRCULAR):
    (matter,) = intake.receive_text(text, by=li).matters
    return matter


def as_shown(matter, **changed):
    """The form of the page as it comes, with what a clerk changed."""
    from shuniu.desk.inbox_forms import beginning

    proposal = Reading.objects.get(matter=matter).proposal
    demands = list(matter.demands.all())
    data = {
        name: value
        for name, value in beginning(matter, proposal, demands).items()
        if value not in (None, "", False)
    }
    return {**data, **changed}


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_an_empty_tray_says_what_it_means(client, li):
    page = client.get("/inbox/").content.decode()
    assert "没有等着分办的。新来的会出现在这里。" in page


def test_the_page_shows_what_was_read_and_lights_its_place(client, li):
    matter = arrived(li)
    page = client.get(f"/inbox/{matter.slug}/").content.decode()
    assert "云政办发〔2026〕22号" in page
    assert 'id="at-doc_number"' in page and 'href="#at-doc_number"' in page
    assert page.count('class="wanted__row') == 3
    lit = re.search(r'<span data-at="doc_number"[^>]*>([^<]*)</span>', page)
    assert lit and lit[1] == "云政办发〔2026〕22号"


def test_the_tray_asks_the_database_the_same_number_of_times_for_one_and_for_three(client, li):
    counts = []
    for rows in (1, 3):
        while Matter.objects.count() < rows:
            number = Matter.objects.count()
            arrived(li, CIRCULAR.replace("22号", f"{30 + number}号").replace("内涝点", f"内涝点{number}"))
        first = Matter.objects.order_by("-received", "-id").first()
        client.get(f"/inbox/{first.slug}/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/inbox/{first.slug}/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= BUDGET


def test_one_press_makes_a_task_with_a_holder_for_each_demand(client, li, office):
    matter = arrived(li)
    response = client.post(f"/inbox/{matter.slug}/placing/", as_shown(matter))
    assert response.status_code == 302
    matter.refresh_from_db()
    assert (matter.state, matter.lead, matter.holder) == ("given", office.housing, office.du)
    tasks = matter.tasks.order_by("part")
    assert [(t.lead.name, t.holder.name, t.due.strftime("%m-%d")) for t in tasks] == [
        ("住房城乡建设局", "杜衡", "06-18"), ("城市管理局", "鲁山", "06-20"), ("办公室", "陈敬之", "06-26"),
    ]  # fmt: skip
    assert [t.state for t in tasks] == ["given", "given", "given"]


def test_z_takes_a_placing_back_with_its_tasks(client, li):
    matter = arrived(li)
    response = client.post(f"/inbox/{matter.slug}/placing/", as_shown(matter))
    (message,) = get_messages(response.wsgi_request)
    assert message.extra_tags.startswith("/inbox/undoing/")
    client.post(message.extra_tags)
    matter.refresh_from_db()
    assert (matter.state, matter.tasks.filter(is_open=True).count()) == ("pending", 0)


def test_what_was_taken_back_can_be_settled_otherwise(client, li):
    matter = arrived(li)
    first = matter.demands.first()
    typed = as_shown(matter, **{f"d{first.pk}_outcome": "dropped", f"d{first.pk}_reason": "没有这一项"})
    (message,) = get_messages(client.post(f"/inbox/{matter.slug}/placing/", typed).wsgi_request)
    client.post(message.extra_tags)
    assert client.post(f"/inbox/{matter.slug}/placing/", as_shown(matter, **{f"d{first.pk}_outcome": "task"})).status_code == 302
    assert matter.tasks.filter(is_open=True).count() == 3


def test_who_is_not_of_the_office_sees_no_other_matter_in_a_proposal(client, li, office):
    first = arrived(li)
    second = arrived(li, CIRCULAR.replace("22号", "23号"))
    assert first.slug in client.get(f"/inbox/{second.slug}/").content.decode()
    Matter.objects.filter(pk=second.pk).update(holder=office.du)
    client.force_login(office.du.account)
    page = client.get(f"/inbox/{second.slug}/").content.decode()
    assert second.number in page and first.slug not in page and "同一件事" not in page


def test_two_clerks_accept_the_same_arrival_and_one_is_told_plainly(client, li, office):
    matter = arrived(li)
    typed = as_shown(matter, title="开展内涝点排查整治行动")
    client.post(f"/inbox/{matter.slug}/placing/", typed)
    client.force_login(office.bai.account)
    response = client.post(f"/inbox/{matter.slug}/placing/", typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "李明 10:00已经办了这件" in page and "开展内涝点排查整治行动" in page
    assert Line.objects.filter(verb="matter.placed").count() == 1


def test_what_was_typed_stays_when_a_press_is_refused(client, li):
    matter = arrived(li)
    typed = as_shown(matter, title="我改过的标题", lead_pick="other", lead="没有这一家")
    response = client.post(f"/inbox/{matter.slug}/placing/", typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert "我改过的标题" in page and 'value="没有这一家"' in page
    assert "<title>有问题:" in page and "data-focus" in page
    matter.refresh_from_db()
    assert matter.state == "pending"


def test_a_task_later_than_the_whole_is_refused_at_its_line(client, li):
    matter = arrived(li)
    (first, *_rest) = matter.demands.all()
    response = client.post(
        f"/inbox/{matter.slug}/placing/", as_shown(matter, **{f"d{first.pk}_due": "2026-07-30T17:30"})
    )
    assert response.status_code == 422
    assert "第1项的时限(7月30日 17:30)晚于整件事的时限(6月26日 17:30)" in response.content.decode()
    assert Matter.objects.filter(part__gt=0).count() == 0


def test_a_demand_that_is_dropped_needs_a_reason(client, li):
    matter = arrived(li)
    (first, *_rest) = matter.demands.all()
    typed = as_shown(matter, **{f"d{first.pk}_outcome": "dropped"})
    assert client.post(f"/inbox/{matter.slug}/placing/", typed).status_code == 422
    typed[f"d{first.pk}_reason"] = "本县没有下穿通道"
    assert client.post(f"/inbox/{matter.slug}/placing/", typed).status_code == 302
    first.refresh_from_db()
    assert (first.outcome, first.reason) == ("dropped", "本县没有下穿通道")


def test_several_are_placed_together_and_unsure_ones_are_left_out_with_the_reason(client, li, office):
    sure = intake.receive_sentence("请住建局周五前换好沿河路井盖", by=li).matters[0]
    reading = Reading.objects.get(matter=sure)
    Reading.objects.filter(pk=reading.pk).update(proposal={**reading.proposal, "unsure": []})
    unsure = intake.receive_text("某事\n没有写清楚是谁的,也没有日子。", by=li).matters[0]
    picked = {"pick": [sure.slug, unsure.slug]}
    preview = client.post("/inbox/batch/", picked).content.decode()
    assert "一起办:1 件照建议分办" in preview and "1 件先不动" in preview and "还没有选牵头单位" in preview
    assert Matter.objects.filter(state="pending").count() == 2
    response = client.post("/inbox/batch/", {**picked, "confirm": "1"})
    sure.refresh_from_db()
    unsure.refresh_from_db()
    assert (sure.state, unsure.state) == ("given", "pending")
    (message,) = get_messages(response.wsgi_request)
    client.post(message.extra_tags)
    sure.refresh_from_db()
    assert sure.state == "pending"


def test_a_corrected_field_is_certain_and_learnt_for_that_sender(client, li):
    matter = arrived(li, CIRCULAR.replace("云泽市人民政府办公室", "云泽市人民政府办公窒"))
    client.post(f"/inbox/{matter.slug}/fields/", {"name": "issuer", "value": "云泽市人民政府办公室"})
    field = Reading.objects.get(matter=matter).fields["issuer"]
    assert (field["value"], field["sure"], field["corrected"]) == (["云泽市人民政府办公室"], True, True)
    again = arrived(
        li, CIRCULAR.replace("云泽市人民政府办公室", "云泽市人民政府办公窒").replace("22号", "23号")
    )
    assert Reading.objects.get(matter=again).fields["issuer"]["value"] == ["云泽市人民政府办公室"]
    assert "按上次更正的" in client.get(f"/inbox/{again.slug}/").content.decode()


def test_another_unit_learns_nothing(client, li, other_office):
    matter = arrived(li)
    client.force_login(other_office.li.account)
    for address in (f"/inbox/{matter.slug}/", f"/inbox/{matter.slug}/progress/"):
        assert client.get(address).status_code == 404
    for noun in ("placing", "fields", "sameness"):
        assert (
            client.post(f"/inbox/{matter.slug}/{noun}/", {"name": "title", "value": "改"}).status_code == 404
        )
    assert "没有等着分办的" in client.get("/inbox/").content.decode()


def test_a_liaison_is_told_why_the_press_is_not_theirs(client, li, office):
    matter = operations.capture(title="井盖", by=li, holder=office.du)
    client.force_login(office.du.account)
    page = client.get(f"/inbox/{matter.slug}/").content.decode()
    assert "只有办公室可以做这一步" in page
    assert client.post(f"/inbox/{matter.slug}/placing/", {"title": "井盖", "lead": "城管局"}).status_code in (
        409,
        422,
    )
    matter.refresh_from_db()
    assert matter.state == "pending"


def test_a_pasted_text_opens_as_an_arrival(client, li):
    response = client.post("/inbox/arrivals/", {"text": CIRCULAR})
    matter = Matter.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/inbox/{matter.slug}/")


def test_a_script_hands_in_files_and_gets_json(client, li):
    file = SimpleUploadedFile("通知.txt", CIRCULAR.encode())
    response = client.post("/inbox/arrivals/", {"files": file}, HTTP_ACCEPT="application/json")
    matter = Matter.objects.get()
    assert response.status_code == 201
    assert [(a["state"], a["matters"]) for a in response.json()["arrivals"]] == [("taken", [matter.slug])]


def test_a_script_of_the_page_is_sent_on(client, li):
    file = SimpleUploadedFile("通知.txt", CIRCULAR.encode())
    response = client.post("/inbox/arrivals/", {"files": file}, HTTP_HX_REQUEST="true")
    assert response["HX-Redirect"] == f"/inbox/{Matter.objects.get().slug}/"


def test_the_same_file_twice_names_the_matter_that_has_it(client, li):
    for _time in range(2):
        file = SimpleUploadedFile("通知.txt", CIRCULAR.encode())
        response = client.post("/inbox/arrivals/", {"files": file}, follow=True)
    assert Matter.objects.count() == 1
    assert "这一份已经收过" in response.content.decode()
    client.post(
        "/inbox/arrivals/", {"files": SimpleUploadedFile("通知.txt", CIRCULAR.encode()), "again": "1"}
    )
    assert (Matter.objects.count(), StoredFile.objects.count()) == (2, 1)


def test_what_a_liaison_hands_in_is_with_the_office_and_said_so(client, li, office):
    client.force_login(office.du.account)
    response = client.post("/inbox/arrivals/", {"text": CIRCULAR}, follow=True)
    assert response.status_code == 200
    assert "收了1件,由办公室分办" in response.content.decode()
    assert Matter.objects.get().holder == office.chen


def test_a_marked_paper_is_refused_and_only_the_fact_is_kept(client, li):
    secret = "机密★1年\n\n关于沿河路井盖的函\n请于6月20日前回复。"
    file = SimpleUploadedFile("沿河路井盖的函.txt", secret.encode())
    response = client.post("/inbox/arrivals/", {"files": file})
    page = response.content.decode()
    assert response.status_code == 422
    assert "没有收,也没有留底" in page.replace("，", ",") and "走机要" in page
    assert (Matter.objects.count(), StoredFile.objects.count(), SecrecyRefusal.objects.count()) == (0, 0, 1)
    (row,) = Arriving.objects.all()
    assert (row.state, row.why, row.matters) == ("refused", "secret", [])
    (line,) = Line.objects.all()
    assert line.verb == "file.refused_as_secret" and "井盖" not in str(line.particulars)


def test_a_pasted_secret_is_not_sent_back(client, li):
    response = client.post(
        "/inbox/arrivals/", {"text": "机密★1年\n\n关于沿河路井盖的函\n请于6月20日前回复。"}
    )
    assert response.status_code == 422
    assert "沿河路" not in response.content.decode()


def test_an_empty_hand_in_says_what_to_do(client, li):
    response = client.post("/inbox/arrivals/", {"text": "  "})
    assert response.status_code == 422 and "还没有东西" in response.content.decode()


def test_a_refused_file_leaves_a_way_to_go_on_by_hand(client, li):
    response = client.post("/inbox/arrivals/", {"files": SimpleUploadedFile("坏.pdf", b"%PDF-1.7 broken")})
    page = response.content.decode()
    assert response.status_code == 422
    assert "先登记,不等文件" in page and 'name="text"' in page
    assert Matter.objects.count() == 0


def test_the_same_thing_is_merged_or_said_not_to_be_the_same(client, li):
    first = arrived(li)
    second = arrived(li, CIRCULAR.replace("22号", "23号"))
    client.post(f"/inbox/{second.slug}/sameness/", {"other": first.slug, "answer": "no"})
    assert Reading.objects.get(matter=second).proposal["same"] == []
    third = arrived(li, CIRCULAR.replace("22号", "24号"))
    client.post(f"/inbox/{third.slug}/sameness/", {"other": first.slug, "answer": "merge"})
    third.refresh_from_db()
    assert (third.state, third.merged_into) == ("merged", first)


def test_what_was_placed_today_stands_with_the_daily_proof(client, li):
    matter = arrived(li)
    client.post(f"/inbox/{matter.slug}/placing/", as_shown(matter))
    intake.receive_sentence("借投影仪", by=li)
    page = client.get("/inbox/placed/").content.decode()
    assert matter.number in page
    assert "收 2 = 办结 0 + 在办 2 + 并入 0 + 退回 0" in page


def test_a_paper_that_left_the_tray_leads_to_its_own_page(client, li):
    matter = arrived(li)
    client.post(f"/inbox/{matter.slug}/placing/", as_shown(matter))
    assert client.get(f"/inbox/{matter.slug}/")["Location"] == f"/matters/{matter.slug}/"


def test_an_arrival_may_be_done_like_a_finished_one(client, li, office):
    with moment.standing_at(datetime(2025, 6, 10, 9, 0)):
        before = operations.capture(title="开展城市内涝点排查整治", by=li)
        operations.place(
            before, by=li, lead=office.city, helpers=(office.housing,), kind="circular", holder=office.li
        )
        operations.complete(before, result="办完", by=li)
    matter = arrived(li)
    page = client.get(f"/inbox/{matter.slug}/?like={before.slug}").content.decode()
    checked = re.search(r'name="lead_pick" value="(\d+)" checked', page)
    assert checked and int(checked[1]) == office.city.pk


def test_what_nobody_holds_is_given_from_the_shelf(client, li, office):
    from shuniu.matters import unowned

    with moment.standing_at(datetime(2025, 6, 9, 9, 0)):
        before = operations.capture(title="2025年度防汛桌面推演", by=li)
        operations.place(before, by=li, lead=office.city, holder=office.li)
        operations.complete(before, result="办完", by=li)
    unowned.look(office.unit)
    page = client.get("/inbox/unowned/").content.decode()
    assert "2025年度防汛桌面推演" in page and "已空 2 天" in page and "建议:" in page
    (row,) = unowned.shelf(office.unit)
    refused = client.post(f"/inbox/unowned/{row.pk}/", {"act": "drop", "reason": ""})
    assert refused.status_code == 422 and "说一句为什么不办" in refused.content.decode()
    client.post(f"/inbox/unowned/{row.pk}/", {"act": "give"})
    assert Matter.objects.get(title="防汛桌面推演").holder == office.lu
    assert "眼下每件事都有人" in client.get("/inbox/unowned/").content.decode()


@pytest.mark.parametrize(
    "address",
    ["/inbox/0-0/", "/inbox/9999-999999999/", "/inbox/x/", "/inbox/?after=99999999999999999999", "/inbox/?after=-1",
     "/inbox/arrivals/", "/inbox/arrivals/?t=x", "/inbox/batch/", "/inbox/?like=2025-1"],
)  # fmt: skip
def test_odd_addresses_are_answered_without_an_error(client, li, address):
    arrived(li)
    assert client.get(address).status_code in (200, 302, 404)


def test_whatever_is_posted_the_tray_answers_and_nothing_is_lost(client, li):
    """Three hundred odd requests: a page or a reason each time, never an error."""
    dice = random.Random(5)
    matter = arrived(li)
    demands = [d.pk for d in matter.demands.all()]
    names = ["title", "kind", "lead_pick", "lead", "holder", "helpers", "helper", "due", "hard", "name", "value", "other",
             "answer", "pick", "confirm", "act", "reason", "division", "person", "text", "next"]  # fmt: skip
    names += [f"d{pk}_{part}" for pk in demands for part in ("outcome", "lead", "due", "other", "reason")]
    values = ["", "x", "0", "-1", "9" * 30, "住建局", "2026-06-18T17:30", "2026-13-45T99:99", "\x00", "<script>", "%s%(n)s{}",
              "一" * 5000, matter.slug, "№1", "1-1-1-1", "task", "covered", "dropped", "title", "issuer", "give", "keep",
              "drop", "merge", "no", "明天下午3点", "😀", "' OR 1=1 --", "../../x"]  # fmt: skip
    nouns = ["placing", "fields", "sameness", "progress"]
    addresses = [f"/inbox/{matter.slug}/{noun}/" for noun in nouns]
    addresses += ["/inbox/batch/", "/inbox/undoing/1,2,3/", "/inbox/unowned/1/", "/inbox/arrivals/x/stop/", "/inbox/"]
    for _turn in range(300):
        data = {name: dice.choice(values) for name in dice.sample(names, dice.randrange(8))}
        address = dice.choice(addresses)
        ask = client.get if dice.random() < 0.2 else client.post
        headers = {"HTTP_HX_REQUEST": "true"} if dice.random() < 0.3 else {}
        response = ask(address, data, **headers)
        assert response.status_code < 500, (address, data)
