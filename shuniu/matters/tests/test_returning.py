"""回来的纸: a scan with a number goes to its matter; several in one stack are parted; what cannot be read is ordinary."""

import io

import pytest
from django.test import Client
from PIL import Image

from shuniu.conftest import acting, make_office
from shuniu.files import codes
from shuniu.files.tests import papers
from shuniu.journal.models import Line
from shuniu.matters import intake, operations
from shuniu.matters.choices import ArrivingState, PaperRole
from shuniu.matters.intake import arriving
from shuniu.matters.models import Matter, Paper

pytestmark = [pytest.mark.ocr, pytest.mark.skipif(not codes.available(), reason="needs the extra [ocr]")]


@pytest.fixture
def matters(office):
    by = acting(office.li)
    return [operations.capture(title=title, source_type="paper", by=by) for title in ("第一件", "第二件")]


def page(number: str = "") -> Image.Image:
    sheet = Image.new("RGB", (1240, 1754), "white")
    if number:
        sheet.paste(codes.code_picture(number, points=5), (1060, 60))
    return sheet


def stack(*numbers: str) -> bytes:
    first, *rest = [page(number) for number in numbers]
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=150)
    return out.getvalue()


def take(data: bytes, name: str, person):
    return intake.receive_file(data, name, by=acting(person), by_eye=True)


def test_a_scan_with_a_number_goes_to_its_matter_and_makes_no_new_one(office, matters):
    before = Matter.objects.count()
    taken = take(papers.encoded(page(matters[0].slug)), "扫描0001.png", office.li)
    assert (taken.returned, taken.matters, taken.others) == ([matters[0]], [], [])
    assert Matter.objects.count() == before
    paper = Paper.objects.get(matter=matters[0])
    assert paper.role == PaperRole.SHEET
    assert Line.objects.about(matters[0]).last().verb == "matter.sheet_returned"


def test_the_same_scan_again_is_here_already(office, matters):
    data = papers.encoded(page(matters[0].slug))
    take(data, "扫描0001.png", office.li)
    again = take(data, "扫描0001.png", office.li)
    assert (again.returned, again.others) == ([], [matters[0]])
    assert Paper.objects.count() == 1


def test_several_sheets_in_one_stack_are_parted_and_what_follows_a_sheet_stays_with_it(office, matters):
    one, two = matters
    taken = take(stack(one.slug, "", two.slug), "扫描.pdf", office.li)
    assert taken.returned == [one, two]
    assert taken.matters == []
    pages = [codes.read_codes(_bytes(Paper.objects.get(matter=m))) for m in matters]
    assert pages == [{1: one.slug}, {1: two.slug}]


def test_what_lies_before_the_first_number_is_a_paper_of_its_own(office, matters):
    taken = take(stack("", matters[1].slug), "扫描.pdf", office.li)
    assert taken.returned == [matters[1]]
    assert len(taken.matters) == 1
    assert codes.read_codes(_bytes(taken.matters[0].papers.get())) == {}


@pytest.mark.parametrize("number", ["", "2026-999", "TZ-20260611"])
def test_a_page_without_a_number_of_ours_is_an_ordinary_arrival(office, matters, number):
    taken = take(papers.encoded(page(number)), "扫描0002.png", office.li)
    assert taken.returned == []
    assert len(taken.matters) == 1


def test_a_number_of_another_unit_leads_nowhere(office, matters):
    other = make_office(code="other", name="另一个县")
    taken = take(papers.encoded(page(matters[1].slug)), "扫描0003.png", other.li)
    assert taken.returned == []


def test_a_restricted_matter_gets_its_sheet_from_one_who_may_not_see_it(office, matters):
    Matter.objects.filter(pk=matters[0].pk).update(visibility="restricted", holder=office.wang)
    taken = take(papers.encoded(page(matters[0].slug)), "扫描0004.png", office.li)
    assert [m.pk for m in taken.returned] == [matters[0].pk]
    assert not Matter.objects.visible_to(acting(office.li)).filter(pk=matters[0].pk).exists()


def test_the_desk_is_told_where_the_sheet_went(office, matters):
    row = arriving.begin(papers.encoded(page(matters[0].slug)), "扫描0005.png", by=acting(office.li), by_eye=True)
    assert (row.state, row.why, row.others) == (ArrivingState.TAKEN, arriving.CAME_HOME, [matters[0].slug])
    client = Client()
    client.force_login(office.li.account)
    said = client.get(f"/inbox/arrivals/?t={row.token}").content.decode()
    assert "认出了纸上的号" in said
    assert "第一件" in said
    assert "另记一件" not in said


def _bytes(paper: Paper) -> bytes:
    from shuniu.files.store import store

    return store().read(paper.file.sha256)
