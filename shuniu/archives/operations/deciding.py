"""定归档: of each closed matter is said once whether it is filed; filing gives the code, the parts and their hashes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from shuniu.archives import rules
from shuniu.archives.choices import Category
from shuniu.archives.codes import MOST
from shuniu.archives.contents import Contents, contents_of
from shuniu.archives.models import (
    ArchiveItem,
    FilingDecision,
    Fonds,
    ItemPart,
    ItemSerial,
)
from shuniu.archives.queries import undecided
from shuniu.archives.sent import document_of
from shuniu.archives.suggesting import Proposal, Suggestions, table_in_force
from shuniu.documents.choices import State as DocumentState
from shuniu.documents.operations import mark_filed
from shuniu.files.secrecy import check_title
from shuniu.journal.recording import record
from shuniu.matters.models import Matter
from shuniu.matters.operations.changing import locked
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused, require


@dataclass(frozen=True)
class Said:
    """说定的一件: the period chosen ("" is not filed) and why, where it is not what the table says."""

    period: str
    reason: str = ""


@dataclass(frozen=True)
class Filed:
    """归了多少: items, what was decided not to file, and what could not be done with the reason."""

    items: tuple[ArchiveItem, ...]
    not_filed: int
    refused: tuple[tuple[Matter, str], ...]


def decide(
    matter: Matter,
    *,
    by: Actor,
    period: str | None = None,
    reason: str = "",
    suggestions: Suggestions | None = None,
) -> FilingDecision:
    """定归档 of one matter, as proposed unless another period is said. Filed, it gets its 档号 in the same transaction."""
    table = suggestions.table if suggestions else table_in_force(by.unit)
    check_title(reason, place=_("理由"))
    with record("archive.decided", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_decide(by, matter, table))
        assert table is not None
        before = FilingDecision.objects.filter(matter=matter, superseded_at=None).first()
        require(rules.may_file_again(by, before))
        proposal = (suggestions or Suggestions(by.unit, table)).of(matter)
        chosen = proposal.period if period is None else period
        require(rules.period_is_explained(proposal, chosen, reason))
        reason = reason.strip() or ("" if chosen else proposal.why)
        now = moment.now()
        FilingDecision.objects.filter(matter=matter, superseded_at=None).update(superseded_at=now)
        decision = FilingDecision.objects.create(
            matter=matter, at=now, by=by.somebody, line=proposal.line, proposed=proposal.period, period=chosen,
            reason=reason[:200],
        )  # fmt: skip
        line.update(
            table=table.version, by_line=proposal.line.number, proposed=proposal.period, period=chosen,
            reason=reason,
        )  # fmt: skip
        if chosen:
            item = _file(matter, decision, proposal, by)
            line.update(code=str(item.code), content=item.content, said=_("归档 %s") % item.code)
        else:
            line.update(said=_("不归档"))
    return decision


def _file(matter: Matter, decision: FilingDecision, proposal: Proposal, by: Actor) -> ArchiveItem:
    contents = contents_of(matter)
    require(rules.incomplete_is_explained(contents.missing, decision.reason))
    category = Category.DOCUMENTS.value
    number = _next_number(by, category, proposal.year, decision.period, proposal.org_code)
    fonds_code = Fonds.objects.filter(unit=by.unit).values_list("code", flat=True).first() or ""
    item = ArchiveItem.objects.create(
        unit=by.unit, matter=matter, decision=decision, fonds_code=fonds_code, category=category, year=proposal.year,
        period=decision.period, org_code=proposal.org_code, number=number, title=matter.title,
        doc_number=contents.doc_number, issuer=contents.issuer, dated=_day(contents, matter), pages=contents.pages,
        missing=list(contents.missing), left_out=list(contents.left_out), content=contents.hash, filed_at=decision.at,
        filed_by=by.somebody,
    )  # fmt: skip
    ItemPart.objects.bulk_create(
        ItemPart(
            item=item, position=position, role=piece.role, name=piece.name, file=piece.file, record=piece.record,
            media_type=piece.media_type, size=piece.size, pages=piece.pages, sha256=piece.sha256,
        )
        for position, piece in enumerate(contents.pieces, start=1)
    )  # fmt: skip
    document = document_of(matter)
    if document is not None and document.state == DocumentState.ISSUED:
        mark_filed(document, by=by)
    return item


def _next_number(by: Actor, category: str, year: int, period: str, org_code: str) -> int:
    """件号 under the lock of its class: two who file at once get two numbers, and none is left out."""
    named: dict[str, Any] = {
        "unit": by.unit,
        "category": category,
        "year": year,
        "period": period,
        "org_code": org_code,
    }
    ItemSerial.objects.get_or_create(**named)
    serial = ItemSerial.objects.select_for_update().get(**named)
    if serial.last >= MOST:
        raise Refused(_("这一类已经有%d件,件号用完了;请另立机构(问题)代码") % MOST, "full")
    serial.last += 1
    serial.save(update_fields=["last"])
    return serial.last


def _day(contents: Contents, matter: Matter) -> date:
    try:
        return date.fromisoformat(contents.dated)
    except ValueError:
        return moment.local(matter.completed or matter.moved).date()


def decide_all(matters: Iterable[Matter], *, by: Actor, said: dict[int, Said] | None = None) -> Filed:
    """一批: each in a transaction of its own, so that what is done stays done when a later one cannot be."""
    table = table_in_force(by.unit)
    said = said or {}
    suggestions = Suggestions(by.unit, table) if table else None
    items: list[int] = []
    not_filed, refused = 0, []
    for matter in matters:
        words = said.get(matter.pk)
        try:
            decision = decide(
                matter,
                by=by,
                period=words.period if words else None,
                reason=words.reason if words else "",
                suggestions=suggestions,
            )
        except Refused as why:
            refused.append((matter, str(why.reason)))
            continue
        if decision.is_filed:
            items.append(decision.pk)
        else:
            not_filed += 1
    found = ArchiveItem.objects.filter(decision__in=items).in_order()
    return Filed(tuple(found), not_filed, tuple(refused))


def file_year(year: int, *, by: Actor, said: dict[int, Said] | None = None) -> Filed:
    """这一年照拟的归: everything of the year that nobody has decided on; where a word was said, as said.

    Same matters lie side by side: they are numbered in the order of what they are about and when they came.
    """
    require(rules.may_look(by))
    waiting = undecided(by, year).select_related("unit", "lead").with_flags()
    return decide_all(list(waiting.order_by("kind", "source_body", "received", "pk")), by=by, said=said)
