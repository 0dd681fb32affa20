"""Scans are read offline, line by line, and every character knows its place on the picture."""

import io

import pytest
from PIL import Image

from shuniu.files.arrivals import open_arrival
from shuniu.files.choices import Stage, TextSource
from shuniu.files.previews import can_render, page_count, render_page
from shuniu.files.recognition import recognise
from shuniu.files.refusals import CannotTake
from shuniu.files.tests import papers
from shuniu.files.tests.papers import LINES, NOTICE, needs_recogniser


class TestReading:
    pytestmark = needs_recogniser

    @pytest.mark.parametrize("turn", [0, 1.5, 90, 180, 270])
    def test_a_scan_is_read_however_it_lies(self, turn):
        arrival = open_arrival(papers.scan(turn=turn), "扫描.png")
        assert [line.replace(" ", "") for line in arrival.text.split("\n")] == LINES
        assert arrival.pages[0].source == TextSource.OCR

    def test_each_frame_of_a_scan_is_a_page_and_the_bar_moves_page_by_page(self):
        told = []
        data = papers.encoded(
            papers.picture("第一页的通知内容"), papers.picture("第二页的通知内容"), form="TIFF"
        )
        arrival = open_arrival(data, "扫描.tif", on_progress=lambda *step: told.append(step))
        assert [page.text for page in arrival.pages] == ["第一页的通知内容", "第二页的通知内容"]
        assert [step for step in told if step[0] == Stage.OCR] == [(Stage.OCR, done, 2) for done in (0, 1, 2)]

    def test_only_the_pages_of_a_pdf_without_a_layer_are_recognised(self):
        arrival = open_arrival(papers.scanned_pdf(NOTICE), "扫描.pdf")
        assert [(page.number, page.source) for page in arrival.pages] == [(1, TextSource.OCR)]
        assert arrival.text.split("\n") == LINES

    def test_the_place_of_a_word_in_a_scan_is_where_it_is_drawn(self):
        image = papers.picture("\n\n\n请于6月20日前报送", size=(1000, 1000), points=40)
        arrival = open_arrival(papers.encoded(image), "扫描.png")
        start = arrival.text.index("6月20日")
        [(_number, place)] = arrival.rectangles(start, start + 5)
        # Drawn from x = 125 in 40 pt: 请于 takes 80 points, the date begins at 205.
        assert abs(place.left * 1000 - 205) < 20
        assert abs(place.top * 1000 - (1000 / 12 + 240)) < 30

    @pytest.mark.parametrize("mode", ["RGBA", "1", "L", "P", "I;16", "CMYK"])
    def test_a_picture_is_read_whatever_its_colours_are_made_of(self, mode):
        page = papers.picture("关于开展汛前排查的通知", size=(900, 300))
        if mode == "RGBA":  # ink on nothing, as a signature cut out of a scan
            image = Image.new("RGBA", page.size, (0, 0, 0, 0))
            image.paste((0, 0, 0, 255), mask=page.convert("L").point(lambda value: 255 - value))
        elif mode == "I;16":
            image = Image.frombytes("I;16", page.size, b"".join(bytes((v, v)) for v in page.convert("L").tobytes()))
        else:
            image = page.convert(mode)
        form = "TIFF" if mode == "CMYK" else "PNG"
        assert open_arrival(papers.encoded(image, form=form), "扫描.png").text == "关于开展汛前排查的通知"

    def test_a_very_large_scan_lying_on_its_side_by_its_own_note_is_shown_upright(self):
        note = Image.Exif()
        note[0x112] = 6
        out = io.BytesIO()
        papers.picture("通知", size=(5200, 2600), points=400).save(out, "JPEG", exif=note)
        page = Image.open(io.BytesIO(render_page(out.getvalue(), 1, 400)))
        assert page.size == (400, 800)

    def test_a_blank_page_is_said(self):
        arrival = open_arrival(papers.pdf(NOTICE, ""), "通知.pdf")
        assert arrival.notes == ("第 2 页是空白。",)


def test_a_page_is_shown_as_a_picture_of_the_wanted_width():
    picture = Image.open(io.BytesIO(render_page(papers.pdf("首页", NOTICE), 2, 800)))
    assert (picture.format, picture.width, round(picture.height / picture.width, 2)) == ("PNG", 800, 1.42)


def test_what_is_marked_on_the_picture_is_what_was_found():
    data = papers.pdf(NOTICE)
    arrival = open_arrival(data, "通知.pdf")
    start = arrival.text.index("岚政办发")
    [(_number, place)] = arrival.rectangles(start, start + 12)
    picture = Image.open(io.BytesIO(render_page(data, 1, 1000))).convert("L")
    inside = picture.crop(
        (
            int(place.left * picture.width),
            int(place.top * picture.height),
            int((place.left + place.width) * picture.width),
            int((place.top + place.height) * picture.height),
        )
    )
    above = picture.crop((0, 0, picture.width, int(0.05 * picture.height)))
    assert (inside.getextrema()[0] < 128, above.getextrema()[0]) == (True, 255)


def test_frames_of_a_scan_are_shown_one_by_one():
    data = papers.encoded(
        Image.new("RGB", (200, 100), "red"), Image.new("RGB", (200, 100), "blue"), form="TIFF"
    )
    second = Image.open(io.BytesIO(render_page(data, 2, 100)))
    assert (page_count(data), second.size, second.convert("RGB").getpixel((50, 25))) == (
        2,
        (100, 50),
        (0, 0, 255),
    )


@pytest.mark.parametrize("number", [0, 3])
def test_a_page_that_is_not_there_is_said(number):
    with pytest.raises(CannotTake) as refused:
        render_page(papers.pdf("一", "二"), number, 400)
    assert "没有这一页" in refused.value.reason


def test_kinds_without_a_look_of_their_own_are_shown_as_text():
    data = papers.word()
    assert (can_render(recognise(data)), page_count(data)) == (False, 0)
