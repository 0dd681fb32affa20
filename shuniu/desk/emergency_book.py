"""应急本: what the duty desk needs when nothing runs — phones, rosters, who has what due — as a PDF, every night.

It lies in the data folder and, where one is named (SHUNIU_EMERGENCY), in a folder that the duty PC keeps a copy of. Of
what is 限定 only the number, the date and the holder stand in it.
"""

from __future__ import annotations

import os
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import F

from shuniu.files import typesetting
from shuniu.matters.choices import State, Visibility
from shuniu.matters.models import Matter
from shuniu.notices.models import Shift
from shuniu.org import moment
from shuniu.org.models import Absence, Charge, Person, Unit
from shuniu.sheets.making.head import full_hour, sheet_of_unit, short_hour
from shuniu.sheets.printing import as_page, as_pdf, in_the_offices_language
from shuniu.sheets.sheet import Column, Sheet, Table, Words

NAME = "应急本"
SOON = timedelta(days=14)
AHEAD = timedelta(days=7)
KEPT = 7
MOST = 4000
HIDDEN = "(限定)"


def folder_of(unit: Unit) -> Path:
    return Path(settings.SHUNIU_DATA) / "emergency" / unit.code


def shared_folder(unit: Unit) -> Path | None:
    """The folder of the duty PC, one below it for each unit; None when nobody has named one."""
    named = settings.SHUNIU_EMERGENCY
    return Path(named) / unit.code if named else None


def newest(folder: Path) -> Path | None:
    found = [path for path in folder.glob(f"{NAME}.*") if path.suffix in (".pdf", ".html")]
    return max(found, key=lambda path: path.stat().st_mtime) if found else None


def write(unit: Unit) -> Path:
    """写应急本: the newest under a fixed name, the last seven nights beside it. A folder that fails says so (OSError)."""
    at = moment.now()
    with in_the_offices_language():
        sheet = book(unit, at=at)
        try:
            data, ending = as_pdf(sheet, at=at).pdf, ".pdf"
        except typesetting.CannotSet:
            # Without a font or a typesetter paper day still comes: a page that any browser prints.
            data, ending = _as_html(sheet), ".html"
    here = folder_of(unit)
    path = _keep(here, data, ending, at)
    shared = shared_folder(unit)
    if shared is not None:
        _keep(shared, data, ending, at)
    return path


def _keep(folder: Path, data: bytes, ending: str, at: datetime) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{NAME}{ending}"
    for place in (folder / f"{NAME}-{moment.local(at):%Y-%m-%d}{ending}", path):
        handle, unfinished = tempfile.mkstemp(prefix=".unfinished-", dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, place)
    for old in sorted(folder.glob(f"{NAME}-*"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return path


def book(unit: Unit, *, at: datetime) -> Sheet:
    """The book as a sheet: a fixed number of statements, whatever is in it."""
    blocks = [
        Words("停电、断网、机器坏了都用这一本。办了的事记在纸上,机器好了再补录。"),
        *_part("一、值班(七天)", _SHIFTS, _shifts(unit, at), "这七天没有排班。"),
        *_part("二、外出和代班", _ABSENCES, _absences(unit, at), "这七天没有人外出。"),
        *_part("三、十四天内到期", _DUE, _due(unit, at), "十四天内没有到期的。"),
        *_part("四、电话", _PHONES, _phones(unit), "名单里还没有人。"),
        *_part("五、领导分工", _CHARGES, _charges(unit), "还没有写分工。"),
        *_part("六、在谁手上", _HELD, _held(unit), "没有在办的事。"),
    ]
    return sheet_of_unit(
        unit, name=NAME, title="应 急 本", number=f"YJB-{moment.local(at):%Y%m%d}", blocks=blocks, at=at, copy=1,
        ending=f"截至{full_hour(at)}。含电话和在办事项,用完请收好,不外传。",
    )  # fmt: skip


_SHIFTS = (
    Column("从", 32, True),
    Column("到", 32, True),
    Column("谁", 28),
    Column("做什么", 24, True),
    Column("电话"),
)
_ABSENCES = (
    Column("谁", 28),
    Column("从", 32, True),
    Column("到", 32, True),
    Column("谁代", 28),
    Column("代班电话"),
)
_DUE = (
    Column("时限", 32, True),
    Column("编号", 18, True),
    Column("事项"),
    Column("在谁手上", 24),
    Column("电话", 28),
)
_PHONES = (Column("姓名", 24), Column("部门", 50), Column("职务"), Column("电话", 40))
_CHARGES = (Column("领导", 26), Column("分管"))
_HELD = (
    Column("在谁手上", 24),
    Column("编号", 18, True),
    Column("事项"),
    Column("状态", 18, True),
    Column("时限", 32, True),
)


def _part(head: str, columns, rows: list[tuple[str, ...]], empty: str) -> list:
    return [Words("" if rows else empty, head=head), *([Table(columns, tuple(rows))] if rows else [])]


def _shifts(unit: Unit, at: datetime) -> list[tuple[str, ...]]:
    found = Shift.objects.filter(person__unit=unit, ends__gt=at, starts__lt=at + AHEAD).select_related(
        "person"
    )
    return [
        (
            short_hour(one.starts),
            short_hour(one.ends),
            one.person.name,
            "值班" if one.at_desk else "带班",
            one.person.phone,
        )
        for one in found.order_by("starts", "at_desk", "pk")
    ]


def _absences(unit: Unit, at: datetime) -> list[tuple[str, ...]]:
    found = (
        Absence.objects.filter(
            person__unit=unit, ends__gt=at, starts__lt=at + AHEAD, cancelled_at=None, ended_at=None
        )
        .select_related("person", "stand_in")
        .order_by("starts", "pk")
    )
    return [
        (
            one.person.name,
            short_hour(one.starts),
            short_hour(one.ends),
            one.stand_in.name if one.stand_in else "—",
            one.stand_in.phone if one.stand_in else "",
        )
        for one in found
    ]


def _open(unit: Unit):
    return (
        Matter.objects.filter(unit=unit, is_open=True)
        .select_related("holder")
        .only(
            "serial", "part", "year", "title", "visibility", "state", "due", "holder__name", "holder__phone"
        )
    )


def _title(matter: Matter) -> str:
    return HIDDEN if matter.visibility == Visibility.RESTRICTED else matter.title


def _due(unit: Unit, at: datetime) -> list[tuple[str, ...]]:
    return [
        (
            short_hour(one.due),
            one.number,
            _title(one),
            one.holder.name if one.holder else "",
            one.holder.phone if one.holder else "",
        )
        for one in _open(unit).filter(due__lt=at + SOON).order_by("due", "pk")[:MOST]
    ]


def _held(unit: Unit) -> list[tuple[str, ...]]:
    found = _open(unit).order_by("holder__rank", "holder_id", F("due").asc(nulls_last=True), "pk")[:MOST]
    return [
        (
            one.holder.name if one.holder else "",
            one.number,
            _title(one),
            str(State(one.state).label),
            short_hour(one.due),
        )
        for one in found
    ]


def _phones(unit: Unit) -> list[tuple[str, ...]]:
    people = Person.objects.active().filter(unit=unit).select_related("division")
    people = people.prefetch_related("appointments__post").in_order()
    return [
        (one.name, one.division.name if one.division else "", one.post_name, one.phone or "—")
        for one in people
    ]


def _charges(unit: Unit) -> list[tuple[str, ...]]:
    today = moment.today()
    fields: dict[str, list[str]] = {}
    for one in Charge.objects.on(today).filter(unit=unit).select_related("leader", "division"):
        what = one.division.name if one.division else one.function
        fields.setdefault(one.leader.name, []).append(what)
    return [(leader, "、".join(what)) for leader, what in fields.items()]


def _as_html(sheet: Sheet) -> bytes:
    """The book as a plain page, its tables as tables."""
    from html import escape

    parts = [f"<h1>{escape(sheet.title)}</h1>"]
    for block in as_page(sheet)["blocks"]:
        if block["kind"] == "words":
            parts.append(f"<h2>{escape(block['head'])}</h2><p>{escape(block['text'])}</p>")
        else:
            head = "".join(f"<th>{escape(column['title'])}" for column in block["columns"])
            rows = "".join(
                "<tr>" + "".join(f"<td>{escape(cell)}" for cell in row) + "</tr>" for row in block["rows"]
            )
            parts.append(f"<table border=1 cellspacing=0 cellpadding=3><tr>{head}</tr>{rows}</table>")
    return (
        '<!doctype html><html lang="zh-Hans"><meta charset="utf-8">'
        f"<title>{escape(sheet.title)}</title>{''.join(parts)}<p>{escape(sheet.ending)}</p></html>"
    ).encode()
