"""Messengers against a server that speaks their protocol: tokens, errors, limits, taking back; no secret leaves."""

import logging
import socketserver
import threading
from datetime import timedelta

import pytest
from django.test import Client

from shuniu.clock import errands
from shuniu.clock.models import Errand
from shuniu.conftest import acting
from shuniu.journal.models import Line
from shuniu.matters import operations as matters
from shuniu.matters.choices import Urgency
from shuniu.notices import channels, operations, sending
from shuniu.notices.channels import wire
from shuniu.notices.choices import DIGEST_HOURS
from shuniu.notices.digests import write
from shuniu.notices.models import Channel, Delivery
from shuniu.notices.tests.conftest import at
from shuniu.notices.tests.messengers import SECRET, SIGN, Messengers
from shuniu.org import moment
from shuniu.org.refusals import Refused

APPS = ("wecom", "dingtalk", "feishu")
ROBOTS = ("wecom_robot", "dingtalk_robot", "feishu_robot")


@pytest.fixture
def there():
    server = Messengers()
    wire._tokens.clear()
    yield server
    server.close()


@pytest.fixture
def opened(office, there):
    """`opened(code, usual=True)`: the administrator has opened this channel."""

    def open_(code, usual=True, **more):
        given = {
            "corpid": "corp", "appkey": "key", "appid": "cli_app", "agentid": "1000002", "secret": SECRET,
            "base": there.base, "site": "https://shuniu.example", "keyword": "枢纽",
            "sign": SIGN, "hook": there.base + {
                "wecom_robot": "/cgi-bin/webhook/send?key=k", "dingtalk_robot": "/robot/send?access_token=k",
                "feishu_robot": "/open-apis/bot/v2/hook/k",
            }.get(code, ""),
        }  # fmt: skip
        return operations.open_channel(code=code, given=given | more, usual=usual, by=acting(office.zeng))

    return open_


@pytest.fixture
def reachable(office):
    """杜衡 is known there by a name."""
    operations.choose(office.du, by=acting(office.du), address="duheng")
    return office.du


def test_with_no_channel_nothing_leaves(office, given):
    given(office.du, urgency=Urgency.EXTRA)
    assert (Delivery.objects.count(), Errand.objects.filter(name="notices.send").count()) == (0, 0)


@pytest.mark.parametrize("code", APPS)
def test_a_message_goes_out_and_is_taken_back_when_acted_on(code, office, given, opened, reachable, there):
    opened(code)
    matter = given(office.du, title="特急电报", urgency=Urgency.EXTRA)
    errands.drain()
    (message,) = there.inbox.values()
    said = str(message).encode().decode("unicode_escape", "ignore") if code == "feishu" else str(message)
    assert "duheng" in said and matter.slug in said
    assert "特急电报" in str(message)
    assert sending.withdraw_what_is_done(office.unit) == 0, "it still stands"
    matters.acknowledge(matter, by=acting(office.du))
    assert sending.withdraw_what_is_done(office.unit) == 1
    assert there.inbox == {}
    assert sending.withdraw_what_is_done(office.unit) == 0


@pytest.mark.parametrize("code", APPS)
def test_a_token_is_kept_until_it_ends_and_renewed_when_called_stale(
    code, office, given, opened, reachable, there
):
    opened(code)
    for n in range(3):
        given(office.du, title=f"电报{n}", urgency=Urgency.EXTRA)
    errands.drain()
    assert (there.tokens, len(there.inbox)) == (1, 3)
    there.stale.add("token-1")
    given(office.du, title="电报3", urgency=Urgency.EXTRA)
    errands.drain()
    assert (there.tokens, len(there.inbox)) == (2, 4), "once anew, and sent in the same breath"
    with moment.standing_at(moment.now() + timedelta(hours=1, minutes=56)):
        given(office.du, title="电报4", urgency=Urgency.EXTRA)
        errands.drain()
    assert (there.tokens, len(there.inbox)) == (3, 5), "shortly before the two hours are over"


@pytest.mark.parametrize("code", (*APPS, *ROBOTS))
def test_too_many_at_once_is_tried_again_later(code, office, given, opened, reachable, there):
    opened(code)
    there.busy = 1
    given(office.du, title="特急电报", urgency=Urgency.EXTRA)
    errands.drain()
    assert (len(there.inbox) + len(there.group), Delivery.objects.get().sent_at) == (0, None)
    with at("10:02"):
        errands.drain()
    assert len(there.inbox) + len(there.group) == 1
    assert Delivery.objects.get().sent_at is not None


def test_a_server_that_is_down_is_tried_again_and_what_was_done_meanwhile_is_not_sent(
    office, given, opened, reachable, there
):
    opened("wecom")
    there.down = 1
    matter = given(office.du, urgency=Urgency.EXTRA)
    errands.drain()
    matters.acknowledge(matter, by=acting(office.du))
    with at("10:02"):
        errands.drain()
    assert there.inbox == {}
    assert Delivery.objects.get().problem == ""


def test_a_wrong_address_or_key_is_not_tried_again_and_shown(office, given, opened, there):
    operations.choose(office.du, by=acting(office.du), address="nobody")
    opened("wecom")
    given(office.du, urgency=Urgency.EXTRA)
    errands.drain()
    assert Delivery.objects.get().problem == "address"
    opened("wecom", secret="wrong")
    wire._tokens.clear()
    with pytest.raises(Refused, match="40001"):
        operations.try_channel(Channel.objects.get(), address="zeng", by=acting(office.zeng))


@pytest.mark.parametrize("code", ROBOTS)
def test_a_robot_signs_says_its_keyword_and_calls_the_person_by_number(code, office, given, opened, there):
    type(office.du).objects.filter(pk=office.du.pk).update(phone="13800000001")
    office.du.refresh_from_db()
    opened(code)
    given(office.du, title="特急电报", urgency=Urgency.EXTRA)
    errands.drain()
    (said,) = there.group
    assert ("杜衡" if code == "feishu_robot" else "13800000001") in str(said)
    assert Delivery.objects.get().receipt == "", "a group message cannot be taken back"
    opened(code, sign="SEC-other") if code != "wecom_robot" else opened(code, keyword="别的")
    with pytest.raises(Refused):
        operations.try_channel(Channel.objects.get(), address="13800000001", by=acting(office.zeng))


@pytest.mark.parametrize("code", (*APPS, *ROBOTS))
def test_of_what_is_restricted_not_a_word_leaves(code, office, given, opened, reachable, there):
    opened(code)
    matter = given(office.du, title="某人来访诉求", visibility="restricted", urgency=Urgency.EXTRA)
    given(office.du, title="另一人来访", visibility="restricted")
    errands.drain()
    with at("16:30"):
        write(office.unit, DIGEST_HOURS[2])
        errands.drain()
    said = [str(m) for m in (*there.inbox.values(), *there.group)]
    assert len(said) == 2
    assert all("有一件限定事项" in one for one in said)
    assert not any("来访" in one or matter.number in one or matter.slug in one for one in said)


def test_one_person_one_channel(office, given, opened, there):
    opened("wecom")
    opened("dingtalk", usual=False)
    operations.choose(office.du, by=acting(office.du), channel="dingtalk", address="duheng")
    given(office.du, urgency=Urgency.EXTRA)
    operations.choose(office.lv, by=acting(office.lv), channel=channels.PAGE)
    given(office.lv, urgency=Urgency.EXTRA)
    errands.drain()
    assert list(Delivery.objects.values_list("person__name", "channel")) == [("杜衡", "dingtalk")]


def test_a_digest_is_one_message_taken_back_when_all_of_it_is_done(office, given, opened, reachable, there):
    opened("wecom")
    first, second = given(office.du, title="第一件"), given(office.du, title="第二件")
    with at("16:30"):
        write(office.unit, DIGEST_HOURS[2])
        errands.drain()
        (message,) = there.inbox.values()
        assert message["textcard"]["title"] == "16:30 2 件事"
        matters.acknowledge(first, by=acting(office.du))
        assert sending.withdraw_what_is_done(office.unit) == 0
        matters.acknowledge(second, by=acting(office.du))
        assert sending.withdraw_what_is_done(office.unit) == 1
    assert there.inbox == {}


def test_no_secret_is_written_into_journal_log_or_page(office, given, opened, reachable, there, caplog):
    caplog.set_level(logging.DEBUG)
    opened("wecom")
    opened("dingtalk_robot", usual=False)
    there.down = 1
    given(office.du, urgency=Urgency.EXTRA)
    errands.drain()
    client = Client()
    client.force_login(office.zeng.account)
    pages = [
        client.get(f"/settings/channels/{code}").content.decode()
        for code in ("", "wecom/", "dingtalk_robot/")
    ]
    lines = str(list(Line.objects.values_list("particulars", flat=True)))
    errand_rows = str(list(Errand.objects.values()))
    for text in (
        *pages,
        lines,
        caplog.text,
        errand_rows,
        repr(channels.of(Channel.objects.get(code="wecom"))),
    ):
        for secret in (SECRET, SIGN, "access_token=k", "token-1"):
            assert secret not in text


def test_only_the_administrator_opens_channels(office, opened, there):
    for person in (office.chen, office.li, office.du):
        with pytest.raises(Refused):
            operations.open_channel(code="wecom", given={}, usual=False, by=acting(person))
    row = opened("wecom")
    with pytest.raises(Refused, match="企业ID"):
        operations.open_channel(code="wecom", given={"corpid": ""}, usual=False, by=acting(office.zeng))
    operations.open_channel(
        code="wecom", given={"corpid": "corp", "agentid": "1000002"}, usual=False, by=acting(office.zeng)
    )
    row.refresh_from_db()
    assert row.secrets == {"secret": SECRET}, "a secret left empty stays"


# Mail


class _Post(socketserver.StreamRequestHandler):
    """As much SMTP as a letter needs."""

    def handle(self):
        self._say("220 mail.example")
        while line := self.rfile.readline():
            word = line.strip().upper().split(b" ")[0]
            if word == b"DATA":
                self._say("354 go on")
                letter = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    letter += part
                self.server.letters.append(letter)
                self._say("250 kept")
            elif word == b"RCPT" and b"full@" in line:
                self._say("452 mailbox full")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 mail.example" if word in (b"EHLO", b"HELO") else "250 ok")

    def _say(self, words):
        self.wfile.write(words.encode() + b"\r\n")


@pytest.fixture
def post():
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Post)
    server.daemon_threads = True
    server.letters = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_mail_goes_to_the_address_of_the_phone_book(office, given, opened, post):
    type(office.du).objects.filter(pk=office.du.pk).update(email="duheng@example.gov.cn")
    office.du.refresh_from_db()
    port = str(post.server_address[1])
    opened("mail", host="127.0.0.1", port=port, sender="shuniu@example.gov.cn")
    given(office.du, title="特急电报", urgency=Urgency.EXTRA)
    errands.drain()
    (letter,) = post.letters
    assert b"To: duheng@example.gov.cn" in letter


def test_a_full_mailbox_is_tried_again(office, given, opened, post):
    operations.choose(office.du, by=acting(office.du), address="full@example.gov.cn")
    opened("mail", host="127.0.0.1", port=str(post.server_address[1]), sender="shuniu@example.gov.cn")
    given(office.du, urgency=Urgency.EXTRA)
    errands.drain()
    row = Errand.objects.get(name="notices.send")
    assert (row.done, row.tries, Delivery.objects.get().problem) == (None, 1, "")
