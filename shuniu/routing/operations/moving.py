"""退回、撤回、撤销、跳转、调整: the way back is written as new stages; the slip reads like the paper one."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from shuniu.journal.recording import record
from shuniu.matters.models import Instruction
from shuniu.matters.operations.changing import change
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Division, Person
from shuniu.org.refusals import Refused, require
from shuniu.routing import powers, rules
from shuniu.routing.advancing import (
    advance,
    append_position,
    close,
    copy_of,
    drop,
    hand_part,
    insert,
    put_back,
    release,
    stop,
)
from shuniu.routing.choices import Mode, Origin, StageOutcome, StageState, Verdict
from shuniu.routing.locking import locked_part, locked_slip
from shuniu.routing.models import Part, Slip, Stage
from shuniu.routing.operations.speaking import say
from shuniu.routing.planned import Planned


def return_to(
    part: Part,
    *,
    opinion: str,
    by: Actor,
    to: Stage | None = None,
    straight_back: bool = True,
    image_sha256: str = "",
) -> Stage:
    """退回: to any earlier hand (`to`), or to who started it (None), with what is wrong.

    `straight_back`: corrected, it comes straight to who returned it; otherwise it walks the stages between again.
    In a countersign one returner settles it for all: who has not spoken is released and asked again when it is back,
    who has spoken is not asked twice. In a vote everybody votes again, because they voted on another text.
    """
    if not opinion.strip() and not image_sha256:
        raise Refused(_("退回要说一句差在哪里"), "opinion", "opinion")
    with record("slip.returned", by=by, subject=part.stage.slip.matter) as line:
        part = locked_part(part)
        stage, slip = part.stage, part.stage.slip
        require(rules.may_return(by, part, to))
        under = powers.power(by, part).delegation
        say(part, by=by, verdict=Verdict.RETURNED, opinion=opinion, image_sha256=image_sha256)
        freed = release(stage, _("%s退回了") % part.signature)
        voters = (
            [p for p in stage.parts.all() if p.has_spoken and p.pk != part.pk]
            if stage.mode == Mode.SHARE
            else []
        )
        close(stage, StageOutcome.RETURNED)
        at = append_position(slip)
        if to is None:
            planned = Planned(_("退回补正"), (slip.started_by,))
            goal = insert(slip, planned, at=at, origin=Origin.RETURNED, because=part)
        else:
            goal = copy_of(to, _spoke(to), origin=Origin.RETURNED, because=part, at=at)
        if not straight_back:
            for between in _between(slip, to, stage):
                at += 1
                copy_of(between, _spoke(between), origin=Origin.RETURNED, because=part, at=at)
        again = [part.standing_in_for or part.holder, *(_whose(p) for p in [*freed, *voters])]
        copy_of(stage, again, origin=Origin.RETURNED, because=part, at=at + 1)
        advance(slip)
        line.by = by.in_the_name_of(part.acting_for)
        line.update(
            part=part.pk,
            stage=stage.title,
            to=goal.title,
            holder="、".join(p.holder.name for p in goal.parts.all()),
            opinion=opinion,
            image=image_sha256,
            basis=under.basis if under else "",
            way=str(_("改好直接送回") if straight_back else _("改好逐级再走")),
        )
        change(line, slip.matter)
    goal.refresh_from_db()
    return goal


def withdraw(part: Part, *, reason: str, by: Actor) -> Part:
    """撤回: my word is taken back, if nobody after me has spoken; the word stays on record as taken back."""
    with record("slip.withdrawn", by=by, subject=part.stage.slip.matter) as line:
        part = locked_part(part)
        stage, slip = part.stage, part.stage.slip
        require(rules.may_withdraw(by, part))
        part.retracted_at = moment.now()
        part.save(update_fields=["retracted_at"])
        if part.instruction_id:
            Instruction.objects.filter(pk=part.instruction_id).update(
                confirmed_at=None, denied_at=part.retracted_at
            )
        mine = _whose(part)
        if stage.state == StageState.OPEN:
            fresh = Part.objects.create(
                stage=stage,
                order=stage.parts.count(),
                holder=mine,
                for_division=part.for_division,
                origin=Origin.WITHDRAWN,
                came_from=part,
            )
            hand_part(fresh, mine)
        else:
            _undo_consequences(slip, part)
            waiting = slip.current
            if waiting is not None:
                put_back(waiting)
            freed = [
                _whose(p)
                for p in stage.parts.filter(verdict=Verdict.RELEASED).select_related(
                    "holder", "standing_in_for"
                )
            ]
            # Copies already sent for information stay sent: one cannot ask a person to unread.
            # So the withdrawn stage is written again after them.
            copy_of(stage, [mine, *freed], origin=Origin.WITHDRAWN, because=part, at=append_position(slip))
            advance(slip)
        line.update(part=part.pk, stage=stage.title, reason=reason, opinion=part.opinion)
        change(line, slip.matter)
    part.refresh_from_db()
    return part


def jump(slip: Slip, *, to: Stage, reason: str, by: Actor) -> Slip:
    """跳转: on to a later stage; what lies between is dropped with the reason, a mandatory one cannot be."""
    if not reason.strip():
        raise Refused(_("跳过要说一句为什么"), "reason", "reason")
    with record("slip.jumped", by=by, subject=slip.matter) as line:
        slip = locked_slip(slip)
        to = Stage.objects.select_related("slip").get(pk=to.pk)
        require(rules.may_jump(by, slip, to))
        current = slip.current
        skipped = list(
            slip.stages.main().planned().filter(position__lt=to.position).values_list("title", flat=True)
        )
        if current is not None:
            release(current, reason)
            close(current, StageOutcome.MOVED)
        drop(slip.stages.main().filter(position__lt=to.position), reason)
        advance(slip)
        line.update(to=to.title, skipped="、".join(skipped), reason=reason)
        change(line, slip.matter)
    return slip


def revoke(slip: Slip, *, reason: str, by: Actor) -> Slip:
    """撤销: the slip ends here, with a reason; what was said stays readable."""
    if not reason.strip():
        raise Refused(_("撤销要说一句为什么"), "reason", "reason")
    with record("slip.revoked", by=by, subject=slip.matter) as line:
        slip = locked_slip(slip)
        require(rules.may_revoke(by, slip))
        stop(slip, reason)
        line.update(slip=slip.title, reason=reason)
        change(line, slip.matter)
    return slip


def relocate(
    slip: Slip, *, holders: Sequence[Person | Division], reason: str, by: Actor, title: str = ""
) -> Stage:
    """调整: a stuck slip is put into other hands by the director or the administrator; every word said so far stays."""
    if not reason.strip():
        raise Refused(_("调整要说一句为什么"), "reason", "reason")
    if not holders:
        raise Refused(_("还没有写交给谁"), "nobody", "holders")
    with record("slip.relocated", by=by, subject=slip.matter) as line:
        slip = locked_slip(slip)
        require(rules.may_relocate(by, slip))
        current = slip.current
        model = current or slip.stages.main().filter(state=StageState.CLOSED).last()
        if current is not None:
            release(current, reason)
            close(current, StageOutcome.MOVED)
        planned = Planned(
            title or (model.title if model else _("办理")),
            tuple(dict.fromkeys(holders)),
            box=model.box if model else "other",
            key=model.key if model else "",
            mandatory=model.mandatory if model else "",
        )
        stage = insert(slip, planned, at=append_position(slip), origin=Origin.RELOCATED, added_by=by.person)
        slip.suspensions.filter(ended=None).update(ended=moment.now())  # it moves again
        advance(slip)
        line.update(stage=stage.title, holders="、".join(h.name for h in holders), reason=reason)
        change(line, slip.matter)
    return stage


def _whose(part: Part) -> Person:
    """Whose the part is by right, whoever holds it for them now."""
    return part.standing_in_for or part.holder


def _spoke(stage: Stage) -> list[Person]:
    """Who spoke at a stage: they are asked again; while one of them is away the stand-in will have it."""
    return [p.acting_for or p.decided_by for p in stage.parts.all() if p.has_spoken and p.decided_by]


def _between(slip: Slip, to: Stage | None, current: Stage) -> list[Stage]:
    """The stages that were walked between, each once: copies made by earlier returns are the same stop."""
    after = to.position if to is not None else -1
    walked: dict[int, Stage] = {}
    stages = slip.stages.main().filter(
        state=StageState.CLOSED, position__gt=after, position__lt=current.position
    )
    for stage in stages.exclude(origin=Origin.TALKS).order_by("position"):
        stop_of = stage.copy_of_id or stage.pk
        if _spoke(stage) and stop_of not in (
            to and (to.copy_of_id or to.pk),
            current.copy_of_id or current.pk,
        ):
            walked[stop_of] = stage
    return list(walked.values())


def _undo_consequences(slip: Slip, part: Part) -> None:
    """What only came because of this word (the way back, the talks) will not come."""
    for stage in slip.stages.filter(because=part, state__in=[StageState.OPEN, StageState.PLANNED]):
        if stage.state == StageState.OPEN:
            put_back(stage)
        drop(slip.stages.filter(pk=stage.pk), _("%s撤回了") % part.signature)
