"""回来的手迹: printed, written on, scanned crooked, dropped: it waits at its matter, as it was scanned, for one confirmation."""

from __future__ import annotations

import hashlib
import io
import random

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFilter

from shuniu.conftest import acting
from shuniu.files import codes, ocr, typesetting
from shuniu.files.store import store
from shuniu.journal.models import Line
from shuniu.matters import intake
from shuniu.matters.models import Instruction, Matter
from shuniu.org.refusals import Refused
from shuniu.sheets import operations, returning
from shuniu.sheets.making.handling import handling_sheet
from shuniu.sheets.models import Ink
from shuniu.sheets.tests.test_sheets import can_set

pytestmark = [
    pytest.mark.ocr,
    pytest.mark.skipif(
        not codes.available() or not can_set(), reason="needs the extra [ocr] and a Chinese font"
    ),
]


@pytest.fixture
def printed(office, matter):
    return operations.print_of_matter(matter, "handling", by=acting(office.li)).typeset.pdf


def drawn(pdf: bytes, dpi: int, *, ink: bool = True) -> Image.Image:
    """The first page on paper, with a line of handwriting between the squares."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    if ink:
        spaces = box_of(page)
        pen = ImageDraw.Draw(page)
        left, top, right, bottom = spaces
        dice = random.Random(3)
        y = (top + bottom) / 2
        points = [
            (left + (right - left) * (0.2 + 0.01 * n), y + dice.uniform(-1, 1) * dpi * 0.18)
            for n in range(45)
        ]
        blot = (left + (right - left) * 0.17, top + (bottom - top) * 0.17)
        pen.ellipse((*blot, blot[0] + dpi / 12, blot[1] + dpi / 12), fill="black")
        pen.line(points, fill=(20, 20, 90), width=max(2, dpi // 60))
    return page


def box_of(page: Image.Image) -> tuple[int, int, int, int]:
    [box] = returning.places_of(page)
    return box


def scanned(page: Image.Image, *, degrees: float, noise: int = 22) -> Image.Image:
    """Crooked, grey and grainy, as a copier gives it."""
    turned = page.rotate(
        degrees, resample=Image.Resampling.BICUBIC, expand=abs(degrees) > 45, fillcolor=(245, 245, 245)
    )
    random.seed(11)
    grain = Image.effect_noise(turned.size, noise).convert("RGB")
    return Image.blend(turned, grain, 0.08).filter(ImageFilter.GaussianBlur(0.5))


def as_pdf_scan(*pages: Image.Image, dpi: int) -> bytes:
    out = io.BytesIO()
    first, *rest = pages
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=dpi, quality=80)
    return out.getvalue()


@pytest.mark.parametrize(
    ("dpi", "degrees"),
    [
        (150, 1.5),
        (150, -2.5),
        (150, 180),
        (150, 90),
        (200, 0),
        (200, 181.2),
        (300, -2.5),
        (300, 90),
        (300, 270),
    ],
)
def test_the_space_for_the_pen_is_found_at_any_turn(printed, dpi, degrees):
    page = scanned(drawn(printed, dpi), degrees=degrees)
    assert codes.find_code(page) is not None
    [space] = returning.spaces_of(page)
    assert 1.7 < space.width / space.height < 2.1  # 147 by 78 millimetres
    corner = space.convert("L").crop(
        (space.width // 10, space.height // 10, space.width // 4, space.height // 4)
    )
    assert min(corner.tobytes()) < 90  # upright: the blot is where it was made
    assert returning._has_ink(space)


@pytest.mark.parametrize("dpi", [150, 300])
def test_a_space_in_which_nothing_was_written_gives_nothing(printed, dpi):
    page = scanned(drawn(printed, dpi, ink=False), degrees=1.0)
    [space] = returning.spaces_of(page)
    assert not returning._has_ink(space)
    assert returning.cuts_of(as_pdf_scan(page, dpi=dpi)) == []


def test_a_page_without_its_squares_or_its_code_gives_nothing(printed):
    page = drawn(printed, 200)
    left, top, _right, _bottom = box_of(page)
    ImageDraw.Draw(page).rectangle((left - 4, top - 4, left + 30, top + 30), fill="white")
    assert returning.spaces_of(page) == []
    assert returning.spaces_of(Image.new("RGB", (1654, 2339), "white")) == []


@pytest.fixture
def came_back(office, matter, printed, monkeypatch):
    """Dropped by the clerk; the recogniser rests, since the words on it are of no matter here."""
    monkeypatch.setattr(ocr, "available", lambda: False)
    data = as_pdf_scan(scanned(drawn(printed, 200), degrees=-1.3), dpi=200)
    taken = intake.receive_file(data, "扫描20260611.pdf", by=acting(office.li), by_eye=True)
    assert (taken.returned, taken.matters) == ([matter], [])
    return Ink.objects.get(matter=matter)


def test_a_scanned_slip_waits_at_its_matter_with_the_ink_as_it_was_scanned(office, matter, came_back):
    assert came_back.waits
    kept = store().read(came_back.sha256)
    [cut] = returning.cuts_of(store().read(came_back.paper.file.sha256))
    assert hashlib.sha256(kept).hexdigest() == came_back.sha256
    assert kept == cut.picture
    assert Line.objects.about(matter).filter(verb="ink.found").get().particulars["sha256"] == [
        came_back.sha256
    ]
    assert Instruction.objects.count() == 0


def test_one_confirmation_makes_it_the_leaders_words_with_the_very_picture(
    office, matter, came_back, signed_in
):
    client = signed_in(office.li)
    page = client.get(f"/matters/{matter.slug}/").content.decode()
    assert "待认的手迹" in page
    assert f"/inks/{came_back.pk}/picture/" in page
    client.post(
        f"/inks/{came_back.pk}/",
        {"answer": "yes", "leader": office.zhao.pk, "words": "请住建局按程序办理。", "day": "2026-06-10"},
    )
    said = Instruction.objects.get()
    assert (said.leader, said.words, said.image_sha256) == (
        office.zhao,
        "请住建局按程序办理。",
        came_back.sha256,
    )
    assert client.get(f"/instructions/{said.pk}/ink/").content == store().read(came_back.sha256)
    page = client.get(f"/matters/{matter.slug}/").content.decode()
    assert "待认的手迹" not in page
    assert f"/instructions/{said.pk}/ink/" in page
    [opinion] = next(
        b for b in handling_sheet(matter, at=said.at).blocks if getattr(b, "label", "") == "批示"
    ).opinions
    assert (opinion.signed, opinion.date, opinion.words) == (
        "赵启山",
        "2026年6月10日",
        "请住建局按程序办理。",
    )
    assert handling_sheet(matter, at=said.at).inks[opinion.ink] == store().read(came_back.sha256)


def test_without_reader_and_words_it_goes_on_waiting(office, matter, came_back, signed_in):
    client = signed_in(office.li)
    client.post(f"/inks/{came_back.pk}/", {"answer": "yes", "leader": "", "words": "同意"})
    client.post(f"/inks/{came_back.pk}/", {"answer": "yes", "leader": office.zhao.pk, "words": " "})
    came_back.refresh_from_db()
    assert came_back.waits
    assert Instruction.objects.count() == 0


def test_ink_is_settled_once_and_by_the_office_or_a_leader(office, matter, came_back):
    with pytest.raises(Refused):
        operations.confirm_ink(came_back, leader=office.zhao, words="同意", by=acting(office.du))
    operations.drop_ink(came_back, reason="只是一个勾", by=acting(office.li))
    with pytest.raises(Refused):
        operations.confirm_ink(came_back, leader=office.zhao, words="同意", by=acting(office.li))
    assert Instruction.objects.count() == 0
    assert matter.papers.count() == 1


def test_what_was_scanned_is_nobodys_who_may_not_see_the_matter(office, matter, came_back, signed_in):
    assert signed_in(office.lu).get(f"/inks/{came_back.pk}/picture/").status_code == 404
    assert signed_in(office.lu).post(f"/inks/{came_back.pk}/", {"answer": "none"}).status_code == 404


def test_an_unreadable_code_is_an_ordinary_arrival(office, matter, printed, monkeypatch):
    monkeypatch.setattr(ocr, "available", lambda: False)
    page = drawn(printed, 200)
    ImageDraw.Draw(page).rectangle((page.width * 0.8, 0, page.width, page.height * 0.11), fill=(60, 60, 60))
    taken = intake.receive_file(as_pdf_scan(page, dpi=200), "扫描.pdf", by=acting(office.li), by_eye=True)
    assert (taken.returned, len(taken.matters)) == ([], 1)
    assert Ink.objects.count() == 0
    assert Matter.objects.count() == 2


def test_the_page_of_a_matter_asks_as_much_for_one_ink_as_for_three(office, matter, came_back, signed_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(office.li)

    def asked() -> int:
        client.get(f"/matters/{matter.slug}/")
        with CaptureQueriesContext(connection) as asked_for:
            client.get(f"/matters/{matter.slug}/")
        return len(asked_for)

    first = asked()
    for place in (2, 3):
        Ink.objects.create(
            matter=matter, paper=came_back.paper, page=1, place=place, sha256=came_back.sha256,
            came_at=came_back.came_at,
        )  # fmt: skip
    assert asked() == first


def test_a_machine_without_fonts_still_takes_sheets_back(came_back, monkeypatch):
    monkeypatch.setattr(
        typesetting, "_machine", lambda: (_ for _ in ()).throw(typesetting.CannotSet("无字体"))
    )
    assert returning.cuts_of(store().read(came_back.paper.file.sha256))
