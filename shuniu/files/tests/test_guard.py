"""A mark anywhere in what arrives turns the whole away, and leaves nothing on the disk, in the rows or in a log."""

import logging
import os
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from shuniu.files.arrivals import open_arrival
from shuniu.files.models import StoredFile
from shuniu.files.refusals import CannotTake, LooksSecret, Why
from shuniu.files.tests import papers
from shuniu.files.tests.compound import outlook, outlook_tree, word97
from shuniu.files.tests.papers import NOTICE, needs_recogniser

MARKED = f"机密★1年\n{NOTICE}"
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_text_box():
    paper = docx.Document()
    paper.add_paragraph(NOTICE)
    paper.paragraphs[0]._p.append(
        parse_xml(
            f'<w:r {SPACE} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
            "<w:p><w:r><w:t>机密★1年</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
    )
    return papers._saved(paper)


def with_deleted_words():
    paper = docx.Document()
    paper.paragraphs or paper.add_paragraph("通知")
    paper.paragraphs[0]._p.append(
        parse_xml(
            f'<w:del {SPACE} w:id="1" w:author="何文静"><w:r><w:delText>机密★1年</w:delText></w:r></w:del>'
        )
    )
    return papers._saved(paper)


HIDING_PLACES = {
    "pdf text layer": ("通知.pdf", lambda: papers.pdf(MARKED)),
    "pdf second page": ("通知.pdf", lambda: papers.pdf(NOTICE, MARKED)),
    "pdf title": ("通知.pdf", lambda: papers.pdf(NOTICE, info={"Title": "【机密】通知"})),
    "pdf keywords": ("通知.pdf", lambda: papers.pdf(NOTICE, info={"Keywords": "密级：机密"})),
    "pdf remark": ("通知.pdf", lambda: papers.pdf(NOTICE, remark="机密★1年")),
    "pdf form": ("通知.pdf", lambda: papers.pdf(NOTICE, filled="机密★1年")),
    "pdf bookmark": ("通知.pdf", lambda: papers.pdf(NOTICE, heading="【机密】通知")),
    "pdf attachment": ("通知.pdf", lambda: papers.pdf(NOTICE, attached={"附表.docx": papers.word(MARKED)})),
    "word text": ("通知.docx", lambda: papers.word(MARKED)),
    "word header": ("通知.docx", lambda: papers.word(NOTICE, header="机密★1年")),
    "word table": ("通知.docx", lambda: papers.word(NOTICE, table=[["密级", "机密"], ["编号", "1"]])),
    "word title": ("通知.docx", lambda: papers.word(NOTICE, title="机密-通知")),
    "word text box": ("通知.docx", with_text_box),
    "word deleted words": ("通知.docx", with_deleted_words),
    "old word": ("通知.doc", lambda: word97(MARKED)),
    "cells": ("台账.xlsx", lambda: papers.sheet([["标题", "密级"], ["通知", "机密"]])),
    "old cells": ("台账.xls", lambda: papers.old_sheet([["标题", "密级"], ["通知", "秘密★5年"]])),
    "old sheet header": ("台账.xls", lambda: papers.old_sheet_with_header([["标题"]], "&L机密★1年")),
    "unknown file in a mail": (
        "来信.eml",
        lambda: papers.mail(
            "汛前排查",
            NOTICE,
            {"图.dwg": b"\x00\x01" * 40 + "密级：机密".encode("utf-16-le") + b"\x00\x01" * 40},
        ),
    ),
    "sheet header": ("台账.xlsx", lambda: papers.sheet([["标题"]], header="机密★1年")),
    "sheet remark": ("台账.xlsx", lambda: papers.sheet([["标题"]], comment="密级：机密")),
    "sheet name": ("台账.xlsx", lambda: papers.sheet([["标题"]], name="机密")),
    "ofd text": ("通知.ofd", lambda: papers.version_pages(NOTICE, MARKED)),
    "ofd title": ("通知.ofd", lambda: papers.version_pages(NOTICE, title="机密★通知")),
    "rtf": ("通知.rtf", lambda: papers.rich_text(MARKED)),
    "plain text": ("通知.txt", lambda: MARKED.encode("gb18030")),
    "page": ("通知.html", lambda: "<html><p>密级：<b>机密</b></p></html>".encode()),
    "csv": ("台账.csv", lambda: "标题,密级\n通知,机密\n".encode("gbk")),
    "mail subject": ("来信.eml", lambda: papers.mail("（机密）汛前排查", NOTICE)),
    "mail body": ("来信.eml", lambda: papers.mail("汛前排查", MARKED)),
    "mail page not shown": ("来信.eml", lambda: papers.mail("汛前排查", NOTICE, page="<p>机密★1年</p>")),
    "mail attachment": (
        "来信.eml",
        lambda: papers.mail("汛前排查", NOTICE, {"通知.docx": papers.word(MARKED)}),
    ),
    "mail attachment name": (
        "来信.eml",
        lambda: papers.mail("汛前排查", NOTICE, {"【机密】通知.docx": papers.word()}),
    ),
    "outlook subject": ("来信.msg", lambda: outlook("机密：汛前排查", NOTICE)),
    "outlook body": ("来信.msg", lambda: outlook("汛前排查", MARKED)),
    "outlook inner mail": (
        "来信.msg",
        lambda: outlook("转", "请阅", attachments={"原信": outlook_tree("汛前", MARKED, inner=True)}),
    ),
    "archive member": ("材料.zip", lambda: papers.packed({"通知.docx": papers.word(MARKED)})),
    "archive in archive": (
        "材料.zip",
        lambda: papers.packed({"内.zip": papers.packed({"通知.txt": MARKED.encode()})}),
    ),
    "member name": ("材料.zip", lambda: papers.packed({"机密文件/通知.txt": b"words"}, encoding="gbk")),
    "file name": ("机密★通知.pdf", lambda: papers.pdf(NOTICE)),
}


@pytest.mark.parametrize("place", HIDING_PLACES)
def test_a_mark_is_found_wherever_it_hides(place):
    name, make = HIDING_PLACES[place]
    with pytest.raises(LooksSecret) as refused:
        open_arrival(make(), name)
    assert refused.value.reason.endswith("没有收，也没有留底。请走机要。")
    assert refused.value.__context__ is None or isinstance(refused.value.__context__, LooksSecret)


class TestScans:
    pytestmark = needs_recogniser

    @pytest.mark.parametrize(
        ("name", "make"),
        [
            ("扫描.png", lambda: papers.scan(MARKED)),
            ("扫描.jpg", lambda: papers.scan("秘密★5年\n" + NOTICE, "JPEG")),
            ("扫描.tif", lambda: papers.scan("绝密\n" + NOTICE, "TIFF")),
            ("扫描.pdf", lambda: papers.scanned_pdf(MARKED)),
            ("歪着扫的.png", lambda: papers.scan(MARKED, turn=2)),
            ("横着扫的.png", lambda: papers.scan(MARKED, turn=90)),
            ("倒着扫的.png", lambda: papers.scan(MARKED, turn=180)),
            (
                "盖上去的.pdf",
                lambda: papers.pdf(NOTICE, stamp=papers.picture("机密★1年", size=(420, 160), points=56)),
            ),
            ("图在文里.docx", lambda: papers.word("见图", image=papers.scan(MARKED))),
            ("图在文里.ofd", lambda: papers.version_pages("", image=papers.scan(MARKED))),
            ("照片.zip", lambda: papers.packed({"一.png": papers.scan(MARKED)})),
        ],
    )
    def test_a_mark_is_found_in_a_scan(self, name, make):
        with pytest.raises(LooksSecret):
            open_arrival(make(), name)

    def test_nothing_touches_the_disk_while_a_scan_is_read(self, tmp_path, monkeypatch):
        written = []
        opened = os.open

        def watched(path, flags, *more, **also):
            if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                written.append(str(path))
            return opened(path, flags, *more, **also)

        open_arrival(papers.scan("通知", size=(600, 300)), "预热.png")  # models are loaded once
        data = papers.scan(MARKED)
        before = {path for folder in ("/tmp", str(tmp_path)) for path in Path(folder).iterdir()}
        monkeypatch.setattr(os, "open", watched)
        with pytest.raises(LooksSecret):
            open_arrival(data, "扫描.png")
        assert (written, {path for path in before if not path.exists()}) == ([], set())


def test_a_scan_that_nobody_can_check_is_refused_unless_the_unit_checks_by_eye(monkeypatch):
    from shuniu.files import ocr

    monkeypatch.setattr(ocr, "available", lambda: False)
    for name, make in {"扫描.png": papers.scan, "扫描.pdf": lambda: papers.scanned_pdf(NOTICE)}.items():
        with pytest.raises(CannotTake) as refused:
            open_arrival(make(), name)
        assert (refused.value.why, "shuniu[ocr]" in refused.value.reason) == (Why.MISSING_READER, True)
        arrival = open_arrival(make(), name, allow_unreadable=True)
        assert (arrival.text, bool(arrival.problem)) == ("", True)


def test_neither_logs_nor_rows_nor_the_store_know_anything_of_a_secret_paper(db, settings, caplog):
    caplog.set_level(logging.DEBUG)
    with pytest.raises(LooksSecret):
        open_arrival(
            papers.mail("汛前排查", NOTICE, {"青石水库机密.docx": papers.word(MARKED)}), "青石水库.eml"
        )
    assert [
        record.getMessage()
        for record in caplog.records
        if "青石" in record.getMessage() or "机密" in record.getMessage()
    ] == []
    assert (StoredFile.objects.count(), list((settings.SHUNIU_DATA / "files").glob("**/*"))) == (0, [])
