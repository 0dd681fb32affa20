"""The code on a printed sheet holds the number of its matter, and brings the scanned sheet home."""

import io
import re

import pytest
import segno
from PIL import Image

from shuniu.files import codes
from shuniu.files.tests import papers
from shuniu.files.tests.papers import NOTICE

needs_reader = pytest.mark.skipif(not codes.available(), reason="the extra [ocr] is not installed")


def sheet_with_code(number, *, points=4, turn=0.0, at=(1420, 80)):
    page = papers.picture(NOTICE, size=(1654, 2339), points=44)
    page.paste(codes.code_picture(number, points=points), at)
    return page.rotate(turn, fillcolor="white") if turn else page


def test_a_code_is_drawn_as_lines_and_holds_no_address():
    drawn = codes.write_code("2026-118", millimetres=14)
    size = float(re.search(r'width="([\d.]+)mm"', drawn)[1])
    assert (drawn.startswith("<svg"), round(size, 2), drawn.count("http")) == (
        True,
        14.0,
        1,
    )  # the one of the SVG itself


@pytest.mark.parametrize("words", ["", "关于供水", "2026 118", "https://qinglan.example/1", "1" * 33])
def test_a_code_holds_nothing_but_a_number(words):
    with pytest.raises(ValueError, match="number"):
        codes.write_code(words)


@needs_reader
@pytest.mark.parametrize("turn", [0, 2, -3])
def test_a_scanned_sheet_is_brought_home_by_its_code(turn):
    page = sheet_with_code("2026-118", turn=turn)
    assert codes.read_codes(papers.encoded(page, form="JPEG")) == {1: "2026-118"}


@needs_reader
def test_in_a_batch_each_sheet_tells_its_own_number():
    data = papers.encoded(
        sheet_with_code("2026-118"),
        papers.picture(NOTICE),
        sheet_with_code("2026-7", at=(100, 2150)),
        form="PDF",
    )
    assert codes.read_codes(data) == {1: "2026-118", 3: "2026-7"}


@needs_reader
def test_a_code_of_somebody_else_is_not_ours():
    page = Image.new("RGB", (600, 600), "white")
    out = io.BytesIO()
    segno.make_qr("https://qinglan.example/pay?to=1").save(out, kind="png", scale=8)
    page.paste(Image.open(out).convert("RGB"), (50, 50))
    assert codes.read_codes(papers.encoded(page)) == {}
