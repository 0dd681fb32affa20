"""压缩包: members one by one, names in whichever encoding the sender's system wrote."""

from __future__ import annotations

import zipfile
from dataclasses import replace

from django.utils.translation import gettext as _

from shuniu.files.arrivals import Arrival, Reading
from shuniu.files.choices import Stage
from shuniu.files.encodings import decode
from shuniu.files.readers.packages import opened
from shuniu.files.refusals import CannotTake, Why

_UTF8_FLAG = 0x800
_CLUTTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def read(arrival: Arrival, reading: Reading) -> Arrival:
    with opened(arrival.data, arrival.kind, reading.budget) as package:
        members = [
            (member_name(info), info)
            for info in package.members
            if not info.filename.startswith(_CLUTTER[0]) and not info.filename.endswith(_CLUTTER[1:])
        ]
        if not members:
            raise CannotTake(Why.EMPTY, _("压缩包里没有文件，没有收。请看看是不是打包时漏了，再送一次。"))
        reading.depth += 1
        try:
            for name, _info in members:  # all names first: a mark in a name refuses the whole before anything is unpacked
                reading.guard_name(name)
        finally:
            reading.depth -= 1
        parts = []
        for number, (name, info) in enumerate(members, start=1):
            data = package.read(info)
            parts.append(reading.open_part(data, name) if data else _empty(name, reading))
            reading.progress(Stage.READ_TEXT, number, len(members))
    return replace(arrival, parts=tuple(parts))


def member_name(info: zipfile.ZipInfo) -> str:
    """The name with its folders. Without the UTF-8 flag, Chinese systems write GBK."""
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    return decode(raw) or info.filename


def _empty(name: str, reading: Reading) -> Arrival:
    from shuniu.files.arrivals import plain_name
    from shuniu.files.recognition import recognise

    return Arrival(plain_name(name), recognise(b"", name), b"", problem=_("这个文件是空的。"), depth=reading.depth + 1)
