"""归档的页: everything on them, the same number of statements whatever is in it, and nothing for who may not."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuniu.archives import operations as archive
from shuniu.archives.choices import Fate
from shuniu.archives.models import ArchiveItem, ArchivePackage, FilingDecision, LegalHold
from shuniu.archives.tests.conftest import closed
from shuniu.conftest import acting
from shuniu.matters.choices import Visibility
from shuniu.matters.models import Matter

LISTS = (
    "/archive/?year=2025", "/archive/items/?year=2025", "/archive/handovers/?year=2025", "/archive/loans/",
    "/archive/appraisals/", "/archive/holds/", "/archive/settings/",
)  # fmt: skip


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_stands_empty_and_filled(filing, close, as_, address, language):
    desk = as_(filing.chen)
    filing.chen.account.interface = {"language": language}
    filing.chen.account.save()
    assert desk.get(address).status_code == 200
    everything(filing, close)
    answer = desk.get(address)
    assert answer.status_code == 200


def everything(filing, close, *, n=1):
    """An item on a list, a loan asked and one out, an appraisal, a hold, and one matter undecided; `n` of each."""
    for number in range(n):
        close(f"第{number}件请示", text="请批。", at=datetime(2025, 9, 3, 10, number))
    items = archive.file_year(2025, by=acting(filing.li)).items
    made = archive.make_list(2025, by=acting(filing.li))
    rounds = around(filing, items)
    archive.test(made, by=acting(filing.li))
    for number in range(n):
        close(f"还没定的{number}", text="请批。", at=datetime(2025, 10, 3, 10, number))
    return items, made, rounds


def around(filing, items):
    """A loan asked and one out, a hold and an appraisal for each."""
    for item in items:
        archive.ask_loan(item, purpose="看", due_on=date(2026, 6, 20), by=acting(filing.bai))
        loan = archive.ask_loan(item, purpose="看", due_on=date(2026, 6, 20), by=acting(filing.wang))
        archive.decide_loan(loan, granted=True, by=acting(filing.li))
        archive.hold([item], why="audit", basis="审计", by=acting(filing.li))
    ArchiveItem.objects.filter(pk__in=[item.pk for item in items]).update(keep_until=date(2026, 1, 1))
    lines = [archive.Fated(item, Fate.EXTEND, "要用", 10) for item in items]
    return archive.open_appraisal(lines, group=[filing.wang, filing.bai], by=acting(filing.li))


@pytest.mark.parametrize("address", LISTS)
def test_a_page_asks_as_often_for_three_rows_as_for_one(filing, close, as_, address):
    desk = as_(filing.chen)
    everything(filing, close)
    desk.get(address)
    with CaptureQueriesContext(connection) as one:
        desk.get(address)
    for number in range(2):
        matter = closed(filing, f"又一件{number}", text="请批。", at=datetime(2025, 11, 3, 10, number))
        item = archive.decide(matter, by=acting(filing.li)).item
        around(filing, [item])
        archive.make_list(2025, by=acting(filing.li))
        closed(filing, f"又没定的{number}", text="请批。", at=datetime(2025, 11, 3, 10, number))
    desk.get(address)
    with CaptureQueriesContext(connection) as three:
        desk.get(address)
    assert len(three) == len(one), [q["sql"] for q in three]


def test_one_item_shows_what_it_holds_and_one_list_its_rows(filing, close, as_):
    [item], made, rounds = everything(filing, close)
    desk = as_(filing.chen)
    page = desk.get(f"/archive/items/{item.pk}/").content.decode()
    assert str(item.code) in page and "处理单" in page and "不许动" in page
    assert "已办,已答复来文单位" in desk.get(f"/archive/items/{item.pk}/parts/1/").content.decode()
    assert str(item.code) in desk.get(f"/archive/handovers/{made.pk}/").content.decode()
    run = made.test_runs.get()
    assert "GD" not in run.stage and desk.get(f"/archive/tests/{run.pk}/").status_code == 200
    assert "要用" in desk.get(f"/archive/appraisals/{rounds.pk}/").content.decode()
    assert desk.get(f"/matters/{item.matter.slug}/").content.decode().count(f">{item.code}<") == 1


def test_a_year_is_filed_and_packed_with_one_press(filing, close, as_):
    close("请示", text="请批。")
    close("借投影仪", kind="service")
    answer = as_(filing.li).post("/archive/", {"year": "2025", "what": "year"}, follow=True)
    assert "归档 1 件,不归档 1 件,已成包" in answer.content.decode()
    made = ArchivePackage.objects.get()
    got = as_(filing.li).get(f"/archive/packages/{made.pk}/")
    assert b"".join(got.streaming_content)[:2] == b"PK"


def test_a_changed_period_without_a_reason_comes_back_with_all_that_was_typed(filing, close, as_):
    first, second = close("请示一", text="请批。"), close("请示二", text="请批。")
    said = {
        "year": "2025", "what": "picked", "pick": [first.pk, second.pk], f"period-{first.pk}": "D10",
        f"reason-{first.pk}": "", f"period-{second.pk}": "Y", f"reason-{second.pk}": "有查考价值",
    }  # fmt: skip
    answer = as_(filing.li).post("/archive/", said)
    page = answer.content.decode()
    assert answer.status_code == 422 and "比表上短" in page and "1 件没有定成" in page
    assert '<option value="D10" selected>' in page
    assert f'name="pick" value="{first.pk}" checked' in page
    assert FilingDecision.objects.get().matter == second  # what was right is done and stays done


def test_liaisons_and_administrators_have_no_archive_and_nobody_reads_what_is_restricted(filing, close, as_):
    for address in LISTS:
        assert as_(filing.du).get(address).status_code == 403
        assert as_(filing.zeng).get(address).status_code == 403
    matter = close("丁某上访", kind="petition", text="来访。")
    Matter.objects.filter(pk=matter.pk).update(visibility=Visibility.RESTRICTED)
    item = archive.decide(matter, by=acting(filing.chen)).item
    package = archive.pack_year(2025, by=acting(filing.chen))
    made = archive.make_list(2025, by=acting(filing.chen))
    run = archive.test(made, by=acting(filing.chen))
    other = as_(filing.bai)
    for address in (
        f"/archive/items/{item.pk}/", f"/archive/items/{item.pk}/parts/1/", f"/archive/packages/{package.pk}/",
        f"/archive/tests/{run.pk}/",
    ):  # fmt: skip
        assert other.get(address).status_code == 404, address
    for address in ("/archive/items/?year=2025", f"/archive/handovers/{made.pk}/", "/archive/?year=2025"):
        assert "丁某上访" not in other.get(address).content.decode()


def test_the_catalogue_is_a_spreadsheet_with_the_nine_columns(filing, close, as_):
    import io

    import openpyxl

    close("=1+1 的请示", text="请批。")
    archive.file_year(2025, by=acting(filing.li))
    data = as_(filing.li).get("/archive/items/catalogue.xlsx?year=2025").content
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).active.values)
    assert rows[1] == ("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注")
    assert rows[2][4] == "=1+1 的请示" and rows[2][7] == 2


def test_a_hold_is_put_on_by_code_or_by_class_and_an_unknown_code_comes_back(filing, close, as_):
    for number in range(3):
        close(f"第{number}件请示", text="请批。", at=datetime(2025, 9, 3, 10, number))
    archive.file_year(2025, by=acting(filing.li))
    desk, said = as_(filing.li), {"why": "audit", "basis": "审计进点"}
    for codes, count in (("Z109-WS·2025-D30-BGS-0002", 1), ("Z109-WS·2025-D30-BGS", 3)):
        assert desk.post("/archive/holds/", {**said, "codes": codes}).status_code == 302
        assert LegalHold.objects.first().items.count() == count
    answer = desk.post("/archive/holds/", {**said, "codes": "Z109-WS·2025-D30-BGS-0009"})
    assert answer.status_code == 422 and "没有档号是" in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/archive/?year=x",
        "/archive/items/?page=x&period=Z&org=%00",
        "/archive/items/?q=%F0%9F%98%80",
        "/archive/?page=99999",
    ],
)
def test_odd_addresses_do_no_harm(filing, as_, address):
    assert as_(filing.li).get(address).status_code in (200, 400)
