"""归档文件目录: the nine columns of the standard, as a spreadsheet and on paper; and the lists that are signed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter
from django.utils.translation import override

from shuniu.archives.models import ArchiveItem, Destruction, Fonds, HandOver, TestRun
from shuniu.archives.package.making import CATALOGUE, catalogue_row
from shuniu.archives.testing import report_of
from shuniu.org.models import Unit
from shuniu.sheets.making.head import full_day, full_hour, sheet_of_unit
from shuniu.sheets.sheet import Column, Fact, Facts, Sheet, Signatures, Table, Words

_WIDTHS = (10, 52, 34, 34, 0, 20, 12, 12, 30)
_IN_CHARACTERS = (6, 30, 20, 24, 46, 10, 6, 6, 18)


def workbook(items: Sequence[ArchiveItem], *, title: str, at: datetime) -> bytes:
    """目录 as a spreadsheet: head frozen and repeated, A4 landscape; nothing is a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": title, "created": at.astimezone(UTC).replace(tzinfo=None)})
    sheet = book.add_worksheet("归档文件目录")
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    text = book.add_format({"text_wrap": True, "valign": "top", "bottom": 4})
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    for place, (name, width) in enumerate(zip(CATALOGUE, _IN_CHARACTERS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(1, place, name, head)
    for number, item in enumerate(items, start=1):
        for place, cell in enumerate(catalogue_row(number, item)):
            if place in (0, 7):
                sheet.write_number(number + 1, place, int(cell), text)
            else:
                sheet.write_string(number + 1, place, cell, text)
    sheet.freeze_panes(2, 2)
    sheet.repeat_rows(1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P/&N")
    book.close()
    return buffer.getvalue()


def _table(items: Sequence[ArchiveItem]) -> Table:
    columns = tuple(
        Column(name, width, place in (0, 5, 6, 7))
        for place, (name, width) in enumerate(zip(CATALOGUE, _WIDTHS, strict=True))
    )
    return Table(columns, tuple(catalogue_row(number, item) for number, item in enumerate(items, start=1)))


def catalogue_sheet(unit: Unit, items: Sequence[ArchiveItem], *, year: int, at: datetime) -> Sheet:
    """归档文件目录 on paper."""
    fonds = Fonds.objects.filter(unit=unit).values_list("code", flat=True).first() or ""
    return sheet_of_unit(
        unit, name="归档文件目录", title=f"{year}年归档文件目录", number=f"DA-{year}", at=at, landscape=True,
        blocks=(_table(items),), ending=f"全宗号 {fonds or '(还没有给)'},共{len(items)}件,截至{full_hour(at)}。",
    )  # fmt: skip


def handover_sheet(handover: HandOver, items: Sequence[ArchiveItem], *, at: datetime, copy: int) -> Sheet:
    """移交清单: in two copies, each side keeps one."""
    last = handover.test_runs.first()
    with override("zh-hans"):
        tested = (
            f"{full_hour(last.at)} {last.get_outcome_display()}({last.version})" if last else "还没有检测"
        )
    blocks = (
        Facts(
            (
                Fact("年度", str(handover.year)),
                Fact("件数", f"{len(items)}件"),
                Fact("移交", _signed(handover.handed_by, handover.handed_at)),
                Fact("接收", _signed(handover.received_by, handover.received_at)),
                Fact("四性检测", tested, wide=True),
            )
        ),
        _table(items),
        Signatures(("移交人", "接收人")),
    )
    return sheet_of_unit(
        handover.unit, name="档案移交清单", title=f"{handover.year}年档案移交清单", at=at, copy=copy, landscape=True,
        number=f"YJ-{handover.year}-{handover.number}", blocks=blocks, ending="一式两份,移交方和接收方各存一份。",
    )  # fmt: skip


def _signed(person, at) -> str:
    return f"{person.name} {full_day(at)}" if person and at else "—"


def report_sheet(run: TestRun, *, at: datetime) -> Sheet:
    """四性检测报告: every check with its number, what it looked at and what it found."""
    with override("zh-hans"):
        rows = tuple(
            (
                f"{run.stage}-{check['code']}",
                name,
                check["name"],
                str(check["looked"]),
                check["outcome_label"],
                "；".join(check["found"][:3]) + (f" 等{check['count']}处" if check["count"] > 3 else ""),
            )
            for name, checks in report_of(run.checks).items()
            for check in checks
        )
        outcome = str(run.get_outcome_display())
        stage = str(run.get_stage_display())
    columns = (
        Column("编号", 20, True), Column("性质", 20, True), Column("检测项", 52), Column("件数", 14, True),
        Column("结果", 24, True), Column("发现"),
    )  # fmt: skip
    blocks = (
        Facts(
            (
                Fact("环节", stage), Fact("结论", outcome), Fact("件数", f"{run.items}件"),
                Fact("检测人", run.by.name if run.by else "到时自动"), Fact("时间", full_hour(run.at)), Fact("工具", run.version),
            )
        ),
        Table(columns, rows),
    )  # fmt: skip
    return sheet_of_unit(
        run.unit, name="四性检测报告", title="电子档案四性检测报告", number=f"JC-{run.pk}", blocks=blocks, at=at,
        copy=1, landscape=True,
    )  # fmt: skip


def destruction_sheet(destruction: Destruction, *, at: datetime) -> Sheet:
    """销毁清册和证明: kept for ever; before it is carried out it is the list that is approved."""
    columns = (
        Column("序", 10, True), Column("档号", 54), Column("题名"), Column("年度", 14, True), Column("期限", 16, True),
        Column("页数", 14, True), Column("理由", 50),
    )  # fmt: skip
    rows = tuple(
        (str(n), s["code"], s["title"], str(s["year"]), s["period"], str(s["pages"]), s["reason"])
        for n, s in enumerate(destruction.stubs, start=1)
    )
    signed = destruction.witnesses.select_related("person").order_by("signed_at")
    facts = Facts(
        (
            Fact("件数", f"{len(rows)}件"),
            Fact("批准", _signed(destruction.approved_by, destruction.approved_at)),
            Fact("监销", "、".join(_signed(one.person, one.signed_at) for one in signed) or "—", wide=True),
            Fact("销毁", _signed(destruction.done_by, destruction.done_at), wide=True),
        )
    )
    ending = (
        "正文、附件和从中读出的文字已删除;档号、题名、页数和摘要留存备查。每夜备份里的副本随轮换在七日内消失。"
        if destruction.done_at
        else "批准并由两人监销签字以后才能销毁。"
    )
    return sheet_of_unit(
        destruction.unit, name="档案销毁清册", title="档案销毁证明" if destruction.done_at else "档案销毁清册",
        number=f"XH-{destruction.pk}", at=at, copy=1, landscape=True, ending=ending,
        blocks=(facts, Table(columns, rows), Words("", small=True), Signatures(("批准人", "监销人", "监销人"))),
    )  # fmt: skip
