"""编号: one number, one transaction. The row of the year is locked, so that no two ever get the same."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext as _

from shuniu.documents import rules
from shuniu.documents.choices import NumberState, State
from shuniu.documents.models import Document, Number, Series, SeriesYear
from shuniu.documents.operations.drafting import locked_document
from shuniu.documents.operations.reviewing import set_state
from shuniu.journal.recording import record
from shuniu.matters.operations.changing import change
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused, require

MOST_RESERVED = 50


def register_number(document: Document, *, by: Actor, reserved: Number | None = None) -> Number:
    """登记编号: the next of the year, or one that was reserved for it. Once given it is never given again."""
    with record("document.registered", by=by, subject=document.matter) as line:
        matter, document = locked_document(document)
        if reserved is not None:
            reserved = (
                Number.objects.select_for_update(of=("self",)).select_related("series").get(pk=reserved.pk)
            )
        require(rules.may_register(by, document, reserved))
        number = _take(reserved, document, by) if reserved is not None else _next(document, by)
        set_state(document, State.REGISTERED)
        change(line, matter, next_step=_("排版印制"))
        dated = document.dated
        line.update(
            number=str(number),
            other_year=bool(dated and dated.year != number.year),  # signed in December, numbered in January
        )
    return number


def _next(document: Document, by: Actor) -> Number:
    year = moment.today().year
    return Number.objects.create(
        series=document.series,
        year=year,
        n=_count_on(document.series, year, 1),
        state=NumberState.GIVEN,
        document=document,
        by=by.somebody,
        at=moment.now(),
    )


def _take(number: Number, document: Document, by: Actor) -> Number:
    number.state, number.document, number.at, number.by = (
        NumberState.GIVEN,
        document,
        moment.now(),
        by.somebody,
    )
    number.save(update_fields=["state", "document", "at", "by"])
    return number


def _count_on(series: Series, year: int, by: int) -> int:
    """Count on and say the last one, in one statement under the lock of the row; a refusal gives it back."""
    counted = _counted(series, year, by)
    if counted is None:
        SeriesYear.objects.get_or_create(series=series, year=year)
        counted = _counted(series, year, by)
    assert counted is not None
    return counted


def _counted(series: Series, year: int, by: int) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE documents_seriesyear SET last = last + %s WHERE series_id = %s AND year = %s RETURNING last",
            [by, series.pk, year],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def reserve(series: Series, *, reason: str, by: Actor, count: int = 1) -> list[Number]:
    """预留: numbers kept for something that is coming, each with the reason."""
    if not reason.strip():
        raise Refused(_("写明预留给什么"), "reason", "reason")
    if not 1 <= count <= MOST_RESERVED:
        raise Refused(_("一次预留 1 到 %d 个") % MOST_RESERVED, "count", "count")
    with record("number.reserved", by=by, subject=series) as line:
        series = Series.objects.select_for_update().get(pk=series.pk)
        require(rules.may_reserve(by, series))
        year, now = moment.today().year, moment.now()
        last = _count_on(series, year, count)
        numbers = [
            Number.objects.create(
                series=series,
                year=year,
                n=n,
                state=NumberState.RESERVED,
                reason=reason.strip(),
                by=by.somebody,
                at=now,
            )
            for n in range(last - count + 1, last + 1)
        ]
        line.update(
            series=series.code, numbers="、".join(str(number) for number in numbers), reason=reason.strip()
        )
    return numbers


def void_number(number: Number, *, reason: str, by: Actor) -> Number:
    """作废一个号: a reserved one that is not needed; it keeps its row and its reason."""
    if not reason.strip():
        raise Refused(_("作废要写原因"), "reason", "reason")
    with record("number.voided", by=by, subject=number.series) as line:
        number = Number.objects.select_for_update(of=("self",)).select_related("series").get(pk=number.pk)
        require(rules.may_void_number(by, number))
        make_void(number, reason, by)
        line.update(number=str(number), reason=reason.strip())
    return number


def make_void(number: Number, reason: str, by: Actor) -> None:
    number.state, number.void_reason = NumberState.VOID, reason.strip()[:200]
    number.voided_by, number.voided_at = by.person, moment.now()
    number.save(update_fields=["state", "void_reason", "voided_by", "voided_at"])
