"""走单: how a slip goes on by itself once somebody has spoken. Called inside a verb, under the lock of the slip."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F
from django.utils.translation import gettext as _

from shuniu.matters.models import Clearance
from shuniu.matters.operations.changing import hand_to
from shuniu.org import moment
from shuniu.org.models import Division, Person
from shuniu.org.readings import answers_for
from shuniu.routing.choices import (
    SPOKEN,
    Box,
    Mode,
    Origin,
    SlipOutcome,
    StageOutcome,
    StageState,
    Verdict,
)
from shuniu.routing.models import Part, Slip, Stage
from shuniu.routing.planned import Planned


def insert(slip: Slip, planned: Planned, *, at: int, origin: str, **more) -> Stage:
    """Write one stage to come at a place; what is planned from there on moves back by one."""
    slip.stages.filter(state=StageState.PLANNED, position__gte=at).update(position=F("position") + 1)
    stage = Stage.objects.create(
        slip=slip,
        position=at,
        title=planned.title,
        mode=planned.mode,
        need=planned.need,
        in_turn=planned.in_turn,
        box=planned.box,
        key=planned.key,
        mandatory=planned.mandatory,
        origin=origin,
        **more,
    )
    write_parts(stage, planned.holders, origin=origin)
    return stage


def write_parts(stage: Stage, holders: Iterable[Person | Division], *, origin: str) -> list[Part]:
    first = stage.parts.count()
    parts = []
    for order, whom in enumerate(holders, start=first):
        division = None if isinstance(whom, Person) else whom
        parts.append(
            Part(
                stage=stage,
                order=order,
                holder=whom if isinstance(whom, Person) else answers_for(whom),
                for_division=division,
                claimable=division is not None,
                origin=origin,
            )
        )
    return Part.objects.bulk_create(parts)


def append_position(slip: Slip) -> int:
    """The place right after everything that has begun."""
    last = (
        slip.stages.exclude(state=StageState.PLANNED).order_by("-position").values_list("position", flat=True)
    )
    return (last[0] if last else -1) + 1


def copy_of(stage: Stage, holders: Iterable[Person], *, origin: str, because: Part | None, at: int) -> Stage:
    """The same stop once more, for these hands. A vote needs no more hands than it now has."""
    holders = tuple(dict.fromkeys(holders))
    need = None if stage.need is None else min(stage.need, len(holders))
    planned = Planned(
        stage.title, holders, stage.mode, need, stage.in_turn, stage.box, stage.key, stage.mandatory
    )
    return insert(stage.slip, planned, at=at, origin=origin, because=because, copy_of=stage.copy_of or stage)


def advance(slip: Slip) -> None:
    """Open what comes next. A stage that only informs opens and holds nothing up; after the last the slip ends."""
    while slip.ended_at is None and not slip.stages.main().filter(state=StageState.OPEN).exists():
        stage = slip.stages.planned().order_by("position", "id").first()
        if stage is None:
            end(slip, SlipOutcome.COMPLETED)
            return
        if not stage.parts.filter(verdict="").exists():
            Stage.objects.filter(pk=stage.pk).update(state=StageState.DROPPED, reason=_("没有人"))
            continue
        open_now(stage)


def open_now(stage: Stage) -> None:
    """Its turn has come: the parts go into the hands of whoever is in office."""
    Stage.objects.filter(pk=stage.pk).update(state=StageState.OPEN, opened_at=moment.now())
    stage.refresh_from_db()
    open_parts(stage)


def open_parts(stage: Stage) -> None:
    """Give the parts to whoever is in office now; in turn, only the first that has not had it."""
    parts = stage.parts.filter(verdict="", opened_at=None).select_related("holder__unit", "standing_in_for")
    if stage.in_turn:
        if stage.parts.waiting().exists():
            return
        parts = parts[:1]
    for part in parts:
        hand_part(part, part.standing_in_for or part.holder)


def hand_part(part: Part, to: Person) -> None:
    """Into one hand, or into that of who stands in; when both are away the director's office has it (D-02)."""
    hand = hand_to(to)
    part.holder, part.standing_in_for, part.opened_at = (
        hand["holder"],
        hand["standing_in_for"],
        hand["held_since"],
    )
    part.save(update_fields=["holder", "standing_in_for", "opened_at"])
    slip = part.stage.slip
    if slip.matter.is_restricted:
        # Whoever is asked about a restricted matter must be able to read it; the list of names grows in the open.
        Clearance.objects.get_or_create(
            matter=slip.matter,
            person=part.holder,
            defaults={"given_by": slip.started_by, "since": part.opened_at},
        )


def settle(stage: Stage) -> None:
    """Has enough been said? Then the stage closes, and the slip goes on."""
    if stage.state != StageState.OPEN:
        return
    now = moment.now()
    live = [
        p
        for p in stage.parts.all()
        if p.verdict not in (Verdict.PASSED_ON, Verdict.RELEASED) and not p.retracted_at
    ]
    spoken = [p for p in live if p.verdict in SPOKEN and (p.settles_at is None or p.settles_at <= now)]
    outcome = _outcome(stage, live, spoken)
    if not outcome:
        open_parts(stage)
        return
    release(stage, _("“%s”已经有结果") % stage.title)
    close(stage, outcome)
    if outcome in (StageOutcome.DIFFERS, StageOutcome.FAILED):
        _talk(stage, spoken)
    advance(stage.slip)


def _outcome(stage: Stage, live: list[Part], spoken: list[Part]) -> str:
    waiting = len(live) - len(spoken)
    agreed = sum(p.verdict in (Verdict.AGREE, Verdict.READ) for p in spoken)
    if stage.mode == Mode.SHARE:
        need = stage.need or 1
        if agreed >= need:
            return StageOutcome.PASSED
        return StageOutcome.FAILED if agreed + waiting < need else ""
    if stage.mode == Mode.ANY and spoken:
        return StageOutcome.DIFFERS if spoken[0].verdict == Verdict.DISAGREE else StageOutcome.PASSED
    if waiting:
        return ""
    if stage.mode == Mode.ALL and any(p.verdict == Verdict.DISAGREE for p in spoken):
        return StageOutcome.DIFFERS
    return StageOutcome.PASSED


def _talk(stage: Stage, spoken: list[Part]) -> None:
    # A dissent does not travel on in silence, and it does not stop the paper either: whoever runs the slip
    # settles it with those who differ, and says what came of it (DR-12).
    slip = stage.slip
    because = next((p for p in spoken if p.verdict == Verdict.DISAGREE), spoken[-1] if spoken else None)
    planned = Planned(_("协调不同意见"), (slip.started_by,), box=Box.OTHER)
    insert(slip, planned, at=append_position(slip), origin=Origin.TALKS, because=because)


def release(stage: Stage, why: str) -> list[Part]:
    """不用再办: the open parts of a stage that has its result; what they had asked aside ends with them."""
    freed = list(stage.parts.filter(verdict="").select_related("holder"))
    for part in freed:
        for aside in part.asides.filter(ended_at=None):
            stop(aside, why)
    stage.parts.filter(pk__in=[p.pk for p in freed]).update(verdict=Verdict.RELEASED, why=why[:200])
    return freed


def close(stage: Stage, outcome: str) -> None:
    now = moment.now()
    Stage.objects.filter(pk=stage.pk).update(state=StageState.CLOSED, outcome=outcome, closed_at=now)
    stage.state, stage.outcome, stage.closed_at = StageState.CLOSED, outcome, now


def drop(stages, reason: str) -> None:
    """减掉: planned stages that will not come."""
    stages.filter(state=StageState.PLANNED).update(state=StageState.DROPPED, reason=reason[:200])


def put_back(stage: Stage) -> None:
    """Back to what is to come: nobody here has spoken yet."""
    stage.parts.filter(verdict="").update(opened_at=None)
    Stage.objects.filter(pk=stage.pk).update(state=StageState.PLANNED, opened_at=None)
    stage.state, stage.opened_at = StageState.PLANNED, None


def stop(slip: Slip, reason: str) -> None:
    """End a slip before its time: open parts are released, what was planned is dropped, asides end too."""
    current = slip.current
    if current is not None:
        release(current, reason)
        close(current, StageOutcome.MOVED)
    drop(slip.stages.all(), reason)
    end(slip, SlipOutcome.REVOKED, reason)


def end(slip: Slip, outcome: str, reason: str = "") -> None:
    slip.ended_at, slip.outcome, slip.reason = moment.now(), outcome, reason[:300]
    slip.suspensions.filter(ended=None).update(ended=slip.ended_at)
    slip.save(update_fields=["ended_at", "outcome", "reason"])
