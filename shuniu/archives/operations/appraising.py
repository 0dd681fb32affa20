"""鉴定与销毁: what is past its period is appraised by a group, and destroyed only by a list, an approval and witnesses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from shuniu.archives import rules
from shuniu.archives.choices import Fate, Period
from shuniu.archives.models import (
    Appraisal,
    AppraisalLine,
    ArchiveItem,
    Destruction,
    ItemPart,
    Witness,
)
from shuniu.files.models import PageText
from shuniu.files.store import store
from shuniu.journal.recording import record
from shuniu.matters.models import Paper, Reading, SearchText
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Person
from shuniu.org.refusals import Refused, require


@dataclass(frozen=True)
class Fated:
    """一件的鉴定意见."""

    item: ArchiveItem
    fate: str
    reason: str
    years: int | None = None


def expired(by: Actor):
    """到期的: past their period, in no appraisal that is not concluded, not destroyed."""
    today = moment.today()
    open_one = AppraisalLine.objects.filter(item=OuterRef("pk"), appraisal__concluded_at=None)
    over = Q(keep_until__lte=today)
    for period in Period:
        if period.years:
            over |= Q(keep_until=None, period=period.value, year__lt=today.year - period.years)
    return ArchiveItem.objects.visible_to(by).kept().filter(over).exclude(Exists(open_one))


def open_appraisal(lines: Sequence[Fated], *, group: Sequence[Person], by: Actor) -> Appraisal:
    """提出鉴定: what each expired item should come to, with a reason, before a group of at least two others."""
    if not lines:
        raise Refused(_("选出要鉴定的件"), "empty", "items")
    for one in lines:
        if one.fate not in Fate.values:
            raise Refused(_("写明续存还是销毁"), "fate", "fate")
        if not one.reason.strip():
            raise Refused(_("每件写一句理由"), "words", "reason")
        if one.fate == Fate.EXTEND and not one.years:
            raise Refused(_("续存要写再存几年"), "years", "years")
    with record("archive.appraisal_opened", by=by) as line:
        require(rules.may_appraise(by))
        require(rules.two_or_more(group, by))
        allowed = set(expired(by).filter(pk__in=[one.item.pk for one in lines]).values_list("pk", flat=True))
        early = [str(one.item.code) for one in lines if one.item.pk not in allowed]
        if early:
            raise Refused(_("%s 还没有到期,或正在鉴定") % "、".join(early[:3]), "term")
        made = Appraisal.objects.create(unit=by.unit, opened_at=moment.now(), opened_by=by.somebody)
        made.group.set(group)
        AppraisalLine.objects.bulk_create(
            AppraisalLine(
                appraisal=made, item=one.item, fate=one.fate, reason=one.reason.strip()[:200],
                years=one.years if one.fate == Fate.EXTEND else None,
            )
            for one in lines
        )  # fmt: skip
        line.subject = made
        line.update(count=len(lines), group=[person.name for person in group])
    return made


def conclude(appraisal: Appraisal, *, report: str, by: Actor) -> Appraisal:
    """定鉴定意见: by another of the group; what is kept on gets its new day at once."""
    if not report.strip():
        raise Refused(_("写鉴定意见"), "words", "report")
    with record("archive.appraised", by=by, subject=appraisal) as line:
        appraisal = Appraisal.objects.select_for_update().get(pk=appraisal.pk)
        require(rules.may_conclude(by, appraisal))
        Appraisal.objects.filter(pk=appraisal.pk).update(
            concluded_at=moment.now(), concluded_by=by.somebody, report=report.strip()
        )
        kept = 0
        for one in appraisal.lines.filter(fate=Fate.EXTEND).select_related("item"):
            until = max(one.item.expires() or moment.today(), moment.today())
            ArchiveItem.objects.filter(pk=one.item_id).update(
                keep_until=until + relativedelta(years=one.years or 0)
            )
            kept += 1
        line.update(kept=kept, destroyed=appraisal.lines.filter(fate=Fate.DESTROY).count())
    appraisal.refresh_from_db()
    return appraisal


def list_for_destruction(appraisal: Appraisal, *, by: Actor) -> Destruction:
    """列销毁清单: title, code, year, pages, period and reason of each, as they stand now; kept for ever."""
    with record("archive.destruction_listed", by=by) as line:
        appraisal = Appraisal.objects.select_for_update().get(pk=appraisal.pk)
        require(rules.may_list_for_destruction(by, appraisal))
        lines = (
            appraisal.lines.filter(fate=Fate.DESTROY).select_related("item").prefetch_related("item__parts")
        )
        made = Destruction.objects.create(
            unit=by.unit, appraisal=appraisal, made_at=moment.now(), made_by=by.somebody,
            stubs=[_stub(one) for one in lines.order_by("item__year", "item__org_code", "item__number")],
        )  # fmt: skip
        line.subject = made
        line.update(count=len(made.stubs))
    return made


def _stub(line: AppraisalLine) -> dict:
    item = line.item
    return {
        "code": str(item.code),
        "title": item.title,
        "year": item.year,
        "pages": item.pages,
        "period": str(Period(item.period).label),
        "reason": line.reason,
        "content": item.content,
        "parts": [[part.name, part.sha256, part.size] for part in item.parts.all()],
    }


def approve_destruction(destruction: Destruction, *, by: Actor) -> Destruction:
    """批准销毁: by the head, who did not make the list."""
    with record("archive.destruction_approved", by=by, subject=destruction) as line:
        destruction = _locked(destruction)
        require(rules.may_approve_destruction(by, destruction))
        Destruction.objects.filter(pk=destruction.pk).update(
            approved_at=moment.now(), approved_by=by.somebody
        )
        line.update(count=len(destruction.stubs))
    destruction.refresh_from_db()
    return destruction


def witness(destruction: Destruction, *, by: Actor) -> Witness:
    """监销签字: each for themselves."""
    with record("archive.destruction_witnessed", by=by, subject=destruction) as line:
        destruction = _locked(destruction)
        require(rules.may_witness(by, destruction))
        made = Witness.objects.create(destruction=destruction, person=by.somebody, signed_at=moment.now())
        line.update(count=len(destruction.stubs))
    return made


def destroy(destruction: Destruction, *, by: Actor) -> Destruction:
    """销毁: the bytes, what was read on them and what finds them are gone; title, code and hashes stay as a stub.

    Bytes that another, kept matter also holds stay for that one. The copies in nightly backups go with their rotation.
    """
    with record("archive.destroyed", by=by, subject=destruction) as line:
        destruction = _locked(destruction)
        require(rules.may_destroy(by, destruction))
        now = moment.now()
        items = list(
            ArchiveItem.objects.select_for_update(of=("self",)).filter(
                appraisal_lines__appraisal=destruction.appraisal_id, appraisal_lines__fate=Fate.DESTROY
            )
        )
        ids = [item.pk for item in items]
        matters = [item.matter_id for item in items]
        parts = list(ItemPart.objects.filter(item__in=ids, file__isnull=False).select_related("file"))
        ItemPart.objects.filter(item__in=ids).update(record=None)
        ArchiveItem.objects.filter(pk__in=ids).update(destroyed_at=now)
        gone = _only_here({part.file_id for part in parts}, ids, matters)
        PageText.objects.filter(file__in=gone).delete()
        Reading.objects.filter(matter__in=matters).update(text="", pages=[], fields={}, proposal={})
        SearchText.objects.filter(matter__in=matters).delete()
        Destruction.objects.filter(pk=destruction.pk).update(done_at=now, done_by=by.somebody)
        witnesses = list(destruction.witnesses.values_list("person__name", flat=True))
        line.update(count=len(items), files=len(gone), witnesses=witnesses, said="、".join(witnesses))
        hashes = {part.file.sha256 for part in parts if part.file is not None and part.file_id in gone}
        store().remove(sorted(hashes))
    destruction.refresh_from_db()
    return destruction


def _only_here(files: set, items: list[int], matters: list[int]) -> set[int]:
    """Files that no kept item and no other matter holds, in any unit that keeps the same bytes."""
    from shuniu.files.models import StoredFile

    hashes = StoredFile.objects.filter(pk__in=files).values_list("sha256", flat=True)
    same = StoredFile.objects.filter(sha256__in=list(hashes))
    elsewhere = set(
        ItemPart.objects.filter(file__in=same).exclude(item__in=items).values_list("file__sha256", flat=True)
    ) | set(
        Paper.objects.filter(file__in=same)
        .exclude(matter__in=matters)
        .exclude(matter__parent__in=matters)
        .values_list("file__sha256", flat=True)
    )
    return {file.pk for file in same if file.sha256 not in elsewhere}


def _locked(destruction: Destruction) -> Destruction:
    return (
        Destruction.objects.select_for_update(of=("self",)).select_related("appraisal").get(pk=destruction.pk)
    )
