"""归档: last year filed and on its way to the archive room, this year waiting, a loan overdue, an old list to be destroyed.

Through the real verbs. The five items of 2014 stand for the cabinet that an office brings along: their matters are
written down as closed long ago, so that no number of the story moves.
"""

from __future__ import annotations

from datetime import date, datetime

from shuniu.archives import operations as archive
from shuniu.archives.choices import Fate, HoldReason, Period
from shuniu.archives.models import ArchiveItem, ClassTable
from shuniu.archives.queries import undecided
from shuniu.demo.weeks import moved
from shuniu.demo.world import Beat, World, beat
from shuniu.journal.recording import record
from shuniu.matters.choices import SourceType, State
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.refusals import Refused

ARCHIVES: list[Beat] = []
LEFT = 12  # of last year's still undecided, so that the page has something to review
ORGS = (("WDK", "文电科"), ("DCS", "督查室"), ("XXK", "信息科"), ("XZK", "行政科"))
OLD = (
    ("关于全县机关车辆油料定点供应的请示", "行政科", "供应合同早已期满,没有查考价值"),
    ("国庆长假值班安排表", "总值班室", "值班登记,保管期满"),
    ("机关食堂餐具更新的报告", "行政科", "一般报告,保管期满"),
    ("报刊征订情况登记", "文电科", "日常登记,保管期满"),
    ("机关院内绿化养护安排", "行政科", "日常安排,保管期满"),
)


def _on(when: str):
    def made(function):
        ARCHIVES.append(beat(when)(function))
        return function

    return made


def last_year() -> int:
    return moved(date(2026, 4, 21)).year - 1


@_on("2026-01-12 09:10")
def agreed_with_the_archive(w: World) -> None:
    """周谨言 writes down what the archive gave and agreed to."""
    director = w.act("周谨言")
    archive.settle_fonds(
        code="Z109", name="青岚县人民政府办公室", archive_name="青岚县档案馆", archive_code="436109",
        transfer_after=10, keeper=w.who("郭守成"), by=director,
    )  # fmt: skip
    for code, name in ORGS:
        if name in w.office.divisions:
            archive.name_org(code=code, name=name, division=w.body(name), by=director)
    table = ClassTable.objects.get(unit=w.office.unit, version=1)
    archive.agree_table(
        table,
        approved_by="青岚县档案局",
        number="岚档函〔2025〕11号",
        on=moved(date(2025, 12, 18)),
        by=director,
    )


@_on("2026-04-21 09:30")
def the_year_is_filed(w: World) -> None:
    """郭守成 files last year in the quiet weeks, as proposed; the last dozen wait for a question to be answered."""
    keeper = w.act("郭守成")
    waiting = undecided(keeper, last_year()).select_related("unit", "lead").with_flags()
    found = list(waiting.order_by("kind", "source_body", "received", "pk"))
    archive.decide_all(found[:-LEFT], by=keeper)


@_on("2026-05-06 15:00")
def the_old_cabinet(w: World) -> None:
    """What is past its period is appraised by three and listed for destruction."""
    keeper = w.act("郭守成")
    items = []
    for number, (title, body, _reason) in enumerate(OLD, start=1):
        matter = _closed_long_ago(w, number, title, body)
        try:
            items.append(
                archive.decide(matter, period=Period.TEN.value, reason="旧柜移来,按原期限", by=keeper).item
            )
        except Refused:
            continue
    group = [w.who("何文静"), w.who("江一帆")]
    lines = [
        archive.Fated(item, Fate.DESTROY, reason)
        for item, (_title, _body, reason) in zip(items, OLD, strict=False)
    ]
    made = archive.open_appraisal(lines, group=group, by=keeper)
    archive.conclude(made, report="逐件看过,均无继续保存价值,同意销毁。", by=w.act("何文静"))
    listed = archive.list_for_destruction(made, by=keeper)
    archive.approve_destruction(listed, by=w.act("周谨言"))
    archive.witness(listed, by=w.act("梁静"))


def _closed_long_ago(w: World, number: int, title: str, body: str) -> Matter:
    ended = moment.aware(datetime(2014, 10 + number % 3, 3 + number, 16))
    with record("matter.captured", by=w.act("郭守成")) as line:
        line.subject = Matter.objects.create(
            unit=w.office.unit, year=2014, serial=number, title=title, kind="found", source_type=SourceType.FOUND,
            source_body=body, created_by=w.who("郭守成"), received=ended, state=State.DONE, completed=ended,
            moved=ended, result="已办结,原件在旧柜。", lead=w.body("办公室") if "办公室" in w.office.divisions else None,
        )  # fmt: skip
        line.update(title=title)
    return Matter.objects.select_related("unit", "lead").get(pk=line.subject.pk)


@_on("2026-05-14 10:20")
def lent(w: World) -> None:
    """梁静 has had an item since May and has not brought it back; 宋词 asks for another."""
    items = _of_last_year(w)
    if len(items) < 3:
        return
    loan = archive.ask_loan(
        items[0], purpose="核对去年的批复口径", due_on=moved(date(2026, 6, 5)), by=w.act("梁静")
    )
    archive.decide_loan(loan, granted=True, by=w.act("周谨言"))
    archive.hold([items[1]], why=HoldReason.AUDIT, basis="县审计局进点通知", by=w.act("郭守成"))


@_on("2026-06-02 09:40")
def handed_over(w: World) -> None:
    """The list of last year is made, tested and handed over; 郭守成 has still to receive it."""
    if not _of_last_year(w):
        return
    made = archive.make_list(last_year(), by=w.act("苏晚晴"))
    run = archive.test(made, by=w.act("苏晚晴"))
    if run.outcome != "fail":
        archive.hand_over(made, by=w.act("苏晚晴"))


@_on("2026-06-10 16:30")
def asked_for(w: World) -> None:
    items = _of_last_year(w)
    if len(items) >= 3:
        archive.ask_loan(
            items[2], purpose="写半年督查总结要用", due_on=moved(date(2026, 6, 24)), by=w.act("宋词")
        )


def _of_last_year(w: World) -> list[ArchiveItem]:
    return list(ArchiveItem.objects.visible_to(w.act("郭守成")).filter(year=last_year()).in_order()[:3])
