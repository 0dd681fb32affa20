"""全宗、机构代码、期限表: what is settled with the archive before anything is filed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from shuniu.archives import rules
from shuniu.archives.class_table import FIRST_TABLE, Row
from shuniu.archives.codes import FONDS, ORG
from shuniu.archives.models import ArchiveItem, ClassLine, ClassTable, Fonds, OrgCode
from shuniu.journal.recording import record
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Division, Person, Unit
from shuniu.org.refusals import Refused, require

USUAL_CODE = "BGS"


def fonds_of(unit: Unit) -> Fonds | None:
    return Fonds.objects.filter(unit=unit).select_related("keeper").first()


def settle_fonds(
    *,
    by: Actor,
    code: str = "",
    name: str = "",
    archive_name: str = "",
    archive_code: str = "",
    transfer_after: int = 10,
    keeper: Person | None = None,
) -> Fonds:
    """写全宗: once its code was given to an item that was handed over it stays (A-03)."""
    code = code.strip().upper()
    if code and not FONDS.fullmatch(code):
        raise Refused(_("全宗号是四位大写字母或数字,如 Z109"), "form", "code")
    with transaction.atomic():
        # Under the lock of the unit, so that of two who write it first one has written it.
        Unit.objects.select_for_update().get(pk=by.unit.pk)
        found = fonds_of(by.unit)
        require(rules.may_settle(by, found))
        with record("archive.fonds_settled", by=by, subject=found) as line:
            if found and found.code and code != found.code:
                raise Refused(_("全宗号已经是%s,给出去的不改") % found.code, "A-03", "code")
            found, _new = Fonds.objects.update_or_create(
                unit=by.unit,
                defaults={
                    "code": code,
                    "name": name.strip() or by.unit.name,
                    "archive_name": archive_name.strip(),
                    "archive_code": archive_code.strip(),
                    "transfer_after": transfer_after,
                    "keeper": keeper,
                },
            )
            if code:
                # Items filed before the code was known take it now, as all of one fonds.
                ArchiveItem.objects.filter(unit=by.unit, fonds_code="").update(fonds_code=code)
            if not OrgCode.objects.filter(unit=by.unit).exists():
                OrgCode.objects.create(unit=by.unit, code=USUAL_CODE, name=_("办公室"), usual=True)
            if not ClassTable.objects.filter(unit=by.unit).exists():
                _write_table(by, FIRST_TABLE, version=1)
            line.subject = found
            line.update(code=code, name=found.name)
    return found


def name_org(*, code: str, name: str, division: Division | None, by: Actor) -> OrgCode:
    """定机构代码: given once; a code is never given to another body."""
    code = code.strip().upper()
    if not ORG.fullmatch(code):
        raise Refused(_("机构代码是二到四位大写字母或数字,如 BGS"), "form", "code")
    with record("archive.org_coded", by=by) as line:
        Unit.objects.select_for_update().get(pk=by.unit.pk)
        require(rules.may_settle(by, fonds_of(by.unit)))
        if OrgCode.objects.filter(unit=by.unit, code=code).exists():
            raise Refused(_("%s 已经用了,另取一个") % code, "taken", "code")
        if division is not None and OrgCode.objects.filter(division=division).exists():
            raise Refused(_("%s 已经有代码了") % division.name, "taken", "division")
        line.subject = OrgCode.objects.create(
            unit=by.unit,
            code=code,
            name=name.strip() or (division.name if division else code),
            division=division,
        )
        line.update(code=code, name=line.subject.name)
    return line.subject


def write_table(rows: Iterable[Row], *, by: Actor) -> ClassTable:
    """写一版期限表: a draft until the archive has agreed; the versions before stay as they were."""
    with record("archive.table_written", by=by) as line:
        Unit.objects.select_for_update().get(pk=by.unit.pk)
        require(rules.may_settle(by, fonds_of(by.unit)))
        last = ClassTable.objects.filter(unit=by.unit).aggregate(last=Max("version"))["last"] or 0
        line.subject = _write_table(by, tuple(rows), version=last + 1)
        line.update(version=line.subject.version)
    return line.subject


def _write_table(by: Actor, rows: Sequence[Row], *, version: int) -> ClassTable:
    if not rows or rows[-1].kinds or rows[-1].words or rows[-1].important or rows[-1].origin != "any":
        raise Refused(_("最后一条要管得住其余的一切,不然有的件找不到期限"), "rest")
    table = ClassTable.objects.create(unit=by.unit, version=version, made_at=moment.now(), made_by=by.person)
    ClassLine.objects.bulk_create(
        ClassLine(
            table=table, order=order, number=row.number, text=row.text, period=row.period, origin=row.origin,
            kinds=list(row.kinds), words=list(row.words), important=row.important,
        )
        for order, row in enumerate(rows)
    )  # fmt: skip
    return table


def agree_table(table: ClassTable, *, approved_by: str, number: str, on: date, by: Actor) -> ClassTable:
    """期限表生效: the archive has agreed, with its number and day; from then on it is the one in force."""
    if not approved_by.strip() or not number.strip():
        raise Refused(_("写明同意的机关和文号"), "A-04", "number")
    with record("archive.table_agreed", by=by, subject=table) as line:
        table = ClassTable.objects.select_for_update().get(pk=table.pk)
        require(rules.may_settle(by, fonds_of(by.unit)))
        if table.approved_on is not None:
            raise Refused(_("这一版已经同意过"), "state")
        if on > moment.today():
            raise Refused(_("同意的日子还没有到"), "date", "on")
        ClassTable.objects.filter(pk=table.pk).update(
            approved_by=approved_by.strip(), approval_number=number.strip(), approved_on=on
        )
        line.update(version=table.version, approved_by=approved_by.strip(), number=number.strip())
    table.refresh_from_db()
    return table
