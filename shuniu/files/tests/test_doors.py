"""The two doors nobody stands at: a drop folder and a mail box. What is taken is taken once; nothing is lost."""

import ipaddress
import logging
import os
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from shuniu.files import mailbox
from shuniu.files.doors import Looked
from shuniu.files.folder_watch import FolderWatch
from shuniu.files.limits import Limits
from shuniu.files.mailbox import CannotReach, Mailbox, modified_utf7
from shuniu.files.refusals import Why
from shuniu.files.tests import papers
from shuniu.files.tests.imap_server import ImapServer
from shuniu.files.tests.papers import NOTICE
from shuniu.org.refusals import Refused


class Desk:
    """Whoever registers: keeps what it was handed, and can be out of order."""

    def __init__(self):
        self.taken, self.refused, self.fault = [], [], None

    def take(self, arrival):
        if self.fault:
            raise self.fault
        self.taken.append((arrival.name, arrival.text[:4]))

    def count(self, refusal):
        self.refused.append(refusal.why)


@pytest.fixture
def desk():
    return Desk()


class TestFolder:
    @pytest.fixture
    def folder(self, tmp_path, clock_stands):
        (tmp_path / "in").mkdir()
        return tmp_path / "in"

    @pytest.fixture
    def watch(self, folder, desk):
        return FolderWatch(folder, desk.take, on_refusal=desk.count)

    def names(self, folder):
        return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())

    def test_a_file_is_taken_when_it_has_stopped_growing(self, folder, watch, desk):
        (folder / "通知.txt").write_text("青岚县的", encoding="utf-8")
        assert (watch.look(), desk.taken) == (Looked(waiting=1), [])
        (folder / "通知.txt").write_text(NOTICE, encoding="utf-8")
        assert (watch.look(), desk.taken) == (Looked(waiting=1), [])
        assert (watch.look(), desk.taken) == (Looked(taken=1), [("通知.txt", "青岚县人")])
        assert self.names(folder) == ["done/2026-06/通知.txt"]
        assert (watch.look(), len(desk.taken)) == (Looked(), 1)

    def test_an_empty_or_unfinished_file_waits(self, folder, watch, desk):
        for name in ("空.txt", ".藏.txt", "~$稿.docx", "下载.pdf.part", "拷贝.tmp"):
            (folder / name).write_bytes(b"" if name == "空.txt" else b"x")
        assert [watch.look(), watch.look()] == [Looked(waiting=1), Looked(waiting=1)]
        assert desk.taken == []

    def test_a_refused_file_stays_with_a_text_beside_it_and_is_not_asked_again(self, folder, watch, desk):
        (folder / "坏.pdf").write_bytes(b"%PDF-1.7 broken")
        watch.look()
        assert [watch.look(), watch.look()] == [Looked(refused=1), Looked()]
        assert self.names(folder) == ["坏.pdf", "坏.pdf.refused.txt"]
        assert "打不开" in (folder / "坏.pdf.refused.txt").read_text(encoding="utf-8-sig")
        assert desk.refused == [Why.BROKEN]

    def test_a_refused_file_that_was_replaced_is_looked_at_again(self, folder, watch, desk):
        path = folder / "通知.txt"
        path.write_bytes(bytes(range(256)) * 9)
        watch.look()
        watch.look()
        path.write_text(NOTICE, encoding="utf-8")
        later = (folder / "通知.txt.refused.txt").stat().st_mtime_ns + 10**9
        os.utime(path, ns=(later, later))
        watch.look()
        assert (watch.look(), self.names(folder)) == (Looked(taken=1), ["done/2026-06/通知.txt"])

    def test_two_files_of_one_name_are_both_kept(self, folder, watch):
        for text in ("第一份通知", "第二份通知"):
            (folder / "通知.txt").write_text(text, encoding="utf-8")
            watch.look()
            watch.look()
        assert self.names(folder) == ["done/2026-06/通知 (2).txt", "done/2026-06/通知.txt"]

    def test_when_the_office_is_out_of_order_the_file_waits_and_no_log_knows_its_name(
        self, folder, watch, desk, caplog
    ):
        (folder / "青石水库.txt").write_text(NOTICE, encoding="utf-8")
        desk.fault = RuntimeError("青石水库: disk full")
        caplog.set_level(logging.DEBUG)
        watch.look()
        assert (watch.look(), self.names(folder)) == (Looked(failed=1), ["青石水库.txt"])
        assert [record.getMessage() for record in caplog.records if "青石" in record.getMessage()] == []
        desk.fault = None
        assert watch.look() == Looked(taken=1)

    def test_a_rule_of_the_office_refuses_with_its_own_reason(self, folder, watch, desk):
        (folder / "通知.txt").write_text(NOTICE, encoding="utf-8")
        desk.fault = Refused("已经收过，是№1183")
        watch.look()
        assert watch.look() == Looked(refused=1)
        assert "№1183" in (folder / "通知.txt.refused.txt").read_text(encoding="utf-8-sig")

    @pytest.mark.parametrize(("name", "mark"), [("青石水库.txt", "机密★1年"), ("（机密）青石水库.txt", "")])
    def test_a_secret_file_is_counted_and_the_text_beside_it_repeats_nothing_of_it(
        self, folder, desk, name, mark
    ):
        (folder / name).write_text(f"{mark}\n{NOTICE}", encoding="utf-8")
        watch = FolderWatch(folder, desk.take, on_refusal=desk.count)
        watch.look()
        assert (watch.look(), watch.look(), desk.refused) == (Looked(refused=1), Looked(), [Why.SECRET])
        [note] = [path for path in folder.iterdir() if path.name != name]
        told = note.name + note.read_text(encoding="utf-8-sig")
        assert "走机要" in told
        assert [
            word
            for word in ("机密", "秘密", "★", "1年", "青石", "水库", "正文", "文件名", NOTICE[:4])
            if word in told
        ] == []
        again = FolderWatch(folder, desk.take, on_refusal=desk.count)  # after a restart
        assert [again.look(), again.look(), desk.refused] == [Looked(), Looked(), [Why.SECRET]]

    def test_a_link_out_of_the_folder_is_not_followed(self, folder, watch, desk, tmp_path):
        (tmp_path / "别处.txt").write_text(NOTICE, encoding="utf-8")
        (folder / "链接.txt").symlink_to(tmp_path / "别处.txt")
        assert [watch.look(), watch.look()] == [Looked(), Looked()]

    def test_a_huge_file_is_refused_before_it_is_read(self, folder, desk):
        watch = FolderWatch(folder, desk.take, on_refusal=desk.count, limits=Limits(size=100))
        (folder / "大.txt").write_bytes(b"a" * 101)
        watch.look()
        assert (watch.look(), desk.refused) == (Looked(refused=1), [Why.TOO_LARGE])

    def test_a_folder_that_is_away_is_an_empty_one(self, desk, tmp_path):
        assert FolderWatch(tmp_path / "没有", desk.take).look() == Looked()


def certificate(folder, *names: str, days: int = 1):
    """A key and the certificate that it has signed for itself, for these names or addresses, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail of the test")])
    now = datetime.now(UTC)
    alternatives = [
        x509.IPAddress(ipaddress.ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
        for name in names
    ]
    signed = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "mail.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + signed.public_bytes(Encoding.PEM))
    return path


class TestMailbox:
    @pytest.fixture
    def opened(self):
        servers = []

        def start(*mails, **more):
            server = ImapServer(*mails, **more)
            servers.append(server)
            secure = "certificate" in more
            return server, Mailbox("127.0.0.1", "bgs", "letmein", port=server.port, secure=secure, seconds=5)

        yield start
        for server in servers:
            server.shutdown()
            server.server_close()

    def test_a_mail_is_marked_read_after_it_was_registered_and_taken_once(self, opened, desk):
        server, box = opened(papers.mail("汛前排查", NOTICE), papers.mail("防汛值班", NOTICE))
        assert mailbox.look(box, desk.take) == Looked(taken=2)
        assert desk.taken == [("汛前排查.eml", "青岚县人"), ("防汛值班.eml", "青岚县人")]
        assert server.flags() == [{"\\Seen"}, {"\\Seen"}]
        assert mailbox.look(box, desk.take) == Looked()

    def test_a_mail_that_could_not_be_registered_stays_unread_and_comes_again(self, opened, desk):
        server, box = opened(papers.mail("汛前排查", NOTICE))
        desk.fault = RuntimeError("database is locked")
        assert (mailbox.look(box, desk.take), server.flags()) == (Looked(failed=1), [set()])
        desk.fault = None
        assert (mailbox.look(box, desk.take), server.flags()) == (Looked(taken=1), [{"\\Seen"}])

    def test_a_secret_mail_stays_in_the_box_with_a_star_and_only_the_fact_is_counted(self, opened, desk):
        server, box = opened(papers.mail("（机密）青石水库", NOTICE), papers.mail("汛前排查", NOTICE))
        assert mailbox.look(box, desk.take, on_refusal=desk.count) == Looked(taken=1, refused=1)
        assert (server.flags(), desk.refused) == ([{"\\Flagged"}, {"\\Seen"}], [Why.SECRET])
        assert mailbox.look(box, desk.take) == Looked()

    def test_a_huge_mail_is_refused_before_it_is_fetched(self, opened, desk):
        server, box = opened(papers.mail("汛前排查", NOTICE))
        assert mailbox.look(box, desk.take, on_refusal=desk.count, limits=Limits(size=100)) == Looked(
            refused=1
        )
        assert (server.fetched, desk.refused) == (0, [Why.TOO_LARGE])

    def test_a_lost_line_is_said_and_the_rest_is_fetched_next_time(self, opened, desk):
        server, box = opened(papers.mail("一", NOTICE), papers.mail("二", NOTICE), lose_line_after=1)
        with pytest.raises(CannotReach) as told:
            mailbox.look(box, desk.take)
        assert "断了线" in told.value.reason
        assert server.flags() == [{"\\Seen"}, set()]
        server.lose_line_after = 9
        assert mailbox.look(box, desk.take) == Looked(taken=1)

    @pytest.mark.parametrize(
        ("change", "word"),
        [({"password": "wrong"}, "不让进"), ({"folder": "公文"}, "公文"), ({"port": 1}, "连不上")],
    )
    def test_a_box_that_cannot_be_opened_says_why_and_never_the_password(self, opened, desk, change, word):
        _server, box = opened()
        told = Mailbox(**{**vars(box), **change})
        with pytest.raises(CannotReach) as refused:
            mailbox.look(told, desk.take)
        assert word in refused.value.reason
        assert ("letmein" in repr(box), "wrong" in refused.value.reason + repr(told)) == (False, False)

    def test_the_program_introduces_itself_where_it_is_asked_to(self, opened, desk):
        server, box = opened()
        mailbox.look(box, desk.take)
        assert server.introductions == ['("name" "shuniu" "version" "1")']

    def test_a_folder_with_a_chinese_name_is_found(self, opened, desk):
        _server, box = opened(papers.mail("汛前排查", NOTICE), folder=modified_utf7("公文"))
        assert mailbox.look(Mailbox(**{**vars(box), "folder": "公文"}), desk.take) == Looked(taken=1)
        assert [modified_utf7(name) for name in ("公文", "INBOX", "A&B")] == ["&UWxlhw-", "INBOX", "A&-B"]

    def test_mail_comes_over_a_secured_line_whose_certificate_is_trusted(
        self, opened, desk, tmp_path, monkeypatch
    ):
        own = certificate(tmp_path, "127.0.0.1")
        monkeypatch.setenv("SSL_CERT_FILE", str(own))
        server, box = opened(papers.mail("汛前排查", NOTICE), certificate=own)
        assert mailbox.look(box, desk.take) == Looked(taken=1)
        assert (desk.taken, server.flags()) == ([("汛前排查.eml", "青岚县人")], [{"\\Seen"}])

    @pytest.mark.parametrize(
        ("names", "days", "trusted"),
        [(("127.0.0.1",), 1, False), (("mail.example",), 1, True), (("127.0.0.1",), -1, True)],
        ids=["signed by nobody known", "of another host", "out of date"],
    )
    def test_behind_a_certificate_that_is_not_trusted_nobody_signs_in(
        self, opened, desk, tmp_path, monkeypatch, names, days, trusted
    ):
        own = certificate(tmp_path, *names, days=days)
        if trusted:
            monkeypatch.setenv("SSL_CERT_FILE", str(own))
        server, box = opened(papers.mail("汛前排查", NOTICE), certificate=own)
        with pytest.raises(CannotReach) as told:
            mailbox.look(box, desk.take)
        assert ("证书信不过" in told.value.reason, server.logins, desk.taken) == (True, 0, [])

    def test_a_box_that_speaks_openly_gets_no_password_over_a_line_that_should_be_secured(self, opened, desk):
        server, box = opened(papers.mail("汛前排查", NOTICE))
        with pytest.raises(CannotReach) as told:
            mailbox.look(Mailbox(**{**vars(box), "secure": True}), desk.take)
        assert ("连不上" in told.value.reason, server.logins) == (True, 0)
