"""收件邮箱: unread mail of an IMAP box, read in memory; what was registered is marked as read, and nothing is deleted."""

from __future__ import annotations

import base64
import contextlib
import email.policy
import imaplib
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser

from django.utils.translation import gettext as _

from shuniu.files.arrivals import open_arrival, plain_name
from shuniu.files.doors import Looked, OnArrival, OnRefusal, Opener, failed
from shuniu.files.limits import MEGABYTE, Limits
from shuniu.files.readers.mails import header
from shuniu.files.refusals import CannotTake, Why
from shuniu.org.refusals import Refused

_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_AT_MOST = 50


@dataclass(frozen=True)
class Mailbox:
    """Where the mail lies. The password is never shown, stored or logged here."""

    host: str
    user: str
    password: str = field(repr=False)
    port: int = 993
    folder: str = "INBOX"
    secure: bool = True
    seconds: int = 30


class CannotReach(Refused):
    """信箱连不上: nothing was fetched and nothing was marked; all mail is still in the box."""


def look(
    mailbox: Mailbox,
    on_arrival: OnArrival,
    *,
    on_refusal: OnRefusal | None = None,
    opener: Opener = open_arrival,
    limits: Limits | None = None,
    at_most: int = _AT_MOST,
) -> Looked:
    """Fetch unread mail, oldest first, one at a time.

    A mail is marked read only after `on_arrival(arrival)` returned. One that is refused stays unread with a star
    (IMAP \\Flagged), so that people see it in their mail program and it is not fetched again. Any other error leaves
    it as it was, to be tried at the next look. Raises CannotReach.
    """
    limits = limits or Limits()
    total = Looked()
    with _opened(mailbox) as client:
        for uid in _unread(client)[:at_most]:
            total += _take(client, uid, on_arrival, on_refusal, opener, limits)
    return total


def _take(
    client: imaplib.IMAP4,
    uid: str,
    on_arrival: OnArrival,
    on_refusal: OnRefusal | None,
    opener: Opener,
    limits: Limits,
) -> Looked:
    try:
        try:
            data = _fetch(client, uid, limits)
            on_arrival(opener(data, _name_of(data)))
        except CannotTake as refusal:
            if on_refusal:
                on_refusal(refusal)
            raise
    except Refused:
        _mark(client, uid, "\\Flagged")
        return Looked(refused=1)
    except (imaplib.IMAP4.abort, OSError):
        raise CannotReach(_lost(), "mailbox") from None
    except Exception as error:  # the office goes on with the next mail
        return failed("mailbox", error)
    _mark(client, uid, "\\Seen")
    return Looked(taken=1)


@contextlib.contextmanager
def _opened(mailbox: Mailbox) -> Iterator[imaplib.IMAP4]:
    try:
        if mailbox.secure:
            client: imaplib.IMAP4 = imaplib.IMAP4_SSL(
                mailbox.host, mailbox.port, ssl_context=ssl.create_default_context(), timeout=mailbox.seconds
            )
        else:
            client = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=mailbox.seconds)
    except ssl.SSLCertVerificationError:
        raise CannotReach(
            _("信箱 {host} 的证书信不过，没有登录，没有取信，信都还在信箱里。请核对地址；单位自己的证书，请管理员装上它的根证书。").format(
                host=mailbox.host
            ),
            "mailbox",
        ) from None
    except (OSError, imaplib.IMAP4.error):
        raise CannotReach(
            _("信箱 {host} 连不上，没有取信，信都还在信箱里。请看看网络、地址和端口。").format(host=mailbox.host), "mailbox"
        ) from None
    try:
        try:
            client.login(mailbox.user, mailbox.password)
            if "ID" in client.capabilities:  # some Chinese providers close the box to programs that do not introduce themselves
                client.xatom("ID", '("name" "shuniu" "version" "1")')
            answer, _count = client.select(f'"{modified_utf7(mailbox.folder)}"')
        except imaplib.IMAP4.error:
            raise CannotReach(
                _("信箱 {host} 不让进，没有取信。请核对账号和专用口令（授权码）。").format(host=mailbox.host), "mailbox"
            ) from None
        except OSError:
            raise CannotReach(_lost(), "mailbox") from None
        if answer != "OK":
            raise CannotReach(
                _("信箱里没有“{folder}”这个文件夹，没有取信。请在设置里改过来。").format(folder=mailbox.folder), "mailbox"
            )
        yield client
    finally:
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            client.logout()
        with contextlib.suppress(OSError):  # after a lost line the socket is still ours to close
            client.shutdown()


def _unread(client: imaplib.IMAP4) -> list[str]:
    try:
        _answer, found = client.uid("SEARCH", "UNSEEN", "UNFLAGGED", "UNDELETED")
    except (OSError, imaplib.IMAP4.error):
        raise CannotReach(_lost(), "mailbox") from None
    return [uid.decode() for uid in found[0].split()] if found and found[0] else []


def _fetch(client: imaplib.IMAP4, uid: str, limits: Limits) -> bytes:
    """The whole mail without marking it as read; its size is asked first."""
    _answer, about = client.uid("FETCH", uid, "(RFC822.SIZE)")
    size = _SIZE.search(b" ".join(part for part in about if isinstance(part, bytes)))
    if size and int(size[1]) > limits.size:
        raise CannotTake(
            Why.TOO_LARGE,
            _("这封邮件超过 {limit} MB，没有收，还在信箱里。请对方分几封再发。").format(limit=limits.size // MEGABYTE),
        )
    _answer, parts = client.uid("FETCH", uid, "(BODY.PEEK[])")
    data = next((part[1] for part in parts if isinstance(part, tuple)), b"")
    if not data:
        raise CannotTake(Why.EMPTY, _("这封邮件是空的，没有收，还在信箱里。"))
    return data


def _mark(client: imaplib.IMAP4, uid: str, flag: str) -> None:
    try:
        client.uid("STORE", uid, "+FLAGS.SILENT", f"({flag})")
    except (OSError, imaplib.IMAP4.error):
        raise CannotReach(_lost(), "mailbox") from None


def _name_of(data: bytes) -> str:
    head = BytesHeaderParser(policy=email.policy.compat32).parsebytes(data[:65_536])
    return plain_name(f"{header(head, 'Subject').replace('/', '／') or _('无主题')}.eml")


def _lost() -> str:
    return _("取信时断了线，收到的已登记，其余还在信箱里，下次接着取。")


def modified_utf7(name: str) -> str:
    """A folder name as IMAP writes it (RFC 3501 §5.1.3): "公文" is "&UWxlhw-"."""
    out, pending = [], ""
    for char in [*name, ""]:
        if char and not " " <= char <= "~":
            pending += char
            continue
        if pending:
            out.append("&" + base64.b64encode(pending.encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-")
            pending = ""
        out.append("&-" if char == "&" else char)
    return "".join(out)
