"""回来的纸: a scan with a number goes to its matter; several in one stack are parted; what cannot be read is ordinary."""

import io
from email.message import EmailMessage

import pytest
from django.test import Client
from PIL import Image

from shuniu.conftest import acting, make_office
from shuniu.files import codes
from shuniu.files.arrivals import open_arrival
from shuniu.files.choices import Channel
from shuniu.files.tests import papers
from shuniu.journal.models import Line
from shuniu.matters import intake, operations
from shuniu.matters.choices import ArrivingState, PaperRole
from shuniu.matters.intake import arriving, receiving
from shuniu.matters.models import Matter, Paper
from shuniu.org.actor import Actor

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
    row = arriving.begin(
        papers.encoded(page(matters[0].slug)), "扫描0005.png", by=acting(office.li), by_eye=True
    )
    assert (row.state, row.why, row.others) == (ArrivingState.TAKEN, arriving.CAME_HOME, [matters[0].slug])
    client = Client()
    client.force_login(office.li.account)
    said = client.get(f"/inbox/arrivals/?t={row.token}").content.decode()
    assert "认出了纸上的号" in said
    assert "第一件" in said
    assert "另记一件" not in said


def letter(words: str, **attached: bytes) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "扫描件", "科室扫描仪 <scan@qinglan.example>"
    mail.set_content(words)
    for name, data in attached.items():
        mail.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=name.replace("_", ".")
        )
    return mail.as_bytes()


def test_a_sheet_that_a_letter_brings_goes_home_and_an_envelope_without_words_makes_no_matter(
    office, matters
):
    before = Matter.objects.count()
    taken = take(letter("", a_pdf=stack(matters[0].slug, "", matters[1].slug)), "扫描件.eml", office.li)
    assert (taken.returned, taken.matters) == (matters, [])
    assert Matter.objects.count() == before
    assert [codes.read_codes(_bytes(Paper.objects.get(matter=m))) for m in matters] == [
        {1: m.slug} for m in matters
    ]


def test_a_letter_with_words_of_its_own_is_a_matter_too_without_the_sheets_that_it_brought(office, matters):
    data = letter(
        "请城管局核对附表,6月15日前反馈。",
        a_png=papers.encoded(page(matters[0].slug)),
        b_txt="附表:井盖23处".encode(),
    )
    taken = take(data, "来信.eml", office.li)
    [fresh] = taken.matters
    assert (taken.returned, fresh.source_type) == ([matters[0]], "mail")
    assert "请城管局核对附表" in fresh.reading.text and "井盖23处" in fresh.reading.text
    assert [paper.file.name for paper in fresh.papers.select_related("file")] == ["b.txt"]
    again = take(data, "来信.eml", office.li)  # the door was killed before it had marked the letter
    assert (again.returned, again.matters, again.others) == ([], [], [matters[0]])


def test_a_sheet_in_the_mail_box_goes_home_by_itself(office, matters):
    arrival = open_arrival(
        letter("", a_png=papers.encoded(page(matters[0].slug))), "扫描件.eml", allow_unreadable=True
    )
    taken = receiving.receive_arrival(arrival, by=Actor.clock(office.unit), channel=Channel.MAIL)
    assert (taken.returned, taken.matters) == ([matters[0]], [])
    assert "邮箱" in Line.objects.about(matters[0]).last().particulars["channel"]


def _bytes(paper: Paper) -> bytes:
    from shuniu.files.store import store

    return store().read(paper.file.sha256)
