"""导入台账: looked at row by row, brought in through the verbs of any arrival, taken back as one."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
import pytest

from shuniu.conftest import acting
from shuniu.files.models import SecrecyRefusal
from shuniu.files.refusals import LooksSecret
from shuniu.journal.models import Line
from shuniu.journal.verification import verify
from shuniu.matters import operations
from shuniu.matters.choices import State
from shuniu.matters.ledgers import batches, bring, guessed, look_at, open_ledger, take_back
from shuniu.matters.ledgers.columns import day_in
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.refusals import Refused

HEAD = [
    "序号",
    "来文日期",
    "来文单位",
    "来文标题",
    "承办单位",
    "协办单位",
    "办理时限",
    "是否办结",
    "办结日期",
]
ROWS = [
    [1, datetime(2025, 3, 4), "市水利局", "汛前检查的通知", "住房城乡建设局", "城市管理局", "2025.3.20", "已办结", "2025年3月18日"],
    [2, "2026-05-06", "市财政局", "报送上半年支出表", "城市管理局", "", "2026/6/20", "在办", ""],
    [3, "2026-05-07", "邻县", "联合执法的函", "某某局", "", "尽快", "否", ""],
    [4, "2026-05-08", "市教育局", "", "城市管理局", "", "", "", ""],
    [5, "3月4日", "市民政局", "没写年份的", "", "", "", "", ""],
    [6, "2026-05-09", "市民政局", "状态不认识的", "", "", "", "研究中", ""],
    [7, "2026-05-06", "市民政局", "作废的", "", "", "", "作废", ""],
    [8, "2027-01-01", "市民政局", "明年的", "", "", "", "", ""],
]  # fmt: skip


def book(*rows, title="2025年收文台账") -> bytes:
    made = openpyxl.Workbook()
    made.active.append([title])
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture
def ledger(office):
    return open_ledger(book(HEAD, *ROWS), "收文台账.xlsx", by=acting(office.li))


def rows_of(ledger, office):
    return look_at(ledger, guessed(ledger.head), by=acting(office.li))


def test_the_head_is_found_below_a_title_and_its_columns_are_recognised(ledger):
    assert (ledger.head, ledger.numbers[0], ledger.sort) == (HEAD, 3, "papers")
    assert {name: ledger.head[place] for name, place in guessed(ledger.head).items()} == {
        "title": "来文标题", "source_body": "来文单位", "received": "来文日期", "due": "办理时限", "lead": "承办单位",
        "support": "协办单位", "state": "是否办结", "completed": "办结日期",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("承办单位（盖章）", "lead"),
        ("*督办事项：", "title"),
        ("要求 完成时间", "due"),
        ("具体承办人", "holder"),
        ("Subject", "title"),
    ],
)
def test_heads_are_recognised_with_what_offices_add_to_them(head, column):
    assert guessed([head]) == {column: 0}


@pytest.mark.parametrize(
    "said", ["2025-03-04", "2025/3/4", "2025.3.4", "2025年3月4日", "20250304", "45720", "2025-03-04 09:30"]
)
def test_a_day_is_read_however_it_is_written(said):
    assert day_in(said).isoformat() == "2025-03-04"


@pytest.mark.parametrize("said", ["3月4日", "25.3.4", "2025-13-01", "尽快", "12345", "3月底前"])
def test_what_is_no_whole_day_is_not_guessed(said):
    assert day_in(said) is None


def test_every_row_says_where_it_goes_or_why_it_stays(ledger, office):
    before = Matter.objects.count(), Line.objects.count()
    rows = rows_of(ledger, office)
    assert [(row.number, row.goes, row.problem) for row in rows] == [
        (3, "done", ""),
        (4, "placed", ""),
        (5, "tray", ""),
        (6, "", "没有标题。补上再导"),
        (7, "", "收到日期“3月4日”看不懂。写成 2025-3-4 再导"),
        (8, "", "不认识状态“研究中”。写成 办结 或 在办,或者不用这一列"),
        (9, "", "“作废”的不导,留在您的表里"),
        (10, "", "收到日期“2027-01-01”还没到,查对了再导"),
    ]
    assert rows[2].remarks == [
        "时限“尽快”没有年月日,先不定时限,原话在内容里",
        "没认出“某某局”(加上它或加个简称,再导就认得),先进收件",
    ]
    assert (Matter.objects.count(), Line.objects.count()) == before


def test_rows_become_matters_with_one_arriving_act_each(ledger, office):
    made = bring(rows_of(ledger, office), name=ledger.name, sort="papers", key="k", by=acting(office.li))
    shown = [
        (m.number, m.year, m.title, m.state, m.lead and m.lead.name, m.holder.name, m.source_body)
        for m in Matter.objects.order_by("pk")
    ]
    assert shown == [
        ("№1", 2025, "汛前检查的通知", State.DONE, "住房城乡建设局", "杜衡", "市水利局"),
        ("№1", 2026, "报送上半年支出表", State.GIVEN, "城市管理局", "鲁山", "市财政局"),
        ("№2", 2026, "联合执法的函", State.PENDING, None, "李明", "邻县"),
    ]
    done = Matter.objects.get(year=2025)
    assert moment.local(done.received) == datetime(2025, 3, 4, 8, 0)
    assert moment.local(done.completed) == datetime(2025, 3, 18, 17, 30)
    assert moment.local(done.first_due) == datetime(2025, 3, 20, 17, 30)
    verbs = [[line.verb.removeprefix("matter.") for line in Line.objects.about(m)] for m in made]
    assert verbs == [["captured", "assigned", "answered"], ["captured", "placed"], ["captured"]]
    assert "办理时限:尽快" in Matter.objects.get(title="联合执法的函").reading.text
    assert verify().clean


def test_the_same_ledger_again_brings_nothing_twice(ledger, office):
    bring(rows_of(ledger, office), name=ledger.name, sort="papers", key="k", by=acting(office.li))
    again = rows_of(ledger, office)
    assert [row.problem for row in again[:3]] == [
        f"和已经在这里的 {number} 一字不差,不再导" for number in ("№1", "№1", "№2")
    ]


def test_a_row_twice_in_one_ledger_comes_in_once(office):
    found = open_ledger(book(HEAD, ROWS[1], ROWS[1]), "台账.xlsx", by=acting(office.li))
    assert [row.problem for row in rows_of(found, office)] == ["", "和第 3 行一字不差,只导一次"]


def test_one_press_takes_back_what_nobody_has_touched(ledger, office):
    li = acting(office.li)
    made = bring(rows_of(ledger, office), name=ledger.name, sort="papers", key="k", by=li)
    operations.acknowledge(made[1], by=acting(office.lu))
    [batch] = batches(office.unit)
    assert (batch.name, batch.by_name, len(batch.matters), batch.left) == ("收文台账.xlsx", "李明", 3, 3)
    assert take_back(batch, by=li) == (2, 1, 0)
    assert [m.state for m in Matter.objects.order_by("pk")] == [State.RETURNED, State.IN_HAND, State.RETURNED]
    [batch] = batches(office.unit)
    assert (batch.taken_back, batch.kept, batch.left) == (2, 1, 0)
    assert [row.goes for row in rows_of(ledger, office)[:3]] == ["done", "", "tray"]
    assert verify().clean


def test_only_the_one_who_brought_it_or_the_director_takes_it_back(ledger, office):
    bring(rows_of(ledger, office), name=ledger.name, sort="papers", key="k", by=acting(office.li))
    [batch] = batches(office.unit)
    with pytest.raises(Refused):
        take_back(batch, by=acting(office.bai))
    assert take_back(batch, by=acting(office.chen)) == (3, 0, 0)


@pytest.mark.parametrize("who", ["du", "zhao", "zeng"])
def test_only_the_office_brings_a_ledger(office, who):
    with pytest.raises(Refused):
        open_ledger(book(HEAD, *ROWS), "台账.xlsx", by=acting(office.people[who]))


def test_a_ledger_of_petitions_is_restricted(office):
    found = open_ledger(
        book(["来访日期", "反映内容"], ["2026-05-06", "征地补偿"], title="信访台账"),
        "t.xlsx",
        by=acting(office.li),
    )
    assert found.sort == "petition"
    [matter] = bring(rows_of(found, office), name="t", sort=found.sort, key="k", by=acting(office.li))
    assert matter.is_restricted


def test_a_ledger_with_a_secrecy_mark_leaves_nothing(office):
    with pytest.raises(LooksSecret):
        open_ledger(
            book(HEAD, [1, "2026-05-06", "市委", "机密★10年 某通知"]), "台账.xlsx", by=acting(office.li)
        )
    assert (SecrecyRefusal.objects.count(), Matter.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("来文日期,来文标题,承办单位\n2026-05-06,补齐材料,城市管理局\n".encode("gb18030"), "台账.csv"),
        ("来文日期\t来文标题\t承办单位\n2026-05-06\t补齐材料\t城市管理局\n".encode(), "台账.csv"),
    ],
)
def test_a_text_table_is_read_in_the_encodings_that_offices_use(office, data, name):
    found = open_ledger(data, name, by=acting(office.li))
    [row] = rows_of(found, office)
    assert (row.title, row.lead, row.goes) == ("补齐材料", office.city, "placed")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 broken", "只有一句话".encode(), book(title="")])
def test_what_is_no_ledger_is_refused_in_plain_words(office, data):
    with pytest.raises(Refused) as refused:
        open_ledger(data, "台账.xlsx", by=acting(office.li))
    assert len(refused.value.reason) > 8


def test_looking_asks_the_database_the_same_for_three_rows_and_for_three_hundred(
    office, django_assert_max_num_queries
):
    many = [[i, "2026-05-06", "市财政局", f"第{i}件", "城市管理局", "", "", "", ""] for i in range(300)]
    found = open_ledger(book(HEAD, *many), "台账.xlsx", by=acting(office.li))
    rows_of(found, office)
    with django_assert_max_num_queries(10):
        assert len(rows_of(found, office)) == 300
