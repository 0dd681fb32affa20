"""定归档: what is filed, under which code, for how long, and what is refused (A-01 to A-04)."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from shuniu.archives import operations as archive
from shuniu.archives.codes import is_code
from shuniu.archives.models import ArchiveItem, ClassTable, FilingDecision, ItemSerial
from shuniu.archives.queries import undecided
from shuniu.archives.suggesting import Suggestions, table_in_force
from shuniu.archives.tests.conftest import closed
from shuniu.conftest import acting
from shuniu.journal.models import Line
from shuniu.matters import operations
from shuniu.matters.choices import Visibility
from shuniu.matters.models import Matter
from shuniu.org.refusals import Refused


def proposed(office, matter):
    return Suggestions(office.unit, table_in_force(office.unit)).of(matter)


def test_a_closed_matter_is_filed_with_its_code_its_parts_and_one_line(filing, close):
    matter = close("关于拨付首期资金的请示", text="请拨付首期资金。", file="请拨付首期资金。".encode())
    decision = archive.decide(matter, by=acting(filing.li))
    item = decision.item
    assert str(item.code) == "Z109-WS·2025-D30-BGS-0001"
    assert is_code(str(item.code))
    assert [part.role for part in item.parts.all()] == ["slip", "original"]  # the slip lies before the paper
    line = Line.objects.about(matter).last()
    assert (line.verb, line.particulars["code"], line.particulars["content"]) == (
        "archive.decided", str(item.code), item.content,
    )  # fmt: skip


def test_every_closed_matter_waits_until_somebody_has_said(filing, close):
    paper, service = close("请示", text="请批。"), close("领用打印纸", kind="service")
    open_one = operations.capture(title="还在办", source_type="call", by=acting(filing.li))
    assert set(undecided(acting(filing.li), 2025)) == {paper, service}
    archive.decide(paper, by=acting(filing.li))
    archive.decide(service, by=acting(filing.li))
    assert not undecided(acting(filing.li), 2025).exists() and open_one.is_open
    not_filed = FilingDecision.objects.get(matter=service)
    assert not not_filed.is_filed and "用车" in not_filed.reason  # the line of the table is its reason


@pytest.mark.parametrize(
    ("kind", "title", "heavy", "period"),
    [
        ("circular", "关于防汛工作的通知", False, "D30"),
        ("circular", "关于防汛工作的通知", True, "Y"),
        ("reading", "关于印发工作要点的通知", False, ""),
        ("request", "关于调整机构编制的请示", False, "Y"),
        ("report", "汛前检查的报告", False, "D10"),
        ("letter", "关于联合执法的函", False, "D10"),
        ("minute_item", "第41次常务会议定事项", False, "Y"),
        ("hotline", "沿河路井盖缺失", False, "D10"),
        ("proposal", "古渡口保护提案", False, "D30"),
        ("service", "借投影仪", False, ""),
    ],
)
def test_the_table_proposes_by_kind_and_issuer_and_quotes_its_line(filing, close, kind, title, heavy, period):
    matter = close(title, kind=kind)
    Matter.objects.filter(pk=matter.pk).update(importance=3 if heavy else 2)
    matter.refresh_from_db()
    said = proposed(filing, matter)
    assert said.period == period
    assert said.line.text in said.why


def test_a_summary_goes_to_the_year_it_covers(filing, close):
    assert proposed(filing, close("2024年度工作总结", kind="report")).year == 2024
    assert proposed(filing, close("一般报告", kind="report")).year == 2025


def test_shortening_needs_a_reason_and_the_reason_is_kept(filing, close):
    matter = close("关于拨付资金的请示", text="请拨付。")
    with pytest.raises(Refused) as refused:
        archive.decide(matter, period="D10", by=acting(filing.li))
    assert "写一句为什么" in refused.value.reason
    assert not FilingDecision.objects.exists()
    decision = archive.decide(matter, period="D10", reason="金额很小", by=acting(filing.li))
    assert (decision.proposed, decision.period, decision.reason) == ("D30", "D10", "金额很小")
    longer = archive.decide(close("另一件请示", text="请批。"), period="Y", by=acting(filing.li))
    assert longer.period == "Y"


def test_an_incomplete_item_says_what_it_lacks(filing, close):
    matter = close("只有题目的来文", kind="circular")
    with pytest.raises(Refused) as refused:
        archive.decide(matter, by=acting(filing.li))
    assert refused.value.code == "A-02" and "来文原件" in refused.value.reason
    item = archive.decide(matter, reason="原件在来文单位", by=acting(filing.li)).item
    assert item.missing == ["来文原件"]


def test_numbers_have_no_gaps_even_where_a_filing_was_refused(filing, close):
    clerk = acting(filing.li)
    codes = []
    for number in range(1, 6):
        matter = close(f"第{number}件请示", text="请批。" if number != 3 else "")
        try:
            codes.append(archive.decide(matter, by=clerk).item.number)
        except Refused:
            continue
    assert codes == [1, 2, 3, 4]
    assert ItemSerial.objects.get().last == 4


def test_a_code_is_given_once_whoever_writes(filing, close):
    item = archive.decide(close("请示", text="请批。"), by=acting(filing.li)).item
    other = archive.decide(close("请示二", text="请批。"), by=acting(filing.li)).item
    with pytest.raises(IntegrityError), transaction.atomic():
        ArchiveItem.objects.filter(pk=other.pk).update(number=item.number)


def test_what_has_its_code_keeps_it_and_what_was_not_filed_still_may_be(filing, close):
    clerk = acting(filing.li)
    filed = close("请示", text="请批。")
    archive.decide(filed, by=clerk)
    with pytest.raises(Refused, match="档号给出不改"):
        archive.decide(filed, period="Y", by=clerk)
    left = close("借投影仪", kind="service")
    archive.decide(left, by=clerk)
    assert archive.decide(left, period="D10", reason="审计要看", by=clerk).item.number == 1
    assert FilingDecision.objects.filter(matter=left).count() == 2  # the first one stands, ended


def test_what_is_filed_is_not_taken_up_again(filing, close):
    matter = close("请示", text="请批。")
    archive.decide(matter, by=acting(filing.li))
    with pytest.raises(Refused, match="已经归档"):
        operations.reopen(Matter.objects.get(pk=matter.pk), reason="漏了一项", by=acting(filing.li))
    other = close("请示二", text="请批。")
    assert operations.reopen(other, reason="漏了一项", by=acting(filing.li)).is_open


def test_without_an_agreed_table_nothing_is_filed(office):
    archive.settle_fonds(by=acting(office.chen))
    matter = closed(office, "请示", text="请批。")
    with pytest.raises(Refused) as refused:
        archive.decide(matter, by=acting(office.li))
    assert refused.value.code == "A-04" and "归档设置" in refused.value.reason


def test_an_agreed_version_stands_and_the_next_one_takes_its_place(filing, close):
    first = table_in_force(filing.unit)
    from shuniu.archives.class_table import FIRST_TABLE

    archive.write_table(FIRST_TABLE, by=acting(filing.chen))
    assert table_in_force(filing.unit) == first  # a draft is not in force
    with pytest.raises(Refused):
        archive.agree_table(
            first, approved_by="局", number="号", on=first.approved_on, by=acting(filing.chen)
        )
    assert ClassTable.objects.count() == 2


def test_a_table_that_leaves_something_out_is_refused(filing):
    from shuniu.archives.class_table import FIRST_TABLE

    with pytest.raises(Refused, match="最后一条"):
        archive.write_table(FIRST_TABLE[:-1], by=acting(filing.chen))


def test_the_fonds_code_may_come_later_and_never_changes(office):
    archive.settle_fonds(by=acting(office.chen))
    table = ClassTable.objects.get()
    archive.agree_table(
        table, approved_by="局", number="1号", on=datetime(2025, 1, 6).date(), by=acting(office.chen)
    )
    item = archive.decide(closed(office, "请示", text="请批。"), by=acting(office.li)).item
    assert not is_code(str(item.code))
    archive.settle_fonds(code="z109", by=acting(office.chen))
    item.refresh_from_db()
    assert str(item.code) == "Z109-WS·2025-D30-BGS-0001"
    with pytest.raises(Refused, match="已经是"):
        archive.settle_fonds(code="Z110", by=acting(office.chen))


def test_a_whole_year_is_filed_as_proposed_and_one_refusal_stops_nothing(filing, close):
    for number in range(3):
        close(f"第{number}件请示", text="请批。")
    lacking = close("没有原件的通知", kind="circular")
    close("明年的请示", text="请批。", at=datetime(2026, 1, 5, 10))
    done = archive.file_year(2025, by=acting(filing.li))
    assert [item.number for item in done.items] == [1, 2, 3]
    assert [(matter, "来文原件" in why) for matter, why in done.refused] == [(lacking, True)]
    assert list(undecided(acting(filing.li), 2025)) == [lacking]


def test_liaisons_file_nothing_and_restricted_matters_wait_for_who_may_see_them(filing, close):
    matter = close("丁某上访", kind="petition", text="来访。")
    Matter.objects.filter(pk=matter.pk).update(visibility=Visibility.RESTRICTED, holder=filing.li)
    with pytest.raises(Refused, match="办公室"):
        archive.decide(matter, by=acting(filing.du))
    assert matter not in undecided(acting(filing.bai), 2025)
    item = archive.decide(matter, by=acting(filing.chen)).item
    assert item in ArchiveItem.objects.visible_to(acting(filing.chen))
    assert item not in ArchiveItem.objects.visible_to(acting(filing.bai))


def test_a_mark_of_secrecy_is_taken_nowhere_not_even_in_a_reason(filing, close):
    from shuniu.files.refusals import LooksSecret

    matter = close("请示", text="请批。")
    with pytest.raises(LooksSecret):
        archive.decide(matter, period="D10", reason="机密★10年", by=acting(filing.li))
    assert not FilingDecision.objects.exists()
