"""加签、减签、传阅: the list is edited while the paper moves. What has happened stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from shuniu.journal.recording import record
from shuniu.matters.operations.changing import change
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Division, Person
from shuniu.org.refusals import Refused, require
from shuniu.routing import rules
from shuniu.routing.advancing import (
    advance,
    append_position,
    drop,
    hand_part,
    insert,
    open_now,
    put_back,
    settle,
    stop,
    write_parts,
)
from shuniu.routing.choices import Box, Mode, Origin, Purpose, StageState, Verdict
from shuniu.routing.locking import locked_part, locked_slip, locked_stage
from shuniu.routing.models import Part, Slip, Stage
from shuniu.routing.operations.starting import check_stages
from shuniu.routing.planned import Planned

Whom = Sequence[Person | Division]


def add_before(part: Part, *, holders: Whom, by: Actor, title: str = "", mode: str = Mode.ALL) -> Stage:
    """前加签、委派: someone else first, then back to me.

    Alone at my stage, the stage waits for the new one. Beside others, who need not wait for my question, the asking is
    a slip inside my part (子单) and only my part waits.
    """
    with record("slip.signer_added", by=by, subject=part.stage.slip.matter) as line:
        part = locked_part(part)
        require(rules.may_add_before(by, part))
        planned = _planned(title or _("先请办理"), holders, mode)
        stage = part.stage
        slip = stage.slip
        if stage.parts.exclude(verdict__in=[Verdict.PASSED_ON, Verdict.RELEASED]).count() > 1:
            aside = Slip.objects.create(
                matter=slip.matter,
                purpose=Purpose.ASIDE,
                title=planned.title,
                started_by=by.somebody,
                started_at=moment.now(),
                within=part,
            )
            added = insert(aside, planned, at=0, origin=Origin.ADDED, added_by=by.person)
            advance(aside)
        else:
            put_back(stage)
            stage.refresh_from_db()
            added = insert(slip, planned, at=stage.position, origin=Origin.ADDED, added_by=by.person)
            advance(slip)
        _tell(line, added, holders, _("之前"))
        change(line, slip.matter)
    return added


def add_beside(part: Part, *, holders: Whom, by: Actor) -> list[Part]:
    """并加签: more hands at the stage that is open now."""
    with record("slip.signer_added", by=by, subject=part.stage.slip.matter) as line:
        part = locked_part(part)
        stage = part.stage
        require(rules.may_add(by, stage.slip, part))
        if stage.state != StageState.OPEN:
            raise Refused(_("这一环已经走过了"), "state")
        planned = _planned(stage.title, holders, stage.mode)
        there = set(stage.parts.filter(verdict="").values_list("holder_id", flat=True))
        fresh = [h for h in planned.holders if not (isinstance(h, Person) and h.pk in there)]
        if not fresh:
            raise Refused(_("这些人这一环已经有了"), "twice", "holders")
        parts = write_parts(stage, fresh, origin=Origin.ADDED)
        if not stage.in_turn:
            for added in parts:
                hand_part(added, added.holder)
        _tell(line, stage, fresh, _("一起"))
        change(line, stage.slip.matter)
    return parts


def add_after(
    slip: Slip,
    *,
    holders: Whom,
    by: Actor,
    title: str = "",
    mode: str = Mode.ALL,
    need: int | None = None,
    box: str = Box.OTHER,
    part: Part | None = None,
) -> Stage:
    """后加签: a stage right after the one that is open now. `part`: mine, by which I may."""
    with record("slip.signer_added", by=by, subject=slip.matter) as line:
        slip = locked_slip(slip)
        if part is not None:
            part = locked_part(part)
        require(rules.may_add(by, slip, part))
        planned = _planned(title or _("再请办理"), holders, mode, need, box)
        check_stages(slip.matter, Purpose.ASIDE, [planned])
        added = insert(slip, planned, at=append_position(slip), origin=Origin.ADDED, added_by=by.person)
        _tell(line, added, holders, _("之后"))
        change(line, slip.matter)
    return added


def circulate(slip: Slip, *, holders: Whom, by: Actor, title: str = "", in_turn: bool = False) -> Stage:
    """传阅: copies go out at once and the main line does not wait. `in_turn`: one sheet, one reader after the other."""
    with record("slip.circulated", by=by, subject=slip.matter) as line:
        slip = locked_slip(slip)
        require(rules.may_circulate(by, slip))
        planned = Planned(
            title or _("传阅"), tuple(dict.fromkeys(holders)), Mode.INFORM, in_turn=in_turn, box=Box.READ
        )
        check_stages(slip.matter, Purpose.CIRCULATE, [planned])
        stage = insert(slip, planned, at=append_position(slip), origin=Origin.ADDED, added_by=by.person)
        open_now(stage)
        _tell(line, stage, holders, "")
        change(line, slip.matter)
    return stage


def drop_stage(stage: Stage, *, reason: str, by: Actor) -> Stage:
    """减签: a stage that is not needed after all; what a rule demands stays."""
    if not reason.strip():
        raise Refused(_("减签说一句为什么"), "reason", "reason")
    with record("slip.stage_dropped", by=by, subject=stage.slip.matter) as line:
        stage = locked_stage(stage)
        require(rules.may_drop_stage(by, stage))
        drop(stage.slip.stages.filter(pk=stage.pk), reason)
        line.update(stage=stage.title, reason=reason)
        change(line, stage.slip.matter)
    stage.refresh_from_db()
    return stage


def drop_part(part: Part, *, reason: str, by: Actor) -> Part:
    """减签: one hand less at a stage where others remain."""
    if not reason.strip():
        raise Refused(_("减签说一句为什么"), "reason", "reason")
    with record("slip.signer_dropped", by=by, subject=part.stage.slip.matter) as line:
        part = locked_part(part)
        require(rules.may_drop_part(by, part))
        for aside in part.asides.filter(ended_at=None):
            stop(aside, reason)
        part.verdict, part.why = Verdict.RELEASED, reason[:200]
        part.save(update_fields=["verdict", "why"])
        line.update(stage=part.stage.title, holder=part.holder.name, reason=reason)
        settle(part.stage)
        change(line, part.stage.slip.matter)
    return part


def _planned(title: str, holders: Whom, mode: str, need: int | None = None, box: str = Box.OTHER) -> Planned:
    if not holders:
        raise Refused(_("还没有写请谁"), "nobody", "holders")
    return Planned(title[:40], tuple(dict.fromkeys(holders)), mode, need, box=box)


def _tell(line, stage: Stage, holders: Whom, where: str) -> None:
    line.update(stage=stage.title, holders="、".join(h.name for h in holders), where=str(where))
