"""Outlook 邮件 (.msg): the same as any mail, out of an OLE container."""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import olefile
from django.utils.translation import gettext as _

from shuniu.files import secrecy
from shuniu.files.arrivals import Arrival, Reading
from shuniu.files.choices import MediaKind, Stage, TextSource
from shuniu.files.encodings import decode
from shuniu.files.pages import Page
from shuniu.files.readers.texts import html_text, rtf_text
from shuniu.files.refusals import broken
from shuniu.org.moment import OFFICE_ZONE

_SUBJECT, _SENDER, _SENDER_MAIL, _TO, _CC = "0037", "0C1A", "0C1F", "0E04", "0E03"
_BODY, _HTML, _RTF = "1000", "1013", "1009"
_NAME, _SHORT_NAME, _SHOWN_NAME, _DATA = "3707", "3704", "3001", "3701"
_SENT, _RECEIVED = 0x00390040, 0x0E060040
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_MOST_ATTACHMENTS = 500
_RTF_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans "
    b"SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def read(arrival: Arrival, reading: Reading) -> Arrival:
    with olefile.OleFileIO(io.BytesIO(arrival.data)) as ole:
        return _read_folder(ole, (), arrival, reading)


def _read_folder(ole: olefile.OleFileIO, folder: tuple[str, ...], arrival: Arrival, reading: Reading) -> Arrival:
    facts = {
        name: value
        for name, value in {
            "subject": _words(ole, folder, _SUBJECT),
            "sender": " ".join(filter(None, (_words(ole, folder, _SENDER), _words(ole, folder, _SENDER_MAIL)))),
            "recipients": _words(ole, folder, _TO),
            "copies": _words(ole, folder, _CC),
            "sent": _sent(ole, folder),
        }.items()
        if value
    }
    secrecy.check_title(facts.get("subject", ""), place=_("邮件主题"))
    plain, page = _words(ole, folder, _BODY), html_text(_bytes(ole, folder, _HTML)) or _words(ole, folder, _HTML)
    packed = _bytes(ole, folder, _RTF)
    if packed and not plain and not page:
        page = rtf_text(unpack_rtf(packed))
    for version in (plain, page):
        reading.guard_text(version, place=_("邮件正文"))
    text = (plain if len(plain) * 4 >= len(page) else page).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    reading.budget.spend_pages()
    parts = []
    attachments = _attachment_folders(ole, folder)
    for number, inside in enumerate(attachments, start=1):
        if (part := _attachment(ole, inside, number, reading)) is not None:
            parts.append(part)
        reading.progress(Stage.READ_TEXT, number, len(attachments))
    return replace(arrival, pages=(Page(1, text, TextSource.BODY),), parts=tuple(parts), facts=facts)


def _attachment(ole: olefile.OleFileIO, folder: tuple[str, ...], number: int, reading: Reading) -> Arrival | None:
    name = next((words for key in (_NAME, _SHOWN_NAME, _SHORT_NAME) if (words := _words(ole, folder, key))), "")
    name = name or _("附件{number}").format(number=number)
    inner = (*folder, f"__substg1.0_{_DATA}000D")
    if ole.exists("/".join(inner)) and ole.get_type("/".join(inner)) == olefile.STGTY_STORAGE:
        if not ole.exists("/".join((*inner, "__properties_version1.0"))):
            return None  # a drawing or another embedded object, not a mail
        reading.budget.check_depth(reading.depth + 1)
        reading.budget.spend_member()
        reading.guard_name(name)
        reading.depth += 1
        try:
            # The inner mail has no bytes of its own; it is kept inside the outer one.
            return _read_folder(ole, inner, Arrival(name, MediaKind.MSG, b"", depth=reading.depth), reading)
        finally:
            reading.depth -= 1
    data = _bytes(ole, folder, _DATA)
    return reading.open_part(data, name) if data else None


def _attachment_folders(ole: olefile.OleFileIO, folder: tuple[str, ...]) -> list[tuple[str, ...]]:
    found = {
        tuple(entry[: len(folder) + 1])
        for entry in ole.listdir(streams=True, storages=True)
        if len(entry) > len(folder)
        and tuple(entry[: len(folder)]) == folder
        and entry[len(folder)].startswith("__attach_version1.0_")
    }
    return sorted(found)[:_MOST_ATTACHMENTS]


def _words(ole: olefile.OleFileIO, folder: tuple[str, ...], key: str) -> str:
    wide = _stream(ole, (*folder, f"__substg1.0_{key}001F"))
    if wide:
        return wide.decode("utf-16-le", "replace").rstrip("\x00").strip()
    narrow = _stream(ole, (*folder, f"__substg1.0_{key}001E"))
    return (decode(narrow.rstrip(b"\x00")) or narrow.decode("gb18030", "replace")).strip() if narrow else ""


def _bytes(ole: olefile.OleFileIO, folder: tuple[str, ...], key: str) -> bytes:
    return _stream(ole, (*folder, f"__substg1.0_{key}0102"))


def _stream(ole: olefile.OleFileIO, path: tuple[str, ...]) -> bytes:
    joined = "/".join(path)
    if not ole.exists(joined) or ole.get_type(joined) != olefile.STGTY_STREAM:
        return b""
    return ole.openstream(joined).read()


def _sent(ole: olefile.OleFileIO, folder: tuple[str, ...]) -> str:
    data = _stream(ole, (*folder, "__properties_version1.0"))
    times = {}
    for offset in range(24 if folder else 32, len(data) - 15, 16):
        tag, _flags, value = struct.unpack_from("<IIQ", data, offset)
        times[tag] = value
    ticks = times.get(_SENT) or times.get(_RECEIVED)
    if not ticks or ticks > 10**19 // 3:
        return ""
    return (_EPOCH + timedelta(microseconds=ticks // 10)).astimezone(OFFICE_ZONE).strftime("%Y-%m-%d %H:%M")


def unpack_rtf(data: bytes) -> bytes:
    """The RTF of a mail, which Outlook keeps compressed against a fixed dictionary (MS-OXRTFCP)."""
    if len(data) < 16:
        raise broken(MediaKind.MSG.label)
    packed_size, size, form = struct.unpack_from("<III", data)
    if form == 0x414C454D:  # "MELA": not compressed
        return data[16 : 16 + size]
    if form != 0x75465A4C or size > 32 * 1024 * 1024:
        raise broken(MediaKind.MSG.label)
    window = bytearray(4096)
    window[: len(_RTF_START)] = _RTF_START
    position, out, source = len(_RTF_START), bytearray(), 16
    end = min(len(data), packed_size + 4)
    while source < end:
        control = data[source]
        source += 1
        for bit in range(8):
            if source >= end:
                break
            if not control & (1 << bit):
                byte = data[source]
                source += 1
                out.append(byte)
                window[position] = byte
                position = (position + 1) % 4096
                continue
            if source + 1 >= end:
                return bytes(out)
            token = data[source] << 8 | data[source + 1]
            source += 2
            offset, length = token >> 4, (token & 15) + 2
            if offset == position:  # the agreed sign for the end
                return bytes(out)
            for step in range(length):
                byte = window[(offset + step) % 4096]
                out.append(byte)
                window[position] = byte
                position = (position + 1) % 4096
            if len(out) > 32 * 1024 * 1024:
                raise broken(MediaKind.MSG.label)
    return bytes(out)
