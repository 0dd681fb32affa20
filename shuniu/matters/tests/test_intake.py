"""收件: what arrives is one matter in the tray, read, with its place in the original."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from shuniu.clock import errands
from shuniu.clock.models import Errand
from shuniu.conftest import acting
from shuniu.files.models import SecrecyRefusal, StoredFile
from shuniu.files.refusals import CannotTake, LooksSecret
from shuniu.files.tests import papers
from shuniu.files.tests.imap_server import ImapServer
from shuniu.journal.models import Line
from shuniu.journal.verification import verify
from shuniu.matters import intake, operations
from shuniu.matters.intake import arriving, doors
from shuniu.matters.intake.proof import daily_proof
from shuniu.matters.models import Arriving, Demand, Matter, Paper, Reading
from shuniu.org import moment
from shuniu.org.models import Alias
from shuniu.org.refusals import Refused

CIRCULAR = """特急

云泽市人民政府办公室文件
云政办发〔2026〕22号

云泽市人民政府办公室
关于开展城市内涝点排查整治的紧急通知

各县(市、区)人民政府,市政府有关部门:
为做好今年汛期城市防涝工作,现就有关事项通知如下:
一、全面排查。对下穿通道、低洼小区、老旧管网逐一排查,6月18日前完成。(牵头单位:住房城乡建设局;配合单位:城市管理局)
二、建立台账。对排查出的内涝点逐点登记,明确责任人,6月20日前建立台账。(牵头单位:城市管理局)
三、报告情况。6月26日前将排查整治情况书面报送市政府办公室。(牵头单位:办公室)
联系人:林之远,电话:0000-1234567。

云泽市人民政府办公室
2026年6月10日
"""


@pytest.fixture
def li(office):
    office.unit.upper_names = ["云泽市"]
    office.unit.place = "青岚县"
    office.unit.save()
    for division, name in ((office.housing, "住建局"), (office.city, "城管局")):
        Alias.objects.create(unit=office.unit, division=division, name=name)
    return acting(office.li)


def test_a_pasted_circular_gives_sender_number_date_urgency_and_demands_that_point_into_the_text(li):
    (matter,) = intake.receive_text(CIRCULAR, by=li).matters
    reading = Reading.objects.get(matter=matter)
    fields = reading.fields
    assert fields["issuer"]["value"] == ["云泽市人民政府办公室"]
    assert fields["doc_number"]["value"] == "云政办发〔2026〕22号"
    assert fields["date"]["value"] == "2026-06-10"
    assert fields["urgency"]["value"] == "特急"
    assert matter.from_above and matter.urgency == 2
    assert matter.source_body == "云泽市人民政府办公室"
    for name in ("issuer", "doc_number", "urgency", "title"):
        at = fields[name]
        said = at["value"][0] if isinstance(at["value"], list) else at["value"]
        assert "".join(reading.text[at["start"] : at["end"]].split()) == "".join(said.split())
    demands = list(Demand.objects.filter(matter=matter))
    assert [d.lead_text for d in demands] == ["住房城乡建设局", "城市管理局", "办公室"]
    assert [d.due.strftime("%m-%d") for d in demands] == ["06-18", "06-20", "06-26"]
    assert all(d.text[:6] in reading.text[d.start : d.end] for d in demands)


def test_the_errand_of_a_matter_that_was_read_at_once_is_done(li):
    intake.receive_text(CIRCULAR, by=li)
    (errand,) = Errand.objects.all()
    assert (errand.name, errand.done is not None) == ("intake.read", True)
    assert Matter.objects.count() == 1


def test_a_phone_note_is_a_matter_with_caller_place_and_lead(li, office):
    (matter,) = intake.receive_sentence("城管局鲁山来电 沿河路井盖缺失 请住建局周五前换好", by=li).matters
    proposal = Reading.objects.get(matter=matter).proposal
    assert (matter.source_type, matter.source_person, matter.source_body) == ("call", "鲁山", "城市管理局")
    assert matter.due.strftime("%m-%d") == "06-12"
    assert (proposal["lead"]["name"], proposal["lead"]["sure"]) == ("住房城乡建设局", True)
    assert (proposal["holder"]["name"], proposal["leader"]["name"]) == ("杜衡", "赵启山")


def test_an_oral_word_exists_at_once_and_asks_the_leader_for_one_tap(li, office):
    (matter,) = intake.receive_sentence("请住建局下周三前把井盖的事报个方案 赵县长口头", by=li).matters
    (words,) = matter.instructions.all()
    assert (words.leader, words.awaits_confirmation) == (office.zhao, True)
    assert words.words == "请住建局下周三前把井盖的事报个方案 赵县长口头"


def test_a_mail_is_one_matter_with_its_attachments_and_the_paper_is_read_first(li):
    mail = papers.mail(
        "转:关于报送内涝点台账",
        "请查收附件,谢谢。",
        {"通知.txt": CIRCULAR.encode(), "附表.csv": "点位,责任人\n下穿通道,吕工".encode()},
    )
    (matter,) = intake.receive_file(mail, "邮件.eml", by=li).matters
    reading = Reading.objects.get(matter=matter)
    assert matter.source_type == "mail"
    assert reading.doc_number == "云政办发〔2026〕22号"
    assert [p.file.name for p in matter.papers.all()] == ["通知.txt", "邮件.eml", "附表.csv"]
    assert "请查收附件" in reading.text and "吕工" in reading.text
    first = reading.pages[0]
    assert reading.text[first["start"] : first["end"]].startswith("特急")
    assert [p["file"] for p in reading.pages] == [p.file_id for p in matter.papers.all()]


def test_an_archive_of_papers_is_one_matter_each(li):
    archive = papers.packed(
        {"一/通知.txt": CIRCULAR.encode(), "二/函.pdf": papers.pdf(CIRCULAR.replace("22号", "23号").replace("内涝点", "易涝点"))}
    )
    matters = intake.receive_file(archive, "来文.zip", by=li).matters
    assert [Reading.objects.get(matter=m).doc_number for m in matters] == ["云政办发〔2026〕22号", "云政办发〔2026〕23号"]
    assert [p.file.name for m in matters for p in m.papers.all()] == ["通知.txt", "函.pdf"]


def test_the_same_paper_twice_in_one_archive_is_one_matter(li):
    archive = papers.packed({"通知.txt": CIRCULAR.encode(), "副本/通知.txt": CIRCULAR.encode()})
    assert len(intake.receive_file(archive, "来文.zip", by=li).matters) == 1


def test_a_pdf_points_at_the_page_in_the_original(li):
    data = papers.pdf("第一页\n" + CIRCULAR[:60], CIRCULAR)
    (matter,) = intake.receive_file(data, "通知.pdf", by=li).matters
    reading = Reading.objects.get(matter=matter)
    assert [(p["number"], p["source"]) for p in reading.pages] == [(1, "layer"), (2, "layer")]
    assert {p["file"] for p in reading.pages} == {StoredFile.objects.get().pk}


def test_the_same_bytes_say_which_matter_has_them(li):
    (matter,) = intake.receive_file(CIRCULAR.encode(), "通知.txt", by=li).matters
    again = intake.receive_file(CIRCULAR.encode(), "换个名字.txt", by=li)
    assert (again.matters, again.others) == ([], [matter])
    assert (Matter.objects.count(), StoredFile.objects.count(), Paper.objects.count()) == (1, 1, 1)


def test_another_unit_may_have_the_same_paper(li, other_office):
    intake.receive_file(CIRCULAR.encode(), "通知.txt", by=li)
    taken = intake.receive_file(CIRCULAR.encode(), "通知.txt", by=acting(other_office.li))
    assert (len(taken.matters), taken.others) == (1, [])


def test_a_paper_in_a_restricted_matter_is_not_betrayed_by_its_copy(li, office):
    (matter,) = intake.receive_file(CIRCULAR.encode(), "通知.txt", by=acting(office.chen)).matters
    Matter.objects.filter(pk=matter.pk).update(visibility="restricted")
    taken = intake.receive_file(CIRCULAR.encode(), "通知.txt", by=li)
    assert taken.others == [] and len(taken.matters) == 1
    assert Reading.objects.get(matter=taken.matters[0]).proposal["same"] == []


def traces(words):
    """Where the words stand on disk or in the database, the way a searcher with root would look."""
    needles = [word.encode(code) for word in words for code in ("utf-8", "utf-16-be", "utf-16-le", "gb18030")]
    found = []
    for path in Path(settings.SHUNIU_DATA).rglob("*"):
        if path.is_file() and any(needle in path.read_bytes() for needle in needles):
            found.append(path.name)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                text = repr(row)
                if any(word in text for word in words):
                    found.append(table)
    return found


@pytest.mark.parametrize("door", ["text", "file", "archive", "mail", "name", "desk", "sentence"])
def test_a_marked_paper_leaves_no_trace_but_the_fact_of_refusal(li, caplog, door):
    secret = "机密★1年\n\n关于青鸾工程选址的函\n请于6月20日前回复。"
    if door == "desk":
        row = arriving.begin(secret.encode(), "青鸾工程.txt", by=li)
        assert (row.state, row.why) == ("refused", "secret")
    else:
        with pytest.raises(LooksSecret):
            if door == "text":
                intake.receive_text(secret, by=li)
            elif door == "sentence":
                intake.receive_sentence("青鸾工程的机密★1年文件请办", by=li)
            elif door == "file":
                intake.receive_file(secret.encode(), "青鸾工程.txt", by=li)
            elif door == "name":
                intake.receive_file("青鸾工程".encode(), "【机密】青鸾工程.txt", by=li)
            elif door == "archive":
                intake.receive_file(papers.packed({"好的.txt": b"ok", "青鸾工程.txt": secret.encode()}), "青鸾.zip", by=li)
            else:
                intake.receive_file(papers.mail("青鸾工程", "见附件", {"函.txt": secret.encode()}), "青鸾.eml", by=li)
    assert traces(["青鸾"]) == []
    assert "青鸾" not in caplog.text
    assert (Matter.objects.count(), StoredFile.objects.count(), SecrecyRefusal.objects.count()) == (0, 0, 1)
    assert [line.verb for line in Line.objects.all()] == ["file.refused_as_secret"]


def test_a_killed_reading_is_done_again_without_doubling(li):
    """The process dies after the registration: the errand reads what was kept, once."""
    with_errand = operations.capture(title="通知", by=li, text=CIRCULAR, reading="waiting")
    intake.reading_out.ask_to_read(with_errand)
    later = moment.now() + timedelta(minutes=3)
    assert (errands.drain(later), errands.drain(later)) == (1, 0)
    assert Demand.objects.filter(matter=with_errand).count() == 3
    Errand.objects.update(done=None, claimed=None)  # killed after the work, before it was marked as done
    errands.drain(later + timedelta(hours=1))
    assert Demand.objects.filter(matter=with_errand).count() == 3
    assert Line.objects.about(with_errand).filter(verb="matter.read").count() == 1


def test_a_long_text_is_read_by_its_errand(li):
    text = CIRCULAR + "\n".join(f"附表第{n}行 某某路某某号" for n in range(4000))
    (matter,) = intake.receive_text(text, by=li).matters
    assert Reading.objects.get(matter=matter).state == "waiting"
    errands.drain()
    reading = Reading.objects.get(matter=matter)
    assert (reading.state, reading.doc_number, bool(reading.proposal)) == ("read", "云政办发〔2026〕22号", True)


def test_what_cannot_be_read_stays_in_the_tray_with_its_original(li):
    """A person has looked at what nobody can open and vouches for it: it comes in, unread, and one goes on by hand."""
    archive = papers.packed({"说明.txt": "见压缩文件".encode(), "表.rar": b"Rar!\x1a\x07\x01\x00" + b"x" * 40})
    with pytest.raises(CannotTake):
        intake.receive_file(archive, "来文.zip", by=li)
    matters = intake.receive_file(archive, "来文.zip", by=li, by_eye=True).matters
    unread = [m for m in matters if Reading.objects.get(matter=m).state == "failed"]
    assert [[p.file.name for p in m.papers.all()] for m in unread] == [["表.rar"]]
    assert [line.actor for line in Line.objects.filter(verb="matter.vouched")] == [li.person]
    intake.correct_field(unread[0], name="title", value="关于核对台账的函", by=li)
    operations.place(unread[0], by=li, lead=li.person.division)
    unread[0].refresh_from_db()
    assert (unread[0].title, unread[0].state) == ("关于核对台账的函", "given")


def test_whoever_registered_or_the_director_holds_what_lies_in_the_tray(li, office):
    (mine,) = intake.receive_text(CIRCULAR, by=li).matters
    (by_itself,) = intake.receive_text("某函\n请回复。", by=doors.Actor.clock(office.unit)).matters
    assert (mine.holder, by_itself.holder) == (office.li, office.chen)


def test_the_watched_folder_takes_what_is_whole_and_leaves_what_is_refused(li, office, tmp_path):
    office.unit.settings = {"intake": {"folder": str(tmp_path)}}
    office.unit.save()
    (tmp_path / "通知.txt").write_text(CIRCULAR, encoding="utf-8")
    (tmp_path / "机密.txt").write_text("机密★1年\n关于选址的函", encoding="utf-8")
    assert [doors.take_from_folder(office.unit) for _look in range(3)] == [0, 1, 0]
    assert Matter.objects.get().holder == office.chen
    assert SecrecyRefusal.objects.get().channel == "folder"
    assert not (tmp_path / "通知.txt").exists() and (tmp_path / "机密.txt").exists()


def test_unread_mails_become_matters_once_and_a_marked_one_is_left_where_it_is(li, office, monkeypatch):
    monkeypatch.setenv("SHUNIU_TEST_MAIL", "letmein")
    good = papers.mail("关于井盖台账", "请查收。", {"通知.txt": CIRCULAR.encode()})
    server = ImapServer(good, papers.mail("见附件", "机密★1年"))
    office.unit.settings = {
        "intake": {"mailbox": {"host": "127.0.0.1", "port": server.port, "secure": False, "password_from": "SHUNIU_TEST_MAIL"}}
    }
    assert [doors.take_from_mailbox(office.unit) for _look in range(2)] == [1, 0]
    assert (Matter.objects.get().source_type, SecrecyRefusal.objects.get().channel) == ("mail", "mail")
    assert [sorted(flags) for flags in server.flags()] == [["\\Seen"], ["\\Flagged"]]
    server.shutdown()
    server.server_close()


def test_a_mailbox_that_does_not_answer_is_tried_again_later(office):
    office.unit.settings = {"intake": {"mailbox": {"host": "127.0.0.1", "port": 9, "secure": False}}}
    assert doors.take_from_mailbox(office.unit) == 0


def test_a_stopped_scan_keeps_nothing(li, monkeypatch):
    row = Arriving.objects.create(
        unit=li.unit, by=li.person, token="t", since=moment.now() - timedelta(minutes=9), touched=moment.now() - timedelta(minutes=6)
    )
    assert arriving.stands_still(row)
    arriving.ask_to_stop(row)
    row.refresh_from_db()
    assert row.stop_asked


def test_the_daily_proof_holds_after_a_thousand_intakes(li, office):
    """Received = settled + open + merged + returned, whatever is done with what came in."""
    dice = random.Random(11)
    tray = []
    for number in range(1000):
        tray.append(operations.capture(title=f"第{number}件来文 {dice.random()}", by=li, source_type="paper"))
        if dice.random() < 0.7 and len(tray) > 1:
            matter = tray.pop(dice.randrange(len(tray)))
            act = dice.randrange(5)
            try:
                if act == 0:
                    operations.answer_at_once(matter, answer="已答复", by=li)
                elif act == 1:
                    operations.merge(matter, into=tray[dice.randrange(len(tray))], by=li)
                elif act == 2:
                    operations.return_to_sender(matter, reason="不是本县的", by=li)
                elif act == 3:
                    operations.shelve(matter, reason="等文件", by=li)
                else:
                    operations.place(matter, by=li, lead=office.city)
            except Refused:
                pass
    proof = daily_proof(office.unit, moment.today())
    assert proof.received == 1000 and proof.balances
    assert min(proof.settled, proof.open, proof.merged, proof.returned) > 0
    assert Matter.objects.without_one_active_holder().count() == 0
    assert verify(office.unit).broken == ""


def test_bad_papers_end_in_a_reason_and_never_in_an_error(li):
    """Broken, empty, huge, wrongly named, nested: a sentence for the person, nothing kept, no exception."""
    dice = random.Random(7)
    good = [CIRCULAR.encode(), papers.pdf(CIRCULAR), papers.packed({"a.txt": CIRCULAR.encode()}), papers.mail("题", "文")]
    names = ["a.pdf", "b.docx", "c.xlsx", "d.eml", "e.zip", "f.png", "g.tif", "h.ofd", "i.msg", "../../etc/passwd", "", "名" * 300]
    for number in range(60):
        data = bytearray(dice.choice(good))
        for _cut in range(dice.randrange(1, 30)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        data = bytes(data[: dice.randrange(len(data) + 1)]) if number % 2 else bytes(data)
        row = arriving.begin(data, dice.choice(names), by=li)
        assert row.state in ("taken", "refused"), row.state
        assert row.why != "failed", data[:80]
    for text in ("\x00", "　", "一" * 5000, "(" * 3000, "\n" * 2000 + "题", "牵头单位:" * 500, "😀" * 100, "2026年13月45日前"):
        try:
            intake.receive_text(text, by=li)
            intake.receive_sentence(text, by=li)
        except (Refused, CannotTake):
            pass
    assert Reading.objects.filter(state="waiting").count() == 0
