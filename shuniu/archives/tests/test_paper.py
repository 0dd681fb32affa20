"""盖章、目录、报告、清册 on paper: the stamp measures 45 × 16 mm; the sheets say what they should."""

from __future__ import annotations

import io
from datetime import date, datetime

import pypdfium2
import pytest

from shuniu.archives import operations as archive
from shuniu.archives.catalogue import catalogue_sheet, destruction_sheet, handover_sheet, report_sheet
from shuniu.archives.choices import Fate
from shuniu.archives.models import ArchiveItem
from shuniu.archives.stamp import HEIGHT, WIDTH, stamped_pdf
from shuniu.conftest import acting
from shuniu.files import typesetting
from shuniu.org import moment
from shuniu.sheets.printing import as_pdf

AT = datetime(2026, 6, 11, 10)
POINTS = 72 / 25.4


@pytest.fixture
def items(filing, close):
    try:
        typesetting.faces()
    except typesetting.CannotSet:
        pytest.skip("no Chinese font on this machine")
    for number in range(3):
        close(f"第{number}件请示", text="请批。", at=datetime(2025, 9, 3, 10, number))
    return list(archive.file_year(2025, by=acting(filing.li)).items)


def words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


def set_(sheet) -> str:
    return words(as_pdf(sheet, at=moment.aware(AT)).pdf)


def test_the_stamp_is_on_a_copy_of_the_first_page_and_has_its_size(items):
    blank = pypdfium2.PdfDocument.new()
    for _page in range(2):
        blank.new_page(595.28, 841.89)
    out = io.BytesIO()
    blank.save(out)
    stamped = stamped_pdf(out.getvalue(), items[1], at=moment.aware(AT))
    assert "Z1092025" in words(stamped).replace(" ", "") and "BGS" in words(stamped)
    with pypdfium2.PdfDocument(stamped) as document:
        assert len(document) == 2
        assert not document[1].get_textpage().get_text_range()
        [mark] = list(document[0].get_objects(max_depth=1))
        left, bottom, right, top = mark.get_bounds()
    assert right - left == pytest.approx(WIDTH * POINTS, abs=2)
    assert top - bottom == pytest.approx(HEIGHT * POINTS, abs=2)
    assert (left + right) / 2 == pytest.approx(595.28 / 2, abs=1)
    assert 841.89 - top == pytest.approx(6 * POINTS, abs=2)


def test_catalogue_list_and_report_say_what_was_filed_and_found(filing, items):
    said = set_(catalogue_sheet(filing.unit, items, year=2025, at=moment.aware(AT)))
    for word in ("归档文件目录", "Z109-WS·2025-D30-BGS-0001", "第2件请示", "全宗号 Z109"):
        assert word in said, word
    made = archive.make_list(2025, by=acting(filing.li))
    run = archive.test(made, by=acting(filing.li))
    assert "一式两份" in set_(handover_sheet(made, items, at=moment.aware(AT), copy=1))
    report = set_(report_sheet(run, at=moment.aware(AT)))
    for word in ("四性检测报告", "YJ-1-1", "真实性", "安全性", "通过", run.version):
        assert word in report, word


def test_the_destruction_list_says_who_approved_and_who_watched(filing, items):
    ArchiveItem.objects.update(keep_until=date(2026, 1, 1))
    lines = [archive.Fated(item, Fate.DESTROY, "没有查考价值") for item in items]
    rounds = archive.open_appraisal(lines, group=[filing.wang, filing.bai], by=acting(filing.li))
    archive.conclude(rounds, report="同意", by=acting(filing.wang))
    made = archive.list_for_destruction(rounds, by=acting(filing.li))
    archive.approve_destruction(made, by=acting(filing.chen))
    archive.witness(made, by=acting(filing.bai))
    made.refresh_from_db()
    said = set_(destruction_sheet(made, at=moment.aware(AT)))
    for word in ("档案销毁清册", "陈敬之 2026年6月11日", "白露 2026年6月11日", "没有查考价值"):
        assert word in said, word
