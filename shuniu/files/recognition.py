"""认文件: what a file really is, by its content. A name is a hint at most, and a wrong one is said."""

from __future__ import annotations

import io
import re
import zipfile

import olefile
from django.utils.translation import gettext as _

from shuniu.files.choices import MediaKind
from shuniu.files.encodings import decode

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", MediaKind.PNG),
    (b"\xff\xd8\xff", MediaKind.JPEG),
    (b"II*\x00", MediaKind.TIFF),
    (b"MM\x00*", MediaKind.TIFF),
    (b"GIF87a", MediaKind.GIF),
    (b"GIF89a", MediaKind.GIF),
    (b"{\\rtf", MediaKind.RTF),
    (b"Rar!\x1a\x07", MediaKind.RAR),
    (b"7z\xbc\xaf\x27\x1c", MediaKind.SEVEN_ZIP),
    (b"\x1f\x8b", MediaKind.GZIP),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_LINE = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]?[^\r\n]*")
_MAIL_HEADERS = re.compile(
    rb"^(received|return-path|from|to|subject|date|message-id|mime-version|content-type|delivered-to|x-[a-z-]+):",
    re.I | re.M,
)


def recognise(data: bytes, name: str = "") -> MediaKind:
    """What `data` is. `name` only decides between kinds of plain text (a CSV is a text like any other).

    Never raises; what cannot be told is UNKNOWN.
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return MediaKind.WEBP
    if data[:2] == b"BM" and len(data) > 26 and data[14] in (12, 40, 52, 56, 64, 108, 124):
        return MediaKind.BMP
    # Before the search for a PDF head: a stored PDF inside an archive shows its own within the first kilobyte, and the
    # other members would come in unseen by the guard.
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return _in_zip(data)
    if data.startswith(_OLE):
        return _in_ole(data)
    if b"%PDF-" in data[:1024]:
        return MediaKind.PDF
    return _in_text(data, name)


def wrong_name(kind: MediaKind, name: str) -> str:
    """A remark when the ending of the name promises another kind than the content is; else empty."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    promised = {other for other in MediaKind if ending in other.endings}
    if not promised or kind in promised or kind in (MediaKind.UNKNOWN, MediaKind.ENCRYPTED_OFFICE):
        return ""
    return _("名字写的是 .{ending}，内容其实是{kind}，按内容读了。").format(ending=ending, kind=kind.label)


def _in_ole(data: bytes) -> MediaKind:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {"/".join(entry).lower() for entry in ole.listdir()}
    except Exception:  # a damaged container: olefile lets many kinds of error through
        return MediaKind.OTHER_OFFICE
    if "encryptedpackage" in streams:
        return MediaKind.ENCRYPTED_OFFICE
    if "worddocument" in streams:
        return MediaKind.DOC
    if "workbook" in streams or "book" in streams:
        return MediaKind.XLS
    if any(stream.startswith("__substg1.0_") or stream == "__properties_version1.0" for stream in streams):
        return MediaKind.MSG
    return MediaKind.OTHER_OFFICE


def _in_zip(data: bytes) -> MediaKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist()[:20_000])
    except Exception:  # the directory is damaged; the reader says so in words
        return MediaKind.ZIP
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return MediaKind.DOCX
        if any(name.startswith("xl/") for name in names):
            return MediaKind.XLSX
        if any(name.startswith("ppt/") for name in names):
            return MediaKind.PPTX
    if "OFD.xml" in names:
        return MediaKind.OFD
    if "mimetype" in names and "content.xml" in names:  # OpenDocument
        return MediaKind.OTHER_OFFICE
    return MediaKind.ZIP


def _in_text(data: bytes, name: str) -> MediaKind:
    text = decode(data[:65_536], partial=len(data) > 65_536)
    if text is None:
        return MediaKind.UNKNOWN
    start = text.lstrip("\ufeff \t\r\n")[:2000].lower()
    if start.startswith(("<!doctype html", "<html", "<head", "<body")) or "<html" in start:
        return MediaKind.HTML
    head = data.lstrip(b"\xef\xbb\xbf\r\n")[:8192]
    first = head.split(b"\n", 1)[0].rstrip(b"\r")
    if _HEADER_LINE.fullmatch(first) and len({header.lower() for header in _MAIL_HEADERS.findall(head)}) >= 3:
        return MediaKind.EML
    return MediaKind.CSV if name.lower().endswith((".csv", ".tsv")) else MediaKind.TEXT
