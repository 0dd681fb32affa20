"""单子: what stands on paper is what the record says; who printed it how often; nothing is typed a second time."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from shuniu.conftest import acting
from shuniu.files import codes, typesetting
from shuniu.files.store import store
from shuniu.journal.models import Line
from shuniu.matters import operations as matters
from shuniu.matters.models import Demand
from shuniu.org import moment
from shuniu.routing import operations as slips
from shuniu.routing.models import Part
from shuniu.sheets import forms, operations
from shuniu.sheets.making.circulating import ORDER, circulation_sheet
from shuniu.sheets.making.following import TONES, Demanded, ledger_of, slip_sheet
from shuniu.sheets.making.handing_over import handing_over_sheet
from shuniu.sheets.making.handling import handling_sheet
from shuniu.sheets.printing import as_pdf
from shuniu.sheets.sheet import Box, Table
from shuniu.supervision.ledger import columns_of


def can_set() -> bool:
    try:
        typesetting.faces()
    except typesetting.CannotSet:
        return False
    return True


sets = pytest.mark.skipif(not can_set(), reason="no Chinese font on this machine")


def boxes(sheet) -> dict[str, Box]:
    return {block.label: block for block in sheet.blocks if isinstance(block, Box)}


def table(sheet) -> Table:
    return next(block for block in sheet.blocks if isinstance(block, Table))


def pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def ink(words: str = "") -> bytes:
    picture = Image.new("RGB", (300, 90), "white")
    ImageDraw.Draw(picture).line([(10, 60), (80, 20), (150, 70), (290, 15)], fill="black", width=4)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def test_opinions_stand_in_the_box_of_their_step_with_name_and_full_date(
    office, matter, slip, says, clock_stands
):
    says(slip, office.wang, opinion="拟请赵县长阅示。")
    says(slip, office.zhao)
    found = boxes(handling_sheet(matter, at=moment.now()))
    proposal, words = found["拟办"].opinions[0], found["批示"].opinions[0]
    assert (proposal.words, proposal.signed, proposal.date) == ("拟请赵县长阅示。", "王芳", "2026年6月11日")
    assert (words.words, words.signed, words.date, words.word) == ("", "赵启山", "2026年6月11日", "同意")


def test_a_word_that_may_still_be_taken_back_is_not_printed(office, matter, slip, says, clock_stands):
    says(slip, office.wang, opinion="拟请阅示。", hold=timedelta(seconds=60))
    assert boxes(handling_sheet(matter, at=moment.now()))["拟办"].opinions == ()
    later = boxes(handling_sheet(matter, at=moment.now() + timedelta(seconds=61)))
    assert [one.words for one in later["拟办"].opinions] == ["拟请阅示。"]


def test_a_stand_in_signs_with_both_names(office, matter, slip, says):
    says(slip, office.wang, opinion="同意")
    Part.objects.filter(decided_by=office.wang).update(acting_for=office.chen)
    signed = boxes(handling_sheet(matter, at=moment.now()))["拟办"].opinions[0].signed
    assert signed == "王芳(代陈敬之)"


def test_handwriting_stands_in_its_place_byte_for_byte(office, matter):
    drawn = ink()
    sha256 = store().keep(drawn)
    matters.instruct(matter, leader=office.zhao, words="", image_sha256=sha256, by=acting(office.zhao))
    sheet = handling_sheet(matter, at=moment.now())
    said = boxes(sheet)["批示"].opinions[0]
    assert sheet.inks[said.ink] == drawn
    assert said.signed == "赵启山"


def test_words_of_a_slip_are_printed_once_and_denied_ones_not_at_all(office, matter, slip, says):
    says(slip, office.wang)
    says(slip, office.zhao, opinion="请住建局按程序办理。")
    spoken = matters.instruct(matter, leader=office.zhao, words="先付一半", form="oral", by=acting(office.li))
    found = boxes(handling_sheet(matter, at=moment.now()))["批示"].opinions
    assert [one.words for one in found] == ["请住建局按程序办理。", "先付一半"]
    assert "李明记,待本人确认" in found[1].note
    matters.deny_words(spoken, by=acting(office.zhao))
    found = boxes(handling_sheet(matter, at=moment.now()))["批示"].opinions
    assert [one.words for one in found] == ["请住建局按程序办理。"]


def test_the_summary_has_four_lines_at_most(office, matter):
    for n in range(7):
        Demand.objects.create(matter=matter, order=n, text=f"第{n}件要办的" + "很长" * 40)
    lines = boxes(handling_sheet(matter, at=moment.now()))["摘要"].lines
    assert len(lines) == 4
    assert lines[-1] == "…… 其余见原件"
    assert all(len(line) <= 64 for line in lines)


@sets
def test_the_second_print_says_that_it_is_the_second(office, matter, slip):
    first = operations.print_of_matter(matter, "handling", by=acting(office.li))
    second = operations.print_of_matter(matter, "handling", by=acting(office.li))
    assert (first.sheet.again, second.sheet.again) == ("", "第2次打印")
    assert "次打印" not in pages(first.typeset.pdf)[0]
    assert "第2次打印" in pages(second.typeset.pdf)[0].replace(" ", "")
    assert [line.particulars["copy"] for line in Line.objects.about(matter).filter(verb="sheet.printed")] == [
        1,
        2,
    ]


@sets
def test_the_code_in_the_corner_holds_the_number_and_nothing_else(office, matter):
    printed = operations.print_of_matter(matter, "handling", by=acting(office.li))
    assert codes.read_codes(printed.typeset.pdf) == {1: matter.slug}


@sets
def test_unit_number_time_and_page_of_pages_stand_on_every_page(office, matter, slip, clock_stands):
    for n in range(40):
        matters.instruct(
            matter, leader=office.zhao, words=f"第{n}条意见," + "请认真研究。" * 8, by=acting(office.zhao)
        )
    found = pages(as_pdf(handling_sheet(matter, at=moment.now()), at=moment.now()).pdf)
    assert len(found) > 1
    for number, text in enumerate(found, start=1):
        plain = text.replace(" ", "")
        assert "青岚县人民政府办公室" in plain
        assert matter.number in plain
        assert "打印于2026年6月11日10:00" in plain
        assert f"第{number}页/共{len(found)}页" in plain


def test_who_may_not_print_is_told_why_and_nothing_is_counted(office, matter, signed_in):
    answer = signed_in(office.du).post(f"/matters/{matter.slug}/sheets/handling/")
    assert answer.status_code == 409
    assert "由办公室打印" in answer.content.decode()
    assert not Line.objects.filter(verb="sheet.printed").exists()
    assert signed_in(office.lu).get(f"/matters/{matter.slug}/sheets/handling/").status_code == 404


def test_circulation_goes_by_the_rank_of_the_list_and_says_so(office, matter):
    slips.circulate(
        slips.start(
            matter, by=acting(office.li), purpose="consult",
            stages=[slips_planned("承办", office.li)],
        ),
        holders=[office.li, office.zhao, office.chen], by=acting(office.li),
    )  # fmt: skip
    sheet = circulation_sheet(matter, at=moment.now())
    assert [row[1] for row in table(sheet).rows] == ["赵启山", "陈敬之", "李明"]
    assert ORDER in sheet.ending


def test_before_it_travels_the_leaders_stand_on_it_with_room_for_the_pen(office, matter):
    rows = table(circulation_sheet(matter, at=moment.now())).rows
    assert [(row[1], row[3], row[4]) for row in rows] == [("赵启山", "", "")]


@pytest.mark.parametrize("step", [3, 4, 5])
def test_the_three_slips_differ_in_words_and_shape_and_not_in_facts(office, matter, step):
    demanded = Demanded(step, "住建局", "来文", "", "李明")
    sheet = slip_sheet(matter, demanded, at=moment.now())
    others = [slip_sheet(matter, replace(demanded, step=n), at=moment.now()) for n in TONES if n != step]
    assert {sheet.blocks[0].shape, *(o.blocks[0].shape for o in others)} == {"circle", "triangle", "square"}
    assert sheet.blocks[0].words not in [o.blocks[0].words for o in others]
    assert all(o.blocks[1] == sheet.blocks[1] for o in others)


@sets
def test_a_ledger_of_46_rows_has_its_head_on_every_page(office):
    columns = columns_of([])
    row = {c.code: f"{c.head}的内容" * 2 for c in columns}
    at = moment.now()
    found = pages(as_pdf(ledger_of(office.unit, columns, [row] * 46, at=at, copy=1), at=at).pdf)
    assert len(found) > 1
    assert all("最初时限" in text and "分管领导" in text for text in found)
    assert "共46件" in found[-1].replace(" ", "")


def test_the_ledger_asks_the_same_number_of_statements_for_one_row_and_for_three(office, signed_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(office.chen)

    def asked() -> int:
        with CaptureQueriesContext(connection) as asked_for:
            assert client.get("/sheets/ledger/").status_code == 200
        return len(asked_for)

    def one_more():
        by = acting(office.li)
        found = matters.capture(title="督办的一件", source_type="paper", by=by)
        matters.place(found, lead=office.housing, holder=office.du, by=by)

    one_more()
    asked()
    first = asked()
    one_more()
    one_more()
    asked()  # the count of the tray is kept for a while
    assert asked() == first


def test_the_paper_is_in_the_offices_language_whoever_prints_it(office, matter, signed_in):
    client = signed_in(office.li)
    client.cookies["django_language"] = "en"
    page = client.get(
        f"/matters/{matter.slug}/sheets/handling/", headers={"accept-language": "en"}
    ).content.decode()
    assert "收文处理笺" in page
    assert "<dd>普通</dd>" in page


def test_a_handing_over_names_everything_open_and_who_takes_it(office, matter, slip):
    sheet = handing_over_sheet(office.li, actor=acting(office.chen), at=moment.now())
    assert [(row[1], row[2], row[6]) for row in table(sheet).rows] == [
        (matter.number, "关于拨付首期资金的请示", "白露")
    ]
    assert sheet.blocks[-1].who == ("移交人", "接收人")


def test_without_a_chinese_font_the_page_says_so_and_prints_from_the_browser(
    office, matter, signed_in, monkeypatch
):
    def none(*_args, **_more):
        raise typesetting.CannotSet("这台机器上没有中文字体")

    monkeypatch.setattr(typesetting, "_machine", none)
    client = signed_in(office.li)
    for answer in (
        client.get(f"/matters/{matter.slug}/sheets/handling/"),
        client.post(f"/matters/{matter.slug}/sheets/handling/"),
    ):
        page = answer.content.decode()
        assert "这台机器上没有中文字体" in page
        assert "关于拨付首期资金的请示" in page
        assert "打印处理笺" not in page
    assert not Line.objects.filter(verb="sheet.printed").exists()


@sets
def test_p_on_a_matter_leads_to_the_pdf_in_one_press(office, matter, signed_in):
    client = signed_in(office.li)
    page = client.get(f"/matters/{matter.slug}/").content.decode()
    assert f'action="/matters/{matter.slug}/sheets/handling/" target="_blank"' in page
    assert 'data-key="P"' in page
    answer = client.post(f"/matters/{matter.slug}/sheets/handling/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


@sets
def test_printing_changes_nothing_and_the_last_step_may_still_be_taken_back(office, matter):
    placed = Line.objects.about(matter).last()
    operations.print_of_matter(matter, "handling", by=acting(office.li))
    assert matters.undo(matter, line=placed, by=acting(office.li)).state == "pending"


@sets
@pytest.mark.parametrize(
    "address", ["/sheets/ledger/", "/people/{li}/sheets/handing-over/", "/matters/{slug}/sheets/circulation/"]
)
def test_every_sheet_is_shown_and_printed(office, matter, signed_in, address):
    address = address.format(li=office.li.pk, slug=matter.slug)
    client = signed_in(office.chen)
    assert "打印" in client.get(address).content.decode()
    assert client.post(address).content.startswith(b"%PDF")


def test_an_unknown_sheet_is_not_there(office, matter, signed_in):
    assert signed_in(office.li).get(f"/matters/{matter.slug}/sheets/follow-up-99/").status_code == 404
    assert [form.key for form in forms.all_of(matter)] == ["handling", "circulation"]


def slips_planned(title, person):
    from shuniu.routing.planned import Planned

    return Planned(title, (person,))
