"""移交: a list of a year's items, tested, signed by who gives and by who takes; what fails goes back with a reason."""

from __future__ import annotations

from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext as _

from shuniu.archives import rules
from shuniu.archives.choices import Stage
from shuniu.archives.models import ArchiveItem, HandOver, HandOverItem, TestRun
from shuniu.archives.testing import PROGRAM, outcome_of, run_checks
from shuniu.journal.recording import record
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Unit
from shuniu.org.refusals import Refused, require


def not_listed(by: Actor, year: int):
    """还没上清单的: items of a year that stand on no live list."""
    on_a_list = HandOverItem.objects.filter(item=OuterRef("pk"), sent_back_at=None)
    return ArchiveItem.objects.visible_to(by).kept().filter(year=year).exclude(Exists(on_a_list))


def make_list(year: int, *, by: Actor) -> HandOver:
    """列移交清单: everything of the year that stands on no list yet, as far as this person sees it."""
    require(rules.may_look(by))
    with record("archive.listed", by=by) as line:
        Unit.objects.select_for_update().get(pk=by.unit.pk)
        items = list(not_listed(by, year).values_list("pk", flat=True))
        if not items:
            raise Refused(_("%d年没有等着移交的件") % year, "empty")
        last = HandOver.objects.filter(unit=by.unit, year=year).aggregate(last=Max("number"))["last"] or 0
        made = HandOver.objects.create(
            unit=by.unit, year=year, number=last + 1, made_at=moment.now(), made_by=by.somebody
        )
        HandOverItem.objects.bulk_create(HandOverItem(handover=made, item_id=pk) for pk in items)
        line.subject = made
        line.update(year=year, number=made.number, items=len(items))
    return made


def test(handover: HandOver, *, stage: str = Stage.TRANSFER, by: Actor) -> TestRun:
    """四性检测 of a list: every check with its evidence is kept, whatever comes out (A-05)."""
    require(rules.may_look(by))
    with record("archive.tested", by=by, subject=handover) as line:
        handover = HandOver.objects.select_for_update().get(pk=handover.pk)
        items = ArchiveItem.objects.filter(batches__handover=handover, batches__sent_back_at=None).in_order()
        checks = run_checks(by.unit, list(items.prefetch_related("parts__file").select_related("decision")))
        run = TestRun.objects.create(
            unit=by.unit, handover=handover, stage=stage, at=moment.now(), by=by.person, version=PROGRAM,
            items=len(items), outcome=outcome_of(checks), checks=[check.as_dict() for check in checks],
        )  # fmt: skip
        line.update(outcome=str(run.get_outcome_display()), items=run.items, run=run.pk)
    return run


def hand_over(handover: HandOver, *, by: Actor) -> HandOver:
    """移交: who gives signs; both copies of the list say so."""
    with record("archive.handed_over", by=by, subject=handover) as line:
        handover = HandOver.objects.select_for_update().get(pk=handover.pk)
        last = handover.test_runs.first()
        # A list that was changed after the test is tested anew.
        there = handover.rows.filter(sent_back_at=None).count()
        outcome = last.outcome if last is not None and last.items == there else None
        require(rules.may_hand_over(by, handover, outcome))
        HandOver.objects.filter(pk=handover.pk).update(handed_at=moment.now(), handed_by=by.somebody)
        line.update(items=there, year=handover.year, number=handover.number)
    handover.refresh_from_db()
    return handover


def receive(handover: HandOver, *, by: Actor) -> HandOver:
    """接收: another person signs; from then on the codes stand for good."""
    with record("archive.received", by=by, subject=handover) as line:
        handover = HandOver.objects.select_for_update().get(pk=handover.pk)
        require(rules.may_receive(by, handover))
        HandOver.objects.filter(pk=handover.pk).update(received_at=moment.now(), received_by=by.somebody)
        line.update(
            items=handover.rows.filter(sent_back_at=None).count(), year=handover.year, number=handover.number
        )
    handover.refresh_from_db()
    return handover


def send_back(row: HandOverItem, *, reason: str, by: Actor) -> HandOverItem:
    """退回一件: with a reason; it keeps its code and may stand on a later list."""
    if not reason.strip():
        raise Refused(_("写一句为什么退回"), "words", "reason")
    with record("archive.sent_back", by=by, subject=row.handover) as line:
        handover = HandOver.objects.select_for_update().get(pk=row.handover_id)
        require(rules.may_send_back(by, handover))
        row = HandOverItem.objects.select_for_update(of=("self",)).select_related("item").get(pk=row.pk)
        if row.sent_back_at is not None:
            raise Refused(_("已经退回"), "state")
        HandOverItem.objects.filter(pk=row.pk).update(sent_back_at=moment.now(), reason=reason.strip()[:200])
        line.update(code=str(row.item.code), reason=reason.strip())
    row.refresh_from_db()
    return row
