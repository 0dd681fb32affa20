"""打印: a sheet is set and counted in one act, so that the second print says that it is the second."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _

from shuniu.files.typesetting import Typeset
from shuniu.journal.models import Line
from shuniu.journal.recording import record
from shuniu.matters.models import Matter
from shuniu.matters.operations.changing import locked
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Person, Unit
from shuniu.org.refusals import Refused, require
from shuniu.sheets import forms, rules
from shuniu.sheets.making.following import LEDGER, ledger_sheet
from shuniu.sheets.making.handing_over import handing_over_sheet
from shuniu.sheets.printing import as_pdf, in_the_offices_language
from shuniu.sheets.sheet import Sheet
from shuniu.supervision.ledger import Filters


@dataclass(frozen=True)
class Printed:
    """印好的: the sheet and its PDF."""

    sheet: Sheet
    typeset: Typeset


def times_printed(subject: models.Model, key: str) -> int:
    """印过几次: counted from the journal, not stored."""
    return Line.objects.about(subject).filter(verb="sheet.printed", particulars__sheet=key).count()


def print_of_matter(matter: Matter, key: str, *, by: Actor) -> Printed:
    """打印单子: 处理笺, 传阅单 or a 督办单 of a matter. Raises Refused, CannotSet among them; then nothing is counted."""
    form = forms.of(matter, key)
    if form is None:
        raise Refused(_("没有这种单子"), "sheet")
    with record("sheet.printed", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_print(by, matter))
        return _printed(line, matter, key, lambda at, copy: form.make(at=at, copy=copy))


def print_of_person(leaver: Person, *, by: Actor) -> Printed:
    """打印移交清单."""
    with record("sheet.printed", by=by, subject=leaver) as line:
        leaver = (
            Person.objects.select_for_update(of=("self",))
            .select_related("unit", "division")
            .get(pk=leaver.pk)
        )
        require(rules.may_print_handing_over(by, leaver))
        return _printed(
            line,
            leaver,
            "handing-over",
            lambda at, copy: handing_over_sheet(leaver, actor=by, at=at, copy=copy),
        )


def print_ledger(*, by: Actor, filters: Filters | None = None, columns: Sequence[str] = ()) -> Printed:
    """打印督办台账: as far as this person sees what is followed, in the columns chosen."""
    with record("sheet.printed", by=by, subject=by.unit) as line:
        unit = Unit.objects.select_for_update().get(pk=by.unit.pk)
        require(rules.may_print_ledger(by))
        chosen = filters or Filters()
        return _printed(
            line,
            unit,
            LEDGER,
            lambda at, copy: ledger_sheet(by, filters=chosen, columns=columns, at=at, copy=copy),
        )


def _printed(line, subject: models.Model, key: str, make: Callable[[datetime, int], Sheet]) -> Printed:
    at = moment.now()
    with in_the_offices_language():
        sheet = make(at, times_printed(subject, key) + 1)
    typeset = as_pdf(sheet, at=at)
    line.update(sheet=key, name=sheet.name, copy=sheet.copy)
    return Printed(sheet, typeset)
