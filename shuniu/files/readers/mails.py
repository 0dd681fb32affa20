"""电子邮件: who, when, about what; the letter itself; everything attached."""

from __future__ import annotations

import email
import email.errors
import email.policy
import email.utils
from collections.abc import Iterator
from dataclasses import replace
from email.header import decode_header
from email.message import EmailMessage, Message

from django.utils.translation import gettext as _

from shuniu.files import secrecy
from shuniu.files.arrivals import Arrival, Reading
from shuniu.files.choices import Stage, TextSource
from shuniu.files.encodings import decode
from shuniu.files.pages import Page
from shuniu.files.readers.texts import html_text
from shuniu.files.refusals import locked
from shuniu.org.moment import OFFICE_ZONE

_HEADERS = {"Subject": "subject", "From": "sender", "To": "recipients", "Cc": "copies", "Date": "sent"}
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")
_DECORATION = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")


def read(arrival: Arrival, reading: Reading) -> Arrival:
    # The older policy keeps broken headers as they are instead of raising on them.
    message = email.message_from_bytes(arrival.data, policy=email.policy.compat32)
    facts = {ours: value for theirs, ours in _HEADERS.items() if (value := header(message, theirs))}
    if "sent" in facts:
        facts["sent"] = sent_at(facts["sent"])
    secrecy.check_title(facts.get("subject", ""), place=_("邮件主题"))
    if any(part.get_content_type() in _SEALED for part in message.walk()):
        return replace(arrival, facts=facts, problem=reading.unsure(locked(arrival.kind.label)))
    letter, attached = [], []
    for part in _leaves(message):
        if part.get_content_type() in _DECORATION:
            continue
        if _is_letter(part):
            letter.append(part)
        else:
            attached.append(part)
    versions = _versions(letter)
    for version in versions:  # a mark may stand in the version that is not shown
        reading.guard_text(version, place=_("邮件正文"))
    text = _shown(*versions)
    reading.budget.spend_pages()
    parts = []
    for number, part in enumerate(attached, start=1):
        data, name = _payload(part), _file_name(part, number)
        if data:
            parts.append(reading.open_part(data, name))
        reading.progress(Stage.READ_TEXT, number, len(attached))
    return replace(arrival, pages=(Page(1, text, TextSource.BODY),), parts=tuple(parts), facts=facts)


def sent_at(value: str) -> str:
    """The day and time of sending as "2026-06-11 16:05" in the office's zone; unreadable ones stay as written."""
    try:
        moment = email.utils.parsedate_to_datetime(value)
        return (moment.astimezone(OFFICE_ZONE) if moment.tzinfo else moment).strftime("%Y-%m-%d %H:%M")
    except (ValueError, TypeError, OverflowError):
        return value


def header(message: Message, name: str) -> str:
    """A header as words. Undeclared bytes are read as UTF-8 or GBK, as old mail programs wrote them."""
    value = message.get(name)
    if value is None:
        return ""
    out = []
    try:
        pieces = decode_header(value)
    except (ValueError, email.errors.MessageError):
        return " ".join(str(value).split())
    for piece, encoding in pieces:
        if isinstance(piece, str):
            piece = piece if piece.isascii() else piece.encode("utf-8", "surrogateescape")
        if isinstance(piece, bytes):
            declared = "" if encoding in (None, "unknown-8bit") else encoding
            piece = decode(piece, declared=declared) or piece.decode("ascii", "replace")
        out.append(piece)
    return " ".join("".join(out).split())


def _leaves(message: Message) -> Iterator[Message]:
    """Parts that are not containers; an attached mail is one part, read as a mail of its own."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in _children(message):
        if part.get_content_type() == "message/rfc822" or not part.is_multipart():
            yield part
        else:
            yield from _leaves(part)


def _is_letter(part: Message) -> bool:
    kind = part.get_content_type()
    return kind in ("text/plain", "text/html", "text/enriched") and not part.get_filename() and (
        part.get_content_disposition() != "attachment"
    )


def _versions(parts: list[Message]) -> tuple[str, str]:
    """The letter as plain text, and as its page shows it; either may be empty."""
    plain, shown = [], []
    for part in parts:
        data = _content(part)
        declared = part.get_content_charset() or ""
        if part.get_content_type() == "text/html":
            shown.append(html_text(data, declared))
        else:
            plain.append(decode(data, declared=declared) or data.decode("utf-8", "replace"))
    return _joined(plain), _joined(shown)


def _joined(texts: list[str]) -> str:
    whole = "\n".join(text.strip() for text in texts if text.strip())
    return whole.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _shown(plain: str, page: str) -> str:
    """The plain version, unless it only says that this mail needs a better program."""
    return plain if len(plain) * 4 >= len(page) else page


def _payload(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        return next((inner.as_bytes(policy=email.policy.compat32) for inner in _children(part)), b"")
    return _content(part)


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _children(part: Message) -> list[Message]:
    inside = part.get_payload()
    return [child for child in inside if isinstance(child, Message)] if isinstance(inside, list) else []


def _file_name(part: Message, number: int) -> str:
    raw = part.get_filename() or part.get_param("name") or ""
    if isinstance(raw, tuple):
        raw = raw[2]
    if "=?" in raw or not raw.isascii():
        holder = EmailMessage(policy=email.policy.compat32)
        holder["Subject"] = raw
        raw = header(holder, "Subject")
    if not raw and part.get_content_type() == "message/rfc822":
        subject = next((header(inner, "Subject") for inner in _children(part)), "")
        raw = f"{subject or _('转来的邮件')}.eml"
    return raw or _("附件{number}").format(number=number)


