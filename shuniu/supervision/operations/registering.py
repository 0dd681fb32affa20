"""立项、拆解、阶段性办结、销号: what is said of a followed matter beyond the matter; its own verbs stay where they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from shuniu.journal.recording import record
from shuniu.matters import kinds
from shuniu.matters import operations as matters
from shuniu.matters.choices import State
from shuniu.matters.models import Matter
from shuniu.matters.operations.changing import change, locked
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Division, Person, Unit
from shuniu.org.refusals import Refused, Verdict, require
from shuniu.supervision import rules
from shuniu.supervision.choices import Frequency, ReviewOutcome, Scope
from shuniu.supervision.given_out import GIVEN_BY_WORD, followed
from shuniu.supervision.models import Item, Review

MOST_PROPOSED = 200


@dataclass(frozen=True)
class Leaf:
    """拆出的一项: one lead, how one sees that it is done, what is handed in, by when or for ever, and its weight."""

    title: str
    lead: Division | None
    finish_test: str
    deliverable: str
    weight: int
    due: datetime | None = None
    continuous: bool = False
    holder: Person | None = None
    helpers: tuple[Division, ...] = ()
    frequency: str = ""


def _item(matter: Matter) -> Item | None:
    return Item.objects.select_for_update().filter(matter=matter).first()


@contextmanager
def _writing(
    verb: str, matter: Matter, may: Callable[..., Verdict], *, by: Actor, **fields
) -> Iterator[tuple]:
    """写在督办件上: under the lock, as the rule allows, with its line; gives (line, matter, item)."""
    with record(verb, by=by, subject=matter) as line:
        matter = locked(matter)
        item = _item(matter)
        require(may(by, matter, item))
        assert item is not None
        Item.objects.filter(pk=item.pk).update(**fields)
        item.refresh_from_db()
        yield line, matter, item


def register(
    matter: Matter,
    *,
    by: Actor,
    scope: str = Scope.INTERNAL,
    why: str = "",
    finish_test: str = "",
    deliverable: str = "",
    continuous: bool = False,
    frequency: str = "",
    kind: str = "",
    object: str = "",
    plan: str = "",
    approved_by: Person | None = None,
) -> Item:
    """立项: one matter one item. 政府督查 needs the head's approval, a plan and an object (S-10)."""
    with record("item.registered", by=by, subject=matter) as line:
        matter = locked(matter)
        item = _item(matter)
        require(rules.may_register(by, matter, item))
        if frequency not in Frequency.values:
            raise Refused(_("没有这种报告周期"), "frequency", "frequency")
        if scope == Scope.INSPECTION:
            running = Item.objects.filter(
                matter__unit=matter.unit,
                scope=Scope.INSPECTION,
                matter__is_open=True,
                registered_at__isnull=False,
            ).select_related("matter")
            require(
                rules.may_inspect(
                    approved_by=approved_by,
                    plan=plan,
                    object=object,
                    title=matter.title,
                    open_ones=list(running),
                )
            )
        fields = {
            "scope": scope, "why": why[:200], "finish_test": finish_test[:300], "deliverable": deliverable[:200],
            "continuous": continuous, "frequency": frequency, "kind": kind, "object": object.strip()[:120], "plan": plan,
            "approved_by": approved_by, "registered_at": moment.now(), "registered_by": by.person,
            "declined_at": None, "declined_by": None,
        }  # fmt: skip
        item, _new = Item.objects.update_or_create(matter=matter, defaults=fields)
        line.update(
            scope=str(Scope(scope).label),
            why=why,
            object=object,
            approved_by=approved_by.name if approved_by else "",
        )
    return item


def propose_items(unit: Unit, *, most: int = MOST_PROPOSED) -> int:
    """拟立项: leaders' words, minutes and tasks from above that nobody has looked at yet. What is only to be read is none."""
    to_read = [kind.code for kind in kinds.all_kinds() if kind.to_read]
    waiting = (
        followed(Matter.objects.filter(unit=unit, part=0, is_open=True, supervised=None))
        .exclude(kind__in=to_read)
        .order_by("-received", "-pk")
    )
    done = 0
    for matter in waiting.select_related("unit")[:most]:
        why = _why(matter)
        if why:
            propose(matter, why=why, by=Actor.clock(unit))
            done += 1
    return done


def _why(matter: Matter) -> str:
    if matter.instructions.filter(denied_at=None).exists():
        return _("有领导批示")
    if matter.source_type in GIVEN_BY_WORD:
        return _("会议议定") if matter.source_type == "meeting" else _("领导交办")
    if matter.from_above:
        return _("上级交办")
    return ""


def propose(matter: Matter, *, why: str, by: Actor) -> Item:
    """拟立项: put before the director; it decides nothing, and the matter is followed in any case."""
    with record("item.proposed", by=by, subject=matter) as line:
        matter = locked(matter)
        item, new = Item.objects.get_or_create(
            matter=matter, defaults={"why": why, "proposed_at": moment.now()}
        )
        if not new:
            raise Refused(_("已经拟过"), "state")
        line["why"] = why
    return item


def decline(matter: Matter, *, reason: str, by: Actor) -> Item:
    """不立项: it is followed like everything given out; no more is said of it."""
    if not reason.strip():
        raise Refused(_("说一句为什么不立项"), "reason", "reason")
    said = {"declined_at": moment.now(), "declined_by": by.person, "decline_reason": reason[:200]}
    rule = lambda actor, _matter, item: rules.may_decline(actor, item)  # noqa: E731
    with _writing("item.declined", matter, rule, by=by, **said) as (line, _matter, item):
        line["reason"] = reason
    return item


def break_down(matter: Matter, *, leaves: tuple[Leaf, ...], by: Actor) -> list[Matter]:
    """拆解: every leaf becomes a task with one lead and one holder, or nothing does (S-01 to S-04)."""
    with transaction.atomic():
        matter = locked(matter)
        require(rules.may_break_down(by, matter))
        given = (
            Item.objects.filter(matter__parent=matter, matter__is_open=True).aggregate(n=Sum("weight"))["n"]
            or 0
        )
        require(rules.leaves_are_whole(matter, leaves, others=given))
        tasks = []
        for leaf in leaves:
            assert leaf.lead is not None
            task = matters.give_part(
                matter,
                part=matters.Part(leaf.title, leaf.lead, leaf.holder, leaf.due, helpers=leaf.helpers),
                by=by,
            )
            Item.objects.create(
                matter=task,
                finish_test=leaf.finish_test,
                deliverable=leaf.deliverable,
                continuous=leaf.continuous,
                weight=leaf.weight,
                frequency=leaf.frequency or (Frequency.QUARTERLY if leaf.continuous else Frequency.NONE),
                registered_at=moment.now(),
                registered_by=by.person,
            )
            tasks.append(task)
        with record("item.broken_down", by=by, subject=matter) as line:
            line["parts"] = len(tasks)
    return tasks


def end_stage(matter: Matter, *, words: str, by: Actor) -> Item:
    """阶段性办结: this stage is done, it keeps running; said by somebody other than the doer."""
    if not words.strip():
        raise Refused(_("说一句办到了哪一步"), "words", "words")
    ended = {"stage_done_at": moment.now(), "stage_done_by": by.person, "stage_words": words[:300]}
    with _writing("item.stage_ended", matter, rules.may_end_stage, by=by, **ended) as (line, matter, item):
        if matter.state == State.REPORTED:
            change(line, matter, state=State.IN_HAND, reported_at=None, reported_by=None)
        else:
            change(line, matter)
        line["words"] = words
    return item


def write_off(matter: Matter, *, by: Actor) -> Item:
    """销号: off the list. 办结 is the work accepted, 销号 is the giver agreeing that no more is to follow; both times stay."""
    struck = {"written_off_at": moment.now(), "written_off_by": by.person}
    with _writing("item.written_off", matter, rules.may_write_off, by=by, **struck) as (line, matter, item):
        line["number"] = matter.number
    return item


def make_routine(matter: Matter, *, by: Actor) -> Item:
    """转为常态: kept up from now on, reported once a quarter, no longer counted among what is to be finished."""
    kept = {"routine_at": moment.now(), "frequency": Frequency.QUARTERLY}
    with _writing("item.made_routine", matter, rules.may_make_routine, by=by, **kept) as (line, matter, item):
        line["number"] = matter.number
    return item


def cancel(matter: Matter, *, reason: str, by: Actor) -> Item:
    """撤销交办: by whoever gave it, with the reason; the matter ends and says that it was called off, not done."""
    if not reason.strip():
        raise Refused(_("撤销要说一句为什么"), "reason", "reason")
    with record("item.cancelled", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_cancel(by, matter))
        if matter.flag("open_tasks"):
            raise Refused(_("还有没办完的任务,先撤销或办结"), "tasks")
        item, _new = Item.objects.update_or_create(
            matter=matter,
            defaults={"cancelled_at": moment.now(), "cancelled_by": by.person, "cancel_reason": reason[:300]},
        )
        line["reason"] = reason
        change(line, matter, state=State.DONE, completed=moment.now(), result=_("撤销交办:%s") % reason)
    return item


def conclude(matter: Matter, *, conclusion: str, by: Actor) -> Item:
    """督查结论: made and fed back to the object in one act; from here the thirty days of review run (S-10)."""
    if not conclusion.strip():
        raise Refused(_("写督查结论"), "conclusion", "conclusion")
    said = {"conclusion": conclusion, "concluded_by": by.person, "fed_back_at": moment.now()}
    rule = lambda actor, _matter, item: rules.may_conclude(actor, item)  # noqa: E731
    with _writing("item.concluded", matter, rule, by=by, **said) as (line, _matter, item):
        line.update(conclusion=conclusion, object=item.object)
    return item


def ask_review(matter: Matter, *, words: str, by: Actor) -> Review:
    """申请复核: the object says why, within thirty days; it is answered within thirty."""
    if not words.strip():
        raise Refused(_("写一句对结论哪里有异议"), "words", "words")
    with record("item.review_asked", by=by, subject=matter) as line:
        matter = locked(matter)
        item = _item(matter)
        now = moment.now()
        require(rules.may_ask_review(by, item, now))
        assert item is not None
        if item.reviews.filter(decided_at=None).exists():
            raise Refused(_("已经申请过一次,还没有答复"), "pending")
        review = Review.objects.create(
            item=item,
            asked_at=now,
            words=words,
            written_down_by=by.somebody,
            decide_by=now + timedelta(days=rules.REVIEW_DAYS),
        )
        line["words"] = words
    return review


def decide_review(review: Review, *, outcome: str, answer: str, by: Actor) -> Review:
    """答复复核: by somebody who took no part in the inspection."""
    if outcome not in ReviewOutcome.values or not answer.strip():
        raise Refused(_("写明维持还是改变,和理由"), "answer", "answer")
    with record("item.review_decided", by=by, subject=review.item.matter) as line:
        locked(review.item.matter)
        review = (
            Review.objects.select_for_update(of=("self",)).select_related("item__matter").get(pk=review.pk)
        )
        require(rules.may_decide_review(by, review))
        Review.objects.filter(pk=review.pk).update(
            decided_at=moment.now(), decided_by=by.person, outcome=outcome, answer=answer
        )
        line.update(outcome=str(ReviewOutcome(outcome).label), answer=answer)
    review.refresh_from_db()
    return review
