"""旧版 Word 与 WPS (.doc, .wps): the guard reads the text in memory first; then LibreOffice turns it into DOCX."""

from __future__ import annotations

import io
import os
import shutil
import signal
import struct
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import olefile
from django.utils.translation import gettext as _

from shuniu.files import secrecy
from shuniu.files.arrivals import Arrival, Reading
from shuniu.files.choices import MediaKind, Stage, TextSource
from shuniu.files.encodings import decode
from shuniu.files.pages import Page
from shuniu.files.readers import word
from shuniu.files.refusals import CannotRead, CannotTake, Why, broken, locked

_MEMORY_FOLDER = Path("/dev/shm")
_LOCKED, _SECOND_TABLE = 0x0100, 0x0200
_PIECES_AT = 0x01A2
_ENDINGS = str.maketrans({"\r": "\n", "\x07": "\n", "\x0b": "\n", "\x0c": "\n", "\x13": None, "\x14": None, "\x15": None})


def read(arrival: Arrival, reading: Reading) -> Arrival:
    """Without the converter this is CannotRead, and only after the guard had its look."""
    found = text_of(arrival.data)
    reading.guard_text(found, place=_("正文、页眉或文本框"))
    reading.progress(Stage.CONVERT, 0, 1)
    data = convert(arrival.data, "doc", seconds=reading.limits.converter_seconds)
    reading.progress(Stage.CONVERT, 1, 1)
    converted = word.read(replace(arrival, kind=MediaKind.DOCX, data=data), reading)
    if found.strip() and not converted.text.strip():  # what the converter lost, the table of pieces still has
        converted = replace(converted, pages=(Page(1, found.strip(), TextSource.BODY),))
    return replace(converted, kind=arrival.kind, data=arrival.data)


def converter() -> str | None:
    """The path of LibreOffice, or None when it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(data: bytes, ending: str, *, seconds: int) -> bytes:
    """A DOCX made by LibreOffice, with a profile of its own so that two can run at a time (stack.md §6).

    Works in a folder in memory where the system has one; elsewhere the file was already seen by the guard.
    """
    program = converter()
    if program is None:
        raise CannotRead(
            _(
                "旧版 Word 或 WPS 文档要先转换才能读，但这台机器没有装 LibreOffice，所以没有收，也没有留底。"
                "请另存为 docx 或 PDF 再送，或请管理员装上 LibreOffice。"
            )
        )
    parent = _MEMORY_FOLDER if os.access(_MEMORY_FOLDER, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="shuniu-", dir=parent) as folder:
        source = Path(folder) / f"paper.{ending}"
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            f"{folder}/out",
            str(source),
        ]
        environment = {**os.environ, "HOME": folder, "TMPDIR": folder}
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise CannotTake(
                Why.BROKEN,
                _("转换这份旧版文档超过 {seconds} 秒没有结果，没有收，也没有留底。请另存为 docx 或 PDF 再送。").format(
                    seconds=seconds
                ),
            ) from None
        finally:
            _end(process)
        made = Path(folder) / "out" / "paper.docx"
        if not made.is_file():
            raise broken(MediaKind.DOC.label)
        return made.read_bytes()


def _end(process: subprocess.Popen) -> None:
    """LibreOffice starts children of its own; they go with it."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    process.wait()


def text_of(data: bytes) -> str:
    """All text of a Word 97 file by its table of pieces: body, notes, headers, text boxes (MS-DOC §2.4.1)."""
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        about = ole.get_metadata()
        for words in (about.title, about.subject, about.keywords, about.category):
            secrecy.check_title(decode(words) or "" if isinstance(words, bytes) else "", place=_("文档属性"))
        main = ole.openstream("WordDocument").read()
        if len(main) < _PIECES_AT + 8 or main[:2] != b"\xec\xa5":
            raise broken(MediaKind.DOC.label)
        flags = struct.unpack_from("<H", main, 0x0A)[0]
        if flags & _LOCKED:
            raise locked(MediaKind.DOC.label)
        table = ole.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read()
    start, length = struct.unpack_from("<II", main, _PIECES_AT)
    pieces = _pieces(table[start : start + length])
    return "".join(_piece(main, *piece) for piece in pieces).translate(_ENDINGS)


def _pieces(block: bytes) -> list[tuple[int, int, bool]]:
    """(offset in the main stream, characters, compressed) of each piece."""
    position = 0
    while position < len(block) and block[position] == 1:  # formatting that comes before the table
        position += 3 + struct.unpack_from("<H", block, position + 1)[0]
    if position + 5 > len(block) or block[position] != 2:
        raise broken(MediaKind.DOC.label)
    size = struct.unpack_from("<I", block, position + 1)[0]
    plc = block[position + 5 : position + 5 + size]
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc)
    found = []
    for index in range(count):
        packed = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)[0]
        compressed = bool(packed & 0x4000_0000)
        offset = packed & 0x3FFF_FFFF
        found.append((offset // 2 if compressed else offset, max(0, ends[index + 1] - ends[index]), compressed))
    return found


def _piece(main: bytes, offset: int, characters: int, compressed: bool) -> str:
    if compressed:
        return main[offset : offset + characters].decode("cp1252", "replace")
    return main[offset : offset + 2 * characters].decode("utf-16-le", "replace")
