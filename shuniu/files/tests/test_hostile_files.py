"""Broken, huge, locked and malicious files: one plain sentence for each, and never an error of another kind."""

import io
import random
import struct
import zipfile
import zlib

import pytest

from shuniu.files.arrivals import Arrival, open_arrival
from shuniu.files.limits import Limits
from shuniu.files.refusals import CannotRead, CannotTake, Why
from shuniu.files.tests import papers
from shuniu.files.tests.compound import compound, outlook, word97
from shuniu.files.tests.papers import NOTICE


def refusal_of(data, name, **more):
    with pytest.raises(CannotTake) as refused:
        open_arrival(data, name, **more)
    assert "没有收" in refused.value.reason  # what was kept is always said
    return refused.value.why


def huge_png(width, height):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def with_member(data, name, content):
    """The package with one member replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == name else old.read(info))
        if name not in old.namelist():
            new.writestr(name, content)
    return out.getvalue()


def nested(depth):
    data = papers.packed({"a.txt": b"inside"})
    for _level in range(depth):
        data = papers.packed({"a.zip": data})
    return data


def far_cell():
    """Two cells in opposite corners: a dense reader would need five hundred gigabytes."""
    data = papers.sheet([["一"]])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml")
    far = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
    return with_member(data, "xl/worksheets/sheet1.xml", page.replace(b"</sheetData>", far))


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>'
)


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "空.docx", Why.EMPTY),
        (papers.packed({}), "空.zip", Why.EMPTY),
        (papers.pdf(NOTICE, locked=True), "锁.pdf", Why.LOCKED),
        (compound({"EncryptedPackage": b"1" * 100, "EncryptionInfo": b"2"}), "锁.docx", Why.LOCKED),
        (word97(NOTICE, locked=True), "锁.doc", Why.LOCKED),
        (b"%PDF-1.7\n" + b"nothing here", "坏.pdf", Why.BROKEN),
        (papers.word()[:3000], "断.docx", Why.BROKEN),
        (papers.sheet([["一"]])[:2000], "断.xlsx", Why.BROKEN),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "坏.png", Why.BROKEN),
        (b"\xff\xd8\xff\xe0" + b"\0" * 100, "坏.jpg", Why.BROKEN),
        (
            compound({"WordDocument": b"\xec\xa5" + b"\0" * 2000, "1Table": b"", "0Table": b"\0"}),
            "坏.doc",
            Why.BROKEN,
        ),
        (b"Rar!\x1a\x07\x00" + b"\0" * 100, "包.rar", Why.UNKNOWN),
        (b"7z\xbc\xaf\x27\x1c" + b"\0" * 100, "包.7z", Why.UNKNOWN),
        (bytes(range(256)) * 10, "不知.bin", Why.UNKNOWN),
        (compound({"PowerPoint Document": b"1"}), "旧.ppt", Why.UNKNOWN),
        (papers.packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}), "开.odt", Why.UNKNOWN),
        (huge_png(60_000, 60_000), "炸.png", Why.TOO_LARGE),
        (papers.packed({"a.txt": b"\0" * 80_000_000}), "炸.zip", Why.HOSTILE),
        (nested(8), "套.zip", Why.TOO_LARGE),
        (
            papers.packed({"[Content_Types].xml": b"<x/>", "xl/worksheets/sheet1.bin": b"1"}),
            "新.xlsb",
            Why.UNKNOWN,
        ),
        (far_cell(), "远.xlsx", Why.TOO_LARGE),
        (papers.old_sheet([["一"]] + [[""]] * 65_000 + [[""] * 255 + ["末"]]), "远.xls", Why.TOO_LARGE),
        (with_member(papers.word(), "word/document.xml", ENTITIES), "炸.docx", Why.HOSTILE),
        (with_member(papers.version_pages(NOTICE), "OFD.xml", ENTITIES), "炸.ofd", Why.HOSTILE),
        (with_member(papers.word(), "word/document.xml", b"<a>" * 100_000), "深.docx", Why.BROKEN),
    ],
)
def test_a_file_that_cannot_come_in_is_refused_in_plain_words(data, name, why):
    assert refusal_of(data, name) == why


def test_limits_hold():
    small = Limits(size=1000, unpacked=5000, members=3, pages=2, characters=500, rows=10)
    assert [
        refusal_of(b"a" * 1001, "a.txt", limits=small),
        refusal_of(papers.packed({f"{n}.txt": b"a" for n in range(4)}), "a.zip", limits=small),
        refusal_of(papers.pdf("一", "二", "三"), "a.pdf", limits=Limits(pages=2)),
        refusal_of(b"a" * 501, "a.txt", limits=small),
        refusal_of(papers.sheet([[n] for n in range(11)]), "a.xlsx", limits=Limits(rows=10)),
        refusal_of(
            papers.packed({"a.zip": papers.packed({"b.txt": b"a" * 4000}), "c.txt": b"b" * 4000}),
            "a.zip",
            limits=small,
        ),
    ] == [Why.TOO_LARGE] * 6


def test_an_archive_that_lies_about_the_size_of_a_member_is_refused():
    data = bytearray(papers.packed({"a.txt": b"a" * 50_000}))
    for start in (data.find(b"PK\x03\x04") + 22, data.find(b"PK\x01\x02") + 24):
        data[start : start + 4] = struct.pack("<I", 10)
    assert refusal_of(bytes(data), "a.zip") in (Why.BROKEN, Why.HOSTILE)


def test_a_locked_archive_is_refused():
    data = bytearray(papers.packed({"a.txt": b"a"}))
    for start in (data.find(b"PK\x03\x04") + 6, data.find(b"PK\x01\x02") + 8):
        data[start] |= 1
    assert refusal_of(bytes(data), "a.zip") == Why.LOCKED


def test_a_member_that_wants_out_of_its_folder_is_only_a_name():
    arrival = open_arrival(
        papers.packed({"../../../etc/cron.d/x.txt": b"words", "/root/y.txt": b"words"}), "a.zip"
    )
    assert [part.name for part in arrival.parts] == ["x.txt", "y.txt"]


def test_a_locked_file_inside_a_mail_refuses_the_mail_unless_the_unit_checks_by_eye():
    data = papers.mail(
        "材料", "见附件", {"锁.docx": compound({"EncryptedPackage": b"1"}), "包.rar": b"Rar!\x1a\x07\x00"}
    )
    with pytest.raises(CannotTake, match="locked") as refused:
        open_arrival(data, "a.eml")
    assert refused.value.reason.startswith("里面的“锁.docx”：这份加了密码的 Office 文件")
    arrival = open_arrival(data, "a.eml", allow_unreadable=True)
    assert [(part.name, part.pages, bool(part.problem)) for part in arrival.parts] == [
        ("锁.docx", (), True),
        ("包.rar", (), True),
    ]


def test_an_old_word_paper_without_the_converter_is_refused_and_says_which_one_is_missing(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CannotRead) as refused:
        open_arrival(word97(NOTICE), "a.doc")
    assert refused.value.why == Why.MISSING_READER
    assert "LibreOffice" in refused.value.reason


def sound_files():
    small = papers.encoded(papers.picture("通知", size=(200, 80), points=24))
    return {
        "a.pdf": papers.pdf(NOTICE, attached={"a.txt": NOTICE.encode()}),
        "a.docx": papers.word(table=[["甲", "乙"]], header="页眉"),
        "a.xlsx": papers.sheet([["甲", 1], ["乙", 2.5]], header="页眉", comment="批注"),
        "a.xls": papers.old_sheet([["甲", 1], ["乙", 2.5]]),
        "a.eml": papers.mail(
            "汛前排查", NOTICE, {"a.docx": papers.word("附件")}, page="<table><tr><td>甲<td>乙</table>"
        ),
        "a.msg": outlook("汛前排查", NOTICE, attachments={"a.txt": NOTICE.encode()}),
        "a.zip": papers.packed(
            {"甲.txt": NOTICE.encode(), "乙.zip": papers.packed({"丙.txt": NOTICE.encode()})}, encoding="gbk"
        ),
        "a.txt": NOTICE.encode("gb18030"),
        "a.rtf": papers.rich_text(),
        "a.ofd": papers.version_pages(NOTICE),
        "a.html": f"<html><body><p>{NOTICE}</p></body></html>".encode(),
        "a.csv": "序号,任务\n1,排查".encode(),
        "a.doc": word97(NOTICE),
        "a.png": small,
        "a.jpg": papers.encoded(papers.picture("通知", size=(200, 80), points=24), form="JPEG"),
        "a.tif": papers.encoded(papers.picture("通知", size=(200, 80), points=24), form="TIFF"),
    }


def damaged(data, chance, *, packaged=False):
    """One of the ways files suffer: cut, overwritten, zeroed, doubled, mixed; or a member of a package is."""
    way = chance.randrange(8)
    if packaged and way > 4:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            name = chance.choice(archive.namelist())
            return with_member(data, name, damaged(archive.read(name) or b"x", chance))
    data = bytearray(data)
    place = chance.randrange(len(data))
    stretch = min(chance.choice((1, 4, 64, 512)), len(data) - place)
    if way == 0:
        return bytes(data[:place])
    if way == 1:
        data[place : place + stretch] = bytes(stretch)
    elif way == 2:
        data[place:place] = data[place : place + stretch]
    elif way == 3:
        del data[place : place + stretch]
    elif way == 4:
        data[place : place + stretch] = chance.randbytes(stretch)
    else:
        for _count in range(chance.choice((1, 3, 20))):
            data[chance.randrange(len(data))] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
    return bytes(data)


def survives(data, name):
    try:
        return isinstance(open_arrival(data, name), Arrival)
    except CannotTake as refused:
        return bool(refused.reason)


@pytest.mark.parametrize("group", range(10))
def test_five_hundred_broken_files_give_no_error_of_another_kind(group, monkeypatch):
    monkeypatch.setenv("PATH", "")  # the converter has limits of its own, and is slow
    sound = list(sound_files().items())
    for number in range(group * 50, group * 50 + 50):
        chance = random.Random(number)
        name, data = sound[number % len(sound)]
        data = damaged(data, chance, packaged=data[:2] == b"PK") or b"x"
        if chance.random() < 0.3:
            data = damaged(data, chance) or b"x"
        assert survives(data, name), (number, name)
