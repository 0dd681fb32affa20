"""The leader's page: what waits, read, write, 批, take back; nothing of the words is lost or changed."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from PIL import Image, ImageDraw

from shuniu.clock import errands
from shuniu.conftest import acting, make_person
from shuniu.desk import assets
from shuniu.journal.models import Line
from shuniu.matters import operations as matters
from shuniu.matters.models import Instruction, Matter
from shuniu.org import moment
from shuniu.org.choices import Role
from shuniu.org.models import Account
from shuniu.org.operations import announce, begin, end, set_signing
from shuniu.routing import operations as slips
from shuniu.routing.choices import Box, Mode, Purpose
from shuniu.routing.models import Part
from shuniu.routing.planned import Planned


def ask(office, title, *, box=Box.INSTRUCT, proposal="拟同意,先拨一半", leader=None, mode=Mode.ALL, after=()):
    """A paper whose slip has come to the leader; gives the leader's part."""
    by = acting(office.li)
    matter = matters.capture(title=title, source_type="paper", source_body="住建局", by=by)
    matters.place(matter, lead=office.housing, holder=office.li, by=by)
    slip = slips.start(
        matter,
        purpose=Purpose.REQUEST,
        by=by,
        stages=[
            Planned("拟办", (office.wang,), box=Box.PROPOSAL),
            Planned("批示", (leader or office.zhao,), mode=mode, box=box),
            *after,
        ],
    )
    first = slip.stages.get(title="拟办").parts.get()
    slips.decide(first, by=acting(office.wang), opinion=proposal)
    return Part.objects.get(stage__slip=slip, stage__title="批示")


def drawing(size=(120, 60)) -> str:
    picture = Image.new("L", size, 255)
    ImageDraw.Draw(picture).line((5, 5, 90, 40), fill=0, width=3)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


@pytest.fixture
def zhao(office, as_) -> Client:
    return as_(office.zhao)


def body(response) -> str:
    import gzip

    data = response.content
    return (gzip.decompress(data) if response.get("Content-Encoding") == "gzip" else data).decode()


def test_what_waits_stands_on_the_first_page_with_what_is_proposed_and_the_minutes(office, zhao):
    part = ask(office, "资金请示")
    page = body(zhao.get("/"))
    assert f'href="/papers/{part.pk}/"' in page
    assert "拟: 拟同意,先拨一半" in page
    assert "约 1 分钟" in page


def test_it_is_read_and_written_on_without_scripts(office, zhao):
    part = ask(office, "资金请示")
    page = body(zhao.get(f"/papers/{part.pk}/"))
    assert "拟同意,先拨一半" in page and 'name="words"' in page
    zhao.post(f"/papers/{part.pk}/decision/", {"words": "同意。月底前要见到钱到账", "press": "agree"})
    part.refresh_from_db()
    assert (part.verdict, part.opinion) == ("agree", "同意。月底前要见到钱到账")


def test_a_word_is_held_for_sixty_seconds_and_then_becomes_the_instruction(office, zhao):
    part = ask(office, "资金请示")
    zhao.post(f"/papers/{part.pk}/decision/", {"words": "同意"})
    assert Instruction.objects.count() == 0
    assert f'href="/papers/{part.pk}/withdrawal/"' in body(zhao.get("/"))
    later = moment.now() + timedelta(seconds=61)
    with moment.standing_at(moment.local(later)):
        errands.drain(later)
    said = Instruction.objects.get()
    assert (said.words, said.leader) == ("同意", office.zhao)


def test_it_is_taken_back_with_one_press_and_waits_again(office, zhao):
    part = ask(office, "资金请示")
    zhao.post(f"/papers/{part.pk}/decision/", {"words": "同意"})
    answer = zhao.post(f"/papers/{part.pk}/withdrawal/")
    fresh = Part.objects.waiting().get(holder=office.zhao)
    assert answer.url == f"/papers/{fresh.pk}/"
    assert Part.objects.get(pk=part.pk).retracted_at is not None


def test_the_most_urgent_is_held_for_ten_seconds_only(office, zhao):
    part = ask(office, "特急件")
    Matter.objects.filter(title="特急件").update(urgency=2)
    assert "批后 10 秒内可撤回" in body(zhao.get(f"/papers/{part.pk}/"))


def test_a_ready_sentence_is_sent_by_its_own_button_and_comes_from_the_work_card(office, zhao):
    office.zhao.work_card = "看数字先\n常用批语:同意;请财政把关;再算细一点"
    office.zhao.save()
    part = ask(office, "资金请示")
    assert 'value="请财政把关"' in body(zhao.get(f"/papers/{part.pk}/"))
    zhao.post(f"/papers/{part.pk}/decision/", {"ready": "请财政把关"})
    assert Part.objects.get(pk=part.pk).opinion == "请财政把关"


def test_handwriting_is_kept_byte_for_byte_on_every_path(office, zhao, as_):
    part = ask(office, "资金请示", after=(Planned("承办", (office.du,), box=Box.HANDLE),))
    sent = drawing()
    words = "同意,请知行同志牵头,\n月底前见效。"
    zhao.post(f"/papers/{part.pk}/decision/", {"words": words, "ink": sent})
    later = moment.now() + timedelta(seconds=61)
    data = base64.b64decode(sent.split(",")[1])
    with moment.standing_at(moment.local(later)):
        errands.drain(later)
        said = Instruction.objects.get()
        li, chen, du = acting(office.li), acting(office.chen), acting(office.du)
        # merged, reassigned, returned: the words are where they were
        other = matters.capture(title="又来一份", source_type="paper", source_body="住建局", by=li)
        matters.merge(other, into=said.matter, by=li)
        matters.assign(said.matter, to=office.bai, by=chen)
        handled = Part.objects.waiting().get(holder=office.du)
        slips.return_to(handled, opinion="附件缺一页", by=du)
        matters.give_part(said.matter, part=matters.Part("先拨一半", office.city), by=chen)
        for person in (office.li, office.zhao, office.chen):
            client = as_(person)
            page = body(client.get(f"/matters/{said.matter.slug}/"))
            assert "同意,请知行同志牵头,<br>月底前见效。" in page
            assert client.get(f"/instructions/{said.pk}/ink/").content == data
            assert client.get(f"/papers/{part.pk}/ink/").content == data
            [told] = client.get(f"/api/1/matters/{said.matter.slug}").json()["instructions"]
            assert (told["words"], told["image_sha256"]) == (words, hashlib.sha256(data).hexdigest())
        # Who holds a part sees the hand that gave it out, though not the whole matter.
        assert as_(office.lu).get(f"/instructions/{said.pk}/ink/").content == data
        assert as_(office.lu).get(f"/matters/{said.matter.slug}/").status_code == 404
        assert as_(office.bai).get("/instructions/999/ink/").status_code == 404
    after = Instruction.objects.get()
    part.refresh_from_db()
    assert (after.words, after.image_sha256) == (words, part.image_sha256) == (said.words, said.image_sha256)
    assert Line.objects.filter(verb="slip.decided").last().particulars["image"] == after.image_sha256


def test_a_picture_that_is_too_large_or_none_is_refused_and_the_words_stay(office, zhao):
    part = ask(office, "资金请示")
    for ink in ("data:image/png;base64,AAAA", "data:text/html;base64,AAAA", drawing((3000, 20))):
        answer = zhao.post(f"/papers/{part.pk}/decision/", {"words": "同意先拨", "ink": ink})
        assert answer.status_code == 409
        assert "同意先拨" in body(answer)
    assert Part.objects.get(pk=part.pk).verdict == ""


def test_a_question_goes_to_who_proposed_and_comes_straight_back(office, zhao):
    part = ask(office, "资金请示")
    zhao.post(f"/papers/{part.pk}/decision/", {"press": "question", "question": "钱从哪里来"})
    back = Part.objects.waiting().get()
    assert (back.stage.title, back.holder) == ("拟办", office.wang)
    slips.decide(back, by=acting(office.wang), opinion="专项债结余")
    assert Part.objects.waiting().get().holder == office.zhao


def test_a_question_needs_words(office, zhao):
    part = ask(office, "资金请示")
    answer = zhao.post(f"/papers/{part.pk}/decision/", {"press": "question"})
    assert answer.status_code == 409


def test_asked_for_a_decision_again_it_walks_the_whole_way_once_more(office, zhao):
    part = ask(office, "资金请示")
    zhao.post(f"/papers/{part.pk}/decision/", {"press": "again"})
    assert Part.objects.waiting().get().holder == office.li
    assert Part.objects.get(pk=part.pk).opinion == "再议"


def test_several_are_agreed_to_at_once_and_each_leaves_its_own_line(office, zhao):
    parts = [ask(office, title) for title in ("一", "二", "三")]
    zhao.post("/papers/agreement/", {"part": [part.pk for part in parts[:2]]})
    assert Line.objects.filter(verb="slip.decided", actor=office.zhao).count() == 2
    assert Part.objects.waiting().filter(holder=office.zhao).get() == parts[2]


def test_the_second_factor_is_asked_a_wrong_one_keeps_what_was_written_and_a_right_one_is_remembered(
    office, zhao
):
    set_signing(office.unit, factor="password", minutes=10, by=acting(office.zeng))
    account = Account.objects.get(person=office.zhao)
    account.set_password("岚河七号桥1")
    account.save()
    zhao.force_login(account)
    first, second = ask(office, "一"), ask(office, "二")
    answer = zhao.post(
        f"/papers/{first.pk}/decision/", {"words": "同意先拨", "ink": drawing(), "proof": "不对"}
    )
    assert answer.status_code == 409
    assert "同意先拨" in body(answer) and drawing() in body(answer) and "口令不对" in body(answer)
    assert Part.objects.get(pk=first.pk).verdict == ""
    zhao.post(f"/papers/{first.pk}/decision/", {"words": "同意先拨", "proof": "岚河七号桥1"})
    zhao.post(f"/papers/{second.pk}/decision/", {"words": "同意"})
    assert {p.verdict for p in Part.objects.filter(pk__in=[first.pk, second.pk])} == {"agree"}


def test_a_code_of_the_phone_counts_once(office, zhao):
    from allauth.mfa.totp.internal import auth

    set_signing(office.unit, factor="code", minutes=0, by=acting(office.zeng))
    first, second = ask(office, "一"), ask(office, "二")
    assert "还没有绑手机验证码" in body(zhao.get(f"/papers/{first.pk}/"))
    account = Account.objects.get(person=office.zhao)
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(account, secret)
    code = auth.format_hotp_value(auth.hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time()))))
    assert zhao.post(f"/papers/{first.pk}/decision/", {"proof": code}).status_code == 302
    assert zhao.post(f"/papers/{second.pk}/decision/", {"proof": code}).status_code == 409


def test_no_second_factor_is_asked_for_reading(office, zhao):
    set_signing(office.unit, factor="code", minutes=0, by=acting(office.zeng))
    part = ask(office, "送阅", mode=Mode.INFORM, box=Box.READ)
    zhao.post(f"/papers/{part.pk}/decision/", {})
    assert Part.objects.get(pk=part.pk).verdict == "read"


def test_only_the_administrator_or_the_director_chooses_the_factor(office, as_):
    assert (
        as_(office.li).post("/settings/signing/", {"factor": "password", "minutes": "5"}).status_code == 409
    )
    assert (
        as_(office.zeng).post("/settings/signing/", {"factor": "password", "minutes": "5"}).status_code == 302
    )
    office.unit.refresh_from_db()
    assert office.unit.settings["signing"] == {"factor": "password", "minutes": 5}


def test_a_paper_of_somebody_else_or_of_another_unit_is_not_there(office, other_office, as_):
    part = ask(office, "资金请示")
    assert as_(other_office.zhao).get(f"/papers/{part.pk}/").status_code == 404
    assert as_(other_office.zhao).get(f"/papers/{part.pk}/ink/").status_code == 404
    answer = as_(office.chen).post(f"/papers/{part.pk}/decision/", {"words": "同意"})
    assert answer.status_code == 409
    assert Part.objects.get(pk=part.pk).verdict == ""


def test_a_leader_writes_words_of_their_own_on_a_matter(office, zhao):
    ask(office, "资金请示")
    matter = Matter.objects.get(title="资金请示")
    assert f'href="/matters/{matter.slug}/instruction/"' in body(zhao.get(f"/matters/{matter.slug}/"))
    zhao.post(f"/matters/{matter.slug}/instruction/", {"words": "周五前报我"})
    said = matter.instructions.get()
    assert (said.words, said.leader, said.awaits_confirmation, said.form) == (
        "周五前报我", office.zhao, False, "written",
    )  # fmt: skip


def test_a_spoken_word_exists_at_once_and_is_corrected_by_the_leader(office, zhao):
    ask(office, "资金请示")
    matter = Matter.objects.get(title="资金请示")
    said = matters.instruct(matter, leader=office.zhao, words="先拨一半", form="oral", by=acting(office.chen))
    assert said.awaits_confirmation
    assert "是我说的" in body(zhao.get("/"))
    zhao.post(
        f"/instructions/{said.pk}/confirmation/", {"answer": "no", "correction": "先拨三成", "next": "/"}
    )
    assert [(one.words, one.denied_at is None) for one in matter.instructions.all()] == [
        ("先拨一半", False), ("先拨三成", True),
    ]  # fmt: skip


def test_a_dispute_comes_to_the_leader_when_the_office_has_put_it_there_and_not_before(office, zhao):
    by = acting(office.li)
    torn = matters.capture(title="沿河路井盖", source_type="hotline", by=by)
    matters.place(torn, lead=office.city, leader=office.zhao, by=by)
    matters.refuse(torn, reason="管网属住建", by=acting(office.lu))
    assert "归谁没定" not in body(zhao.get("/"))
    matters.put_to_leader(
        torn, leader=office.zhao, lead=office.city, words="请定归谁", by=acting(office.chen)
    )
    assert f'href="/matters/{torn.slug}/coordination/"' in body(zhao.get("/"))


def test_another_date_is_asked_of_the_leader_in_whose_field_it_is_and_of_no_other(office, as_):
    other = make_person(office.unit, "秦砚", office.leaders, Role.LEADER, post="副县长", rank=4)
    by = acting(office.li)
    matter = matters.capture(
        title="管网底数表", source_type="call", by=by, due=moment.now() + timedelta(days=2), hard=True
    )
    matters.place(matter, lead=office.housing, leader=office.zhao, by=by)
    matters.ask_extension(
        matter, wanted=moment.now() + timedelta(days=4), reason="等测绘数据", by=acting(office.du)
    )
    assert "等测绘数据" in body(as_(office.zhao).get("/"))
    assert "等测绘数据" not in body(as_(other).get("/"))


def test_what_the_office_asks_the_leader_to_step_into_stands_among_what_is_to_decide(office, zhao):
    from shuniu.supervision.operations.stepping_in import escalate

    by = acting(office.li)
    matter = matters.capture(title="北关路管网", source_type="call", by=by)
    matters.place(matter, lead=office.housing, leader=office.zhao, by=by)
    asked = escalate(matter, leader=office.zhao, what="请给城建局一句话", by=acting(office.chen))
    page = body(zhao.get("/"))
    assert f'href="/supervise/escalations/{asked.pk}/"' in page and "要您定的 1" in page


def test_what_was_decided_while_away_by_whom_and_what_is_still_mine(office, as_):
    unit, now = office.unit, moment.now()
    other = make_person(unit, "沈知行", office.leaders, Role.LEADER, post="常务副县长", rank=1)
    absence = announce(
        office.zhao, starts=now - timedelta(minutes=1), ends=now + timedelta(hours=6), kind="trip", where="省城",
        stand_in=other, by=acting(office.chen),
    )  # fmt: skip
    if absence.began_at is None:
        begin(absence, by=acting(office.chen).clock(unit))
    ask(office, "代办的")
    for part in Part.objects.waiting().filter(standing_in_for=office.zhao):
        slips.decide(part, by=acting(other), opinion="同意,县长外出")
    ask(office, "还等着的")
    page = body(as_(office.zhao).get("/leader/absence/"))
    assert "代办的" in page and "沈知行" in page and "还等着的" in page
    end(absence, by=acting(office.zhao))
    assert "您不在时 2 行" in body(as_(office.zhao).get("/"))


def test_a_line_waved_away_is_silent_until_its_facts_change(office, zhao):
    zhao.post("/leader/brief/", {"mark": "7:20260620:silent"})
    assert Account.objects.get(person=office.zhao).interface["hushed"] == ["7:20260620:silent"]


def test_what_the_office_settled_without_a_word_is_a_list(office, zhao):
    by = acting(office.li)
    matter = matters.capture(title="路灯不亮", source_type="hotline", by=by)
    matters.place(matter, lead=office.housing, holder=office.li, leader=office.zhao, by=by)
    matters.complete(matter, result="换好了", by=by)
    assert "给您挡下 1 件" in body(zhao.get("/"))
    assert "换好了" in body(zhao.get("/leader/kept/"))


def statements(client, address) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_one_paper_or_three_ask_as_much_of_the_database(office, zhao):
    part = ask(office, "一")
    one, paper = statements(zhao, "/"), statements(zhao, f"/papers/{part.pk}/")
    for title in ("二", "三"):
        ask(office, title)
    assert (statements(zhao, "/"), statements(zhao, f"/papers/{part.pk}/")) == (one, paper)


def test_the_page_is_small_and_its_first_screen_needs_one_round_trip(office, zhao):
    for number in range(12):
        ask(
            office,
            f"关于第{number}批老旧小区改造首期资金拨付的请示",
            proposal="拟同意先拨一半,余款验收后再拨" * 3,
        )
    part = Part.objects.waiting().filter(holder=office.zhao).first()
    Matter.objects.filter(pk=part.stage.slip.matter_id).update(title="长文")
    from shuniu.matters.models import Reading

    long = "\n".join(f"第{n}条 各镇各部门要把资金拨付到位,逐项落实,逐级压实。" for n in range(900))
    Reading.objects.update_or_create(matter=part.stage.slip.matter, defaults={"text": long})
    for address in ("/", f"/papers/{part.pk}/"):
        answer = zhao.get(address, headers={"accept-encoding": "gzip"})
        page = body(answer)
        assert answer["Content-Encoding"] == "gzip"
        linked = [asset for asset in assets.all_assets().values() if asset.address in page]
        transferred = len(answer.content) + sum(len(asset.packed) for asset in linked)
        assert transferred <= 100_000
        # Everything the first screen is drawn with is in the answer itself, and fits the first flight of a connection.
        head = page[: page.index("</head>")]
        assert 'rel="stylesheet"' not in head and "<style>" in head
        assert re.findall(r"<script (?!.*\bdefer\b)", head) == []
        assert len(answer.content) <= 10 * 1460


def test_the_style_inside_the_page_is_one_the_browser_may_believe(office, zhao):
    answer = zhao.get("/")
    style = re.search(r"<style>(.*?)</style>", body(answer), re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in answer["Content-Security-Policy"]
