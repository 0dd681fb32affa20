"""催办: a word to the holder; slips go out with the director's word, red ones with a leader's."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from shuniu.journal.recording import record
from shuniu.matters.models import Matter
from shuniu.matters.operations.changing import locked
from shuniu.matters.ranking.chase import CARE, CHASE, RED
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Person, Unit
from shuniu.org.refusals import Refused, require
from shuniu.supervision import chasing, rules
from shuniu.supervision.models import Chase

MOST_WORDS = 1000


def chase(matter: Matter, *, by: Actor, wording: str = "") -> Chase:
    """催一下: one word about one matter at the step of the ladder it stands on; a slip waits for the director's word.

    Whoever said in time that there is a difficulty, whose report waits for a check, or what rests, is not chased.
    """
    with transaction.atomic():
        matter = _locked(matter)
        require(rules.may_chase(by, matter))
        due = chasing.worked_out(matter.unit, [matter], least=CARE)[0]
        if due.step.number == CARE and due.step.reason not in ("not_due", "no_date"):
            raise Refused(_why_not(due), "rests")
        return send(due, by=by, wording=wording)


def chase_all(*, by: Actor, ids: Sequence[int]) -> list[Chase]:
    """催全部到期: those that were looked at and still are due, each by itself; who has moved meanwhile is left alone."""
    sent = []
    for one in chasing.due_for(by, ids=list(ids)):
        try:
            with transaction.atomic():
                matter = _locked(one.matter)
                require(rules.may_chase(by, matter))
                still = chasing.worked_out(matter.unit, [matter], least=CHASE)
                if still:
                    sent.append(send(still[0], by=by))
        except Refused:
            continue
    return sent


def send(due: chasing.Due, *, by: Actor, wording: str = "") -> Chase:
    """发出, or put before whoever must say so first. The caller holds the lock."""
    now = moment.now()
    step = due.step.number
    confirmed = by.person if due.needs_director and rules.directs(by) else None
    goes = not due.needs_director or (confirmed is not None and step != RED)
    if due.waiting:
        raise Refused(_("已经有一张督办单等着定"), "waiting")
    with record("chase.sent" if goes else "chase.proposed", by=by, subject=due.matter) as line:
        chase = Chase.objects.create(
            matter=due.matter,
            step=step,
            reason=due.step.reason,
            days=due.step.days,
            to=due.to,
            way=due.way,
            wording=(wording.strip() or due.wording)[:MOST_WORDS],
            by=by.person,
            at=now,
            confirmed_by=confirmed,
            sent_at=now if goes else None,
        )
        chase.informed.set(due.informed)
        # No `change`: to be chased is not a movement of the matter; silence goes on counting.
        line.update(
            chase=chase.pk, step=step, to=due.to.name, words=chase.wording,
            informed=[person.name for person in due.informed],
        )  # fmt: skip
    return chase


def confirm(chase: Chase, *, by: Actor) -> Chase:
    """发督办单: the director's word; a red slip then waits for the leader's (see `escalate`)."""
    with transaction.atomic():
        matter, chase = _chase(chase)
        require(rules.may_confirm(by, chase))
        if chase.step == RED:
            Chase.objects.filter(pk=chase.pk).update(confirmed_by=by.person)
            chase.refresh_from_db()
            with record("chase.proposed", by=by, subject=matter) as line:
                line.update(
                    chase=chase.pk, step=chase.step, to=chase.to.name, words=chase.wording, informed=[]
                )
            return chase
        return let_go(chase, by=by, confirmed_by=by.somebody)


def let_go(chase: Chase, *, by: Actor, confirmed_by: Person) -> Chase:
    """A slip that waited goes out now, with the name of whose word it was. The caller holds the lock."""
    with record("chase.sent", by=by, subject=chase.matter) as line:
        Chase.objects.filter(pk=chase.pk).update(
            sent_at=moment.now(), confirmed_by=chase.confirmed_by or confirmed_by
        )
        line.update(
            chase=chase.pk, step=chase.step, to=chase.to.name, words=chase.wording,
            informed=[person.name for person in chase.informed.all()],
        )  # fmt: skip
    chase.refresh_from_db()
    return chase


def drop(chase: Chase, *, by: Actor) -> Chase:
    """不发了."""
    with transaction.atomic():
        matter, chase = _chase(chase)
        require(rules.may_drop(by, chase))
        with record("chase.dropped", by=by, subject=matter) as line:
            Chase.objects.filter(pk=chase.pk).update(dropped_at=moment.now(), dropped_by=by.person)
            line.update(chase=chase.pk, step=chase.step)
    chase.refresh_from_db()
    return chase


def remind(unit: Unit) -> int:
    """提醒 by the clock: two working days before the date, only where nothing moved, once for each date."""
    told = 0
    for one in chasing.reminders(unit):
        with transaction.atomic():
            again = Chase.objects.filter(
                matter=one.matter, step=one.step.number, at__gte=one.matter.held_since or one.matter.received
            )
            if not again.exists():
                send(one, by=Actor.clock(unit))
                told += 1
    return told


def answered(matter_id: int, words: str) -> int:
    """有了回音: whatever the holder says or does next is the answer to every word that stood open."""
    return Chase.objects.filter(matter=matter_id, sent_at__isnull=False, answered_at=None).update(
        answered_at=moment.now(), answer=words[:2000]
    )


def _locked(matter: Matter) -> Matter:
    locked(matter)
    return Matter.objects.select_related(
        "unit", "holder", "holder__division", "lead", "lead__head", "lead__liaison", "leader"
    ).get(pk=matter.pk)


def _chase(chase: Chase) -> tuple[Matter, Chase]:
    matter = locked(chase.matter)
    fresh = (
        Chase.objects.select_for_update(of=("self",))
        .select_related("matter", "to", "confirmed_by")
        .get(pk=chase.pk)
    )
    return matter, fresh


def _why_not(due: chasing.Due) -> str:
    from shuniu.matters.ranking import wording

    return wording.why(due.step)
